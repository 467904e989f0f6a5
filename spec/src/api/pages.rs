//! How an operation returns a list in pages.

use super::{Api, Field, Object, Type, TypeKind};

/// How an operation returns a list in pages.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pages {
    /// The fields that lead to the list in a response; none where the response is the list.
    pub items: FieldPath,
    /// Type of the entries.
    pub item: Type,
    /// Where the next page is.
    pub by: PageBy,
}

/// Ids of fields from a response inwards. All but the last are objects.
pub type FieldPath = Vec<String>;

/// Where the next page is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PageBy {
    /// Behind the last entry of a page.
    LastItem {
        /// Id of the field of the entries that is sent.
        field: String,
        /// Id of the optional input that it is sent as.
        into: String,
        /// Path to a boolean that tells whether there are more pages. Without it, an empty page is the last.
        goes_on: Option<FieldPath>,
    },
    /// At a cursor in a page.
    Cursor {
        /// Path to the cursor.
        from: FieldPath,
        /// Id of the optional input that it is sent as.
        into: String,
    },
    /// At the next number of a page.
    Page(Counted),
    /// Behind the entries received so far.
    Offset(Counted),
    /// At the link of this relation in the header `Link`.
    Link(String),
    /// At a URL in a page.
    Url(FieldPath),
}

/// Pages or entries that are counted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Counted {
    /// Id of the optional input that the number is sent as.
    pub into: String,
    /// Number of the first: 0 or 1.
    pub first: i64,
    /// Path to the number of all pages or entries. An empty page is the last in any case.
    pub until: Option<FieldPath>,
}

impl PageBy {
    /// Id of the input that is set for the next page.
    #[must_use]
    pub fn input(&self) -> Option<&str> {
        match self {
            Self::LastItem { into, .. } | Self::Cursor { into, .. } => Some(into),
            Self::Page(counted) | Self::Offset(counted) => Some(&counted.into),
            Self::Link(_) | Self::Url(_) => None,
        }
    }
}

impl Api {
    /// Whether an operation returns a list in pages.
    #[must_use]
    pub fn has_pages(&self) -> bool {
        self.groups.iter().flat_map(|group| &group.operations).any(|each| each.pages.is_some())
    }

    /// Whether an operation returns a stream.
    #[must_use]
    pub fn has_streams(&self) -> bool {
        let mut operations = self.groups.iter().flat_map(|group| &group.operations);
        operations.any(|operation| operation.response.stream().is_some())
    }

    /// The fields of a path from a type inwards. `None` if it leads through something else than fields of objects.
    #[must_use]
    pub fn fields_at<'a>(&'a self, ty: &'a Type, path: &[String]) -> Option<Vec<&'a Field>> {
        let mut ty = ty;
        let mut fields = Vec::with_capacity(path.len());
        for id in path {
            let field = self.object(ty)?.fields.iter().find(|field| *field.id == *id)?;
            fields.push(field);
            ty = &field.ty;
        }
        Some(fields)
    }

    /// The object that a type is.
    #[must_use]
    pub fn object<'a>(&'a self, ty: &Type) -> Option<&'a Object> {
        let Type::Named(name) = ty else { return None };
        match &self.named_type(name)?.kind {
            TypeKind::Object(object) => Some(object),
            TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Newtype(_) => None,
        }
    }
}
