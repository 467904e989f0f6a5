//! Levels on the wire that a project has chosen for rules.

use restwright_spec::api::{RuleLevel, WireLevel};
use restwright_spec::suggest::closest;

use crate::finding::{Finding, Findings};
use crate::rules::report as rules;
use crate::{Place, Wire};

/// Gives findings the levels that were chosen for their rules, and tells of levels for rules that there are not.
pub(crate) fn apply(findings: Findings, levels: &[RuleLevel]) -> Findings {
    let unknown = levels.iter().filter_map(unknown);
    let chosen = findings.into_iter().map(|mut finding| {
        if let Some(level) = levels.iter().find(|level| level.rule.value == finding.rule.id) {
            finding.wire = wire(level.wire);
            finding.chosen = Some(level.reason.value.clone());
        }
        finding
    });
    chosen.chain(unknown).collect()
}

fn unknown(level: &RuleLevel) -> Option<Finding> {
    let known = crate::rules();
    if known.iter().any(|rule| rule.id == level.rule.value && rule.kind.is_change()) {
        return None;
    }
    let changes = known.iter().filter(|rule| rule.kind.is_change());
    let meant = closest(&level.rule.value, changes.map(|rule| rule.id));
    let finding = Finding::new(&rules::LEVEL_UNKNOWN_RULE, Place::written("levels"));
    let mut finding = finding.in_head(level.rule.span);
    finding.after = Some(format!("gives a level to `{}`", level.rule.value));
    finding.suggestion = meant.map(|id| format!("did you mean `{id}`?"));
    Some(finding)
}

fn wire(level: WireLevel) -> Wire {
    match level {
        WireLevel::None => Wire::None,
        WireLevel::Compatible => Wire::Compatible,
        WireLevel::Dangerous => Wire::Dangerous,
        WireLevel::Breaking => Wire::Breaking,
    }
}

#[cfg(test)]
mod tests {
    use restwright_spec::{Span, Spanned};

    use super::*;
    use crate::rules::errors::{ERROR_CODE_ADDED, ERROR_CODE_REMOVED};

    #[test]
    fn a_chosen_level_stands_for_that_of_its_rule_alone() {
        check("error-code-added", WireLevel::Breaking, &[Wire::Breaking, ERROR_CODE_REMOVED.wire]);
        check("error-code-added", WireLevel::None, &[ERROR_CODE_REMOVED.wire, Wire::None]);
        let own = [ERROR_CODE_ADDED.wire, ERROR_CODE_REMOVED.wire];
        assert_eq!(own, [Wire::Dangerous, Wire::Compatible], "the levels above differ from these");
    }

    #[test]
    fn a_level_for_no_rule_is_told() {
        for (rule, meant) in [
            ("error-code-aded", Some("did you mean `error-code-added`?")),
            ("version-too-low", None),
        ] {
            let found = apply(Findings::default(), &[level(rule, WireLevel::None)]);
            assert_eq!(found[0].rule.id, "level-unknown-rule", "{rule}");
            assert_eq!(found[0].suggestion.as_deref(), meant, "{rule}");
        }
    }

    #[track_caller]
    fn check(rule: &str, wire: WireLevel, expected: &[Wire]) {
        let findings = [&ERROR_CODE_ADDED, &ERROR_CODE_REMOVED];
        let findings = findings.map(|rule| Finding::new(rule, Place::error("gone")));
        let findings = apply(findings.into_iter().collect(), &[level(rule, wire)]);
        let mut found: Vec<_> = findings.iter().map(|finding| finding.wire).collect();
        let mut expected = expected.to_vec();
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected);
        let chosen = findings.iter().filter(|finding| finding.chosen.is_some());
        assert!(chosen.map(|finding| finding.rule.id).eq([rule]));
    }

    fn level(rule: &str, wire: WireLevel) -> RuleLevel {
        let text = |text: &str| Spanned { value: text.to_owned(), span: Span::default() };
        RuleLevel { rule: text(rule), wire, reason: text("it suits") }
    }
}
