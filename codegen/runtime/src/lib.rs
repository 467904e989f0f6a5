//! The hand-written half of every generated client: requests, transport, errors, secrets.
