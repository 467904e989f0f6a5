//! Rules for changes of the variables of servers.

use crate::rule::{Mirror, rules};

rules! {
    SERVER_VARIABLES_ADDED = "server-variables-added": Compatible, Minor, Added;
        "callers can choose parts of the base URL, and its constant has the defaults";
        "no action required";
        Mirror::Rule("server-variables-removed");
    SERVER_VARIABLES_REMOVED = "server-variables-removed": Dangerous, Major, Removed;
        "callers can no longer choose parts of the base URL, and URLs that they chose may no longer respond";
        "use the constant of the server, or set the base URL that it had";
        Mirror::Rule("server-variables-added");
    SERVER_VARIABLE_ADDED_OPTIONAL = "server-variable-added-optional": Compatible, Major, Added;
        "the base URL has another part that callers can choose, and its function another argument";
        "pass `None` for the default";
        Mirror::Rule("server-variable-removed-optional");
    SERVER_VARIABLE_REMOVED_OPTIONAL = "server-variable-removed-optional": Dangerous, Major, Removed;
        "URLs with other values than the default may no longer respond, and the function of the server loses an argument";
        "take the argument out";
        Mirror::Rule("server-variable-added-optional");
    SERVER_VARIABLE_ADDED_REQUIRED = "server-variable-added-required": Breaking, Major, Added;
        "the base URL needs another value, without which existing programs call it";
        "pass a value to the function of the server";
        Mirror::Rule("server-variable-removed-required");
    SERVER_VARIABLE_REMOVED_REQUIRED = "server-variable-removed-required": Breaking, Major, Removed;
        "existing programs call a URL with a value that it no longer has";
        "use the constant of the server, or take the argument out";
        Mirror::Rule("server-variable-added-required");
    SERVER_VARIABLE_DEFAULT_ADDED = "server-variable-default-added": Compatible, Major, Changed;
        "callers may leave the value out, so its argument is optional";
        "write `Some(..)` around the value";
        Mirror::Rule("server-variable-default-removed");
    SERVER_VARIABLE_DEFAULT_REMOVED = "server-variable-default-removed": Dangerous, Major, Changed;
        "callers have to give the value, and the URL with the old default may no longer respond";
        "pass a value to the function of the server";
        Mirror::Rule("server-variable-default-added");
    SERVER_VARIABLE_DEFAULT_CHANGED = "server-variable-default-changed": Dangerous, Silent, Changed;
        "rebuilt programs that gave no value silently call another URL";
        "set the value explicitly";
        Mirror::Itself;
    SERVER_VARIABLE_VALUE_ADDED = "server-variable-value-added": Compatible, Minor, Added;
        "the variable can have further values";
        "no action required";
        Mirror::Rule("server-variable-value-removed");
    SERVER_VARIABLE_VALUE_REMOVED = "server-variable-value-removed": Dangerous, Silent, Removed;
        "the URL with the value may no longer respond, and rebuilt programs get an error for it";
        "choose another value";
        Mirror::Rule("server-variable-value-added");
    SERVER_VARIABLE_RENAMED = "server-variable-renamed": None, Patch, Changed;
        "the URLs are the same, and arguments have no names";
        "no action required";
        Mirror::Itself;
    SERVER_VARIABLE_DOC_CHANGED = "server-variable-doc-changed": None, Patch, Changed;
        "only documentation changes";
        "no action required";
        Mirror::Itself;
}
