//! Rules for changes of fields that travel in requests.

use super::shifts::Shifts;
use crate::rule::{Mirror, rules};

rules! {
    ADDED_OPTIONAL = "body-field-added-optional": Compatible, Minor, Added;
        "requests without it are as good as before, and it comes as a new setter";
        "nothing to do";
        Mirror::Rule("body-field-removed");
    ADDED_REQUIRED = "body-field-added-required": Breaking, Major, Added;
        "requests without it are refused, and it is a new argument";
        "authors make it optional until all callers send it; callers pass a value for it";
        Mirror::Rule("body-field-removed-required");
    REMOVED = "body-field-removed": Dangerous, Major, Removed;
        "the server ignores what callers go on sending, or refuses it, and the setter is gone";
        "callers stop setting it; authors deprecate it first";
        Mirror::Rule("body-field-added-optional");
    REMOVED_REQUIRED = "body-field-removed-required": Dangerous, Major, Removed;
        "the server ignores what callers go on sending, or refuses it, and an argument is gone";
        "callers drop the argument; authors make it optional and deprecate it first";
        Mirror::Rule("body-field-added-required");
    REMOVED_AFTER_DEPRECATION = "body-field-removed-after-deprecation": Compatible, Major, Removed;
        "it was announced that it would go, so that nobody should send it any more";
        "callers move to what the deprecation named";
        Mirror::Rule("body-field-added-optional");
    REMOVED_BEFORE_SUNSET = "body-field-removed-before-sunset": Breaking, Major, Removed;
        "it goes before the day that was promised, while programs still send it";
        "authors keep it until that day; callers move to what the deprecation named";
        Mirror::Rule("body-field-added-optional");
    RENAMED = "body-field-renamed": Breaking, Major, Changed;
        "the server looks for another key than the one that callers send, and the field has another name in Rust";
        "authors keep the key by `name`; callers write the new name";
        Mirror::Nothing("undone without `renamed_from`, one field is removed and another one added");
    WIRE_CHANGED = "body-field-wire-name-changed": Breaking, Patch, Changed;
        "the server looks for another key than the one that callers send, though programs build as before";
        "callers update the client before the server stops to read the former key";
        Mirror::Itself;
    WIRE_REUSED = "body-field-wire-name-reused": Breaking, Silent, Changed;
        "the key now means something else than what callers send under it, and nothing fails to build";
        "authors take a key that was never used; callers update before the server does";
        Mirror::Nothing("undone, the key goes back to where it was, which is again a reuse or the end of one");
    BECAME_REQUIRED = "body-field-became-required": Breaking, Major, Changed;
        "requests without it are refused, and the setter becomes an argument";
        "callers pass a value for it";
        Mirror::Rule("body-field-became-optional");
    BECAME_OPTIONAL = "body-field-became-optional": Compatible, Major, Changed;
        "requests that hold it are as good as before, but the argument becomes a setter";
        "callers move the value from the arguments to the setter";
        Mirror::Rule("body-field-became-required");
    BECAME_NULLABLE = "body-field-became-nullable": Compatible, Major, Changed;
        "requests with a value are as good as before, but the argument is an `Option` now";
        "callers wrap the value in `Some`";
        Mirror::Rule("body-field-became-not-nullable");
    OPTIONAL_BECAME_NULLABLE = "body-object-field-became-nullable": Compatible, Major, Changed;
        "requests are as good as before, but the field changes from `Option` to `Nullable`";
        "callers who read the field match on `Nullable`; setters are the same";
        Mirror::Rule("body-field-became-not-nullable");
    BECAME_NOT_NULLABLE = "body-field-became-not-nullable": Breaking, Major, Changed;
        "requests that hold null are refused, and null can no longer be said";
        "callers send a value or, where it is optional, nothing";
        Mirror::Rule("body-field-became-nullable");
    NULL_BECAME_ABSENT = "body-field-null-became-absent": Breaking, Major, Changed;
        "what was sent as null has to be left out, and the argument becomes a setter";
        "callers move the value from the arguments to the setter and leave it out instead of sending null";
        Mirror::Rule("body-field-became-required");
    SENSITIVE_ADDED = "body-field-sensitive-added": None, Major, Hardened;
        "the same text travels, but the client masks it and so has another type for it";
        "callers hand over a `String` or `&str`, or the value of the new type; they read it by `expose`";
        Mirror::Rule("body-field-sensitive-removed");
    SENSITIVE_REMOVED = "body-field-sensitive-removed": Dangerous, Major, Weakened;
        "the same text travels, but the client no longer masks it, so that it may end up in logs, and has another type for it";
        "authors have the change reviewed for security; callers hand over and read plain text";
        Mirror::Rule("body-field-sensitive-added");
    TYPE_REPLACED = "body-field-type-replaced": None, Major, Changed;
        "another type stands there that is the same JSON, so that the same travels, but the field has another Rust type";
        "callers build the new type; authors can keep the old one with `renamed_from`";
        Mirror::Itself;
    TYPE_WIDENED = "body-field-type-widened": Compatible, Major, Changed;
        "all values of before are accepted, but the type in Rust is another";
        "callers convert the value";
        Mirror::Rule("body-field-type-narrowed");
    TYPE_NARROWED = "body-field-type-narrowed": Breaking, Major, Changed;
        "some values of before are refused, and the type in Rust is another";
        "callers convert the value and decide what to do with what no longer fits";
        Mirror::Rule("body-field-type-widened");
    TYPE_CHANGED = "body-field-type-changed": Breaking, Major, Changed;
        "values of before are refused, and the type in Rust is another";
        "authors add a new field beside the old one; callers pass a value of the new type";
        Mirror::Itself;
    MAP_VALUE_CHANGED = "body-field-map-value-changed": Breaking, Major, Changed;
        "the values of the map are of another type, on the wire and in Rust";
        "authors add a new field beside the old one; callers fill the map with the new type";
        Mirror::Itself;
    BECAME_FORMAT = "body-field-became-format": Breaking, Major, Changed;
        "only texts of the format are accepted, and the type in Rust is another one";
        "callers send texts of the format only";
        Mirror::Rule("body-field-no-longer-format");
    NO_LONGER_FORMAT = "body-field-no-longer-format": Compatible, Major, Changed;
        "any text is accepted, but the type in Rust is another";
        "callers pass the text of the value";
        Mirror::Rule("body-field-became-format");
    BECAME_ENUM = "body-field-became-enum": Breaking, Major, Changed;
        "of all texts only the listed ones are accepted, and the type in Rust is the enum";
        "callers pass a value of the enum";
        Mirror::Rule("body-field-no-longer-enum");
    NO_LONGER_ENUM = "body-field-no-longer-enum": Compatible, Major, Changed;
        "any text is accepted where only listed ones were, but the type in Rust is another";
        "callers pass the text of the value, by `as_str`";
        Mirror::Rule("body-field-became-enum");
    SCALAR_TO_ARRAY = "body-field-scalar-to-array": Breaking, Major, Changed;
        "the server wants a list where callers send a single value";
        "callers pass a list of one value";
        Mirror::Rule("body-field-array-to-scalar");
    ARRAY_TO_SCALAR = "body-field-array-to-scalar": Breaking, Major, Changed;
        "the server wants a single value where callers send a list";
        "callers pass one value; authors say what becomes of the others";
        Mirror::Rule("body-field-scalar-to-array");
    OBJECT_TO_UNION = "body-field-object-to-union": Compatible, Major, Changed;
        "the object of before is one of several that are accepted, but the type in Rust is the union";
        "callers convert the object into the union";
        Mirror::Rule("body-field-union-to-object");
    UNION_TO_OBJECT = "body-field-union-to-object": Breaking, Major, Changed;
        "of several objects only one is still accepted, and the type in Rust is that object";
        "callers pass the object, and no other one";
        Mirror::Rule("body-field-object-to-union");
    EXAMPLE_CHANGED = "body-field-example-changed": None, Patch, Changed;
        "only the documented calls differ, which show this value";
        "nothing to do";
        Mirror::Itself;
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
