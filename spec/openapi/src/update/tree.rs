//! A description as elements by section, whichever file each stands in.

use std::collections::BTreeMap;

use restwright_spec::{Node, Sources, Value};

use super::comments;
use super::merge::Marked;
use crate::node::Look as _;
use crate::yaml::{Entries, Yaml};

/// Sections that hold elements by id.
pub(super) const SECTIONS: [&str; 6] =
    ["servers", "credentials", "groups", "parameters", "types", "operations"];
/// Sections that are one element each.
pub(super) const SINGLE: [&str; 2] = ["api", "error_body"];

/// An element: an operation, a type, a group, or a section that is one element.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// Its id; of an operation `group.id`, of a section that is one element nothing.
    pub(super) id: String,
    pub(super) file: String,
    /// Position of its section among the keys of the file.
    pub(super) section: usize,
    /// Its position in the section.
    pub(super) index: usize,
    pub(super) value: Yaml,
}

impl Item {
    /// The key in its file.
    pub(super) fn key(&self) -> &str {
        key_of(&self.id)
    }

    /// The group of an operation.
    pub(super) fn group(&self) -> &str {
        group_of(&self.id)
    }
}

/// The key of an element in its file.
pub(super) fn key_of(id: &str) -> &str {
    id.rsplit_once('.').map_or(id, |(_, key)| key)
}

/// The group in the id of an operation.
pub(super) fn group_of(id: &str) -> &str {
    id.split_once('.').map_or("", |(group, _)| group)
}

/// All elements by section, in the order of files and of keys.
#[derive(Clone, Debug, Default)]
pub(super) struct Tree {
    pub(super) sections: BTreeMap<String, Vec<Item>>,
    /// Where each file has sections: path, and per key of the file its name and its group.
    pub(super) files: BTreeMap<String, Vec<String>>,
    pub(super) groups: BTreeMap<String, String>,
    /// Comments about elements, by section and id.
    marks: BTreeMap<(String, String), Marked>,
}

impl Tree {
    /// What an importer has made.
    pub(super) fn of_parts(parts: &BTreeMap<String, Entries>) -> Self {
        let mut tree = Self::default();
        for (path, entries) in parts {
            tree.take(path, entries);
        }
        tree
    }

    /// What stands in files of people; a comment counts as an entry.
    pub(super) fn of_files(sources: &Sources, roots: &[Node]) -> Self {
        let mut tree = Self::default();
        for ((_, file), root) in sources.iter().zip(roots) {
            if let Yaml::Map(entries, _) = shadow(file.text(), root, None) {
                tree.take(file.path(), &entries);
            }
        }
        tree
    }

    fn take(&mut self, path: &str, entries: &Entries) {
        let group = entries.iter().find_map(|(key, value)| match value {
            Yaml::Text(group) if key == "group" => Some(group.clone()),
            _ => None,
        });
        let group = group.unwrap_or_default();
        for (section, (name, value)) in entries.iter().enumerate() {
            let item = |id: String, index: usize, value: &Yaml| Item {
                id,
                file: path.to_owned(),
                section,
                index,
                value: value.clone(),
            };
            let all = self.sections.entry(name.clone()).or_default();
            match value {
                Yaml::Map(map, _) if SECTIONS.contains(&name.as_str()) => {
                    let real = map.iter().enumerate().filter(|(_, (key, _))| !is_mark(key));
                    for (index, (key, value)) in real {
                        let id = match name.as_str() {
                            "operations" => format!("{group}.{key}"),
                            _ => key.clone(),
                        };
                        self.marks.insert((name.clone(), id.clone()), Marked::of(map, key));
                        all.push(item(id, index, value));
                    }
                }
                value => all.push(item(String::new(), 0, value)),
            }
        }
        let names = entries.iter().map(|(name, _)| name.clone());
        self.files.insert(path.to_owned(), names.collect());
        self.groups.insert(path.to_owned(), group);
    }

    /// The elements of a section.
    pub(super) fn section(&self, name: &str) -> &[Item] {
        self.sections.get(name).map_or(&[], Vec::as_slice)
    }

    /// An element by its id.
    pub(super) fn get(&self, section: &str, id: &str) -> Option<&Item> {
        self.section(section).iter().find(|item| item.id == id)
    }

    /// All elements by section and id.
    pub(super) fn index(&self) -> BTreeMap<(&str, &str), &Item> {
        let all = self.sections.iter();
        let names = all.flat_map(|(section, items)| {
            items.iter().map(|item| ((section.as_str(), item.id.as_str()), item))
        });
        names.collect()
    }

    /// What comments there are about an element.
    pub(super) fn marked(&self, section: &str, item: &Item) -> Marked {
        let marks = self.marks.get(&(section.to_owned(), item.id.clone()));
        marks.copied().unwrap_or_default()
    }

    /// The elements of a section by id.
    pub(super) fn by_id(&self, section: &str) -> BTreeMap<&str, &Item> {
        self.section(section).iter().map(|item| (item.id.as_str(), item)).collect()
    }

    /// This tree, and whatever another one has besides, as if nothing of it had been removed.
    pub(super) fn with_rest_of(&self, other: &Self) -> Self {
        let mut tree = self.clone();
        for (name, items) in &other.sections {
            let section = tree.sections.entry(name.clone()).or_default();
            let mut known: BTreeMap<String, usize> =
                section.iter().enumerate().map(|(at, item)| (item.id.clone(), at)).collect();
            for item in items {
                if let Some(at) = known.get(&item.id) {
                    add_rest(&mut section[*at].value, &item.value);
                } else {
                    known.insert(item.id.clone(), section.len());
                    section.push(item.clone());
                }
            }
        }
        tree
    }
}

/// Keys of an element below which elements with ids stand.
pub(super) const COLLECTIONS: [&str; 4] = ["parameters", "body", "fields", "values"];

fn add_rest(value: &mut Yaml, other: &Yaml) {
    let (Yaml::Map(entries, _), Yaml::Map(others, _)) = (value, other) else { return };
    for name in COLLECTIONS {
        let Some((_, theirs @ Yaml::Map(elements, _))) = others.iter().find(|(key, _)| key == name)
        else {
            continue;
        };
        match entries.iter_mut().find(|(key, _)| key == name) {
            Some((_, Yaml::Map(known, _))) => {
                let missing =
                    elements.iter().filter(|(key, _)| known.iter().all(|(one, _)| one != key));
                let missing: Vec<_> = missing.cloned().collect();
                known.extend(missing);
            }
            Some(_) => {}
            None => entries.push((name.to_owned(), theirs.clone())),
        }
    }
}

/// Whether a list or map is written in brackets.
pub(super) fn is_flow(text: &str, node: &Node) -> bool {
    matches!(text.as_bytes().get(node.span.start as usize), Some(b'{' | b'['))
}

/// Whether an entry of a map stands for a comment.
pub(super) fn is_mark(key: &str) -> bool {
    key.starts_with('#')
}

/// A tree of a file without its positions, of a value behind `from`. An entry `#key` says that there is a comment about a key, `##key` that it stands
/// within the value.
fn shadow(text: &str, node: &Node, from: Option<u32>) -> Yaml {
    match &node.value {
        Value::Null => Yaml::Raw("null".to_owned()),
        Value::Bool(_) | Value::Integer(_) | Value::Number(_) => {
            Yaml::Raw(node.word().unwrap_or_default())
        }
        Value::String(text) => Yaml::text(text),
        Value::List(list) => {
            Yaml::List(list.iter().map(|one| shadow(text, one, Some(one.span.start))).collect())
        }
        Value::Map(map) => {
            let entries = map
                .iter()
                .map(|(key, value)| (key.value.clone(), shadow(text, value, Some(key.span.end))));
            let mut entries: Entries = entries.collect();
            // What stands above a section is about the file. Within braces, comments are about the whole.
            if let Some(from) = from.filter(|_| !is_flow(text, node)) {
                let mut before = from as usize;
                for (key, value) in map {
                    let found = comments::about(text, before, key, value);
                    before = comments::end_of(text, key, value);
                    entries.extend(found.any.then(|| (format!("#{}", key.value), Yaml::text(""))));
                    entries
                        .extend(found.within.then(|| (format!("##{}", key.value), Yaml::text(""))));
                }
            }
            Yaml::Map(entries, true)
        }
    }
}
