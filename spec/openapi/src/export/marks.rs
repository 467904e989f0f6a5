//! Marks of what an earlier import has inferred and no person has confirmed.

use restwright_spec::Inferred;

use crate::yaml::{Entries, Yaml, entry};

/// Marks inferred values of a description.
pub(super) fn mark(description: &mut Entries, inferred: &[Inferred]) {
    for one in inferred {
        let words: Vec<&str> = one.element.split('.').collect();
        let ways: &[&[&str]] = match words.as_slice() {
            ["api"] => &[&["api"]],
            ["parameters", id] => &[&["parameters", id]],
            ["types", name, field] => &[&["types", name, "fields", field]],
            ["operations", group, id] => &[&["operations", group, id]],
            ["operations", group, id, input] => &[
                &["operations", group, id, "parameters", input],
                &["operations", group, id, "body", input],
            ],
            _ => &[],
        };
        for way in ways {
            if let Some(element) = at(description, way) {
                add(element, one.key);
            }
        }
    }
}

fn at<'a>(entries: &'a mut Entries, way: &[&str]) -> Option<&'a mut Entries> {
    let Some((first, rest)) = way.split_first() else { return Some(entries) };
    match entries.iter_mut().find(|(key, _)| key == first) {
        Some((_, Yaml::Map(inner, _))) => at(inner, rest),
        _ => None,
    }
}

fn add(element: &mut Entries, key: &str) {
    match element.iter_mut().find(|(name, _)| name == "inferred") {
        Some((_, Yaml::List(keys))) => keys.push(Yaml::text(key)),
        _ => element.push(entry("inferred", Yaml::texts([key]))),
    }
}
