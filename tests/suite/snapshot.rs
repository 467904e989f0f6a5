//! Snapshots under explicit names, in folders by what they show.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::description::workspace;

/// Compares a text with `tests/snapshots/<group>/<name>.snap`.
pub(crate) fn check(group: &str, name: &str, text: &str) {
    insta::with_settings!({
        snapshot_path => workspace().join("tests/snapshots").join(group),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { insta::assert_snapshot!(name, text) });
}

/// Runs `check` on every name and goes on after a failure, so that one run shows all that changed.
pub(crate) fn each(names: Vec<String>, check: impl Fn(&str)) {
    assert!(!names.is_empty(), "no fixtures");
    let fails = |name: &String| catch_unwind(AssertUnwindSafe(|| check(name))).is_err();
    let failed: Vec<_> = names.into_iter().filter(fails).collect();
    assert!(failed.is_empty(), "{} failed: {}", failed.len(), failed.join(", "));
}
