//! Rules for limits that clients check, and for those that no operation uses.

use crate::Rule;
use crate::rule::{Mirror, rules};

rules! {
    ENFORCED = "limits-enforced": None, Silent, Changed;
        "the limits are the same on the wire, but the client now refuses values beyond them, and sends nothing";
        "check what existing programs send";
        Mirror::Rule("limits-no-longer-enforced");
    NO_LONGER_ENFORCED = "limits-no-longer-enforced": None, Silent, Changed;
        "the limits are the same on the wire, but the client no longer refuses values beyond them: the server may";
        "check such values before the call";
        Mirror::Rule("limits-enforced");
    SCHEMA_CHANGED = "schema-limits-changed": None, Patch, Changed;
        "no operation uses the type, but its documentation says other limits";
        "no action required";
        Mirror::Itself;
}

/// The rule for limits that clients check, or no longer do.
pub(crate) fn enforcement(is_enforced: bool) -> &'static Rule {
    if is_enforced { &ENFORCED } else { &NO_LONGER_ENFORCED }
}
