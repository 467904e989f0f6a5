//! `error_code.rs`: the codes of the API as constants that patterns can name, and what is known of each.

use proc_macro2::TokenStream;
use quote::quote;
use restwright_spec::api::{Api, ErrorCategory, ErrorCode};

use crate::docs::Docs;
use crate::emit::{deprecation, former};
use crate::kind::Kind;
use crate::names::{constant, ident};

pub(crate) fn emit(api: &Api) -> TokenStream {
    let constants: Vec<_> = api.errors.iter().map(code).collect();
    let constants = (!constants.is_empty()).then(|| quote!(impl ErrorCode { #(#constants)* }));
    let (methods, traits, derive) = (methods(api), traits(), Kind::ErrorCode.derive());
    quote! {
        //! The codes that tell one error of the API from another.

        use std::fmt;

        use restwright_runtime::{Code, ErrorEntry, Number};

        use crate::generated::service::SERVICE;

        /// A code that the API answers with instead of what was asked for.
        ///
        /// Codes that this version has no constant for are kept: match the constants and let everything else fall
        /// through.
        #derive
        pub struct ErrorCode(i64);

        #constants

        #methods

        #traits
    }
}

/// What is known of a code, and a predicate for each category.
fn methods(api: &Api) -> TokenStream {
    let predicates = api.error_categories.iter().map(|category| predicate(api, category));
    quote! {
        impl ErrorCode {
            /// The number on the wire.
            #[must_use]
            pub fn number(self) -> i64 {
                self.0
            }

            /// The name of the constant, if this version has one.
            #[must_use]
            pub fn name(self) -> Option<&'static str> {
                self.entry().map(|entry| entry.name)
            }

            /// What happened, in our words.
            #[must_use]
            pub fn meaning(self) -> Option<&'static str> {
                self.entry().map(|entry| entry.meaning)
            }

            /// What can be done about it.
            #[must_use]
            pub fn hint(self) -> Option<&'static str> {
                self.entry().and_then(|entry| entry.hint)
            }

            /// The message that the API documents for it.
            #[must_use]
            pub fn message(self) -> Option<&'static str> {
                self.entry().map(|entry| entry.message)
            }

            /// The HTTP status that the API documents for it.
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

/// How the runtime makes a code, and how it is shown.
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
    let former = former::name(error.renamed_from.as_ref(), &name, constant).map(|former| {
        let head = former::head(&name.to_string(), &format!("Self::{name}"));
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
    let docs = Docs::new(&format!("Whether {}.", category.description)).outer();
    let members =
        api.errors.iter().filter(|error| error.category.as_deref() == Some(&**category.id));
    let numbers: Vec<_> = members.map(|error| number(*error.code)).collect();
    let answer =
        if numbers.is_empty() { quote!(false) } else { quote!(matches!(self.0, #(#numbers)|*)) };
    quote! {
        #docs
        #[must_use]
        pub fn #name(self) -> bool {
            #answer
        }
    }
}

/// A number as people write it, with an underscore before every three digits once it is long.
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
