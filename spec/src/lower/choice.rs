//! Alternatives of credentials.

use std::collections::BTreeSet;

use super::Context;
use super::inputs::given;
use crate::api::{CredentialChoice, Given};
use crate::decode::Text;
use crate::diagnostic::Diagnostic;
use crate::{Span, document, rule};

/// The choice that an operation has between credentials, if it has one.
pub(super) fn choice(
    context: &mut Context<'_>,
    document: &document::Operation,
) -> Option<CredentialChoice> {
    let Some(document::Credentials::FirstOf(choice)) = &document.credentials else { return None };
    let alternatives = choice.first_of.as_ref()?;
    let is_optional = choice.optional.as_ref().is_some_and(|optional| optional.value);
    if let ([_], false) | ([], _) = (alternatives.as_slice(), is_optional) {
        let diagnostic = refuse(choice.span, "there is no choice between credentials")
            .help("write `credentials: [..]`, name another alternative, or add `optional: true`");
        context.report.push(diagnostic);
    }
    // A call without credentials is the last alternative.
    let none = Vec::new();
    let of_none = choice.optional.as_ref().filter(|_| is_optional);
    let last = of_none.map(|optional| (&none, optional.span));
    let named = alternatives.iter().filter_map(|ids| Some((ids, ids.first()?.span)));
    let mut before: Vec<(BTreeSet<&str>, Span)> = Vec::new();
    for (ids, span) in named.chain(last) {
        refuse_of_call(context, ids);
        // What a client always holds decides nothing.
        let optional = ids.iter().filter(|id| given(context, id) != Some(Given::Client));
        let optional: BTreeSet<_> = optional.map(|id| id.as_str()).collect();
        if let Some((_, first)) = before.iter().find(|(other, _)| other.is_subset(&optional)) {
            let diagnostic = refuse(span, "no call gets to this alternative")
                .label(*first, "a client that has these sends them instead")
                .help("put the alternative with more credentials first, or take it out");
            context.report.push(diagnostic);
        }
        before.push((optional, span));
    }
    if alternatives.iter().any(Vec::is_empty) {
        let diagnostic = refuse(choice.span, "an alternative is empty")
            .help("write `optional: true` where a call needs no credential");
        context.report.push(diagnostic);
    }
    let sorted = alternatives.iter().map(|ids| {
        let ids: BTreeSet<_> = ids.iter().map(|id| id.value.clone()).collect();
        ids.into_iter().collect()
    });
    Some(CredentialChoice { first_of: sorted.collect(), is_optional })
}

fn refuse_of_call(context: &mut Context<'_>, ids: &[Text]) {
    for id in ids {
        if given(context, id) == Some(Given::Call) {
            let message = format!("`{}` is given with each call", id.value);
            let diagnostic = Diagnostic::error(rule::CREDENTIAL_CHOICE, message)
                .label(id.span, "only what the client is given can be an alternative")
                .help("write `given: client_optional` where it is declared");
            context.report.push(diagnostic);
        }
    }
}

fn refuse(span: Span, problem: &str) -> Diagnostic {
    Diagnostic::error(rule::CREDENTIAL_CHOICE, "`first_of` is no choice").label(span, problem)
}
