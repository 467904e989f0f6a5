//! What a description says to those who compare it: accepted findings, and levels of rules.

use std::collections::BTreeMap;

use super::{Context, all, words};
use crate::api::{Acceptance, RuleLevel};
use crate::decode::Text;
use crate::diagnostic::Diagnostic;
use crate::{Span, document, rule};

/// All of them, by rule and place. Which rules there are is known to those who compare.
pub(super) fn accepted(context: &mut Context<'_>) -> Option<Vec<Acceptance>> {
    let declared = context.declared;
    let mut accepted = Some(Vec::new());
    let mut seen = BTreeMap::new();
    for document in declared.accepted.iter().copied() {
        refuse_second(context, document, &mut seen);
        accepted = all(accepted, acceptance(context, document));
    }
    accepted.map(|mut accepted| {
        let key = |entry: &Acceptance| (entry.rule.clone(), entry.place.clone());
        accepted.sort_by_cached_key(key);
        accepted
    })
}

/// The levels of rules, by rule. Each rule has one.
pub(super) fn levels(context: &mut Context<'_>) -> Option<Vec<RuleLevel>> {
    let declared = context.declared;
    let mut levels = Some(Vec::new());
    let mut seen = BTreeMap::new();
    for document in declared.levels.iter().copied() {
        let rule = words::required(context, document.rule.as_ref(), rule_id);
        let reason = words::required(context, document.reason.as_ref(), spanned_line);
        if let Some(rule) = &rule
            && let Some(first) = seen.insert(rule.value.clone(), rule.span)
        {
            let message = format!("`{}` is given a second level", rule.value);
            let diagnostic = Diagnostic::error(rule::DUPLICATE_LEVEL, message)
                .label(rule.span, "another level here")
                .label(first, "the first level is here");
            context.report.push(diagnostic);
        }
        let wire = document.wire.as_ref().map(|wire| wire.value);
        let level = || Some(RuleLevel { rule: rule?, wire: wire?, reason: reason? });
        levels = all(levels, level());
    }
    levels.map(|mut levels| {
        levels.sort_by_cached_key(|level: &RuleLevel| level.rule.value.clone());
        levels
    })
}

fn refuse_second<'a>(
    context: &mut Context<'_>,
    document: &'a document::Acceptance,
    seen: &mut BTreeMap<(&'a str, &'a str), Span>,
) {
    let (Some(rule), Some(place)) = (&document.rule, &document.place) else {
        return;
    };
    if let Some(first) = seen.insert((rule.as_str(), place.as_str()), rule.span) {
        let message = format!("`{}` is accepted twice at one place", rule.value);
        let diagnostic = Diagnostic::error(rule::DUPLICATE_ACCEPTANCE, message)
            .label(rule.span, "accepted again here")
            .label(first, "first accepted here");
        context.report.push(diagnostic);
    }
}

fn acceptance(context: &mut Context<'_>, document: &document::Acceptance) -> Option<Acceptance> {
    let rule = words::required(context, document.rule.as_ref(), rule_id);
    let place = words::required(context, document.place.as_ref(), spanned_line);
    let reason = words::required(context, document.reason.as_ref(), spanned_line);
    let expires = words::required(context, document.expires.as_ref(), |context, text| {
        words::date(context, text).map(|_| text.clone())
    });
    Some(Acceptance { rule: rule?, place: place?, reason: reason?, expires: expires? })
}

fn spanned_line(context: &mut Context<'_>, text: &Text) -> Option<Text> {
    words::line(context, text).map(|line| Text::new(line, text.span))
}

fn rule_id(context: &mut Context<'_>, text: &Text) -> Option<Text> {
    let word = |word: &str| {
        !word.is_empty()
            && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    if text.split('-').all(word) {
        return Some(text.clone());
    }
    let message = format!("`{}` is not the id of a rule", text.value);
    let diagnostic = Diagnostic::error(rule::BAD_RULE_ID, message)
        .label(text.span, "rules are named in lower-case words with `-` between them");
    context.report.push(diagnostic);
    None
}
