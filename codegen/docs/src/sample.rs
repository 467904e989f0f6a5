//! Values that a request shows: the documented ones, or some that only show the form. Secrets are variables.

use std::fmt::Write as _;

use restwright_spec::api::{
    Api, Field, Literal, Privacy, Type, TypeKind, ValueKind, Variant, Word,
};

/// Types nested deeper than this are shown as empty.
const DEPTH: usize = 4;

/// A JSON value, some of whose texts a reader fills in.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Sample {
    /// A secret, by the name of a variable.
    Variable(String),
    /// The JSON of a value that is not a text and has no parts.
    Word(String),
    Text(String),
    List(Vec<Sample>),
    Object(Vec<(String, Sample)>),
}

impl From<&Literal> for Sample {
    fn from(literal: &Literal) -> Self {
        match literal {
            Literal::Null => Self::Word("null".to_owned()),
            Literal::Bool(value) => Self::Word(value.to_string()),
            Literal::Integer(value) => Self::Word(value.to_string()),
            Literal::Number(value) => Self::Word(value.to_string()),
            Literal::String(text) => Self::Text(text.clone()),
            Literal::List(values) => Self::List(values.iter().map(Self::from).collect()),
            Literal::Object(pairs) => {
                let pair = |(key, value): &(String, Literal)| (key.clone(), Self::from(value));
                Self::Object(pairs.iter().map(pair).collect())
            }
        }
    }
}

/// A value of a type: like the documented one, if there is one.
pub(crate) fn of(api: &Api, ty: &Type, example: Option<&Literal>, id: &str) -> Sample {
    value(api, ty, example, id, 0)
}

fn value(api: &Api, ty: &Type, example: Option<&Literal>, id: &str, depth: usize) -> Sample {
    match (ty, example) {
        (_, Some(Literal::Null)) => Sample::Word("null".to_owned()),
        (Type::String(Privacy::Secret), _) => Sample::Variable(id.to_uppercase()),
        (Type::List(inner), Some(Literal::List(values))) => {
            Sample::List(values.iter().map(|it| value(api, inner, Some(it), id, depth)).collect())
        }
        (Type::List(inner), _) if depth < DEPTH => {
            Sample::List(vec![value(api, inner, None, id, depth + 1)])
        }
        (Type::Map(inner), Some(Literal::Object(pairs))) => Sample::Object(
            pairs
                .iter()
                .map(|(key, it)| (key.clone(), value(api, inner, Some(it), id, depth)))
                .collect(),
        ),
        (Type::Nullable(inner), _) => value(api, inner, example, id, depth),
        (Type::Named(name), _) => named(api, name, example, id, depth),
        (_, Some(example)) => Sample::from(example),
        (ty, None) => plain(ty, id),
    }
}

fn named(api: &Api, name: &str, example: Option<&Literal>, id: &str, depth: usize) -> Sample {
    let kind = api.named_type(name).map(|def| &def.kind);
    match (kind, example) {
        (Some(TypeKind::Newtype(inner)), _) => value(api, inner, example, id, depth),
        (Some(TypeKind::Enum(values)), None) => {
            let first = values.first().map(|value| value.wire.as_str()).unwrap_or_default();
            Sample::Text(first.to_owned())
        }
        (Some(kind @ (TypeKind::Object(_) | TypeKind::Union(_))), Some(Literal::Object(pairs))) => {
            let fields = fields(api, kind);
            let sample = |(key, literal): &(String, Literal)| {
                let field = fields.iter().find(|field| *field.wire == *key);
                let sample = field.map_or_else(
                    || Sample::from(literal),
                    |field| value(api, &field.ty, Some(literal), &field.id, depth + 1),
                );
                (key.clone(), sample)
            };
            Sample::Object(pairs.iter().map(sample).collect())
        }
        (Some(TypeKind::Object(object)), None) if depth < DEPTH => {
            let required = object.fields.iter().filter(|field| field.need.is_required());
            let sample = |field: &Field| {
                let own = || {
                    let wish = field.id.replace('_', "-");
                    let within = api.sample(&field.ty, &field.limits, &wish);
                    let example = field.example.as_ref().or(within.as_ref());
                    value(api, &field.ty, example, &field.id, depth + 1)
                };
                let value = field.always.as_ref().map_or_else(own, constant);
                (field.wire.value.clone(), value)
            };
            Sample::Object(required.map(sample).collect())
        }
        (Some(TypeKind::Union(variants)), None) if depth < DEPTH => variants.first().map_or_else(
            || Sample::Object(Vec::new()),
            |it| value(api, &it.ty, None, id, depth + 1),
        ),
        (Some(TypeKind::Union(variants)), Some(example)) if depth < DEPTH => {
            let kind = ValueKind::of(example);
            let is_it =
                |it: &&Variant| it.kind().zip(kind).is_some_and(|(own, kind)| own.includes(kind));
            variants.iter().find(is_it).map_or_else(
                || Sample::from(example),
                |it| value(api, &it.ty, Some(example), id, depth + 1),
            )
        }
        (_, Some(example)) => Sample::from(example),
        _ => Sample::Object(Vec::new()),
    }
}

/// The fields of an object, or of all variants of a union.
fn fields<'a>(api: &'a Api, kind: &'a TypeKind) -> Vec<&'a Field> {
    match kind {
        TypeKind::Object(object) => object.fields.iter().collect(),
        TypeKind::Union(variants) => {
            let defs = variants.iter().filter_map(|variant| api.named_type(variant.object()?));
            let objects = defs.filter_map(|def| match &def.kind {
                TypeKind::Object(object) => Some(object),
                TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Newtype(_) => None,
            });
            objects.flat_map(|object| &object.fields).collect()
        }
        TypeKind::Enum(_) | TypeKind::Newtype(_) => Vec::new(),
    }
}

fn plain(ty: &Type, id: &str) -> Sample {
    match ty {
        Type::Boolean => Sample::Word("true".to_owned()),
        Type::Integer(_) => Sample::Word("1".to_owned()),
        Type::Number | Type::Decimal => Sample::Word("1.5".to_owned()),
        Type::Formatted(format) => Sample::Text(format.example().to_owned()),
        Type::Json | Type::Map(_) => Sample::Object(Vec::new()),
        Type::List(_) => Sample::List(Vec::new()),
        _ => Sample::Text(id.replace('_', "-")),
    }
}

/// A value that is always the same.
pub(crate) fn constant(word: &Word) -> Sample {
    match word {
        Word::Text(text) => Sample::Text(text.clone()),
        Word::Number(_) | Word::Boolean(_) => Sample::Word(word.as_str().to_owned()),
    }
}

impl Sample {
    /// As JSON in lines; each variable is written by `variable`.
    pub(crate) fn json(&self, variable: impl Fn(&str) -> String) -> String {
        let mut json = String::new();
        self.write(&mut json, Some(0), &variable);
        json
    }

    /// As JSON in one line.
    pub(crate) fn compact(&self) -> String {
        let mut json = String::new();
        self.write(&mut json, None, &|name: &str| format!("\"${name}\""));
        json
    }

    fn write(&self, json: &mut String, indent: Option<usize>, variable: &impl Fn(&str) -> String) {
        let inner = indent.map(|indent| indent + 1);
        match self {
            Self::Variable(name) => json.push_str(&variable(name)),
            Self::Word(word) => json.push_str(word),
            Self::Text(text) => json.push_str(&quoted(text)),
            Self::List(values) if values.is_empty() => json.push_str("[]"),
            Self::Object(pairs) if pairs.is_empty() => json.push_str("{}"),
            Self::List(values) => {
                json.push('[');
                for (index, value) in values.iter().enumerate() {
                    separate(json, index, inner);
                    value.write(json, inner, variable);
                }
                line(json, indent);
                json.push(']');
            }
            Self::Object(pairs) => {
                json.push('{');
                for (index, (key, value)) in pairs.iter().enumerate() {
                    separate(json, index, inner);
                    let _ = write!(json, "{}: ", quoted(key));
                    value.write(json, inner, variable);
                }
                line(json, indent);
                json.push('}');
            }
        }
    }
}

fn separate(json: &mut String, index: usize, indent: Option<usize>) {
    if index > 0 {
        json.push_str(if indent.is_some() { "," } else { ", " });
    }
    line(json, indent);
}

fn line(json: &mut String, indent: Option<usize>) {
    if let Some(indent) = indent {
        json.push('\n');
        json.push_str(&"  ".repeat(indent));
    }
}

/// A text in JSON. Also characters that JSON permits but nobody sees are written by their numbers.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            c if c.is_control()
                || matches!(c, '\u{200b}' | '\u{200e}'..='\u{206f}' | '\u{feff}') =>
            {
                let _ = write!(quoted, "\\u{:04x}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
