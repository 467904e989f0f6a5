//! One operation on the page of its group.

use restwright_codegen::{Flavor, call_facts, example_call, example_items, paths};
use restwright_spec::api::{Code, Effect, Flow, Group, Operation, PathSegment};

use crate::code::{self, Language};
use crate::fields::{self, Entry};
use crate::html::Html;
use crate::responses::{self, Answer, Documented};
use crate::texts::Writer;
use crate::{curl, places};

/// What the page shows of an operation.
pub(crate) struct View {
    pub(crate) id: Html,
    pub(crate) summary: Html,
    pub(crate) method: &'static str,
    pub(crate) path: Html,
    pub(crate) rust: Html,
    pub(crate) effect: &'static str,
    pub(crate) deprecation: Option<Html>,
    pub(crate) text: Option<Html>,
    pub(crate) facts: Html,
    pub(crate) arguments: Vec<Entry>,
    pub(crate) optional: Vec<Entry>,
    pub(crate) answers: Vec<Answer>,
    pub(crate) errors: Vec<Failure>,
    pub(crate) has_common_errors: bool,
    pub(crate) flows: Vec<Html>,
    pub(crate) source: Option<Html>,
    pub(crate) programs: Vec<Program>,
    pub(crate) documented: Vec<Documented>,
}

/// An error code that an operation returns.
pub(crate) struct Failure {
    pub(crate) link: Html,
    pub(crate) code: Html,
    pub(crate) meaning: Html,
}

/// A way to make the call.
pub(crate) struct Program {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) code: Html,
}

impl View {
    pub(crate) fn new(writer: &Writer<'_>, group: &Group, operation: &Operation) -> Self {
        let api = writer.site.api;
        let (arguments, optional) = fields::of_operation(writer, operation);
        let calls = |flow: &&Flow| {
            flow.calls()
                .any(|call| call.operation.group == *group.id && call.operation.id == *operation.id)
        };
        let flow = |flow: &Flow| {
            Html::link(&writer.href(&places::flow(&flow.id)), &writer.line(&flow.summary))
        };
        Self {
            id: Html::text(&operation.id),
            summary: writer.line(&operation.summary),
            method: operation.method.as_str(),
            path: path(operation),
            rust: Html::code(&format!("client.{}", paths::method(&group.id, &operation.id))),
            effect: effect(operation.effect),
            deprecation: writer.deprecation(operation.deprecated.as_ref()),
            text: operation.description.as_ref().map(|text| writer.text(text)),
            facts: writer.markdown(&call_facts(api, group, operation)),
            arguments,
            optional,
            answers: responses::answers(writer, operation),
            errors: operation.errors.iter().filter_map(|code| failure(writer, code)).collect(),
            has_common_errors: !api.service.errors.is_empty(),
            flows: api.flows.iter().filter(calls).map(flow).collect(),
            source: operation.documented_in.as_ref().map(|text| writer.line(text)),
            programs: programs(writer, group, operation),
            documented: responses::documented(api, operation),
        }
    }
}

/// The path, with its placeholders set apart.
fn path(operation: &Operation) -> Html {
    let mut html = Html::default();
    for segment in &operation.path.segments {
        match segment {
            PathSegment::Literal(text) => html.push_text(text),
            PathSegment::Placeholder(id) => {
                html.push(&Html::classed("span", "placeholder", &Html::text(&format!("{{{id}}}"))));
            }
        }
    }
    html
}

/// The word of the description.
fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::Safe => "safe",
        Effect::Idempotent => "idempotent",
        Effect::Creates => "creates",
        Effect::Consumes => "consumes",
        Effect::Sends => "sends",
    }
}

/// A code of the catalogue, with a link to it.
pub(crate) fn failure(writer: &Writer<'_>, code: &Code) -> Option<Failure> {
    let error = writer.site.api.errors.iter().find(|error| *error.code == *code)?;
    Some(Failure {
        link: Html::link(&writer.href(&places::error(&error.id)), &Html::code(&error.id)),
        code: Html::text(&error.code.to_string()),
        meaning: writer.line(&error.meaning),
    })
}

fn programs(writer: &Writer<'_>, group: &Group, operation: &Operation) -> Vec<Program> {
    let api = writer.site.api;
    let rust = |flavor| {
        let mut lines = example_call(api, group, operation, flavor);
        if operation.pages.is_some() {
            lines.push(String::new());
            lines.push("// The entries of all pages:".to_owned());
            lines.extend(example_items(api, group, operation, flavor));
        }
        code::block(&lines.join("\n"), Language::Rust)
    };
    vec![
        Program { id: "async", name: "Rust", code: rust(Flavor::Async) },
        Program { id: "blocking", name: "Blocking", code: rust(Flavor::Blocking) },
        Program {
            id: "curl",
            name: "curl",
            code: code::block(&curl::command(api, operation), Language::Shell),
        },
    ]
}
