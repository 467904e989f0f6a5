//! The catalogue of error codes and their categories.

use super::former::Formers;
use super::{Context, all, words};
use crate::api::{ErrorCategory, ErrorCode};
use crate::decode::Text;
use crate::diagnostic::Diagnostic;
use crate::{Spanned, document, rule};

/// Categories by id.
pub(super) fn categories(context: &mut Context<'_>) -> Option<Vec<ErrorCategory>> {
    let declared = context.declared;
    let mut categories = Some(Vec::new());
    for (id, description) in declared.categories.iter() {
        let description = words::required(context, description, words::line);
        let category = description.map(|description| ErrorCategory { id: id.clone(), description });
        categories = all(categories, category);
    }
    categories
}

/// Error codes by number.
pub(super) fn errors(context: &mut Context<'_>) -> Option<Vec<ErrorCode>> {
    let declared = context.declared;
    let mut formers = Formers::among(declared.errors.names());
    let mut errors = Some(Vec::new());
    for (id, document) in declared.errors.iter() {
        let error = document.and_then(|document| error(context, id, document, &mut formers));
        errors = all(errors, error);
    }
    errors.map(|mut errors| {
        errors.sort_by_key(|error: &ErrorCode| error.code.value);
        errors
    })
}

fn error<'a>(
    context: &mut Context<'a>,
    id: &Text,
    document: &'a document::ErrorCode,
    formers: &mut Formers<'_>,
) -> Option<ErrorCode> {
    let code = document.code.as_ref().and_then(|code| error_code(context, code));
    let status = document.status.as_ref().and_then(|status| error_status(context, status));
    let meaning = words::required(context, document.meaning.as_ref(), words::line);
    let hint = words::optional(context, document.hint.as_ref(), words::markdown);
    let categories = &context.declared.categories;
    let category = document.category.as_ref();
    let category = category.filter(|category| context.refer(categories, category));
    let renamed_from = formers.id(context, document.renamed_from.as_ref(), id);
    let deprecated = words::deprecation(context, document.deprecated.as_ref());
    Some(ErrorCode {
        id: id.clone(),
        code: code?,
        status: status?,
        message: document.message.as_ref()?.value.clone(),
        meaning: meaning?,
        hint,
        category: category.map(|category| category.value.clone()),
        renamed_from,
        deprecated,
    })
}

/// Zero is what servers call 'no error', and a client takes no number below it for a code either.
fn error_code(context: &mut Context<'_>, code: &Spanned<i64>) -> Option<Spanned<i64>> {
    if code.value < 1 {
        let message = format!("{} cannot be the code of an error", code.value);
        let diagnostic =
            Diagnostic::error(rule::BAD_CODE, message).label(code.span, "codes begin at 1");
        context.report.push(diagnostic);
        return None;
    }
    Some(*code)
}

fn error_status(context: &mut Context<'_>, status: &Spanned<i64>) -> Option<u16> {
    let number = u16::try_from(status.value).ok();
    let number = number.filter(|number| (400..=599).contains(number));
    if number.is_none() {
        let message = format!("{} is not the status of an error", status.value);
        let diagnostic = Diagnostic::error(rule::BAD_STATUS, message)
            .label(status.span, "errors have a status from 400 to 599");
        context.report.push(diagnostic);
    }
    number
}
