//! Names of one place in the emitted code, and what is wrong with a further one.

use std::collections::BTreeMap;

use restwright_spec::{Diagnostic, Span, Spanned};

use super::is_keyword;
use crate::kind::Kind;

/// Whether Windows has a device of this name.
fn is_device(name: &str) -> bool {
    let numbered = name.strip_prefix("com").or_else(|| name.strip_prefix("lpt"));
    matches!(name, "aux" | "con" | "nul" | "prn")
        || numbered.is_some_and(|number| matches!(number.as_bytes(), [b'0'..=b'9']))
}

/// Names of one place in the emitted code, where each may stand once.
pub(super) struct Namespace<'a> {
    problems: &'a mut Vec<Diagnostic>,
    what: String,
    /// Whether an id is also the wire name where the description states no other.
    are_wire_names: bool,
    pub(super) taken: Taken,
    pub(super) seen: BTreeMap<String, (String, Span)>,
}

/// Names that the emitted code has there.
#[derive(Clone, Copy)]
pub(super) enum Taken {
    Nothing,
    /// What stands beside values and variants.
    Variants,
    /// The one field that is not of the description.
    Field,
    /// The page of the error codes.
    Guide,
    /// Variables of the program of a flow.
    Program,
    /// Methods of a type, and names that its traits are reached by.
    Methods(Kind),
}

impl Taken {
    fn takes(self, name: &str) -> bool {
        match self {
            Self::Nothing => false,
            Self::Variants => matches!(name, "Self" | "Unknown"),
            Self::Field => name == "unknown_fields",
            Self::Guide => name == "errors",
            Self::Program => matches!(name, "client" | "error" | "it" | "response"),
            Self::Methods(kind) => kind.takes(name),
        }
    }
}

impl<'a> Namespace<'a> {
    pub(super) fn new(problems: &'a mut Vec<Diagnostic>, what: &str, taken: Taken) -> Self {
        let seen = BTreeMap::new();
        Self { problems, what: what.to_owned(), are_wire_names: false, taken, seen }
    }

    /// The same for ids that are wire names as well.
    pub(super) fn of_wire_names(self) -> Self {
        Self { are_wire_names: true, ..self }
    }

    fn help(&self, id: &str) -> String {
        if self.are_wire_names {
            format!("choose another id, and add `name: {id}` if that is the wire name")
        } else {
            "choose another id".to_owned()
        }
    }

    /// An id that is used as it is: as a method, an argument or a module.
    pub(super) fn word(&mut self, id: &Spanned<String>) {
        self.keyword(id);
        self.name(id, id.value.clone());
    }

    /// Refuses an id that names a file which Windows takes for a device, whatever stands behind a dot.
    pub(super) fn file(&mut self, id: &Spanned<String>, name: &str) {
        if is_device(name) {
            let message = format!("no file can be called `{name}` on Windows");
            let problem = Diagnostic::error("name-taken", message)
                .label(id.span, format!("names {}", self.what))
                .help(self.help(id));
            self.problems.push(problem);
        }
    }

    /// Refuses an id that Rust keeps for itself.
    pub(super) fn keyword(&mut self, id: &Spanned<String>) {
        if is_keyword(id) {
            let problem =
                Diagnostic::error("name-keyword", format!("`{}` is a keyword of Rust", **id))
                    .label(id.span, format!("names {}", self.what))
                    .help(self.help(id));
            self.problems.push(problem);
        }
    }

    /// Refuses a name that stands here already, or that the emitted code has taken.
    pub(super) fn name(&mut self, id: &Spanned<String>, name: String) {
        self.reserved(id, &name);
        match self.seen.get(&name) {
            None => {
                self.seen.insert(name, (id.value.clone(), id.span));
            }
            Some((_, span)) if *span == id.span => {}
            Some((first, span)) => {
                let message =
                    format!("`{first}` and `{}` have the same name `{name}` in Rust", **id);
                let problem = Diagnostic::error("name-clash", message)
                    .label(id.span, format!("names {}", self.what))
                    .label(*span, "the first of the two")
                    .help(self.help(id));
                self.problems.push(problem);
            }
        }
    }

    /// A former id, where it has a name of its own in Rust: that name still stands, beside today's.
    pub(super) fn former(
        &mut self,
        today: &Spanned<String>,
        former: Option<&Spanned<String>>,
        spell: impl Fn(&str) -> String,
    ) {
        let Some(former) = former else {
            return;
        };
        let name = spell(former);
        if name != spell(today) {
            self.former_name(former, name);
        }
    }

    pub(super) fn former_name(&mut self, former: &Spanned<String>, name: String) {
        let what = format!("{} formerly", self.what);
        let what = std::mem::replace(&mut self.what, what);
        let are_wire_names = std::mem::take(&mut self.are_wire_names);
        if is_keyword(&name) {
            self.keyword(former);
        } else {
            self.name(former, name);
        }
        self.what = what;
        self.are_wire_names = are_wire_names;
    }

    /// Refuses an id that stands here already as a name that was made of another id.
    pub(super) fn add_derived(&mut self, id: &Spanned<String>) {
        if self.seen.contains_key(&id.value) {
            self.name(id, id.value.clone());
        }
    }

    pub(super) fn reserved(&mut self, id: &Spanned<String>, name: &str) {
        if self.taken.takes(name) {
            let message =
                format!("`{name}` is reserved: the generated code defines `{name}` there");
            let problem = Diagnostic::error("name-taken", message)
                .label(id.span, format!("names {}", self.what))
                .help(self.help(id));
            self.problems.push(problem);
        }
    }
}
