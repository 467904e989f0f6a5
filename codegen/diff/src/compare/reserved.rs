//! Compares what is reserved.

use restwright_spec::Spanned;
use restwright_spec::api::{Api, Code, Reserved};

use super::Comparison;
use crate::Place;
use crate::finding::{Finding, Findings};
use crate::rules::service as rules;

pub(super) fn compare(comparison: &Comparison<'_>, findings: &mut Findings) {
    let Comparison { base, head, .. } = comparison;
    let Reserved { codes, errors, operations, types, servers, credentials } = &head.reserved;
    let old = &base.reserved;
    // A number that an error has taken again is told by that error.
    let is_taken = |code: &Code| head.errors.iter().any(|error| *error.code == *code);
    let kept: Vec<_> = old.codes.iter().filter(|code| !is_taken(code)).cloned().collect();
    let had_code = |code: &Code| base.errors.iter().any(|error| *error.code == *code);
    lists(&kept, codes, "codes", had_code, findings);
    let had_error = |id: &String| base.errors.iter().any(|error| *error.id == *id);
    lists(&old.errors, errors, "errors", had_error, findings);
    let had_operation = |name: &_| has_operation(base, name);
    lists(&old.operations, operations, "operations", had_operation, findings);
    let had_type = |name: &String| base.types.iter().any(|def| *def.name == *name);
    lists(&old.types, types, "types", had_type, findings);
    let had_server = |id: &String| base.servers.iter().any(|server| *server.id == *id);
    lists(&old.servers, servers, "servers", had_server, findings);
    let had_credential = |id: &String| base.credentials.iter().any(|held| *held.id == *id);
    lists(&old.credentials, credentials, "credentials", had_credential, findings);
}

fn has_operation(api: &Api, name: &restwright_spec::api::OperationName) -> bool {
    let mut groups = api.groups.iter().filter(|group| *group.id == name.group);
    groups.any(|group| group.operations.iter().any(|operation| *operation.id == name.id))
}

fn lists<T: PartialEq + ToString>(
    old: &[Spanned<T>],
    new: &[Spanned<T>],
    kind: &str,
    existed: impl Fn(&T) -> bool,
    findings: &mut Findings,
) {
    let place = |what: &T| Place::reserved(kind, &what.to_string());
    compare_lists(old, new, place, existed, findings);
}

/// Compares two lists of what is reserved. That something is reserved when it goes is part of its going.
pub(super) fn compare_lists<T: PartialEq + ToString>(
    old: &[Spanned<T>],
    new: &[Spanned<T>],
    place: impl Fn(&T) -> Place,
    existed: impl Fn(&T) -> bool,
    findings: &mut Findings,
) {
    for what in new.iter().filter(|what| !old.contains(what) && !existed(&what.value)) {
        let finding = Finding::new(&rules::RESERVED_ADDED, place(&what.value));
        findings.push(finding.after(quoted(&what.value)).in_head(what.span));
    }
    for what in old.iter().filter(|what| !new.contains(what)) {
        let finding = Finding::new(&rules::RESERVED_REMOVED, place(&what.value));
        findings.push(finding.before(quoted(&what.value)).in_base(what.span));
    }
}

fn quoted<T: ToString>(what: &T) -> String {
    format!("`{}`", what.to_string())
}
