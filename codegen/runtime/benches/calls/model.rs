//! The request and the answer, as somebody would write them who does it by hand.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub(crate) const KEY: &str = "11111111-2222-3333-4444-555555555555";
pub(crate) const PHONE: &str = "+14155550123";
pub(crate) const PASSWORD: &str = "correct horse battery staple";
pub(crate) const MAX_BODY: usize = 8 << 20;

/// What a login brings, much like the answer of a real service.
pub(crate) const ANSWER: &str = r#"{"access_token":"8a7b6c5d-1111-2222-3333-444455556666","expires_in":"2026-01-02T03:04:05.678Z","IsPosted":true,"Attempts":1,"Score":0.5,"Note":"nothing to say","refresh_token":"0f0e0d0c-1111-2222-3333-444455556666","Profile":{"Name":"Reader","Phone":"+14155550123","Emails":["reader@example.com","second@example.com"],"Labels":{"visits":12,"orders":3},"Children":[{"Name":"First","Phone":"+14155550124"},{"Name":"Second","Labels":{"visits":1}}],"Parent":{"Name":"Root"},"Uid":"c1d2e3f4a5b6","Provider":"Phone","Roles":null,"IsActive":true}}"#;

#[derive(Serialize)]
pub(crate) struct Login {
    pub(crate) password: &'static str,
    pub(crate) phone: &'static str,
}

/// Why a call by hand fails.
#[derive(Debug)]
#[expect(dead_code, reason = "nothing fails here")]
pub(crate) enum Failure<E> {
    Late,
    Exchange(E),
    Status(u16),
    Encoded,
    NoJson,
    TooLarge,
    Unreadable(serde_json::Error),
    Refused(i64),
}

/// One of two answers, or an error that came as a success. Fields without a name are passed over.
#[derive(Deserialize)]
#[serde(untagged)]
#[expect(dead_code, reason = "it is read and dropped")]
pub(crate) enum Outcome {
    Refused {
        #[serde(rename = "ErrorCode")]
        code: i64,
    },
    SecondFactorRequired {
        #[serde(rename = "SecondFactorToken")]
        token: String,
    },
    Authenticated(Box<Session>),
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "it is read and dropped")]
pub(crate) struct Session {
    pub(crate) access_token: String,
    #[serde(rename = "Attempts")]
    pub(crate) attempts: Option<i64>,
    pub(crate) expires_in: Option<String>,
    #[serde(rename = "IsPosted")]
    pub(crate) is_posted: Option<bool>,
    #[serde(rename = "Note")]
    pub(crate) note: Option<String>,
    #[serde(rename = "Profile")]
    pub(crate) profile: Option<Profile>,
    #[serde(rename = "Score")]
    pub(crate) score: Option<f64>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "it is read and dropped")]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Profile {
    pub(crate) children: Option<Vec<Profile>>,
    pub(crate) emails: Option<Vec<String>>,
    pub(crate) labels: Option<BTreeMap<String, i64>>,
    pub(crate) lock: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) parent: Option<Box<Profile>>,
    pub(crate) phone: Option<String>,
}

/// The checks of an answer that its body does not need.
pub(crate) fn check_head<E>(
    status: http::StatusCode,
    headers: &http::HeaderMap,
) -> Result<(), Failure<E>> {
    let content_type = headers.get(http::header::CONTENT_TYPE);
    if !status.is_success() {
        Err(Failure::Status(status.as_u16()))
    } else if headers.contains_key(http::header::CONTENT_ENCODING) {
        Err(Failure::Encoded)
    } else if content_type.is_none_or(|it| !it.as_bytes().starts_with(b"application/json")) {
        Err(Failure::NoJson)
    } else {
        Ok(())
    }
}

/// Tells an error that came as a success from an answer.
pub(crate) fn accept<E>(body: &[u8]) -> Result<Outcome, Failure<E>> {
    match serde_json::from_slice(body).map_err(Failure::Unreadable)? {
        Outcome::Refused { code } => Err(Failure::Refused(code)),
        outcome => Ok(outcome),
    }
}
