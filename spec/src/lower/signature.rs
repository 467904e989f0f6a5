//! How webhooks are signed: templates of the header, of what is signed, and of the secret.

use super::{Context, Reported, wire};
use crate::api::{SignatureElement, SignatureEncoding, SignedPart, WebhookSignature};
use crate::decode::Text;
use crate::diagnostic::Diagnostic;
use crate::{Span, Spanned, document, rule};

/// Lowers the signature. `headers` are those that are taken.
pub(super) fn signature(
    context: &mut Context<'_>,
    document: &document::WebhookSignature,
    headers: &mut Vec<Text>,
) -> Option<WebhookSignature> {
    let own = document.header.as_ref().and_then(|name| header(context, name, headers));
    let mut optional = |name: Option<&Text>| match name {
        Some(name) => header(context, name, headers).map(Some),
        None => Some(None),
    };
    let timestamp_header = optional(document.timestamp_header.as_ref());
    let id_header = optional(document.id_header.as_ref());
    let separator = separator(context, document.separator.as_ref()).ok();
    let format = document.format.as_ref();
    let elements = format.zip(separator).and_then(|(text, by)| elements(context, text, by));
    let signed = match &document.signed {
        Some(text) => signed(context, text),
        None => Some(vec![SignedPart::Body]),
    };
    let secret = match &document.secret {
        Some(text) => secret(context, text).map(Some),
        None => Some(None),
    };
    let signature = WebhookSignature {
        header: own?,
        algorithm: document.algorithm.as_ref()?.value,
        elements: elements?,
        separator: separator?,
        timestamp_header: timestamp_header?,
        id_header: id_header?,
        signed: signed?,
        tolerance: tolerance(context, document.tolerance.as_ref()).ok()?,
        secret: secret?,
    };
    agrees(context, document, &signature).then_some(signature)
}

/// A header that a webhook has; each one has one meaning.
pub(super) fn header(
    context: &mut Context<'_>,
    name: &Text,
    taken: &mut Vec<Text>,
) -> Option<Spanned<String>> {
    if !wire::received_header(context, name) {
        return None;
    }
    if let Some(first) = taken.iter().find(|first| first.eq_ignore_ascii_case(name)) {
        let diagnostic = refused("one header cannot have two meanings")
            .label(name.span, "named again here")
            .label(first.span, "first named here");
        context.report.push(diagnostic);
        return None;
    }
    taken.push(name.clone());
    Some(name.clone())
}

fn separator(context: &mut Context<'_>, text: Option<&Text>) -> Result<Option<char>, Reported> {
    let Some(text) = text else { return Ok(None) };
    if matches!(text.as_str(), "," | ";" | "|" | " ") {
        return Ok(text.chars().next());
    }
    let diagnostic = refused("this cannot separate elements")
        .label(text.span, "write `\",\"`, `\";\"`, `\"|\"` or `\" \"`");
    context.report.push(diagnostic);
    Err(Reported)
}

fn tolerance(
    context: &mut Context<'_>,
    given: Option<&Spanned<i64>>,
) -> Result<Option<u32>, Reported> {
    let Some(given) = given else { return Ok(None) };
    if let Ok(seconds @ 1..=MAX_TOLERANCE) = u32::try_from(given.value) {
        return Ok(Some(seconds));
    }
    let message = format!("`tolerance` is 1 to {MAX_TOLERANCE} seconds");
    context.report.push(refused(&message).label(given.span, "in seconds"));
    Err(Reported)
}

/// A day: whoever accepts older webhooks can do without timestamps.
pub(crate) const MAX_TOLERANCE: u32 = 86_400;

/// The elements of the header.
fn elements(
    context: &mut Context<'_>,
    text: &Text,
    separator: Option<char>,
) -> Option<Vec<SignatureElement>> {
    let written = match separator {
        Some(separator) => text.split(separator).map(str::trim).collect(),
        None => vec![text.as_str()],
    };
    let elements: Option<Vec<_>> = written.into_iter().map(element).collect();
    let Some(elements) = elements else {
        let diagnostic = refused("the format of a header is not one")
            .label(text.span, "each element is a text and then one placeholder")
            .help("placeholders are `{hex}`, `{base64}` and `{timestamp}`; several elements need a `separator`");
        context.report.push(diagnostic);
        return None;
    };
    let signatures = elements.iter().filter(|element| element.encoding.is_some()).count();
    let problem = if signatures != 1 {
        Some("exactly one element is the signature: `{hex}` or `{base64}`")
    } else if elements.len() > 2 {
        Some("there is one timestamp at most")
    } else if let [one, two] = elements.as_slice()
        && (one.prefix.starts_with(&two.prefix) || two.prefix.starts_with(&one.prefix))
    {
        Some("what stands before the two placeholders does not tell them apart")
    } else {
        None
    };
    if let Some(problem) = problem {
        context.report.push(refused("the format of a header is not one").label(text.span, problem));
    }
    problem.is_none().then_some(elements)
}

fn element(text: &str) -> Option<SignatureElement> {
    let (prefix, placeholder) = placeholder_at_end(text)?;
    let encoding = match placeholder {
        "timestamp" => None,
        word => Some(encoding(word)?),
    };
    Some(SignatureElement { prefix: prefix.to_owned(), encoding })
}

/// A text that ends with its one placeholder.
fn placeholder_at_end(text: &str) -> Option<(&str, &str)> {
    let (prefix, placeholder) = text.strip_suffix('}')?.split_once('{')?;
    let is_visible = prefix.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'}');
    (is_visible && !placeholder.contains(['{', '}'])).then_some((prefix, placeholder))
}

fn encoding(word: &str) -> Option<SignatureEncoding> {
    [SignatureEncoding::Hex, SignatureEncoding::Base64]
        .into_iter()
        .find(|encoding| encoding.to_string() == word)
}

fn secret(context: &mut Context<'_>, text: &Text) -> Option<(String, SignatureEncoding)> {
    let form = placeholder_at_end(text)
        .and_then(|(prefix, word)| Some((prefix.to_owned(), encoding(word)?)));
    if form.is_none() {
        let diagnostic = refused("the form of the secret is not one")
            .label(text.span, "a prefix and then `{base64}` or `{hex}`")
            .help("where the characters of the secret are the key, remove `secret`");
        context.report.push(diagnostic);
    }
    form
}

/// What is signed.
fn signed(context: &mut Context<'_>, text: &Text) -> Option<Vec<SignedPart>> {
    let parts = signed_parts(text);
    let bodies = parts.iter().flatten().filter(|part| **part == SignedPart::Body).count();
    let problem = match &parts {
        None => "placeholders are `{body}`, `{timestamp}` and `{id}`",
        Some(_) if bodies != 1 => "the body is signed, and once: `{body}`",
        Some(_) => return parts,
    };
    context.report.push(refused("nothing can be signed like this").label(text.span, problem));
    None
}

fn signed_parts(text: &str) -> Option<Vec<SignedPart>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('{') {
        let (word, behind) = behind.split_once('}').filter(|_| !before.contains('}'))?;
        parts.extend(literal(before));
        parts.push(match word {
            "body" => SignedPart::Body,
            "timestamp" => SignedPart::Timestamp,
            "id" => SignedPart::Id,
            _ => return None,
        });
        rest = behind;
    }
    parts.extend(literal(rest));
    (!rest.contains('}')).then_some(parts)
}

/// The text between placeholders, if there is any.
fn literal(text: &str) -> Option<SignedPart> {
    (!text.is_empty()).then(|| SignedPart::Text(text.to_owned()))
}

/// Whether the parts of a signature fit each other: what is sent is signed, and what is signed is sent.
fn agrees(
    context: &mut Context<'_>,
    document: &document::WebhookSignature,
    signature: &WebhookSignature,
) -> bool {
    let in_format = signature.elements.iter().any(|element| element.encoding.is_none());
    let is_signed = |part: SignedPart| signature.signed.contains(&part);
    let at = |text: &Option<Text>| text.as_ref().map_or(document.span, |text| text.span);
    let (format, signed) = (at(&document.format), at(&document.signed));
    let in_header = signature.timestamp_header.as_ref().map(|header| header.span);
    let timestamp: Option<Span> = in_header.or_else(|| in_format.then_some(format));
    let tolerance = document.tolerance.as_ref().map(|tolerance| tolerance.span);
    let id = signature.id_header.as_ref().map(|header| header.span);
    let problem = match (timestamp, tolerance) {
        (Some(span), _) if in_format && in_header.is_some() => {
            Some((span, "`format` has the timestamp already"))
        }
        (Some(span), _) if !is_signed(SignedPart::Timestamp) => {
            Some((span, "this timestamp is not signed: add `{timestamp}` to `signed`"))
        }
        (None, _) if is_signed(SignedPart::Timestamp) => {
            Some((signed, "no header has the timestamp: add it to `format`, or `timestamp_header`"))
        }
        (Some(span), None) if !document.has_gaps => {
            Some((span, "how old it may be is missing: add `tolerance`"))
        }
        (None, Some(span)) => Some((span, "there is no timestamp to which it could apply")),
        _ => match id {
            Some(span) if !is_signed(SignedPart::Id) => {
                Some((span, "this id is not signed: add `{id}` to `signed`"))
            }
            None if is_signed(SignedPart::Id) => {
                Some((signed, "no header has the id: add `id_header`"))
            }
            _ => None,
        },
    };
    if let Some((span, problem)) = problem {
        context.report.push(refused("the parts of the signature do not fit").label(span, problem));
    }
    problem.is_none()
}

fn refused(message: &str) -> Diagnostic {
    Diagnostic::error(rule::BAD_WEBHOOK, message)
}
