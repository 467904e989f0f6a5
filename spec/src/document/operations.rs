//! Operations with their inputs and responses, as written.

use schemars::{Schema, SchemaGenerator, json_schema};
use serde_json::json;

use super::define::document;
use super::{
    BodyFormat, Credentials, Deprecation, Expression, Field, Inference, Items, Length,
    OperationIdempotency, Pages, Place, Range, WholeBody, WireId, form, together,
};
use crate::api::{Code, Effect, FormLists, Method, QueryStyle, Word};
use crate::decode::{AnyKey, Decode, Decoder, Entries, Keyed, Text, text_schema};
use crate::diagnostic::Report;
use crate::yaml::{Node, Value};
use crate::{Span, Spanned};

document! {
    /// A value that an operation takes in its path, its query, a header or a cookie.
    struct Parameter {
        /// Where it goes.
        required place as "in": Spanned<Place>,
        /// Type of the value: text, a boolean, a number, a timestamp, an open enum or a list of these; in the query also an object, a
        /// union or a map.
        required ty as "type": Expression,
        /// What it means, with its unit.
        required description: Text = form::WORDS,
        /// Name on the wire; by default the id.
        optional name: Text = form::WIRE_NAME,
        /// Whether a call requires it. A path parameter is always required.
        optional required: Spanned<bool>,
        /// How a list or an object is written into the query.
        optional style: Spanned<QueryStyle>,
        /// Whether the text grants access: it is masked when formatted, and zeroized after use.
        optional secret: Spanned<bool>,
        /// Whether the text is personal data: it is masked when formatted.
        optional personal: Spanned<bool>,
        /// Which of `secret` and `personal` is inferred. Take the key out once a person has confirmed it.
        optional inferred: Vec<Spanned<Inference>> = form::DISTINCT,
        /// How many characters the text has. A character is a Unicode code point.
        optional length: Length,
        /// From where to where the number goes.
        optional range: Range,
        /// A regular expression that occurs in the text, in the dialect of the crate `regex-lite`; `^` and `$` stand for its ends.
        optional pattern: Text = form::WORDS,
        /// How many items the list or the map has, and whether all of a list are different.
        optional items: Items,
        /// Whether clients check the limits before they send a value.
        optional enforce: Spanned<bool>,
        /// The one value that is always written, by the client itself: no caller gives it. Excludes all keys but `in`, `type`,
        /// `description` and `name`.
        optional always: Spanned<Word>,
        /// What the server assumes without it. It is never sent.
        optional default: Node,
        /// A value for documentation and tests.
        optional example: Node,
        /// Former id.
        optional renamed_from: Text = form::ID,
        /// Set once it should no longer be used.
        optional deprecated: Deprecation,
    }
    refused { "nullable" => "a parameter is present or absent: there is no null outside JSON" }
    together together::parameter();

    /// A shared parameter, and what is different about it here.
    struct SharedParameter {
        /// Id of the shared parameter.
        required shared as "use": Text = form::ID,
        /// Name on the wire.
        optional name: Text = form::WIRE_NAME,
        /// What it means.
        optional description: Text = form::WORDS,
        /// Whether a call requires it.
        optional required: Spanned<bool>,
        /// What the server assumes without it. It is never sent.
        optional default: Node,
        /// A value for documentation and tests.
        optional example: Node,
        /// Former id in this operation.
        optional renamed_from: Text = form::ID,
        /// Set once it should no longer be used.
        optional deprecated: Deprecation,
    }
    refused {
        "in" => "where a shared parameter goes is said where it is declared",
        "type" => "the type of a shared parameter is said where it is declared",
        "nullable" => "a parameter is present or absent: there is no null outside JSON",
    }
    together together::shared_parameter();

    /// One call of the API.
    struct Operation {
        /// One line, without a full stop.
        required summary: Text = form::SUMMARY,
        /// More: paragraphs, `- ` lists and `code`, everything else as typed.
        optional description: Text = form::WORDS,
        /// HTTP method.
        required method: Spanned<Method>,
        /// Path behind the base URL; `{id}` stands for the path parameter of that id.
        required path: Text = form::PATH,
        /// Id of the server that it is sent to, if that is not the one of its group or the default one.
        optional server: Text = form::ID,
        /// Ids of all required inputs and of the credentials that are `given: call`, in the order of the signature.
        optional arguments: Vec<Text> = form::IDS,
        /// Inputs in path, query and headers: a map from ids to parameters.
        optional parameters: Entries<WireId, OperationParameter> = form::INPUTS,
        /// Fields of the object that is the body: a map from ids to fields, each an input of the operation.
        optional body: Entries<WireId, Field> = form::INPUTS,
        /// The body as one value, then the required argument `body`.
        optional whole_body: WholeBody,
        /// How the body is written: `json`, `form` or `multipart`. By default as the API says.
        optional body_format: Spanned<BodyFormat>,
        /// How the form holds lists. By default as the API says.
        optional form_lists: Spanned<FormLists>,
        /// Ids of the credentials that the operation needs; or `first_of`, alternatives of which it needs one.
        optional credentials: Credentials,
        /// The statuses of success, each with the type of the body, `text`, `bytes`, `download` or `none`, or with what a stream consists of. Different types have ids.
        required response: Entries<Status, ResponseType> = form::ENTRIES,
        /// How it returns a list in pages, if it does.
        optional pages: Pages,
        /// Errors of the catalogue that it is known to return: ids where codes are texts, numbers where they are numbers.
        optional errors: Vec<Spanned<Code>> = form::DISTINCT,
        /// Effect of repeating the call.
        required effect: Spanned<Effect>,
        /// Which of `effect` and `idempotency` is inferred. Take the key out once a person has confirmed it.
        optional inferred: Vec<Spanned<Inference>> = form::DISTINCT,
        /// Key by which the API recognizes the attempts of one call: that of this operation, or `none`. Without it, that of the API.
        optional idempotency: OperationIdempotency,
        /// Page and heading of the vendor's documentation.
        optional documented_in: Text = form::LINE,
        /// Documented requests and responses.
        optional examples: Vec<Example>,
        /// Retired ids of inputs, which are never reused.
        optional reserved: Vec<Text> = form::IDS,
        /// Former id, or `group.id` where it was in another group.
        optional renamed_from: Text = form::FORMER_OPERATION,
        /// Set once it should no longer be used.
        optional deprecated: Deprecation,
    }
    together together::operation();

    /// A response of which more is said than the type of its body.
    struct Outcome {
        /// The type of the body, `text`, `bytes`, `download` or `none`.
        required ty as "type": OutcomeType,
        /// Id of the variant that it is, where several statuses come with different types.
        optional id: Text = form::ID,
        /// When it occurs.
        optional description: Text = form::WORDS,
        /// Whether the text grants access: it is masked when formatted, and zeroized after use.
        optional secret: Spanned<bool>,
        /// Whether the text is personal data: it is masked when formatted.
        optional personal: Spanned<bool>,
        /// Content type of a body that is `text`, `bytes` or `download`, such as `text/csv`.
        optional content_type: Text = form::CONTENT_TYPE,
    }
    refused { "end" => "only `events` have an end" }
    together together::outcome();

    /// A response that consists of server-sent events.
    struct EventsOutcome {
        /// Type of the data of an event, which is JSON.
        required events: Expression,
        /// Data of the event that is the last and no item, such as `[DONE]`. Without it, the end of the response is the end.
        optional end: Text = form::LINE,
    }
    refused {
        "type" => "the type of the data stands behind `events`",
        "lines" => "a response consists of `events` or of `lines`",
        "content_type" => "it is always `text/event-stream`",
    }

    /// A response that consists of lines of JSON.
    struct LinesOutcome {
        /// Type of a line.
        required lines: Expression,
        /// Content type; by default `application/x-ndjson`.
        optional content_type: Text = form::CONTENT_TYPE,
    }
    refused {
        "type" => "the type of a line stands behind `lines`",
        "end" => "only `events` have an end",
    }

    /// A documented request and its response.
    struct Example {
        /// What it shows.
        required summary: Text = form::LINE,
        /// The request, where one is documented.
        optional request: ExampleRequest,
        /// The response, where one is documented.
        optional response: ExampleResponse,
    }

    /// A documented request.
    struct ExampleRequest {
        /// Method, path and query as documented, without the host.
        required line: Text = form::REQUEST_LINE,
        /// Headers as documented.
        optional headers: Entries<AnyKey, Text>,
        /// The body; a form or a multipart body as the map that it stands for, and files, text and bytes as a text.
        optional body: Node,
    }

    /// A documented response.
    struct ExampleResponse {
        /// HTTP status.
        required status: Spanned<i64> = form::ANSWER_STATUS,
        /// The JSON body, or the text of a body that is `text` or `bytes`.
        optional body: Node,
    }
}

/// The status of a success.
#[derive(Debug)]
pub(crate) enum Status {}

impl Keyed for Status {
    const PATTERN: Option<&'static str> = Some("^(2[0-9][0-9]|304)$");

    fn check(_: &Text, _: &mut Report) {}

    fn meant(written: &str, value: &Value) -> Option<String> {
        match value {
            Value::String(_) if !written.contains(char::is_whitespace) => {
                Some(format!("{{ 200: {written} }}"))
            }
            Value::Integer(200..=299) => Some(format!("{{ {written}: none }}")),
            _ => None,
        }
    }
}

/// What a status comes with: the type of the body alone, or more.
#[derive(Debug)]
pub(crate) enum ResponseType {
    Plain(OutcomeType),
    Full(Box<Outcome>),
    Events(Box<EventsOutcome>),
    Lines(Box<LinesOutcome>),
}

impl Decode for ResponseType {
    fn decode(node: Node, at: Span, decoder: &mut Decoder<'_>) -> Option<Self> {
        let Value::Map(map) = &node.value else {
            return OutcomeType::decode(node, at, decoder).map(Self::Plain);
        };
        let has = |name| map.iter().any(|(key, _)| key.as_str() == name);
        if has("events") {
            return EventsOutcome::decode(node, at, decoder).map(|it| Self::Events(Box::new(it)));
        }
        if has("lines") {
            return LinesOutcome::decode(node, at, decoder).map(|it| Self::Lines(Box::new(it)));
        }
        Outcome::decode(node, at, decoder).map(|full| Self::Full(Box::new(full)))
    }

    fn schema(generator: &mut SchemaGenerator) -> Schema {
        let (plain, full) = (OutcomeType::schema(generator), Outcome::schema(generator));
        let (events, lines) = (EventsOutcome::schema(generator), LinesOutcome::schema(generator));
        let lines = json!({ "if": { "required": ["lines"] }, "then": lines, "else": full });
        let map = json!({ "if": { "required": ["events"] }, "then": events, "else": lines });
        json_schema!({ "if": { "type": "string" }, "then": plain, "else": map })
    }
}

/// The type of the body of a success, or what it is instead; not yet parsed.
#[derive(Debug)]
pub(crate) struct OutcomeType(pub(crate) Expression);

impl Decode for OutcomeType {
    fn decode(node: Node, at: Span, decoder: &mut Decoder<'_>) -> Option<Self> {
        Expression::decode(node, at, decoder).map(Self)
    }

    fn schema(_: &mut SchemaGenerator) -> Schema {
        text_schema(Some(&format!(
            "^(none|unchanged|text|bytes|download|{})$",
            Expression::pattern()
        )))
    }
}

/// A parameter of an operation: its own, or a shared one.
#[derive(Debug)]
pub(crate) enum OperationParameter {
    Own(Box<Parameter>),
    Shared(Box<SharedParameter>),
}

impl Decode for OperationParameter {
    fn decode(node: Node, at: Span, decoder: &mut Decoder<'_>) -> Option<Self> {
        let has = |name| matches!(&node.value, Value::Map(map) if map.iter().any(|(key, _)| key.as_str() == name));
        if has("use") {
            let shared = SharedParameter::decode(node, at, decoder)?;
            return Some(Self::Shared(Box::new(shared)));
        }
        let own = Parameter::decode(node, at, decoder)?;
        Some(Self::Own(Box::new(own)))
    }

    fn schema(generator: &mut SchemaGenerator) -> Schema {
        let own = Parameter::schema(generator);
        let shared = SharedParameter::schema(generator);
        json_schema!({ "if": { "required": ["use"] }, "then": shared, "else": own })
    }
}
