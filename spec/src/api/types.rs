//! Named types, what they are made of, and values of the description.

use std::hash::{Hash, Hasher};
use std::ops::RangeInclusive;
use std::{fmt, mem};

use super::{Deprecation, Limits, ValueKind, Variant};
use crate::Spanned;

/// A named type.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct TypeDef {
    /// Stable name, Pascal case.
    pub name: Spanned<String>,
    /// What it stands for.
    pub description: String,
    /// Former name.
    pub renamed_from: Option<Spanned<String>>,
    /// Set once it should no longer be used.
    pub deprecated: Option<Deprecation>,
    /// Which way its values travel.
    pub usage: Usage,
    /// What it is made of.
    pub kind: TypeKind,
    /// Which values a newtype admits; of other types, all.
    pub limits: Limits,
    /// Retired ids of fields, values or variants, which are never reused, sorted.
    pub reserved: Vec<Spanned<String>>,
}

impl TypeDef {
    /// Whether it is a union with other variants than objects.
    #[must_use]
    pub fn is_of_kinds(&self) -> bool {
        let is_other = |it: &Variant| it.kind().is_some_and(|kind| kind != ValueKind::Object);
        matches!(&self.kind, TypeKind::Union(variants) if variants.iter().any(is_other))
    }
}

/// Which way the values of a type travel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Usage {
    /// Some request holds it, so that a caller builds it.
    pub in_requests: bool,
    /// Some response holds it, so that a caller reads it.
    pub in_responses: bool,
}

/// What a named type is made of.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum TypeKind {
    /// A JSON object with known fields; others are kept.
    Object(Object),
    /// An open enum: one of several values, of which there may be more.
    Enum(Vec<EnumValue>),
    /// A union: one of several types, in the order of the description. The first matching variant wins.
    Union(Vec<Variant>),
    /// A newtype: a value without parts that is a type of its own. Never named, `json`, a list, a map or nullable.
    Newtype(Type),
}

/// A JSON object.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Object {
    /// Its fields, in the order of the description.
    pub fields: Vec<Field>,
    /// Ids of the required fields in the order of the constructor. Complete where `Usage::in_requests`.
    pub arguments: Vec<String>,
}

impl Object {
    /// The fields with a value of their own, which are part of the type in Rust.
    pub fn varying_fields(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.always.is_none())
    }
}

/// A field of an object.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Field {
    /// Stable id, snake case.
    pub id: Spanned<String>,
    /// The JSON key.
    pub wire: Spanned<String>,
    /// Type of the value.
    pub ty: Type,
    /// Whether it is required, and whether it is nullable.
    pub need: Need,
    /// Where the value is a named object through which the type holds itself: it must live behind a pointer.
    pub recursive: bool,
    /// Which values it admits. A constant has none.
    pub limits: Limits,
    /// The value that it always has. Such a field is `Required`, and no caller gives or reads it.
    pub always: Option<Word>,
    /// What it means, with its unit.
    pub description: String,
    /// A value for documentation and tests.
    pub example: Option<Literal>,
    /// Former id.
    pub renamed_from: Option<Spanned<String>>,
    /// Set once it should no longer be used.
    pub deprecated: Option<Deprecation>,
}

/// Whether a value is required, and whether it is nullable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Need {
    /// Present, and not null.
    Required,
    /// Present, possibly null.
    RequiredNullable,
    /// Optional, never null.
    Optional,
    /// Optional and nullable: absent and null differ.
    OptionalNullable,
}

impl Need {
    /// Whether a value cannot be left out.
    #[must_use]
    pub fn is_required(self) -> bool {
        matches!(self, Self::Required | Self::RequiredNullable)
    }

    /// Whether a value can be null.
    #[must_use]
    pub fn is_nullable(self) -> bool {
        matches!(self, Self::RequiredNullable | Self::OptionalNullable)
    }
}

/// The type of one value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// Text.
    String(Privacy),
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer(Width),
    /// A number with a fraction, 64 bits.
    Number,
    /// A number with all of its digits.
    Decimal,
    /// Text of a format, which is kept as it is.
    Formatted(Format),
    /// Any JSON value.
    Json,
    /// A file in a request, alone or as a part of a multipart body. Only lists hold it besides.
    File,
    /// A list of values.
    List(Box<Type>),
    /// An object whose keys are data.
    Map(Box<Type>),
    /// A value or null. Only elements of lists and maps are of such a type; a field has its [`Need`].
    Nullable(Box<Type>),
    /// A named type of the API.
    Named(String),
}

impl Type {
    /// The types without parts, by their names in a description.
    pub const PLAIN: [(&'static str, Self); 13] = [
        ("string", Self::String(Privacy::Public)),
        ("boolean", Self::Boolean),
        ("integer", Self::Integer(Width::Int64)),
        ("int32", Self::Integer(Width::Int32)),
        ("uint32", Self::Integer(Width::Uint32)),
        ("uint64", Self::Integer(Width::Uint64)),
        ("number", Self::Number),
        ("decimal", Self::Decimal),
        ("timestamp", Self::Formatted(Format::Timestamp)),
        ("date", Self::Formatted(Format::Date)),
        ("uuid", Self::Formatted(Format::Uuid)),
        ("json", Self::Json),
        ("file", Self::File),
    ];

    /// The name of a type without parts in a description.
    #[must_use]
    pub fn plain_name(&self) -> Option<&'static str> {
        Self::PLAIN.into_iter().find(|(_, ty)| ty == self).map(|(name, _)| name)
    }

    /// The type of what lists, maps and null are of.
    #[must_use]
    pub fn innermost(&self) -> &Self {
        match self {
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) => inner.innermost(),
            ty => ty,
        }
    }

    /// The named type that it is, or that its elements are.
    #[must_use]
    pub fn named(&self) -> Option<&str> {
        match self.innermost() {
            Self::Named(name) => Some(name),
            _ => None,
        }
    }

    /// Whether it is a number of any kind.
    #[must_use]
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Integer(_) | Self::Number | Self::Decimal)
    }

    /// How carefully its text, or that of its elements, is handled.
    #[must_use]
    pub fn privacy(&self) -> Privacy {
        match self.innermost() {
            Self::String(privacy) => *privacy,
            _ => Privacy::Public,
        }
    }
}

/// The range of a whole number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Width {
    /// 32 bits with a sign.
    Int32,
    /// 64 bits with a sign.
    Int64,
    /// 32 bits without a sign.
    Uint32,
    /// 64 bits without a sign.
    Uint64,
}

impl Width {
    /// The least and the greatest number.
    #[must_use]
    pub fn range(self) -> RangeInclusive<i128> {
        match self {
            Self::Int32 => i32::MIN.into()..=i32::MAX.into(),
            Self::Int64 => i64::MIN.into()..=i64::MAX.into(),
            Self::Uint32 => 0..=u32::MAX.into(),
            Self::Uint64 => 0..=u64::MAX.into(),
        }
    }

    /// Whether it holds every number of another range.
    #[must_use]
    pub fn includes(self, other: Self) -> bool {
        let range = self.range();
        range.contains(other.range().start()) && range.contains(other.range().end())
    }
}

/// The format of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// A date and a time of day, RFC 3339.
    Timestamp,
    /// A day of the calendar, `YYYY-MM-DD`.
    Date,
    /// A UUID, RFC 9562.
    Uuid,
}

impl Format {
    /// A text of the format.
    #[must_use]
    pub fn example(self) -> &'static str {
        match self {
            Self::Timestamp => "2027-01-31T12:00:00Z",
            Self::Date => "2027-01-31",
            Self::Uuid => "67e55044-10b1-426f-9247-bb680e5fe0c8",
        }
    }
}

/// How carefully a text must be handled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Privacy {
    /// No special care.
    #[default]
    Public,
    /// Personal data: masked when formatted.
    Personal,
    /// Grants access: masked when formatted, and wiped from memory after use.
    Secret,
}

/// A value of an open enum.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EnumValue {
    /// Stable id, snake case.
    pub id: Spanned<String>,
    /// What stands for it on the wire.
    pub wire: Spanned<Word>,
    /// What it means.
    pub description: String,
    /// Former id.
    pub renamed_from: Option<Spanned<String>>,
    /// Set once it should no longer be used.
    pub deprecated: Option<Deprecation>,
}

/// A value without parts on the wire. A number and a text of the same digits are not the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Word {
    /// Text.
    Text(String),
    /// A number, by its digits in JSON.
    Number(String),
    /// `true` or `false`.
    Boolean(bool),
}

impl Word {
    /// The characters, without the quotes of a text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Text(text) | Self::Number(text) => text,
            Self::Boolean(true) => "true",
            Self::Boolean(false) => "false",
        }
    }

    /// The same value, with a number in one form: `1`, `1.0` and `1e0` are the same in JSON, `1.5` and `1.50` as well.
    #[must_use]
    pub fn in_one_form(&self) -> Self {
        match self {
            Self::Number(digits) if digits.parse::<i64>().is_err() => {
                let number = digits.parse().ok().filter(|number: &f64| number.is_finite());
                Self::Number(match number {
                    // What 64 bits hold as a whole number is written like one.
                    Some(number) if number.abs() < 1e19 => number.to_string(),
                    Some(number) => format!("{number:e}"),
                    None => digits.clone(),
                })
            }
            word => word.clone(),
        }
    }
}

/// As it stands in a description: a text that looks like something else in quotes.
impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) if text.parse::<f64>().is_ok() || text.parse::<bool>().is_ok() => {
                write!(f, "\"{text}\"")
            }
            word => f.write_str(word.as_str()),
        }
    }
}

/// A JSON value of the description; keys keep their order.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// `null`
    Null,
    /// A boolean.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Number(f64),
    /// Text.
    String(String),
    /// A list.
    List(Vec<Literal>),
    /// An object.
    Object(Vec<(String, Literal)>),
}

impl Hash for Literal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        mem::discriminant(self).hash(state);
        match self {
            Self::Null => {}
            Self::Bool(value) => value.hash(state),
            Self::Integer(value) => value.hash(state),
            // The two zeros are equal, and are not written in the same way.
            Self::Number(value) => value.to_bits().hash(state),
            Self::String(value) => value.hash(state),
            Self::List(values) => values.hash(state),
            Self::Object(entries) => entries.hash(state),
        }
    }
}
