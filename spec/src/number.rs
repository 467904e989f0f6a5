//! Numbers as they are written.

use std::fmt;
use std::str::FromStr;

/// A number by its digits, none of which is lost: `0.00250` is not `0.0025`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Number(String);

impl Number {
    /// The digits, as a number of JSON is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The nearest float.
    #[must_use]
    pub fn value(&self) -> f64 {
        self.0.parse().unwrap_or_default()
    }
}

impl Default for Number {
    fn default() -> Self {
        Self("0".to_owned())
    }
}

impl From<f64> for Number {
    fn from(value: f64) -> Self {
        Self(format!("{value:?}"))
    }
}

impl FromStr for Number {
    type Err = serde_json::Error;

    /// # Errors
    ///
    /// If JSON has no such number.
    fn from_str(digits: &str) -> Result<Self, Self::Err> {
        serde_json::from_str::<serde_json::Number>(digits)?;
        Ok(Self(digits.trim().to_owned()))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Number;

    #[test]
    fn digits_stay() {
        for digits in ["0.00250", "-1e300", "18446744073709551615", "1.0"] {
            assert_eq!(digits.parse::<Number>().expect(digits).to_string(), digits);
        }
        for wrong in ["", ".5", "0x10", "1_000", "+1", "007", ".inf", "1e400"] {
            assert!(wrong.parse::<Number>().is_err(), "{wrong}");
        }
        assert_eq!((Number::from(1.0).as_str(), Number::from(2.5).value()), ("1.0", 2.5));
    }
}
