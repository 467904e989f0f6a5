//! Texts for people: kept as they are, as far as a description can hold them.

use crate::yaml::is_invisible;

/// What stands where a document says nothing and the language wants a text.
pub(crate) const UNDOCUMENTED: &str = "Undocumented.";

/// The first text that says anything.
pub(crate) fn first(texts: &[Option<&str>]) -> Option<String> {
    texts.iter().flatten().map(|text| paragraphs(text)).find(|text| !text.is_empty())
}

/// A text of any number of lines, without what nobody sees.
pub(crate) fn paragraphs(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', "    ");
    let is_shown = |character: &char| *character == '\n' || !is_invisible(*character);
    let text: String = text.chars().filter(is_shown).collect();
    let lines: Vec<_> = text.trim().lines().map(str::trim_end).collect();
    lines.join("\n")
}

/// A description that says the default as well, unless it says so already.
pub(crate) fn with_default(description: Option<String>, default: Option<&str>) -> String {
    match (description, default) {
        (None, None) => UNDOCUMENTED.to_owned(),
        (None, Some(default)) => format!("By default `{default}`."),
        (Some(text), Some(default)) if !text.to_lowercase().contains("default") => {
            format!("{text} By default `{default}`.")
        }
        (Some(text), _) => text,
    }
}

/// The same description where the default has a key of its own.
pub(crate) fn without_default(description: &str, default: &str) -> String {
    let told = format!("By default `{default}`.");
    match description.strip_suffix(&told).map(str::trim_end) {
        Some("") => UNDOCUMENTED.to_owned(),
        Some(rest) => rest.to_owned(),
        None => description.to_owned(),
    }
}

/// A text in one line.
pub(crate) fn line(text: &str) -> String {
    let words: Vec<_> = paragraphs(text).split_whitespace().map(str::to_owned).collect();
    words.join(" ")
}

/// The title of an operation: one line without a full stop at its end.
pub(crate) fn summary(text: &str) -> Option<String> {
    let line = line(text.trim().split("\n\n").next().unwrap_or_default());
    let sentence = line.split_once(". ").map_or(line.as_str(), |(sentence, _)| sentence);
    let title = if line.len() > 100 { sentence } else { &line };
    let title = title.trim_end_matches(['.', ' ']);
    (!title.is_empty()).then(|| title.to_owned())
}
