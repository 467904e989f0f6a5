//! Retired names and codes, which are never reused.

use std::collections::BTreeMap;

use super::{Context, all};
use crate::api::{Code, OperationName, Reserved};
use crate::decode::{Keyed, Text};
use crate::diagnostic::Diagnostic;
use crate::document::{Id, TypeName};
use crate::{Span, Spanned, document, rule};

/// Lowers the reservations of all files, and refuses what uses one.
pub(super) fn reserved(context: &mut Context<'_>) -> Option<Reserved> {
    let declared = context.declared;
    let errors = names::<Id>(context, |reserved| reserved.errors.as_deref());
    let types = names::<TypeName>(context, |reserved| reserved.types.as_deref());
    let servers = names::<Id>(context, |reserved| reserved.servers.as_deref());
    let credentials = names::<Id>(context, |reserved| reserved.credentials.as_deref());
    refuse_used(context, "error code", &errors, declared.errors.iter().map(|(id, _)| id));
    refuse_used(context, "type", &types, declared.types.iter().map(|(name, _)| name));
    refuse_used(context, "server", &servers, declared.servers.iter().map(|(id, _)| id));
    let ids = declared.credentials.iter().map(|(id, _)| id);
    refuse_used(context, "credential", &credentials, ids);
    Some(Reserved {
        codes: codes(context),
        errors,
        operations: operations(context)?,
        types,
        servers,
        credentials,
    })
}

/// Lowers the reservations of one map of ids, and refuses the ids that use one.
pub(super) fn ids<'a>(
    context: &mut Context<'_>,
    what: &str,
    reserved: Option<&[Text]>,
    living: impl Iterator<Item = &'a Text>,
) -> Vec<Text> {
    let reserved = reserved.unwrap_or_default();
    check_names::<Id>(context, reserved);
    let reserved = each_once(context, reserved.iter().cloned());
    refuse_used(context, what, &reserved, living);
    reserved
}

fn names<K: Keyed>(
    context: &mut Context<'_>,
    of: impl Fn(&document::Reserved) -> Option<&[Text]>,
) -> Vec<Text> {
    let declared = context.declared;
    let names = declared.reserved.iter().filter_map(|reserved| of(reserved)).flatten();
    let names: Vec<_> = names.cloned().collect();
    check_names::<K>(context, &names);
    each_once(context, names.into_iter())
}

fn check_names<K: Keyed>(context: &mut Context<'_>, names: &[Text]) {
    for name in names {
        K::check(name, context.report);
    }
}

/// Codes of either kind: an API that changes from numbers to texts goes on keeping its numbers.
fn codes(context: &mut Context<'_>) -> Vec<Spanned<Code>> {
    let declared = context.declared;
    let codes = declared.reserved.iter().filter_map(|reserved| reserved.codes.as_ref()).flatten();
    let codes = each_once(context, codes.cloned());
    for (_, error) in declared.errors.iter() {
        let Some(code) = error.and_then(|error| error.code.as_ref()) else {
            continue;
        };
        if let Ok(index) = codes.binary_search(code) {
            let what = match code.value {
                Code::Number(_) => "number",
                Code::Text(_) => "code",
            };
            refuse(context, what, &code.to_string(), code.span, codes[index].span);
        }
    }
    codes
}

fn operations(context: &mut Context<'_>) -> Option<Vec<Spanned<OperationName>>> {
    let declared = context.declared;
    let reserved = declared.reserved.iter();
    let texts = reserved.filter_map(|reserved| reserved.operations.as_ref()).flatten();
    let mut names = Some(Vec::new());
    for text in texts {
        names = all(names, operation_name(context, text));
    }
    let names = each_once(context, names?.into_iter());
    for name in &names {
        let group = declared.operations.get(name.group.as_str());
        if let Some(id) = group.and_then(|table| table.key(&name.id)) {
            refuse(context, "operation", &name.to_string(), id.span, name.span);
        }
    }
    Some(names)
}

fn operation_name(context: &mut Context<'_>, text: &Text) -> Option<Spanned<OperationName>> {
    let parts = text.split_once('.');
    let parts = parts.filter(|(group, id)| document::is_id(group) && document::is_id(id));
    let Some((group, id)) = parts else {
        let message = format!("`{}` is not an operation and its group", text.value);
        let diagnostic = Diagnostic::error(rule::BAD_ID, message)
            .label(text.span, "an operation is named as `group.operation` here");
        context.report.push(diagnostic);
        return None;
    };
    let name = OperationName { group: group.to_owned(), id: id.to_owned() };
    Some(Spanned::new(name, text.span))
}

/// Sorts reservations, and refuses those that are there already.
fn each_once<T: Ord + Clone + ToString>(
    context: &mut Context<'_>,
    reserved: impl Iterator<Item = Spanned<T>>,
) -> Vec<Spanned<T>> {
    let mut first = BTreeMap::new();
    for entry in reserved {
        let Some(span) = first.get(&entry.value) else {
            first.insert(entry.value, entry.span);
            continue;
        };
        let message = format!("`{}` is reserved twice", entry.value.to_string());
        let diagnostic = Diagnostic::error(rule::DUPLICATE_RESERVATION, message)
            .label(entry.span, "again here")
            .label(*span, "first here");
        context.report.push(diagnostic);
    }
    first.into_iter().map(|(value, span)| Spanned::new(value, span)).collect()
}

fn refuse_used<'a>(
    context: &mut Context<'_>,
    what: &str,
    reserved: &[Text],
    living: impl Iterator<Item = &'a Text>,
) {
    for name in living {
        if let Ok(index) = reserved.binary_search(name) {
            refuse(context, what, name, name.span, reserved[index].span);
        }
    }
}

fn refuse(context: &mut Context<'_>, what: &str, name: &str, used: Span, reserved: Span) {
    let diagnostic =
        Diagnostic::error(rule::RESERVED_NAME, format!("the {what} `{name}` is reserved"))
            .label(used, "used here")
            .label(reserved, "reserved here: it stood for something else")
            .help("choose another one: older clients would take it for what it was");
    context.report.push(diagnostic);
}
