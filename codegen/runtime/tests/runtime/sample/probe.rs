//! `HEAD /pets`: no inputs, and an answer without a body.

use restwright_runtime::{Effect, Endpoint, Method, Operation, RequestWriter};

#[derive(Clone, Debug)]
pub(crate) struct Probe {}

impl Operation for Probe {
    type Output = ();

    const ENDPOINT: &'static Endpoint =
        &Endpoint { id: "pets.probe", method: Method::Head, path: "/pets", effect: Effect::Safe };

    fn write(&self, _request: &mut RequestWriter<'_>) {}
}
