//! Compares the names of elements: aliases that come, go or change their meaning, and ids that change places.

use std::collections::BTreeMap;

use crate::Rule;
use crate::finding::{Finding, Findings};
use crate::identity::{By, Identified, Pairs};
use crate::rules::former as rules;

/// Compares the names of all elements of a kind. `has_alias` tells whether Rust has an item for the former name of an
/// element, and `at` makes a finding at an element of the head.
///
/// That the head gives the name of the base as the former one is a rename, and reported as such.
pub(super) fn compare<T: Identified>(
    pairs: &Pairs<'_, T>,
    has_alias: impl Fn(&T) -> bool,
    at: impl Fn(&'static Rule, &T) -> Finding,
    findings: &mut Findings,
) {
    let base: Vec<_> =
        pairs.both.iter().map(|(old, ..)| *old).chain(pairs.removed.iter().copied()).collect();
    let head: Vec<_> =
        pairs.both.iter().map(|(_, new, _)| *new).chain(pairs.added.iter().copied()).collect();
    let [before, now] = [&base, &head].map(|elements| Names::of(elements, &has_alias));
    let presents: BTreeMap<_, _> =
        pairs.both.iter().map(|(old, new, _)| (old.id(), new.id())).collect();
    for (name, (element, alias)) in &now.0 {
        let Some((owner, former_alias)) = before.0.get(name) else { continue };
        let is_alias = alias.is_some() || former_alias.is_some();
        if !is_alias || presents.get(owner.id()) == Some(&element.id()) {
            continue;
        }
        let finding = at(&rules::ALIAS_REUSED, element)
            .before(meaning(name, *owner))
            .after(meaning(name, *element));
        findings.push(match alias {
            Some(span) => finding.in_head(*span),
            None => finding,
        });
    }
    for (old, new, _) in pairs.both.iter().filter(|(old, new, _)| has_alias(old) && has_alias(new))
    {
        let (gone, come) = (old.renamed_from(), new.renamed_from());
        if gone == come {
            continue;
        }
        // What another element is called, or was, has been told above.
        if let Some(gone) = gone.filter(|name| !now.0.contains_key(name.value)) {
            findings
                .push(at(&rules::ALIAS_REMOVED, new).before(alias(gone.value)).in_base(gone.span));
        }
        if let Some(come) = come.filter(|name| !before.0.contains_key(name.value)) {
            findings.push(at(&rules::ALIAS_ADDED, new).after(alias(come.value)).in_head(come.span));
        }
    }
    unknown(pairs, &before, has_alias, &at, findings);
    exchanged(pairs, at, findings);
}

/// Former names that the base knows neither as a name nor as an alias. Where an element that keeps its id gains an alias,
/// that has been reported as such: the name may be one from before the base.
fn unknown<T: Identified>(
    pairs: &Pairs<'_, T>,
    base: &Names<'_, T>,
    has_alias: impl Fn(&T) -> bool,
    at: impl Fn(&'static Rule, &T) -> Finding,
    findings: &mut Findings,
) {
    let kept = pairs.both.iter().filter(|(old, new, by)| {
        let gains_alias = *by == By::Id && has_alias(old) && has_alias(new);
        !gains_alias
            && old.renamed_from().map(|it| it.value) != new.renamed_from().map(|it| it.value)
    });
    let kept = kept.map(|(old, new, _)| (*new, (old.id() != new.id()).then(|| old.id())));
    let added = pairs.added.iter().filter(|element| !element.is_shared());
    for (element, meant) in added.map(|element| (*element, None)).chain(kept) {
        let Some(former) = element.renamed_from() else { continue };
        if base.0.contains_key(former.value) {
            continue;
        }
        let mut finding = at(&rules::FORMER_NAME_UNKNOWN, element).after(alias(former.value));
        finding.suggestion = meant.map(|id| format!("write `renamed_from: {id}`"));
        findings.push(finding.in_head(former.span));
    }
}

/// Ids that changed places. Two that were exchanged are one change.
fn exchanged<T: Identified>(
    pairs: &Pairs<'_, T>,
    at: impl Fn(&'static Rule, &T) -> Finding,
    findings: &mut Findings,
) {
    let moved = pairs.both.iter().filter(|(.., by)| *by == By::Content);
    let moved: BTreeMap<_, _> = moved.map(|(old, new, _)| (old.id(), *new)).collect();
    for (old, new) in &moved {
        let is_exchange = moved.get(new.id()).is_some_and(|other| other.id() == *old);
        if is_exchange && *old > new.id() {
            continue;
        }
        let joined = |ids: [&str; 2]| ids.map(|id| format!("`{id}`")).join(", ");
        let finding = at(&rules::ID_REUSED, new);
        findings.push(if is_exchange {
            finding.before(joined([old, new.id()])).after(joined([new.id(), old]))
        } else {
            finding.before(format!("`{old}`")).after(format!("`{}`", new.id()))
        });
    }
}

/// Elements of one side by their ids and aliases, the latter with their places.
struct Names<'a, T>(BTreeMap<&'a str, (&'a T, Option<restwright_spec::Span>)>);

impl<'a, T: Identified> Names<'a, T> {
    fn of(elements: &[&'a T], has_alias: impl Fn(&T) -> bool) -> Self {
        let aliases = elements.iter().filter(|element| has_alias(element)).filter_map(|element| {
            let former = element.renamed_from()?;
            Some((former.value, (*element, Some(former.span))))
        });
        let ids = elements.iter().map(|element| (element.id(), (*element, None)));
        Self(aliases.chain(ids).collect())
    }
}

fn alias(name: &str) -> String {
    format!("renamed from `{name}`")
}

fn meaning<T: Identified>(name: &str, element: &T) -> String {
    match element.id() {
        id if id == name => format!("`{name}`"),
        id => format!("`{name}`, an alias of `{id}`"),
    }
}

#[cfg(test)]
mod tests {
    use crate::compare::compare;
    use crate::compare::tests::{Edits, api, edited};

    const BASE: &str = "
api: { name: sample, title: Sample, description: For tests., version: 1.0.0 }
servers: { main: { url: 'https://api.example.com', description: Where it is. } }
error_body: { code: code }
errors:
  gone: { code: 7, status: 404, message: Gone, meaning: it is gone }
parameters:
  language: { in: header, type: string, description: Of messages., renamed_from: lang }
groups: { things: What there is. }
group: things
operations:
  find:
    summary: Find a thing
    method: GET
    path: /things
    parameters:
      limit: { in: query, name: l, type: integer, description: How many. }
    response: { 200: none }
    errors: [7]
    effect: safe
  list:
    summary: List things
    method: GET
    path: /list
    parameters: { language: { use: language } }
    response: { 200: none }
    effect: safe
";

    #[test]
    fn former_names_that_the_base_does_not_know() {
        #[rustfmt::skip]
        let table: [(Edits, &[&str]); 6] = [
            (&[("  find:", "  search:\n    renamed_from: find")], &[]),
            // Its place on the wire pairs it all the same, and tells what was meant.
            (&[("  find:", "  search:\n    renamed_from: fnd")],
                &["former-name-unknown operations.things.search: write `renamed_from: things.find`"]),
            (&[("      limit: {", "      most: { renamed_from: limits,")],
                &["former-name-unknown operations.things.find.inputs.most: write `renamed_from: limit`"]),
            (&[("parameters:\n  language", "  late: { code: 8, meaning: it is late, renamed_from: slow }\nparameters:\n  language")],
                &["former-name-unknown errors.late"]),
            // What an operation takes anew was renamed for others.
            (&[("      limit: {", "      language: { use: language }\n      limit: {")], &[]),
            // A name from before the base may come back.
            (&[("      limit: {", "      limit: { renamed_from: most,")], &[]),
        ];
        for (edits, expected) in table {
            let findings = compare(&api(BASE), &api(&edited(BASE, edits)), None);
            let unknown = findings.iter().filter(|it| it.rule.id == "former-name-unknown");
            let shown: Vec<_> = unknown
                .map(|it| match &it.suggestion {
                    Some(suggestion) => {
                        format!("{} {}: {suggestion}", it.rule.id, it.place.as_str())
                    }
                    None => format!("{} {}", it.rule.id, it.place.as_str()),
                })
                .collect();
            assert_eq!(shown, expected, "{edits:?}");
        }
    }
}
