//! Constants: inputs and fields whose value is always the same, so that no caller gives it.

use super::inputs::known_placements;
use super::limits::Written;
use super::{Context, Reported, fit, input, wire};
use crate::api::{Input, Location, Type, Word};
use crate::decode::Entries;
use crate::diagnostic::Diagnostic;
use crate::document::{self, Place};
use crate::{Span, Spanned, rule};

/// Another key of a constant, and where it stands.
pub(super) type Other = (&'static str, Option<Span>);

/// Lowers the constants that are sent with every call.
pub(super) fn of_api(context: &mut Context<'_>) -> Option<Vec<Input>> {
    let declared = context.declared.api.and_then(|api| api.parameters.as_ref());
    let (mut constants, mut is_whole) = (Vec::new(), true);
    for (id, document) in declared.into_iter().flat_map(Entries::iter) {
        let constant = document.and_then(|document| {
            if document.always.is_none() && !document.has_gaps {
                let diagnostic = Diagnostic::error(rule::MISSING_KEY, "missing key `always`")
                    .label(id.span, "what is sent with every call has one value")
                    .help("declare what callers give under the top-level `parameters`, and `use` it in operations");
                context.report.push(diagnostic);
                return None;
            }
            input::own(context, id, document).filter(|input| input.always.is_some())
        });
        is_whole &= constant.is_some();
        constants.extend(constant);
    }
    constants.sort_by(|left: &Input, right| left.id.cmp(&right.id));
    context.constants.clone_from(&constants);
    refuse_shared_places(context);
    is_whole.then_some(constants)
}

/// Refuses constants of all calls that go where another value can go.
fn refuse_shared_places(context: &mut Context<'_>) {
    let declared = context.declared;
    let mut taken = wire::Taken::default();
    if let Some(header) = context.idempotency.clone() {
        taken.idempotency_key(context, &header);
    }
    for (id, _) in declared.credentials.iter() {
        let mut credential = wire::Taken::default();
        let placements = known_placements(context, id);
        credential.credential(context, id.span, &placements);
        taken.join(credential);
    }
    for constant in context.constants.clone() {
        taken.input(context, place(&constant), &constant.wire);
    }
}

/// The constant of a parameter, if it has one.
pub(super) fn of_parameter(
    context: &mut Context<'_>,
    document: &document::Parameter,
    ty: Option<&Type>,
) -> Result<Option<Word>, Reported> {
    let Some(always) = &document.always else { return Ok(None) };
    let others = [
        ("required", document.required.as_ref().map(|key| key.span)),
        ("style", document.style.as_ref().map(|key| key.span)),
        ("secret", document.secret.as_ref().map(|key| key.span)),
        ("personal", document.personal.as_ref().map(|key| key.span)),
        ("default", document.default.as_ref().map(|node| node.span)),
        ("example", document.example.as_ref().map(|node| node.span)),
        ("renamed_from", document.renamed_from.as_ref().map(|key| key.span)),
        ("deprecated", document.deprecated.as_ref().map(|key| key.span)),
    ];
    refuse_others(context, always.span, &others)?;
    refuse_others(context, always.span, &Written::from(document).keys())?;
    match document.place.as_ref().map(|place| place.value) {
        Some(Place::Path) => {
            let label = "the path itself holds what is always the same";
            refuse(context, always.span, label, "write it into `path`, without a placeholder")?;
        }
        Some(Place::Cookie) if always.value.as_str().contains([' ', '"', ',', ';', '\\']) => {
            let label = "a cookie holds no space, quote, comma, semicolon or backslash";
            refuse(context, always.span, label, "write the value as it is sent")?;
        }
        Some(Place::Header | Place::Cookie) => check_header(context, always)?,
        _ => {}
    }
    value(context, always, document.ty.as_ref(), ty).map(Some)
}

/// The constant of a field, if it has one.
pub(super) fn of_field(
    context: &mut Context<'_>,
    document: &document::Field,
    ty: Option<&Type>,
) -> Result<Option<Word>, Reported> {
    let Some(always) = &document.always else { return Ok(None) };
    let others = [
        ("required", document.required.as_ref().map(|key| key.span)),
        ("nullable", document.nullable.as_ref().map(|key| key.span)),
        ("secret", document.secret.as_ref().map(|key| key.span)),
        ("personal", document.personal.as_ref().map(|key| key.span)),
        ("example", document.example.as_ref().map(|node| node.span)),
        ("renamed_from", document.renamed_from.as_ref().map(|key| key.span)),
        ("deprecated", document.deprecated.as_ref().map(|key| key.span)),
    ];
    refuse_others(context, always.span, &others)?;
    refuse_others(context, always.span, &Written::from(document).keys())?;
    value(context, always, document.ty.as_ref(), ty).map(Some)
}

/// Refuses keys that describe values that differ.
pub(super) fn refuse_others(
    context: &mut Context<'_>,
    always: Span,
    others: &[Other],
) -> Result<(), Reported> {
    let mut result = Ok(());
    for (key, span) in others {
        let Some(span) = *span else { continue };
        let message = format!("`always` and `{key}` exclude each other");
        let diagnostic = Diagnostic::error(rule::CONFLICTING_KEYS, message)
            .label(span, "take it out: nobody gives this value, and it never changes")
            .label(always, "the value is always this one");
        context.report.push(diagnostic);
        result = Err(Reported);
    }
    result
}

/// The value, which is checked once all types are known.
fn value(
    context: &mut Context<'_>,
    always: &Spanned<Word>,
    expression: Option<&document::Expression>,
    ty: Option<&Type>,
) -> Result<Word, Reported> {
    match ty {
        None => {}
        Some(Type::List(_) | Type::Map(_) | Type::Named(_) | Type::Json | Type::Nullable(_)) => {
            let at = expression.map_or(always.span, |expression| expression.0.span);
            let label = "a constant is text, a boolean or a number";
            refuse(context, at, label, "write the type of the value, such as `string`")?;
        }
        Some(ty) => fit::constant_later(context, always, ty),
    }
    Ok(always.value.in_one_form())
}

/// A header cannot hold every text.
fn check_header(context: &mut Context<'_>, always: &Spanned<Word>) -> Result<(), Reported> {
    let text = always.value.as_str();
    if text.trim() == text && !text.is_empty() && !text.contains(char::is_control) {
        return Ok(());
    }
    let label = "a header holds one line, without spaces at its ends";
    refuse(context, always.span, label, "write the value as it is sent")
}

fn refuse(context: &mut Context<'_>, at: Span, label: &str, help: &str) -> Result<(), Reported> {
    let diagnostic =
        Diagnostic::error(rule::BAD_CONSTANT, "this cannot be a constant").label(at, label);
    context.report.push(diagnostic.help(help));
    Err(Reported)
}

/// The word for where a constant of all calls goes.
pub(super) fn place(constant: &Input) -> &'static str {
    match constant.location {
        Location::Header => "header",
        Location::Cookie => "cookie",
        _ => "query",
    }
}
