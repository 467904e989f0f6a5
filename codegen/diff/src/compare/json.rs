//! What clients make of JSON, as far as a description tells: the counterpart of the runtime's reader.

use std::collections::BTreeSet;

use restwright_spec::api::{
    EnumValue, Field, Need, Object, Type, TypeDef, TypeKind, ValueKind, Variant, When, Word,
    is_same_key, named_type, scalar,
};

use super::Comparison;

/// A named type of one side.
pub(super) fn kind<'a>(types: &'a [TypeDef], name: &str) -> Option<&'a TypeKind> {
    named_type(types, name).map(|def| &def.kind)
}

/// How often the values of a type fulfil the condition of a variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    Never,
    Sometimes,
    Always,
}

/// Compares the objects of a variant with the condition of another one. `types` are those of the side that sends.
pub(super) fn fit(types: &[TypeDef], variant: &Variant, when: &When) -> Fit {
    let own = variant.kind().unwrap_or(ValueKind::Object);
    let key = match when {
        When::Is(kind) if kind.includes(own) => return Fit::Always,
        When::Is(kind) if own.includes(*kind) => return Fit::Sometimes,
        When::Is(_) | When::Otherwise => return Fit::Never,
        When::Has(_) | When::Equals(..) if own != ValueKind::Object => return Fit::Never,
        When::Has(key) | When::Equals(key, _) => key,
    };
    // One key holds one value.
    if let (When::Equals(own_key, own), When::Equals(_, other)) = (&variant.when, when)
        && is_same_key(own_key, key)
    {
        return if own == other { Fit::Always } else { Fit::Never };
    }
    match &variant.when {
        When::Has(own) | When::Equals(own, _)
            if matches!(when, When::Has(_)) && is_same_key(own, key) =>
        {
            Fit::Always
        }
        _ => variant
            .object()
            .map_or(Fit::Never, |name| fit_of_type(types, name, when, &mut BTreeSet::new())),
    }
}

/// Whether objects of a named type can hold a key.
pub(super) fn can_hold(types: &[TypeDef], name: &str, key: &str) -> bool {
    fit_of_type(types, name, &When::Has(key.to_owned()), &mut BTreeSet::new()) > Fit::Never
}

fn fit_of_type<'a>(
    types: &'a [TypeDef],
    name: &'a str,
    when: &When,
    open: &mut BTreeSet<&'a str>,
) -> Fit {
    match kind(types, name) {
        Some(TypeKind::Object(object)) => fit_of_object(types, object, when),
        Some(TypeKind::Union(variants)) if open.insert(name) => {
            let objects = variants.iter().filter_map(Variant::object);
            let fits = objects.map(|name| fit_of_type(types, name, when, open));
            let fits: BTreeSet<_> = fits.collect();
            match (fits.first(), fits.last()) {
                (Some(Fit::Always), _) => Fit::Always,
                (_, None | Some(Fit::Never)) => Fit::Never,
                _ => Fit::Sometimes,
            }
        }
        _ => Fit::Never,
    }
}

fn fit_of_object(types: &[TypeDef], object: &Object, when: &When) -> Fit {
    let field = |key: &str| object.fields.iter().find(|field| is_same_key(&field.wire, key));
    match when {
        When::Has(key) => match field(key).map(|field| field.need) {
            Some(Need::Required) => Fit::Always,
            Some(_) => Fit::Sometimes,
            None => Fit::Never,
        },
        When::Equals(key, word) if field(key).is_some_and(|field| field.always.is_some()) => {
            let is_it = field(key).is_some_and(|field| field.always.as_ref() == Some(word));
            if is_it { Fit::Always } else { Fit::Never }
        }
        When::Equals(key, word) => match (field(key).map(|it| scalar(types, &it.ty)), word) {
            (Some(Type::Json), _)
            | (Some(Type::String(_) | Type::Formatted(_)), Word::Text(_))
            | (Some(Type::Integer(_) | Type::Number | Type::Decimal), Word::Number(_))
            | (Some(Type::Boolean), Word::Boolean(_)) => Fit::Sometimes,
            (Some(Type::Named(name)), _) => match kind(types, name) {
                Some(TypeKind::Enum(values))
                    if values.iter().any(|value| value.wire.in_one_form() == *word) =>
                {
                    Fit::Sometimes
                }
                _ => Fit::Never,
            },
            _ => Fit::Never,
        },
        When::Is(_) | When::Otherwise => Fit::Never,
    }
}

/// Keys that are always there in an object of a type.
pub(super) fn required<'a>(types: &'a [TypeDef], name: &str) -> Vec<&'a str> {
    let Some(TypeKind::Object(object)) = kind(types, name) else { return Vec::new() };
    let fields = object.fields.iter();
    let required =
        fields.filter(|field| matches!(field.need, Need::Required | Need::RequiredNullable));
    required.map(|field| field.wire.as_str()).collect()
}

/// Types that are held against each other already, by their names: a type that holds itself is like another one if all
/// else is.
type Open<'a> = BTreeSet<(&'a str, &'a str)>;

impl<'a> Comparison<'a> {
    /// Whether two types that are not the same are the same JSON.
    pub(super) fn is_same_json(&self, base: &'a Type, head: &'a Type) -> bool {
        self.is_like(base, head, &mut Open::new())
    }

    fn is_like(&self, base: &'a Type, head: &'a Type, open: &mut Open<'a>) -> bool {
        match (base, head) {
            (Type::String(_), Type::String(_)) => true,
            (Type::List(old), Type::List(new))
            | (Type::Map(old), Type::Map(new))
            | (Type::Nullable(old), Type::Nullable(new)) => self.is_like(old, new, open),
            (Type::Named(old), Type::Named(new)) => self.is_named_like(old, new, open),
            (old, new) => old == new,
        }
    }

    fn is_named_like(&self, base: &'a str, head: &'a str, open: &mut Open<'a>) -> bool {
        // What is the same type may have changed, which is told there.
        if self.is_same_type(base, head) || !open.insert((base, head)) {
            return true;
        }
        match (kind(&self.base.types, base), kind(&self.head.types, head)) {
            (Some(TypeKind::Object(old)), Some(TypeKind::Object(new))) => {
                let like = |field: &&'a Field| new.fields.iter().find(|new| new.wire == field.wire);
                old.fields.len() == new.fields.len()
                    && old.fields.iter().all(|field| {
                        like(&field).is_some_and(|new| {
                            field.need == new.need
                                && field.always == new.always
                                && self.is_like(&field.ty, &new.ty, open)
                        })
                    })
            }
            (Some(TypeKind::Enum(old)), Some(TypeKind::Enum(new))) => texts(old) == texts(new),
            (Some(TypeKind::Newtype(old)), Some(TypeKind::Newtype(new))) => {
                self.is_like(old, new, open)
            }
            (Some(TypeKind::Union(old)), Some(TypeKind::Union(new))) => {
                old.len() == new.len()
                    && old.iter().zip(new).all(|(old, new)| {
                        old.when == new.when && self.is_like(&old.ty, &new.ty, open)
                    })
            }
            _ => false,
        }
    }
}

fn texts(values: &[EnumValue]) -> BTreeSet<Word> {
    values.iter().map(|value| value.wire.in_one_form()).collect()
}

#[cfg(test)]
mod tests {
    use super::is_same_key;

    #[test]
    fn the_first_letter_has_no_case() {
        for (base, head, expected) in [
            ("Name", "name", true),
            ("name", "Name", true),
            ("name", "name", true),
            ("nameId", "nameID", false),
            ("name", "names", false),
            ("", "n", false),
        ] {
            assert_eq!(is_same_key(base, head), expected, "{base} {head}");
        }
    }
}
