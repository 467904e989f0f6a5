//! Rules for changes of fields that are used in responses.

use super::type_changes::TypeChangeRules;
use crate::rule::{Mirror, rules};

rules! {
    ADDED = "response-field-added": Compatible, Minor, Added;
        "clients keep keys that they do not know, and structs may grow";
        "read the field instead of `unknown_fields`";
        Mirror::Rule("response-field-removed-optional");
    ADDED_REQUIRED = "response-field-added-required": Compatible, Minor, Added;
        "clients keep keys that they do not know, and structs may grow";
        "no action required";
        Mirror::Rule("response-field-removed-required");
    ADDED_ALIKE = "response-field-added-alike": Breaking, Minor, Added;
        "the key differs from another only in the case of its first letter, which clients ignore: existing programs may confuse them";
        "authors give the field another key; update before the server sends it";
        Mirror::Nothing("undone, one of two keys goes, which is the removal of a field");
    REMOVED_OPTIONAL = "response-field-removed-optional": Dangerous, Major, Removed;
        "programs find `None`, and the field is removed";
        "stop reading it; authors deprecate it first";
        Mirror::Rule("response-field-added");
    REMOVED_REQUIRED = "response-field-removed-required": Breaking, Major, Removed;
        "clients that require it cannot read responses without it, and the field is removed";
        "authors make it optional and deprecate it first; stop reading it";
        Mirror::Rule("response-field-added-required");
    REMOVED_AFTER_DEPRECATION = "response-field-removed-after-deprecation": Compatible, Major, Removed;
        "it was deprecated, so callers should no longer read it";
        "migrate to the replacement";
        Mirror::Rule("response-field-added");
    REMOVED_BEFORE_SUNSET = "response-field-removed-before-sunset": Breaking, Major, Removed;
        "it is removed before the promised date, while programs still read it";
        "authors keep it until the removal date; migrate to the replacement";
        Mirror::Rule("response-field-added-required");
    RENAMED = "response-field-renamed": Breaking, Major, Changed;
        "clients look for the old key, and the field has another Rust name";
        "authors keep the key by `name`; write the new name";
        Mirror::Nothing("undone without `renamed_from`, one field is removed and another one added");
    WIRE_CHANGED = "response-field-wire-name-changed": Breaking, Patch, Changed;
        "clients look for the old key: an error if it is required, `None` if not";
        "update the client before the server changes";
        Mirror::Itself;
    WIRE_CASE_CHANGED = "response-field-wire-case-changed": Compatible, Patch, Changed;
        "only the case of the first letter differs, and clients read both";
        "no action required";
        Mirror::Itself;
    WIRE_REUSED = "response-field-wire-name-reused": Breaking, Silent, Changed;
        "the key now has another meaning, and programs still build";
        "authors choose an unused key; update before the server does";
        Mirror::Nothing("undone, the key goes back to where it was, which is again a reuse or the end of one");
    BECAME_OPTIONAL = "response-field-became-optional": Breaking, Major, Changed;
        "clients that require it cannot read responses without it, and its Rust type becomes an `Option`";
        "handle the missing value";
        Mirror::Rule("response-field-became-required");
    BECAME_REQUIRED = "response-field-became-required": Compatible, Major, Changed;
        "it is always present, but its Rust type changes";
        "remove the handling of a missing value";
        Mirror::Rule("response-field-became-optional");
    BECAME_NULLABLE = "response-field-became-nullable": Breaking, Major, Changed;
        "clients that require a value cannot read null, and its Rust type becomes an `Option`";
        "handle null";
        Mirror::Rule("response-field-became-not-nullable");
    OPTIONAL_BECAME_NULLABLE = "response-optional-field-became-nullable": Dangerous, Major, Changed;
        "clients read null as absent until they are updated, and the type changes from `Option` to `Nullable`";
        "match on `Nullable`";
        Mirror::Rule("response-field-became-not-nullable");
    BECAME_NOT_NULLABLE = "response-field-became-not-nullable": Compatible, Major, Changed;
        "null is no longer returned, but its Rust type changes";
        "remove the handling of null";
        Mirror::Rule("response-field-became-nullable");
    NULL_BECAME_ABSENT = "response-field-null-became-absent": Breaking, Patch, Changed;
        "clients that require the key cannot read responses that omit it, though its Rust type is the same";
        "update the client before the server omits the key";
        Mirror::Rule("response-field-absent-became-null");
    ABSENT_BECAME_NULL = "response-field-absent-became-null": Compatible, Patch, Changed;
        "clients read null like a missing key, and the Rust type is the same";
        "no action required";
        Mirror::Rule("response-field-null-became-absent");
    SENSITIVE_ADDED = "response-field-sensitive-added": None, Major, Hardened;
        "the wire format is the same, but its Rust type is now redacted";
        "read the text with `expose`, and check where it has been logged";
        Mirror::Rule("response-field-sensitive-removed");
    SENSITIVE_REMOVED = "response-field-sensitive-removed": Dangerous, Major, Weakened;
        "the wire format is the same, but its Rust type is no longer redacted, so it may end up in logs";
        "authors have the change reviewed for security; remove `expose`";
        Mirror::Rule("response-field-sensitive-added");
    TYPE_REPLACED = "response-field-type-replaced": None, Major, Changed;
        "the type is replaced by another with the same JSON, but the field has another Rust type";
        "read the new type; authors can keep the old one with `renamed_from`";
        Mirror::Itself;
    TYPE_WIDENED = "response-field-type-widened": Breaking, Major, Changed;
        "the server may return values that clients cannot read, and its Rust type changes";
        "convert the value";
        Mirror::Rule("response-field-type-narrowed");
    TYPE_NARROWED = "response-field-type-narrowed": Compatible, Major, Changed;
        "clients can read all remaining values, but its Rust type changes";
        "convert the value";
        Mirror::Rule("response-field-type-widened");
    TYPE_CHANGED = "response-field-type-changed": Breaking, Major, Changed;
        "the server returns values that clients cannot read, and its Rust type changes";
        "authors add a new field beside the old one; read the new type";
        Mirror::Itself;
    MAP_VALUE_CHANGED = "response-field-map-value-changed": Breaking, Major, Changed;
        "the values of the map have another type";
        "authors add a new field beside the old one; read the new type";
        Mirror::Itself;
    BECAME_FORMAT = "response-field-became-format": Compatible, Major, Changed;
        "values of the format are strings as before, but the Rust type changes";
        "read the text with `as_str`";
        Mirror::Rule("response-field-no-longer-format");
    NO_LONGER_FORMAT = "response-field-no-longer-format": Dangerous, Major, Changed;
        "clients read any string into the type, but it may no longer have the format";
        "stop relying on the format";
        Mirror::Rule("response-field-became-format");
    BECAME_ENUM = "response-field-became-enum": Compatible, Major, Changed;
        "the wire format is the same, but the Rust type is the enum";
        "match on the enum, or read the text with `as_str`";
        Mirror::Rule("response-field-no-longer-enum");
    NO_LONGER_ENUM = "response-field-no-longer-enum": Dangerous, Major, Changed;
        "the server may return any string, which clients read as `Unknown` until they are updated";
        "compare strings";
        Mirror::Rule("response-field-became-enum");
    SCALAR_TO_ARRAY = "response-field-scalar-to-array": Breaking, Major, Changed;
        "the server returns a list where clients read a single value";
        "read all values of the list";
        Mirror::Rule("response-field-array-to-scalar");
    ARRAY_TO_SCALAR = "response-field-array-to-scalar": Breaking, Major, Changed;
        "the server returns a single value where clients read a list";
        "read the one value";
        Mirror::Rule("response-field-scalar-to-array");
    OBJECT_TO_UNION = "response-field-object-to-union": Breaking, Major, Changed;
        "the server may return objects that clients read as the previous one, and the Rust type is the union";
        "match on the union";
        Mirror::Rule("response-field-union-to-object");
    UNION_TO_OBJECT = "response-field-union-to-object": Compatible, Major, Changed;
        "only one of several objects is still returned, but the Rust type is that object";
        "remove the match on the union";
        Mirror::Rule("response-field-object-to-union");
}

/// What a change of type is called.
pub(crate) static TYPE_CHANGES: TypeChangeRules = TypeChangeRules {
    more_care: &SENSITIVE_ADDED,
    less_care: &SENSITIVE_REMOVED,
    alike: &TYPE_REPLACED,
    wider: &TYPE_WIDENED,
    narrower: &TYPE_NARROWED,
    into_enum: &BECAME_ENUM,
    out_of_enum: &NO_LONGER_ENUM,
    into_format: &BECAME_FORMAT,
    out_of_format: &NO_LONGER_FORMAT,
    into_list: &SCALAR_TO_ARRAY,
    out_of_list: &ARRAY_TO_SCALAR,
    into_union: &OBJECT_TO_UNION,
    out_of_union: &UNION_TO_OBJECT,
    other: &TYPE_CHANGED,
};
