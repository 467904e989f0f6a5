//! Levels on the wire that a project has chosen for rules.

use restwright_spec::api::{self, RuleLevel};
use restwright_spec::suggest::closest;

use crate::finding::{Finding, Findings};
use crate::rules::report as rules;
use crate::{Place, WireLevel};

/// Gives findings the levels that were chosen for their rules, and reports levels that have no effect.
pub(crate) fn apply(findings: Findings, levels: &[RuleLevel]) -> Findings {
    let useless = levels.iter().filter_map(useless);
    let chosen = findings.into_iter().map(|mut finding| {
        if let Some(level) = levels.iter().find(|level| level.rule.value == finding.rule.id) {
            finding.wire = wire(level.wire);
            finding.chosen = Some(level.reason.value.clone());
        }
        finding
    });
    chosen.chain(useless).collect()
}

fn useless(level: &RuleLevel) -> Option<Finding> {
    let at = |rule| Finding::new(rule, Place::written("levels")).in_head(level.rule.span);
    let id = &level.rule.value;
    let changes = crate::rules().into_iter().filter(|rule| rule.kind.is_change());
    let Some(rule) = changes.clone().find(|rule| rule.id == id) else {
        let mut finding = at(&rules::LEVEL_UNKNOWN_RULE).after(format!("gives a level to `{id}`"));
        let meant = closest(id, changes.map(|rule| rule.id));
        finding.suggestion = meant.map(|id| format!("did you mean `{id}`?"));
        return Some(finding);
    };
    let has_effect = rule.wire != wire(level.wire);
    (!has_effect).then(|| {
        let finding = at(&rules::LEVEL_WITHOUT_EFFECT);
        finding.after(format!("gives `{id}` the level `{}`", rule.wire.as_str()))
    })
}

fn wire(level: api::WireLevel) -> WireLevel {
    match level {
        api::WireLevel::None => WireLevel::None,
        api::WireLevel::Compatible => WireLevel::Compatible,
        api::WireLevel::Dangerous => WireLevel::Dangerous,
        api::WireLevel::Breaking => WireLevel::Breaking,
    }
}

#[cfg(test)]
mod tests {
    use restwright_spec::{Span, Spanned};

    use super::*;
    use crate::rules::errors::{ERROR_CODE_ADDED, ERROR_CODE_REMOVED};

    #[test]
    fn a_chosen_level_stands_for_that_of_its_rule_alone() {
        check(
            "error-code-added",
            api::WireLevel::Breaking,
            &[WireLevel::Breaking, ERROR_CODE_REMOVED.wire],
        );
        check(
            "error-code-added",
            api::WireLevel::None,
            &[ERROR_CODE_REMOVED.wire, WireLevel::None],
        );
        let own = [ERROR_CODE_ADDED.wire, ERROR_CODE_REMOVED.wire];
        assert_eq!(
            own,
            [WireLevel::Dangerous, WireLevel::Compatible],
            "the levels above differ from these"
        );
    }

    #[test]
    fn a_level_for_no_rule_is_told() {
        for (rule, meant) in [
            ("error-code-aded", Some("did you mean `error-code-added`?")),
            ("version-too-low", None),
        ] {
            let found = apply(Findings::default(), &[level(rule, api::WireLevel::None)]);
            assert_eq!(found[0].rule.id, "level-unknown-rule", "{rule}");
            assert_eq!(found[0].suggestion.as_deref(), meant, "{rule}");
        }
    }

    #[test]
    fn a_level_that_the_rule_has_anyway_is_told() {
        let found =
            apply(Findings::default(), &[level("error-code-added", api::WireLevel::Dangerous)]);
        assert_eq!(found[0].rule.id, "level-without-effect");
        assert!(
            apply(Findings::default(), &[level("error-code-added", api::WireLevel::None)])
                .is_empty()
        );
    }

    #[track_caller]
    fn check(rule: &str, wire: api::WireLevel, expected: &[WireLevel]) {
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

    fn level(rule: &str, wire: api::WireLevel) -> RuleLevel {
        let text = |text: &str| Spanned { value: text.to_owned(), span: Span::default() };
        RuleLevel { rule: text(rule), wire, reason: text("it suits") }
    }
}
