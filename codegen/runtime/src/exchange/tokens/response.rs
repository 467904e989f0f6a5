//! The response of a token endpoint (RFC 6749, sections 5.1 and 5.2).

use std::time::Duration;

use super::source::AccessToken;
use crate::decode::{Field, Slot, read};
use crate::encode::ObjectWriter;
use crate::error::{RawResponse, TokenError, TokenErrorKind};
use crate::percent::percent_decode;
use crate::request::secret_problem;
use crate::value::{Model, Secret, UnknownFields, Value};

/// A token, and the refresh token to use from now on, if that is another one.
pub(super) struct Issued {
    pub(super) token: AccessToken,
    pub(super) refresh_token: Option<Secret>,
}

#[derive(Default)]
struct Body {
    access_token: Secret,
    token_type: Option<String>,
    expires_in: Option<i64>,
    refresh_token: Option<Secret>,
    error: Option<String>,
    error_description: Option<String>,
    unknown_fields: UnknownFields,
}

impl Model for Body {
    fn required(&self) -> &'static [(usize, &'static str)] {
        &[]
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        Some(match key {
            "access_token" => Field::new(0, &mut self.access_token),
            "token_type" => Field::new(1, &mut self.token_type),
            "expires_in" => Field::new(2, &mut self.expires_in),
            "refresh_token" => Field::new(3, &mut self.refresh_token),
            "error" => Field::new(4, &mut self.error),
            "error_description" => Field::new(5, &mut self.error_description),
            _ => return None,
        })
    }

    fn unknown_fields_mut(&mut self) -> &mut UnknownFields {
        &mut self.unknown_fields
    }

    /// It is only read.
    fn write(&self, _: &mut ObjectWriter<'_>) {}
}

/// Reads a response. `secrets` are those of the request, which no error repeats.
pub(super) fn read_token(
    response: &RawResponse,
    secrets: &[&Secret],
) -> Result<Issued, TokenError> {
    let status = response.status.as_u16();
    let mut body = Body::default();
    let slot: Slot<'_> = body.slot();
    let is_json = read(&response.body, slot, None).is_ok();
    let text = |text: Option<String>| {
        let text = text.filter(|_| is_json).filter(|text| !text.trim().is_empty())?;
        Some(text.into_boxed_str())
    };
    let is_shown = |text: &str| !repeats(text, secrets);
    let code = text(body.error);
    let kind = match (status, &code) {
        (429 | 500.., _) => TokenErrorKind::Unavailable,
        (_, Some(_)) | (401 | 403, None) => TokenErrorKind::Rejected,
        (200..300, None)
            if is_json && is_bearer(body.token_type.as_deref(), &body.access_token) =>
        {
            let mut token = AccessToken::new(body.access_token);
            token.lifetime = body
                .expires_in
                .map(|seconds| Duration::from_secs(u64::try_from(seconds).unwrap_or_default()));
            let refresh_token = body.refresh_token.filter(|token| !token.is_blank());
            return Ok(Issued { token, refresh_token });
        }
        _ => TokenErrorKind::Invalid,
    };
    Err(TokenError {
        kind,
        code: code.filter(|code| TokenError::is_known(code) || is_shown(code)),
        description: text(body.error_description).filter(|text| is_shown(text)),
        status: Some(status),
        transport: None,
        retry_after: response.retry_after,
    })
}

/// Whether a text contains one of these secrets, as it is or encoded as in a form.
fn repeats(text: &str, secrets: &[&Secret]) -> bool {
    let decoded = percent_decode(text);
    let of_form = percent_decode(&text.replace('+', " "));
    let mut given = secrets.iter().filter(|secret| !secret.is_blank());
    given.any(|secret| {
        let secret = secret.expose();
        let mut texts = [text.as_bytes(), decoded.as_ref(), of_form.as_ref()].into_iter();
        texts.any(|text| text.windows(secret.len()).any(|part| part == secret.as_bytes()))
    })
}

/// Whether there is a token that can stand in a header, of the type `Bearer`, which servers leave out at times.
fn is_bearer(token_type: Option<&str>, token: &Secret) -> bool {
    let is_bearer = token_type.is_none_or(|it| it.eq_ignore_ascii_case("bearer"));
    is_bearer && secret_problem(token).is_none()
}
