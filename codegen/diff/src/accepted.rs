//! Separates accepted findings from open ones.

use restwright_spec::api::Acceptance;
use restwright_spec::suggest::closest;

use crate::finding::{Finding, Findings};
use crate::rules::report as rules;
use crate::{Place, Rule};

/// A finding that is known and accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// What is accepted.
    pub finding: Finding,
    /// Why, as written in the description.
    pub reason: String,
    /// The last day on which it is, `YYYY-MM-DD`.
    pub expires: String,
}

/// Splits findings into open ones and accepted ones. A problem with an acceptance is an open finding, and nothing can
/// accept that. Without a day to compare with, no acceptance has expired.
pub(crate) fn split(
    findings: Findings,
    acceptances: &[Acceptance],
    today: Option<&str>,
) -> (Findings, Vec<Accepted>) {
    let (mut open, mut accepted) = (Findings::default(), Vec::new());
    for acceptance in acceptances {
        if let Some(problem) = acceptance_problem(&findings, acceptance, today) {
            open.push(problem);
        }
    }
    for finding in findings {
        let mut matching = acceptances.iter().filter(|acceptance| is_for(acceptance, &finding));
        match matching.find(|acceptance| !has_expired(acceptance, today)) {
            Some(Acceptance { reason, expires, .. }) => accepted.push(Accepted {
                finding,
                reason: reason.value.clone(),
                expires: expires.value.clone(),
            }),
            None => open.push(finding),
        }
    }
    open.sort();
    (open, accepted)
}

fn acceptance_problem(
    findings: &Findings,
    acceptance: &Acceptance,
    today: Option<&str>,
) -> Option<Finding> {
    let Acceptance { rule, place, reason: _, expires } = acceptance;
    let found = |kind: &'static Rule| {
        let finding = Finding::new(kind, Place::written(place)).in_head(rule.span);
        finding.after(format!("accepts `{}` until {}", rule.value, expires.value))
    };
    let known = crate::rules();
    if !known.iter().any(|known| known.id == rule.as_str()) {
        let meant = closest(rule, known.iter().map(|rule| rule.id));
        let meant = meant.map(|id| format!("did you mean `{id}`?"));
        let mut finding = found(&rules::ACCEPTANCE_UNKNOWN_RULE);
        finding.suggestion = meant;
        return Some(finding);
    }
    if !findings.iter().any(|finding| is_for(acceptance, finding)) {
        return Some(found(&rules::ACCEPTANCE_STALE));
    }
    has_expired(acceptance, today).then(|| found(&rules::ACCEPTANCE_EXPIRED))
}

fn is_for(acceptance: &Acceptance, finding: &Finding) -> bool {
    *acceptance.rule == *finding.rule.id && *acceptance.place == *finding.place.as_str()
}

/// Days are written so that the order of their texts is that of the days.
fn has_expired(acceptance: &Acceptance, today: Option<&str>) -> bool {
    today.is_some_and(|today| acceptance.expires.as_str() < today)
}

#[cfg(test)]
mod tests {
    use restwright_spec::Spanned;

    use super::*;
    use crate::rules::errors::ERROR_CODE_ADDED;

    #[test]
    fn an_acceptance_is_for_one_rule_at_one_place_until_its_day() {
        let accepted = "accepted";
        check("error-code-added", "errors.gone", "2026-06-15", &[accepted]);
        check("error-code-added", "errors.gone", "2026-06-16", &[accepted]);
        check(
            "error-code-added",
            "errors.gone",
            "2026-06-14",
            &["acceptance-expired", "error-code-added"],
        );
        check(
            "error-code-added",
            "errors.lost",
            "2027-01-01",
            &["acceptance-stale", "error-code-added"],
        );
        check(
            "error-code-removed",
            "errors.gone",
            "2027-01-01",
            &["acceptance-stale", "error-code-added"],
        );
        check(
            "error-code-aded",
            "errors.gone",
            "2027-01-01",
            &["acceptance-unknown-rule: did you mean `error-code-added`?", "error-code-added"],
        );
        // What tells of the list itself cannot be accepted.
        check(
            "acceptance-stale",
            "errors.gone",
            "2027-01-01",
            &["acceptance-stale", "error-code-added"],
        );
    }

    #[track_caller]
    fn check(rule: &str, place: &str, expires: &str, expected: &[&str]) {
        let text =
            |text: &str| Spanned { value: text.to_owned(), span: restwright_spec::Span::default() };
        let reason = text("it was announced");
        let acceptance =
            Acceptance { rule: text(rule), place: text(place), reason, expires: text(expires) };
        let mut findings = Findings::default();
        findings.push(Finding::new(&ERROR_CODE_ADDED, Place::error("gone")));
        let (open, accepted) = split(findings, &[acceptance], Some("2026-06-15"));
        let mut outcome: Vec<_> = accepted.iter().map(|_| "accepted".to_owned()).collect();
        outcome.extend(open.iter().map(|finding| match &finding.suggestion {
            Some(suggestion) => format!("{}: {suggestion}", finding.rule.id),
            None => finding.rule.id.to_owned(),
        }));
        outcome.sort();
        assert_eq!(outcome, expected);
    }
}
