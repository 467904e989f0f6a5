//! The files of people, and where in them something stands.

use restwright_spec::{Diagnostic, Location, Node, Source, Sources, Span, Value, read_foreign};

use super::needed::Name;
use super::tree::{Item, SINGLE, Tree};
use crate::node::Look as _;

/// The description of people with its trees.
pub(super) struct Files {
    pub(super) sources: Sources,
    pub(super) roots: Vec<Node>,
    /// Their elements.
    pub(super) tree: Tree,
}

impl Files {
    /// Reads files that have no errors.
    pub(super) fn new(files: Vec<Source>) -> Self {
        let sources = Sources::new(files);
        let empty = |source| Node { value: Value::Null, span: Span::new(source, 0, 0) };
        let read = |source| read_foreign(&sources, source);
        let roots =
            sources.iter().map(|(source, _)| read(source).unwrap_or_else(|_| empty(source)));
        let roots: Vec<_> = roots.collect();
        let tree = Tree::of_files(&sources, &roots);
        Self { sources, roots, tree }
    }

    /// The element that a problem is about.
    pub(super) fn element(&self, problem: &Diagnostic) -> Option<Name> {
        let span = problem.span()?;
        let path = self.sources.get(span.source)?.path();
        let root = self.roots.get(usize::try_from(span.source).ok()?)?;
        let mut items = self
            .tree
            .sections
            .iter()
            .flat_map(|(name, items)| items.iter().map(move |item| (name, item)));
        let holds = |section: &str, item: &Item| {
            let Some((key, value)) = root.entries().get(item.section) else { return false };
            let single = SINGLE.contains(&section).then_some((key, value));
            let element = value.entries().get(item.index).map(|(key, value)| (key, value));
            let element = single.or(element);
            element.is_some_and(|(key, value)| {
                key.span.start <= span.start && span.start < value.span.end.max(key.span.end)
            })
        };
        let found = items.find(|(section, item)| item.file == path && holds(section, item));
        found.map(|(section, item)| (section.clone(), item.id.clone()))
    }

    /// Where something stands, or the last part of the way to it that is there.
    pub(super) fn location(&self, way: &[String]) -> Option<Location> {
        let [section, id, rest @ ..] = way else { return None };
        let item = self.tree.get(section, id)?;
        let at = self.sources.iter().find(|(_, file)| file.path() == item.file)?.0;
        let root = self.roots.get(usize::try_from(at).ok()?)?;
        let mut entry = root.entries().get(item.section)?;
        if !SINGLE.contains(&section.as_str()) {
            entry = entry.1.entries().get(item.index)?;
        }
        for key in rest {
            let Some(next) = entry.1.entries().iter().find(|(name, _)| name.value == *key) else {
                break;
            };
            entry = next;
        }
        Some(self.sources.location(entry.0.span))
    }
}
