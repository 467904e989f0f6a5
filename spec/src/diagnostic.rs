//! Errors and warnings about a description, with spans and fixes.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::{Span, rule};

/// One problem of a description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Whether it stops generation.
    pub severity: Severity,
    /// Stable id of the kind of problem, kebab case.
    pub rule: &'static str,
    /// One lower-case sentence without a full stop.
    pub message: String,
    /// The labelled spans; the first is the primary label.
    pub labels: Vec<Label>,
    /// What to do about it.
    pub help: Vec<String>,
    /// A change of the text that fixes it.
    pub fix: Option<Fix>,
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing can be generated.
    Error,
    /// Does not stop generation.
    Warning,
}

/// A place, and what about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// A few words, possibly none.
    pub text: String,
}

/// A change of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What to replace.
    pub span: Span,
    /// What to put there.
    pub replacement: String,
}

impl Diagnostic {
    /// A problem that stops generation.
    #[must_use]
    pub fn error(rule: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, rule, message.into())
    }

    /// A problem that does not stop generation.
    #[must_use]
    pub fn warning(rule: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, rule, message.into())
    }

    /// Adds a place; the first one added is the primary one.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Adds a hint.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Sets the change that fixes it.
    #[must_use]
    pub fn fix(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.fix = Some(Fix { span, replacement: replacement.into() });
        self
    }

    /// Adds a did-you-mean with its fix, if there is a suggestion.
    #[must_use]
    pub fn suggest(self, span: Span, suggestion: Option<&str>) -> Self {
        match suggestion {
            Some(name) => self.help(format!("did you mean `{name}`?")).fix(span, name),
            None => self,
        }
    }

    /// The place to look at.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.labels.first().map(|label| label.span)
    }

    fn new(severity: Severity, rule: &'static str, message: String) -> Self {
        Self { severity, rule, message, labels: Vec::new(), help: Vec::new(), fix: None }
    }
}

/// Collects problems, so that all of them are told at once.
#[derive(Debug, Default)]
pub(crate) struct Report {
    diagnostics: Vec<Diagnostic>,
}

impl Report {
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        debug_assert!(crate::RULES.contains(&diagnostic.rule), "{}", diagnostic.rule);
        self.diagnostics.push(diagnostic);
    }

    pub(crate) fn append(&mut self, other: Self) {
        self.diagnostics.extend(other.diagnostics);
    }

    pub(crate) fn breaks(&self, rule: &str) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.rule == rule)
    }

    pub(crate) fn has_errors(&self) -> bool {
        let mut severities = self.diagnostics.iter().map(|diagnostic| diagnostic.severity);
        severities.any(|severity| severity == Severity::Error)
    }

    /// All problems in the order of their places; of two at one place, the one that was found first.
    pub(crate) fn finish(mut self) -> Vec<Diagnostic> {
        self.leave_out_what_follows_from_numbers();
        self.leave_out_missing_quotes();
        self.diagnostics.sort_by_key(|diagnostic| {
            let place = diagnostic.span().map(|span| (span.source, span.start, Reverse(span.end)));
            (place, diagnostic.severity)
        });
        self.diagnostics
    }

    /// A number that cannot be kept is one problem, whatever its value would have been taken for.
    fn leave_out_what_follows_from_numbers(&mut self) {
        let is_number =
            |diagnostic: &Diagnostic| matches!(diagnostic.rule, rule::NOT_EXACT | rule::NOT_FINITE);
        let numbers = self.diagnostics.iter().filter(|diagnostic| is_number(diagnostic));
        let numbers: BTreeSet<_> = numbers.filter_map(Diagnostic::span).collect();
        self.diagnostics.retain(|diagnostic| {
            is_number(diagnostic) || !diagnostic.span().is_some_and(|span| numbers.contains(&span))
        });
    }

    /// Quotes do not fix a text that would be wrong with them, too.
    fn leave_out_missing_quotes(&mut self) {
        let lacks_quotes = |diagnostic: &Diagnostic| diagnostic.rule == rule::UNQUOTED_TEXT;
        let others = self.diagnostics.iter().filter(|diagnostic| {
            diagnostic.severity == Severity::Error && !lacks_quotes(diagnostic)
        });
        let wrong: BTreeSet<_> = others.filter_map(Diagnostic::span).collect();
        self.diagnostics.retain(|diagnostic| {
            !lacks_quotes(diagnostic)
                || !diagnostic.span().is_some_and(|span| wrong.contains(&span))
        });
    }
}
