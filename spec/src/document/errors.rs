//! Error bodies and the catalogue of error codes, as they are written.

use schemars::{Schema, SchemaGenerator, json_schema};

use super::define::document;
use super::{Deprecation, form, together};
use crate::api::{Code, CodeKind};
use crate::decode::{Decode, Decoder, Scalar, Text, text_schema, wrong_type};
use crate::yaml::{Node, Value};
use crate::{Span, Spanned};

document! {
    /// Layout of an error body. Keys are matched with their first letter in either case.
    struct ErrorBody {
        /// Where the error code is: the key of a number, or `{ at: .., type: .. }`.
        required code: CodeLocation,
        /// Whether a response with a success status can be an error; by default `false`.
        optional in_success: Spanned<bool>,
        /// Where a short text is: a key, or `{ at: [..] }`.
        optional message: KeyLocation,
        /// Where a longer text is: a key, or `{ at: [..] }`.
        optional description: KeyLocation,
        /// Where the error of a provider behind the API is: a key, or `{ at: [..] }`.
        optional provider_error: KeyLocation,
        /// Where a list of problems of single fields is.
        optional field_errors: FieldErrors,
        /// Object with the details of the error, and its type. The same type in all layouts.
        optional details: DetailsAt,
    }

    /// Keys of a list of problems of single fields.
    struct FieldErrors {
        /// Where the list is: a key, or `{ at: [..] }`.
        required list: KeyLocation,
        /// In each entry, the key of the field's name.
        required field: Text = form::LINE,
        /// In each entry, the key of what is wrong with it.
        required message: Text = form::LINE,
    }

    /// Where the error code is, and what it is.
    struct CodeAt {
        /// Path to the code, from the outermost key on, or `status` for APIs whose only error code is the HTTP status.
        required at: CodePath,
        /// Whether codes are numbers or texts. Not beside `at: status`.
        optional kind as "type": Spanned<CodeKind>,
    }
    together together::code_at();

    /// Where a value is.
    struct KeyAt {
        /// Path to the value, from the outermost key on.
        required at: KeyPath,
    }
    together together::key_at();

    /// Object with the details of an error.
    struct DetailsAt {
        /// Path to the object, from the outermost key on. Without it, the whole body.
        optional at: KeyPath,
        /// Name of its type, an object or a union.
        required ty as "type": Text = form::TYPE_NAME,
    }

    /// One entry of the error catalogue.
    struct ErrorCode {
        /// The number or text on the wire, used once in the catalogue.
        required code: Spanned<Code>,
        /// The HTTP status that goes with it, 400 to 599, unless it varies.
        optional status: Spanned<i64> = form::ERROR_STATUS,
        /// The message on the wire, exactly, unless it varies.
        optional message: Text,
        /// What happened, in one line written for this description.
        required meaning: Text = form::LINE,
        /// What a caller can do about it.
        optional hint: Text = form::WORDS,
        /// Id of its category.
        optional category: Text = form::ID,
        /// Former id.
        optional renamed_from: Text = form::ID,
        /// Set once it should no longer be used.
        optional deprecated: Deprecation,
    }
}

/// The word that stands for the layout of RFC 9457.
pub(crate) const PROBLEM_JSON: &str = "problem_json";

/// The error that matters is one of the first in a list.
const MAX_INDEX: i64 = 99;

/// The layouts of error bodies, in the order in which they are tried.
#[derive(Debug)]
pub(crate) struct ErrorBodies {
    pub(crate) span: Span,
    /// One that is wrong has none, but is there.
    pub(crate) layouts: Vec<Option<Layout>>,
}

/// One layout of error bodies.
#[derive(Debug)]
pub(crate) enum Layout {
    /// That of RFC 9457.
    Problem(Span),
    Own(Box<ErrorBody>),
}

/// Where the error code is.
#[derive(Debug)]
pub(crate) enum CodeLocation {
    Key(Text),
    At(Box<CodeAt>),
}

/// The path to the error code.
#[derive(Debug)]
pub(crate) enum CodePath {
    Status(Span),
    Path(KeyPath),
}

/// Where a value is.
#[derive(Debug)]
pub(crate) enum KeyLocation {
    Key(Text),
    Path(KeyPath),
}

/// Keys from the outside in; a number is the index of a list.
#[derive(Debug)]
pub(crate) struct KeyPath {
    pub(crate) span: Span,
    pub(crate) steps: Vec<Text>,
}

impl ErrorBodies {
    /// The layouts that the description itself spells out.
    pub(crate) fn own(&self) -> impl Iterator<Item = &ErrorBody> {
        self.layouts.iter().flatten().filter_map(|layout| match layout {
            Layout::Own(body) => Some(&**body),
            Layout::Problem(_) => None,
        })
    }
}

impl Decode for ErrorBodies {
    fn decode(node: Node, at: Span, decoder: &mut Decoder<'_>) -> Option<Self> {
        let layouts = match node.value {
            Value::List(list) if list.len() != 1 => {
                let layouts = list.into_iter().map(|entry| {
                    let at = entry.span;
                    Layout::decode(entry, at, decoder)
                });
                layouts.collect()
            }
            Value::List(_) => {
                let diagnostic = wrong_type(&node, at, "a layout, or several");
                decoder.report.push(diagnostic.help("one layout is written without the list"));
                return None;
            }
            _ => vec![Layout::decode(node, at, decoder)],
        };
        Some(Self { span: at, layouts })
    }

    fn schema(generator: &mut SchemaGenerator) -> Schema {
        let layout = Layout::schema(generator);
        json_schema!({ "oneOf": [layout, { "type": "array", "minItems": 2, "items": layout }] })
    }
}

impl Decode for Layout {
    fn decode(node: Node, at: Span, decoder: &mut Decoder<'_>) -> Option<Self> {
        match &node.value {
            Value::String(word) if word == PROBLEM_JSON => Some(Self::Problem(node.span)),
            Value::String(_) => {
                let expected = "`problem_json` or a map with `code`";
                decoder.refuse_type(&node, at, expected);
                None
            }
            _ => ErrorBody::decode(node, at, decoder).map(|body| Self::Own(Box::new(body))),
        }
    }

    fn schema(generator: &mut SchemaGenerator) -> Schema {
        let own = ErrorBody::schema(generator);
        json_schema!({ "oneOf": [{ "const": PROBLEM_JSON }, own] })
    }
}

impl Decode for CodeLocation {
    fn decode(node: Node, at: Span, decoder: &mut Decoder<'_>) -> Option<Self> {
        match &node.value {
            Value::Map(_) => {
                CodeAt::decode(node, at, decoder).map(|location| Self::At(Box::new(location)))
            }
            Value::List(_) => refuse_bare_path(&node, at, decoder, ", type: text"),
            _ => Text::decode(node, at, decoder).map(Self::Key),
        }
    }

    fn schema(generator: &mut SchemaGenerator) -> Schema {
        let location = CodeAt::schema(generator);
        json_schema!({ "oneOf": [text_schema(Some(form::LINE_PATTERN)), location] })
    }
}

impl Decode for CodePath {
    fn decode(node: Node, at: Span, decoder: &mut Decoder<'_>) -> Option<Self> {
        match &node.value {
            Value::String(word) if word == "status" => Some(Self::Status(node.span)),
            _ => KeyPath::decode(node, at, decoder).map(Self::Path),
        }
    }

    fn schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "oneOf": [{ "const": "status" }, KeyPath::schema(generator)] })
    }
}

impl Decode for KeyLocation {
    fn decode(node: Node, at: Span, decoder: &mut Decoder<'_>) -> Option<Self> {
        match &node.value {
            Value::Map(_) => KeyAt::decode(node, at, decoder)?.at.map(Self::Path),
            Value::List(_) => refuse_bare_path(&node, at, decoder, ""),
            _ => Text::decode(node, at, decoder).map(Self::Key),
        }
    }

    fn schema(generator: &mut SchemaGenerator) -> Schema {
        let location = KeyAt::schema(generator);
        json_schema!({ "oneOf": [text_schema(Some(form::LINE_PATTERN)), location] })
    }
}

/// Refuses a path that stands where a key or `{ at: .. }` does.
fn refuse_bare_path<T>(node: &Node, at: Span, decoder: &mut Decoder<'_>, rest: &str) -> Option<T> {
    let diagnostic = wrong_type(node, at, "a key or a map with `at`");
    let written = decoder.slice(node.span);
    let fix = format!("{{ at: {written}{rest} }}");
    decoder.report.push(if written.starts_with('[') {
        diagnostic.help("a path is written like this").fix(node.span, fix)
    } else {
        diagnostic
    });
    None
}

impl Decode for KeyPath {
    fn decode(node: Node, at: Span, decoder: &mut Decoder<'_>) -> Option<Self> {
        let span = node.span;
        let Value::List(list) = &node.value else {
            let diagnostic = wrong_type(&node, at, "a list of keys");
            decoder.report.push(diagnostic.help("write each key on its own: `[error, code]`"));
            return None;
        };
        if list.is_empty() {
            let diagnostic = wrong_type(&node, at, "a list of at least one key");
            decoder.report.push(diagnostic);
            return None;
        }
        let mut steps = Vec::with_capacity(list.len());
        for step in list {
            match &step.value {
                // The index of a list.
                Value::Integer(0..=MAX_INDEX) => {
                    steps.push(Spanned::new(decoder.slice(step.span).to_owned(), step.span));
                }
                _ => steps.extend(
                    String::decode_scalar(step, step.span, decoder)
                        .map(|text| Spanned::new(text, step.span)),
                ),
            }
        }
        (steps.len() == list.len()).then_some(Self { span, steps })
    }

    fn schema(_: &mut SchemaGenerator) -> Schema {
        let step = json_schema!({ "oneOf": [
            text_schema(Some(form::LINE_PATTERN)), { "type": "integer", "minimum": 0, "maximum": MAX_INDEX },
        ] });
        json_schema!({ "type": "array", "minItems": 1, "items": step })
    }
}

impl Scalar for Code {
    fn decode_scalar(node: &Node, at: Span, decoder: &mut Decoder<'_>) -> Option<Self> {
        match &node.value {
            Value::Integer(number) => Some(Self::Number(*number)),
            Value::String(text) => Some(Self::Text(text.clone())),
            _ => {
                decoder.refuse_type(node, at, "a whole number or text");
                None
            }
        }
    }

    fn scalar_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "oneOf": [
            { "type": "integer", "minimum": 1 }, text_schema(Some(form::WIRE_NAME_PATTERN)),
        ] })
    }
}
