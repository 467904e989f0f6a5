//! Limits: which values a type admits where the description says more than the type.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::{Api, Literal, Type, TypeKind};

/// What is said about the values of a field, an input or a newtype. Length, range and pattern are about the value itself, in lists and
/// maps about each element; the number of items is about the outermost list or map.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Limits {
    /// How many characters a text has.
    pub length: Bounds,
    /// From where to where numbers go.
    pub range: Range,
    /// A regular expression that occurs in each text.
    pub pattern: Option<String>,
    /// How many items a list or a map has.
    pub items: Bounds,
    /// Whether no two items of a list are equal.
    pub unique: bool,
    /// Whether a client checks them before it sends anything.
    pub enforce: bool,
}

/// The least and the greatest number of something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Bounds {
    /// The least.
    pub min: Option<u64>,
    /// The greatest.
    pub max: Option<u64>,
}

/// Where the numbers begin and end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Range {
    /// The lower end.
    pub low: Option<Bound>,
    /// The upper end.
    pub high: Option<Bound>,
}

/// One end of a range.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Bound {
    /// The digits of the number.
    pub digits: String,
    /// Whether the number itself is beyond the range.
    pub is_exclusive: bool,
}

impl Bounds {
    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.min.is_none() && self.max.is_none()
    }

    /// Whether a number is neither too small nor too great.
    #[must_use]
    pub fn admits(self, count: usize) -> bool {
        let count = count as u64;
        self.min.is_none_or(|min| min <= count) && self.max.is_none_or(|max| count <= max)
    }
}

impl Range {
    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.low.is_none() && self.high.is_none()
    }

    /// Whether a number, by its digits, is within the range.
    #[must_use]
    pub fn admits(&self, digits: &str) -> bool {
        let is_within = |bound: &Option<Bound>, beyond: Ordering| {
            bound.as_ref().is_none_or(|bound| match compare_digits(digits, &bound.digits) {
                Some(Ordering::Equal) => !bound.is_exclusive,
                order => order != Some(beyond),
            })
        };
        is_within(&self.low, Ordering::Less) && is_within(&self.high, Ordering::Greater)
    }
}

/// Compares two numbers by their digits: whole ones exactly, others as numbers of 64 bits.
#[must_use]
pub fn compare_digits(left: &str, right: &str) -> Option<Ordering> {
    match (left.parse::<i128>(), right.parse::<i128>()) {
        (Ok(left), Ok(right)) => Some(left.cmp(&right)),
        _ => left.parse::<f64>().ok()?.partial_cmp(&right.parse::<f64>().ok()?),
    }
}

/// What is wrong with a regular expression, in the dialect of the crate `regex-lite`.
///
/// # Errors
///
/// The reason, if it is none.
pub fn check_pattern(pattern: &str) -> Result<(), String> {
    regex_lite::Regex::new(pattern).map(|_| ()).map_err(|error| error.to_string())
}

impl Limits {
    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.length.is_empty()
            && self.range.is_empty()
            && self.pattern.is_none()
            && self.items.is_empty()
            && !self.unique
    }

    /// The limits that a client checks.
    #[must_use]
    pub fn enforced(&self) -> Option<&Self> {
        (self.enforce && !self.is_empty()).then_some(self)
    }

    /// Whether a text is neither too short nor too long, and matches.
    #[must_use]
    pub fn admits_text(&self, text: &str) -> bool {
        let matches = |pattern: &String| {
            regex_lite::Regex::new(pattern).is_ok_and(|pattern| pattern.is_match(text))
        };
        self.length.admits(text.chars().count()) && self.pattern.as_ref().is_none_or(matches)
    }

    /// Whether a value of a type is within the limits. What is of another type is not judged.
    #[must_use]
    pub fn admits(&self, value: &Literal, ty: &Type) -> bool {
        let count_fits = |count| self.items.admits(count);
        match (ty, value) {
            (Type::List(_), Literal::List(items)) => {
                count_fits(items.len())
                    && !(self.unique && has_twins(items))
                    && self.admits_elements(value, ty)
            }
            (Type::Map(_), Literal::Object(entries)) => {
                count_fits(entries.len()) && self.admits_elements(value, ty)
            }
            _ => self.admits_elements(value, ty),
        }
    }

    /// The same without the number of items.
    fn admits_elements(&self, value: &Literal, ty: &Type) -> bool {
        match (ty, value) {
            (Type::List(element), Literal::List(items)) => {
                items.iter().all(|item| self.admits_elements(item, element))
            }
            (Type::Map(element), Literal::Object(entries)) => {
                entries.iter().all(|(_, item)| self.admits_elements(item, element))
            }
            (Type::Nullable(inner), value) => self.admits_elements(value, inner),
            (Type::String(_), Literal::String(text)) => self.admits_text(text),
            (ty, Literal::String(digits)) if ty.is_number() => self.range.admits(digits),
            (ty, Literal::Integer(number)) if ty.is_number() => {
                self.range.admits(&number.to_string())
            }
            (ty, Literal::Number(number)) if ty.is_number() => {
                self.range.admits(&number.to_string())
            }
            _ => true,
        }
    }
}

impl Api {
    /// Whether requests hold values with limits that a client or a mock server checks.
    #[must_use]
    pub fn sends_limited_values(&self) -> bool {
        self.sent_limits().any(|limits| {
            let others = Limits { pattern: None, ..limits.clone() };
            !others.is_empty() || limits.enforced().is_some()
        })
    }

    /// Whether a client checks patterns.
    #[must_use]
    pub fn enforces_patterns(&self) -> bool {
        self.sent_limits().any(|limits| limits.enforce && limits.pattern.is_some())
    }

    /// Leaves out all limits, for a comparison that knows them from elsewhere.
    pub fn forget_limits(&mut self) {
        let operations = self.groups.iter_mut().flat_map(|group| &mut group.operations);
        for input in operations.flat_map(|operation| &mut operation.inputs) {
            input.limits = Limits::default();
        }
        for def in &mut self.types {
            def.limits = Limits::default();
            if let TypeKind::Object(object) = &mut def.kind {
                for field in &mut object.fields {
                    field.limits = Limits::default();
                }
            }
        }
    }

    /// The limits of everything that requests hold.
    fn sent_limits(&self) -> impl Iterator<Item = &Limits> {
        let operations = self.groups.iter().flat_map(|group| &group.operations);
        let inputs = operations.flat_map(|operation| &operation.inputs).map(|input| &input.limits);
        let types = self.types.iter().filter(|def| def.usage.in_requests);
        let of_types = types.flat_map(|def| {
            let fields = match &def.kind {
                TypeKind::Object(object) => object.fields.as_slice(),
                TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Newtype(_) => &[],
            };
            fields.iter().map(|field| &field.limits).chain([&def.limits])
        });
        inputs.chain(of_types)
    }
}

fn has_twins(items: &[Literal]) -> bool {
    let shown: BTreeSet<_> = items.iter().map(|item| format!("{:?}", item.in_one_form())).collect();
    shown.len() < items.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_by_digits() {
        let bound =
            |digits: &str, is_exclusive| Some(Bound { digits: digits.into(), is_exclusive });
        let rows = [
            (
                Range { low: bound("1", false), high: bound("5", false) },
                vec!["1", "5", "3.5"],
                vec!["0", "6", "0.9"],
            ),
            (
                Range { low: bound("0", true), high: bound("1.5", true) },
                vec!["0.1", "1.49"],
                vec!["0", "1.5", "-3"],
            ),
            (
                Range { low: None, high: bound("9007199254740993", false) },
                vec!["9007199254740993"],
                vec!["9007199254740994"],
            ),
        ];
        for (range, within, beyond) in rows {
            for digits in within {
                assert!(range.admits(digits), "{digits} of {range:?}");
            }
            for digits in beyond {
                assert!(!range.admits(digits), "{digits} of {range:?}");
            }
        }
    }

    #[test]
    fn lengths_are_code_points() {
        let limits = Limits { length: Bounds { min: None, max: Some(2) }, ..Limits::default() };
        assert!(limits.admits_text("äö") && limits.admits_text("🦀🦀"));
        assert!(!limits.admits_text("abc") && !limits.admits_text("e\u{301}e"));
    }
}
