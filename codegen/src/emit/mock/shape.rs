//! The declared types of what requests hold, as tables that a mock server checks requests with.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use restwright_spec::api::{
    Api, EnumValue, Field, Input, Limits, Need, Object, Privacy, Type, TypeDef, TypeKind, Variant,
    When, Width, Word,
};

use crate::emit::limits;
use crate::names::{constant, ident, pascal};
use crate::types::format_name;

/// A static for each named type that a request can hold.
pub(super) fn statics(api: &Api) -> impl Iterator<Item = TokenStream> {
    sent(api).map(|def| {
        let name = static_name(&def.name);
        let shape = match &def.kind {
            TypeKind::Object(object) => object_shape(object),
            TypeKind::Enum(values) => enum_shape(values),
            TypeKind::Union(variants) => union_shape(variants),
            TypeKind::Newtype(inner) => limited(inner, &def.limits),
        };
        quote!(static #name: Shape = #shape;)
    })
}

/// Names of the runtime that the tables are made of.
pub(super) fn names(api: &Api) -> impl Iterator<Item = (&'static str, bool)> {
    let is_enum = |def: &TypeDef| matches!(def.kind, TypeKind::Enum(_));
    let variants = || {
        sent(api).flat_map(|def| match &def.kind {
            TypeKind::Union(variants) => variants.as_slice(),
            TypeKind::Object(_) | TypeKind::Enum(_) | TypeKind::Newtype(_) => &[],
        })
    };
    let has_fields = |def: &TypeDef| match &def.kind {
        TypeKind::Object(object) => !object.fields.is_empty(),
        TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Newtype(_) => false,
    };
    let is_equal = |variant: &Variant| matches!(variant.when, When::Equals(..));
    [
        ("Field", sent(api).any(has_fields)),
        ("Kind", variants().any(|variant| variant.kind().is_some())),
        ("Limit", api.sends_limited_values()),
        ("Shape", sent(api).next().is_some()),
        ("Variant", variants().next().is_some()),
        ("When", variants().next().is_some()),
        ("Word", sent(api).any(is_enum) || variants().any(is_equal) || has_constants(api)),
    ]
    .into_iter()
}

fn has_constants(api: &Api) -> bool {
    let operations = api.groups.iter().flat_map(|group| &group.operations);
    let mut inputs = operations.flat_map(|operation| &operation.inputs);
    let mut fields = sent(api).flat_map(|def| match &def.kind {
        TypeKind::Object(object) => object.fields.as_slice(),
        TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Newtype(_) => &[],
    });
    !api.service.constants.is_empty()
        || inputs.any(|input| input.always.is_some())
        || fields.any(|field| field.always.is_some())
}

/// The constructor of a field for what it can be without.
pub(super) fn need(need: Need) -> Ident {
    ident(match need {
        Need::Required => "required",
        Need::RequiredNullable => "required_nullable",
        Need::Optional => "optional",
        Need::OptionalNullable => "optional_nullable",
    })
}

/// What a value may be.
pub(super) fn shape(ty: &Type) -> TokenStream {
    let of = |variant: &str, inner: &Type| {
        let (variant, inner) = (ident(variant), shape(inner));
        quote!(Shape::#variant(&#inner))
    };
    match ty {
        Type::String(Privacy::Public) => quote!(Shape::Text),
        Type::String(Privacy::Secret) => quote!(Shape::Secret),
        Type::String(Privacy::Personal) => quote!(Shape::Personal),
        Type::Formatted(format) => {
            let format = ident(format_name(*format));
            quote!(Shape::#format)
        }
        Type::Boolean => quote!(Shape::Boolean),
        Type::Integer(Width::Int32) => quote!(Shape::Int32),
        Type::Integer(Width::Int64) => quote!(Shape::Integer),
        Type::Integer(Width::Uint32) => quote!(Shape::Uint32),
        Type::Integer(Width::Uint64) => quote!(Shape::Uint64),
        Type::Number | Type::Decimal => quote!(Shape::Number),
        Type::Json => quote!(Shape::Any),
        Type::File => quote!(Shape::File(&[])),
        Type::List(element) => of("List", element),
        Type::Map(element) => of("Map", element),
        Type::Nullable(value) => of("Nullable", value),
        Type::Named(name) => {
            let name = static_name(name);
            quote!(Shape::Type(&#name))
        }
    }
}

/// A file, or a list of files, of these content types.
pub(super) fn files(ty: &Type, content_types: &[String]) -> TokenStream {
    let file = quote!(Shape::File(&[#(#content_types),*]));
    if matches!(ty, Type::List(_)) { quote!(Shape::List(&#file)) } else { file }
}

/// What the value of an input may be.
pub(super) fn input(input: &Input) -> TokenStream {
    input.always.as_ref().map_or_else(|| limited(&input.ty, &input.limits), only)
}

/// What a value may be that has limits.
fn limited(ty: &Type, limits: &Limits) -> TokenStream {
    let shape = shape(ty);
    match limits::of_mock(limits) {
        Some(limits) => quote!(Shape::Limited(&#shape, #limits)),
        None => shape,
    }
}

/// A constant is an enum of one value.
fn only(always: &Word) -> TokenStream {
    let word = word(always);
    quote!(Shape::Enum(&[#word]))
}

fn sent(api: &Api) -> impl Iterator<Item = &TypeDef> {
    api.types.iter().filter(|def| def.usage.in_requests)
}

/// The prefix keeps the names of types away from other statics.
fn static_name(name: &str) -> Ident {
    format_ident!("TYPE_{}", constant(name))
}

fn object_shape(object: &Object) -> TokenStream {
    let fields = object.fields.iter().map(|Field { wire, ty, need, limits, always, .. }| {
        let shape = always.as_ref().map_or_else(|| limited(ty, limits), only);
        let (wire, need) = (wire.as_str(), self::need(*need));
        quote!(Field::#need(#wire, #shape))
    });
    quote!(Shape::Object(&[#(#fields),*]))
}

fn enum_shape(values: &[EnumValue]) -> TokenStream {
    let words = values.iter().map(|value| word(&value.wire));
    quote!(Shape::Enum(&[#(#words),*]))
}

fn union_shape(variants: &[Variant]) -> TokenStream {
    let variants = variants.iter().map(|variant| {
        let shape = shape(&variant.ty);
        let when = match &variant.when {
            When::Is(kind) => {
                let kind = pascal(kind.as_str());
                quote!(When::Is(Kind::#kind))
            }
            When::Has(key) => quote!(When::Has(#key)),
            When::Equals(key, value) => {
                let value = word(value);
                quote!(When::Equals(#key, #value))
            }
            When::Otherwise => quote!(When::Otherwise),
        };
        quote!(Variant { when: #when, shape: #shape })
    });
    quote!(Shape::Union(&[#(#variants),*]))
}

fn word(word: &Word) -> TokenStream {
    match word {
        Word::Text(text) => quote!(Word::Text(#text)),
        Word::Number(number) => quote!(Word::Number(#number)),
        Word::Boolean(value) => quote!(Word::Boolean(#value)),
    }
}
