//! Compares two models of an API: what changed, whom it breaks on the wire, and whom in Rust.
//!
//! [`compare`] is the whole of it. Elements are paired by identity, each pair is held against the rules of its kind, and
//! every difference becomes one [`Finding`]. Last, the public symbols of both clients are compared, so that a change
//! that no rule knows cannot pass in silence. Nothing here reads or writes a file, and the same two models give the same
//! report.

mod accepted;
pub mod changelog;
mod chosen;
mod compare;
mod finding;
mod generator;
mod identity;
mod level;
mod place;
mod reach;
pub mod render;
mod report;
mod rule;
mod rules;
mod version;

pub use accepted::Accepted;
pub use compare::compare;
pub use finding::{Finding, Findings, Origin};
pub use level::{Rust, Wire};
pub use place::Place;
pub use reach::{Direction, Reach};
pub use render::{Side, Sides};
pub use report::{Report, Snapshot};
pub use rule::{Kind, Mirror, Proof, Rule};
pub use rules::all as rules;
pub use version::{Verdict, Versions};
