//! The document and the files beside it, and what a `$ref` leads to.

use std::collections::{BTreeMap, BTreeSet};

use restwright_spec::{Diagnostic, Node, Sources};

use crate::node::Look as _;

/// All documents by path, each with its tree.
pub(crate) struct Documents<'a> {
    sources: &'a Sources,
    roots: BTreeMap<u32, Node>,
}

/// What identifies a part of a document: its file and the pointer into it.
pub(crate) type Key = (u32, String);

/// How many references may lead from one to the next.
const MAX_CHAIN: usize = 32;

impl<'a> Documents<'a> {
    /// Takes trees that have been read.
    pub(crate) fn new(sources: &'a Sources, roots: BTreeMap<u32, Node>) -> Self {
        Self { sources, roots }
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
        let mut node = self.root(source)?;
        for word in pointer.split('/').skip(1) {
            let word = unescape(word);
            node = match word.parse::<usize>() {
                Ok(index) if !node.elements().is_empty() => node.elements().get(index)?,
                _ => node.get(&word)?,
            };
        }
        Some(((source, pointer.to_owned()), node))
    }
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

/// A word of a JSON pointer in the fragment of an address.
fn unescape(word: &str) -> String {
    let bytes = word.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = word.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                decoded.push(byte);
                at += 3;
            }
            None => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&decoded).replace("~1", "/").replace("~0", "~")
}
