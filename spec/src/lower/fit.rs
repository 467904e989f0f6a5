//! Whether values of the description are of their types.

mod limit;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::{Context, words};
use crate::api::{
    EnumValue, Format, Limits, Object, Type, TypeDef, TypeKind, ValueKind, Variant, When, Width,
    Word,
};
use crate::decode::{Text, word};
use crate::diagnostic::Diagnostic;
use crate::yaml::{Node, Value};
use crate::{Span, Spanned, rule, suggest};

/// A value and the type that it must be of.
pub(super) struct Fit<'a> {
    node: Cow<'a, Node>,
    ty: Type,
    limits: Limits,
    purpose: Purpose,
}

/// What a value is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// What the server assumes.
    Default,
    /// What is always sent.
    Constant,
    /// For documentation and tests.
    Example,
    /// Part of the JSON body of a documented request.
    Request,
    /// Text of a documented request: in its path, its query or a header.
    RequestText,
    /// A documented response.
    Response,
}

/// Remembers a value to be checked once all types are known.
pub(super) fn later<'a>(
    context: &mut Context<'a>,
    purpose: Purpose,
    node: &'a Node,
    (ty, limits): (&Type, Option<&Limits>),
) {
    let (node, ty) = (Cow::Borrowed(node), ty.clone());
    context.fits.push(Fit { node, ty, limits: limits.cloned().unwrap_or_default(), purpose });
}

/// The same for a text of a documented request, which is no value of YAML.
pub(super) fn text_later(context: &mut Context<'_>, text: Text, (ty, limits): (&Type, &Limits)) {
    let node = Cow::Owned(Node { value: Value::String(text.value), span: text.span });
    let (ty, limits) = (ty.clone(), limits.clone());
    context.fits.push(Fit { node, ty, limits, purpose: Purpose::RequestText });
}

/// The same for an object whose parts are texts of a documented request.
pub(super) fn parts_later(context: &mut Context<'_>, node: Node, ty: &Type) {
    let node = Cow::Owned(node);
    let limits = Limits::default();
    context.fits.push(Fit { node, ty: ty.clone(), limits, purpose: Purpose::RequestText });
}

/// The same for the value of a constant.
pub(super) fn constant_later(context: &mut Context<'_>, always: &Spanned<Word>, ty: &Type) {
    let value = match &always.value {
        Word::Text(text) => Value::String(text.clone()),
        Word::Boolean(value) => Value::Bool(*value),
        Word::Number(digits) => digits
            .parse()
            .map_or_else(|_| Value::Number(digits.parse().unwrap_or_default()), Value::Integer),
    };
    let node = Cow::Owned(Node { value, span: always.span });
    let limits = Limits::default();
    context.fits.push(Fit { node, ty: ty.clone(), limits, purpose: Purpose::Constant });
}

/// Checks all remembered values, but none of a doubtful type: what is wrong with that has been reported.
pub(super) fn check(context: &mut Context<'_>, types: &[TypeDef], doubtful: &BTreeSet<&str>) {
    let known = types.iter().filter(|ty| !doubtful.contains(ty.name.as_str()));
    let types: BTreeMap<_, _> = known.map(|ty| (ty.name.as_str(), ty)).collect();
    for fit in std::mem::take(&mut context.fits) {
        let checker = Checker { types: &types, purpose: fit.purpose };
        if let Some(mismatch) = checker.value(&fit.node, &fit.ty, &fit.limits) {
            context.report.push(fit.purpose.report(mismatch));
        }
    }
}

impl Purpose {
    pub(super) fn report(self, mismatch: Mismatch) -> Diagnostic {
        let (rule, message) = match self {
            Self::Default if mismatch.is_beyond => {
                (rule::BAD_DEFAULT, "the default is beyond its limits")
            }
            Self::Example if mismatch.is_beyond => {
                (rule::BAD_EXAMPLE, "the example is beyond its limits")
            }
            Self::Default => (rule::BAD_DEFAULT, "the default is not of its type"),
            Self::Constant => (rule::BAD_CONSTANT, "the constant is not of its type"),
            Self::Example => (rule::BAD_EXAMPLE, "the example is not of its type"),
            Self::Request | Self::RequestText => {
                (rule::EXAMPLE_REQUEST, "the documented request does not fit the inputs")
            }
            Self::Response => {
                (rule::EXAMPLE_RESPONSE, "the documented response does not fit the declared one")
            }
        };
        let diagnostic = Diagnostic::error(rule, message).label(mismatch.span, mismatch.problem);
        match mismatch.fix {
            Some((help, fix)) => diagnostic.help(help).fix(mismatch.span, fix),
            None => diagnostic,
        }
    }

    /// Documented responses are decoded with the leniency of a client, and text has no type of its own.
    fn is_lenient(self) -> bool {
        matches!(self, Self::RequestText | Self::Response)
    }
}

pub(super) struct Mismatch {
    span: Span,
    problem: String,
    /// It is of its type, and a limit does not admit it.
    pub(super) is_beyond: bool,
    fix: Option<(&'static str, String)>,
}

impl Mismatch {
    pub(super) fn new(span: Span, problem: impl Into<String>) -> Self {
        let problem = problem.into();
        Self { span, problem, is_beyond: false, fix: None }
    }
}

struct Checker<'a> {
    types: &'a BTreeMap<&'a str, &'a TypeDef>,
    purpose: Purpose,
}

impl Checker<'_> {
    /// A value with limits. What servers return may be beyond them.
    fn value(&self, node: &Node, ty: &Type, limits: &Limits) -> Option<Mismatch> {
        let beyond = || limit::beyond(node, ty, limits);
        let is_limited = self.purpose != Purpose::Response && !limits.is_empty();
        self.mismatch(node, ty).or_else(|| if is_limited { beyond() } else { None })
    }

    fn mismatch(&self, node: &Node, ty: &Type) -> Option<Mismatch> {
        match (ty, &node.value) {
            (Type::List(element), Value::List(list)) => {
                list.iter().find_map(|entry| self.mismatch(entry, element))
            }
            (Type::Map(element), Value::Map(map)) => {
                map.iter().find_map(|(_, value)| self.mismatch(value, element))
            }
            (Type::Nullable(_), Value::Null) => None,
            (Type::Nullable(value), _) => self.mismatch(node, value),
            (Type::Named(name), _) => {
                let ty = self.types.get(name.as_str())?;
                self.named(node, ty)
            }
            (ty, value) => {
                let lenient = self.purpose.is_lenient()
                    && is_read_as(value, ty)
                    && !(self.purpose == Purpose::RequestText && matches!(ty, Type::Formatted(_)));
                (!lenient && !is_of(value, ty)).then(|| wrong(node, ty))
            }
        }
    }

    fn named(&self, node: &Node, ty: &TypeDef) -> Option<Mismatch> {
        match (&ty.kind, &node.value) {
            (TypeKind::Newtype(inner), _) => self.value(node, inner, &ty.limits),
            (TypeKind::Enum(values), found) => self.enum_value(node, ty, values, found),
            (TypeKind::Object(object), Value::Map(map)) => self.object(node, ty, object, map),
            (TypeKind::Union(variants), _) => self.union(node, ty, variants),
            (TypeKind::Object(_), _) => Some(expected(node, "a map")),
        }
    }

    fn enum_value(
        &self,
        node: &Node,
        ty: &TypeDef,
        values: &[EnumValue],
        found: &Value,
    ) -> Option<Mismatch> {
        let Some(word) = word(found) else {
            return Some(expected(node, "text, a number or a boolean"));
        };
        let is_meant = |value: &EnumValue| {
            let is_read = self.purpose.is_lenient() && value.wire.as_str() == word.as_str();
            value.wire.value == word || is_read
        };
        if values.iter().any(is_meant) {
            return None;
        }
        let problem = format!("`{}` has no such value", ty.name.value);
        let mut mismatch = Mismatch::new(node.span, problem);
        let words: Vec<_> = values.iter().map(|value| value.wire.to_string()).collect();
        let meant = suggest::closest(word.as_str(), words.iter().map(String::as_str));
        mismatch.fix = meant.map(|meant| ("did you mean another value?", meant.to_owned()));
        Some(mismatch)
    }

    fn object(
        &self,
        node: &Node,
        ty: &TypeDef,
        object: &Object,
        map: &[(Text, Node)],
    ) -> Option<Mismatch> {
        let by_key: BTreeMap<_, _> = map.iter().map(|(key, value)| (key.as_str(), value)).collect();
        for field in &object.fields {
            let value = find(&by_key, &field.wire, self.purpose);
            let is_null = value.is_some_and(|value| matches!(value.value, Value::Null));
            // A client takes a null where none can be for a value that is not there.
            let is_absent =
                is_null && !field.need.is_nullable() && self.purpose == Purpose::Response;
            match value.filter(|_| !is_absent) {
                Some(_) if is_null && field.need.is_nullable() => {}
                Some(value) => {
                    let mismatch = match &field.always {
                        Some(always) => not_constant(value, always, self.purpose),
                        None => self.value(value, &field.ty, &field.limits),
                    };
                    if mismatch.is_some() {
                        return mismatch;
                    }
                }
                // A client misses no constant.
                None if field.always.is_some() && self.purpose == Purpose::Response => {}
                None if field.need.is_required() => {
                    let problem =
                        format!("`{}` needs the key `{}`", ty.name.value, field.wire.value);
                    return Some(Mismatch::new(node.span, problem));
                }
                None => {}
            }
        }
        if self.purpose == Purpose::Response {
            return None;
        }
        let known: BTreeSet<_> = object.fields.iter().map(|field| field.wire.as_str()).collect();
        let (unknown, _) = map.iter().find(|(key, _)| !known.contains(key.as_str()))?;
        let problem = format!("`{}` has no key of this name", ty.name.value);
        let mut mismatch = Mismatch::new(unknown.span, problem);
        let meant = suggest::closest(unknown, known.iter().copied());
        mismatch.fix = meant.map(|meant| ("did you mean another key?", meant.to_owned()));
        Some(mismatch)
    }

    fn union(&self, node: &Node, ty: &TypeDef, variants: &[Variant]) -> Option<Mismatch> {
        let map = match &node.value {
            Value::Map(map) => map.as_slice(),
            _ => &[],
        };
        let by_key: BTreeMap<_, _> = map.iter().map(|(key, value)| (key.as_str(), value)).collect();
        let kind = kind_of(&node.value);
        let has_kinds = variants.iter().any(|variant| matches!(variant.when, When::Is(_)));
        if kind != Some(ValueKind::Object) && !has_kinds {
            return Some(expected(node, "a map"));
        }
        let applies = |variant: &&Variant| match &variant.when {
            When::Is(own) => kind.is_some_and(|kind| own.includes(kind)),
            _ if kind != Some(ValueKind::Object) => false,
            When::Has(key) => find(&by_key, key, self.purpose)
                .is_some_and(|value| !matches!(value.value, Value::Null)),
            When::Equals(key, expected) => find(&by_key, key, self.purpose)
                .is_some_and(|value| word(&value.value).as_ref() == Some(expected)),
            When::Otherwise => true,
        };
        let Some(variant) = variants.iter().find(applies) else {
            return Some(Mismatch::new(
                node.span,
                format!("no variant of `{}` applies", ty.name.value),
            ));
        };
        self.mismatch(node, &variant.ty)
    }
}

/// The kind of a value; none of null.
fn kind_of(value: &Value) -> Option<ValueKind> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(_) => ValueKind::Boolean,
        Value::Integer(_) => ValueKind::Integer,
        Value::Number(_) => ValueKind::Number,
        Value::String(_) => ValueKind::String,
        Value::List(_) => ValueKind::List,
        Value::Map(_) => ValueKind::Object,
    })
}

/// What is wrong with a value that should be a constant.
pub(super) fn not_constant(node: &Node, always: &Word, purpose: Purpose) -> Option<Mismatch> {
    let found = word(&node.value).map(|word| word.in_one_form());
    let is_same = found.is_some_and(|word| {
        word == *always || (purpose.is_lenient() && word.as_str() == always.as_str())
    });
    (!is_same).then(|| Mismatch::new(node.span, format!("this is always `{always}`")))
}

/// The value of a key; in an answer also that of the key with its first letter in the other case.
pub(super) fn find<'a>(
    map: &BTreeMap<&str, &'a Node>,
    key: &str,
    purpose: Purpose,
) -> Option<&'a Node> {
    let exact = map.get(key).copied();
    if exact.is_some() || purpose != Purpose::Response {
        return exact;
    }
    let first = key.chars().next().filter(char::is_ascii_alphabetic)?;
    let other = if first.is_ascii_lowercase() {
        first.to_ascii_uppercase()
    } else {
        first.to_ascii_lowercase()
    };
    map.get(format!("{other}{}", &key[1..]).as_str()).copied()
}

/// Whether a value is of a type without parts.
fn is_of(value: &Value, ty: &Type) -> bool {
    match (ty, value) {
        (Type::Json, _)
        | (Type::String(_) | Type::File, Value::String(_))
        | (Type::Boolean, Value::Bool(_))
        | (Type::Number | Type::Decimal, Value::Integer(_) | Value::Number(_)) => true,
        (Type::Integer(width), Value::Integer(number)) => {
            width.range().contains(&i128::from(*number))
        }
        (Type::Formatted(format), Value::String(text)) => match format {
            Format::Timestamp => words::is_timestamp(text),
            Format::Date => words::is_date(text),
            Format::Uuid => words::is_uuid(text),
        },
        _ => false,
    }
}

/// Whether a client reads a value as one of a type: servers write numbers as texts and vice versa.
fn is_read_as(value: &Value, ty: &Type) -> bool {
    match (ty, value) {
        // A client takes the text of a format as it stands, since servers write many things there.
        (Type::Formatted(_), Value::String(_))
        | (Type::String(_), Value::Integer(_) | Value::Number(_) | Value::Bool(_))
        | (Type::Boolean, Value::Integer(0 | 1)) => true,
        (Type::Boolean, Value::String(text)) => is_boolean(text),
        (Type::Integer(width), Value::String(text)) => {
            text.parse().is_ok_and(|number: i128| width.range().contains(&number))
        }
        (Type::Integer(_), Value::Number(number)) => number.value().fract() == 0.0,
        (Type::Number | Type::Decimal, Value::String(text)) => text.parse::<f64>().is_ok(),
        _ => false,
    }
}

fn wrong(node: &Node, ty: &Type) -> Mismatch {
    let wanted = match ty {
        Type::String(_) | Type::File => "text",
        Type::Boolean => "`true` or `false`",
        Type::Integer(width) => whole_number(*width),
        Type::Number | Type::Decimal => "a number",
        Type::Formatted(Format::Timestamp) => "a timestamp, such as `2027-01-31T12:00:00Z`",
        Type::Formatted(Format::Date) => "a date, such as `2027-01-31`",
        Type::Formatted(Format::Uuid) => "a UUID, such as `67e55044-10b1-426f-9247-bb680e5fe0c8`",
        Type::List(_) => "a list",
        Type::Map(_) | Type::Named(_) | Type::Json => "a map",
        Type::Nullable(value) => return wrong(node, value),
    };
    expected(node, wanted)
}

fn whole_number(width: Width) -> &'static str {
    match width {
        Width::Int32 => "a whole number of 32 bits",
        Width::Int64 => "a whole number",
        Width::Uint32 => "a whole number of 32 bits, not below zero",
        Width::Uint64 => "a whole number, not below zero",
    }
}

fn expected(node: &Node, wanted: &str) -> Mismatch {
    let found = node.value.describe();
    Mismatch::new(node.span, format!("expected {wanted}, found {found}"))
}

fn is_boolean(text: &str) -> bool {
    matches!(text.to_ascii_lowercase().as_str(), "true" | "false")
}
