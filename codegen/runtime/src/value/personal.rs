//! Personal data.

use std::fmt;
use std::ops::Deref;

use super::Value;
use crate::decode::Slot;
use crate::encode::ValueWriter;

/// Personal data, such as a phone number or a name. Dereferences to `str`; masked in `Debug`, so that it does not end up in logs.
///
/// ```
/// let phone = restwright_runtime::Personal::from("+14155550123");
/// assert_eq!(format!("{phone:?}"), "[personal]");
/// assert!(phone.starts_with("+1"));
/// ```
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Personal(String);

impl Personal {
    /// The text itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The text itself, without copying.
    #[must_use]
    pub fn into_inner(self) -> String {
        self.0
    }
}

impl Deref for Personal {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Personal {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<String> for Personal {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Personal {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<&String> for Personal {
    fn from(text: &String) -> Self {
        Self(text.clone())
    }
}

impl PartialEq<str> for Personal {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Personal {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl fmt::Debug for Personal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[personal]")
    }
}

impl Value for Personal {
    fn slot(&mut self) -> Slot<'_> {
        Slot::text(self)
    }

    fn emit(&self, value: &mut ValueWriter<'_>) {
        value.private(&self.0);
    }
}
