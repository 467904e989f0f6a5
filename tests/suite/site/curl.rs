//! The commands that the site shows, as a shell reads them.
#![cfg(unix)]

use std::process::Command;

use serde_json::Value;

use super::tags::texts;
use super::{sample, sites};

/// Prints the arguments of `curl`, each ended by a zero. Variables have their own names as values.
const SHELL: &str = "curl() { printf '%s\\0' \"$@\"; }; uuidgen() { echo key; }; jq() { cat > /dev/null; echo token; }\n";

#[test]
fn a_shell_reads_what_is_meant() {
    let files = sample();
    let page = files.iter().find(|file| file.path == "operations/things.html").expect("a page");
    let claim = commands(&page.contents).into_iter().find(|it| it.contains("claims"));
    let words = words(&claim.expect("a command"));
    let expected = [
        "--request",
        "POST",
        "https://lost.example/v1/things/t%2F1%20%27x%27%20%24HOME/claims",
        "--url-query",
        "k%26k=$KEY",
        "--header",
        "Authorization: Bearer $OWNER",
        "--header",
        "Idempotency-Key: key",
        "--json",
    ];
    assert_eq!(words[..words.len() - 1], expected);
    let body: Value = serde_json::from_str(words.last().expect("a body")).expect("JSON");
    let note = "it's \"mine\" `ls` $(ls) ${x}\\";
    assert_eq!(body, serde_json::json!({ "secret_word": "$SECRET_WORD", "note": note }));
}

#[test]
fn every_command_is_one() {
    let mut count = 0;
    for (name, files) in sites() {
        for file in files.iter().filter(|file| file.path.starts_with("operations/")) {
            for command in commands(&file.contents) {
                let words = words(&command);
                count += 1;
                let url = words.iter().find(|word| word.starts_with("http"));
                assert!(url.is_some_and(|url| !url.contains(['{', ' '])), "{name}: {command}");
                let body = words.iter().position(|word| word == "--json");
                let body = body.map(|at| serde_json::from_str::<Value>(&words[at + 1]));
                assert!(body.is_none_or(|body| body.is_ok()), "{name}: {command}");
            }
        }
    }
    assert!(count > 40, "{count} commands");
}

fn commands(page: &str) -> Vec<String> {
    texts(page, "pre")
        .into_iter()
        .filter(|text| text.starts_with("curl ") || text.contains("=$(curl "))
        .collect()
}

fn words(command: &str) -> Vec<String> {
    let mut names: Vec<_> = command
        .split('$')
        .skip(1)
        .map(|rest| {
            let rest = rest.trim_start_matches('{');
            rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or_default()
        })
        .collect();
    names.retain(|name| name.starts_with(|c: char| c.is_ascii_uppercase()));
    let set = names.iter().fold(String::new(), |set, name| set + name + "='$" + name + "'\n");
    let output = Command::new("bash").args(["-uc", &format!("{SHELL}{set}{command}")]).output();
    let output = output.expect("a shell");
    assert!(output.status.success() && output.stderr.is_empty(), "{command}: {output:?}");
    let text = String::from_utf8(output.stdout).expect("text");
    text.split_terminator('\0').map(str::to_owned).collect()
}
