//! `types/<type>.rs` of a union: a variant for each type, with its condition.

use proc_macro2::TokenStream;
use quote::quote;
use restwright_spec::api::{Type, TypeDef, ValueKind, Variant, When, Word};

use crate::docs::Docs;
use crate::emit::{deprecation, sources, types::described};
use crate::kind::Kind;
use crate::names::{ident, pascal};
use crate::scope::Scope;
use crate::types::{self, Named};

pub(crate) fn emit(def: &TypeDef, variants: &[Variant]) -> TokenStream {
    let own = def.name.value.as_str();
    let siblings = variants.iter().filter_map(|variant| variant.ty.named());
    let mut scope = Scope::declaring(own, siblings);
    let definition = definition(def, variants, &mut scope);
    let implementation = implementation(def, variants, &mut scope);
    let conversions: Vec<_> =
        variants.iter().flat_map(|it| conversions(def, variants, it, &mut scope)).collect();
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
    let variants = variants.iter().map(|variant| {
        let docs = Docs::new(&variant.description).outer();
        let deprecated = deprecation::attribute(variant.deprecated.as_ref());
        let id = pascal(&variant.id);
        let ty = held(variant, Named::Sibling, scope);
        quote! {
            #docs
            #deprecated
            #id(#ty)
        }
    });
    let variants: Vec<_> = variants.collect();
    let of_kinds = def.is_of_kinds();
    let other = if of_kinds {
        "A value that matches no other variant."
    } else {
        "An object that matches no other variant."
    };
    let other = Docs::new(other).outer();
    quote! {
        #docs
        #derive
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            #other
            Unknown(#json),
        }
    }
}

/// What a variant holds: an object lives behind a pointer.
pub(crate) fn held(variant: &Variant, named: Named, scope: &mut Scope) -> TokenStream {
    let ty = types::value(&variant.ty, named, scope);
    if variant.object().is_none() {
        return ty;
    }
    let pointer = scope.prelude(&["boxed"], "Box");
    quote!(#pointer<#ty>)
}

/// A union that is sent can be made of a value of any variant whose type occurs once: the types that it is made of.
pub(crate) fn sources_of(
    def: &TypeDef,
    variants: &[Variant],
    variant: &Variant,
    named: Named,
    scope: &mut Scope,
) -> Vec<TokenStream> {
    let of_this_type = variants.iter().filter(|other| other.ty.value == variant.ty.value);
    if !def.usage.in_requests || of_this_type.count() != 1 {
        return Vec::new();
    }
    let ty = types::value(&variant.ty, named, scope);
    let sources = sources(&variant.ty, &ty, scope);
    // Texts of several formats would run into each other.
    let is_text = |other: &&Variant| {
        matches!(*other.ty, Type::String(_) | Type::Formatted(_) | Type::Decimal)
    };
    if variants.iter().filter(is_text).count() > 1 { vec![ty] } else { sources }
}

/// The conversions of what a variant is made of.
fn conversions(
    def: &TypeDef,
    variants: &[Variant],
    variant: &Variant,
    scope: &mut Scope,
) -> Vec<TokenStream> {
    let (name, id) = (ident(&def.name), pascal(&variant.id));
    let from = scope.prelude(&["convert"], "From");
    let pointer = scope.prelude(&["boxed"], "Box");
    let ty = types::value(&variant.ty, Named::Sibling, scope).to_string();
    let sources = sources_of(def, variants, variant, Named::Sibling, scope);
    let conversion = |source: TokenStream| {
        let value = match variant.object() {
            Some(_) => quote!(#pointer::new(value)),
            None if source.to_string() == ty => quote!(value),
            None => quote!(value.into()),
        };
        quote! {
            impl #from<#source> for #name {
                fn from(value: #source) -> Self {
                    Self::#id(#value)
                }
            }
        }
    };
    sources.into_iter().map(conversion).collect()
}

/// How the runtime reads and writes the union.
fn implementation(def: &TypeDef, variants: &[Variant], scope: &mut Scope) -> TokenStream {
    let name = ident(&def.name);
    let default = scope.prelude(&["default"], "Default");
    let [union, keys, value, slot, writer, json] =
        ["Union", "Keys", "Value", "Slot", "ValueWriter", "Json"].map(|name| scope.runtime(name));
    let objects: Vec<_> = variants.iter().filter(|it| is_object(it)).collect();
    let condition_chain = condition_chain(&objects, scope);
    // Where one variant takes everything, no key is looked at.
    let is_open = objects.first().is_none_or(|variant| takes_all(&variant.when));
    let keys_name = if is_open { quote!(_) } else { quote!(keys) };
    let choose_kind = def.is_of_kinds().then(|| choose_kind(variants, scope));
    let ids: Vec<_> = variants.iter().map(|variant| pascal(&variant.id)).collect();
    quote! {
        impl #union for #name {
            fn choose(#keys_name: &#keys<'_>) -> Self {
                #condition_chain
            }

            #choose_kind

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

fn is_object(variant: &Variant) -> bool {
    variant.kind().is_none_or(|kind| kind == ValueKind::Object)
}

/// Whether a condition is that of every object.
fn takes_all(when: &When) -> bool {
    matches!(when, When::Otherwise | When::Is(ValueKind::Object))
}

/// A variant, still empty.
fn empty(variant: &Variant, scope: &mut Scope) -> TokenStream {
    let id = pascal(&variant.id);
    let ty = match (variant.object(), &*variant.ty) {
        (Some(_), _) => scope.prelude(&["boxed"], "Box"),
        (None, Type::List(_)) => scope.prelude(&["vec"], "Vec"),
        (None, Type::Map(_)) => scope.map(),
        (None, ty) => types::value(ty, Named::Sibling, scope),
    };
    quote!(Self::#id(#ty::default()))
}

/// The first variant that applies, as a chain of conditions.
fn condition_chain(variants: &[&Variant], scope: &mut Scope) -> TokenStream {
    let json = scope.runtime("Json");
    let mut conditions = TokenStream::new();
    for variant in variants {
        let chosen = empty(variant, scope);
        let condition = match &variant.when {
            When::Has(key) => quote!(keys.has(#key)),
            When::Equals(key, Word::Text(text)) => quote!(keys.equals(#key, #text)),
            When::Equals(key, Word::Number(number)) => quote!(keys.equals_number(#key, #number)),
            When::Equals(key, Word::Boolean(value)) => quote!(keys.equals_boolean(#key, #value)),
            When::Is(_) | When::Otherwise if conditions.is_empty() => return chosen,
            When::Is(_) | When::Otherwise => return quote!(#conditions { #chosen }),
        };
        conditions.extend(quote!(if #condition { #chosen } else));
    }
    if conditions.is_empty() {
        return quote!(Self::Unknown(#json::default()));
    }
    quote!(#conditions { Self::Unknown(#json::default()) })
}

/// The variant for a value that is no object.
fn choose_kind(variants: &[Variant], scope: &mut Scope) -> TokenStream {
    let [kind, json] = ["ValueKind", "Json"].map(|name| scope.runtime(name));
    let (option, some) =
        (scope.prelude(&["option"], "Option"), scope.prelude(&["option", "Option"], "Some"));
    let has = |wanted| variants.iter().any(|variant| variant.kind() == Some(wanted));
    let (has_integer, has_number) = (has(ValueKind::Integer), has(ValueKind::Number));
    let arms: Vec<_> = variants
        .iter()
        .filter_map(|variant| {
            let pattern = match variant.kind()? {
                ValueKind::String => quote!(#kind::String),
                ValueKind::Boolean => quote!(#kind::Boolean),
                ValueKind::List => quote!(#kind::List),
                ValueKind::Integer => quote!(#kind::Integer),
                ValueKind::Number if has_integer => quote!(#kind::Number),
                ValueKind::Number => quote!(#kind::Integer | #kind::Number),
                ValueKind::Object => return None,
            };
            let chosen = empty(variant, scope);
            Some(quote!(#pattern => #chosen,))
        })
        .collect();
    let is_complete =
        has(ValueKind::String) && has(ValueKind::Boolean) && has(ValueKind::List) && has_number;
    let other = (!is_complete).then(|| quote!(_ => Self::Unknown(#json::default()),));
    quote! {
        fn choose_kind(kind: #kind) -> #option<Self> {
            #some(match kind {
                #(#arms)*
                #other
            })
        }
    }
}
