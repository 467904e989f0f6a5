//! Where each element of a description is in the site, as addresses from its root.

use std::collections::BTreeMap;

use restwright_codegen::paths;
use restwright_spec::api::Api;

pub(crate) const START: &str = "index.html";
pub(crate) const TYPES: &str = "types.html";
pub(crate) const ERRORS: &str = "errors.html";
pub(crate) const WEBHOOKS: &str = "webhooks.html";
pub(crate) const CHANGELOG: &str = "changelog.html";

pub(crate) fn group(id: &str) -> String {
    format!("operations/{id}.html")
}

pub(crate) fn operation(group: &str, id: &str) -> String {
    format!("operations/{group}.html#{id}")
}

pub(crate) fn named(name: &str) -> String {
    format!("types/{name}.html")
}

pub(crate) fn error(id: &str) -> String {
    format!("{ERRORS}#{id}")
}

pub(crate) fn flow(id: &str) -> String {
    format!("flows/{id}.html")
}

pub(crate) fn credential(id: &str) -> String {
    format!("{START}#credential.{id}")
}

/// Addresses by the path of what an element becomes in the crate, without `crate::`.
pub(crate) fn by_path(api: &Api) -> BTreeMap<String, String> {
    let mut places = BTreeMap::new();
    for (path, place) in [
        ("guide", format!("{START}#flows")),
        ("guide::errors", ERRORS.to_owned()),
        ("operations", START.to_owned()),
        ("operations#errors", START.to_owned()),
        ("ErrorCode", ERRORS.to_owned()),
    ] {
        let is_there = !place.starts_with(ERRORS) || !api.errors.is_empty();
        if is_there && (!path.starts_with("guide") || !api.flows.is_empty() || place == ERRORS) {
            places.insert(path.to_owned(), place);
        }
    }
    for def in &api.types {
        places.insert(paths::named(&def.name), named(&def.name));
    }
    for error in &api.errors {
        places.insert(paths::error(&error.id), self::error(&error.id));
    }
    for flow in &api.flows {
        places.insert(paths::flow(&flow.id), self::flow(&flow.id));
    }
    for credential in &api.credentials {
        let place = self::credential(&credential.id);
        places.insert(format!("ClientBuilder::{}", *credential.id), place);
    }
    for group in &api.groups {
        places.insert(paths::group(&group.id), self::group(&group.id));
        for operation in &group.operations {
            let place = self::operation(&group.id, &operation.id);
            let path = paths::operation(&group.id, &operation.id);
            let (errors, responses) = (format!("{place}.errors"), format!("{place}.responses"));
            places.insert(format!("{path}#errors"), errors);
            places.insert(path, place.clone());
            places.insert(paths::outcome(&group.id, &operation.id), responses);
            let method = format!("{}::{}", paths::group(&group.id), *operation.id);
            places.insert(method, place);
        }
    }
    places
}

/// The address of an item: its own, or that of what it is a part of, such as a variant of a type.
pub(crate) fn of_item<'a>(places: &'a BTreeMap<String, String>, item: &str) -> Option<&'a String> {
    let path = item.strip_prefix("crate::")?;
    let whole = || path.rsplit_once("::").map(|(whole, _)| whole);
    places.get(path).or_else(|| places.get(whole()?))
}
