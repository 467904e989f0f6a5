//! Servers: their base URLs, which of them a client needs, and how it is given others.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use restwright_spec::api::{Api, Server, ServerVariable};

use crate::docs::{Docs, code};
use crate::emit::{aliases, deprecation};
use crate::names::{constant, field, library};

/// The module of base URLs.
pub(super) fn module(api: &Api) -> TokenStream {
    let servers = api.servers.iter().map(|server| {
        let (constant, function) = (url_constant(server), url_function(server));
        quote!(#constant #function)
    });
    quote! {
        /// Base URLs of the API, for [`ClientBuilder::base_url`](crate::ClientBuilder::base_url).
        pub mod servers {
            #(#servers)*
        }
    }
}

/// The servers that operations are sent to instead of the default one, for the runtime.
pub(super) fn others(api: &Api) -> Option<TokenStream> {
    let servers = api.other_servers().map(|server| {
        let (name, id) = (constant(&server.id), server.id.as_str());
        // Where values are missing, a client is given another one.
        let url = server.default_url().unwrap_or_default();
        quote! {
            pub(crate) static #name: ::restwright_runtime::Server =
                ::restwright_runtime::Server { id: #id, base_url: #url };
        }
    });
    let servers: Vec<_> = servers.collect();
    (!servers.is_empty()).then(|| {
        quote! {
            /// Servers that some operations are sent to, for the runtime.
            pub(crate) mod others {
                #(#servers)*
            }
        }
    })
}

/// The base URL of a server all of whose variables have a default.
fn url_constant(server: &Server) -> Option<TokenStream> {
    let docs = Docs::new(&server.description).outer();
    let (name, url) = (constant(&server.id), server.default_url()?);
    let deprecated = deprecation::attribute(server.deprecated.as_ref());
    let former = aliases::name(server.renamed_from.as_ref(), &name, constant).map(|former| {
        let head = aliases::head(&name.to_string(), &name.to_string());
        quote! {
            #head
            pub const #former: &str = #name;
        }
    });
    Some(quote! {
        #docs
        #deprecated
        pub const #name: &str = #url;
        #former
    })
}

/// The function that makes the base URL of a server of values for its variables.
fn url_function(server: &Server) -> Option<TokenStream> {
    if server.variables.is_empty() {
        return None;
    }
    let docs = function_docs(server).outer();
    let deprecated = deprecation::attribute(server.deprecated.as_ref());
    let (name, url) = (field(&server.id), server.url.as_str());
    let ids: Vec<_> = server.variables.iter().map(|variable| field(&variable.id)).collect();
    let types = server.variables.iter().map(|variable| {
        if variable.default.is_some() { quote!(Option<&str>) } else { quote!(&str) }
    });
    let parameters: Vec<_> = ids.iter().zip(types).map(|(id, ty)| quote!(#id: #ty)).collect();
    let values = server.variables.iter().zip(&ids).map(|(variable, id)| {
        let (name, values) = (variable.id.as_str(), &variable.values);
        let value = match &variable.default {
            None => quote!(#id),
            Some(default) => quote!(#id.unwrap_or(#default)),
        };
        quote!((#name, #value, &[#(#values),*]))
    });
    let former = aliases::name(server.renamed_from.as_ref(), &name, field).map(|former| {
        let docs = Docs::default()
            .sentences(&format!("Renamed to [`{name}`]({name}())."))
            .heading("Errors")
            .sentences("Returns the errors of the function with the current name.")
            .outer();
        let note = format!("renamed to `{name}`");
        quote! {
            #docs
            #[deprecated(note = #note)]
            pub fn #former(#(#parameters),*) -> Result<String, crate::generated::Error> {
                self::#name(#(#ids),*)
            }
        }
    });
    Some(quote! {
        #docs
        #deprecated
        pub fn #name(#(#parameters),*) -> Result<String, crate::generated::Error> {
            ::restwright_runtime::server_url(&super::SERVICE, #url, &[#(#values),*])
        }
        #former
    })
}

fn function_docs(server: &Server) -> Docs {
    let variable = |variable: &ServerVariable| {
        let mut text = variable.description.clone();
        if !text.ends_with(['.', '!', '?']) {
            text.push('.');
        }
        if !variable.values.is_empty() {
            let values: Vec<_> = variable.values.iter().map(|value| format!("`{value}`")).collect();
            text = format!("{text} One of {}.", values.join(", "));
        }
        if let Some(default) = &variable.default {
            text = format!("{text} `None` is `{default}`.");
        }
        (format!("`{}`:", *variable.id), text)
    };
    Docs::new(&server.description)
        .sentences(&format!("Returns {}.", code(&server.url)))
        .heading("Arguments")
        .list(server.variables.iter().map(variable))
        .heading("Errors")
        .sentences("Returns an error if a value cannot stand in its place, or is none of those that are allowed there.")
}

/// A server whose base URL is an argument of the constructors of clients, since it has variables without a default.
pub(crate) struct UrlArgument<'a> {
    pub(crate) id: Ident,
    pub(crate) server: &'a Server,
    is_default: bool,
}

/// The base URLs that a client requires, in the order of the constructor: that of the default server first.
pub(crate) fn arguments(api: &Api) -> Vec<UrlArgument<'_>> {
    let default = api.default_server().filter(|server| server.needs_values());
    let default =
        default.map(|server| UrlArgument { id: field("base_url"), server, is_default: true });
    let others = api.other_servers().filter(|server| server.needs_values());
    let others =
        others.map(|server| UrlArgument { id: setter_name(&server.id), server, is_default: false });
    default.into_iter().chain(others).collect()
}

/// What is said about the arguments that are base URLs.
pub(super) fn argument_docs(api: &Api) -> Vec<(String, String)> {
    let text = |argument: UrlArgument<'_>| {
        let (id, name) = (argument.id, field(&argument.server.id));
        let text = format!("Base URL of the API, as `servers::{name}` returns it.");
        (format!("`{id}`:"), text)
    };
    arguments(api).into_iter().map(text).collect()
}

/// What gives the runtime's builder the servers of the API, as far as it does not know them.
pub(super) fn declarations(api: &Api) -> Vec<TokenStream> {
    let arguments = arguments(api);
    let default = arguments.iter().find(|argument| argument.is_default);
    let default = default.map(|UrlArgument { id, .. }| quote!(.base_url(#id)));
    let others = api.other_servers().map(|server| {
        let name = constant(&server.id);
        let argument = arguments.iter().find(|it| !it.is_default && it.server.id == server.id);
        if let Some(UrlArgument { id, .. }) = argument {
            quote!(.server_url(&service::others::#name, #id))
        } else {
            quote!(.server(&service::others::#name))
        }
    });
    default.into_iter().chain(others).collect()
}

/// The setters for the base URLs of servers other than the default one.
pub(super) fn setters(api: &Api) -> Vec<TokenStream> {
    let setter = |server: &Server| {
        let (id, name) = (server.id.as_str(), constant(&server.id));
        let docs = Docs::default()
            .sentences(&format!(
                "Overrides the base URL of the server `{id}`, which some operations are sent to, as \
                 [`base_url`](Self::base_url) does that of the others."
            ))
            .outer();
        let deprecated = deprecation::attribute(server.deprecated.as_ref());
        let setter = setter_name(id);
        let former = aliases::name(server.renamed_from.as_ref(), &setter, setter_name);
        let former = former.map(|former| {
            let head = aliases::head(&setter.to_string(), &format!("Self::{setter}"));
            quote! {
                #head
                pub fn #former(self, base_url: impl Into<String>) -> Self {
                    self.#setter(base_url)
                }
            }
        });
        quote! {
            #docs
            #deprecated
            pub fn #setter(mut self, base_url: impl Into<String>) -> Self {
                self.inner = self.inner.server_url(&service::others::#name, base_url);
                self
            }
            #former
        }
    };
    api.other_servers().map(setter).collect()
}

/// The setter of the client's builder for the base URL of a server.
pub(crate) fn setter_name(id: &str) -> Ident {
    format_ident!("{id}_url")
}

/// Calls of functions that return the base URLs which a client requires, for examples.
pub(crate) fn examples(api: &Api) -> Vec<String> {
    let library = library(&api.service.name);
    let example = |argument: UrlArgument<'_>| {
        let values = argument.server.variables.iter().map(|variable| match variable.default {
            None => format!("{:?}", variable.example_value()),
            Some(_) => "None".to_owned(),
        });
        let values = values.collect::<Vec<_>>().join(", ");
        format!("{library}::servers::{}({values})?", field(&argument.server.id))
    };
    arguments(api).into_iter().map(example).collect()
}
