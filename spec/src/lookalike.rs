//! Characters that look like signs of YAML and are none, as word processors, chats and other keyboards put them.

use crate::diagnostic::Diagnostic;
use crate::{Span, rule};

/// A character that is taken for another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lookalike {
    /// What it is.
    character: char,
    /// Its name, with an article.
    name: &'static str,
    /// The sign that was meant.
    pub(crate) meant: char,
}

impl Lookalike {
    /// The name with the code point, by which an editor finds it.
    pub(crate) fn describe(self) -> String {
        format!("{} (U+{:04X})", self.name, u32::from(self.character))
    }
}

/// The sign that a character looks like. `None` if it is one itself, or looks like nothing else.
pub(crate) fn lookalike(character: char) -> Option<Lookalike> {
    if character.is_ascii() {
        return None;
    }
    let (name, meant) = match character {
        '：' => ("a fullwidth colon", ':'),
        '﹕' => ("a small colon", ':'),
        '∶' => ("a ratio sign", ':'),
        'ː' | '꞉' => ("a letter that looks like a colon", ':'),
        '“' | '”' | '„' | '‟' | '«' | '»' | '＂' => ("a typographic quote", '"'),
        '‘' | '’' | '‚' | '‛' | '＇' => ("a typographic quote", '\''),
        '，' => ("a fullwidth comma", ','),
        '｛' => ("a fullwidth brace", '{'),
        '｝' => ("a fullwidth brace", '}'),
        '［' => ("a fullwidth bracket", '['),
        '］' => ("a fullwidth bracket", ']'),
        '＜' | '‹' => ("a typographic angle bracket", '<'),
        '＞' | '›' => ("a typographic angle bracket", '>'),
        '／' => ("a fullwidth slash", '/'),
        '＿' => ("a fullwidth underscore", '_'),
        '＃' => ("a fullwidth number sign", '#'),
        '‐' | '‑' => ("a typographic hyphen", '-'),
        '–' | '—' => ("a typographic dash", '-'),
        '−' => ("a minus sign", '-'),
        '－' => ("a fullwidth hyphen", '-'),
        '•' | '‣' | '▪' | '·' => ("a bullet", '-'),
        '\u{A0}' | '\u{202F}' => ("a no-break space", ' '),
        '\u{3000}' => ("an ideographic space", ' '),
        other if other.is_whitespace() => ("a typographic space", ' '),
        _ => return None,
    };
    Some(Lookalike { character, name, meant })
}

/// A text with the signs that were meant.
pub(crate) fn replaced(text: &str) -> String {
    text.chars().map(|character| lookalike(character).map_or(character, |it| it.meant)).collect()
}

/// The refusal of one that stands where a sign is needed.
pub(crate) fn refuse(found: Lookalike, span: Span) -> Diagnostic {
    let meant =
        if found.meant == ' ' { "a space".to_owned() } else { format!("`{}`", found.meant) };
    let message = format!("{} in place of {meant}", found.describe());
    Diagnostic::error(rule::YAML_SYNTAX, message)
        .label(span, "YAML takes this for a letter")
        .help(format!("write {meant}"))
        .fix(span, found.meant.to_string())
}

/// Rejects plain text that is wrapped in typographic quotes.
pub(crate) fn refuse_quotes(text: &str, span: Span) -> Option<Diagnostic> {
    let quote = |character: Option<char>| {
        character.and_then(lookalike).filter(|found| matches!(found.meant, '"' | '\''))
    };
    let (first, _) = (quote(text.chars().next())?, quote(text.chars().next_back())?);
    let inner: String = {
        let mut characters = text.chars();
        characters.next();
        characters.next_back();
        characters.collect()
    };
    let quoted = if inner.contains(['"', '\\']) {
        format!("'{}'", inner.replace('\'', "''"))
    } else {
        format!("\"{inner}\"")
    };
    let mark = u32::try_from(first.character.len_utf8()).ok()?;
    let diagnostic = Diagnostic::error(rule::YAML_SYNTAX, "typographic quotes around a text")
        .label(
            Span { end: span.start + mark, ..span },
            format!("{} is a letter of the text to YAML", first.describe()),
        )
        .help("write straight quotes")
        .fix(span, quoted)
        .help("if the quotes belong to the text, put straight quotes around them");
    Some(diagnostic)
}

/// Adds to a problem which of the characters at its place only look like the right ones. Texts of more than a word can hold
/// them, unless something else than text is needed there.
pub(crate) fn explain(diagnostic: Diagnostic, written: &str) -> Diagnostic {
    let is_word = !written.contains([' ', '\n']) && diagnostic.rule != rule::YAML_SYNTAX;
    let is_no_text = diagnostic.rule == rule::WRONG_TYPE && !written.contains('\n');
    let starts =
        |at: usize| !written[..at].contains(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let found = written.char_indices().find_map(|(at, character)| {
        let found = lookalike(character)?;
        (is_word || (is_no_text && starts(at))).then_some((at, found))
    });
    let (Some((at, found)), Some(span)) = (found, diagnostic.span()) else {
        return explain_comment(diagnostic, written);
    };
    let meant =
        if found.meant == ' ' { "a space".to_owned() } else { format!("`{}`", found.meant) };
    let diagnostic = diagnostic.help(format!("this holds {}: write {meant}", found.describe()));
    if diagnostic.fix.is_some() {
        return diagnostic;
    }
    if found.meant != ':' {
        return diagnostic.fix(span, replaced(written));
    }
    let start = span.start + u32::try_from(at).unwrap_or_default();
    let end = start + u32::try_from(found.character.len_utf8()).unwrap_or_default();
    diagnostic.fix(Span { start, end, ..span }, ": ")
}

/// Adds to a problem with a word that a comment is part of it.
fn explain_comment(diagnostic: Diagnostic, written: &str) -> Diagnostic {
    let is_word =
        matches!(diagnostic.rule, rule::BAD_METHOD | rule::UNKNOWN_TYPE | rule::UNKNOWN_WORD);
    if is_word && written.contains('#') && !written.starts_with('#') {
        return diagnostic.help("a comment needs a space in front of its `#`");
    }
    if is_word && [" //", " /*", " --", " ;"].iter().any(|sign| written.contains(sign)) {
        return diagnostic.help("a comment begins with ` #`");
    }
    diagnostic
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_were_meant() {
        for (written, meant) in [
            ("in：path", "in:path"),
            ("a\u{A0}b\u{3000}c\u{2009}d", "a b c d"),
            ("“a” ‘b’", "\"a\" 'b'"),
            ("2027–01−31", "2027-01-31"),
            ("list＜Pet＞", "list<Pet>"),
            ("née", "née"),
        ] {
            assert_eq!(replaced(written), meant, "{written}");
        }
        let found = lookalike('：').expect("a lookalike");
        assert_eq!(found.describe(), "a fullwidth colon (U+FF1A)");
    }
}
