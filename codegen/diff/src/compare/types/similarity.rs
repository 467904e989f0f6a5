//! Which type another one may have been. It makes a suggestion, and never a pair.

use restwright_spec::api::{TypeDef, TypeKind};
use restwright_spec::suggest;

use crate::compare::MAX_NAMES;

/// The type of the same kind with the most similar name, among those that the other side lacks.
pub(super) fn similar_type<'a>(def: &TypeDef, others: &[&'a TypeDef]) -> Option<&'a TypeDef> {
    if others.len() > MAX_NAMES {
        return None;
    }
    let same_kind = || others.iter().filter(|other| kind(&other.kind) == kind(&def.kind));
    let name = suggest::closest(&def.name, same_kind().map(|other| other.name.as_str()))?;
    same_kind().find(|other| *other.name == name).copied()
}

/// The word for what a type is.
pub(super) fn kind(kind: &TypeKind) -> &'static str {
    match kind {
        TypeKind::Object(_) => "object",
        TypeKind::Enum(_) => "enum",
        TypeKind::Newtype(_) => "newtype",
        TypeKind::Union(_) => "union",
    }
}
