//! The resolved model of an API: every name is looked up, every rule is checked, every list is in a stable order.

mod bodies;
mod errors;
mod evolution;
mod flows;
mod least;
mod limits;
mod oauth;
mod operations;
mod pages;
mod response;
mod sample;
mod service;
mod types;
mod union;
mod values;
mod webhooks;

pub use self::bodies::{BodyContent, BodyFormat, FormLists, WholeBody};
pub use self::errors::{
    Code, CodeKind, CodeLocation, ErrorBody, ErrorCategory, ErrorCode, FieldErrors, KeyPath,
    has_error_code, is_same_key,
};
pub use self::evolution::{Acceptance, Deprecation, OperationName, Reserved, RuleLevel, WireLevel};
pub use self::flows::{Flow, FlowCall, GivenValue, Reaction, Step};
pub use self::limits::{Bound, Bounds, Limits, Range, check_pattern, compare_digits};
pub use self::oauth::{ClientAuthentication, Grant, OAuth};
pub use self::operations::{
    CredentialChoice, Effect, Example, ExampleRequest, ExampleResponse, Group, Input, Location,
    Method, Operation, Path, PathSegment, QueryStyle,
};
pub use self::pages::{Counted, FieldPath, PageBy, Pages};
pub use self::response::{Outcome, OutcomeVariant, Payload, Response, Returned};
pub use self::service::{
    Basic, Credential, Given, Placement, Server, ServerVariable, Service, VariablePlace,
};
pub use self::types::{EnumValue, Field, Need, Object, TypeDef, TypeKind, Usage};
pub use self::union::{ValueKind, Variant, When};
pub use self::values::{Format, Literal, Privacy, Type, Width, Word};
pub use self::webhooks::{
    EventName, SignatureAlgorithm, SignatureElement, SignatureEncoding, SignedPart, WebhookEvent,
    WebhookSignature, Webhooks,
};

/// A whole API, as the emitters see it.
///
/// Lists are sorted by id (types by name, error codes by code), so that the order in which a description was
/// written does not affect its model. Exceptions, where order matters, say so.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Api {
    /// Name, title and crate metadata.
    pub service: Service,
    /// Where the API is served.
    pub servers: Vec<Server>,
    /// Credentials that authenticate requests.
    pub credentials: Vec<Credential>,
    /// What the codes of errors are.
    pub code_kind: CodeKind,
    /// The layouts of error bodies, in the order in which they are tried. Their codes are all of one kind.
    pub error_bodies: Vec<ErrorBody>,
    /// Name of the type of the details of errors, an object or a union.
    pub error_details: Option<String>,
    /// The kinds of error that a caller may want to tell apart.
    pub error_categories: Vec<ErrorCategory>,
    /// The catalogue of error codes, by code.
    pub errors: Vec<ErrorCode>,
    /// Named types.
    pub types: Vec<TypeDef>,
    /// Operations by group.
    pub groups: Vec<Group>,
    /// Tasks that take several calls, by id.
    pub flows: Vec<Flow>,
    /// Requests that the API sends.
    pub webhooks: Option<Webhooks>,
    /// Retired names and codes, which are never reused.
    pub reserved: Reserved,
    /// Findings of comparisons that are accepted, by rule and place.
    pub accepted: Vec<Acceptance>,
    /// Levels of rules of comparisons, by rule.
    pub levels: Vec<RuleLevel>,
}

impl Api {
    /// The operation of this name, and its group.
    #[must_use]
    pub fn operation(&self, name: &OperationName) -> Option<(&Group, &Operation)> {
        let group = self.groups.iter().find(|group| *group.id == name.group)?;
        let operation = group.operations.iter().find(|operation| *operation.id == name.id)?;
        Some((group, operation))
    }

    /// The type of this name.
    #[must_use]
    pub fn named_type(&self, name: &str) -> Option<&TypeDef> {
        named_type(&self.types, name)
    }
}

/// What a value is in JSON: that of a newtype, and else the type itself.
#[must_use]
pub fn scalar<'t>(types: &'t [TypeDef], ty: &'t Type) -> &'t Type {
    let Type::Named(name) = ty else { return ty };
    match named_type(types, name).map(|def| &def.kind) {
        Some(TypeKind::Newtype(inner)) => inner,
        _ => ty,
    }
}

/// The type of this name among types that are sorted by name.
#[must_use]
pub fn named_type<'t>(types: &'t [TypeDef], name: &str) -> Option<&'t TypeDef> {
    let at = types.binary_search_by(|def| def.name.as_str().cmp(name)).ok()?;
    types.get(at)
}
