//! `error_code.rs`: the error codes of the API as constants for patterns, with their metadata.

use proc_macro2::TokenStream;
use quote::quote;
use restwright_spec::api::{Api, Code, CodeKind, ErrorCategory, ErrorCode};

use crate::docs::{Docs, code_span};
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
    let wire = Wire::of(api);
    let (methods, traits, derive) = (methods(api, &wire), traits(&wire), wire.kind.derive());
    let (ty, inner) = (&wire.ty, &wire.inner);
    let (details_import, details) = details(api);
    quote! {
        //! Error codes of the API.

        use std::fmt;

        use restwright_runtime::{Code, ErrorEntry, #details_import #ty};

        use crate::generated::service::SERVICE;

        #docs
        #derive
        pub struct ErrorCode(#inner);

        #constants

        #methods

        #traits

        #details
    }
}

/// What codes are on the wire, and what follows from it.
struct Wire {
    kind: Kind,
    /// The type in which the runtime hands a code over.
    ty: TokenStream,
    /// What the type of codes holds.
    inner: TokenStream,
    /// How its methods take it.
    receiver: TokenStream,
    /// The method that tells what is on the wire.
    accessor: TokenStream,
    /// The way from what the runtime hands over.
    held: TokenStream,
    /// The search for what is known.
    search: TokenStream,
    /// How a code without a constant is shown.
    unnamed: TokenStream,
}

impl Wire {
    fn of(api: &Api) -> Self {
        match api.code_kind {
            CodeKind::Number => Self {
                kind: Kind::ErrorCode,
                ty: quote!(Number),
                inner: quote!(i64),
                receiver: quote!(self),
                accessor: quote! {
                    /// Returns the number on the wire.
                    #[must_use]
                    pub fn number(self) -> i64 {
                        self.0
                    }
                },
                held: quote!(code.get()),
                search: quote!(SERVICE.error(self.0)),
                unnamed: quote!(write!(f, "{}", self.0)),
            },
            CodeKind::Text => Self {
                kind: Kind::TextErrorCode,
                ty: quote!(TextCode),
                inner: quote!(TextCode),
                receiver: quote!(&self),
                accessor: quote! {
                    /// Returns the text on the wire. Without a constant, it is the server's, and may hold anything.
                    #[must_use]
                    pub fn text(&self) -> &str {
                        self.0.as_str()
                    }
                },
                held: quote!(code),
                search: quote!(SERVICE.error_of_text(self.text())),
                unnamed: quote!(fmt::Display::fmt(&self.0, f)),
            },
        }
    }
}

/// The metadata of a code, and one predicate per category.
fn methods(api: &Api, wire: &Wire) -> TokenStream {
    let Wire { receiver, accessor, search, .. } = wire;
    let predicates = api.error_categories.iter().map(|category| predicate(api, category, receiver));
    quote! {
        impl ErrorCode {
            #accessor

            /// Returns the name of the constant, if there is one.
            #[must_use]
            pub fn name(#receiver) -> Option<&'static str> {
                self.entry().map(|entry| entry.name)
            }

            /// Returns a description of the error.
            #[must_use]
            pub fn meaning(#receiver) -> Option<&'static str> {
                self.entry().map(|entry| entry.meaning)
            }

            /// Returns a suggestion for the caller.
            #[must_use]
            pub fn hint(#receiver) -> Option<&'static str> {
                self.entry().and_then(|entry| entry.hint)
            }

            /// Returns the documented message.
            #[must_use]
            pub fn message(#receiver) -> Option<&'static str> {
                self.entry().and_then(ErrorEntry::message)
            }

            /// Returns the documented HTTP status.
            #[must_use]
            pub fn status(#receiver) -> Option<u16> {
                self.entry().and_then(ErrorEntry::status)
            }

            #(#predicates)*

            fn entry(#receiver) -> Option<&'static ErrorEntry> {
                #search
            }
        }
    }
}

/// How the runtime creates a code, and how it is formatted.
fn traits(wire: &Wire) -> TokenStream {
    let Wire { kind, ty, held, unnamed, .. } = wire;
    let shown = match kind {
        Kind::TextErrorCode => {
            "The name of the constant and the text. A code without a constant is not shown."
        }
        _ => "The name of the constant, if there is one, and the number.",
    };
    let shown = Docs::new(shown).outer();
    quote! {
        impl Code for ErrorCode {
            type Wire = #ty;

            fn from_wire(code: #ty) -> Self {
                Self(#held)
            }
        }

        impl fmt::Debug for ErrorCode {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        #shown
        impl fmt::Display for ErrorCode {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self.name() {
                    Some(name) => write!(f, "{name} ({})", self.0),
                    None => #unnamed,
                }
            }
        }
    }
}

/// What makes the details of errors typed, and what it needs of the runtime.
fn details(api: &Api) -> (Option<TokenStream>, Option<TokenStream>) {
    if api.error_details.is_none() {
        return (None, None);
    }
    let details = quote! {
        impl HasDetails for ErrorCode {
            type Details = crate::generated::ErrorDetails;
        }
    };
    (Some(quote!(HasDetails,)), Some(details))
}

fn code(error: &ErrorCode) -> TokenStream {
    let name = constant(&error.id);
    let value = match &*error.code {
        Code::Number(value) => number(*value),
        Code::Text(text) => quote!(TextCode::known(#text)),
    };
    let docs = Docs::default().sentence(&error.meaning);
    let docs = match &error.hint {
        Some(hint) => docs.sentence(hint),
        None => docs,
    };
    let status = error.status.map(|status| format!(", HTTP status {status}")).unwrap_or_default();
    let docs = docs.line(format!("Code {}{status}.", shown(&error.code))).outer();
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
        pub const #name: Self = Self(#value);

        #former
    }
}

fn predicate(api: &Api, category: &ErrorCategory, receiver: &TokenStream) -> TokenStream {
    let name = ident(&format!("is_{}", *category.id));
    let docs = Docs::new(&format!("Returns whether {}.", category.description)).outer();
    let members =
        api.errors.iter().filter(|error| error.category.as_deref() == Some(&**category.id));
    let codes: Vec<_> = members
        .map(|error| match &*error.code {
            Code::Number(value) => number(*value),
            Code::Text(text) => quote!(#text),
        })
        .collect();
    let value = match api.code_kind {
        CodeKind::Number => quote!(self.0),
        CodeKind::Text => quote!(self.text()),
    };
    let body = if codes.is_empty() { quote!(false) } else { quote!(matches!(#value, #(#codes)|*)) };
    quote! {
        #docs
        #[must_use]
        pub fn #name(#receiver) -> bool {
            #body
        }
    }
}

/// A code in Markdown.
pub(super) fn shown(code: &Code) -> String {
    match code {
        Code::Number(number) => number.to_string(),
        Code::Text(text) => code_span(text),
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
