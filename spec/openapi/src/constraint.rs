//! Constraints that documents state and no description holds: limits of values, keys, media types and scopes. They are
//! collected by element, so that two documents can be compared.

mod changes;

use std::collections::{BTreeMap, BTreeSet};

use restwright_spec::{Diagnostic, Node, Span, Value};

use crate::documents::Documents;
use crate::gap;
use crate::groups::METHODS;
use crate::node::Look as _;

pub use changes::{Change, ConstraintChange};

/// The constraints of a document.
#[derive(Clone, Debug, Default)]
pub struct Constraints {
    /// Everything that can have constraints, also without one: `Pet.name`, `GET /pets query limit`.
    elements: BTreeSet<Key>,
    all: BTreeMap<(Key, &'static str), (Bound, Span)>,
}

/// An element, and whether clients send it.
type Key = (String, bool);

/// What values a constraint admits.
#[derive(Clone, Debug, PartialEq)]
enum Bound {
    AtLeast(f64),
    AtMost(f64),
    /// One of these.
    OneOf(BTreeSet<String>),
    /// All of these at once.
    AllOf(BTreeSet<String>),
    /// Nothing tells which of two is stricter.
    Exactly(String),
}

/// A keyword with a number, and what the number bounds.
type Number = (&'static str, fn(f64) -> Bound);

const NUMBERS: [Number; 10] = [
    ("minimum", Bound::AtLeast),
    ("exclusiveMinimum", Bound::AtLeast),
    ("minLength", Bound::AtLeast),
    ("minItems", Bound::AtLeast),
    ("minProperties", Bound::AtLeast),
    ("maximum", Bound::AtMost),
    ("exclusiveMaximum", Bound::AtMost),
    ("maxLength", Bound::AtMost),
    ("maxItems", Bound::AtMost),
    ("maxProperties", Bound::AtMost),
];

/// Keywords with a value that is compared as it is.
const WORDS: [&str; 2] = ["pattern", "multipleOf"];

/// A schema that is yet to be looked at.
struct Open<'a> {
    node: &'a Node,
    element: String,
    is_sent: bool,
}

struct Collector<'a> {
    documents: &'a Documents<'a>,
    /// Where alternatives are read as raw JSON: no model shows which there are.
    unions: BTreeSet<Span>,
    found: Constraints,
    open: Vec<Open<'a>>,
    seen: BTreeSet<(u32, String, bool)>,
}

impl Constraints {
    /// Collects the constraints of everything that operations reach.
    pub(crate) fn of(documents: &Documents<'_>, root: &Node, losses: &[Diagnostic]) -> Self {
        let losses = losses.iter().filter(|loss| loss.rule == gap::UNION.rule);
        let mut collector = Collector {
            documents,
            unions: losses.filter_map(Diagnostic::span).collect(),
            found: Self::default(),
            open: Vec::new(),
            seen: BTreeSet::new(),
        };
        for (path, item) in root.get("paths").map(Node::entries).unwrap_or_default() {
            let Some(item) = documents.resolve(item) else { continue };
            let methods =
                item.entries().iter().filter(|(key, _)| METHODS.contains(&key.value.as_str()));
            for (method, operation) in methods {
                let operation = documents.resolve(operation).unwrap_or(operation);
                let name = format!("{} {}", method.value.to_uppercase(), path.value);
                collector.operation(&name, item, operation, root);
            }
        }
        while let Some(open) = collector.open.pop() {
            collector.schema(open);
        }
        collector.found
    }

    fn note(&mut self, key: &Key, keyword: &'static str, bound: Bound, span: Span) {
        self.all.insert((key.clone(), keyword), (bound, span));
    }
}

impl<'a> Collector<'a> {
    fn operation(&mut self, name: &str, item: &'a Node, operation: &'a Node, root: &'a Node) {
        let own = [item, operation].into_iter().filter_map(|node| node.get("parameters"));
        for parameter in own.flat_map(Node::elements) {
            let Some(parameter) = self.documents.resolve(parameter) else { continue };
            let [place, wire] =
                ["in", "name"].map(|key| parameter.text_of(key).unwrap_or_default());
            self.push(parameter.get("schema"), format!("{name} {place} {wire}"), true);
        }
        let body = operation.get("requestBody").and_then(|body| self.documents.resolve(body));
        self.content(body, format!("{name} body"), true);
        let responses = operation.get("responses").map(Node::entries).unwrap_or_default();
        for (status, response) in responses.iter().filter(|(key, _)| key.value.starts_with('2')) {
            let response = self.documents.resolve(response);
            self.content(response, format!("{name} response {}", status.value), false);
        }
        self.scopes(name, operation.get("security").or_else(|| root.get("security")));
    }

    /// The schemas of a body, and the media types that callers choose from.
    fn content(&mut self, body: Option<&'a Node>, element: String, is_sent: bool) {
        let Some(content) = body.and_then(|body| body.get("content")) else { return };
        let key = (format!("{element} content"), true);
        let kinds = content.entries().iter().map(|(kind, _)| kind.value.clone()).collect();
        self.found.elements.insert(key.clone());
        self.found.note(&key, "media types", Bound::OneOf(kinds), content.span);
        let media = content.entries().iter().find(|(kind, _)| crate::media::is_json(&kind.value));
        let media = media.or(content.entries().first());
        self.push(media.and_then(|(_, media)| media.get("schema")), element, is_sent);
    }

    /// The scopes that a token needs, where there is no choice between credentials.
    fn scopes(&mut self, name: &str, security: Option<&Node>) {
        let [only] = security.map(Node::elements).unwrap_or_default() else { return };
        for (scheme, scopes) in only.entries() {
            let key = (format!("{name} security {}", scheme.value), true);
            let needed = scopes.elements().iter().filter_map(Node::word).collect();
            self.found.elements.insert(key.clone());
            self.found.note(&key, "scopes", Bound::AllOf(needed), scopes.span);
        }
    }

    fn push(&mut self, node: Option<&'a Node>, element: String, is_sent: bool) {
        self.open.extend(node.map(|node| Open { node, element, is_sent }));
    }

    fn schema(&mut self, Open { node, element, is_sent }: Open<'a>) {
        let Some((key, node)) = self.documents.follow(node) else { return };
        let mut name = element;
        if let Some((source, pointer)) = key {
            if !self.seen.insert((source, pointer.clone(), is_sent)) {
                return;
            }
            pointer.rsplit('/').next().unwrap_or_default().clone_into(&mut name);
        }
        let key = (name.clone(), is_sent);
        self.found.elements.insert(key.clone());
        for (keyword, value) in node.entries() {
            self.keyword(&key, &keyword.value, value, keyword.span);
        }
        if self.unions.contains(&node.span) {
            self.alternatives(&key, node);
        }
        for (property, schema) in node.get("properties").map(Node::entries).unwrap_or_default() {
            self.push(Some(schema), format!("{name}.{}", property.value), is_sent);
        }
        self.push(node.get("items"), format!("{name}[]"), is_sent);
        let values = node.get("additionalProperties").filter(|values| !values.entries().is_empty());
        self.push(values, format!("{name}{{}}"), is_sent);
        for parts in ["allOf", "oneOf", "anyOf"].into_iter().filter_map(|word| node.get(word)) {
            for part in parts.elements().iter().filter(|part| part.get("$ref").is_some()) {
                self.push(Some(part), String::new(), is_sent);
            }
        }
    }

    /// The alternatives of a union, by name; those without one by their number.
    fn alternatives(&mut self, key: &Key, node: &Node) {
        for keyword in ["oneOf", "anyOf"] {
            let Some(parts) = node.get(keyword).filter(|parts| !parts.elements().is_empty()) else {
                continue;
            };
            let name = |(index, part): (usize, &Node)| match part.text_of("$ref") {
                Some(reference) => reference.rsplit('/').next().unwrap_or_default().to_owned(),
                None => part.text_of("title").map_or_else(|| index.to_string(), ToOwned::to_owned),
            };
            let names = parts.elements().iter().enumerate().map(name).collect();
            self.found.note(key, "alternatives", Bound::OneOf(names), parts.span);
        }
    }

    fn keyword(&mut self, key: &Key, keyword: &str, value: &Node, span: Span) {
        if let Some((keyword, bound)) = NUMBERS.iter().find(|(known, _)| *known == keyword) {
            let number = value.word().and_then(|word| word.parse().ok());
            if let Some(number) = number {
                self.found.note(key, keyword, bound(number), span);
            }
        }
        if let Some(keyword) = WORDS.iter().find(|known| **known == keyword) {
            let bound = Bound::Exactly(value.word().unwrap_or_default());
            self.found.note(key, keyword, bound, span);
        }
        match (keyword, &value.value) {
            ("uniqueItems", Value::Bool(true)) => {
                self.found.note(key, "uniqueItems", Bound::Exactly("true".to_owned()), span);
            }
            ("additionalProperties", Value::Bool(false)) => {
                let bound = Bound::Exactly("false".to_owned());
                self.found.note(key, "additionalProperties", bound, span);
            }
            _ => {}
        }
    }
}
