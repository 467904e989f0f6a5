//! Idempotency keys: what changed for the whole API is one finding, and not one at each of its operations.

use restwright_spec::Spanned;
use restwright_spec::api::{Input, Location, Operation};

use crate::Rule;
use crate::compare::Comparison;
use crate::rules::idempotency as rules;

/// What happened to the header of the API, its names before and after included.
pub(in crate::compare) type Change<'a> =
    (&'static Rule, Option<&'a Spanned<String>>, Option<&'a Spanned<String>>);

/// What happened to the key of the API as such.
pub(in crate::compare) fn of_api<'a>(comparison: &Comparison<'a>) -> Option<Change<'a>> {
    let [old, new] = [comparison.base, comparison.head].map(|api| api.service.idempotency.as_ref());
    let rule = match (old, new) {
        _ if folded(old) == folded(new) => return None,
        (None, _) => &rules::IDEMPOTENCY_KEY_ADDED,
        (_, None) => &rules::IDEMPOTENCY_KEY_REMOVED,
        _ => &rules::IDEMPOTENCY_HEADER_CHANGED,
    };
    Some((rule, old, new))
}

/// Whether the key of an operation changed as that of the API did.
pub(in crate::compare) fn follows_api(
    comparison: &Comparison<'_>,
    base: &Operation,
    head: &Operation,
) -> bool {
    let header = |operation: &Operation| folded(operation.idempotency_key().map(|key| &key.wire));
    of_api(comparison)
        .is_some_and(|(_, old, new)| (folded(old), folded(new)) == (header(base), header(head)))
}

/// Whether an input is a key whose change is told at the API.
pub(super) fn is_told(
    comparison: &Comparison<'_>,
    (base, head): (&Operation, &Operation),
    input: &Input,
) -> bool {
    input.location == Location::IdempotencyKey && follows_api(comparison, base, head)
}

/// Names of headers have no case.
fn folded(header: Option<&Spanned<String>>) -> Option<String> {
    header.map(|header| header.to_ascii_lowercase())
}
