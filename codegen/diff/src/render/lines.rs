//! The line of the head at which a reviewer sees a finding: one that the change shows.

use std::collections::BTreeMap;

use restwright_spec::Location;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{Sides, TextSide};
use crate::Finding;

/// Which lines differ, for each file of the head.
pub(super) struct Lines<'a> {
    sides: Sides<'a>,
    files: BTreeMap<&'a str, File<'a>>,
}

/// The lines of a file of the head, and what became of those of the base.
struct File<'a> {
    lines: Vec<&'a str>,
    /// Nothing where the base lacks the file: then all of it is new.
    steps: Option<Vec<DiffOp>>,
}

/// Where a finding is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) path: String,
    /// Line and column; none if the head lacks the file.
    pub(super) at: Option<(usize, usize)>,
}

impl<'a> Lines<'a> {
    pub(super) fn of(sides: Sides<'a>) -> Self {
        let base: BTreeMap<_, _> =
            sides.base.sources.iter().map(|(_, file)| (file.path(), file.text())).collect();
        let files = sides.head.sources.iter().map(|(_, file)| {
            let lines: Vec<_> = file.text().lines().collect();
            let steps = base.get(file.path()).map(|old| {
                let old: Vec<_> = old.lines().collect();
                capture_diff_slices(Algorithm::Myers, &old, &lines)
            });
            (file.path(), File { lines, steps })
        });
        Self { sides, files: files.collect() }
    }

    /// Where a reviewer sees a finding, if it is written anywhere.
    pub(super) fn shown(&self, finding: &Finding) -> Option<Shown> {
        let (Location { path, line, column }, written) = self.sides.location(finding)?;
        let file = self.files.get(path.as_str());
        let at = match written {
            TextSide::Head => file.map(|file| file.nearest(line, column)),
            TextSide::Base => file.and_then(|file| file.behind(line)),
        };
        Some(Shown { path, at })
    }
}

impl File<'_> {
    /// The line itself if it is new, or else the first new one of all that stands below its key.
    fn nearest(&self, line: usize, column: usize) -> (usize, usize) {
        if self.is_new(line) {
            return (line, column);
        }
        let below = (line + 1..=self.end(line)).find(|line| self.is_new(*line));
        below.map_or((line, column), |line| (line, self.indent(line) + 1))
    }

    /// The line at which lines of the base are gone, or where they are now.
    fn behind(&self, old: usize) -> Option<(usize, usize)> {
        let index = old.checked_sub(1)?;
        let step = self.steps.as_ref()?.iter().find(|step| step.old_range().contains(&index))?;
        let offset = index - step.old_range().start;
        let last = step.new_range().len().saturating_sub(1);
        let line = (step.new_range().start + offset.min(last) + 1).min(self.lines.len());
        (line > 0).then(|| (line, self.indent(line) + 1))
    }

    fn is_new(&self, line: usize) -> bool {
        let is_in = |step: &DiffOp| step.new_range().contains(&(line - 1));
        let of = |step: &DiffOp| !matches!(step, DiffOp::Equal { .. }) && is_in(step);
        self.steps.as_ref().is_none_or(|steps| steps.iter().any(of))
    }

    /// The last line of what stands below the key on a line.
    fn end(&self, line: usize) -> usize {
        let outer = self.indent(line);
        let text = |line: usize| self.lines.get(line - 1).map_or("", |text| text.trim_start());
        let is_item = text(line).starts_with('-');
        let is_below = |at: &usize| {
            let text = text(*at);
            let deeper = self.indent(*at) > outer;
            // A list may stand as far left as its key.
            let of_list = !is_item && self.indent(*at) == outer && text.starts_with("- ");
            text.is_empty() || text.starts_with('#') || deeper || of_list
        };
        (line + 1..=self.lines.len()).take_while(is_below).last().unwrap_or(line)
    }

    fn indent(&self, line: usize) -> usize {
        let text = self.lines.get(line - 1).copied().unwrap_or_default();
        text.chars().take_while(|c| *c == ' ').count()
    }
}

#[cfg(test)]
mod tests {
    use restwright_spec::{Source, Sources, Span};

    use super::*;
    use crate::Place;
    use crate::rules::UNCLASSIFIED_CHANGE;

    const BASE: &str = "a:\n  b:\n    c: 1\n    d: 2\n  e: 3\nf: [1]\n";

    #[test]
    fn a_finding_is_shown_where_lines_differ() {
        let head = "a:\n  b:\n    c: 1\n    d: 9\n  e: 3\nf: [1]\n";
        check(head, Side::Head, "b:", Some((4, 5)));
        check(head, Side::Head, "a:", Some((4, 5)));
        check(head, Side::Head, "d:", Some((4, 5)));
        check(head, Side::Head, "e:", Some((5, 3)));
        check(head, Side::Base, "d:", Some((4, 5)));
        let shorter = "a:\n  e: 3\nf: [1]\n";
        check(shorter, Side::Base, "c:", Some((2, 3)));
        check(shorter, Side::Base, "f:", Some((3, 1)));
        check("a:\n", Side::Base, "f:", Some((1, 1)));
        check("", Side::Base, "f:", None);
    }

    #[test]
    fn a_new_file_is_new_as_a_whole() {
        let sources = |path: &str, text: &str| {
            Sources::new(vec![Source { path: path.to_owned(), text: text.as_bytes().to_vec() }])
        };
        let (base, head) = (sources("old.yaml", BASE), sources("new.yaml", BASE));
        let lines = Lines::of(sides(&base, &head));
        let found = |finding| lines.shown(&finding).map(|shown| (shown.path, shown.at));
        let finding = Finding::new(&UNCLASSIFIED_CHANGE, Place::api());
        let span = Span::new(0, 5, 6);
        let shown = found(finding.clone().in_head(span));
        assert_eq!(shown, Some(("new.yaml".to_owned(), Some((2, 3)))));
        assert_eq!(found(finding.in_base(span)), Some(("old.yaml".to_owned(), None)));
    }

    #[derive(Clone, Copy)]
    enum Side {
        Base,
        Head,
    }

    #[track_caller]
    fn check(head: &str, side: Side, word: &str, expected: Option<(usize, usize)>) {
        let sources = |text: &str| {
            Sources::new(vec![Source { path: "a.yaml".to_owned(), text: text.as_bytes().to_vec() }])
        };
        let (base, new) = (sources(BASE), sources(head));
        let text = if matches!(side, Side::Base) { BASE } else { head };
        let start = u32::try_from(text.find(word).expect("it is there")).expect("it is short");
        let (finding, span) =
            (Finding::new(&UNCLASSIFIED_CHANGE, Place::api()), Span::new(0, start, start + 1));
        let finding = match side {
            Side::Base => finding.in_base(span),
            Side::Head => finding.in_head(span),
        };
        let shown = Lines::of(sides(&base, &new)).shown(&finding).expect("it is written");
        assert_eq!(shown.at, expected, "{word} in {head:?}");
    }

    fn sides<'a>(base: &'a Sources, head: &'a Sources) -> Sides<'a> {
        let side = |sources: &'a Sources| crate::Side { name: "", sources };
        Sides { base: side(base), head: side(head), notes: &[] }
    }
}
