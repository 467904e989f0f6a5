//! Several keys of `OpenAPI` that are one here: `type: array` with `items`, `schema`, a security scheme.

use super::{translate, type_word};
use crate::decode::Text;
use crate::diagnostic::Diagnostic;
use crate::document::is_type_name;
use crate::expression::{OPTIONAL, built_in};
use crate::yaml::{Node, Value};
use crate::{Span, rule};

/// Keys of another language, and what to write instead.
pub(crate) struct Translated {
    pub(crate) diagnostic: Diagnostic,
    /// The keys that it is about.
    pub(crate) keys: Vec<&'static str>,
    /// The key that stands for them here, with the place of the first of them.
    pub(crate) stands_for: (&'static str, Span),
}

type Map = [(Text, Node)];

/// Looks for such keys in a map that can have the keys `known`.
pub(crate) fn translate_keys(
    map: &Map,
    known: impl Fn(&str) -> bool,
    text: &str,
) -> Option<Translated> {
    if known("placements") && get(map, "placements").is_none() {
        return security_scheme(map);
    }
    if known("type") && known("description") { schema(map, text) } else { None }
}

/// Keys of a schema that say a type together.
fn schema(map: &Map, text: &str) -> Option<Translated> {
    let ty = get(map, "type").map(|(_, node)| node);
    let (keys, expression): (Vec<_>, _) = if let Some((_, items)) = get(map, "items") {
        ty.and_then(string).filter(|name| is_list(name))?;
        (vec!["type", "items"], list(items)?)
    } else if let Some((_, values)) = get(map, "additionalProperties") {
        let is_object =
            ty.is_none_or(|ty| string(ty).is_some_and(|name| name.eq_ignore_ascii_case("object")));
        let value = expression(values).filter(|_| is_object)?;
        let keys = if ty.is_some() {
            vec!["type", "additionalProperties"]
        } else {
            vec!["additionalProperties"]
        };
        (keys, Expressed { text: format!("map<{}>", value.text), ..value })
    } else if ty.is_none() {
        let word = ["schema", "$ref", "ref"].into_iter().find(|word| get(map, word).is_some())?;
        let (_, node) = get(map, word)?;
        (vec![word], if word == "schema" { expression(node)? } else { reference(node)? })
    } else {
        return None;
    };
    let last = keys.last()?;
    let (key, _) = get(map, last)?;
    let written = format!("type: {}", expression.text);
    let diagnostic = Diagnostic::error(rule::UNKNOWN_KEY, format!("unknown key `{last}`"))
        .label(key.span, "this is a word of another language")
        .help(format!("write `{written}`"));
    let diagnostic = match together(map, &keys, text) {
        Some(span) => diagnostic.fix(span, written),
        None => diagnostic.help(format!("remove `{last}`")),
    };
    let diagnostic = if expression.is_optional { diagnostic.help(OPTIONAL) } else { diagnostic };
    Some(Translated { diagnostic, stands_for: ("type", key.span), keys })
}

/// The place of some entries if nothing else stands between them.
fn together(map: &Map, keys: &[&str], text: &str) -> Option<Span> {
    let entries: Option<Vec<_>> = keys.iter().map(|key| get(map, key)).collect();
    let mut spans: Vec<_> = entries?.iter().map(|(key, node)| key.span.to(node.span)).collect();
    spans.sort();
    let is_near = |pair: &[Span]| {
        let between = text.get(pair[0].end as usize..pair[1].start as usize);
        between.is_some_and(|between| between.trim_matches([' ', '\n', ',', '\r']).is_empty())
    };
    let (first, last) = (spans.first()?, spans.last()?);
    spans.windows(2).all(is_near).then(|| first.to(*last))
}

/// A type as an expression.
struct Expressed {
    text: String,
    is_optional: bool,
}

fn expression(node: &Node) -> Option<Expressed> {
    if let Some(name) = string(node) {
        return named(name);
    }
    let Value::Map(map) = &node.value else { return None };
    if let Some((_, node)) = get(map, "$ref") {
        return reference(node);
    }
    let is_optional = get(map, "nullable").is_some();
    let name = string(get(map, "type")?.1)?;
    let found = if is_list(name) {
        list(get(map, "items")?.1)?
    } else if let Some((_, values)) = get(map, "additionalProperties") {
        let value = expression(values)?;
        Expressed { text: format!("map<{}>", value.text), ..value }
    } else if get(map, "properties").or_else(|| get(map, "enum")).is_some() {
        return None;
    } else {
        named(name)?
    };
    Some(Expressed { is_optional: is_optional || found.is_optional, ..found })
}

fn list(items: &Node) -> Option<Expressed> {
    let element = expression(items)?;
    Some(Expressed { text: format!("list<{}>", element.text), ..element })
}

fn named(name: &str) -> Option<Expressed> {
    let is_whole = built_in().any(|built_in| built_in == name) && !matches!(name, "list" | "map");
    if is_whole || is_type_name(name) {
        return Some(Expressed { text: name.to_owned(), is_optional: false });
    }
    let found = translate(name)?;
    Some(Expressed { text: found.expression, is_optional: found.is_optional })
}

/// A reference to a schema: those to other things have other forms here.
fn reference(node: &Node) -> Option<Expressed> {
    let name = string(node)?.rsplit('/').next().filter(|name| is_type_name(name))?;
    Some(Expressed { text: name.to_owned(), is_optional: false })
}

fn is_list(name: &str) -> bool {
    name == "list" || type_word(name).is_some_and(|word| word.meant == Some("list"))
}

/// A credential as a security scheme of `OpenAPI`.
fn security_scheme(map: &Map) -> Option<Translated> {
    let words = ["type", "in", "name", "scheme", "bearerFormat", "flows", "openIdConnectUrl"];
    let keys: Vec<_> = words.into_iter().filter(|word| get(map, word).is_some()).collect();
    let (key, _) = get(map, keys.first()?)?;
    let value = |word| get(map, word).and_then(|(_, node)| string(node));
    let placement = match (value("in"), value("name"), value("scheme")) {
        (Some(place @ ("header" | "query")), Some(name), _) => {
            format!("{{ in: {place}, name: {name} }}")
        }
        (Some("cookie"), ..) => "{ in: header, name: Cookie }".to_owned(),
        (_, _, Some(scheme)) if scheme.eq_ignore_ascii_case("basic") => {
            "{ in: header, name: Authorization, scheme: Basic }".to_owned()
        }
        _ => "{ in: header, name: Authorization, scheme: Bearer }".to_owned(),
    };
    let message = match keys[..] {
        [word] => format!("unknown key `{word}`"),
        _ => format!("unknown keys `{}`", keys.join("`, `")),
    };
    let diagnostic = Diagnostic::error(rule::UNKNOWN_KEY, message)
        .label(key.span, "a credential says where it goes in `placements`")
        .help(format!("write `placements: [{placement}]`"));
    Some(Translated { diagnostic, stands_for: ("placements", key.span), keys })
}

fn get<'a>(map: &'a Map, wanted: &str) -> Option<(&'a Text, &'a Node)> {
    map.iter().find(|(key, _)| key.as_str() == wanted).map(|(key, node)| (key, node))
}

fn string(node: &Node) -> Option<&str> {
    match &node.value {
        Value::String(text) => Some(text),
        _ => None,
    }
}
