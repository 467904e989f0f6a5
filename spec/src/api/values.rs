//! Types of single values, and values of the description.

use std::fmt;
use std::ops::RangeInclusive;

use crate::Number;

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
    /// A value or null. Only elements of lists and maps are of such a type; a field has its [`Need`](super::Need).
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
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Literal {
    /// `null`
    Null,
    /// A boolean.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Number(Number),
    /// Text.
    String(String),
    /// A list.
    List(Vec<Literal>),
    /// An object.
    Object(Vec<(String, Literal)>),
}

impl From<&Word> for Literal {
    fn from(word: &Word) -> Self {
        match word {
            Word::Text(text) => Self::String(text.clone()),
            Word::Boolean(value) => Self::Bool(*value),
            Word::Number(digits) => digits
                .parse()
                .map_or_else(|_| Self::Number(digits.parse().unwrap_or_default()), Self::Integer),
        }
    }
}

impl Literal {
    /// Whether two values are the same JSON value: a number may be written in several ways.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.in_one_form() == other.in_one_form()
    }

    /// The same value, with each number in one form.
    pub(super) fn in_one_form(&self) -> Self {
        let number = |digits: String| Self::from(&Word::Number(digits).in_one_form());
        match self {
            Self::Integer(whole) => number(whole.to_string()),
            Self::Number(digits) => number(digits.to_string()),
            Self::List(items) => Self::List(items.iter().map(Self::in_one_form).collect()),
            Self::Object(pairs) => {
                let pairs = pairs.iter().map(|(key, value)| (key.clone(), value.in_one_form()));
                Self::Object(pairs.collect())
            }
            Self::Null | Self::Bool(_) | Self::String(_) => self.clone(),
        }
    }
}
