//! What an example does with a response: it shows one field, and matches a union.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use restwright_spec::api::{
    Api, Field, Group, Literal, Object, Operation, Payload, Privacy, Returned, Type, TypeDef,
    TypeKind, Variant, When, scalar,
};

use crate::names::{field, ident, pascal};
use crate::response::outcome_name;

/// What a call can come back with, where a program has to tell several things apart.
pub(super) struct Choice<'a> {
    pub(super) arms: Vec<Arm<'a>>,
    /// Whether later versions can have more of them.
    pub(super) is_open: bool,
    /// The module of the crate that patterns begin with.
    pub(super) module: Option<Ident>,
}

/// One of these things.
pub(super) struct Arm<'a> {
    /// Binds `response`, unless there is no value.
    pub(super) pattern: TokenStream,
    /// Id of the variant; none where there is a value or none.
    pub(super) id: Option<&'a str>,
    /// Type of the value, or what the body is instead of JSON.
    pub(super) value: Option<Payload>,
}

impl Arm<'_> {
    /// Whether a flow goes on with it.
    pub(super) fn is_chosen(&self, variant: Option<&String>) -> bool {
        self.id == variant.map(String::as_str) && (self.id.is_some() || self.value.is_some())
    }
}

/// What a call can come back with, unless that is one kind of value.
pub(super) fn choice<'a>(
    api: &'a Api,
    group: &Group,
    operation: &'a Operation,
) -> Option<Choice<'a>> {
    let response = &operation.response;
    if let Returned::Variants(outcomes) = response.returned() {
        let (group, name) = (field(&group.id), outcome_name(&operation.id));
        let arms = outcomes.iter().filter_map(|outcome| {
            let id = outcome.variant.as_ref()?.id.as_str();
            let variant = pascal(id);
            let value = outcome.payload.has_body().then(|| outcome.payload.clone());
            let binding = value.as_ref().map(|_| quote!((response)));
            let pattern = quote!(operations::#group::#name::#variant #binding);
            Some(Arm { pattern, id: Some(id), value })
        });
        return Some(Choice {
            arms: arms.collect(),
            is_open: true,
            module: Some(ident("operations")),
        });
    }
    let union = union(api, response.value());
    let is_optional = matches!(response.returned(), Returned::Optional(_));
    let mut arms: Vec<_> = match (union, response.returned()) {
        (Some((def, variants)), _) => {
            let union = ident(&def.name);
            let arm = |variant: &'a Variant| {
                let id = pascal(&variant.id);
                let pattern = quote!(types::#union::#id(response));
                let value = Some(Payload::Json(variant.ty.value.clone()));
                Arm { pattern, id: Some(variant.id.as_str()), value }
            };
            variants.iter().map(arm).collect()
        }
        (None, Returned::Optional(payload)) => {
            vec![Arm { pattern: quote!(response), id: None, value: Some(payload.clone()) }]
        }
        _ => return None,
    };
    if is_optional {
        for arm in &mut arms {
            let pattern = &arm.pattern;
            arm.pattern = quote!(Some(#pattern));
        }
        arms.push(Arm { pattern: quote!(None), id: None, value: None });
    }
    Some(Choice { arms, is_open: union.is_some(), module: union.map(|_| ident("types")) })
}

/// An expression that prints something of `response`, which holds what a body is.
pub(super) fn print_payload(api: &Api, payload: &Payload) -> TokenStream {
    match payload {
        Payload::Json(ty) => print(api, ty),
        Payload::Text(..) => quote!(println!("{response:?}")),
        Payload::Bytes(_) => quote!(println!("{} bytes", response.len())),
        Payload::Download(_) => quote!(println!("{} bytes", response.bytes().await?.len())),
        Payload::Events { item, .. } | Payload::Lines(item, _) => {
            let print = print(api, item);
            quote! {{
                let mut items = response;
                while let Some(response) = items.try_next().await? {
                    #print;
                }
            }}
        }
        Payload::None | Payload::Unchanged => quote!({}),
    }
}

/// The union that a value is, with its variants.
fn union<'a>(api: &'a Api, ty: Option<&Type>) -> Option<(&'a TypeDef, &'a [Variant])> {
    let Some(Type::Named(name)) = ty else { return None };
    let def = api.named_type(name)?;
    match &def.kind {
        TypeKind::Union(variants) => Some((def, variants)),
        TypeKind::Object(_) | TypeKind::Enum(_) | TypeKind::Newtype(_) => None,
    }
}

/// An expression that prints something of `response`, which holds a value of the type.
pub(super) fn print(api: &Api, ty: &Type) -> TokenStream {
    let named = match ty {
        Type::Named(name) => api.named_type(name),
        Type::List(_) | Type::Map(_) => return quote!(println!("{} entries", response.len())),
        _ => None,
    };
    let object = match named.map(|def| &def.kind) {
        Some(TypeKind::Object(object)) => Some(object),
        _ => None,
    };
    let Some(shown) = object.and_then(|object| shown(api, object)) else {
        return quote!(println!("{response:?}"));
    };
    let (text, id) = (format!("{}: {{:?}}", *shown.id), field(&shown.id));
    quote!(println!(#text, response.#id))
}

/// The arms of a match over what a call can come back with, and one for what later versions add.
pub(super) fn arms(
    api: &Api,
    choice: &Choice<'_>,
    arm: impl Fn(&Arm<'_>, TokenStream) -> TokenStream,
    other: &TokenStream,
) -> TokenStream {
    let arms = choice.arms.iter().map(|each| {
        let print = each.value.as_ref().map_or_else(|| quote!({}), |it| print_payload(api, it));
        let (pattern, body) = (&each.pattern, arm(each, print));
        quote!(#pattern => #body,)
    });
    let other = choice.is_open.then(|| quote!(_ => #other,));
    quote!(#(#arms)* #other)
}

/// The field that is worth showing: one that is no secret, required rather than optional, a value rather than an object.
fn shown<'a>(api: &Api, object: &'a Object) -> Option<&'a Field> {
    let rank = |field: &Field| match scalar(&api.types, &field.ty) {
        Type::Json | Type::File | Type::List(_) | Type::Map(_) | Type::Nullable(_) => 2,
        Type::Named(name) if !is_enum(api, name) => 2,
        _ => i32::from(!field.need.is_required()),
    };
    let fields = object.varying_fields().filter(|field| field.deprecated.is_none());
    fields
        .filter(|field| scalar(&api.types, &field.ty).privacy() != Privacy::Secret)
        .min_by_key(|field| rank(field))
}

fn is_enum(api: &Api, name: &str) -> bool {
    api.named_type(name).is_some_and(|def| matches!(def.kind, TypeKind::Enum(_)))
}

/// The smallest JSON value of a response, or of a variant of it, in which the fields at these paths are there.
pub(super) fn smallest_response(
    api: &Api,
    ty: &Type,
    variant: Option<&String>,
    paths: &[&[String]],
) -> Literal {
    let variants = union(api, Some(ty)).map(|(_, variants)| variants);
    let chosen = variants.and_then(|variants| variants.iter().find(|it| Some(&*it.id) == variant));
    match chosen {
        Some(variant) => smallest_variant(api, variant, paths),
        None => smallest(api, ty, None, paths),
    }
}

/// A documented value of a field, or one within its limits.
fn sample(api: &Api, field: &Field) -> Option<Literal> {
    let sample = || api.sample(&field.ty, &field.limits, "text");
    field.example.clone().or_else(sample)
}

/// The smallest JSON value of a type in which the fields at these paths are there.
fn smallest(api: &Api, ty: &Type, example: Option<&Literal>, paths: &[&[String]]) -> Literal {
    match (scalar(&api.types, ty), example) {
        (Type::String(_), Some(Literal::String(text))) => Literal::String(text.clone()),
        (Type::String(_) | Type::File, _) => Literal::String("text".to_owned()),
        (Type::Formatted(format), _) => Literal::String(format.example().to_owned()),
        (Type::Boolean, _) => Literal::Bool(true),
        (Type::Integer(_) | Type::Number | Type::Decimal, _) => Literal::Integer(1),
        (Type::List(_), _) => Literal::List(Vec::new()),
        (Type::Json | Type::Map(_), _) => Literal::Object(Vec::new()),
        (Type::Nullable(_), _) => Literal::Null,
        (Type::Named(name), _) => match api.named_type(name).map(|def| &def.kind) {
            Some(TypeKind::Object(object)) => smallest_object(api, object, paths),
            Some(TypeKind::Enum(values)) => {
                let first = values.first().map(|value| Literal::from(&*value.wire));
                first.unwrap_or(Literal::Null)
            }
            Some(TypeKind::Union(variants)) => variants
                .first()
                .map_or(Literal::Null, |variant| smallest_variant(api, variant, paths)),
            // What it is was looked up above.
            Some(TypeKind::Newtype(_)) | None => Literal::Null,
        },
    }
}

/// The same for a variant: with the key that tells it apart.
fn smallest_variant(api: &Api, variant: &Variant, paths: &[&[String]]) -> Literal {
    let mut fields = match smallest(api, &variant.ty, None, paths) {
        Literal::Object(fields) => fields,
        other => return other,
    };
    let (key, value) = match &variant.when {
        When::Has(key) => (key, None),
        When::Equals(key, word) => (key, Some(Literal::from(word))),
        When::Is(_) | When::Otherwise => return Literal::Object(fields),
    };
    let known = fields.iter().position(|(name, _)| name == key);
    match (known, value) {
        (Some(_), None) => {}
        (Some(at), Some(value)) => fields[at].1 = value,
        (None, Some(value)) => fields.push((key.clone(), value)),
        (None, None) => {
            let named = variant.object().and_then(|name| api.named_type(name));
            let object = match named.map(|def| &def.kind) {
                Some(TypeKind::Object(object)) => Some(object),
                _ => None,
            };
            let field = object.and_then(|it| it.fields.iter().find(|field| *field.wire == *key));
            let value = field.map_or_else(
                || Literal::String("text".to_owned()),
                |field| smallest(api, &field.ty, sample(api, field).as_ref(), &[]),
            );
            fields.push((key.clone(), value));
        }
    }
    Literal::Object(fields)
}

fn smallest_object(api: &Api, object: &Object, paths: &[&[String]]) -> Literal {
    let mut fields = Vec::new();
    for field in &object.fields {
        let named = |path: &&&[String]| path.first() == Some(&field.id.value);
        let below: Vec<&[String]> = paths.iter().filter(named).map(|path| &path[1..]).collect();
        if below.is_empty() && !field.need.is_required() {
            continue;
        }
        let value = if let Some(always) = &field.always {
            Literal::from(always)
        } else if below.is_empty() && field.need.is_nullable() {
            Literal::Null
        } else {
            smallest(api, &field.ty, sample(api, field).as_ref(), &below)
        };
        fields.push((field.wire.value.clone(), value));
    }
    Literal::Object(fields)
}
