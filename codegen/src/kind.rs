//! The kinds of emitted types: what each implements, and which names are therefore not free for its other methods.
//!
//! An inherent method hides the one of a trait. A setter called `default` would make `Draft::default()` mean the setter.

use proc_macro2::TokenStream;
use quote::quote;
use restwright_spec::api::{Operation, Privacy, Type};

use crate::names::ident;
use crate::symbols::methods;

/// What a type of the emitted crate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Client,
    Builder,
    Group,
    Call,
    /// A call whose response is one page of a list.
    PagedCall,
    Placement,
    ErrorCode,
    TextErrorCode,
    Object,
    Enum,
    Union,
    Newtype(Scalar),
}

/// What a newtype is around, as far as it decides on traits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scalar {
    Text,
    Personal,
    Secret,
    /// A boolean or a whole number.
    Exact,
    Fraction,
    /// A decimal, or a text of a format.
    Parsed,
}

impl Scalar {
    pub(crate) fn of(ty: &Type) -> Self {
        match ty {
            Type::String(Privacy::Personal) => Self::Personal,
            Type::String(Privacy::Secret) => Self::Secret,
            Type::Boolean | Type::Integer(_) => Self::Exact,
            Type::Number => Self::Fraction,
            Type::Decimal | Type::Formatted(_) => Self::Parsed,
            _ => Self::Text,
        }
    }

    pub(crate) fn is_private(self) -> bool {
        matches!(self, Self::Personal | Self::Secret)
    }
}

/// Traits, each with the names that a program reaches by it.
const TRAITS: [(&str, &[&str]); 13] = [
    ("Clone", &["clone", "clone_from"]),
    ("Copy", &[]),
    ("Debug", &["fmt"]),
    ("Default", &["default"]),
    ("Display", &["fmt", "to_string"]),
    ("Eq", &[]),
    ("Hash", &["hash", "hash_slice"]),
    ("IntoFuture", &["into_future"]),
    ("Operation", &["write"]),
    ("Ord", &["clamp", "cmp", "max", "min"]),
    ("Paged", &["items", "next"]),
    ("PartialEq", &["eq", "ne"]),
    ("PartialOrd", &["ge", "gt", "le", "lt", "partial_cmp"]),
];

/// Names by the traits that every type implements.
const EVERY: [&str; 8] =
    ["borrow", "borrow_mut", "from", "into", "to_owned", "try_from", "try_into", "type_id"];

impl Kind {
    /// The kind of the type of a call.
    pub(crate) fn of_call(operation: &Operation) -> Self {
        if operation.pages.is_some() { Self::PagedCall } else { Self::Call }
    }

    /// The attribute by which the type gets its traits.
    pub(crate) fn derive(self) -> TokenStream {
        let derived = self.derived().iter().map(|name| ident(name));
        quote!(#[derive(#(#derived),*)])
    }

    /// All of its traits, as the list of symbols has them.
    pub(crate) fn traits(self) -> String {
        let mut traits: Vec<_> = [self.derived(), self.implemented()].concat();
        traits.sort_unstable();
        traits.join(" + ")
    }

    /// Whether a method or setter of this name would hide something, or stand there twice.
    pub(crate) fn takes(self, name: &str) -> bool {
        let traits = [self.derived(), self.implemented()].concat();
        let by_trait = TRAITS.iter().filter(|(of, _)| traits.contains(of));
        let mut names = by_trait.flat_map(|(_, names)| *names).chain(&EVERY);
        names.any(|taken| *taken == name) || self.methods().any(|method| method == name)
    }

    fn derived(self) -> &'static [&'static str] {
        match self {
            Self::Client | Self::Builder | Self::Group | Self::Call | Self::PagedCall => {
                &["Clone", "Debug"]
            }
            Self::Placement => &["Clone", "Copy", "Debug", "Default", "PartialEq", "Eq"],
            Self::ErrorCode => &["Clone", "Copy", "PartialEq", "Eq", "Hash", "PartialOrd", "Ord"],
            Self::TextErrorCode => &["Clone", "PartialEq", "Eq", "Hash", "PartialOrd", "Ord"],
            Self::Object => &["Clone", "Debug", "Default", "PartialEq"],
            Self::Enum => &["Clone", "Debug", "PartialEq", "Eq", "Hash"],
            Self::Union => &["Clone", "Debug", "PartialEq"],
            Self::Newtype(Scalar::Text | Scalar::Personal) => {
                &["Clone", "Debug", "Default", "PartialEq", "Eq", "Hash", "PartialOrd", "Ord"]
            }
            Self::Newtype(Scalar::Secret) => &["Clone", "Debug", "Default", "PartialEq", "Eq"],
            Self::Newtype(Scalar::Exact) => &[
                "Clone",
                "Copy",
                "Debug",
                "Default",
                "PartialEq",
                "Eq",
                "Hash",
                "PartialOrd",
                "Ord",
            ],
            Self::Newtype(Scalar::Fraction) => {
                &["Clone", "Copy", "Debug", "Default", "PartialEq", "PartialOrd"]
            }
            Self::Newtype(Scalar::Parsed) => {
                &["Clone", "Debug", "Default", "PartialEq", "Eq", "Hash"]
            }
        }
    }

    /// Traits that the emitted code implements beside those that it derives.
    fn implemented(self) -> &'static [&'static str] {
        match self {
            Self::Call => &["IntoFuture", "Operation"],
            Self::PagedCall => &["IntoFuture", "Operation", "Paged"],
            Self::ErrorCode | Self::TextErrorCode => &["Debug", "Display"],
            Self::Enum => &["Default", "From<&str>"],
            Self::Union => &["Default"],
            Self::Newtype(scalar) if !scalar.is_private() => &["Display"],
            _ => &[],
        }
    }

    /// Methods that every type of this kind has.
    fn methods(self) -> Box<dyn Iterator<Item = &'static str>> {
        match self {
            Self::Client => Box::new(methods("Client").chain(["new", "builder"])),
            Self::Builder => Box::new(methods("ClientBuilder")),
            Self::Call => Box::new(methods("operations::*")),
            Self::PagedCall => Box::new(methods("operations::*").chain(["items", "pages"])),
            Self::Object => Box::new(["new", "unknown_fields"].into_iter()),
            _ => Box::new(std::iter::empty()),
        }
    }
}
