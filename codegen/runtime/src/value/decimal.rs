//! Decimal numbers with all of their digits.

use super::format::{FormatError, text_of_format};
use super::{Json, JsonKind, Value};
use crate::decode::{Parsed, Slot};
use crate::encode::ValueWriter;
use crate::input::InputProblem;

/// A decimal number of JSON with the exact digits of the server: `10.50` stays `10.50`.
///
/// It is equal to another one if both have the same digits. To calculate, convert it: to `f64`, which may round, or
/// with the feature `rust_decimal` to `rust_decimal::Decimal`. A decimal made of a text that is not a number fails the
/// call before anything is sent.
///
/// ```
/// use restwright_runtime::Decimal;
///
/// let price = Decimal::from("10.50");
/// assert_eq!(price.as_str(), "10.50");
/// assert_eq!(price.to_f64(), Ok(10.5));
/// assert_eq!(Decimal::from(3), Decimal::from("3"));
/// assert!(Decimal::from("ten").to_f64().is_err());
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Decimal(String);

text_of_format!(Decimal, is_number, "[not a number]");

const EXPECTED: &str = "a decimal number such as `10.50`";

impl Decimal {
    /// Returns the nearest `f64`.
    ///
    /// # Errors
    ///
    /// If the text is not a number, or one that `f64` cannot hold.
    pub fn to_f64(&self) -> Result<f64, FormatError> {
        let number = self.0.parse().ok().filter(|number: &f64| number.is_finite());
        number.filter(|_| is_number(&self.0)).ok_or(FormatError::expected(EXPECTED))
    }
}

/// Zero.
impl Default for Decimal {
    fn default() -> Self {
        Self("0".to_owned())
    }
}

impl From<i64> for Decimal {
    fn from(number: i64) -> Self {
        Self(number.to_string())
    }
}

impl From<i32> for Decimal {
    fn from(number: i32) -> Self {
        Self(number.to_string())
    }
}

impl From<u32> for Decimal {
    fn from(number: u32) -> Self {
        Self(number.to_string())
    }
}

impl Value for Decimal {
    fn slot(&mut self) -> Slot<'_> {
        Slot::parsed(self)
    }

    fn emit(&self, value: &mut ValueWriter<'_>) {
        if is_number(&self.0) {
            value.raw(&self.0);
        } else {
            value.refuse(InputProblem::NotANumber);
        }
    }
}

impl Parsed for Decimal {
    fn parse(&mut self, text: &str) -> bool {
        let text = text.trim();
        let is_number = is_number(text);
        if is_number {
            text.clone_into(&mut self.0);
        }
        is_number
    }

    fn expected(&self) -> &'static str {
        EXPECTED
    }
}

/// Whether a text is a number of JSON, with nothing around it.
fn is_number(text: &str) -> bool {
    let is_trimmed = text.trim().len() == text.len();
    is_trimmed && Json::parse(text).is_some_and(|json| json.kind() == JsonKind::Number)
}

#[cfg(feature = "rust_decimal")]
impl TryFrom<&Decimal> for rust_decimal::Decimal {
    type Error = FormatError;

    fn try_from(number: &Decimal) -> Result<Self, FormatError> {
        let has_exponent = number.0.contains(['e', 'E']);
        let exact = if has_exponent {
            Self::from_scientific(&number.0)
        } else {
            Self::from_str_exact(&number.0)
        };
        exact.map_err(|_| FormatError::expected("a decimal number that `rust_decimal` can hold"))
    }
}

#[cfg(feature = "rust_decimal")]
impl From<rust_decimal::Decimal> for Decimal {
    fn from(number: rust_decimal::Decimal) -> Self {
        Self(number.to_string())
    }
}
