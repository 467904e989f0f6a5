//! Where the entries of an object stand in its text.

use std::borrow::Cow;

/// The keys of an object and the texts of their values, found by quotes and brackets alone.
///
/// Much faster than to parse them, but the values are not known to be JSON: whoever takes one has to parse it. Nothing
/// comes of an object that is broken, or has a key that does not stand for itself; a parser knows more about these.
pub(super) fn entries(json: &str) -> Option<Vec<(Cow<'_, str>, &str)>> {
    let mut walk = Walk { json, at: 0 };
    // Most objects have no more, and memory is asked for once.
    let mut entries = Vec::with_capacity(16);
    walk.expect(b'{')?;
    if walk.peek()? == b'}' {
        walk.at += 1;
    } else {
        loop {
            let key = walk.key()?;
            walk.expect(b':')?;
            entries.push((Cow::Borrowed(key), walk.value()?));
            match walk.peek()? {
                b',' => walk.at += 1,
                b'}' => break walk.at += 1,
                _ => return None,
            }
        }
    }
    walk.peek().is_none().then_some(entries)
}

struct Walk<'a> {
    json: &'a str,
    at: usize,
}

impl<'a> Walk<'a> {
    /// The next byte that is no white space.
    fn peek(&mut self) -> Option<u8> {
        loop {
            match *self.json.as_bytes().get(self.at)? {
                b' ' | b'\n' | b'\t' | b'\r' => self.at += 1,
                byte => return Some(byte),
            }
        }
    }

    fn expect(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }

    fn key(&mut self) -> Option<&'a str> {
        self.expect(b'"')?;
        let start = self.at;
        self.skip_string()?;
        let key = self.json.get(start..self.at - 1)?;
        key.bytes().all(|byte| byte >= b' ' && byte != b'\\').then_some(key)
    }

    fn value(&mut self) -> Option<&'a str> {
        let first = self.peek()?;
        let start = self.at;
        match first {
            b'"' => {
                self.at += 1;
                self.skip_string()?;
            }
            b'{' | b'[' => self.skip_brackets()?,
            _ => {
                let is_end = |byte: &u8| matches!(byte, b',' | b'}' | b' ' | b'\n' | b'\t' | b'\r');
                self.at += self.json.as_bytes().get(start..)?.iter().position(is_end)?;
            }
        }
        self.json.get(start..self.at)
    }

    /// Goes on behind the brackets that open here. Which kind closes which does not matter yet.
    fn skip_brackets(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            let byte = *self.json.as_bytes().get(self.at)?;
            self.at += 1;
            match byte {
                b'"' => self.skip_string()?,
                b'{' | b'[' => depth += 1,
                b'}' | b']' => {
                    depth -= 1;
                    if depth == 0 {
                        return Some(());
                    }
                }
                _ => {}
            }
        }
    }

    /// Goes on behind the string that has begun.
    fn skip_string(&mut self) -> Option<()> {
        loop {
            let rest = self.json.as_bytes().get(self.at..)?;
            let end = quote_or_backslash(rest)?;
            self.at += end + 1;
            if rest.get(end) == Some(&b'"') {
                return Some(());
            }
            // Whatever is escaped, it does not end the string.
            self.at += 1;
        }
    }
}

/// Where the first quote or backslash is; eight bytes are looked at in one go.
fn quote_or_backslash(text: &[u8]) -> Option<usize> {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    const HIGH: u64 = ONES << 7;
    let (words, rest) = text.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        // A byte that is zero is the lowest from which a one can only be taken by borrowing.
        let zeros = |word: u64| word.wrapping_sub(ONES) & !word & HIGH;
        let hits = zeros(word ^ (ONES * u64::from(b'"'))) | zeros(word ^ (ONES * u64::from(b'\\')));
        if hits != 0 {
            // Bits above the lowest one may be wrong.
            return Some(8 * index + hits.trailing_zeros() as usize / 8);
        }
    }
    let at = rest.iter().position(|byte| matches!(byte, b'"' | b'\\'))?;
    Some(text.len() - rest.len() + at)
}

#[cfg(test)]
mod tests {
    use super::{entries, quote_or_backslash};

    #[test]
    fn quotes_and_backslashes() {
        for length in 0..40 {
            // One byte below the two, or above them, must not be taken for one.
            let text: Vec<_> = (0..length).map(|at| b"!#[]\x7f\xdc\0\x01"[at % 8]).collect();
            assert_eq!(quote_or_backslash(&text), None, "{length}");
            for at in 0..length {
                for byte in *b"\"\\" {
                    let mut text = text.clone();
                    text[at] = byte;
                    text[length - 1] = b'"';
                    assert_eq!(quote_or_backslash(&text), Some(at), "{byte} at {at} of {length}");
                }
            }
        }
    }

    type Entries = Option<&'static [(&'static str, &'static str)]>;

    #[test]
    fn table() {
        #[rustfmt::skip]
        let table: [(&str, Entries); 22] = [
            ("{}",                              Some(&[])),
            (" { } \n",                         Some(&[])),
            (r#"{"a":1}"#,                      Some(&[("a", "1")])),
            ("{ \"a\" : null ,\t\"é\":\r\n-1.5e3 }", Some(&[("a", "null"), ("é", "-1.5e3")])),
            (r#"{"a":"x","a":"\"},\\"}"#,       Some(&[("a", r#""x""#), ("a", r#""\"},\\""#)])),
            (r#"{"a":{"b":[1,"]}"]},"c":[]}"#,  Some(&[("a", r#"{"b":[1,"]}"]}"#), ("c", "[]")])),
            // Left for those who parse the value.
            (r#"{"a":[1}}"#,                    Some(&[("a", "[1}")])),
            (r#"{"a":nonsense}"#,               Some(&[("a", "nonsense")])),
            (r#"{"a":"é\ud800"}"#,              Some(&[("a", r#""é\ud800""#)])),
            // Left for those who parse the whole.
            ("",                                None),
            ("[]",                              None),
            ("{",                               None),
            (r#"{"a"#,                          None),
            (r#"{"a":"#,                        None),
            (r#"{"a":1"#,                       None),
            (r#"{"a":1,}"#,                     None),
            (r#"{"a":1 2}"#,                    None),
            (r#"{"a" 1}"#,                      None),
            (r#"{"a":1} x"#,                    None),
            (r#"{"a":"x\"#,                     None),
            (r#"{"\u0061":1}"#,                 None),
            ("{\"a\nb\":1}",                    None),
        ];
        for (json, expected) in table {
            let found = entries(json);
            let found: Option<Vec<_>> = found
                .as_ref()
                .map(|found| found.iter().map(|(key, value)| (&**key, *value)).collect());
            assert_eq!(found.as_deref(), expected, "{json}");
        }
    }
}
