//! Rules for changes of the layout of error bodies.

use crate::rule::{Mirror, rules};

rules! {
    ERROR_BODY_ADDED = "error-body-added": Compatible, Patch, Added;
        "existing programs see the status only; updated programs see the code as well";
        "no action required";
        Mirror::Rule("error-body-removed");
    ERROR_BODY_REMOVED = "error-body-removed": Breaking, Patch, Removed;
        "errors no longer have a code, only a status";
        "classify errors by their status";
        Mirror::Rule("error-body-added");
    ERROR_BODY_CODE_CHANGED = "error-body-code-changed": Breaking, Patch, Changed;
        "existing programs no longer find the code, so all errors are unknown to them";
        "update at the same time as the server";
        Mirror::Itself;
    ERROR_BODY_IN_SUCCESS_ADDED = "error-body-in-success-added": Breaking, Patch, Changed;
        "existing programs treat an error with a 2xx status as a success";
        "update before the server sends such errors";
        Mirror::Rule("error-body-in-success-removed");
    ERROR_BODY_SUCCESS_MISTAKEN = "error-body-success-mistaken": Breaking, Patch, Changed;
        "success bodies may contain the key of the code, and existing programs treat them as errors";
        "update before the server sends the key; authors should rename the key";
        Mirror::Nothing("undone, the key has to go before successes can hold errors again");
    ERROR_BODY_IN_SUCCESS_REMOVED = "error-body-in-success-removed": Dangerous, Patch, Changed;
        "existing programs still treat a success with the key of the code as an error";
        "update before a success has that key";
        Mirror::Rule("error-body-in-success-added");
    ERROR_BODY_KEY_CHANGED = "error-body-key-changed": Breaking, Patch, Changed;
        "existing programs no longer find the value";
        "update at the same time as the server";
        Mirror::Itself;
    ERROR_BODY_KEY_REUSED = "error-body-key-reused": Breaking, Silent, Changed;
        "the key held another part of the error: existing programs confuse them, and everything builds";
        "update at the same time as the server; authors should choose an unused key";
        Mirror::Nothing("undone, the key goes back to where it was, which is again a reuse or the end of one");
    ERROR_BODY_KEY_ADDED = "error-body-key-added": Compatible, Patch, Added;
        "existing programs skip the key; updated programs can read it";
        "no action required";
        Mirror::Rule("error-body-key-removed");
    ERROR_BODY_KEY_REMOVED = "error-body-key-removed": Dangerous, Patch, Removed;
        "the value is no longer available";
        "handle the absent value";
        Mirror::Rule("error-body-key-added");
    ERROR_BODY_KEY_CASE_CHANGED = "error-body-key-case-changed": None, Patch, Changed;
        "clients find a key with its first letter in either case";
        "no action required";
        Mirror::Itself;
}
