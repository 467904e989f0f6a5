//! Marks of what an earlier import has inferred and no person has confirmed.

use std::collections::BTreeMap;

use restwright_spec::Inferred;

use crate::yaml::{Entries, Yaml, entry};

/// Marks inferred values of a description.
pub(super) fn mark(description: &mut Entries, inferred: &[Inferred]) {
    let mut marks: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for Inferred { element, key, span: _ } in inferred {
        marks.entry(element).or_default().push(key);
    }
    for (section, value) in description {
        let Yaml::Map(elements, _) = value else { continue };
        match section.as_str() {
            "api" => add(&marks, "api", elements),
            "parameters" => each(&marks, "parameters", elements, &[]),
            "types" => each(&marks, "types", elements, &["fields"]),
            "operations" => {
                for (group, operations) in elements {
                    let Yaml::Map(operations, _) = operations else { continue };
                    let before = format!("operations.{group}");
                    each(&marks, &before, operations, &["parameters", "body"]);
                }
            }
            _ => {}
        }
    }
}

/// Marks elements and what they hold under some keys.
fn each(marks: &BTreeMap<&str, Vec<&str>>, before: &str, elements: &mut Entries, inside: &[&str]) {
    for (id, value) in elements {
        let Yaml::Map(element, _) = value else { continue };
        let name = format!("{before}.{id}");
        for (_, parts) in element.iter_mut().filter(|(key, _)| inside.contains(&key.as_str())) {
            if let Yaml::Map(parts, _) = parts {
                each(marks, &name, parts, &[]);
            }
        }
        add(marks, &name, element);
    }
}

fn add(marks: &BTreeMap<&str, Vec<&str>>, name: &str, element: &mut Entries) {
    if let Some(keys) = marks.get(name) {
        element.push(entry("inferred", Yaml::texts(keys.iter().copied())));
    }
}
