//! What a description cannot say yet, in one table: whoever widens the language takes a line out here, and the branch that uses it.

/// Something that is not carried over.
#[derive(Debug)]
pub(crate) struct Gap {
    /// Stable id, kebab case.
    pub(crate) rule: &'static str,
    /// What the document has.
    pub(crate) what: &'static str,
    /// What was done about it.
    pub(crate) instead: &'static str,
}

macro_rules! gaps {
    ($($name:ident = $rule:literal, $what:literal, $instead:literal;)*) => {
        $(pub(crate) const $name: Gap = Gap { rule: $rule, what: $what, instead: $instead };)*
        #[cfg(test)]
        const ALL: &[Gap] = &[$($name),*];
    };
}

gaps! {
    // Schemas.
    ALIAS_CYCLE = "schema-refers-to-itself", "a schema without fields of its own refers to itself", "read as raw JSON";
    ALTERNATIVES_BESIDE_FIELDS = "alternatives-beside-fields", "an object with fields of its own and alternatives", "read as raw JSON";
    EXTRA_KEYS = "typed-extra-keys", "further keys of an object have a type", "they are kept as raw JSON";
    LIMIT = "limit", "a limit that a description cannot say", "it is left out";
    MIXED_ENUM = "mixed-enum", "an enum of several types", "read as raw JSON";
    MIXED_TYPES = "mixed-types", "a value of several types", "read as raw JSON";
    ODD_ENUM = "odd-enum", "an enum with an empty value, or with one that has spaces at its ends", "any text is taken";
    ODD_KEY = "odd-key", "a key that no field can have", "it is left out";
    READ_ONLY = "read-only-required", "a required field that requests leave out", "it is optional in requests and responses";
    REFUSED_TYPE = "type-refused", "a schema that the description refuses", "read as raw JSON";
    REQUIRED_CYCLE = "endless-type", "a type that always holds itself", "the field is optional";
    TOO_DEEP = "too-deep", "lists and maps within each other beyond what a description takes", "read as raw JSON";
    TUPLE = "tuple", "a list with a type for each position", "read as a list of raw JSON";
    UNION = "undiscriminated-union", "alternatives that nothing tells apart", "read as raw JSON";
    UNRESOLVED = "unresolved-reference", "a reference that leads to nothing", "read as raw JSON";
    WIDENED = "widened", "alternatives of one kind", "the widest of them is taken";
    // Operations.
    BODY_OF_READ = "body-of-a-read", "a body of GET or HEAD", "it is left out";
    BODY_OPTIONAL = "optional-body", "a body that can be left out", "it is required";
    BODY_LEFT_OUT = "optional-body-media-type", "an optional body of a kind that a description cannot say", "it is left out";
    BODY_TYPE = "body-media-type", "a required body of a kind that a description cannot say", "the operation is left out";
    CALLBACKS = "callbacks", "callbacks", "they are left out";
    METHOD = "method", "a method that a description does not have", "the operation is left out";
    NO_ANSWER = "no-documented-success", "no response of success", "status 200 without a body is taken";
    NO_SUCCESS = "no-success", "only redirects or upgrades are responses", "clients report them as errors: redirects with their target";
    ONLY_DEFAULT = "only-default-response", "only a `default` response", "it is taken for the success";
    OTHER_MEDIA_TYPE = "other-media-type", "a further media type", "JSON is taken, otherwise a form, and of texts the first";
    OTHER_SERVER = "other-server", "a server of its own", "the address is named in its description alone";
    OPERATION_REFERENCE = "unresolved-operation", "an operation that is a reference to nothing", "it is left out";
    PATH = "path", "a path that a description cannot say", "the operation is left out";
    QUERY_IN_PATH = "query-in-path", "a constant in the query of a path", "it is a parameter, which callers set";
    REFUSED_OPERATION = "operation-refused", "an operation that the description refuses", "it is left out";
    RESPONSE_TYPE = "response-media-type", "a response that is a form", "its body is not read";
    STREAM_BESIDE = "response-beside-a-stream", "a response beside one that is a stream", "it is left out";
    UNTYPED_EVENTS = "untyped-events", "a stream of events whose data is of no known type", "it is read as a download";
    // Parameters.
    AUTHORIZATION = "authorization-parameter", "the header `Authorization` as a parameter", "it is a credential of its own";
    HEADER = "transport-header", "a header that clients write themselves", "it is left out";
    PARAMETER = "parameter-style", "a parameter of a place or style that a description cannot say", "it is left out: callers add it to a call as an extra header or query parameter";
    PARAMETER_TEXT = "parameter-as-text", "a parameter that is no plain value", "it is a text that callers write";
    PARAMETER_TWICE = "parameter-twice", "two parameters of one name and place", "the first one is taken";
    REQUIRED_PARAMETER = "required-parameter", "a required parameter that a description cannot say", "the operation is left out";
    UNDECLARED_PLACEHOLDER = "undeclared-placeholder", "a placeholder without a parameter", "it is a text";
    UNUSED_PLACEHOLDER = "unused-path-parameter", "a path parameter without a placeholder", "it is left out";
    // Security and servers.
    NO_SERVER = "no-server", "no address of the API", "`https://api.example.com` is taken";
    OAUTH = "token-flow", "the way to an access token", "callers bring the token";
    OAUTH_FLOW = "other-token-flow", "another way to an access token", "clients request tokens with client credentials, and callers can bring others";
    PLAIN_HTTP = "plain-http", "an address without TLS", "`https` is taken";
    SECURITY = "unknown-security", "credentials that a description cannot say", "they are left out";
    SERVER = "server-address", "an address that a description cannot say", "it is left out";
    FURTHER_SERVERS = "further-servers", "several servers of one operation", "the first is taken";
    SERVER_VARIABLES = "server-variables", "variables in an address", "their defaults are taken";
    // The document.
    WEBHOOKS = "webhooks", "webhooks", "they are left out: a document does not say how they are signed";
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_gap_has_a_rule_of_its_own() {
        let rules: BTreeSet<_> = ALL.iter().map(|gap| gap.rule).collect();
        assert_eq!(rules.len(), ALL.len());
    }
}
