//! What an import of the plain document gets wrong or cannot know: the keys that the document has to state.

use std::collections::BTreeMap;

use crate::stated::ID;
use crate::update::{list, map, value_of};
use crate::yaml::{Entries, Yaml, entry};

/// Keys that the document states, by the keys that lead to their element.
#[derive(Default)]
pub(super) struct Statements(BTreeMap<Vec<String>, Entries>);

/// What holds elements that can state something themselves.
#[derive(Clone, Copy)]
enum Kind {
    Root,
    /// Elements by id.
    Section(&'static Self),
    /// Texts by id.
    Texts,
    /// A list of elements with an id each.
    Listed,
    Type,
    Operation,
    /// No part of it can.
    Plain,
}

impl Kind {
    /// What the value of a key holds.
    fn inside(self, key: &str) -> Self {
        match (self, key) {
            (Self::Root, "groups") => Self::Texts,
            (Self::Root, "types") => Self::Section(&Self::Type),
            (Self::Root, "operations") => Self::Section(&Self::Section(&Self::Operation)),
            (Self::Root, "servers" | "credentials" | "parameters")
            | (Self::Type, "fields" | "values")
            | (Self::Operation, "parameters" | "body" | "response") => Self::Section(&Self::Plain),
            (Self::Type, "variants") => Self::Listed,
            _ => Self::Plain,
        }
    }
}

impl Statements {
    /// Compares a description with what an import has made of its document.
    pub(super) fn missing(
        description: &[(String, Yaml)],
        imported: &BTreeMap<String, Entries>,
    ) -> Self {
        let mut statements = Self::default();
        statements.compare(&mut Vec::new(), Kind::Root, description, &together(imported));
        statements
    }

    /// What an element states.
    pub(super) fn at(&self, path: &[&str]) -> &[(String, Yaml)] {
        let path: Vec<String> = path.iter().map(|key| (*key).to_owned()).collect();
        self.0.get(&path).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether nothing is missing.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds what is still missing.
    pub(super) fn add(&mut self, more: Self) {
        for (path, entries) in more.0 {
            let known = self.0.entry(path).or_default();
            known.retain(|(key, _)| value_of(&entries, key).is_none());
            known.extend(entries);
        }
    }

    fn compare(
        &mut self,
        path: &mut Vec<String>,
        kind: Kind,
        own: &[(String, Yaml)],
        imported: &[(String, Yaml)],
    ) {
        let mut stated = Entries::new();
        for (key, value) in own {
            let found = value_of(imported, key);
            let inner = kind.inside(key);
            // The sections of a file have elements, whatever an import gives.
            let is_open = matches!(kind, Kind::Root) && !matches!(inner, Kind::Plain)
                || matches!((kind, key.as_str()), (Kind::Root, "api"));
            if is_open || found.is_some_and(|found| has_same_keys(inner, value, found)) {
                let none = Yaml::Map(Vec::new(), true);
                path.push(key.clone());
                self.compare_parts(path, inner, value, found.unwrap_or(&none));
                path.pop();
            } else if !matches!(inner, Kind::Plain)
                || found.is_none_or(|found| !same(value, found))
                || is_inferred(kind, imported, key) && !is_inferred(kind, own, key)
            {
                stated.push((key.clone(), value.clone()));
            }
        }
        let is_extra = |key: &str| key != "inferred" && value_of(own, key).is_none();
        for (key, value) in imported.iter().filter(|(key, _)| is_extra(key)) {
            let is_flag = *value == Yaml::Raw("true".to_owned());
            let value = if is_flag { "false" } else { "null" };
            stated.push(entry(key, Yaml::Raw(value.to_owned())));
        }
        if !stated.is_empty() {
            self.0.insert(path.clone(), stated);
        }
    }

    fn compare_parts(&mut self, path: &mut Vec<String>, kind: Kind, own: &Yaml, imported: &Yaml) {
        let none = Yaml::Map(Vec::new(), true);
        match (kind, own) {
            (Kind::Section(inner), Yaml::Map(parts, _)) => {
                let found: BTreeMap<&str, &Yaml> =
                    map(imported).into_iter().flatten().map(by_key).collect();
                for (id, value) in parts {
                    let found = found.get(id.as_str()).copied();
                    path.push(id.clone());
                    match inner {
                        Kind::Section(_) => {
                            self.compare_parts(path, *inner, value, found.unwrap_or(&none));
                        }
                        _ => self.compare_values(path, *inner, value, found.unwrap_or(&none)),
                    }
                    path.pop();
                }
            }
            (Kind::Texts, Yaml::Map(parts, _)) => {
                for (id, value) in parts {
                    let found = map(imported).and_then(|imported| value_of(imported, id));
                    if found.is_none_or(|found| !same(found, value)) {
                        path.push(id.clone());
                        self.0.insert(path.clone(), vec![entry("description", value.clone())]);
                        path.pop();
                    }
                }
            }
            (Kind::Listed, Yaml::Block(parts)) => {
                for (value, found) in parts.iter().zip(list(imported).unwrap_or_default()) {
                    path.extend(id_of(value).map(ToOwned::to_owned));
                    self.compare_values(path, Kind::Plain, value, found);
                    path.pop();
                }
            }
            _ => self.compare_values(path, kind, own, imported),
        }
    }

    fn compare_values(&mut self, path: &mut Vec<String>, kind: Kind, own: &Yaml, imported: &Yaml) {
        let (own, imported) = (spelled(own), spelled(imported));
        self.compare(path, kind, &own, &imported);
    }
}

/// The sections of all files, with operations below their groups.
fn together(files: &BTreeMap<String, Entries>) -> Entries {
    let mut all: Entries = Vec::new();
    for entries in files.values() {
        let group = entries.iter().find(|(key, _)| key == "group");
        let group = match group {
            Some((_, Yaml::Text(group))) => group.as_str(),
            _ => "",
        };
        for (key, value) in entries.iter().filter(|(key, _)| key != "group") {
            let value = match key.as_str() {
                "operations" => Yaml::Map(vec![(group.to_owned(), value.clone())], false),
                _ => value.clone(),
            };
            match (all.iter_mut().find(|(known, _)| known == key), value) {
                (Some((_, Yaml::Map(known, _))), Yaml::Map(more, _)) => known.extend(more),
                (_, value) => all.push((key.clone(), value)),
            }
        }
    }
    all
}

fn by_key((key, value): &(String, Yaml)) -> (&str, &Yaml) {
    (key, value)
}

/// Whether both sides have the same parts in the same order, so that each can state what is missing itself.
fn has_same_keys(kind: Kind, own: &Yaml, imported: &Yaml) -> bool {
    match (kind, own, imported) {
        (Kind::Section(_), Yaml::Map(own, _), Yaml::Map(imported, _)) => {
            own.iter().map(|(key, _)| key).eq(imported.iter().map(|(key, _)| key))
        }
        (Kind::Listed, Yaml::Block(own), Yaml::Block(imported)) => {
            own.iter().map(id_of).eq(imported.iter().map(id_of))
        }
        _ => false,
    }
}

/// The keys of an element; those of one that is written as its type alone as well.
fn spelled(value: &Yaml) -> Entries {
    match value {
        Yaml::Map(entries, _) => entries.clone(),
        short => vec![entry("type", short.clone())],
    }
}

/// Whether an import has inferred the value of a key.
fn is_inferred(kind: Kind, imported: &[(String, Yaml)], key: &str) -> bool {
    // What is inferred of a file is said of the API.
    let imported = match kind {
        Kind::Root => value_of(imported, "api").and_then(map).map_or(imported, Vec::as_slice),
        _ => imported,
    };
    let inferred = value_of(imported, "inferred").and_then(list).unwrap_or_default();
    inferred.iter().any(|one| *one == Yaml::text(key))
}

fn id_of(value: &Yaml) -> Option<&str> {
    match value_of(map(value)?, ID)? {
        Yaml::Text(id) => Some(id),
        _ => None,
    }
}

/// Whether two values mean the same, to the last character. Keys of maps may stand in any order.
fn same(left: &Yaml, right: &Yaml) -> bool {
    match (left, right) {
        (Yaml::Map(left, _), Yaml::Map(right, _)) => {
            let is_in = |(key, value): &(String, Yaml)| {
                value_of(right, key).is_some_and(|other| same(value, other))
            };
            left.len() == right.len() && left.iter().all(is_in)
        }
        (Yaml::List(left) | Yaml::Block(left), Yaml::List(right) | Yaml::Block(right)) => {
            left.len() == right.len()
                && left.iter().zip(right).all(|(left, right)| same(left, right))
        }
        // A version such as `0.1.0` is text, although it needs no quotes.
        (Yaml::Text(text), Yaml::Raw(raw)) => text == raw && raw.matches('.').count() == 2,
        _ => left == right,
    }
}
