//! Limits as keys of a description.

use restwright_spec::api::{Bounds, Limits, Range};

use crate::yaml::{Entries, Yaml, entry, flag};

/// The keys of the limits of a value.
pub(crate) fn limits(limits: &Limits) -> Entries {
    let Limits { length, range, pattern, items, unique, enforce } = limits;
    let mut entries = Vec::new();
    let map = |key: &str, within: Entries| {
        (!within.is_empty()).then(|| entry(key, Yaml::Map(within, true)))
    };
    entries.extend(map("length", bounds(*length)));
    entries.extend(map("range", ends(range)));
    entries.extend(pattern.as_ref().map(|pattern| entry("pattern", Yaml::text(pattern))));
    let mut counted = bounds(*items);
    counted.extend(unique.then(|| flag("unique")));
    entries.extend(map("items", counted));
    entries.extend(enforce.then(|| flag("enforce")));
    entries
}

fn bounds(Bounds { min, max }: Bounds) -> Entries {
    let count = |key: &str, count: Option<u64>| Some(entry(key, Yaml::Raw(count?.to_string())));
    count("min", min).into_iter().chain(count("max", max)).collect()
}

fn ends(Range { low, high }: &Range) -> Entries {
    let ends = [(low, "min", "above"), (high, "max", "below")];
    let end = |(bound, inclusive, exclusive): (&Option<_>, &str, &str)| {
        let bound: &restwright_spec::api::Bound = bound.as_ref()?;
        let key = if bound.is_exclusive { exclusive } else { inclusive };
        Some(entry(key, Yaml::Raw(bound.digits.clone())))
    };
    ends.into_iter().filter_map(end).collect()
}
