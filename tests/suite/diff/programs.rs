//! The level that a rule has in Rust is what the compiler makes of a program.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use restwright_diff::{Proof, Rule, Rust};

use super::clients::{Clients, crate_name, is_complete, module, selected};
use super::pair::Pair;
use crate::compiler::{self, Crate, Failure};
use crate::snapshot;

/// Nothing is run, and nothing is said about style.
const CHECKED: [&str; 4] =
    ["--crate-type=lib", "--emit=metadata", "--cap-lints=allow", "--cfg=feature=\"mock\""];

#[test]
fn programs() {
    let pairs = selected();
    let failures = failures(&pairs);
    let mut lines = String::new();
    let mut wrong = Vec::new();
    for pair in pairs {
        let rule = pair.rule();
        let outcome = symbols_agree(pair, rule.rust).and_then(|()| outcome(pair, rule, &failures));
        match outcome {
            Ok(line) => drop(writeln!(lines, "{}: {line}", pair.name)),
            Err(why) => wrong.push(format!("== {} ==\n{why}", pair.name)),
        }
    }
    assert!(wrong.is_empty(), "{} are wrong\n{}", wrong.len(), wrong.join("\n"));
    if is_complete() {
        snapshot::check("", "diff_programs", &lines);
    }
}

/// What is wrong with the programs of some pairs, by the names of their modules.
fn failures(pairs: &[&Pair]) -> BTreeMap<String, Failure> {
    let mut clients = Clients::within(Crate::new("clients"));
    let mut programs = BTreeMap::new();
    for pair in pairs {
        let Some(program) = pair.code.source(&crate_name(&pair.base)) else { continue };
        for (side, api) in [("base", &pair.base), ("head", &pair.head)] {
            let client = clients.module(api);
            let name = crate_name(api);
            programs
                .insert(module(pair, side), format!("use clients::{client} as {name};\n{program}"));
        }
    }
    let folder = clients
        .all
        .compile(&CHECKED)
        .unwrap_or_else(|complaints| panic!("{}", compiler::texts(&complaints)));
    let clients = format!("clients={}", folder.join("libclients.rmeta").display());
    compiler::failures(programs, &[&CHECKED[..], &["--extern", &clients]].concat())
}

/// Says how the program of a pair went with both clients.
fn outcome(
    pair: &Pair,
    rule: &Rule,
    failures: &BTreeMap<String, Failure>,
) -> Result<String, String> {
    let level = rule.rust;
    if pair.code.source("").is_none() {
        return Ok(format!("{}, no program", level.as_str()));
    }
    if let Some(Failure { text, .. }) = failures.get(&module(pair, "base")) {
        return Err(format!("the program does not build with the base: {text}"));
    }
    match (failures.get(&module(pair, "head")), level) {
        (None, Rust::Major) if rule.proof == Proof::Behaviour => {
            Ok(format!("{}, builds and does something else", level.as_str()))
        }
        (Some(Failure { text, .. }), Rust::Major) if rule.proof == Proof::Behaviour => {
            Err(format!("the compiler sees the change: {text}"))
        }
        (None, Rust::Major) => Err("the program still builds with the head".to_owned()),
        (None, _) => Ok(format!("{}, builds", level.as_str())),
        (Some(Failure { codes, .. }), Rust::Major) => {
            let codes: Vec<_> = codes.iter().map(String::as_str).collect();
            Ok(format!("{}, {}", level.as_str(), codes.join(" ")))
        }
        (Some(Failure { text, .. }), _) => {
            Err(format!("the program does not build with the head: {text}"))
        }
    }
}

/// Where nothing changes for programs, neither does a public item. That nothing is lost where things are new or renamed
/// is what the comparison itself looks for, and it would have raised the level.
fn symbols_agree(pair: &Pair, level: Rust) -> Result<(), String> {
    let [base, head] = [&pair.base, &pair.head].map(|api| {
        let items = restwright_codegen::symbols(api).into_iter();
        let items = items.map(|symbol| (symbol.path, symbol.role, symbol.signature));
        items.collect::<BTreeSet<_>>()
    });
    if level > Rust::Patch || base == head {
        return Ok(());
    }
    let changed: Vec<_> = base.symmetric_difference(&head).collect();
    Err(format!("the public items differ: {changed:?}"))
}
