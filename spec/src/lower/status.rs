//! Statuses of successes.

use super::Context;
use crate::decode::Text;
use crate::diagnostic::Diagnostic;
use crate::{Spanned, rule};

/// The status of a success, or 304.
pub(super) fn success(context: &mut Context<'_>, status: &Text) -> Option<Spanned<u16>> {
    let is_written = status.len() == 3 && status.bytes().all(|byte| byte.is_ascii_digit());
    let number = status.parse().ok().filter(|number| is_written && (100..=599).contains(number));
    let Some(number) = number else {
        context.report.push(no_status(status));
        return None;
    };
    if !(200..=299).contains(&number) && number != 304 {
        let reason = match number {
            100..=199 => "the transport deals with these",
            300..=399 => "redirects are not followed",
            _ => "the bodies of errors are said once, by `error_body`",
        };
        let message = format!("a response of status {number} is never reached");
        let diagnostic = Diagnostic::error(rule::UNREACHED_RESPONSE, message)
            .label(status.span, reason)
            .help("declare the response of a success, with a status from 200 to 299");
        context.report.push(diagnostic);
        return None;
    }
    Some(Spanned::new(number, status.span))
}

/// What is not a status, possibly since another language has more.
fn no_status(status: &Text) -> Diagnostic {
    const OF_ERRORS: &str = "the bodies of errors are said once, by `error_body`";
    let range = status.to_ascii_lowercase();
    let (label, help) = match range.strip_suffix("xx") {
        _ if range == "default" => {
            (OF_ERRORS, Some("take it out, and write each status of success, such as `200: Pet`"))
        }
        Some("2") => (
            "each status is declared by itself",
            Some(
                "write those that are documented, such as `200: Pet`; clients read any other status from 200 to 299 like the lowest of them",
            ),
        ),
        Some("4" | "5") => (OF_ERRORS, Some("take it out")),
        _ => ("a status is three digits from 100 to 599, such as 200", None),
    };
    let diagnostic =
        Diagnostic::error(rule::BAD_STATUS, format!("`{}` is not a status", status.value))
            .label(status.span, label);
    help.into_iter().fold(diagnostic, Diagnostic::help)
}
