//! From schemas to types: references become names, objects, enums and unions named types.

mod stated;
mod variants;

use std::collections::{BTreeMap, BTreeSet};

use restwright_spec::api::Limits;
use restwright_spec::{Node, Span, Value};

use crate::constant::{constant, of_every_call};
use crate::documents::{Documents, Key, escape};
use crate::draft::{Field, Kind, Named, Privacy, Type};
use crate::gap;
use crate::infer;
use crate::limits::admit;
use crate::loss::{Losses, Owner};
use crate::names::{Names, Role};
use crate::node::Look as _;
use crate::prose;
use crate::shape::{Flat, Shape, is_nullable, newtype, shape};
use crate::shared::Shared;
use crate::stated::{EXTENSION, NAME, Stated, id_of, name_of};
use crate::yaml::{Yaml, is_invisible};

/// Named types so far.
pub(crate) struct Types<'a> {
    pub(crate) documents: &'a Documents<'a>,
    pub(crate) losses: Losses,
    pub(crate) named: BTreeMap<String, Named>,
    /// Fields that a condition of a union guarantees: type and key.
    pub(crate) guaranteed: BTreeSet<(String, String)>,
    /// Schemas that the description refuses, by name: raw JSON.
    pub(crate) refused: BTreeSet<String>,
    /// Ids of servers by their addresses as the document has them.
    pub(crate) servers: BTreeMap<String, String>,
    /// The header of idempotency keys, if the document states it for all operations.
    pub(crate) idempotency: Option<String>,
    /// Places and names of what the document states to be sent with every call.
    pub(crate) constants: Vec<(String, String)>,
    /// Parameters that several operations can use.
    pub(crate) shared: Shared,
    names: Names,
    by_key: BTreeMap<Key, String>,
    /// Names of schemas that have none in the document, which several operations can use all the same.
    by_span: BTreeMap<Span, String>,
    /// Names that schemas keep, whether or not something uses them.
    reserved: BTreeMap<Key, String>,
    open: Vec<Span>,
}

/// How a schema is used.
pub(crate) struct Use {
    pub(crate) ty: Type,
    pub(crate) nullable: bool,
    pub(crate) is_secret: bool,
}

/// How many lists and maps the language lets stand within each other.
const MAX_EXPRESSION: usize = 8;
/// How deep inline schemas are followed.
const MAX_OPEN: usize = 48;

impl<'a> Types<'a> {
    /// Gives the schemas of the document their names, in its order.
    pub(crate) fn new(documents: &'a Documents<'a>, entry: u32) -> Self {
        let mut names = Names::default();
        let mut reserved = BTreeMap::new();
        let root = documents.root(entry);
        for (path, node) in [
            ("/components/schemas", root.and_then(|root| root.get("components")?.get("schemas"))),
            ("/definitions", root.and_then(|root| root.get("definitions"))),
        ] {
            for (key, node) in node.map(super::node::Look::entries).unwrap_or_default() {
                let word = escape(&key.value);
                let name = names.stated_type(name_of(node), &key.value);
                reserved.insert((entry, format!("{path}/{word}")), name);
            }
            if !reserved.is_empty() {
                break;
            }
        }
        let idempotency =
            root.and_then(|root| root.get("info")?.get(EXTENSION)?.get("idempotency"));
        let idempotency = idempotency.and_then(|key| key.text_of("header"));
        Self {
            documents,
            idempotency: idempotency.map(ToOwned::to_owned),
            constants: root.map(of_every_call).unwrap_or_default(),
            losses: Losses::new(),
            named: BTreeMap::new(),
            guaranteed: BTreeSet::new(),
            refused: BTreeSet::new(),
            servers: BTreeMap::new(),
            shared: Shared::default(),
            names,
            by_key: BTreeMap::new(),
            by_span: BTreeMap::new(),
            reserved,
            open: Vec::new(),
        }
    }

    /// The type of a schema; `wish` names it if it needs a name and has none.
    pub(crate) fn convert(&mut self, node: &'a Node, wish: &str) -> Use {
        let nullable = is_nullable(self.documents, node, 0);
        let Some((key, target)) = self.documents.follow(node) else {
            let reference = node.text_of("$ref").unwrap_or_default();
            self.losses.lose(&gap::UNRESOLVED, node.span, &format!("`{reference}`"));
            return Use { ty: Type::JSON, nullable, is_secret: false };
        };
        // A newtype says itself whether it is a secret.
        let is_newtype = newtype(self.documents, target, 0).is_some();
        let is_secret = target.text_of("format") == Some("password") && !is_newtype;
        let known =
            key.as_ref().map_or_else(|| self.by_span.get(&target.span), |key| self.by_key.get(key));
        if let Some(name) = known {
            let is_refused = self.refused.contains(name);
            let ty = if is_refused { Type::JSON } else { Type::Named(name.clone()) };
            return Use { ty, nullable, is_secret };
        }
        if self.open.contains(&target.span) || self.open.len() > MAX_OPEN {
            let is_circle = self.open.contains(&target.span);
            let gap = if is_circle { &gap::ALIAS_CYCLE } else { &gap::TOO_DEEP };
            self.losses.lose(gap, node.span, "");
            return Use { ty: Type::JSON, nullable, is_secret };
        }
        let found = shape(self.documents, target, 0);
        let is_named = found.is_named();
        if is_named {
            let name = self.name(key, target.span, wish);
            self.define(&name, target, found);
            let ty = if self.refused.contains(&name) { Type::JSON } else { Type::Named(name) };
            return Use { ty, nullable, is_secret };
        }
        self.open.push(target.span);
        let (ty, inner) = self.unnamed(found, target, wish);
        self.open.pop();
        let ty = if ty.depth() > MAX_EXPRESSION {
            self.losses.lose(&gap::TOO_DEEP, target.span, "");
            Type::JSON
        } else {
            ty
        };
        Use { ty, nullable: nullable || inner.nullable, is_secret: is_secret || inner.is_secret }
    }

    /// The type of a schema that has no name, with what is known of the schema that it is the same as.
    fn unnamed(&mut self, found: Shape<'a>, target: &'a Node, wish: &str) -> (Type, Inner) {
        let mut inner = Inner::default();
        let ty = match found {
            Shape::Plain(word) => Type::Plain(word),
            Shape::Same(other) => {
                let used = self.convert(other, wish);
                inner = Inner { nullable: used.nullable, is_secret: used.is_secret };
                used.ty
            }
            Shape::List(items) => {
                let element = items.map(|items| self.convert(items, &format!("{wish}Item")));
                let null = element.as_ref().is_some_and(|element| element.nullable);
                inner.is_secret = element.as_ref().is_some_and(|element| element.is_secret);
                let element = element.map_or(Type::JSON, |element| element.ty);
                Type::List(Box::new(element.clone()), null && element != Type::JSON)
            }
            Shape::Map(values) => {
                let values = values.filter(|values| !matches!(values.value, Value::Bool(_)));
                let value = values.map(|values| self.convert(values, &format!("{wish}Value")));
                let null = value.as_ref().is_some_and(|value| value.nullable);
                let value = value.map_or(Type::JSON, |value| value.ty);
                Type::Map(Box::new(value.clone()), null && value != Type::JSON)
            }
            Shape::Lost(gap, span, ty) => {
                self.losses.lose(gap, span, wish);
                ty
            }
            Shape::Object(_) | Shape::Enum(_) | Shape::Union(_) | Shape::Newtype(_) => Type::JSON,
        };
        inner.is_secret |= target.text_of("format") == Some("password");
        (ty, inner)
    }

    /// The name of a schema that is defined now.
    fn name(&mut self, key: Option<Key>, span: Span, wish: &str) -> String {
        let Some(key) = key else {
            let name = self.names.type_name(wish);
            self.by_span.insert(span, name.clone());
            return name;
        };
        let name = if let Some(name) = self.reserved.get(&key) {
            name.clone()
        } else {
            let last = key.1.rsplit('/').next().filter(|last| !last.is_empty());
            let is_named =
                ["/schemas/", "/definitions/", "/$defs/"].iter().any(|part| key.1.contains(part));
            self.names.type_name(last.filter(|_| is_named).unwrap_or(wish))
        };
        self.by_key.insert(key, name.clone());
        name
    }

    fn define(&mut self, name: &str, node: &'a Node, found: Shape<'a>) {
        let owner = std::mem::replace(&mut self.losses.owner, Owner::Type(name.to_owned()));
        let kind = match found {
            Shape::Object(flat) => Kind::Object(self.fields(name, node, &flat)),
            Shape::Enum(values) => Kind::Enum(enum_values(node, &values)),
            Shape::Union(plan) => Kind::Union(self.variants(name, &plan)),
            Shape::Newtype(word) => Kind::Newtype(word, self.limits(node, &Type::Plain(word))),
            _ => return,
        };
        self.losses.owner = owner;
        let description = prose::first(&[node.text_of("description"), node.text_of("title")]);
        let deprecated = node.is_set("deprecated");
        let description = description.unwrap_or_else(|| prose::UNDOCUMENTED.to_owned());
        let mut stated = Stated::of(node);
        stated.forget(NAME);
        self.named.insert(
            name.to_owned(),
            Named { span: node.span, description, deprecated, kind, stated },
        );
    }

    /// The fields of an object.
    pub(crate) fn fields(&mut self, name: &str, node: &'a Node, flat: &Flat<'a>) -> Vec<Field> {
        let mut names = Names::default();
        let mut fields = Vec::new();
        for (key, schema) in &flat.properties {
            if is_odd(&key.value) && id_of(schema).is_none() {
                self.losses.lose(
                    &gap::ODD_KEY,
                    key.span,
                    &format!("`{}` of `{name}`", key.value.escape_debug()),
                );
                continue;
            }
            let required = flat.required.contains(key.value.as_str());
            let id = names.stated_or(id_of(schema), &key.value, Role::Field);
            let wish = format!("{name} {}", key.value);
            fields.push(self.field(id, (&key.value, key.span), schema, required, &wish));
        }
        if flat.additional.is_some_and(|extra| !extra.entries().is_empty()) {
            self.losses.lose(
                &gap::EXTRA_KEYS,
                flat.additional.map_or(node.span, |extra| extra.span),
                name,
            );
        }
        fields
    }

    /// A field, or the value of a parameter.
    pub(crate) fn field(
        &mut self,
        id: String,
        (wire, span): (&str, Span),
        schema: &'a Node,
        required: bool,
        wish: &str,
    ) -> Field {
        let constant = constant(self.documents, schema).filter(|_| required);
        self.field_of(id, (wire, span), schema, (required, constant), wish)
    }

    /// The same, where it is known whether it is a constant.
    pub(crate) fn field_of(
        &mut self,
        id: String,
        (wire, span): (&str, Span),
        schema: &'a Node,
        (required, constant): (bool, Option<(&'static str, Yaml)>),
        wish: &str,
    ) -> Field {
        let used = match &constant {
            Some((ty, _)) => Use { ty: Type::Plain(ty), nullable: false, is_secret: false },
            None => self.convert(schema, wish),
        };
        let target = self.documents.resolve(schema).unwrap_or(schema);
        let own = [schema.text_of("description"), schema.text_of("title")];
        let inherited = [target.text_of("description"), target.text_of("title")];
        let mut description = prose::first(&own);
        if !matches!(used.ty, Type::Named(_)) || schema.text_of("$ref").is_none() {
            description = description.or_else(|| prose::first(&inherited));
        }
        let default = schema.get("default").or_else(|| target.get("default")).and_then(shown);
        let default = default.filter(|_| constant.is_none());
        let description = prose::with_default(description, default.as_deref());
        let (privacy, is_inferred) = match constant {
            Some(_) => (Privacy::Public, false),
            None => infer::privacy(wire, &used),
        };
        let limits = match constant {
            Some(_) => Limits::default(),
            None => self.limits(schema, &used.ty),
        };
        let example = schema.get("example").or_else(|| target.get("example"));
        let example = example.filter(|_| privacy == Privacy::Public && constant.is_none());
        let example = example.filter(|example| admit(&limits, example));
        Field {
            span,
            id,
            wire: wire.to_owned(),
            example: example.and_then(|example| fitting(example, &used.ty)),
            ty: used.ty,
            content_types: Vec::new(),
            description,
            required: required && constant.is_none(),
            nullable: used.nullable,
            privacy,
            limits,
            is_inferred,
            read_only: schema.is_set("readOnly") || target.is_set("readOnly"),
            deprecated: schema.is_set("deprecated") && constant.is_none(),
            default: None,
            always: constant.map(|(_, value)| value),
            stated: Stated::of(schema),
        }
    }
}

/// What a schema without a name takes from the schema that it is the same as.
#[derive(Default)]
struct Inner {
    nullable: bool,
    is_secret: bool,
}

/// Whether a key is one that no field should have.
pub(crate) fn is_odd(key: &str) -> bool {
    key.is_empty() || key.trim() != key || key.chars().any(is_invisible)
}

/// Ids, values and descriptions of an enum.
fn enum_values(node: &Node, values: &[&Node]) -> Vec<(String, Yaml, String)> {
    let labels = ["x-enum-varnames", "x-enumNames"].iter().find_map(|key| node.get(key));
    let labels = labels.map(super::node::Look::elements).unwrap_or_default();
    let notes = ["x-enum-descriptions", "x-enumDescriptions"].iter().find_map(|key| node.get(key));
    let is_text = values.iter().any(|value| value.text().is_some());
    let mut names = Names::default();
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for (index, value) in values.iter().enumerate() {
        let Some(word) = value.word().filter(|word| seen.insert(word.clone())) else { continue };
        let label =
            labels.get(index).and_then(|label| label.text()).filter(|label| !label.is_empty());
        let id = names.id(label.unwrap_or(&word), Role::Value);
        let described =
            notes.and_then(|notes| notes.elements().get(index).or_else(|| notes.get(&word)));
        let text = prose::first(&[described.and_then(|described| described.text())]);
        let text = text.unwrap_or_else(|| format!("The value `{}`.", word.replace('`', "'")));
        let value = if is_text { Yaml::text(word) } else { Yaml::Raw(word) };
        found.push((id, value, text));
    }
    found
}

/// A plain value as YAML.
pub(crate) fn scalar(value: &Value) -> Option<Yaml> {
    match value {
        Value::String(text) => Some(Yaml::text(text.clone())),
        Value::Integer(number) => Some(Yaml::Raw(number.to_string())),
        Value::Bool(flag) => Some(Yaml::Raw(flag.to_string())),
        Value::Number(_) | Value::Null | Value::List(_) | Value::Map(_) => None,
    }
}

/// An example, if it is a plain value of its type for certain.
pub(crate) fn fitting(node: &Node, ty: &Type) -> Option<Yaml> {
    let Type::Plain(word) = ty else { return None };
    let fits = match (&node.value, *word) {
        (Value::String(text), "string") => {
            !text.is_empty() && text.len() <= 80 && !text.chars().any(is_invisible)
        }
        (Value::Integer(number), "int32") => i32::try_from(*number).is_ok(),
        (Value::Integer(number), "uint32") => u32::try_from(*number).is_ok(),
        (Value::Integer(number), "uint64") => *number >= 0,
        (Value::Integer(_), "integer") | (Value::Bool(_), "boolean") => true,
        _ => false,
    };
    scalar(&node.value).filter(|_| fits)
}

/// A default as it stands in a sentence.
fn shown(default: &Node) -> Option<String> {
    default
        .word()
        .filter(|word| !word.is_empty() && word.len() <= 60 && !word.contains(['`', '\n']))
}
