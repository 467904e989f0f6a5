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
    match parse(template) {
        Ok(segments) => Some(Path { template: template.clone(), segments }),
        Err((span, label, fix)) => {
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

/// Compares the placeholders with the inputs: each placeholder is a path input, and vice versa.
///
/// Ids in `doubtful` may be path inputs or not: what is wrong with them has been reported. Returns those that should be
/// in the path, and are said to be elsewhere.
pub(super) fn match_inputs(
    context: &mut Context<'_>,
    path: &Path,
    inputs: &[Input],
    doubtful: &[&str],
) -> Vec<String> {
    let in_path = inputs.iter().filter(|input| input.location == Location::Path);
    let mut unmatched: BTreeMap<&str, Span> =
        in_path.map(|input| (input.id.as_str(), input.id.span)).collect();
    let mut unknown: Vec<Text> = Vec::new();
    let mut seen = BTreeMap::new();
    for placeholder in placeholders(path) {
        if let Some(first) = seen.insert(placeholder.value.clone(), placeholder.span) {
            let message =
                format!("the placeholder `{}` appears twice in the path", placeholder.value);
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
    let mut misplaced = Vec::new();
    for placeholder in unknown {
        let meant = suggest::closest(&placeholder, unmatched.keys().copied());
        let meant = meant.or_else(|| only(&unmatched));
        let elsewhere = inputs.iter().find(|input| *input.id == placeholder.value);
        let message = format!("the placeholder `{}` has no parameter", placeholder.value);
        let mut diagnostic = Diagnostic::error(rule::PLACEHOLDER_WITHOUT_PARAMETER, message)
            .label(placeholder.span, "no parameter `in: path` has this id");
        if let Some(input) = elsewhere {
            diagnostic = diagnostic
                .label(input.id.span, "this one goes elsewhere")
                .help(format!("write `in: path` for `{}`", input.id.value));
            misplaced.push(input.id.value.clone());
            context.report.push(diagnostic);
            continue;
        }
        context.report.push(diagnostic.suggest(placeholder.span, meant));
        if let Some(meant) = meant {
            unmatched.remove(&*meant.to_owned());
        }
    }
    for (id, span) in unmatched {
        let message = format!("the path parameter `{id}` has no placeholder");
        let diagnostic = Diagnostic::error(rule::PARAMETER_WITHOUT_PLACEHOLDER, message)
            .label(span, "no placeholder of this id in the path")
            .label(path.template.span, format!("this path has no `{{{id}}}`"));
        context.report.push(diagnostic);
    }
    misplaced
}

fn only<'a>(unmatched: &BTreeMap<&'a str, Span>) -> Option<&'a str> {
    let mut ids = unmatched.keys().copied();
    ids.next().filter(|_| ids.next().is_none())
}

/// The first thing wrong with a template: where, what, and the template as it should be.
type Problem = (Span, &'static str, Option<String>);

/// Rejects what no template holds, whatever its placeholders are.
fn check_template(template: &Text) -> Result<(), Problem> {
    let at = |start: usize, length: usize| within(template, start, start + length);
    if !template.starts_with('/') {
        let fix = Some(format!("/{}", template.value)).filter(|_| !template.contains("://"));
        let is_path = |fix: &String| parse(&Spanned::new(fix.clone(), template.span)).is_ok();
        let fix = fix.filter(|fix| fix.len() > 1 && is_path(fix));
        let label = if template.contains("://") {
            "a path begins with a slash, behind the base URL that `servers` declares"
        } else {
            "a path begins with a slash"
        };
        return Err((template.span, label, fix));
    }
    if let Some(start) = template.find("//") {
        return Err((at(start, 2), "there is an empty segment between these", None));
    }
    for opening in ["${", "#{", "{{"] {
        if let Some(start) = template.find(opening) {
            let fix = template.replace(opening, "{").replace("}}", "}");
            return Err((at(start, opening.len()), PLACEHOLDER, Some(fix)));
        }
    }
    if let Some(end) = template.find(['?', '#']) {
        let label = "a path has no query: declare `parameters` with `in: query`";
        return Err((at(end, template.len() - end), label, None));
    }
    Ok(())
}

/// Cuts a template at its placeholders.
fn parse(template: &Text) -> Result<Vec<PathSegment>, Problem> {
    let at = |start: usize, length: usize| within(template, start, start + length);
    check_template(template)?;
    let mut segments = Vec::new();
    let (mut literal, mut open) = (0, None);
    for (index, character) in template.char_indices() {
        match (character, open) {
            ('{', None) => {
                segments.push(PathSegment::Literal(template[literal..index].to_owned()));
                open = Some(index);
            }
            ('}', Some(start)) => {
                let id = &template[start + 1..index];
                if !crate::document::is_id(id) {
                    let label = "a placeholder holds the id of a parameter";
                    let fix = own_id(id)
                        .map(|id| format!("{}{{{id}{}", &template[..start], &template[index..]));
                    return Err((at(start, index + 1 - start), label, fix));
                }
                segments.push(PathSegment::Placeholder(id.to_owned()));
                (literal, open) = (index + 1, None);
            }
            ('{' | '}', _) => return Err((at(index, 1), BRACE, None)),
            (character, None) if !is_path_character(character) => {
                let place = at(index, character.len_utf8());
                let fix = foreign_placeholder(template);
                let label = fix.as_ref().map_or("this cannot stand in a path", |_| PLACEHOLDER);
                return Err((place, label, fix));
            }
            _ => {}
        }
    }
    if let Some(start) = open {
        return Err((at(start, 1), BRACE, None));
    }
    segments.push(PathSegment::Literal(template[literal..].to_owned()));
    segments.retain(|segment| *segment != PathSegment::Literal(String::new()));
    match literal_problem(template) {
        Some((start, length, label)) => Err((
            at(start, length),
            label,
            foreign_placeholder(template).filter(|_| label == PLACEHOLDER),
        )),
        None => Ok(segments),
    }
}

/// The id that a placeholder of another language stands for: `petId`, `id:int`, `id?`, `+rest`.
fn own_id(written: &str) -> Option<String> {
    let name = written.split([':', '?', '<', '=']).next().unwrap_or_default();
    Some(crate::document::to_id(name)).filter(|id| crate::document::is_id(id))
}

const BRACE: &str = "unmatched brace";
const PLACEHOLDER: &str = "a placeholder stands in braces";

/// What is wrong with the literal text of a path: where, how long and what.
pub(super) fn literal_problem(path: &str) -> Option<(usize, usize, &'static str)> {
    for (at, _) in path.match_indices('%') {
        let Some(digits) = path.get(at + 1..at + 3).filter(|digits| is_hex(digits)) else {
            return Some((
                at,
                1,
                "two hexadecimal digits follow a percent sign; the sign itself is `%25`",
            ));
        };
        if u8::from_str_radix(digits, 16).is_ok_and(|byte| byte.is_ascii_control()) {
            return Some((at, 3, "this is a control character: servers refuse it in a path"));
        }
    }
    let mut start = 0;
    for segment in path.split('/') {
        // Encoded dots are dots to whatever shortens a path.
        if matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..") {
            return Some((start, segment.len(), "a path cannot go up or stay where it is"));
        }
        if segment.len() > 1 && segment.starts_with(':') {
            return Some((start, segment.len(), PLACEHOLDER));
        }
        start += segment.len() + 1;
    }
    None
}

fn is_hex(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A template with the placeholders of other languages in braces: `:login`, `<int:login>`, `[login]`.
fn foreign_placeholder(template: &str) -> Option<String> {
    let segments = template.split('/').map(|segment| {
        let bare = segment.strip_prefix(':').or_else(|| {
            let inner = segment.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
            inner.or_else(|| segment.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')))
        });
        let id = bare.map(|bare| bare.rsplit(':').next().unwrap_or(bare));
        match id {
            Some(id) => format!("{{{}}}", crate::document::to_id(id)),
            None => segment.to_owned(),
        }
    });
    let translated = segments.collect::<Vec<_>>().join("/");
    (translated != template).then_some(translated)
}

fn is_path_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@%/".contains(character)
}

/// The placeholders of a path with their places.
fn placeholders(path: &Path) -> Vec<Text> {
    let mut placeholders = Vec::new();
    let mut offset = 0;
    for segment in &path.segments {
        match segment {
            PathSegment::Literal(text) => offset += text.len(),
            PathSegment::Placeholder(id) => {
                let span = within(&path.template, offset + 1, offset + 1 + id.len());
                placeholders.push(Spanned::new(id.clone(), span));
                offset += id.len() + 2;
            }
        }
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
        let path = Path { segments: parse(&template).expect("a path"), template };
        assert_eq!(
            path.segments,
            [
                PathSegment::Literal("/pets/".to_owned()),
                PathSegment::Placeholder("pet_id".to_owned()),
                PathSegment::Literal("/photos/".to_owned()),
                PathSegment::Placeholder("photo_id".to_owned()),
            ]
        );
        let spans: Vec<_> = placeholders(&path).iter().map(|text| text.span.start).collect();
        assert_eq!(spans, [7, 23]);
    }

    #[test]
    fn placeholders_of_other_languages_are_known() {
        for (template, expected) in [
            ("/auth/:login", "/auth/{login}"),
            ("/users/:userId/pets", "/users/{user_id}/pets"),
            ("/a/<int:page>", "/a/{page}"),
            ("/a/[slug]", "/a/{slug}"),
            ("/pets/${id}/x", "/pets/{id}/x"),
            ("/pets/#{id}", "/pets/{id}"),
            ("/pets/{{id}}", "/pets/{id}"),
            ("/pets/{petId}/{x}", "/pets/{pet_id}/{x}"),
            ("/pets/{id:int}", "/pets/{id}"),
        ] {
            let (_, _, fix) = parse(&written(template)).expect_err("no path");
            assert_eq!(fix.as_deref(), Some(expected), "{template}");
        }
        assert!(parse(&written("/books/7:sell/%25")).is_ok());
    }

    #[test]
    fn paths_are_held_against_templates() {
        for (template, path, expected) in [
            ("/pets", "/pets", Some("")),
            ("/pets", "/pets/1", None),
            ("/pets/{a}", "/pets/1", Some("a=1")),
            ("/pets/{a}", "/pets/1/2", None),
            ("/pets/{a}/x/{b}.json", "/pets/1/x/y.json.json", Some("a=1 b=y.json")),
            ("/{a}-{b}/c", "/1-2-3/c", Some("a=1 b=2-3")),
            ("/{a}/c", "/1/2/c", None),
            ("/{a}/ab", "/1/é", None),
        ] {
            let template = written(template);
            let path_of = Path { segments: parse(&template).expect("a path"), template };
            let values = path_of.values(path);
            let shown = values.map(|values| {
                let pairs: Vec<_> =
                    values.iter().map(|(id, value)| format!("{id}={value}")).collect();
                pairs.join(" ")
            });
            assert_eq!(shown.as_deref(), expected, "{path}");
        }
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
            ("/pets/{{id}}", 6),
            ("/pets/${id}", 6),
            ("/%00", 1),
            ("/a%0d%0A", 2),
            ("/%7F", 1),
            ("/pets/{petId}", 6),
            ("/pets/{}", 6),
            ("/my pets", 3),
            ("/é", 1),
            ("/a/../b", 3),
            ("/a/%2E%2e/b", 3),
            ("/.%2e", 1),
            ("/a%zz", 2),
            ("/a%2", 2),
            ("/a/:login", 3),
            ("/a/<login>", 3),
        ] {
            let place = parse(&written(template)).err().map(|(span, ..)| span.start);
            assert_eq!(place, Some(start), "{template}");
        }
    }
}
