//! Reads the body of a request that is a form, into the JSON that it stands for.

use std::collections::HashMap;

use serde_json::{Map, Value as Json};

use super::payload::Check;
use super::shape::{Field, Kind, Shape, Variant, When, has_kinds};
use crate::encode::FormLists;
use crate::percent::percent_decode_strict;

/// The maximum nesting of keys. Requests come from anywhere.
const MAX_LEVELS: usize = 100;

/// What a form is read for. It does not show the kinds of its values.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// For a check: what a text can be besides text comes first.
    Check,
    /// For a file: what a text can be that is secret or personal comes first.
    Record,
}

/// What a form holds.
pub(super) struct Decoded {
    /// The same as JSON. What does not fit its type is a text, for the check of the JSON to find.
    pub(super) value: Json,
    /// Problems that cannot be seen in the JSON. They quote no value and no undeclared key.
    pub(super) problems: Vec<String>,
}

/// The pairs of a form, decoded.
pub(super) fn pairs(body: &[u8]) -> Option<Vec<(String, String)>> {
    let text = std::str::from_utf8(body).ok()?;
    let decoded = |text: &str| percent_decode_strict(&text.replace('+', " "));
    let pairs = text.split('&').filter(|_| !text.is_empty()).map(|pair| {
        let (key, value) = pair.split_once('=')?;
        Some((decoded(key)?, decoded(value)?))
    });
    pairs.collect()
}

/// Reads pairs into a value of a type, or into an object with these fields.
pub(super) fn decode(
    body: Option<Shape>,
    fields: &[Field],
    lists: FormLists,
    pairs: &[(String, String)],
    reading: Reading,
) -> Decoded {
    let mut reader = Reader { check: Check::default(), lists, reading };
    let mut root = Node::default();
    for (key, value) in pairs {
        match steps(key) {
            Some(steps) => root.at(&steps).texts.push(value.clone()),
            None => reader.check.report("has a key with brackets out of order"),
        }
    }
    let value = match body {
        Some(shape) => reader.value(shape, &root),
        None => reader.object(fields, &root),
    };
    Decoded { value, problems: reader.check.problems }
}

/// `a[b][]` in parts.
fn steps(key: &str) -> Option<Vec<&str>> {
    let (first, rest) = key.split_at(key.find('[').unwrap_or(key.len()));
    let mut steps = vec![first];
    let mut rest = rest;
    while !rest.is_empty() {
        let (step, behind) = rest.strip_prefix('[')?.split_once(']')?;
        steps.push(step);
        rest = behind;
    }
    let is_plain = |step: &&str| !step.contains(['[', ']']);
    (steps.iter().all(is_plain) && !first.is_empty() && steps.len() <= MAX_LEVELS).then_some(steps)
}

/// What stands under a key: texts, and keys behind it, in the order in which they came.
#[derive(Default)]
struct Node {
    texts: Vec<String>,
    nodes: Vec<(String, Node)>,
    /// Where in `nodes` a key is.
    index: HashMap<String, usize>,
}

impl Node {
    fn at(&mut self, steps: &[&str]) -> &mut Self {
        let Some((step, rest)) = steps.split_first() else { return self };
        let index = self.index.get(*step).copied().unwrap_or_else(|| {
            self.index.insert((*step).to_owned(), self.nodes.len());
            self.nodes.push(((*step).to_owned(), Self::default()));
            self.nodes.len() - 1
        });
        self.nodes[index].1.at(rest)
    }

    fn get(&self, name: &str) -> Option<&Self> {
        self.index.get(name).map(|&index| &self.nodes[index].1)
    }

    /// Its one text, with nothing behind it.
    fn text(&self) -> Option<&str> {
        match (&self.texts[..], self.nodes.is_empty()) {
            ([text], true) => Some(text),
            _ => None,
        }
    }

    /// Whether there are keys of an object behind it, and not the items of a list.
    fn has_keys(&self) -> bool {
        let is_item = |name: &str| name.bytes().all(|byte| byte.is_ascii_digit());
        self.nodes.iter().any(|(name, _)| !is_item(name))
    }

    /// What stands for `null`.
    fn is_null(&self) -> bool {
        self.text() == Some("")
    }
}

/// The way to the current value, and what is wrong so far.
struct Reader {
    check: Check,
    lists: FormLists,
    reading: Reading,
}

impl Reader {
    fn value(&mut self, shape: Shape, node: &Node) -> Json {
        if self.check.is_deep() {
            self.check.report("is nested too deeply");
            return Json::Null;
        }
        match shape {
            Shape::Nullable(_) if node.is_null() => Json::Null,
            Shape::Nullable(shape) | Shape::Type(shape) => self.value(*shape, node),
            #[cfg(feature = "limits")]
            Shape::Limited(shape, _) => self.value(*shape, node),
            Shape::List(element) => self.list(*element, node),
            Shape::Union(variants) if has_kinds(variants) && !node.has_keys() => {
                match self.of_kind(variants, node) {
                    Some(shape) => self.value(shape, node),
                    None => node.texts.first().cloned().unwrap_or_default().into(),
                }
            }
            Shape::Map(_) | Shape::Object(_) | Shape::Union(_) if !node.texts.is_empty() => {
                node.texts[0].clone().into()
            }
            Shape::Map(value) => self.map(*value, node),
            Shape::Object(fields) => self.object(fields, node),
            Shape::Union(variants) => {
                match variants.iter().find(|variant| applies(variant, node)) {
                    Some(variant) => self.value(variant.shape, node),
                    None => Json::Object(Map::new()),
                }
            }
            scalar => self.scalar(scalar, node),
        }
    }

    /// The type of a value without keys.
    fn of_kind(&self, variants: &[Variant], node: &Node) -> Option<Shape> {
        let of = |wanted| of_this_kind(variants, wanted);
        let Some(text) = node.text() else { return of(Kind::List) };
        // A list of one item looks like the item.
        let is_list = matches!(self.lists, FormLists::Repeat | FormLists::Comma);
        let list = of(Kind::List).filter(|_| is_list);
        let mut texts = [of(Kind::String), list].into_iter().flatten();
        let private = texts.find(|shape| self.reading == Reading::Record && may_be_private(*shape));
        let mut scalars = [Kind::Boolean, Kind::Integer, Kind::Number].into_iter().filter_map(of);
        let fitting = || scalars.find(|shape| shape.admits_text(text));
        private.or_else(fitting).or(of(Kind::String)).or(of(Kind::List))
    }

    fn list(&mut self, element: Shape, node: &Node) -> Json {
        let names = || node.nodes.iter().map(|(name, _)| name.as_str());
        let is_by_style = match self.lists {
            FormLists::Repeat => node.nodes.is_empty(),
            FormLists::Brackets => node.texts.is_empty() && names().all(str::is_empty),
            FormLists::Indices => {
                node.texts.is_empty()
                    && names().enumerate().all(|(index, name)| name == index.to_string())
            }
            FormLists::Comma => node.nodes.is_empty() && node.texts.len() <= 1,
        };
        if !is_by_style {
            self.check.report("is not a list in the declared style");
            return Json::Array(Vec::new());
        }
        let texts = match self.lists {
            FormLists::Repeat => node.texts.clone(),
            FormLists::Brackets => {
                node.nodes.first().map(|(_, node)| node.texts.clone()).unwrap_or_default()
            }
            FormLists::Comma => {
                node.texts.iter().flat_map(|text| text.split(',')).map(ToOwned::to_owned).collect()
            }
            FormLists::Indices => {
                let items = node.nodes.iter().enumerate();
                return items.map(|(index, (_, item))| self.item(index, element, item)).collect();
            }
        };
        let items = texts.into_iter().map(|text| Node { texts: vec![text], ..Node::default() });
        items.enumerate().map(|(index, item)| self.item(index, element, &item)).collect()
    }

    fn item(&mut self, index: usize, element: Shape, node: &Node) -> Json {
        self.within(format!("[{index}]"), |reader| reader.value(element, node))
    }

    fn map(&mut self, value: Shape, node: &Node) -> Json {
        let entries = node.nodes.iter().map(|(key, node)| {
            let item = self.within("{}".to_owned(), |reader| reader.value(value, node));
            (key.clone(), item)
        });
        Json::Object(entries.collect())
    }

    fn object(&mut self, fields: &[Field], node: &Node) -> Json {
        let nothing = Node::default();
        let mut object = Map::new();
        for field in fields {
            let found = node.get(field.name);
            let item = match found {
                Some(found) if field.need.is_nullable() && found.is_null() => Json::Null,
                Some(found) => self.field(field, found),
                // What is empty leaves no trace.
                None if field.need.is_required() && field.shape.may_be_empty() => {
                    self.field(field, &nothing)
                }
                None => continue,
            };
            object.insert(field.name.to_owned(), item);
        }
        Json::Object(object)
    }

    fn field(&mut self, field: &Field, node: &Node) -> Json {
        self.within(field.name.to_owned(), |reader| reader.value(field.shape, node))
    }

    fn scalar(&mut self, shape: Shape, node: &Node) -> Json {
        let Some(text) = node.text() else {
            let problem = match node.texts.len() {
                2.. => format!("is given {} times", node.texts.len()),
                _ => format!("is not {shape}"),
            };
            self.check.report(&problem);
            return Json::Null;
        };
        match shape {
            Shape::Any => serde_json::from_str(text).unwrap_or_else(|_| {
                self.check.report("is not JSON");
                Json::Null
            }),
            shape => self::scalar(shape, text),
        }
    }

    fn within<T>(&mut self, step: String, read: impl FnOnce(&mut Self) -> T) -> T {
        self.check.enter(step);
        let value = read(self);
        self.check.leave();
        value
    }
}

/// A single value as JSON. What does not fit its type is a text.
pub(super) fn scalar(shape: Shape, text: &str) -> Json {
    match shape {
        Shape::Boolean
        | Shape::Integer
        | Shape::Int32
        | Shape::Uint32
        | Shape::Uint64
        | Shape::Number
            if shape.admits_text(text) =>
        {
            serde_json::from_str(text).unwrap_or_else(|_| text.into())
        }
        Shape::Enum(words) => {
            let word = words.iter().find(|word| word.to_string() == text);
            word.map_or_else(|| text.into(), |word| word.json())
        }
        _ => text.into(),
    }
}

fn of_this_kind(variants: &[Variant], wanted: Kind) -> Option<Shape> {
    let found =
        variants.iter().find(|variant| matches!(variant.when, When::Is(kind) if kind == wanted));
    found.map(|variant| variant.shape)
}

/// Whether a text for this type may be secret or personal. A union leads to itself by a list.
fn may_be_private(mut shape: Shape) -> bool {
    for _ in 0..MAX_LEVELS {
        shape = match shape.element() {
            Shape::Secret | Shape::Personal => return true,
            Shape::Union(variants) => match of_this_kind(variants, Kind::String) {
                Some(text) if matches!(text.element(), Shape::Secret | Shape::Personal) => {
                    return true;
                }
                _ => match of_this_kind(variants, Kind::List) {
                    Some(list) => list,
                    None => return false,
                },
            },
            _ => return false,
        };
    }
    true
}

fn applies(variant: &Variant, node: &Node) -> bool {
    match variant.when {
        When::Is(kind) => kind == Kind::Object,
        When::Has(key) => node.get(key).is_some_and(|node| !node.is_null()),
        When::Equals(key, word) => {
            node.get(key).and_then(Node::text).is_some_and(|text| text == word.to_string())
        }
        When::Otherwise => true,
    }
}
