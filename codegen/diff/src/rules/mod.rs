//! The catalogue: every kind of change that a comparison can name.

pub(crate) mod access;
pub(crate) mod bodies;
pub(crate) mod body_fields;
pub(crate) mod constants;
pub(crate) mod credentials;
pub(crate) mod deprecation;
pub(crate) mod documents;
pub(crate) mod enums;
pub(crate) mod error_body;
pub(crate) mod errors;
pub(crate) mod fields;
pub(crate) mod former;
pub(crate) mod generator;
pub(crate) mod idempotency;
pub(crate) mod limits;
pub(crate) mod newtypes;
pub(crate) mod operations;
pub(crate) mod pages;
pub(crate) mod params;
pub(crate) mod report;
pub(crate) mod response_fields;
pub(crate) mod responses;
pub(crate) mod server_variables;
pub(crate) mod servers;
pub(crate) mod service;
pub(crate) mod streams;
pub(crate) mod type_changes;
pub(crate) mod types;
pub(crate) mod unions;
pub(crate) mod webhooks;

use crate::rule::{Mirror, Rule, rules};

rules! {
    UNCLASSIFIED_CHANGE = "unclassified-change": Breaking, Major, Changed;
        "the public items of the client changed in a way that no rule explains, so the worst is assumed";
        "compare the items shown, and build programs that use them against the new client";
        Mirror::Nothing("an addition that no rule explains breaks nothing in Rust, so undoing it differs from doing it");
}

/// All rules, sorted by id.
#[must_use]
pub fn all() -> Vec<&'static Rule> {
    let parts = [
        ALL,
        access::ALL,
        responses::ALL,
        bodies::ALL,
        body_fields::ALL,
        constants::ALL,
        credentials::ALL,
        deprecation::ALL,
        documents::ALL,
        enums::ALL,
        error_body::ALL,
        errors::ALL,
        fields::ALL,
        former::ALL,
        generator::ALL,
        idempotency::ALL,
        limits::ALL,
        newtypes::ALL,
        operations::ALL,
        pages::ALL,
        params::ALL,
        report::ALL,
        response_fields::ALL,
        server_variables::ALL,
        servers::ALL,
        service::ALL,
        streams::ALL,
        types::ALL,
        unions::ALL,
        webhooks::ALL,
    ];
    let mut rules: Vec<_> = parts.into_iter().flatten().copied().collect();
    rules.sort_by_key(|rule| rule.id);
    rules
}

#[cfg(test)]
mod tests {
    use super::all;
    use crate::{Kind, Rust, WireLevel};

    #[test]
    fn what_changes_nothing_is_of_a_kind_that_changes_nothing() {
        for rule in all() {
            let changes = rule.wire != WireLevel::None || rule.rust != Rust::None;
            let is_seen = rule.kind.is_change() && rule.kind != Kind::Unseen;
            assert_eq!(changes, is_seen, "{}", rule.id);
        }
    }

    #[test]
    fn ids_are_unique() {
        let rules = all();
        for pair in rules.windows(2) {
            assert_ne!(pair[0].id, pair[1].id);
        }
    }
}
