//! `types/<type>.rs` of an open enum: a variant for each known text, and one for those to come.

use proc_macro2::TokenStream;
use quote::quote;
use restwright_spec::api::{EnumValue, TypeDef, Word};

use crate::docs::{Docs, code};
use crate::emit::{aliases, deprecation, types::described};
use crate::kind::Kind;
use crate::names::{ident, pascal};
use crate::scope::Scope;

pub(crate) fn emit(def: &TypeDef, values: &[EnumValue]) -> TokenStream {
    let own = def.name.value.as_str();
    let mut scope = Scope::declaring(own, []);
    let definition = definition(def, values, &mut scope);
    let alias_constants = alias_constants(def, values);
    let table = table(def, values, &mut scope);
    let conversions = conversions(def, values, &mut scope);
    let docs = Docs::default().sentences(&format!("The type [`{own}`].")).inner();
    let imports = scope.imports();
    quote! {
        #docs

        #imports
        #definition
        #alias_constants
        #table
        #conversions
    }
}

fn definition(def: &TypeDef, values: &[EnumValue], scope: &mut Scope) -> TokenStream {
    let name = ident(&def.name);
    let docs = described(def).outer();
    let (unknown, derive) = (scope.runtime("UnknownValue"), Kind::Enum.derive());
    let variants = values.iter().map(|value| {
        let docs = Docs::new(&value.description)
            .sentences(&format!("Wire name: {}.", code(&value.wire.to_string())))
            .outer();
        let deprecated = deprecation::attribute(value.deprecated.as_ref());
        let variant = pascal(&value.id);
        quote! {
            #docs
            #deprecated
            #variant
        }
    });
    quote! {
        #docs
        #derive
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A value that this version does not know.
            Unknown(#unknown),
        }
    }
}

/// Constants that take the place of variants, and are spelled like them. In patterns they do so where the value itself is
/// matched: Rust sees through a reference for variants, and does not for constants.
fn alias_constants(def: &TypeDef, values: &[EnumValue]) -> Option<TokenStream> {
    let constants = values.iter().filter_map(|value| {
        let variant = pascal(&value.id);
        let former = aliases::name(value.renamed_from.as_ref(), &variant, pascal)?;
        let head = aliases::head(&variant.to_string(), &format!("Self::{variant}"));
        Some(quote! {
            #head
            pub const #former: Self = Self::#variant;
        })
    });
    let constants: Vec<_> = constants.collect();
    let name = ident(&def.name);
    (!constants.is_empty()).then(|| {
        quote! {
            #[allow(non_upper_case_globals)]
            impl #name {
                #(#constants)*
            }
        }
    })
}

fn table(def: &TypeDef, values: &[EnumValue], scope: &mut Scope) -> TokenStream {
    let name = ident(&def.name);
    let to = values.iter().map(|value| {
        let (wire, variant) = (value.wire.as_str(), pascal(&value.id));
        quote!(Self::#variant => #wire)
    });
    let read = values.iter().map(|value| {
        let (wire, variant) = (value.wire.as_str(), pascal(&value.id));
        quote!(#wire => Self::#variant)
    });
    let from = scope.prelude(&["convert"], "From");
    quote! {
        impl #name {
            /// Returns the wire name.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    #(#to,)*
                    Self::Unknown(text) => text.as_str(),
                }
            }
        }

        impl #from<&str> for #name {
            fn from(text: &str) -> Self {
                match text {
                    #(#read,)*
                    _ => Self::Unknown(text.into()),
                }
            }
        }
    }
}

fn conversions(def: &TypeDef, values: &[EnumValue], scope: &mut Scope) -> TokenStream {
    let name = ident(&def.name);
    let default = scope.prelude(&["default"], "Default");
    let [value, slot, writer] = ["Value", "Slot", "ValueWriter"].map(|name| scope.runtime(name));
    let written = written(values);
    quote! {
        impl #default for #name {
            fn default() -> Self {
                Self::from("")
            }
        }

        impl #value for #name {
            fn slot(&mut self) -> #slot<'_> {
                #slot::open_enum(self)
            }

            fn emit(&self, value: &mut #writer<'_>) {
                #written
            }
        }
    }
}

/// How a value goes out. Where some are numbers or booleans, an unknown one that looks like these is one as well.
fn written(values: &[EnumValue]) -> TokenStream {
    let is_text = |value: &&EnumValue| matches!(*value.wire, Word::Text(_));
    let texts: Vec<_> = values.iter().filter(is_text).map(|value| pascal(&value.id)).collect();
    if texts.len() == values.len() {
        return quote!(value.text(self.as_str()););
    }
    if texts.is_empty() {
        return quote!(value.word(self.as_str()););
    }
    quote! {
        match self {
            #(Self::#texts)|* => value.text(self.as_str()),
            _ => value.word(self.as_str()),
        }
    }
}
