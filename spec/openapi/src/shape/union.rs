//! Alternatives: how a client tells them apart.

use std::collections::BTreeSet;

use restwright_spec::{Node, Value};

use crate::documents::Documents;
use crate::draft::Type;
use crate::node::Look as _;
use crate::shape::{Flat, Shape, is_nullable, shape};
use crate::stated::EXTENSION;

/// How the variants of a union are told apart, in the order in which they are tried.
pub(crate) struct Plan<'a> {
    pub(crate) variants: Vec<Planned<'a>>,
}

/// A variant.
pub(crate) struct Planned<'a> {
    pub(crate) schema: &'a Node,
    /// What it is called, where something says so.
    pub(crate) name: Option<String>,
    pub(crate) condition: Condition,
}

/// What selects a variant.
pub(crate) enum Condition {
    /// The kind of its value, as a description names it.
    Is(String),
    Has(String),
    Equals(String, Value),
    Always,
}

/// An alternative and what is in it.
struct Branch<'a> {
    schema: &'a Node,
    name: Option<String>,
    flat: Flat<'a>,
}

/// The variants that a document states, each beside the reference to its type.
pub(crate) fn stated<'a>(branches: &'a [Node]) -> Plan<'a> {
    let one = |schema: &'a Node| {
        let when = schema.get(EXTENSION).and_then(|stated| stated.get("when"));
        let equals = when.and_then(|when| {
            Some(Condition::Equals(
                when.text_of("key")?.to_owned(),
                when.get("equals")?.value.clone(),
            ))
        });
        let has = || Some(Condition::Has(when?.text_of("has")?.to_owned()));
        let is = || Some(Condition::Is(when?.text_of("is")?.to_owned()));
        let condition = equals.or_else(has).or_else(is).unwrap_or(Condition::Always);
        Planned { schema, name: None, condition }
    };
    Plan { variants: branches.iter().map(one).collect() }
}

/// Finds out how to tell alternatives apart. `None` if nothing does.
pub(crate) fn plan<'a>(
    documents: &'a Documents<'_>,
    node: &'a Node,
    branches: &[&'a Node],
    depth: usize,
) -> Option<Plan<'a>> {
    let (objects, mut variants) = by_kind(documents, branches, depth)?;
    match objects.as_slice() {
        [] => {}
        [only] if !variants.is_empty() => variants.push(of_kind(documents, only, "object")),
        several => variants.extend(of_objects(documents, node, several, depth)?.variants),
    }
    Some(Plan { variants })
}

/// Parts alternatives into objects, and those that their kind tells apart. `None` where two are of one kind.
fn by_kind<'a>(
    documents: &'a Documents<'_>,
    branches: &[&'a Node],
    depth: usize,
) -> Option<(Vec<&'a Node>, Vec<Planned<'a>>)> {
    let mut objects = Vec::new();
    let mut others: Vec<(&str, &'a Node)> = Vec::new();
    for branch in branches {
        let kind = kind(documents, branch, depth + 1)?;
        if kind == "object" {
            objects.push(*branch);
        } else if others.iter().any(|(known, _)| *known == kind) {
            return None;
        } else {
            others.push((kind, branch));
        }
    }
    // A number takes whole numbers as well, so those come first.
    others.sort_by_key(|(kind, _)| *kind == "number");
    let others = others.into_iter().map(|(kind, node)| of_kind(documents, node, kind));
    Some((objects, others.collect()))
}

fn of_kind<'a>(documents: &'a Documents<'_>, schema: &'a Node, kind: &str) -> Planned<'a> {
    let key = documents.follow(schema).and_then(|(key, _)| key);
    let name = key.and_then(|(_, pointer)| Some(pointer.rsplit('/').next()?.to_owned()));
    let name = name.filter(|name| !name.is_empty()).unwrap_or_else(|| kind.to_owned());
    Planned { schema, name: Some(name), condition: Condition::Is(kind.to_owned()) }
}

/// The kind of all values of a schema, as a description names it.
fn kind(documents: &Documents<'_>, schema: &Node, depth: usize) -> Option<&'static str> {
    let node = documents.resolve(schema)?;
    let of_word = |word| match word {
        "string" | "timestamp" | "date" | "uuid" => Some("string"),
        "integer" | "int32" | "uint32" | "uint64" => Some("integer"),
        "number" | "decimal" => Some("number"),
        "boolean" => Some("boolean"),
        _ => None,
    };
    let all = |values: &[&Node], is: fn(&Value) -> bool| values.iter().all(|it| is(&it.value));
    match shape(documents, node, depth) {
        Shape::Plain(word) | Shape::Newtype(word) | Shape::Lost(_, _, Type::Plain(word)) => {
            of_word(word)
        }
        Shape::Same(other) => kind(documents, other, depth + 1),
        Shape::List(_) | Shape::Lost(_, _, Type::List(..)) => Some("list"),
        Shape::Map(_) | Shape::Object(_) => Some("object"),
        Shape::Enum(values) if all(&values, |it| matches!(it, Value::String(_))) => Some("string"),
        Shape::Enum(values) if all(&values, |it| matches!(it, Value::Integer(_))) => {
            Some("integer")
        }
        Shape::Enum(_) | Shape::Union(_) | Shape::Lost(..) => None,
    }
}

/// Finds out how to tell objects apart. `None` if nothing does.
fn of_objects<'a>(
    documents: &'a Documents<'_>,
    node: &'a Node,
    branches: &[&'a Node],
    depth: usize,
) -> Option<Plan<'a>> {
    let branches: Option<Vec<_>> =
        branches.iter().map(|schema| branch(documents, schema, depth)).collect();
    let branches = branches?;
    let property =
        node.get("discriminator").and_then(|node| node.text_of("propertyName").or(node.text()));
    let by_discriminator =
        property.and_then(|property| discriminated(documents, node, property, &branches));
    let by_constant = || {
        let properties =
            branches.first()?.flat.properties.iter().map(|(key, _)| key.value.as_str());
        let mut properties = properties
            .filter(|key| branches.iter().all(|branch| branch.flat.required.contains(key)));
        properties.find_map(|property| by_value(documents, property, &branches))
    };
    by_discriminator.or_else(by_constant).or_else(|| by_key(documents, &branches))
}

fn branch<'a>(documents: &'a Documents<'_>, schema: &'a Node, depth: usize) -> Option<Branch<'a>> {
    let (key, mut node) = documents.follow(schema)?;
    let name = key.and_then(|(_, pointer)| Some(pointer.rsplit('/').next()?.to_owned()));
    let name =
        name.filter(|name| !name.is_empty()).or_else(|| node.text_of("title").map(str::to_owned));
    for _ in 0..8 {
        match shape(documents, node, depth + 1) {
            Shape::Object(flat) => return Some(Branch { schema, name, flat }),
            Shape::Same(other) => node = documents.resolve(other)?,
            _ => return None,
        }
    }
    None
}

/// The only values that a property of an alternative can have.
fn values<'a>(
    documents: &'a Documents<'_>,
    branch: &Branch<'a>,
    property: &str,
) -> Option<Vec<&'a Value>> {
    let (_, schema) = branch.flat.properties.iter().find(|(key, _)| key.value == property)?;
    let mut schema = documents.resolve(schema)?;
    for _ in 0..8 {
        match shape(documents, schema, 0) {
            Shape::Enum(values) => {
                return Some(values.into_iter().map(|node| &node.value).collect());
            }
            Shape::Same(other) => schema = documents.resolve(other)?,
            _ => return None,
        }
    }
    None
}

/// Whether a property could hold a text at all.
fn takes_text(documents: &Documents<'_>, branch: &Branch<'_>, property: &str) -> bool {
    let found = branch.flat.properties.iter().find(|(key, _)| key.value == property);
    found.is_none_or(|(_, schema)| {
        documents.resolve(schema).is_some_and(|schema| {
            matches!(shape(documents, schema, 0), Shape::Plain("string" | "json"))
        })
    })
}

/// Alternatives by the values of a discriminator: of its mapping, else of the property, else names of schemas.
fn discriminated<'a>(
    documents: &'a Documents<'_>,
    node: &'a Node,
    property: &str,
    branches: &[Branch<'a>],
) -> Option<Plan<'a>> {
    let mapping = node.get("discriminator").and_then(|node| node.get("mapping"));
    let mapping = mapping.map(super::super::node::Look::entries).unwrap_or_default();
    let mut plan = Vec::new();
    for branch in branches {
        let reference = branch.schema.text_of("$ref").unwrap_or_default();
        let is_this = |target: &str| {
            target == reference
                || (!target.contains(['/', '#']) && Some(target) == branch.name.as_deref())
        };
        let mapped = mapping.iter().filter(|(_, target)| target.text().is_some_and(is_this));
        let mapped: Vec<_> = mapped.map(|(value, _)| Value::String(value.value.clone())).collect();
        let own = values(documents, branch, property);
        let chosen = match (mapped.is_empty(), own) {
            (false, Some(own)) => mapped
                .into_iter()
                .filter(|value| own.iter().any(|own| is_same(own, value)))
                .collect(),
            (false, None) if takes_text(documents, branch, property) => mapped,
            (true, Some(own)) => own.into_iter().cloned().collect(),
            (true, None) if takes_text(documents, branch, property) => {
                vec![Value::String(branch.name.clone().filter(|_| !reference.is_empty())?)]
            }
            _ => return None,
        };
        plan.push((branch, chosen));
    }
    select(property, plan)
}

/// Alternatives by a required property that has other fixed values in each of them.
fn by_value<'a>(
    documents: &'a Documents<'_>,
    property: &str,
    branches: &[Branch<'a>],
) -> Option<Plan<'a>> {
    let plan: Option<Vec<_>> = branches
        .iter()
        .map(|branch| {
            Some((branch, values(documents, branch, property)?.into_iter().cloned().collect()))
        })
        .collect();
    select(property, plan?)
}

fn select<'a>(property: &str, plan: Vec<(&Branch<'a>, Vec<Value>)>) -> Option<Plan<'a>> {
    let mut seen: Vec<Value> = Vec::new();
    let mut variants = Vec::new();
    for (branch, values) in plan {
        if values.is_empty() {
            return None;
        }
        let is_alone = values.len() == 1;
        for value in values {
            if seen.iter().any(|other| is_same(other, &value)) {
                return None;
            }
            seen.push(value.clone());
            let of_value = Node { value: value.clone(), span: branch.schema.span }.word();
            let name = branch.name.clone().filter(|_| is_alone).or(of_value);
            let condition = Condition::Equals(property.to_owned(), value);
            variants.push(Planned { schema: branch.schema, name, condition });
        }
    }
    Some(Plan { variants })
}

fn is_same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::String(left), Value::String(right)) => left == right,
        (Value::Integer(left), Value::Integer(right)) => left == right,
        (Value::Bool(left), Value::Bool(right)) => left == right,
        _ => false,
    }
}

/// Alternatives by keys that only one of them has, and always; one of them may have none and comes last.
fn by_key<'a>(documents: &'a Documents<'_>, branches: &[Branch<'a>]) -> Option<Plan<'a>> {
    let mut variants = Vec::new();
    let mut last = None;
    for (index, branch) in branches.iter().enumerate() {
        let others: BTreeSet<_> = branches
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != index)
            .flat_map(|(_, other)| other.flat.properties.iter().map(|(key, _)| key.value.as_str()))
            .collect();
        let own = branch.flat.properties.iter().find(|(key, schema)| {
            branch.flat.required.contains(key.value.as_str())
                && !others.contains(key.value.as_str())
                && !is_nullable(documents, schema, 0)
        });
        let planned =
            |condition| Planned { schema: branch.schema, name: branch.name.clone(), condition };
        match own {
            Some((key, _)) => variants.push(planned(Condition::Has(key.value.clone()))),
            None if last.is_none() => last = Some(planned(Condition::Always)),
            None => return None,
        }
    }
    variants.extend(last);
    Some(Plan { variants })
}
