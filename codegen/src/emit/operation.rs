//! `<group>/<operation>.rs`: the inputs of one operation, where each goes, and a setter for each that is optional.

use api_spec::Spanned;
use api_spec::api::{
    Api, Effect, Group, Input, ListStyle, Location, Method, Need, Operation, Type,
};
use proc_macro2::TokenStream;
use quote::quote;

use crate::docs::{self, Docs};
use crate::emit::{former, lints};
use crate::names::{constant, field, ident, null_setter, pascal};
use crate::scope::Scope;
use crate::signature::{self, Argument};
use crate::types::{self, Named};

pub(crate) fn emit(api: &Api, group: &Group, operation: &Operation) -> TokenStream {
    let name = pascal(&operation.id);
    let arguments = signature::arguments(api, operation);
    let mut scope = Scope::new([name.to_string().as_str()]);
    let structure = structure(operation, &arguments, &mut scope);
    let constructor = constructor(operation, &arguments, &mut scope);
    let implementation = implementation(group, operation, &mut scope);
    let setters = setters(operation, &mut scope);
    let docs = Docs::default().sentence(&operation.summary).inner();
    let imports = scope.imports();
    quote! {
        #docs

        #imports
        #structure
        #constructor
        #implementation
        #setters
    }
}

/// The struct that holds the inputs of a call.
fn structure(operation: &Operation, arguments: &[Argument<'_>], scope: &mut Scope) -> TokenStream {
    let name = pascal(&operation.id);
    let link = format!("[`{0}`](super::Operations::{0})", *operation.id);
    let docs = Docs::default().sentences(&format!("The inputs of a call of {link}.")).outer();
    let required = arguments.iter().map(|argument| (argument.id(), argument.ty(), argument.need()));
    let optional =
        operation.optional_inputs().map(|input| (input.id.as_str(), input.ty.clone(), input.need));
    let inputs: Vec<_> = required.chain(optional).collect();
    let alike = lints::field_names(&operation.id, inputs.iter().map(|(id, ..)| *id));
    let is_bare = |ty: &Type, need: Need| *ty == Type::Boolean && need == Need::Required;
    let bare = inputs.iter().filter(|(_, ty, need)| is_bare(ty, *need));
    let booleans = lints::booleans(bare.count());
    let fields = inputs.iter().map(|(id, ty, need)| {
        let id = field(id);
        let ty = types::value(ty, Named::Qualified, scope);
        let ty = types::needed(&ty, *need, scope);
        quote!(#id: #ty)
    });
    quote! {
        #docs
        #[derive(Clone, Debug)]
        #alike
        #booleans
        pub struct #name {
            #(#fields,)*
        }
    }
}

/// The constructor, which the method of the group calls.
fn constructor(
    operation: &Operation,
    arguments: &[Argument<'_>],
    scope: &mut Scope,
) -> TokenStream {
    let name = pascal(&operation.id);
    let allow = lints::arguments(arguments.iter().map(|argument| (argument.id(), argument.ty())));
    let ids: Vec<_> = arguments.iter().map(|argument| field(argument.id())).collect();
    let parameters = arguments.iter().map(|argument| {
        let id = field(argument.id());
        let ty = types::value(&argument.ty(), Named::Qualified, scope);
        let ty = types::needed(&ty, argument.need(), scope);
        quote!(#id: #ty)
    });
    let parameters: Vec<_> = parameters.collect();
    let absent = operation.optional_inputs().map(|input| {
        let id = field(&input.id);
        let absent = absent(input.need, scope);
        quote!(#id: #absent)
    });
    quote! {
        impl #name {
            #allow
            pub(super) fn new(#(#parameters),*) -> Self {
                Self {
                    #(#ids,)*
                    #(#absent,)*
                }
            }
        }
    }
}

/// What an optional input is until it is set.
fn absent(need: Need, scope: &mut Scope) -> TokenStream {
    if need == Need::OptionalNullable {
        let nullable = scope.runtime("Nullable");
        return quote!(#nullable::Absent);
    }
    let none = scope.prelude(&["option", "Option"], "None");
    quote!(#none)
}

/// What the runtime needs to know: method, path, effect, the answer, and where each input goes.
fn implementation(group: &Group, operation: &Operation, scope: &mut Scope) -> TokenStream {
    let name = pascal(&operation.id);
    let id = format!("{}.{}", *group.id, *operation.id);
    let path = operation.path.template.as_str();
    let method = method(operation.method);
    let effect = effect(operation.effect);
    let output = operation.response.ty.as_ref();
    let output = output.map_or_else(|| quote!(()), |ty| types::value(ty, Named::Qualified, scope));
    let statements = statements(operation, scope);
    let request = if statements.is_empty() { quote!(_) } else { quote!(request) };
    let [operation, endpoint, method_type, effect_type, writer] =
        ["Operation", "Endpoint", "Method", "Effect", "RequestWriter"]
            .map(|name| scope.runtime(name));
    quote! {
        impl #operation for #name {
            type Output = #output;

            const ENDPOINT: &'static #endpoint = &#endpoint {
                id: #id,
                method: #method_type::#method,
                path: #path,
                effect: #effect_type::#effect,
            };

            fn write(&self, #request: &mut #writer<'_>) {
                #(#statements)*
            }
        }
    }
}

fn method(method: Method) -> proc_macro2::Ident {
    ident(match method {
        Method::Get => "Get",
        Method::Head => "Head",
        Method::Post => "Post",
        Method::Put => "Put",
        Method::Patch => "Patch",
        Method::Delete => "Delete",
    })
}

fn effect(effect: Effect) -> proc_macro2::Ident {
    ident(match effect {
        Effect::Safe => "Safe",
        Effect::Idempotent => "Idempotent",
        Effect::Consumes => "Consumes",
        Effect::Sends => "Sends",
    })
}

/// One statement for each value that goes over the wire: credentials, path, query, headers, body.
fn statements(operation: &Operation, scope: &mut Scope) -> Vec<TokenStream> {
    let mut statements = credentials(operation, scope);
    statements.extend(placed(operation, |input| match input.location {
        Location::Path => Some(ident("path")),
        _ => None,
    }));
    statements.extend(placed(operation, |input| match input.location {
        Location::Query(ListStyle::Repeat) => Some(ident("query")),
        Location::Query(ListStyle::Comma) => Some(ident("query_comma")),
        _ => None,
    }));
    statements.extend(placed(operation, |input| match input.location {
        Location::Header => Some(ident("header")),
        _ => None,
    }));
    statements.extend(body(operation));
    statements
}

fn credentials(operation: &Operation, scope: &mut Scope) -> Vec<TokenStream> {
    let statement = |id: &Spanned<String>| {
        let credentials = scope.local("credentials");
        let credential = constant(id);
        if operation.arguments.contains(id) {
            let value = field(id);
            quote!(request.credential(&#credentials::#credential, &self.#value);)
        } else {
            quote!(request.client_credential(&#credentials::#credential);)
        }
    };
    operation.credentials.iter().map(statement).collect()
}

/// Inputs that go where `by` says, in the order of their ids.
fn placed(
    operation: &Operation,
    by: impl Fn(&Input) -> Option<proc_macro2::Ident>,
) -> impl Iterator<Item = TokenStream> {
    operation.inputs.iter().filter_map(move |input| {
        let place = by(input)?;
        let (wire, id) = (input.wire.as_str(), field(&input.id));
        Some(quote!(request.#place(#wire, &self.#id);))
    })
}

fn body(operation: &Operation) -> Vec<TokenStream> {
    if operation.body.is_some() {
        return vec![quote!(request.whole_body(&self.body);)];
    }
    let inputs = operation.inputs.iter().filter(|input| input.location == Location::Body);
    inputs
        .map(|input| {
            let (wire, id) = (input.wire.as_str(), field(&input.id));
            if input.need == Need::RequiredNullable {
                quote!(request.nullable_field(#wire, &self.#id);)
            } else {
                quote!(request.field(#wire, &self.#id);)
            }
        })
        .collect()
}

/// The optional inputs, as setters of the call. They stand here once and serve every kind of client.
fn setters(operation: &Operation, scope: &mut Scope) -> Option<TokenStream> {
    let setters: Vec<_> = operation
        .optional_inputs()
        .flat_map(|input| {
            let mut setters = setter(input, scope);
            setters.extend(former_setters(input, scope));
            setters
        })
        .collect();
    if setters.is_empty() {
        return None;
    }
    let name = pascal(&operation.id);
    let call = scope.local("Call");
    let docs = docs::outer(&format!("Optional inputs of `{}`.", *operation.id));
    Some(quote! {
        #docs
        impl<C> #call<#name, C> {
            #(#setters)*
        }
    })
}

fn setter(input: &Input, scope: &mut Scope) -> Vec<TokenStream> {
    let id = field(&input.id);
    let docs = signature::documented(input).outer();
    let deprecated = lints::deprecated(input.deprecated.as_ref());
    let argument = types::argument(&id, &input.ty, Named::Qualified, scope);
    let (ty, value) = (argument.ty, argument.conversion);
    if input.need != Need::OptionalNullable {
        let some = scope.prelude(&["option", "Option"], "Some");
        return vec![quote! {
            #docs
            #deprecated
            pub fn #id(mut self, #id: #ty) -> Self {
                self.operation.#id = #some(#value);
                self
            }
        }];
    }
    let nullable = scope.runtime("Nullable");
    let null_id = ident(&null_setter(&input.id));
    let null_docs =
        Docs::default().sentences(&format!("Sends `null` for [`{id}`](Self::{id}).")).outer();
    vec![
        quote! {
            #docs
            #deprecated
            pub fn #id(mut self, #id: #ty) -> Self {
                self.operation.#id = #nullable::Value(#value);
                self
            }
        },
        quote! {
            #null_docs
            #deprecated
            pub fn #null_id(mut self) -> Self {
                self.operation.#id = #nullable::Null;
                self
            }
        },
    ]
}

/// The setters of an input under its former id.
fn former_setters(input: &Input, scope: &mut Scope) -> Vec<TokenStream> {
    let id = field(&input.id);
    let Some(former) = former::name(input.renamed_from.as_ref(), &id, field) else {
        return Vec::new();
    };
    let head = former::head(&id.to_string(), &format!("Self::{id}"));
    let allow = lints::mentions_deprecated(input.deprecated.is_some());
    let ty = types::argument(&id, &input.ty, Named::Qualified, scope).ty;
    let mut setters = vec![quote! {
        #head
        #allow
        pub fn #former(self, #id: #ty) -> Self {
            self.#id(#id)
        }
    }];
    if input.need == Need::OptionalNullable {
        let [former, id] = [former, id].map(|id| ident(&null_setter(&id.to_string())));
        let head = former::head(&id.to_string(), &format!("Self::{id}"));
        setters.push(quote! {
            #head
            #allow
            pub fn #former(self) -> Self {
                self.#id()
            }
        });
    }
    setters
}
