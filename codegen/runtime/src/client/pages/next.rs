//! Where the next page is, as a page tells it.

use crate::decode::{DecodeError, text_of, value_at};
use crate::encode::{Facts, ValueWriter};
use crate::value::{Secret, Value};

/// Why the next page cannot be requested. All are texts of this project.
const UNREADABLE: &str = "the page before it names it by a value that is not of the declared type";
const NO_KEY: &str =
    "the page before it says that there are more, but its last entry has nothing to continue from";
const TOO_LARGE: &str = "its number does not fit the input that it would be sent as";

/// Where the next page is.
pub struct NextPage(pub(super) Next);

pub(super) enum Next {
    /// There is none.
    None,
    /// Where the inputs say.
    Inputs,
    /// At this URL.
    Url(Secret),
    /// At the target of the link of this relation in the header `Link`, if there is one.
    Link(&'static str),
    /// There is one, but nobody knows where.
    Unknown(&'static str),
}

/// A page as it was received: what tells an absent value from one that could not be decoded.
pub struct Received<'a> {
    body: &'a [u8],
    has_problems: bool,
    items: usize,
}

impl<'a> Received<'a> {
    pub(super) fn new(body: &'a [u8], problems: &[DecodeError], items: usize) -> Self {
        Self { body, has_problems: !problems.is_empty(), items }
    }

    /// Continues with a cursor of the page. None, null and an empty text end the list.
    pub fn cursor<T: Value + Clone, I: From<T>>(
        &self,
        path: &'static [&'static str],
        cursor: Option<&T>,
        input: &mut I,
    ) -> NextPage {
        self.next(path, cursor, |cursor| match cursor.filter(|cursor| text(*cursor).is_some()) {
            None => Next::None,
            Some(cursor) => {
                *input = I::from(cursor.clone());
                Next::Inputs
            }
        })
    }

    /// Continues behind the last entry, by the key of which the next page is requested. Without a `path` to a value that
    /// tells whether there are more pages, the first empty page is the last.
    pub fn last_item<T: Value + Clone, I: From<T>>(
        &self,
        key: Option<&T>,
        path: &'static [&'static str],
        goes_on: Option<&bool>,
        input: &mut I,
    ) -> NextPage {
        self.next(path, goes_on, |goes_on| {
            let goes_on = if path.is_empty() { self.items > 0 } else { goes_on == Some(&true) };
            match key.filter(|key| text(*key).is_some()) {
                _ if !goes_on => Next::None,
                None => Next::Unknown(NO_KEY),
                Some(key) => {
                    *input = I::from(key.clone());
                    Next::Inputs
                }
            }
        })
    }

    /// Continues with the page of the next number, up to the number of all pages if the page tells it. An empty page is the
    /// last.
    pub fn page<T: Number, U: Number, I: From<T>>(
        &self,
        this: Option<T>,
        first: T,
        path: &'static [&'static str],
        pages: Option<&U>,
        input: &mut I,
    ) -> NextPage {
        let next = this.unwrap_or(first).into() + 1;
        self.counted(next, first, path, pages, input)
    }

    /// Continues behind the entries received so far, up to the number of all entries if the page tells it. An empty page is
    /// the last. Counting what was received skips nothing if a server returns less than it was asked for.
    pub fn offset<T: Number, U: Number, I: From<T>>(
        &self,
        this: Option<T>,
        first: T,
        path: &'static [&'static str],
        entries: Option<&U>,
        input: &mut I,
    ) -> NextPage {
        let next = this.unwrap_or(first).into() + i128::from(self.items as u64);
        self.counted(next, first, path, entries, input)
    }

    /// Continues at a URL in the page. None, null and an empty text end the list.
    #[must_use]
    pub fn url<T: Value>(&self, path: &'static [&'static str], url: Option<&T>) -> NextPage {
        self.next(path, url, |url| url.and_then(|url| text(url)).map_or(Next::None, Next::Url))
    }

    /// Continues at the target of the first link of this relation in the header `Link`. Without one, the list ends.
    #[must_use]
    pub fn link(&self, relation: &'static str) -> NextPage {
        NextPage(Next::Link(relation))
    }

    /// Whether there is something at a path, although nothing was decoded there.
    pub(super) fn lacks(&self, path: &[&str]) -> bool {
        self.has_problems && is_there(&text_of(self.body), path)
    }

    fn next<T>(
        &self,
        path: &[&str],
        value: Option<&T>,
        next: impl FnOnce(Option<&T>) -> Next,
    ) -> NextPage {
        NextPage(if value.is_none() && !path.is_empty() && self.lacks(path) {
            Next::Unknown(UNREADABLE)
        } else {
            next(value)
        })
    }

    /// Continues at a number, unless as many as there are precede it. Numbers have 64 bits, so none overflows here.
    fn counted<T: Number, U: Number, I: From<T>>(
        &self,
        next: i128,
        first: T,
        path: &'static [&'static str],
        total: Option<&U>,
        input: &mut I,
    ) -> NextPage {
        self.next(path, total, |total| {
            let is_last = total.is_some_and(|total| next - first.into() >= (*total).into());
            if is_last || self.items == 0 {
                return Next::None;
            }
            let Ok(next) = T::try_from(next) else { return Next::Unknown(TOO_LARGE) };
            *input = I::from(next);
            Next::Inputs
        })
    }
}

/// A whole number that counts pages or entries, of up to 64 bits.
pub trait Number: Copy + Into<i128> + TryFrom<i128> {}

impl<T: Copy + Into<i128> + TryFrom<i128>> Number for T {}

/// The text of a value; `None` where there is none.
fn text(value: &dyn Value) -> Option<Secret> {
    let (mut found, mut facts) = (None, Facts::default());
    if !value.is_absent() {
        let mut keep =
            |text: &str| found = Some(text).filter(|text| !text.is_empty()).map(Secret::from);
        value.emit(&mut ValueWriter::texts(&mut keep, &mut facts));
    }
    found
}

/// Whether a path leads to something in a document, or meets something that is no object on its way.
fn is_there(mut json: &str, path: &[&str]) -> bool {
    json = json.trim_ascii();
    for step in path {
        if !json.starts_with('{') {
            return true;
        }
        match value_at(json, &[step]) {
            None => return false,
            Some(value) => json = value,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::{Next, NextPage, Received, is_there};

    fn received(items: usize) -> Received<'static> {
        Received { body: b"{}", has_problems: false, items }
    }

    /// The input for the next page, if there is one.
    fn input<I>(next: &NextPage, input: Option<I>) -> Result<Option<I>, &'static str> {
        match next.0 {
            Next::None => Ok(None),
            Next::Inputs => Ok(input),
            Next::Unknown(reason) => Err(reason),
            Next::Url(_) | Next::Link(_) => panic!("inputs"),
        }
    }

    #[test]
    fn counted() {
        let path = &["total"][..];
        let pages = [
            ((None, 1, Some(3), 5), Ok(Some(2))),
            ((Some(2), 1, Some(3), 0), Ok(None)),
            ((Some(3), 1, Some(3), 5), Ok(None)),
            ((None, 1, Some(0), 1), Ok(None)),
            ((None, 1, None, 5), Ok(Some(2))),
            ((Some(2), 1, None, 0), Ok(None)),
            ((None, 0, Some(2), 5), Ok(Some(1))),
            ((Some(1), 0, Some(2), 5), Ok(None)),
            ((None, 0, None, 5), Ok(Some(1))),
            ((Some(i64::MAX), 1, Some(i64::MAX), 1), Ok(None)),
            ((Some(i64::MAX), 1, None, 1), Err(super::TOO_LARGE)),
        ];
        for ((this, first, until, items), next) in pages {
            let mut found = None;
            let page = received(items).page(this, first, path, until.as_ref(), &mut found);
            assert_eq!(input(&page, found), next, "{this:?} {first} {until:?} {items}");
        }
        let offsets = [
            ((None, 0, Some(5_i64), 3), Ok(Some(3))),
            ((Some(3), 0, Some(5), 2), Ok(None)),
            ((Some(3), 0, Some(5), 0), Ok(None)),
            ((None, 0, None, 3), Ok(Some(3))),
            ((Some(3), 0, None, 0), Ok(None)),
            ((None, 1, Some(4), 3), Ok(Some(4))),
            ((Some(4), 1, Some(4), 1), Ok(None)),
            ((Some(i32::MAX), 0, Some(i64::from(i32::MAX)), 1), Ok(None)),
            ((Some(i32::MAX), 0, None, 1), Err(super::TOO_LARGE)),
        ];
        for ((this, first, until, items), next) in offsets {
            let mut found = None;
            let page = received(items).offset(this, first, path, until.as_ref(), &mut found);
            assert_eq!(input(&page, found), next, "{this:?} {first} {until:?} {items}");
        }
    }

    #[test]
    fn what_is_there() {
        for (json, expected) in [
            (r#"{"meta":{"next":{}}}"#, true),
            (r#"{"Meta":{"Next":1}}"#, true),
            (r#"{"meta":7}"#, true),
            ("[]", true),
            (r#"{"meta":{"next":null}}"#, false),
            (r#"{"meta":{"other":1}}"#, false),
            (r#"{"meta":null}"#, false),
            ("{}", false),
        ] {
            assert_eq!(is_there(json, &["meta", "next"]), expected, "{json}");
        }
    }
}
