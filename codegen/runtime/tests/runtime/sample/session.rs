//! Objects with required fields.

use restwright_runtime::{
    Field, Json, Model, Nullable, ObjectWriter, Secret, Timestamp, UnknownFields,
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
    fn required(&self) -> &'static [(usize, &'static str)] {
        &[(0, "access_token")]
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        Some(match key {
            "access_token" => Field::new(0, &mut self.access_token),
            "Attempts" => Field::new(1, &mut self.attempts),
            "expires_in" => Field::new(2, &mut self.expires_in),
            "Extra" => Field::new(3, &mut self.extra),
            "IsPosted" => Field::new(4, &mut self.is_posted),
            "Note" => Field::new(5, &mut self.note),
            "Profile" => Field::new(6, &mut self.profile),
            "Score" => Field::new(7, &mut self.score),
            _ => return None,
        })
    }

    fn unknown_fields_mut(&mut self) -> &mut UnknownFields {
        &mut self.unknown_fields
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
    fn required(&self) -> &'static [(usize, &'static str)] {
        &[(0, "SecondFactorToken")]
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        Some(match key {
            "SecondFactorToken" => Field::new(0, &mut self.token),
            _ => return None,
        })
    }

    fn unknown_fields_mut(&mut self) -> &mut UnknownFields {
        &mut self.unknown_fields
    }

    fn write(&self, object: &mut ObjectWriter<'_>) {
        object.field("SecondFactorToken", &self.token);
        object.unknown(&self.unknown_fields);
    }
}
