//! Fields and parameters.

use crate::draft::{Field, Parameter, Place, Privacy};
use super::with;
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
    entries.push(entry("description", Yaml::text(&field.description)));
    entries.extend(notes(field));
    entries
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
    if parameter.is_comma {
        entries.push(entry("style", Yaml::text("comma")));
    }
    entries.extend(privacy(field));
    entries.extend(field.default.clone().map(|default| entry("default", default)));
    entries.push(entry("description", Yaml::text(&field.description)));
    entries.extend(notes(field));
    Yaml::Map(with(entries, &field.stated), true)
}

/// A shared parameter that is another one here: all keys that it has of its own.
pub(super) fn used(id: &str, one: &Parameter) -> Yaml {
    let Yaml::Map(mut entries, _) = parameter(id, one) else { return Yaml::Map(Vec::new(), true) };
    let of_all = ["in", "type", "style", "secret", "personal", "inferred"];
    entries.retain(|(key, _)| !of_all.contains(&key.as_str()));
    entries.sort_by_key(|(key, _)| key != "use");
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
