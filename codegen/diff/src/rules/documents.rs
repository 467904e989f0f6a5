//! Rules for constraints: limits of values in descriptions, and what else OpenAPI documents state.

use crate::rule::{Mirror, rules};
use crate::{Direction, Rule};

rules! {
    REQUEST_CONSTRAINT_TIGHTENED = "request-constraint-tightened": Breaking, Patch, Changed;
        "the server rejects values or calls that it accepted";
        "check what existing programs send";
        Mirror::Rule("request-constraint-loosened");
    REQUEST_CONSTRAINT_LOOSENED = "request-constraint-loosened": Compatible, Patch, Changed;
        "the server accepts more than before";
        "no action required";
        Mirror::Rule("request-constraint-tightened");
    REQUEST_CONSTRAINT_CHANGED = "request-constraint-changed": Dangerous, Patch, Changed;
        "the server may reject values that it accepted: nothing tells which of the two constraints is stricter";
        "check what existing programs send";
        Mirror::Itself;
    RESPONSE_CONSTRAINT_TIGHTENED = "response-constraint-tightened": Compatible, Patch, Changed;
        "the server promises more than before";
        "no action required";
        Mirror::Rule("response-constraint-loosened");
    RESPONSE_CONSTRAINT_LOOSENED = "response-constraint-loosened": Dangerous, Patch, Changed;
        "programs may receive values that they do not expect";
        "check what existing programs do with such values";
        Mirror::Rule("response-constraint-tightened");
    RESPONSE_CONSTRAINT_CHANGED = "response-constraint-changed": Dangerous, Patch, Changed;
        "programs may receive values that they do not expect";
        "check what existing programs do with such values";
        Mirror::Itself;
}

/// The rule for a constraint that is stricter, less strict, or neither.
#[must_use]
pub fn constraint(direction: Direction, is_stricter: Option<bool>) -> &'static Rule {
    match (direction, is_stricter) {
        (Direction::Request, Some(true)) => &REQUEST_CONSTRAINT_TIGHTENED,
        (Direction::Request, Some(false)) => &REQUEST_CONSTRAINT_LOOSENED,
        (Direction::Request, None) => &REQUEST_CONSTRAINT_CHANGED,
        (Direction::Response, Some(true)) => &RESPONSE_CONSTRAINT_TIGHTENED,
        (Direction::Response, Some(false)) => &RESPONSE_CONSTRAINT_LOOSENED,
        (Direction::Response, None) => &RESPONSE_CONSTRAINT_CHANGED,
    }
}
