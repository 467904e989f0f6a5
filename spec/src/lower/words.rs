//! Rules for texts: lines, paragraphs, versions, dates.

use super::Context;
use crate::api::Deprecation;
use crate::decode::Text;
use crate::diagnostic::Diagnostic;
use crate::document;
use crate::rule;

/// Text that people read as a paragraph or more.
pub(super) fn markdown(context: &mut Context<'_>, text: &Text) -> Option<String> {
    if text.trim().is_empty() {
        let diagnostic = Diagnostic::error(rule::EMPTY_TEXT, "a text without words")
            .label(text.span, "say something here, or take the key out");
        context.report.push(diagnostic);
        return None;
    }
    Some(text.trim().to_owned())
}

/// Text that people read in one line.
pub(super) fn line(context: &mut Context<'_>, text: &Text) -> Option<String> {
    let line = markdown(context, text)?;
    if line.contains('\n') {
        let diagnostic =
            Diagnostic::error(rule::MORE_THAN_ONE_LINE, "a text of more than one line")
                .label(text.span, "this must be one line")
                .help("`>-` in front of a text makes one line of several");
        context.report.push(diagnostic);
        return None;
    }
    Some(line)
}

/// The summary of an operation: a line without a full stop, as it also stands in lists.
pub(super) fn summary(context: &mut Context<'_>, text: &Text) -> Option<String> {
    let line = line(context, text)?;
    if let Some(shorter) = line.strip_suffix('.').filter(|shorter| !shorter.ends_with('.')) {
        let diagnostic = Diagnostic::error(rule::FULL_STOP, "a summary ends with a full stop")
            .label(text.span, "a summary is a title, no sentence");
        let plain = context.sources.slice(text.span) == text.as_str();
        context.report.push(if plain {
            diagnostic.help("take the full stop out").fix(text.span, shorter)
        } else {
            diagnostic
        });
        return None;
    }
    Some(line)
}

pub(super) fn optional<T>(
    context: &mut Context<'_>,
    text: Option<&Text>,
    check: impl Fn(&mut Context<'_>, &Text) -> Option<T>,
) -> Option<T> {
    text.and_then(|text| check(context, text))
}

/// A version as cargo reads it.
pub(super) fn version(context: &mut Context<'_>, text: &Text) -> Option<String> {
    if is_version(text) {
        return Some(text.value.clone());
    }
    let diagnostic =
        Diagnostic::error(rule::BAD_VERSION, format!("`{}` is not a version", text.value))
            .label(text.span, "a version is three numbers, such as `0.1.0`");
    context.report.push(diagnostic);
    None
}

pub(super) fn deprecation(
    context: &mut Context<'_>,
    document: Option<&document::Deprecation>,
) -> Option<Deprecation> {
    let document = document?;
    Some(Deprecation {
        since: optional(context, document.since.as_ref(), version),
        remove_after: optional(context, document.remove_after.as_ref(), date),
        use_instead: optional(context, document.use_instead.as_ref(), line),
    })
}

/// Refuses an id that is written as a value rather than as a key.
pub(super) fn id(context: &mut Context<'_>, text: &Text) {
    <document::Id as crate::decode::Keyed>::check(text, context.report);
}

/// A day of the calendar.
pub(super) fn date(context: &mut Context<'_>, text: &Text) -> Option<String> {
    if is_date(text) {
        return Some(text.value.clone());
    }
    let diagnostic = Diagnostic::error(rule::BAD_DATE, format!("`{}` is not a date", text.value))
        .label(text.span, "a date is written as `2027-01-31`");
    context.report.push(diagnostic);
    None
}

fn is_version(text: &str) -> bool {
    let (rest, build) = split(text, '+');
    let (core, pre_release) = split(rest, '-');
    let numbers: Vec<_> = core.split('.').collect();
    let identifiers = |part: Option<&str>, zeros: bool| {
        part.is_none_or(|part| {
            part.split('.').all(|word| {
                let known = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
                let number = word.bytes().all(|byte| byte.is_ascii_digit());
                !word.is_empty() && word.bytes().all(known) && (!number || zeros || is_number(word))
            })
        })
    };
    numbers.len() == 3
        && numbers.iter().all(|number| is_number(number))
        && identifiers(pre_release, false)
        && identifiers(build, true)
}

fn split(text: &str, separator: char) -> (&str, Option<&str>) {
    match text.split_once(separator) {
        Some((before, after)) => (before, Some(after)),
        None => (text, None),
    }
}

/// A number as versions have them: it fits 64 bits, and no zero stands in front.
fn is_number(text: &str) -> bool {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    digits && text.parse::<u64>().is_ok() && (text == "0" || !text.starts_with('0'))
}

/// Whether a text is a day of the calendar in the form `YYYY-MM-DD`.
pub(super) fn is_date(text: &str) -> bool {
    let digits = |range: std::ops::Range<usize>| {
        let part = text.get(range).filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()))?;
        part.parse::<u16>().ok()
    };
    let separators = text.len() == 10 && text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
    let (Some(year), Some(month), Some(day)) = (digits(0..4), digits(5..7), digits(8..10)) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    };
    separators && (1..=12).contains(&month) && (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions() {
        for good in ["0.1.0", "1.2.3-rc.1", "1.0.0+build.01", "1.0.0-a-b+c"] {
            assert!(is_version(good), "{good}");
        }
        for bad in
            ["", "1", "1.0", "1.0.0.0", "01.0.0", "1.0.x", "v1.0.0", "1.0.0-", "1.0.0-01", "1.0.0+"]
        {
            assert!(!is_version(bad), "{bad}");
        }
    }

    #[test]
    fn dates() {
        for good in ["2027-01-31", "2024-02-29", "2000-02-29"] {
            assert!(is_date(good), "{good}");
        }
        for bad in [
            "",
            "2027-02-29",
            "1900-02-29",
            "2027-13-01",
            "2027-1-31",
            "31.01.2027",
            "2027-01-00",
            "２027-01-1",
        ] {
            assert!(!is_date(bad), "{bad}");
        }
    }
}
