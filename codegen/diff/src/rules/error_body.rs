//! Rules for changes of the layout of error bodies.

use crate::rule::{Mirror, rules};

rules! {
    ERROR_BODY_ADDED = "error-body-added": Compatible, Patch, Added;
        "programs that were built before go on with the status alone; built anew, they see the code as well";
        "nothing has to be done";
        Mirror::Rule("error-body-removed");
    ERROR_BODY_REMOVED = "error-body-removed": Breaking, Patch, Removed;
        "no error has a code any more, so that nothing tells one from another but its status";
        "tell errors apart by their status";
        Mirror::Rule("error-body-added");
    ERROR_BODY_CODE_CHANGED = "error-body-code-changed": Breaking, Patch, Changed;
        "programs that were built before no longer find the code, so that every error is unknown to them";
        "build with the new client at the moment in which the server changes";
        Mirror::Itself;
    ERROR_BODY_IN_SUCCESS_ADDED = "error-body-in-success-added": Breaking, Patch, Changed;
        "programs that were built before take an error with the status of a success for a success";
        "build with the new client before the server answers so";
        Mirror::Rule("error-body-in-success-removed");
    ERROR_BODY_SUCCESS_MISTAKEN = "error-body-success-mistaken": Breaking, Patch, Changed;
        "successes can hold the key of the code now, and programs that were built before take them for errors";
        "build with the new client before the server sends the key; authors should give the key another name";
        Mirror::Nothing("undone, the key has to go before successes can hold errors again");
    ERROR_BODY_IN_SUCCESS_REMOVED = "error-body-in-success-removed": Dangerous, Patch, Changed;
        "programs that were built before go on to take a success with the key of the code for an error";
        "build with the new client before a success has that key";
        Mirror::Rule("error-body-in-success-added");
    ERROR_BODY_KEY_CHANGED = "error-body-key-changed": Breaking, Patch, Changed;
        "programs that were built before no longer find what the key held";
        "build with the new client at the moment in which the server changes";
        Mirror::Itself;
    ERROR_BODY_KEY_ADDED = "error-body-key-added": Compatible, Patch, Added;
        "programs that were built before skip the key; built anew, they can read it";
        "nothing has to be done";
        Mirror::Rule("error-body-key-removed");
    ERROR_BODY_KEY_REMOVED = "error-body-key-removed": Dangerous, Patch, Removed;
        "what the key held is no longer there for programs that show it or act by it";
        "expect nothing there";
        Mirror::Rule("error-body-key-added");
    ERROR_BODY_KEY_CASE_CHANGED = "error-body-key-case-changed": None, Patch, Changed;
        "clients find a key with its first letter in either case";
        "nothing has to be done";
        Mirror::Itself;
}
