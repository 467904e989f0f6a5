//! What the system does to the program: few open files, and signals at any time.
#![cfg(unix)]

use std::fmt::Write as _;
use std::fs::Permissions;
use std::io::{BufRead, BufReader, Read};
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::workspace::Workspace;

const OWNED: &str = "generated-client/src/generated";

#[test]
fn few_open_files_are_enough() {
    let workspace = large();
    let limited = format!("ulimit -n 64 && exec {} generate", env!("CARGO_BIN_EXE_restwright"));
    let mut shell = Command::new("sh");
    let output = run(shell.args(["-c", &limited]), &workspace).output().expect("a shell");
    assert!(output.status.success(), "{output:?}");
    assert!(workspace.files(OWNED).len() > OPERATIONS);
}

/// Whatever the moment, all is written or nothing, and nothing hidden is left.
#[test]
fn an_interrupt_leaves_all_or_nothing() {
    let workspace = large();
    let mut gave_up = 0;
    for attempt in 0..ATTEMPTS {
        let mut program = Command::new(env!("CARGO_BIN_EXE_restwright"));
        let program = run(program.arg("generate"), &workspace).stderr(Stdio::piped());
        let mut program = program.stdout(Stdio::null()).spawn().expect("the program");
        // Later with each attempt, so that every part of the work is met.
        let is_due = || hidden(&workspace) > attempt * OPERATIONS / ATTEMPTS;
        while !is_due() && program.try_wait().expect("a child").is_none() {
            thread::yield_now();
        }
        let signal = ["INT", "TERM", "HUP"][attempt % 3];
        let id = program.id().to_string();
        // It may be gone already.
        let _ = Command::new("kill").args(["-s", signal, &id]).stderr(Stdio::null()).status();
        let status = program.wait().expect("a child");
        let files = workspace.files("generated-client");
        assert_eq!(hidden(&workspace), 0, "attempt {attempt}: {status}");
        let is_all = files.len() > OPERATIONS;
        assert!(is_all || files.is_empty(), "attempt {attempt}: {} files", files.len());
        gave_up += usize::from(!is_all);
        fs_err::remove_dir_all(workspace.path("generated-client")).expect("a folder");
        fs_err::create_dir_all(workspace.path(OWNED)).expect("a folder");
    }
    assert!(gave_up > 0, "no signal came in time");
}

/// A mock server ends with the command that started it, even where that is killed without warning.
#[test]
fn a_mock_server_does_not_outlive_its_command() {
    let workspace = Workspace::generated();
    // In the place of cargo: it says how it was called, and then lives as long as its input.
    let cargo = workspace.root.join("cargo");
    fs_err::write(&cargo, "#!/bin/sh\necho \"$@\"\nexec cat\n").expect("a program");
    fs_err::set_permissions(&cargo, Permissions::from_mode(0o755)).expect("a program");
    let mut program = Command::new(env!("CARGO_BIN_EXE_restwright"));
    let program = run(program.args(["mock", "--port", "0"]), &workspace).env("CARGO", &cargo);
    // Its own input stays open: that of the server is another one.
    let program = program.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut program = program.spawn().expect("the program");
    let _input = program.stdin.take();
    let mut output = BufReader::new(program.stdout.take().expect("a pipe"));
    let mut line = String::new();
    output.read_line(&mut line).expect("a line");
    assert!(line.contains(" --example pets_mock_server "), "{line}");
    assert!(line.ends_with(" -- --until-stdin-closes --port 0\n"), "{line}");
    assert!(program.try_wait().expect("a child").is_none(), "it waits for the server");
    program.kill().expect("a child");
    program.wait().expect("a child");
    // The server has the other end of the pipe, which closes when it ends.
    let (ended, end) = mpsc::channel();
    thread::spawn(move || ended.send(output.read_to_end(&mut Vec::new()).is_ok()));
    assert_eq!(end.recv_timeout(Duration::from_secs(20)), Ok(true), "the server goes on");
}

/// Each save is followed by a run, whatever the last one said.
#[test]
fn a_watch_follows_saves() {
    let workspace = Workspace::generated();
    let mut program = Command::new(env!("CARGO_BIN_EXE_restwright"));
    let program = run(program.arg("watch"), &workspace).stdout(Stdio::piped());
    let mut program = program.stderr(Stdio::piped()).spawn().expect("the program");
    let (said, lines) = mpsc::channel();
    let outputs: [Box<dyn Read + Send>; 2] = [
        Box::new(program.stdout.take().expect("a pipe")),
        Box::new(program.stderr.take().expect("a pipe")),
    ];
    for output in outputs {
        let said = said.clone();
        thread::spawn(move || {
            let mut lines = BufReader::new(output).lines().map_while(Result::ok);
            lines.try_for_each(|line| said.send(line))
        });
    }
    let wait_for = |text: &str| {
        while let Ok(line) = lines.recv_timeout(Duration::from_secs(20)) {
            if line.contains(text) {
                return;
            }
        }
        panic!("`{text}` was not said");
    };
    wait_for("already up to date");
    workspace.write("spec/pets/more.yaml", "typess: {}\n");
    wait_for("did you mean `types`?");
    workspace.write("spec/pets/more.yaml", "reserved: { types: [Fish] }\n");
    wait_for("generated-client: wrote");
    workspace.write("spec/pets/.hidden.yaml", "typess: {}\n");
    // Editors put a new file in the place of the old one.
    workspace.write("new", "typess: {}\n");
    fs_err::rename(workspace.path("new"), workspace.path("spec/pets/more.yaml")).expect("a file");
    wait_for("did you mean `types`?");
    program.kill().expect("a child");
    program.wait().expect("a child");
}

const ATTEMPTS: usize = 9;
const OPERATIONS: usize = 100;

/// A description of many operations, and a folder for its client.
fn large() -> Workspace {
    let workspace = Workspace::described();
    let mut text = "groups: { many: Many things. }\ngroup: many\noperations:\n".to_owned();
    for number in 0..OPERATIONS {
        let _ = writeln!(
            text,
            "  get{number}: {{ summary: Get one, method: GET, path: /things/{number}, response: {{ 200: none }}, effect: safe }}"
        );
    }
    workspace.write("spec/pets/operations/many.yaml", &text);
    fs_err::create_dir_all(workspace.path(OWNED)).expect("a folder");
    workspace
}

fn run<'a>(program: &'a mut Command, workspace: &Workspace) -> &'a mut Command {
    program.current_dir(&workspace.root).env_remove("CARGO_MANIFEST_DIR")
}

fn hidden(workspace: &Workspace) -> usize {
    let entries = fs_err::read_dir(workspace.path(OWNED)).expect("a folder");
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    names.filter(|name| name.to_string_lossy().starts_with(".restwright-")).count()
}
