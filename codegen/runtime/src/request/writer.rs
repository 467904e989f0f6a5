//! Where an operation writes its inputs.

use http::header::{ACCEPT, HeaderName, HeaderValue};

use super::credentials::has_separator;
use super::extras::{Extras, header};
use super::idempotency::HasKey;
#[cfg(feature = "pages")]
use super::next_url::Named;
use super::{Endpoint, Settings};
use crate::buffer::Buffer;
use crate::encode::{Facts, Form, FormLists, ObjectWriter, ValueWriter};
use crate::input::{InputProblem, InvalidSetting, has_control};
use crate::percent;
use crate::value::Value;

/// Where an [`Operation`](crate::Operation) writes its inputs.
pub struct RequestWriter<'a> {
    pub(super) settings: &'a Settings,
    pub(super) extras: &'a [&'a Extras],
    /// Ids of the credentials that the extras replace.
    pub(super) replaced: Vec<&'static str>,
    pub(super) endpoint: &'static Endpoint,
    pub(super) path_inputs: Vec<(&'static str, Buffer)>,
    pub(super) query: Buffer,
    pub(super) headers: http::HeaderMap,
    /// How many bytes the values of headers take.
    pub(super) header_bytes: usize,
    /// Set once the request has an idempotency key.
    pub(super) key: Option<HasKey>,
    pub(super) content: Content,
    /// The page that the server has named, instead of path and query of the operation.
    #[cfg(feature = "pages")]
    pub(super) named: Option<Named<'a>>,
    /// The first input that cannot be sent.
    pub(super) problem: Option<InvalidSetting>,
}

/// What the body is going to be.
pub(super) enum Content {
    Nothing,
    /// An object that is still open.
    Fields(Buffer),
    Value(Buffer),
    Form(Form),
}

impl<'a> RequestWriter<'a> {
    pub(super) fn new(
        settings: &'a Settings,
        endpoint: &'static Endpoint,
        extras: &'a [&'a Extras],
    ) -> Self {
        Self {
            settings,
            extras,
            replaced: Vec::new(),
            endpoint,
            path_inputs: Vec::new(),
            query: Buffer::default(),
            headers: http::HeaderMap::new(),
            header_bytes: 0,
            key: None,
            content: Content::Nothing,
            #[cfg(feature = "pages")]
            named: None,
            problem: None,
        }
    }

    /// Puts a value into the place that `{name}` holds in the path; a list with commas between its items.
    pub fn path(&mut self, name: &'static str, value: &dyn Value) {
        let mut segment = Buffer::default();
        let (mut items, mut is_safe) = (0_usize, false);
        self.texts(name, value, &mut |text| {
            if items > 0 {
                segment.push(b',');
            }
            items += 1;
            // Servers and proxies resolve dots even where they are percent-encoded. Several items are no dots.
            is_safe = items > 1 || !matches!(text.trim(), "" | "." | "..");
            percent::encode(&mut segment, text);
        });
        if is_safe {
            self.path_inputs.push((name, segment));
        } else {
            self.refuse(name, InputProblem::DotSegment);
        }
    }

    /// Sets the content types that the caller can read, where JSON is not the only one.
    pub fn accept(&mut self, content_types: &'static str) {
        self.headers.insert(ACCEPT, HeaderValue::from_static(content_types));
    }

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

    /// Adds a header, unless the value is absent.
    pub fn header(&mut self, name: &'static str, value: &dyn Value) {
        let mut values = Vec::new();
        let is_private = self.texts(name, value, &mut |text| {
            let mut value = Buffer::default();
            value.extend(text.as_bytes());
            values.push(value);
        });
        for value in values {
            self.add_header(name, name, value, is_private);
        }
    }

    /// Adds a list as one header, its items with commas between.
    pub fn header_list(&mut self, name: &'static str, value: &dyn Value) {
        let mut joined = Buffer::default();
        let (mut items, mut has_comma) = (0_usize, false);
        let is_private = self.texts(name, value, &mut |text| {
            if items > 0 {
                joined.extend(b", ");
            }
            items += 1;
            has_comma |= text.contains(',');
            joined.extend(text.as_bytes());
        });
        if has_comma {
            self.refuse(name, InputProblem::SeparatorInList);
        } else if items > 0 {
            self.add_header(name, name, joined, is_private);
        }
    }

    /// Adds a cookie, unless the value is absent.
    pub fn cookie(&mut self, name: &'static str, value: &dyn Value) {
        let mut cookie = Buffer::default();
        let (mut is_given, mut is_sendable) = (false, true);
        let is_private = self.texts(name, value, &mut |text| {
            is_given = true;
            is_sendable &= !has_separator(text);
            cookie.extend(text.as_bytes());
        });
        if !is_sendable {
            self.refuse(name, InputProblem::CookieCharacter);
        } else if is_given {
            self.push_cookie(name, name, cookie.as_ref(), is_private);
        }
    }

    /// Makes the body a form, with lists in this style. It comes before the fields or the value of the body.
    pub fn form(&mut self, lists: FormLists) {
        self.content = Content::Form(Form::new(lists));
    }

    /// Writes a field of the body, unless the value is absent. A body without fields is not sent.
    pub fn field(&mut self, name: &'static str, value: &dyn Value) {
        if !value.is_absent() {
            self.nullable_field(name, value);
        }
    }

    /// Writes a field of the body; an absent value as `null`, in a form as an empty text.
    pub fn nullable_field(&mut self, name: &'static str, value: &dyn Value) {
        let mut facts = Facts::default();
        match &mut self.content {
            Content::Form(form) => ObjectWriter::form(form, &mut facts).nullable(name, value),
            Content::Fields(out) => ObjectWriter::resume(out, &mut facts).nullable(name, value),
            Content::Nothing | Content::Value(_) => {
                let mut out = Buffer::default();
                ObjectWriter::open(&mut out, &mut facts).nullable(name, value);
                self.content = Content::Fields(out);
            }
        }
        self.note(name, &facts);
    }

    /// Writes the body as one value.
    pub fn whole_body(&mut self, value: &dyn Value) {
        let mut facts = Facts::default();
        if let Content::Form(form) = &mut self.content {
            value.emit(&mut ValueWriter::form(form, &mut facts));
        } else {
            let mut out = Buffer::default();
            value.emit(&mut ValueWriter::json(&mut out, &mut facts));
            self.content = Content::Value(out);
        }
        self.note("body", &facts);
    }

    /// Adds what is sent besides the inputs of the operation. What has a name that the operation or its credentials
    /// have sent is refused.
    pub(super) fn add_extras(&mut self) {
        let extras = self.extras;
        if extras.iter().all(|extras| extras.is_empty()) {
            return;
        }
        self.check_replaced();
        let own_query = self.query.as_ref().len();
        let own_headers = self.headers.clone();
        for (name, value) in extras.iter().flat_map(|extras| &extras.query) {
            if name.is_empty() {
                self.refuse("query", InputProblem::Setting("must have a name"));
            } else if has_control(name) || has_control(value.expose()) {
                self.refuse("query", InputProblem::ControlCharacter);
            } else if self.is_in_named_query(name) {
                // The server has repeated it, possibly with the value for the next page.
            } else if has_name(&self.query.as_ref()[..own_query], name) {
                self.refuse("query", InputProblem::OwnName);
            } else {
                self.pair(name, value.expose());
            }
        }
        for (name, value) in extras.iter().flat_map(|extras| &extras.headers) {
            match header(name, value) {
                Err((name, problem)) => self.refuse(name, problem),
                Ok((name, _)) if own_headers.contains_key(&name) => {
                    self.refuse("header", InputProblem::OwnName);
                }
                Ok((name, value)) => {
                    self.header_bytes += value.len();
                    if self.header_bytes > MAX_HEADERS {
                        self.refuse("header", InputProblem::HeadersTooLong);
                    }
                    self.headers.append(name, value);
                }
            }
        }
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
    fn is_in_named_query(&self, name: &str) -> bool {
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

    /// Hands out the texts of a value, and tells whether they are secret or personal.
    fn texts(&mut self, name: &'static str, value: &dyn Value, each: &mut dyn FnMut(&str)) -> bool {
        let mut facts = Facts::default();
        if !value.is_absent() {
            value.emit(&mut ValueWriter::texts(each, &mut facts));
        }
        self.note(name, &facts);
        facts.private
    }

    pub(super) fn add_header(
        &mut self,
        name: &str,
        input: &'static str,
        value: Buffer,
        is_private: bool,
    ) {
        self.header_bytes += value.as_ref().len();
        if self.header_bytes > MAX_HEADERS {
            return self.refuse(input, InputProblem::HeadersTooLong);
        }
        let name = HeaderName::from_bytes(name.as_bytes());
        let value = HeaderValue::from_maybe_shared(value.share());
        match (name, value) {
            (Ok(name), Ok(mut value)) => {
                value.set_sensitive(is_private);
                self.headers.append(name, value);
            }
            _ => self.refuse(input, InputProblem::ControlCharacter),
        }
    }

    fn note(&mut self, name: &'static str, facts: &Facts) {
        if let Some((inner, problem)) = facts.problem {
            self.refuse(inner.unwrap_or(name), problem);
        }
    }

    pub(super) fn refuse(&mut self, name: &'static str, problem: InputProblem) {
        self.problem.get_or_insert((name, problem));
    }
}

/// The values of the headers of a request may have this many bytes together.
pub(crate) const MAX_HEADERS: usize = 64 * 1024;

fn push_pair(query: &mut Buffer, name: &str, text: &str) {
    push_name(query, name);
    percent::encode(query, text);
}

/// Whether a query has a parameter of this name.
fn has_name(query: &[u8], name: &str) -> bool {
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
