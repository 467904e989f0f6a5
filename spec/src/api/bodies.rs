//! How bodies of requests are written.

/// The format of the body of a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BodyFormat {
    /// JSON.
    #[default]
    Json,
    /// A form (`application/x-www-form-urlencoded`) with lists in this style.
    Form(FormLists),
}

/// How a form holds lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
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
