//! `operations/<group>/mod.rs`: one method for each operation of a group, with its whole documentation.

use api_spec::api::{Api, Effect, Given, Group, Operation};
use proc_macro2::TokenStream;
use quote::quote;

use crate::docs::Docs;
use crate::emit::{example, former, lints};
use crate::names::{constant, field, ident, pascal};
use crate::scope::Scope;
use crate::signature::{self, Argument};
use crate::types;

pub(crate) fn emit(api: &Api, group: &Group) -> TokenStream {
    let today = group.operations.iter().map(|operation| operation.id.as_str());
    let formerly = former::operations(api, group).map(|(_, _, id)| id);
    let names: Vec<_> = today.chain(formerly).map(|id| pascal(id).to_string()).collect();
    let mut scope = Scope::new(names.iter().map(String::as_str));
    let methods: Vec<_> = group
        .operations
        .iter()
        .map(|operation| method(api, group, operation, &mut scope))
        .collect();
    let former_methods: Vec<_> = former::operations(api, group)
        .map(|(home, operation, id)| former_method(api, group, home, operation, id, &mut scope))
        .collect();
    let former_types = former::operations(api, group)
        .filter_map(|(home, operation, id)| former_type(group, home, operation, id));
    let former_types: Vec<_> = former_types.collect();
    let modules = group.operations.iter().map(|operation| ident(&operation.id));
    let exports = group.operations.iter().map(|operation| {
        let (module, name) = (ident(&operation.id), pascal(&operation.id));
        quote!(pub use #module::#name;)
    });
    let inner = Docs::new(&group.description).inner();
    let lead = format!("[`Client::{0}`](crate::Client::{0})", *group.id);
    let outer = Docs::default()
        .sentences(&format!("The operations of this group. {lead} leads here."))
        .outer();
    let clone = scope.prelude(&["clone"], "Clone");
    let imports = scope.imports();
    quote! {
        #inner

        #(mod #modules;)*
        #(#exports)*

        #imports

        #(#former_types)*

        #outer
        #[derive(Clone, Debug)]
        pub struct Operations<C> {
            client: C,
        }

        impl<C: #clone> Operations<C> {
            pub(crate) fn new(client: C) -> Self {
                Self { client }
            }

            #(#methods)*

            #(#former_methods)*
        }
    }
}

fn method(api: &Api, group: &Group, operation: &Operation, scope: &mut Scope) -> TokenStream {
    let docs = documentation(api, group, operation).outer();
    let deprecated = lints::deprecated(operation.deprecated.as_ref());
    let arguments = signature::arguments(api, operation);
    let allow = lints::arguments(arguments.iter().map(|argument| (argument.id(), argument.ty())));
    let (method, name) = (field(&operation.id), pascal(&operation.id));
    let (parameters, values) = parameters(&arguments, scope);
    let call = scope.local("Call");
    quote! {
        #docs
        #deprecated
        #allow
        pub fn #method(&self #(, #parameters)*) -> #call<#name, C> {
            #call::new(self.client.clone(), #name::new(#(#values),*))
        }
    }
}

/// The parameters of a method, and what makes the values of the operation of them.
fn parameters(
    arguments: &[Argument<'_>],
    scope: &mut Scope,
) -> (Vec<TokenStream>, Vec<TokenStream>) {
    let parameter = |argument: &Argument<'_>| {
        let id = field(argument.id());
        let handed = types::required_argument(&id, &argument.ty(), argument.need(), scope);
        let (ty, value) = (handed.ty, handed.conversion);
        (quote!(#id: #ty), value)
    };
    arguments.iter().map(parameter).unzip()
}

/// The method of an operation that is called something else today, or is in another group.
fn former_method(
    api: &Api,
    group: &Group,
    home: &Group,
    operation: &Operation,
    former: &str,
    scope: &mut Scope,
) -> TokenStream {
    let arguments = signature::arguments(api, operation);
    let many = lints::arguments(arguments.iter().map(|argument| (argument.id(), argument.ty())));
    let allow = lints::mentions_deprecated(operation.deprecated.is_some());
    let (parameters, _) = parameters(&arguments, scope);
    let ids = arguments.iter().map(|argument| field(argument.id()));
    let (former, method, name) = (field(former), field(&operation.id), pascal(&operation.id));
    let call = scope.local("Call");
    let (head, name, operations) = if home.id == group.id {
        (former::head(&method.to_string(), &format!("Self::{method}")), quote!(#name), quote!(self))
    } else {
        let home = field(&home.id);
        let head = former::head(
            &format!("{home}().{method}"),
            &format!("super::{home}::Operations::{method}"),
        );
        let operations = quote!(super::#home::Operations::new(self.client.clone()));
        (head, quote!(super::#home::#name), operations)
    };
    quote! {
        #head
        #allow
        #many
        pub fn #former(&self #(, #parameters)*) -> #call<#name, C> {
            #operations.#method(#(#ids),*)
        }
    }
}

/// The operation as a type, under its former name.
fn former_type(
    group: &Group,
    home: &Group,
    operation: &Operation,
    former: &str,
) -> Option<TokenStream> {
    let (former, name) = (pascal(former), pascal(&operation.id));
    if home.id != group.id {
        let home = field(&home.id);
        let head = former::head(&format!("{home}::{name}"), &format!("super::{home}::{name}"));
        return Some(quote! {
            #head
            pub type #former = super::#home::#name;
        });
    }
    (former != name).then(|| former::type_alias(&former, &name))
}

fn documentation(api: &Api, group: &Group, operation: &Operation) -> Docs {
    let mut docs = Docs::default().sentence(&operation.summary).line(format!(
        "`{} {}`",
        operation.method.as_str(),
        *operation.path.template
    ));
    if let Some(description) = &operation.description {
        docs = docs.text(description);
    }
    docs = docs.sentences(effect(operation.effect));
    docs = with_credentials(docs, api, operation);
    docs = with_inputs(docs, api, operation);
    docs = with_errors(docs, api, operation);
    docs = docs.heading("Examples").code("no_run", &example::call(api, group, operation));
    if let Some(source) = &operation.documented_in {
        docs = docs.text(&format!("Documented in: {source}."));
    }
    docs
}

fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::Safe => "It only reads: it may be sent any number of times.",
        Effect::Idempotent => "Sending it again leaves things as the first time left them.",
        Effect::Consumes => {
            "It uses something up, such as a code or an attempt: it is never sent again on its own."
        }
        Effect::Sends => {
            "It makes the API send something out, such as a message: it is never sent again on its own."
        }
    }
}

fn with_credentials(docs: Docs, api: &Api, operation: &Operation) -> Docs {
    let optional = api.credentials.iter().filter(|credential| {
        credential.given == Given::ClientOptional && operation.credentials.contains(&credential.id)
    });
    let names: Vec<_> = optional
        .map(|credential| format!("[`{0}`](crate::ClientBuilder::{0})", *credential.id))
        .collect();
    if names.is_empty() {
        return docs;
    }
    docs.sentences(&format!("The client must have been given {}.", names.join(" and ")))
}

fn with_inputs(mut docs: Docs, api: &Api, operation: &Operation) -> Docs {
    let arguments = signature::arguments(api, operation);
    if !arguments.is_empty() {
        docs =
            docs.heading("Arguments").list(arguments.iter().map(|argument| {
                (format!("`{}`:", argument.id()), argument.description().to_owned())
            }));
    }
    let optional: Vec<_> =
        operation.optional_inputs().map(|input| format!("`{}`", *input.id)).collect();
    if optional.is_empty() {
        return docs;
    }
    docs.sentences(&format!("Optional inputs are set on the call: {}.", optional.join(", ")))
}

fn with_errors(docs: Docs, api: &Api, operation: &Operation) -> Docs {
    let known = api.errors.iter().filter(|error| operation.errors.contains(&error.code));
    let known: Vec<_> = known
        .map(|error| {
            let name = constant(&error.id);
            let link = format!("[`{name}`](crate::ErrorCode::{name})");
            (format!("{link} ({}):", *error.code), error.meaning.clone())
        })
        .collect();
    let docs = docs.heading("Errors");
    if known.is_empty() {
        return docs.sentences(
            "Any call can fail as [`ErrorKind`](crate::ErrorKind) tells. No error codes are documented for this one.",
        );
    }
    docs.sentences(
        "Any call can fail as [`ErrorKind`](crate::ErrorKind) tells. Known [codes](crate::ErrorCode) of this one:",
    )
    .list(known)
}
