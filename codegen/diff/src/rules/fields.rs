//! Rules for changes of fields that are used in no call, or that do not depend on the direction.

use crate::rule::{Mirror, rules};

rules! {
    SCHEMA_ADDED = "schema-field-added": None, Minor, Added;
        "no operation uses the type, and structs may grow";
        "no action required";
        Mirror::Rule("schema-field-removed");
    SCHEMA_REMOVED = "schema-field-removed": None, Major, Removed;
        "no operation uses the type, but programs can use the field";
        "stop using the field";
        Mirror::Rule("schema-field-added");
    SCHEMA_RENAMED = "schema-field-renamed": None, Major, Changed;
        "no operation uses the type, but the field has another Rust name";
        "write the new name";
        Mirror::Nothing("undone without `renamed_from`, one field is removed and another one added");
    SCHEMA_WIRE_CHANGED = "schema-field-wire-name-changed": None, Patch, Changed;
        "no operation uses the type, and programs build as before";
        "no action required";
        Mirror::Itself;
    SCHEMA_NEED_CHANGED = "schema-field-need-changed": None, Major, Changed;
        "no operation uses the type, but the field has another Rust type";
        "adapt to the type of the field";
        Mirror::Itself;
    SCHEMA_NULL_CHANGED = "schema-field-null-changed": None, Patch, Changed;
        "no operation uses the type, and the field is an `Option` as before";
        "no action required";
        Mirror::Itself;
    SCHEMA_TYPE_CHANGED = "schema-field-type-changed": None, Major, Changed;
        "no operation uses the type, but the field has another Rust type";
        "adapt to the type of the field";
        Mirror::Itself;
    RUST_NAME_CHANGED = "field-rust-name-changed": None, Major, Changed;
        "the key is the same, but the public field has another Rust name";
        "write the new name; authors may keep the id, which is never sent";
        Mirror::Itself;
    DESCRIPTION_CHANGED = "field-description-changed": None, Patch, Changed;
        "only the documentation of the field differs";
        "no action required";
        Mirror::Itself;
    EXAMPLE_CHANGED = "field-example-changed": None, None, Unseen;
        "no documented call shows this example, so the client is the same";
        "no action required";
        Mirror::Itself;
}
