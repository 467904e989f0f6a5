//! What kind of value a schema stands for, told without converting anything.

pub(crate) mod union;

use std::collections::BTreeSet;

use restwright_spec::{Node, Span, Spanned, Value};

use self::union::Plan;
use crate::documents::Documents;
use crate::draft::Type;
use crate::gap::{self, Gap};
use crate::node::Look;
use crate::stated::{id_of, name_of};

/// The kind of value that a schema stands for.
pub(crate) enum Shape<'a> {
    /// A word of the language.
    Plain(&'static str),
    /// The same as another schema.
    Same(&'a Node),
    List(Option<&'a Node>),
    Map(Option<&'a Node>),
    Object(Flat<'a>),
    Enum(Vec<&'a Node>),
    Union(Plan<'a>),
    /// A word of the language that is a type of its own.
    Newtype(&'static str),
    /// It cannot be said: this type stands instead.
    Lost(&'static Gap, Span, Type),
}

impl Shape<'_> {
    /// Whether it has a name in a description.
    pub(crate) fn is_named(&self) -> bool {
        matches!(self, Self::Object(_) | Self::Enum(_) | Self::Union(_) | Self::Newtype(_))
    }
}

/// All that an object has, of its own and by `allOf`.
#[derive(Default)]
pub(crate) struct Flat<'a> {
    pub(crate) properties: Vec<(&'a Spanned<String>, &'a Node)>,
    pub(crate) required: BTreeSet<&'a str>,
    pub(crate) additional: Option<&'a Node>,
    /// Alternatives of which one applies as well.
    alternatives: Option<Span>,
    /// What has been looked at, since schemas refer to each other in circles.
    seen: Vec<Span>,
}

const MAX_DEPTH: usize = 24;
/// Alternatives within alternatives cost most, so they count for several levels.
const ALTERNATIVES: usize = 6;

/// Keys that say nothing about which values there are.
const NOTES: [&str; 14] = [
    "title",
    "description",
    "example",
    "examples",
    "deprecated",
    "default",
    "nullable",
    "readOnly",
    "writeOnly",
    "externalDocs",
    "xml",
    "$comment",
    "discriminator",
    "required",
];

/// The kind of value of a schema, which is no reference.
pub(crate) fn shape<'a>(documents: &'a Documents<'_>, node: &'a Node, depth: usize) -> Shape<'a> {
    if depth > MAX_DEPTH {
        return Shape::Lost(&gap::TOO_DEEP, node.span, Type::JSON);
    }
    if let Some(shape) = stated(documents, node, depth).or_else(|| constants(node)) {
        return shape;
    }
    if let Some(parts) = node.get("allOf").map(Look::elements).filter(|parts| !parts.is_empty()) {
        return all_of(documents, node, parts, depth);
    }
    for key in ["oneOf", "anyOf"] {
        if let Some(branches) = node.get(key).map(Look::elements).filter(|list| !list.is_empty())
            && branches.iter().any(is_telling)
        {
            return any_of(documents, node, branches, depth + ALTERNATIVES);
        }
    }
    typed(documents, node, depth)
}

/// What a schema is that the document states to be a named type, whatever it looks like.
fn stated<'a>(documents: &'a Documents<'_>, node: &'a Node, depth: usize) -> Option<Shape<'a>> {
    let branches = node.get("oneOf").or_else(|| node.get("anyOf"));
    let branches = branches.map(Look::elements).unwrap_or_default();
    if branches.iter().any(|branch| id_of(branch).is_some()) {
        return Some(Shape::Union(union::stated(branches)));
    }
    name_of(node)?;
    if let Some(values) = node.get("enum") {
        return Some(Shape::Enum(values.elements().iter().collect()));
    }
    if let Some(word) = newtype(documents, node, depth) {
        return Some(Shape::Newtype(word));
    }
    let mut flat = Flat::default();
    flatten(documents, node, &mut flat, depth);
    Some(Shape::Object(flat))
}

/// The word of the language that a schema is by a name of its own.
pub(crate) fn newtype(
    documents: &Documents<'_>,
    node: &Node,
    depth: usize,
) -> Option<&'static str> {
    name_of(node).filter(|_| node.get("enum").is_none())?;
    match typed(documents, node, depth) {
        Shape::Plain(word) if word != "json" => Some(word),
        _ => None,
    }
}

/// Whether a schema says which values there are.
fn is_telling(node: &Node) -> bool {
    node.entries().iter().any(|(key, _)| {
        let key = key.value.as_str();
        !NOTES.contains(&key) && !key.starts_with("x-") && key != "not"
    })
}

/// Types of a schema, null left out.
pub(crate) fn types(node: &Node) -> Vec<&str> {
    let Some(types) = node.get("type") else { return Vec::new() };
    let types = types.text().into_iter().chain(types.elements().iter().filter_map(|ty| ty.text()));
    types.filter(|ty| *ty != "null").collect()
}

/// Whether a value of a schema can be null, in any of the spellings.
pub(crate) fn is_nullable(documents: &Documents<'_>, node: &Node, depth: usize) -> bool {
    let is_null = |node: &Node| matches!(node.value, Value::Null);
    let has_null = |node: &Node| node.elements().iter().any(is_null);
    let branches = |key: &str| node.get(key).map(Look::elements).unwrap_or_default();
    depth < MAX_DEPTH
        && (node.is_set("nullable")
            || node.is_set("x-nullable")
            || node.get("type").is_some_and(|ty| {
                ty.text() == Some("null")
                    || ty.elements().iter().any(|ty| ty.text() == Some("null"))
            })
            || node.get("enum").is_some_and(has_null)
            || node.get("const").is_some_and(is_null)
            || ["oneOf", "anyOf"].iter().any(|key| {
                let mut branches = branches(key).iter();
                branches.any(|branch| is_nullable(documents, branch, depth + 1))
            })
            || (node.text_of("$ref").is_some()
                && documents
                    .resolve(node)
                    .is_some_and(|node| is_nullable(documents, node, depth + 1)))
            || matches!(branches("allOf"), [only] if is_nullable(documents, only, depth + 1)))
}

/// Whether a schema is null and nothing else.
fn is_null_alone(node: &Node) -> bool {
    let is_null = |node: &Node| matches!(node.value, Value::Null);
    node.text_of("type") == Some("null")
        || matches!(node.get("enum").map(Look::elements), Some([only]) if is_null(only))
        || node.get("const").is_some_and(is_null)
}

/// Schemas of fixed values.
fn constants(node: &Node) -> Option<Shape<'_>> {
    let values: Vec<&Node> = match (node.get("enum"), node.get("const")) {
        (_, Some(only)) => vec![only],
        (Some(values), None) => values.elements().iter().collect(),
        (None, None) => return None,
    };
    let values: Vec<_> =
        values.into_iter().filter(|node| !matches!(node.value, Value::Null)).collect();
    let all = |is: fn(&Value) -> bool| values.iter().all(|node| is(&node.value));
    let span = node.span;
    if values.is_empty() {
        return None;
    }
    Some(if all(|value| matches!(value, Value::Bool(_))) {
        Shape::Plain("boolean")
    } else if all(|value| matches!(value, Value::String(_))) || types(node) == ["string"] {
        let is_odd = |node: &&Node| {
            node.word().is_none_or(|word| {
                word.is_empty()
                    || word.trim() != word
                    || word.chars().any(crate::yaml::is_invisible)
            })
        };
        if values.iter().any(is_odd) {
            Shape::Lost(&gap::ODD_ENUM, span, Type::Plain("string"))
        } else {
            Shape::Enum(values)
        }
    } else if all(|value| matches!(value, Value::Integer(_))) {
        Shape::Enum(values)
    } else if all(|value| matches!(value, Value::Integer(_) | Value::Number(_))) {
        Shape::Plain("number")
    } else {
        Shape::Lost(&gap::MIXED_ENUM, span, Type::JSON)
    })
}

fn all_of<'a>(
    documents: &'a Documents<'_>,
    node: &'a Node,
    parts: &'a [Node],
    depth: usize,
) -> Shape<'a> {
    let mut telling = parts.iter().filter(|part| is_telling(part));
    let has_own = ["properties", "oneOf", "anyOf"].iter().any(|key| node.get(key).is_some());
    if let (Some(only), None, false) = (telling.next(), telling.next(), has_own) {
        return Shape::Same(only);
    }
    let mut flat = Flat::default();
    flatten(documents, node, &mut flat, depth);
    match flat {
        Flat { alternatives: Some(span), .. } => {
            Shape::Lost(&gap::ALTERNATIVES_BESIDE_FIELDS, span, Type::JSON)
        }
        flat if !flat.properties.is_empty() => Shape::Object(flat),
        flat => match parts.iter().find(|part| is_telling(part)) {
            Some(first) if flat.additional.is_none() => Shape::Same(first),
            _ => Shape::Map(flat.additional),
        },
    }
}

/// Collects what an object has.
pub(crate) fn flatten<'a>(
    documents: &'a Documents<'_>,
    node: &'a Node,
    flat: &mut Flat<'a>,
    depth: usize,
) {
    let Some(node) = documents.resolve(node).filter(|_| depth <= MAX_DEPTH) else { return };
    if flat.seen.contains(&node.span) {
        return;
    }
    flat.seen.push(node.span);
    for part in node.get("allOf").map(Look::elements).unwrap_or_default() {
        flatten(documents, part, flat, depth + 1);
    }
    for key in ["oneOf", "anyOf"] {
        if let Some(branches) = node.get(key) {
            let mut telling = branches.elements().iter().filter(|branch| is_telling(branch));
            if telling.next().is_some() {
                flat.alternatives = Some(branches.span);
            }
        }
    }
    for (key, schema) in node.get("properties").map(Look::entries).unwrap_or_default() {
        match flat.properties.iter_mut().find(|(known, _)| known.value == key.value) {
            Some(known) if is_telling(schema) => *known = (key, schema),
            Some(_) => {}
            None => flat.properties.push((key, schema)),
        }
    }
    let required = node.get("required").map(Look::elements).unwrap_or_default();
    flat.required.extend(required.iter().filter_map(|name| name.text()));
    flat.additional = flat.additional.or(node.get("additionalProperties"));
}

fn any_of<'a>(
    documents: &'a Documents<'_>,
    node: &'a Node,
    branches: &'a [Node],
    depth: usize,
) -> Shape<'a> {
    if node.get("properties").is_some_and(|properties| !properties.entries().is_empty()) {
        return Shape::Lost(&gap::ALTERNATIVES_BESIDE_FIELDS, node.span, Type::JSON);
    }
    let branches: Vec<_> = branches.iter().filter(|branch| !is_null_alone(branch)).collect();
    let same = |branch: &&Node| {
        let reference = branch.text_of("$ref");
        reference.is_some() && reference == branches[0].text_of("$ref")
    };
    match branches.as_slice() {
        [] => return Shape::Plain("json"),
        [only] => return Shape::Same(only),
        [first, ..] if branches.iter().all(same) => return Shape::Same(first),
        _ => {}
    }
    if let Some(word) = widest(documents, &branches, depth) {
        return Shape::Lost(&gap::WIDENED, node.span, Type::Plain(word));
    }
    match union::plan(documents, node, &branches, depth) {
        Some(plan) => Shape::Union(plan),
        None => Shape::Lost(&gap::UNION, node.span, Type::JSON),
    }
}

/// The plain type that holds all alternatives, if they are texts or numbers throughout.
fn widest(documents: &Documents<'_>, branches: &[&Node], depth: usize) -> Option<&'static str> {
    let words: Option<BTreeSet<_>> =
        branches.iter().map(|branch| word(documents, branch, depth + 1)).collect();
    let words: Vec<_> = words?.into_iter().collect();
    match words.as_slice() {
        [only] => Some(only),
        words
            if words
                .iter()
                .all(|word| matches!(*word, "string" | "timestamp" | "date" | "uuid")) =>
        {
            Some("string")
        }
        words if words.iter().all(|word| matches!(*word, "integer" | "int32" | "uint32")) => {
            Some("integer")
        }
        words if words.iter().all(|word| is_number(word)) => Some("number"),
        _ => None,
    }
}

fn is_number(word: &str) -> bool {
    matches!(word, "integer" | "int32" | "uint32" | "uint64" | "number" | "decimal")
}

fn word(documents: &Documents<'_>, node: &Node, depth: usize) -> Option<&'static str> {
    let node = documents.resolve(node)?;
    match shape(documents, node, depth) {
        Shape::Plain("json") => None,
        Shape::Plain(word) | Shape::Newtype(word) | Shape::Lost(_, _, Type::Plain(word))
            if word != "json" =>
        {
            Some(word)
        }
        Shape::Enum(values) if values.iter().all(|value| value.text().is_some()) => Some("string"),
        Shape::Enum(_) => Some("integer"),
        Shape::Same(other) => word(documents, other, depth + 1),
        _ => None,
    }
}

fn typed<'a>(documents: &'a Documents<'_>, node: &'a Node, depth: usize) -> Shape<'a> {
    let types = types(node);
    let has = |key: &str| node.get(key).is_some();
    let guessed = if has("properties") || has("additionalProperties") {
        "object"
    } else if has("items") || has("prefixItems") {
        "array"
    } else {
        "any"
    };
    match types.as_slice() {
        [] if guessed == "any" => Shape::Plain("json"),
        ["object"] | [] if guessed == "object" || types == ["object"] => {
            let mut flat = Flat::default();
            flatten(documents, node, &mut flat, depth);
            if flat.properties.is_empty() {
                Shape::Map(flat.additional)
            } else {
                Shape::Object(flat)
            }
        }
        ["array"] | [] => {
            if has("prefixItems")
                || node.get("items").is_some_and(|items| matches!(items.value, Value::List(_)))
            {
                let list = Type::List(Box::new(Type::JSON), false);
                return Shape::Lost(&gap::TUPLE, node.span, list);
            }
            Shape::List(node.get("items"))
        }
        ["string"] => Shape::Plain(text(node.text_of("format").unwrap_or_default())),
        ["integer"] => Shape::Plain(integer(node.text_of("format").unwrap_or_default())),
        ["number"] if node.text_of("format") == Some("decimal") => Shape::Plain("decimal"),
        ["boolean"] => Shape::Plain("boolean"),
        ["file"] => Shape::Plain("string"),
        ["number"] | ["integer", "number"] | ["number", "integer"] => Shape::Plain("number"),
        _ => Shape::Lost(&gap::MIXED_TYPES, node.span, Type::JSON),
    }
}

fn text(format: &str) -> &'static str {
    match format {
        "date-time" => "timestamp",
        "date" => "date",
        "uuid" => "uuid",
        _ => "string",
    }
}

fn integer(format: &str) -> &'static str {
    match format {
        "int8" | "int16" | "int32" => "int32",
        "uint8" | "uint16" | "uint32" => "uint32",
        "uint" | "uint64" => "uint64",
        _ => "integer",
    }
}
