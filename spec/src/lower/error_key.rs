//! Keys of error bodies, held against the documented errors.

use super::declared::Table;
use super::{Context, words};
use crate::api::is_same_key;
use crate::decode::Text;
use crate::diagnostic::Diagnostic;
use crate::yaml::{Node, Value};
use crate::{document, rule, suggest};

/// A key that some documented error has, if any error is documented.
pub(super) fn error_key(context: &mut Context<'_>, key: &Text) -> Option<String> {
    let line = key_path(context, key)?;
    let layouts = context.declared.error_body.map_or(0, |bodies| bodies.layouts.len());
    if layouts != 1 {
        return Some(line);
    }
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

/// A key of the body itself. What looks like the path of a nested one has to be the key of a documented error.
pub(super) fn key_path(context: &mut Context<'_>, key: &Text) -> Option<String> {
    let line = words::line(context, key)?;
    if is_nested(&line) && !documented(context, 400).any(|body| holds_key(body, &line)) {
        let message = format!("`{line}` is not a key of a documented error");
        let path = parts(&line).join(", ");
        let diagnostic = Diagnostic::error(rule::BAD_WIRE_NAME, message)
            .label(key.span, "this looks like the path of a nested key")
            .help(format!(
                "write a path as `{{ at: [{path}] }}`, and for `code` also `type: number` or `type: text`"
            ))
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
    let parts = parts(key);
    let is_name = |part: &&str| {
        part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
    };
    (parts.len() > 1 || is_rooted && !parts.is_empty()) && parts.iter().all(is_name)
}

/// The keys of such a path.
fn parts(key: &str) -> Vec<&str> {
    let parts = key.trim_start_matches(['$', '.', '/']).split(['.', '/', '[', '>']);
    parts.map(|part| part.trim_end_matches([']', '-'])).filter(|part| !part.is_empty()).collect()
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
