//! LoginRadius phone authentication.
