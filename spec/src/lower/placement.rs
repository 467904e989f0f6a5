//! Where credentials go on the wire.

use super::{Context, wire};
use crate::api::{Basic, Given, Placement};
use crate::decode::Text;
use crate::diagnostic::Diagnostic;
use crate::document::{self, PlacementPlace};
use crate::rule;

/// The placements of a credential, at least one.
pub(super) fn placements(
    context: &mut Context<'_>,
    id: &Text,
    document: &document::Credential,
) -> Option<Vec<Placement>> {
    if let Some(oauth) = &document.oauth {
        let oauth = super::oauth::oauth(context, document, oauth)?;
        return Some(vec![Placement::OAuth(Box::new(oauth))]);
    }
    if let Some(basic) = &document.basic {
        return self::basic(context, document, basic).map(|basic| vec![Placement::Basic(basic)]);
    }
    let Some(documents) = &document.placements else {
        if !document.has_gaps {
            let message = format!("the credential `{}` has no placement", id.value);
            let diagnostic = Diagnostic::error(rule::NO_PLACEMENT, message)
                .label(id.span, "missing key `placements`")
                .help("add one, such as `placements: [{ in: header, name: Authorization, scheme: Bearer }]`, `basic` or `oauth`");
            context.report.push(diagnostic);
        }
        return None;
    };
    if documents.is_empty() {
        let message = format!("the credential `{}` has no placement", id.value);
        let diagnostic = Diagnostic::error(rule::NO_PLACEMENT, message)
            .label(id.span, "its `placements` are empty")
            .help("add one, such as `{ in: header, name: Authorization, scheme: Bearer }`");
        context.report.push(diagnostic);
        return None;
    }
    let mut placements: Option<Vec<Placement>> = Some(Vec::new());
    for document in documents {
        let placement = placement(context, document);
        let taken = placements.iter().flatten();
        if placement.as_ref().is_some_and(|placement| taken.clone().any(|other| other == placement))
        {
            let diagnostic =
                Diagnostic::error(rule::DUPLICATE_PLACEMENT, "a placement is given twice")
                    .label(document.span, "the same as one before it");
            context.report.push(diagnostic);
        }
        placements = super::all(placements, placement);
    }
    placements
}

/// User name and password: the client encodes them, so that it is the client that has them.
fn basic(
    context: &mut Context<'_>,
    document: &document::Credential,
    basic: &document::Basic,
) -> Option<Basic> {
    let user = basic.user.as_ref()?;
    let mut is_good = true;
    let mut refuse = |span, message: &str, problem: &str, help: &str| {
        let diagnostic = Diagnostic::error(rule::BASIC_CREDENTIAL, message.to_owned());
        context.report.push(diagnostic.label(span, problem).help(help));
        is_good = false;
    };
    if document.placements.is_some() {
        let message = "`basic` and `placements` exclude each other";
        let help = "take `placements` out";
        refuse(basic.span, message, "a user name and a password have one place", help);
    }
    if let Some(given) = document.given.as_ref().filter(|given| given.value == Given::Call) {
        let message = "`basic` is given to the client";
        let help = "write `given: client` or `given: client_optional`; `CallOptions::credential` replaces it for one call";
        refuse(
            given.span,
            message,
            "a user name and a password are not given with each call",
            help,
        );
    }
    if let Some(password) = basic.password.as_ref().filter(|password| password.value == user.value)
    {
        let message = "user name and password have one id";
        let help = "leave `password` out where a key stands alone";
        refuse(password.span, message, "the id of the user name", help);
    }
    is_good.then(|| Basic { user: user.clone(), password: basic.password.clone() })
}

fn placement(context: &mut Context<'_>, document: &document::Placement) -> Option<Placement> {
    let (place, name) = (document.place.as_ref()?, document.name.as_ref()?);
    match place.value {
        PlacementPlace::Query => {
            refuse_scheme(context, document);
            wire::name(context, name).then(|| Placement::Query(name.value.clone()))
        }
        PlacementPlace::Cookie => {
            refuse_scheme(context, document);
            wire::cookie(context, name).then(|| Placement::Cookie(name.value.clone()))
        }
        PlacementPlace::Header => {
            let name_is_good = wire::header(context, name, wire::Purpose::Credential);
            let scheme = document.scheme.as_ref();
            let scheme_is_good = scheme.is_none_or(|scheme| wire::scheme(context, scheme));
            (name_is_good && scheme_is_good).then(|| Placement::Header {
                name: name.value.clone(),
                scheme: scheme.map(|scheme| scheme.value.clone()),
            })
        }
    }
}

fn refuse_scheme(context: &mut Context<'_>, document: &document::Placement) {
    if let Some(scheme) = &document.scheme {
        let diagnostic = Diagnostic::error(rule::MISPLACED_KEY, "`scheme` cannot stand here")
            .label(scheme.span, "a scheme goes into a header");
        context.report.push(diagnostic);
    }
}
