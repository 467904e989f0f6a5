//! Credentials in a request: those of the client, those of a call, and those that replace others for a call.

use http::header::{AUTHORIZATION, COOKIE, HeaderValue};

use super::writer::RequestWriter;
use super::{Credential, CredentialChoice, Placement};
use crate::base64;
use crate::buffer::Buffer;
use crate::input::{InputProblem, has_control};
use crate::value::Secret;

/// Why a secret cannot be sent.
pub(crate) fn secret_problem(secret: &Secret) -> Option<InputProblem> {
    if secret.is_blank() {
        Some(InputProblem::Blank)
    } else {
        has_control(secret.expose()).then_some(InputProblem::ControlCharacter)
    }
}

/// Whether a text would end the value of a cookie.
pub(super) fn has_separator(text: &str) -> bool {
    text.contains([' ', '"', ',', ';', '\\'])
}

/// A user name and a password as one secret, with a colon between.
pub(crate) fn user_and_password(user: &Secret, password: &Secret) -> Result<Secret, InputProblem> {
    let (user, password) = (user.expose(), password.expose());
    if user.contains(':') {
        return Err(InputProblem::ColonInUserName);
    }
    if user.trim().is_empty() && password.trim().is_empty() {
        return Err(InputProblem::Blank);
    }
    // As long as both, so that no part is left behind in smaller memory.
    let mut joined = String::with_capacity(user.len() + 1 + password.len());
    joined.extend([user, ":", password]);
    Ok(Secret::from(joined))
}

impl<'a> RequestWriter<'a> {
    /// Adds a credential that the client holds.
    pub fn client_credential(&mut self, credential: &'static Credential) {
        match self.held(credential.id) {
            Some(secret) => self.credential(credential, secret),
            #[cfg(feature = "oauth")]
            None if self.settings.requests_tokens(credential.id) => self.access_token(credential),
            None => self.refuse(credential.id, InputProblem::NotGiven),
        }
    }

    /// Adds the first alternative that the client holds; one that holds the credentials of the call before all others.
    pub fn first_of(&mut self, choice: &'static CredentialChoice) {
        let of_call = self.extras.last().map(|extras| &extras.credentials[..]).unwrap_or_default();
        let is_held = |alternative: &&&[&'static Credential]| {
            alternative.iter().all(|credential| self.holds(credential.id))
        };
        let has_all_of_call = |alternative: &&&[&'static Credential]| {
            of_call.iter().all(|(id, _)| alternative.iter().any(|credential| credential.id == id))
        };
        let mut held = choice.first_of.iter().filter(is_held);
        match held.clone().find(has_all_of_call).or_else(|| held.next()) {
            Some(alternative) => {
                for credential in *alternative {
                    self.client_credential(credential);
                }
            }
            None if choice.is_optional => {}
            None => self.refuse("credentials", InputProblem::NoneGiven(choice.described)),
        }
    }

    /// Adds all credentials that the client holds. Those that share a header are alternatives: the first one counts.
    pub(crate) fn client_credentials(&mut self) {
        let settings = self.settings;
        for (credential, _) in &settings.credentials {
            let is_taken = match settings.placement(credential) {
                Some(Placement::Header { name, .. }) => self.headers.contains_key(name),
                Some(Placement::Basic) => self.headers.contains_key(AUTHORIZATION),
                Some(Placement::Query { .. } | Placement::Cookie { .. }) | None => false,
            };
            if !is_taken {
                self.client_credential(credential);
            }
        }
        #[cfg(feature = "oauth")]
        for credential in &settings.tokens {
            if !self.headers.contains_key(AUTHORIZATION) {
                self.client_credential(credential);
            }
        }
    }

    /// Adds a credential that came with the call.
    pub fn credential(&mut self, credential: &'static Credential, secret: &Secret) {
        if let Some(problem) = secret_problem(secret) {
            return self.refuse(credential.id, problem);
        }
        #[cfg(feature = "pages")]
        if let Some(named) = &mut self.named {
            named.replace(credential);
        }
        match self.settings.placement(credential) {
            Some(Placement::Query { name }) => self.pair(name, secret.expose()),
            Some(Placement::Header { name, scheme }) => {
                let mut value = Buffer::default();
                if let Some(scheme) = scheme {
                    value.extend(scheme.as_bytes());
                    value.push(b' ');
                }
                value.extend(secret.expose().as_bytes());
                self.add_header(name, credential.id, value, true);
            }
            Some(Placement::Cookie { .. }) if has_separator(secret.expose()) => {
                self.refuse(credential.id, InputProblem::CookieCharacter);
            }
            Some(Placement::Cookie { name }) => {
                self.push_cookie(name, credential.id, secret.expose().as_bytes(), true);
            }
            Some(Placement::Basic) => self.basic(credential.id, secret),
            None => self.refuse(credential.id, InputProblem::NotGiven),
        }
    }

    /// A request has one header of cookies, however many there are.
    pub(super) fn push_cookie(
        &mut self,
        name: &'static str,
        input: &'static str,
        text: &[u8],
        is_private: bool,
    ) {
        let mut value = Buffer::default();
        let others = self.headers.remove(COOKIE);
        // They are counted again with the whole.
        self.header_bytes -= others.as_ref().map_or(0, HeaderValue::len);
        let is_private = is_private || others.as_ref().is_some_and(HeaderValue::is_sensitive);
        if let Some(others) = others {
            value.extend(others.as_bytes());
            value.extend(b"; ");
        }
        value.extend(name.as_bytes());
        value.push(b'=');
        value.extend(text);
        self.add_header(COOKIE.as_str(), input, value, is_private);
    }

    fn basic(&mut self, id: &'static str, secret: &Secret) {
        let mut plain = Buffer::default();
        plain.extend(secret.expose().as_bytes());
        if !secret.expose().contains(':') {
            plain.push(b':');
        }
        self.add_header(AUTHORIZATION.as_str(), id, base64::basic(&plain), true);
    }

    /// The credential of this id: that of the call, that of all calls, that of the client.
    fn held(&mut self, id: &'static str) -> Option<&'a Secret> {
        let (secret, is_replaced) = self.find(id)?;
        if is_replaced {
            self.replaced.push(id);
        }
        Some(secret)
    }

    /// The same, and whether it is none of the client.
    fn find(&self, id: &str) -> Option<(&'a Secret, bool)> {
        for extras in self.extras.iter().rev() {
            let mut given = extras.credentials.iter().rev();
            if let Some((_, secret)) = given.find(|(given, _)| given == id) {
                return Some((secret, true));
            }
        }
        self.settings.credential(id).map(|secret| (secret, false))
    }

    /// Whether there is a credential of this id, or an access token of it can be requested.
    fn holds(&self, id: &str) -> bool {
        #[cfg(feature = "oauth")]
        if self.settings.requests_tokens(id) {
            return true;
        }
        self.find(id).is_some()
    }

    /// Refuses a credential of the call that its operation does not take from the client.
    pub(super) fn check_replaced(&mut self) {
        let of_call = self.extras.last().map(|extras| &extras.credentials[..]).unwrap_or_default();
        if of_call.iter().any(|(id, _)| !self.replaced.contains(&id.as_str())) {
            self.refuse("credential", InputProblem::ForeignCredential);
        }
    }
}
