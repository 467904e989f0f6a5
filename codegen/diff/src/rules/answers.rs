//! Rules for what a call comes back with: the answer of a success, and the errors that are documented.

use super::shifts::Shifts;
use crate::rule::{Mirror, rules};

rules! {
    RESPONSE_SUCCESS_STATUS_CHANGED = "response-success-status-changed": Dangerous, Patch, Changed;
        "the client takes every status of success, but programs that look at the status find another one";
        "look for the new status, or for any from 200 to 299";
        Mirror::Itself;
    RESPONSE_BODY_ADDED = "response-body-added": Compatible, Major, Added;
        "programs built before do not read the body, but the call gives a value now instead of `()`";
        "use the value, or drop it";
        Mirror::Rule("response-body-removed");
    RESPONSE_BODY_REMOVED = "response-body-removed": Breaking, Major, Removed;
        "programs built before wait for a body that does not come, and the call gives `()`";
        "drop what reads the value";
        Mirror::Rule("response-body-added");
    RESPONSE_ARRAY_WRAPPED = "response-array-wrapped": Breaking, Major, Changed;
        "programs built before read a list and find an object that holds it";
        "take the list out of the object";
        Mirror::Rule("response-array-unwrapped");
    RESPONSE_ARRAY_UNWRAPPED = "response-array-unwrapped": Breaking, Major, Changed;
        "programs built before read an object and find the bare list";
        "use the list as it comes";
        Mirror::Rule("response-array-wrapped");
    ERROR_ADDED_TO_OPERATION = "error-added-to-operation": Dangerous, Patch, Changed;
        "calls may fail in a way that was not foreseen for them";
        "see whether programs have to handle the error here";
        Mirror::Rule("error-removed-from-operation");
    ERROR_REMOVED_FROM_OPERATION = "error-removed-from-operation": Compatible, Patch, Changed;
        "the error is no longer foreseen for these calls";
        "what handles the error here can go";
        Mirror::Rule("error-added-to-operation");
    RESPONSE_TYPE_REPLACED = "response-type-replaced": None, Major, Changed;
        "another type stands there that is the same JSON, so that the same comes, but the client gives another Rust type";
        "read the new type";
        Mirror::Itself;
    RESPONSE_TYPE_WIDENED = "response-type-widened": Breaking, Major, Changed;
        "values may come that programs built before cannot read, and the client gives another Rust type";
        "handle the values that were impossible before, and convert where the old type is needed";
        Mirror::Rule("response-type-narrowed");
    RESPONSE_TYPE_NARROWED = "response-type-narrowed": Compatible, Major, Changed;
        "all values that come could come before, but the client gives another Rust type";
        "use the new type, and drop what handled the other values";
        Mirror::Rule("response-type-widened");
    RESPONSE_BECAME_ENUM = "response-became-enum": Compatible, Major, Changed;
        "only texts come that could come before, but the client gives an enum instead of a `String`";
        "match the variants, or call `as_str`";
        Mirror::Rule("response-no-longer-enum");
    RESPONSE_NO_LONGER_ENUM = "response-no-longer-enum": Dangerous, Major, Changed;
        "texts may come that no list foresees, and the client gives a `String` instead of an enum";
        "compare texts, and expect others than those of the list";
        Mirror::Rule("response-became-enum");
    RESPONSE_BECAME_FORMAT = "response-became-format": Compatible, Major, Changed;
        "texts of the format are texts as well, but the type in Rust is no longer `String`";
        "read the text with `as_str`";
        Mirror::Rule("response-no-longer-format");
    RESPONSE_NO_LONGER_FORMAT = "response-no-longer-format": Dangerous, Major, Changed;
        "texts of any kind may come, and the type in Rust becomes `String`";
        "expect any text";
        Mirror::Rule("response-became-format");
    RESPONSE_SCALAR_TO_ARRAY = "response-scalar-to-array": Breaking, Major, Changed;
        "programs built before read a single value and find a list, and the client gives another Rust type";
        "expect any number of values";
        Mirror::Rule("response-array-to-scalar");
    RESPONSE_ARRAY_TO_SCALAR = "response-array-to-scalar": Breaking, Major, Changed;
        "programs built before read a list and find a single value, and the client gives another Rust type";
        "expect one value";
        Mirror::Rule("response-scalar-to-array");
    RESPONSE_TYPE_CHANGED = "response-type-changed": Breaking, Major, Changed;
        "programs built before cannot read what comes, and the client gives another Rust type";
        "read the new type";
        Mirror::Itself;
    RESPONSE_OBJECT_TO_UNION = "response-object-to-union": Breaking, Major, Changed;
        "other objects may come that programs built before cannot read, and the client gives a union";
        "match the variants";
        Mirror::Rule("response-union-to-object");
    RESPONSE_UNION_TO_OBJECT = "response-union-to-object": Compatible, Major, Changed;
        "the object could come before as a variant, but the client gives it without the union";
        "use the object without matching";
        Mirror::Rule("response-object-to-union");
}

/// What a change of the type is called.
pub(crate) static RESPONSE: Shifts = Shifts {
    more_care: &RESPONSE_TYPE_CHANGED,
    less_care: &RESPONSE_TYPE_CHANGED,
    alike: &RESPONSE_TYPE_REPLACED,
    wider: &RESPONSE_TYPE_WIDENED,
    narrower: &RESPONSE_TYPE_NARROWED,
    into_enum: &RESPONSE_BECAME_ENUM,
    out_of_enum: &RESPONSE_NO_LONGER_ENUM,
    into_format: &RESPONSE_BECAME_FORMAT,
    out_of_format: &RESPONSE_NO_LONGER_FORMAT,
    into_list: &RESPONSE_SCALAR_TO_ARRAY,
    out_of_list: &RESPONSE_ARRAY_TO_SCALAR,
    into_union: &RESPONSE_OBJECT_TO_UNION,
    out_of_union: &RESPONSE_UNION_TO_OBJECT,
    other: &RESPONSE_TYPE_CHANGED,
};
