//! Rules for what is said of elements that should no longer be used, whatever kind of element it is.

use crate::rule::{Mirror, rules};

rules! {
    DEPRECATED = "deprecated": Compatible, Minor, Deprecated;
        "the API goes on as before, and the compiler now warns programs that use the item";
        "move to what the note names before the element goes";
        Mirror::Rule("undeprecated");
    DEPRECATED_TYPE = "deprecated-type": Compatible, Patch, Deprecated;
        "the API goes on as before, and only documentation says it: an attribute would warn wherever another type has to hold this one";
        "move to what its documentation names before the type goes";
        Mirror::Rule("undeprecated");
    DEPRECATED_ARGUMENT = "deprecated-argument": Compatible, None, Deprecated;
        "the element is an argument that calls cannot leave out, and Rust has no mark for an argument";
        "see the changelog; nothing warns programs that go on passing it";
        Mirror::Rule("undeprecated");
    UNDEPRECATED = "undeprecated": Compatible, Patch, Deprecated;
        "the element stays, and programs that use it are no longer warned";
        "an `allow(deprecated)` for its sake can go";
        Mirror::Rule("deprecated");
    REMOVAL_DATE_ADDED = "removal-date-added": Dangerous, Patch, Deprecated;
        "what was deprecated without an end may now go after a day";
        "move to the replacement before that day";
        Mirror::Rule("removal-date-removed");
    REMOVAL_DATE_REMOVED = "removal-date-removed": Dangerous, Patch, Deprecated;
        "programs planned with the day until which the element was promised, and nothing promises it now";
        "move to the replacement soon, since the element may go at any time";
        Mirror::Rule("removal-date-added");
    REMOVAL_DATE_MOVED_EARLIER = "removal-date-moved-earlier": Dangerous, Patch, Deprecated;
        "programs planned with the later day, and the element may be gone before it";
        "bring the move to the replacement forward";
        Mirror::Rule("removal-date-moved-later");
    REMOVAL_DATE_MOVED_LATER = "removal-date-moved-later": Compatible, Patch, Deprecated;
        "the element stays for longer than was promised";
        "nothing has to be done";
        Mirror::Rule("removal-date-moved-earlier");
    REPLACEMENT_CHANGED = "replacement-changed": None, Patch, Deprecated;
        "only the advice in the compiler's warning changes";
        "see whether the new advice suits better, if the move is not done yet";
        Mirror::Itself;
    DEPRECATED_SINCE_CHANGED = "deprecated-since-changed": None, Patch, Deprecated;
        "only the version in the compiler's warning changes";
        "nothing has to be done";
        Mirror::Itself;
}
