//! Names as they go over the wire.

use std::collections::BTreeMap;

use super::Context;
use crate::api::Placement;
use crate::decode::Text;
use crate::diagnostic::Diagnostic;
use crate::{Span, rule};

/// What a header carries: some belong to credentials alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    Credential,
    Parameter,
}

/// Headers that the transport writes: whoever sets them as well breaks the request.
pub const FORBIDDEN_HEADERS: [&str; 13] = [
    "accept-encoding",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "expect",
    "host",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Headers that carry credentials.
pub(crate) const CREDENTIAL_HEADERS: [&str; 3] = ["authorization", "cookie", "proxy-authorization"];

/// Headers of a response that carry credentials.
const SECRET_RESPONSE_HEADERS: [&str; 3] = ["authorization", "cookie", "set-cookie"];

/// Whether a text can be a key of JSON or of a query; reported if not.
pub(super) fn name(context: &mut Context<'_>, name: &Text) -> bool {
    let good = !name.is_empty() && name.trim() == name.as_str();
    if !good {
        let diagnostic = Diagnostic::error(
            rule::BAD_WIRE_NAME,
            format!("`{}` cannot be a name on the wire", name.value),
        )
        .label(name.span, "a name has letters, and no space at its ends");
        context.report.push(diagnostic);
    }
    good
}

/// Whether a text can be the name of a header; reported if not.
pub(super) fn header(context: &mut Context<'_>, name: &Text, purpose: Purpose) -> bool {
    let lower = name.to_ascii_lowercase();
    let problem = if !is_token(name) {
        Some((rule::BAD_HEADER, "a header is named in letters, digits and `-`"))
    } else if FORBIDDEN_HEADERS.contains(&lower.as_str()) {
        Some((rule::FORBIDDEN_HEADER, "every request has this header already"))
    } else if purpose == Purpose::Parameter && CREDENTIAL_HEADERS.contains(&lower.as_str()) {
        Some((
            rule::FORBIDDEN_HEADER,
            "declare it as one of `credentials`, so that it is kept secret",
        ))
    } else {
        None
    };
    if let Some((rule, problem)) = problem {
        let message = format!("`{}` cannot be a header of a request", name.value);
        context.report.push(Diagnostic::error(rule, message).label(name.span, problem));
    }
    problem.is_none()
}

/// Whether a text can be the name of a cookie; reported if not.
pub(super) fn cookie(context: &mut Context<'_>, name: &Text) -> bool {
    let good = is_token(name);
    if !good {
        let message = format!("`{}` cannot be the name of a cookie", name.value);
        let diagnostic = Diagnostic::error(rule::BAD_WIRE_NAME, message)
            .label(name.span, "use letters, digits, `-` and `_` for the name of a cookie");
        context.report.push(diagnostic);
    }
    good
}

/// Whether a text can be the name of a response header whose value is no secret; reported if not.
pub(super) fn response_header(context: &mut Context<'_>, name: &Text) -> bool {
    let lower = name.to_ascii_lowercase();
    let problem = if !is_token(name) {
        Some((rule::BAD_HEADER, "use letters, digits and `-` for the name of a header"))
    } else if SECRET_RESPONSE_HEADERS.contains(&lower.as_str()) {
        Some((rule::FORBIDDEN_HEADER, "the value of this header is a secret, and no id"))
    } else {
        None
    };
    if let Some((rule, problem)) = problem {
        let message = format!("`{}` cannot be the response header of an id", name.value);
        context.report.push(Diagnostic::error(rule, message).label(name.span, problem));
    }
    problem.is_none()
}

/// Whether a text can be the name of a header of a webhook; reported if not.
pub(super) fn received_header(context: &mut Context<'_>, name: &Text) -> bool {
    let good = is_token(name);
    if !good {
        let message = format!("`{}` cannot be a header of a webhook", name.value);
        let diagnostic = Diagnostic::error(rule::BAD_HEADER, message)
            .label(name.span, "use letters, digits and `-` for the name of a header");
        context.report.push(diagnostic);
    }
    good
}

/// Whether a text can be an authentication scheme; reported if not.
pub(super) fn scheme(context: &mut Context<'_>, scheme: &Text) -> bool {
    let good = is_token(scheme);
    if !good {
        let message = format!("`{}` is not an authentication scheme", scheme.value);
        let diagnostic = Diagnostic::error(rule::BAD_HEADER, message)
            .label(scheme.span, "a scheme is one word, such as `Bearer`");
        context.report.push(diagnostic);
    }
    good
}

/// The places on the wire that are taken, so that no two values go to one.
#[derive(Default)]
pub(super) struct Taken {
    names: BTreeMap<(&'static str, String), (Span, Holder)>,
}

/// Who holds a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holder {
    Input,
    Credential,
    IdempotencyKey,
}

impl Taken {
    /// Takes every place that a credential can go to.
    pub(super) fn credential(
        &mut self,
        context: &mut Context<'_>,
        span: Span,
        placements: &[Placement],
    ) {
        for (index, placement) in placements.iter().enumerate() {
            let (place, name) = match placement {
                Placement::Query(name) => ("query", name.as_str()),
                Placement::Header { name, .. } => ("header", name.as_str()),
                Placement::Cookie(name) => ("cookie", name.as_str()),
                Placement::Basic(_) | Placement::OAuth(_) => ("header", "Authorization"),
            };
            let key = (place, fold(place, name));
            match self.names.get(&key) {
                // Two credentials that could be moved to one place are no problem before somebody does so.
                Some((first, _)) if index == 0 => {
                    let message = format!("two credentials go to `{name}`");
                    let diagnostic = Diagnostic::error(rule::CREDENTIAL_WIRE_NAME, message)
                        .label(span, format!("this one goes to {place} `{name}`"))
                        .label(*first, "and so can this one");
                    context.report.push(diagnostic);
                }
                Some(_) => {}
                None => {
                    self.names.insert(key, (span, Holder::Credential));
                }
            }
        }
    }

    /// Takes what another request takes as well.
    pub(super) fn join(&mut self, other: Self) {
        self.names.extend(other.names);
    }

    /// Takes the place of a constant of all calls. Whatever else of the API goes there has been reported.
    pub(super) fn constant(&mut self, context: &mut Context<'_>, place: &'static str, name: &Text) {
        let of_api = context.idempotency.as_ref().map(|header| header.span);
        match self.names.get(&(place, fold(place, name))) {
            Some((span, Holder::IdempotencyKey)) if Some(*span) != of_api => {
                self.take(context, place, name, Holder::Input);
            }
            Some(_) => {}
            None => self.take(context, place, name, Holder::Input),
        }
    }

    /// Takes the header of the idempotency key.
    pub(super) fn idempotency_key(&mut self, context: &mut Context<'_>, name: &Text) {
        self.take(context, "header", name, Holder::IdempotencyKey);
    }

    /// Takes a place for an input; `place` is where it goes, as the description calls it.
    pub(super) fn input(&mut self, context: &mut Context<'_>, place: &'static str, name: &Text) {
        self.take(context, place, name, Holder::Input);
    }

    fn take(
        &mut self,
        context: &mut Context<'_>,
        place: &'static str,
        name: &Text,
        holder: Holder,
    ) {
        let key = (place, fold(place, name));
        let Some((first, other)) = self.names.get(&key).copied() else {
            self.names.insert(key, (name.span, holder));
            return;
        };
        let diagnostic = match other {
            Holder::Input => {
                let message = format!("`{}` is sent twice in the {place}", name.value);
                Diagnostic::error(rule::DUPLICATE_WIRE_NAME, message)
                    .label(name.span, "sent again here")
                    .label(first, "first sent here")
            }
            Holder::Credential => {
                let message = format!("`{}` in the {place} belongs to a credential", name.value);
                Diagnostic::error(rule::CREDENTIAL_WIRE_NAME, message)
                    .label(name.span, "a credential can go here")
                    .label(first, "this one")
                    .help("remove the input: a credential is sent where it is needed")
            }
            Holder::IdempotencyKey => {
                let message = format!("`{}` in the {place} is the idempotency key", name.value);
                Diagnostic::error(rule::DUPLICATE_WIRE_NAME, message)
                    .label(name.span, "sent again here")
                    .label(first, "the key goes here")
                    .help("remove the input: the client makes the key, and a caller can set it")
            }
        };
        context.report.push(diagnostic);
    }
}

/// Names of headers have no case.
fn fold(place: &str, name: &str) -> String {
    if place == "header" { name.to_ascii_lowercase() } else { name.to_owned() }
}

pub(super) fn is_token(text: &str) -> bool {
    let known = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(known)
}
