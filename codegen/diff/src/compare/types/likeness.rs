//! Which type another one may have been. It makes a suggestion, and never a pair.

use api_spec::api::{TypeDef, TypeKind};

/// The type on the other side that this one may be: the only one with the same parts, or else one of the same kind whose
/// name resembles.
pub(super) fn alike<'a>(def: &TypeDef, others: &[&'a TypeDef]) -> Option<&'a TypeDef> {
    let own = parts(&def.kind);
    let mut equal = others.iter().copied().filter(|other| parts(&other.kind) == own);
    if let (Some(only), None) = (equal.next(), equal.next()) {
        return Some(only);
    }
    let same_kind = || others.iter().copied().filter(|other| kind(&other.kind) == kind(&def.kind));
    let names = same_kind().map(|other| other.name.as_str());
    let name = api_spec::suggest::closest(&def.name, names)?;
    same_kind().find(|other| *other.name == name)
}

/// The word for what a type is.
pub(super) fn kind(kind: &TypeKind) -> &'static str {
    match kind {
        TypeKind::Object(_) => "object",
        TypeKind::Enum(_) => "enum",
        TypeKind::Union(_) => "union",
    }
}

/// What a type is made of, without its texts.
fn parts(kind: &TypeKind) -> Vec<(&str, String)> {
    match kind {
        TypeKind::Object(object) => object
            .fields
            .iter()
            .map(|field| {
                (field.id.as_str(), format!("{} {:?} {:?}", *field.wire, field.ty, field.need))
            })
            .collect(),
        TypeKind::Enum(values) => {
            values.iter().map(|value| (value.id.as_str(), value.wire.value.clone())).collect()
        }
        TypeKind::Union(variants) => variants
            .iter()
            .map(|variant| (variant.id.as_str(), format!("{} {:?}", *variant.ty, variant.when)))
            .collect(),
    }
}
