//! JSON in lines, and texts without what terminals obey.

use std::fmt::Write as _;

/// What is nested deeper stays as it is: it would mostly be blanks.
const DEPTH: usize = 128;
/// How many times longer a text may become.
const GROWTH: usize = 16;
/// A text of this length may always be made.
const SHORT: usize = 1024 * 1024;

/// JSON text with a line for each value. Digits, order and duplicates stay. None of what is no JSON, and of what would become
/// many times longer.
pub(super) fn json(text: &str) -> Option<String> {
    let _: &serde_json::value::RawValue = serde_json::from_str(text).ok()?;
    let mut pretty = String::with_capacity(text.len() * 2);
    let (mut depth, mut in_string, mut is_escaped) = (0_usize, false, false);
    let longest = text.len().saturating_mul(GROWTH).max(SHORT);
    let mut rest = text.trim().chars().peekable();
    while let Some(c) = rest.next() {
        if in_string {
            push_escaped(&mut pretty, c);
            in_string = is_escaped || c != '"';
            is_escaped = !is_escaped && c == '\\';
            continue;
        }
        if depth > DEPTH || pretty.len() > longest {
            return None;
        }
        match c {
            ' ' | '\t' | '\r' | '\n' => {}
            '"' => {
                pretty.push(c);
                in_string = true;
            }
            '{' | '[' => {
                pretty.push(c);
                while rest.next_if(char::is_ascii_whitespace).is_some() {}
                if rest.peek().is_some_and(|next| !matches!(next, '}' | ']')) {
                    depth += 1;
                    line(&mut pretty, depth);
                } else {
                    pretty.extend(rest.next());
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                line(&mut pretty, depth);
                pretty.push(c);
            }
            ',' => {
                pretty.push(c);
                line(&mut pretty, depth);
            }
            ':' => pretty.push_str(": "),
            c => pretty.push(c),
        }
    }
    Some(pretty)
}

fn line(text: &mut String, depth: usize) {
    text.push('\n');
    text.push_str(&"  ".repeat(depth));
}

/// A character of a text in JSON; one that a terminal obeys, or that nobody sees, by its number.
fn push_escaped(text: &mut String, c: char) {
    if is_hidden(c) {
        for unit in c.encode_utf16(&mut [0; 2]) {
            let _ = write!(text, "\\u{unit:04x}");
        }
    } else {
        text.push(c);
    }
}

/// Whether a terminal obeys a character, or shows nothing for it.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// A text for a terminal, which would obey some characters of it.
pub(super) fn escaped(text: &str) -> String {
    let is_shown = |c: char| c == '\n' || c == '\t' || !is_hidden(c);
    let show = |c: char| {
        if is_shown(c) { c.to_string() } else { format!("\\u{{{:x}}}", u32::from(c)) }
    };
    text.replace("\r\n", "\n").chars().map(show).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_keeps_its_values() {
        for (text, expected) in [
            ("{}", Some("{}")),
            ("[ ]", Some("[]")),
            ("[[],{}]", Some("[\n  [],\n  {}\n]")),
            (
                "{ \"b\":1.50,\"a\":[1,\n2] }",
                Some("{\n  \"b\": 1.50,\n  \"a\": [\n    1,\n    2\n  ]\n}"),
            ),
            ("{\"a\":\"x: {, \\\" y\"}", Some("{\n  \"a\": \"x: {, \\\" y\"\n}")),
            ("\"\u{9b}1m\u{202e}\u{7f}\\\\\"", Some("\"\\u009b1m\\u202e\\u007f\\\\\"")),
            ("12345678901234567890.10", Some("12345678901234567890.10")),
            ("<html>", None),
        ] {
            assert_eq!(json(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn json_that_would_become_much_longer_stays_as_it_is() {
        let nested = |depth: usize, inner: &str| "[".repeat(depth) + inner + &"]".repeat(depth);
        for (text, is_pretty) in [
            (nested(DEPTH, "1"), true),
            (nested(DEPTH + 2, "1"), false),
            (nested(20_000, "1"), false),
            (nested(100, &vec!["1"; 20_000].join(",")), false),
            (nested(5, &vec!["1"; 20_000].join(",")), true),
        ] {
            assert_eq!(json(&text).is_some(), is_pretty, "{} bytes", text.len());
        }
    }

    #[test]
    fn a_terminal_obeys_no_text() {
        assert_eq!(escaped("a\tb\r\nc\u{1b}[1m\u{202e}"), "a\tb\nc\\u{1b}[1m\\u{202e}");
    }
}
