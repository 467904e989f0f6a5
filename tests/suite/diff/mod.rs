//! What a change of a description is found to be, and that the compiler agrees.

/// The clients of all pairs.
mod clients;
/// A version is required exactly where the emitted client differs.
mod emission;
/// Every rule has a pair of descriptions between which it is the one that applies.
mod golden;
/// The pairs of descriptions that differ by one change.
mod pair;
/// The level that a rule has in Rust is what the compiler makes of a program.
mod programs;
/// Answers that a description allows.
mod replies;
/// Undoing a change is a change, and doing nothing is none.
mod symmetry;
/// The tables of changes.
mod table;
/// The level that a rule has on the wire is what becomes of a program that was built before.
mod wire;
