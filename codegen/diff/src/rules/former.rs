//! Rules for names and aliases, whatever kind of element has them.

use crate::rule::{Mirror, rules};

rules! {
    ALIAS_ADDED = "alias-added": None, Minor, Added;
        "an earlier name of the element works again, as a deprecated alias";
        "no action required";
        Mirror::Rule("alias-removed");
    ALIAS_REMOVED = "alias-removed": None, Major, Removed;
        "the deprecated alias is removed, so the old name no longer works";
        "write the current name";
        Mirror::Rule("alias-added");
    ALIAS_REUSED = "alias-reused": None, Silent, Changed;
        "a name that programs use, such as a deprecated alias, belongs to another element now: programs build as before and use that one";
        "check every use of the name before updating; authors should remove the alias, and choose an unused name";
        Mirror::Itself;
    FORMER_NAME_UNKNOWN = "former-name-unknown": None, None, Mistake;
        "`renamed_from` names nothing that the base has, so no former name stays available";
        "authors should name what the base calls the element, or remove `renamed_from`";
        Mirror::Nothing("it describes the head alone, which is the base when undone");
    ID_REUSED = "id-reused": None, Silent, Changed;
        "nothing changes on the wire, but an element has the id that another one had: programs build as before and use one in the place of the other";
        "check every use of the names before updating; authors should keep the ids, which are never sent";
        Mirror::Itself;
}
