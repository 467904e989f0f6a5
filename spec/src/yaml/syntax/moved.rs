//! Which line was moved to another column: the reader stops at the first that does not fit, and that is often the one behind it.
//!
//! Lines before that place are moved to columns of their neighbours, one at a time, and read again. The one that makes most of
//! the lines fit is the one that was moved.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;

use super::{Held, Kind, Lines, State, key_length};
use crate::Source;
use crate::document::{is_key, share_a_map};
use crate::source::{File, Sources};

/// How many lines in front of a place and behind it are looked at.
const WINDOW: usize = 80;

/// How many columns a line may have been moved.
const FARTHEST: usize = 8;

/// By how many columns entries are indented, where the lines do not tell.
const STEP: usize = 2;

/// What is noted while lines are read on trial.
#[derive(Default)]
pub(super) struct Trial {
    /// The line that is read.
    line: usize,
    /// How many maps begin at another column than usual, and how many keys have no value.
    odd: usize,
    lines: Vec<Seen>,
    columns: BTreeSet<usize>,
    /// How unlike the first entry is to the others at its column: in its key, or in the kind of its value.
    unlike: usize,
}

/// A line that begins with an entry.
struct Seen {
    line: usize,
    column: usize,
    /// What was known before it, and how much was odd.
    before: State,
    odd: usize,
}

/// How well the lines fit with one of them moved; what counts most stands first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    /// The line that does not fit even so.
    reach: usize,
    odd: Reverse<usize>,
    distance: Reverse<usize>,
    unlike: Reverse<usize>,
    meant: usize,
    line: usize,
}

/// A line that was moved.
pub(super) struct Moved {
    /// Its key or dash.
    pub(super) place: Range<usize>,
    pub(super) column: usize,
    /// The column at which it fits.
    pub(super) meant: usize,
}

impl Lines<'_> {
    /// Looks for the line that was moved, so that nothing fits at `at`.
    pub(super) fn moved(&self, at: usize) -> Option<Moved> {
        if self.trial.is_some() {
            return None;
        }
        let stopped = self.file.line_at(at);
        let mut before = self.on_trial(self.file, State::default(), 0);
        let first = before.read(0, stopped.saturating_sub(WINDOW)).ok()?;
        let last = (stopped + WINDOW).min(self.file.line_at(self.file.text().len()));
        let text = self.text(self.file.line(first).start..self.file.line(last).end);
        let lines: Vec<_> = text.split('\n').collect();
        let window = sources(text.to_owned());
        let mut whole = self.on_trial(window.get(0)?, before.state.clone(), 0);
        let _ = whole.read(0, usize::MAX);
        let mut seen = whole.trial?;
        seen.columns.extend(before.state.levels.iter().map(|level| level.column));
        let attempts = seen.lines.iter().flat_map(|entry| {
            let near = seen.columns.iter().filter(|meant| {
                **meant != entry.column && meant.abs_diff(entry.column) <= FARTHEST
            });
            near.map(move |meant| (entry, *meant))
        });
        let ranked = attempts.filter_map(|(entry, meant)| {
            let rank = self.rank(entry, meant, &lines)?;
            Some((rank, entry, meant))
        });
        let (rank, entry, meant) = ranked.max_by(|(left, ..), (right, ..)| left.cmp(right))?;
        if rank.reach.saturating_add(first) <= stopped {
            return None;
        }
        let (line, column) = (first + entry.line, entry.column);
        let start = self.file.line(line).start + column;
        let rest = self.rest(start, self.file.line(line).end);
        let length = if rest.starts_with("- ") { 1 } else { key_length(rest)? };
        Some(Moved { place: start..start + length, column, meant })
    }

    /// How well all lines fit once one of them is moved.
    fn rank(&self, entry: &Seen, meant: usize, lines: &[&str]) -> Option<Rank> {
        let moved = format!("{:meant$}{}", "", lines[entry.line].trim_start());
        let text = [&[moved.as_str()], &lines[entry.line + 1..]].concat().join("\n");
        let text = sources(text);
        let mut lines = self.on_trial(text.get(0)?, entry.before.clone(), entry.odd);
        let fits = lines.read(0, usize::MAX).is_ok();
        let trial = lines.trial?;
        // A line that a text above it takes in is no entry any more.
        trial.lines.first().filter(|first| first.line == 0)?;
        Some(Rank {
            reach: if fits { usize::MAX } else { entry.line + trial.line },
            odd: Reverse(trial.odd),
            distance: Reverse(meant.abs_diff(entry.column)),
            unlike: Reverse(trial.unlike),
            meant,
            line: entry.line,
        })
    }

    fn on_trial<'a>(&self, file: &'a File, state: State, odd: usize) -> Lines<'a> {
        let trial = Some(Trial { odd, ..Trial::default() });
        Lines { source: self.source, file, state, trial }
    }

    /// Notes on trial that a line is read.
    pub(super) fn note_line(&mut self, line: usize, indent: usize) {
        if self.trial.is_none() {
            return;
        }
        let text = self.rest(self.file.line(line).start + indent, self.file.line(line).end);
        let is_entry = key_length(text).is_some() || text.starts_with("- ");
        let before = self.state.clone();
        if let Some(trial) = &mut self.trial {
            trial.line = line;
            if is_entry {
                trial.lines.push(Seen { line, column: indent, before, odd: trial.odd });
            }
        }
    }

    /// Notes on trial that an entry is read. One that is not deeper than a key without a value leaves that key without one.
    pub(super) fn note_entry(&mut self, column: usize) {
        let last = self.state.last.as_ref();
        let is_left = last.is_some_and(|last| {
            last.value == Held::Nothing && last.bare.is_none() && column < last.column + 1
        });
        if let Some(trial) = &mut self.trial {
            trial.columns.insert(column);
            trial.odd += usize::from(is_left);
        }
    }

    /// Notes a key, and whether it holds a map.
    pub(super) fn note_value(&mut self, is_map: bool, key: String) {
        let Some(level) = self.state.levels.last_mut() else { return };
        let is_known = is_key(&key);
        level.keys.push(key);
        let keys: Vec<_> = level.keys.iter().map(String::as_str).collect();
        let strange = match keys.split_last() {
            Some((_, before)) if !before.iter().all(|key| is_key(key)) => usize::from(is_known),
            Some((_, [_, ..])) if !share_a_map(&keys) => 2,
            _ => 0,
        };
        let is_unlike = level.count > 1 && !level.holds[usize::from(is_map)];
        level.holds[usize::from(is_map)] = true;
        if let Some(trial) = self.trial.as_mut().filter(|trial| trial.lines.len() == 1) {
            trial.unlike = 2 * strange + usize::from(is_unlike);
        }
    }

    /// Notes on trial that a map or list begins.
    pub(super) fn note_level(&mut self, kind: Kind, column: usize) {
        let is_usual = match self.state.levels.last() {
            None => column == 0,
            Some(level) if level.kind == Kind::List => true,
            Some(level) if kind == Kind::List && level.column == column => true,
            Some(level) => column == level.column + STEP,
        };
        if let Some(trial) = &mut self.trial {
            trial.odd += usize::from(!is_usual);
        }
    }
}

fn sources(text: String) -> Sources {
    Sources::new(vec![Source { path: String::new(), text: text.into_bytes() }])
}
