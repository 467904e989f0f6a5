//! What exports state, held against the page that documents it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

const PAGE: &str = include_str!("../../EXTENSIONS.md");
const EXTENSION: &str = "x-restwright";

/// Keys that a document states and the page does not name, each with its place.
pub(crate) fn undocumented(text: &str) -> Vec<String> {
    let document: Value = serde_json::from_str(text).expect("an export is JSON");
    let mut stated = BTreeSet::new();
    collect(&document, &mut Vec::new(), &mut stated);
    let table = table();
    let is_known = |(place, key): &(String, String)| {
        table.get(key.as_str()).is_some_and(|places| match places.as_slice() {
            ["any"] => true,
            ["any but schema"] => place != "schema",
            places => places.contains(&place.as_str()),
        })
    };
    let unknown = stated.into_iter().filter(|one| !is_known(one));
    unknown.map(|(place, key)| format!("EXTENSIONS.md has no `{key}` of {place}")).collect()
}

/// The example of the page.
pub(crate) fn example() -> String {
    let (_, text) = PAGE.split_once("```yaml\n").expect("an example");
    text.split("```").next().expect("its end").to_owned()
}

/// The table of all keys with the places of each.
fn table() -> BTreeMap<&'static str, Vec<&'static str>> {
    let (_, section) = PAGE.split_once("## All keys\n").expect("the section");
    let rows = section.lines().take_while(|line| !line.starts_with("## "));
    let rows =
        rows.filter_map(|line| line.strip_prefix("| `")?.strip_suffix(" |")?.split_once("` | "));
    rows.map(|(key, places)| (key, places.split(", ").collect())).collect()
}

fn collect<'a>(value: &'a Value, way: &mut Vec<&'a str>, stated: &mut BTreeSet<(String, String)>) {
    match value {
        Value::Array(items) => {
            for item in items {
                way.push("-");
                collect(item, way, stated);
                way.pop();
            }
        }
        Value::Object(map) => {
            let own = map.get(EXTENSION).and_then(Value::as_object);
            for key in own.into_iter().flat_map(|own| own.keys()) {
                stated.insert((place(way).to_owned(), key.clone()));
            }
            for (key, inner) in map {
                let inner = match key.as_str() {
                    EXTENSION => inner.get("operations"),
                    _ => Some(inner),
                };
                if let Some(inner) = inner {
                    way.push(if key == EXTENSION { "further" } else { key });
                    collect(inner, way, stated);
                    way.pop();
                }
            }
        }
        _ => {}
    }
}

fn place(way: &[&str]) -> &'static str {
    match way {
        [] => "document",
        ["info"] => "info",
        ["servers", "-"] => "server",
        ["tags", "-"] => "tag",
        ["components", "securitySchemes", _] => "security scheme",
        ["components", "schemas", _] => "schema",
        ["components", "parameters", _] | [.., "parameters", "-"] => "parameter",
        [.., "properties", _] => "property",
        [.., "anyOf" | "oneOf", "-"] => "branch",
        ["paths", _] => "path",
        ["paths", _, _] | ["paths", _, "further", "-", _] => "operation",
        [.., "responses", _] => "response",
        _ => "nothing that is known",
    }
}
