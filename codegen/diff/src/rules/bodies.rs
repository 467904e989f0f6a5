//! Rules for bodies of requests that are one value.

use super::shifts::Shifts;
use crate::rule::{Mirror, rules};

rules! {
    BODY_ADDED_REQUIRED = "body-added-required": Breaking, Major, Added;
        "calls without the body are refused now, and the method takes one more argument";
        "hand over the body";
        Mirror::Rule("body-removed");
    BODY_REMOVED = "body-removed": Breaking, Major, Removed;
        "what callers say by the body is ignored or refused, and the method takes one argument less";
        "drop the argument, and see whether the call still does what it was for";
        Mirror::Rule("body-added-required");
    BODY_DOC_CHANGED = "body-doc-changed": None, Patch, Changed;
        "only documentation changes";
        "see whether the new text says something else";
        Mirror::Itself;
    BODY_FIELDS_BECAME_TYPE = "body-fields-became-type": None, Major, Changed;
        "the same JSON is sent, but the method takes one value of a named type instead of single inputs";
        "build the value, and hand it over as the argument `body`";
        Mirror::Rule("body-type-became-fields");
    BODY_TYPE_BECAME_FIELDS = "body-type-became-fields": None, Major, Changed;
        "the same JSON is sent, but the method takes single inputs instead of one value of a named type";
        "hand over the fields as arguments and by setters";
        Mirror::Rule("body-fields-became-type");
    BODY_SHAPE_CHANGED = "body-shape-changed": Breaking, Major, Changed;
        "the body holds other keys, and the method takes it in another way";
        "hand over what the new signature asks for";
        Mirror::Itself;
    BODY_TYPE_REPLACED = "body-type-replaced": None, Major, Changed;
        "another type stands there that is the same JSON, so that the same is sent, but the method takes another Rust type";
        "hand over a value of the new type";
        Mirror::Itself;
    BODY_TYPE_WIDENED = "body-type-widened": Compatible, Major, Changed;
        "all values that were sent are still taken, but the client takes another Rust type";
        "convert the value to the new type";
        Mirror::Rule("body-type-narrowed");
    BODY_TYPE_NARROWED = "body-type-narrowed": Breaking, Major, Changed;
        "some values that were taken are refused now, and the client takes another Rust type";
        "see that no other values are sent, and convert to the new type";
        Mirror::Rule("body-type-widened");
    BODY_BECAME_ENUM = "body-became-enum": Breaking, Major, Changed;
        "texts outside of the list are refused now, and the client takes an enum, into which only texts of known forms convert";
        "use the variants of the enum";
        Mirror::Rule("body-no-longer-enum");
    BODY_NO_LONGER_ENUM = "body-no-longer-enum": Compatible, Major, Changed;
        "all texts of the list are still taken, but an enum does not convert into a `String`";
        "hand over the text, such as that of `as_str`";
        Mirror::Rule("body-became-enum");
    BODY_BECAME_FORMAT = "body-became-format": Breaking, Major, Changed;
        "texts that are not of the format are rejected, and the client takes another Rust type";
        "send texts of the format only";
        Mirror::Rule("body-no-longer-format");
    BODY_NO_LONGER_FORMAT = "body-no-longer-format": Compatible, Major, Changed;
        "texts of the format are texts as well, but their type does not convert into a `String`";
        "pass the text of the value";
        Mirror::Rule("body-became-format");
    BODY_SCALAR_TO_ARRAY = "body-scalar-to-array": Breaking, Major, Changed;
        "a single value is no list, and the client takes another Rust type";
        "hand over a list of one";
        Mirror::Rule("body-array-to-scalar");
    BODY_ARRAY_TO_SCALAR = "body-array-to-scalar": Breaking, Major, Changed;
        "several values are refused now, and the client takes a single one";
        "make one call for each value";
        Mirror::Rule("body-scalar-to-array");
    BODY_TYPE_CHANGED = "body-type-changed": Breaking, Major, Changed;
        "what programs built before send is refused, and the client takes another Rust type";
        "hand over a value of the new type";
        Mirror::Itself;
    BODY_OBJECT_TO_UNION = "body-object-to-union": Compatible, Major, Changed;
        "the object is still taken, but the client takes the union, into which only variants convert";
        "wrap the object in its variant";
        Mirror::Rule("body-union-to-object");
    BODY_UNION_TO_OBJECT = "body-union-to-object": Breaking, Major, Changed;
        "objects of the other variants are refused now, and the client takes the one that is left";
        "send the one object that is left";
        Mirror::Rule("body-object-to-union");
}

/// What a change of the type is called.
pub(crate) static BODY: Shifts = Shifts {
    more_care: &BODY_TYPE_CHANGED,
    less_care: &BODY_TYPE_CHANGED,
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
