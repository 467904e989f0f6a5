//! The directions in which a type is used, and the rule that applies if there are two.

use restwright_spec::api::Usage;

use crate::Rule;

/// The directions in which a type is used on both sides of the comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Directions {
    pub(super) sent: bool,
    pub(super) answered: bool,
}

/// The rules for one change, by direction.
#[derive(Clone, Copy, Debug)]
pub(super) struct RulesByDirection {
    pub(super) sent: &'static Rule,
    pub(super) answered: &'static Rule,
    pub(super) unused: &'static Rule,
}

impl Directions {
    /// A direction of one side only affects no existing program.
    pub(super) fn of(base: Usage, head: Usage) -> Self {
        Self {
            sent: base.in_requests && head.in_requests,
            answered: base.in_responses && head.in_responses,
        }
    }

    /// One change is one finding: of two directions, the one with the higher level counts.
    pub(super) fn rule_for(self, by_direction: RulesByDirection) -> &'static Rule {
        let RulesByDirection { sent, answered, unused } = by_direction;
        if self.answered && (!self.sent || severity(answered) > severity(sent)) {
            answered
        } else if self.sent {
            sent
        } else {
            unused
        }
    }
}

fn severity(rule: &Rule) -> (crate::WireLevel, crate::Rust) {
    (rule.wire, rule.rust)
}

impl RulesByDirection {
    /// A change with the same rule in both directions.
    pub(super) fn alike(rule: &'static Rule, unused: &'static Rule) -> Self {
        Self { sent: rule, answered: rule, unused }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::enums as rules;

    #[test]
    fn the_way_with_more_harm_counts() {
        let added = RulesByDirection {
            sent: &rules::REQUEST_ADDED,
            answered: &rules::RESPONSE_ADDED,
            unused: &rules::SCHEMA_ADDED,
        };
        let removed = RulesByDirection {
            sent: &rules::REQUEST_REMOVED,
            answered: &rules::RESPONSE_REMOVED,
            unused: &rules::SCHEMA_REMOVED,
        };
        for (sent, answered, by_direction, expected) in [
            (true, true, added, "response-enum-value-added"),
            (true, true, removed, "request-enum-value-removed"),
            (true, false, added, "request-enum-value-added"),
            (false, true, removed, "response-enum-value-removed"),
            (false, false, added, "schema-enum-value-added"),
        ] {
            assert_eq!(Directions { sent, answered }.rule_for(by_direction).id, expected);
        }
    }
}
