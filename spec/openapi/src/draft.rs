//! The description while it is made: what becomes YAML in the end.

use std::fmt;

use restwright_spec::Span;
use restwright_spec::api::Limits;

use crate::stated::Stated;
use crate::yaml::Yaml;

/// A type expression.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Type {
    /// A word of the language, such as `string`.
    Plain(&'static str),
    /// A list, and whether its elements can be null.
    List(Box<Type>, bool),
    /// A map, and whether its values can be null.
    Map(Box<Type>, bool),
    /// A type with a name.
    Named(String),
}

impl Type {
    /// Raw JSON.
    pub(crate) const JSON: Self = Self::Plain("json");

    /// The named type within, if there is one.
    pub(crate) fn name(&self) -> Option<&str> {
        match self {
            Self::Plain(_) => None,
            Self::List(element, _) | Self::Map(element, _) => element.name(),
            Self::Named(name) => Some(name),
        }
    }

    /// Whether the value itself, or each element, is a text.
    pub(crate) fn is_text(&self) -> bool {
        match self {
            Self::Plain(word) => *word == "string",
            Self::List(element, _) | Self::Map(element, _) => element.is_text(),
            Self::Named(_) => false,
        }
    }

    /// How many lists and maps stand within each other.
    pub(crate) fn depth(&self) -> usize {
        match self {
            Self::Plain(_) | Self::Named(_) => 0,
            Self::List(element, _) | Self::Map(element, _) => 1 + element.depth(),
        }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = |null: &bool| if *null { "?" } else { "" };
        match self {
            Self::Plain(word) => formatter.write_str(word),
            Self::List(element, null) => write!(formatter, "list<{element}{}>", mark(null)),
            Self::Map(element, null) => write!(formatter, "map<{element}{}>", mark(null)),
            Self::Named(name) => formatter.write_str(name),
        }
    }
}

/// How carefully a text is handled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Privacy {
    Public,
    Secret,
    Personal,
}

/// A field of an object or of a body, or a parameter.
#[expect(clippy::struct_excessive_bools, reason = "each one is a key of the description")]
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Field {
    pub(crate) span: Span,
    pub(crate) id: String,
    pub(crate) wire: String,
    pub(crate) ty: Type,
    /// Of a file, its content types.
    pub(crate) content_types: Vec<String>,
    pub(crate) description: String,
    pub(crate) required: bool,
    pub(crate) nullable: bool,
    pub(crate) privacy: Privacy,
    pub(crate) limits: Limits,
    /// Whether the privacy follows from the name alone.
    pub(crate) is_inferred: bool,
    pub(crate) read_only: bool,
    pub(crate) deprecated: bool,
    pub(crate) example: Option<Yaml>,
    pub(crate) default: Option<Yaml>,
    /// The one value that it has. Such a field is not `required`: nobody gives it.
    pub(crate) always: Option<Yaml>,
    pub(crate) stated: Stated,
}

/// A condition of a variant.
#[derive(Clone, Debug)]
pub(crate) enum When {
    Is(String),
    Has(String),
    Equals(String, Yaml),
    Always,
}

/// A variant of a union.
#[derive(Clone, Debug)]
pub(crate) struct Variant {
    pub(crate) id: String,
    pub(crate) ty: Type,
    pub(crate) is_secret: bool,
    pub(crate) when: When,
    /// What the document says of the variant, and not of its type.
    pub(crate) description: Option<String>,
    pub(crate) stated: Stated,
}

/// What a named type is.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    Object(Vec<Field>),
    /// Id, value and description of each.
    Enum(Vec<(String, Yaml, String)>),
    Union(Vec<Variant>),
    /// A word of the language that is a type of its own. Only a document that states its name says so.
    Newtype(&'static str, Limits),
}

impl Kind {
    /// Whether it is a union of which the kind of a value tells some variants apart.
    pub(crate) fn is_of_kinds(&self) -> bool {
        let is_of_kind = |variant: &Variant| matches!(variant.when, When::Is(_));
        matches!(self, Self::Union(variants) if variants.iter().any(is_of_kind))
    }

    /// The fields of an object.
    pub(crate) fn fields(&self) -> &[Field] {
        match self {
            Self::Object(fields) => fields,
            Self::Enum(_) | Self::Union(_) | Self::Newtype(..) => &[],
        }
    }

    /// Whether it is a value without parts.
    pub(crate) fn is_plain(&self) -> bool {
        matches!(self, Self::Enum(_) | Self::Newtype(..))
    }
}

/// A named type.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    pub(crate) span: Span,
    pub(crate) description: String,
    pub(crate) deprecated: bool,
    pub(crate) kind: Kind,
    pub(crate) stated: Stated,
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    Path,
    Query,
    Header,
    /// For credentials only.
    Cookie,
}

/// A parameter of an operation.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Parameter {
    pub(crate) place: Place,
    /// How a value with parts is written, unless that is the usual way of its place.
    pub(crate) style: Option<&'static str>,
    /// What stands in front of its placeholder in the path.
    pub(crate) before: String,
    /// Id of the shared parameter that it is.
    pub(crate) shared: Option<String>,
    pub(crate) field: Field,
}

/// The body of a request.
#[derive(Clone, Debug)]
pub(crate) enum Body {
    None,
    Fields(Vec<Field>),
    Whole(Type, String),
    /// What is sent as it is, `text` or `file`, with its content types and what it means.
    Plain(&'static str, Vec<String>, String),
}

/// What a body is written as, if that is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Form(Lists),
    Multipart,
}

impl Body {
    /// Its fields, if it has some of its own.
    pub(crate) fn fields(&self) -> &[Field] {
        match self {
            Self::Fields(fields) => fields,
            Self::None | Self::Whole(..) | Self::Plain(..) => &[],
        }
    }
}

/// How a form writes lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lists {
    Repeat,
    Brackets,
    Indices,
    Comma,
}

/// A response of success.
#[derive(Clone, Debug)]
pub(crate) struct Response {
    pub(crate) status: u16,
    /// Its name and meaning, where an operation has several that differ.
    pub(crate) id: String,
    pub(crate) description: String,
    pub(crate) content: Content,
    pub(crate) stated: Stated,
}

impl Response {
    /// A response without a body.
    pub(crate) fn empty(status: u16) -> Self {
        Self {
            status,
            id: String::new(),
            description: String::new(),
            content: Content::None,
            stated: Stated::default(),
        }
    }
}

/// What a response holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Content {
    None,
    /// Nothing, since the caller has it already.
    Unchanged,
    Json(Type),
    /// Text, of a media type if that is known.
    Text(Option<String>),
    /// Bytes, of a media type if that is known.
    Bytes(Option<String>),
    /// Bytes that are read while they arrive, of this media type.
    Download(String),
    /// Server-sent events with data of this type.
    Events(Type),
    /// Lines of JSON of this type, of this media type.
    Lines(Type, String),
}

impl Content {
    /// The named type within, if there is one.
    pub(crate) fn name(&self) -> Option<&str> {
        match self {
            Self::Json(ty) | Self::Events(ty) | Self::Lines(ty, _) => ty.name(),
            _ => None,
        }
    }

    /// Whether it is read while it arrives.
    pub(crate) fn is_stream(&self) -> bool {
        matches!(self, Self::Download(_) | Self::Events(_) | Self::Lines(..))
    }
}

/// Which credentials an operation needs: the first alternative that the client was given.
#[derive(Clone, Debug, Default)]
pub(crate) struct Credentials {
    /// Alternatives, each with the ids of all that it needs.
    pub(crate) first_of: Vec<Vec<String>>,
    /// Whether a call needs none.
    pub(crate) is_optional: bool,
}

impl Credentials {
    /// The credentials that are named, alternative by alternative.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &str> {
        self.first_of.iter().flatten().map(String::as_str)
    }

    /// Adds a credential to every alternative.
    pub(crate) fn add(&mut self, id: &str) {
        if self.first_of.is_empty() {
            self.first_of.push(Vec::new());
        }
        self.first_of.iter_mut().for_each(|ids| ids.push(id.to_owned()));
    }
}

/// An operation.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    pub(crate) span: Span,
    pub(crate) group: String,
    pub(crate) id: String,
    pub(crate) summary: String,
    pub(crate) description: Option<String>,
    pub(crate) method: String,
    pub(crate) path: String,
    /// Id of the server that it is sent to, if that is not the default one.
    pub(crate) server: Option<String>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Body,
    /// What the body is written as, if that is not JSON.
    pub(crate) format: Option<Format>,
    pub(crate) credentials: Credentials,
    /// The header of the idempotency key.
    pub(crate) idempotency: Option<String>,
    /// The responses of success, by status.
    pub(crate) responses: Vec<Response>,
    pub(crate) deprecated: bool,
    pub(crate) documented_in: Option<String>,
    pub(crate) stated: Stated,
}
