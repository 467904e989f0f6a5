//! Texts of a description in the Markdown of rustdoc, for documentation that stands outside of the crate.
//!
//! Links lead to items by their paths from `crate::` on, as [`paths`](crate::paths) names them.

use std::borrow::Cow;

use restwright_spec::api::{Api, Flow, Group, Operation};

use crate::docs::{Docs, Links};
use crate::emit::{flow_docs, operation_facts};

/// Texts of the description of one API, with its names between backticks as links.
#[derive(Debug)]
pub struct Texts {
    links: Links,
}

impl Texts {
    /// The texts of this API.
    #[must_use]
    pub fn of(api: &Api) -> Self {
        Self { links: Links::of(api) }
    }

    /// A text as Markdown, of which nothing is markup but paragraphs, lists, code and links. In a group, its operations
    /// need no more than their ids.
    #[must_use]
    pub fn markdown(&self, text: &str, group: Option<&str>) -> String {
        let file = group.map(|group| format!("operations/{group}/")).unwrap_or_default();
        self.resolved(&Docs::new(text), &file)
    }

    fn resolved(&self, docs: &Docs, file: &str) -> String {
        let mut is_code = false;
        let resolve = |line| -> Cow<'_, str> {
            is_code ^= str::starts_with(line, "```");
            if is_code { Cow::Borrowed(line) } else { self.links.resolve(file, line) }
        };
        docs.lines().iter().map(String::as_str).map(resolve).collect::<Vec<_>>().join("\n")
    }
}

/// The page of a flow: steps, errors and a program. Lines of the program that begin with `# ` only make it run.
#[must_use]
pub fn flow_page(api: &Api, flow: &Flow, texts: &Texts) -> String {
    texts.resolved(&flow_docs(api, flow), "guide/")
}

/// What a call returns, does and authenticates with.
#[must_use]
pub fn call_facts(api: &Api, group: &Group, operation: &Operation) -> String {
    operation_facts(Docs::default(), api, group, operation).lines().join("\n")
}
