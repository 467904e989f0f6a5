//! Compares flows, which are documentation only.

use restwright_spec::api::{Flow, Step};

use super::Comparison;
use super::words::{is_same_optional_prose, is_same_prose};
use crate::Place;
use crate::finding::{Finding, Findings};
use crate::rules::service as rules;

pub(super) fn compare(comparison: &Comparison<'_>, findings: &mut Findings) {
    let (old, new) = (&comparison.base.flows, &comparison.head.flows);
    for flow in new {
        let place = Place::flow(&flow.id);
        let finding = match old.iter().find(|base| base.id == flow.id) {
            Some(base) if is_same(base, flow) => continue,
            Some(base) => Finding::new(&rules::FLOW_CHANGED, place).before(&base.summary),
            None => Finding::new(&rules::FLOW_ADDED, place),
        };
        findings.push(finding.after(&flow.summary).in_head(flow.id.span));
    }
    for flow in old.iter().filter(|flow| new.iter().all(|head| head.id != flow.id)) {
        let finding = Finding::new(&rules::FLOW_REMOVED, Place::flow(&flow.id));
        findings.push(finding.before(&flow.summary).in_base(flow.id.span));
    }
}

/// Whether two flows have the same page.
fn is_same(old: &Flow, new: &Flow) -> bool {
    let Flow { id: _, summary, description, steps } = new;
    is_same_prose(&old.summary, summary)
        && is_same_optional_prose(old.description.as_ref(), description.as_ref())
        && old.steps.len() == steps.len()
        && old.steps.iter().zip(steps).all(|(old, new)| is_same_step(old, new))
}

fn is_same_step(old: &Step, new: &Step) -> bool {
    match (old, new) {
        (Step::Outside(old), Step::Outside(new)) => is_same_prose(old, new),
        (old, new) => old == new,
    }
}
