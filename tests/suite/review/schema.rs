//! The form for programs is the one that its schema promises.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use super::Review;
use crate::description::workspace;

#[test]
fn the_schema_holds() {
    let schema = schema();
    let mut check = Check { schema: &schema, seen: BTreeSet::new(), wrong: Vec::new() };
    check.value(&document(), &schema, "");
    assert!(check.wrong.is_empty(), "{}", check.wrong.join("\n"));
    let mut known = BTreeSet::new();
    properties(&schema, &mut known);
    let unseen: Vec<_> = known.difference(&check.seen).collect();
    assert!(unseen.is_empty(), "the review shows nothing of {unseen:?}");
}

/// What is not as promised is found.
#[test]
fn the_check_can_fail() {
    let break_at = |pointer: &str, value: Option<Value>| {
        let mut document = document();
        let (parent, key) = pointer.rsplit_once('/').expect("it is a pointer");
        let parent = document.pointer_mut(parent).and_then(Value::as_object_mut);
        let parent = parent.unwrap_or_else(|| panic!("{pointer} is in an object"));
        match value {
            Some(value) => drop(parent.insert(key.to_owned(), value)),
            None => drop(parent.remove(key)),
        }
        let schema = schema();
        let mut check = Check { schema: &schema, seen: BTreeSet::new(), wrong: Vec::new() };
        check.value(&document, &schema, "");
        check.wrong
    };
    for (pointer, value, expected) in [
        ("/title", None, " lacks `title`"),
        ("/more", Some(Value::Null), " has an unknown `more`"),
        ("/wire", Some("bad".into()), "/wire is no value of its list"),
        ("/findings/0/before", Some(1.into()), "/findings/0/before is of another type"),
        ("/findings/0/location/line", Some(0.into()), "/findings/0/location/line is too low"),
        ("/accepted/0/reason", None, "/accepted/0 lacks `reason`"),
    ] {
        assert_eq!(break_at(pointer, value), [expected], "{pointer}");
    }
}

fn schema() -> Value {
    let path = workspace().join("codegen/diff/report.schema.json");
    let text = fs::read_to_string(path).expect("the schema is there");
    serde_json::from_str(&text).expect("the schema is JSON")
}

fn document() -> Value {
    let [_, _, (_, json), ..] = Review::of_fixture().forms();
    serde_json::from_str(&json).expect("the form is JSON")
}

/// As much of JSON Schema as the schema needs; any other keyword is a mistake.
struct Check<'a> {
    schema: &'a Value,
    seen: BTreeSet<String>,
    wrong: Vec<String>,
}

impl<'a> Check<'a> {
    fn value(&mut self, value: &Value, schema: &'a Value, at: &str) {
        for (keyword, rule) in schema.as_object().expect("a schema is an object") {
            match keyword.as_str() {
                "$schema" | "$defs" | "title" | "description" | "required" | "properties" => {}
                "$ref" => self.value(value, self.definition(rule), at),
                "type" => self.expect(is_of_type(value, rule), at, "is of another type"),
                "enum" => {
                    let values = rule.as_array().expect("a list of values");
                    self.expect(values.contains(value), at, "is no value of its list");
                }
                "minimum" => self.expect(value.as_i64() >= rule.as_i64(), at, "is too low"),
                "items" => {
                    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                        self.value(item, rule, &format!("{at}/{index}"));
                    }
                }
                "additionalProperties" => self.members(value, schema, at),
                other => panic!("the check does not know `{other}`"),
            }
        }
    }

    /// Objects have all that is required and nothing that is unknown.
    fn members(&mut self, value: &Value, schema: &'a Value, at: &str) {
        let Some(members) = value.as_object() else { return };
        let properties = schema["properties"].as_object().expect("objects are closed");
        for required in schema["required"].as_array().into_iter().flatten() {
            let required = required.as_str().expect("a name");
            self.expect(members.contains_key(required), at, &format!("lacks `{required}`"));
        }
        for (name, member) in members {
            match properties.get(name) {
                Some(property) => {
                    self.seen.insert(identity(property, name));
                    self.value(member, property, &format!("{at}/{name}"));
                }
                None => self.wrong.push(format!("{at} has an unknown `{name}`")),
            }
        }
    }

    fn expect(&mut self, holds: bool, at: &str, otherwise: &str) {
        if !holds {
            self.wrong.push(format!("{at} {otherwise}"));
        }
    }

    fn definition(&self, reference: &Value) -> &'a Value {
        let pointer = reference.as_str().and_then(|text| text.strip_prefix('#'));
        let found = pointer.and_then(|pointer| self.schema.pointer(pointer));
        found.unwrap_or_else(|| panic!("{reference} is not there"))
    }
}

fn is_of_type(value: &Value, types: &Value) -> bool {
    let is = |name: &Value| match name.as_str().expect("a type has a name") {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64(),
        "null" => value.is_null(),
        other => panic!("the check does not know the type `{other}`"),
    };
    types.as_array().map_or_else(|| is(types), |types| types.iter().any(is))
}

/// All properties of all objects that the schema describes.
fn properties(schema: &Value, known: &mut BTreeSet<String>) {
    let Some(members) = schema.as_object() else { return };
    for (keyword, inner) in members {
        if keyword == "properties" {
            let properties = inner.as_object().expect("properties have names");
            known.extend(properties.iter().map(|(name, property)| identity(property, name)));
        }
        properties(inner, known);
    }
}

/// Properties of one name in two objects are told apart by what is said of them.
fn identity(property: &Value, name: &str) -> String {
    format!("{name}: {property}")
}
