//! The forms for programs are what their schemas promise.

use std::fs;

use serde_json::Value;

use super::Review;
use crate::description::workspace;

/// Each form with its schema. That of SARIF is the part of the standard that a report uses.
const FORMS: [(&str, &str); 2] =
    [("json", "codegen/diff/report.schema.json"), ("sarif", "tests/fixtures/schemas/sarif.json")];

#[test]
fn the_schemas_hold() {
    for (form, schema) in FORMS {
        let (document, schema) = (document(form), read(schema));
        assert_eq!(problems(&schema, &document), [""; 0], "{form}");
        // The review shows everything that the schema promises: without any one property, it is refused.
        for pointer in properties(&schema, "") {
            let mut without = schema.clone();
            let (parent, name) = pointer.rsplit_once('/').expect("a pointer has a parent");
            let parent = without.pointer_mut(parent).and_then(Value::as_object_mut);
            parent.expect("the schema has it").remove(name);
            assert_ne!(problems(&without, &document), [""; 0], "{form} shows nothing of {pointer}");
        }
    }
}

/// What is not as promised is found.
#[test]
fn the_check_can_fail() {
    for (form, pointer, value, expected) in [
        ("json", "/title", None, "\"title\" is a required property"),
        ("json", "/wire", Some("bad".into()), "\"bad\" is not one of"),
        ("json", "/findings/0/location/line", Some(0.into()), "0 is less than the minimum"),
        ("sarif", "/runs/0/results/0/level", Some("bad".into()), "\"bad\" is not one of"),
        ("sarif", "/runs/0/more", Some(Value::Null), "Additional properties are not allowed"),
    ] {
        let mut document = document(form);
        let (parent, key) = pointer.rsplit_once('/').expect("it is a pointer");
        let parent = document.pointer_mut(parent).and_then(Value::as_object_mut);
        let parent = parent.unwrap_or_else(|| panic!("{pointer} is in an object"));
        match value {
            Some(value) => drop(parent.insert(key.to_owned(), value)),
            None => drop(parent.remove(key)),
        }
        let (_, schema) = FORMS.iter().find(|(name, _)| *name == form).expect("it has a schema");
        let problems = problems(&read(schema), &document).join("\n");
        assert!(problems.contains(expected), "{pointer}: {problems}");
    }
}

fn problems(schema: &Value, document: &Value) -> Vec<String> {
    let validator = jsonschema::validator_for(schema).expect("the schema is one");
    let problems = validator.iter_errors(document);
    problems.map(|problem| format!("{}: {problem}", problem.instance_path())).collect()
}

fn read(path: &str) -> Value {
    let text = fs::read_to_string(workspace().join(path)).expect("the schema is there");
    serde_json::from_str(&text).expect("the schema is JSON")
}

fn document(form: &str) -> Value {
    serde_json::from_str(&Review::of_fixture().form(form)).expect("the form is JSON")
}

/// Pointers to all properties that a schema describes.
fn properties(schema: &Value, at: &str) -> Vec<String> {
    let mut pointers = Vec::new();
    for (keyword, inner) in schema.as_object().into_iter().flatten() {
        let at = format!("{at}/{keyword}");
        if !matches!(keyword.as_str(), "properties" | "$defs") {
            pointers.extend(properties(inner, &at));
            continue;
        }
        for (name, inner) in inner.as_object().into_iter().flatten() {
            let at = format!("{at}/{name}");
            pointers.extend(properties(inner, &at));
            if keyword == "properties" {
                pointers.push(at);
            }
        }
    }
    pointers
}
