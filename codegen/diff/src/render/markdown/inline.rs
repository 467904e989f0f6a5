//! Texts of a description within Markdown: they stand as they are, and are taken for nothing else.

use restwright_codegen::code_span;

use crate::render::phrases::{MAX_CHARACTERS, Segment, line, segments};

/// A line that begins so is not the beginning of a list or of a quote.
const FIRST: fn(char) -> bool = |c| c == '`' || c.is_ascii_alphabetic();

/// A text as code, on one line: neither Markdown nor HTML, no link and no name of a person who would be called.
pub(crate) fn code(text: &str) -> String {
    code_span(&line(text))
}

/// A phrase in which names are quoted. What is not quoted stays plain as long as it is made of words alone.
pub(crate) fn phrase(text: &str) -> String {
    let segments = segments(text);
    let is_safe = |segment: &Segment<'_>| match segment {
        Segment::Plain(words) => words.split(' ').all(is_word),
        Segment::Quoted(name) => !name.trim().is_empty(),
    };
    let has_quotes = segments.iter().any(|segment| matches!(segment, Segment::Quoted(_)));
    let is_short = text.chars().count() <= MAX_CHARACTERS;
    if !(has_quotes && is_short && text.starts_with(FIRST) && segments.iter().all(is_safe)) {
        return code(text);
    }
    let shown = segments.into_iter().map(|segment| match segment {
        Segment::Plain(words) => words.to_owned(),
        Segment::Quoted(name) => code(name),
    });
    shown.collect()
}

/// Lines that went and lines that came, as a diff.
pub(super) fn diff<'a>(lines: impl Iterator<Item = (char, &'a str)>) -> String {
    let lines: Vec<_> = lines.map(|(sign, text)| format!("{sign} {}\n", line(text))).collect();
    let text = lines.concat();
    let fence = "`".repeat(longest_fence(&text).max(2) + 1);
    format!("{fence}diff\n{text}{fence}\n\n")
}

/// A word of a language, perhaps with a comma behind it, and nothing that anybody makes a link of.
fn is_word(word: &str) -> bool {
    let bare = word.strip_suffix([',', ':', ';']).unwrap_or(word);
    let bare = bare.strip_prefix('(').unwrap_or(bare);
    let bare = bare.strip_suffix(')').unwrap_or(bare);
    let is_number = bare.chars().all(|c| c.is_ascii_digit()) && bare.len() < 5;
    is_number || bare.chars().all(|c| c.is_ascii_alphabetic())
}

fn longest_fence(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{code, phrase};

    #[test]
    fn no_text_breaks_out_of_its_code() {
        assert_eq!(code("a\n`b`\u{202e}c"), "``a `b` c``");
        assert_eq!(code(&"x".repeat(400)).chars().count(), 303);
    }

    #[test]
    fn only_words_stand_without_code() {
        for (text, expected) in [
            ("query `Otp`: string", "query `Otp`: string"),
            ("`a` and `b`", "`a` and `b`"),
            ("string, optional", "`string, optional`"),
            ("ask `x` of @all", "``ask `x` of @all``"),
            ("see `x` <b>", "``see `x` <b>``"),
            ("see `x` at www.example.com", "``see `x` at www.example.com``"),
            ("see `x` #12", "``see `x` #12``"),
            ("1) `x`", "`` 1) `x` ``"),
            ("- `x`", "`` - `x` ``"),
            ("a `x` b `y", "``a `x` b `y``"),
            ("a `` b", "```a `` b```"),
        ] {
            assert_eq!(phrase(text), expected);
        }
    }
}
