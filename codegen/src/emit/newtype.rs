//! `types/<type>.rs` of a newtype: a struct around one value, which no other type converts into.

use proc_macro2::TokenStream;
use quote::quote;
use restwright_spec::api::{Privacy, Type, TypeDef};

use crate::docs::{Docs, limit_sentences};
use crate::emit::limits;
use crate::emit::types::described;
use crate::kind::{Kind, Scalar};
use crate::names::ident;
use crate::scope::Scope;
use crate::types::{self, Named};

pub(crate) fn emit(def: &TypeDef, inner: &Type) -> TokenStream {
    let own = def.name.value.as_str();
    let mut scope = Scope::declaring(own, []);
    let mut docs = described(def);
    if let Some(limits) = limit_sentences(&def.limits, inner) {
        docs = docs.sentences(&limits);
    }
    let (name, docs, scalar) = (ident(own), docs.outer(), Scalar::of(inner));
    let (ty, derive) =
        (types::value(inner, Named::Sibling, &mut scope), Kind::Newtype(scalar).derive());
    let getter = getter(inner, &ty);
    let conversions = conversions(&name, inner, &ty, &mut scope);
    let display = display(&name, scalar);
    let limits = def.usage.in_requests.then(|| limits::enforced(&def.limits, &mut scope)).flatten();
    let [value, slot, writer] = ["Value", "Slot", "ValueWriter"].map(|name| scope.runtime(name));
    let emitted = limits.map_or_else(
        || quote!(#value::emit(&self.0, value);),
        |limits| quote!(value.limited(&self.0, #limits);),
    );
    let title = Docs::default().sentences(&format!("The type [`{own}`].")).inner();
    let imports = scope.imports();
    let formatting = display.is_some().then(|| {
        quote!(
            use std::fmt;
        )
    });
    quote! {
        #title

        #formatting

        #imports
        #docs
        #derive
        pub struct #name(#ty);

        impl #name {
            #getter
        }

        #conversions

        #display

        impl #value for #name {
            fn slot(&mut self) -> #slot<'_> {
                #value::slot(&mut self.0)
            }

            fn emit(&self, value: &mut #writer<'_>) {
                #emitted
            }
        }
    }
}

/// The method that gives the value.
pub(crate) struct Getter {
    pub(crate) name: &'static str,
    pub(crate) receiver: &'static str,
    pub(crate) output: TokenStream,
}

impl Getter {
    pub(crate) fn of(inner: &Type, ty: &TokenStream) -> Self {
        let (name, receiver, output) = match inner {
            Type::String(Privacy::Public) => ("as_str", "&self", quote!(&str)),
            Type::String(_) => ("expose", "&self", quote!(&str)),
            Type::Decimal | Type::Formatted(_) => ("get", "&self", quote!(&#ty)),
            _ => ("get", "self", ty.clone()),
        };
        Self { name, receiver, output }
    }
}

fn getter(inner: &Type, ty: &TokenStream) -> TokenStream {
    let Getter { name, receiver, output } = Getter::of(inner, ty);
    let (name, is_copy) = (ident(name), receiver == "self");
    let docs = Docs::new(match inner {
        Type::String(Privacy::Public) => "Returns the text.",
        Type::String(Privacy::Personal) => "Returns the personal data in plain text.",
        Type::String(Privacy::Secret) => "Returns the secret in plain text. Never log it.",
        _ => "Returns the value.",
    });
    let docs = docs.outer();
    let (receiver, value) = match inner {
        _ if is_copy => (quote!(self), quote!(self.0)),
        Type::String(Privacy::Personal | Privacy::Secret) => {
            (quote!(&self), quote!(self.0.expose()))
        }
        _ => (quote!(&self), quote!(&self.0)),
    };
    quote! {
        #docs
        #[must_use]
        pub fn #name(#receiver) -> #output {
            #value
        }
    }
}

/// What a newtype is made of: its value, and a text where that makes one.
pub(crate) fn sources(inner: &Type, ty: &TokenStream, scope: &Scope) -> Vec<TokenStream> {
    let string = scope.prelude(&["string"], "String");
    match inner {
        Type::String(Privacy::Public) => vec![string, quote!(&str)],
        Type::String(_) | Type::Decimal | Type::Formatted(_) => {
            vec![ty.clone(), string, quote!(&str)]
        }
        _ => vec![ty.clone()],
    }
}

fn conversions(
    name: &syn::Ident,
    inner: &Type,
    ty: &TokenStream,
    scope: &mut Scope,
) -> TokenStream {
    let from = scope.prelude(&["convert"], "From");
    let impls = sources(inner, ty, scope).into_iter().map(|source| {
        let is_inner = source.to_string() == ty.to_string();
        let value = if is_inner { quote!(value) } else { quote!(value.into()) };
        quote! {
            impl #from<#source> for #name {
                fn from(value: #source) -> Self {
                    Self(#value)
                }
            }
        }
    });
    quote!(#(#impls)*)
}

/// What is private has no text of its own.
fn display(name: &syn::Ident, scalar: Scalar) -> Option<TokenStream> {
    (!scalar.is_private()).then(|| {
        quote! {
            impl fmt::Display for #name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    fmt::Display::fmt(&self.0, f)
                }
            }
        }
    })
}
