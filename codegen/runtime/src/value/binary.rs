//! Bytes that no format is known of.

use std::fmt;
use std::ops::Deref;

use bytes::Bytes;

use super::Value;
use crate::decode::Slot;
use crate::encode::ValueWriter;

/// The bytes of a body, such as a file.
///
/// Dereferences to a slice. Cheap to clone: clones share the bytes. `Debug` shows how many there are and none of them, since nobody knows
/// what they hold.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Binary(Bytes);

impl Binary {
    /// Returns the bytes, without copying them.
    #[must_use]
    pub fn into_bytes(self) -> Bytes {
        self.0
    }
}

impl Deref for Binary {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl AsRef<[u8]> for Binary {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl From<Bytes> for Binary {
    fn from(bytes: Bytes) -> Self {
        Self(bytes)
    }
}

impl From<Vec<u8>> for Binary {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes.into())
    }
}

impl From<Binary> for Vec<u8> {
    fn from(bytes: Binary) -> Self {
        bytes.0.into()
    }
}

/// The whole body of a response, and never a part of JSON, which has no bytes: nothing is read into it from there, and null is written.
impl Value for Binary {
    fn slot(&mut self) -> Slot<'_> {
        Slot::nothing()
    }

    fn emit(&self, value: &mut ValueWriter<'_>) {
        value.null();
    }
}

impl fmt::Debug for Binary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Binary({} bytes)", self.0.len())
    }
}
