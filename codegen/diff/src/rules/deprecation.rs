//! Rules for what is said of elements that should no longer be used, whatever kind of element it is.

use crate::rule::{Mirror, rules};

rules! {
    DEPRECATED = "deprecated": Compatible, Minor, Deprecated;
        "the API keeps working, and the compiler now warns programs that use the item";
        "migrate to the replacement before the element is removed";
        Mirror::Rule("undeprecated");
    DEPRECATED_TYPE = "deprecated-type": Compatible, Patch, Deprecated;
        "the API keeps working, and only documentation shows the deprecation: an attribute would also warn where another type contains this one";
        "migrate to the replacement before the type is removed";
        Mirror::Rule("undeprecated");
    DEPRECATED_ARGUMENT = "deprecated-argument": Compatible, None, Deprecated;
        "the element is a required argument, and Rust cannot deprecate arguments";
        "see the changelog: the compiler does not warn";
        Mirror::Rule("undeprecated");
    UNDEPRECATED = "undeprecated": Compatible, Patch, Deprecated;
        "the element stays, and programs that use it are no longer warned";
        "remove `allow(deprecated)`";
        Mirror::Rule("deprecated");
    REMOVAL_DATE_ADDED = "removal-date-added": Dangerous, Patch, Deprecated;
        "a deprecated element now has a removal date";
        "migrate before the removal date";
        Mirror::Rule("removal-date-removed");
    REMOVAL_DATE_REMOVED = "removal-date-removed": Dangerous, Patch, Deprecated;
        "the removal date is withdrawn, so the element may be removed at any time";
        "migrate soon";
        Mirror::Rule("removal-date-added");
    REMOVAL_DATE_MOVED_EARLIER = "removal-date-moved-earlier": Dangerous, Patch, Deprecated;
        "the element may be removed earlier than promised";
        "migrate earlier";
        Mirror::Rule("removal-date-moved-later");
    REMOVAL_DATE_MOVED_LATER = "removal-date-moved-later": Compatible, Patch, Deprecated;
        "the element stays longer than promised";
        "no action required";
        Mirror::Rule("removal-date-moved-earlier");
    REMOVAL_DATE_PASSED = "removal-date-passed": None, None, Mistake;
        "the new removal date is already in the past, so nobody has time to migrate";
        "authors should choose a later date";
        Mirror::Nothing("it describes the head alone, which is the base when undone");
    REPLACEMENT_CHANGED = "replacement-changed": None, Patch, Deprecated;
        "only the advice in the compiler's warning changes";
        "check the new advice if you have not migrated yet";
        Mirror::Itself;
    DEPRECATED_SINCE_CHANGED = "deprecated-since-changed": None, Patch, Deprecated;
        "only the version in the compiler's warning changes";
        "no action required";
        Mirror::Itself;
}
