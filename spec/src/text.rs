//! Checks of the bytes of a file before they are parsed as YAML.

use crate::diagnostic::{Diagnostic, Report};
use crate::source::File;
use crate::{Span, rule};

/// The size limit of a file in bytes: it keeps memory and time in bounds.
pub const MAX_FILE_BYTES: usize = 4 << 20;

/// Whether the text is valid input for the YAML parser; what is not is reported.
pub(crate) fn check(source: u32, file: &File, report: &mut Report) -> Readable {
    let problem = too_long(source, file)
        .or_else(|| broken_utf8(source, file))
        .or_else(|| nul(source, file))
        .or_else(|| hidden(source, file))
        .or_else(|| merge_conflict(source, file))
        .or_else(|| tab(source, file));
    match problem {
        Some(problem) => {
            report.push(problem);
            Readable::No
        }
        None => Readable::Yes,
    }
}

/// Whether a file of another language is text at all; what is not is reported.
pub(crate) fn check_foreign(source: u32, file: &File, report: &mut Report) -> Readable {
    let problem = broken_utf8(source, file)
        .or_else(|| nul(source, file))
        .or_else(|| merge_conflict(source, file));
    match problem {
        Some(problem) => {
            report.push(problem);
            Readable::No
        }
        None => Readable::Yes,
    }
}

/// Whether reading of a file can continue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Readable {
    Yes,
    No,
}

fn too_long(source: u32, file: &File) -> Option<Diagnostic> {
    let length = file.text().len();
    (length > MAX_FILE_BYTES).then(|| {
        // The real size is unknown: reading stops once the limit is exceeded.
        let message = format!("the file is larger than {} MiB", MAX_FILE_BYTES >> 20);
        Diagnostic::error(rule::FILE_TOO_LONG, message)
            .label(Span::new(source, 0, 0), "")
            .help("split it: all files of the folder are read as one description")
    })
}

fn broken_utf8(source: u32, file: &File) -> Option<Diagnostic> {
    let at = u32::try_from(file.broken_at()?).ok()?;
    let replacement = u32::try_from(char::REPLACEMENT_CHARACTER.len_utf8()).ok()?;
    let diagnostic = Diagnostic::error(rule::BROKEN_UTF8, "the file is not UTF-8")
        .label(Span::new(source, at, at + replacement), "this byte is wrong")
        .help("save the file in the encoding UTF-8");
    Some(diagnostic)
}

fn nul(source: u32, file: &File) -> Option<Diagnostic> {
    let at = u32::try_from(file.text().find('\0')?).ok()?;
    let diagnostic = Diagnostic::error(rule::NUL, "the file holds a NUL character")
        .label(Span::new(source, at, at + 1), "here")
        .help("delete it; a file full of them is in the encoding UTF-16");
    Some(diagnostic)
}

/// Invisible characters can make a text look like another one. Written as an escape (`"\u200B"`) they can be seen.
fn hidden(source: u32, file: &File) -> Option<Diagnostic> {
    let text = file.text();
    let mut characters = text.char_indices().peekable();
    let mut places = Vec::new();
    while let Some((at, character)) = characters.next() {
        let is_break =
            character == '\r' && characters.peek().is_some_and(|(_, next)| *next == '\n');
        if is_hidden(character) && !is_break {
            places.push((at, character));
        }
    }
    let (_, first) = *places.first()?;
    let message = format!("the file holds the invisible character U+{:04X}", u32::from(first));
    let mut diagnostic = Diagnostic::error(rule::HIDDEN_CHARACTER, message);
    for (at, character) in places.iter().take(MAX_PLACES) {
        let start = u32::try_from(*at).ok()?;
        let end = u32::try_from(*at + character.len_utf8()).ok()?;
        diagnostic = diagnostic.label(Span::new(source, start, end), "here");
    }
    if let Some(more) = places.len().checked_sub(MAX_PLACES).filter(|more| *more > 0) {
        diagnostic = diagnostic.help(format!("there are {more} more of such characters"));
    }
    Some(diagnostic.help("delete it, or write it as an escape in double quotes"))
}

/// How many invisible characters a message shows.
const MAX_PLACES: usize = 4;

/// Control characters and those that change how the text around them looks without being seen. The joiners U+200C and
/// U+200D are not among them: some scripts and many emoji need them.
pub(crate) fn is_hidden(character: char) -> bool {
    match character {
        '\n' | '\t' => false,
        '\u{AD}'
        | '\u{61C}'
        | '\u{180E}'
        | '\u{200B}'
        | '\u{200E}'
        | '\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E007F}' => true,
        other => other.is_control(),
    }
}

/// The lines that git puts around what it could not merge. At their column, no line of a description begins so.
fn merge_conflict(source: u32, file: &File) -> Option<Diagnostic> {
    let mut offset = 0;
    let mut lines = Vec::new();
    for line in file.text().split_inclusive('\n') {
        let sign = line.get(..7).filter(|start| MERGE_SIGNS.contains(start));
        if sign.is_some_and(|_| line[7..].trim_end().is_empty() || line[7..].starts_with(' ')) {
            lines.push((offset, line.trim_end()));
        }
        offset += line.len();
    }
    lines.first()?;
    let mut diagnostic = Diagnostic::error(rule::MERGE_CONFLICT, "the file holds a merge conflict");
    for (index, (at, line)) in lines.iter().take(MAX_PLACES).enumerate() {
        let start = u32::try_from(*at).ok()?;
        let end = u32::try_from(at + line.len()).ok()?;
        let text = if index == 0 { "git left this line" } else { "and this one" };
        diagnostic = diagnostic.label(Span::new(source, start, end), text);
    }
    Some(diagnostic.help("keep the valid part of both sides, and delete these lines"))
}

const MERGE_SIGNS: [&str; 4] = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];

/// Refused also in the lines of a block text, where YAML would accept it: the difference is invisible.
fn tab(source: u32, file: &File) -> Option<Diagnostic> {
    let mut offset = 0;
    for line in file.text().split_inclusive('\n') {
        let content = line.trim_start_matches([' ', '\t']);
        let indentation = &line[..line.len() - content.len()];
        let at = indentation.find('\t').filter(|_| !content.trim().is_empty());
        if let Some(at) = at {
            let start = u32::try_from(offset + at).ok()?;
            let length = u32::try_from(indentation.len() - at).ok()?;
            let diagnostic = Diagnostic::error(rule::TAB, "a tab in the indentation")
                .label(Span::new(source, start, start + length), "this is a tab")
                .help("indent with spaces");
            return Some(diagnostic);
        }
        offset += line.len();
    }
    None
}
