//! UUIDs, as the server wrote them.

use super::Value;
use super::format::text_of_format;
use crate::decode::Slot;
use crate::encode::ValueWriter;

/// A UUID such as `67e55044-10b1-426f-9247-bb680e5fe0c8`, kept as the exact text of the server.
///
/// Two UUIDs are equal if their texts are equal, so that an upper-case one differs from a lower-case one. The feature
/// `uuid` converts it from and to `uuid::Uuid`, which knows no case.
///
/// ```
/// use restwright_runtime::Uuid;
///
/// let id = Uuid::from("67e55044-10b1-426f-9247-bb680e5fe0c8");
/// assert_eq!(id.as_str().len(), 36);
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Uuid(String);

text_of_format!(Uuid, is_like_uuid, "[not a UUID]");

/// Hexadecimal digits, hyphens and what surrounds them in its less common forms.
fn is_like_uuid(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_hexdigit).count();
    digits == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit() || b"-{}".contains(&byte))
}

impl Uuid {
    /// Whether a service that takes UUIDs takes this one.
    #[cfg(feature = "mock")]
    pub(crate) fn is_valid(&self) -> bool {
        is_like_uuid(&self.0)
    }
}

impl Value for Uuid {
    fn slot(&mut self) -> Slot<'_> {
        Slot::text(self)
    }

    fn emit(&self, value: &mut ValueWriter<'_>) {
        value.text(&self.0);
    }
}

#[cfg(feature = "uuid")]
impl TryFrom<&Uuid> for uuid::Uuid {
    type Error = super::FormatError;

    fn try_from(id: &Uuid) -> Result<Self, super::FormatError> {
        Self::try_parse(&id.0).map_err(|_| super::FormatError::expected("a UUID"))
    }
}

#[cfg(feature = "uuid")]
impl From<uuid::Uuid> for Uuid {
    fn from(id: uuid::Uuid) -> Self {
        Self(id.to_string())
    }
}
