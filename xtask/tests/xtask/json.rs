//! With `--format json`, every command prints one JSON document, whatever comes of it.

use restwright::Exit;
use serde_json::{Value, json};

use crate::workspace::{Ran, Workspace};

/// Runs a command, and reads what it has printed.
fn run(workspace: &Workspace, command: &str) -> (Exit, Value) {
    let Ran { exit, out, err } = workspace.run(command);
    assert_eq!(err, "", "`{command}` prints to standard error");
    let document = serde_json::from_str(&out);
    (exit, document.unwrap_or_else(|error| panic!("`{command}` prints no JSON: {error}\n{out}")))
}

#[test]
fn every_failure_is_a_document() {
    let workspace = Workspace::generated();
    workspace.write("spec/pets/more.yaml", "typess: {}\n");
    workspace.write("openapi.yaml", "openapi: 3.1.0\n");
    for (command, name, exit, message) in [
        ("validate", "validate", Exit::Findings, "unknown key `typess`"),
        ("generate", "generate", Exit::Findings, "unknown key `typess`"),
        ("generate --dry-run", "generate", Exit::Findings, "unknown key `typess`"),
        ("check", "check", Exit::Findings, "unknown key `typess`"),
        ("fix --dry-run --spec nowhere", "fix", Exit::Failed, "there is no folder `nowhere`"),
        ("docs", "docs", Exit::Findings, "unknown key `typess`"),
        ("export openapi", "export openapi", Exit::Findings, "unknown key `typess`"),
        ("inferred", "inferred", Exit::Findings, "unknown key `typess`"),
        ("new operation notes.pin", "new operation", Exit::Findings, "unknown key `typess`"),
        ("new api Pets", "new api", Exit::Usage, "`Pets` is not a valid API name"),
        ("call notes.list_notes", "call", Exit::Findings, "unknown key `typess`"),
        ("call", "call", Exit::Usage, "GROUP.ID"),
        ("release --dry-run", "release", Exit::Findings, "unknown key `typess`"),
        ("release", "release", Exit::Usage, "publishes nothing"),
        ("diff --base spec/pets --head spec/pets", "diff", Exit::Failed, "unknown key `typess`"),
        ("diff --base nowhere --head spec/pets", "diff", Exit::Failed, "no git repository"),
        ("changelog", "changelog", Exit::Failed, "git"),
        ("import openapi openapi.yaml --out spec/new", "import openapi", Exit::Findings, ""),
        ("import openapi none.yaml --out spec/new", "import openapi", Exit::Failed, "none.yaml"),
        ("corpus none", "corpus", Exit::Failed, "none"),
        ("schema --chek", "schema", Exit::Usage, "--chek"),
        ("genrate", "", Exit::Usage, "genrate"),
        ("mock", "mock", Exit::Usage, "--format"),
        ("watch", "watch", Exit::Usage, "--format"),
        ("completions bash", "completions", Exit::Usage, "--format"),
    ] {
        let (ended, document) = run(&workspace, &format!("{command} --format json"));
        assert_eq!(ended, exit, "{command}: {document:#}");
        assert_eq!(document["command"], name, "{command}");
        assert_eq!(document["exit_code"], exit as u8, "{command}");
        let outcome = match exit {
            Exit::Fine => "success",
            Exit::Findings => "findings",
            Exit::Usage => "usage",
            Exit::Failed => "failed",
        };
        assert_eq!(document["outcome"], outcome, "{command}");
        let diagnostics = document["diagnostics"].as_array().expect("a list");
        assert!(!diagnostics.is_empty(), "{command}: {document:#}");
        let keys =
            ["severity", "rule", "message", "file", "line", "column", "places", "help", "fix"];
        for diagnostic in diagnostics {
            let has = |key: &str| diagnostic.get(key).is_some();
            assert!(keys.iter().all(|key| has(key)), "{command}: {diagnostic:#}");
        }
        let says = |diagnostic: &Value| {
            diagnostic["message"].as_str().is_some_and(|it| it.contains(message))
        };
        assert!(diagnostics.iter().any(says), "{command}: {document:#}");
    }
    let (_, document) = run(&workspace, "validate --format=json");
    let diagnostic = &document["diagnostics"][0];
    assert_eq!(diagnostic["file"], "spec/pets/more.yaml");
    assert_eq!((&diagnostic["line"], &diagnostic["column"]), (&1.into(), &1.into()));
    assert_eq!(diagnostic["rule"], "unknown-key");
    assert_eq!(diagnostic["fix"]["replacement"], "types");
}

#[test]
fn every_result_is_a_document() {
    let workspace = Workspace::generated();
    for (command, pointer, expected) in [
        ("validate", "/result/operations", Value::from(3)),
        ("generate", "/result/files/changes", Value::Array(Vec::new())),
        ("check", "/result/files/changes", Value::Array(Vec::new())),
        ("schema --check", "/result/files/unchanged", 1.into()),
        ("fix", "/result/fixed", 0.into()),
        ("docs --out site", "/result/start", "site/index.html".into()),
        ("inferred", "/result/values", Value::Array(Vec::new())),
        (
            "new operation notes.pin",
            "/result/written/0",
            "spec/pets/operations/notes.pin.yaml".into(),
        ),
        ("call notes.list_notes --dry-run", "/exit_code", 0.into()),
        ("export openapi --out openapi.json", "/outcome", "success".into()),
        ("import openapi openapi.json --out imported", "/outcome", "success".into()),
        // The documents of these are all that is printed.
        ("export openapi", "/info/title", "Pets API".into()),
        ("diff --base spec/pets --head spec/pets", "/findings", Value::Array(Vec::new())),
    ] {
        let (exit, document) = run(&workspace, &format!("{command} --format json"));
        assert_eq!(exit, Exit::Fine, "{command}: {document:#}");
        assert_eq!(document.pointer(pointer), Some(&expected), "{command}: {document:#}");
    }
    // What is out of date is listed.
    workspace.write("generated-client/src/generated/mod.rs", "// @generated by restwright\n");
    let (exit, document) = run(&workspace, "check --format json");
    assert_eq!(exit, Exit::Findings);
    let changes = document["result"]["files"]["changes"].as_array().expect("a list");
    let expected = json!({ "path": "generated-client/src/generated/mod.rs", "kind": "changed" });
    assert!(changes.contains(&expected), "{document:#}");
    let help = run(&workspace, "generate --help --format json").1;
    assert!(help["output"].as_str().is_some_and(|text| text.contains("Usage: ")), "{help:#}");
}
