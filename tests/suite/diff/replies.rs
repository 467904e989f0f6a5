//! Responses that a description allows, made of its types alone.

use restwright_spec::api::{
    Api, Field, Need, Operation, Payload, Type, TypeDef, TypeKind, Variant, When, Word,
};
use serde_json::{Map, Value, json};

/// What of an answer is there.
#[derive(Clone, Copy)]
enum Fill {
    /// What has to be, and null where that is allowed.
    Least,
    /// Everything, with the value or variant of this number of each choice.
    All(usize),
    /// The same, but no more in a variant than tells it apart.
    Slim(usize),
    /// Everything, with what tells each variant apart.
    Mixed,
}

/// Of which choices answers are made: more than any description of the tables has.
const FILLS: [Fill; 7] = [
    Fill::Least,
    Fill::All(0),
    Fill::All(1),
    Fill::All(2),
    Fill::Slim(0),
    Fill::Slim(1),
    Fill::Mixed,
];
/// How deep a type is written into itself.
const DEEPEST: usize = 4;

/// Answers of an operation: status, content type, and body if there is one.
pub(super) fn replies<'a>(api: &Api, operation: &'a Operation) -> Vec<(u16, &'a str, String)> {
    let outcomes = operation.response.outcomes.iter();
    let values =
        |ty: &Type| FILLS.map(|fill| Maker { api, fill }.value(ty, 0).to_string()).to_vec();
    let replies = outcomes.flat_map(|outcome| {
        let bodies = match &outcome.payload {
            Payload::None | Payload::Unchanged => vec![String::new()],
            Payload::Text(..) | Payload::Bytes(_) | Payload::Download(_) => {
                vec!["some words".to_owned()]
            }
            Payload::Json(ty) => values(ty),
            Payload::Events { item, end } => {
                let events = values(item).into_iter().chain(end.clone());
                vec![events.map(|data| format!("data: {data}\n\n")).collect::<Vec<_>>().concat()]
            }
            Payload::Lines(item, _) => vec![values(item).join("\n")],
        };
        // An error is JSON wherever it comes from, and text of any kind is read as it is.
        let content_type = match &outcome.payload {
            Payload::Events { .. } | Payload::Lines(..) => outcome.payload.content_type(),
            _ => None,
        };
        let content_type = content_type.unwrap_or("application/json");
        bodies.into_iter().map(move |body| (outcome.status, content_type, body))
    });
    replies.collect()
}

struct Maker<'a> {
    api: &'a Api,
    fill: Fill,
}

impl Maker<'_> {
    fn value(&self, ty: &Type, depth: usize) -> Value {
        match ty {
            Type::String(_) => json!("text"),
            Type::Boolean => json!(true),
            Type::Integer(_) => json!(5),
            Type::Number | Type::Decimal => json!(1.5),
            Type::Formatted(format) => json!(format.example()),
            Type::Json => json!({ "any": [1] }),
            Type::File => unreachable!("no response holds a file"),
            Type::List(item) => {
                self.several(depth, |depth| json!([self.value(item, depth)]), json!([]))
            }
            Type::Map(value) => {
                self.several(depth, |depth| json!({ "key": self.value(value, depth) }), json!({}))
            }
            Type::Nullable(_) if !self.is_full(depth) => Value::Null,
            Type::Nullable(value) => self.value(value, depth),
            Type::Named(name) => {
                let def = self.api.types.iter().find(|def| *def.name == *name);
                self.named(def.expect("the type is declared"), depth)
            }
        }
    }

    fn several(&self, depth: usize, full: impl Fn(usize) -> Value, empty: Value) -> Value {
        if self.is_full(depth) { full(depth + 1) } else { empty }
    }

    fn named(&self, def: &TypeDef, depth: usize) -> Value {
        let number = match self.fill {
            Fill::All(number) | Fill::Slim(number) => number,
            Fill::Least | Fill::Mixed => 0,
        };
        match &def.kind {
            TypeKind::Object(object) => Value::Object(self.object(&object.fields, depth)),
            TypeKind::Newtype(inner) => self.value(inner, depth),
            TypeKind::Enum(values) => word(&values[number % values.len()].wire),
            TypeKind::Union(variants) if matches!(self.fill, Fill::Mixed) => {
                // The first one has the last word on what several share.
                let all = variants.iter().rev().map(|variant| self.variant(variant, depth));
                let objects = all.filter_map(|value| value.as_object().cloned());
                Value::Object(objects.flatten().collect())
            }
            TypeKind::Union(variants) => self.variant(&variants[number % variants.len()], depth),
        }
    }

    fn variant(&self, variant: &Variant, depth: usize) -> Value {
        let fill = if let Fill::Slim(_) = self.fill { Fill::Least } else { self.fill };
        let mut value = Maker { fill, ..*self }.value(&variant.ty, depth);
        match &variant.when {
            When::Equals(key, expected) => value[key] = word(expected),
            // The discriminator has to be there, if only this once.
            When::Has(key) if value[key].is_null() => {
                value = Maker { fill: Fill::All(0), ..*self }.value(&variant.ty, depth);
            }
            When::Is(_) | When::Has(_) | When::Otherwise => {}
        }
        value
    }

    fn object(&self, fields: &[Field], depth: usize) -> Map<String, Value> {
        let fields = fields.iter().filter_map(|field| {
            let value = match field.need {
                _ if field.always.is_some() => word(field.always.as_ref()?),
                Need::Optional if !self.is_full(depth) => return None,
                Need::RequiredNullable | Need::OptionalNullable if !self.is_full(depth) => {
                    Value::Null
                }
                _ => self.value(&field.ty, depth + 1),
            };
            Some((field.wire.value.clone(), value))
        });
        fields.collect()
    }

    fn is_full(&self, depth: usize) -> bool {
        !matches!(self.fill, Fill::Least) && depth < DEEPEST
    }
}

fn word(word: &Word) -> Value {
    match word {
        Word::Text(text) => json!(text),
        Word::Number(number) => serde_json::from_str(number).expect("a number of JSON"),
        Word::Boolean(value) => json!(value),
    }
}
