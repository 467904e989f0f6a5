//! Rules for texts: lines, paragraphs, versions, dates.

use semver::Version;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::Context;
use crate::api::Deprecation;
use crate::decode::Text;
use crate::diagnostic::Diagnostic;
use crate::document;
use crate::rule;
use crate::text::is_hidden;

/// Text that people read as a paragraph or more.
pub(super) fn markdown(context: &mut Context<'_>, text: &Text) -> Option<String> {
    if text.trim().is_empty() {
        refuse_empty(context, text, "write the text that belongs here");
        return None;
    }
    // As an escape it can be seen in the file, but not where the text is shown.
    if let Some(hidden) = text.chars().find(|character| is_hidden(*character) && *character != '\r')
    {
        let message = format!("a text with the invisible character U+{:04X}", u32::from(hidden));
        let diagnostic = Diagnostic::error(rule::HIDDEN_CHARACTER, message)
            .label(text.span, "this is shown to people, who would not see it")
            .help("take it out");
        context.report.push(diagnostic);
        return None;
    }
    if is_unfinished(text.trim()) {
        let diagnostic = Diagnostic::warning(rule::UNFINISHED_TEXT, "a text is not written yet")
            .label(text.span, "it begins with `TODO`")
            .help("write the text: it stands in the documentation of the client");
        context.report.push(diagnostic);
    }
    Some(text.trim().to_owned())
}

/// Whether an author, or a template, has left the text for later.
fn is_unfinished(text: &str) -> bool {
    text.strip_prefix("TODO").is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

fn refuse_empty(context: &mut Context<'_>, text: &Text, advice: &str) {
    let diagnostic = Diagnostic::error(rule::EMPTY_TEXT, "empty text").label(text.span, advice);
    context.report.push(diagnostic);
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
            .label(text.span, "a summary is a title, not a sentence");
        let plain = context.sources.slice(text.span) == text.as_str();
        context.report.push(if plain {
            diagnostic.help("remove the full stop").fix(text.span, shorter)
        } else {
            diagnostic
        });
        return None;
    }
    Some(line)
}

/// The text of a required key. That the key is missing has been reported.
pub(super) fn required<T>(
    context: &mut Context<'_>,
    text: Option<&Text>,
    check: impl Fn(&mut Context<'_>, &Text) -> Option<T>,
) -> Option<T> {
    text.and_then(|text| check(context, text))
}

/// The text of an optional key: an empty one can be left out with its key.
pub(super) fn optional<T>(
    context: &mut Context<'_>,
    text: Option<&Text>,
    check: impl Fn(&mut Context<'_>, &Text) -> Option<T>,
) -> Option<T> {
    let text = text?;
    if text.trim().is_empty() {
        refuse_empty(context, text, "write a text, or remove the key");
        return None;
    }
    check(context, text)
}

/// A version as cargo reads it.
pub(super) fn version(context: &mut Context<'_>, text: &Text) -> Option<String> {
    if Version::parse(text).is_ok() {
        return Some(text.value.clone());
    }
    let diagnostic =
        Diagnostic::error(rule::BAD_VERSION, format!("`{}` is not a version", text.value))
            .label(text.span, "a version is three numbers, such as `0.1.0`");
    let whole =
        ["", ".0", ".0.0"].map(|rest| format!("{}{rest}", text.value.trim_start_matches('v')));
    let meant = whole.iter().find(|meant| Version::parse(meant).is_ok());
    context.report.push(diagnostic.suggest(text.span, meant.map(String::as_str)));
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
        .label(
            text.span,
            if has_form_of_date(text) {
                "the calendar has no such day"
            } else {
                "a date is written as `2027-01-31`"
            },
        );
    context.report.push(diagnostic);
    None
}

/// Whether a text has the form `YYYY-MM-DD`.
fn has_form_of_date(text: &str) -> bool {
    let parts: Vec<_> = text.split('-').map(str::len).collect();
    parts == [4, 2, 2] && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
}

/// Whether a text is a day of the calendar in the form `YYYY-MM-DD`.
pub(super) fn is_date(text: &str) -> bool {
    is_timestamp(&format!("{text}T00:00:00Z"))
}

/// Whether a text is a UUID in the form of RFC 9562.
pub(super) fn is_uuid(text: &str) -> bool {
    let groups = [8, 4, 4, 4, 12];
    let parts = text.split('-').collect::<Vec<_>>();
    let is_group = |(part, length): (&&str, usize)| {
        part.len() == length && part.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    parts.len() == groups.len() && parts.iter().zip(groups).all(is_group)
}

/// A date and a time of day, with or without an offset, as a client reads them.
pub(super) fn is_timestamp(text: &str) -> bool {
    let is_full = |text: &str| OffsetDateTime::parse(text, &Rfc3339).is_ok();
    is_full(text) || is_full(&format!("{text}Z"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unfinished_texts() {
        for (text, expected) in [
            ("TODO: what it does", true),
            ("TODO", true),
            ("TODO what it does", true),
            ("TODOs of a user", false),
            ("The TODO of a user", false),
            ("Todo lists", false),
        ] {
            assert_eq!(is_unfinished(text), expected, "{text}");
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

    #[test]
    fn timestamps() {
        for good in [
            "2027-01-31T12:00:00Z",
            "0001-01-01T00:00:00",
            "2020-05-01T01:02:03.1234567+02:00",
            "2020-05-01t01:02:03z",
            "2020-05-01 01:02:03",
        ] {
            assert!(is_timestamp(good), "{good}");
        }
        for bad in [
            "",
            "2027-01-31",
            "2027-01-31T",
            "2027-02-29T12:00:00Z",
            "2027-01-31T25:00:00Z",
            "2027-01-31T12:00Z",
            "2027-01-31T12:00:00.Z",
            "2027-01-31T12:00:00Zx",
        ] {
            assert!(!is_timestamp(bad), "{bad}");
        }
    }
}
