//! A finding in plain words, for forms that take one text.

use super::phrases;
use crate::Finding;

/// Rust items of each side that one message shows.
const MAX_ITEMS: usize = 3;

/// What kind of change it is, with its levels.
pub(super) fn title(finding: &Finding) -> String {
    if !finding.rule.kind.is_change() {
        return phrases::kind(finding);
    }
    format!("{} ({})", phrases::kind(finding), phrases::levels(finding.wire, finding.rust))
}

/// Where it is, why it matters, what it does to programs and what to do, one line each.
pub(super) fn message(finding: &Finding) -> String {
    let mut lines =
        vec![format!("{}: {}", phrases::line(finding.place.as_str()), finding.rule.reason)];
    lines.extend(phrases::chosen(finding, phrases::line));
    lines.extend(phrases::change(finding, phrases::line));
    for (sign, items) in [('-', &finding.rust_before), ('+', &finding.rust_after)] {
        lines.extend(
            items.iter().take(MAX_ITEMS).map(|item| format!("{sign} {}", phrases::line(item))),
        );
        if items.len() > MAX_ITEMS {
            lines
                .push(format!("{sign} {}", phrases::counted(items.len() - MAX_ITEMS, "more item")));
        }
    }
    lines.push(format!("help: {}", finding.rule.migration));
    lines.extend(
        finding.suggestion.iter().map(|suggestion| format!("help: {}", phrases::line(suggestion))),
    );
    lines.join("\n")
}
