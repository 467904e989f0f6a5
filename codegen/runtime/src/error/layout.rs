//! Which layout the body of an error response has, and the code in it.

use super::{FoundCode, Problem, RawResponse};
use crate::decode::{error_number, mentions, text_at, text_of, value_at};
use crate::request::{CodeLocation, ErrorBody, Service};

/// The type of a problem that has none, by RFC 9457.
const NO_TYPE: &str = "about:blank";

/// What an error response says in one of the layouts of the service, if it has one: the first in which its code is, or
/// else the first of which anything is there.
pub(crate) fn refusal(response: &RawResponse, service: &'static Service) -> Option<Problem> {
    let json = text_of(&response.body);
    let found = |layout: &'static ErrorBody| {
        let code = code_of(response, &json, layout, service)?;
        Some(Problem::Api { code, layout })
    };
    let fits = |layout: &&'static ErrorBody| fits(response, &json, layout);
    service.error_bodies.iter().find_map(found).or_else(|| {
        let layout = service.error_bodies.iter().find(fits)?;
        Some(Problem::Api { code: FoundCode::Nothing, layout })
    })
}

/// The error that a body with a success status is, if it is one.
pub(crate) fn refusal_in_success(body: &[u8], service: &'static Service) -> Option<Problem> {
    let mut layouts = service.error_bodies.iter().filter(|layout| layout.in_success).peekable();
    layouts.peek()?;
    let json = text_of(body);
    layouts.find_map(|layout| {
        let code = code_in(&json, layout, service)?;
        Some(Problem::Api { code, layout })
    })
}

/// What is known of an item of a stream.
#[cfg(feature = "streams")]
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Item {
    Any,
    /// It is not of the type that it should be.
    Unreadable,
    /// It says that it is an error.
    Error,
}

/// The error that an item of a stream is, if it is one.
///
/// The status of a stream is sent before anything can go wrong in it, so its items can be errors in every layout whose key
/// nothing else in them has (`is_known`). One that says that it is an error can have such keys, and needs no code; one
/// that cannot be read needs no code either.
#[cfg(feature = "streams")]
pub(crate) fn refusal_of_item(
    item: &[u8],
    service: &'static Service,
    kind: Item,
    is_known: &mut dyn FnMut(&str) -> bool,
) -> Option<Problem> {
    let json = text_of(item);
    let mut is_own =
        |path: &[&str]| kind == Item::Error || path.first().is_some_and(|key| !is_known(key));
    for layout in service.error_bodies {
        if (layout.in_success || code_path(layout).is_some_and(&mut is_own))
            && let Some(code) = code_in(&json, layout, service)
        {
            return Some(Problem::Api { code, layout });
        }
    }
    if kind == Item::Any {
        return None;
    }
    let mut mentioned = |path: &[&str]| is_own(path) && mentions(&json, path);
    let layout = service.error_bodies.iter().find(|layout| paths(layout).any(&mut mentioned))?;
    Some(Problem::Api { code: FoundCode::Nothing, layout })
}

fn code_of(
    response: &RawResponse,
    json: &str,
    layout: &ErrorBody,
    service: &Service,
) -> Option<FoundCode> {
    match layout.code {
        CodeLocation::Status => Some(FoundCode::Number(response.status.as_u16().into())),
        _ => code_in(json, layout, service),
    }
}

/// The code in a body, unless it is one that is no code.
fn code_in(json: &str, layout: &ErrorBody, service: &Service) -> Option<FoundCode> {
    match layout.code {
        CodeLocation::Number(path) => {
            Some(FoundCode::number(service, error_number(value_at(json, path)?)?))
        }
        CodeLocation::Text(path) => {
            let raw = value_at(json, path)?;
            if !raw.starts_with(|first: char| first == '"' || first.is_ascii_digit()) {
                return None;
            }
            let text = text_at(json, path)?;
            if text.is_empty() || (layout.is_problem && text == NO_TYPE) {
                return None;
            }
            Some(FoundCode::text(service, &text))
        }
        CodeLocation::Status => None,
    }
}

/// Whether anything of a layout is there.
fn fits(response: &RawResponse, json: &str, layout: &ErrorBody) -> bool {
    if layout.is_problem && response.is_problem() {
        return json.trim_ascii().starts_with('{');
    }
    paths(layout).any(|path| mentions(json, path))
}

/// Where the parts of an error body are that tell it from others.
fn paths(layout: &ErrorBody) -> impl Iterator<Item = &'static [&'static str]> {
    [code_path(layout), layout.message, layout.description].into_iter().flatten()
}

fn code_path(layout: &ErrorBody) -> Option<&'static [&'static str]> {
    match layout.code {
        CodeLocation::Number(path) | CodeLocation::Text(path) => Some(path),
        CodeLocation::Status => None,
    }
}
