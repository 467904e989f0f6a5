//! Compares limits of values, key by key.

use std::cmp::Ordering;

use restwright_spec::api::{Bound, Bounds, Limits, Range, compare_digits};

/// A limit that differs.
pub(super) struct LimitChange {
    /// The key of the description.
    pub(super) key: &'static str,
    /// Whether it admits fewer values; none where nothing tells.
    pub(super) is_stricter: Option<bool>,
    pub(super) before: String,
    pub(super) after: String,
}

/// What differs between limits of one value.
pub(super) fn changes(base: &Limits, head: &Limits) -> Vec<LimitChange> {
    // Every field is named, so that one that is new in the model has to be compared.
    let Limits { length, range, pattern, items, unique, enforce: _ } = base;
    let is_stricter = match (pattern, &head.pattern) {
        (None, Some(_)) => Some(true),
        (Some(_), None) => Some(false),
        _ => None,
    };
    let patterns = [pattern, &head.pattern]
        .map(|pattern| pattern.as_ref().map_or("any".to_owned(), |pattern| format!("`{pattern}`")));
    let [before, after] = patterns;
    let pattern =
        (before != after).then_some(LimitChange { key: "pattern", is_stricter, before, after });
    let words =
        |is_unique| if is_unique { "no two equal" } else { "equal ones as well" }.to_owned();
    let unique = (*unique != head.unique).then(|| LimitChange {
        key: "unique",
        is_stricter: Some(head.unique),
        before: words(*unique),
        after: words(head.unique),
    });
    let all = [
        counts("length", *length, head.length),
        self::range(range, &head.range),
        pattern,
        counts("items", *items, head.items),
        unique,
    ];
    all.into_iter().flatten().collect()
}

/// Whether clients check limits that they did not check before, or the other way round. Limits that are new as a whole say so themselves.
pub(super) fn enforcement(base: &Limits, head: &Limits) -> Option<bool> {
    let is_said = !base.is_empty() && !head.is_empty();
    (is_said && base.enforce != head.enforce).then_some(head.enforce)
}

fn counts(key: &'static str, base: Bounds, head: Bounds) -> Option<LimitChange> {
    let shown = |Bounds { min, max }| match (min, max) {
        (None, None) => "any".to_owned(),
        (Some(min), None) => format!("at least {min}"),
        (None, Some(max)) => format!("at most {max}"),
        (Some(min), Some(max)) => format!("{min} to {max}"),
    };
    let low = head.min.unwrap_or(0).cmp(&base.min.unwrap_or(0));
    let high = base.max.unwrap_or(u64::MAX).cmp(&head.max.unwrap_or(u64::MAX));
    Together::of(low, high).change(key, shown(base), shown(head))
}

fn range(base: &Range, head: &Range) -> Option<LimitChange> {
    let shown = |range: &Range| {
        let end = |bound: &Option<Bound>, within: &str, beyond: &str| {
            let bound = bound.as_ref()?;
            Some(format!("{} {}", if bound.is_exclusive { beyond } else { within }, bound.digits))
        };
        let ends = [end(&range.low, "at least", "above"), end(&range.high, "at most", "below")];
        let ends: Vec<_> = ends.into_iter().flatten().collect();
        if ends.is_empty() { "any".to_owned() } else { ends.join(", ") }
    };
    let low = ends(base.low.as_ref(), head.low.as_ref(), Ordering::Greater);
    let high = ends(base.high.as_ref(), head.high.as_ref(), Ordering::Less);
    Together::of(low, high).change("range", shown(base), shown(head))
}

/// `Greater` where the end of the head admits less; `inward` is how its number then compares.
fn ends(base: Option<&Bound>, head: Option<&Bound>, inward: Ordering) -> Ordering {
    match (base, head) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        (Some(base), Some(head)) => match compare_digits(&head.digits, &base.digits) {
            Some(Ordering::Equal) | None => head.is_exclusive.cmp(&base.is_exclusive),
            Some(order) if order == inward => Ordering::Greater,
            Some(_) => Ordering::Less,
        },
    }
}

/// What became of both ends together.
enum Together {
    Same,
    Stricter,
    Looser,
    Neither,
}

impl Together {
    fn of(low: Ordering, high: Ordering) -> Self {
        match (low, high) {
            (Ordering::Equal, Ordering::Equal) => Self::Same,
            (low, high) if low != Ordering::Less && high != Ordering::Less => Self::Stricter,
            (low, high) if low != Ordering::Greater && high != Ordering::Greater => Self::Looser,
            _ => Self::Neither,
        }
    }

    /// The change of a key; none where nothing differs.
    fn change(self, key: &'static str, before: String, after: String) -> Option<LimitChange> {
        let is_stricter = match self {
            Self::Same => return None,
            Self::Stricter => Some(true),
            Self::Looser => Some(false),
            Self::Neither => None,
        };
        Some(LimitChange { key, is_stricter, before, after })
    }
}
