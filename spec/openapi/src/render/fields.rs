//! Fields and parameters.

use std::collections::BTreeMap;

use super::with;
use crate::draft::{Field, Parameter, Place, Privacy};
use crate::export::limits;
use crate::limits::of_type;
use crate::yaml::{Entries, Yaml, entry, flag};

/// Fields by their ids.
pub(super) fn map_of(fields: &[Field]) -> Yaml {
    Yaml::Map(
        fields
            .iter()
            .map(|one| (one.id.clone(), Yaml::Map(with(field(one), &one.stated), true)))
            .collect(),
        false,
    )
}

fn field(field: &Field) -> Entries {
    let mut entries = Vec::new();
    if field.id != field.wire {
        entries.push(entry("name", Yaml::text(&field.wire)));
    }
    entries.push(entry("type", Yaml::text(field.ty.to_string())));
    if field.required {
        entries.push(flag("required"));
    }
    if field.nullable {
        entries.push(flag("nullable"));
    }
    entries.extend(privacy(field));
    entries.extend(limits(&of_type(&field.limits, &field.ty)));
    entries.extend(content_types(&field.content_types));
    entries.extend(field.always.clone().map(|always| entry("always", always)));
    entries.push(entry("description", Yaml::text(&field.description)));
    entries.extend(notes(field));
    entries
}

/// One content type, or a list of them.
pub(super) fn content_types(types: &[String]) -> Option<(String, Yaml)> {
    let types = match types {
        [] => return None,
        [one] => Yaml::text(one),
        several => Yaml::texts(several.to_vec()),
    };
    Some(entry("content_type", types))
}

/// A parameter with an id, its own or a shared one.
pub(super) fn parameter(id: &str, parameter: &Parameter) -> Yaml {
    let field = &parameter.field;
    let mut entries = vec![entry("in", Yaml::text(word(parameter.place)))];
    if id != field.wire && parameter.place != Place::Path {
        entries.push(entry("name", Yaml::text(&field.wire)));
    }
    entries.push(entry("type", Yaml::text(field.ty.to_string())));
    if field.required && parameter.place != Place::Path {
        entries.push(flag("required"));
    }
    entries.extend(parameter.style.map(|style| entry("style", Yaml::text(style))));
    entries.extend(privacy(field));
    entries.extend(limits(&of_type(&field.limits, &field.ty)));
    entries.extend(field.always.clone().map(|always| entry("always", always)));
    entries.extend(field.default.clone().map(|default| entry("default", default)));
    entries.push(entry("description", Yaml::text(&field.description)));
    entries.extend(notes(field));
    Yaml::Map(with(entries, &field.stated), true)
}

/// A shared parameter, and what is different about it here.
pub(super) fn used(one: &Parameter, shared: &BTreeMap<String, Parameter>) -> Yaml {
    let id = one.field.stated.text_of("use").unwrap_or_default();
    let keys = |id: &str, one: &Parameter| match parameter(id, one) {
        Yaml::Map(entries, _) => entries,
        _ => Vec::new(),
    };
    let (own, of_all) = (keys(&one.field.id, one), shared.get(id).map(|one| keys(id, one)));
    let of_all = of_all.unwrap_or_default();
    let mut entries = vec![entry("use", Yaml::text(id))];
    let wire = shared.get(id).map(|shared| &shared.field.wire);
    if wire.is_some_and(|wire| *wire != one.field.wire) && one.place != Place::Path {
        entries.push(entry("name", Yaml::text(&one.field.wire)));
    }
    if shared.get(id).is_some_and(|shared| shared.field.required != one.field.required) {
        entries.push(entry("required", Yaml::Raw(one.field.required.to_string())));
    }
    let notes = ["default", "description", "example", "deprecated"];
    let notes = |key: &str| notes.contains(&key) || one.field.stated.says(key);
    entries.extend(
        own.into_iter()
            .filter(|entry| {
                let is_known = entries.iter().any(|(known, _)| *known == entry.0);
                notes(&entry.0) && !is_known && !of_all.contains(entry)
            })
            .collect::<Entries>(),
    );
    Yaml::Map(entries, true)
}

/// A place as the language says it.
pub(super) fn word(place: Place) -> &'static str {
    match place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
        Place::Cookie => "cookie",
    }
}

fn privacy(field: &Field) -> Option<(String, Yaml)> {
    match field.privacy {
        Privacy::Public => None,
        Privacy::Secret => Some(flag("secret")),
        Privacy::Personal => Some(flag("personal")),
    }
}

fn notes(field: &Field) -> Entries {
    let mut entries = Vec::new();
    entries.extend(field.example.clone().map(|example| entry("example", example)));
    if field.deprecated {
        entries.push(entry("deprecated", Yaml::Map(Vec::new(), true)));
    }
    if let Some((key, _)) = privacy(field).filter(|_| field.is_inferred) {
        entries.push(entry("inferred", Yaml::texts([key])));
    }
    entries
}
