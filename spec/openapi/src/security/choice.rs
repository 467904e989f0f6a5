//! Alternatives of security schemes as alternatives of credentials.

use std::collections::BTreeSet;

use restwright_spec::{Node, Span};

use super::Security;
use crate::draft::Credentials;
use crate::gap;
use crate::node::Look as _;
use crate::schema::Types;

impl Security<'_> {
    /// The credentials that a list of security requirements asks for.
    pub(super) fn choice(&self, types: &mut Types<'_>, requirements: &Node) -> Credentials {
        let mut needed = Credentials::default();
        for requirement in requirements.elements() {
            if requirement.entries().is_empty() {
                needed.is_optional = true;
            } else if let Some(ids) = self.alternative(types, requirement) {
                self.insert(&mut needed.first_of, ids);
            }
        }
        // A client that always sends an alternative never gets to a call without one.
        let is_always_sent = |ids: &Vec<String>| self.not_of_every_client(ids).is_empty();
        needed.is_optional &= !needed.first_of.iter().any(is_always_sent);
        needed
    }

    /// Ids of the credentials that a requirement asks for together. `None` if they cannot be said.
    fn alternative(&self, types: &mut Types<'_>, requirement: &Node) -> Option<Vec<String>> {
        let mut ids = Vec::new();
        let mut places = BTreeSet::new();
        let mut lose = |span: Span, detail: String| {
            types.losses.lose(&gap::SECURITY, span, &detail);
        };
        for (name, _) in requirement.entries() {
            let Some(credential) = self.credentials.get(&name.value) else {
                lose(name.span, format!("`{}`", name.value));
                return None;
            };
            if places.insert(credential.placement.place()) {
                ids.push(credential.id.clone());
            } else {
                lose(name.span, format!("`{}` has the place of another one", name.value));
            }
        }
        Some(ids)
    }

    /// Adds an alternative: in front of those that a client sends instead, and not behind one that makes it unreachable.
    fn insert(&self, alternatives: &mut Vec<Vec<String>>, ids: Vec<String>) {
        let deciding = self.not_of_every_client(&ids);
        let decides_less =
            |other: &Vec<String>| self.not_of_every_client(other).is_subset(&deciding);
        let at = alternatives.iter().position(decides_less).unwrap_or(alternatives.len());
        if alternatives.get(at).is_none_or(|other| self.not_of_every_client(other) != deciding) {
            alternatives.insert(at, ids);
        }
    }

    /// Those of some credentials that not every client is given.
    fn not_of_every_client<'b>(&self, ids: &'b [String]) -> BTreeSet<&'b str> {
        let is_optional =
            |id: &&str| !self.credentials.values().any(|one| one.id == **id && one.is_required);
        ids.iter().map(String::as_str).filter(is_optional).collect()
    }
}
