//! Which files change, and where in them new elements go.

use std::collections::{BTreeMap, BTreeSet};

use super::merge::{Change, Changes, New};
use super::tree::{Item, SINGLE, Tree, group_of};
use crate::yaml::{Entries, Yaml};

/// Changes of all files.
#[derive(Default)]
pub(super) struct Plan {
    /// Changes of the keys of a file, by its path.
    files: BTreeMap<String, Changes>,
    /// New elements: by path of the file, position of the section in it.
    sections: BTreeMap<(String, usize), Changes>,
    /// New sections of files that are there.
    new_sections: BTreeMap<(String, String), Entries>,
    /// New files with their group, section by section.
    new_files: BTreeMap<String, (Option<String>, BTreeMap<String, Entries>)>,
}

impl Plan {
    /// Plans the change of an element that is there.
    pub(super) fn change(&mut self, section: &str, item: &Item, change: Change) {
        if SINGLE.contains(&section) {
            let file = self.files.entry(item.file.clone()).or_default();
            file.at.insert(item.section, change);
        } else {
            let section = self.sections.entry((item.file.clone(), item.section)).or_default();
            section.at.insert(item.index, change);
        }
    }

    fn is_deleted(&self, item: &Item) -> bool {
        let section = self.sections.get(&(item.file.clone(), item.section));
        section.is_some_and(|section| matches!(section.at.get(&item.index), Some(Change::Delete)))
    }

    /// Plans a new element: behind the one that it follows upstream, else in the file of its kind, else in a new file.
    /// Whatever is deleted has to be planned before.
    pub(super) fn add(&mut self, section: &str, item: &Item, theirs: &Tree, ours: &Tree) {
        let is_fit = |other: &Item| section != "operations" || other.group() == item.group();
        let siblings = theirs.section(section).iter().filter(|other| other.file == item.file);
        let before: Vec<_> = siblings.take_while(|other| other.id != item.id).collect();
        let mut neighbours = before.iter().rev().filter_map(|other| ours.get(section, &other.id));
        if let Some(after) = neighbours.find(|other| is_fit(other) && !self.is_deleted(other)) {
            let entry = self.sections.entry((after.file.clone(), after.section)).or_default();
            entry.new.push(new(Some(after.index), item));
            return;
        }
        let has_section = |path: &&String| {
            let is_of_group = section != "operations" || ours.groups[*path] == item.group();
            is_of_group && ours.files[*path].iter().any(|name| name == section)
        };
        let same = ours.files.keys().find(|path| **path == item.file && has_section(path));
        let home = same.or_else(|| ours.files.keys().find(has_section));
        if let Some(path) = home {
            self.add_to_section(section, path, same.is_some(), item, ours);
        } else if section == "operations" || !self.add_section(section, item, ours) {
            self.add_file(section, item, ours);
        }
    }

    /// At the beginning of the section of the same file, at the end of another one.
    fn add_to_section(
        &mut self,
        section: &str,
        path: &str,
        is_first: bool,
        item: &Item,
        ours: &Tree,
    ) {
        let index = ours.files[path].iter().position(|name| name == section).unwrap_or_default();
        let inside = ours.section(section).iter().filter(|other| other.file == path);
        let last = inside.filter(|other| !self.is_deleted(other)).map(|other| other.index).max();
        let after = last.filter(|_| !is_first);
        let entry = self.sections.entry((path.to_owned(), index)).or_default();
        entry.new.push(new(after, item));
    }

    /// A section in the file that has it upstream, else in the one with the API for what stands there.
    fn add_section(&mut self, section: &str, item: &Item, ours: &Tree) -> bool {
        let main = ours.section("api").first().map(|api| &api.file);
        let home = ours.files.keys().find(|path| **path == item.file);
        let Some(path) = home.or_else(|| main.filter(|_| item.file == "api.yaml")) else {
            return false;
        };
        let entries = self.new_sections.entry((path.clone(), section.to_owned())).or_default();
        entries.push((item.key().to_owned(), item.value.clone()));
        true
    }

    fn add_file(&mut self, section: &str, item: &Item, ours: &Tree) {
        let group = (section == "operations").then(|| group_of(&item.id).to_owned());
        let wish = group
            .as_ref()
            .map_or_else(|| item.file.clone(), |group| format!("operations/{group}.yaml"));
        let stem = wish.trim_end_matches(".yaml");
        let numbered = (2..).map(|number: usize| format!("{stem}_{number}.yaml"));
        let mut free = std::iter::once(wish.clone()).chain(numbered);
        let path = free.find(|path| !ours.files.contains_key(path)).unwrap_or(wish);
        let (_, sections) = self.new_files.entry(path).or_insert_with(|| (group, BTreeMap::new()));
        sections
            .entry(section.to_owned())
            .or_default()
            .push((item.key().to_owned(), item.value.clone()));
    }

    /// All changes by file; and files that end, with those that begin.
    pub(super) fn finish(mut self, ours: &Tree) -> Planned {
        let mut removed = BTreeSet::new();
        for ((path, index), changes) in self.sections {
            let name = &ours.files[&path][index];
            let inside = ours.section(name).iter();
            let count = inside.filter(|item| item.file == path && item.section == index).count();
            let change =
                if changes.is_end(count) { Change::Delete } else { Change::Within(changes) };
            self.files.entry(path).or_default().at.insert(index, change);
        }
        for ((path, section), entries) in self.new_sections {
            let changes = self.files.entry(path.clone()).or_default();
            let after = after(&ours.files[&path], &section);
            let value = match entries.as_slice() {
                [(key, value)] if key.is_empty() => value.clone(),
                _ => Yaml::Map(entries, false),
            };
            changes.new.push(New { after, key: section, value });
        }
        for (path, changes) in &self.files {
            let names = &ours.files[path];
            let rest = names.iter().filter(|name| *name != "group").count();
            if changes.is_end(rest) {
                removed.insert(path.clone());
            }
        }
        self.files.retain(|path, _| !removed.contains(path));
        let new_files = self.new_files.into_iter().map(|(path, (group, sections))| {
            let group = group.map(|group| ("group".to_owned(), Yaml::text(group)));
            let sections =
                sections.into_iter().map(|(name, entries)| (name, Yaml::Map(entries, false)));
            (path, group.into_iter().chain(sections).collect())
        });
        Planned { new_files: new_files.collect(), changed: self.files, removed }
    }
}

/// What is to be done with files.
pub(super) struct Planned {
    pub(super) changed: BTreeMap<String, Changes>,
    pub(super) removed: BTreeSet<String>,
    pub(super) new_files: BTreeMap<String, Entries>,
}

fn new(after: Option<usize>, item: &Item) -> New {
    New { after, key: item.key().to_owned(), value: item.value.clone() }
}

/// The order of sections in a file.
const ORDER: [&str; 8] =
    ["api", "servers", "credentials", "error_body", "groups", "parameters", "types", "operations"];

/// The section of a file that a new one follows.
fn after(names: &[String], section: &str) -> Option<usize> {
    let end = ORDER.iter().position(|name| *name == section).unwrap_or(ORDER.len());
    let before = ORDER[..end].iter().rev();
    let mut positions = before.filter_map(|name| names.iter().position(|one| one == name));
    positions.next().or_else(|| names.len().checked_sub(1))
}
