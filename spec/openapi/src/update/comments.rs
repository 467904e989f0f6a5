//! Where entries of a text end, and whether people wrote comments there.

use restwright_spec::{Node, Spanned, Value};

/// The comments about an entry.
pub(super) struct Comments {
    /// Whether there is any: above it, behind it or within its value.
    pub(super) any: bool,
    /// Whether one stands within its value, where a new value would not keep it.
    pub(super) within: bool,
}

/// Looks for comments about an entry of a block, behind which `before` ends the entry in front of it.
pub(super) fn about(text: &str, before: usize, key: &Spanned<String>, value: &Node) -> Comments {
    let end = end_of(text, key, value);
    let line = text.get(end..).unwrap_or_default().lines().next().unwrap_or_default();
    let above = text.get(before..line_start(text, key.span.start as usize)).unwrap_or_default();
    // The rest of the line of the entry before is about that one.
    let above = above.split_once('\n').map_or("", |(_, lines)| lines);
    let is_above = above.lines().next_back().is_some_and(|line| line.trim_start().starts_with('#'));
    let within = is_inside(text, key, value, end);
    Comments { any: within || is_above || line.contains('#'), within }
}

/// Whether a comment stands between the key and the end of the value, outside of all scalars, and not on the first line.
fn is_inside(text: &str, key: &Spanned<String>, value: &Node, end: usize) -> bool {
    let mut scalars = Vec::new();
    collect(value, &mut scalars);
    scalars.sort_unstable();
    let mut position = key.span.end as usize;
    scalars.push((end, end));
    let mut is_first = true;
    for (start, stop) in scalars {
        let gap = text.get(position..start).unwrap_or_default();
        // The comment behind the key itself is kept when the value changes.
        let gap = if is_first { gap.split_once('\n').map_or("", |(_, rest)| rest) } else { gap };
        if gap.contains('#') {
            return true;
        }
        is_first = false;
        position = position.max(stop);
    }
    false
}

fn collect(node: &Node, scalars: &mut Vec<(usize, usize)>) {
    match &node.value {
        Value::Map(map) => {
            for (key, value) in map {
                scalars.push((key.span.start as usize, key.span.end as usize));
                collect(value, scalars);
            }
        }
        Value::List(list) => list.iter().for_each(|one| collect(one, scalars)),
        _ => scalars.push((node.span.start as usize, node.span.end as usize)),
    }
}

/// One past the last byte of an entry.
pub(super) fn end_of(text: &str, key: &Spanned<String>, value: &Node) -> usize {
    let key_end = key.span.end as usize;
    if matches!(value.value, Value::Null) && value.span.start == value.span.end {
        // Nothing stands behind the colon.
        let rest = text.get(key_end..).unwrap_or_default();
        return key_end + rest.find(':').map_or(0, |at| at + 1);
    }
    let whole = text.get(..value.span.end as usize).unwrap_or(text);
    whole.trim_end().len().max(key_end)
}

/// Where the line of a byte begins.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or(text).rfind('\n').map_or(0, |at| at + 1)
}

/// Where the line behind that of a byte begins.
pub(super) fn next_line(text: &str, at: usize) -> usize {
    text.get(at..).unwrap_or_default().find('\n').map_or(text.len(), |found| at + found + 1)
}
