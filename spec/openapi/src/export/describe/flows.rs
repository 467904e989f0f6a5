//! Flows with their steps.

use restwright_spec::api::{Api, Flow, FlowCall, GivenValue, OperationName, Reaction, Step};

use super::{errors, push};
use crate::yaml::{Entries, Yaml, entry};

pub(super) fn flow(api: &Api, flow: &Flow) -> Yaml {
    let Flow { id: _, summary, description, steps } = flow;
    let mut entries = vec![entry("summary", Yaml::text(summary))];
    push(&mut entries, "description", description.as_ref().map(Yaml::text));
    entries.push(entry("steps", Yaml::list(steps.iter().map(|one| step(api, one)).collect())));
    Yaml::Map(entries, false)
}

fn step(api: &Api, step: &Step) -> Yaml {
    let entries = match step {
        Step::Ask(values) => {
            let values =
                values.iter().map(|(id, text)| (id.value.clone(), Yaml::text(text))).collect();
            vec![entry("ask", Yaml::Map(values, true))]
        }
        Step::Outside(text) => vec![entry("outside", Yaml::text(text))],
        Step::Call(call) => self::call(api, call),
    };
    Yaml::Map(entries, true)
}

fn call(api: &Api, call: &FlowCall) -> Entries {
    let FlowCall { operation, values, variant, gives, reactions } = call;
    let mut entries = vec![entry("call", Yaml::text(operation.to_string()))];
    let mut with = renamed(api, operation, values);
    let mut on_error = Vec::new();
    for (code, reaction) in reactions {
        let word = match reaction {
            Reaction::Stop => "stop".to_owned(),
            Reaction::Continue => "continue".to_owned(),
            Reaction::Call(other, values) => {
                with.extend(renamed(api, other, values));
                other.to_string()
            }
        };
        on_error.push((errors::id(api, code).to_owned(), Yaml::text(word)));
    }
    with.sort_by(|(left, _), (right, _)| left.cmp(right));
    with.dedup_by(|(left, _), (right, _)| left == right);
    push(&mut entries, "with", (!with.is_empty()).then_some(Yaml::Map(with, true)));
    push(&mut entries, "variant", variant.as_ref().map(Yaml::text));
    let gives =
        gives.iter().map(|GivenValue { id, path }| (id.value.clone(), Yaml::text(path.join("."))));
    let gives: Entries = gives.collect();
    push(&mut entries, "gives", (!gives.is_empty()).then_some(Yaml::Map(gives, true)));
    push(&mut entries, "on_error", (!on_error.is_empty()).then_some(Yaml::Map(on_error, true)));
    entries
}

/// Arguments whose values have other ids than they.
fn renamed(api: &Api, name: &OperationName, values: &[String]) -> Entries {
    let arguments = api.operation(name).map(|(_, operation)| operation.arguments.iter());
    let pairs = arguments.into_iter().flatten().zip(values);
    let pairs = pairs.filter(|(argument, value)| argument != value);
    pairs.map(|(argument, value)| (argument.clone(), Yaml::text(value))).collect()
}
