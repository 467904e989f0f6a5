//! What an operation returns: by status, and as the documentation shows it.

use restwright_spec::api::{Api, Literal, Operation, Outcome, Payload};

use crate::code::{self, Language};
use crate::html::Html;
use crate::sample::Sample;
use crate::texts::Writer;

/// A status of the description.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) what: Html,
    pub(crate) text: Option<Html>,
}

/// A documented response.
pub(crate) struct Documented {
    pub(crate) status: Html,
    pub(crate) is_error: bool,
    pub(crate) summary: Html,
    pub(crate) body: Html,
}

/// The statuses of the description.
pub(crate) fn answers(writer: &Writer<'_>, operation: &Operation) -> Vec<Answer> {
    let answer = |outcome: &Outcome| Answer {
        status: outcome.status,
        what: payload(writer, &outcome.payload),
        text: outcome.variant.as_ref().map(|variant| writer.text(&variant.description)),
    };
    operation.response.outcomes.iter().map(answer).collect()
}

fn payload(writer: &Writer<'_>, payload: &Payload) -> Html {
    match (payload, payload.content_type()) {
        (_, Some(content_type)) if payload.item().is_some() => {
            let mut html = Html::text("stream of ");
            html.push(&payload.item().map(|item| writer.ty(item)).unwrap_or_default());
            html.push_text(", ");
            html.push(&Html::code(content_type));
            html
        }
        (_, Some(content_type)) => {
            let mut html =
                Html::text(if matches!(payload, Payload::Text(..)) { "text, " } else { "bytes, " });
            html.push(&Html::code(content_type));
            html
        }
        (Payload::Unchanged, None) => Html::text("unchanged"),
        _ => payload.json().map_or_else(|| Html::text("no body"), |ty| writer.ty(ty)),
    }
}

/// The documented responses; without any, the smallest that the description allows.
pub(crate) fn documented(api: &Api, operation: &Operation) -> Vec<Documented> {
    let examples = operation.examples.iter().filter_map(|example| {
        let response = example.response.as_ref()?;
        Some(Documented {
            status: Html::text(&response.status.to_string()),
            is_error: response.status >= 400,
            summary: Html::text(&example.summary),
            body: response.body.as_ref().map(body).unwrap_or_default(),
        })
    });
    let examples: Vec<_> = examples.collect();
    if !examples.is_empty() {
        return examples;
    }
    let least = api.least_response(operation).map(|literal| Documented {
        status: Html::text(&operation.response.success().status.to_string()),
        is_error: false,
        summary: Html::text("The smallest response"),
        body: body(&literal),
    });
    least.into_iter().collect()
}

fn body(literal: &Literal) -> Html {
    let json = Sample::from(literal).json(|name| format!("\"${name}\""));
    code::block(&json, Language::Json)
}
