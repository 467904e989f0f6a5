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

/// Keeps unknown fields, like the model it is compared with.
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
    #[serde(flatten)]
    pub(crate) unknown_fields: BTreeMap<String, serde_json::Value>,
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
    #[serde(flatten)]
    pub(crate) unknown_fields: BTreeMap<String, serde_json::Value>,
}
