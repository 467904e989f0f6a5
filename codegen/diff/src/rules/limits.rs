//! Rules for limits that clients check, and for those that no operation uses.

use crate::Rule;
use crate::rule::{Mirror, rules};

rules! {
    ENFORCED = "limits-enforced": None, Patch, Changed;
        "the limits are the same, but the client refuses values beyond them itself, where the server did";
        "no action required";
        Mirror::Rule("limits-no-longer-enforced");
    NO_LONGER_ENFORCED = "limits-no-longer-enforced": None, Patch, Changed;
        "the limits are the same, but the server refuses values beyond them, where the client did";
        "no action required";
        Mirror::Rule("limits-enforced");
    SCHEMA_CHANGED = "schema-limits-changed": None, Patch, Changed;
        "no operation uses the type, but its documentation states other limits";
        "no action required";
        Mirror::Itself;
}

/// The rule for limits that clients check, or no longer do.
pub(crate) fn enforcement(is_enforced: bool) -> &'static Rule {
    if is_enforced { &ENFORCED } else { &NO_LONGER_ENFORCED }
}
