//! Code that shows how an operation is called. It stands in the documentation, where it is compiled.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;
use restwright_spec::api::{
    Api, Group, Literal, Need, Object, Operation, Payload, Returned, Type, TypeDef, TypeKind,
    scalar,
};

use crate::emit::client::{arguments, part_ids};
use crate::emit::servers;
use crate::emit::shown;
use crate::names::{field, ident, library, pascal};
use crate::signature::{self, Argument};

/// Types nested deeper than this are shown by their default.
const DEPTH: usize = 4;

/// Which of the two clients of a crate a program uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flavor {
    /// `Client`
    Async,
    /// `blocking::Client`
    Blocking,
}

/// The lines of the example of a call that its documentation shows. Those that begin with `# ` only make it compile.
#[must_use]
pub fn call(api: &Api, group: &Group, operation: &Operation, flavor: Flavor) -> Vec<String> {
    let library = ident(&library(&api.service.name));
    let choice = shown::choice(api, group, operation);
    let call = expression(api, group, operation, flavor);
    let opens_a_file = signature::arguments(api, operation).into_iter().any(|it| is_path(api, it));
    // To open a file has errors of its own.
    let error = if opens_a_file { quote!(Box<dyn std::error::Error>) } else { error(api) };
    let is_stream = operation.response.stream().is_some();
    let (import, call) = match flavor {
        Flavor::Async => (None, quote!(#call.await?)),
        Flavor::Blocking => {
            let import = quote!(use #library::blocking::Call as _;);
            ((!is_stream).then_some(import), quote!(#call.send()?))
        }
    };
    if let Some(stream) = operation.response.stream() {
        return lines(&error, api, &streamed(operation, stream, &call, flavor), flavor);
    }
    let statement = match (operation.response.returned(), choice) {
        (_, Some(choice)) => {
            let arms = shown::arms(api, &choice, |_, print| print, &quote!({}));
            let import = choice.module.map(|module| quote!(use #library::#module;));
            quote! {
                #import
                match #call.into_inner() { #arms }
            }
        }
        (Returned::One(payload), None) => {
            let print = shown::print_payload(api, payload);
            quote!(let response = #call; #print;)
        }
        _ => quote!(#call;),
    };
    lines(&error, api, &quote!(#import #statement), flavor)
}

/// The lines that create a client.
#[must_use]
pub fn client(api: &Api, flavor: Flavor) -> Vec<String> {
    let client = client_type(api, flavor);
    let credentials = part_ids(&arguments(api));
    let texts = credentials.iter().map(|id| id.to_string().replace('_', "-"));
    let urls = servers::examples(api).into_iter().map(|url| tokens(&url));
    let statement = quote!(let client = #client::new(#(#urls,)* #(#texts),*)?;);
    lines(&error(api), api, &statement, flavor)
}

fn tokens(expression: &str) -> TokenStream {
    let Ok(tokens) = expression.parse() else {
        unreachable!("the expression is made of names and literals: {expression}");
    };
    tokens
}

fn error(api: &Api) -> TokenStream {
    let library = ident(&library(&api.service.name));
    quote!(#library::Error)
}

/// Reads a stream to its end.
fn streamed(
    operation: &Operation,
    stream: &Payload,
    call: &TokenStream,
    flavor: Flavor,
) -> TokenStream {
    if stream.item().is_none() {
        let file = format!("{}.bin", *operation.id);
        let wait = (flavor == Flavor::Async).then(|| quote!(.await));
        return quote! {
            let size = #call.save(#file)#wait?;
            println!("{size} bytes");
        };
    }
    match flavor {
        Flavor::Async => quote! {
            let mut items = #call;
            while let Some(item) = items.try_next().await? {
                println!("{item:?}");
            }
        },
        Flavor::Blocking => quote! {
            for item in #call {
                let item = item?;
                println!("{item:?}");
            }
        },
    }
}

/// The lines of the example that fetches the entries of all pages.
#[must_use]
pub fn items(api: &Api, group: &Group, operation: &Operation, flavor: Flavor) -> Vec<String> {
    let call = expression(api, group, operation, flavor);
    let statements = match flavor {
        Flavor::Async => quote! {
            let mut items = #call.items();
            while let Some(item) = items.try_next().await? {
                println!("{item:?}");
            }
        },
        Flavor::Blocking => quote! {
            for item in #call.items() {
                let item = item?;
                println!("{item:?}");
            }
        },
    };
    lines(&error(api), api, &statements, flavor)
}

/// The call with its arguments.
fn expression(api: &Api, group: &Group, operation: &Operation, flavor: Flavor) -> TokenStream {
    let (group, method) = (field(&group.id), field(&operation.id));
    let values =
        signature::arguments(api, operation).into_iter().map(|argument| match argument.need() {
            Need::RequiredNullable => quote!(None),
            _ if is_path(api, argument) => {
                let (library, name) = (ident(&library(&api.service.name)), argument.id());
                match flavor {
                    Flavor::Async => quote!(#library::Upload::path(#name).await?),
                    Flavor::Blocking => quote!(#library::Upload::blocking_path(#name)?),
                }
            }
            _ => self::argument(api, argument, argument.id()),
        });
    quote!(client.#group().#method(#(#values),*))
}

/// Whether the example of a call shows how a file on disk is sent.
fn is_path(api: &Api, argument: Argument<'_>) -> bool {
    argument.ty() == Type::File && !argument.is_bytes() && argument.example(api).is_none()
}

/// An expression for the value of an argument, which goes by this id.
pub(super) fn argument(api: &Api, argument: Argument<'_>, id: &str) -> TokenStream {
    if argument.is_bytes() {
        return quote!(b"contents".to_vec());
    }
    value(api, &argument.ty(), argument.example(api).as_ref(), id, 0)
}

/// The statements as they are shown; the function around them, which only makes them compile, is hidden.
fn lines(error: &TokenStream, api: &Api, statements: &TokenStream, flavor: Flavor) -> Vec<String> {
    let client = client_type(api, flavor);
    let is_async = (flavor == Flavor::Async).then(|| quote!(async));
    let function = quote! {
        #is_async fn example(client: &#client) -> Result<(), #error> {
            #statements
            Ok(())
        }
    };
    let Ok(file) = syn::parse2::<syn::File>(function.clone()) else {
        unreachable!("the example is made of valid tokens: {function}");
    };
    let printed = prettyplease::unparse(&file);
    // A long signature takes several lines.
    let mut is_body = false;
    let shown = |line: &str| match line.strip_prefix("    ").filter(|_| is_body) {
        Some("Ok(())") => "# Ok(())".to_owned(),
        Some(line) => line.to_owned(),
        None => {
            is_body = is_body || line.ends_with('{');
            format!("# {line}")
        }
    };
    printed.lines().map(shown).collect()
}

fn client_type(api: &Api, flavor: Flavor) -> TokenStream {
    let library = ident(&library(&api.service.name));
    match flavor {
        Flavor::Async => quote!(#library::Client),
        Flavor::Blocking => quote!(#library::blocking::Client),
    }
}

/// An expression for a value of the type: the documented one, or one that only shows the form.
pub(super) fn value(
    api: &Api,
    ty: &Type,
    example: Option<&Literal>,
    id: &str,
    depth: usize,
) -> TokenStream {
    let inner = scalar(&api.types, ty);
    if inner != ty {
        return newtype(api, inner, example, id, depth);
    }
    match (ty, example) {
        (Type::String(_) | Type::Formatted(_), Some(Literal::String(text))) => quote!(#text),
        (Type::Boolean, Some(Literal::Bool(value))) => quote!(#value),
        (Type::Integer(_) | Type::Number | Type::Decimal, Some(Literal::Integer(value))) => {
            integer(*value)
        }
        (Type::Decimal, Some(Literal::Number(value))) => {
            let text = value.as_str();
            quote!(#text)
        }
        (Type::Number, Some(Literal::Number(value))) => number(value.value()),
        (Type::File, Some(Literal::String(text))) => {
            let library = ident(&library(&api.service.name));
            quote!(#library::Upload::bytes(#text))
        }
        (Type::List(element), Some(Literal::List(values))) if !values.is_empty() => {
            let values = values.iter().map(|v| value(api, element, Some(v), id, depth + 1));
            quote!([#(#values),*])
        }
        (Type::Nullable(_), Some(Literal::Null)) => quote!(None),
        (Type::Nullable(inner), example) => {
            let value = value(api, inner, example, id, depth);
            // An element that may be null is not converted by the setter.
            match **inner {
                Type::String(_) | Type::Formatted(_) | Type::Decimal => quote!(Some(#value.into())),
                Type::Named(ref name) if is_enum(api, name) => quote!(Some(#value.into())),
                _ => quote!(Some(#value)),
            }
        }
        (Type::Named(name), Some(Literal::Integer(number))) if is_enum(api, name) => {
            let text = number.to_string();
            quote!(#text)
        }
        (Type::Named(name), Some(Literal::String(text))) if is_enum(api, name) => quote!(#text),
        _ => form(api, ty, id, depth),
    }
}

/// What converts into a newtype: its value, or a text of a decimal.
fn newtype(
    api: &Api,
    inner: &Type,
    example: Option<&Literal>,
    id: &str,
    depth: usize,
) -> TokenStream {
    match (inner, example) {
        (Type::Decimal, Some(Literal::Integer(value))) => {
            let text = value.to_string();
            quote!(#text)
        }
        (inner, example) => value(api, inner, example, id, depth),
    }
}

fn form(api: &Api, ty: &Type, id: &str, depth: usize) -> TokenStream {
    let library = ident(&library(&api.service.name));
    match ty {
        Type::String(_) => {
            let text = id.replace('_', "-");
            quote!(#text)
        }
        Type::Boolean => quote!(true),
        Type::Integer(_) => quote!(1),
        Type::Number => quote!(1.5),
        Type::Decimal => quote!("1.50"),
        Type::Formatted(format) => {
            let text = format.example();
            quote!(#text)
        }
        Type::Json => quote!(#library::Json::default()),
        Type::File => quote!(#library::Upload::bytes("contents")),
        Type::List(element) => {
            let element = value(api, element, None, id, depth + 1);
            quote!([#element])
        }
        Type::Map(_) => quote!(std::collections::BTreeMap::new()),
        Type::Nullable(_) => value(api, ty, None, id, depth),
        Type::Named(name) => api
            .named_type(name)
            .map_or_else(|| quote!(Default::default()), |def| named(api, def, depth)),
    }
}

fn named(api: &Api, def: &TypeDef, depth: usize) -> TokenStream {
    let library = ident(&library(&api.service.name));
    let name = ident(&def.name);
    match &def.kind {
        TypeKind::Enum(values) => {
            let text = values.first().map_or("", |value| value.wire.as_str());
            quote!(#text)
        }
        TypeKind::Object(object) if depth < DEPTH => {
            let values = required(api, object, depth);
            quote!(#library::types::#name::new(#(#values),*))
        }
        TypeKind::Union(variants) if depth < DEPTH => {
            let Some(first) = variants.first() else { return quote!(Default::default()) };
            if let Some(def) = first.object().and_then(|name| api.named_type(name)) {
                return named(api, def, depth + 1);
            }
            let (id, value) =
                (pascal(&first.id), value(api, &first.ty, None, &first.id, depth + 1));
            quote!(#library::types::#name::#id(#value.into()))
        }
        TypeKind::Object(_) | TypeKind::Union(_) | TypeKind::Newtype(_) => {
            quote!(#library::types::#name::default())
        }
    }
}

fn required(api: &Api, object: &Object, depth: usize) -> Vec<TokenStream> {
    let fields =
        object.arguments.iter().filter_map(|id| object.fields.iter().find(|f| *f.id == *id));
    fields
        .map(|f| {
            if f.need == Need::RequiredNullable {
                return quote!(None);
            }
            let sample = || api.sample(&f.ty, &f.limits, &f.id.replace('_', "-"));
            let example = f.example.clone().or_else(sample);
            value(api, &f.ty, example.as_ref(), &f.id, depth + 1)
        })
        .collect()
}

fn is_enum(api: &Api, name: &str) -> bool {
    api.named_type(name).is_some_and(|def| matches!(def.kind, TypeKind::Enum(_)))
}

fn integer(value: i64) -> TokenStream {
    let literal = Token::i64_unsuffixed(value.saturating_abs());
    if value < 0 { quote!(-#literal) } else { quote!(#literal) }
}

fn number(value: f64) -> TokenStream {
    let literal = Token::f64_unsuffixed(value.abs());
    if value < 0.0 { quote!(-#literal) } else { quote!(#literal) }
}
