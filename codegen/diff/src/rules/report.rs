//! Rules for problems with acceptances and the version of the head.

use crate::rule::{Mirror, rules};

rules! {
    ACCEPTANCE_STALE = "acceptance-stale": None, None, Acceptance;
        "it matches no finding, and may later accept a change that nobody has reviewed";
        "remove it from the list of accepted findings";
        Mirror::Nothing("it describes a list, not a change");
    ACCEPTANCE_EXPIRED = "acceptance-expired": None, None, Acceptance;
        "the last day of the acceptance has passed, so its finding counts again";
        "undo the change, or accept it until another date";
        Mirror::Nothing("it describes a list, not a change");
    ACCEPTANCE_UNKNOWN_RULE = "acceptance-unknown-rule": None, None, Acceptance;
        "there is no such rule";
        "write the id of the rule as the finding shows it";
        Mirror::Nothing("it describes a list, not a change");
    LEVEL_UNKNOWN_RULE = "level-unknown-rule": None, None, Acceptance;
        "no change has this rule";
        "write the id of the rule as a finding shows it";
        Mirror::Nothing("it describes a list, not a change");
    LEVEL_WITHOUT_EFFECT = "level-without-effect": None, None, Acceptance;
        "the rule has this level anyway, so the entry changes nothing";
        "remove the entry, or choose another level";
        Mirror::Nothing("it describes a list, not a change");
    VERSION_TOO_LOW = "version-too-low": None, None, Version;
        "programs that depend on the version of the base would be upgraded automatically to an incompatible version";
        "raise the version of the crate to the one required, or to a later one";
        Mirror::Nothing("it describes two versions, and vice versa the version goes backwards");
    VERSION_BACKWARDS = "version-backwards": None, None, Version;
        "the version of the head is lower than that of the base, so nobody would receive the head";
        "raise the version of the crate above that of the base";
        Mirror::Nothing("it describes two versions, and vice versa the version goes forward");
}
