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
