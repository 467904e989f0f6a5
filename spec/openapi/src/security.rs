//! Security schemes as credentials.

use std::collections::{BTreeMap, BTreeSet};

use restwright_spec::{Node, Spanned};

use crate::draft::Place;
use crate::gap;
use crate::loss::{Losses, Owner};
use crate::names::{Names, Role};
use crate::node::Look as _;
use crate::prose;
use crate::schema::Types;

/// A credential of the description.
pub(crate) struct Credential {
    pub(crate) id: String,
    pub(crate) description: String,
    /// Whether every client needs it.
    pub(crate) is_required: bool,
    pub(crate) place: Place,
    pub(crate) name: String,
    pub(crate) scheme: Option<&'static str>,
}

/// All credentials, and which of them an operation needs where it does not say so itself.
pub(crate) struct Security<'a> {
    pub(crate) credentials: BTreeMap<String, Credential>,
    default: Option<&'a Node>,
    /// The header `Authorization` of operations that have it as a parameter.
    pub(crate) header: Credential,
}

impl<'a> Security<'a> {
    /// Reads the schemes of a document.
    pub(crate) fn read(types: &mut Types<'a>, root: &'a Node) -> Self {
        types.losses.owner = Owner::Document;
        let schemes =
            root.get("components").and_then(|components| components.get("securitySchemes"));
        let mut names = Names::default();
        let mut credentials = BTreeMap::new();
        let default = root.get("security");
        let requirements = default.map(super::node::Look::elements).unwrap_or_default();
        let always: BTreeSet<&str> = match requirements {
            [only] => only.entries().iter().map(|(name, _)| name.value.as_str()).collect(),
            _ => BTreeSet::new(),
        };
        for (key, node) in schemes.map(super::node::Look::entries).unwrap_or_default() {
            let node = types.documents.resolve(node).unwrap_or(node);
            let is_required = always.contains(key.value.as_str());
            let found = credential(&mut types.losses, key, node, &mut names, is_required);
            credentials.extend(found.map(|found| (key.value.clone(), found)));
        }
        let header = Credential {
            id: names.id("authorization", Role::Credential),
            description: "Value of the header `Authorization`.".to_owned(),
            is_required: false,
            place: Place::Header,
            name: "Authorization".to_owned(),
            scheme: None,
        };
        Self { credentials, default, header }
    }

    /// Ids of the credentials that an operation needs.
    pub(crate) fn of_operation(
        &self,
        types: &mut Types<'_>,
        operation: &Node,
        has_header: bool,
    ) -> Vec<String> {
        let mut ids = self.required(types, operation);
        if has_header && !self.has_place(&ids, Place::Header, &self.header.name) {
            ids.push(self.header.id.clone());
        }
        ids
    }

    fn required(&self, types: &mut Types<'_>, operation: &Node) -> Vec<String> {
        let Some(node) = operation.get("security").or(self.default) else { return Vec::new() };
        let given: Vec<_> =
            node.elements().iter().filter(|one| !one.entries().is_empty()).collect();
        let is_known = |one: &&&Node| {
            one.entries().iter().all(|(name, _)| self.credentials.contains_key(&name.value))
        };
        let Some(chosen) = given.iter().find(is_known).or(given.first()) else { return Vec::new() };
        if given.len() > 1 && operation.get("security").is_some() {
            types.losses.lose(&gap::ALTERNATIVE_SECURITY, node.span, "");
        }
        let mut ids = Vec::new();
        let mut places = BTreeSet::new();
        for (name, _) in chosen.entries() {
            let Some(credential) = self.credentials.get(&name.value) else {
                types.losses.lose(&gap::SECURITY, name.span, &format!("`{}`", name.value));
                continue;
            };
            if places.insert((credential.place, credential.name.to_ascii_lowercase())) {
                ids.push(credential.id.clone());
            } else {
                types.losses.lose(
                    &gap::SECURITY,
                    name.span,
                    &format!("`{}` has the place of another one", name.value),
                );
            }
        }
        ids
    }

    /// Whether one of some credentials goes to a place.
    pub(crate) fn has_place(&self, ids: &[String], place: Place, name: &str) -> bool {
        self.credentials.values().any(|credential| {
            ids.contains(&credential.id)
                && credential.place == place
                && (credential.name == name
                    || (place == Place::Header && credential.name.eq_ignore_ascii_case(name)))
        })
    }
}

fn credential(
    losses: &mut Losses,
    key: &Spanned<String>,
    node: &Node,
    names: &mut Names,
    is_required: bool,
) -> Option<Credential> {
    let detail = format!("`{}`", key.value);
    let bearer = (Place::Header, "Authorization".to_owned(), Some("Bearer"));
    let (place, name, scheme) = match node.text_of("type")? {
        "apiKey" => {
            let name = node.text_of("name")?.to_owned();
            match node.text_of("in")? {
                "query" => (Place::Query, name, None),
                "header" => (Place::Header, name, None),
                _ => {
                    losses.lose(&gap::COOKIE, key.span, &detail);
                    (Place::Header, "Cookie".to_owned(), None)
                }
            }
        }
        "http" => match node.text_of("scheme").unwrap_or_default().to_ascii_lowercase().as_str() {
            "bearer" => bearer,
            "basic" => {
                losses.lose(&gap::BASIC, key.span, &detail);
                (Place::Header, "Authorization".to_owned(), Some("Basic"))
            }
            _ => {
                losses.lose(&gap::SECURITY, key.span, &detail);
                return None;
            }
        },
        "oauth2" | "openIdConnect" => {
            losses.lose(&gap::OAUTH, key.span, &detail);
            bearer
        }
        _ => {
            losses.lose(&gap::SECURITY, key.span, &detail);
            return None;
        }
    };
    let said = prose::first(&[node.text_of("description")]);
    let told = match (scheme, place) {
        (Some("Basic"), _) => "User name and password with a colon between them, in Base64.",
        (Some(_), _) => "Access token.",
        (None, _) => "Key of the API.",
    };
    Some(Credential {
        id: names.id(&key.value, Role::Credential),
        description: said.unwrap_or_else(|| told.to_owned()),
        is_required,
        place,
        name,
        scheme,
    })
}
