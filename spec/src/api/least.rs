//! The smallest response that a description allows.

use std::cell::Cell;

use super::{
    Api, Format, Limits, Literal, Need, Object, Operation, Type, TypeKind, ValueKind, Variant,
    When, is_same_key,
};
use crate::Number;

/// How many values an example can hold: objects that require several of one kind grow beyond every bound.
const MAX_VALUES: usize = 1_000;

impl Api {
    /// The smallest JSON that the success of an operation with the lowest status can carry: required keys alone, the first value of an enum, the
    /// first variant of a union that has an end. Of a stream, a list with such an item. `None` where a success has no body, or only
    /// an enormous one.
    #[must_use]
    pub fn least_response(&self, operation: &Operation) -> Option<Literal> {
        let left = Cell::new(MAX_VALUES);
        let least = Least { api: self, left: &left };
        let payload = &operation.response.success().payload;
        match payload.item() {
            Some(item) => Some(Literal::List(vec![least.value(item, &[])?])),
            None => least.value(payload.json()?, &[]),
        }
    }
}

struct Least<'a> {
    api: &'a Api,
    left: &'a Cell<usize>,
}

impl<'a> Least<'a> {
    /// A value of a type; `within` are the names of the types around it.
    fn value(&self, ty: &'a Type, within: &[&str]) -> Option<Literal> {
        self.left.set(self.left.get().checked_sub(1)?);
        Some(match ty {
            Type::String(_) | Type::File => Literal::String(String::new()),
            Type::Boolean => Literal::Bool(false),
            Type::Integer(_) | Type::Decimal => Literal::Integer(0),
            Type::Number => Literal::Number(Number::from(0.0)),
            Type::Formatted(format) => Literal::String(
                match format {
                    Format::Timestamp => "1970-01-01T00:00:00Z",
                    Format::Date => "1970-01-01",
                    Format::Uuid => "00000000-0000-0000-0000-000000000000",
                }
                .to_owned(),
            ),
            Type::Json | Type::Map(_) => Literal::Object(Vec::new()),
            Type::List(_) => Literal::List(Vec::new()),
            Type::Nullable(_) => Literal::Null,
            Type::Named(name) => self.named(name, within)?,
        })
    }

    /// The same, within its limits. A response beyond them is no error, but no good example.
    fn limited(&self, ty: &'a Type, limits: &Limits, within: &[&str]) -> Option<Literal> {
        self.api.sample(ty, limits, "").or_else(|| self.value(ty, within))
    }

    fn named(&self, name: &'a str, within: &[&str]) -> Option<Literal> {
        // What holds itself has another way to end.
        if within.contains(&name) {
            return None;
        }
        let within = [within, &[name]].concat();
        let def = self.api.named_type(name)?;
        match &def.kind {
            TypeKind::Newtype(inner) => self.limited(inner, &def.limits, &within),
            TypeKind::Enum(values) => values.first().map(|value| Literal::from(&*value.wire)),
            TypeKind::Object(object) => self.object(object, &When::Otherwise, &within),
            TypeKind::Union(variants) => variants
                .iter()
                .enumerate()
                .find_map(|(index, variant)| self.variant(variants, index, variant, &within)),
        }
    }

    fn variant(
        &self,
        variants: &'a [Variant],
        index: usize,
        variant: &'a Variant,
        within: &[&str],
    ) -> Option<Literal> {
        let object = variant.object().and_then(|name| match &self.api.named_type(name)?.kind {
            TypeKind::Object(object) => Some((name, object)),
            _ => None,
        });
        let value = match object {
            // What holds itself has another way to end.
            Some((name, _)) if within.contains(&name) => return None,
            Some((name, object)) => self.object(object, &variant.when, &[within, &[name]].concat()),
            None => self.value(&variant.ty, within),
        }?;
        (selected(variants, &value) == Some(index)).then_some(value)
    }

    /// An object that fulfils a condition.
    fn object(&self, object: &'a Object, when: &When, within: &[&str]) -> Option<Literal> {
        let mut pairs = Vec::new();
        for field in &object.fields {
            let key = field.wire.value.clone();
            let value = match when {
                _ if field.always.is_some() => Literal::from(field.always.as_ref()?),
                When::Equals(wanted, word) if is_same_key(wanted, &key) => Literal::from(word),
                When::Has(wanted) if is_same_key(wanted, &key) => {
                    self.limited(&field.ty, &field.limits, within)?
                }
                _ => match field.need {
                    Need::Required => self.limited(&field.ty, &field.limits, within)?,
                    Need::RequiredNullable => Literal::Null,
                    Need::Optional | Need::OptionalNullable => continue,
                },
            };
            pairs.push((key, value));
        }
        // A condition may be about a key that the object does not declare.
        let extra = match when {
            When::Has(key) => Some((key, Literal::Bool(true))),
            When::Equals(key, word) => Some((key, Literal::from(word))),
            When::Is(_) | When::Otherwise => None,
        };
        if let Some((key, value)) =
            extra.filter(|(key, _)| !pairs.iter().any(|(name, _)| is_same_key(name, key)))
        {
            pairs.push((key.clone(), value));
        }
        Some(Literal::Object(pairs))
    }
}

/// The variant as which a client reads a value.
fn selected(variants: &[Variant], value: &Literal) -> Option<usize> {
    let kind = ValueKind::of(value)?;
    let pairs = match value {
        Literal::Object(pairs) => pairs.as_slice(),
        _ => &[],
    };
    let find = |wanted: &str| {
        let pair = pairs.iter().find(|(key, _)| is_same_key(key, wanted));
        pair.map(|(_, value)| value).filter(|value| **value != Literal::Null)
    };
    variants.iter().position(|variant| match &variant.when {
        When::Is(own) => own.includes(kind),
        _ if kind != ValueKind::Object => false,
        When::Has(key) => find(key).is_some(),
        When::Equals(key, word) => {
            find(key).is_some_and(|value| value.is_same(&Literal::from(word)))
        }
        When::Otherwise => true,
    })
}
