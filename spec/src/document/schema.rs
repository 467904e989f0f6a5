//! The JSON Schema of the description, for editors.

use std::collections::BTreeSet;

use schemars::generate::SchemaSettings;

use serde_json::{Value, json};

use super::File;
use crate::api::{Api, Code, ErrorCode, Type, TypeKind};

/// The JSON Schema of a file of a description, draft 07 as `yaml-language-server` reads it.
#[must_use]
pub fn schema() -> String {
    let generator = SchemaSettings::draft07().into_generator();
    let schema = generator.into_root_schema_for::<File>();
    format!("{:#}\n", schema.as_value())
}

/// Where ids stand that a description declares: a definition, none for the file itself, and the place in it.
const PLACES: [(Option<&str>, &str, Ids); 21] = [
    (None, "/properties/group", Ids::Groups),
    (Some("Api"), "/properties/arguments/items", Ids::Credentials),
    (Some("Api"), "/properties/default_server", Ids::Servers),
    (Some("Api"), "/properties/errors/items/oneOf/0", Ids::Numbers),
    (Some("Api"), "/properties/errors/items/oneOf/1", Ids::Texts),
    (Some("Alternatives"), "/properties/first_of/items/items", Ids::Credentials),
    (Some("DetailsAt"), "/properties/type", Ids::Named),
    (Some("ErrorCode"), "/properties/category", Ids::Categories),
    (Some("EventsOutcome"), "/properties/events", Ids::Types),
    (Some("Field"), "/properties/type", Ids::Types),
    (Some("LinesOutcome"), "/properties/lines", Ids::Types),
    (Some("Operation"), "/properties/credentials/oneOf/0/items", Ids::Credentials),
    (Some("Operation"), "/properties/errors/items/oneOf/0", Ids::Numbers),
    (Some("Operation"), "/properties/errors/items/oneOf/1", Ids::Texts),
    (Some("Operation"), "/properties/response/additionalProperties", Ids::Types),
    (Some("Outcome"), "/properties/type", Ids::Types),
    (Some("Parameter"), "/properties/type", Ids::Types),
    (Some("SharedParameter"), "/properties/use", Ids::Parameters),
    (Some("Step"), "/properties/call", Ids::Operations),
    (Some("Variant"), "/properties/type", Ids::Objects),
    (Some("WholeBody"), "/properties/type", Ids::Types),
];

/// Kinds of ids.
#[derive(Clone, Copy)]
enum Ids {
    Categories,
    Credentials,
    Groups,
    /// Named types.
    Named,
    /// Error codes that are numbers.
    Numbers,
    /// Named types that are objects.
    Objects,
    Operations,
    /// Parameters that some operation shares.
    Parameters,
    Servers,
    /// Error codes that are texts.
    Texts,
    /// Named types, and those of the language.
    Types,
}

/// The same with what one description declares, which editors then complete. It allows and refuses the same, so that an id
/// that was just written is no error.
///
/// # Panics
///
/// Panics if the schema is no JSON, which a test rules out.
#[must_use]
pub fn schema_of(api: &Api) -> String {
    let mut schema: Value = serde_json::from_str(&schema())
        .unwrap_or_else(|error| unreachable!("a schema is JSON: {error}"));
    for (definition, place, ids) in PLACES {
        let root = definition.map(|name| format!("/definitions/{name}")).unwrap_or_default();
        if let Some(Value::Object(value)) = schema.pointer_mut(&(root + place)) {
            value.insert("examples".to_owned(), ids.of(api).into());
        }
    }
    format!("{schema:#}\n")
}

impl Ids {
    fn of(self, api: &Api) -> Vec<Value> {
        let text = |id: &str| Value::from(id);
        match self {
            Self::Categories => api.error_categories.iter().map(|it| text(&it.id)).collect(),
            Self::Credentials => api.credentials.iter().map(|it| text(&it.id)).collect(),
            Self::Groups => api.groups.iter().map(|it| text(&it.id)).collect(),
            Self::Named => api.types.iter().map(|it| text(&it.name)).collect(),
            Self::Numbers | Self::Texts => {
                let code = |error: &ErrorCode| match (self, &*error.code) {
                    (Self::Numbers, Code::Number(number)) => Some(json!(number)),
                    (Self::Texts, Code::Text(text)) => Some(json!(text)),
                    _ => None,
                };
                api.errors.iter().filter_map(code).collect()
            }
            Self::Parameters => {
                let operations = api.groups.iter().flat_map(|group| &group.operations);
                let inputs = operations.flat_map(|operation| &operation.inputs);
                let shared = inputs.filter_map(|input| input.shared.as_ref());
                let ids: BTreeSet<&str> = shared.map(|id| id.as_str()).collect();
                ids.into_iter().map(text).collect()
            }
            Self::Objects => {
                let objects = api.types.iter().filter(|it| matches!(it.kind, TypeKind::Object(_)));
                objects.map(|it| text(&it.name)).collect()
            }
            Self::Operations => {
                let operations = api.groups.iter().flat_map(|group| {
                    let name = |id: &str| json!(format!("{}.{id}", *group.id));
                    group.operations.iter().map(move |it| name(&it.id))
                });
                operations.collect()
            }
            Self::Servers => api.servers.iter().map(|it| text(&it.id)).collect(),
            Self::Types => {
                let plain = Type::PLAIN.into_iter().map(|(name, _)| json!(name));
                plain.chain(Self::Named.of(api)).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_of_ids_is_in_the_schema() {
        let schema: Value = serde_json::from_str(&schema()).expect("JSON");
        for (definition, place, _) in PLACES {
            let root = definition.map(|name| format!("/definitions/{name}")).unwrap_or_default();
            assert!(schema.pointer(&format!("{root}{place}")).is_some(), "{definition:?} {place}");
        }
    }

    #[test]
    fn each_key_is_described_and_no_other_is_allowed() {
        let schema: Value = serde_json::from_str(&schema()).expect("JSON");
        assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
        let definitions = schema["definitions"].as_object().expect("definitions");
        let mut keys = 0;
        for (name, object) in definitions.iter().chain([(&"File".to_owned(), &schema)]) {
            assert_eq!(object["additionalProperties"], false, "{name}");
            let properties = object["properties"].as_object().expect("properties");
            for (key, property) in properties {
                let description = property["description"].as_str().unwrap_or_default();
                assert!(!description.is_empty(), "{name}.{key}");
                keys += 1;
            }
        }
        assert!(keys > 80, "{keys} keys");
    }
}
