//! Where an operation writes its inputs.

use bytes::Bytes;
use http::header::{ACCEPT, HeaderName, HeaderValue};

use super::credentials::has_separator;
use super::extras::{Extras, header};
use super::idempotency::HasKey;
#[cfg(feature = "pages")]
use super::next_url::Named;
#[cfg(feature = "oauth")]
use super::oauth::NeedsToken;
use super::settings::ServerIndex;
use super::{Endpoint, Server, Settings, query};
use crate::buffer::Buffer;
use crate::encode::{Facts, Form, FormLists, ObjectWriter, ValueWriter};
use crate::input::{InputProblem, InvalidSetting, has_control};
use crate::percent;
#[cfg(feature = "uploads")]
use crate::upload::{Multipart, StreamedBody};
use crate::value::{Binary, Value};

/// Where an [`Operation`](crate::Operation) writes its inputs.
pub struct RequestWriter<'a> {
    pub(super) settings: &'a Settings,
    pub(super) extras: &'a [&'a Extras],
    /// Ids of the credentials that the extras replace.
    pub(super) replaced: Vec<&'static str>,
    pub(super) endpoint: &'static Endpoint,
    /// The server that the request goes to, unless it is the default one.
    pub(super) server: Option<ServerIndex>,
    pub(super) path_inputs: Vec<(&'static str, Buffer)>,
    pub(super) query: Buffer,
    pub(super) headers: http::HeaderMap,
    /// How many bytes the values of headers take.
    pub(super) header_bytes: usize,
    /// Set once the request has an idempotency key.
    pub(super) key: Option<HasKey>,
    /// The credential whose access token is added when the request is sent.
    #[cfg(feature = "oauth")]
    pub(super) token: Option<NeedsToken>,
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
    /// Text or bytes of a type of their own.
    Plain(Bytes, HeaderValue),
    #[cfg(feature = "uploads")]
    Multipart(Multipart),
    #[cfg(feature = "uploads")]
    File(StreamedBody, HeaderValue),
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
            server: None,
            path_inputs: Vec::new(),
            query: Buffer::default(),
            headers: http::HeaderMap::new(),
            header_bytes: 0,
            key: None,
            #[cfg(feature = "oauth")]
            token: None,
            content: Content::Nothing,
            #[cfg(feature = "pages")]
            named: None,
            problem: None,
        }
    }

    /// Sends the request to another server than the default one.
    pub fn server(&mut self, server: &'static Server) {
        self.server = self.settings.server_index(server);
        if self.server.is_none() {
            self.refuse(server.id, InputProblem::NotGiven);
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
            #[cfg(feature = "uploads")]
            Content::Multipart(parts) => {
                let mut each =
                    |text: &str, kind: Option<&'static str>| parts.text(name, kind, text);
                value.emit(&mut ValueWriter::parts(&mut each, &mut facts));
            }
            _ => {
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

    /// Makes the body this text. It may be empty, and hold whatever a text may.
    pub fn text_body(&mut self, text: &str, content_type: &'static str) {
        let mut body = Buffer::default();
        body.extend(text.as_bytes());
        self.content = Content::Plain(body.share(), HeaderValue::from_static(content_type));
    }

    /// Makes the body these bytes.
    pub fn bytes_body(&mut self, bytes: &Binary, content_type: &'static str) {
        let bytes = bytes.clone().into_bytes();
        self.content = Content::Plain(bytes, HeaderValue::from_static(content_type));
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
            } else if query::has_name(&self.query.as_ref()[..own_query], name) {
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

    /// Hands out the texts of a value, and tells whether they are secret or personal.
    pub(super) fn texts(
        &mut self,
        name: &'static str,
        value: &dyn Value,
        each: &mut dyn FnMut(&str),
    ) -> bool {
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

    pub(super) fn note(&mut self, name: &'static str, facts: &Facts) {
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
