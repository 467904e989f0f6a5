//! The same values as JSON.

use std::fmt::Write as _;

use crate::yaml::Yaml;

/// A document, with two spaces for each level and a line break at its end.
pub(crate) fn to_json(value: &Yaml) -> String {
    let mut out = String::new();
    write(&mut out, value, 0);
    out.push('\n');
    out
}

fn write(out: &mut String, value: &Yaml, level: usize) {
    match value {
        Yaml::Text(text) => quote(out, text),
        Yaml::Raw(raw) => out.push_str(raw),
        Yaml::List(elements) | Yaml::Block(elements) => {
            let elements = elements.iter().map(|element| (None, element));
            group(out, ['[', ']'], elements, level);
        }
        Yaml::Map(entries, _) => {
            let entries = entries.iter().map(|(key, value)| (Some(key.as_str()), value));
            group(out, ['{', '}'], entries, level);
        }
    }
}

fn group<'a>(
    out: &mut String,
    [open, close]: [char; 2],
    parts: impl ExactSizeIterator<Item = (Option<&'a str>, &'a Yaml)>,
    level: usize,
) {
    out.push(open);
    let is_empty = parts.len() == 0;
    for (index, (key, value)) in parts.enumerate() {
        out.push_str(if index == 0 { "\n" } else { ",\n" });
        out.push_str(&"  ".repeat(level + 1));
        if let Some(key) = key {
            quote(out, key);
            out.push_str(": ");
        }
        write(out, value, level + 1);
    }
    if !is_empty {
        out.push('\n');
        out.push_str(&"  ".repeat(level));
    }
    out.push(close);
}

fn quote(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            character if character.is_control() || crate::yaml::is_invisible(character) => {
                let mut units = [0; 2];
                for unit in character.encode_utf16(&mut units) {
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
            character => out.push(character),
        }
    }
    out.push('"');
}
