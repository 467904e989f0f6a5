//! Spans of code in Markdown, for emitted documentation and for reports alike.

/// A text of one line as a span of code, whatever it holds: nothing in it becomes Markdown, HTML or invisible.
#[must_use]
pub fn code_span(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() || is_invisible(c) || is_joiner(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    let longest = shown.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    // A span must not be empty, and one blank at each of its ends is taken away.
    let is_bare =
        !shown.starts_with(['`', ' ']) && !shown.ends_with(['`', ' ']) && !shown.is_empty();
    let gap = if is_bare { "" } else { " " };
    format!("{fence}{gap}{shown}{gap}{fence}")
}

/// Characters that change how others are shown, or are not shown at all. The compiler refuses some of them.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
    )
}

/// Characters that are not shown, but that some scripts and many emoji need, as in the names of things in Persian.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

#[cfg(test)]
mod tests {
    use super::code_span;

    #[test]
    fn no_text_breaks_out() {
        let table = [
            ("a|b @all <b>", "`a|b @all <b>`"),
            ("query `Otp`", "`` query `Otp` ``"),
            ("a``<b>``c", "```a``<b>``c```"),
            ("``` x", "```` ``` x ````"),
            ("a\nb", "`a\\u{a}b`"),
            ("a\u{202e}b", "`a\\u{202e}b`"),
            ("", "`  `"),
            (" a ", "`  a  `"),
        ];
        for (text, expected) in table {
            assert_eq!(code_span(text), expected, "{text:?}");
        }
    }
}
