//! Multipart bodies: `multipart/form-data`.

use bytes::Bytes;
use http::HeaderValue;

use super::{Part, StreamedBody, Upload};
use crate::buffer::Buffer;
use crate::input::InputProblem;
use crate::random;

/// What is sent of a file that has no name. Without one, servers take a part for a text.
const UNNAMED: &str = "file";
/// The content type of a file that nobody has said anything about.
const ANY_TYPE: &str = "application/octet-stream";

const NO_TYPE: InputProblem =
    InputProblem::Setting("has a content type that is none, such as `image/png`");
const OTHER_TYPE: InputProblem =
    InputProblem::Setting("has a content type that the operation does not take");

/// A multipart body in the making.
pub(crate) struct Multipart {
    boundary: String,
    parts: Vec<Part>,
    /// What stands between the last file and the next one.
    text: Buffer,
}

impl Multipart {
    pub(crate) fn new() -> Self {
        Self { boundary: random_boundary(), parts: Vec::new(), text: Buffer::default() }
    }

    /// Adds a text, or JSON.
    pub(crate) fn text(&mut self, name: &str, content_type: Option<&str>, text: &str) {
        self.open(name, None, content_type);
        self.text.extend(text.as_bytes());
        self.text.extend(b"\r\n");
    }

    /// Adds a file.
    pub(crate) fn file(
        &mut self,
        name: &'static str,
        upload: &Upload,
        content_types: &[&'static str],
    ) -> Result<(), InputProblem> {
        let content_type = content_type(upload, content_types)?;
        let file_name = upload.file_name.as_deref().unwrap_or(UNNAMED);
        self.open(name, Some(file_name), Some(content_type));
        self.flush();
        self.parts.push(Part::File(name, upload.clone()));
        self.text.extend(b"\r\n");
        Ok(())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.parts.is_empty() && self.text.is_empty()
    }

    /// The body, and its content type.
    pub(crate) fn finish(mut self) -> (StreamedBody, Option<HeaderValue>) {
        for piece in ["--", &self.boundary, "--\r\n"] {
            self.text.extend(piece.as_bytes());
        }
        self.flush();
        let content_type = format!("multipart/form-data; boundary={}", self.boundary);
        (StreamedBody::new(self.parts), HeaderValue::from_str(&content_type).ok())
    }

    /// Writes the head of a part.
    fn open(&mut self, name: &str, file_name: Option<&str>, content_type: Option<&str>) {
        let Self { boundary, text, .. } = self;
        for piece in ["--", boundary, "\r\nContent-Disposition: form-data; name=\""] {
            text.extend(piece.as_bytes());
        }
        escape(text, name);
        if let Some(file_name) = file_name {
            text.extend(b"\"; filename=\"");
            escape(text, file_name);
        }
        text.extend(b"\"\r\n");
        if let Some(content_type) = content_type {
            for piece in ["Content-Type: ", content_type, "\r\n"] {
                text.extend(piece.as_bytes());
            }
        }
        text.extend(b"\r\n");
    }

    fn flush(&mut self) {
        let text: Bytes = std::mem::take(&mut self.text).share();
        self.parts.push(Part::Bytes(text));
    }
}

/// The content type of an upload: its own, if the operation takes it, or the first that the operation takes.
pub(crate) fn content_type<'u>(
    upload: &'u Upload,
    content_types: &[&'static str],
) -> Result<&'u str, InputProblem> {
    let Some(own) = upload.content_type.as_deref() else {
        return Ok(content_types.first().copied().unwrap_or(ANY_TYPE));
    };
    let bare = own.split(';').next().unwrap_or_default().trim();
    let is_token = |part: &str| {
        let is_token =
            |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+.^_`|~-".contains(&byte);
        !part.is_empty() && part.bytes().all(is_token)
    };
    let is_type =
        bare.split_once('/').is_some_and(|(ty, subtype)| is_token(ty) && is_token(subtype));
    if !is_type || !own.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Err(NO_TYPE);
    }
    let accepts = content_types.is_empty()
        || content_types.iter().any(|content_type| content_type.eq_ignore_ascii_case(bare));
    if accepts { Ok(own) } else { Err(OTHER_TYPE) }
}

/// Writes a name between quotes, with the escapes of the WHATWG: a quote and the ends of lines are percent-encoded, and nothing else.
fn escape(out: &mut Buffer, name: &str) {
    for byte in name.bytes() {
        match byte {
            b'"' => out.extend(b"%22"),
            b'\r' => out.extend(b"%0D"),
            b'\n' => out.extend(b"%0A"),
            byte => out.push(byte),
        }
    }
}

/// A line that no file holds, but with a probability that nobody lives to see: 128 random bits, which differ for each request.
fn random_boundary() -> String {
    format!("----{:032x}", random::bits())
}
