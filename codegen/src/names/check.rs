//! Checks of ids: keywords, names that the emitted code reserves, and two ids with the same Rust name.

use std::collections::BTreeSet;

use restwright_spec::api::{Api, Given, Group, Need, Object, Operation, Step, TypeDef, TypeKind};
use restwright_spec::{Diagnostic, Spanned};

use super::namespace::{Namespace, Taken};
use super::{
    constant, former_operations, is_keyword, library, module_name, null_setter, pascal,
    placement_enum, placement_variant,
};
use crate::emit::{
    OAuthSetter, client_arguments, client_url_arguments, credential_parts, url_setter,
};
use crate::kind::Kind;
use crate::response::{has_outcome, outcome_name};
use crate::signature::{self, BODY};

/// Crates that are always there, or that every client depends on.
const CRATES: [&str; 6] = ["alloc", "restwright_runtime", "core", "proc_macro", "std", "test"];
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
    check_flows(api, &mut problems);
    check_events(api, &mut problems);
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

fn check_service(api: &Api, problems: &mut Vec<Diagnostic>) {
    let name = &api.service.name;
    let library = library(name);
    if is_keyword(&library) || CRATES.contains(&library.as_str()) {
        let problem =
            Diagnostic::error("name-taken", format!("no crate can be called `{library}`"))
                .label(name.span, "names the emitted package")
                .help("choose a name that is neither a keyword nor a built-in crate");
        problems.push(problem);
    }
    let mut servers = Namespace::new(problems, "a server", Taken::Nothing);
    let spell = |id: &str| constant(id).to_string();
    api.servers.iter().for_each(|server| servers.name(&server.id, spell(&server.id)));
    for server in &api.servers {
        servers.former(&server.id, server.renamed_from.as_ref(), spell);
    }

    check_server_functions(api, problems);

    let mut credentials = Namespace::new(problems, "a credential", Taken::Nothing);
    for credential in &api.credentials {
        credentials.word(&credential.id);
        credentials.name(&credential.id, pascal(&credential.id).to_string());
    }

    check_parts(api, problems);

    for credential in &api.credentials {
        let variant = |placement| placement_variant(credential, placement).to_string();
        let variants: BTreeSet<_> = credential.placements.iter().map(variant).collect();
        if variants.len() < credential.placements.len() {
            let message =
                format!("two placements of `{}` have the same name in Rust", *credential.id);
            let problem = Diagnostic::error("name-clash", message)
                .label(credential.id.span, "placements are named after their wire names")
                .help("leave one of the two out");
            problems.push(problem);
        }
    }

    check_builder(api, problems);
    check_placement_enums(api, problems);
}

/// The setters of the builder of clients.
fn check_builder(api: &Api, problems: &mut Vec<Diagnostic>) {
    let mut builder =
        Namespace::new(problems, "a setter of the client's builder", Taken::Methods(Kind::Builder));
    for credential in &api.credentials {
        if credential.given == Given::ClientOptional {
            builder.name(&credential.id, credential.id.value.clone());
        }
        if credential.placements.len() > 1 {
            builder.name(&credential.id, format!("{}_placement", *credential.id));
        }
        for setter in OAuthSetter::of(credential) {
            builder.name(&credential.id, setter.name(&credential.id));
        }
    }
    for server in api.other_servers() {
        builder.name(&server.id, url_setter(&server.id).to_string());
    }
    for server in api.other_servers() {
        let spell = |id: &str| url_setter(id).to_string();
        builder.former(&server.id, server.renamed_from.as_ref(), spell);
    }
    for credential in &api.credentials {
        let renamed_from = credential.renamed_from.as_ref();
        if credential.given == Given::ClientOptional {
            builder.former(&credential.id, renamed_from, str::to_owned);
        }
        if credential.placements.len() > 1 {
            builder.former(&credential.id, renamed_from, |id| format!("{id}_placement"));
        }
        for setter in OAuthSetter::of(credential) {
            builder.former(&credential.id, renamed_from, |id| setter.name(id));
        }
    }
}

/// Servers with variables are functions, and their variables are arguments.
fn check_server_functions(api: &Api, problems: &mut Vec<Diagnostic>) {
    let with_variables = || api.servers.iter().filter(|server| !server.variables.is_empty());
    let mut functions = Namespace::new(problems, "a server", Taken::Nothing);
    with_variables().for_each(|server| functions.word(&server.id));
    for server in with_variables() {
        functions.former(&server.id, server.renamed_from.as_ref(), str::to_owned);
    }
    for server in with_variables() {
        let what = format!("an argument of `servers::{}`", *server.id);
        let mut arguments = Namespace::new(problems, &what, Taken::Nothing);
        server.variables.iter().for_each(|variable| arguments.word(&variable.id));
    }
}

/// The values that make a credential are arguments: of the constructor beside each other, of a setter alone.
fn check_parts(api: &Api, problems: &mut Vec<Diagnostic>) {
    let mut arguments =
        Namespace::new(problems, "an argument of the client's constructor", Taken::Nothing);
    for argument in client_url_arguments(api) {
        arguments.name(&argument.server.id, argument.id.to_string());
    }
    for credential in client_arguments(api) {
        for id in credential_parts(credential) {
            arguments.word(id);
        }
    }
    for credential in api.credentials.iter().filter(|each| each.given == Given::ClientOptional) {
        if credential.basic().is_some() || credential.oauth().is_some() {
            let what = format!("an argument of `{}`", *credential.id);
            let mut arguments = Namespace::new(problems, &what, Taken::Nothing);
            for id in credential_parts(credential) {
                arguments.word(id);
            }
        }
    }
}

/// The enums that choose a placement are told apart by the ids of their credentials, today's and former ones.
fn check_placement_enums(api: &Api, problems: &mut Vec<Diagnostic>) {
    let mut enums = Namespace::new(problems, "a choice of placements", Taken::Nothing);
    let spell = |id: &str| placement_enum(id).to_string();
    let choices = api.credentials.iter().filter(|credential| credential.placements.len() > 1);
    let seen = choices.clone().map(|credential| (spell(&credential.id), &credential.id));
    // Two of today are told above, as two credentials of one name.
    enums.seen.extend(seen.map(|(name, id)| (name, (id.value.clone(), id.span))));
    for credential in choices {
        enums.former(&credential.id, credential.renamed_from.as_ref(), spell);
    }
}

fn check_errors(api: &Api, problems: &mut Vec<Diagnostic>) {
    let mut codes = Namespace::new(problems, "an error code", Taken::Nothing);
    let spell = |id: &str| constant(id).to_string();
    api.errors.iter().for_each(|error| codes.name(&error.id, spell(&error.id)));
    for error in &api.errors {
        codes.former(&error.id, error.renamed_from.as_ref(), spell);
    }
}

fn check_events(api: &Api, problems: &mut Vec<Diagnostic>) {
    let mut events = Namespace::new(problems, "an event", Taken::Variants);
    for event in api.webhooks.iter().flat_map(|webhooks| &webhooks.events) {
        events.name(&event.id, pascal(&event.id).to_string());
    }
}

fn check_types(api: &Api, problems: &mut Vec<Diagnostic>) {
    let mut modules = Namespace::new(problems, "a type", Taken::Nothing);
    for def in &api.types {
        modules.file(&def.name, &module_name(&def.name));
        modules.keyword(&def.name);
        modules.name(&def.name, module_name(&def.name));
    }
    let mut types = Namespace::new(problems, "a type", Taken::Nothing);
    for def in &api.types {
        types.former(&def.name, def.renamed_from.as_ref(), str::to_owned);
    }
    for def in &api.types {
        check_members(def, problems);
    }
}

fn check_members(def: &TypeDef, problems: &mut Vec<Diagnostic>) {
    match &def.kind {
        TypeKind::Object(object) => {
            let what = format!("a field of `{}`", *def.name);
            let mut fields = Namespace::new(problems, &what, Taken::Field).of_wire_names();
            for field in object.varying_fields() {
                fields.keyword(&field.id);
                fields.name(&field.id, field.id.value.clone());
            }
            if def.usage.in_requests {
                check_field_setters(object, fields);
            }
        }
        TypeKind::Enum(values) => {
            let what = format!("a value of `{}`", *def.name);
            let variants = Namespace::new(problems, &what, Taken::Variants);
            let mut variants = variants.of_wire_names();
            for value in values {
                variants.name(&value.id, pascal(&value.id).to_string());
            }
            for value in values {
                let spell = |id: &str| pascal(id).to_string();
                variants.former(&value.id, value.renamed_from.as_ref(), spell);
            }
        }
        TypeKind::Newtype(_) => {}
        TypeKind::Union(alternatives) => {
            let what = format!("a variant of `{}`", *def.name);
            let mut variants = Namespace::new(problems, &what, Taken::Variants);
            for variant in alternatives {
                variants.name(&variant.id, pascal(&variant.id).to_string());
            }
        }
    }
}

/// Setters stand beside fields of the same name, but beside no method.
fn check_field_setters(object: &Object, mut fields: Namespace<'_>) {
    fields.taken = Taken::Methods(Kind::Object);
    let optional = |need| matches!(need, Need::Optional | Need::OptionalNullable);
    for field in object.fields.iter().filter(|field| optional(field.need)) {
        let former = field.renamed_from.as_ref();
        if **field.id != *"unknown_fields" {
            fields.reserved(&field.id, &field.id);
        }
        if field.need == Need::OptionalNullable {
            fields.name(&field.id, null_setter(&field.id));
            fields.former(&field.id, former, null_setter);
        }
        fields.former(&field.id, former, str::to_owned);
    }
}

fn check_groups(api: &Api, problems: &mut Vec<Diagnostic>) {
    let mut groups = Namespace::new(problems, "a group", Taken::Methods(Kind::Client));
    for group in &api.groups {
        groups.file(&group.id, &group.id);
        groups.word(&group.id);
    }
    for group in &api.groups {
        let what = format!("an operation of `{}`", *group.id);
        let mut methods = Namespace::new(problems, &what, Taken::Methods(Kind::Group));
        for operation in &group.operations {
            methods.file(&operation.id, &operation.id);
            methods.word(&operation.id);
        }
        for (id, former, _) in former_names(api, group) {
            methods.former(id, Some(&former), str::to_owned);
        }
        let mut structs = Namespace::new(problems, &what, Taken::Nothing);
        for operation in &group.operations {
            structs.name(&operation.id, pascal(&operation.id).to_string());
        }
        for operation in group.operations.iter().filter(|it| has_outcome(it)) {
            let name = outcome_name(&operation.id).to_string();
            structs.name(&operation.id, name);
        }
        for (id, former, home) in former_names(api, group) {
            let (today, name) = (pascal(id).to_string(), pascal(&former).to_string());
            if home.id != group.id || name != today {
                structs.former_name(&former, name);
            }
        }
        for (_, operation, former) in former_operations(api, group) {
            if has_outcome(operation)
                && let Some(id) = &operation.renamed_from
            {
                let id = Spanned::new(former.to_owned(), id.span);
                structs.former_name(&id, outcome_name(former).to_string());
            }
        }
        for operation in &group.operations {
            check_outcome(operation, problems);
            check_inputs(api, &group.id, operation, problems);
        }
    }
}

/// The variants of what an operation returns.
fn check_outcome(operation: &Operation, problems: &mut Vec<Diagnostic>) {
    let what = format!("a response of `{}`", *operation.id);
    let mut variants = Namespace::new(problems, &what, Taken::Variants);
    let named = operation.response.outcomes.iter().filter_map(|outcome| outcome.variant.as_ref());
    for variant in named {
        variants.name(&variant.id, pascal(&variant.id).to_string());
    }
}

/// Flows are modules, and their values are variables of a program.
fn check_flows(api: &Api, problems: &mut Vec<Diagnostic>) {
    let mut flows = Namespace::new(problems, "a flow", Taken::Guide);
    for flow in &api.flows {
        flows.file(&flow.id, &flow.id);
        flows.word(&flow.id);
    }
    for flow in &api.flows {
        let what = format!("a value of `{}`", *flow.id);
        for step in &flow.steps {
            let ids: Vec<_> = match step {
                Step::Ask(values) => values.iter().map(|(id, _)| id).collect(),
                Step::Call(call) => call.gives.iter().map(|given| &given.id).collect(),
                Step::Outside(_) => Vec::new(),
            };
            // Each alone: a later step may set a value anew.
            for id in ids {
                Namespace::new(problems, &what, Taken::Program).word(id);
            }
        }
    }
}

/// Operations that once were in the group: their ids of today, the former ones, and the groups that they are in.
fn former_names<'a>(
    api: &'a Api,
    group: &'a Group,
) -> impl Iterator<Item = (&'a Spanned<String>, Spanned<String>, &'a Group)> {
    former_operations(api, group).filter_map(|(home, operation, id)| {
        let span = operation.renamed_from.as_ref()?.span;
        Some((&operation.id, Spanned::new(id.to_owned(), span), home))
    })
}

fn check_inputs(api: &Api, group: &str, operation: &Operation, problems: &mut Vec<Diagnostic>) {
    let what = format!("an input of `{group}.{}`", *operation.id);
    let mut inputs = Namespace::new(problems, &what, Taken::Nothing).of_wire_names();
    for input in operation.varying_inputs() {
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
    let setters = Namespace::new(problems, &what, Taken::Methods(Kind::of_call(operation)));
    let mut setters = setters.of_wire_names();
    for input in operation.optional_inputs() {
        if input.need == Need::OptionalNullable {
            setters.name(&input.id, null_setter(&input.id));
        }
        // The same id in two places is told above, as two inputs of one name.
        setters.reserved(&input.id, &input.id);
    }
    for input in operation.varying_inputs() {
        setters.add_derived(&input.id);
    }
    for input in operation.optional_inputs() {
        setters
            .seen
            .entry(input.id.value.clone())
            .or_insert((input.id.value.clone(), input.id.span));
    }
    for input in operation.optional_inputs() {
        let former = input.renamed_from.as_ref();
        setters.former(&input.id, former, str::to_owned);
        if input.need == Need::OptionalNullable {
            setters.former(&input.id, former, null_setter);
        }
    }
}
