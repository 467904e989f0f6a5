//! The text of a description: short maps in one line, prose as it is, quotes only where YAML needs them.

/// A value to be written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Yaml {
    /// A text, quoted where that is needed.
    Text(String),
    /// A number, a boolean or another value as it is written.
    Raw(String),
    /// A list in one line.
    List(Vec<Yaml>),
    /// A list with an entry on each line.
    Block(Vec<Yaml>),
    /// A map with a key on each line, or in one line if it is short and `true`.
    Map(Vec<(String, Yaml)>, bool),
}

/// The entries of a map.
pub(crate) type Entries = Vec<(String, Yaml)>;

/// How long a line may be before a short map becomes a block.
const WIDTH: usize = 120;

impl Yaml {
    /// A text.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A list: in one line if all of its elements are short.
    pub(crate) fn list(elements: Vec<Self>) -> Self {
        let is_short = |element: &Self| match element {
            Self::Text(text) => !text.contains('\n'),
            Self::Raw(_) => true,
            Self::List(elements) => elements.is_empty(),
            Self::Block(_) | Self::Map(..) => false,
        };
        if elements.iter().all(is_short) { Self::List(elements) } else { Self::Block(elements) }
    }

    /// A list of texts in one line.
    pub(crate) fn texts<T: Into<String>>(texts: impl IntoIterator<Item = T>) -> Self {
        Self::List(texts.into_iter().map(Self::text).collect())
    }
}

/// A key with its value.
pub(crate) fn entry(key: &str, value: Yaml) -> (String, Yaml) {
    (key.to_owned(), value)
}

/// A key that is `true`.
pub(crate) fn flag(key: &str) -> (String, Yaml) {
    entry(key, Yaml::Raw("true".to_owned()))
}

/// How keys are written.
#[derive(Clone, Copy)]
enum Keys {
    /// As those of a description, which are text in any case.
    Description,
    /// As those of any document: where a number is meant as a text, it is in quotes.
    Document,
}

/// Writes the entries of a map of a description, one below the other.
pub(crate) fn write_entries(out: &mut String, entries: &[(String, Yaml)], indent: usize) {
    Keys::Description.write_entries(out, entries, indent);
}

/// Writes a value of a description behind the colon of its key.
pub(crate) fn write_value(out: &mut String, value: &Yaml, indent: usize, key: usize) {
    Keys::Description.write_value(out, value, indent, key);
}

/// The value in one line, if it can be.
pub(crate) fn one_line(value: &Yaml) -> Option<String> {
    Keys::Description.one_line(value)
}

/// A whole document of another language.
pub(crate) fn to_yaml(entries: &[(String, Yaml)]) -> String {
    let mut out = String::new();
    Keys::Document.write_entries(&mut out, entries, 0);
    out
}

impl Keys {
    fn write_entries(self, out: &mut String, entries: &[(String, Yaml)], indent: usize) {
        for (key, value) in entries {
            out.push_str(&" ".repeat(indent));
            out.push_str(&self.plain_key(key, false));
            out.push(':');
            self.write_value(out, value, indent, key.len());
        }
    }

    fn write_value(self, out: &mut String, value: &Yaml, indent: usize, key: usize) {
        match value {
            Yaml::Text(text) if text.contains('\n') && is_block_text(text) => {
                out.push_str(" |-\n");
                for line in text.split('\n') {
                    if !line.is_empty() {
                        out.push_str(&" ".repeat(indent + 2));
                        out.push_str(line);
                    }
                    out.push('\n');
                }
            }
            Yaml::Map(entries, is_short) => {
                let is_short = *is_short || entries.is_empty();
                let line = self.one_line(value);
                if let Some(line) =
                    line.filter(|line| is_short && indent + key + line.len() + 3 <= WIDTH)
                {
                    out.extend([" ", &line, "\n"]);
                } else {
                    out.push('\n');
                    self.write_entries(out, entries, indent + 2);
                }
            }
            Yaml::Block(elements) if !elements.is_empty() => {
                out.push('\n');
                for element in elements {
                    self.write_element(out, element, indent + 2);
                }
            }
            other => {
                let line = self.one_line(other).unwrap_or_default();
                out.extend([" ", &line, "\n"]);
            }
        }
    }

    fn write_element(self, out: &mut String, element: &Yaml, indent: usize) {
        let start = " ".repeat(indent);
        let line = self.one_line(element).filter(|line| indent + line.len() + 2 <= WIDTH);
        let mut block = String::new();
        match (element, line) {
            (Yaml::Map(entries, _), None) => self.write_entries(&mut block, entries, indent + 2),
            (Yaml::List(elements) | Yaml::Block(elements), None) => {
                for element in elements {
                    self.write_element(&mut block, element, indent + 2);
                }
            }
            (_, line) => {
                // A text of several lines is in quotes.
                let line = line.or_else(|| self.one_line(element)).unwrap_or_default();
                block.extend([&line, "\n"]);
            }
        }
        out.extend([&start, "- ", block.trim_start_matches(' ')]);
    }

    fn one_line(self, value: &Yaml) -> Option<String> {
        Some(match value {
            Yaml::Text(text) => plain_in_line(text),
            Yaml::Raw(raw) => raw.clone(),
            Yaml::List(elements) => {
                let elements: Option<Vec<_>> =
                    elements.iter().map(|element| self.one_line_inside(element)).collect();
                format!("[{}]", elements?.join(", "))
            }
            Yaml::Block(elements) if elements.is_empty() => "[]".to_owned(),
            Yaml::Block(_) => return None,
            Yaml::Map(entries, _) if entries.is_empty() => "{}".to_owned(),
            Yaml::Map(entries, _) => {
                let entries: Option<Vec<_>> = entries
                    .iter()
                    .map(|(key, value)| {
                        Some(format!(
                            "{}: {}",
                            self.plain_key(key, true),
                            self.one_line_inside(value)?
                        ))
                    })
                    .collect();
                format!("{{ {} }}", entries?.join(", "))
            }
        })
    }

    fn one_line_inside(self, value: &Yaml) -> Option<String> {
        match value {
            Yaml::Text(text) if text.contains('\n') => None,
            Yaml::Text(text) => Some(plain(text, true)),
            Yaml::Map(entries, false) if !entries.is_empty() => None,
            other => self.one_line(other),
        }
    }

    fn plain_key(self, key: &str, is_inside: bool) -> String {
        let is_number = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_digit());
        // Paths and references are plain outside of what stands in one line.
        let is_of_document = |byte: u8| byte.is_ascii_alphanumeric() || b"/{}$_-.".contains(&byte);
        match self {
            Self::Description if is_number => key.to_owned(),
            Self::Document if key == "$ref" => key.to_owned(),
            Self::Document
                if !is_inside && key.starts_with('/') && key.bytes().all(is_of_document) =>
            {
                key.to_owned()
            }
            Self::Description | Self::Document => plain(key, true),
        }
    }
}

fn plain_in_line(text: &str) -> String {
    plain(text, false)
}

/// A text without quotes if that means the same, and in double quotes elsewhere.
fn plain(text: &str, is_inside: bool) -> String {
    if is_plain(text, is_inside) { text.to_owned() } else { quoted(text) }
}

fn is_plain(text: &str, is_inside: bool) -> bool {
    let first_is_plain = text.starts_with(|first: char| first.is_ascii_alphabetic());
    let first_is_plain = first_is_plain
        || (!is_inside && text.starts_with(['(', '/', '`']) && !text.starts_with('`'));
    let is_shown = |character: char| {
        (character.is_ascii_graphic()
            || character == ' '
            || (character.is_alphabetic() && !character.is_ascii()))
            && !matches!(character, '"' | '\\')
            && !(is_inside && matches!(character, ',' | '[' | ']' | '{' | '}'))
    };
    let word = text.to_ascii_lowercase();
    let is_other = matches!(
        word.as_str(),
        "true"
            | "false"
            | "null"
            | "yes"
            | "no"
            | "on"
            | "off"
            | "y"
            | "n"
            | "nan"
            | "inf"
            | "infinity"
    );
    first_is_plain
        && !is_other
        && text.chars().all(is_shown)
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with([' ', ':'])
}

/// A text in double quotes, with whatever cannot be seen as an escape.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            character if needs_escape(character) => {
                let code = u32::from(character);
                let escape =
                    if code > 0xFFFF { format!("\\U{code:08X}") } else { format!("\\u{code:04X}") };
                quoted.push_str(&escape);
            }
            character => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

fn needs_escape(character: char) -> bool {
    is_invisible(character)
        || matches!(character, '\u{A0}' | '\u{2000}'..='\u{200F}' | '\u{3000}' | '\u{FFFD}'..='\u{FFFF}')
}

/// Characters that people do not see, and that texts of a description must not hold.
pub(crate) fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}'
        )
}

/// Whether a text of several lines can stand as a block.
fn is_block_text(text: &str) -> bool {
    !text.starts_with([' ', '\n'])
        && !text.ends_with(['\n', ' '])
        && !text
            .chars()
            .any(|character| character != '\n' && (needs_escape(character) || character == '\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_mean_themselves() {
        for (text, expected) in [
            ("A pet, or two.", " A pet, or two.\n"),
            ("a: b", " \"a: b\"\n"),
            ("no", " \"no\"\n"),
            ("#1", " \"#1\"\n"),
            ("", " \"\"\n"),
            ("1", " \"1\"\n"),
            ("x\u{200B}y", " \"x\\u200By\"\n"),
            ("one\n\ntwo", " |-\n  one\n\n  two\n"),
            (" one\ntwo", " \" one\\ntwo\"\n"),
        ] {
            let mut out = String::new();
            write_value(&mut out, &Yaml::text(text), 0, 0);
            assert_eq!(out, expected, "{text}");
        }
    }
}
