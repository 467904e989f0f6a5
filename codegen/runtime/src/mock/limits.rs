//! Whether the values of requests are within their limits.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::Shape;
use crate::limit::{Limit, broken_by, broken_by_items};

/// The limit that the texts of an input outside of the body are beyond.
pub(super) fn of_texts(shape: Shape, texts: &[&str]) -> Option<Limit> {
    match shape {
        Shape::Limited(inner, limits) => {
            let distinct: BTreeSet<_> = texts.iter().collect();
            let of_items = inner
                .is_list()
                .then(|| broken_by_items(limits, texts.len(), || distinct.len() < texts.len()));
            let of_each = || texts.iter().find_map(|text| broken_by(limits, text));
            of_items.flatten().or_else(of_each).or_else(|| of_texts(*inner, texts))
        }
        // Each element has the limits of its own type.
        Shape::List(inner) | Shape::Nullable(inner) | Shape::Type(inner) => of_texts(*inner, texts),
        _ => None,
    }
}

/// The limit that JSON of the declared type is beyond.
pub(super) fn of_json(limits: &'static [Limit], json: &str) -> Option<Limit> {
    let json = serde_json::from_str(json).ok()?;
    let of_items = match &json {
        Json::Array(items) => {
            let distinct: BTreeSet<_> = items.iter().map(Json::to_string).collect();
            broken_by_items(limits, items.len(), || distinct.len() < items.len())
        }
        Json::Object(entries) => broken_by_items(limits, entries.len(), || false),
        _ => None,
    };
    of_items.or_else(|| of_elements(limits, &json))
}

fn of_elements(limits: &'static [Limit], json: &Json) -> Option<Limit> {
    match json {
        Json::Array(items) => items.iter().find_map(|item| of_elements(limits, item)),
        Json::Object(entries) => entries.values().find_map(|item| of_elements(limits, item)),
        Json::String(text) => broken_by(limits, text),
        Json::Number(number) => broken_by(limits, &number.to_string()),
        Json::Bool(_) | Json::Null => None,
    }
}
