//! Credentials that are access tokens: how they are requested, and the setters that say where they come from.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use restwright_spec::Spanned;
use restwright_spec::api::{ClientAuthentication, Credential, Grant, OAuth};

use crate::docs::{Docs, code};
use crate::emit::{aliases, deprecation};
use crate::names::{constant, field, ident};

/// A setter of the client's builder that such a credential has besides that of its inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Setter {
    Tokens,
    TokenUrl,
    Rotated,
}

impl Setter {
    /// The setters of a credential.
    pub(crate) fn of(credential: &Credential) -> &'static [Self] {
        match credential.oauth().map(|oauth| oauth.grant) {
            None => &[],
            Some(Grant::ClientCredentials) => &[Self::Tokens, Self::TokenUrl],
            Some(Grant::RefreshToken) => &[Self::Tokens, Self::TokenUrl, Self::Rotated],
        }
    }

    /// The name of the setter for a credential of this id.
    pub(crate) fn name(self, id: &str) -> String {
        format!("{id}_{}", self.method())
    }

    /// The type of its argument.
    pub(crate) fn argument(self) -> &'static str {
        match self {
            Self::Tokens => "impl TokenSource",
            Self::TokenUrl => "impl Into<String>",
            Self::Rotated => "impl Fn(&Secret) + Send + Sync + 'static",
        }
    }

    /// The method of the runtime's builder.
    fn method(self) -> &'static str {
        match self {
            Self::Tokens => "tokens",
            Self::TokenUrl => "token_url",
            Self::Rotated => "rotated",
        }
    }

    fn parameter(self) -> (Ident, TokenStream) {
        match self {
            Self::Tokens => (ident("source"), quote!(impl TokenSource)),
            Self::TokenUrl => (ident("url"), quote!(impl Into<String>)),
            Self::Rotated => (ident("store"), quote!(impl Fn(&Secret) + Send + Sync + 'static)),
        }
    }

    fn docs(self, credential: &Credential) -> Docs {
        let id = credential.id.as_str();
        match self {
            Self::Tokens => Docs::default()
                .sentences(&format!(
                    "Takes the access tokens of `{id}` from elsewhere, instead of requesting them."
                ))
                .sentences(&format!(
                    "Nothing else is needed for `{id}` then. [`TokenSource`] has an example; \
                     `blocking::token_source` makes one of code that blocks."
                )),
            Self::TokenUrl => Docs::default()
                .sentences(&format!("Overrides the URL of the token endpoint of `{id}`."))
                .sentences(
                    "The URL must use `https`, or `http` for a loopback host. [`build`](Self::build) rejects anything else.",
                ),
            Self::Rotated => Docs::default()
                .sentences(&format!(
                    "Sets what is called with each refresh token that replaces the one of `{id}`, to store it for the next \
                     start of the program: the server may refuse the one before from then on."
                ))
                .sentences("Calls wait for it. The client itself uses the new refresh token in any case."),
        }
    }

    fn emit(self, credential: &Credential) -> TokenStream {
        let docs = self.docs(credential).outer();
        let deprecated = deprecation::attribute(credential.deprecated.as_ref());
        let (name, method) = (ident(&self.name(&credential.id)), ident(self.method()));
        let oauth = static_name(&credential.id);
        let (parameter, ty) = self.parameter();
        quote! {
            #docs
            #deprecated
            pub fn #name(mut self, #parameter: #ty) -> Self {
                self.inner = self.inner.#method(&credentials::#oauth, #parameter);
                self
            }
        }
    }

    fn former(self, credential: &Credential, former: &Ident) -> TokenStream {
        let today = ident(&self.name(&credential.id));
        let former = ident(&self.name(&former.to_string()));
        let head = aliases::head(&today.to_string(), &format!("Self::{today}"));
        let (parameter, ty) = self.parameter();
        quote! {
            #head
            pub fn #former(self, #parameter: #ty) -> Self {
                self.#today(#parameter)
            }
        }
    }
}

/// The setters of a credential besides that of its inputs.
pub(crate) fn setters(credential: &Credential) -> impl Iterator<Item = TokenStream> {
    Setter::of(credential).iter().map(|setter| setter.emit(credential))
}

/// The same under the former id of the credential.
pub(crate) fn former_setters(
    credential: &Credential,
    former: &Ident,
) -> impl Iterator<Item = TokenStream> {
    Setter::of(credential).iter().map(|setter| setter.former(credential, former))
}

/// The call of the runtime's builder that sets what tokens are requested with.
pub(crate) fn set(credential: &Credential, oauth: &OAuth, values: &[TokenStream]) -> TokenStream {
    let name = static_name(&credential.id);
    let mut values = values.iter();
    let mut value = |id: Option<&Spanned<String>>| {
        id.and_then(|_| values.next().cloned()).unwrap_or_else(|| quote!(Secret::default()))
    };
    let id = value(Some(&oauth.client_id));
    let secret = value(oauth.client_secret.as_ref());
    match oauth.grant {
        Grant::ClientCredentials => {
            quote!(.client_credentials(&credentials::#name, #id, #secret))
        }
        Grant::RefreshToken => {
            let token = value(oauth.refresh_token.as_ref());
            quote!(.refresh_token(&credentials::#name, #id, #secret, #token))
        }
    }
}

/// How access tokens are requested, for the documentation of a setter or an argument.
pub(crate) fn told(oauth: &OAuth) -> String {
    let with = match oauth.grant {
        Grant::ClientCredentials => "these client credentials",
        Grant::RefreshToken => "this refresh token",
    };
    let scopes = match &oauth.scopes[..] {
        [] => String::new(),
        scopes => {
            let scopes: Vec<_> = scopes.iter().map(|scope| code(scope)).collect();
            format!(", with the scopes {}", scopes.join(", "))
        }
    };
    format!(
        "The client requests access tokens with {with} at {}{scopes}. All calls share a token, which is renewed shortly before \
         it expires, and once after a response with the status 401.",
        code(&oauth.token_url)
    )
}

/// The static that says how the tokens of a credential are requested. No id ends like this.
pub(crate) fn static_name(id: &str) -> Ident {
    format_ident!("{}_OAUTH_", constant(id))
}

/// That static.
pub(crate) fn static_item(credential: &Credential) -> Option<TokenStream> {
    let oauth = credential.oauth()?;
    let (of, name) = (constant(&credential.id), static_name(&credential.id));
    let docs = Docs::default()
        .sentences(&format!("How the access tokens of `{}` are requested.", *credential.id))
        .outer();
    let grant = ident(match oauth.grant {
        Grant::ClientCredentials => "ClientCredentials",
        Grant::RefreshToken => "RefreshToken",
    });
    let authentication = ident(match (&oauth.client_secret, oauth.authentication) {
        (None, _) => "Public",
        (Some(_), ClientAuthentication::Basic) => "Basic",
        (Some(_), ClientAuthentication::Body) => "Body",
    });
    let (token_url, scope) = (oauth.token_url.as_str(), oauth.scopes.join(" "));
    let parameters = oauth.parameters.iter().map(|(name, value)| quote!((#name, #value)));
    Some(quote! {
        #docs
        pub(crate) static #name: OAuth = OAuth {
            credential: &#of,
            token_url: #token_url,
            grant: Grant::#grant,
            authentication: ClientAuthentication::#authentication,
            scope: #scope,
            parameters: &[#(#parameters),*],
        };
    })
}

/// The setters that lead a client to the token endpoints of a mock server.
pub(crate) fn of_mock(credential: &Credential) -> Option<TokenStream> {
    credential.oauth()?;
    let (setter, id) = (field(&Setter::TokenUrl.name(&credential.id)), credential.id.as_str());
    Some(quote!(.#setter(self.token_url(#id))))
}
