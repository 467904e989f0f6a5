//! Which ids cannot stand: words that Rust or the emitted code keeps for itself, and two ids that become one name.

use std::collections::{BTreeMap, BTreeSet};

use api_spec::api::{Api, Given, Need, Operation, TypeDef, TypeKind};
use api_spec::{Diagnostic, Span, Spanned};

use super::{constant, is_keyword, module_name, null_setter, pascal};
use crate::emit::placement_variant;
use crate::signature::{self, BODY};

/// Crates that are always there, or that every client depends on.
const CRATES: [&str; 6] = ["alloc", "api_runtime", "core", "proc_macro", "std", "test"];
/// Methods that every client has.
const CLIENT: [&str; 4] = ["builder", "clone", "inner", "new"];
/// Methods that every builder has.
const BUILDER: [&str; 7] =
    ["base_url", "build", "clone", "new", "options", "placement", "transport"];
/// Methods that every call has.
const CALL: [&str; 6] = ["clone", "into_future", "into_http_request", "new", "send", "with"];
/// Methods of an object that a caller builds.
const OBJECT: [&str; 3] = ["clone", "new", "unknown_fields"];

/// Names of one place in the emitted code, where each may stand once.
struct Space<'a> {
    problems: &'a mut Vec<Diagnostic>,
    what: String,
    taken: &'a [&'a str],
    seen: BTreeMap<String, (String, Span)>,
}

/// Checks every name that the emitters will use.
///
/// # Errors
///
/// Returns all problems, each at every place that has a part in it.
pub(crate) fn check(api: &Api) -> Result<(), Vec<Diagnostic>> {
    let mut problems = Vec::new();
    check_service(api, &mut problems);
    check_errors(api, &mut problems);
    check_types(api, &mut problems);
    check_groups(api, &mut problems);
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

fn check_service(api: &Api, problems: &mut Vec<Diagnostic>) {
    let name = &api.service.name;
    let library = name.replace('-', "_");
    if is_keyword(&library) || CRATES.contains(&library.as_str()) {
        let problem =
            Diagnostic::error("name-taken", format!("no crate can be called `{library}`"))
                .label(name.span, "names the emitted package")
                .help("choose a name that is neither a word of Rust nor one of its own crates");
        problems.push(problem);
    }
    let mut servers = Space::new(problems, "a server", &[]);
    api.servers
        .iter()
        .for_each(|server| servers.name(&server.id, constant(&server.id).to_string()));

    let mut credentials = Space::new(problems, "a credential", &[]);
    for credential in &api.credentials {
        credentials.word(&credential.id);
        credentials.name(&credential.id, pascal(&credential.id).to_string());
    }

    for credential in &api.credentials {
        let variant = |placement| placement_variant(credential, placement).to_string();
        let variants: BTreeSet<_> = credential.placements.iter().map(variant).collect();
        if variants.len() < credential.placements.len() {
            let message = format!("two placements of `{}` become one name in Rust", *credential.id);
            let problem = Diagnostic::error("name-clash", message)
                .label(
                    credential.id.span,
                    "its placements are told apart by their names on the wire",
                )
                .help("leave one of the two out");
            problems.push(problem);
        }
    }

    let mut builder = Space::new(problems, "a setter of the client's builder", &BUILDER);
    for credential in &api.credentials {
        if credential.given == Given::ClientOptional {
            builder.name(&credential.id, credential.id.value.clone());
        }
        if credential.placements.len() > 1 {
            builder.name(&credential.id, format!("{}_placement", *credential.id));
        }
    }
}

fn check_errors(api: &Api, problems: &mut Vec<Diagnostic>) {
    let mut codes = Space::new(problems, "an error code", &[]);
    api.errors.iter().for_each(|error| codes.name(&error.id, constant(&error.id).to_string()));
}

fn check_types(api: &Api, problems: &mut Vec<Diagnostic>) {
    let mut modules = Space::new(problems, "a type", &[]);
    for def in &api.types {
        modules.keyword(&def.name);
        modules.name(&def.name, module_name(&def.name));
    }
    for def in &api.types {
        check_members(def, problems);
    }
}

fn check_members(def: &TypeDef, problems: &mut Vec<Diagnostic>) {
    match &def.kind {
        TypeKind::Object(object) => {
            let what = format!("a field of `{}`", *def.name);
            let taken = if def.usage.in_requests { &OBJECT[..] } else { &["unknown_fields"] };
            let mut fields = Space::new(problems, &what, taken);
            for field in &object.fields {
                fields.keyword(&field.id);
                fields.name(&field.id, field.id.value.clone());
            }
            let is_built = def.usage.in_requests;
            for field in
                object.fields.iter().filter(|f| is_built && f.need == Need::OptionalNullable)
            {
                fields.name(&field.id, null_setter(&field.id));
            }
        }
        TypeKind::Enum(values) => {
            let what = format!("a value of `{}`", *def.name);
            let mut variants = Space::new(problems, &what, &["Self", "Unknown"]);
            for value in values {
                variants.name(&value.id, pascal(&value.id).to_string());
            }
        }
        TypeKind::Union(alternatives) => {
            let what = format!("a variant of `{}`", *def.name);
            let mut variants = Space::new(problems, &what, &["Self", "Unknown"]);
            for variant in alternatives {
                variants.name(&variant.id, pascal(&variant.id).to_string());
            }
        }
    }
}

fn check_groups(api: &Api, problems: &mut Vec<Diagnostic>) {
    let mut groups = Space::new(problems, "a group", &CLIENT);
    api.groups.iter().for_each(|group| groups.word(&group.id));
    for group in &api.groups {
        let what = format!("an operation of `{}`", *group.id);
        let mut methods = Space::new(problems, &what, &["clone", "new"]);
        group.operations.iter().for_each(|operation| methods.word(&operation.id));
        let mut structs = Space::new(problems, &what, &["Operations", "Self"]);
        for operation in &group.operations {
            structs.name(&operation.id, pascal(&operation.id).to_string());
        }
        for operation in &group.operations {
            check_inputs(api, &group.id, operation, problems);
        }
    }
}

fn check_inputs(api: &Api, group: &str, operation: &Operation, problems: &mut Vec<Diagnostic>) {
    let what = format!("an input of `{group}.{}`", *operation.id);
    let mut inputs = Space::new(problems, &what, &[]);
    for input in &operation.inputs {
        inputs.word(&input.id);
    }
    for argument in signature::arguments(api, operation) {
        match argument {
            signature::Argument::Credential(credential) => inputs.word(&credential.id),
            signature::Argument::Body(_) => {
                inputs.word(&Spanned::new(BODY.to_owned(), operation.id.span));
            }
            signature::Argument::Input(_) => {}
        }
    }
    let what = format!("an optional input of `{group}.{}`", *operation.id);
    let mut setters = Space::new(problems, &what, &CALL);
    for input in operation.optional_inputs() {
        if input.need == Need::OptionalNullable {
            setters.name(&input.id, null_setter(&input.id));
        }
        // The same id in two places is told above, as two inputs of one name.
        setters.reserved(&input.id, &input.id);
    }
    for input in &operation.inputs {
        setters.follows(&input.id);
    }
}

impl<'a> Space<'a> {
    fn new(problems: &'a mut Vec<Diagnostic>, what: &str, taken: &'a [&'a str]) -> Self {
        Self { problems, what: what.to_owned(), taken, seen: BTreeMap::new() }
    }

    /// An id that is used as it is: as a method, an argument or a module.
    fn word(&mut self, id: &Spanned<String>) {
        self.keyword(id);
        self.name(id, id.value.clone());
    }

    /// Refuses an id that Rust keeps for itself.
    fn keyword(&mut self, id: &Spanned<String>) {
        if is_keyword(id) {
            let problem = Diagnostic::error("name-keyword", format!("`{}` is a word of Rust", **id))
                .label(id.span, format!("names {}", self.what))
                .help("choose another id; what goes over the wire is said by `name` or `path` and stays as it is");
            self.problems.push(problem);
        }
    }

    /// Refuses a name that stands here already, or that the emitted code has taken.
    fn name(&mut self, id: &Spanned<String>, name: String) {
        self.reserved(id, &name);
        match self.seen.get(&name) {
            None => {
                self.seen.insert(name, (id.value.clone(), id.span));
            }
            Some((_, span)) if *span == id.span => {}
            Some((first, span)) => {
                let message = format!("`{first}` and `{}` both become `{name}` in Rust", **id);
                let problem = Diagnostic::error("name-clash", message)
                    .label(id.span, format!("names {}", self.what))
                    .label(*span, "the first of the two")
                    .help("change one of the ids; the names on the wire stay as they are");
                self.problems.push(problem);
            }
        }
    }

    /// Refuses an id that stands here already as a name that was made of another id.
    fn follows(&mut self, id: &Spanned<String>) {
        if self.seen.contains_key(&id.value) {
            self.name(id, id.value.clone());
        }
    }

    fn reserved(&mut self, id: &Spanned<String>, name: &str) {
        if self.taken.contains(&name) {
            let message =
                format!("`{name}` is taken: the generated code has a `{name}` of its own there");
            let problem = Diagnostic::error("name-taken", message)
                .label(id.span, format!("names {}", self.what))
                .help("choose another id; the name on the wire stays as it is");
            self.problems.push(problem);
        }
    }
}
