//! The level that a rule has on the wire is what becomes of a program that was built before the change.
//!
//! The client of the base makes its call to a server that plays the head, and is given answers of the head. `breaking`
//! has to fail somewhere; less than `dangerous` has to go on everywhere.

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write as _;
use std::process::Command;

use restwright_diff::{Proof, Rust, WireLevel};
use restwright_spec::api::{Api, Operation};
use serde::Deserialize;

use super::clients::{Clients, crate_name, is_complete, module, selected};
use super::pair::Pair;
use super::replies::replies;
use crate::compiler::{self, Crate};
use crate::snapshot;

/// Programs are linked and run, and nobody looks into them.
const RUN: [&str; 5] = [
    "--crate-type=bin",
    "--emit=link",
    "--cap-lints=allow",
    "--cfg=feature=\"mock\"",
    "-Cdebuginfo=0",
];

/// What the programs of this crate share.
const MAIN: &str = r#"
use restwright_runtime::mock::{Received, Reply, Server};

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(all());
}

/// What a program does with a response: it reads all of it, and says what there is.
pub trait Told {
    async fn told(self) -> Result<String, String>;
}

impl<T: std::fmt::Debug> Told for restwright_runtime::Response<T> {
    async fn told(self) -> Result<String, String> {
        Ok(format!("{:?}", self.into_inner()))
    }
}

impl<C> Told for restwright_runtime::Download<C> {
    async fn told(self) -> Result<String, String> {
        let bytes = self.bytes().await.map_err(|error| error.to_string())?;
        Ok(format!("{bytes:?}"))
    }
}

impl<T, C> Told for restwright_runtime::Streamed<T, C>
where
    T: restwright_runtime::Value + Default + std::fmt::Debug,
{
    async fn told(mut self) -> Result<String, String> {
        let mut items = Vec::new();
        while let Some(item) = self.try_next().await.map_err(|error| error.to_string())? {
            items.push(item);
        }
        Ok(format!("{items:?}"))
    }
}

/// What a server has against a call. Its answers are another matter.
fn trouble(server: &Server, result: Result<String, String>) -> String {
    let requests = server.requests();
    let mut problems: Vec<_> = requests.iter().flat_map(|request| request.problems().to_vec()).collect();
    problems.extend(result.err().filter(|_| requests.is_empty()));
    problems.join(", ")
}

/// What a call makes of replies.
macro_rules! read {
    ($call:path, $replies:expr) => {{
        let mut answers = Vec::new();
        for (status, content_type, body) in $replies {
            let reply = if body.is_empty() {
                Reply::status(status)
            } else {
                Reply::content(status, content_type, body)
            };
            let transport = restwright_runtime::mock::ScriptedTransport::new([reply]);
            answers.push($call(|client| client.transport(transport)).await);
        }
        answers
    }};
}

/// Why a program cannot read responses.
fn failures(now: &[Result<String, String>]) -> String {
    let mut failures: Vec<_> = now.iter().filter_map(|answer| answer.clone().err()).collect();
    failures.dedup();
    failures.join(", ")
}

/// What a program does not find any more in responses that it can read.
fn missing(before: &[Result<String, String>], now: &[Result<String, String>]) -> String {
    let nothing = |answer: &str| answer.matches("None").count();
    let both = before.iter().zip(now).filter_map(|(before, now)| before.as_ref().ok().zip(now.as_ref().ok()));
    let mut missing: Vec<_> = both
        .filter(|(before, now)| nothing(now) > nothing(before))
        .map(|(before, now)| format!("{before} is read as {now}"))
        .collect();
    missing.dedup();
    missing.join(", ")
}

/// Prints what was seen.
fn told(rule: &str, base: [String; 2], head: [String; 2], missing: String, same: [Option<bool>; 2]) {
    let joined = |troubles: [String; 2]| {
        let troubles: Vec<_> = troubles.into_iter().filter(|trouble| !trouble.is_empty()).collect();
        troubles.join("; ")
    };
    let seen = serde_json::json!({ "rule": rule, "base": joined(base), "head": joined(head), "missing": missing, "is_same": same[0], "reads_same": same[1] });
    println!("{seen}");
}

/// Whether the second half of the requests is the first one again.
fn is_repeated(requests: &[Received]) -> bool {
    let (before, now) = requests.split_at(requests.len() / 2);
    before.len() == now.len() && before.iter().zip(now).all(|(before, now)| **before == **now)
}
"#;

/// What became of a program.
#[derive(Deserialize)]
struct Seen {
    rule: String,
    /// What was wrong with the base.
    base: String,
    /// What fails with the head.
    head: String,
    /// What is missing in responses of the head.
    missing: String,
    /// Whether the client of the head sends what that of the base does, if there is a program for it.
    is_same: Option<bool>,
    /// Whether both read the same in answers of the head.
    reads_same: Option<bool>,
}

#[test]
fn wire() {
    let mut pairs = selected();
    pairs.retain(|pair| pair.code.called().is_some() && pair.not_run.is_none());
    let seen = seen(&pairs);
    let mut lines = String::new();
    let mut wrong = Vec::new();
    for pair in &pairs {
        let wire = pair.wire();
        match judged(pair, wire, &seen[&pair.name]) {
            Ok(line) => drop(writeln!(lines, "{}: {}, {line}", pair.name, wire.as_str())),
            Err(why) => wrong.push(format!("{}: {}, {why}", pair.name, wire.as_str())),
        }
    }
    assert!(wrong.is_empty(), "{} are wrong\n{}", wrong.len(), wrong.join("\n"));
    if is_complete() {
        snapshot::check("", "diff_wire", &lines);
    }
}

/// Compares the outcome with the level of the rule.
fn judged(pair: &Pair, wire: WireLevel, seen: &Seen) -> Result<String, String> {
    let Seen { base, head, missing, is_same, reads_same, .. } = seen;
    if !base.is_empty() {
        return Err(format!("and there is trouble before the change: {base}"));
    }
    let is_behaviour = pair.rule().proof == Proof::Behaviour;
    let is_other = [is_same, reads_same].contains(&&Some(false));
    match (wire, head.is_empty()) {
        _ if is_behaviour && !is_other => Err("and does the same with both".to_owned()),
        (WireLevel::Breaking, true) if !is_other => Err(format!("and nothing breaks: {missing}")),
        (WireLevel::None | WireLevel::Compatible, false) => {
            Err(format!("and the call fails: {head}"))
        }
        (WireLevel::None | WireLevel::Compatible, _) if !missing.is_empty() => {
            Err(format!("and values are missing: {missing}"))
        }
        (WireLevel::None, _) if *is_same == Some(false) && !is_behaviour => {
            Err("and the request is another one".to_owned())
        }
        (_, false) => Ok(head.clone()),
        _ if !missing.is_empty() => Ok(missing.clone()),
        _ if *is_same == Some(false) => Ok("the head wants another request".to_owned()),
        _ if *reads_same == Some(false) => Ok("the head reads something else".to_owned()),
        _ => Ok("goes on".to_owned()),
    }
}

/// Compiles the programs of some pairs into one, and runs it.
fn seen(pairs: &[&Pair]) -> BTreeMap<String, Seen> {
    let mut clients = Clients::within(Crate::new("wire"));
    let (mut rows, mut calls) = (String::new(), String::new());
    for pair in pairs {
        let arguments = &pair.base.service.arguments;
        let before = pair.code.runnable(&crate_name(&pair.base), arguments);
        let after = match pair.code.rebuilt() {
            Some(code) => code.runnable(&crate_name(&pair.head), &pair.head.service.arguments),
            None => before.clone().filter(|_| {
                pair.rule().rust != Rust::Major || pair.rule().proof == Proof::Behaviour
            }),
        };
        let builds = after.is_some();
        let [base, head] =
            [("base", &pair.base, before), ("head", &pair.head, after)].map(|(side, api, code)| {
                let client = clients.module(api);
                if let Some(code) = code {
                    let code = format!("use crate::{client} as {};\n{code}", crate_name(api));
                    clients.all.module(&module(pair, side), &code);
                }
                client
            });
        let name = module(pair, "row");
        let _ = writeln!(calls, "    {name}().await;");
        rows.push_str(&row(pair, &name, &base, &head, builds));
    }
    clients.all.root(&format!("{MAIN}\nasync fn all() {{\n{calls}}}\n{rows}"));
    let folder =
        clients.all.compile(&RUN).unwrap_or_else(|errors| panic!("{}", compiler::texts(&errors)));
    let program = folder.join(format!("wire{}", env::consts::EXE_SUFFIX));
    let output = Command::new(program).output().expect("the program can be run");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let lines = String::from_utf8_lossy(&output.stdout);
    let seen =
        lines.lines().map(|line| serde_json::from_str::<Seen>(line).expect("a line of JSON"));
    seen.map(|seen| (seen.rule.clone(), seen)).collect()
}

/// A function that tries one pair.
fn row(pair: &Pair, name: &str, base: &str, head: &str, builds: bool) -> String {
    let rule = &pair.name;
    let call = format!("{}::on", module(pair, "base"));
    let of_base = literal(&pair.base, called(pair, &pair.base));
    let of_head = literal(&pair.head, called(pair, &pair.head));
    let again = if builds {
        let call = format!("{}::on", module(pair, "head"));
        format!(
            "let _ = {call}(|builder| builder.base_url(head.url())).await;
    let is_same = Some(is_repeated(&head.requests()));
    let reads_same = Some(read!({call}, {of_head}) == now);"
        )
    } else {
        "let (is_same, reads_same) = (None, None);".to_owned()
    };
    format!(
        "
async fn {name}() {{
    let base = {base}::mock::Server::start().expect(\"a server\");
    let on_base = trouble(&base, {call}(|builder| builder.base_url(base.url())).await);
    let before = read!({call}, {of_base});
    let head = {head}::mock::Server::start().expect(\"a server\");
    let on_head = trouble(&head, {call}(|builder| builder.base_url(head.url())).await);
    let now = read!({call}, {of_head});
    {again}
    told(\"{rule}\", [on_base, failures(&before)], [on_head, failures(&now)], missing(&before, &now), [is_same, reads_same]);
}}
"
    )
}

/// The operation that a program calls, if it is still there.
fn called<'a>(pair: &Pair, api: &'a Api) -> Option<&'a Operation> {
    let (group, id) = pair.code.called()?;
    let of = |api: &'a Api| {
        api.groups.iter().flat_map(|group| group.operations.iter().map(move |op| (&**group.id, op)))
    };
    let named = of(api).find(|(found, operation)| *found == group && **operation.id == *id);
    named.map(|(_, operation)| operation)
}

/// Replies as an array of Rust.
fn literal(api: &Api, operation: Option<&Operation>) -> String {
    let replies = operation.map(|operation| replies(api, operation)).unwrap_or_default();
    let replies: Vec<_> = replies
        .iter()
        .map(|(status, ty, body)| format!("({status}_u16, {ty:?}, {body:?})"))
        .collect();
    format!("[{}] as [(u16, &str, &str); {}]", replies.join(", "), replies.len())
}
