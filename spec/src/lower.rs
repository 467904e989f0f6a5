//! From documents to the model: names are looked up, rules checked, and what is right becomes an [`Api`].
//!
//! Everything is looked at, also behind a mistake. A function that returns `None` has reported a diagnostic.

mod accepted;
mod arguments;
mod body;
mod catalogue;
mod choice;
mod condition;
mod constant;
mod declared;
mod distinct;
mod error_body;
mod error_key;
mod example;
mod field;
mod fit;
mod flow;
mod form;
mod former;
mod graph;
mod guarantee;
mod idempotency;
mod inferred;
mod input;
mod inputs;
mod limits;
mod literal;
mod multipart;
mod newtype;
mod oauth;
mod operation;
mod pages;
mod path;
mod placement;
mod reserved;
mod response;
mod server;
mod service;
mod signature;
mod status;
mod success;
mod typedef;
mod union;
mod value_type;
mod variable;
mod webhooks;
mod wire;
mod words;

pub use inferred::Inferred;

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Api, Code, ErrorBody, Group, Input, OperationName};
use crate::decode::Text;
use crate::diagnostic::{Diagnostic, Report};
use crate::{Sources, Span, document, rule, suggest};
use declared::{Declared, Renamed, Table};
use fit::Fit;
use graph::Graph;
pub(crate) use oauth::OWN_PARAMETERS;
pub(crate) use wire::CREDENTIAL_HEADERS;
pub use wire::FORBIDDEN_HEADERS;

/// What all of the lowering shares.
struct Context<'a> {
    sources: &'a Sources,
    declared: &'a Declared<'a>,
    report: &'a mut Report,
    /// Which types hold which others, and who uses them.
    graph: Graph<'a>,
    /// Values to be held against their types once all types are known.
    fits: Vec<Fit<'a>>,
    /// Shared parameters, lowered once; `None` where one is wrong.
    shared: BTreeMap<&'a str, Option<Input>>,
    /// Credentials whose declaration is wrong.
    doubtful_credentials: BTreeSet<&'a str>,
    /// Id of the server that a client uses by default.
    default_server: Option<String>,
    /// The layouts of error bodies, if they are right.
    error_bodies: Vec<ErrorBody>,
    /// Errors that any operation can return, and where they are said.
    errors_of_all: BTreeMap<Code, Span>,
    /// Constants that are sent with every call.
    constants: Vec<Input>,
    /// The header of the idempotency keys of all operations that need one.
    idempotency: Option<Text>,
    /// Former names of operations, and where they are said.
    former_operations: BTreeMap<OperationName, Span>,
    /// What was referred to, by the rule that an unknown name of its kind breaks.
    used: BTreeSet<(&'static str, String)>,
    /// References to nothing by rule and name, so that each missing thing is reported once.
    unknown: BTreeMap<(&'static str, String), Unknown>,
    /// What is inferred, in the order of its places.
    inferred: Vec<Inferred>,
}

/// References to one thing that is not there.
struct Unknown {
    what: &'static str,
    places: Vec<Span>,
    meant: Option<String>,
    advice: Option<&'static str>,
}

/// Lowers all files of a description, and lists what is inferred. No model if there was an error.
pub(crate) fn lower(
    files: &[document::File],
    sources: &Sources,
    report: &mut Report,
) -> (Option<Api>, Vec<Inferred>) {
    let declared = Declared::merge(files, report);
    let mut context = Context {
        sources,
        declared: &declared,
        report,
        graph: Graph::default(),
        fits: Vec::new(),
        shared: BTreeMap::new(),
        doubtful_credentials: BTreeSet::new(),
        default_server: None,
        error_bodies: Vec::new(),
        errors_of_all: BTreeMap::new(),
        constants: Vec::new(),
        idempotency: None,
        former_operations: BTreeMap::new(),
        used: BTreeSet::new(),
        unknown: BTreeMap::new(),
        inferred: Vec::new(),
    };
    let api = context.api();
    context.report_unknown();
    if !context.report.has_errors() {
        context.warn_of_unused();
    }
    let inferred = context.inferred;
    (api.filter(|_| !report.has_errors()), inferred)
}

impl<'a> Context<'a> {
    fn api(&mut self) -> Option<Api> {
        let servers = server::servers(self);
        let credentials = service::credentials(self);
        let service = service::service(self);
        let error_bodies = error_body::error_bodies(self).ok();
        self.error_bodies =
            error_bodies.as_ref().map(|found| found.bodies.clone()).unwrap_or_default();
        let error_categories = catalogue::categories(self);
        let errors = catalogue::errors(self);
        let types = typedef::types(self);
        input::shared(self);
        let groups = self.groups();
        let webhooks = webhooks::webhooks(self);
        distinct::check(self, groups.as_deref().unwrap_or_default());
        let reserved = reserved::reserved(self);
        let accepted = accepted::accepted(self);
        let levels = accepted::levels(self);
        graph::check(self);
        guarantee::check(self);
        let known = types.as_deref().unwrap_or_default();
        form::check(self, groups.as_deref().unwrap_or_default(), known);
        let doubtful = condition::check(self, known);
        fit::check(self, known, &doubtful);
        inferred::check(self);
        let error_bodies = error_bodies?;
        let mut types = types?;
        graph::complete(self, &mut types);
        let mut api = Api {
            service: service?,
            servers: servers?,
            credentials: credentials?,
            code_kind: error_body::code_kind(self),
            error_details: error_bodies.details,
            error_bodies: error_bodies.bodies,
            error_categories: error_categories?,
            errors: errors?,
            types,
            groups: groups?,
            flows: Vec::new(),
            webhooks: webhooks.ok()?,
            reserved: reserved?,
            accepted: accepted?,
            levels: levels?,
        };
        success::check(self, &api);
        pages::pages(self, &mut api)?;
        api.flows = flow::flows(self, &api)?;
        Some(api)
    }

    fn groups(&mut self) -> Option<Vec<Group>> {
        let declared = self.declared;
        let mut groups = Some(Vec::new());
        for (id, group) in declared.groups.iter() {
            server::of_group(self, group);
            let operations = operation::operations(self, id);
            let description = group.and_then(document::Group::description);
            let description = description.and_then(|text| words::line(self, text));
            let group = operations.zip(description).map(|(operations, description)| Group {
                id: id.clone(),
                description,
                operations,
            });
            groups = all(groups, group);
        }
        for group in &declared.memberships {
            if !self.refer(&declared.groups, group) {
                operation::operations(self, group);
            }
        }
        groups
    }

    /// Whether a name is declared; if it is not, that is reported.
    fn refer<T: Renamed>(&mut self, table: &Table<'_, T>, name: &Text) -> bool {
        self.used.insert((table.unknown, name.value.clone()));
        if table.contains(name) {
            return true;
        }
        self.refuse_unknown(table.unknown, table.what, name, table.renamed(name), table.names());
        false
    }

    /// Remembers a reference to nothing; the meant name is looked for among the candidates unless it is known.
    fn refuse_unknown<'b>(
        &mut self,
        rule: &'static str,
        what: &'static str,
        name: &Text,
        meant: Option<&'b str>,
        candidates: impl IntoIterator<Item = &'b str>,
    ) {
        // Where a whole file of declarations is gone, likenesses help nobody and take long to find.
        let few = self.unknown.len() < MAX_SUGGESTIONS;
        let entry = self.unknown.entry((rule, name.value.clone()));
        let unknown = entry.or_insert_with(|| Unknown {
            what,
            places: Vec::new(),
            meant: meant
                .or_else(|| few.then(|| suggest::closest(name, candidates)).flatten())
                .map(ToOwned::to_owned),
            advice: None,
        });
        unknown.places.push(name.span);
    }

    /// Adds to a reference to nothing what to do about it.
    fn advise(&mut self, rule: &'static str, name: &Text, advice: &'static str) {
        if let Some(unknown) = self.unknown.get_mut(&(rule, name.value.clone())) {
            unknown.advice = Some(advice);
        }
    }

    fn report_unknown(&mut self) {
        for ((rule, name), mut unknown) in std::mem::take(&mut self.unknown) {
            unknown.places.sort();
            let what = unknown.what;
            let missing = match rule {
                rule::UNKNOWN_ERROR if name.parse::<i64>().is_ok() => {
                    "the catalogue has no such number".to_owned()
                }
                _ => format!("no {what} has this name"),
            };
            let mut diagnostic = Diagnostic::error(rule, format!("unknown {what} `{name}`"));
            for (index, place) in unknown.places.iter().take(MAX_PLACES).enumerate() {
                let text = if index == 0 { missing.clone() } else { "also here".to_owned() };
                diagnostic = diagnostic.label(*place, text);
            }
            if let Some(more) =
                unknown.places.len().checked_sub(MAX_PLACES).filter(|more| *more > 0)
            {
                diagnostic = diagnostic.help(format!("it is named in {more} more places"));
            }
            diagnostic = match (&unknown.meant, unknown.places.as_slice()) {
                (Some(meant), [place]) => diagnostic.suggest(*place, Some(meant)),
                (Some(meant), _) => diagnostic.help(format!("did you mean `{meant}`?")),
                (None, _) => diagnostic,
            };
            if let Some(advice) = unknown.advice {
                diagnostic = diagnostic.help(advice);
            }
            self.report.push(diagnostic);
        }
    }

    fn warn_of_unused(&mut self) {
        let declared = self.declared;
        self.warn_of_unused_in(&declared.parameters, "no operation uses it");
        self.warn_of_unused_in(&declared.categories, "no error code is of this category");
        self.warn_of_unused_in(&declared.credentials, "no operation needs it");
        for (id, _) in declared.groups.iter() {
            let was_left = self.used.contains(&(rule::UNKNOWN_GROUP, id.value.clone()));
            if !was_left && !declared.operations.contains_key(id.as_str()) {
                let message = format!("the group `{}` has no operations", id.value);
                let diagnostic = Diagnostic::warning(rule::UNUSED_GROUP, message)
                    .label(id.span, "no file has this `group` with `operations`");
                self.report.push(diagnostic);
            }
        }
        graph::warn_of_unused(self);
    }

    fn warn_of_unused_in<T: Renamed>(&mut self, table: &Table<'a, T>, reason: &str) {
        for (id, _) in table.iter() {
            if !self.used.contains(&(table.unknown, id.value.clone())) {
                let message = format!("the {} `{}` is never used", table.what, id.value);
                self.report.push(Diagnostic::warning(table.unused, message).label(id.span, reason));
            }
        }
    }
}

/// That something is wrong and has been reported, where `None` means that nothing was said.
struct Reported;

/// For how many unknown names one is looked for that may have been meant.
const MAX_SUGGESTIONS: usize = 100;

/// How many places of one unknown name a message shows.
const MAX_PLACES: usize = 4;

/// Adds an element to a list that is only there if all its elements are.
fn all<T>(list: Option<Vec<T>>, element: Option<T>) -> Option<Vec<T>> {
    let mut list = list?;
    list.push(element?);
    Some(list)
}
