//! The query of a request: values in each style, and what a server has named.

use super::RequestWriter;
use crate::buffer::Buffer;
use crate::encode::{Facts, Form, FormLists, ObjectWriter};
use crate::input::InputProblem;
use crate::percent;
use crate::value::Value;

impl RequestWriter<'_> {
    /// Adds a query parameter; a list as one parameter for each item, an absent value not at all.
    pub fn query(&mut self, name: &'static str, value: &dyn Value) {
        if self.has_named_query() {
            return;
        }
        let mut query = std::mem::take(&mut self.query);
        self.texts(name, value, &mut |text| push_pair(&mut query, name, text));
        self.query = query;
    }

    /// Adds a list as one query parameter, its items with commas between.
    pub fn query_comma(&mut self, name: &'static str, value: &dyn Value) {
        // Within an item, a comma is percent-encoded.
        self.query_joined(name, value, b",", |_| false);
    }

    /// Adds a list as one query parameter, its items with encoded vertical bars between.
    pub fn query_pipe(&mut self, name: &'static str, value: &dyn Value) {
        self.query_joined(name, value, b"%7C", |item| item.contains('|'));
    }

    /// Adds a list as one query parameter, its items with encoded spaces between.
    pub fn query_space(&mut self, name: &'static str, value: &dyn Value) {
        self.query_joined(name, value, b"%20", |item| item.contains(' '));
    }

    fn query_joined(
        &mut self,
        name: &'static str,
        value: &dyn Value,
        separator: &[u8],
        has_separator: fn(&str) -> bool,
    ) {
        if self.has_named_query() {
            return;
        }
        let mut joined = Buffer::default();
        let (mut count, mut is_ambiguous) = (0_usize, false);
        self.texts(name, value, &mut |text| {
            if count > 0 {
                joined.extend(separator);
            }
            count += 1;
            is_ambiguous |= has_separator(text);
            percent::encode(&mut joined, text);
        });
        if is_ambiguous {
            self.refuse(name, InputProblem::SeparatorInList);
        } else if count > 0 {
            push_name(&mut self.query, name);
            self.query.extend(joined.as_ref());
        }
    }

    /// Adds an object, a union or a map as one query parameter for each of its parts: `name[part]=value`.
    pub fn query_object(&mut self, name: &'static str, value: &dyn Value) {
        if self.has_named_query() || value.is_absent() {
            return;
        }
        let mut facts = Facts::default();
        let mut form = Form::new(FormLists::Brackets);
        ObjectWriter::form(&mut form, &mut facts).nullable(name, value);
        let pairs = form.finish();
        if !self.query.is_empty() && !pairs.is_empty() {
            self.query.push(b'&');
        }
        self.query.extend(pairs.as_ref());
        self.note(name, &facts);
    }

    /// Whether the query is the one that the server has named.
    fn has_named_query(&self) -> bool {
        #[cfg(feature = "pages")]
        {
            self.named.is_some()
        }
        #[cfg(not(feature = "pages"))]
        {
            let Self { .. } = self;
            false
        }
    }

    /// Whether the query that the server has named has a parameter of this name.
    pub(super) fn is_in_named_query(&self, name: &str) -> bool {
        #[cfg(feature = "pages")]
        {
            self.named.as_ref().is_some_and(|named| named.mentions(name))
        }
        #[cfg(not(feature = "pages"))]
        {
            let (Self { .. }, _) = (self, name);
            false
        }
    }

    pub(super) fn pair(&mut self, name: &str, text: &str) {
        push_pair(&mut self.query, name, text);
    }
}

fn push_pair(query: &mut Buffer, name: &str, text: &str) {
    push_name(query, name);
    percent::encode(query, text);
}

/// Whether a query has a parameter of this name.
pub(super) fn has_name(query: &[u8], name: &str) -> bool {
    let mut start = Buffer::default();
    push_name(&mut start, name);
    query.split(|byte| *byte == b'&').any(|pair| pair.starts_with(start.as_ref()))
}

fn push_name(query: &mut Buffer, name: &str) {
    if !query.is_empty() {
        query.push(b'&');
    }
    percent::encode(query, name);
    query.push(b'=');
}
