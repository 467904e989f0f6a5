//! The public surface of the client on one page: what a reviewer of a change reads.

use crate::description::{api, fixtures, loginradius};
use crate::snapshot;

#[test]
fn of_the_client() {
    snapshot::check("", "api", &restwright_codegen::surface(&api(&loginradius())));
}

/// Former names are public as well, and so is that something should no longer be used.
#[test]
fn of_what_was_renamed() {
    let renamed = fixtures("features").join("renamed");
    snapshot::check("", "renamed", &restwright_codegen::surface(&api(&renamed)));
}
