//! Rules for the inputs of operations: those of path, query and headers, and what all inputs have in common.

use super::shifts::Shifts;
use crate::rule::{Mirror, rules};

rules! {
    PARAM_ADDED_OPTIONAL = "param-added-optional": Compatible, Minor, Added;
        "calls without the parameter go on as before, and the client has a new setter";
        "set it where it helps";
        Mirror::Rule("param-removed");
    PARAM_ADDED_REQUIRED = "param-added-required": Breaking, Major, Added;
        "calls without the parameter are refused now, and the method takes one more argument";
        "hand over the new argument; programs built before have to be built anew";
        Mirror::Rule("param-removed-required");
    PARAM_REMOVED = "param-removed": Dangerous, Major, Removed;
        "what callers asked for by the parameter is ignored or refused, and its setter is gone";
        "drop the setter, and see whether the call still does what it was for";
        Mirror::Rule("param-added-optional");
    PARAM_REMOVED_REQUIRED = "param-removed-required": Dangerous, Major, Removed;
        "the value is ignored or refused, and the method takes one argument less";
        "drop the argument, and see whether the call still does what it was for";
        Mirror::Rule("param-added-required");
    PARAM_REMOVED_AFTER_DEPRECATION = "param-removed-after-deprecation": Compatible, Major, Removed;
        "it was announced that the parameter would go, but programs that use it no longer build";
        "do what its deprecation said";
        Mirror::Rule("param-added-optional");
    PARAM_REMOVED_BEFORE_SUNSET = "param-removed-before-sunset": Breaking, Major, Removed;
        "the parameter was promised until a day that has not come";
        "do what its deprecation said; ask those who publish the API to keep it until that day";
        Mirror::Rule("param-added-optional");
    PARAM_RUST_NAME_CHANGED = "param-rust-name-changed": None, Major, Changed;
        "the same is sent, but the setter has another name and nothing keeps the old one";
        "call the new setter; with `renamed_from` in the description the old one would stay";
        Mirror::Itself;
    PARAM_RUST_NAME_CHANGED_WITH_ALIAS = "param-rust-name-changed-with-alias": None, Minor, Changed;
        "the same is sent, and the old setter stays as a deprecated alias";
        "call the new setter before the alias goes";
        Mirror::Rule("param-rust-name-changed");
    PARAM_ARGUMENT_RENAMED = "param-argument-renamed": None, Patch, Changed;
        "the same is sent, and Rust takes arguments by their position, not by their name";
        "nothing has to be done";
        Mirror::Itself;
    PARAM_RENAMED = "param-renamed": Breaking, Minor, Changed;
        "programs built before send a name that is no longer read; the old setter stays as a deprecated alias and sends the new one";
        "build anew, and call the new setter before the alias goes";
        Mirror::Nothing("undone without `renamed_from`, the parameter is one that left and another that came");
    PARAM_WIRE_NAME_CHANGED = "param-wire-name-changed": Breaking, Patch, Changed;
        "programs built before send a name that is no longer read; the client sends the new one";
        "build anew against the new client";
        Mirror::Itself;
    PARAM_WIRE_NAME_REUSED = "param-wire-name-reused": Breaking, Silent, Changed;
        "programs built before send this name for another parameter, so that the server takes one value for another without an error";
        "build anew before any call is made; authors should take a name that was never used";
        Mirror::Itself;
    PARAM_BECAME_REQUIRED = "param-became-required": Breaking, Major, Changed;
        "calls without the parameter are refused now, and it becomes an argument instead of a setter";
        "hand over the value as an argument";
        Mirror::Rule("param-became-optional");
    PARAM_BECAME_OPTIONAL = "param-became-optional": Compatible, Major, Changed;
        "calls with the parameter go on as before, but it becomes a setter instead of an argument";
        "hand over the value by the setter, or leave it out";
        Mirror::Rule("param-became-required");
    PARAM_DOC_CHANGED = "param-doc-changed": None, Patch, Changed;
        "only documentation changes";
        "see whether the new text says something else";
        Mirror::Itself;
    PARAM_EXAMPLE_CHANGED = "param-example-changed": None, Patch, Changed;
        "only examples in the documentation change";
        "nothing has to be done";
        Mirror::Itself;
    PARAM_UNSHOWN_EXAMPLE_CHANGED = "param-unshown-example-changed": None, None, Unseen;
        "no documented call shows this example, so that the client is the same";
        "nothing has to be done";
        Mirror::Itself;
    PARAM_FORMER_ID_CHANGED = "param-former-id-changed": None, None, Unseen;
        "an argument has no alias, so that its former name is only for reviewers";
        "nothing has to be done";
        Mirror::Itself;
    PARAM_PATH_ADDED = "param-path-added": Breaking, Major, Added;
        "addresses have a part more now, and the method takes one more argument";
        "hand over the new argument; programs built before have to be built anew";
        Mirror::Rule("param-path-removed");
    PARAM_PATH_REMOVED = "param-path-removed": Breaking, Major, Removed;
        "addresses have a part less now, and the method takes one argument less";
        "drop the argument; programs built before have to be built anew";
        Mirror::Rule("param-path-added");
    PARAM_PATH_RENAMED = "param-path-renamed": None, Patch, Changed;
        "a placeholder is replaced before anything is sent, and Rust takes arguments by their position";
        "nothing has to be done";
        Mirror::Itself;
    PARAM_HEADER_CASE_CHANGED = "param-header-case-changed": None, Patch, Changed;
        "names of headers have no case";
        "nothing has to be done";
        Mirror::Itself;
    PARAM_LOCATION_CHANGED = "param-location-changed": Breaking, Patch, Changed;
        "programs built before send the value where it is no longer read; the client sends it to the new place";
        "build anew against the new client";
        Mirror::Itself;
    PARAM_LOCATION_EXPOSED = "param-location-exposed": Breaking, Patch, Weakened;
        "programs built before send the secret where it is no longer read, and the new place is the URL, which servers, proxies and browsers write to their logs";
        "keep URLs of calls out of logs before building with the new client; authors should leave it out of the URL";
        Mirror::Rule("param-location-changed");
    PARAM_STYLE_CHANGED = "param-style-changed": Breaking, Patch, Changed;
        "programs built before write the list in a way that is no longer read; the client writes it in the new one";
        "build anew against the new client";
        Mirror::Itself;
    BODY_INPUT_BECAME_NULLABLE = "body-input-became-nullable": Compatible, Minor, Changed;
        "null is taken now as well, and the client has a setter for it";
        "send null where it helps";
        Mirror::Rule("body-field-became-not-nullable");
    PARAM_DEFAULT_ADDED = "param-default-added": Dangerous, Patch, Changed;
        "what a call without the parameter does is said now, and may differ from what it did";
        "set the parameter where its value matters";
        Mirror::Rule("param-default-removed");
    PARAM_DEFAULT_CHANGED = "param-default-changed": Dangerous, Patch, Changed;
        "a call without the parameter does something else now";
        "set the parameter where its value matters";
        Mirror::Itself;
    PARAM_DEFAULT_REMOVED = "param-default-removed": Dangerous, Patch, Changed;
        "nothing says any more what a call without the parameter does";
        "set the parameter where its value matters";
        Mirror::Rule("param-default-added");
    PARAM_SENSITIVE_ADDED = "param-sensitive-added": None, Major, Hardened;
        "the same text travels, but the client masks it and so takes another type for it, into which not everything converts that becomes a text";
        "hand over a `String` or `&str`, or the value of the new type";
        Mirror::Rule("param-sensitive-removed");
    PARAM_SENSITIVE_REMOVED = "param-sensitive-removed": Dangerous, Major, Weakened;
        "the same text travels, but the client no longer masks it, so that it may end up in logs, and takes another type for it";
        "hand over plain text, and see that it does not end up in logs";
        Mirror::Rule("param-sensitive-added");
    PARAM_ARGUMENT_REPLACED = "param-argument-replaced": Breaking, Silent, Changed;
        "an argument that is new stands where one stood that is gone, and the same values convert into both: calls build as before, and send a value as something else";
        "check every call of the method by hand before building anew; authors should put new arguments at another place";
        Mirror::Itself;
    PARAM_TYPE_REPLACED = "param-type-replaced": None, Major, Changed;
        "another type stands there that is the same JSON, so that the same travels, but the method takes another Rust type";
        "hand over a value of the new type";
        Mirror::Itself;
    PARAM_TYPE_WIDENED = "param-type-widened": Compatible, Major, Changed;
        "all values that were sent are still taken, but the client takes another Rust type";
        "convert the value to the new type";
        Mirror::Rule("param-type-narrowed");
    PARAM_TYPE_NARROWED = "param-type-narrowed": Breaking, Major, Changed;
        "some values that were taken are refused now, and the client takes another Rust type";
        "see that no other values are sent, and convert to the new type";
        Mirror::Rule("param-type-widened");
    PARAM_BECAME_ENUM = "param-became-enum": Breaking, Major, Changed;
        "texts outside of the list are refused now, and the client takes an enum, into which only texts of known forms convert";
        "use the variants of the enum";
        Mirror::Rule("param-no-longer-enum");
    PARAM_NO_LONGER_ENUM = "param-no-longer-enum": Compatible, Major, Changed;
        "all texts of the list are still taken, but an enum does not convert into a `String`";
        "hand over the text, such as that of `as_str`";
        Mirror::Rule("param-became-enum");
    PARAM_BECAME_FORMAT = "param-became-format": Breaking, Major, Changed;
        "texts that are not of the format are rejected, and the client takes another Rust type";
        "send texts of the format only";
        Mirror::Rule("param-no-longer-format");
    PARAM_NO_LONGER_FORMAT = "param-no-longer-format": Compatible, Major, Changed;
        "texts of the format are texts as well, but their type does not convert into a `String`";
        "pass the text of the value";
        Mirror::Rule("param-became-format");
    PARAM_SCALAR_TO_ARRAY = "param-scalar-to-array": Dangerous, Major, Changed;
        "outside of JSON a single value is often read as a list of one, but not by every server, and the client takes a list";
        "hand over a list of one";
        Mirror::Rule("param-array-to-scalar");
    PARAM_ARRAY_TO_SCALAR = "param-array-to-scalar": Breaking, Major, Changed;
        "several values are refused now, and the client takes a single one";
        "make one call for each value";
        Mirror::Rule("param-scalar-to-array");
    PARAM_TYPE_CHANGED = "param-type-changed": Breaking, Major, Changed;
        "what programs built before send is refused, and the client takes another Rust type";
        "hand over a value of the new type";
        Mirror::Itself;
}

/// What a change of the type is called.
pub(crate) static PARAM: Shifts = Shifts {
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
