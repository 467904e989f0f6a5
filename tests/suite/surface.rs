//! The public surface of the client on one page: what a reviewer of a change reads.

use crate::description::{api, loginradius};
use crate::snapshot;

#[test]
fn of_the_client() {
    snapshot::check("", "api", &api_codegen::surface(&api(&loginradius())));
}
