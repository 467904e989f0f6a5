//! The Rust type of a value of the description.

use proc_macro2::TokenStream;
use quote::quote;
use restwright_spec::api::{Format, Need, Privacy, Type, Width};

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

/// The type of a required value.
pub(crate) fn value(ty: &Type, named: Named, scope: &mut Scope) -> TokenStream {
    match ty {
        Type::String(Privacy::Public) => scope.prelude(&["string"], "String"),
        Type::String(Privacy::Personal) => scope.runtime("Personal"),
        Type::String(Privacy::Secret) => scope.runtime("Secret"),
        Type::Boolean => quote!(bool),
        Type::Integer(width) => whole_number(*width),
        Type::Number => quote!(f64),
        Type::Decimal => scope.runtime("Decimal"),
        Type::Formatted(format) => scope.runtime(format_name(*format)),
        Type::Json => scope.runtime("Json"),
        Type::File => scope.runtime("Upload"),
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

/// The name of a format in Rust.
pub(crate) fn format_name(format: Format) -> &'static str {
    match format {
        Format::Timestamp => "Timestamp",
        Format::Date => "Date",
        Format::Uuid => "Uuid",
    }
}

/// The type of a whole number.
pub(crate) fn whole_number(width: Width) -> TokenStream {
    match width {
        Width::Int32 => quote!(i32),
        Width::Int64 => quote!(i64),
        Width::Uint32 => quote!(u32),
        Width::Uint64 => quote!(u64),
    }
}

/// Whether an argument takes anything that converts into the type. A literal such as `5` is an `i32` by default, which
/// converts into no unsigned number.
fn converts(ty: &Type) -> bool {
    match ty {
        Type::Integer(width) => *width == Width::Int64,
        Type::Boolean | Type::Map(_) | Type::Nullable(_) => false,
        _ => true,
    }
}

/// The type of an optional or nullable value.
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

/// An argument: its type, and the expression that converts it.
pub(crate) struct Argument {
    /// Type of the argument.
    pub(crate) ty: TokenStream,
    /// The conversion to the value.
    pub(crate) conversion: TokenStream,
}

/// The argument of this name for a value of this type.
pub(crate) fn argument(name: &syn::Ident, ty: &Type, named: Named, scope: &mut Scope) -> Argument {
    let into = scope.prelude(&["convert"], "Into");
    match ty {
        ty if !converts(ty) => {
            let ty = value(ty, named, scope);
            Argument { ty, conversion: quote!(#name) }
        }
        Type::List(element) => {
            let iterator = scope.prelude(&["iter"], "IntoIterator");
            let element_type = value(element, named, scope);
            if !converts(element) || matches!(**element, Type::List(_)) {
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
        _ => {
            let value = value(ty, named, scope);
            Argument { ty: quote!(impl #into<#value>), conversion: quote!(#name.into()) }
        }
    }
}

/// The argument for a required value, which may be nullable.
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
