//! The public surface of the client on one page: what a reviewer of a change reads.

use crate::description::{api, loginradius};

#[test]
fn of_the_client() {
    let surface = api_codegen::surface(&api(&loginradius()));
    insta::with_settings!({
        snapshot_path => "../snapshots",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { insta::assert_snapshot!("api", surface) });
}
