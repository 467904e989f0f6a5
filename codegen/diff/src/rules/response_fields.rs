//! Rules for changes of fields that travel in responses.

use super::shifts::Shifts;
use crate::rule::{Mirror, rules};

rules! {
    ADDED = "response-field-added": Compatible, Minor, Added;
        "clients keep keys that they do not know, and structs may grow";
        "nothing to do; who read the key from `unknown_fields` finds it in its field";
        Mirror::Rule("response-field-removed-optional");
    ADDED_REQUIRED = "response-field-added-required": Compatible, Minor, Added;
        "clients keep keys that they do not know, and structs may grow";
        "nothing to do; an answer that lacks the key is an error for the new client";
        Mirror::Rule("response-field-removed-required");
    ADDED_ALIKE = "response-field-added-alike": Breaking, Minor, Added;
        "the key differs from that of another field in nothing but the case of its first letter, which clients take for the same: programs from before may read the one as the other";
        "authors give the field another key; callers update before the server sends it";
        Mirror::Nothing("undone, one of two keys goes, which is the removal of a field");
    REMOVED_OPTIONAL = "response-field-removed-optional": Dangerous, Major, Removed;
        "programs find `None` from now on, and the field is gone";
        "callers stop reading it; authors deprecate it first";
        Mirror::Rule("response-field-added");
    REMOVED_REQUIRED = "response-field-removed-required": Breaking, Major, Removed;
        "answers without it cannot be read by clients that count on it, and the field is gone";
        "authors make it optional and deprecate it first; callers stop reading it";
        Mirror::Rule("response-field-added-required");
    REMOVED_AFTER_DEPRECATION = "response-field-removed-after-deprecation": Compatible, Major, Removed;
        "it was announced that it would go, so that nobody should read it any more";
        "callers move to what the deprecation named";
        Mirror::Rule("response-field-added");
    REMOVED_BEFORE_SUNSET = "response-field-removed-before-sunset": Breaking, Major, Removed;
        "it goes before the day that was promised, while programs still read it";
        "authors keep it until that day; callers move to what the deprecation named";
        Mirror::Rule("response-field-added");
    RENAMED = "response-field-renamed": Breaking, Major, Changed;
        "clients look for a key that no longer comes, and the field has another name in Rust";
        "authors keep the key by `name`; callers write the new name";
        Mirror::Nothing("undone without `renamed_from`, one field is removed and another one added");
    WIRE_CHANGED = "response-field-wire-name-changed": Breaking, Patch, Changed;
        "clients look for a key that no longer comes: an error if it is required, `None` in silence if not";
        "callers update the client before the server stops to send the former key";
        Mirror::Itself;
    WIRE_CASE_CHANGED = "response-field-wire-case-changed": Compatible, Patch, Changed;
        "only the case of the first letter differs, and clients read both";
        "nothing to do";
        Mirror::Itself;
    WIRE_REUSED = "response-field-wire-name-reused": Breaking, Silent, Changed;
        "clients read the key as something else than what it means now, and nothing fails to build";
        "authors take a key that was never used; callers update before the server does";
        Mirror::Nothing("undone, the key goes back to where it was, which is again a reuse or the end of one");
    BECAME_OPTIONAL = "response-field-became-optional": Breaking, Major, Changed;
        "answers without it cannot be read by clients that count on it, and its type in Rust may hold nothing now";
        "callers handle that it is missing";
        Mirror::Rule("response-field-became-required");
    BECAME_REQUIRED = "response-field-became-required": Compatible, Major, Changed;
        "it comes more often than before, but its type in Rust is another";
        "callers drop the case of a missing value";
        Mirror::Rule("response-field-became-optional");
    BECAME_NULLABLE = "response-field-became-nullable": Breaking, Major, Changed;
        "clients that count on a value cannot read null, and its type in Rust is an `Option` now";
        "callers handle null";
        Mirror::Rule("response-field-became-not-nullable");
    OPTIONAL_BECAME_NULLABLE = "response-optional-field-became-nullable": Dangerous, Major, Changed;
        "clients read null as absent until they are updated, and the type changes from `Option` to `Nullable`";
        "callers match on `Nullable`, and tell null from absent if they need to";
        Mirror::Rule("response-field-became-not-nullable");
    BECAME_NOT_NULLABLE = "response-field-became-not-nullable": Compatible, Major, Changed;
        "null no longer comes, but the type in Rust is another";
        "callers drop the case of null";
        Mirror::Rule("response-field-became-nullable");
    NULL_BECAME_ABSENT = "response-field-null-became-absent": Breaking, Patch, Changed;
        "clients that count on the key cannot read answers that leave it out, though its type in Rust is the same";
        "callers update the client before the server leaves the key out";
        Mirror::Rule("response-field-absent-became-null");
    ABSENT_BECAME_NULL = "response-field-absent-became-null": Compatible, Patch, Changed;
        "clients read null as they read a missing key, and the type in Rust is the same";
        "nothing to do";
        Mirror::Rule("response-field-null-became-absent");
    SENSITIVE_ADDED = "response-field-sensitive-added": None, Major, Hardened;
        "the same text comes, but its type in Rust is masked now";
        "callers read the text by `expose`, and look where it has been logged so far";
        Mirror::Rule("response-field-sensitive-removed");
    SENSITIVE_REMOVED = "response-field-sensitive-removed": Dangerous, Major, Weakened;
        "the same text comes, but its type in Rust no longer keeps it out of logs";
        "authors have the change reviewed for security; callers drop `expose`";
        Mirror::Rule("response-field-sensitive-added");
    TYPE_REPLACED = "response-field-type-replaced": None, Major, Changed;
        "another type stands there that is the same JSON, so that the same comes, but the field has another Rust type";
        "callers read the new type; authors can keep the old one with `renamed_from`";
        Mirror::Itself;
    TYPE_WIDENED = "response-field-type-widened": Breaking, Major, Changed;
        "values may come that clients cannot read, and the type in Rust is another";
        "callers convert the value";
        Mirror::Rule("response-field-type-narrowed");
    TYPE_NARROWED = "response-field-type-narrowed": Compatible, Major, Changed;
        "clients can read all that still comes, but the type in Rust is another";
        "callers convert the value";
        Mirror::Rule("response-field-type-widened");
    TYPE_CHANGED = "response-field-type-changed": Breaking, Major, Changed;
        "values come that clients cannot read, and the type in Rust is another";
        "authors add a new field beside the old one; callers read the new type";
        Mirror::Itself;
    MAP_VALUE_CHANGED = "response-field-map-value-changed": Breaking, Major, Changed;
        "the values of the map are of another type, on the wire and in Rust";
        "authors add a new field beside the old one; callers read the new type";
        Mirror::Itself;
    BECAME_FORMAT = "response-field-became-format": Compatible, Major, Changed;
        "texts of the format are texts as before, but the type in Rust is another one";
        "callers take the text by `as_str`";
        Mirror::Rule("response-field-no-longer-format");
    NO_LONGER_FORMAT = "response-field-no-longer-format": Dangerous, Major, Changed;
        "clients read any text into the type, but it need not be of the format any more";
        "callers stop to take the text for a time";
        Mirror::Rule("response-field-became-format");
    BECAME_ENUM = "response-field-became-enum": Compatible, Major, Changed;
        "what comes is a text as before, but the type in Rust is the enum";
        "callers match on the enum, or take the text by `as_str`";
        Mirror::Rule("response-field-no-longer-enum");
    NO_LONGER_ENUM = "response-field-no-longer-enum": Dangerous, Major, Changed;
        "any text may come, which clients read as an unknown value until they are updated";
        "callers compare texts";
        Mirror::Rule("response-field-became-enum");
    SCALAR_TO_ARRAY = "response-field-scalar-to-array": Breaking, Major, Changed;
        "a list comes where clients read a single value";
        "callers read all values of the list";
        Mirror::Rule("response-field-array-to-scalar");
    ARRAY_TO_SCALAR = "response-field-array-to-scalar": Breaking, Major, Changed;
        "a single value comes where clients read a list";
        "callers read the one value";
        Mirror::Rule("response-field-scalar-to-array");
    OBJECT_TO_UNION = "response-field-object-to-union": Breaking, Major, Changed;
        "objects may come that clients take for the one of before, and the type in Rust is the union";
        "callers match on the union";
        Mirror::Rule("response-field-union-to-object");
    UNION_TO_OBJECT = "response-field-union-to-object": Compatible, Major, Changed;
        "of several objects only one still comes, but the type in Rust is that object";
        "callers drop the match on the union";
        Mirror::Rule("response-field-object-to-union");
}

/// What a change of type is called.
pub(crate) static SHIFTS: Shifts = Shifts {
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
