//! `operations/<group>/<operation>.rs`: one call: the method that sets it up, its inputs with their placement, and
//! a setter for each optional one.

pub(super) mod body;
pub(super) mod docs;
mod outcome;
mod pages;
mod setters;
mod stream;

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use restwright_spec::Spanned;
use restwright_spec::api::{
    Api, Effect, Group, Input, Location, Method, Need, Operation, QueryStyle, Type,
};

use crate::emit::{aliases, choice, constant, deprecation, initializer, limits};
use crate::kind::Kind;
use crate::names::{constant, field, ident, pascal};
use crate::response;
use crate::scope::Scope;
use crate::signature::{self, Argument};

pub(crate) fn emit(api: &Api, group: &Group, operation: &Operation) -> TokenStream {
    let name = pascal(&operation.id);
    let arguments = signature::arguments(api, operation);
    let outcome =
        response::has_outcome(operation).then(|| response::outcome_name(&operation.id).to_string());
    let mut scope = Scope::new([name.to_string().as_str()].into_iter().chain(outcome.as_deref()));
    let method = method(group, operation, &arguments, &mut scope);
    let former = former_method(api, group, operation, &arguments, &mut scope);
    let docs = docs::page(api, group, operation).outer();
    let structure = structure(operation, &arguments, &mut scope);
    let setters = setters::emit(operation, &mut scope);
    let outcome = outcome::definition(api, operation, &mut scope);
    let output = response::output(operation, &mut scope);
    let stream = stream::emit(operation, &mut scope);
    let implementation = implementation(api, group, operation, &output, &mut scope);
    let pages = pages::emit(api, operation, &mut scope);
    let (title, client) = (docs::title(operation).inner(), scope.client_parameter());
    let generated = scope.generated();
    let imports = scope.imports();
    let sent = stream.unwrap_or_else(
        || quote!(::restwright_runtime::call!(#generated, #name, #client, #output);),
    );
    quote! {
        #title

        #imports
        #method
        #former
        #docs
        #structure
        #setters
        #outcome
        #implementation
        #sent
        #pages
    }
}

/// The method of the group that sets the call up.
fn method(
    group: &Group,
    operation: &Operation,
    arguments: &[Argument<'_>],
    scope: &mut Scope,
) -> TokenStream {
    let docs = docs::method(group, operation).outer();
    let deprecated = deprecation::attribute(operation.deprecated.as_ref());
    let (method, name) = (field(&operation.id), pascal(&operation.id));
    let (parameters, values) = parameters(arguments, scope);
    let ids = arguments.iter().map(|argument| field(argument.id()));
    let values = ids.zip(&values).map(|(id, value)| initializer(&id, value));
    let absent = operation.optional_inputs().map(|input| {
        let id = field(&input.id);
        let absent = absent(input.need, scope);
        quote!(#id: #absent)
    });
    let (values, absent): (Vec<_>, Vec<_>) = (values.collect(), absent.collect());
    let call = scope.runtime("Call");
    let block = group_block(group, scope);
    let client = scope.client_parameter();
    quote! {
        #block {
            #docs
            #deprecated
            pub fn #method(&self #(, #parameters)*) -> #name<#client> {
                #name {
                    call_: #call::new(self.client.clone()),
                    #(#values,)*
                    #(#absent,)*
                }
            }
        }
    }
}

/// The head of an `impl` of a group.
fn group_block(group: &Group, scope: &mut Scope) -> TokenStream {
    let (groups, clone) = (scope.local("groups"), scope.prelude(&["clone"], "Clone"));
    let (name, client) = (pascal(&group.id), scope.client_parameter());
    quote!(impl<#client: #clone> #groups::#name<#client>)
}

/// The parameters of a method, and what makes the values of the operation of them.
fn parameters(
    arguments: &[Argument<'_>],
    scope: &mut Scope,
) -> (Vec<TokenStream>, Vec<TokenStream>) {
    let parameter = |argument: &Argument<'_>| {
        let id = field(argument.id());
        let taken = argument.taken(scope);
        let (ty, value) = (taken.ty, taken.conversion);
        (quote!(#id: #ty), value)
    };
    arguments.iter().map(parameter).unzip()
}

/// The alias under a former name, or in the former group.
fn former_method(
    api: &Api,
    home: &Group,
    operation: &Operation,
    arguments: &[Argument<'_>],
    scope: &mut Scope,
) -> Option<TokenStream> {
    let former = operation.renamed_from.as_ref()?;
    let group = api.groups.iter().find(|group| *group.id == former.group)?;
    let (parameters, _) = parameters(arguments, scope);
    let ids = arguments.iter().map(|argument| field(argument.id()));
    let (former, method, name) = (field(&former.id), field(&operation.id), pascal(&operation.id));
    let (groups, client) = (scope.local("groups"), scope.client_parameter());
    let (head, receiver) = if home.id == group.id {
        (aliases::head(&method.to_string(), &format!("Self::{method}")), quote!(self))
    } else {
        let ty = pascal(&home.id);
        let link = format!("crate::groups::{ty}::{method}");
        let head = aliases::head(&format!("{}().{method}", *home.id), &link);
        (head, quote!(#groups::#ty { client: self.client.clone() }))
    };
    let block = group_block(group, scope);
    Some(quote! {
        #block {
            #head
            pub fn #former(&self #(, #parameters)*) -> #name<#client> {
                #receiver.#method(#(#ids),*)
            }
        }
    })
}

/// The struct that holds the inputs of a call.
fn structure(operation: &Operation, arguments: &[Argument<'_>], scope: &mut Scope) -> TokenStream {
    let required = arguments.iter().copied();
    let fields = required.chain(operation.optional_inputs().map(Argument::Input)).map(|value| {
        let (id, ty) = (field(value.id()), value.held(scope));
        quote!(#id: #ty)
    });
    let fields: Vec<_> = fields.collect();
    let (name, derive) = (pascal(&operation.id), Kind::of_call(operation).derive());
    let (parameter, client, call) =
        (scope.client_parameter(), scope.local("Client"), scope.runtime("Call"));
    quote! {
        #derive
        #[must_use = "calls do nothing unless awaited or sent"]
        pub struct #name<#parameter = #client> {
            call_: #call<#parameter>,
            #(#fields,)*
        }
    }
}

/// The initial value of an optional input.
fn absent(need: Need, scope: &mut Scope) -> TokenStream {
    if need == Need::OptionalNullable {
        let nullable = scope.runtime("Nullable");
        return quote!(#nullable::Absent);
    }
    let none = scope.prelude(&["option", "Option"], "None");
    quote!(#none)
}

/// The implementation of `Operation`: method, path, effect, response type, and the placement of each input.
fn implementation(
    api: &Api,
    group: &Group,
    operation: &Operation,
    output: &TokenStream,
    scope: &mut Scope,
) -> TokenStream {
    let (name, client) = (pascal(&operation.id), scope.client_parameter());
    let id = format!("{}.{}", *group.id, *operation.id);
    let path = operation.path.template.as_str();
    let method = http_method(operation.method);
    let effect = effect(operation.effect);
    let statements = statements(api, operation, scope);
    let body_slot = outcome::body_slot(api, operation, scope);
    let request = if statements.is_empty() { quote!(_) } else { quote!(request) };
    let [operation, endpoint, method_type, effect_type, writer] =
        ["Operation", "Endpoint", "Method", "Effect", "RequestWriter"]
            .map(|name| scope.runtime(name));
    quote! {
        impl<#client> #operation for #name<#client> {
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

            #body_slot
        }
    }
}

fn http_method(method: Method) -> Ident {
    ident(match method {
        Method::Get => "Get",
        Method::Head => "Head",
        Method::Post => "Post",
        Method::Put => "Put",
        Method::Patch => "Patch",
        Method::Delete => "Delete",
    })
}

fn effect(effect: Effect) -> Ident {
    ident(match effect {
        Effect::Safe => "Safe",
        Effect::Idempotent => "Idempotent",
        Effect::Creates => "Creates",
        Effect::Consumes => "Consumes",
        Effect::Sends => "Sends",
    })
}

/// One statement for each value that is sent: credentials, path, query, headers, body.
fn statements(api: &Api, operation: &Operation, scope: &mut Scope) -> Vec<TokenStream> {
    let server = operation.server.as_ref().map(|server| {
        let (service, name) = (scope.local("service"), constant(server));
        quote!(request.server(&#service::others::#name);)
    });
    let mut statements: Vec<_> = server.into_iter().collect();
    statements.extend(credentials(operation, scope));
    if !api.service.constants.is_empty() {
        let service = scope.local("service");
        statements.push(quote!(#service::write_constants(request);));
    }
    statements.extend(placed(operation, scope, |input| match input.location {
        Location::Path => Some(ident("path")),
        _ => None,
    }));
    statements.extend(placed(operation, scope, |input| match input.location {
        Location::Query(style) => Some(ident(match style {
            QueryStyle::Repeat => "query",
            QueryStyle::Comma => "query_comma",
            QueryStyle::Pipe => "query_pipe",
            QueryStyle::Space => "query_space",
            QueryStyle::DeepObject => "query_object",
        })),
        _ => None,
    }));
    statements.extend(placed(operation, scope, |input| match input.location {
        Location::Header if matches!(input.ty, Type::List(_)) => Some(ident("header_list")),
        Location::Header => Some(ident("header")),
        Location::Cookie => Some(ident("cookie")),
        _ => None,
    }));
    statements.extend(operation.idempotency_key().map(|key| {
        let (wire, id) = (key.wire.as_str(), field(&key.id));
        quote!(request.idempotency_key(#wire, self.#id.as_ref());)
    }));
    statements.extend(accept(operation));
    statements.extend(body::statements(operation, scope));
    statements
}

/// The content types that the client asks for, unless that is JSON alone, or what a caller says.
fn accept(operation: &Operation) -> Option<TokenStream> {
    let says = |input: &Input| {
        input.location == Location::Header && input.wire.eq_ignore_ascii_case("accept")
    };
    let accepted = operation.response.accepted().filter(|_| !operation.inputs.iter().any(says))?;
    Some(quote!(request.accept(#accepted);))
}

fn credentials(operation: &Operation, scope: &mut Scope) -> Vec<TokenStream> {
    if let Some(choice) = &operation.choice {
        let (ty, credentials) = (scope.runtime("CredentialChoice"), scope.local("credentials"));
        let choice = choice::literal(choice, &quote!(#ty), &quote!(#credentials));
        return vec![quote! {
            static CREDENTIALS: #ty = #choice;
            request.first_of(&CREDENTIALS);
        }];
    }
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

/// Inputs that go where `by` says, in the order of the description.
fn placed(
    operation: &Operation,
    scope: &mut Scope,
    by: impl Fn(&Input) -> Option<Ident>,
) -> Vec<TokenStream> {
    let statement = |input: &Input| {
        let (place, wire, value) = (by(input)?, input.wire.as_str(), sent(input, scope));
        Some(quote!(request.#place(#wire, &#value);))
    };
    operation.inputs.iter().filter_map(statement).collect()
}

/// What is sent for an input.
fn sent(input: &Input, scope: &mut Scope) -> TokenStream {
    if let Some(always) = &input.always {
        return constant::value(always, scope);
    }
    let id = field(&input.id);
    limits::checked(quote!(self.#id), &input.limits, scope)
}
