//! Memory for requests: it grows like a `Vec`, and zeroizes what it leaves.

use std::io;

use bytes::Bytes;
use http::header::HeaderValue;
use zeroize::Zeroize;

/// Bytes that are wiped when they are dropped, and when they move to larger memory.
#[derive(Default)]
pub(crate) struct Buffer(Vec<u8>);

impl Buffer {
    pub(crate) fn push(&mut self, byte: u8) {
        self.extend(&[byte]);
    }

    pub(crate) fn extend(&mut self, bytes: &[u8]) {
        let needed = self.0.len() + bytes.len();
        if needed > self.0.capacity() {
            let mut larger = Vec::with_capacity(needed.max(2 * self.0.capacity()).max(128));
            larger.extend_from_slice(&self.0);
            std::mem::replace(&mut self.0, larger).zeroize();
        }
        self.0.extend_from_slice(bytes);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Forgets what stands behind the first bytes, and wipes it.
    pub(crate) fn truncate(&mut self, length: usize) {
        if let Some(rest) = self.0.get_mut(length..) {
            rest.zeroize();
        }
        self.0.truncate(length);
    }

    /// The same memory as the value of a header that nobody shows; none if it cannot be one.
    pub(crate) fn sensitive(self) -> Option<HeaderValue> {
        let mut value = HeaderValue::from_maybe_shared(self.share()).ok()?;
        value.set_sensitive(true);
        Some(value)
    }

    /// The same memory, shared; it is wiped when the last share is dropped.
    pub(crate) fn share(self) -> Bytes {
        Bytes::from_owner(self)
    }
}

impl AsRef<[u8]> for Buffer {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl io::Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Buffer;

    #[test]
    fn grows_without_a_loss() {
        let mut buffer = Buffer::default();
        let mut expected = Vec::new();
        for length in 0..100 {
            let piece = vec![u8::try_from(length).unwrap(); length];
            buffer.extend(&piece);
            expected.extend_from_slice(&piece);
        }
        assert_eq!(buffer.as_ref(), expected);
        assert_eq!(buffer.share(), expected);
    }
}
