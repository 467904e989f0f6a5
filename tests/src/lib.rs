//! Tests of the whole line, from the description to a call over a socket.
