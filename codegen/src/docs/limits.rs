//! Limits in words.

use restwright_spec::api::{Bound, Bounds, Limits, Range, Type};

use super::code;

/// What is said of the limits of a value of this type, phrase by phrase; a pattern stands for itself.
#[must_use]
pub fn limit_phrases(limits: &Limits, ty: &Type) -> Vec<String> {
    let is_list = matches!(ty, Type::List(_) | Type::Map(_));
    let each = |phrase: String| {
        if is_list { format!("Each item: {}", lower(&phrase)) } else { phrase }
    };
    let items = counted(limits.items, "item");
    let items = match (items, limits.unique) {
        (Some(items), true) => Some(format!("{items}, no two equal")),
        (None, true) => Some("No two items are equal".to_owned()),
        (items, false) => items,
    };
    let length = counted(limits.length, "character").map(each);
    items.into_iter().chain(length).chain(range(&limits.range).map(each)).collect()
}

/// What introduces the pattern of a value of this type.
#[must_use]
pub fn pattern_lead(ty: &Type) -> &'static str {
    if matches!(ty, Type::List(_) | Type::Map(_)) { "Each item matches" } else { "Matches" }
}

/// What is said of limits that a client checks.
pub const ENFORCED: &str = "The client checks this before it sends a request";

/// The limits of a value, as Markdown.
pub(crate) fn limit_sentences(limits: &Limits, ty: &Type) -> Option<String> {
    let mut phrases = limit_phrases(limits, ty);
    let pattern = limits.pattern.as_ref();
    phrases.extend(pattern.map(|pattern| format!("{} {}", pattern_lead(ty), code(pattern))));
    phrases.extend(limits.enforced().map(|_| ENFORCED.to_owned()));
    (!phrases.is_empty()).then(|| format!("{}.", phrases.join(". ")))
}

fn lower(phrase: &str) -> String {
    let mut characters = phrase.chars();
    characters
        .next()
        .map(|first| first.to_ascii_lowercase())
        .into_iter()
        .chain(characters)
        .collect()
}

fn counted(bounds: Bounds, what: &str) -> Option<String> {
    let plural = |count: u64| if count == 1 { "" } else { "s" };
    Some(match bounds {
        Bounds { min: Some(least), max: Some(most) } if least == most => {
            format!("Exactly {least} {what}{}", plural(least))
        }
        Bounds { min: Some(least), max: Some(most) } => format!("{least} to {most} {what}s"),
        Bounds { min: Some(least), max: None } => {
            format!("At least {least} {what}{}", plural(least))
        }
        Bounds { min: None, max: Some(most) } => format!("At most {most} {what}{}", plural(most)),
        Bounds { min: None, max: None } => return None,
    })
}

fn range(range: &Range) -> Option<String> {
    let low = |bound: &Bound| {
        let word = if bound.is_exclusive { "Greater than" } else { "At least" };
        format!("{word} {}", bound.digits)
    };
    let high = |bound: &Bound| {
        let word = if bound.is_exclusive { "Less than" } else { "At most" };
        format!("{word} {}", bound.digits)
    };
    Some(match (&range.low, &range.high) {
        (Some(least), Some(most)) if !least.is_exclusive && !most.is_exclusive => {
            format!("{} to {}", least.digits, most.digits)
        }
        (Some(least), Some(most)) => format!("{} and {}", low(least), lower(&high(most))),
        (Some(least), None) => low(least),
        (None, Some(most)) => high(most),
        (None, None) => return None,
    })
}
