//! Variables in the URLs of servers.

use std::collections::BTreeMap;

use super::{Context, words};
use crate::api::{ServerVariable, VariablePlace};
use crate::decode::{Entries, Text};
use crate::diagnostic::Diagnostic;
use crate::document::is_id;
use crate::{Span, Spanned, document, rule, suggest};

/// A URL in which something stands for each variable that could stand there.
pub(super) struct Sample {
    pub(super) url: String,
    /// The variables by their places, in the order in which they are first in the URL.
    places: Vec<(String, VariablePlace)>,
}

impl Sample {
    pub(super) fn has_variables(&self) -> bool {
        !self.places.is_empty()
    }
}

/// Puts samples where a URL has placeholders; none where its braces make no sense.
pub(super) fn sample(template: &str) -> Option<Sample> {
    let mut sample = Sample { url: String::new(), places: Vec::new() };
    let mut rest = template;
    while let Some((literal, behind)) = rest.split_once('{') {
        sample.url.push_str(literal);
        let (id, behind) = behind.split_once('}')?;
        let place = place(&sample.url)?;
        if !is_id(id) || literal.contains('}') {
            return None;
        }
        if !sample.places.iter().any(|(known, _)| known == id) {
            sample.places.push((id.to_owned(), place));
        }
        sample.url.push_str(if place == VariablePlace::Port { "1" } else { "x" });
        rest = behind;
    }
    sample.url.push_str(rest);
    (!rest.contains('}')).then_some(sample)
}

/// What is behind this part of a URL; nothing where no variable can be.
fn place(before: &str) -> Option<VariablePlace> {
    let (_, rest) = before.split_once("://")?;
    Some(match (rest.contains('/'), rest.ends_with(':')) {
        (true, _) => VariablePlace::Path,
        (false, true) => VariablePlace::Port,
        (false, false) => VariablePlace::Host,
    })
}

/// The variables of a server, compared with its URL.
pub(super) fn variables(
    context: &mut Context<'_>,
    url: &Text,
    sample: &Sample,
    declared: Option<&Entries<document::Id, document::ServerVariable>>,
) -> Option<Vec<ServerVariable>> {
    let mut unused: BTreeMap<&str, (&Text, Option<&document::ServerVariable>)> = declared
        .into_iter()
        .flat_map(Entries::iter)
        .map(|(id, it)| (id.as_str(), (id, it)))
        .collect();
    let mut variables = Some(Vec::new());
    let mut unknown = Vec::new();
    for (id, place) in &sample.places {
        let variable = match unused.remove(id.as_str()) {
            Some((id, Some(document))) => variable(context, id, *place, document),
            Some((_, None)) => None,
            None => {
                unknown.push(id);
                None
            }
        };
        variables = super::all(variables, variable);
    }
    for id in unknown {
        let message = format!("the variable `{id}` is not declared");
        let meant = suggest::closest(id, unused.keys().copied());
        let diagnostic = Diagnostic::error(rule::UNKNOWN_VARIABLE, message)
            .label(url.span, format!("`{{{id}}}` stands for a variable of this server"))
            .help(match meant {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("declare it: `variables: {{ {id}: {{ description: .. }} }}`"),
            });
        context.report.push(diagnostic);
        // The one that was meant is not unused.
        unused.clear();
    }
    for (id, _) in unused.into_values() {
        let message = format!("the variable `{}` is not in the URL", id.value);
        let diagnostic = Diagnostic::error(rule::UNUSED_VARIABLE, message)
            .label(id.span, "declared here")
            .label(url.span, format!("without `{{{}}}`", id.value))
            .help("put it into the URL, or take it out");
        context.report.push(diagnostic);
        variables = None;
    }
    variables
}

fn variable(
    context: &mut Context<'_>,
    id: &Text,
    place: VariablePlace,
    document: &document::ServerVariable,
) -> Option<ServerVariable> {
    let description = words::required(context, document.description.as_ref(), words::markdown);
    let given = document.values.as_deref().unwrap_or_default();
    let mut values = Some(Vec::new());
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for value in given {
        if let Some(first) = seen.insert(value, value.span) {
            let message = format!("`{}` is named twice", value.value);
            let diagnostic = Diagnostic::error(rule::DUPLICATE_REFERENCE, message)
                .label(value.span, "again here")
                .label(first, "first here");
            context.report.push(diagnostic);
        }
        values = super::all(values, fitting(context, value, place));
    }
    let mut chosen = |value: Option<&Text>| {
        let Some(value) = value else { return Some(None) };
        let text = fitting(context, value, place)?;
        if !given.is_empty() && !seen.contains_key(value.as_str()) {
            let message = format!("`{}` is none of the values of `{}`", value.value, id.value);
            let listed: Vec<_> = given.iter().map(|value| value.value.as_str()).collect();
            let diagnostic = Diagnostic::error(rule::BAD_VARIABLE_VALUE, message)
                .label(value.span, "this is not among its `values`")
                .help(format!("write one of `{}`", listed.join("`, `")));
            context.report.push(diagnostic);
            return None;
        }
        Some(Some(text))
    };
    let (default, example) = (chosen(document.default.as_ref()), chosen(document.example.as_ref()));
    Some(ServerVariable {
        id: Spanned::new(id.value.clone(), id.span),
        place,
        description: description?,
        default: default?,
        values: values?,
        example: example?,
    })
}

/// A value that can stand in its place as it is.
fn fitting(context: &mut Context<'_>, value: &Text, place: VariablePlace) -> Option<String> {
    let Some(problem) = problem(value, place) else {
        return Some(value.value.clone());
    };
    let message = format!("`{}` cannot stand there in the URL", value.value);
    let diagnostic =
        Diagnostic::error(rule::BAD_VARIABLE_VALUE, message).label(value.span, problem);
    context.report.push(diagnostic);
    None
}

/// Why a value cannot stand in its place.
fn problem(value: &str, place: VariablePlace) -> Option<&'static str> {
    let is_fit = match place {
        VariablePlace::Host => value.split('.').all(is_label),
        VariablePlace::Port => is_port(value),
        VariablePlace::Path => {
            let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
            !matches!(value, "" | "." | "..") && value.bytes().all(is_plain)
        }
    };
    (!is_fit).then_some(match place {
        VariablePlace::Host => "a host consists of letters, digits, `-` and `.`",
        VariablePlace::Port => "a port is a number from 1 to 65535",
        VariablePlace::Path => {
            "a part of the path consists of letters, digits, `-`, `.`, `_` and `~`"
        }
    })
}

/// Whether this is a label of a host.
pub(super) fn is_label(label: &str) -> bool {
    let known = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    (1..=63).contains(&label.len())
        && label.bytes().all(known)
        && !label.starts_with('-')
        && !label.ends_with('-')
}

/// Whether this is the number of a port.
pub(super) fn is_port(port: &str) -> bool {
    port.bytes().all(|digit| digit.is_ascii_digit())
        && !port.starts_with('0')
        && port.parse::<u16>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places() {
        use VariablePlace::{Host, Path, Port};
        let check = |template: &str, expected: Option<(&str, &[(&str, VariablePlace)])>| {
            let found = sample(template).map(|it| (it.url, it.places));
            let expected = expected.map(|(url, places)| {
                let places = places.iter().map(|(id, place)| ((*id).to_owned(), *place));
                (url.to_owned(), places.collect())
            });
            assert_eq!(found, expected, "{template}");
        };
        check("https://a.example", Some(("https://a.example", &[])));
        check("https://{host}/v1", Some(("https://x/v1", &[("host", Host)])));
        check(
            "https://{a}.example:{p}/{b}/{a}",
            Some(("https://x.example:1/x/x", &[("a", Host), ("p", Port), ("b", Path)])),
        );
        check("{scheme}://a.example", None);
        check("https://{Host}", None);
        check("https://{host", None);
        check("https://host}", None);
        check("https://}{host}", None);
        check("https://{}", None);
    }

    #[test]
    fn values() {
        use VariablePlace::{Host, Path, Port};
        let check = |value: &str, place, is_fit| {
            assert_eq!(problem(value, place).is_none(), is_fit, "{value} in {place:?}");
        };
        for good in ["eu", "eu-1", "git.example.com", "a1"] {
            check(good, Host, true);
        }
        for bad in
            ["", ".", "a.", "a..b", "a/b", "a:1", "u@a", "a?b", "a#b", "-a", "ü", "a b", "[::1]"]
        {
            check(bad, Host, false);
        }
        check("8443", Port, true);
        for bad in ["", "0", "080", "65536", "x", "1/"] {
            check(bad, Port, false);
        }
        check("v1.2_~-", Path, true);
        for bad in ["", ".", "..", "a/b", "a b", "a?b", "a%2f", "ü"] {
            check(bad, Path, false);
        }
    }
}
