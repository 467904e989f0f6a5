//! The JSON Schema of the description, for editors.

use schemars::generate::SchemaSettings;

use super::File;

/// The JSON Schema of a file of a description, draft 07 as `yaml-language-server` reads it.
#[must_use]
pub fn schema() -> String {
    let generator = SchemaSettings::draft07().into_generator();
    let schema = generator.into_root_schema_for::<File>();
    format!("{:#}\n", schema.as_value())
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

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
