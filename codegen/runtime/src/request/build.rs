//! Putting the pieces of a request together.

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HeaderValue, USER_AGENT};
use http::{Request, Uri};

#[cfg(feature = "pages")]
use super::next_url::Named;
use super::template::{Piece, pieces};
use super::writer::{Content, RequestWriter};
use super::{Endpoint, Extras, Method, Payload, Settings};
use crate::buffer::Buffer;
use crate::encode::FORM_TYPE;
use crate::input::{InputProblem, InvalidSetting};

const JSON: HeaderValue = HeaderValue::from_static("application/json");
const FORM: HeaderValue = HeaderValue::from_static(FORM_TYPE);

/// Builds the request of an operation.
pub(crate) fn build(
    settings: &Settings,
    endpoint: &'static Endpoint,
    write: &dyn Fn(&mut RequestWriter<'_>),
    extras: &[&Extras],
) -> Result<Request<Payload>, InvalidSetting> {
    let mut writer = RequestWriter::new(settings, endpoint, extras);
    write(&mut writer);
    writer.add_extras();
    writer.finish()
}

/// Builds the request of a page that the server has named by path and query.
#[cfg(feature = "pages")]
pub(crate) fn build_named(
    settings: &Settings,
    endpoint: &'static Endpoint,
    write: &dyn Fn(&mut RequestWriter<'_>),
    extras: &[&Extras],
    named: &str,
) -> Result<Request<Payload>, InvalidSetting> {
    let mut writer = RequestWriter::new(settings, endpoint, extras);
    writer.named = Some(Named::of(named));
    write(&mut writer);
    writer.add_named_query();
    writer.add_extras();
    writer.finish()
}

impl RequestWriter<'_> {
    fn finish(mut self) -> Result<Request<Payload>, InvalidSetting> {
        let target = self.target();
        if let Some(problem) = self.problem {
            return Err(problem);
        }
        let uri =
            Uri::from_maybe_shared(target.share()).map_err(|_| ("url", InputProblem::TooLong))?;
        let content = std::mem::replace(&mut self.content, Content::Nothing);
        let (body, own_type) = content.finish();
        let is_empty = body.is_empty();
        let content_type = own_type.or_else(|| self.settings.content_type.clone());
        if let Some(content_type) = content_type.or((!is_empty).then_some(JSON)) {
            self.headers.insert(CONTENT_TYPE, content_type);
        }
        let may_have_body =
            matches!(self.endpoint.method, Method::Post | Method::Put | Method::Patch);
        if is_empty && may_have_body {
            // Some servers insist on a length where a body could be.
            self.headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        self.headers.entry(ACCEPT).or_insert(JSON);
        self.headers.insert(USER_AGENT, self.settings.user_agent.clone());
        for name in self.settings.headers.keys() {
            if !self.headers.contains_key(name) {
                let values = self.settings.headers.get_all(name).iter().cloned();
                self.headers.extend(values.map(|value| (name.clone(), value)));
            }
        }
        let mut request = Request::new(body);
        *request.method_mut() = self.endpoint.method.into();
        *request.uri_mut() = uri;
        *request.headers_mut() = self.headers;
        if let Some(key) = self.key {
            request.extensions_mut().insert(key);
        }
        if let Some(server) = self.server {
            request.extensions_mut().insert(server);
        }
        #[cfg(feature = "oauth")]
        if let Some(token) = self.token {
            request.extensions_mut().insert(token);
        }
        Ok(request)
    }

    /// The whole URL.
    fn target(&mut self) -> Buffer {
        let mut target = self.location();
        if !self.query.is_empty() {
            target.push(b'?');
            target.extend(self.query.as_ref());
        }
        target
    }

    /// The URL without its query.
    fn location(&mut self) -> Buffer {
        let mut location = Buffer::default();
        let base_url = self.settings.base_url(self.server);
        #[cfg(feature = "pages")]
        if let Some(named) = &self.named {
            location.extend(base_url.origin().as_bytes());
            location.extend(named.path.as_bytes());
            return location;
        }
        location.extend(base_url.as_str().as_bytes());
        for piece in pieces(self.endpoint.path) {
            let name = match piece {
                Piece::Literal(text) => {
                    location.extend(text.as_bytes());
                    continue;
                }
                Piece::Placeholder(name) => name,
            };
            match self.path_inputs.iter().find(|(given, _)| *given == name) {
                Some((_, value)) => location.extend(value.as_ref()),
                None => self.refuse(name, InputProblem::NotGiven),
            }
        }
        location
    }
}

impl Content {
    /// The body, and its type where it has another one than the bodies of the API.
    fn finish(self) -> (Payload, Option<HeaderValue>) {
        let (body, content_type) = match self {
            Self::Nothing => (Bytes::new(), None),
            Self::Fields(mut fields) => {
                fields.push(b'}');
                (fields.share(), None)
            }
            Self::Value(value) => (value.share(), None),
            // The type of an API is one of JSON, so a form says what it is. A form without fields is no body.
            Self::Form(form) => {
                let pairs = form.finish().share();
                let content_type = (!pairs.is_empty()).then_some(FORM);
                (pairs, content_type)
            }
            Self::Plain(body, content_type) => (body, Some(content_type)),
            #[cfg(feature = "uploads")]
            Self::Multipart(parts) if parts.is_empty() => (Bytes::new(), None),
            #[cfg(feature = "uploads")]
            Self::Multipart(parts) => {
                let (body, content_type) = parts.finish();
                return (Payload::Streamed(body), content_type);
            }
            #[cfg(feature = "uploads")]
            Self::File(file, content_type) => {
                return (Payload::Streamed(file), Some(content_type));
            }
        };
        (Payload::Bytes(body), content_type)
    }
}
