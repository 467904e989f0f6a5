//! Idempotency keys, by which a service recognizes the attempts of one call.

use http::Request;

use super::credentials::secret_problem;
use super::writer::RequestWriter;
use crate::buffer::Buffer;
use crate::random;
use crate::value::Secret;

/// The setter of the key, in messages.
const INPUT: &str = "idempotency_key";

/// Marks a request that carries a key.
#[derive(Clone, Copy)]
pub(super) struct HasKey;

/// Whether the service can tell that a repeated request is one that it has seen.
pub(crate) fn has_key<B>(request: &Request<B>) -> bool {
    request.extensions().get::<HasKey>().is_some()
}

impl RequestWriter<'_> {
    /// Adds the idempotency key of the call as a header: the given one, or a random one.
    ///
    /// A request is built once for all attempts of a call, so they have one key.
    pub fn idempotency_key(&mut self, name: &'static str, given: Option<&Secret>) {
        if let Some(problem) = given.and_then(secret_problem) {
            return self.refuse(INPUT, problem);
        }
        let mut value = Buffer::default();
        match given {
            Some(key) => value.extend(key.expose().as_bytes()),
            None => value.extend(random_key().as_bytes()),
        }
        self.add_header(name, INPUT, value, true);
        self.key = Some(HasKey);
    }
}

/// A UUID of version 4, which is what services recommend, and what strict ones insist on.
fn random_key() -> String {
    let versioned = (random::bits() & !(0xf << 76)) | (0x4 << 76);
    let bits = (versioned & !(0b11 << 62)) | (0b10 << 62);
    let digits = format!("{bits:032x}");
    let groups = [0..8, 8..12, 12..16, 16..20, 20..32].map(|range| &digits[range]);
    groups.join("-")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::thread;

    use super::random_key;

    #[test]
    fn keys_are_uuids_that_differ_in_every_random_digit() {
        let make = || (0..100).map(|_| random_key()).collect::<Vec<_>>();
        let threads = [(); 4].map(|()| thread::spawn(make));
        let keys = threads.map(|thread| thread.join().unwrap()).concat();
        assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), 400);
        let seen = |at: usize| keys.iter().map(move |key| key.as_bytes()[at] as char);
        for at in 0..36 {
            let seen: String = seen(at).collect::<BTreeSet<_>>().into_iter().collect();
            let expected = match at {
                8 | 13 | 18 | 23 => "-",
                14 => "4",
                19 => "89ab",
                _ => "0123456789abcdef",
            };
            assert_eq!(seen, expected, "position {at}");
        }
    }
}
