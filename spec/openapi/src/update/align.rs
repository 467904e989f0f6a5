//! Gives a tree the ids that another one has for the same elements.

use std::collections::{BTreeMap, BTreeSet};

use super::pair::{self, Known, pair, placeholders, variants};
use super::same::{TYPES_OF_RESPONSE, at, entries, type_of, word, word_at};
use super::tree::{COLLECTIONS, Item, Tree, group_of, key_of};
use crate::yaml::{Entries, Yaml};

type Ids = BTreeMap<String, String>;

/// Gives all elements of a tree the ids that they have in another one, and follows them wherever they are referred to.
pub(super) fn align(tree: &mut Tree, to: &Tree) {
    for section in ["servers", "credentials", "parameters"] {
        let ids = renames(&pair::of_section(tree, section), &pair::of_section(to, section), "_");
        for item in tree.sections.get_mut(section).into_iter().flatten() {
            let old = item.id.clone();
            rename(&mut item.id, &ids);
            if section == "parameters" {
                keep_wire(&item.id, &old, section, &mut item.value);
            }
        }
        refer(tree, section, &ids);
    }
    let mut types = TypePairs::new(tree, to);
    operations(tree, to, &mut types);
    let types = types.follow(tree, to);
    for item in tree.sections.get_mut("types").into_iter().flatten() {
        rename(&mut item.id, &types);
    }
    for item in tree.sections.values_mut().flatten() {
        rename_types(&mut item.value, &types);
    }
}

/// New ids of elements whose ids change. What is no element of the other tree makes way for those that are.
fn renames(from: &[Known], to: &[Known], joint: &str) -> Ids {
    let pairs = pair(from, to);
    let mut taken: BTreeSet<String> =
        pairs.iter().flatten().map(|index| to[*index].0.clone()).collect();
    let mut ids = Ids::new();
    for ((id, _), paired) in from.iter().zip(&pairs) {
        let new = match paired {
            Some(index) => to[*index].0.clone(),
            None => free(id, &mut taken, joint),
        };
        if new != *id {
            ids.insert(id.clone(), new);
        }
    }
    ids
}

/// An id that is not taken yet, and is from now on.
fn free(id: &str, taken: &mut BTreeSet<String>, joint: &str) -> String {
    let numbered = (2..).map(|number: usize| format!("{id}{joint}{number}"));
    let mut wishes = std::iter::once(id.to_owned()).chain(numbered);
    wishes.find(|wish| taken.insert(wish.clone())).unwrap_or_else(|| id.to_owned())
}

fn rename(id: &mut String, ids: &Ids) {
    if let Some(new) = ids.get(id) {
        id.clone_from(new);
    }
}

/// Follows new ids of servers, credentials or shared parameters where they are referred to.
fn refer(tree: &mut Tree, section: &str, ids: &Ids) {
    if ids.is_empty() {
        return;
    }
    for (name, item) in tree
        .sections
        .iter_mut()
        .flat_map(|(name, items)| items.iter_mut().map(move |item| (name, item)))
    {
        let keys: &[&str] = match (section, name.as_str()) {
            ("servers", "api") => &["default_server"],
            ("servers", "operations") => &["server"],
            ("credentials", "api") => &["arguments"],
            ("credentials", "operations") => &["credentials"],
            ("parameters", "operations") => {
                let Yaml::Map(entries, _) = &mut item.value else { continue };
                for (_, value) in entries.iter_mut().filter(|(key, _)| key == "parameters") {
                    let Yaml::Map(parameters, _) = value else { continue };
                    for (_, value) in parameters {
                        rename_below(value, &["use"], ids);
                    }
                }
                continue;
            }
            _ => continue,
        };
        rename_below(&mut item.value, keys, ids);
    }
}

/// Renames whatever texts stand below some keys of a map.
fn rename_below(value: &mut Yaml, keys: &[&str], ids: &Ids) {
    let Yaml::Map(entries, _) = value else { return };
    for (_, value) in entries.iter_mut().filter(|(key, _)| keys.contains(&key.as_str())) {
        rename_texts(value, ids);
    }
}

fn rename_texts(value: &mut Yaml, ids: &Ids) {
    match value {
        Yaml::Text(id) => rename(id, ids),
        Yaml::Raw(_) => {}
        Yaml::List(elements) | Yaml::Block(elements) => {
            for element in elements {
                rename_texts(element, ids);
            }
        }
        Yaml::Map(entries, _) => {
            for (_, value) in entries {
                rename_texts(value, ids);
            }
        }
    }
}

/// Operations, their inputs and their groups.
fn operations(tree: &mut Tree, to: &Tree, types: &mut TypePairs) {
    let (from, other) = (pair::of_section(tree, "operations"), pair::of_section(to, "operations"));
    let pairs = pair(&from, &other);
    let ids = renames(&from, &other, "_");
    let groups = groups(tree, to, &from, &other, &pairs);
    let targets = to.section("operations");
    let whole = tree.clone();
    for (item, paired) in tree.sections.get_mut("operations").into_iter().flatten().zip(pairs) {
        if let Some(target) = paired.map(|index| &targets[index]) {
            types.add_uses(&item.value, &target.value, &whole, to);
            for key in ["parameters", "body"] {
                let known = pair::of_collection(&whole, &item.value, key);
                let ids = renames(&known, &pair::of_collection(to, &target.value, key), "_");
                rename_elements(&mut item.value, key, &ids);
            }
        }
        let group = group_of(&item.id).to_owned();
        let is_paired = paired.is_some();
        rename(&mut item.id, &ids);
        // A new operation of a group that has another id goes there.
        if let Some(new) = groups.get(&group).filter(|_| !is_paired) {
            item.id = format!("{new}.{}", key_of(&item.id));
        }
    }
    unique(tree.sections.get_mut("operations"));
    for item in tree.sections.get_mut("groups").into_iter().flatten() {
        rename(&mut item.id, &groups);
    }
}

/// Keeps the first of two operations that have come to the same id, and numbers the others.
fn unique(operations: Option<&mut Vec<Item>>) {
    let mut taken = BTreeSet::new();
    for item in operations.into_iter().flatten() {
        item.id = free(&item.id, &mut taken, "_");
    }
}

/// New ids of groups: where the operations of a group have gone whose own id nothing has any more.
fn groups(tree: &Tree, to: &Tree, from: &[Known], other: &[Known], pairs: &[Option<usize>]) -> Ids {
    let (own, others) = (tree.by_id("groups"), to.by_id("groups"));
    let mut ids = Ids::new();
    for ((id, _), paired) in from.iter().zip(pairs) {
        let Some((target, _)) = paired.map(|index| &other[index]) else { continue };
        let (group, new) = (group_of(id), group_of(target));
        let is_free = others.contains_key(new) && !own.contains_key(new);
        if is_free && !others.contains_key(group) && !ids.values().any(|one| one == new) {
            ids.entry(group.to_owned()).or_insert_with(|| new.to_owned());
        }
    }
    ids
}

/// Renames elements below a key, with the arguments and placeholders that are ids of them.
fn rename_elements(element: &mut Yaml, key: &str, ids: &Ids) {
    let Yaml::Map(entries, _) = element else { return };
    if ids.is_empty() {
        return;
    }
    for (name, value) in entries {
        match (name.as_str(), value) {
            (name, Yaml::Map(elements, _)) if name == key => {
                for (id, value) in elements {
                    let old = id.clone();
                    rename(id, ids);
                    keep_wire(id, &old, key, value);
                }
            }
            ("arguments", value) => rename_texts(value, ids),
            ("path", Yaml::Text(path)) if key == "parameters" => {
                let names: Vec<String> = placeholders(path).map(ToOwned::to_owned).collect();
                let mut rest = path.as_str();
                let mut renamed = String::new();
                for name in &names {
                    let Some((before, behind)) = rest.split_once(&format!("{{{name}}}")) else {
                        break;
                    };
                    let new = ids.get(name).unwrap_or(name);
                    renamed = format!("{renamed}{before}{{{new}}}");
                    rest = behind;
                }
                *path = renamed + rest;
            }
            _ => {}
        }
    }
}

/// A name on the wire stays when the id changes.
fn keep_wire(id: &str, old: &str, key: &str, value: &mut Yaml) {
    let is_own = at(value, "use").is_none() && word_at(value, "in") != Some("path");
    let Yaml::Map(entries, _) = value else { return };
    let position = entries.iter().position(|(key, _)| key == "name");
    match position {
        Some(at) if word(&entries[at].1) == Some(id) => drop(entries.remove(at)),
        None if id != old && is_own => {
            let index = usize::from(key == "parameters");
            entries.insert(index.min(entries.len()), ("name".to_owned(), Yaml::text(old)));
        }
        _ => {}
    }
}

/// Types that stand at the same place of both trees.
struct TypePairs {
    own: BTreeSet<String>,
    others: BTreeSet<String>,
    ids: Ids,
    open: Vec<(String, String)>,
}

impl TypePairs {
    fn new(tree: &Tree, to: &Tree) -> Self {
        let names = |tree: &Tree| -> BTreeSet<String> {
            tree.section("types").iter().map(|item| item.id.clone()).collect()
        };
        let (own, others) = (names(tree), names(to));
        let open = own.intersection(&others).map(|name| (name.clone(), name.clone())).collect();
        Self { own, others, ids: Ids::new(), open }
    }

    /// Notes that two type expressions stand at the same place.
    fn add(&mut self, from: Option<&str>, to: Option<&str>) {
        let (Some(from), Some(to)) = (from.and_then(name_in), to.and_then(name_in)) else { return };
        let is_renamed = from != to
            && self.own.contains(from)
            && self.others.contains(to)
            && !self.others.contains(from)
            && !self.own.contains(to);
        if is_renamed && !self.ids.contains_key(from) && !self.ids.values().any(|one| one == to) {
            self.ids.insert(from.to_owned(), to.to_owned());
            self.open.push((from.to_owned(), to.to_owned()));
        }
    }

    /// Notes the types of an operation.
    fn add_uses(&mut self, from: &Yaml, to: &Yaml, tree: &Tree, other: &Tree) {
        for (status, body) in entries(at(from, "response")) {
            let other = at(to, "response").and_then(|bodies| at(bodies, status));
            self.add(type_of(body), other.and_then(type_of));
        }
        let whole = |value| at(value, "whole_body").and_then(|body| word_at(body, "type"));
        self.add(whole(from), whole(to));
        for key in ["parameters", "body"] {
            self.add_elements(from, to, key, tree, other);
        }
    }

    fn add_elements(&mut self, from: &Yaml, to: &Yaml, key: &str, tree: &Tree, other: &Tree) {
        let known = pair::of_collection(tree, from, key);
        let others = pair::of_collection(other, to, key);
        let (own, target): (Vec<_>, Vec<_>) =
            (entries(at(from, key)).collect(), entries(at(to, key)).collect());
        for (index, paired) in pair(&known, &others).into_iter().enumerate() {
            let Some(paired) = paired else { continue };
            self.add(of_input(&own[index].1, tree), of_input(&target[paired].1, other));
        }
    }

    /// Goes from type to type, gives the elements of each the ids of the other tree, and returns new names of types.
    fn follow(mut self, tree: &mut Tree, to: &Tree) -> Ids {
        let whole = tree.clone();
        let (own, others) = (whole.by_id("types"), to.by_id("types"));
        let mut renamed: BTreeMap<String, Yaml> = BTreeMap::new();
        while let Some((from, target)) = self.open.pop() {
            let (Some(item), Some(target)) = (own.get(from.as_str()), others.get(target.as_str()))
            else {
                continue;
            };
            self.add_elements(&item.value, &target.value, "fields", &whole, to);
            let known: BTreeMap<_, _> = variants(&target.value).collect();
            for (when, ty) in variants(&item.value) {
                self.add(Some(ty), known.get(&when).copied());
            }
            let mut value = item.value.clone();
            for key in ["fields", "values"] {
                let known = pair::of_collection(&whole, &value, key);
                let ids = renames(&known, &pair::of_collection(to, &target.value, key), "_");
                rename_elements(&mut value, key, &ids);
            }
            let ids = renames(&pair::of_variants(&value), &pair::of_variants(&target.value), "_");
            rename_variants(&mut value, &ids);
            renamed.insert(from, value);
        }
        for item in tree.sections.get_mut("types").into_iter().flatten() {
            if let Some(value) = renamed.remove(&item.id) {
                item.value = value;
            }
        }
        self.ids
    }
}

/// Gives the variants of a union other ids.
fn rename_variants(element: &mut Yaml, ids: &Ids) {
    let Yaml::Map(entries, _) = element else { return };
    for (_, value) in entries.iter_mut().filter(|(key, _)| key == "variants") {
        let (Yaml::List(variants) | Yaml::Block(variants)) = value else { continue };
        for variant in variants {
            rename_below(variant, &["id"], ids);
        }
    }
}

/// The type of an input, also where it is shared.
fn of_input<'a>(value: &'a Yaml, tree: &'a Tree) -> Option<&'a str> {
    match word_at(value, "use") {
        Some(shared) => word_at(&tree.get("parameters", shared)?.value, "type"),
        None => word_at(value, "type"),
    }
}

/// The name in a type expression.
pub(super) fn name_in(expression: &str) -> Option<&str> {
    let mut words = expression.split(|character: char| !character.is_ascii_alphanumeric());
    words.find(|word| word.starts_with(|first: char| first.is_ascii_uppercase()))
}

/// Renames types in all type expressions of a value.
fn rename_types(value: &mut Yaml, ids: &Ids) {
    let Yaml::Map(entries, _) = value else { return };
    if !ids.is_empty() {
        rename_types_of(entries, ids);
    }
}

fn rename_types_of(entries: &mut Entries, ids: &Ids) {
    for (key, value) in entries {
        match (key.as_str(), value) {
            (key, Yaml::Text(ty)) if TYPES_OF_RESPONSE.contains(&key) => rename_type(ty, ids),
            ("response", Yaml::Map(types, _)) => {
                for (_, body) in types {
                    match body {
                        Yaml::Text(ty) => rename_type(ty, ids),
                        body => rename_types(body, ids),
                    }
                }
            }
            ("variants", Yaml::List(variants) | Yaml::Block(variants)) => {
                for variant in variants {
                    rename_types(variant, ids);
                }
            }
            ("whole_body", value) => rename_types(value, ids),
            (key, Yaml::Map(elements, _)) if COLLECTIONS.contains(&key) => {
                for (_, value) in elements {
                    rename_types(value, ids);
                }
            }
            _ => {}
        }
    }
}

fn rename_type(expression: &mut String, ids: &Ids) {
    if let Some((old, new)) = name_in(expression).and_then(|name| Some((name, ids.get(name)?))) {
        *expression = expression.replacen(old, new, 1);
    }
}
