//! Rules for changes of fields that are used in requests.

use super::type_changes::TypeChangeRules;
use crate::rule::{Mirror, rules};

rules! {
    ADDED_OPTIONAL = "body-field-added-optional": Compatible, Minor, Added;
        "requests without it are still accepted, and the client gains a setter";
        "no action required";
        Mirror::Rule("body-field-removed");
    ADDED_REQUIRED = "body-field-added-required": Breaking, Major, Added;
        "requests without it are rejected, and it is a new argument";
        "authors make it optional until all callers send it; pass a value for it";
        Mirror::Rule("body-field-removed-required");
    REMOVED = "body-field-removed": Dangerous, Major, Removed;
        "the value is ignored or rejected, and the setter is removed";
        "stop setting it; authors deprecate it first";
        Mirror::Rule("body-field-added-optional");
    REMOVED_REQUIRED = "body-field-removed-required": Dangerous, Major, Removed;
        "the value is ignored or rejected, and an argument is removed";
        "remove the argument; authors make it optional and deprecate it first";
        Mirror::Rule("body-field-added-required");
    REMOVED_AFTER_DEPRECATION = "body-field-removed-after-deprecation": Compatible, Major, Removed;
        "it was deprecated, so callers should no longer send it";
        "migrate to the replacement";
        Mirror::Rule("body-field-added-optional");
    REMOVED_BEFORE_SUNSET = "body-field-removed-before-sunset": Breaking, Major, Removed;
        "it is removed before the promised date, while programs still send it";
        "authors keep it until the removal date; migrate to the replacement";
        Mirror::Rule("body-field-added-optional");
    RENAMED = "body-field-renamed": Breaking, Major, Changed;
        "the server expects another key, and the field has another Rust name";
        "authors keep the key by `name`; write the new name";
        Mirror::Nothing("undone without `renamed_from`, one field is removed and another one added");
    WIRE_CHANGED = "body-field-wire-name-changed": Breaking, Patch, Changed;
        "the server expects another key, though programs build as before";
        "update the client before the server stops accepting the old key";
        Mirror::Itself;
    WIRE_REUSED = "body-field-wire-name-reused": Breaking, Silent, Changed;
        "the key now has another meaning, and programs still build";
        "authors choose an unused key; update before the server does";
        Mirror::Nothing("undone, the key goes back to where it was, which is again a reuse or the end of one");
    BECAME_REQUIRED = "body-field-became-required": Breaking, Major, Changed;
        "requests without it are rejected, and the setter becomes an argument";
        "pass a value for it";
        Mirror::Rule("body-field-became-optional");
    BECAME_OPTIONAL = "body-field-became-optional": Compatible, Major, Changed;
        "requests with it are still accepted, but the argument becomes a setter";
        "move the value from the arguments to the setter";
        Mirror::Rule("body-field-became-required");
    BECAME_NULLABLE = "body-field-became-nullable": Compatible, Major, Changed;
        "requests with a value are still accepted, but the argument is an `Option` now";
        "wrap the value in `Some`";
        Mirror::Rule("body-field-became-not-nullable");
    OPTIONAL_BECAME_NULLABLE = "body-object-field-became-nullable": Compatible, Major, Changed;
        "requests are still accepted, but the field changes from `Option` to `Nullable`";
        "match on `Nullable` where you read the field";
        Mirror::Rule("body-field-became-not-nullable");
    BECAME_NOT_NULLABLE = "body-field-became-not-nullable": Breaking, Major, Changed;
        "requests with null are rejected, and null can no longer be expressed";
        "send a value, or omit an optional one";
        Mirror::Rule("body-field-became-nullable");
    NULL_BECAME_ABSENT = "body-field-null-became-absent": Breaking, Major, Changed;
        "what was sent as null has to be left out, and the argument becomes a setter";
        "move the value from the arguments to the setter and leave it out instead of sending null";
        Mirror::Rule("body-field-became-required");
    SENSITIVE_ADDED = "body-field-sensitive-added": None, Major, Hardened;
        "the wire format is the same, but the client masks it and so changes its type";
        "pass a `String` or `&str`, or the value of the new type; read it with `expose`";
        Mirror::Rule("body-field-sensitive-removed");
    SENSITIVE_REMOVED = "body-field-sensitive-removed": Dangerous, Major, Weakened;
        "the wire format is the same, but the client no longer masks it, so it may end up in logs, and changes its type";
        "authors have the change reviewed for security; pass and read plain text";
        Mirror::Rule("body-field-sensitive-added");
    TYPE_REPLACED = "body-field-type-replaced": None, Major, Changed;
        "the type is replaced by another with the same JSON, but the field has another Rust type";
        "build the new type; authors can keep the old one with `renamed_from`";
        Mirror::Itself;
    TYPE_WIDENED = "body-field-type-widened": Compatible, Major, Changed;
        "all previous values are accepted, but its Rust type changes";
        "convert the value";
        Mirror::Rule("body-field-type-narrowed");
    TYPE_NARROWED = "body-field-type-narrowed": Breaking, Major, Changed;
        "some previous values are rejected, and its Rust type changes";
        "convert the value and decide what to do with what no longer fits";
        Mirror::Rule("body-field-type-widened");
    TYPE_CHANGED = "body-field-type-changed": Breaking, Major, Changed;
        "previous values are rejected, and its Rust type changes";
        "authors add a new field beside the old one; pass a value of the new type";
        Mirror::Itself;
    MAP_VALUE_CHANGED = "body-field-map-value-changed": Breaking, Major, Changed;
        "the values of the map have another type";
        "authors add a new field beside the old one; fill the map with the new type";
        Mirror::Itself;
    BECAME_FORMAT = "body-field-became-format": Breaking, Major, Changed;
        "only strings of the format are accepted, and its Rust type changes";
        "send strings of the format only";
        Mirror::Rule("body-field-no-longer-format");
    NO_LONGER_FORMAT = "body-field-no-longer-format": Compatible, Major, Changed;
        "any string is accepted, but its Rust type changes";
        "pass the value as a string";
        Mirror::Rule("body-field-became-format");
    BECAME_ENUM = "body-field-became-enum": Breaking, Major, Changed;
        "only the listed strings are accepted, and the type in Rust is the enum";
        "pass a value of the enum";
        Mirror::Rule("body-field-no-longer-enum");
    NO_LONGER_ENUM = "body-field-no-longer-enum": Compatible, Major, Changed;
        "any string is accepted, but its Rust type changes";
        "pass the string of the value, by `as_str`";
        Mirror::Rule("body-field-became-enum");
    SCALAR_TO_ARRAY = "body-field-scalar-to-array": Breaking, Major, Changed;
        "the server expects a list where callers send a single value";
        "pass a list of one value";
        Mirror::Rule("body-field-array-to-scalar");
    ARRAY_TO_SCALAR = "body-field-array-to-scalar": Breaking, Major, Changed;
        "the server expects a single value where callers send a list";
        "pass one value; authors document what happens to the others";
        Mirror::Rule("body-field-scalar-to-array");
    OBJECT_TO_UNION = "body-field-object-to-union": Compatible, Major, Changed;
        "the previous object is one of several that are accepted, but the type in Rust is the union";
        "convert the object into the union";
        Mirror::Rule("body-field-union-to-object");
    UNION_TO_OBJECT = "body-field-union-to-object": Breaking, Major, Changed;
        "only one of several objects is still accepted, and the type in Rust is that object";
        "pass that object";
        Mirror::Rule("body-field-object-to-union");
    EXAMPLE_CHANGED = "body-field-example-changed": None, Patch, Changed;
        "only the documented calls differ, which show this value";
        "no action required";
        Mirror::Itself;
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
