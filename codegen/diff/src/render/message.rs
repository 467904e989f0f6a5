//! A finding in plain words, for forms that take one text.

use super::words;
use crate::Finding;

/// Rust items of each side that one message shows.
const MAX_ITEMS: usize = 3;

/// What kind of change it is, with its levels.
pub(super) fn title(finding: &Finding) -> String {
    if !finding.rule.kind.is_change() {
        return words::kind(finding);
    }
    format!("{} ({})", words::kind(finding), words::levels(finding.wire, finding.rust))
}

/// Where it is, why it matters, what it does to programs and what to do, one line each.
pub(super) fn message(finding: &Finding) -> String {
    let mut lines =
        vec![format!("{}: {}", words::line(finding.place.as_str()), finding.rule.reason)];
    lines.extend(words::chosen(finding, words::line));
    lines.extend(words::change(finding, words::line));
    for (sign, items) in [('-', &finding.rust_before), ('+', &finding.rust_after)] {
        lines.extend(
            items.iter().take(MAX_ITEMS).map(|item| format!("{sign} {}", words::line(item))),
        );
        if items.len() > MAX_ITEMS {
            lines.push(format!("{sign} {}", words::counted(items.len() - MAX_ITEMS, "more item")));
        }
    }
    lines.push(format!("help: {}", finding.rule.migration));
    lines.extend(
        finding.suggestion.iter().map(|suggestion| format!("help: {}", words::line(suggestion))),
    );
    lines.join("\n")
}
