//! Undoing a change is a change, and doing nothing is none.

use std::collections::BTreeMap;

use restwright_diff::{Findings, Mirror, Rule};
use restwright_spec::api::Api;

use super::pair;
use crate::arrangement::{Layout, arrange};
use crate::description::{api, bookshop, loginradius, model, sources};

#[test]
fn symmetry() {
    let mut wrong = Vec::new();
    for pair in pair::all() {
        let (name, rule) = (&pair.name, pair.rule());
        let undone = pair::compare(&pair.head, &pair.base);
        let mirror = match rule.mirror {
            Mirror::Rule(mirror) => mirror,
            Mirror::Itself => rule.id,
            Mirror::Nothing(_) => continue,
        };
        if !undone.iter().any(|finding| finding.rule.id == mirror) {
            wrong.push(format!("{name} undone is {:?} and not {mirror}", ids(&undone)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is undone and done again is the same, or one of several that are undone in the same way.
#[test]
fn mirrors_of_mirrors() {
    let rules = rules();
    let mirror = |id: &str| match rules.get(id).map(|rule| &rule.mirror) {
        Some(Mirror::Rule(mirror)) => Some(*mirror),
        Some(Mirror::Itself) => rules.get(id).map(|rule| rule.id),
        _ => None,
    };
    let mut wrong = Vec::new();
    for rule in rules.values() {
        match rule.mirror {
            Mirror::Nothing("") => {
                wrong.push(format!("`{}` does not say why it has no mirror", rule.id));
            }
            Mirror::Itself | Mirror::Nothing(_) => {}
            Mirror::Rule(undone) if undone == rule.id => {
                wrong.push(format!("`{}` is its own mirror: say `Itself`", rule.id));
            }
            Mirror::Rule(undone) if !rules.contains_key(undone) => {
                wrong.push(format!("`{}`: there is no `{undone}`", rule.id));
            }
            Mirror::Rule(undone) => {
                let again = mirror(undone);
                if again.and_then(mirror) != Some(undone) {
                    wrong.push(format!("`{}` undone is `{undone}`, undone {again:?}", rule.id));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_differs_from_itself() {
    for folder in [loginradius(), bookshop()] {
        let api = api(&folder);
        check_same(&folder.display().to_string(), &api, &api);
    }
    for pair in pair::all() {
        check_same(&pair.name, &pair.base, &pair.base);
        check_same(&pair.name, &pair.head, &pair.head);
    }
}

#[test]
fn order_is_invisible() {
    for folder in [loginradius(), bookshop()] {
        let (sources, api) = (sources(&folder), api(&folder));
        for (layout, seed) in [(Layout::Same, 1), (Layout::Split, 2), (Layout::Merged, 3)] {
            let arranged = model(arrange(&sources, layout, seed));
            check_same(&format!("{} {layout:?}", folder.display()), &api, &arranged);
        }
    }
}

fn check_same(what: &str, base: &Api, head: &Api) {
    let findings = pair::compare(base, head);
    assert!(findings.is_empty(), "{what}: {:?}", ids(&findings));
}

fn ids(findings: &Findings) -> Vec<&str> {
    findings.iter().map(|finding| finding.rule.id).collect()
}

fn rules() -> BTreeMap<&'static str, &'static Rule> {
    restwright_diff::rules().into_iter().map(|rule| (rule.id, rule)).collect()
}
