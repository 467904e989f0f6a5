//! `GET /pets/{pet_id}/photos`: a path, lists, every plain type.

use restwright_runtime::{Effect, Endpoint, Method, Operation, RequestWriter, Timestamp};

use super::{LockType, Profile};

#[derive(Clone, Debug, Default)]
pub(crate) struct Find {
    pub(crate) pet_id: String,
    pub(crate) tags: Option<Vec<String>>,
    pub(crate) kinds: Option<Vec<LockType>>,
    pub(crate) limit: Option<i64>,
    pub(crate) ratio: Option<f64>,
    pub(crate) since: Option<Timestamp>,
    pub(crate) profile: Option<Profile>,
}

impl Operation for Find {
    type Output = Vec<Profile>;

    const ENDPOINT: &'static Endpoint = &Endpoint {
        id: "pets.find",
        method: Method::Get,
        path: "/pets/{pet_id}/photos",
        effect: Effect::Safe,
    };

    fn write(&self, request: &mut RequestWriter<'_>) {
        request.path("pet_id", &self.pet_id);
        request.query("tags", &self.tags);
        request.query_comma("kinds", &self.kinds);
        request.query("limit", &self.limit);
        request.query("ratio", &self.ratio);
        request.query("since", &self.since);
        request.query("profile", &self.profile);
    }
}
