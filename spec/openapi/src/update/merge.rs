//! Merges three values: the one that was imported, the one that is imported now, and the one that people have.

use std::collections::BTreeMap;

use super::report::{Happened, Note};
use super::same::{at, entries, is_untouched, list, map, same, value_of, word, word_at};
use super::tree::{COLLECTIONS, is_mark};
use crate::yaml::{Entries, Yaml, one_line};

/// What happens to an entry of a map of people.
#[derive(Clone, Debug)]
pub(super) enum Change {
    Delete,
    Replace(Yaml),
    Within(Changes),
}

/// What happens to a map of people.
#[derive(Clone, Debug, Default)]
pub(super) struct Changes {
    /// By the position of the entry.
    pub(super) at: BTreeMap<usize, Change>,
    pub(super) new: Vec<New>,
}

/// A new entry of a map.
#[derive(Clone, Debug)]
pub(super) struct New {
    /// The position of the entry that it follows; none if it is the first.
    pub(super) after: Option<usize>,
    pub(super) key: String,
    pub(super) value: Yaml,
}

impl Changes {
    pub(super) fn is_empty(&self) -> bool {
        self.at.is_empty() && self.new.is_empty()
    }

    /// Whether nothing is left of a map of so many entries.
    pub(super) fn is_end(&self, entries: usize) -> bool {
        let deleted = self.at.values().filter(|change| matches!(change, Change::Delete)).count();
        self.new.is_empty() && deleted == entries
    }
}

/// What comes of one value.
pub(super) enum Outcome {
    Keep,
    Change(Change),
    Insert(Yaml),
}

/// What kind of value it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    /// Elements by id: added, removed and merged one by one.
    Collection,
    /// Something with an id: removed as a whole, merged key by key.
    Element,
    /// Ids in an order.
    List,
    /// Variants of a union, in an order that matters.
    Variants,
    /// Whatever has no parts of its own.
    Atom,
}

impl Level {
    fn below(self, key: &str) -> Self {
        match self {
            Self::Collection => Self::Element,
            Self::Element if COLLECTIONS.contains(&key) => Self::Collection,
            Self::Element if key == "variants" => Self::Variants,
            Self::Element if matches!(key, "arguments" | "inferred" | "credentials") => Self::List,
            _ => Self::Atom,
        }
    }
}

/// Keys that decide which others an element can have.
const KINDS: [&str; 7] = ["use", "fields", "values", "variants", "placements", "basic", "oauth"];

/// Merges, and notes what happens.
pub(super) struct Merger {
    pub(super) notes: Vec<Note>,
    /// Where it is, key by key.
    pub(super) way: Vec<String>,
}

impl Merger {
    /// Merges one value of three. `marked` tells what comments there are about the one of people.
    pub(super) fn value(
        &mut self,
        level: Level,
        (base, theirs, ours): (Option<&Yaml>, Option<&Yaml>, Option<&Yaml>),
        marked: Marked,
    ) -> Outcome {
        if level == Level::List
            && let Some(outcome) = self.list(base, theirs, ours, marked)
        {
            return outcome;
        }
        match (base, theirs, ours) {
            (_, None, None) | (None, None, Some(_)) => Outcome::Keep,
            (Some(base), Some(theirs), None) => {
                if !same(base, theirs) {
                    self.note(Happened::LeftOut, "it was removed here, and has changed upstream");
                }
                Outcome::Keep
            }
            (None, Some(theirs), None) => {
                self.note(Happened::New, shown(theirs));
                Outcome::Insert(theirs.clone())
            }
            (Some(base), None, Some(ours)) => self.removed(level, base, ours, marked),
            (base, Some(theirs), Some(ours)) => self.both(level, base, theirs, ours, marked),
        }
    }

    fn both(
        &mut self,
        level: Level,
        base: Option<&Yaml>,
        theirs: &Yaml,
        ours: &Yaml,
        marked: Marked,
    ) -> Outcome {
        if base.is_some_and(|base| same(base, theirs)) || same(theirs, ours) {
            return Outcome::Keep;
        }
        let empty = Entries::new();
        let base_map = base.map_or(Some(&empty), map);
        if let (Some(base_map), Some(theirs), Some(ours)) = (base_map, map(theirs), map(ours))
            && matches!(level, Level::Collection | Level::Element)
            && !(is_of_other_kind(base_map, theirs) || is_of_other_kind(theirs, ours))
        {
            let changes = self.map(level, base_map, theirs, ours);
            return if changes.is_empty() {
                Outcome::Keep
            } else {
                Outcome::Change(Change::Within(changes))
            };
        }
        if base.is_some_and(|base| is_untouched(base, ours)) && !marked.within {
            self.note(Happened::Changed, changed(ours, theirs));
            return Outcome::Change(Change::Replace(theirs.clone()));
        }
        let three = (base.and_then(by_id), by_id(theirs), by_id(ours));
        if level == Level::Variants
            && !marked.within
            && let (Some(base), Some(theirs), Some(ours)) = three
        {
            let changes = self.map(Level::Collection, &base, &theirs, &ours);
            return if changes.is_empty() {
                Outcome::Keep
            } else {
                Outcome::Change(Change::Within(changes))
            };
        }
        self.note(Happened::Conflict, format!("upstream says {}", shown(theirs)));
        Outcome::Keep
    }

    /// What the new document does not have any more.
    fn removed(&mut self, level: Level, base: &Yaml, ours: &Yaml, marked: Marked) -> Outcome {
        if is_untouched(base, ours) && !marked.any {
            self.note(Happened::Gone, shown(ours));
            return Outcome::Change(Change::Delete);
        }
        if let (Level::Collection, Some(base), Some(ours)) = (level, map(base), map(ours)) {
            let changes = self.map(level, base, &Entries::new(), ours);
            return if changes.is_end(ours.len()) {
                Outcome::Change(Change::Delete)
            } else if changes.is_empty() {
                Outcome::Keep
            } else {
                Outcome::Change(Change::Within(changes))
            };
        }
        self.note(Happened::Conflict, "it is gone upstream, and stays because it was edited here");
        Outcome::Keep
    }

    /// Merges maps key by key.
    pub(super) fn map(
        &mut self,
        level: Level,
        base: &Entries,
        theirs: &Entries,
        ours: &Entries,
    ) -> Changes {
        let positions: BTreeMap<&str, usize> =
            ours.iter().enumerate().map(|(at, (key, _))| (key.as_str(), at)).collect();
        let (base, other) = (index(base), index(theirs));
        let mut changes = Changes::default();
        let mut after = None;
        let mut inserted = Vec::new();
        let gone = ours.iter().filter(|(key, _)| !other.contains_key(key.as_str()));
        for (key, _) in theirs.iter().chain(gone).filter(|(key, _)| !is_mark(key)) {
            let position = positions.get(key.as_str()).copied();
            let key_of = |values: &BTreeMap<&str, _>| values.get(key.as_str()).copied();
            self.way.push(key.clone());
            let three = (key_of(&base), key_of(&other), position.map(|at| &ours[at].1));
            let outcome = self.value(level.below(key), three, Marked::of(ours, key));
            self.way.pop();
            match outcome {
                Outcome::Insert(value) => inserted.push((after, key.clone(), value)),
                Outcome::Change(change) => drop(position.map(|at| changes.at.insert(at, change))),
                Outcome::Keep => {}
            }
            if let Some(at) =
                position.filter(|at| !matches!(changes.at.get(at), Some(Change::Delete)))
            {
                after = Some(at);
            }
        }
        let inserted = inserted.into_iter();
        changes.new = inserted.map(|(after, key, value)| New { after, key, value }).collect();
        changes
    }

    /// Merges lists of ids. One that is missing is empty. `None` if one is no list.
    fn list(
        &mut self,
        base: Option<&Yaml>,
        theirs: Option<&Yaml>,
        ours: Option<&Yaml>,
        marked: Marked,
    ) -> Option<Outcome> {
        let (base, theirs, own) = (words(base)?, words(theirs)?, words(ours)?);
        let merged = merge_words(&base, &theirs, &own);
        if base == theirs || merged == own {
            return Some(Outcome::Keep);
        }
        let list = Yaml::texts(merged.iter().copied());
        if marked.within || (merged.is_empty() && marked.any) {
            let upstream = Yaml::texts(theirs.iter().copied());
            self.note(Happened::Conflict, format!("upstream says {}", shown(&upstream)));
            return Some(Outcome::Keep);
        }
        self.note(Happened::Changed, changed(&Yaml::texts(own.iter().copied()), &list));
        Some(match (merged.is_empty(), ours) {
            (true, _) => Outcome::Change(Change::Delete),
            (false, Some(_)) => Outcome::Change(Change::Replace(list)),
            (false, None) => Outcome::Insert(list),
        })
    }

    pub(super) fn note(&mut self, happened: Happened, detail: impl AsRef<str>) {
        self.notes.push(Note::new(happened, &self.way, detail.as_ref()));
    }
}

/// What comments there are about an entry.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Marked {
    /// There is a comment, which would go with the entry.
    pub(super) any: bool,
    /// It stands within the value, and would go with it.
    pub(super) within: bool,
}

impl Marked {
    pub(super) fn of(entries: &Entries, key: &str) -> Self {
        // Comments stand behind all other entries.
        let marks = entries.iter().rev().take_while(|(key, _)| is_mark(key));
        let mut marked = Self::default();
        for (mark, _) in marks.filter(|(mark, _)| mark.trim_start_matches('#') == key) {
            marked.any = true;
            marked.within |= mark.starts_with("##");
        }
        marked
    }
}

fn index(entries: &Entries) -> BTreeMap<&str, &Yaml> {
    entries.iter().map(|(key, value)| (key.as_str(), value)).collect()
}

fn is_of_other_kind(left: &Entries, right: &Entries) -> bool {
    let kind = |entries: &Entries| KINDS.map(|key| value_of(entries, key).is_some());
    !left.is_empty() && !right.is_empty() && kind(left) != kind(right)
}

/// The elements of a list by their ids.
fn by_id(value: &Yaml) -> Option<Entries> {
    let elements = list(value)?.iter();
    elements.map(|element| Some((word_at(element, "id")?.to_owned(), element.clone()))).collect()
}

/// The texts of a list; none of what is missing.
fn words(value: Option<&Yaml>) -> Option<Vec<&str>> {
    let Some(value) = value else { return Some(Vec::new()) };
    list(value)?.iter().map(word).collect()
}

/// What people have, without what upstream has taken out, and with what it has added.
fn merge_words<'a>(base: &[&'a str], theirs: &[&'a str], ours: &[&'a str]) -> Vec<&'a str> {
    if base == ours {
        return theirs.to_vec();
    }
    let is_gone = |word: &&str| base.contains(word) && !theirs.contains(word);
    let mut merged: Vec<&str> = ours.iter().copied().filter(|word| !is_gone(word)).collect();
    for (at, word) in theirs.iter().enumerate() {
        if base.contains(word) || merged.contains(word) {
            continue;
        }
        let before =
            theirs[..at].iter().rev().find_map(|word| merged.iter().position(|one| one == word));
        merged.insert(before.map_or(0, |before| before + 1), word);
    }
    merged
}

/// How long a value may be that a report shows.
const SHOWN: usize = 60;

/// A value in one line, shortened.
pub(super) fn shown(value: &Yaml) -> String {
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = match value {
        Yaml::Text(text) => format!("`{}`", flat(text)),
        Yaml::Map(..) => {
            let said = at(value, "summary").or(at(value, "description")).and_then(word);
            let keys = || entries(Some(value)).map(|(key, _)| key.as_str()).collect::<Vec<_>>();
            said.map_or_else(|| keys().join(", "), flat)
        }
        value => one_line(value).unwrap_or_default(),
    };
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

fn changed(from: &Yaml, to: &Yaml) -> String {
    format!("{} → {}", shown(from), shown(to))
}
