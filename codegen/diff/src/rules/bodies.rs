//! Rules for bodies of requests that are one value.

use super::type_changes::TypeChangeRules;
use crate::rule::{Mirror, rules};

rules! {
    BODY_ADDED_REQUIRED = "body-added-required": Breaking, Major, Added;
        "calls without the body are rejected now, and the method takes one more argument";
        "pass the body";
        Mirror::Rule("body-removed");
    BODY_REMOVED = "body-removed": Breaking, Major, Removed;
        "the body is ignored or rejected, and the method takes one argument fewer";
        "remove the argument, and check that the call still does what you need";
        Mirror::Rule("body-added-required");
    BODY_DOC_CHANGED = "body-doc-changed": None, Patch, Changed;
        "only documentation changes";
        "check whether the new text changes the meaning";
        Mirror::Itself;
    BODY_FORMAT_CHANGED = "body-format-changed": Breaking, Patch, Changed;
        "the client writes the body in another format, which a server that expects the old one cannot read";
        "upgrade together with the service";
        Mirror::Itself;
    BODY_KIND_CHANGED = "body-kind-changed": Breaking, Major, Changed;
        "the body is another kind of content, and the method takes another Rust type";
        "pass what the new signature requires, and upgrade together with the service";
        Mirror::Itself;
    BODY_REPRESENTATION_CHANGED = "body-representation-changed": None, Major, Changed;
        "the body is bytes as before, but the method takes another Rust type";
        "convert what you pass: bytes into `Upload::bytes`, text into bytes";
        Mirror::Itself;
    BODY_SENSITIVE_ADDED = "body-sensitive-added": None, Major, Hardened;
        "the wire format is the same, but the client masks it and takes another type, into which fewer values convert";
        "pass a `String` or `&str`, or the value of the new type";
        Mirror::Rule("body-sensitive-removed");
    BODY_SENSITIVE_REMOVED = "body-sensitive-removed": Dangerous, Major, Weakened;
        "the wire format is the same, but the client no longer masks it, so it may end up in logs, and changes its type";
        "pass plain text, and keep it out of logs";
        Mirror::Rule("body-sensitive-added");
    BODY_CONTENT_TYPE_CHANGED = "body-content-type-changed": Breaking, Patch, Changed;
        "the content type that clients send is rejected now";
        "upgrade together with the service, and send what the new content type says";
        Mirror::Itself;
    BODY_CONTENT_TYPE_ADDED = "body-content-type-added": Compatible, Patch, Added;
        "another content type can be chosen";
        "nothing, unless you want to send it";
        Mirror::Rule("body-content-type-removed");
    BODY_CONTENT_TYPE_REMOVED = "body-content-type-removed": Dangerous, Patch, Removed;
        "a content type is rejected that calls can choose, and clients refuse it before they send anything";
        "choose another content type, and convert the file";
        Mirror::Rule("body-content-type-added");
    BODY_DEFAULT_CONTENT_TYPE_CHANGED = "body-default-content-type-changed": Compatible, Patch, Changed;
        "calls that choose no content type send another one, which was accepted before as well";
        "check whether files of the former default say their content type";
        Mirror::Itself;
    BODY_LISTS_CHANGED = "body-lists-changed": Breaking, Patch, Changed;
        "the client writes the lists in the form in another way, which a server that expects the old one cannot read";
        "upgrade together with the service";
        Mirror::Itself;
    BODY_FIELDS_BECAME_TYPE = "body-fields-became-type": None, Major, Changed;
        "the same JSON is sent, but the method takes one value of a named type instead of single inputs";
        "build the value and pass it as `body`";
        Mirror::Rule("body-type-became-fields");
    BODY_TYPE_BECAME_FIELDS = "body-type-became-fields": None, Major, Changed;
        "the same JSON is sent, but the method takes single inputs instead of one value of a named type";
        "pass the fields as arguments and by setters";
        Mirror::Rule("body-fields-became-type");
    BODY_SHAPE_CHANGED = "body-shape-changed": Breaking, Major, Changed;
        "the keys of the body change, and the signature of the method changes";
        "pass what the new signature requires";
        Mirror::Itself;
    BODY_TYPE_REPLACED = "body-type-replaced": None, Major, Changed;
        "the type is replaced by another with the same JSON, but the method takes another Rust type";
        "pass a value of the new type";
        Mirror::Itself;
    BODY_TYPE_WIDENED = "body-type-widened": Compatible, Major, Changed;
        "all previous values are still accepted, but the client takes another Rust type";
        "convert the value to the new type";
        Mirror::Rule("body-type-narrowed");
    BODY_TYPE_NARROWED = "body-type-narrowed": Breaking, Major, Changed;
        "some previous values are rejected, and the client takes another Rust type";
        "restrict the values, and convert to the new type";
        Mirror::Rule("body-type-widened");
    BODY_BECAME_ENUM = "body-became-enum": Breaking, Major, Changed;
        "strings outside the list are rejected, and the client takes an enum";
        "use the variants of the enum";
        Mirror::Rule("body-no-longer-enum");
    BODY_NO_LONGER_ENUM = "body-no-longer-enum": Compatible, Major, Changed;
        "all strings of the list are still accepted, but an enum does not convert into a `String`";
        "pass the string, for example by `as_str`";
        Mirror::Rule("body-became-enum");
    BODY_BECAME_FORMAT = "body-became-format": Breaking, Major, Changed;
        "strings in another format are rejected, and the client takes another Rust type";
        "send strings of the format only";
        Mirror::Rule("body-no-longer-format");
    BODY_NO_LONGER_FORMAT = "body-no-longer-format": Compatible, Major, Changed;
        "any string is accepted, but the type of the format does not convert into a `String`";
        "pass the value as a string";
        Mirror::Rule("body-became-format");
    BODY_SCALAR_TO_ARRAY = "body-scalar-to-array": Breaking, Major, Changed;
        "a list is required instead of a single value, and the client takes another Rust type";
        "pass a list of one";
        Mirror::Rule("body-array-to-scalar");
    BODY_ARRAY_TO_SCALAR = "body-array-to-scalar": Breaking, Major, Changed;
        "lists are rejected, and the client takes a single value";
        "make one call for each value";
        Mirror::Rule("body-scalar-to-array");
    BODY_TYPE_CHANGED = "body-type-changed": Breaking, Major, Changed;
        "what existing programs send is rejected, and the client takes another Rust type";
        "pass a value of the new type";
        Mirror::Itself;
    BODY_OBJECT_TO_UNION = "body-object-to-union": Compatible, Major, Changed;
        "the object is still accepted, but the client takes the union";
        "wrap the object in its variant";
        Mirror::Rule("body-union-to-object");
    BODY_UNION_TO_OBJECT = "body-union-to-object": Breaking, Major, Changed;
        "objects of the other variants are rejected now, and the client takes the one that is left";
        "send the one object that is left";
        Mirror::Rule("body-object-to-union");
}

/// What a change of the type is called.
pub(crate) static BODY: TypeChangeRules = TypeChangeRules {
    more_care: &BODY_SENSITIVE_ADDED,
    less_care: &BODY_SENSITIVE_REMOVED,
    alike: &BODY_TYPE_REPLACED,
    wider: &BODY_TYPE_WIDENED,
    narrower: &BODY_TYPE_NARROWED,
    into_enum: &BODY_BECAME_ENUM,
    out_of_enum: &BODY_NO_LONGER_ENUM,
    into_format: &BODY_BECAME_FORMAT,
    out_of_format: &BODY_NO_LONGER_FORMAT,
    into_list: &BODY_SCALAR_TO_ARRAY,
    out_of_list: &BODY_ARRAY_TO_SCALAR,
    into_union: &BODY_OBJECT_TO_UNION,
    out_of_union: &BODY_UNION_TO_OBJECT,
    other: &BODY_TYPE_CHANGED,
};
