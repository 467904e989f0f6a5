//! One entry of a changelog, for users of the client: the Rust item, the change, and what to do.

use std::fmt::Write as _;

use restwright_codegen::paths;

use crate::render::markdown::{code, phrase};
use crate::render::phrases::{capitalized, change, counted};
use crate::{Finding, Place, Rule, Rust, WireLevel};

/// Items of Rust that one entry names.
const MAX_ITEMS: usize = 5;

/// One line about a change.
pub(super) fn entry(finding: &Finding) -> String {
    let mut entry = String::new();
    if finding.wire == WireLevel::Breaking || finding.rust == Rust::Major {
        entry.push_str("**Breaking:** ");
    }
    let _ = write!(entry, "{}: {}", subject(finding), finding.rule.reason);
    if let ([before], [after]) = (&finding.rust_before[..], &finding.rust_after[..]) {
        let _ = write!(entry, "; {} is now {}", code(before), code(after));
    } else if let Some(change) = change(finding, phrase) {
        let _ = write!(entry, "; {change}");
    }
    entry.push('.');
    if let Some(advice) = advice(finding.rule) {
        let _ = write!(entry, " {advice}.");
    }
    entry
}

/// What it is about: items of Rust, or else what they are made of.
fn subject(finding: &Finding) -> String {
    let lines =
        if finding.rust_after.is_empty() { &finding.rust_before } else { &finding.rust_after };
    let mut items: Vec<_> = lines.iter().map(|line| path(line)).collect();
    items.dedup();
    if items.is_empty() {
        return element(&finding.place);
    }
    let more = items.len().saturating_sub(MAX_ITEMS);
    let mut shown: Vec<_> = items.into_iter().take(MAX_ITEMS).map(code).collect();
    if more > 0 {
        shown.push(counted(more, "more item"));
    }
    shown.join(", ")
}

/// The path of an item, without its signature.
fn path(line: &str) -> &str {
    line.split_once(": ").map_or(line, |(path, _)| path)
}

/// An element of the description by what users know it as.
pub(super) fn element(place: &Place) -> String {
    let parts: Vec<_> = place.as_str().split('.').collect();
    let (owner, rest) = match parts[..] {
        ["operations", group, id, ref rest @ ..] => (code(&paths::method(group, id)), rest),
        ["types", name, ref rest @ ..] => (code(&paths::named(name)), rest),
        ["errors", id, ref rest @ ..] => {
            (code(&format!("ErrorCode::{}", id.to_ascii_uppercase())), rest)
        }
        ["groups", id, ref rest @ ..] => (code(&format!("{id}()")), rest),
        [kind @ ("servers" | "credentials" | "parameters"), id, ref rest @ ..] => {
            (format!("{} {}", kind.trim_end_matches('s'), code(id)), rest)
        }
        _ => return "the client".to_owned(),
    };
    match rest {
        [_, id] => format!("{owner}, {}", code(id)),
        _ => owner,
    }
}

/// What users have to do, if anything. The advice of a rule has a clause for users and a clause for authors.
fn advice(rule: &Rule) -> Option<String> {
    let is_for_users = |clause: &&str| {
        let of_authors = ["authors", "in the description", "no action required"];
        !of_authors.iter().any(|words| clause.contains(words))
    };
    let clauses: Vec<_> = rule.migration.split("; ").filter(is_for_users).collect();
    (!clauses.is_empty()).then(|| capitalized(&clauses.join("; ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::errors;

    #[test]
    fn an_entry_says_what_changed_and_what_to_do() {
        let mut finding = Finding::new(&errors::ERROR_CODE_REMOVED, Place::error("gone"));
        finding = finding.before("1, `gone`");
        finding.rust_before = vec!["ErrorCode::GONE: const Self".to_owned()];
        assert_eq!(
            entry(&finding),
            format!(
                "**Breaking:** `ErrorCode::GONE`: {}; was `` 1, `gone` ``. Remove its handling.",
                errors::ERROR_CODE_REMOVED.reason
            )
        );
    }

    #[test]
    fn elements_have_the_names_that_users_know() {
        let operation = Place::operation("pets", "find");
        for (place, expected) in [
            (operation.item("inputs", "limit"), "`pets().find`, `limit`"),
            (operation.part("response"), "`pets().find`"),
            (Place::named("Pet").item("fields", "age"), "`types::Pet`, `age`"),
            (Place::error("not_found"), "`ErrorCode::NOT_FOUND`"),
            (Place::server("trial"), "server `trial`"),
            (Place::group("pets"), "`pets()`"),
            (Place::api(), "the client"),
        ] {
            assert_eq!(element(&place), expected, "{place}");
        }
    }

    /// Users of a client cannot change its description, and do not know that there is one.
    #[test]
    fn no_advice_is_for_authors() {
        for rule in crate::rules().into_iter().filter(|rule| rule.kind.is_change()) {
            let advice = advice(rule).unwrap_or_default();
            for word in ["author", "renamed_from", "description", "callers "] {
                let is_allowed = word == "callers " && advice.starts_with("Callers who");
                assert!(!advice.contains(word) || is_allowed, "{}: {advice}", rule.id);
            }
        }
    }
}
