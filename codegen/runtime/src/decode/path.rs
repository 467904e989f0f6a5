//! Values deep in a JSON document, by their path.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::Keys;
use super::keys::string;

/// The raw value at the end of a path, unless it is null. In a list, a key is an index.
pub(crate) fn value_at<'a>(json: &'a str, path: &[&str]) -> Option<&'a str> {
    path.iter().try_fold(json.trim_ascii(), |json, step| match json.as_bytes().first()? {
        b'{' => Keys::parse(json)?.value(step),
        b'[' => {
            let items: Vec<&RawValue> = serde_json::from_str(json).ok()?;
            let item = items.get(step.parse::<usize>().ok()?)?.get();
            Some(item).filter(|item| *item != "null")
        }
        _ => None,
    })
}

/// Whether the last key of a path is there, even if its value is null.
pub(crate) fn mentions(json: &str, path: &[&str]) -> bool {
    let Some((last, parents)) = path.split_last() else { return false };
    let parent = value_at(json, parents);
    parent.and_then(Keys::parse).is_some_and(|keys| keys.mentions(last))
        || value_at(json, path).is_some()
}

/// The text at the end of a path; JSON where it is no text.
pub(crate) fn text_at<'a>(json: &'a str, path: &[&str]) -> Option<Cow<'a, str>> {
    let raw = value_at(json, path)?;
    Some(string(raw).unwrap_or(Cow::Borrowed(raw)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_through_objects_and_lists() {
        let json = r#" {"error":{"code":null,"Code":"a","n":7,"text":"x\ny"},"list":[null,{"code":1}],"3":{"0":true}} "#;
        for (path, expected) in [
            (&["error", "code"][..], Some("a")),
            (&["Error", "n"], Some("7")),
            (&["error", "text"], Some("x\ny")),
            (&["list", "1", "code"], Some("1")),
            (&["list", "0"], None),
            (&["list", "2"], None),
            (&["list", "-1"], None),
            (&["3", "0"], Some("true")),
            (&["error", "code", "more"], None),
            (&["none"], None),
        ] {
            assert_eq!(text_at(json, path).as_deref(), expected, "{path:?}");
        }
        assert!(mentions(json, &["error", "code"]) && !mentions(json, &["error", "none"]));
        assert!(mentions(r#"{"a":{"b":null}}"#, &["a", "b"]) && !mentions("[1]", &["a"]));
        for broken in ["", "{", "[", "{\"error\":{\"code\":", "7", "null"] {
            assert_eq!(value_at(broken, &["error", "code"]), None, "{broken}");
            assert!(!mentions(broken, &["error", "code"]), "{broken}");
        }
    }
}
