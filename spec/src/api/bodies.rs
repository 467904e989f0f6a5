//! What bodies of requests are, and how they are written.

use super::{Api, Operation, Privacy, Type};

/// The format of the body of a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum BodyFormat {
    /// JSON.
    #[default]
    Json,
    /// A form (`application/x-www-form-urlencoded`) with lists in this style.
    Form(FormLists),
    /// A multipart body (`multipart/form-data`), with a part for each field and each item of a list.
    Multipart,
}

/// A body that is one value rather than fields. It is always required, and its id is `body`.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct WholeBody {
    /// What it is.
    pub content: BodyContent,
    /// What it means.
    pub description: String,
}

/// What a body is that is one value.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum BodyContent {
    /// A value of a named type, a list, a map or any JSON, in the format of the operation.
    Value(Type),
    /// Text, as it is, with its content type.
    Text(Privacy, Option<String>),
    /// Bytes in memory, with their content type.
    Bytes(Option<String>),
    /// A file, with the content types that the operation takes; without one, it takes any.
    File(Vec<String>),
}

impl Api {
    /// Whether some operation takes files.
    #[must_use]
    pub fn takes_files(&self) -> bool {
        self.groups.iter().flat_map(|group| &group.operations).any(Operation::takes_files)
    }

    /// Whether some operation takes files, or has a multipart body.
    #[must_use]
    pub fn needs_uploads(&self) -> bool {
        let mut operations = self.groups.iter().flat_map(|group| &group.operations);
        operations.any(|it| it.takes_files() || it.body_format == BodyFormat::Multipart)
    }
}

impl BodyContent {
    /// The type of a value; none of what has no format but its own.
    #[must_use]
    pub fn ty(&self) -> Option<&Type> {
        match self {
            Self::Value(ty) => Some(ty),
            Self::Text(..) | Self::Bytes(_) | Self::File(_) => None,
        }
    }

    /// The content type that a request has by default, where it is not that of a format.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        match self {
            Self::Value(_) => None,
            Self::Text(_, given) => Some(given.as_deref().unwrap_or("text/plain; charset=utf-8")),
            Self::Bytes(given) => Some(given.as_deref().unwrap_or("application/octet-stream")),
            Self::File(given) => {
                Some(given.first().map_or("application/octet-stream", String::as_str))
            }
        }
    }
}

impl Type {
    /// Whether it is a file, or a list of files.
    #[must_use]
    pub fn is_file(&self) -> bool {
        match self {
            Self::File => true,
            Self::List(element) => **element == Self::File,
            _ => false,
        }
    }
}

/// How a form holds lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FormLists {
    /// `k=a&k=b`
    #[default]
    Repeat,
    /// `k[]=a&k[]=b`
    Brackets,
    /// `k[0]=a&k[1]=b`
    Indices,
    /// `k=a,b`
    Comma,
}

impl FormLists {
    /// The word of the description.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Repeat => "repeat",
            Self::Brackets => "brackets",
            Self::Indices => "indices",
            Self::Comma => "comma",
        }
    }
}
