//! Idempotency keys: which operations have one, and the input by which a caller sets it.

use super::{Context, wire};
use crate::api::{Input, Limits, Location, Need, Privacy, Type};
use crate::decode::Text;
use crate::diagnostic::Diagnostic;
use crate::document::{self, OperationIdempotency};
use crate::{Span, Spanned, rule};

/// Id of the input, and so the name of its setter.
const ID: &str = "idempotency_key";

/// The header of the API, if it can be one.
pub(super) fn of_api(context: &mut Context<'_>, document: &document::Api) -> Option<Text> {
    let header = document.idempotency.as_ref()?.header.as_ref()?;
    wire::header(context, header, wire::Purpose::Parameter).then(|| header.clone())
}

/// The header of an operation. A call that can be repeated as it is needs no key.
pub(super) fn of_operation(
    context: &mut Context<'_>,
    document: &document::Operation,
) -> Option<Text> {
    let effect = document.effect.as_ref()?;
    let needs_key = !effect.is_repeatable();
    let of_api = context.idempotency.clone();
    match &document.idempotency {
        None => of_api.filter(|_| needs_key),
        Some(own) if !needs_key => {
            let diagnostic = needless(span(own), "this call needs no idempotency key")
                .label(effect.span, "it can be repeated as it is")
                .help(
                    "remove `idempotency`: only operations that create, consume or send need a key",
                );
            context.report.push(diagnostic);
            None
        }
        Some(OperationIdempotency::None(span)) => {
            if of_api.is_none() && !context.has_doubtful_idempotency() {
                let diagnostic = needless(*span, "there is no key to do without").help(
                    "remove it: operations have a key only if `api` or they themselves say so",
                );
                context.report.push(diagnostic);
            }
            None
        }
        Some(OperationIdempotency::Own(own)) => {
            let header = own.header.as_ref()?;
            if let Some(same) = of_api.filter(|same| same.eq_ignore_ascii_case(header)) {
                let diagnostic = needless(header.span, "the operation has this header already")
                    .label(same.span, "said here for all operations that create, consume or send")
                    .help("remove `idempotency` here");
                context.report.push(diagnostic);
                return Some(same);
            }
            wire::header(context, header, wire::Purpose::Parameter).then(|| header.clone())
        }
    }
}

fn span(idempotency: &OperationIdempotency) -> Span {
    match idempotency {
        OperationIdempotency::None(span) => *span,
        OperationIdempotency::Own(own) => own.span,
    }
}

fn needless(span: Span, problem: &str) -> Diagnostic {
    Diagnostic::error(rule::NEEDLESS_IDEMPOTENCY, "a needless `idempotency`").label(span, problem)
}

/// The key as an input. Its id must be free, since it names the setter.
pub(super) fn input<'d>(
    context: &mut Context<'_>,
    header: Text,
    others: impl IntoIterator<Item = &'d Text>,
) -> Input {
    if let Some(taken) = others.into_iter().find(|id| id.as_str() == ID) {
        let message = format!("the operation has two inputs `{ID}`");
        let diagnostic = Diagnostic::error(rule::DUPLICATE_INPUT, message)
            .label(taken.span, "declared here")
            .label(header.span, "the idempotency key has this id")
            .help("call the input something else, and keep what is sent with `name`");
        context.report.push(diagnostic);
    }
    Input {
        id: Spanned::new(ID.to_owned(), header.span),
        shared: None,
        wire: header,
        location: Location::IdempotencyKey,
        ty: Type::String(Privacy::Secret),
        content_types: Vec::new(),
        need: Need::Optional,
        limits: Limits::default(),
        always: None,
        description: "Key by which the API recognizes the attempts of one call.".to_owned(),
        default: None,
        example: None,
        renamed_from: None,
        deprecated: None,
    }
}

impl Context<'_> {
    /// Whether the API has a header that is wrong, which has been reported.
    fn has_doubtful_idempotency(&self) -> bool {
        let api = self.declared.api;
        api.is_none_or(|api| api.idempotency.is_some() || api.has_gaps)
            && self.idempotency.is_none()
    }
}
