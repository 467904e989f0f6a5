//! Path templates.

use std::collections::BTreeMap;

use super::Context;
use crate::api::{Input, Location, Path, PathSegment};
use crate::decode::Text;
use crate::diagnostic::Diagnostic;
use crate::expression::within;
use crate::{Span, Spanned, rule, suggest};

/// Cuts a template into its parts.
pub(super) fn path(context: &mut Context<'_>, template: &Text) -> Option<Path> {
    match problem(template) {
        None => Some(Path { template: template.clone(), segments: segments(template) }),
        Some((span, label, fix)) => {
            let message = format!("`{}` is not a path", template.value);
            let diagnostic = Diagnostic::error(rule::BAD_PATH, message).label(span, label);
            context.report.push(match fix {
                Some(fix) => diagnostic.help("write it like this").fix(template.span, fix),
                None => diagnostic,
            });
            None
        }
    }
}

/// Holds the placeholders against the inputs: each placeholder is a path input, and the other way round.
///
/// Ids in `doubtful` may be path inputs or not: what is wrong with them has been reported.
pub(super) fn match_inputs(
    context: &mut Context<'_>,
    path: &Path,
    inputs: &[Input],
    doubtful: &[&str],
) {
    let in_path = inputs.iter().filter(|input| input.location == Location::Path);
    let mut unmatched: BTreeMap<&str, Span> =
        in_path.map(|input| (input.id.as_str(), input.id.span)).collect();
    let mut unknown: Vec<Text> = Vec::new();
    let mut seen = BTreeMap::new();
    for placeholder in placeholders(&path.template) {
        if let Some(first) = seen.insert(placeholder.value.clone(), placeholder.span) {
            let message =
                format!("the placeholder `{}` stands twice in the path", placeholder.value);
            let diagnostic = Diagnostic::error(rule::DUPLICATE_PLACEHOLDER, message)
                .label(placeholder.span, "again here")
                .label(first, "first here");
            context.report.push(diagnostic);
        } else if unmatched.remove(placeholder.as_str()).is_none()
            && !doubtful.contains(&placeholder.as_str())
        {
            unknown.push(placeholder);
        }
    }
    for placeholder in unknown {
        let meant = suggest::closest(&placeholder, unmatched.keys().copied());
        let meant = meant.or_else(|| only(&unmatched));
        let elsewhere = inputs.iter().find(|input| *input.id == placeholder.value);
        let message = format!("the placeholder `{}` has no parameter", placeholder.value);
        let mut diagnostic = Diagnostic::error(rule::PLACEHOLDER_WITHOUT_PARAMETER, message)
            .label(placeholder.span, "no parameter `in: path` has this id");
        if let Some(input) = elsewhere {
            diagnostic = diagnostic.label(input.id.span, "this one goes elsewhere");
        }
        context.report.push(diagnostic.suggest(placeholder.span, meant));
        if let Some(meant) = meant {
            unmatched.remove(&*meant.to_owned());
        }
    }
    for (id, span) in unmatched {
        let message = format!("the path parameter `{id}` has no placeholder");
        let diagnostic = Diagnostic::error(rule::PARAMETER_WITHOUT_PLACEHOLDER, message)
            .label(span, "where in the path does it go?")
            .label(path.template.span, format!("this path has no `{{{id}}}`"));
        context.report.push(diagnostic);
    }
}

fn only<'a>(unmatched: &BTreeMap<&'a str, Span>) -> Option<&'a str> {
    let mut ids = unmatched.keys().copied();
    ids.next().filter(|_| ids.next().is_none())
}

/// The first thing wrong with a template: where, what, and the template as it should be.
fn problem(template: &Text) -> Option<(Span, &'static str, Option<String>)> {
    let at = |start: usize, length: usize| within(template, start, start + length);
    if !template.starts_with('/') {
        let fix = (!template.is_empty() && !template.contains("://"))
            .then(|| format!("/{}", template.value));
        return Some((template.span, "a path begins with a slash", fix));
    }
    if let Some(end) = template.find(['?', '#']) {
        let label = "a path has no query: declare `parameters` with `in: query`";
        return Some((at(end, template.len() - end), label, None));
    }
    if let Some(start) = template.find("//") {
        return Some((at(start, 2), "there is an empty segment between these", None));
    }
    let mut open = None;
    for (index, character) in template.char_indices() {
        match (character, open) {
            ('{', None) => open = Some(index),
            ('}', Some(start)) => {
                let id = &template[start + 1..index];
                if !crate::document::is_id(id) {
                    return Some((
                        at(start, index + 1 - start),
                        "a placeholder holds the id of a parameter",
                        None,
                    ));
                }
                open = None;
            }
            ('{' | '}', _) => return Some((at(index, 1), "this brace has no partner", None)),
            (character, None) if !is_path_character(character) => {
                return Some((
                    at(index, character.len_utf8()),
                    "this cannot stand in a path",
                    None,
                ));
            }
            _ => {}
        }
    }
    if let Some(start) = open {
        return Some((at(start, 1), "this brace has no partner", None));
    }
    let dots = template.split('/').any(|segment| segment == "." || segment == "..");
    dots.then_some((template.span, "a path cannot go up or stay where it is", None))
}

fn is_path_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@%/".contains(character)
}

/// The parts of a template that is right.
fn segments(template: &str) -> Vec<PathSegment> {
    let mut segments = Vec::new();
    for (index, part) in template.split(['{', '}']).enumerate() {
        // Braces alternate, so every second part stands between two.
        let part = part.to_owned();
        if index % 2 == 1 {
            segments.push(PathSegment::Placeholder(part));
        } else if !part.is_empty() {
            segments.push(PathSegment::Literal(part));
        }
    }
    segments
}

fn placeholders(template: &Text) -> Vec<Text> {
    let mut placeholders = Vec::new();
    let mut offset = 0;
    for (index, part) in template.split(['{', '}']).enumerate() {
        if index % 2 == 1 {
            let span = within(template, offset, offset + part.len());
            placeholders.push(Spanned::new(part.to_owned(), span));
        }
        offset += part.len() + 1;
    }
    placeholders
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(template: &str) -> Text {
        let end = u32::try_from(template.len()).expect("a short text");
        Spanned::new(template.to_owned(), Span::new(0, 0, end))
    }

    #[test]
    fn templates_are_cut_at_their_placeholders() {
        let template = written("/pets/{pet_id}/photos/{photo_id}");
        assert!(problem(&template).is_none());
        assert_eq!(
            segments(&template),
            [
                PathSegment::Literal("/pets/".to_owned()),
                PathSegment::Placeholder("pet_id".to_owned()),
                PathSegment::Literal("/photos/".to_owned()),
                PathSegment::Placeholder("photo_id".to_owned()),
            ]
        );
        let spans: Vec<_> = placeholders(&template).iter().map(|text| text.span.start).collect();
        assert_eq!(spans, [7, 23]);
    }

    #[test]
    fn what_is_no_path_is_refused_at_its_place() {
        for (template, start) in [
            ("", 0),
            ("pets", 0),
            ("/pets?x=1", 5),
            ("/pets//x", 5),
            ("/pets/{id", 6),
            ("/pets/id}", 8),
            ("/pets/{{id}}", 7),
            ("/pets/{petId}", 6),
            ("/my pets", 3),
            ("/é", 1),
            ("/a/../b", 0),
        ] {
            let place = problem(&written(template)).map(|(span, ..)| span.start);
            assert_eq!(place, Some(start), "{template}");
        }
    }
}
