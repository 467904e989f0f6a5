//! Limits of values, which a client checks before it sends anything.

use std::cmp::Ordering;
use std::fmt;
#[cfg(feature = "patterns")]
use std::{collections::BTreeMap, sync::RwLock};

use crate::decode::Slot;
use crate::encode::ValueWriter;
use crate::value::Value;

/// One limit. Those of texts and numbers are about the value itself, in lists and maps about each element; those of items are about the
/// outermost list or map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Limit {
    /// A text has at least so many characters (Unicode code points).
    MinLength(usize),
    /// A text has at most so many characters.
    MaxLength(usize),
    /// A number is at least this one.
    Min(&'static str),
    /// A number is greater than this one.
    Above(&'static str),
    /// A number is at most this one.
    Max(&'static str),
    /// A number is less than this one.
    Below(&'static str),
    /// This regular expression occurs in a text.
    #[cfg(feature = "patterns")]
    Pattern(&'static str),
    /// A list or a map has at least so many items.
    MinItems(usize),
    /// A list or a map has at most so many items.
    MaxItems(usize),
    /// No two items of a list are equal.
    UniqueItems,
}

/// A value that is only sent within its limits.
pub struct Limited<'a>(pub &'a dyn Value, pub &'static [Limit]);

impl Value for Limited<'_> {
    fn slot(&mut self) -> Slot<'_> {
        Slot::nothing()
    }

    fn emit(&self, value: &mut ValueWriter<'_>) {
        value.limited(self.0, self.1);
    }

    fn is_absent(&self) -> bool {
        self.0.is_absent()
    }
}

impl Limit {
    /// Whether a single value, by its text, is beyond the limit.
    fn is_broken_by(self, text: &str) -> bool {
        match self {
            Self::MinLength(least) => text.chars().count() < least,
            Self::MaxLength(most) => text.chars().count() > most,
            Self::Min(least) => compare(text, least) == Some(Ordering::Less),
            Self::Above(low) => {
                matches!(compare(text, low), Some(Ordering::Less | Ordering::Equal))
            }
            Self::Max(most) => compare(text, most) == Some(Ordering::Greater),
            Self::Below(high) => {
                matches!(compare(text, high), Some(Ordering::Greater | Ordering::Equal))
            }
            #[cfg(feature = "patterns")]
            Self::Pattern(pattern) => !matches(pattern, text),
            Self::MinItems(_) | Self::MaxItems(_) | Self::UniqueItems => false,
        }
    }

    /// Whether a list or a map is beyond the limit.
    fn is_broken_by_items(self, count: usize, has_twins: &mut dyn FnMut() -> bool) -> bool {
        match self {
            Self::MinItems(least) => count < least,
            Self::MaxItems(most) => count > most,
            Self::UniqueItems => has_twins(),
            _ => false,
        }
    }

    /// Whether it is about the items of a list or a map.
    fn is_of_items(self) -> bool {
        matches!(self, Self::MinItems(_) | Self::MaxItems(_) | Self::UniqueItems)
    }
}

/// Whether any limit is about the items of a list or a map.
pub(crate) fn count_items(limits: &[Limit]) -> bool {
    limits.iter().any(|limit| limit.is_of_items())
}

/// The first limit that a single value is beyond, by its text.
pub(crate) fn broken_by(limits: &'static [Limit], text: &str) -> Option<Limit> {
    limits.iter().copied().find(|limit| limit.is_broken_by(text))
}

/// The first limit that a list or a map is beyond.
pub(crate) fn broken_by_items(
    limits: &'static [Limit],
    count: usize,
    mut has_twins: impl FnMut() -> bool,
) -> Option<Limit> {
    limits.iter().copied().find(|limit| limit.is_broken_by_items(count, &mut has_twins))
}

/// Compares numbers: whole ones exactly, others as numbers of 64 bits.
fn compare(left: &str, right: &str) -> Option<Ordering> {
    match (left.parse::<i128>(), right.parse::<i128>()) {
        (Ok(left), Ok(right)) => Some(left.cmp(&right)),
        _ => left.parse::<f64>().ok()?.partial_cmp(&right.parse::<f64>().ok()?),
    }
}

/// Whether a pattern occurs in a text. Each is compiled once; one that is none, which no description has, admits everything.
#[cfg(feature = "patterns")]
fn matches(pattern: &'static str, text: &str) -> bool {
    static COMPILED: RwLock<BTreeMap<&str, Option<regex_lite::Regex>>> =
        RwLock::new(BTreeMap::new());
    let is_match = |compiled: &Option<regex_lite::Regex>| {
        compiled.as_ref().is_none_or(|pattern| pattern.is_match(text))
    };
    let known = COMPILED.read().ok().and_then(|known| known.get(pattern).map(is_match));
    known.unwrap_or_else(|| {
        let compiled = regex_lite::Regex::new(pattern).ok();
        let is_match = is_match(&compiled);
        if let Ok(mut known) = COMPILED.write() {
            known.insert(pattern, compiled);
        }
        is_match
    })
}

/// Completes 'the input `x` ...'.
impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = |count: usize| if count == 1 { "" } else { "s" };
        match *self {
            Self::MinLength(count) => {
                write!(f, "must have at least {count} character{}", plural(count))
            }
            Self::MaxLength(count) => {
                write!(f, "must have at most {count} character{}", plural(count))
            }
            Self::Min(number) => write!(f, "must be at least {number}"),
            Self::Above(number) => write!(f, "must be greater than {number}"),
            Self::Max(number) => write!(f, "must be at most {number}"),
            Self::Below(number) => write!(f, "must be less than {number}"),
            #[cfg(feature = "patterns")]
            Self::Pattern(pattern) => write!(f, "must match `{pattern}`"),
            Self::MinItems(count) => write!(f, "must have at least {count} item{}", plural(count)),
            Self::MaxItems(count) => write!(f, "must have at most {count} item{}", plural(count)),
            Self::UniqueItems => f.write_str("must not have equal items"),
        }
    }
}
