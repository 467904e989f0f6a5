//! The styles of parameters.

use super::Given;
use crate::draft::Place;
use crate::node::Look as _;
use crate::shape::Flat;

/// How a value is written.
pub(super) struct Style<'a> {
    pub(super) word: &'a str,
    pub(super) explodes: bool,
}

impl<'a> Style<'a> {
    pub(super) fn of(given: &Given<'a>) -> Self {
        let usual =
            if matches!(given.place, Place::Query | Place::Cookie) { "form" } else { "simple" };
        let word = given.node.text_of("style").filter(|_| !given.is_part).unwrap_or(usual);
        let explode = given.node.get("explode").filter(|_| !given.is_part);
        let explodes = explode.map_or(word == "form", |_| given.node.is_set("explode"));
        Self { word, explodes }
    }

    /// The word of a description, where the style is not the usual one. A list of which each item has a pair of its own is
    /// written in the same way in all styles.
    pub(super) fn of_description(&self, place: Place, is_list: bool) -> Option<&'static str> {
        match (place, self.word) {
            (Place::Query, "deepObject") if !is_list => Some("deep_object"),
            (Place::Query, "form") if is_list && !self.explodes => Some("comma"),
            (Place::Query, "pipeDelimited") if is_list && !self.explodes => Some("pipe"),
            (Place::Query, "spaceDelimited") if is_list && !self.explodes => Some("space"),
            _ => None,
        }
    }

    /// What stands in front of the value in a path; nothing elsewhere. `None` if a description cannot say the style.
    pub(super) fn before(&self, given: &Given<'_>, is_list: bool) -> Option<String> {
        match (given.place, self.word) {
            (Place::Query, "form" | "spaceDelimited" | "pipeDelimited")
            | (Place::Path | Place::Header, "simple") => Some(String::new()),
            (Place::Query, "deepObject") | (Place::Cookie, "form") if !is_list => {
                Some(String::new())
            }
            (Place::Path, "label") if !is_list => Some(".".to_owned()),
            (Place::Path, "matrix") if !is_list => Some(format!(";{}=", given.wire)),
            _ => None,
        }
    }
}

/// The parts of an object in the query, each as a parameter.
pub(super) fn exploded<'a>(given: &Given<'a>, flat: &Flat<'a>) -> Vec<Given<'a>> {
    let is_deep = given.node.text_of("style") == Some("deepObject");
    let parts = flat.properties.iter().map(|(key, schema)| {
        let key = key.value.as_str();
        Given {
            node: given.node,
            schema,
            wire: if is_deep { format!("{}[{key}]", given.wire) } else { key.to_owned() },
            place: Place::Query,
            required: given.required && flat.required.contains(key),
            is_part: true,
            wish: format!("{} {key}", given.wish),
        }
    });
    parts.collect()
}
