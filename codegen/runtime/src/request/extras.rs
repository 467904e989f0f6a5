//! What a request carries besides the inputs of its operation.

use http::header::{self, HeaderName, HeaderValue};

use crate::buffer::Buffer;
use crate::input::{InputProblem, InvalidSetting};
use crate::value::Secret;

/// Query parameters and headers that the description of the API lacks, and credentials instead of those of the client.
#[derive(Clone, Debug, Default)]
pub(crate) struct Extras {
    pub(crate) query: Vec<(String, Secret)>,
    pub(crate) headers: Vec<(String, Secret)>,
    pub(crate) credentials: Vec<(String, Secret)>,
}

impl Extras {
    pub(super) fn is_empty(&self) -> bool {
        self.query.is_empty() && self.headers.is_empty() && self.credentials.is_empty()
    }
}

/// Headers that say how a message is framed, where it goes and what its body is.
#[rustfmt::skip]
const RESERVED: [HeaderName; 14] = [
    header::ACCEPT, header::ACCEPT_ENCODING, header::CONNECTION, header::CONTENT_ENCODING, header::CONTENT_LENGTH,
    header::CONTENT_TYPE, header::EXPECT, header::HOST, header::PROXY_AUTHORIZATION, header::TE, header::TRAILER,
    header::TRANSFER_ENCODING, header::UPGRADE, header::USER_AGENT,
];

/// A header that somebody has chosen; its value is treated as a secret.
pub(crate) fn header(
    name: &str,
    value: &Secret,
) -> Result<(HeaderName, HeaderValue), InvalidSetting> {
    let name = HeaderName::from_bytes(name.as_bytes());
    let name = name.map_err(|_| ("header", InputProblem::Setting("must have a valid name")))?;
    if RESERVED.contains(&name) {
        return Err(("header", InputProblem::ReservedHeader));
    }
    let mut text = Buffer::default();
    text.extend(value.expose().as_bytes());
    let value = HeaderValue::from_maybe_shared(text.share());
    let mut value = value.map_err(|_| ("header", InputProblem::ControlCharacter))?;
    value.set_sensitive(true);
    Ok((name, value))
}
