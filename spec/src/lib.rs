//! Reads the YAML description of a REST API, checks it and lowers it to a resolved model.
//!
//! [`read`] is the way through: from text to a tree in which everything carries its span (`yaml`), from the tree to
//! documents that mirror it key by key (`decode`, `document`), and from documents to the model (`lower`). Every stage reports all
//! the problems that it can find, so that a person sees them at once.

pub mod api;
mod decode;
mod diagnostic;
mod document;
mod expression;
mod foreign;
mod lookalike;
mod lower;
mod number;
mod read;
pub mod render;
mod rule;
mod source;
mod span;
pub mod suggest;
mod text;
mod yaml;

pub use api::{Api, Given};
pub use diagnostic::{Diagnostic, Fix, Label, Severity};
pub use document::{schema, schema_of};
pub use lower::{FORBIDDEN_HEADERS, Inferred};
pub use number::Number;
pub use read::{Reading, read, read_foreign};
pub use rule::RULES;
pub use source::{BYTE_ORDER_MARK, File, Location, Source, Sources};
pub use span::{Span, Spanned};
pub use text::MAX_FILE_BYTES;
pub use yaml::{Node, Value};
