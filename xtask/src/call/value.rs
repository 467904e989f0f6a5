//! Reads values from arguments by the types of the description.

use std::collections::BTreeMap;

use restwright_runtime::{Constant, Decimal, Json, Personal};
use restwright_spec::api::{
    Api, EnumValue, Field, Object, Privacy, Type, TypeKind, ValueKind, Variant, When, Word,
};
use restwright_spec::suggest::closest;
use serde_json::value::RawValue;

use super::fixed;
use super::given::{Fields, Given};
use super::secrets::{Vault, named};
use crate::exit::Misuse;
use crate::terminal::Terminal;

/// Values are not nested deeper than this.
const DEPTH: usize = 100;

/// Reads values by the types of an API.
pub(super) struct Reader<'a, 't> {
    pub(super) api: &'a Api,
    pub(super) vault: &'a Vault,
    pub(super) terminal: &'a mut Terminal<'t>,
}

/// A value in JSON, and where it is.
#[derive(Clone, Copy)]
struct At<'p> {
    place: &'p str,
    depth: usize,
}

impl Reader<'_, '_> {
    /// The value of an argument: plain text for what is a text or a number, else JSON.
    pub(super) fn argument(&mut self, ty: &Type, text: &str, place: &str) -> anyhow::Result<Given> {
        let at = At { place, depth: 0 };
        match ty {
            Type::Nullable(inner) => self.argument(inner, text, place),
            Type::Named(name) => match self.api.named_type(name).map(|def| &def.kind) {
                Some(TypeKind::Newtype(inner)) => self.argument(inner, text, place),
                Some(TypeKind::Enum(values)) => Ok(self.enum_value(values, text, place)),
                // What is no JSON is a text, if there may be one.
                Some(TypeKind::Union(variants)) if !is_json(text) => {
                    let is_text = |it: &&Variant| it.when == When::Is(ValueKind::String);
                    match variants.iter().find(is_text) {
                        Some(variant) => self.argument(&variant.ty, text, place),
                        None => self.parse(ty, text, at),
                    }
                }
                _ => self.parse(ty, text, at),
            },
            Type::Json | Type::List(_) | Type::Map(_) => self.parse(ty, text, at),
            // A file has a line.
            Type::String(Privacy::Secret) => {
                self.secret(text.trim_end_matches(['\r', '\n']), place)
            }
            _ => plain(ty, text, place),
        }
    }

    fn parse(&mut self, ty: &Type, text: &str, at: At<'_>) -> anyhow::Result<Given> {
        let raw: Result<&RawValue, _> = serde_json::from_str(text.trim());
        match raw {
            Ok(raw) => self.json(ty, raw.get(), at),
            // The error of the parser shows no part of the text.
            Err(error) => Err(wrong(
                at.place,
                &format!("must be JSON: {error}"),
                "quote it for the shell, or write it to a file and name that: `@FILE`",
            )),
        }
    }

    fn json(&mut self, ty: &Type, raw: &str, at: At<'_>) -> anyhow::Result<Given> {
        if at.depth > DEPTH {
            return Err(wrong(at.place, "is nested too deeply", "shorten it"));
        }
        let depth = at.depth + 1;
        match ty {
            Type::Nullable(_) if raw == "null" => Ok(Given::Null),
            Type::Nullable(ty) => self.json(ty, raw, at),
            Type::String(Privacy::Secret) => self.secret(&string(raw, at.place)?, at.place),
            Type::String(_) | Type::Formatted(_) => plain(ty, &string(raw, at.place)?, at.place),
            Type::Json => Json::parse(raw).map(Given::Json).ok_or_else(|| not(at.place, "JSON")),
            Type::List(element) => {
                let items: Vec<&RawValue> =
                    serde_json::from_str(raw).map_err(|_| not(at.place, "a list"))?;
                let items = items.iter().enumerate().map(|(index, item)| {
                    let place = format!("{}[{index}]", at.place);
                    self.json(element, item.get(), At { place: &place, depth })
                });
                Ok(Given::List(items.collect::<anyhow::Result<_>>()?))
            }
            Type::Map(element) => {
                let entries = object(raw, at.place)?.into_iter().map(|(key, item)| {
                    let place = format!("{}.{key}", at.place);
                    let value = self.json(element, item.get(), At { place: &place, depth })?;
                    Ok((key, value))
                });
                Ok(Given::Map(entries.collect::<anyhow::Result<_>>()?))
            }
            Type::Named(name) => self.named(name, raw, at),
            _ => plain(ty, raw, at.place),
        }
    }

    fn named(&mut self, name: &str, raw: &str, at: At<'_>) -> anyhow::Result<Given> {
        let api = self.api;
        match api.named_type(name).map(|def| &def.kind) {
            Some(TypeKind::Newtype(inner)) => self.json(inner, raw, at),
            Some(TypeKind::Enum(values)) => {
                let text = if raw.starts_with('"') { string(raw, at.place)? } else { raw.into() };
                Ok(self.enum_value(values, &text, at.place))
            }
            Some(TypeKind::Object(object)) => self.object(object, raw, at, None),
            Some(TypeKind::Union(variants)) => self.union(variants, raw, at),
            None => Err(not(at.place, "of a type that the description has")),
        }
    }

    /// An object, whose fields are written in the order of its type.
    fn object(
        &mut self,
        ty: &Object,
        raw: &str,
        at: At<'_>,
        discriminator: Option<&str>,
    ) -> anyhow::Result<Given> {
        let mut given = object(raw, at.place)?;
        let mut fields = Fields::default();
        for field in &ty.fields {
            let place = format!("{}.{}", at.place, *field.wire);
            let value = given.remove(&*field.wire);
            match (&field.always, value) {
                (Some(always), _) => fields.push(&field.wire, Given::Constant(constant(always))),
                (None, Some(raw)) => {
                    let inner = At { place: &place, depth: at.depth + 1 };
                    fields.push(&field.wire, self.field(field, raw.get(), inner)?);
                }
                (None, None) if field.need.is_required() => {
                    return Err(wrong(&place, "is required", "add it to the object"));
                }
                (None, None) => {}
            }
        }
        let known: Vec<&str> = ty.varying_fields().map(|field| field.wire.as_str()).collect();
        let unknown = given.keys().find(|key| discriminator != Some(key.as_str()));
        match unknown {
            None => Ok(Given::Object(fields)),
            Some(key) => Err(wrong(
                &format!("{}.{}", at.place, key.escape_debug()),
                "is no field of its object",
                &match closest(key, known.iter().copied()) {
                    Some(name) => format!("did you mean `{name}`?"),
                    None => format!("its fields are {}", quoted(known.into_iter())),
                },
            )),
        }
    }

    fn field(&mut self, field: &Field, raw: &str, at: At<'_>) -> anyhow::Result<Given> {
        if raw == "null" && field.need.is_nullable() {
            return Ok(Given::Null);
        }
        self.json(&field.ty, raw, at)
    }

    fn union(&mut self, variants: &[Variant], raw: &str, at: At<'_>) -> anyhow::Result<Given> {
        let kind = kind(raw);
        let given = match kind {
            Some(ValueKind::Object) => object(raw, at.place)?,
            _ => BTreeMap::new(),
        };
        let is_meant = |variant: &&Variant| match &variant.when {
            When::Is(expected) => kind.is_some_and(|kind| expected.includes(kind)),
            When::Has(key) => given.get(key).is_some_and(|value| value.get() != "null"),
            When::Equals(key, word) => given.get(key).is_some_and(|value| {
                let text = serde_json::from_str::<String>(value.get());
                text.as_deref().unwrap_or(value.get()) == word.as_str()
            }),
            When::Otherwise => kind == Some(ValueKind::Object),
        };
        let Some(variant) = variants.iter().find(is_meant) else {
            let ids = quoted(variants.iter().map(|variant| variant.id.as_str()));
            return Err(wrong(at.place, &format!("is none of {ids}"), "see the description"));
        };
        let key = match &variant.when {
            When::Equals(key, _) => Some(key.as_str()),
            When::Is(_) | When::Has(_) | When::Otherwise => None,
        };
        match variant.object().and_then(|name| self.api.named_type(name)).map(|def| &def.kind) {
            Some(TypeKind::Object(ty)) => self.object(ty, raw, at, key),
            _ => self.json(&variant.ty, raw, at),
        }
    }

    /// A secret stands there by the name of its variable.
    fn secret(&mut self, text: &str, place: &str) -> anyhow::Result<Given> {
        match named(text) {
            Some(name) => Ok(Given::Secret(self.vault.demand(name, self.terminal)?)),
            None => Err(wrong(
                place,
                "is a secret, which arguments and files must not hold",
                "write the name of a variable in its place, such as `$PASSWORD`: its value comes from the environment or a prompt",
            )),
        }
    }

    /// A value of an enum, which is open: others may be sent.
    fn enum_value(&mut self, values: &[EnumValue], text: &str, place: &str) -> Given {
        match values.iter().find(|value| value.wire.as_str() == text).map(|value| &*value.wire) {
            Some(Word::Text(_)) => Given::Text(text.to_owned()),
            Some(_) => Given::Word(text.to_owned()),
            None => {
                let words = values.iter().map(|value| value.wire.as_str());
                let hint = match closest(text, words.clone()) {
                    Some(word) => format!("did you mean `{word}`?"),
                    None => format!("its values are {}", quoted(words)),
                };
                let text_shown = text.escape_debug();
                self.terminal.complain(&format!(
                    "note: `{text_shown}` is no declared value of `{place}`: {hint}"
                ));
                let is_text = values.iter().all(|it| matches!(*it.wire, Word::Text(_)));
                if is_text { Given::Text(text.to_owned()) } else { Given::Word(text.to_owned()) }
            }
        }
    }
}

/// The value of a text, a number or a boolean.
fn plain(ty: &Type, text: &str, place: &str) -> anyhow::Result<Given> {
    let given = match ty {
        Type::String(Privacy::Personal) => Some(Given::Personal(Personal::from(text))),
        Type::String(Privacy::Public) | Type::Formatted(_) => Some(Given::Text(text.to_owned())),
        Type::Boolean => matches!(text, "true" | "false").then(|| Given::Word(text.to_owned())),
        Type::Integer(width) => {
            let number = text.parse().ok().filter(|number| width.range().contains(number));
            number.map(|number: i128| Given::Word(number.to_string()))
        }
        Type::Number => {
            let number = text.parse().ok().filter(|number: &f64| number.is_finite());
            number.map(Given::Number)
        }
        Type::Decimal => Json::parse(text)
            .and_then(|_| text.parse::<f64>().ok())
            .map(|_| Decimal::from(text))
            .map(Given::Decimal),
        _ => None,
    };
    given.ok_or_else(|| {
        let expected = match ty {
            Type::Boolean => "`true` or `false`".to_owned(),
            Type::Integer(width) => {
                format!("a whole number from {} to {}", width.range().start(), width.range().end())
            }
            Type::Number | Type::Decimal => "a number such as `10.5`".to_owned(),
            _ => "of its type".to_owned(),
        };
        not(place, &expected)
    })
}

/// The value of a constant.
pub(super) fn constant(always: &Word) -> Constant {
    match always {
        Word::Text(text) => Constant::Text(fixed(text)),
        Word::Number(digits) => Constant::Number(fixed(digits)),
        Word::Boolean(is_so) => Constant::Boolean(*is_so),
    }
}

fn string(raw: &str, place: &str) -> anyhow::Result<String> {
    serde_json::from_str(raw).map_err(|_| not(place, "a text in quotes"))
}

fn object<'r>(raw: &'r str, place: &str) -> anyhow::Result<BTreeMap<String, &'r RawValue>> {
    serde_json::from_str(raw).map_err(|_| not(place, "an object"))
}

fn quoted<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn not(place: &str, expected: &str) -> anyhow::Error {
    wrong(place, &format!("must be {expected}"), "`--help` behind the operation lists its inputs")
}

/// It never holds the value, which may be about a person.
fn wrong(place: &str, problem: &str, help: &str) -> anyhow::Error {
    Misuse(format!("`{place}` {problem}\n  help: {help}")).into()
}

fn is_json(text: &str) -> bool {
    serde_json::from_str::<&RawValue>(text.trim()).is_ok()
}

/// The kind of a JSON text; none of null.
fn kind(raw: &str) -> Option<ValueKind> {
    Some(match raw.bytes().next()? {
        b'"' => ValueKind::String,
        b'{' => ValueKind::Object,
        b'[' => ValueKind::List,
        b't' | b'f' => ValueKind::Boolean,
        b'n' => return None,
        _ if raw.contains(['.', 'e', 'E']) => ValueKind::Number,
        _ => ValueKind::Integer,
    })
}
