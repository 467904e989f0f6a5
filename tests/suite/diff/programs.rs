//! The level that a rule has in Rust is what the compiler makes of a program.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock};

use api_codegen::{File, Workspace};
use api_diff::Rust;
use api_spec::api::Api;
use tempfile::TempDir;

use super::pair::{self, Pair};
use crate::compiler::{self, Failure};
use crate::snapshot;

/// Names a part of the names of rules: only their programs are tried, for those who write them.
const ONLY: &str = "DIFF_ONLY";

#[test]
fn programs() {
    let only = env::var(ONLY).ok();
    let mut names = pair::names();
    names.retain(|name| only.as_ref().is_none_or(|only| name.contains(only)));
    let clients = Clients::default();
    let outcomes = compiler::side_by_side(names, |name| {
        let pair = pair::read(&name);
        let level = api_diff::rules().into_iter().find(|rule| rule.id == name)?.rust;
        Some((check_symbols(&pair, level).and_then(|()| check(&pair, level, &clients)), name))
    });
    let mut lines = BTreeMap::new();
    let mut wrong = Vec::new();
    for (outcome, name) in outcomes.into_iter().flatten() {
        match outcome {
            Ok(line) => drop(lines.insert(name, line)),
            Err(why) => wrong.push(format!("== {name} ==\n{why}")),
        }
    }
    assert!(wrong.is_empty(), "{} are wrong\n{}", wrong.len(), wrong.join("\n"));
    if only.is_none() {
        let text = lines.iter().fold(String::new(), |mut text, (name, line)| {
            let _ = writeln!(text, "{name}: {line}");
            text
        });
        snapshot::check("", "diff_programs", &text);
    }
}

/// Tries the program of a pair with both clients, and says how that went.
fn check(pair: &Pair, level: Rust, clients: &Clients) -> Result<String, String> {
    let Some(program) = &pair.program else {
        return Ok(format!("{}, no program", level.as_str()));
    };
    // Programs call the crate `client`, whatever the API is called, unless that is what changes.
    let is_renamed = pair.base.service.name != pair.head.service.name;
    let try_with = |api: &Api, side: &str| {
        let name =
            if is_renamed { api.service.name.replace('-', "_") } else { "client".to_owned() };
        let client =
            clients.of(api, &name).map_err(|why| format!("the client of the {side}: {why}"))?;
        Ok::<_, String>(compiler::program(program, &name, &client))
    };
    try_with(&pair.base, "base")?
        .map_err(|failure| format!("the program does not build with the base: {}", failure.text))?;
    match (try_with(&pair.head, "head")?, level) {
        (Ok(()), Rust::Major) => Err("the program still builds with the head".to_owned()),
        (Ok(()), _) => Ok(format!("{}, builds", level.as_str())),
        (Err(Failure { codes, .. }), Rust::Major) => {
            let codes: Vec<_> = codes.into_iter().collect();
            Ok(format!("{}, {}", level.as_str(), codes.join(" ")))
        }
        (Err(failure), _) => {
            Err(format!("the program does not build with the head: {}", failure.text))
        }
    }
}

/// A client once it is compiled: the folder that holds it, and the file to compile against.
type Client = Result<(TempDir, PathBuf), String>;

/// Where nothing changes for programs, neither does a public item. That nothing is lost where things are new or renamed
/// is what the comparison itself looks for, and it would have raised the level.
fn check_symbols(pair: &Pair, level: Rust) -> Result<(), String> {
    let [base, head] = [&pair.base, &pair.head].map(|api| {
        let items = api_codegen::symbols(api).into_iter();
        let items = items.map(|symbol| (symbol.path, symbol.role, symbol.signature));
        items.collect::<BTreeSet<_>>()
    });
    if level > Rust::Patch || base == head {
        return Ok(());
    }
    let changed: Vec<_> = base.symmetric_difference(&head).collect();
    Err(format!("the public items differ: {changed:?}"))
}

/// Compiled clients by the text of their files, so that equal sides are compiled once.
#[derive(Default)]
struct Clients(Mutex<BTreeMap<Key, Arc<OnceLock<Client>>>>);

/// Name of a crate, and path and text of each of its files.
type Key = (String, Vec<(String, String)>);

impl Clients {
    fn of(&self, api: &Api, name: &str) -> Result<PathBuf, String> {
        let files = emitted(api)?;
        let files_of = files.iter().map(|file| (file.path.clone(), file.contents.clone()));
        let key = (name.to_owned(), files_of.collect());
        let client = {
            let mut clients = self.0.lock().expect("no other thread panics here");
            Arc::clone(clients.entry(key).or_default())
        };
        let client = client.get_or_init(|| {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let library = compiler::client(name, &files, folder.path())?;
            Ok((folder, library))
        });
        client.as_ref().map(|(_, library)| library.clone()).map_err(Clone::clone)
    }
}

fn emitted(api: &Api) -> Result<Vec<File>, String> {
    let mut files = api_codegen::generate(api).map_err(|refused| format!("{refused:?}"))?;
    let scaffold = api_codegen::scaffold(api, "{ path = \"../runtime\" }", Workspace::Member);
    files.extend(scaffold.into_iter().filter(|file| file.path == "src/lib.rs"));
    Ok(files)
}
