//! Types that a document states, whether or not an operation uses them.

use super::Types;
use crate::documents::Key;
use crate::node::Look as _;
use crate::shape::shape;
use crate::stated::EXTENSION;

impl Types<'_> {
    /// Defines the schemas about which the document states something, whether or not an operation uses them, and gives their
    /// names.
    pub(crate) fn define_stated(&mut self) -> Vec<String> {
        let documents = self.documents;
        let stated: Vec<Key> = self.reserved.keys().cloned().collect();
        let mut kept = Vec::new();
        for key in stated {
            let found = documents.target(key.0, &format!("#{}", key.1)).map(|(_, node)| node);
            let Some(node) = found.filter(|node| node.get(EXTENSION).is_some()) else { continue };
            if !self.by_key.contains_key(&key) {
                let found = shape(documents, node, 0);
                if !found.is_named() {
                    continue;
                }
                let name = self.name(Some(key.clone()), node.span, "");
                self.define(&name, node, found);
            }
            kept.push(self.by_key[&key].clone());
        }
        kept
    }
}
