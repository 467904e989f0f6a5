//! What an editor can see of a value besides its type: its form, or what it means to the keys beside it.

use schemars::Schema;
use serde_json::{Map, Value, json};

/// A form of values, as keywords of JSON Schema.
pub(crate) enum Form {
    /// Text of this pattern.
    Pattern(&'static str),
    /// Text of this pattern, of at most so many characters.
    Short(&'static str, usize),
    /// Whole numbers from one to another.
    Range(i64, i64),
    /// A list in which nothing stands twice, each entry of this form.
    Each(&'static Form),
    /// A list of at least so many entries, each of this form.
    List(u8, &'static Form),
    /// A list in which nothing stands twice.
    Distinct,
    /// A list of at least one entry, in which nothing stands twice.
    Some,
    /// A map of at least one entry.
    Entries,
    /// A map with texts of this pattern.
    Values(&'static str),
    /// The same with at least one entry.
    SomeValues(&'static str),
    /// A map in which this name is taken.
    Without(&'static str),
}

/// Some words.
pub(crate) const WORDS: Form = Form::Pattern(r"\S");
/// Words in one line.
pub(crate) const LINE: Form = Form::Pattern(LINE_PATTERN);
pub(crate) const LINE_PATTERN: &str = r"^\s*\S([^\n]*\S)?\s*$";
/// A line that does not end with one full stop.
pub(crate) const SUMMARY: Form = Form::Pattern(r"^\s*\S([^\n]*([^\s.]|\.\.))?\s*$");
pub(crate) const ID: Form = Form::Short(r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$", super::keys::MAX_BYTES);
pub(crate) const IDS: Form = Form::Each(&ID);
/// Ids of fields from the outside in.
pub(crate) const STEPS: Form = Form::List(0, &ID);
pub(crate) const SOME_STEPS: Form = Form::List(1, &ID);
/// How many of something there are.
pub(crate) const COUNT: Form = Form::Range(0, i64::MAX);
/// Where counting begins.
pub(crate) const FIRST: Form = Form::Range(0, 1);
pub(crate) const TYPE_NAME: Form = Form::Short(r"^[A-Z][A-Za-z0-9]*$", super::keys::MAX_BYTES);
pub(crate) const TYPE_NAMES: Form = Form::Each(&TYPE_NAME);
/// The former name of an operation.
pub(crate) const FORMER_OPERATION: Form =
    Form::Pattern(r"^([a-z][a-z0-9]*(_[a-z0-9]+)*\.)?[a-z][a-z0-9]*(_[a-z0-9]+)*$");
pub(crate) const OPERATION: Form =
    Form::Pattern(r"^[a-z][a-z0-9]*(_[a-z0-9]+)*\.[a-z][a-z0-9]*(_[a-z0-9]+)*$");
pub(crate) const OPERATIONS: Form = Form::Each(&OPERATION);
pub(crate) const PACKAGE: Form = Form::Short(r"^[a-z]([a-z0-9_-]*[a-z0-9])?$", 64);
/// Versions as Cargo has them.
pub(crate) const VERSION: Form = Form::Pattern(
    r"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-((0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)(\.(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*))*))?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$",
);
/// Days, as far as a pattern knows how long months are.
pub(crate) const DATE: Form = Form::Pattern(
    r"^[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))$",
);
pub(crate) const PAGE: Form = Form::Pattern(r"^https?://[^\s/?#]+\S*$");
/// The content type of JSON bodies.
pub(crate) const JSON_TYPE: Form = Form::Pattern(r"^application/(json|[A-Za-z0-9._+-]+\+json)$");
/// The content type of any body, without parameters.
pub(crate) const CONTENT_TYPE: Form =
    Form::Pattern(r"^[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+$");
/// The base of addresses with its variables, plain HTTP on this machine alone.
pub(crate) const BASE_URL: Form = Form::Pattern(
    r"^(?!.*%([01][0-9A-Fa-f]|7[Ff]))(https://(([A-Za-z0-9]|\{[a-z][a-z0-9]*(_[a-z0-9]+)*\})(([A-Za-z0-9-]|\{[a-z][a-z0-9]*(_[a-z0-9]+)*\})*([A-Za-z0-9]|\{[a-z][a-z0-9]*(_[a-z0-9]+)*\}))?(\.([A-Za-z0-9]|\{[a-z][a-z0-9]*(_[a-z0-9]+)*\})(([A-Za-z0-9-]|\{[a-z][a-z0-9]*(_[a-z0-9]+)*\})*([A-Za-z0-9]|\{[a-z][a-z0-9]*(_[a-z0-9]+)*\}))?)*|\[[0-9A-Fa-f:.]+\])|http://(([A-Za-z0-9-]+\.)*localhost|127(\.[0-9]+){3}|\[::1\]))(:([1-9][0-9]{0,4}|\{[a-z][a-z0-9]*(_[a-z0-9]+)*\}))?(/(?!\.{1,2}(/|$))([A-Za-z0-9._~!$&'()*+,;=:@\[\]-]|%[0-9A-Fa-f]{2}|\{[a-z][a-z0-9]*(_[a-z0-9]+)*\})+)*$",
);
/// The URL of a token endpoint.
pub(crate) const TOKEN_URL: Form = Form::Pattern(
    r"^(?!.*%([01][0-9A-Fa-f]|7[Ff]))(https://([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*|\[[0-9A-Fa-f:.]+\])|http://(([A-Za-z0-9-]+\.)*localhost|127(\.[0-9]+){3}|\[::1\]))(:[1-9][0-9]{0,4})?(/(?!\.{1,2}(/|$))([A-Za-z0-9._~!$&'()*+,;=:@\[\]-]|%[0-9A-Fa-f]{2})+)*/?$",
);
/// Scopes of access tokens.
pub(crate) const SCOPES: Form = Form::Each(&Form::Pattern(r"^[!#-\[\]-~]+$"));
/// The path of an operation with its placeholders.
pub(crate) const PATH: Form = Form::Pattern(
    r"^(?!.*(\{[a-z0-9_]+\}).*\1)(?!.*(\$\{|%[01][0-9A-Fa-f]|%7[Ff]))/((?!(\.|%2[Ee]){1,2}(/|$)|:[^/])([A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2}|\{[a-z][a-z0-9]*(_[a-z0-9]+)*\})+(/(?!(\.|%2[Ee]){1,2}(/|$)|:[^/])([A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2}|\{[a-z][a-z0-9]*(_[a-z0-9]+)*\})+)*/?)?$",
);
/// A name on the wire.
pub(crate) const WIRE_NAME: Form = Form::Pattern(WIRE_NAME_PATTERN);
pub(crate) const WIRE_NAME_PATTERN: &str = r"^\S([\s\S]*\S)?$";
pub(crate) const SCHEME: Form = Form::Pattern(TOKEN);
pub(crate) const TOKEN: &str = r"^[A-Za-z0-9!#$%&'*+.^_`|~-]+$";
/// The header of a signature: one or two placeholders, each behind a text.
pub(crate) const SIGNATURE_HEADER: Form = Form::Pattern(
    r"^[!-z|~]*\{(timestamp|hex|base64)\}([,;| ][ ]*[!-z|~]*\{(timestamp|hex|base64)\})?$",
);
pub(crate) const SEPARATOR: Form = Form::Pattern("^[,;| ]$");
/// What is signed: the body once.
pub(crate) const SIGNED: Form =
    Form::Pattern(r"^([^{}]|\{(timestamp|id)\})*\{body\}([^{}]|\{(timestamp|id)\})*$");
pub(crate) const TOLERANCE: Form = Form::Range(1, 86_400);
/// How a secret is written.
pub(crate) const SIGNING_SECRET: Form = Form::Pattern(r"^[!-z|~]*\{(hex|base64)\}$");
pub(crate) const RULE: Form = Form::Pattern(r"^[a-z0-9]+(-[a-z0-9]+)*$");
pub(crate) const ERROR_STATUS: Form = Form::Range(400, 599);
pub(crate) const ANSWER_STATUS: Form = Form::Range(200, 599);
pub(crate) const DISTINCT: Form = Form::Distinct;
pub(crate) const SOME: Form = Form::Some;
pub(crate) const ENTRIES: Form = Form::Entries;
pub(crate) const LINES: Form = Form::Values(LINE_PATTERN);
pub(crate) const SOME_LINES: Form = Form::SomeValues(LINE_PATTERN);
/// Ids of values of a flow.
pub(crate) const VALUES: Form = Form::Values(r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$");
/// Fields within fields.
pub(crate) const FIELDS: Form =
    Form::SomeValues(r"^[a-z][a-z0-9]*(_[a-z0-9]+)*(\.[a-z][a-z0-9]*(_[a-z0-9]+)*)*$");
/// What a flow does about an error.
pub(crate) const REACTIONS: Form =
    Form::SomeValues(r"^(stop|continue|[a-z][a-z0-9]*(_[a-z0-9]+)*\.[a-z][a-z0-9]*(_[a-z0-9]+)*)$");
/// Inputs: the id `body` stands for a whole body.
pub(crate) const INPUTS: Form = Form::Without("body");
/// The first line of a request.
pub(crate) const REQUEST_LINE: Form = Form::Pattern(r"^(GET|HEAD|POST|PUT|PATCH|DELETE) /");

impl Form {
    /// Adds the form to the schema of a value.
    pub(crate) fn refine(&self, schema: &mut Schema) {
        for (keyword, value) in self.keywords() {
            schema.insert(keyword, value);
        }
    }

    fn keywords(&self) -> Map<String, Value> {
        let keywords = match self {
            Self::Pattern(pattern) => json!({ "pattern": pattern }),
            Self::Short(pattern, length) => json!({ "pattern": pattern, "maxLength": length }),
            Self::Range(from, to) => json!({ "minimum": from, "maximum": to }),
            Self::Each(form) => json!({ "uniqueItems": true, "items": form.of_entry() }),
            Self::List(least, form) => json!({ "minItems": least, "items": form.of_entry() }),
            Self::Distinct => json!({ "uniqueItems": true }),
            Self::Some => json!({ "minItems": 1, "uniqueItems": true }),
            Self::Entries => json!({ "minProperties": 1 }),
            Self::Values(pattern) => {
                json!({ "additionalProperties": { "type": "string", "pattern": pattern } })
            }
            Self::SomeValues(pattern) => json!({
                "minProperties": 1,
                "additionalProperties": { "type": "string", "pattern": pattern },
            }),
            Self::Without(name) => json!({ "not": { "required": [name] } }),
        };
        match keywords {
            Value::Object(keywords) => keywords,
            _ => Map::new(),
        }
    }

    /// The form of an entry of a list, with its type.
    fn of_entry(&self) -> Value {
        let mut keywords = self.keywords();
        let kind = if matches!(self, Self::Range(..)) { "integer" } else { "string" };
        keywords.insert("type".to_owned(), kind.into());
        Value::Object(keywords)
    }
}
