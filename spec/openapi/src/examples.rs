//! Documented requests and responses that a document states, with the bodies that they refer to.

use restwright_spec::Node;

use crate::documents::Documents;
use crate::node::Look as _;
use crate::stated::yaml;
use crate::yaml::{Entries, Yaml, entry};

/// Puts the value of an example of an operation wherever its name stands instead of a body.
pub(crate) fn insert(documents: &Documents<'_>, operation: &Node, examples: &mut Yaml) {
    let (Yaml::Block(examples) | Yaml::List(examples)) = examples else { return };
    for example in examples {
        let Yaml::Map(parts, _) = example else { continue };
        for (key, part) in parts {
            let Yaml::Map(part, _) = part else { continue };
            let Some(name) = take(part) else { continue };
            let place = match key.as_str() {
                "request" => operation.get("requestBody"),
                _ => operation.get("responses").and_then(|all| all.get(&status(part)?)),
            };
            let value = place.and_then(|place| value(documents, place, &name));
            part.extend(value.map(|value| entry("body", yaml(value))));
        }
    }
}

/// The name of the example that stands instead of a body.
fn take(part: &mut Entries) -> Option<String> {
    let at = part.iter().position(|(key, _)| key == "example")?;
    match part.remove(at).1 {
        Yaml::Text(name) => Some(name),
        _ => None,
    }
}

fn status(part: &Entries) -> Option<String> {
    let (_, status) = part.iter().find(|(key, _)| key == "status")?;
    match status {
        Yaml::Raw(status) | Yaml::Text(status) => Some(status.clone()),
        _ => None,
    }
}

/// The value of an example of a body.
fn value<'a>(documents: &'a Documents<'_>, place: &'a Node, name: &str) -> Option<&'a Node> {
    let content = documents.resolve(place)?.get("content")?;
    let mut named = content.entries().iter().filter_map(|(_, media)| {
        documents.resolve(media.get("examples")?.get(name)?)?.get("value")
    });
    named.next()
}
