//! `client.rs`: the client with one method per group, and its builder.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use restwright_spec::Spanned;
use restwright_spec::api::{Api, Credential, Given, Group, Placement};

use crate::docs::{Docs, code};
use crate::emit::{aliases, deprecation, oauth, servers};
use crate::kind::Kind;
use crate::names::{constant, field, pascal, placement_enum, placement_name, placement_variant};

pub(crate) fn emit(api: &Api) -> TokenStream {
    let client = client(api);
    let builder = builder(api);
    let placements = api.credentials.iter().filter_map(placement_choice);
    let secret = (!api.credentials.iter().all(|c| c.given == Given::Call)).then(|| quote!(Secret,));
    let tokens = api.has_oauth().then(|| quote!(TokenSource,));
    let credentials = uses_credentials(api).then(|| quote!(credentials,));
    quote! {
        //! The client and its builder.

        use std::marker::PhantomData;

        use restwright_runtime::{ClientOptions, Endpoint, #secret #tokens Transport};

        use crate::generated::{CustomCall, Error, ErrorCode, #credentials groups, service};

        #client
        #builder
        #(#placements)*
    }
}

/// The former names of the enums that choose a placement. They stand where they are public, as a re-export of them would warn.
pub(crate) fn former_placement_enums(api: &Api) -> Vec<TokenStream> {
    let former = |credential: &Credential| {
        let name = placement_name(credential)?;
        let former = aliases::name(credential.renamed_from.as_ref(), &name, placement_enum)?;
        Some(aliases::type_alias(&former, &name))
    };
    api.credentials.iter().filter_map(former).collect()
}

fn uses_credentials(api: &Api) -> bool {
    api.credentials.iter().any(|c| placement_name(c).is_some() || c.given != Given::Call)
}

/// The credentials that a client requires, in the order of the constructor.
pub(crate) fn arguments(api: &Api) -> Vec<&Credential> {
    let find = |id: &str| api.credentials.iter().find(|credential| *credential.id == id);
    api.service.arguments.iter().filter_map(|id| find(id)).collect()
}

/// The values that a credential is made of, by id.
pub(crate) fn parts(credential: &Credential) -> Vec<&Spanned<String>> {
    match (credential.basic(), credential.oauth()) {
        (Some(basic), _) => std::iter::once(&basic.user).chain(&basic.password).collect(),
        (None, Some(oauth)) => oauth.inputs().collect(),
        (None, None) => vec![&credential.id],
    }
}

/// The ids of all values that make these credentials.
pub(crate) fn part_ids(credentials: &[&Credential]) -> Vec<Ident> {
    credentials.iter().flat_map(|credential| parts(credential)).map(|id| field(id)).collect()
}

/// The names of the base URLs that a client requires.
pub(crate) fn url_ids(api: &Api) -> Vec<Ident> {
    servers::arguments(api).into_iter().map(|argument| argument.id).collect()
}

fn client(api: &Api) -> TokenStream {
    let docs = Docs::new(&format!("A client for {}.", api.service.title))
        .sentences("Cheap to clone; clones share one connection pool.")
        .outer();
    let arguments = arguments(api);
    let ids = part_ids(&arguments);
    let urls = url_ids(api);
    let (new, builder) = (new_docs(api).outer(), builder_docs(api).outer());
    let groups = api.groups.iter().map(group);
    let (derive, call) = (Kind::Client.derive(), call());
    quote! {
        #docs
        #derive
        pub struct Client {
            pub(crate) inner: restwright_runtime::Client,
        }

        impl Client {
            #new
            pub fn new(#(#urls: impl Into<String>,)* #(#ids: impl Into<Secret>),*) -> Result<Self, Error> {
                Self::builder(#(#urls,)* #(#ids),*).build()
            }

            #builder
            pub fn builder(#(#urls: impl Into<String>,)* #(#ids: impl Into<Secret>),*) -> ClientBuilder {
                ClientBuilder::new_(#(#urls.into(),)* #(#ids.into()),*)
            }

            #(#groups)*

            #call
        }
    }
}

/// The method for operations that the description lacks.
pub(crate) fn call() -> TokenStream {
    quote! {
        /// Starts a call to an operation that this crate lacks, with the credentials, timeouts and retry policy of the
        /// client. [`CustomCall`](restwright_runtime::CustomCall) has an example.
        pub fn call<T>(&self, endpoint: &'static Endpoint) -> CustomCall<T> {
            self.inner.call(endpoint)
        }
    }
}

/// Documentation of the constructor of a client.
pub(crate) fn new_docs(api: &Api) -> Docs {
    let docs = Docs::default()
        .sentences("Creates a client with default settings.")
        .join(&argument_docs(api))
        .heading("Errors");
    if servers::arguments(api).is_empty() {
        docs.sentences("Returns an error if a credential is blank.")
    } else {
        docs.sentences("Returns an error if a credential is blank or a base URL is invalid.")
    }
}

/// Documentation of the method that starts a builder.
pub(crate) fn builder_docs(api: &Api) -> Docs {
    Docs::default()
        .sentences("Creates a builder to configure more than the credentials.")
        .join(&argument_docs(api))
}

/// The method that leads to a group.
pub(crate) fn group(group: &Group) -> TokenStream {
    let docs = Docs::new(&group.description).outer();
    let (id, name) = (field(&group.id), pascal(&group.id));
    quote! {
        #docs
        #[must_use]
        pub fn #id(&self) -> groups::#name<Self> {
            groups::#name { client: self.clone() }
        }
    }
}

fn argument_docs(api: &Api) -> Docs {
    let credentials = arguments(api).into_iter();
    let credentials = credentials.map(|credential| (names_of(credential), described(credential)));
    let listed: Vec<_> = servers::argument_docs(api).into_iter().chain(credentials).collect();
    if listed.is_empty() {
        return Docs::default();
    }
    Docs::default().heading("Arguments").list(listed)
}

/// What a credential is, and how access tokens are requested.
fn described(credential: &Credential) -> String {
    let told = credential.oauth().map(oauth::told).map(|told| format!(" {told}"));
    credential.description.clone() + &told.unwrap_or_default()
}

fn names_of(credential: &Credential) -> String {
    let names: Vec<_> = parts(credential).iter().map(|id| format!("`{}`", id.value)).collect();
    format!("{}:", names.join(", "))
}

fn builder(api: &Api) -> TokenStream {
    let optional =
        api.credentials.iter().filter(|credential| credential.given == Given::ClientOptional);
    let optional: Vec<_> = optional.map(optional_credential).collect();
    let placements = api.credentials.iter().filter_map(placement_setter);
    let tokens = api.credentials.iter().flat_map(oauth::setters);
    let aliases = api.credentials.iter().flat_map(former_setters);
    let (new, settings, urls) = (builder_new(api), settings(api), servers::setters(api));
    let derive = Kind::Builder.derive();
    quote! {
        /// Configures and builds a client: by default, a [`Client`].
        #derive
        #[must_use = "call `build` to create the client"]
        pub struct ClientBuilder<C = Client> {
            pub(super) inner: restwright_runtime::ClientBuilder,
            client: PhantomData<fn() -> C>,
        }

        impl<C> ClientBuilder<C> {
            #new

            #(#optional)*

            #(#placements)*

            #(#tokens)*

            #(#aliases)*

            #settings

            #(#urls)*
        }

        impl ClientBuilder {
            /// Creates the client.
            ///
            /// # Errors
            ///
            /// Returns an error if a credential is blank, or if the base URL or an option is invalid.
            pub fn build(self) -> Result<Client, Error> {
                let inner = self.inner.build::<ErrorCode>()?;
                Ok(Client { inner })
            }
        }
    }
}

/// The setters that every client has.
fn settings(api: &Api) -> TokenStream {
    let others: Vec<_> = api
        .other_servers()
        .map(|server| format!("[`{0}`](Self::{0})", servers::setter_name(&server.id)))
        .collect();
    let note = (!others.is_empty()).then(|| {
        let note = format!("It leaves other servers as they are: see {}.", others.join(", "));
        let docs = Docs::default().sentences(&note).outer();
        quote! {
            ///
            #docs
        }
    });
    quote! {
            /// Overrides the base URL, for example with a custom domain, a region or a reverse proxy.
            ///
            /// The URL must use `https`, or `http` for a loopback host. Its path is prepended to every request path.
            /// [`build`](Self::build) rejects anything else.
            #note
            pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
                self.inner = self.inner.base_url(base_url);
                self
            }

            /// Sets timeouts, size limits, retries, proxy, root certificates and default headers.
            pub fn options(mut self, options: ClientOptions) -> Self {
                self.inner = self.inner.options(options);
                self
            }

            /// Replaces the built-in HTTP transport.
            pub fn transport(mut self, transport: impl Transport) -> Self {
                self.inner = self.inner.transport(transport);
                self
            }
    }
}

fn builder_new(api: &Api) -> TokenStream {
    let arguments = arguments(api);
    let ids = part_ids(&arguments);
    let settings = arguments.iter().map(|credential| {
        let ids = part_ids(&[credential]);
        set(credential, &ids.iter().map(|id| quote!(#id)).collect::<Vec<_>>())
    });
    let (urls, servers) = (url_ids(api), servers::declarations(api));
    quote! {
        pub(super) fn new_(#(#urls: String,)* #(#ids: Secret),*) -> Self {
            let inner = restwright_runtime::Client::builder(&service::SERVICE);
            #(let inner = inner #servers;)*
            #(let inner = inner #settings;)*
            Self { inner, client: PhantomData }
        }
    }
}

/// The call of the runtime's builder that sets a credential to its values.
fn set(credential: &Credential, values: &[TokenStream]) -> TokenStream {
    let name = constant(&credential.id);
    if let Some(oauth) = credential.oauth() {
        return oauth::set(credential, oauth, values);
    }
    match values {
        [user] if credential.basic().is_some() => {
            quote!(.basic(&credentials::#name, #user, Secret::default()))
        }
        values if credential.basic().is_some() => {
            quote!(.basic(&credentials::#name, #(#values),*))
        }
        values => quote!(.credential(&credentials::#name, #(#values),*)),
    }
}

fn optional_credential(credential: &Credential) -> TokenStream {
    let docs = Docs::new(&credential.description);
    let docs = match credential.oauth() {
        Some(oauth) => docs.text(&oauth::told(oauth)).outer(),
        None => docs.outer(),
    };
    let deprecated = deprecation::attribute(credential.deprecated.as_ref());
    let (id, parts) = (field(&credential.id), part_ids(&[credential]));
    let set = set(credential, &parts.iter().map(|part| quote!(#part.into())).collect::<Vec<_>>());
    quote! {
        #docs
        #deprecated
        pub fn #id(mut self, #(#parts: impl Into<Secret>),*) -> Self {
            self.inner = self.inner #set;
            self
        }
    }
}

fn placement_setter(credential: &Credential) -> Option<TokenStream> {
    let docs = Docs::default()
        .sentences(&format!("Placement of `{}` in requests.", *credential.id))
        .outer();
    let (method, enum_name) = (placement_method(credential), placement_name(credential)?);
    let name = constant(&credential.id);
    Some(quote! {
        #docs
        pub fn #method(mut self, placement: #enum_name) -> Self {
            self.inner = self.inner.placement(&credentials::#name, placement as usize);
            self
        }
    })
}

/// The setters of a credential under its former id.
fn former_setters(credential: &Credential) -> Vec<TokenStream> {
    let id = field(&credential.id);
    let Some(former) = aliases::name(credential.renamed_from.as_ref(), &id, field) else {
        return Vec::new();
    };
    let mut setters = Vec::new();
    if credential.given == Given::ClientOptional {
        let head = aliases::head(&id.to_string(), &format!("Self::{id}"));
        let parts = part_ids(&[credential]);
        setters.push(quote! {
            #head
            pub fn #former(self, #(#parts: impl Into<Secret>),*) -> Self {
                self.#id(#(#parts),*)
            }
        });
    }
    setters.extend(oauth::former_setters(credential, &former));
    if let Some(enum_name) = placement_name(credential) {
        let method = placement_method(credential);
        let former = format_ident!("{former}_placement");
        let head = aliases::head(&method.to_string(), &format!("Self::{method}"));
        setters.push(quote! {
            #head
            pub fn #former(self, placement: #enum_name) -> Self {
                self.#method(placement)
            }
        });
    }
    setters
}

/// The setter for the placement of a credential.
pub(crate) fn placement_method(credential: &Credential) -> Ident {
    format_ident!("{}_placement", *credential.id)
}

/// The choice between the placements of a credential, in the order of the description.
fn placement_choice(credential: &Credential) -> Option<TokenStream> {
    let name = placement_name(credential)?;
    let docs = Docs::default()
        .sentences(&format!("Placement of `{}` in requests.", *credential.id))
        .outer();
    let variants = credential.placements.iter().enumerate().map(|(index, placement)| {
        let text = match placement {
            Placement::Query(wire) => format!("Query parameter {}.", code(wire)),
            Placement::Header { name, .. } => format!("Header {}.", code(name)),
            Placement::Cookie(name) => format!("Cookie {}.", code(name)),
            Placement::Basic(_) => "User name and password.".to_owned(),
            Placement::OAuth(_) => "Access token.".to_owned(),
        };
        let variant = placement_variant(credential, placement);
        let usual = (index == 0).then(|| quote!(#[default]));
        let note = if index == 0 { " The default." } else { "" };
        let docs = Docs::default().sentences(&format!("{text}{note}")).outer();
        quote! {
            #docs
            #usual
            #variant
        }
    });
    let derive = Kind::Placement.derive();
    Some(quote! {
        #docs
        #derive
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
        }
    })
}
