//! `assets/index.js`: what the search in the browser looks through.

use restwright_spec::api::Api;
use serde_json::{Value, json};

use crate::File;
use crate::assets::HEADER;
use crate::places;
use crate::texts::Site;

/// A script, since a page that was opened from a file can load nothing else. Only text stands in it.
pub(crate) fn index(site: &Site<'_>) -> File {
    let entries = entries(site.api);
    let lines: Vec<_> = entries.iter().map(|entry| inert(&entry.to_string())).collect();
    let contents = format!(
        "// {HEADER}\n\"use strict\";\nself.searchEntries = [\n{}\n];\n",
        lines.join(",\n")
    );
    File { path: "assets/index.js".to_owned(), contents }
}

/// Kind, title, names, text and place of each element.
fn entries(api: &Api) -> Vec<Value> {
    let mut entries = Vec::new();
    for group in &api.groups {
        for operation in &group.operations {
            let names = format!("{} {}", operation.method.as_str(), *operation.path.template);
            let title = format!("{}.{}", *group.id, *operation.id);
            let place = places::operation(&group.id, &operation.id);
            entries.push(json!(["operation", title, names, one_line(&operation.summary), place]));
        }
    }
    for def in &api.types {
        let text = one_line(&def.description);
        entries.push(json!(["type", *def.name, "", text, places::named(&def.name)]));
    }
    for error in &api.errors {
        let names = error.code.to_string();
        entries.push(json!([
            "error",
            *error.id,
            names,
            one_line(&error.meaning),
            places::error(&error.id)
        ]));
    }
    for event in api.webhooks.iter().flat_map(|webhooks| &webhooks.events) {
        let place = format!("{}#event.{}", places::WEBHOOKS, *event.id);
        let text = one_line(&event.description);
        entries.push(json!(["webhook", *event.wire, *event.id, text, place]));
    }
    for flow in &api.flows {
        entries.push(json!([
            "flow",
            restwright_codegen::title(&flow.id),
            "",
            one_line(&flow.summary),
            places::flow(&flow.id)
        ]));
    }
    entries
}

/// The beginning of a text.
fn one_line(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.chars().filter(|c| !c.is_control()).take(160).collect()
}

/// JSON that is harmless wherever a script stands, also for old browsers.
fn inert(json: &str) -> String {
    let escaped = json.replace('<', "\\u003c").replace('>', "\\u003e");
    escaped.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}
