//! The description as it is written: one type for each kind of map, one field for each key.
//!
//! The doc comments here are what an editor shows beside the keys.

mod define;
mod keys;
mod schema;
mod words;

use schemars::{Schema, SchemaGenerator, json_schema};

use crate::api::{Effect, Given, ListStyle, Method};
use crate::decode::{AnyKey, Decode, Decoder, Entries, Scalar, Text};
use crate::yaml::{Node, Value};
use crate::{Span, Spanned};
use define::document;
pub(crate) use keys::{Id, TypeName, is_id, is_type_name};
pub use schema::schema;
pub(crate) use words::{Place, PlacementPlace};

document! {
    /// One file of the description of a REST API. All files of a folder are read as one description.
    struct File {
        /// What the API and the emitted crate are called. In one file only.
        optional api: Api,
        /// Where the API is served: a map from ids to servers.
        optional servers: Entries<Id, Server>,
        /// What a caller proves its identity with: a map from ids to credentials.
        optional credentials: Entries<Id, Credential>,
        /// JSON keys of the body of an error. In one file only.
        optional error_body: ErrorBody,
        /// Kinds of error that callers tell apart: a map from ids to texts that complete 'whether this code means that ...'.
        optional error_categories: Entries<Id, Text>,
        /// The catalogue of error codes: a map from ids to codes.
        optional errors: Entries<Id, ErrorCode>,
        /// Groups of operations: a map from ids to what the operations of the group have in common.
        optional groups: Entries<Id, Text>,
        /// Parameters that several operations share: a map from ids to parameters.
        optional parameters: Entries<Id, Parameter>,
        /// Named types: a map from names in `PascalCase` to types.
        optional types: Entries<TypeName, Type>,
        /// Id of the group of all `operations` in this file.
        optional group: Text,
        /// Calls of the API: a map from ids to operations.
        optional operations: Entries<Id, Operation>,
        /// What once was and must never come back as something else.
        optional reserved: Reserved,
        /// Findings of a comparison with the version before that are known and accepted.
        optional accepted: Vec<Acceptance>,
    }

    /// What the API and the emitted crate are called.
    struct Api {
        /// Name of the emitted package: lower case, digits, `-` and `_`.
        required name: Text,
        /// Title for people.
        required title: Text,
        /// What the API is for: paragraphs, `- ` lists and `code`, everything else as typed.
        required description: Text,
        /// Version of the emitted crate, such as `0.1.0`.
        required version: Text,
        /// Address of the vendor's documentation.
        optional documentation: Text,
        /// Ids of the credentials that are `given: client`, in the order of `Client::new`.
        optional arguments: Vec<Text>,
        /// Id of the server that a client talks to unless told otherwise. Not needed where there is one server.
        optional default_server: Text,
    }

    /// A base URL of the API.
    struct Server {
        /// `https://host[:port][/prefix]`; `http` only for a loopback host.
        required url: Text,
        /// What it is for.
        required description: Text,
        /// Former id.
        optional renamed_from: Text,
        /// Set once it should no longer be used.
        optional deprecated: Deprecation,
    }

    /// A key, token or other proof of identity. Its value is always secret.
    struct Credential {
        /// What it is, and where a caller gets one.
        required description: Text,
        /// Who gives it, and when.
        required given: Spanned<Given>,
        /// Where it may go; the first is the default, the others can be chosen when a client is built.
        required placements: Vec<Placement>,
        /// A value for documentation.
        optional example: Text,
        /// Former id.
        optional renamed_from: Text,
        /// Set once it should no longer be used.
        optional deprecated: Deprecation,
    }

    /// A place that a credential can take.
    struct Placement {
        /// In the query or in a header.
        required place as "in": Spanned<PlacementPlace>,
        /// Name of the query parameter or header.
        required name: Text,
        /// In front of the value in a header, such as `Bearer`.
        optional scheme: Text,
    }

    /// JSON keys of the body of an error. They are found with their first letter in either case.
    struct ErrorBody {
        /// Key of the number of the error.
        required code: Text,
        /// Key of a short text.
        optional message: Text,
        /// Key of a longer text.
        optional description: Text,
        /// Key of what a provider behind the API answered.
        optional provider_error: Text,
        /// Keys of a list of problems of single fields.
        optional field_errors: FieldErrors,
    }

    /// JSON keys of a list of problems of single fields.
    struct FieldErrors {
        /// Key of the list.
        required list: Text,
        /// In each entry, the key of the field's name.
        required field: Text,
        /// In each entry, the key of what is wrong with it.
        required message: Text,
    }

    /// One entry of the error catalogue.
    struct ErrorCode {
        /// The number on the wire, used once in the catalogue.
        required code: Spanned<i64>,
        /// The HTTP status that goes with it, 400 to 599.
        required status: Spanned<i64>,
        /// The message on the wire, exactly.
        required message: Text,
        /// What happened, in one line of our own.
        required meaning: Text,
        /// What a caller can do about it.
        optional hint: Text,
        /// Id of its category.
        optional category: Text,
        /// Former id.
        optional renamed_from: Text,
        /// Set once it should no longer be used.
        optional deprecated: Deprecation,
    }

    /// That something should no longer be used.
    struct Deprecation {
        /// Version of the crate in which it was deprecated.
        optional since: Text,
        /// Date after which it may go, `YYYY-MM-DD`.
        optional remove_after: Text,
        /// What to use instead, one sentence.
        optional use_instead as "use": Text,
    }

    /// What once was and must never come back as something else.
    struct Reserved {
        /// Numbers of errors.
        optional codes: Vec<Spanned<i64>>,
        /// Ids of errors.
        optional errors: Vec<Text>,
        /// Operations, each as `group.id`.
        optional operations: Vec<Text>,
        /// Names of types.
        optional types: Vec<Text>,
        /// Ids of servers.
        optional servers: Vec<Text>,
        /// Ids of credentials.
        optional credentials: Vec<Text>,
    }

    /// A finding of a comparison that is known and accepted.
    struct Acceptance {
        /// Id of the rule, in kebab case.
        required rule: Text,
        /// Where it is found, as the comparison names it.
        required place: Text,
        /// Why it is accepted, in one line.
        required reason: Text,
        /// Last day on which it is, `YYYY-MM-DD`.
        required expires: Text,
    }

    /// A named type: an object with `fields`, an open enum with `values`, or a union with `variants`.
    struct Type {
        /// What it stands for.
        required description: Text,
        /// Fields of a JSON object: a map from ids to fields.
        optional fields: Entries<Id, Field>,
        /// Texts that a value can be: a map from ids to values. The list may grow.
        optional values: Entries<Id, EnumValue>,
        /// Object types of which a value is one; the first that applies is taken.
        optional variants: Vec<Variant>,
        /// Ids of the required fields in the order of the constructor; needed if a request can hold the type.
        optional arguments: Vec<Text>,
        /// Ids of fields, values or variants that once were and must never come back as something else.
        optional reserved: Vec<Text>,
        /// Former name.
        optional renamed_from: Text,
        /// Set once it should no longer be used.
        optional deprecated: Deprecation,
    }
    one_of ["fields", "values", "variants"]

    /// A field of a JSON object.
    struct Field {
        /// Type of the value: `string`, `boolean`, `integer`, `number`, `timestamp`, `json`, `list<T>`, `map<T>` or the name of a type.
        required ty as "type": Expression,
        /// What it means, with its unit.
        required description: Text,
        /// The JSON key; by default the id.
        optional name: Text,
        /// Whether it is always there.
        optional required: Spanned<bool>,
        /// Whether it can be null.
        optional nullable: Spanned<bool>,
        /// Whether the text grants access: it is masked when formatted, and wiped from memory after use.
        optional secret: Spanned<bool>,
        /// Whether the text says something about a person: it is masked when formatted.
        optional personal: Spanned<bool>,
        /// A value for documentation and tests.
        optional example: Node,
        /// Former id.
        optional renamed_from: Text,
        /// Set once it should no longer be used.
        optional deprecated: Deprecation,
    }
    refused {
        "default" => "a field of a body has no default: what is left out is not sent",
        "in" => "the fields of a body go into the body",
    }

    /// A text that a value can be.
    struct EnumValue {
        /// What it means.
        required description: Text,
        /// The text on the wire; by default the id.
        optional name: Text,
        /// Former id.
        optional renamed_from: Text,
        /// Set once it should no longer be used.
        optional deprecated: Deprecation,
    }

    /// A variant of a union.
    struct Variant {
        /// Stable id.
        required id: Text,
        /// Name of its type, an object.
        required ty as "type": Text,
        /// What tells it apart. Only the last variant can do without.
        optional when: When,
        /// When it occurs.
        required description: Text,
        /// Former id.
        optional renamed_from: Text,
        /// Set once it should no longer be used.
        optional deprecated: Deprecation,
    }

    /// What tells a variant apart: `has`, or `key` and `equals`.
    struct When {
        /// The object has this key, and its value is not null.
        optional has: Text,
        /// The object has this key with the text of `equals`.
        optional key: Text,
        /// The text.
        optional equals: Text,
    }
    one_of ["has", "key"]

    /// A value that an operation takes in its path, its query or a header.
    struct Parameter {
        /// Where it goes.
        required place as "in": Spanned<Place>,
        /// Type of the value: text, a boolean, a number, a timestamp, an open enum, or in the query a list of these.
        required ty as "type": Expression,
        /// What it means, with its unit.
        required description: Text,
        /// Name on the wire; by default the id.
        optional name: Text,
        /// Whether a call cannot be made without it. In a path that is always so.
        optional required: Spanned<bool>,
        /// How a list is written into the query.
        optional style: Spanned<ListStyle>,
        /// Whether the text grants access: it is masked when formatted, and wiped from memory after use.
        optional secret: Spanned<bool>,
        /// Whether the text says something about a person: it is masked when formatted.
        optional personal: Spanned<bool>,
        /// What the server assumes without it. It is never sent.
        optional default: Node,
        /// A value for documentation and tests.
        optional example: Node,
        /// Former id.
        optional renamed_from: Text,
        /// Set once it should no longer be used.
        optional deprecated: Deprecation,
    }
    refused { "nullable" => "a parameter is there or not: there is no null outside JSON" }

    /// A shared parameter, and what is different about it here.
    struct SharedParameter {
        /// Id of the shared parameter.
        required shared as "use": Text,
        /// Name on the wire.
        optional name: Text,
        /// What it means.
        optional description: Text,
        /// Whether a call cannot be made without it.
        optional required: Spanned<bool>,
        /// What the server assumes without it. It is never sent.
        optional default: Node,
        /// A value for documentation and tests.
        optional example: Node,
        /// Former id in this operation.
        optional renamed_from: Text,
        /// Set once it should no longer be used.
        optional deprecated: Deprecation,
    }
    refused {
        "in" => "where a shared parameter goes is said where it is declared",
        "type" => "the type of a shared parameter is said where it is declared",
        "nullable" => "a parameter is there or not: there is no null outside JSON",
    }

    /// One call of the API.
    struct Operation {
        /// One line, without a full stop.
        required summary: Text,
        /// More: paragraphs, `- ` lists and `code`, everything else as typed.
        optional description: Text,
        /// HTTP method.
        required method: Spanned<Method>,
        /// Path behind the base URL; `{id}` stands for the path parameter of that id.
        required path: Text,
        /// Ids of all required inputs and of the credentials that are `given: call`, in the order of the signature.
        optional arguments: Vec<Text>,
        /// Inputs in path, query and headers: a map from ids to parameters.
        optional parameters: Entries<Id, OperationParameter>,
        /// Fields of the JSON object that is the body: a map from ids to fields, each an input of the operation.
        optional body: Entries<Id, Field>,
        /// The body as one value, then the required argument `body`.
        optional whole_body: WholeBody,
        /// Ids of the credentials that the operation needs.
        optional credentials: Vec<Text>,
        /// The status of success, with the type of the body or `none`.
        required response: Entries<AnyKey, Text>,
        /// Codes of the catalogue that it is known to return.
        optional errors: Vec<Spanned<i64>>,
        /// What sending it twice would do.
        required effect: Spanned<Effect>,
        /// Page and heading of the vendor's documentation.
        optional documented_in: Text,
        /// Documented requests and answers.
        optional examples: Vec<Example>,
        /// Ids of inputs that once were and must never come back as something else.
        optional reserved: Vec<Text>,
        /// Former id, or `group.id` where it was in another group.
        optional renamed_from: Text,
        /// Set once it should no longer be used.
        optional deprecated: Deprecation,
    }

    /// A body that is one value rather than fields.
    struct WholeBody {
        /// Its type: a named type, a list or a map.
        required ty as "type": Expression,
        /// What it means.
        required description: Text,
    }

    /// A documented request and its answer.
    struct Example {
        /// What it shows.
        required summary: Text,
        /// The request, where one is documented.
        optional request: ExampleRequest,
        /// The answer, where one is documented.
        optional response: ExampleResponse,
    }

    /// A documented request.
    struct ExampleRequest {
        /// Method, path and query as documented, without the host.
        required line: Text,
        /// Headers as documented.
        optional headers: Entries<AnyKey, Text>,
        /// The JSON body.
        optional body: Node,
    }

    /// A documented answer.
    struct ExampleResponse {
        /// HTTP status.
        required status: Spanned<i64>,
        /// The JSON body.
        optional body: Node,
    }
}

/// A type expression, not yet parsed.
#[derive(Debug)]
pub(crate) struct Expression(pub(crate) Text);

impl Decode for Expression {
    fn decode(node: Node, at: Span, decoder: &mut Decoder<'_>) -> Option<Self> {
        Text::decode(node, at, decoder).map(Self)
    }

    fn schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = String::scalar_schema(generator);
        let pattern =
            "^((list|map)<)*(string|boolean|integer|number|timestamp|json|[A-Z][A-Za-z0-9]*)>*$";
        schema.insert("pattern".to_owned(), pattern.into());
        schema
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
