//! The runtime from outside, as generated code uses it: all tests are tables.

/// JSON into values and back.
mod json;
/// Operations into requests, and inputs that are refused.
mod requests;
/// Code as the generator makes it.
mod sample;
