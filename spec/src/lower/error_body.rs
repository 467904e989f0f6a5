//! The keys of an error body, and whether documented errors have them.

use super::declared::Table;
use super::{Context, Reported, words};
use crate::api::{ErrorBody, FieldErrors, is_same_key};
use crate::decode::Text;
use crate::diagnostic::Diagnostic;
use crate::yaml::{Node, Value};
use crate::{document, rule, suggest};

/// Lowers the keys of an error body, if they are given.
pub(super) fn error_body(context: &mut Context<'_>) -> Result<Option<ErrorBody>, Reported> {
    let declared = context.declared;
    let Some(document) = declared.error_body else {
        return Ok(None);
    };
    refuse_equal_keys(context, document);
    let code = words::required(context, document.code.as_ref(), error_key);
    context.error_code_key.clone_from(&code);
    let message = words::optional(context, document.message.as_ref(), error_key);
    // Long texts, and problems of providers and single fields, are too rare to demand an example of each.
    let description = words::optional(context, document.description.as_ref(), key_path);
    let provider_error = words::optional(context, document.provider_error.as_ref(), key_path);
    let field_errors = document.field_errors.as_ref().and_then(|document| {
        let list = words::required(context, document.list.as_ref(), key_path);
        let field = words::required(context, document.field.as_ref(), key_path);
        let message = words::required(context, document.message.as_ref(), key_path);
        Some(FieldErrors { list: list?, field: field?, message: message? })
    });
    Ok(Some(ErrorBody {
        code: code.ok_or(Reported)?,
        in_success: document.in_success.as_ref().is_some_and(|said| said.value),
        message,
        description,
        provider_error,
        field_errors,
    }))
}

/// Two values of one error cannot come from one key.
fn refuse_equal_keys(context: &mut Context<'_>, document: &document::ErrorBody) {
    let fields = document.field_errors.as_ref();
    let body = [
        document.code.as_ref(),
        document.message.as_ref(),
        document.description.as_ref(),
        document.provider_error.as_ref(),
        fields.and_then(|fields| fields.list.as_ref()),
    ];
    let entry = fields.map(|fields| [fields.field.as_ref(), fields.message.as_ref()]);
    for keys in [body.as_slice(), entry.as_ref().map_or(&[], |entry| entry.as_slice())] {
        let keys: Vec<&Text> = keys.iter().copied().flatten().collect();
        for (index, key) in keys.iter().enumerate() {
            let is_same = |other: &&&Text| !key.is_empty() && is_same_key(other, key);
            if let Some(first) = keys[..index].iter().find(is_same) {
                let message = format!("two values of an error have the key `{}`", key.value);
                let diagnostic = Diagnostic::error(rule::DUPLICATE_WIRE_NAME, message)
                    .label(key.span, "again here")
                    .label(first.span, "first here")
                    .help("keys match with their first letter in either case; name each key once");
                context.report.push(diagnostic);
            }
        }
    }
}

/// A key that some documented error has, if any error is documented.
fn error_key(context: &mut Context<'_>, key: &Text) -> Option<String> {
    let line = key_path(context, key)?;
    let errors: Vec<_> = objects(documented(context, 400)).collect();
    // An error with the status of a success may have the key as well.
    let mut names = objects(documented(context, 200)).flatten().map(|(name, _)| name);
    if errors.is_empty() || names.any(|name| is_same_key(name, &line)) {
        return Some(line);
    }
    let message = format!("no documented error has the key `{line}`");
    let diagnostic = Diagnostic::error(rule::EXAMPLE_RESPONSE, message)
        .label(key.span, "clients look for it in every error response");
    let known = errors.into_iter().flatten().map(|(name, _)| name.as_str());
    let meant = suggest::closest(&line, known);
    let diagnostic = match meant {
        Some(_) => diagnostic.suggest(key.span, meant),
        None => diagnostic
            .help("correct the key, or add an error that has it to the `examples` of an operation"),
    };
    context.report.push(diagnostic);
    None
}

/// A key that is not the path of a nested one, unless a documented error has exactly this key.
fn key_path(context: &mut Context<'_>, key: &Text) -> Option<String> {
    let line = words::line(context, key)?;
    if is_nested(&line) && !documented(context, 400).any(|body| holds_key(body, &line)) {
        let message = format!("`{line}` is no key of a documented error");
        let diagnostic = Diagnostic::error(rule::BAD_WIRE_NAME, message)
            .label(key.span, "this looks like the path of a nested key")
            .help("name a key of the error object itself; nested keys are not supported yet")
            .help(
                "if it is a single key, add an error that has it to the `examples` of an operation",
            );
        context.report.push(diagnostic);
        return None;
    }
    Some(line)
}

/// Whether a key looks like the path of one within others: `error.code`, `/error/code`, `$.errors[0].code`.
fn is_nested(key: &str) -> bool {
    let rest = key.trim_start_matches(['$', '.', '/']);
    let is_rooted = rest.len() < key.len() && key.contains(['.', '/']);
    let parts: Vec<_> = rest.split(['.', '/', '[', '>']).filter(|part| !part.is_empty()).collect();
    let is_name = |part: &&str| {
        let name = part.trim_end_matches([']', '-']);
        name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
    };
    (parts.len() > 1 || is_rooted && !parts.is_empty()) && parts.iter().all(is_name)
}

/// The bodies of all documented responses from some status on.
fn documented<'a>(context: &Context<'a>, least: i64) -> impl Iterator<Item = &'a Node> + use<'a> {
    let operations = context.declared.operations.values().flat_map(Table::iter);
    let examples = operations.filter_map(|(_, operation)| operation?.examples.as_ref()).flatten();
    let responses = examples.filter_map(|example| example.response.as_ref());
    let is_meant = move |response: &&document::ExampleResponse| {
        response.status.as_ref().is_some_and(|status| status.value >= least)
    };
    responses.filter(is_meant).filter_map(|response| response.body.as_ref())
}

fn objects<'a>(bodies: impl Iterator<Item = &'a Node>) -> impl Iterator<Item = &'a [(Text, Node)]> {
    bodies.filter_map(|body| match &body.value {
        Value::Map(map) => Some(map.as_slice()),
        _ => None,
    })
}

fn holds_key(node: &Node, key: &str) -> bool {
    match &node.value {
        Value::List(list) => list.iter().any(|entry| holds_key(entry, key)),
        Value::Map(map) => {
            map.iter().any(|(name, value)| name.as_str() == key || holds_key(value, key))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_nested;

    #[test]
    fn nested_keys() {
        for path in [
            "error.code",
            "/error/code",
            "$.errors[0].code",
            "errors[0]",
            "error->code",
            "$.code",
            "/code",
            ".code",
        ] {
            assert!(is_nested(path), "{path}");
        }
        for key in [
            "code",
            "$code",
            "error_code",
            "*/",
            "\"code\\",
            "error code",
            "Error.",
            "@odata",
            "$",
            "/",
        ] {
            assert!(!is_nested(key), "{key}");
        }
    }
}
