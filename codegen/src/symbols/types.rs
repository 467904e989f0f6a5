//! Named types: fields, constructors and setters of objects, values of enums, variants of unions.

use restwright_spec::api::{Api, EnumValue, Need, Object, Type, TypeDef, TypeKind, Variant};

use super::{Symbols, names, paths, text};
use crate::emit::{Getter, field_type, held, parameter_conversion, sources, sources_of};
use crate::kind::{Kind, Scalar};
use crate::names::{field, ident, pascal};
use crate::scope::Scope;
use crate::types::{self, Named};

pub(super) fn add(api: &Api, symbols: &mut Symbols) {
    for def in &api.types {
        let (place, path) = (format!("types.{}", *def.name), paths::named(&def.name));
        let (what, kind) = match &def.kind {
            TypeKind::Object(_) => ("struct", Kind::Object),
            TypeKind::Enum(_) => ("enum", Kind::Enum),
            TypeKind::Union(_) => ("enum", Kind::Union),
            TypeKind::Newtype(inner) => ("struct", Kind::Newtype(Scalar::of(inner))),
        };
        let openness = if matches!(kind, Kind::Newtype(_)) { "" } else { "non_exhaustive " };
        let declaration = format!("{openness}{what}: {}", kind.traits());
        for name in names(&def.name, def.renamed_from.as_ref(), ident) {
            symbols.item(&place, paths::named(&name), declaration.as_str());
        }
        match &def.kind {
            TypeKind::Object(fields) => object(api, def, fields, symbols),
            TypeKind::Enum(values) => {
                symbols.item(&place, format!("{path}::Unknown"), "variant UnknownValue");
                symbols.function(&place, &format!("{path}::as_str"), Some("&self"), &[], "&str");
                for each in values {
                    value(def, each, symbols);
                }
            }
            TypeKind::Newtype(inner) => newtype(def, inner, symbols),
            TypeKind::Union(variants) => {
                symbols.item(&place, format!("{path}::Unknown"), "variant Json");
                for each in variants {
                    variant(def, variants, each, symbols);
                }
            }
        }
    }
}

/// The value of a newtype, and what it is made of.
fn newtype(def: &TypeDef, inner: &Type, symbols: &mut Symbols) {
    let (place, path) = (format!("types.{}", *def.name), paths::named(&def.name));
    let mut scope = Scope::default();
    let ty = types::value(inner, Named::Qualified, &mut scope);
    let Getter { name, receiver, output } = Getter::of(inner, &ty);
    symbols.function(&place, &format!("{path}::{name}"), Some(receiver), &[], &text(&output));
    for source in sources(inner, &ty, &scope) {
        symbols.item(&place, format!("{path}::from({})", text(&source)), "impl From");
    }
}

/// A variant without a value. A former name of it is a constant, which programs use in the same way.
fn value(def: &TypeDef, value: &EnumValue, symbols: &mut Symbols) {
    let place = format!("types.{}.values.{}", *def.name, *value.id);
    for name in names(&value.id, value.renamed_from.as_ref(), pascal) {
        symbols.item(&place, format!("{}::{name}", paths::named(&def.name)), "variant");
    }
}

fn object(api: &Api, def: &TypeDef, object: &Object, symbols: &mut Symbols) {
    let (place, path) = (format!("types.{}", *def.name), paths::named(&def.name));
    let place_of = |id: &str| format!("{place}.fields.{id}");
    let mut scope = Scope::default();
    let unknown = format!("{path}::unknown_fields");
    symbols.function(&place, &unknown, Some("&self"), &[], "&UnknownFields");
    for field in object.varying_fields() {
        let ty = field_type(api, field, Named::Qualified, &mut scope);
        symbols.item(&place_of(&field.id), format!("{path}.{}", *field.id), text(&ty));
    }
    if !def.usage.in_requests {
        return;
    }
    let mut argument = |id: &str| {
        let field = object.fields.iter().find(|field| *field.id == *id)?;
        let (ty, _) = parameter_conversion(api, field, Named::Qualified, &mut scope);
        Some((place_of(&field.id), text(&ty)))
    };
    let required: Vec<_> = object.arguments.iter().filter_map(|id| argument(id)).collect();
    symbols.function(&place, &format!("{path}::new"), None, &required, "Self");
    for each in object.fields.iter().filter(|each| !each.need.is_required()) {
        let arguments: Vec<_> = argument(&each.id).into_iter().collect();
        for id in names(&each.id, each.renamed_from.as_ref(), field) {
            let setter = format!("{path}::{id}");
            symbols.function(&place_of(&each.id), &setter, Some("self"), &arguments, "Self");
            if each.need == Need::OptionalNullable {
                let null = format!("{setter}_null");
                symbols.function(&place_of(&each.id), &null, Some("self"), &[], "Self");
            }
        }
    }
}

/// A variant, and the way to it from a value of its type. A second variant of that type takes the way away, so that it
/// belongs to the union.
fn variant(def: &TypeDef, variants: &[Variant], variant: &Variant, symbols: &mut Symbols) {
    let (place, path) = (format!("types.{}", *def.name), paths::named(&def.name));
    let mut scope = Scope::default();
    let ty = text(&held(variant, Named::Qualified, &mut scope));
    let own = format!("{place}.variants.{}", *variant.id);
    symbols.item(&own, format!("{path}::{}", pascal(&variant.id)), format!("variant {ty}"));
    for source in sources_of(def, variants, variant, Named::Qualified, &mut scope) {
        symbols.item(&place, format!("{path}::from({})", text(&source)), "impl From");
    }
}
