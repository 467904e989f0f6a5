//! The names of the enums that choose where a credential goes.

use std::mem::discriminant;

use heck::ToPascalCase as _;
use proc_macro2::Ident;
use quote::format_ident;
use restwright_spec::api::{Credential, Placement};

use super::{ident, pascal};

/// The name of the enum for a credential of this id.
pub(crate) fn placement_enum(id: &str) -> Ident {
    format_ident!("{}Placement", pascal(id))
}

/// The name of the enum of a credential, if there is a choice.
pub(crate) fn placement_name(credential: &Credential) -> Option<Ident> {
    (credential.placements.len() > 1).then(|| placement_enum(&credential.id))
}

/// The name of a placement: its kind, and the name on the wire where the credential has several of that kind.
pub(crate) fn placement_variant(credential: &Credential, placement: &Placement) -> Ident {
    let same_kind = |other: &&Placement| discriminant(*other) == discriminant(placement);
    let (kind, wire) = match placement {
        Placement::Query(wire) => ("Query", wire),
        Placement::Header { name, .. } => ("Header", name),
        Placement::Cookie(name) => ("Cookie", name),
        // It is the only one of its credential.
        Placement::Basic(_) => return ident("Basic"),
        Placement::OAuth(_) => return ident("OAuth"),
    };
    if credential.placements.iter().filter(same_kind).count() == 1 {
        return ident(kind);
    }
    let wire = wire.replace(|c: char| !c.is_ascii_alphanumeric(), "_");
    format_ident!("{kind}{}", wire.to_pascal_case())
}
