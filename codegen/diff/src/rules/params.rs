//! Rules for the inputs of operations: those of path, query and headers, and what all inputs have in common.

use super::type_changes::TypeChangeRules;
use crate::rule::{Mirror, rules};

rules! {
    PARAM_ADDED_OPTIONAL = "param-added-optional": Compatible, Minor, Added;
        "calls without the parameter keep working, and the client gains a setter";
        "no action required";
        Mirror::Rule("param-removed");
    PARAM_ADDED_REQUIRED = "param-added-required": Breaking, Major, Added;
        "calls without the parameter are rejected now, and the method takes one more argument";
        "pass the new argument";
        Mirror::Rule("param-removed-required");
    PARAM_REMOVED = "param-removed": Dangerous, Major, Removed;
        "the parameter is ignored or rejected, and its setter is removed";
        "remove the setter, and check that the call still does what you need";
        Mirror::Rule("param-added-optional");
    PARAM_REMOVED_REQUIRED = "param-removed-required": Dangerous, Major, Removed;
        "the value is ignored or rejected, and the method takes one argument fewer";
        "remove the argument, and check that the call still does what you need";
        Mirror::Rule("param-added-required");
    PARAM_REMOVED_AFTER_DEPRECATION = "param-removed-after-deprecation": Compatible, Major, Removed;
        "it was deprecated, but programs that use it no longer build";
        "migrate to the replacement";
        Mirror::Rule("param-added-optional");
    PARAM_REMOVED_BEFORE_SUNSET = "param-removed-before-sunset": Breaking, Major, Removed;
        "the parameter is removed before its removal date";
        "migrate to the replacement; ask those who publish the API to keep it until the removal date";
        Mirror::Rule("param-added-optional");
    PARAM_RUST_NAME_CHANGED = "param-rust-name-changed": None, Major, Changed;
        "the same is sent, but the setter has another name and nothing keeps the old one";
        "call the new setter; with `renamed_from` in the description the old one would stay";
        Mirror::Itself;
    PARAM_RUST_NAME_CHANGED_WITH_ALIAS = "param-rust-name-changed-with-alias": None, Minor, Changed;
        "the same is sent, and the old setter stays as a deprecated alias";
        "call the new setter before the alias is removed";
        Mirror::Rule("param-rust-name-changed");
    PARAM_ARGUMENT_RENAMED = "param-argument-renamed": None, Patch, Changed;
        "only the name of a positional argument changes";
        "no action required";
        Mirror::Itself;
    PARAM_RENAMED = "param-renamed": Breaking, Minor, Changed;
        "existing programs send the old name; the old setter stays as a deprecated alias and sends the new one";
        "update the client, and call the new setter before the alias is removed";
        Mirror::Nothing("undone without `renamed_from`, the parameter is one that left and another that came");
    PARAM_WIRE_NAME_CHANGED = "param-wire-name-changed": Breaking, Patch, Changed;
        "existing programs send the old name";
        "update the client";
        Mirror::Itself;
    PARAM_WIRE_NAME_REUSED = "param-wire-name-reused": Breaking, Silent, Changed;
        "existing programs send another parameter under this name, so the server confuses them without an error";
        "update at the same time as the server; authors should choose an unused name";
        Mirror::Itself;
    PARAM_BECAME_REQUIRED = "param-became-required": Breaking, Major, Changed;
        "calls without the parameter are rejected now, and it becomes an argument instead of a setter";
        "pass the value as an argument";
        Mirror::Rule("param-became-optional");
    PARAM_BECAME_OPTIONAL = "param-became-optional": Compatible, Major, Changed;
        "calls with the parameter keep working, but it becomes a setter instead of an argument";
        "pass the value by the setter, or leave it out";
        Mirror::Rule("param-became-required");
    PARAM_DOC_CHANGED = "param-doc-changed": None, Patch, Changed;
        "only documentation changes";
        "check whether the new text changes the meaning";
        Mirror::Itself;
    PARAM_EXAMPLE_CHANGED = "param-example-changed": None, Patch, Changed;
        "only examples in the documentation change";
        "no action required";
        Mirror::Itself;
    PARAM_UNSHOWN_EXAMPLE_CHANGED = "param-unshown-example-changed": None, None, Unseen;
        "no documented call shows this example, so the client is the same";
        "no action required";
        Mirror::Itself;
    PARAM_FORMER_ID_CHANGED = "param-former-id-changed": None, None, Unseen;
        "an argument has no alias, so its old name has no effect";
        "no action required";
        Mirror::Itself;
    PARAM_PATH_ADDED = "param-path-added": Breaking, Major, Added;
        "the path has another placeholder, and the method takes one more argument";
        "pass the new argument";
        Mirror::Rule("param-path-removed");
    PARAM_PATH_REMOVED = "param-path-removed": Breaking, Major, Removed;
        "the path has another placeholder, and the method takes one argument fewer";
        "remove the argument";
        Mirror::Rule("param-path-added");
    PARAM_PATH_RENAMED = "param-path-renamed": None, Patch, Changed;
        "placeholder names are never sent, and arguments are positional";
        "no action required";
        Mirror::Itself;
    PARAM_HEADER_CASE_CHANGED = "param-header-case-changed": None, Patch, Changed;
        "header names are case-insensitive";
        "no action required";
        Mirror::Itself;
    PARAM_LOCATION_CHANGED = "param-location-changed": Breaking, Patch, Changed;
        "existing programs send the value in the old place";
        "update the client";
        Mirror::Itself;
    PARAM_LOCATION_EXPOSED = "param-location-exposed": Breaking, Patch, Weakened;
        "existing programs send the value in the old place, and the new place is the URL, which servers, proxies and browsers write to their logs";
        "keep request URLs out of logs before updating; authors should leave it out of the URL";
        Mirror::Rule("param-location-changed");
    PARAM_STYLE_CHANGED = "param-style-changed": Breaking, Patch, Changed;
        "existing programs encode the list in the old way";
        "update the client";
        Mirror::Itself;
    BODY_INPUT_BECAME_NULLABLE = "body-input-became-nullable": Compatible, Minor, Changed;
        "null is accepted as well, and the client gains a setter for it";
        "no action required";
        Mirror::Rule("body-field-became-not-nullable");
    PARAM_DEFAULT_ADDED = "param-default-added": Dangerous, Patch, Changed;
        "a default is documented, and may differ from the previous behaviour";
        "set the parameter explicitly if its value matters";
        Mirror::Rule("param-default-removed");
    PARAM_DEFAULT_CHANGED = "param-default-changed": Dangerous, Patch, Changed;
        "the server fills in another value where a call leaves the parameter out, whichever client sends it: no version of the client protects programs";
        "set the parameter explicitly if its value matters";
        Mirror::Itself;
    PARAM_DEFAULT_REMOVED = "param-default-removed": Dangerous, Patch, Changed;
        "the behaviour without the parameter is no longer documented";
        "set the parameter explicitly if its value matters";
        Mirror::Rule("param-default-added");
    PARAM_SENSITIVE_ADDED = "param-sensitive-added": None, Major, Hardened;
        "the wire format is the same, but the client masks it and takes another type, into which fewer values convert";
        "pass a `String` or `&str`, or the value of the new type";
        Mirror::Rule("param-sensitive-removed");
    PARAM_SENSITIVE_REMOVED = "param-sensitive-removed": Dangerous, Major, Weakened;
        "the wire format is the same, but the client no longer masks it, so it may end up in logs, and changes its type";
        "pass plain text, and keep it out of logs";
        Mirror::Rule("param-sensitive-added");
    PARAM_ARGUMENT_REPLACED = "param-argument-replaced": Breaking, Silent, Changed;
        "a new argument takes the position of a removed one, and the same values convert into both: calls build as before, and send a value with another meaning";
        "check every call of the method before rebuilding; authors should put new arguments at another position";
        Mirror::Itself;
    PARAM_TYPE_REPLACED = "param-type-replaced": None, Major, Changed;
        "the type is replaced by another with the same JSON, but the method takes another Rust type";
        "pass a value of the new type";
        Mirror::Itself;
    PARAM_TYPE_WIDENED = "param-type-widened": Compatible, Major, Changed;
        "all previous values are still accepted, but the client takes another Rust type";
        "convert the value to the new type";
        Mirror::Rule("param-type-narrowed");
    PARAM_TYPE_NARROWED = "param-type-narrowed": Breaking, Major, Changed;
        "some previous values are rejected, and the client takes another Rust type";
        "restrict the values, and convert to the new type";
        Mirror::Rule("param-type-widened");
    PARAM_BECAME_ENUM = "param-became-enum": Breaking, Major, Changed;
        "strings outside the list are rejected, and the client takes an enum";
        "use the variants of the enum";
        Mirror::Rule("param-no-longer-enum");
    PARAM_NO_LONGER_ENUM = "param-no-longer-enum": Compatible, Major, Changed;
        "all strings of the list are still accepted, but an enum does not convert into a `String`";
        "pass the string, for example by `as_str`";
        Mirror::Rule("param-became-enum");
    PARAM_BECAME_FORMAT = "param-became-format": Breaking, Major, Changed;
        "strings in another format are rejected, and the client takes another Rust type";
        "send strings of the format only";
        Mirror::Rule("param-no-longer-format");
    PARAM_NO_LONGER_FORMAT = "param-no-longer-format": Compatible, Major, Changed;
        "any string is accepted, but the type of the format does not convert into a `String`";
        "pass the value as a string";
        Mirror::Rule("param-became-format");
    PARAM_SCALAR_TO_ARRAY = "param-scalar-to-array": Dangerous, Major, Changed;
        "outside JSON many servers read a single value as a list of one, but not all, and the client takes a list";
        "pass a list of one";
        Mirror::Rule("param-array-to-scalar");
    PARAM_ARRAY_TO_SCALAR = "param-array-to-scalar": Breaking, Major, Changed;
        "lists are rejected, and the client takes a single value";
        "make one call for each value";
        Mirror::Rule("param-scalar-to-array");
    PARAM_TYPE_CHANGED = "param-type-changed": Breaking, Major, Changed;
        "what existing programs send is rejected, and the client takes another Rust type";
        "pass a value of the new type";
        Mirror::Itself;
}

/// What a change of the type is called.
pub(crate) static PARAM: TypeChangeRules = TypeChangeRules {
    more_care: &PARAM_SENSITIVE_ADDED,
    less_care: &PARAM_SENSITIVE_REMOVED,
    alike: &PARAM_TYPE_REPLACED,
    wider: &PARAM_TYPE_WIDENED,
    narrower: &PARAM_TYPE_NARROWED,
    into_enum: &PARAM_BECAME_ENUM,
    out_of_enum: &PARAM_NO_LONGER_ENUM,
    into_format: &PARAM_BECAME_FORMAT,
    out_of_format: &PARAM_NO_LONGER_FORMAT,
    into_list: &PARAM_SCALAR_TO_ARRAY,
    out_of_list: &PARAM_ARRAY_TO_SCALAR,
    into_union: &PARAM_TYPE_CHANGED,
    out_of_union: &PARAM_TYPE_CHANGED,
    other: &PARAM_TYPE_CHANGED,
};
