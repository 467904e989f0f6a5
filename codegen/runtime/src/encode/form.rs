//! Forms: bodies of the type `application/x-www-form-urlencoded`.

use crate::buffer::Buffer;
use crate::percent;
use crate::value::Value;

/// The `Content-Type` of forms.
pub(crate) const FORM_TYPE: &str = "application/x-www-form-urlencoded";

/// How a form holds lists. An empty list leaves no trace in any of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormLists {
    /// `k=a&k=b`
    Repeat,
    /// `k[]=a&k[]=b`
    Brackets,
    /// `k[0]=a&k[1]=b`
    Indices,
    /// `k=a,b`
    Comma,
}

/// A form in the making. Its memory is wiped, as is that of keys, since those of maps are data.
pub(crate) struct Form {
    pairs: Buffer,
    /// The key of the next value, encoded: `a%5Bb%5D`.
    key: Buffer,
    lists: FormLists,
    /// Of a list with commas, how many items there are already.
    items: Option<usize>,
}

impl Form {
    pub(crate) fn new(lists: FormLists) -> Self {
        Self { pairs: Buffer::default(), key: Buffer::default(), lists, items: None }
    }

    /// All pairs.
    pub(crate) fn finish(self) -> Buffer {
        self.pairs
    }

    /// Writes a value under the current key.
    pub(super) fn put(&mut self, text: &str) {
        if let Some(1..) = self.items {
            self.pairs.push(b',');
        } else {
            if !self.pairs.is_empty() {
                self.pairs.push(b'&');
            }
            self.pairs.extend(self.key.as_ref());
            self.pairs.push(b'=');
        }
        self.items = self.items.map(|items| items + 1);
        percent::encode(&mut self.pairs, text);
    }

    /// Goes one level down, to a value of this name.
    pub(super) fn within(&mut self, name: &str, write: impl FnOnce(&mut Self)) {
        let outer = self.key.len();
        if outer == 0 {
            percent::encode(&mut self.key, name);
        } else {
            self.key.extend(b"%5B");
            percent::encode(&mut self.key, name);
            self.key.extend(b"%5D");
        }
        write(self);
        self.key.truncate(outer);
    }

    /// Writes the items of a list under the current key.
    pub(super) fn list<'v>(
        &mut self,
        items: &mut dyn Iterator<Item = &'v dyn Value>,
        write: &mut dyn FnMut(&mut Self, &dyn Value),
    ) {
        let outer = self.items.take();
        match self.lists {
            FormLists::Repeat => items.for_each(|item| write(self, item)),
            FormLists::Brackets => {
                items.for_each(|item| self.within("", |form| write(form, item)));
            }
            FormLists::Indices => {
                for (index, item) in items.enumerate() {
                    self.within(&index.to_string(), |form| write(form, item));
                }
            }
            FormLists::Comma => {
                self.items = Some(0);
                items.for_each(|item| write(self, item));
            }
        }
        self.items = outer;
    }
}

/// Whether data can be a key. Servers decode a key before they look for its brackets.
pub(super) fn is_key(name: &str) -> bool {
    !name.is_empty() && !name.contains(['[', ']'])
}
