//! The file name in the header `Content-Disposition` (RFC 6266).

use std::borrow::Cow;

/// A longer name fits no file system.
const MAX_BYTES: usize = 200;

/// Names that stand for devices on Windows, whatever follows behind a dot.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// The file name that a server suggests, as one that is safe in every folder.
pub(super) fn file_name(header: &[u8]) -> Option<String> {
    let header = String::from_utf8_lossy(header);
    let (mut plain, mut extended) = (None, None);
    for (name, value) in parameters(&header) {
        if name.eq_ignore_ascii_case("filename*") {
            extended = extended.or_else(|| decoded(&value));
        } else if name.eq_ignore_ascii_case("filename") {
            plain = plain.or(Some(value));
        }
    }
    safe(&extended.or(plain.map(Cow::into_owned))?)
}

/// The parameters behind the first semicolon.
fn parameters(header: &str) -> Vec<(&str, Cow<'_, str>)> {
    let mut parameters = Vec::new();
    let mut rest = header.split_once(';').map_or("", |(_, rest)| rest);
    while let Some((name, value)) = rest.split_once('=') {
        let name =
            name.trim_matches(|character: char| character == ';' || character.is_whitespace());
        let value = value.trim_start();
        let (value, behind) = if let Some(quoted) = value.strip_prefix('"') {
            unquoted(quoted)
        } else {
            let (value, behind) = value.split_once(';').unwrap_or((value, ""));
            (Cow::Borrowed(value.trim_end()), behind)
        };
        parameters.push((name, value));
        rest = behind;
    }
    parameters
}

/// A quoted text up to its end, and what is behind it.
fn unquoted(text: &str) -> (Cow<'_, str>, &str) {
    let mut value = String::new();
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return (Cow::Owned(value), &text[at + 1..]),
            '\\' => value.extend(characters.next().map(|(_, escaped)| escaped)),
            character => value.push(character),
        }
    }
    (Cow::Owned(value), "")
}

/// A value with its character set and its language (RFC 8187), of which all but UTF-8 is obsolete.
fn decoded(value: &str) -> Option<String> {
    let (charset, value) = value.split_once('\'')?;
    let (_, value) = value.split_once('\'')?;
    let bytes = percent_encoding::percent_decode_str(value);
    if charset.eq_ignore_ascii_case("utf-8") {
        return bytes.decode_utf8().ok().map(Cow::into_owned);
    }
    charset.eq_ignore_ascii_case("iso-8859-1").then(|| bytes.map(char::from).collect())
}

/// The last part of a path, without what a file system or a shell may take for something else.
fn safe(name: &str) -> Option<String> {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_strange = |character: char| {
        character.is_control() || "<>:\"|?*\u{FFFD}".contains(character) || is_direction(character)
    };
    let name: String = name.chars().map(|it| if is_strange(it) { '_' } else { it }).collect();
    let name = name.trim_matches(|character: char| character == '.' || character.is_whitespace());
    let mut end = name.len().min(MAX_BYTES);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    let name = name[..end].trim_end_matches(['.', ' ']);
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    let numbered = |device: &str| {
        stem.strip_prefix(device).is_some_and(|number| number.len() == 1 && number != "0")
    };
    let is_device = DEVICES.contains(&stem.as_str()) || numbered("com") || numbered("lpt");
    if is_device {
        return Some(format!("_{name}"));
    }
    Some(name.to_owned()).filter(|name| !name.is_empty())
}

/// Characters that turn the direction of a text, and so show another ending than there is.
fn is_direction(character: char) -> bool {
    matches!(character, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn names() {
        #[rustfmt::skip]
        let table = [
            ("attachment; filename=a.txt",                                      Some("a.txt")),
            ("attachment; filename=\"a b.txt\"; size=3",                        Some("a b.txt")),
            ("attachment; FileName = \"a\\\"b;c.txt\"",                         Some("a_b;c.txt")),
            ("inline;filename=a;filename*=UTF-8''%e2%82%ac%20x.txt",            Some("€ x.txt")),
            ("inline;filename*=utf-8'en'x%2Fy.txt",                             Some("y.txt")),
            ("inline;filename*=ISO-8859-1''%A3.txt",                            Some("£.txt")),
            ("inline;filename*=UTF-8''%FF; filename=plain.txt",                 Some("plain.txt")),
            ("attachment; filename=\"../../etc/passwd\"",                       Some("passwd")),
            ("attachment; filename=\"..\\\\..\\\\boot.ini\"",                   Some("boot.ini")),
            ("attachment; filename=\"C:evil.exe\"",                             Some("C_evil.exe")),
            ("attachment; filename=\"/\"",                                      None),
            ("attachment; filename=\"..\"",                                     None),
            ("attachment; filename=\" .\"",                                     None),
            ("attachment; filename=\"\"",                                       None),
            ("attachment; filename=.bashrc",                                    Some("bashrc")),
            ("attachment; filename=NUL.txt",                                    Some("_NUL.txt")),
            ("attachment; filename=com1",                                       Some("_com1")),
            ("attachment; filename=\"a\u{202e}txt.exe\"",                       Some("a_txt.exe")),
            ("attachment; filename=\"unclosed",                                 Some("unclosed")),
            ("attachment",                                                      None),
            ("filename=a.txt",                                                  None),
        ];
        for (header, expected) in table {
            assert_eq!(file_name(header.as_bytes()).as_deref(), expected, "{header}");
        }
        let long = format!("attachment; filename={}", "ä".repeat(300));
        assert_eq!(file_name(long.as_bytes()).unwrap().len(), 200);
    }
}
