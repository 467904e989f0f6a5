//! The catalogue of error codes and their categories, and the lists that name errors.

use std::collections::BTreeMap;

use super::former::Formers;
use super::{Context, all, error_body, words};
use crate::api::{Code, CodeKind, ErrorCategory, ErrorCode};
use crate::decode::Text;
use crate::diagnostic::Diagnostic;
use crate::{Span, Spanned, document, rule, suggest};

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

/// Error codes, sorted.
pub(super) fn errors(context: &mut Context<'_>) -> Option<Vec<ErrorCode>> {
    let declared = context.declared;
    let mut formers = Formers::among(declared.errors.names());
    let mut errors = Some(Vec::new());
    for (id, document) in declared.errors.iter() {
        let error = document.and_then(|document| error(context, id, document, &mut formers));
        errors = all(errors, error);
    }
    errors.map(|mut errors| {
        errors.sort_by(|left: &ErrorCode, right| left.code.value.cmp(&right.code.value));
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
    let status = document.status.as_ref().map(|status| error_status(context, status));
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
        status: status.map_or(Some(None), |status| status.map(Some))?,
        message: document.message.as_ref().map(|message| message.value.clone()),
        meaning: meaning?,
        hint,
        category: category.map(|category| category.value.clone()),
        renamed_from,
        deprecated,
    })
}

/// A code that can be on the wire, of the kind that `error_body` says.
fn error_code(context: &mut Context<'_>, code: &Spanned<Code>) -> Option<Spanned<Code>> {
    let diagnostic = match (error_body::code_kind(context), &code.value) {
        // Zero is what servers call 'no error', and a client takes no number below it for a code either.
        (CodeKind::Number, Code::Number(..1)) => {
            let message = format!("{} cannot be the code of an error", code.value);
            Diagnostic::error(rule::BAD_CODE, message).label(code.span, "codes begin at 1")
        }
        (CodeKind::Text, Code::Text(text)) if text.trim() != text || text.is_empty() => {
            let message = format!("`{text}` cannot be the code of an error");
            Diagnostic::error(rule::BAD_CODE, message)
                .label(code.span, "a code has characters, and no spaces around them")
        }
        (CodeKind::Number, Code::Number(_)) | (CodeKind::Text, Code::Text(_)) => {
            return Some(code.clone());
        }
        (CodeKind::Number, Code::Text(text)) => {
            let message = format!("the code `{text}` is a text, and codes of this API are numbers");
            let diagnostic = Diagnostic::error(rule::BAD_CODE, message)
                .label(code.span, "this must be a whole number");
            match text.parse::<i64>() {
                Ok(number) => diagnostic.fix(code.span, number.to_string()),
                Err(_) => diagnostic.help(
                    "where codes are texts, say so in `error_body`: `code: { at: [code], type: text }`",
                ),
            }
        }
        (CodeKind::Text, Code::Number(number)) => {
            let message = format!("the code {number} is a number, and codes of this API are texts");
            Diagnostic::error(rule::BAD_CODE, message)
                .label(code.span, "`error_body` says that codes are texts")
                .help("put it in quotes")
                .fix(code.span, format!("\"{number}\""))
        }
    };
    context.report.push(diagnostic);
    None
}

/// The codes of a list of errors, each once. It names errors by number, or where codes are texts by id.
pub(super) fn references(
    context: &mut Context<'_>,
    list: Option<&[Spanned<Code>]>,
) -> BTreeMap<Code, Span> {
    let mut codes = BTreeMap::new();
    for named in list.unwrap_or_default() {
        let Some(code) = reference(context, named) else { continue };
        if let Some(first) = codes.insert(code, named.span) {
            let name = named.value.to_string();
            let diagnostic =
                Diagnostic::error(rule::DUPLICATE_REFERENCE, format!("`{name}` is named twice"))
                    .label(named.span, "again here")
                    .label(first, "first here");
            context.report.push(diagnostic);
        }
    }
    codes
}

fn reference(context: &mut Context<'_>, named: &Spanned<Code>) -> Option<Code> {
    let declared = context.declared;
    match (error_body::code_kind(context), &named.value) {
        (CodeKind::Number, Code::Number(_)) => {
            if !declared.codes.contains_key(&named.value) && !declared.has_doubtful_codes {
                refuse_unknown_number(context, named);
            }
            Some(named.value.clone())
        }
        (CodeKind::Text, Code::Text(id)) => {
            let name = Spanned::new(id.clone(), named.span);
            if !context.refer(&declared.errors, &name) {
                return None;
            }
            declared.errors.get(id)?.code.as_ref().map(|code| code.value.clone())
        }
        (CodeKind::Number, Code::Text(text)) => {
            refuse_error_by_name(context, text, named.span);
            None
        }
        (CodeKind::Text, Code::Number(_)) => {
            let diagnostic = Diagnostic::error(rule::BAD_CODE, "an error is named by its id here")
                .label(named.span, "codes of this API are texts, and lists of errors hold ids");
            context.report.push(diagnostic);
            None
        }
    }
}

/// How many digits a number has at least that is likely to be a misspelt one.
const LIKENESS: usize = 3;

fn refuse_unknown_number(context: &mut Context<'_>, code: &Spanned<Code>) {
    let name = Spanned::new(code.value.to_string(), code.span);
    let codes: Vec<_> = context.declared.codes.keys().map(ToString::to_string).collect();
    let candidates = codes.iter().map(String::as_str).filter(|_| name.len() >= LIKENESS);
    context.refuse_unknown(rule::UNKNOWN_ERROR, "error code", &name, None, candidates);
}

/// An error that is listed by its id: the number is what the API sends, and what is listed.
fn refuse_error_by_name(context: &mut Context<'_>, name: &str, span: Span) {
    let declared = context.declared;
    let codes = || declared.codes.iter().map(|(code, id)| (*code, id.as_str()));
    let id = suggest::closest(name, codes().map(|(_, id)| id));
    let parsed = name.parse().ok().map(Code::Number);
    let number = parsed.and_then(|code| declared.codes.get_key_value(&code)).map(|(code, _)| *code);
    let meant =
        number.or_else(|| codes().find(|(_, other)| Some(*other) == id).map(|(code, _)| code));
    let message = if id == Some(name) {
        format!("expected the number of an error, found its id `{name}`")
    } else if number.is_some() {
        "expected the number of an error, found text".to_owned()
    } else {
        format!("unknown error `{name}`")
    };
    let diagnostic = Diagnostic::error(rule::UNKNOWN_ERROR, message)
        .label(span, "errors are listed by their numbers, such as `[1]`");
    let numbers: Vec<_> = name.split_whitespace().collect();
    if numbers.len() > 1 && numbers.iter().all(|number| number.parse::<i64>().is_ok()) {
        let fix = numbers.join(", ");
        context.report.push(diagnostic.help("write a comma between two numbers").fix(span, fix));
        return;
    }
    context.report.push(match (meant, id.filter(|_| number.is_none())) {
        (Some(code), Some(id)) => diagnostic
            .help(format!("did you mean `{code}`, the number of `{id}`?"))
            .fix(span, code.to_string()),
        (code, _) => diagnostic.suggest(span, code.as_ref().map(ToString::to_string).as_deref()),
    });
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
