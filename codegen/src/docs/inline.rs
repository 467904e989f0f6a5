//! Words of a text, each as Markdown that shows just that word.

use super::span::{code_span, is_invisible};

/// Characters of Markdown and HTML.
const ESCAPED: [char; 10] = ['\\', '`', '*', '_', '[', ']', '<', '>', '&', '~'];

/// A word, or a whole span of code: never broken over two lines.
#[derive(Debug)]
pub(super) struct Word {
    /// Its Markdown.
    pub(super) text: String,
}

impl Word {
    /// The word where a line begins: there, `-`, `#` or `1.` would mean more than themselves.
    pub(super) fn at_line_start(&self) -> String {
        let digits = self.text.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 && matches!(self.text.as_bytes().get(digits), Some(b'.' | b')')) {
            let (number, rest) = self.text.split_at(digits);
            return format!("{number}\\{rest}");
        }
        if self.text.starts_with(['-', '+', '=', '#']) {
            return format!("\\{}", self.text);
        }
        self.text.clone()
    }
}

/// Words of emitted Markdown, which is not escaped. A span of code is one word, so that no line begins within it.
pub(super) fn raw_words(markdown: &str) -> Vec<Word> {
    let (mut words, mut word, mut rest) = (Vec::new(), String::new(), markdown);
    while let Some(c) = rest.chars().next() {
        let ticks = rest.len() - rest.trim_start_matches('`').len();
        let length = if ticks > 0 { span(rest, ticks) } else { c.len_utf8() };
        if c.is_whitespace() {
            words.extend((!word.is_empty()).then(|| Word { text: std::mem::take(&mut word) }));
        } else {
            word.push_str(&rest[..length]);
        }
        rest = &rest[length..];
    }
    words.extend((!word.is_empty()).then_some(Word { text: word }));
    words
}

/// The length of the span of code at the beginning of a text, or of the backticks alone if nothing ends it.
fn span(text: &str, ticks: usize) -> usize {
    let mut at = ticks;
    while let Some(next) = text[at..].find('`').map(|next| at + next) {
        let end = text[next..].find(|c| c != '`').map_or(text.len(), |length| next + length);
        if end - next == ticks {
            return end;
        }
        at = end;
    }
    ticks
}

/// Words of one paragraph of the description.
pub(super) fn words(paragraph: &str) -> Vec<Word> {
    let clean: String = paragraph
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .filter(|&c| !is_invisible(c))
        .collect();
    let pieces: Vec<&str> = clean.split('`').collect();
    let balanced = pieces.len() % 2 == 1
        && pieces.iter().skip(1).step_by(2).all(|code| !code.trim().is_empty());
    if !balanced {
        return clean.split_whitespace().map(|word| Word { text: plain(word) }).collect();
    }
    // Pieces alternate between prose and code. Code clings to the prose around it unless there is a space.
    let mut words: Vec<Word> = Vec::new();
    let mut clinging = false;
    for (index, piece) in pieces.iter().enumerate() {
        if index % 2 == 1 {
            push(&mut words, format!("`{}`", piece.trim()), clinging);
            clinging = true;
            continue;
        }
        for (position, word) in piece.split_whitespace().enumerate() {
            let clings = position == 0 && clinging && !piece.starts_with(char::is_whitespace);
            push(&mut words, plain(word), clings);
        }
        let ends_in_space = piece.is_empty() || piece.ends_with(char::is_whitespace);
        clinging = if piece.is_empty() { clinging } else { !ends_in_space };
    }
    words
}

fn push(words: &mut Vec<Word>, text: String, clings: bool) {
    match words.last_mut() {
        Some(last) if clings => last.text.push_str(&text),
        _ => words.push(Word { text }),
    }
}

/// A word of prose: an address becomes a link, the rest is escaped.
fn plain(word: &str) -> String {
    // Something may cling to an address from the front, too: `[page](https://example.com)`.
    let addresses = ["https://", "http://"].into_iter().filter_map(|scheme| word.find(scheme));
    if let Some(start) = addresses.min() {
        let (before, rest) = word.split_at(start);
        let address = rest.trim_end_matches(|c: char| ".,;:!?'\")]}>".contains(c));
        if address.chars().all(|c| c.is_ascii_graphic() && !"<>\\`".contains(c)) {
            let after = &rest[address.len()..];
            return format!("{}<{address}>{}", escape(before), escape(after));
        }
        // No link can hold it, and rustdoc would report a bare URL.
        return code(word);
    }
    escape(word)
}

/// A text of the description as a span of code.
pub(crate) fn code(text: &str) -> String {
    if text.is_empty() { "an empty text".to_owned() } else { code_span(text) }
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if ESCAPED.contains(&c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    if escaped.starts_with('#') {
        escaped.insert(0, '\\');
    }
    escaped
}
