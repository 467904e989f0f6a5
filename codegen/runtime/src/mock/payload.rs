//! Checks the JSON body of a request.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::shape::{Field, Shape, Variant, When, has_kinds};
use crate::decode::Keys;

/// The maximum nesting of a body. Types can be recursive, and requests come from anywhere.
const MAX_LEVELS: usize = 100;

/// Returns a problem for each difference between a JSON body and its declared type. Problems quote no value of the body
/// and no undeclared key.
pub(super) fn problems(shape: Shape, json: &str) -> Vec<String> {
    let mut check = Check::default();
    check.value(shape, json);
    check.problems
}

/// The same for a body that is an object with these fields.
pub(super) fn fields(fields: &[Field], json: &str) -> Vec<String> {
    let mut check = Check::default();
    match entries(json) {
        Some(entries) => check.object(fields, &entries),
        None => check.report("is not an object"),
    }
    check.problems
}

/// The type of the matching variant.
pub(super) fn variant(variants: &[Variant], json: &str) -> Option<Shape> {
    let entries = entries(json).unwrap_or_default();
    variants.iter().find(|variant| variant.applies(json, &entries)).map(|variant| variant.shape)
}

/// The path to the current value, and the problems so far.
#[derive(Default)]
pub(super) struct Check {
    path: Vec<String>,
    pub(super) problems: Vec<String>,
}

/// A key and the raw JSON of its value.
type Entry<'a> = (Cow<'a, str>, &'a str);

impl Check {
    fn value(&mut self, shape: Shape, json: &str) {
        if self.is_deep() {
            return self.report("is nested too deeply");
        }
        match shape {
            Shape::Nullable(_) if json == "null" => {}
            Shape::Nullable(shape) | Shape::Type(shape) => self.value(*shape, json),
            #[cfg(feature = "limits")]
            Shape::Limited(shape, limits) => {
                let before = self.problems.len();
                self.value(*shape, json);
                if before == self.problems.len()
                    && let Some(limit) = super::limits::of_json(limits, json)
                {
                    self.report(&limit.to_string());
                }
            }
            Shape::Any => self.any(json),
            Shape::List(element) => match elements(json) {
                Some(items) => self.list(*element, &items),
                None => self.mismatch(shape, json),
            },
            Shape::Union(variants) if has_kinds(variants) || json.starts_with('{') => {
                match variant(variants, json) {
                    Some(chosen) => self.value(chosen, json),
                    None => self.mismatch(shape, json),
                }
            }
            Shape::Map(_) | Shape::Object(_) | Shape::Union(_) => match entries(json) {
                Some(entries) => self.entries(shape, &entries),
                None => self.mismatch(shape, json),
            },
            shape if shape.admits(json) => {}
            shape => self.mismatch(shape, json),
        }
    }

    /// Any JSON, in which no key may be given twice.
    fn any(&mut self, json: &str) {
        if let Some(items) = elements(json) {
            self.list(Shape::Any, &items);
        } else if let Some(entries) = entries(json) {
            self.map(Shape::Any, &entries);
        }
    }

    fn list(&mut self, element: Shape, items: &[&RawValue]) {
        for (index, item) in items.iter().enumerate() {
            self.within(format!("[{index}]"), |check| check.value(element, item.get()));
        }
    }

    fn entries(&mut self, shape: Shape, entries: &[Entry<'_>]) {
        match shape {
            Shape::Object(fields) => self.object(fields, entries),
            Shape::Map(value) => self.map(*value, entries),
            _ => {}
        }
    }

    fn map(&mut self, value: Shape, entries: &[Entry<'_>]) {
        // The keys are data, so messages do not quote them.
        if counts(entries).values().any(|count| *count > 1) {
            self.report("has one key several times");
        }
        for (_, json) in entries {
            self.within("{}".to_owned(), |check| check.value(value, json));
        }
    }

    fn object(&mut self, fields: &[Field], entries: &[Entry<'_>]) {
        for field in fields {
            let values = entries.iter().filter(|(key, _)| key == field.name);
            let values: Vec<_> = values.map(|(_, json)| *json).collect();
            self.within(field.name.to_owned(), |check| check.field(*field, &values));
        }
        let is_declared = |key: &str| fields.iter().any(|field| field.name == key);
        let others = entries.iter().filter(|(key, _)| !is_declared(key)).cloned();
        self.map(Shape::Any, &others.collect::<Vec<_>>());
    }

    fn field(&mut self, field: Field, values: &[&str]) {
        match values {
            [] if field.need.is_required() => self.report("is missing"),
            [] => {}
            ["null"] if field.need.is_nullable() => {}
            [json] => self.value(field.shape, json),
            several => self.report(&format!("is given {} times", several.len())),
        }
    }

    fn mismatch(&mut self, shape: Shape, json: &str) {
        if json == "null" {
            self.report("is null, which is not declared");
        } else {
            self.report(&format!("is not {shape}"));
        }
    }

    fn within(&mut self, step: String, look: impl FnOnce(&mut Self)) {
        self.enter(step);
        look(self);
        self.leave();
    }

    /// Whether the way is longer than any that is followed.
    pub(super) fn is_deep(&self) -> bool {
        self.path.len() > MAX_LEVELS
    }

    pub(super) fn enter(&mut self, step: String) {
        self.path.push(step);
    }

    pub(super) fn leave(&mut self) {
        self.path.pop();
    }

    pub(super) fn report(&mut self, problem: &str) {
        let mut path = String::new();
        for step in &self.path {
            let is_key = !step.starts_with('[') && step != "{}";
            path.push_str(if is_key && !path.is_empty() { "." } else { "" });
            path.push_str(step);
        }
        self.problems.push(match path.as_str() {
            "" => format!("the body {problem}"),
            path => format!("body key `{path}` {problem}"),
        });
    }
}

impl Variant {
    fn applies(&self, json: &str, entries: &[Entry<'_>]) -> bool {
        let value = |name| entries.iter().rfind(|(key, _)| key == name).map(|(_, json)| *json);
        match self.when {
            When::Is(kind) => kind.is(json),
            _ if !json.starts_with('{') => false,
            When::Has(key) => value(key).is_some_and(|json| json != "null"),
            When::Equals(key, word) => value(key).is_some_and(|json| word.is(json)),
            When::Otherwise => true,
        }
    }
}

fn elements(json: &str) -> Option<Vec<&RawValue>> {
    serde_json::from_str(json).ok().filter(|_| json.starts_with('['))
}

fn entries(json: &str) -> Option<Vec<Entry<'_>>> {
    Some(Keys::parse(json)?.into_entries().collect())
}

/// How often each key is given.
fn counts<'e>(entries: &'e [Entry<'_>]) -> BTreeMap<&'e str, usize> {
    let mut counts = BTreeMap::new();
    for (key, _) in entries {
        *counts.entry(key.as_ref()).or_default() += 1;
    }
    counts
}
