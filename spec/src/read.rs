//! All stages of reading, in order.

mod misplaced;

use std::panic::resume_unwind;

use crate::api::Api;
use crate::decode::{Decode, Decoder};
use crate::diagnostic::{Diagnostic, Report};
use crate::document;
use crate::lower::Inferred;
use crate::source::{File, Sources};
use crate::text::Readable;
use crate::yaml::{Node, Value};
use crate::{Span, foreign, lookalike, lower, rule, text, yaml};

/// What came of reading a description.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The model: `Some` if and only if there is no error.
    pub api: Option<Api>,
    /// Errors and warnings in the order of their places.
    pub diagnostics: Vec<Diagnostic>,
    /// What is inferred, in the order of its places.
    pub inferred: Vec<Inferred>,
}

/// Reads a description out of its files.
#[must_use]
pub fn read(sources: &Sources) -> Reading {
    with_stack(STACK_BYTES, || read_all(sources))
}

/// Reads one file of another language, such as an `OpenAPI` document, into a tree with positions.
///
/// # Errors
///
/// Returns why the file is no YAML, of which JSON is a part.
pub fn read_foreign(sources: &Sources, source: u32) -> Result<Node, Vec<Diagnostic>> {
    let Some(file) = sources.get(source) else { return Err(Vec::new()) };
    with_stack(4 * STACK_BYTES, || {
        let mut report = Report::default();
        let node = match text::check_foreign(source, file, &mut report) {
            Readable::Yes => yaml::parse_foreign(source, file, &mut report),
            Readable::No => None,
        };
        node.ok_or_else(|| report.finish())
    })
}

/// Calls a function on a stack that is large enough. The YAML reader calls itself for each level of lists and maps. Without
/// optimization the permitted levels need more stack than a thread has by default.
fn with_stack<T: Send>(bytes: usize, work: impl Fn() -> T + Sync) -> T {
    std::thread::scope(|scope| {
        let builder = std::thread::Builder::new().stack_size(bytes);
        match builder.spawn_scoped(scope, &work) {
            Ok(reader) => reader.join().unwrap_or_else(|panic| resume_unwind(panic)),
            Err(_) => work(),
        }
    })
}

const STACK_BYTES: usize = 16 << 20;

fn read_all(sources: &Sources) -> Reading {
    let mut report = Report::default();
    let mut documents = Vec::new();
    let mut unread = 0;
    for (index, file) in sources.iter() {
        match document(index, file, &mut report) {
            Outcome::Document(document) => documents.push(*document),
            Outcome::Nothing => {}
            Outcome::Unread => unread += 1,
        }
    }
    if sources.iter().next().is_none() {
        report.push(
            Diagnostic::error(rule::NO_FILES, "no description in this folder")
                .help("a description is made of files whose names end with `.yaml`"),
        );
    }
    // Without a whole file, what is declared there would be missing everywhere else.
    let is_whole = unread == 0 && !documents.is_empty();
    let (api, inferred) =
        if is_whole { lower::lower(&documents, sources, &mut report) } else { (None, Vec::new()) };
    debug_assert!(api.is_some() || report.has_errors(), "a model is missing and nobody said why");
    let explain = |problem: Diagnostic| match problem.span().map(|span| sources.slice(span)) {
        Some(written) => lookalike::explain(problem, written),
        None => problem,
    };
    let diagnostics = report.finish().into_iter().map(explain).collect();
    Reading { api, diagnostics, inferred }
}

enum Outcome {
    Document(Box<document::File>),
    /// The file is empty or foreign, and that is reported.
    Nothing,
    Unread,
}

fn document(index: u32, file: &File, report: &mut Report) -> Outcome {
    if text::check(index, file, report) == Readable::No {
        return Outcome::Unread;
    }
    let Some(node) = yaml::parse(index, file, report) else {
        return Outcome::Unread;
    };
    if matches!(node.value, Value::Null) {
        let diagnostic = Diagnostic::error(rule::EMPTY_FILE, "the file is empty")
            .label(Span::new(index, 0, 0), "")
            .help("delete it, or write one of the keys of a description");
        report.push(diagnostic);
        return Outcome::Nothing;
    }
    if let Some(foreign) = foreign_document(&node) {
        report.push(foreign);
        return Outcome::Nothing;
    }
    let at = Span::new(index, node.span.start, node.span.start);
    let text = file.text();
    let mut own = Report::default();
    let document = document::File::decode(node, at, &mut Decoder { text, report: &mut own });
    let (own, is_misplaced) = misplaced::explain(index, file, own);
    report.append(own);
    match document.filter(|_| !is_misplaced) {
        Some(document) => Outcome::Document(Box::new(document)),
        None => Outcome::Unread,
    }
}

/// A document of another language: of its keys, one alone is reported.
fn foreign_document(node: &Node) -> Option<Diagnostic> {
    let Value::Map(map) = &node.value else { return None };
    let (key, language) =
        map.iter().find_map(|(key, _)| Some((key, foreign::document_word(key)?)))?;
    let diagnostic = Diagnostic::error(rule::FOREIGN_DOCUMENT, format!("the file is {language}"))
        .label(key.span, "this key says so")
        .help("move it out of the folder: all files in it are read as one description, in a language of its own")
        .help(match key.as_str() {
            "openapi" | "swagger" => "turn it into a description with the command `import openapi FILE --out DIR`",
            _ => "start with the command `new api`, and bring operations and types over",
        });
    Some(diagnostic)
}

#[cfg(test)]
mod tests;
