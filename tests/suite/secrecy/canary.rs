//! Texts that must not be found, and how they are found in whatever form.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;

/// It stands in every canary, at both ends, so that a part of one is found as well.
pub(crate) const MARK: &str = "c4n4ry";

/// A text for the place of this name. Between its ends is what URLs, headers and JSON have to encode.
pub(crate) fn canary(place: &str) -> String {
    format!("{MARK}-{place} +&=%\"\\/é<{MARK}")
}

/// Where a text holds a canary in any form: what stands around it.
pub(crate) fn found(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let in_any_case = [MARK.to_owned(), hex(""), hex(" "), hex(", "), hex("%"), decimal()];
    let index = in_any_case.iter().find_map(|form| lower.find(form));
    let index = index.or_else(|| in_base64().iter().find_map(|form| text.find(form)))?;
    let around = &text.as_bytes()[index.saturating_sub(300)..text.len().min(index + 100)];
    Some(String::from_utf8_lossy(around).into_owned())
}

fn hex(separator: &str) -> String {
    let bytes: Vec<_> = MARK.bytes().map(|byte| format!("{byte:02x}")).collect();
    bytes.join(separator)
}

/// As a list of bytes is formatted.
fn decimal() -> String {
    let bytes: Vec<_> = MARK.bytes().map(|byte| byte.to_string()).collect();
    bytes.join(", ")
}

/// What of the mark does not depend on its neighbours, for each place that it can have in a group of three bytes.
fn in_base64() -> [String; 3] {
    [0, 1, 2].map(|offset: usize| {
        let text = STANDARD_NO_PAD.encode(" ".repeat(offset) + MARK);
        let (start, end) = ((offset * 8).div_ceil(6), (offset + MARK.len()) * 8 / 6);
        text[start..end].to_owned()
    })
}

#[test]
fn every_form_is_found() {
    let text = canary("place");
    let percent: Vec<_> = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let forms = [
        text.clone(),
        text.to_uppercase(),
        format!("{text:?}"),
        format!("{:?}", text.as_bytes()),
        format!("{:02x?}", text.as_bytes()),
        percent.concat(),
        serde_json::to_string(&text).expect("JSON"),
        STANDARD_NO_PAD.encode(&text),
        STANDARD_NO_PAD.encode(format!("u:{text}")),
        STANDARD_NO_PAD.encode(format!("u{text}")),
        text[10..].to_owned(),
        text[..10].to_owned(),
    ];
    for form in forms {
        assert!(found(&format!("before {form} after")).is_some(), "{form}");
    }
    assert_eq!(found("c4n-4ry [secret] [99, 52, 110] Yzot"), None);
}
