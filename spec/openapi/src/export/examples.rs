//! Documented requests and responses: their bodies stand where `OpenAPI` has a place for them, and the rest is stated.

use crate::stated::EXTENSION;
use crate::update::{map, value_of};
use crate::yaml::{Entries, Yaml, entry};

/// Lets what an operation states of its examples refer to bodies that stand elsewhere in it.
pub(super) fn refer(operation: &mut Entries) {
    let body = value_of(operation, "requestBody").cloned();
    let responses = value_of(operation, "responses").cloned();
    let stated = operation.iter_mut().find(|(key, _)| key == EXTENSION);
    let Some((_, Yaml::Map(stated, _))) = stated else { return };
    let stated = stated.iter_mut().find(|(key, _)| key == "examples");
    let Some((_, Yaml::Block(examples) | Yaml::List(examples))) = stated else { return };
    for (index, example) in examples.iter_mut().enumerate() {
        let name = name(index);
        let Yaml::Map(parts, _) = example else { continue };
        for (key, part) in parts {
            let Yaml::Map(part, _) = part else { continue };
            let place = match key.as_str() {
                "request" => body.as_ref(),
                _ => value_of(part, "status").and_then(|status| match status {
                    Yaml::Raw(status) => value_of(map(responses.as_ref()?)?, status),
                    _ => None,
                }),
            };
            if place.is_some_and(|place| has_example(place, &name)) {
                part.retain(|(key, _)| key != "body");
                part.push(entry("example", Yaml::text(&name)));
            }
        }
    }
}

/// The name of the documented example at a position.
pub(super) fn name(index: usize) -> String {
    format!("example_{}", index + 1)
}

/// Whether a body of a request or response has an example of a name.
fn has_example(place: &Yaml, name: &str) -> bool {
    let content = map(place).and_then(|place| map(value_of(place, "content")?));
    let examples = |media: &Yaml| {
        let examples = map(media).and_then(|media| map(value_of(media, "examples")?));
        examples.is_some_and(|examples| value_of(examples, name).is_some())
    };
    content.into_iter().flatten().any(|(_, media)| examples(media))
}
