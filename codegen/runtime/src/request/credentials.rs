//! Credentials in a request: those of the client, those of a call, and those that replace others for a call.

use http::header::COOKIE;

use super::writer::RequestWriter;
use super::{Credential, Placement};
use crate::buffer::Buffer;
use crate::input::{InputProblem, has_control};
use crate::value::Secret;

impl<'a> RequestWriter<'a> {
    /// Adds a credential that the client holds.
    pub fn client_credential(&mut self, credential: &'static Credential) {
        match self.held(credential.id) {
            Some(Ok(secret)) => self.credential(credential, secret),
            Some(Err(problem)) => self.refuse(credential.id, problem),
            None => self.refuse(credential.id, InputProblem::NotGiven),
        }
    }

    /// Adds a credential that came with the call.
    pub fn credential(&mut self, credential: &'static Credential, secret: &Secret) {
        if secret.is_blank() {
            return self.refuse(credential.id, InputProblem::Blank);
        }
        if has_control(secret.expose()) {
            return self.refuse(credential.id, InputProblem::ControlCharacter);
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
            Some(Placement::Cookie { name }) => self.cookie(name, credential.id, secret.expose()),
            None => self.refuse(credential.id, InputProblem::NotGiven),
        }
    }

    /// The credential of this id: that of the call, that of all calls, that of the client.
    fn held(&mut self, id: &'static str) -> Option<Result<&'a Secret, InputProblem>> {
        for extras in self.extras.iter().rev() {
            let mut given = extras.credentials.iter().rev();
            if let Some((_, secret)) = given.find(|(given, _)| given == id) {
                self.replaced.push(id);
                return Some(secret.as_ref().map_err(|problem| *problem));
            }
        }
        self.settings.credential(id).map(Ok)
    }

    /// Refuses a credential of the call that its operation does not take from the client.
    pub(super) fn check_replaced(&mut self) {
        let of_call = self.extras.last().map(|extras| &extras.credentials[..]).unwrap_or_default();
        if of_call.iter().any(|(id, _)| !self.replaced.contains(&id.as_str())) {
            self.refuse("credential", InputProblem::ForeignCredential);
        }
    }

    /// Adds a cookie. All cookies of a request stand in one header.
    fn cookie(&mut self, name: &'static str, input: &'static str, text: &str) {
        // The characters of RFC 6265.
        let is_known =
            |byte: u8| matches!(byte, 0x21 | 0x23..=0x2b | 0x2d..=0x3a | 0x3c..=0x5b | 0x5d..=0x7e);
        if !text.bytes().all(is_known) {
            return self.refuse(input, InputProblem::NotACookie);
        }
        let mut value = Buffer::default();
        if let Some(earlier) = self.headers.remove(COOKIE) {
            self.header_bytes -= earlier.len();
            value.extend(earlier.as_bytes());
            value.extend(b"; ");
        }
        for part in [name, "=", text] {
            value.extend(part.as_bytes());
        }
        self.add_header(COOKIE.as_str(), input, value, true);
    }
}
