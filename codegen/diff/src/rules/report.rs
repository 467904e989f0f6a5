//! Rules for what is odd about a comparison as a whole: its acceptances and the version of the head.

use crate::rule::{Mirror, rules};

rules! {
    ACCEPTANCE_STALE = "acceptance-stale": None, None, Acceptance;
        "nothing is found that it could accept, so that it may one day accept what nobody has looked at";
        "take it out of the list of accepted findings";
        Mirror::Nothing("it tells of a list, not of a change");
    ACCEPTANCE_EXPIRED = "acceptance-expired": None, None, Acceptance;
        "the last day of the acceptance has passed, so that its finding counts again";
        "decide anew: undo the change, or accept it until another day";
        Mirror::Nothing("it tells of a list, not of a change");
    ACCEPTANCE_UNKNOWN_RULE = "acceptance-unknown-rule": None, None, Acceptance;
        "there is no such rule, so that nothing can ever be accepted by it";
        "write the id of the rule as the finding shows it";
        Mirror::Nothing("it tells of a list, not of a change");
    LEVEL_UNKNOWN_RULE = "level-unknown-rule": None, None, Acceptance;
        "no change has this rule, so that the level is for nothing";
        "write the id of the rule as a finding shows it";
        Mirror::Nothing("it tells of a list, not of a change");
    VERSION_TOO_LOW = "version-too-low": None, None, Version;
        "programs that asked for the version of the base would get the head unasked, although the changes do not permit that";
        "raise the version of the crate to the one required, or to a later one";
        Mirror::Nothing("it tells of two versions, and the other way round the version goes backwards");
    VERSION_BACKWARDS = "version-backwards": None, None, Version;
        "the version of the head is lower than that of the base, so that nobody would get the head";
        "raise the version of the crate above that of the base";
        Mirror::Nothing("it tells of two versions, and the other way round the version goes forward");
}
