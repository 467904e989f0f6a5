//! Imports `OpenAPI` and Swagger documents: from trees with positions to the files of a description.
//!
//! [`import`] is the way through. What cannot be carried over is a diagnostic with its place in the document and what was
//! done instead; nothing is dropped in silence. `gap` is the table of all that.

mod body;
mod constant;
mod constraint;
mod document;
mod documents;
mod draft;
mod error_body;
mod examples;
mod export;
mod gap;
mod groups;
mod infer;
mod json;
mod limits;
mod loss;
mod media;
mod names;
mod node;
mod operation;
mod parameter;
mod path;
mod places;
mod prose;
mod refused;
mod render;
mod response;
mod schema;
mod security;
mod server;
mod settle;
mod shape;
mod shared;
mod stated;
mod summary;
mod swagger;
mod update;
mod upload;
mod yaml;

pub use constraint::{Change, ConstraintChange, Constraints};
pub use document::{Import, Options, files_beside, import};
pub use export::{Form, export};
pub use places::Places;
pub use summary::Summary;
pub use update::{Document, Happened, Note, Refused, Update, update};
