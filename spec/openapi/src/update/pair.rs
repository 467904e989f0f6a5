//! Which elements of two trees are the same one, whatever their ids: by what they are on the wire.

use std::collections::BTreeMap;

use super::same::{at, entries, list, word, word_at};
use super::tree::{Item, Tree};
use crate::yaml::Yaml;

/// An id, and what the element is on the wire.
pub(super) type Known = (String, String);

/// For each of some elements the one of the others that it is: equal in both, else on the wire, else by its id.
pub(super) fn pair(from: &[Known], to: &[Known]) -> Vec<Option<usize>> {
    let mut pairs = vec![None; from.len()];
    let mut taken = vec![false; to.len()];
    // By both, by what it is on the wire, by its id.
    let ways = [(true, true), (false, true), (true, false)];
    for (by_id, by_wire) in ways {
        let key = |(id, wire): &Known| (by_id.then(|| id.clone()), by_wire.then(|| wire.clone()));
        let mut free: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (index, known) in to.iter().enumerate().rev().filter(|(index, _)| !taken[*index]) {
            free.entry(key(known)).or_default().push(index);
        }
        for (known, pair) in from.iter().zip(&mut pairs).filter(|(_, pair)| pair.is_none()) {
            *pair = free.get_mut(&key(known)).and_then(Vec::pop);
            if let Some(index) = *pair {
                taken[index] = true;
            }
        }
    }
    pairs
}

/// What the elements of a section are on the wire.
pub(super) fn of_section(tree: &Tree, section: &str) -> Vec<Known> {
    let items = tree.section(section).iter();
    items.map(|item| (item.id.clone(), wire(section, item))).collect()
}

fn wire(section: &str, item: &Item) -> String {
    let value = &item.value;
    match section {
        "servers" => word_at(value, "url").unwrap_or_default().to_owned(),
        "parameters" => of_parameter(&item.id, value, None, ""),
        "operations" => {
            let path = word_at(value, "path").unwrap_or_default();
            let method = word_at(value, "method").unwrap_or_default();
            format!("{method} {}", without_names(path))
        }
        "credentials" => match at(value, "placements").and_then(list).and_then(<[Yaml]>::first) {
            Some(first) => {
                let part = |key| word_at(first, key).unwrap_or_default().to_ascii_lowercase();
                format!("{} {} {}", part("in"), part("name"), part("scheme"))
            }
            None if at(value, "oauth").is_some() => "oauth".to_owned(),
            None => "basic".to_owned(),
        },
        // Names are all that types and groups have.
        _ => item.id.clone(),
    }
}

/// A path whose placeholders have no names.
fn without_names(path: &str) -> String {
    let mut parts = path.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts
        .fold(first, |path, part| path + "{}" + part.split_once('}').map_or(part, |(_, rest)| rest))
}

/// The ids of the placeholders of a path.
pub(super) fn placeholders(path: &str) -> impl Iterator<Item = &str> {
    path.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(id, _)| id)
}

fn of_parameter(id: &str, value: &Yaml, shared: Option<&Tree>, path: &str) -> String {
    if let Some(target) = word_at(value, "use") {
        let found = shared.and_then(|tree| tree.get("parameters", target));
        let name = word_at(value, "name");
        let wire = found.map(|item| match name {
            Some(name) => format!("{} {name}", word_at(&item.value, "in").unwrap_or_default()),
            None => of_parameter(target, &item.value, None, path),
        });
        return wire.unwrap_or_else(|| format!("use {target}"));
    }
    let place = word_at(value, "in").unwrap_or_default();
    match placeholders(path).position(|name| name == id) {
        // The name of a path parameter is on no wire.
        Some(position) if place == "path" => format!("path {position}"),
        _ => format!("{place} {}", word_at(value, "name").unwrap_or(id)),
    }
}

/// What the elements below a key of an element are on the wire.
pub(super) fn of_collection(tree: &Tree, element: &Yaml, key: &str) -> Vec<Known> {
    let path = word_at(element, "path").unwrap_or_default();
    let known = entries(at(element, key)).map(|(id, value)| {
        let wire = match key {
            "parameters" => of_parameter(id, value, Some(tree), path),
            _ => word_at(value, "name").unwrap_or(id).to_owned(),
        };
        (id.clone(), wire)
    });
    known.collect()
}

/// The variants of a union as elements: the condition of each.
pub(super) fn of_variants(element: &Yaml) -> Vec<Known> {
    let all = at(element, "variants").and_then(list).unwrap_or_default().iter();
    let ids = all.filter(|variant| word_at(variant, "type").is_some());
    let ids = ids.map(|variant| word_at(variant, "id").unwrap_or_default().to_owned());
    ids.zip(variants(element).map(|(when, _)| when)).collect()
}

/// The variants of a union: the type of each, with its condition.
pub(super) fn variants(element: &Yaml) -> impl Iterator<Item = (String, &str)> {
    let variants = at(element, "variants").and_then(list).unwrap_or_default();
    variants.iter().filter_map(|variant| {
        let when = at(variant, "when");
        let mut parts: Vec<_> = entries(when)
            .map(|(key, value)| format!("{key}={}", word(value).unwrap_or_default()))
            .collect();
        parts.sort();
        Some((parts.join(" "), word_at(variant, "type")?))
    })
}
