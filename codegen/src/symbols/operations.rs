//! Groups and operations: methods, setters, the struct of each operation and what it is answered with.

use restwright_spec::api::{Api, Group, Input, Need, Operation, Returned};

use super::{Symbols, names, paths, text};
use crate::kind::Kind;
use crate::names::{field, former_operations, pascal};
use crate::response;
use crate::scope::Scope;
use crate::signature::{self, Argument};
use crate::types::{self, Named};

pub(super) fn add(api: &Api, symbols: &mut Symbols) {
    for group in &api.groups {
        let (place, id) = (format!("groups.{}", *group.id), group.id.as_str());
        let name = paths::group(&group.id);
        symbols.item(&place, format!("operations::{id}"), "mod");
        symbols.item(&place, &name, declaration(Kind::Group));
        for client in ["Client", "blocking::Client"] {
            let output = format!("{name}<Self>");
            symbols.function(&place, &format!("{client}::{id}"), Some("&self"), &[], &output);
        }
        group.operations.iter().for_each(|each| operation(api, group, each, symbols));
        for (home, each, id) in former_operations(api, group) {
            method(api, home, each, &paths::method(&group.id, id), symbols);
            let name = paths::operation(&group.id, id);
            if name != paths::operation(&home.id, &each.id) {
                symbols.item(&place_of_operation(home, each), name, declaration(Kind::Call));
                if response::has_outcome(each) {
                    let place = format!("{}.response", place_of_operation(home, each));
                    let declaration = format!("non_exhaustive enum: {}", Kind::Union.traits());
                    symbols.item(&place, paths::outcome(&group.id, id), declaration);
                }
            }
        }
    }
}

/// The type of a group or call. Calls with pages have no kind of their own here: what programs reach by `Paged`, the methods
/// `items` and `pages`, is listed itself, and to gain it breaks no program.
fn declaration(kind: Kind) -> String {
    format!("struct<C = Client>: {}", kind.traits())
}

fn place_of_operation(group: &Group, operation: &Operation) -> String {
    format!("operations.{}.{}", *group.id, *operation.id)
}

/// The method that leads to a call, under a name of today or a former one.
fn method(api: &Api, home: &Group, operation: &Operation, path: &str, symbols: &mut Symbols) {
    let place = place_of_operation(home, operation);
    let mut scope = Scope::default();
    let arguments = signature::arguments(api, operation)
        .into_iter()
        .map(|argument| (place_of(&place, argument), text(&argument.taken(&mut scope).ty)));
    let arguments: Vec<_> = arguments.collect();
    let call = format!("{}<C>", paths::operation(&home.id, &operation.id));
    symbols.function(&place, path, Some("&self"), &arguments, &call);
}

fn operation(api: &Api, group: &Group, operation: &Operation, symbols: &mut Symbols) {
    let place = place_of_operation(group, operation);
    let name = paths::operation(&group.id, &operation.id);
    let path = paths::method(&group.id, &operation.id);
    method(api, group, operation, &path, symbols);
    symbols.item(&place, &name, declaration(Kind::Call));
    let mut scope = Scope::default();
    let output = response::output(operation, &mut scope);
    symbols.item(&format!("{place}.response"), format!("{name}::Output"), text(&output));
    outcome(api, group, operation, &mut scope, symbols);
    if let Some(stream) = operation.response.stream() {
        let returned = match stream.item() {
            Some(item) => {
                let item = types::value(item, Named::Qualified, &mut scope);
                format!("Streamed<{}>", text(&item))
            }
            None => "Download".to_owned(),
        };
        symbols.item(&format!("{place}.response"), format!("{name}::StreamedOperation"), returned);
    }
    if operation.pages.is_some() {
        let place = format!("{place}.pages");
        for (method, output) in [("items", "Items<Self>"), ("pages", "Pages<Self>")] {
            symbols.function(&place, &format!("{path}().{method}"), Some("self"), &[], output);
        }
    }
    for input in operation.optional_inputs() {
        setter(&place, &path, input, &mut scope, symbols);
    }
}

/// The enum of what a call returns, where its statuses come with different types.
fn outcome(
    api: &Api,
    group: &Group,
    operation: &Operation,
    scope: &mut Scope,
    symbols: &mut Symbols,
) {
    let Returned::Variants(outcomes) = operation.response.returned() else { return };
    let place = format!("{}.response", place_of_operation(group, operation));
    let declaration = format!("non_exhaustive enum: {}", Kind::Union.traits());
    let path = paths::outcome(&group.id, &operation.id);
    symbols.item(&place, &path, declaration.as_str());
    for outcome in outcomes {
        let Some(variant) = &outcome.variant else { continue };
        let value = response::variant_value(api, &outcome.payload, scope);
        let value = value.map_or(String::new(), |value| format!(" {}", text(&value)));
        let place = format!("{place}.{}", outcome.status);
        symbols.item(&place, format!("{path}::{}", pascal(&variant.id)), format!("variant{value}"));
    }
}

fn place_of(operation: &str, argument: Argument<'_>) -> String {
    match argument {
        Argument::Credential(credential) => format!("{operation}.credentials.{}", *credential.id),
        Argument::Input(input) => format!("{operation}.inputs.{}", *input.id),
        Argument::Body(_) => format!("{operation}.body"),
    }
}

fn setter(operation: &str, method: &str, input: &Input, scope: &mut Scope, symbols: &mut Symbols) {
    let place = format!("{operation}.inputs.{}", *input.id);
    let argument = types::argument(&field(&input.id), &input.ty, Named::Qualified, scope);
    let arguments = [(place.clone(), text(&argument.ty))];
    for id in names(&input.id, input.renamed_from.as_ref(), field) {
        let path = format!("{method}().{id}");
        symbols.function(&place, &path, Some("self"), &arguments, "Self");
        if input.need == Need::OptionalNullable {
            symbols.function(&place, &format!("{path}_null"), Some("self"), &[], "Self");
        }
    }
}
