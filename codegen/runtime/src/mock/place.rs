//! Where the inputs of a request are, and what is there.

use super::form::{self, Decoded, Reading};
use super::{Field, Request};
use crate::encode::FormLists;

/// The location of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The path; a list is comma-separated.
    Path,
    /// The query; a list has a parameter for each element.
    Query,
    /// The query; a list is one parameter with comma-separated elements.
    QueryComma,
    /// The query; a list is one parameter with vertical bars between its elements.
    QueryPipe,
    /// The query; a list is one parameter with spaces between its elements.
    QuerySpace,
    /// The query; an object has a parameter for each of its parts: `name[part]`.
    QueryObject,
    /// A header; a list is comma-separated.
    Header,
    /// A cookie.
    Cookie,
    /// The object that is the body.
    Body,
}

/// The texts of an input outside of the body.
pub(super) struct Texts<'r> {
    /// How often the input was given.
    pub(super) times: usize,
    /// Its text, or that of each element of a list.
    pub(super) items: Vec<&'r str>,
}

impl Place {
    /// What an input here is called.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Path => "part of the path",
            Self::Header => "header",
            Self::Cookie => "cookie",
            Self::Body => "body key",
            Self::Query
            | Self::QueryComma
            | Self::QueryPipe
            | Self::QuerySpace
            | Self::QueryObject => "query parameter",
        }
    }

    /// What separates the elements of a list.
    fn separator(self) -> Option<char> {
        match self {
            Self::Path | Self::QueryComma | Self::Header => Some(','),
            Self::QueryPipe => Some('|'),
            Self::QuerySpace => Some(' '),
            Self::Query | Self::QueryObject | Self::Cookie | Self::Body => None,
        }
    }

    /// What is here for a field, whose path has these values.
    pub(super) fn texts<'r>(
        self,
        field: Field,
        request: &'r Request,
        path: &'r [(&'static str, String)],
    ) -> Texts<'r> {
        let given: Vec<&str> = match self {
            Self::Path => {
                let values = path.iter().filter(|(name, _)| *name == field.name);
                values.map(|(_, value)| value.as_str()).collect()
            }
            Self::Header => request.header_all(field.name).collect(),
            Self::Cookie => cookies(request, field.name),
            Self::Body | Self::QueryObject => Vec::new(),
            _ => request.query_all(field.name).collect(),
        };
        let times = if self == Self::Query && field.shape.is_list() { 1 } else { given.len() };
        let items = match self.separator().filter(|_| field.shape.is_list()) {
            Some(separator) => {
                let items = given.iter().flat_map(|list| list.split(separator));
                // Blanks surround the elements of a header.
                items.map(|item| if self == Self::Header { item.trim() } else { item }).collect()
            }
            None => given,
        };
        Texts { times, items }
    }
}

/// The values of a cookie.
pub(super) fn cookies<'r>(request: &'r Request, name: &str) -> Vec<&'r str> {
    let cookies = request.header_all("cookie").flat_map(|value| value.split(';'));
    let pairs = cookies.filter_map(|cookie| cookie.trim().split_once('='));
    pairs.filter(|(given, _)| *given == name).map(|(_, value)| value).collect()
}

/// An object in the query, as an object with this one field; none if no part of it was sent.
pub(super) fn query_object(field: Field, request: &Request, reading: Reading) -> Option<Decoded> {
    let is_part = |name: &str| {
        name.strip_prefix(field.name).is_some_and(|rest| rest.is_empty() || rest.starts_with('['))
    };
    let pairs: Vec<_> = request.query.iter().filter(|(name, _)| is_part(name)).cloned().collect();
    (!pairs.is_empty()).then(|| form::decode(None, &[field], FormLists::Brackets, &pairs, reading))
}
