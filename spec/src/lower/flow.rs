//! Flows, checked against the complete model: every value that a call takes is supplied by an earlier step.

mod response;
mod values;

use super::{Context, all, words};
use crate::api::{Api, Code, Flow, FlowCall, Operation, OperationName, Reaction, Step};
use crate::decode::{Entries, Text};
use crate::diagnostic::Diagnostic;
use crate::{document, rule, suggest};
use values::Values;

/// All flows, by id.
pub(super) fn flows(context: &mut Context<'_>, api: &Api) -> Option<Vec<Flow>> {
    let declared = context.declared;
    let mut flows = Some(Vec::new());
    for (id, document) in declared.flows.iter() {
        let flow = document.and_then(|document| flow(context, api, id, document));
        flows = all(flows, flow);
    }
    flows
}

fn flow(
    context: &mut Context<'_>,
    api: &Api,
    id: &Text,
    document: &document::Flow,
) -> Option<Flow> {
    let summary = words::optional(context, document.summary.as_ref(), words::summary);
    let description = words::optional(context, document.description.as_ref(), words::markdown);
    let mut values = Values::default();
    let mut steps = Some(Vec::new());
    for document in document.steps.iter().flatten() {
        let step = step(context, api, document, &mut values);
        values.is_doubtful |= step.is_none();
        steps = all(steps, step);
    }
    let flow = Flow { id: id.clone(), summary: summary?, description, steps: steps? };
    if flow.calls().next().is_none() && !document.has_gaps {
        let message = format!("the flow `{}` calls no operation", **id);
        let diagnostic = Diagnostic::error(rule::FLOW_WITHOUT_CALL, message)
            .label(id.span, "a flow shows how operations are used together")
            .help("add a step such as `- call: group.operation`");
        context.report.push(diagnostic);
        return None;
    }
    Some(flow)
}

fn step(
    context: &mut Context<'_>,
    api: &Api,
    document: &document::Step,
    values: &mut Values,
) -> Option<Step> {
    if let Some(name) = &document.call {
        return call(context, api, document, name, values).map(Step::Call);
    }
    let is_clean = refuse_keys_of_calls(context, document);
    let step = match (&document.ask, &document.outside) {
        (Some(asked), _) => Some(Step::Ask(ask(context, asked, values)?)),
        (None, Some(text)) => words::markdown(context, text).map(Step::Outside),
        // That all three are missing is reported with the keys of the step.
        (None, None) => None,
    };
    step.filter(|_| is_clean)
}

/// Keys that only a call can have.
fn refuse_keys_of_calls(context: &mut Context<'_>, document: &document::Step) -> bool {
    let first = |entries: Option<&Entries<document::Id, Text>>| {
        entries.and_then(|entries| entries.iter().next()).map(|(id, _)| id.span)
    };
    let keys = [
        ("with", first(document.with.as_ref())),
        ("variant", document.variant.as_ref().map(|variant| variant.span)),
        ("gives", first(document.gives.as_ref())),
        ("on_error", first(document.on_error.as_ref())),
    ];
    let mut is_clean = true;
    for (key, span) in keys {
        let Some(span) = span else { continue };
        let message = format!("`{key}` belongs to a step with `call`");
        let diagnostic =
            Diagnostic::error(rule::FLOW_KEY, message).label(span, "this step calls no operation");
        context.report.push(diagnostic);
        is_clean = false;
    }
    is_clean
}

fn ask(
    context: &mut Context<'_>,
    asked: &Entries<document::Id, Text>,
    values: &mut Values,
) -> Option<Vec<(Text, String)>> {
    let mut list = Some(Vec::new());
    for (id, text) in asked.iter() {
        let description = text.and_then(|text| words::line(context, text));
        values.ask(id);
        list = all(list, description.map(|description| (id.clone(), description)));
    }
    let mut list = list?;
    list.sort();
    Some(list)
}

fn call(
    context: &mut Context<'_>,
    api: &Api,
    document: &document::Step,
    name: &Text,
    values: &mut Values,
) -> Option<FlowCall> {
    let (operation, called) = operation(context, api, name)?;
    let taken = values.of_arguments(context, api, called, name, document.with.as_ref());
    let reactions = reactions(context, api, document, called, values);
    let is_clean = refuse_arguments(context, api, document, called);
    let response = response::response(context, api, document, name, called);
    let response = response.map(|(variant, gives)| {
        for (value, ty) in &gives {
            values.give(&value.id, ty.clone());
        }
        (variant, gives.into_iter().map(|(value, _)| value).collect())
    });
    let (variant, gives) = response.filter(|_| is_clean)?;
    Some(FlowCall { operation, values: taken?, variant, gives, reactions: reactions? })
}

/// Names under `with` that are arguments neither of the operation nor of those that `on_error` calls.
fn refuse_arguments(
    context: &mut Context<'_>,
    api: &Api,
    document: &document::Step,
    called: &Operation,
) -> bool {
    let reactions = document.on_error.iter().flat_map(Entries::iter);
    let names = reactions.filter_map(|(_, word)| word?.split_once('.'));
    let others = names.filter_map(|(group, id)| {
        let name = OperationName { group: group.to_owned(), id: id.to_owned() };
        api.operation(&name).map(|(_, operation)| operation)
    });
    let arguments: Vec<&str> = others
        .chain([called])
        .flat_map(|operation| operation.arguments.iter().map(String::as_str))
        .collect();
    let mut is_clean = true;
    for (id, _) in document.with.iter().flat_map(Entries::iter) {
        if !arguments.contains(&id.as_str()) {
            let message = format!("`{}` has no argument `{}`", *called.id, **id);
            let diagnostic = Diagnostic::error(rule::UNKNOWN_ARGUMENT, message)
                .label(id.span, "`with` names arguments and their values")
                .suggest(id.span, suggest::closest(id, arguments.iter().copied()));
            context.report.push(diagnostic);
            is_clean = false;
        }
    }
    is_clean
}

/// The operation of a name such as `group.operation`.
fn operation<'a>(
    context: &mut Context<'_>,
    api: &'a Api,
    name: &Text,
) -> Option<(OperationName, &'a Operation)> {
    let parts = name
        .split_once('.')
        .map(|(group, id)| OperationName { group: group.to_owned(), id: id.to_owned() });
    let found = parts.and_then(|name| {
        let (_, operation) = api.operation(&name)?;
        Some((name, operation))
    });
    if found.is_none() {
        let names: Vec<String> = api
            .groups
            .iter()
            .flat_map(|group| {
                group.operations.iter().map(move |it| format!("{}.{}", *group.id, *it.id))
            })
            .collect();
        let meant = suggest::closest(name, names.iter().map(String::as_str));
        let diagnostic =
            Diagnostic::error(rule::UNKNOWN_OPERATION, format!("unknown operation `{}`", **name))
                .label(name.span, "no operation has this name; it is written `group.operation`")
                .suggest(name.span, meant);
        context.report.push(diagnostic);
    }
    found
}

fn reactions(
    context: &mut Context<'_>,
    api: &Api,
    document: &document::Step,
    called: &Operation,
    values: &mut Values,
) -> Option<Vec<(Code, Reaction)>> {
    let mut list = Some(Vec::new());
    for (id, word) in document.on_error.iter().flat_map(Entries::iter) {
        let code = code(context, api, called, id);
        let reaction = word.and_then(|word| reaction(context, api, document, word, values));
        list = all(list, code.zip(reaction));
    }
    let mut list = list?;
    list.sort_by(|(left, _), (right, _)| left.cmp(right));
    Some(list)
}

fn code(context: &mut Context<'_>, api: &Api, called: &Operation, id: &Text) -> Option<Code> {
    let Some(error) = api.errors.iter().find(|error| *error.id == **id) else {
        let ids = api.errors.iter().map(|error| error.id.as_str());
        let message = format!("unknown error code `{}`", **id);
        let diagnostic = Diagnostic::error(rule::UNKNOWN_ERROR, message)
            .label(id.span, "the catalogue has no such id")
            .suggest(id.span, suggest::closest(id, ids));
        context.report.push(diagnostic);
        return None;
    };
    if !called.errors.contains(&error.code) && !api.service.errors.contains(&error.code) {
        let message = format!("`{}` does not return `{}`", *called.id, **id);
        let diagnostic = Diagnostic::error(rule::FLOW_ERROR, message)
            .label(id.span, "not in the `errors` of the operation")
            .help(format!("add {} to the `errors` of the operation", error.reference()));
        context.report.push(diagnostic);
        return None;
    }
    Some(error.code.value.clone())
}

fn reaction(
    context: &mut Context<'_>,
    api: &Api,
    document: &document::Step,
    word: &Text,
    values: &mut Values,
) -> Option<Reaction> {
    match word.as_str() {
        "stop" => Some(Reaction::Stop),
        "continue" if document.gives.is_none() && document.variant.is_none() => {
            Some(Reaction::Continue)
        }
        "continue" => {
            let message = "a flow cannot continue without the values that the call gives";
            let diagnostic = Diagnostic::error(rule::FLOW_CONTINUE, message)
                .label(word.span, "after an error there is no response")
                .help("`stop` ends the flow");
            context.report.push(diagnostic);
            None
        }
        name if name.contains('.') => {
            let (operation, called) = operation(context, api, word)?;
            let taken = values.of_arguments(context, api, called, word, document.with.as_ref())?;
            Some(Reaction::Call(operation, taken))
        }
        name => {
            let diagnostic =
                Diagnostic::error(rule::UNKNOWN_WORD, format!("`{name}` is not a reaction"))
                    .label(word.span, "expected `stop`, `continue` or `group.operation`")
                    .suggest(word.span, suggest::closest(name, ["stop", "continue"]));
            context.report.push(diagnostic);
            None
        }
    }
}
