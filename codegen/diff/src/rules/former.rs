//! Rules for former names, whatever kind of element has them.

use crate::rule::{Mirror, rules};

rules! {
    ALIAS_ADDED = "alias-added": None, Minor, Added;
        "a name that the element had long ago works again, as a deprecated alias";
        "nothing has to be done";
        Mirror::Rule("alias-removed");
    ALIAS_REMOVED = "alias-removed": None, Major, Removed;
        "the deprecated alias is gone, and with it the last way to use the former name";
        "write the name that the element has now";
        Mirror::Rule("alias-added");
}
