//! The document and the files beside it, and what a `$ref` leads to.

use std::collections::{BTreeMap, BTreeSet};

use restwright_spec::{Diagnostic, Node, Sources};

use crate::node::Look as _;

/// All documents by path, each with its tree.
pub(crate) struct Documents<'a> {
    sources: &'a Sources,
    roots: BTreeMap<u32, Node>,
    /// Where the parts of documents that have names are: positions in the maps from the root on.
    named: BTreeMap<Key, Vec<usize>>,
}

/// What identifies a part of a document: its file and the pointer into it.
pub(crate) type Key = (u32, String);

/// How many references may lead from one to the next.
const MAX_CHAIN: usize = 32;

impl<'a> Documents<'a> {
    /// Takes trees that have been read.
    pub(crate) fn new(sources: &'a Sources, roots: BTreeMap<u32, Node>) -> Self {
        let named = roots.iter().flat_map(|(source, root)| {
            named(root).into_iter().map(|(pointer, way)| ((*source, pointer), way))
        });
        Self { sources, named: named.collect(), roots }
    }

    /// The same documents, one of them with another tree.
    pub(crate) fn with(mut self, source: u32, root: Node) -> Self {
        self.roots.insert(source, root);
        Self::new(self.sources, self.roots)
    }

    /// The tree of a file.
    pub(crate) fn root(&self, source: u32) -> Option<&Node> {
        self.roots.get(&source)
    }

    /// What a node stands for: itself, or what its `$ref` leads to, with the key of the last reference.
    /// `None` if it leads to nothing, or in a circle.
    pub(crate) fn follow<'b>(&'b self, node: &'b Node) -> Option<(Option<Key>, &'b Node)> {
        let (mut key, mut node) = (None, node);
        for _ in 0..MAX_CHAIN {
            let Some(reference) = node.text_of("$ref") else { return Some((key, node)) };
            let (found, target) = self.target(node.span.source, reference)?;
            (key, node) = (Some(found), target);
        }
        None
    }

    /// What a node stands for, where the reference itself is of no interest.
    pub(crate) fn resolve<'b>(&'b self, node: &'b Node) -> Option<&'b Node> {
        self.follow(node).map(|(_, node)| node)
    }

    /// What a reference leads to, from a file on.
    pub(crate) fn target(&self, from: u32, reference: &str) -> Option<(Key, &Node)> {
        let (file, pointer) = reference.split_once('#').unwrap_or((reference, ""));
        let source = if file.is_empty() {
            from
        } else {
            let path = beside(self.sources.get(from)?.path(), file)?;
            self.sources.iter().find(|(_, file)| file.path() == path)?.0
        };
        let root = self.root(source)?;
        let key = (source, decode_percent(pointer));
        let node = match self.named.get(&key) {
            Some(way) => way.iter().try_fold(root, |node, at| Some(&node.entries().get(*at)?.1)),
            None => key.1.split('/').skip(1).try_fold(root, step),
        }?;
        Some((key, node))
    }
}

/// Pointers to the parts that references usually lead to, so that none of them is searched for.
fn named(root: &Node) -> Vec<(String, Vec<usize>)> {
    let mut named = Vec::new();
    for (first, (key, section)) in root.entries().iter().enumerate() {
        let outer = escape(&key.value);
        match key.value.as_str() {
            "definitions" | "parameters" | "responses" => {
                let entries = section.entries().iter().enumerate();
                named.extend(entries.map(|(second, (key, _))| {
                    (format!("/{outer}/{}", escape(&key.value)), vec![first, second])
                }));
            }
            "components" => {
                for (second, (key, part)) in section.entries().iter().enumerate() {
                    let inner = escape(&key.value);
                    let entries = part.entries().iter().enumerate();
                    named.extend(entries.map(|(third, (key, _))| {
                        let pointer = format!("/{outer}/{inner}/{}", escape(&key.value));
                        (pointer, vec![first, second, third])
                    }));
                }
            }
            _ => {}
        }
    }
    named
}

/// What one word of a pointer leads to.
fn step<'a>(node: &'a Node, word: &str) -> Option<&'a Node> {
    let word = word.replace("~1", "/").replace("~0", "~");
    match word.parse::<usize>() {
        Ok(index) if !node.elements().is_empty() => node.elements().get(index),
        _ => node.get(&word),
    }
}

/// A key as a word of a pointer.
pub(crate) fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// Reads the tree of a file.
pub(crate) fn tree(sources: &Sources, path: &str) -> Result<(u32, Node), Vec<Diagnostic>> {
    let found = sources.iter().find(|(_, file)| file.path() == path);
    let Some((source, _)) = found else { return Err(Vec::new()) };
    restwright_spec::read_foreign(sources, source).map(|node| (source, node))
}

/// Paths of the files that a tree refers to.
pub(crate) fn files_of(path: &str, node: &Node) -> BTreeSet<String> {
    let mut files = BTreeSet::new();
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        if let Some(reference) = node.text_of("$ref") {
            let file = reference.split('#').next().unwrap_or_default();
            files.extend(
                Some(file).filter(|file| !file.is_empty()).and_then(|file| beside(path, file)),
            );
        }
        open.extend(node.elements());
        open.extend(node.entries().iter().map(|(_, value)| value));
    }
    files
}

/// The path of a file that is named relative to another one. Addresses are not followed.
fn beside(path: &str, file: &str) -> Option<String> {
    if file.contains("://") || file.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    for part in file.split('/') {
        match part {
            "." | "" => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// A pointer that stands in the fragment of an address. What is no escape stays as it is.
fn decode_percent(pointer: &str) -> String {
    percent_encoding::percent_decode_str(pointer).decode_utf8_lossy().into_owned()
}
