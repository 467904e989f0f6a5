//! Programs, requests and values with the colours of their parts.

use crate::html::Html;

/// What a block holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    Rust,
    Json,
    Shell,
    Plain,
}

/// Keywords that examples use.
const KEYWORDS: [&str; 20] = [
    "Err", "None", "Ok", "Some", "as", "async", "await", "else", "false", "fn", "for", "if", "in",
    "let", "match", "mut", "return", "true", "use", "while",
];

/// A block of code. Lines of Rust that only make an example compile are left out.
pub(crate) fn block(code: &str, language: Language) -> Html {
    let shown =
        |line: &&str| language != Language::Rust || !(*line == "#" || line.starts_with("# "));
    let code: Vec<_> = code.trim_end().lines().filter(shown).collect();
    let code = coloured(&code.join("\n"), language);
    // What is wider than the window can be scrolled by keyboard.
    Html::markup(format!("<pre tabindex=\"0\"><code>{code}</code></pre>"))
}

fn coloured(code: &str, language: Language) -> Html {
    let mut html = Html::default();
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        let (length, class) = token(rest, c, language);
        let (token, after) = rest.split_at(length);
        match class {
            Some(class) => html.push(&Html::classed("span", class, &Html::text(token))),
            None => html.push_text(token),
        }
        rest = after;
    }
    html
}

/// The length of the first token, and its class.
fn token(rest: &str, first: char, language: Language) -> (usize, Option<&'static str>) {
    let while_ = |is: fn(char) -> bool| rest.find(|c| !is(c)).unwrap_or(rest.len());
    match (language, first) {
        (Language::Plain, _) => (rest.len(), None),
        (Language::Rust, '/') if rest.starts_with("//") => {
            (rest.find('\n').unwrap_or(rest.len()), Some("remark"))
        }
        (Language::Rust | Language::Json, '"') => {
            let length = string(rest, '"', true);
            let is_key = language == Language::Json && rest[length..].starts_with(':');
            (length, Some(if is_key { "key" } else { "string" }))
        }
        (Language::Shell, '\'') => (string(rest, '\'', false), Some("string")),
        (Language::Shell, '"') => (string(rest, '"', true), Some("variable")),
        (Language::Shell, '\\') => {
            (first.len_utf8() + rest[1..].chars().next().map_or(0, char::len_utf8), None)
        }
        (Language::Shell, '-') if rest.starts_with("--") => {
            (while_(|c| c.is_alphanumeric() || c == '-'), Some("keyword"))
        }
        (_, c) if c.is_alphabetic() || c == '_' => {
            let length = while_(|c| c.is_alphanumeric() || c == '_');
            (length, word(&rest[..length], &rest[length..], language))
        }
        (Language::Rust | Language::Json, c) if c.is_ascii_digit() => {
            (while_(|c| c.is_alphanumeric() || c == '_' || c == '.'), Some("number"))
        }
        (_, c) => (c.len_utf8(), None),
    }
}

fn word(word: &str, after: &str, language: Language) -> Option<&'static str> {
    match language {
        Language::Json => Some("keyword"),
        Language::Rust if KEYWORDS.binary_search(&word).is_ok() => Some("keyword"),
        Language::Rust if word.starts_with(char::is_uppercase) => Some("type"),
        Language::Rust if after.starts_with(['(', '!']) => Some("call"),
        _ => None,
    }
}

/// The length of a string with its quotes, or of all that is left if it does not end.
fn string(rest: &str, quote: char, has_escapes: bool) -> usize {
    let mut is_escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        if is_escaped {
            is_escaped = false;
        } else if c == '\\' && has_escapes {
            is_escaped = true;
        } else if c == quote {
            return at + c.len_utf8();
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_sorted_for_the_search() {
        assert!(KEYWORDS.is_sorted());
    }

    #[test]
    fn every_character_is_shown_once() {
        let table = [
            (
                Language::Rust,
                "let a = \"<b>\\\"\"; // it's",
                "let a = &quot;&lt;b&gt;\\&quot;&quot;; // it&#39;s",
            ),
            (Language::Rust, "# hidden\nuse a;\n#[b]", "use a;\n#[b]"),
            (Language::Json, "{\"a\": [1.5, true, \"x", "{&quot;a&quot;: [1.5, true, &quot;x"),
            (
                Language::Shell,
                "curl --json '{}'\"$A\" 'é",
                "curl --json &#39;{}&#39;&quot;$A&quot; &#39;é",
            ),
            (Language::Plain, "<!-- \"", "&lt;!-- &quot;"),
        ];
        for (language, code, expected) in table {
            let html = block(code, language).to_string();
            let mut shown = String::new();
            for piece in html.split('<').skip(1) {
                shown.push_str(piece.split_once('>').expect("a tag ends").1);
            }
            assert_eq!(shown, expected, "{html}");
        }
    }
}
