//! What a command prints as one JSON document: `--format json`.
//!
//! The document is an object with the keys `command`, `outcome`, `exit_code`, `diagnostics`, `messages`, `output` and `result`. It is the
//! same for all commands, also for those that fail, and for a command line that cannot be read.

use restwright_spec::{Diagnostic, Sources, render};
use serde_json::{Map, Value, json};

use crate::exit::Exit;

/// Collects what a command prints.
#[derive(Debug, Default)]
pub struct Record {
    diagnostics: Vec<Value>,
    messages: Vec<String>,
    output: Vec<String>,
    result: Map<String, Value>,
    document: Option<String>,
}

impl Record {
    pub(crate) fn message(&mut self, line: &str) {
        self.messages.push(line.trim_end().to_owned());
    }

    pub(crate) fn output(&mut self, text: &str) {
        if !text.is_empty() {
            self.output.push(text.to_owned());
        }
    }

    pub(crate) fn document(&mut self, text: &str) {
        self.document = Some(text.to_owned());
    }

    pub(crate) fn result(&mut self, key: &str, value: Value) {
        self.result.insert(key.to_owned(), value);
    }

    /// Keeps diagnostics in their order, each with the place to look at as `file`, `line` and `column`.
    pub(crate) fn diagnose(&mut self, sources: &Sources, diagnostics: &[Diagnostic]) {
        let text = render::json(sources, diagnostics);
        let all: Vec<Map<String, Value>> = serde_json::from_str(&text).unwrap_or_default();
        self.diagnostics.extend(all.into_iter().map(|mut diagnostic| {
            let place = diagnostic.get("places").and_then(|places| places.get(0)).cloned();
            let part = |key: &str| place.as_ref().and_then(|place| place.get(key)).cloned();
            for (key, value) in
                [("file", part("path")), ("line", part("line")), ("column", part("column"))]
            {
                diagnostic.insert(key.to_owned(), value.unwrap_or(Value::Null));
            }
            Value::Object(diagnostic)
        }));
    }

    /// Keeps a complaint: an error or a warning as a diagnostic without a place, anything else as a message.
    pub(crate) fn complain(&mut self, text: &str) {
        let text = text.trim();
        let severity = ["error", "warning"].into_iter().find_map(|severity| {
            Some((severity, text.strip_prefix(severity)?.strip_prefix(": ")?))
        });
        let Some((severity, text)) = severity else { return self.message(text) };
        let (mut message, mut help) = (Vec::new(), Vec::new());
        for line in text.lines() {
            match line.trim_start().strip_prefix("help: ") {
                Some(line) => help.push(line.to_owned()),
                None => message.push(line.trim_end()),
            }
        }
        self.diagnostics.push(json!({
            "severity": severity,
            "rule": null,
            "message": message.join("\n").trim_end(),
            "file": null,
            "line": null,
            "column": null,
            "places": [],
            "help": help,
            "fix": null,
        }));
    }

    /// The document, and what has no place in it.
    pub(crate) fn finish(self, command: &str, exit: Exit) -> (String, Vec<String>) {
        if let Some(document) = self.document {
            return (document, self.messages);
        }
        let outcome = match exit {
            Exit::Fine => "success",
            Exit::Findings => "findings",
            Exit::Usage => "usage",
            Exit::Failed => "failed",
        };
        let document = json!({
            "command": command,
            "outcome": outcome,
            "exit_code": exit as u8,
            "diagnostics": self.diagnostics,
            "messages": self.messages,
            "output": if self.output.is_empty() { Value::Null } else { self.output.join("\n").into() },
            "result": if self.result.is_empty() { Value::Null } else { self.result.into() },
        });
        (format!("{document:#}"), Vec::new())
    }
}
