//! What elements refer to: named things are added where something refers to them, and removed where nothing does.

use std::collections::{BTreeMap, BTreeSet};

use super::align::name_in;
use super::same::{at, entries, list, map, type_of};
use super::tree::{Item, Tree, is_mark};
use crate::yaml::Yaml;

/// Sections whose elements are there because something refers to them.
pub(super) const NAMED: [&str; 4] = ["credentials", "groups", "parameters", "types"];

/// A section and an id.
pub(super) type Name = (String, String);

/// What an element refers to.
pub(super) fn references(section: &str, item: &Item, found: &mut BTreeSet<Name>) {
    match section {
        "operations" => {
            found.insert(("groups".to_owned(), item.group().to_owned()));
            if let Some(needed) = at(&item.value, "credentials") {
                ids(needed, "credentials", found);
            }
        }
        "api" => {
            if let Some(arguments) = at(&item.value, "arguments") {
                ids(arguments, "credentials", found);
            }
        }
        _ => {}
    }
    values(&item.value, found);
}

/// All texts of a value, as ids of a section.
fn ids(value: &Yaml, section: &str, found: &mut BTreeSet<Name>) {
    match value {
        Yaml::Text(id) => drop(found.insert((section.to_owned(), id.clone()))),
        Yaml::Raw(_) => {}
        Yaml::List(elements) | Yaml::Block(elements) => {
            for element in elements {
                ids(element, section, found);
            }
        }
        Yaml::Map(entries, _) => {
            let real = entries.iter().filter(|(key, _)| !is_mark(key));
            real.for_each(|(_, value)| ids(value, section, found));
        }
    }
}

/// Keys whose values are values of the API.
const OPAQUE: [&str; 4] = ["default", "example", "examples", "equals"];

/// The types and shared parameters that a value refers to.
fn values(value: &Yaml, found: &mut BTreeSet<Name>) {
    for element in list(value).unwrap_or_default() {
        values(element, found);
    }
    for (key, value) in entries(Some(value)) {
        let mut refer = |section: &str, id: Option<&str>| {
            found.extend(id.map(|id| (section.to_owned(), id.to_owned())));
        };
        match (key.as_str(), value) {
            (key, _) if OPAQUE.contains(&key) => {}
            ("type", Yaml::Text(ty)) => refer("types", name_in(ty)),
            ("use", Yaml::Text(id)) => refer("parameters", Some(id)),
            ("response", Yaml::Map(types, _)) => {
                let all = types.iter().filter_map(|(_, body)| type_of(body));
                all.for_each(|ty| refer("types", name_in(ty)));
            }
            (_, value) if map(value).is_some() || list(value).is_some() => values(value, found),
            _ => {}
        }
    }
}

/// What a description refers to, beginning with everything but some elements that may be left out.
pub(super) fn reached(tree: &Tree, without: &BTreeSet<Name>) -> BTreeSet<Name> {
    let mut references_of: BTreeMap<Name, BTreeSet<Name>> = BTreeMap::new();
    let mut reached = BTreeSet::new();
    let mut open = Vec::new();
    for (section, items) in &tree.sections {
        for item in items {
            let name = (section.clone(), item.id.clone());
            let mut found = BTreeSet::new();
            references(section, item, &mut found);
            if without.contains(&name) {
                references_of.insert(name, found);
            } else {
                open.extend(found);
            }
        }
    }
    while let Some(name) = open.pop() {
        if let Some(found) = references_of.get(&name).filter(|_| !reached.contains(&name)) {
            open.extend(found.iter().cloned());
        }
        reached.insert(name);
    }
    reached
}
