//! The catalogue of faults: each one against both kinds of client.
//!
//! A case is what a server does with each connection, and all that shall come of it. Faults that need more than one
//! call, or no server, have separate tests; the list at the end of this file holds the catalogue to its whole.

mod act;
mod arbitrary;
mod bodies;
mod case;
mod certificates;
mod connect;
mod content_type;
mod flows;
mod framing;
mod hosts;
#[cfg(feature = "http2")]
mod http2;
mod inputs;
mod proxies;
mod status;

use std::collections::{BTreeMap, BTreeSet};

use self::case::Case;

/// The faults of the catalogue.
const FAULTS: std::ops::RangeInclusive<u8> = 1..=97;

/// Faults, and the test that is about them.
type Alone = (&'static [u8], fn());

/// Separate tests.
#[rustfmt::skip]
const ALONE: &[Alone] = &[
    (&[5],          certificates::that_are_wrong),
    (&[11],         flows::a_reused_connection_breaks),
    (&[12, 13],     flows::an_idle_connection_ends),
    (&[17],         flows::a_call_is_dropped),
    (&[18],         flows::a_call_that_waits_within_a_task),
    (&[19],         flows::many_calls_at_once),
    (&[29, 34],     flows::connections_that_are_not_used_again),
    (&[53],         flows::redirects),
    (&[86, 87],     inputs::that_need_encoding),
    (&[88, 89],     inputs::that_are_refused),
    (&[90],         inputs::base_urls_that_are_refused),
    (&[91],         inputs::base_urls_with_a_path),
    (&[92],         arbitrary::answers),
    (&[93],         proxies::that_refuse),
    (&[94],         inputs::that_options_add),
    (&[95],         hosts::of_this_machine),
    (&[96],         content_type::of_every_request),
    (&[97],         hosts::a_transport_around_another),
];

fn cases() -> Vec<Case> {
    [connect::cases(), framing::cases(), status::cases(), bodies::cases()]
        .into_iter()
        .flatten()
        .collect()
}

#[test]
fn the_catalogue_is_whole() {
    let mut covered = BTreeMap::new();
    let cases = cases();
    let tables = cases.iter().map(|case| case.faults);
    for fault in tables.chain(ALONE.iter().map(|(faults, _)| *faults)).flatten() {
        *covered.entry(*fault).or_insert(0) += 1;
    }
    let missing: Vec<_> = FAULTS.filter(|fault| !covered.contains_key(fault)).collect();
    assert!(missing.is_empty(), "no case for {missing:?}");
    let foreign: Vec<_> = covered.keys().filter(|fault| !FAULTS.contains(fault)).collect();
    assert!(foreign.is_empty(), "not in the catalogue: {foreign:?}");
    let names: BTreeSet<_> = cases.iter().map(|case| case.name).collect();
    assert_eq!(names.len(), cases.len(), "two cases have one name");
}
