//! All files merged: what is declared, by name.

use std::collections::BTreeMap;

use crate::api::Code;
use crate::decode::{Entries, Text};
use crate::diagnostic::{Diagnostic, Report};
use crate::document::{
    self, Credential, ErrorBodies, ErrorCode, File, Flow, Group, Operation, Parameter, Server, Type,
};
use crate::{Span, rule};

/// What the files of a description declare together.
pub(super) struct Declared<'a> {
    /// Whether a file has a key whose value is wrong: what is missing may have been meant there.
    pub(super) has_gaps: bool,
    pub(super) api: Option<&'a document::Api>,
    pub(super) error_body: Option<&'a ErrorBodies>,
    pub(super) servers: Table<'a, Server>,
    pub(super) credentials: Table<'a, Credential>,
    pub(super) categories: Table<'a, Text>,
    pub(super) errors: Table<'a, ErrorCode>,
    /// Whether an entry of the catalogue has no number of its own, so that a number may be meant for it.
    pub(super) has_doubtful_codes: bool,
    /// The ids of the catalogue by code.
    pub(super) codes: BTreeMap<&'a Code, &'a Text>,
    pub(super) groups: Table<'a, Group>,
    pub(super) parameters: Table<'a, Parameter>,
    pub(super) types: Table<'a, Type>,
    /// The groups that files say their operations belong to.
    pub(super) memberships: Vec<&'a Text>,
    /// Operations by the id of their group.
    pub(super) operations: BTreeMap<&'a str, Table<'a, Operation>>,
    pub(super) flows: Table<'a, Flow>,
    pub(super) webhooks: Option<&'a document::Webhooks>,
    pub(super) reserved: Vec<&'a document::Reserved>,
    pub(super) accepted: Vec<&'a document::Acceptance>,
    pub(super) levels: Vec<&'a document::RuleLevel>,
}

/// Declarations of one kind, by name. One whose value is wrong has none, but is there.
pub(super) struct Table<'a, T> {
    /// What is declared, such as `type`.
    pub(super) what: &'static str,
    /// The rule that a reference to nothing breaks.
    pub(super) unknown: &'static str,
    /// The rule that a declaration breaks which nothing refers to.
    pub(super) unused: &'static str,
    entries: BTreeMap<&'a str, (&'a Text, Option<&'a T>)>,
    /// Present names by former ones.
    renamed: BTreeMap<&'a str, &'a str>,
}

/// A declaration that can have had another name.
pub(super) trait Renamed {
    fn renamed_from(&self) -> Option<&Text> {
        None
    }
}

/// Implements [`Renamed`] for what has a key for it.
macro_rules! renamed {
    ($($declaration:ty),*) => {
        $(impl Renamed for $declaration {
            fn renamed_from(&self) -> Option<&Text> {
                self.renamed_from.as_ref()
            }
        })*
    };
}

renamed!(Server, Credential, ErrorCode, Operation, Parameter, Type);

impl Renamed for Flow {}

impl Renamed for Group {}

impl Renamed for Text {}

impl<'a> Declared<'a> {
    /// Merges files, and reports what is declared in two of them.
    pub(super) fn merge(files: &'a [File], report: &mut Report) -> Self {
        let mut declared = Self {
            has_gaps: files.iter().any(|file| file.has_gaps),
            api: None,
            error_body: None,
            servers: Table::new("server", rule::UNKNOWN_SERVER, rule::UNKNOWN_SERVER),
            credentials: Table::new(
                "credential",
                rule::UNKNOWN_CREDENTIAL,
                rule::UNUSED_CREDENTIAL,
            ),
            categories: Table::new("error category", rule::UNKNOWN_CATEGORY, rule::UNUSED_CATEGORY),
            errors: Table::new("error code", rule::UNKNOWN_ERROR, rule::UNKNOWN_ERROR),
            has_doubtful_codes: false,
            codes: BTreeMap::new(),
            groups: Table::new("group", rule::UNKNOWN_GROUP, rule::UNUSED_GROUP),
            parameters: Table::new("parameter", rule::UNKNOWN_PARAMETER, rule::UNUSED_PARAMETER),
            types: Table::new("type", rule::UNKNOWN_TYPE, rule::UNUSED_TYPE),
            memberships: Vec::new(),
            operations: BTreeMap::new(),
            flows: Table::new("flow", rule::UNKNOWN_OPERATION, rule::UNKNOWN_OPERATION),
            webhooks: None,
            reserved: Vec::new(),
            accepted: Vec::new(),
            levels: Vec::new(),
        };
        for file in files {
            declared.add(file, report);
        }
        declared.refuse_codes_used_twice(report);
        if declared.api.is_none() && !declared.has_gaps {
            report.push(
                Diagnostic::error(rule::MISSING_API, "no file says what the API is called")
                    .help("add the key `api` with `name`, `title`, `description` and `version` to one file"),
            );
        }
        declared
    }

    fn add(&mut self, file: &'a File, report: &mut Report) {
        once("api", &mut self.api, file.api.as_ref(), |api| api.span, report);
        let error_body = file.error_body.as_ref();
        once("error_body", &mut self.error_body, error_body, |body| body.span, report);
        let webhooks = file.webhooks.as_ref();
        once("webhooks", &mut self.webhooks, webhooks, |webhooks| webhooks.span, report);
        self.servers.add(file.servers.as_ref(), report);
        self.credentials.add(file.credentials.as_ref(), report);
        self.categories.add(file.error_categories.as_ref(), report);
        self.errors.add(file.errors.as_ref(), report);
        self.groups.add(file.groups.as_ref(), report);
        self.parameters.add(file.parameters.as_ref(), report);
        self.types.add(file.types.as_ref(), report);
        self.flows.add(file.flows.as_ref(), report);
        self.reserved.extend(&file.reserved);
        self.accepted.extend(file.accepted.iter().flatten());
        self.levels.extend(file.levels.iter().flatten());
        match (&file.group, &file.operations) {
            (Some(group), Some(operations)) => {
                self.memberships.push(group);
                let new = || Table::new("operation", rule::UNKNOWN_GROUP, rule::UNUSED_GROUP);
                let table = self.operations.entry(group.as_str()).or_insert_with(new);
                table.add(Some(operations), report);
            }
            (None, Some(operations)) if operations.len() > 0 => {
                let first = operations.iter().next().map_or(file.span, |(id, _)| id.span);
                let diagnostic =
                    Diagnostic::error(rule::MISSING_GROUP, "operations without a group")
                        .label(first, "missing `group` for these operations")
                        .help("add the key `group` with the id of one of `groups` to the file");
                report.push(diagnostic);
            }
            (Some(group), None) => {
                let diagnostic = Diagnostic::error(
                    rule::GROUP_WITHOUT_OPERATIONS,
                    "a `group` without `operations`",
                )
                .label(group.span, "it says to which group the operations of this file belong");
                report.push(diagnostic);
            }
            _ => {}
        }
    }

    fn refuse_codes_used_twice(&mut self, report: &mut Report) {
        for (id, error) in self.errors.iter() {
            let Some(code) = error.and_then(|error| error.code.as_ref()) else {
                self.has_doubtful_codes = true;
                continue;
            };
            let Some(first) = self.codes.insert(&code.value, id) else {
                continue;
            };
            self.has_doubtful_codes = true;
            let message = format!("the code {} is used twice", code.value);
            let diagnostic = Diagnostic::error(rule::DUPLICATE_CODE, message)
                .label(code.span, "used again here")
                .label(first.span, "used by this one");
            report.push(diagnostic);
        }
    }
}

impl<'a, T: Renamed> Table<'a, T> {
    fn new(what: &'static str, unknown: &'static str, unused: &'static str) -> Self {
        let (entries, renamed) = (BTreeMap::new(), BTreeMap::new());
        Self { what, unknown, unused, entries, renamed }
    }

    fn add<K>(&mut self, entries: Option<&'a Entries<K, T>>, report: &mut Report) {
        for (id, value) in entries.into_iter().flat_map(Entries::iter) {
            let Some((first, _)) = self.entries.get(id.as_str()) else {
                self.entries.insert(id, (id, value));
                if let Some(former) = value.and_then(Renamed::renamed_from) {
                    self.renamed.insert(former, id);
                }
                continue;
            };
            let what = self.what;
            let message = format!("the {what} `{}` is declared twice", id.value);
            let diagnostic = Diagnostic::error(rule::DUPLICATE_DECLARATION, message)
                .label(id.span, "declared again here")
                .label(first.span, "first declared here");
            report.push(diagnostic);
        }
    }

    pub(super) fn contains(&self, name: &str) -> bool {
        self.entries.contains_key(name)
    }

    /// The name as it is declared.
    pub(super) fn key(&self, name: &str) -> Option<&'a Text> {
        self.entries.get(name).map(|(id, _)| *id)
    }

    /// What is called otherwise now.
    pub(super) fn renamed(&self, former: &str) -> Option<&'a str> {
        self.renamed.get(former).copied()
    }

    /// The value of a declaration that is right.
    pub(super) fn get(&self, name: &str) -> Option<&'a T> {
        self.entries.get(name).and_then(|(_, value)| *value)
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &'a str> {
        self.entries.keys().copied()
    }

    /// All declarations in the order of their names.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&'a Text, Option<&'a T>)> {
        self.entries.values().copied()
    }
}

/// Takes a value that one file alone can give.
fn once<'a, T>(
    key: &str,
    place: &mut Option<&'a T>,
    value: Option<&'a T>,
    span: impl Fn(&T) -> Span,
    report: &mut Report,
) {
    match (*place, value) {
        (Some(first), Some(second)) => {
            let message = format!("`{key}` is given in two files");
            let diagnostic = Diagnostic::error(rule::DUPLICATE_DECLARATION, message)
                .label(span(second), "given again here")
                .label(span(first), "first given here");
            report.push(diagnostic);
        }
        (None, Some(_)) => *place = value,
        _ => {}
    }
}
