//! Credentials in a request: those of the client, those of a call, and those that replace others for a call.

use super::writer::RequestWriter;
use super::{Credential, Placement};
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

impl<'a> RequestWriter<'a> {
    /// Adds a credential that the client holds.
    pub fn client_credential(&mut self, credential: &'static Credential) {
        match self.held(credential.id) {
            Some(secret) => self.credential(credential, secret),
            None => self.refuse(credential.id, InputProblem::NotGiven),
        }
    }

    /// Adds all credentials that the client holds.
    pub(crate) fn client_credentials(&mut self) {
        let settings = self.settings;
        for (credential, _) in &settings.credentials {
            self.client_credential(credential);
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
            None => self.refuse(credential.id, InputProblem::NotGiven),
        }
    }

    /// The credential of this id: that of the call, that of all calls, that of the client.
    fn held(&mut self, id: &'static str) -> Option<&'a Secret> {
        for extras in self.extras.iter().rev() {
            let mut given = extras.credentials.iter().rev();
            if let Some((_, secret)) = given.find(|(given, _)| given == id) {
                self.replaced.push(id);
                return Some(secret);
            }
        }
        self.settings.credential(id)
    }

    /// Refuses a credential of the call that its operation does not take from the client.
    pub(super) fn check_replaced(&mut self) {
        let of_call = self.extras.last().map(|extras| &extras.credentials[..]).unwrap_or_default();
        if of_call.iter().any(|(id, _)| !self.replaced.contains(&id.as_str())) {
            self.refuse("credential", InputProblem::ForeignCredential);
        }
    }
}
