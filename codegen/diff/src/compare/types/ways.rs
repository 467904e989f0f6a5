//! The ways on which the values of a type travel, and the rule that counts if there are two.

use restwright_spec::api::Usage;

use crate::Rule;

/// The ways on which the values of a type travel on both sides of the comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ways {
    pub(super) sent: bool,
    pub(super) answered: bool,
}

/// The rules for one change, by the way of what changed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Verdict {
    pub(super) sent: &'static Rule,
    pub(super) answered: &'static Rule,
    pub(super) unused: &'static Rule,
}

impl Ways {
    /// A way that only one of the sides knows has no programs that could meet the change.
    pub(super) fn of(base: Usage, head: Usage) -> Self {
        Self {
            sent: base.in_requests && head.in_requests,
            answered: base.in_responses && head.in_responses,
        }
    }

    /// One change is one finding: of two ways the one counts on which it does more harm.
    pub(super) fn judge(self, verdict: Verdict) -> &'static Rule {
        let Verdict { sent, answered, unused } = verdict;
        if self.answered && (!self.sent || harm(answered) > harm(sent)) {
            answered
        } else if self.sent {
            sent
        } else {
            unused
        }
    }
}

fn harm(rule: &Rule) -> (crate::Wire, crate::Rust) {
    (rule.wire, rule.rust)
}

impl Verdict {
    /// A change that does the same on both ways.
    pub(super) fn travelling(rule: &'static Rule, unused: &'static Rule) -> Self {
        Self { sent: rule, answered: rule, unused }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::enums as rules;

    #[test]
    fn the_way_with_more_harm_counts() {
        let added = Verdict {
            sent: &rules::REQUEST_ADDED,
            answered: &rules::RESPONSE_ADDED,
            unused: &rules::SCHEMA_ADDED,
        };
        let removed = Verdict {
            sent: &rules::REQUEST_REMOVED,
            answered: &rules::RESPONSE_REMOVED,
            unused: &rules::SCHEMA_REMOVED,
        };
        for (sent, answered, verdict, expected) in [
            (true, true, added, "response-enum-value-added"),
            (true, true, removed, "request-enum-value-removed"),
            (true, false, added, "request-enum-value-added"),
            (false, true, removed, "response-enum-value-removed"),
            (false, false, added, "schema-enum-value-added"),
        ] {
            assert_eq!(Ways { sent, answered }.judge(verdict).id, expected);
        }
    }
}
