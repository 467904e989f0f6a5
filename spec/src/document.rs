//! The description as it is written: one type for each kind of map, one field for each key.
//!
//! The doc comments here are what an editor shows beside the keys.

mod access;
mod bodies;
mod define;
mod errors;
mod flows;
mod form;
mod groups;
mod idempotency;
mod keys;
mod limits;
mod operations;
mod pages;
mod schema;
mod together;
mod types;
mod webhooks;
mod words;

use crate::Spanned;
use crate::api::{Code, FormLists, Given, WireLevel};
use crate::decode::{Entries, Text};
pub(crate) use access::{Credentials, OAuth};
pub(crate) use bodies::{ContentTypes, WholeBody};
use define::document;
pub(crate) use errors::{
    CodeLocation, CodePath, ErrorBodies, ErrorBody, ErrorCode, KeyLocation, KeyPath, Layout,
};
pub(crate) use flows::{Flow, Step};
pub(crate) use groups::Group;
pub(crate) use idempotency::{Idempotency, OperationIdempotency};
pub(crate) use keys::{Id, TypeName, WireId, is_id, is_type_name, to_id};
pub(crate) use limits::{Digits, Items, Length, Range};
pub(crate) use operations::{
    EventsOutcome, ExampleRequest, ExampleResponse, LinesOutcome, Operation, OperationParameter,
    Outcome, OutcomeType, Parameter, ResponseType, SharedParameter,
};
pub(crate) use pages::{CountedPages, LastItem, PageBy, Pages};
pub use schema::{schema, schema_of};
pub(crate) use types::{EnumValue, Expression, Field, Type, Variant, When};
pub(crate) use webhooks::{EventName, WebhookEvent, WebhookSignature, Webhooks};
pub(crate) use words::{BodyFormat, Inference, Place, PlacementPlace};

/// Whether a word is a key of the language, in any map.
pub(crate) fn is_key(word: &str) -> bool {
    share_a_map(&[word])
}

/// Whether one kind of map has all of some keys.
pub(crate) fn share_a_map(keys: &[&str]) -> bool {
    defines(keys)
        || access::defines(keys)
        || bodies::defines(keys)
        || errors::defines(keys)
        || flows::defines(keys)
        || idempotency::defines(keys)
        || limits::defines(keys)
        || operations::defines(keys)
        || pages::defines(keys)
        || types::defines(keys)
        || webhooks::defines(keys)
}

document! {
    /// One file of the description of a REST API. All files of a folder are read as one description.
    struct File {
        /// What the API and the emitted crate are called. In one file only.
        optional api: Api,
        /// Where the API is served: a map from ids to servers.
        optional servers: Entries<Id, Server>,
        /// Credentials that authenticate requests: a map from ids to credentials.
        optional credentials: Entries<Id, Credential>,
        /// Layout of error bodies: `problem_json`, a map, or a list of several layouts of which the first that fits counts.
        /// In one file only.
        optional error_body: ErrorBodies,
        /// Kinds of error that callers tell apart: a map from ids to texts that complete 'whether this code means that ...'.
        optional error_categories: Entries<Id, Text> = form::LINES,
        /// The catalogue of error codes: a map from ids to codes.
        optional errors: Entries<Id, ErrorCode>,
        /// Groups of operations: a map from ids to what the operations of the group have in common.
        optional groups: Entries<Id, Group>,
        /// Parameters that several operations share: a map from ids to parameters.
        optional parameters: Entries<WireId, Parameter>,
        /// Named types: a map from names in `PascalCase` to types.
        optional types: Entries<TypeName, Type>,
        /// Id of the group of all `operations` in this file.
        optional group: Text = form::ID,
        /// Calls of the API: a map from ids to operations.
        optional operations: Entries<Id, Operation>,
        /// Tasks that take several calls: a map from ids to flows.
        optional flows: Entries<Id, Flow>,
        /// Requests that the API sends to report what has happened. In one file only.
        optional webhooks: Webhooks,
        /// Retired names and codes, which are never reused.
        optional reserved: Reserved,
        /// Findings of a comparison with the version before that are known and accepted.
        optional accepted: Vec<Acceptance>,
        /// Levels that rules of a comparison have for this API, instead of their defaults.
        optional levels: Vec<RuleLevel>,
    }
    together together::file();

    /// What the API and the emitted crate are called.
    struct Api {
        /// Name of the emitted package: lower case, digits, `-` and `_`.
        required name: Text = form::PACKAGE,
        /// Title for people.
        required title: Text = form::LINE,
        /// What the API is for: paragraphs, `- ` lists and `code`, everything else as typed.
        required description: Text = form::WORDS,
        /// Version of the emitted crate, such as `0.1.0`.
        required version: Text = form::VERSION,
        /// Address of the vendor's documentation.
        optional documentation: Text = form::PAGE,
        /// Ids of the credentials that are `given: client`, in the order of `Client::new`.
        optional arguments: Vec<Text> = form::IDS,
        /// Id of the server that a client uses by default. Not needed if there is only one server.
        optional default_server: Text = form::ID,
        /// Constants that are sent with every call, such as the version of the API in a header: a map from ids to parameters with `always`.
        optional parameters: Entries<WireId, Parameter>,
        /// `Content-Type` of every request, also of those without a body: `application/json`, or `application/` and
        /// something that ends in `+json`. Without it, requests with a body say `application/json`, others nothing.
        optional request_content_type: Text = form::JSON_TYPE,
        /// How operations write their bodies, where they say nothing else: `json`, `form` or `multipart`. By default `json`.
        optional body_format: Spanned<BodyFormat>,
        /// How forms hold lists, where operations say nothing else. By default `repeat`.
        optional form_lists: Spanned<FormLists>,
        /// Response header that holds the id of a request, such as `X-Request-Id`: what a caller quotes to the API's support.
        optional request_id_header: Text = form::SCHEME,
        /// Key by which the API recognizes the attempts of one call, for all operations whose effect is `creates`, `consumes` or `sends`.
        optional idempotency: Idempotency,
        /// Errors that any operation can return: ids where codes are texts, numbers where they are numbers.
        optional errors: Vec<Spanned<Code>> = form::DISTINCT,
        /// That `error_body` is inferred. Take the key out once a person has confirmed it.
        optional inferred: Vec<Spanned<Inference>> = form::DISTINCT,
    }
    together together::api();

    /// A base URL of the API.
    struct Server {
        /// `https://host[:port][/prefix]`; `http` only for a loopback host. `{id}` stands for the variable of that id.
        required url: Text = form::BASE_URL,
        /// What it is for.
        required description: Text = form::WORDS,
        /// Parts of the URL that callers choose: a map from ids to variables.
        optional variables: Entries<Id, ServerVariable> = form::ENTRIES,
        /// Former id.
        optional renamed_from: Text = form::ID,
        /// Set once it should no longer be used.
        optional deprecated: Deprecation,
    }

    /// A part of the URL of a server that callers choose.
    struct ServerVariable {
        /// What it means.
        required description: Text = form::WORDS,
        /// Its value where the caller gives none. Without it, a caller has to give one.
        optional default: Text = form::LINE,
        /// The values that it can have. Without it, it can have any that fits its place.
        optional values: Vec<Text> = form::SOME,
        /// A value for documentation.
        optional example: Text = form::LINE,
    }

    /// Operations that have something in common, if they have more in common than a text says.
    struct GroupMap {
        /// What the operations have in common, in one line.
        required description: Text = form::LINE,
        /// Id of the server that the operations are sent to, if it is not the default one.
        optional server: Text = form::ID,
    }

    /// A key, token or other credential that authenticates requests. Its value is always secret.
    struct Credential {
        /// What it is, and where a caller gets one.
        required description: Text = form::WORDS,
        /// Who gives it, and when.
        required given: Spanned<Given>,
        /// Where it may go; the first is the default, the others can be chosen when a client is built.
        optional placements: Vec<Placement> = form::SOME,
        /// A user name and a password in the header `Authorization` (RFC 7617), instead of `placements`.
        optional basic: Basic,
        /// An access token in the header `Authorization`, which the client requests (OAuth 2.0), instead of `placements`.
        optional oauth: OAuth,
        /// A value for documentation.
        optional example: Text = form::LINE,
        /// Former id.
        optional renamed_from: Text = form::ID,
        /// Set once it should no longer be used.
        optional deprecated: Deprecation,
    }
    together together::credential();

    /// The two inputs of HTTP basic authentication.
    struct Basic {
        /// Id of the input that is the user name, or a key alone.
        required user: Text = form::ID,
        /// Id of the input that is the password. Without it, the password is empty.
        optional password: Text = form::ID,
    }

    /// A place that a credential can take.
    struct Placement {
        /// In the query, in a header or in a cookie.
        required place as "in": Spanned<PlacementPlace>,
        /// Name of the query parameter, header or cookie.
        required name: Text = form::WIRE_NAME,
        /// In front of the value in a header, such as `Bearer`.
        optional scheme: Text = form::SCHEME,
    }
    together together::placement();

    /// That something should no longer be used.
    struct Deprecation {
        /// Version of the crate in which it was deprecated.
        optional since: Text = form::VERSION,
        /// Removal date, `YYYY-MM-DD`: it may be removed after this day.
        optional remove_after: Text = form::DATE,
        /// What to use instead, one sentence.
        optional use_instead as "use": Text = form::LINE,
    }

    /// Retired names and codes, which are never reused.
    struct Reserved {
        /// Codes of errors, as they are on the wire.
        optional codes: Vec<Spanned<Code>> = form::DISTINCT,
        /// Ids of errors.
        optional errors: Vec<Text> = form::IDS,
        /// Operations, each as `group.id`.
        optional operations: Vec<Text> = form::OPERATIONS,
        /// Names of types.
        optional types: Vec<Text> = form::TYPE_NAMES,
        /// Ids of servers.
        optional servers: Vec<Text> = form::IDS,
        /// Ids of credentials.
        optional credentials: Vec<Text> = form::IDS,
    }

    /// The level that a rule of a comparison has for this API.
    struct RuleLevel {
        /// Id of the rule, in kebab case.
        required rule: Text = form::RULE,
        /// What its findings do on the wire.
        required wire: Spanned<WireLevel>,
        /// Why it is so for this API, in one line.
        required reason: Text = form::LINE,
    }

    /// A finding of a comparison that is known and accepted.
    struct Acceptance {
        /// Id of the rule, in kebab case.
        required rule: Text = form::RULE,
        /// Where it is found, as the comparison names it.
        required place: Text = form::LINE,
        /// Why it is accepted, in one line.
        required reason: Text = form::LINE,
        /// Last day on which it is, `YYYY-MM-DD`.
        required expires: Text = form::DATE,
    }
}
