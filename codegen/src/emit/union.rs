//! `types/<type>.rs` of a union: a variant for each type, with its condition.

use proc_macro2::TokenStream;
use quote::quote;
use restwright_spec::api::{TypeDef, Variant, When, Word};

use crate::docs::Docs;
use crate::emit::{deprecation, types::described};
use crate::kind::Kind;
use crate::names::{ident, pascal};
use crate::scope::Scope;

pub(crate) fn emit(def: &TypeDef, variants: &[Variant]) -> TokenStream {
    let own = def.name.value.as_str();
    let siblings = variants.iter().map(|variant| variant.ty.value.as_str());
    let mut scope = Scope::declaring(own, siblings);
    let definition = definition(def, variants, &mut scope);
    let implementation = implementation(def, variants, &mut scope);
    let conversions: Vec<_> = variants
        .iter()
        .filter_map(|variant| conversion(def, variants, variant, &mut scope))
        .collect();
    let docs = Docs::default().sentences(&format!("The type [`{own}`].")).inner();
    let imports = scope.imports();
    quote! {
        #docs

        #imports
        #definition
        #(#conversions)*
        #implementation
    }
}

fn definition(def: &TypeDef, variants: &[Variant], scope: &mut Scope) -> TokenStream {
    let name = ident(&def.name);
    let docs = described(def).outer();
    let (json, derive) = (scope.runtime("Json"), Kind::Union.derive());
    let pointer = scope.prelude(&["boxed"], "Box");
    let variants = variants.iter().map(|variant| {
        let docs = Docs::new(&variant.description).outer();
        let deprecated = deprecation::attribute(variant.deprecated.as_ref());
        let id = pascal(&variant.id);
        let ty = scope.sibling(&variant.ty);
        quote! {
            #docs
            #deprecated
            #id(#pointer<#ty>)
        }
    });
    quote! {
        #docs
        #derive
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// An object that matches no other variant.
            Unknown(#json),
        }
    }
}

/// A union that is sent can be made of a value of any variant whose type occurs once.
pub(crate) fn has_conversion(def: &TypeDef, variants: &[Variant], variant: &Variant) -> bool {
    let of_this_type = variants.iter().filter(|other| other.ty == variant.ty);
    def.usage.in_requests && of_this_type.count() == 1
}

/// The conversion of a value of a variant.
fn conversion(
    def: &TypeDef,
    variants: &[Variant],
    variant: &Variant,
    scope: &mut Scope,
) -> Option<TokenStream> {
    if !has_conversion(def, variants, variant) {
        return None;
    }
    let (name, id) = (ident(&def.name), pascal(&variant.id));
    let ty = scope.sibling(&variant.ty);
    let from = scope.prelude(&["convert"], "From");
    let pointer = scope.prelude(&["boxed"], "Box");
    Some(quote! {
        impl #from<#ty> for #name {
            fn from(value: #ty) -> Self {
                Self::#id(#pointer::new(value))
            }
        }
    })
}

/// How the runtime reads and writes the union.
fn implementation(def: &TypeDef, variants: &[Variant], scope: &mut Scope) -> TokenStream {
    let name = ident(&def.name);
    let default = scope.prelude(&["default"], "Default");
    let [union, keys, value, slot, writer, json] =
        ["Union", "Keys", "Value", "Slot", "ValueWriter", "Json"].map(|name| scope.runtime(name));
    let condition_chain = condition_chain(variants, scope);
    // Where one variant takes everything, no key is looked at.
    let is_open = variants.first().is_some_and(|variant| matches!(variant.when, When::Otherwise));
    let keys_name = if is_open { quote!(_) } else { quote!(keys) };
    let ids: Vec<_> = variants.iter().map(|variant| pascal(&variant.id)).collect();
    quote! {
        impl #union for #name {
            fn choose(#keys_name: &#keys<'_>) -> Self {
                #condition_chain
            }

            fn chosen(&mut self) -> #slot<'_> {
                match self {
                    #(Self::#ids(variant) => #value::slot(variant),)*
                    Self::Unknown(json) => #value::slot(json),
                }
            }
        }

        impl #value for #name {
            fn slot(&mut self) -> #slot<'_> {
                #slot::union(self)
            }

            fn emit(&self, value: &mut #writer<'_>) {
                match self {
                    #(Self::#ids(variant) => #value::emit(variant, value),)*
                    Self::Unknown(json) => #value::emit(json, value),
                }
            }
        }

        impl #default for #name {
            fn default() -> Self {
                Self::Unknown(#json::default())
            }
        }
    }
}

/// The first variant that applies, as a chain of conditions.
fn condition_chain(variants: &[Variant], scope: &mut Scope) -> TokenStream {
    let pointer = scope.prelude(&["boxed"], "Box");
    let json = scope.runtime("Json");
    let mut conditions = TokenStream::new();
    for variant in variants {
        let id = pascal(&variant.id);
        let chosen = quote!(Self::#id(#pointer::default()));
        let condition = match &variant.when {
            When::Has(key) => quote!(keys.has(#key)),
            When::Equals(key, Word::Text(text)) => quote!(keys.equals(#key, #text)),
            When::Equals(key, Word::Number(number)) => quote!(keys.equals_number(#key, #number)),
            When::Equals(key, Word::Boolean(value)) => quote!(keys.equals_boolean(#key, #value)),
            When::Otherwise if conditions.is_empty() => return chosen,
            When::Otherwise => return quote!(#conditions { #chosen }),
        };
        conditions.extend(quote!(if #condition { #chosen } else));
    }
    quote!(#conditions { Self::Unknown(#json::default()) })
}
