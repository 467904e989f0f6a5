//! Compares the content types of bodies and files that are sent as they are.

use restwright_spec::api::BodyContent;

use crate::Rule;
use crate::finding::{Finding, Findings};
use crate::rules::bodies as rules;

/// What an operation takes that nobody has said anything of.
const ANY: &str = "application/octet-stream";

/// The content types of a body that is sent as it is; without one, it takes any.
pub(super) fn of_body(content: &BodyContent) -> Option<Vec<String>> {
    match content {
        BodyContent::Value(_) => None,
        BodyContent::Text(..) | BodyContent::Bytes(_) => {
            content.content_type().map(|one| vec![one.to_owned()])
        }
        BodyContent::File(types) => Some(types.clone()),
    }
}

pub(super) fn compare(
    base: &[String],
    head: &[String],
    at: impl Fn(&'static Rule) -> Finding,
    findings: &mut Findings,
) {
    let takes = |types: &[String], wanted: &str| {
        types.is_empty() || types.iter().any(|it| it.eq_ignore_ascii_case(wanted))
    };
    let default = |types: &[String]| types.first().map_or(ANY, String::as_str).to_owned();
    let (old, new) = (default(base), default(head));
    let keeps_all = head.is_empty()
        || (!base.is_empty() && base.iter().all(|content_type| takes(head, content_type)));
    let gains = if head.is_empty() {
        !base.is_empty()
    } else {
        !head.iter().all(|content_type| takes(base, content_type))
    };
    let rule = if !takes(head, &old) {
        &rules::BODY_CONTENT_TYPE_CHANGED
    } else if !keeps_all {
        &rules::BODY_CONTENT_TYPE_REMOVED
    } else if gains {
        &rules::BODY_CONTENT_TYPE_ADDED
    } else if !old.eq_ignore_ascii_case(&new) {
        &rules::BODY_DEFAULT_CONTENT_TYPE_CHANGED
    } else {
        return;
    };
    findings.push(at(rule).before(shown(base)).after(shown(head)));
}

fn shown(types: &[String]) -> String {
    if types.is_empty() {
        return "any content type".to_owned();
    }
    types.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(", ")
}
