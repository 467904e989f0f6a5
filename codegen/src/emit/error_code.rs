//! `error_code.rs`: the error codes of the API as constants for patterns, with their metadata.

use proc_macro2::TokenStream;
use quote::quote;
use restwright_spec::api::{Api, ErrorCategory, ErrorCode};

use crate::docs::Docs;
use crate::emit::{aliases, deprecation};
use crate::kind::Kind;
use crate::names::{constant, ident};

pub(crate) fn emit(api: &Api) -> TokenStream {
    let constants: Vec<_> = api.errors.iter().map(code).collect();
    let constants = (!constants.is_empty()).then(|| quote!(impl ErrorCode { #(#constants)* }));
    let docs = Docs::new("An error code returned by the API.").sentences(
        "Match the constants and add a `_` arm: codes without a constant in this version are preserved.",
    );
    let guide = (!api.errors.is_empty())
        .then_some("[`guide::errors`](crate::guide::errors) lists the constants by category.");
    let docs = guide.into_iter().fold(docs, Docs::sentences).outer();
    let (methods, traits, derive) = (methods(api), traits(), Kind::ErrorCode.derive());
    quote! {
        //! Error codes of the API.

        use std::fmt;

        use restwright_runtime::{Code, ErrorEntry, Number};

        use crate::generated::service::SERVICE;

        #docs
        #derive
        pub struct ErrorCode(i64);

        #constants

        #methods

        #traits
    }
}

/// The metadata of a code, and one predicate per category.
fn methods(api: &Api) -> TokenStream {
    let predicates = api.error_categories.iter().map(|category| predicate(api, category));
    quote! {
        impl ErrorCode {
            /// Returns the number on the wire.
            #[must_use]
            pub fn number(self) -> i64 {
                self.0
            }

            /// Returns the name of the constant, if there is one.
            #[must_use]
            pub fn name(self) -> Option<&'static str> {
                self.entry().map(|entry| entry.name)
            }

            /// Returns a description of the error.
            #[must_use]
            pub fn meaning(self) -> Option<&'static str> {
                self.entry().map(|entry| entry.meaning)
            }

            /// Returns a suggestion for the caller.
            #[must_use]
            pub fn hint(self) -> Option<&'static str> {
                self.entry().and_then(|entry| entry.hint)
            }

            /// Returns the documented message.
            #[must_use]
            pub fn message(self) -> Option<&'static str> {
                self.entry().map(|entry| entry.message)
            }

            /// Returns the documented HTTP status.
            #[must_use]
            pub fn status(self) -> Option<u16> {
                self.entry().map(|entry| entry.status)
            }

            #(#predicates)*

            fn entry(self) -> Option<&'static ErrorEntry> {
                SERVICE.error(self.0)
            }
        }
    }
}

/// How the runtime creates a code, and how it is formatted.
fn traits() -> TokenStream {
    quote! {
        impl Code for ErrorCode {
            fn from_number(number: Number) -> Self {
                Self(number.get())
            }
        }

        impl fmt::Debug for ErrorCode {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        /// The name of the constant, if there is one, and the number.
        impl fmt::Display for ErrorCode {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self.name() {
                    Some(name) => write!(f, "{name} ({})", self.0),
                    None => write!(f, "{}", self.0),
                }
            }
        }
    }
}

fn code(error: &ErrorCode) -> TokenStream {
    let name = constant(&error.id);
    let number = number(*error.code);
    let docs = Docs::default().sentence(&error.meaning);
    let docs = match &error.hint {
        Some(hint) => docs.sentence(hint),
        None => docs,
    };
    let docs = docs.line(format!("Code {}, HTTP status {}.", *error.code, error.status)).outer();
    let deprecated = deprecation::attribute(error.deprecated.as_ref());
    let former = aliases::name(error.renamed_from.as_ref(), &name, constant).map(|former| {
        let head = aliases::head(&name.to_string(), &format!("Self::{name}"));
        quote! {
            #head
            pub const #former: Self = Self::#name;
        }
    });
    quote! {
        #docs
        #deprecated
        pub const #name: Self = Self(#number);

        #former
    }
}

fn predicate(api: &Api, category: &ErrorCategory) -> TokenStream {
    let name = ident(&format!("is_{}", *category.id));
    let docs = Docs::new(&format!("Returns whether {}.", category.description)).outer();
    let members =
        api.errors.iter().filter(|error| error.category.as_deref() == Some(&**category.id));
    let numbers: Vec<_> = members.map(|error| number(*error.code)).collect();
    let body =
        if numbers.is_empty() { quote!(false) } else { quote!(matches!(self.0, #(#numbers)|*)) };
    quote! {
        #docs
        #[must_use]
        pub fn #name(self) -> bool {
            #body
        }
    }
}

/// A number with digit separators from five digits on.
pub(super) fn number(value: i64) -> TokenStream {
    let digits = value.unsigned_abs().to_string();
    let mut text = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if digits.len() > 4 && position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push('_');
        }
        text.push(digit);
    }
    let literal: TokenStream = text.parse().unwrap_or_else(|_| quote!(#value));
    if value < 0 { quote!(-#literal) } else { literal }
}
