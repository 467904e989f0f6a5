//! Objects with required fields.

use api_runtime::{
    Json, Model, Nullable, ObjectWriter, Secret, Slot, Timestamp, UnknownFields, Value,
};

use super::Profile;

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Session {
    pub(crate) access_token: Secret,
    pub(crate) attempts: Option<i64>,
    pub(crate) expires_in: Option<Timestamp>,
    pub(crate) extra: Option<Json>,
    pub(crate) is_posted: Option<bool>,
    pub(crate) note: Nullable<String>,
    pub(crate) profile: Option<Profile>,
    pub(crate) score: Option<f64>,
    pub(crate) unknown_fields: UnknownFields,
}

impl Model for Session {
    fn required(&self) -> &'static [&'static str] {
        &["access_token"]
    }

    fn field(&mut self, key: &str) -> Slot<'_> {
        match key {
            "access_token" => Value::slot(&mut self.access_token),
            "Attempts" => Value::slot(&mut self.attempts),
            "expires_in" => Value::slot(&mut self.expires_in),
            "Extra" => Value::slot(&mut self.extra),
            "IsPosted" => Value::slot(&mut self.is_posted),
            "Note" => Value::slot(&mut self.note),
            "Profile" => Value::slot(&mut self.profile),
            "Score" => Value::slot(&mut self.score),
            _ => self.unknown_fields.slot(),
        }
    }

    fn write(&self, object: &mut ObjectWriter<'_>) {
        object.field("access_token", &self.access_token);
        object.field("Attempts", &self.attempts);
        object.field("expires_in", &self.expires_in);
        object.field("Extra", &self.extra);
        object.field("IsPosted", &self.is_posted);
        object.field("Note", &self.note);
        object.field("Profile", &self.profile);
        object.field("Score", &self.score);
        object.unknown(&self.unknown_fields);
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Challenge {
    pub(crate) token: Secret,
    pub(crate) unknown_fields: UnknownFields,
}

impl Model for Challenge {
    fn required(&self) -> &'static [&'static str] {
        &["SecondFactorToken"]
    }

    fn field(&mut self, key: &str) -> Slot<'_> {
        match key {
            "SecondFactorToken" => Value::slot(&mut self.token),
            _ => self.unknown_fields.slot(),
        }
    }

    fn write(&self, object: &mut ObjectWriter<'_>) {
        object.field("SecondFactorToken", &self.token);
        object.unknown(&self.unknown_fields);
    }
}
