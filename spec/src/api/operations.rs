//! The calls of the API: where they go, what they take and what they answer.

use std::collections::BTreeSet;

use super::{
    BodyContent, BodyFormat, Code, Deprecation, Limits, Literal, Need, OperationName, Pages,
    Response, Type, WholeBody, Word,
};
use crate::Spanned;

/// Operations that belong together: one method of the client leads to them.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Group {
    /// Stable id, snake case.
    pub id: Spanned<String>,
    /// What its operations have in common.
    pub description: String,
    /// Its operations, by id.
    pub operations: Vec<Operation>,
}

/// One call of the API.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Operation {
    /// Stable id, snake case, unique in its group.
    pub id: Spanned<String>,
    /// One line.
    pub summary: String,
    /// More, where there is more to say.
    pub description: Option<String>,
    /// HTTP method.
    pub method: Method,
    /// Path behind the base URL, from its slash on.
    pub path: Path,
    /// Id of the server that it is sent to, if that is not the default one.
    pub server: Option<Spanned<String>>,
    /// Ids of the required inputs and per-call credentials, in the order of the signature.
    pub arguments: Vec<String>,
    /// All inputs but credentials, in the order of the description: parameters, then fields of the body.
    pub inputs: Vec<Input>,
    /// The whole body, where one type describes it.
    pub body: Option<WholeBody>,
    /// How the body is written.
    pub body_format: BodyFormat,
    /// Ids of the credentials it needs, sorted.
    pub credentials: Vec<Spanned<String>>,
    /// Which of these it needs; without a choice, all of them.
    pub choice: Option<CredentialChoice>,
    /// What it returns.
    pub response: Response,
    /// How it returns a list in pages, if it does.
    pub pages: Option<Pages>,
    /// Error codes that it returns besides those of all operations, sorted.
    pub errors: BTreeSet<Code>,
    /// What sending it twice would do.
    pub effect: Effect,
    /// Page and heading of the vendor's documentation.
    pub documented_in: Option<String>,
    /// Documented requests and responses, in the order of the description.
    pub examples: Vec<Example>,
    /// Retired ids of inputs, which are never reused, sorted.
    pub reserved: Vec<Spanned<String>>,
    /// Former name, in this group or in another one that is still declared.
    pub renamed_from: Option<Spanned<OperationName>>,
    /// Set once it should no longer be used.
    pub deprecated: Option<Deprecation>,
}

impl Operation {
    /// The input of this id.
    #[must_use]
    pub fn input(&self, id: &str) -> Option<&Input> {
        self.inputs.iter().find(|input| *input.id == id)
    }

    /// The key by which the API recognizes the attempts of one call.
    #[must_use]
    pub fn idempotency_key(&self) -> Option<&Input> {
        self.inputs.iter().find(|input| input.location == Location::IdempotencyKey)
    }

    /// Whether no call does without a credential.
    #[must_use]
    pub fn requires(&self, credential: &str) -> bool {
        match &self.choice {
            None => self.credentials.iter().any(|id| **id == *credential),
            Some(choice) => {
                let has = |ids: &Vec<String>| ids.iter().any(|id| id == credential);
                !choice.is_optional && choice.first_of.iter().all(has)
            }
        }
    }

    /// Whether it takes a body.
    #[must_use]
    pub fn has_body(&self) -> bool {
        self.body.is_some() || self.inputs.iter().any(|input| input.location == Location::Body)
    }

    /// Whether a call takes files, which are read while they are sent.
    #[must_use]
    pub fn takes_files(&self) -> bool {
        let body = self.body.as_ref().map(|body| &body.content);
        matches!(body, Some(BodyContent::File(_)))
            || self.inputs.iter().any(|input| input.ty.is_file())
    }

    /// The inputs that a caller gives.
    pub fn varying_inputs(&self) -> impl Iterator<Item = &Input> {
        self.inputs.iter().filter(|input| input.always.is_none())
    }

    /// Inputs that a caller may leave out, by id: they become setters.
    pub fn optional_inputs(&self) -> impl Iterator<Item = &Input> {
        self.inputs.iter().filter(|input| !input.is_required())
    }
}

/// Alternatives of credentials, of which a call sends the first that the client was given.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CredentialChoice {
    /// Ids of the credentials of each alternative, sorted. There is at least one alternative, and none is empty.
    pub first_of: Vec<Vec<String>>,
    /// Whether a call sends none where the client was given none.
    pub is_optional: bool,
}

/// HTTP methods that an operation can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// GET
    Get,
    /// HEAD
    Head,
    /// POST
    Post,
    /// PUT
    Put,
    /// PATCH
    Patch,
    /// DELETE
    Delete,
}

impl Method {
    /// The word on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// A path template, cut into its parts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Path {
    /// As written: `/pets/{pet_id}/photos`.
    pub template: Spanned<String>,
    /// The same in parts.
    pub segments: Vec<PathSegment>,
}

impl Path {
    /// The path without the names of its placeholders, which never go over the wire: `/pets/{}/photos`.
    #[must_use]
    pub fn shape(&self) -> String {
        let part = |segment: &PathSegment| match segment {
            PathSegment::Literal(text) => text.clone(),
            PathSegment::Placeholder(_) => "{}".to_owned(),
        };
        self.segments.iter().map(part).collect()
    }

    /// The text that each placeholder stands for in a path, as it is written there. `None` if the path is another one.
    #[must_use]
    pub fn values<'a>(&'a self, path: &'a str) -> Option<Vec<(&'a str, &'a str)>> {
        let mut values = Vec::new();
        let (mut rest, mut open) = (path, None);
        for (index, segment) in self.segments.iter().enumerate() {
            match (segment, open.take()) {
                (PathSegment::Placeholder(id), before) => {
                    values.extend(before.map(|before| (before, "")));
                    open = Some(id.as_str());
                }
                (PathSegment::Literal(text), None) => rest = rest.strip_prefix(text.as_str())?,
                (PathSegment::Literal(text), Some(id)) => {
                    let is_last = index + 1 == self.segments.len();
                    let at =
                        if is_last { rest.rfind(text.as_str()) } else { rest.find(text.as_str()) };
                    values.push((id, &rest[..at?]));
                    rest = &rest[at? + text.len()..];
                }
            }
        }
        if let Some(id) = open {
            values.push((id, std::mem::take(&mut rest)));
        }
        let fits = rest.is_empty() && values.iter().all(|(_, value)| !value.contains('/'));
        fits.then_some(values)
    }
}

/// A part of a path template.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PathSegment {
    /// Sent unchanged.
    Literal(String),
    /// Replaced by the input of this id.
    Placeholder(String),
}

/// A value that an operation takes.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Input {
    /// Stable id, snake case.
    pub id: Spanned<String>,
    /// Id of the shared parameter that it is, where that is declared.
    pub shared: Option<Spanned<String>>,
    /// Name on the wire; for a path input the placeholder.
    pub wire: Spanned<String>,
    /// Where it goes.
    pub location: Location,
    /// Type of the value.
    pub ty: Type,
    /// Of a file, the content types that the operation takes; without one, it takes any.
    pub content_types: Vec<String>,
    /// Whether it may be left out.
    pub need: Need,
    /// Which values it admits. A constant has none.
    pub limits: Limits,
    /// The value that it always has. Such an input is `Required`, and no caller gives it.
    pub always: Option<Word>,
    /// What it means, with its unit.
    pub description: String,
    /// What the server assumes without it.
    pub default: Option<Literal>,
    /// A value for documentation and tests.
    pub example: Option<Literal>,
    /// Former id.
    pub renamed_from: Option<Spanned<String>>,
    /// Set once it should no longer be used.
    pub deprecated: Option<Deprecation>,
}

impl Input {
    /// Whether a call requires it.
    #[must_use]
    pub fn is_required(&self) -> bool {
        self.need.is_required()
    }
}

/// Where an input goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Location {
    /// Into the path.
    Path,
    /// Into the query, in this style.
    Query(QueryStyle),
    /// Into a header.
    Header,
    /// Into a cookie.
    Cookie,
    /// Into a header, as the key by which the API recognizes the attempts of one call. A client makes one for each call
    /// that is given none.
    IdempotencyKey,
    /// Into the object that is the body.
    Body,
}

/// How a value with parts is written into a query. One without parts is written as `k=a` in any case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum QueryStyle {
    /// `k=a&k=b`
    #[default]
    Repeat,
    /// `k=a,b`
    Comma,
    /// `k=a%7Cb`
    Pipe,
    /// `k=a%20b`
    Space,
    /// `k[x]=a&k[y]=b`, lists within as `k[z][]=c`.
    DeepObject,
}

impl QueryStyle {
    /// The word of the description.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Repeat => "repeat",
            Self::Comma => "comma",
            Self::Pipe => "pipe",
            Self::Space => "space",
            Self::DeepObject => "deep_object",
        }
    }
}

/// What a repeated call would do. Decides who may repeat it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    /// It reads; any number of times.
    Safe,
    /// It writes the same again.
    Idempotent,
    /// It creates something: a second call creates another one.
    Creates,
    /// It consumes something (a code, an attempt): a second call fails or counts against the user.
    Consumes,
    /// It sends something out (an SMS, a mail): a second time sends it again.
    Sends,
}

impl Effect {
    /// Whether repeating the call has no further effect.
    #[must_use]
    pub fn is_repeatable(self) -> bool {
        matches!(self, Self::Safe | Self::Idempotent)
    }
}

/// A documented request and its response.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Example {
    /// What it shows, and where it is documented if not with the operation.
    pub summary: String,
    /// The request, where the document shows one.
    pub request: Option<ExampleRequest>,
    /// The response, where the document shows one.
    pub response: Option<ExampleResponse>,
}

/// A documented request.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct ExampleRequest {
    /// Method, path and query as documented, without the host.
    pub line: String,
    /// Headers as documented, in order.
    pub headers: Vec<(String, String)>,
    /// The JSON body.
    pub body: Option<Literal>,
}

/// A documented response.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct ExampleResponse {
    /// HTTP status.
    pub status: u16,
    /// The JSON body, or the text of one that is text or bytes.
    pub body: Option<Literal>,
}
