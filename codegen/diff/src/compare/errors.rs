//! Compares error codes.

use restwright_spec::api::{Code, ErrorCode};

use super::categories::{self, CategoryMapping};
use super::deprecation::{self, DeprecationVisibility, RemovalNotice};
use super::{Comparison, former};
use crate::finding::{Finding, Findings};
use crate::identity::{By, identified};
use crate::rules::errors as rules;
use crate::{AffectedOperation, Direction, Place, Rule};

/// Statuses on which clients retry a call.
const RETRIED: [u16; 4] = [429, 502, 503, 504];

identified!(ErrorCode, id, meaning, |error| error.code);

impl Comparison<'_> {
    /// The code in the head of an error that has this one in the base; none if the error is gone. An error that came
    /// or went or changed its code is one finding, at the error: what follows for the lists of operations is none.
    pub(crate) fn error_code(&self, base: &Code) -> Option<&Code> {
        self.renumbered.get(base)
    }

    /// Whether an error of the head is new.
    pub(crate) fn is_new_error(&self, head: &Code) -> bool {
        self.new_errors.contains(head)
    }
}

pub(super) fn compare(comparison: &Comparison<'_>, findings: &mut Findings) {
    let mapping = categories::compare(comparison, findings);
    for (base, head, by) in &comparison.errors.both {
        if *by == By::Key && base.message != head.message {
            // Nothing but the number says that they are one.
            let finding = Finding::new(&rules::ERROR_CODE_NUMBER_REUSED, Place::error(&head.id))
                .suggest(format!("if it is the same error, add `renamed_from: {}`", *base.id));
            let finding = finding.before(phrase(base)).after(phrase(head));
            let affected = comparison.returning(base, head);
            findings.push(finding.in_head(head.id.span).affecting(affected));
            continue;
        }
        if matches!(by, By::RenamedFrom | By::Key) {
            findings.push(renamed(base, head));
        }
        pair(comparison, base, head, findings);
        category(&mapping, base, head, findings);
    }
    let at = |rule, error: &ErrorCode| {
        Finding::new(rule, Place::error(&error.id)).in_head(error.id.span)
    };
    former::compare(&comparison.errors, |_| true, at, findings);
    for error in &comparison.errors.removed {
        findings.push(removed(comparison, error));
    }
    for error in &comparison.errors.added {
        let rule = addition(comparison, error);
        let finding = Finding::new(rule, Place::error(&error.id)).after(phrase(error));
        let affected = comparison.returning(error, error);
        findings.push(finding.in_head(error.id.span).affecting(affected));
    }
}

fn removed(comparison: &Comparison<'_>, error: &ErrorCode) -> Finding {
    let rule = match comparison.removal_notice(error.deprecated.as_ref()) {
        RemovalNotice::None => &rules::ERROR_CODE_REMOVED,
        RemovalNotice::Elapsed => &rules::ERROR_CODE_REMOVED_AFTER_DEPRECATION,
        RemovalNotice::Premature => &rules::ERROR_CODE_REMOVED_EARLY,
    };
    let finding = Finding::new(rule, Place::error(&error.id)).before(phrase(error));
    let finding = finding.in_base(error.id.span).affecting(comparison.returning(error, error));
    let head = comparison.head;
    let is_free = !head.reserved.codes.contains(&error.code)
        && head.errors.iter().all(|other| other.code != error.code);
    if is_free {
        let code = match &*error.code {
            Code::Number(number) => number.to_string(),
            Code::Text(text) => format!("{text:?}"),
        };
        return finding.suggest(format!(
            "add {code} to `reserved.codes`, so that it never means another error"
        ));
    }
    finding
}

fn addition(comparison: &Comparison<'_>, error: &ErrorCode) -> &'static Rule {
    let base = comparison.base;
    let is_known = base.errors.iter().any(|other| other.code == error.code)
        || base.reserved.codes.contains(&error.code);
    if is_known { &rules::ERROR_CODE_NUMBER_REUSED_BY_NEW } else { &rules::ERROR_CODE_ADDED }
}

fn pair(comparison: &Comparison<'_>, base: &ErrorCode, head: &ErrorCode, findings: &mut Findings) {
    // The category is compared with those of the other side.
    let ErrorCode {
        id,
        code,
        status,
        message,
        meaning,
        hint,
        category: _,
        renamed_from: _,
        deprecated,
    } = head;
    let place = Place::error(id);
    let affected = comparison.returning(base, head);
    let mut found =
        |rule, before: Option<String>, after: Option<String>, affected: &[AffectedOperation]| {
            let mut finding = Finding::new(rule, place.clone()).in_head(id.span);
            finding.before = before;
            finding.after = after;
            finding.affected = affected.to_vec();
            findings.push(finding);
        };
    // Where numbers became texts, that is one finding for all of them.
    if base.code != *code && comparison.base.code_kind == comparison.head.code_kind {
        let is_taken = comparison.base.errors.iter().any(|other| other.code == *code)
            || comparison.base.reserved.codes.contains(code);
        let rule = if is_taken {
            &rules::ERROR_CODE_NUMBER_TAKEN_OVER
        } else {
            &rules::ERROR_CODE_RENUMBERED
        };
        found(rule, Some(base.code.to_string()), Some(code.to_string()), &affected);
    }
    if base.status != *status {
        let rule = status_rule(base.status, *status);
        let shown = |status: &Option<u16>| status.map(|status| status.to_string());
        found(rule, shown(&base.status), shown(status), &affected);
    }
    if base.message != *message {
        let (before, after) = (base.message.clone(), message.clone());
        found(&rules::ERROR_CODE_MESSAGE_CHANGED, before, after, &[]);
    }
    if base.meaning != *meaning {
        let (before, after) = (base.meaning.clone(), meaning.clone());
        found(&rules::ERROR_CODE_MEANING_CHANGED, Some(before), Some(after), &[]);
    }
    if base.hint != *hint {
        found(&rules::ERROR_CODE_HINT_CHANGED, base.hint.clone(), hint.clone(), &[]);
    }
    let places = (&place, base.id.span, id.span);
    let (old, new) = (base.deprecated.as_ref(), deprecated.as_ref());
    deprecation::compare(comparison.today, DeprecationVisibility::Item, old, new, places, findings);
}

fn renamed(base: &ErrorCode, head: &ErrorCode) -> Finding {
    let place = Place::error(&head.id);
    let finding = match &head.renamed_from {
        Some(_) => Finding::new(&rules::ERROR_CODE_RENAMED_WITH_ALIAS, place),
        None => Finding::new(&rules::ERROR_CODE_RENAMED, place)
            .suggest(format!("add `renamed_from: {}`", *base.id)),
    };
    let [before, after] = [base, head].map(|error| format!("`{}`", *error.id));
    finding.before(before).after(after).in_head(head.id.span)
}

fn status_rule(old: Option<u16>, new: Option<u16>) -> &'static Rule {
    // What is said or no longer said changes documentation alone.
    let (Some(old), Some(new)) = (old, new) else { return &rules::ERROR_CODE_HTTP_STATUS_CHANGED };
    match (RETRIED.contains(&old), RETRIED.contains(&new)) {
        _ if old / 100 != new / 100 => &rules::ERROR_CODE_HTTP_STATUS_CLASS_CHANGED,
        (false, true) => &rules::ERROR_CODE_BECAME_RETRYABLE,
        (true, false) => &rules::ERROR_CODE_NO_LONGER_RETRYABLE,
        _ => &rules::ERROR_CODE_HTTP_STATUS_CHANGED,
    }
}

/// A category that was added or removed accounts for its errors.
fn category(
    mapping: &CategoryMapping<'_>,
    base: &ErrorCode,
    head: &ErrorCode,
    findings: &mut Findings,
) {
    let old = base.category.as_deref().and_then(|id| mapping.of(id));
    let new = head.category.as_deref();
    let rule = match (old, new) {
        (old, new) if old == new => return,
        (None, Some(new)) if mapping.is_new(new) => return,
        (None, Some(_)) => &rules::ERROR_CODE_CATEGORY_ADDED,
        (Some(_), None) => &rules::ERROR_CODE_CATEGORY_REMOVED,
        _ => &rules::ERROR_CODE_CATEGORY_CHANGED,
    };
    let mut finding = Finding::new(rule, Place::error(&head.id)).in_head(head.id.span);
    let quoted = |id: &String| format!("`{id}`");
    finding.before = base.category.as_ref().map(quoted);
    finding.after = head.category.as_ref().map(quoted);
    findings.push(finding);
}

/// An error as a short phrase: `1001, token_expired`.
fn phrase(error: &ErrorCode) -> String {
    format!("{}, `{}`", *error.code, *error.id)
}

impl Comparison<'_> {
    /// Operations of both sides that return the error on either.
    fn returning(&self, base: &ErrorCode, head: &ErrorCode) -> Vec<AffectedOperation> {
        self.concerned(Direction::Response, |old, new| {
            let [base_all, head_all] = [self.base, self.head].map(|api| &api.service.errors);
            old.errors.contains(&base.code)
                || new.errors.contains(&head.code)
                || base_all.contains(&base.code)
                || head_all.contains(&head.code)
        })
    }
}
