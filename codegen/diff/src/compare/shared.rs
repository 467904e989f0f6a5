//! Changes of shared parameters: one finding instead of one for each operation that takes them.

use std::collections::BTreeMap;

use restwright_spec::Spanned;
use restwright_spec::api::Api;

use super::Comparison;
use crate::finding::{Finding, Findings, natural_order};
use crate::{AffectedOperation, Direction, Place, Rust};

/// What makes the findings of several operations one: the parameter, the rule and what it says.
type Cause = (String, &'static str, Rust, Option<String>, Option<String>, Option<String>);

/// Joins equal findings at inputs that are one shared parameter. It comes last, so that what programs can write at each
/// of the operations is known by then.
pub(super) fn fold(comparison: &Comparison<'_>, findings: Findings) -> Findings {
    let (base, head) = (inputs(comparison.base), inputs(comparison.head));
    let shared = |finding: &Finding| {
        let place = finding.place.as_str();
        head.get(place).or_else(|| base.get(place)).copied()
    };
    let mut of_cause = BTreeMap::<Cause, Vec<Finding>>::new();
    let mut folded = Findings::default();
    for finding in findings {
        match shared(&finding) {
            Some(parameter) => {
                of_cause.entry(cause(parameter, &finding)).or_default().push(finding);
            }
            None => folded.push(finding),
        }
    }
    for ((parameter, ..), mut equal) in of_cause {
        match equal.len() {
            1 => equal.into_iter().for_each(|finding| folded.push(finding)),
            _ => folded.push(join(&parameter, &mut equal, &head)),
        }
    }
    folded
}

fn cause(parameter: &Spanned<String>, finding: &Finding) -> Cause {
    let Finding { rule, rust, before, after, suggestion, .. } = finding;
    let texts = (before.clone(), after.clone(), suggestion.clone());
    (parameter.value.clone(), rule.id, *rust, texts.0, texts.1, texts.2)
}

/// One finding instead of equal ones, which reaches the operations of all of them.
fn join(
    parameter: &str,
    equal: &mut Vec<Finding>,
    head: &BTreeMap<String, &Spanned<String>>,
) -> Finding {
    let operations = equal.iter().filter_map(|finding| finding.place.of_operation());
    let reach = |operation: &str| AffectedOperation {
        operation: operation.to_owned(),
        direction: Direction::Request,
    };
    let mut affected: Vec<_> = operations.map(reach).collect();
    affected.sort();
    affected.dedup();
    let declared = equal.iter().find_map(|finding| head.get(finding.place.as_str()));
    let others = equal.split_off(1);
    let mut joined = equal.remove(0).affecting(affected);
    joined.place = Place::parameter(parameter);
    for other in others {
        joined.rust_before.extend(other.rust_before);
        joined.rust_after.extend(other.rust_after);
    }
    for lines in [&mut joined.rust_before, &mut joined.rust_after] {
        lines.sort_by_cached_key(|line| natural_order(line));
        lines.dedup();
    }
    match declared {
        Some(declared) => joined.in_head(declared.span),
        None => joined,
    }
}

/// The shared parameters by the places of the inputs that are one.
fn inputs(api: &Api) -> BTreeMap<String, &Spanned<String>> {
    let operations = api.groups.iter().flat_map(|group| {
        let operations = group.operations.iter();
        operations.map(|operation| (Place::operation(&group.id, &operation.id), operation))
    });
    let inputs = operations.flat_map(|(place, operation)| {
        operation.inputs.iter().filter_map(move |input| {
            let shared = input.shared.as_ref()?;
            Some((place.item("inputs", &input.id).as_str().to_owned(), shared))
        })
    });
    inputs.collect()
}

#[cfg(test)]
mod tests {
    use restwright_spec::api::Api;
    use restwright_spec::{Source, Sources};

    const BASE: &str = "
api: { name: sample, title: Sample, description: For tests., version: 1.0.0 }
servers: { main: { url: 'https://api.example.com', description: Where it is. } }
groups: { things: What there is. }
parameters:
  limit: { in: query, name: l, type: integer, description: How many. }
group: things
operations:
  list:
    summary: List things
    method: GET
    path: /things
    parameters: { limit: { use: limit } }
    response: { 200: none }
    effect: safe
  found:
    summary: List what was found
    method: GET
    path: /found
    parameters: { most: { use: limit } }
    response: { 200: none }
    effect: safe
  lost:
    summary: List what was lost
    method: GET
    path: /lost
    parameters: { limit: { use: limit, name: n } }
    response: { 200: none }
    effect: safe
";

    #[test]
    fn a_change_of_a_shared_parameter_is_one_finding() {
        check(
            ("type: integer", "type: number"),
            &["param-type-widened parameters.limit things.found things.list things.lost"],
        );
        // Where an operation says otherwise, nothing changes.
        check(
            ("name: l,", "name: m,"),
            &["param-wire-name-changed parameters.limit things.found things.list"],
        );
        // What a single operation says is its own.
        check(
            ("name: n }", "name: k }"),
            &["param-wire-name-changed operations.things.lost.inputs.limit"],
        );
    }

    #[track_caller]
    fn check((old, new): (&str, &str), expected: &[&str]) {
        assert!(BASE.contains(old), "{old}");
        let (base, head) = (api(BASE), api(&BASE.replacen(old, new, 1)));
        let findings = crate::compare(&base, &head, None);
        let found: Vec<_> = findings
            .iter()
            .map(|finding| {
                let reached = finding.affected.iter().map(|reach| format!(" {}", reach.operation));
                format!("{} {}{}", finding.rule.id, finding.place, reached.collect::<String>())
            })
            .collect();
        assert_eq!(found, expected);
    }

    fn api(text: &str) -> Api {
        let source = Source { path: "api.yaml".to_owned(), text: text.into() };
        let reading = restwright_spec::read(&Sources::new(vec![source]));
        reading.api.unwrap_or_else(|| panic!("{:?}", reading.diagnostics))
    }
}
