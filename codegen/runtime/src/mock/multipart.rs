//! Reads the body of a request that is a multipart one.

use std::fmt;

use serde_json::Value as Json;
use serde_json::value::RawValue;

use super::Request;
use super::form::scalar;
use super::redact::FILE;
use super::shape::{Field, Shape};

/// A request with more parts is none that a client of these APIs makes.
const MAX_PARTS: usize = 10_000;

/// A part of a multipart body. Its `Debug` output shows no values.
#[derive(Clone, PartialEq, Eq)]
pub struct Part {
    name: String,
    file_name: Option<String>,
    content_type: Option<String>,
    body: Vec<u8>,
}

impl Part {
    /// The name of the field.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name of the file, of a part that is one.
    #[must_use]
    pub fn file_name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    /// The content type, if the part says one.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// The contents.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    fn text(&self) -> Option<&str> {
        str::from_utf8(&self.body).ok()
    }

    fn is_type(&self, wanted: &str) -> bool {
        let given = self.content_type.as_deref().unwrap_or_default();
        given.split(';').next().is_some_and(|bare| bare.trim().eq_ignore_ascii_case(wanted))
    }
}

impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Part")
            .field("content_type", &self.content_type)
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// The parts of a body; none if it is no multipart body, or has no end.
pub(super) fn parts(request: &Request) -> Option<Vec<Part>> {
    let delimiter = format!("\r\n--{}", boundary(request.header("content-type")?)?);
    // The first delimiter has no line before it.
    let body = [b"\r\n", request.body()].concat();
    let mut rest = behind(&body, delimiter.as_bytes())?;
    let mut parts = Vec::new();
    while !rest.starts_with(b"--") {
        let part = rest.strip_prefix(b"\r\n")?;
        let end = find(part, delimiter.as_bytes())?;
        parts.push(part_of(&part[..end])?);
        rest = &part[end + delimiter.len()..];
        if parts.len() > MAX_PARTS {
            return None;
        }
    }
    Some(parts)
}

/// The boundary that a content type names.
fn boundary(content_type: &str) -> Option<&str> {
    let (kind, parameters) = content_type.split_once(';')?;
    let is_multipart = kind.trim().eq_ignore_ascii_case(MULTIPART);
    let mut parameters = parameters.split(';').filter_map(|one| one.split_once('='));
    let (_, boundary) =
        parameters.find(|(name, _)| name.trim().eq_ignore_ascii_case("boundary"))?;
    Some(boundary.trim().trim_matches('"')).filter(|it| is_multipart && !it.is_empty())
}

pub(super) const MULTIPART: &str = "multipart/form-data";

fn part_of(part: &[u8]) -> Option<Part> {
    // A part without headers begins with the empty line that ends them.
    let end = if part.starts_with(b"\r\n") { 0 } else { find(part, b"\r\n\r\n")? + 2 };
    let (head, body) = (str::from_utf8(&part[..end]).ok()?, &part[end + 2..]);
    let header = |wanted: &str| {
        let mut headers = head.lines().filter_map(|line| line.split_once(':'));
        let found = headers.find(|(name, _)| name.eq_ignore_ascii_case(wanted));
        found.map(|(_, value)| value.trim())
    };
    let disposition = header("content-disposition")?.strip_prefix("form-data")?;
    Some(Part {
        name: quoted(disposition, "; name=\"")?,
        file_name: quoted(disposition, "; filename=\""),
        content_type: header("content-type").map(str::to_owned),
        body: body.to_vec(),
    })
}

/// A name between quotes, with its escapes undone.
fn quoted(disposition: &str, key: &str) -> Option<String> {
    let (_, behind) = disposition.split_once(key)?;
    let (name, _) = behind.split_once('"')?;
    Some(name.replace("%0D", "\r").replace("%0A", "\n").replace("%22", "\""))
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

fn behind<'b>(bytes: &'b [u8], wanted: &[u8]) -> Option<&'b [u8]> {
    find(bytes, wanted).map(|at| &bytes[at + wanted.len()..])
}

/// What a multipart body holds.
#[derive(Default)]
pub(super) struct Decoded {
    /// The same as JSON, in which a marker stands for each file. The JSON of parts is as it came.
    pub(super) json: String,
    /// Problems that cannot be seen in the JSON. They quote no value.
    pub(super) problems: Vec<String>,
}

/// Reads parts into an object with these fields.
pub(super) fn decode(fields: &[Field], parts: &[Part]) -> Decoded {
    let mut decoded = Decoded::default();
    let mut entries = Vec::new();
    for field in fields {
        let own: Vec<_> = parts.iter().filter(|part| part.name == field.name).collect();
        let (shape, is_list) = match own_shape(field.shape) {
            Shape::List(element) => (own_shape(*element), true),
            shape => (shape, false),
        };
        let values: Vec<_> = own.iter().map(|part| decoded.part(*field, shape, part)).collect();
        let value = match values.first() {
            // A list without items leaves no trace.
            _ if is_list && (!own.is_empty() || field.need.is_required()) => {
                format!("[{}]", values.join(","))
            }
            Some(value) => value.clone(),
            None => continue,
        };
        if own.len() > 1 && !is_list {
            let problem = format!("body part `{}` is given {} times", field.name, own.len());
            decoded.problems.push(problem);
        }
        entries.push(format!("{}:{value}", Json::from(field.name)));
    }
    decoded.json = format!("{{{}}}", entries.join(","));
    decoded
}

impl Decoded {
    /// The value of a part as JSON.
    fn part(&mut self, field: Field, shape: Shape, part: &Part) -> String {
        const NULL: &str = "null";
        let name = field.name;
        let mut report =
            |problem: &str| self.problems.push(format!("body part `{name}` {problem}"));
        if let Shape::File(content_types) = shape {
            if part.file_name.is_none() {
                report("is not a file");
            } else if !is_one_of(content_types, part) {
                report("has a content type that is not declared");
            }
            return Json::from(FILE).to_string();
        }
        let Some(text) = part.text().filter(|_| part.file_name.is_none()) else {
            report("is not text");
            return NULL.to_owned();
        };
        let is_nullable = field.need.is_nullable() || matches!(field.shape, Shape::Nullable(_));
        if text.is_empty() && is_nullable {
            return NULL.to_owned();
        }
        if !is_json(shape) {
            return scalar(shape, text).to_string();
        }
        if !part.is_type("application/json") {
            report("is not of the type `application/json`");
        } else if serde_json::from_str::<&RawValue>(text).is_err() {
            report("is not JSON");
        } else {
            return text.to_owned();
        }
        NULL.to_owned()
    }
}

fn is_one_of(content_types: &[&str], part: &Part) -> bool {
    match content_types {
        [] => part.content_type.is_some(),
        some => some.iter().any(|wanted| part.is_type(wanted)),
    }
}

/// A shape behind its name and its null.
fn own_shape(shape: Shape) -> Shape {
    match shape {
        Shape::Type(inner) | Shape::Nullable(inner) => own_shape(*inner),
        #[cfg(feature = "limits")]
        Shape::Limited(inner, _) => own_shape(*inner),
        shape => shape,
    }
}

/// Whether a part with such a value is JSON.
fn is_json(shape: Shape) -> bool {
    matches!(
        shape,
        Shape::Any | Shape::List(_) | Shape::Map(_) | Shape::Object(_) | Shape::Union(_)
    )
}
