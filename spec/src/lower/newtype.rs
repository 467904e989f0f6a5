//! Newtypes: values without parts that are types of their own.

use super::Context;
use super::graph::{Hold, Holder};
use super::value_type::{self, Care};
use crate::api::Type;
use crate::decode::Text;
use crate::diagnostic::Diagnostic;
use crate::{document, rule};

/// The value that a newtype is.
pub(super) fn newtype<'a>(
    context: &mut Context<'a>,
    name: &'a Text,
    document: &'a document::Type,
    scalar: &'a document::Expression,
) -> Option<Type> {
    let care = Care { secret: document.secret.as_ref(), personal: document.personal.as_ref() };
    let holder = Holder::Type(name, Hold::Inline);
    if let Some(first) = document.reserved.iter().flatten().next() {
        let diagnostic = Diagnostic::error(rule::MISPLACED_KEY, "`reserved` cannot stand here")
            .label(first.span, "a newtype has no parts");
        context.report.push(diagnostic);
    }
    let ty = value_type::resolve(context, scalar, &care, holder)?;
    if !matches!(ty, Type::Named(_) | Type::List(_) | Type::Map(_) | Type::Json | Type::Nullable(_))
    {
        return Some(ty);
    }
    let message = format!("`{}` cannot be `{}`", name.value, scalar.0.value);
    let diagnostic = Diagnostic::error(rule::BAD_NEWTYPE, message)
        .label(scalar.0.span, "a newtype is text, a boolean, a number or a format such as `uuid`")
        .help("use the type where it is needed, or declare an object");
    context.report.push(diagnostic);
    None
}

/// Refuses marks of texts at types that are none.
pub(super) fn refuse_care(context: &mut Context<'_>, document: &document::Type) {
    if document.scalar.is_some() || document.has_gaps {
        return;
    }
    for (key, mark) in [("secret", &document.secret), ("personal", &document.personal)] {
        if let Some(mark) = mark {
            let diagnostic =
                Diagnostic::error(rule::MISPLACED_KEY, format!("`{key}` cannot stand here"))
                    .label(mark.span, "this is about the text that a type `is`");
            context.report.push(diagnostic);
        }
    }
}
