//! The resolved model of an API: every name is looked up, every rule is checked, every list is in a stable order.

mod evolution;

use std::collections::BTreeSet;

pub use evolution::{Acceptance, Deprecation, OperationName, Reserved};

use crate::Spanned;

/// A whole API, as the emitters see it.
///
/// Lists are sorted by id (types by name, error codes by number), so that the order in which a description was
/// written cannot be told from its model. Exceptions, where order means something, say so.
#[derive(Clone, Debug, PartialEq)]
pub struct Api {
    /// Name, title and crate metadata.
    pub service: Service,
    /// Where the API is served.
    pub servers: Vec<Server>,
    /// What a caller proves its identity with.
    pub credentials: Vec<Credential>,
    /// How the body of an error is laid out, if the API says so.
    pub error_body: Option<ErrorBody>,
    /// The kinds of error that a caller may want to tell apart.
    pub error_categories: Vec<ErrorCategory>,
    /// The catalogue of error codes, by number.
    pub errors: Vec<ErrorCode>,
    /// Named types.
    pub types: Vec<TypeDef>,
    /// Operations by group.
    pub groups: Vec<Group>,
    /// What once was and never comes back as something else.
    pub reserved: Reserved,
    /// Findings of comparisons that are accepted, by rule and place.
    pub accepted: Vec<Acceptance>,
}

/// What the API and the emitted crate are called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// Package name of the crate, in kebab or snake case.
    pub name: Spanned<String>,
    /// Title for people.
    pub title: String,
    /// What the API is for; the opening of the crate's documentation.
    pub description: String,
    /// Version of the emitted crate.
    pub version: Spanned<String>,
    /// Home of the vendor's documentation.
    pub documentation: Option<String>,
    /// Ids of the client-level credentials that `Client::new` takes, in the order of its arguments.
    pub arguments: Vec<Spanned<String>>,
    /// Id of the server that a client talks to unless told otherwise.
    pub default_server: String,
}

/// A base URL of the API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// Stable id, snake case.
    pub id: Spanned<String>,
    /// `https://host[:port][/prefix]`, without a slash at the end.
    pub url: Spanned<String>,
    /// What it is for.
    pub description: String,
    /// Former id.
    pub renamed_from: Option<Spanned<String>>,
    /// Set once it should no longer be used.
    pub deprecated: Option<Deprecation>,
}

/// A key, token or other proof of identity. Its value is always secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    /// Stable id, snake case.
    pub id: Spanned<String>,
    /// What it is and where a caller gets one.
    pub description: String,
    /// Who provides it, and when.
    pub given: Given,
    /// Where it may go on the wire; the first is the default. Never empty.
    pub placements: Vec<Placement>,
    /// A value for documentation.
    pub example: Option<String>,
    /// Former id.
    pub renamed_from: Option<Spanned<String>>,
    /// Set once it should no longer be used.
    pub deprecated: Option<Deprecation>,
}

/// When a credential is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    /// Once, to the client: an argument of its constructor.
    Client,
    /// Once, to the client, but only by those who need it: a setter of its builder.
    ClientOptional,
    /// With each call that needs it: an argument of the operation.
    Call,
}

/// One place on the wire that a credential can take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Placement {
    /// A query parameter of this name.
    Query(String),
    /// A header of this name, the value behind `scheme` and a space where there is one (`Bearer`).
    Header {
        /// Name of the header.
        name: String,
        /// Authentication scheme.
        scheme: Option<String>,
    },
}

/// JSON keys of an error body. Keys are matched with their first letter in either case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorBody {
    /// The number of the error.
    pub code: String,
    /// A short text.
    pub message: Option<String>,
    /// A longer text.
    pub description: Option<String>,
    /// What a provider behind the API answered.
    pub provider_error: Option<String>,
    /// Problems of single fields.
    pub field_errors: Option<FieldErrors>,
}

/// JSON keys of a list of field errors.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldErrors {
    /// The list.
    pub list: String,
    /// In each entry, the field.
    pub field: String,
    /// In each entry, what is wrong with it.
    pub message: String,
}

/// A kind of error that callers tell apart, such as all captcha failures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorCategory {
    /// Stable id, snake case; becomes the predicate `is_<id>`.
    pub id: Spanned<String>,
    /// Completes 'whether this code means ...', without a full stop.
    pub description: String,
}

/// One entry of the error catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorCode {
    /// Stable id, snake case.
    pub id: Spanned<String>,
    /// The number on the wire.
    pub code: Spanned<i64>,
    /// The HTTP status that goes with it.
    pub status: u16,
    /// The message on the wire.
    pub message: String,
    /// One line: what happened.
    pub meaning: String,
    /// What a caller can do about it.
    pub hint: Option<String>,
    /// Id of its category.
    pub category: Option<String>,
    /// Former id.
    pub renamed_from: Option<Spanned<String>>,
    /// Set once it should no longer be used.
    pub deprecated: Option<Deprecation>,
}

/// A named type.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeDef {
    /// Stable name, Pascal case.
    pub name: Spanned<String>,
    /// What it stands for.
    pub description: String,
    /// Former name.
    pub renamed_from: Option<Spanned<String>>,
    /// Set once it should no longer be used.
    pub deprecated: Option<Deprecation>,
    /// Which way its values travel.
    pub usage: Usage,
    /// What it is made of.
    pub kind: TypeKind,
    /// Ids of fields, values or variants that never come back as something else, sorted.
    pub reserved: Vec<Spanned<String>>,
}

/// Which way the values of a type travel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Some request holds it, so that a caller builds it.
    pub in_requests: bool,
    /// Some response holds it, so that a caller reads it.
    pub in_responses: bool,
}

/// What a named type is made of.
#[derive(Clone, Debug, PartialEq)]
pub enum TypeKind {
    /// A JSON object with known fields; others are kept.
    Object(Object),
    /// A string out of a list that may grow.
    Enum(Vec<EnumValue>),
    /// One of several types, told apart by what a JSON object holds. In the order of the description: the first
    /// variant that applies is taken.
    Union(Vec<Variant>),
}

/// A JSON object.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object {
    /// Its fields, by id.
    pub fields: Vec<Field>,
    /// Ids of the required fields in the order of the constructor. Complete where `Usage::in_requests`.
    pub arguments: Vec<String>,
}

/// A field of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Stable id, snake case.
    pub id: Spanned<String>,
    /// The JSON key.
    pub wire: Spanned<String>,
    /// Type of the value.
    pub ty: Type,
    /// Whether it may be absent, null or both.
    pub need: Need,
    /// Where the value is a named object through which the type holds itself: it must live behind a pointer.
    pub recursive: bool,
    /// What it means, with its unit.
    pub description: String,
    /// A value for documentation and tests.
    pub example: Option<Literal>,
    /// Former id.
    pub renamed_from: Option<Spanned<String>>,
    /// Set once it should no longer be used.
    pub deprecated: Option<Deprecation>,
}

/// Whether a value may be absent or null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// There, and not null.
    Required,
    /// There, but may be null.
    RequiredNullable,
    /// May be absent.
    Optional,
    /// May be absent, and may be null, and the two differ.
    OptionalNullable,
}

/// The type of one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// Text.
    String(Privacy),
    /// `true` or `false`.
    Boolean,
    /// A whole number that fits 64 bits with a sign.
    Integer,
    /// A number with a fraction, 64 bits.
    Number,
    /// A point in time; see the runtime's `Timestamp`.
    Timestamp,
    /// Any JSON value.
    Json,
    /// A list of values.
    List(Box<Type>),
    /// An object whose keys are data.
    Map(Box<Type>),
    /// A named type of the API.
    Named(String),
}

/// How carefully a text must be handled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Privacy {
    /// No special care.
    #[default]
    Public,
    /// Says something about a person: masked when formatted.
    Personal,
    /// Grants access: masked when formatted, and wiped from memory after use.
    Secret,
}

/// A value of an open enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnumValue {
    /// Stable id, snake case.
    pub id: Spanned<String>,
    /// The text on the wire.
    pub wire: Spanned<String>,
    /// What it means.
    pub description: String,
    /// Former id.
    pub renamed_from: Option<Spanned<String>>,
    /// Set once it should no longer be used.
    pub deprecated: Option<Deprecation>,
}

/// A variant of a union.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// Stable id, snake case.
    pub id: Spanned<String>,
    /// Name of its type, which is an object.
    pub ty: Spanned<String>,
    /// What tells it apart.
    pub when: When,
    /// When it occurs.
    pub description: String,
    /// Former id.
    pub renamed_from: Option<Spanned<String>>,
    /// Set once it should no longer be used.
    pub deprecated: Option<Deprecation>,
}

/// What tells a variant of a union apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// The object has this key, and its value is not null.
    Has(String),
    /// The object has this key, with this text.
    Equals(String, String),
    /// Always; only the last variant may say so.
    Otherwise,
}

/// Operations that belong together: one method of the client leads to them.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Stable id, snake case.
    pub id: Spanned<String>,
    /// What its operations have in common.
    pub description: String,
    /// Its operations, by id.
    pub operations: Vec<Operation>,
}

/// One call of the API.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// Stable id, snake case, unique in its group.
    pub id: Spanned<String>,
    /// One line.
    pub summary: String,
    /// More, where there is more to say.
    pub description: Option<String>,
    /// HTTP method.
    pub method: Method,
    /// Path behind the base URL, from its slash on.
    pub path: Path,
    /// Ids of the required inputs and per-call credentials, in the order of the signature.
    pub arguments: Vec<String>,
    /// All inputs but credentials, by id.
    pub inputs: Vec<Input>,
    /// The body as a whole, where one named or list type describes it.
    pub body: Option<WholeBody>,
    /// Ids of the credentials it needs, sorted.
    pub credentials: Vec<Spanned<String>>,
    /// What a success carries.
    pub response: Response,
    /// Codes of the errors that it is known to return, sorted.
    pub errors: BTreeSet<i64>,
    /// What sending it twice would do.
    pub effect: Effect,
    /// Page and heading of the vendor's documentation.
    pub documented_in: Option<String>,
    /// Documented requests and answers, in the order of the description.
    pub examples: Vec<Example>,
    /// Ids of inputs that never come back as something else, sorted.
    pub reserved: Vec<Spanned<String>>,
    /// Former name, in this group or in another one that is still declared.
    pub renamed_from: Option<Spanned<OperationName>>,
    /// Set once it should no longer be used.
    pub deprecated: Option<Deprecation>,
}

impl Operation {
    /// The input of this id.
    #[must_use]
    pub fn input(&self, id: &str) -> Option<&Input> {
        self.inputs.iter().find(|input| *input.id == id)
    }

    /// Inputs that a caller may leave out, by id: they become setters.
    pub fn optional_inputs(&self) -> impl Iterator<Item = &Input> {
        self.inputs.iter().filter(|input| !input.is_required())
    }
}

/// HTTP methods that an operation can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// GET
    Get,
    /// HEAD
    Head,
    /// POST
    Post,
    /// PUT
    Put,
    /// PATCH
    Patch,
    /// DELETE
    Delete,
}

impl Method {
    /// The word on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// A path template, cut into its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// As written: `/pets/{pet_id}/photos`.
    pub template: Spanned<String>,
    /// The same in parts.
    pub segments: Vec<PathSegment>,
}

/// A part of a path template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathSegment {
    /// Sent as it stands.
    Literal(String),
    /// Replaced by the input of this id.
    Placeholder(String),
}

/// A value that an operation takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// Stable id, snake case.
    pub id: Spanned<String>,
    /// Name on the wire; for a path input the placeholder.
    pub wire: Spanned<String>,
    /// Where it goes.
    pub location: Location,
    /// Type of the value.
    pub ty: Type,
    /// Whether it may be left out.
    pub need: Need,
    /// What it means, with its unit.
    pub description: String,
    /// What the server assumes without it.
    pub default: Option<Literal>,
    /// A value for documentation and tests.
    pub example: Option<Literal>,
    /// Former id.
    pub renamed_from: Option<Spanned<String>>,
    /// Set once it should no longer be used.
    pub deprecated: Option<Deprecation>,
}

impl Input {
    /// Whether a call cannot be made without it.
    #[must_use]
    pub fn is_required(&self) -> bool {
        matches!(self.need, Need::Required | Need::RequiredNullable)
    }
}

/// Where an input goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// Into the path.
    Path,
    /// Into the query; a list as this style says.
    Query(ListStyle),
    /// Into a header.
    Header,
    /// Into the JSON object that is the body.
    Body,
}

/// How a list is written into a query.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListStyle {
    /// `k=a&k=b`
    #[default]
    Repeat,
    /// `k=a,b`
    Comma,
}

/// A body that is one value rather than fields.
#[derive(Clone, Debug, PartialEq)]
pub struct WholeBody {
    /// Its type: a named type, a list or a map.
    pub ty: Type,
    /// What it means. It is always required, and its id is `body`.
    pub description: String,
}

/// What a success carries.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// The status of success.
    pub status: u16,
    /// Type of the body; none where there is no body.
    pub ty: Option<Type>,
}

/// What sending an operation twice would do. Decides who may repeat it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It reads; any number of times.
    Safe,
    /// It writes the same again.
    Idempotent,
    /// It uses something up (a code, an attempt): a second time fails or counts against the user.
    Consumes,
    /// It sends something out (an SMS, a mail): a second time sends it again.
    Sends,
}

/// A documented request and its answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// What it shows, and where it is documented if not with the operation.
    pub summary: String,
    /// The request, where the document shows one.
    pub request: Option<ExampleRequest>,
    /// The answer, where the document shows one.
    pub response: Option<ExampleResponse>,
}

/// A documented request.
#[derive(Clone, Debug, PartialEq)]
pub struct ExampleRequest {
    /// Method, path and query as documented, without the host.
    pub line: String,
    /// Headers as documented, in order.
    pub headers: Vec<(String, String)>,
    /// The JSON body.
    pub body: Option<Literal>,
}

/// A documented answer.
#[derive(Clone, Debug, PartialEq)]
pub struct ExampleResponse {
    /// HTTP status.
    pub status: u16,
    /// The JSON body.
    pub body: Option<Literal>,
}

/// A JSON value of the description; keys keep their order.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// `null`
    Null,
    /// A boolean.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Number(f64),
    /// Text.
    String(String),
    /// A list.
    List(Vec<Literal>),
    /// An object.
    Object(Vec<(String, Literal)>),
}
