//! Shows diagnostics to people, to programs and to GitHub.

mod github;
mod human;
mod json;
pub mod workflow;

pub use github::github;
pub use human::{Color, human};
pub use json::json;
