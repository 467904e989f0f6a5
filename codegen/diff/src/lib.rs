//! Compares two models of an API: what changed, and the effect on the wire and in Rust.
//!
//! [`compare`] pairs elements by identity, compares each pair by the rules of its kind, and reports every difference as
//! one [`Finding`]. Last, it compares the public symbols of both clients, so that a change without a rule is always
//! reported. Nothing here reads or writes a file, and the same two models give the same
//! report.

mod accepted;
mod affected;
pub mod changelog;
mod chosen;
mod compare;
mod finding;
mod generator;
mod identity;
mod inferred;
mod level;
mod place;
pub mod render;
mod report;
mod rule;
mod rules;
mod version;

pub use accepted::Accepted;
pub use affected::{AffectedOperation, Direction};
pub use compare::compare;
pub use finding::{Finding, Findings, Origin};
pub use inferred::align;
pub use level::{Rust, WireLevel};
pub use place::Place;
pub use render::{Side, Sides};
pub use report::{Report, Snapshot};
pub use rule::{Kind, Mirror, Proof, Rule};
pub use rules::all as rules;
pub use rules::documents::constraint as constraint_rule;
pub use version::{Verdict, Versions};
