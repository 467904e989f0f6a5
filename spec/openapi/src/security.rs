//! Security schemes as credentials.

mod choice;
mod oauth;

use std::collections::{BTreeMap, BTreeSet};

use restwright_spec::{Node, Span, Spanned};

pub(crate) use self::oauth::OAuth;
use crate::draft::{Credentials, Place};
use crate::gap;
use crate::loss::{Losses, Owner};
use crate::names::{Names, Role};
use crate::node::Look;
use crate::parameter::{can_be_sent, is_of_transport};
use crate::prose;
use crate::schema::Types;
use crate::stated::Stated;

/// A credential of the description.
pub(crate) struct Credential {
    pub(crate) span: Span,
    pub(crate) id: String,
    pub(crate) description: String,
    /// Whether every client needs it.
    pub(crate) is_required: bool,
    pub(crate) placement: Placement,
    pub(crate) stated: Stated,
}

/// How a credential is sent.
pub(crate) enum Placement {
    At {
        place: Place,
        name: String,
        scheme: Option<&'static str>,
    },
    /// The ids of a user name and a password.
    Basic {
        user: String,
        password: String,
    },
    /// An access token that the client requests.
    OAuth(OAuth),
}

impl Placement {
    fn bearer() -> Self {
        Self::header(AUTHORIZATION, Some("Bearer"))
    }

    fn header(name: &str, scheme: Option<&'static str>) -> Self {
        Self::At { place: Place::Header, name: name.to_owned(), scheme }
    }

    /// The place, with a name that is equal wherever two credentials exclude each other.
    fn place(&self) -> (Place, String) {
        match self {
            Self::At { place: Place::Header, name, .. } => {
                (Place::Header, name.to_ascii_lowercase())
            }
            Self::At { place, name, .. } => (*place, name.clone()),
            Self::Basic { .. } | Self::OAuth(_) => {
                (Place::Header, AUTHORIZATION.to_ascii_lowercase())
            }
        }
    }
}

const AUTHORIZATION: &str = "Authorization";

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
        let requirements = default.map(Look::elements).unwrap_or_default();
        let always: BTreeSet<&str> = match requirements {
            [only] => only.entries().iter().map(|(name, _)| name.value.as_str()).collect(),
            _ => BTreeSet::new(),
        };
        for (key, node) in schemes.map(Look::entries).unwrap_or_default() {
            let node = types.documents.resolve(node).unwrap_or(node);
            let is_required = always.contains(key.value.as_str());
            let stated = Stated::of(node);
            let found =
                credential(&mut types.losses, (key, node, root), &mut names, is_required, stated);
            credentials.extend(found.map(|found| (key.value.clone(), found)));
        }
        let header = Credential {
            span: root.span,
            id: names.id("authorization", Role::Credential),
            description: "Value of the header `Authorization`.".to_owned(),
            is_required: false,
            placement: Placement::header(AUTHORIZATION, None),
            stated: Stated::default(),
        };
        Self { credentials, default, header }
    }

    /// All credentials that an operation can need.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Credential> {
        self.credentials.values().chain([&self.header])
    }

    /// The credentials that an operation needs.
    pub(crate) fn of_operation(
        &self,
        types: &mut Types<'_>,
        operation: &Node,
        has_header: bool,
    ) -> Credentials {
        let mut needed = match operation.get("security").or(self.default) {
            Some(node) => self.choice(types, node),
            None => Credentials::default(),
        };
        if has_header && !self.has_place(&needed, Place::Header, AUTHORIZATION) {
            needed.add(&self.header.id);
        }
        needed
    }

    /// Whether one of some credentials goes to a place.
    pub(crate) fn has_place(&self, needed: &Credentials, place: Place, name: &str) -> bool {
        let sought = Placement::At { place, name: name.to_owned(), scheme: None }.place();
        let ids: BTreeSet<_> = needed.ids().collect();
        self.credentials.values().any(|credential| {
            ids.contains(credential.id.as_str()) && credential.placement.place() == sought
        })
    }
}

fn credential(
    losses: &mut Losses,
    (key, node, root): (&Spanned<String>, &Node, &Node),
    names: &mut Names,
    is_required: bool,
    stated: Stated,
) -> Option<Credential> {
    let detail = format!("`{}`", key.value);
    let placement = match node.text_of("type")? {
        "apiKey" => {
            let name = node.text_of("name")?.to_owned();
            let place = match node.text_of("in")? {
                "query" => Place::Query,
                "cookie" => Place::Cookie,
                _ => Place::Header,
            };
            if !can_be_sent(&name, place) || (place == Place::Header && is_of_transport(&name)) {
                losses.lose(&gap::SECURITY, key.span, &detail);
                return None;
            }
            Placement::At { place, name, scheme: None }
        }
        "http" => match node.text_of("scheme").unwrap_or_default().to_ascii_lowercase().as_str() {
            "bearer" => Placement::bearer(),
            "basic" => Placement::Basic {
                user: names.id("username", Role::Credential),
                password: names.id("password", Role::Credential),
            },
            // Where it goes is stated as well.
            _ if stated.says("placements") => Placement::header(AUTHORIZATION, None),
            _ => {
                losses.lose(&gap::SECURITY, key.span, &detail);
                return None;
            }
        },
        "oauth2" => oauth::placement(losses, (key, node), root, names),
        "openIdConnect" => {
            losses.lose(&gap::OAUTH, key.span, &detail);
            Placement::bearer()
        }
        _ => {
            losses.lose(&gap::SECURITY, key.span, &detail);
            return None;
        }
    };
    let said = prose::first(&[node.text_of("description")]);
    let told = match placement {
        Placement::Basic { .. } => "User name and password.",
        Placement::At { scheme: Some(_), .. } | Placement::OAuth(_) => "Access token.",
        Placement::At { scheme: None, .. } => "Key of the API.",
    };
    Some(Credential {
        span: key.span,
        id: names.stated_or(stated.id(), &key.value, Role::Credential),
        stated,
        description: said.unwrap_or_else(|| told.to_owned()),
        is_required,
        placement,
    })
}
