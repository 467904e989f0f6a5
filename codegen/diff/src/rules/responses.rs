//! Rules for what a call comes back with: responses of a success, and the errors that are documented.

use super::type_changes::TypeChangeRules;
use crate::rule::{Mirror, rules};

rules! {
    RESPONSE_SUCCESS_STATUS_CHANGED = "response-success-status-changed": Dangerous, Patch, Changed;
        "the client accepts every 2xx status, but programs that check the status see another one";
        "check for any 2xx status";
        Mirror::Itself;
    RESPONSE_BODY_ADDED = "response-body-added": Compatible, Major, Added;
        "existing programs ignore the body, but the call now returns a value instead of `()`";
        "use the value, or ignore it";
        Mirror::Rule("response-body-removed");
    RESPONSE_BODY_REMOVED = "response-body-removed": Breaking, Major, Removed;
        "existing programs fail because there is no body, and the call returns `()`";
        "remove code that reads the value";
        Mirror::Rule("response-body-added");
    RESPONSE_ARRAY_WRAPPED = "response-array-wrapped": Breaking, Major, Changed;
        "existing programs expect a list and receive an object that contains it";
        "take the list out of the object";
        Mirror::Rule("response-array-unwrapped");
    RESPONSE_ARRAY_UNWRAPPED = "response-array-unwrapped": Breaking, Major, Changed;
        "existing programs expect an object and receive the list itself";
        "use the list directly";
        Mirror::Rule("response-array-wrapped");
    RESPONSE_STATUS_ADDED = "response-status-added": Compatible, Patch, Changed;
        "clients read every 2xx status in this way, declared or not";
        "no action required";
        Mirror::Rule("response-status-removed");
    RESPONSE_STATUS_REMOVED = "response-status-removed": Compatible, Patch, Changed;
        "clients read every 2xx status in this way, declared or not";
        "no action required";
        Mirror::Rule("response-status-added");
    RESPONSE_EMPTY_STATUS_ADDED = "response-empty-status-added": Breaking, Patch, Changed;
        "existing programs read the new status like the lowest one, and fail without a body";
        "update the client before the server uses the status";
        Mirror::Rule("response-status-removed");
    RESPONSE_UNCHANGED_STATUS_ADDED = "response-unchanged-status-added": Dangerous, Patch, Changed;
        "calls with a condition succeed where they failed with the status 304";
        "check code that handles the error";
        Mirror::Rule("response-unchanged-status-removed");
    RESPONSE_UNCHANGED_STATUS_REMOVED = "response-unchanged-status-removed": Dangerous, Patch, Changed;
        "a response with the status 304 is an error again";
        "stop sending conditions";
        Mirror::Rule("response-unchanged-status-added");
    RESPONSE_NONE_ADDED = "response-none-added": Breaking, Major, Changed;
        "existing programs fail if there is no body, and the call returns an `Option`";
        "handle `None`";
        Mirror::Rule("response-none-removed");
    RESPONSE_NONE_REMOVED = "response-none-removed": Compatible, Major, Changed;
        "there is always a body, and the call no longer returns an `Option`";
        "remove the handling of `None`";
        Mirror::Rule("response-none-added");
    RESPONSE_UNCHANGED_ADDED = "response-unchanged-added": Dangerous, Major, Changed;
        "calls with a condition succeed where they failed with the status 304, and the call returns an `Option`";
        "handle `None`: nothing has changed";
        Mirror::Rule("response-unchanged-removed");
    RESPONSE_UNCHANGED_REMOVED = "response-unchanged-removed": Dangerous, Major, Changed;
        "a response with the status 304 is an error again, and the call no longer returns an `Option`";
        "remove the handling of `None`, and stop sending conditions";
        Mirror::Rule("response-unchanged-added");
    RESPONSE_SPLIT_BY_STATUS = "response-split-by-status": Dangerous, Major, Changed;
        "existing programs read all statuses in one way, and the call returns an enum with a variant for each status";
        "match the variants";
        Mirror::Rule("response-joined-from-statuses");
    RESPONSE_JOINED_FROM_STATUSES = "response-joined-from-statuses": Dangerous, Major, Changed;
        "existing programs read some statuses in another way, and the call no longer returns an enum";
        "use the value without matching";
        Mirror::Rule("response-split-by-status");
    RESPONSE_VARIANT_ADDED = "response-variant-added": Dangerous, Minor, Added;
        "existing programs read the new status like the lowest one";
        "update the client before the server uses the status, and handle the variant";
        Mirror::Rule("response-variant-removed");
    RESPONSE_VARIANT_REMOVED = "response-variant-removed": Dangerous, Major, Removed;
        "clients read the status like the lowest one if it still occurs, and the variant is removed";
        "remove the match arm";
        Mirror::Rule("response-variant-added");
    RESPONSE_VARIANT_RENAMED = "response-variant-renamed": None, Major, Changed;
        "the status tells the variant, so nothing changes on the wire, but the variant has another Rust name";
        "write the new name";
        Mirror::Itself;
    RESPONSE_NO_LONGER_JSON = "response-no-longer-json": Breaking, Major, Changed;
        "existing programs read the body as JSON, and the call returns another Rust type";
        "use the text or the bytes";
        Mirror::Rule("response-became-json");
    RESPONSE_BECAME_JSON = "response-became-json": Dangerous, Major, Changed;
        "existing programs get the JSON as it is, and the call returns the value that is read from it";
        "read the value";
        Mirror::Rule("response-no-longer-json");
    RESPONSE_CONTENT_REMOVED = "response-content-removed": Dangerous, Major, Removed;
        "existing programs get an empty text, or no bytes, and the call returns `()`";
        "remove code that reads the body";
        Mirror::Rule("response-body-added");
    RESPONSE_TEXT_TO_BYTES = "response-text-to-bytes": Dangerous, Major, Changed;
        "existing programs replace bytes that are no text, and the call returns bytes";
        "decode the bytes where they are text";
        Mirror::Rule("response-bytes-to-text");
    RESPONSE_BYTES_TO_TEXT = "response-bytes-to-text": Compatible, Major, Changed;
        "text is bytes as well, but the call returns text";
        "remove the decoding";
        Mirror::Rule("response-text-to-bytes");
    RESPONSE_TEXT_CARE_CHANGED = "response-text-care-changed": None, Major, Changed;
        "the wire format is the same, but the text is shown and kept with more or less care, in another Rust type";
        "convert the value, or expose it";
        Mirror::Itself;
    RESPONSE_CONTENT_TYPE_CHANGED = "response-content-type-changed": Dangerous, Patch, Changed;
        "existing programs ask for the content type of before, and their code for the body may not understand the new one";
        "check code that parses the body";
        Mirror::Itself;
    ERROR_ADDED_TO_OPERATION = "error-added-to-operation": Dangerous, Patch, Changed;
        "calls may fail with an error that was not documented for them";
        "check whether to handle the error here";
        Mirror::Rule("error-removed-from-operation");
    ERROR_REMOVED_FROM_OPERATION = "error-removed-from-operation": Compatible, Patch, Changed;
        "the error is no longer documented for these calls";
        "remove its handling here";
        Mirror::Rule("error-added-to-operation");
    RESPONSE_TYPE_REPLACED = "response-type-replaced": None, Major, Changed;
        "the type is replaced by another with the same JSON, but the client returns another Rust type";
        "read the new type";
        Mirror::Itself;
    RESPONSE_TYPE_WIDENED = "response-type-widened": Breaking, Major, Changed;
        "the server may return values that existing programs cannot read, and the client returns another Rust type";
        "handle the additional values";
        Mirror::Rule("response-type-narrowed");
    RESPONSE_TYPE_NARROWED = "response-type-narrowed": Compatible, Major, Changed;
        "all values were possible before, but the client returns another Rust type";
        "use the new type";
        Mirror::Rule("response-type-widened");
    RESPONSE_BECAME_ENUM = "response-became-enum": Compatible, Major, Changed;
        "all values were possible before, but the client returns an enum instead of a `String`";
        "match the variants, or call `as_str`";
        Mirror::Rule("response-no-longer-enum");
    RESPONSE_NO_LONGER_ENUM = "response-no-longer-enum": Dangerous, Major, Changed;
        "the server may return strings outside the list, and the client returns a `String` instead of an enum";
        "compare strings, and expect other values";
        Mirror::Rule("response-became-enum");
    RESPONSE_BECAME_FORMAT = "response-became-format": Compatible, Major, Changed;
        "values of the format are strings as well, but the client no longer returns a `String`";
        "read the text with `as_str`";
        Mirror::Rule("response-no-longer-format");
    RESPONSE_NO_LONGER_FORMAT = "response-no-longer-format": Dangerous, Major, Changed;
        "the server may return strings in another format, and the client returns a `String`";
        "expect any string";
        Mirror::Rule("response-became-format");
    RESPONSE_SCALAR_TO_ARRAY = "response-scalar-to-array": Breaking, Major, Changed;
        "existing programs expect a single value and receive a list, and the client returns another Rust type";
        "expect any number of values";
        Mirror::Rule("response-array-to-scalar");
    RESPONSE_ARRAY_TO_SCALAR = "response-array-to-scalar": Breaking, Major, Changed;
        "existing programs expect a list and receive a single value, and the client returns another Rust type";
        "expect one value";
        Mirror::Rule("response-scalar-to-array");
    RESPONSE_TYPE_CHANGED = "response-type-changed": Breaking, Major, Changed;
        "existing programs cannot read the response, and the client returns another Rust type";
        "read the new type";
        Mirror::Itself;
    RESPONSE_OBJECT_TO_UNION = "response-object-to-union": Breaking, Major, Changed;
        "the server may return other objects that existing programs cannot read, and the client returns a union";
        "match the variants";
        Mirror::Rule("response-union-to-object");
    RESPONSE_UNION_TO_OBJECT = "response-union-to-object": Compatible, Major, Changed;
        "the object was a variant before, but the client returns it without the union";
        "use the object without matching";
        Mirror::Rule("response-object-to-union");
}

/// What a change of the type is called.
pub(crate) static RESPONSE: TypeChangeRules = TypeChangeRules {
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
