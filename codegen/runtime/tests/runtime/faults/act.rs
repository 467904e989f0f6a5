//! An operation that holds a canary in every kind of secret, and an answer of every kind of value.

use std::collections::BTreeMap;

use restwright_runtime::{
    Effect, Endpoint, Field, Method, Model, ObjectWriter, Operation, Personal, RequestWriter,
    Secret, Timestamp, UnknownFields,
};

use crate::retries::EFFECTS;
use crate::sample::service::ACCESS_TOKEN;
use crate::sample::service::API_KEY;

/// It stands in every secret, every personal text and every text of the server.
pub(super) const CANARY: &str = "c4n4ry";

/// What requests hold in clear, and nothing else may show.
pub(super) const KEY: &str = "c4n4ry-key";
const SECRETS: [&str; 5] =
    ["c4n4ry-token", "c4n4ry-captcha", "c4n4ry-otp", "c4n4ry-password", "c4n4ry-phone"];

/// An operation that differs only in its effect: the index of one of [`EFFECTS`].
pub(super) struct Act<const EFFECT: usize>;

impl<const EFFECT: usize> Operation for Act<EFFECT> {
    type Output = Account;

    // What is safe is a POST here: the method must not decide.
    const ENDPOINT: &'static Endpoint =
        &Endpoint { id: "acts.act", method: Method::Post, path: "/act", effect: EFFECTS[EFFECT] };

    fn write(&self, request: &mut RequestWriter<'_>) {
        let [token, captcha, otp, password, phone] = SECRETS;
        request.client_credential(&API_KEY);
        request.credential(&ACCESS_TOKEN, &Secret::from(token));
        request.field("captcha", &Secret::from(captcha));
        request.field("otp", &Secret::from(otp));
        request.field("password", &Secret::from(password));
        request.field("phone", &Personal::from(phone));
    }
}

/// Whether a request holds all that it was given, as far as it was read.
pub(super) fn is_whole(request: &restwright_runtime::mock::Request) -> bool {
    let [token, captcha, otp, password, phone] = SECRETS;
    let json = serde_json::json!({
        "captcha": captcha, "otp": otp, "password": password, "phone": phone,
    });
    request.query("apikey") == Some(KEY)
        && request.header("authorization") == Some(&*format!("Bearer {token}"))
        && (request.body().is_empty() || request.json() == Some(json))
}

/// An answer of every kind of value, none of which must be there.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Account {
    count: Option<i64>,
    created: Option<Timestamp>,
    is_posted: Option<bool>,
    labels: Option<BTreeMap<String, String>>,
    name: Option<String>,
    parent: Option<Box<Account>>,
    phones: Option<Vec<Personal>>,
    push_qr_code: Option<Secret>,
    score: Option<f64>,
    unknown_fields: UnknownFields,
}

impl Model for Account {
    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        Some(match key {
            "Count" => Field::new(0, &mut self.count),
            "Created" => Field::new(1, &mut self.created),
            "IsPosted" => Field::new(2, &mut self.is_posted),
            "Labels" => Field::new(3, &mut self.labels),
            "Name" => Field::new(4, &mut self.name),
            "Parent" => Field::new(5, &mut self.parent),
            "Phones" => Field::new(6, &mut self.phones),
            "PushQRCode" => Field::new(7, &mut self.push_qr_code),
            "Score" => Field::new(8, &mut self.score),
            _ => return None,
        })
    }

    fn unknown_fields_mut(&mut self) -> &mut UnknownFields {
        &mut self.unknown_fields
    }

    fn write(&self, object: &mut ObjectWriter<'_>) {
        object.field("Count", &self.count);
        object.field("Created", &self.created);
        object.field("IsPosted", &self.is_posted);
        object.field("Labels", &self.labels);
        object.field("Name", &self.name);
        object.field("Parent", &self.parent);
        object.field("Phones", &self.phones);
        object.field("PushQRCode", &self.push_qr_code);
        object.field("Score", &self.score);
        object.unknown(&self.unknown_fields);
    }
}

/// The index of an effect among [`EFFECTS`], as a call with it.
macro_rules! with_effect {
    ($effect:expr, |$act:ident| $call:expr) => {
        match $effect {
            restwright_runtime::Effect::Safe => {
                let $act = &crate::faults::act::Act::<0>;
                $call
            }
            restwright_runtime::Effect::Idempotent => {
                let $act = &crate::faults::act::Act::<1>;
                $call
            }
            restwright_runtime::Effect::Consumes => {
                let $act = &crate::faults::act::Act::<2>;
                $call
            }
            restwright_runtime::Effect::Sends => {
                let $act = &crate::faults::act::Act::<3>;
                $call
            }
            restwright_runtime::Effect::Creates => {
                let $act = &crate::faults::act::Act::<4>;
                $call
            }
        }
    };
}

pub(super) use with_effect;

/// All effects.
pub(super) const ALL: &[Effect] = &EFFECTS;
/// What may happen twice.
pub(super) const SAFE: &[Effect] = &[Effect::Safe];
/// What may happen twice if it did not happen at all.
pub(super) const HARMLESS: &[Effect] = &[Effect::Safe, Effect::Idempotent];
