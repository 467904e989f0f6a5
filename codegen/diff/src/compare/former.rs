//! Compares the former names of an element.

use restwright_spec::Spanned;

use crate::Place;
use crate::finding::{Finding, Findings};
use crate::rules::former as rules;

/// Compares what both sides say of the former name of an element that is called `name` in the base.
///
/// Only for elements whose former name stays as an alias in Rust. That the head gives the name of the base as the
/// former one is a rename, and reported as such.
pub(crate) fn compare<T: PartialEq + ToString>(
    name: &T,
    old: Option<&Spanned<T>>,
    new: Option<&Spanned<T>>,
    place: &Place,
    findings: &mut Findings,
) {
    if old == new {
        return;
    }
    if let Some(old) = old {
        let finding = Finding::new(&rules::ALIAS_REMOVED, place.clone());
        findings.push(finding.before(alias(&old.value)).in_base(old.span));
    }
    if let Some(new) = new.filter(|new| new.value != *name) {
        let finding = Finding::new(&rules::ALIAS_ADDED, place.clone());
        findings.push(finding.after(alias(&new.value)).in_head(new.span));
    }
}

fn alias<T: ToString>(name: &T) -> String {
    format!("renamed from `{}`", name.to_string())
}
