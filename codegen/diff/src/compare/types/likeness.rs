//! Which type another one may have been. It makes a suggestion, and never a pair.

use std::collections::BTreeMap;

use restwright_spec::api::{TypeDef, TypeKind};

use crate::compare::MAX_NAMES;

/// The types of one side that the other side lacks, by what they are made of.
pub(super) struct Likeness<'a> {
    /// Nothing where several are made of the same parts.
    by_parts: BTreeMap<Parts<'a>, Option<&'a TypeDef>>,
    all: &'a [&'a TypeDef],
}

/// What a type is made of, without its texts: ids, each with all that is said of it.
type Parts<'a> = Vec<(&'a str, String)>;

impl<'a> Likeness<'a> {
    pub(super) fn of(all: &'a [&'a TypeDef]) -> Self {
        let mut by_parts = BTreeMap::new();
        for def in all {
            by_parts.entry(parts(&def.kind)).and_modify(|only| *only = None).or_insert(Some(*def));
        }
        Self { by_parts, all }
    }

    /// The type that this one of the other side may be: the only one with the same parts, or else one of the same kind
    /// whose name resembles.
    pub(super) fn to(&self, def: &TypeDef) -> Option<&'a TypeDef> {
        let only = self.by_parts.get(&parts(&def.kind)).copied().flatten();
        only.or_else(|| self.by_name(def))
    }

    fn by_name(&self, def: &TypeDef) -> Option<&'a TypeDef> {
        if self.all.len() > MAX_NAMES {
            return None;
        }
        let same_kind = || self.all.iter().filter(|other| kind(&other.kind) == kind(&def.kind));
        let name = restwright_spec::suggest::closest(
            &def.name,
            same_kind().map(|other| other.name.as_str()),
        )?;
        same_kind().find(|other| *other.name == name).copied()
    }
}

/// The word for what a type is.
pub(super) fn kind(kind: &TypeKind) -> &'static str {
    match kind {
        TypeKind::Object(_) => "object",
        TypeKind::Enum(_) => "enum",
        TypeKind::Union(_) => "union",
    }
}

fn parts(kind: &TypeKind) -> Parts<'_> {
    match kind {
        TypeKind::Object(object) => object
            .fields
            .iter()
            .map(|field| {
                (field.id.as_str(), format!("{} {:?} {:?}", *field.wire, field.ty, field.need))
            })
            .collect(),
        TypeKind::Enum(values) => {
            values.iter().map(|value| (value.id.as_str(), value.wire.to_string())).collect()
        }
        TypeKind::Union(variants) => variants
            .iter()
            .map(|variant| (variant.id.as_str(), format!("{} {:?}", *variant.ty, variant.when)))
            .collect(),
    }
}
