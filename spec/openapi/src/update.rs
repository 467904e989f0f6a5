//! Imports a newer document into a description that people have edited since the last import.
//!
//! The document of the last import is the base of a merge: it is imported again, in memory, so that what differs between
//! both imports is what has changed upstream, and nothing else. [`align`] gives all elements the ids that people gave them,
//! [`merge`] compares the three values of each, and [`edit`] changes the texts by position: comments and order stay.

mod align;
mod comments;
mod edit;
mod files;
mod merge;
mod needed;
mod pair;
mod plan;
mod report;
mod same;
mod tree;

use std::collections::{BTreeMap, BTreeSet};

use restwright_spec::{BYTE_ORDER_MARK, Diagnostic, Severity, Source, Sources};

use crate::document::{Import, Options, import};
use crate::render::file;
use crate::summary::Summary;
use files::Files;
use merge::{Change, Level, Marked, Merger, Outcome, shown};
use needed::{NAMED, Name};
use plan::Plan;
pub use report::{Happened, Note};
use same::is_untouched;
pub(crate) use same::{list, map, value_of};
use tree::{Item, SECTIONS, SINGLE, Tree};

/// A document with what to import of it.
pub struct Document<'a> {
    /// The document and the files that it refers to.
    pub sources: &'a Sources,
    /// What to import.
    pub options: &'a Options<'a>,
}

/// What an update makes of a description.
pub struct Update {
    /// Files that change, and new ones.
    pub changed: Vec<Source>,
    /// Paths of files in which nothing is left.
    pub removed: Vec<String>,
    /// What happened, in the order of kinds and places.
    pub notes: Vec<Note>,
    /// Losses of the new document, with places in it.
    pub losses: Vec<Diagnostic>,
    /// How much of the new document was carried over.
    pub summary: Summary,
}

/// Why nothing is updated.
pub enum Refused {
    /// The document of the last import cannot be imported any more.
    Base(Vec<Diagnostic>),
    /// The new document cannot be imported.
    Document(Vec<Diagnostic>),
    /// The description has errors.
    Description(Sources, Vec<Diagnostic>),
    /// What would come of it has errors.
    Result(Sources, Vec<Diagnostic>),
}

/// Updates a description, given as files with paths below its folder.
///
/// # Errors
///
/// Returns why the description stays as it is.
pub fn update(
    base: &Document<'_>,
    document: &Document<'_>,
    description: &[Source],
) -> Result<Update, Refused> {
    let check = |files: Vec<Source>| {
        let (sources, mut problems) = (document.options.check)(files);
        problems.retain(|problem| problem.severity == Severity::Error);
        (sources, problems)
    };
    let (sources, problems) = check(description.to_vec());
    if !problems.is_empty() {
        return Err(Refused::Description(sources, problems));
    }
    let old = import(base.sources, base.options);
    if old.files.is_empty() {
        return Err(Refused::Base(old.diagnostics));
    }
    let new = import(document.sources, document.options);
    if new.files.is_empty() {
        return Err(Refused::Document(new.diagnostics));
    }
    let sides = Sides::new(&old, &new, &Files::new(description.to_vec()).tree);
    let mut frozen = BTreeMap::new();
    loop {
        let (files, notes) = sides.merged(description, &frozen);
        let (sources, problems) = check(files.clone());
        if problems.is_empty() {
            return Ok(finished(files, description, notes, new));
        }
        // What does not fit stays as people have it.
        let merged = Files::new(files);
        let known = frozen.len();
        for problem in &problems {
            let own = merged.element(problem).filter(|name| sides.is_changed(name));
            // What is wrong elsewhere may refer to what is gone.
            for name in own.map_or_else(|| sides.mentioned(problem), |own| vec![own]) {
                frozen.entry(name).or_insert_with(|| problem.message.clone());
            }
        }
        if frozen.len() == known {
            return Err(Refused::Result(sources, problems));
        }
    }
}

fn finished(mut files: Vec<Source>, old: &[Source], mut notes: Vec<Note>, new: Import) -> Update {
    let before: BTreeMap<_, _> = old.iter().map(|file| (&file.path, &file.text)).collect();
    // A byte order mark is no part of the text, and stays.
    for file in &mut files {
        if before.get(&file.path).is_some_and(|text| text.starts_with(BYTE_ORDER_MARK)) {
            file.text.splice(..0, BYTE_ORDER_MARK.iter().copied());
        }
    }
    let after: BTreeSet<_> = files.iter().map(|file| &file.path).collect();
    let removed = before.keys().filter(|path| !after.contains(*path));
    let removed = removed.map(|path| (*path).clone()).collect();
    let changed = files.iter().filter(|file| before.get(&file.path) != Some(&&file.text));
    let changed = changed.cloned().collect();
    let merged = Files::new(files);
    for note in &mut notes {
        note.location = merged.location(&note.way);
    }
    notes.sort_by(|left, right| (left.happened, &left.place).cmp(&(right.happened, &right.place)));
    Update { changed, removed, notes, losses: new.diagnostics, summary: new.summary }
}

/// Both imports, with the ids of people.
struct Sides {
    base: Tree,
    theirs: Tree,
}

impl Sides {
    fn new(old: &Import, new: &Import, ours: &Tree) -> Self {
        let (mut base, mut theirs) = (Tree::of_parts(&old.parts), Tree::of_parts(&new.parts));
        align::align(&mut base, ours);
        // What people have removed is still known by the ids of the last import.
        align::align(&mut theirs, &ours.with_rest_of(&base));
        Self { base, theirs }
    }

    /// Whether upstream has changed an element.
    fn is_changed(&self, (section, id): &Name) -> bool {
        let values = |tree: &Tree| tree.get(section, id).map(|item| item.value.clone());
        values(&self.base) != values(&self.theirs)
    }

    /// The elements that are gone upstream and that a problem mentions.
    fn mentioned(&self, problem: &Diagnostic) -> Vec<Name> {
        let mut mentioned = Vec::new();
        for section in SECTIONS {
            let theirs = self.theirs.by_id(section);
            let items = self.base.section(section).iter();
            let gone = items.filter(|item| !theirs.contains_key(item.id.as_str()));
            let found = gone.filter(|item| problem.message.contains(&format!("`{}`", item.id)));
            mentioned.extend(found.map(|item| (section.to_owned(), item.id.clone())));
        }
        mentioned
    }

    /// The files of people with all that has changed upstream.
    fn merged(
        &self,
        files: &[Source],
        frozen: &BTreeMap<Name, String>,
    ) -> (Vec<Source>, Vec<Note>) {
        let files = Files::new(files.to_vec());
        let ours = &files.tree;
        let mut merger = Merger { notes: Vec::new(), way: Vec::new() };
        let mut plan = Plan::default();
        let mut inserted = Vec::new();
        for section in SINGLE.iter().chain(&SECTIONS) {
            let changes = self.section(section, ours, frozen, &mut merger);
            for (item, change) in changes.changed {
                plan.change(section, item, change);
            }
            inserted.extend(changes.inserted.into_iter().map(|item| (*section, item)));
        }
        for (section, item) in inserted {
            plan.add(section, item, &self.theirs, ours);
        }
        let files = written(&files, plan);
        let files = self.with_named(files, frozen, &mut merger);
        (files, merger.notes)
    }

    /// Merges one section. What is there because something refers to it is neither added nor removed yet.
    fn section<'a>(
        &'a self,
        section: &str,
        ours: &'a Tree,
        frozen: &BTreeMap<Name, String>,
        merger: &mut Merger,
    ) -> Section<'a> {
        let (base, own, theirs) =
            (self.base.by_id(section), ours.by_id(section), self.theirs.by_id(section));
        let order = self.theirs.section(section).iter().chain(self.base.section(section));
        let mut seen = BTreeSet::new();
        let mut found = Section { changed: Vec::new(), inserted: Vec::new() };
        for item in order.filter(|item| seen.insert(item.id.as_str())) {
            let id = item.id.as_str();
            let item_of = |tree: &BTreeMap<&str, &'a Item>| tree.get(id).copied();
            let (old, new, here) = (item_of(&base), item_of(&theirs), item_of(&own));
            let is_whole = old.is_some() && new.is_some();
            if NAMED.contains(&section) && (here.is_none() || (new.is_none() && old.is_some())) {
                continue;
            }
            merger.way = vec![section.to_owned(), id.to_owned()];
            if let Some(problem) = frozen.get(&(section.to_owned(), id.to_owned())) {
                let what = if new.is_none() { "is gone" } else { "has changed" };
                merger.note(
                    Happened::Conflict,
                    format!("it {what} upstream, which does not fit here: {problem}"),
                );
                continue;
            }
            let marked = here.map_or_else(Marked::default, |here| ours.marked(section, here));
            let value = |item: Option<&'a Item>| item.map(|item| &item.value);
            let level = if section == "error_body" { Level::Atom } else { Level::Element };
            match merger.value(level, (value(old), value(new), value(here)), marked) {
                Outcome::Keep => {}
                Outcome::Change(change) => found.changed.extend(here.map(|here| (here, change))),
                Outcome::Insert(_) => found.inserted.extend(new.filter(|_| !is_whole)),
            }
        }
        found
    }

    /// Adds what the description refers to now, and removes what only upstream had and nothing refers to any more.
    fn with_named(
        &self,
        files: Vec<Source>,
        frozen: &BTreeMap<Name, String>,
        merger: &mut Merger,
    ) -> Vec<Source> {
        let files = Files::new(files);
        let ours = &files.tree;
        let mut plan = Plan::default();
        let gone: BTreeSet<Name> =
            NAMED.iter().flat_map(|section| self.gone(section, ours)).collect();
        let mut reached = needed::reached(ours, &gone);
        for (section, id) in gone.iter().filter(|name| !reached.contains(*name)) {
            let (Some(old), Some(here)) = (self.base.get(section, id), ours.get(section, id))
            else {
                continue;
            };
            merger.way = vec![section.clone(), id.clone()];
            let marked = ours.marked(section, here);
            if is_untouched(&old.value, &here.value)
                && !marked.any
                && !frozen.contains_key(&(section.clone(), id.clone()))
            {
                merger.note(Happened::Gone, shown(&here.value));
                plan.change(section, here, Change::Delete);
            } else {
                merger.note(
                    Happened::Conflict,
                    "it is gone upstream, and stays because it was edited here",
                );
            }
        }
        let (own, theirs) = (ours.index(), self.theirs.index());
        let mut open: Vec<Name> = reached.iter().cloned().collect();
        let mut missing = BTreeSet::new();
        while let Some((section, id)) = open.pop() {
            let name = (section.as_str(), id.as_str());
            if own.contains_key(&name) || !NAMED.contains(&name.0) {
                continue;
            }
            let Some(item) = theirs.get(&name) else { continue };
            if missing.insert((section.clone(), id.clone())) {
                let mut found = BTreeSet::new();
                needed::references(&section, item, &mut found);
                open.extend(found.into_iter().filter(|name| reached.insert(name.clone())));
            }
        }
        for section in NAMED {
            for item in self.theirs.section(section) {
                if missing.contains(&(section.to_owned(), item.id.clone())) {
                    merger.way = vec![section.to_owned(), item.id.clone()];
                    merger.note(Happened::New, shown(&item.value));
                    plan.add(section, item, &self.theirs, ours);
                }
            }
        }
        written(&files, plan)
    }

    /// Elements of a section that upstream had, and has no more.
    fn gone(&self, section: &str, ours: &Tree) -> BTreeSet<Name> {
        let (base, theirs) = (self.base.by_id(section), self.theirs.by_id(section));
        let items = ours.section(section).iter().map(|item| item.id.as_str());
        let gone = items.filter(|id| base.contains_key(id) && !theirs.contains_key(id));
        gone.map(|id| (section.to_owned(), id.to_owned())).collect()
    }
}

/// What becomes of the elements of a section.
struct Section<'a> {
    changed: Vec<(&'a Item, Change)>,
    inserted: Vec<&'a Item>,
}

/// Carries out a plan.
fn written(files: &Files, plan: Plan) -> Vec<Source> {
    let planned = plan.finish(&files.tree);
    let mut written = Vec::new();
    for ((_, source), root) in files.sources.iter().zip(&files.roots) {
        if planned.removed.contains(source.path()) {
            continue;
        }
        let text = match planned.changed.get(source.path()) {
            Some(changes) => edit::edited(source.text(), root, changes),
            None => source.text().to_owned(),
        };
        written.push(Source { path: source.path().to_owned(), text: text.into_bytes() });
    }
    let new = planned.new_files.into_iter();
    written.extend(new.map(|(path, entries)| file(path, &entries)));
    written
}
