//! The Rust type of a value of the description.

use proc_macro2::TokenStream;
use quote::quote;
use restwright_spec::api::{Need, Privacy, Type};

use crate::names::ident;
use crate::scope::Scope;

/// How a file writes the named types of the description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// `Session`, imported: files of types.
    Sibling,
    /// `types::Session`: files of operations.
    Qualified,
}

/// The type of a value that is there.
pub(crate) fn value(ty: &Type, named: Named, scope: &mut Scope) -> TokenStream {
    match ty {
        Type::String(Privacy::Public) => scope.prelude(&["string"], "String"),
        Type::String(Privacy::Personal) => scope.runtime("Personal"),
        Type::String(Privacy::Secret) => scope.runtime("Secret"),
        Type::Boolean => quote!(bool),
        Type::Integer => quote!(i64),
        Type::Number => quote!(f64),
        Type::Timestamp => scope.runtime("Timestamp"),
        Type::Json => scope.runtime("Json"),
        Type::List(element) => {
            let vec = scope.prelude(&["vec"], "Vec");
            let element = value(element, named, scope);
            quote!(#vec<#element>)
        }
        Type::Map(element) => {
            let map = scope.map();
            let string = scope.prelude(&["string"], "String");
            let element = value(element, named, scope);
            quote!(#map<#string, #element>)
        }
        Type::Nullable(inner) => {
            let inner = value(inner, named, scope);
            needed(&inner, Need::RequiredNullable, scope)
        }
        Type::Named(name) => match named {
            Named::Sibling => scope.sibling(name),
            Named::Qualified => {
                let types = scope.local("types");
                let name = ident(name);
                quote!(#types::#name)
            }
        },
    }
}

/// The type of a value that may be absent or null.
pub(crate) fn needed(value: &TokenStream, need: Need, scope: &mut Scope) -> TokenStream {
    match need {
        Need::Required => value.clone(),
        Need::RequiredNullable | Need::Optional => {
            let option = scope.prelude(&["option"], "Option");
            quote!(#option<#value>)
        }
        Need::OptionalNullable => {
            let nullable = scope.runtime("Nullable");
            quote!(#nullable<#value>)
        }
    }
}

/// A value as a caller hands it over: the type of the argument, and the expression that makes the value of it.
pub(crate) struct Argument {
    /// Type of the argument.
    pub(crate) ty: TokenStream,
    /// What turns the argument into the value.
    pub(crate) conversion: TokenStream,
}

/// How a caller hands over a value of this type, in an argument of this name.
pub(crate) fn argument(name: &syn::Ident, ty: &Type, named: Named, scope: &mut Scope) -> Argument {
    let into = scope.prelude(&["convert"], "Into");
    match ty {
        Type::Boolean => Argument { ty: quote!(bool), conversion: quote!(#name) },
        Type::List(element) => {
            let iterator = scope.prelude(&["iter"], "IntoIterator");
            let element_type = value(element, named, scope);
            if matches!(**element, Type::Boolean | Type::List(_) | Type::Map(_) | Type::Nullable(_))
            {
                return Argument {
                    ty: quote!(impl #iterator<Item = #element_type>),
                    conversion: quote!(#name.into_iter().collect()),
                };
            }
            Argument {
                ty: quote!(impl #iterator<Item = impl #into<#element_type>>),
                conversion: quote!(#name.into_iter().map(#into::into).collect()),
            }
        }
        Type::Map(_) => {
            let map = value(ty, named, scope);
            Argument { ty: map, conversion: quote!(#name) }
        }
        _ => {
            let value = value(ty, named, scope);
            Argument { ty: quote!(impl #into<#value>), conversion: quote!(#name.into()) }
        }
    }
}

/// How a caller hands over a required value, which may still be null.
pub(crate) fn required_argument(
    name: &syn::Ident,
    ty: &Type,
    need: Need,
    scope: &mut Scope,
) -> Argument {
    if need == Need::RequiredNullable {
        let value = value(ty, Named::Qualified, scope);
        return Argument { ty: needed(&value, need, scope), conversion: quote!(#name) };
    }
    argument(name, ty, Named::Qualified, scope)
}

/// The named types that a type mentions.
pub(crate) fn mentioned(ty: &Type) -> Option<&str> {
    match ty {
        Type::List(element) | Type::Map(element) | Type::Nullable(element) => mentioned(element),
        Type::Named(name) => Some(name),
        _ => None,
    }
}
