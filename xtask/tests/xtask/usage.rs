//! Exit codes and the search for the description.

use restwright::Exit;

use crate::workspace::Workspace;

#[test]
fn exit_codes() {
    let workspace = Workspace::described();
    fs_err::create_dir(workspace.path("hollow")).expect("a folder");
    for (command, exit, says) in [
        ("--help", Exit::Fine, ""),
        ("generate --help", Exit::Fine, ""),
        ("check", Exit::Findings, ""),
        ("schema --check", Exit::Findings, ""),
        ("generate --dry-run", Exit::Fine, ""),
        ("", Exit::Usage, "Usage: cargo xtask"),
        ("genrate", Exit::Usage, "generate"),
        ("generate --check --dry-run", Exit::Usage, "--dry-run"),
        ("validate --format xml", Exit::Usage, "human, json, github"),
        ("new api", Exit::Usage, "<NAME>"),
        ("new api pets spec/x --runtime vendored", Exit::Usage, "--runtime"),
        ("generate --runtime crates.io", Exit::Usage, "use `registry`, `vendored`, `git=URL`"),
        (
            "generate --spec hollow",
            Exit::Usage,
            "`hollow` is not the description of `generated-client`",
        ),
        ("generate --spec hollow --out x", Exit::Failed, "`hollow` holds no YAML files"),
        ("check --spec none --out x", Exit::Failed, "there is no folder `none`"),
        ("validate --spec Cargo.toml", Exit::Failed, "`Cargo.toml` is a file"),
        ("mock --port x", Exit::Usage, "--port"),
        ("mock --out hollow", Exit::Failed, "`hollow` has no `examples/mock_server.rs`"),
        ("generate --out Cargo.toml", Exit::Usage, "`Cargo.toml` is a file"),
    ] {
        let ran = workspace.run(command);
        assert_eq!(ran.exit, exit, "{command}: {ran:?}");
        assert!(ran.err.contains(says), "{command}: {}", ran.err);
        assert_eq!(
            ran.err.is_empty(),
            exit == Exit::Fine || ran.exit == Exit::Findings,
            "{command}"
        );
    }
    assert!(!workspace.path("generated-client").exists());
}

#[test]
fn timings_name_the_slowest_stage() {
    let workspace = Workspace::described();
    assert!(!workspace.run("generate").err.contains(" s  "));
    workspace.remove("generated-client/src/generated/mod.rs");
    let ran = workspace.run("generate --timings");
    assert_eq!(ran.exit, Exit::Fine, "{ran:?}");
    let lines: Vec<_> = ran.err.lines().collect();
    assert!(lines.iter().all(|line| line.contains(" s  ")), "{ran:?}");
    assert!(lines[0].ends_with(" (slowest)"), "{ran:?}");
    for stage in ["reading", "checking", "rendering", "comparing", "writing"] {
        assert!(lines.iter().any(|line| line.contains(stage)), "{stage}: {ran:?}");
    }
}

#[test]
fn the_only_description_is_found() {
    let workspace = Workspace::empty();
    let ran = workspace.run("validate");
    assert_eq!(ran.exit, Exit::Failed);
    assert!(
        ran.err.starts_with("error: no folder below `spec` holds an `api.yaml`\n"),
        "{}",
        ran.err
    );

    workspace.succeed("new api pets spec/pets");
    workspace.succeed("validate");

    workspace.succeed("new api shop spec/shop");
    for command in ["validate", "generate", "check", "new operation notes.pin"] {
        let ran = workspace.run(command);
        assert_eq!(ran.exit, Exit::Usage, "{command}");
        assert!(
            ran.err.contains("several descriptions: `spec/pets`, `spec/shop`\n"),
            "{}",
            ran.err
        );
    }
    workspace.succeed("validate --spec spec/shop");
    // Once there is a client, plain commands work on its description.
    workspace.succeed("generate --spec spec/pets --out generated-client");
    for command in ["validate", "schema", "check", "new operation notes.pin", "generate"] {
        workspace.succeed(command);
    }
    assert!(workspace.path("spec/pets/operations/notes.pin.yaml").exists());
}

#[test]
fn a_command_outside_of_any_workspace_says_so() {
    let workspace = Workspace::described();
    let ran = workspace.run_in("..", "validate");
    assert_eq!(ran.exit, Exit::Usage);
    assert!(ran.err.contains("or start a client with `cargo xtask new api NAME`"), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn what_cannot_be_written_is_named() {
    use std::os::unix::fs::PermissionsExt as _;

    let workspace = Workspace::generated();
    let folder = workspace.path("generated-client/src/generated");
    workspace.remove("generated-client/src/generated/mod.rs");
    let permit = |mode| {
        fs_err::set_permissions(&folder, std::fs::Permissions::from_mode(mode)).expect("a folder");
    };
    permit(0o555);
    let ran = workspace.run("generate");
    permit(0o755);
    // The root user writes anywhere.
    if ran.exit != Exit::Fine {
        assert_eq!(ran.exit, Exit::Failed);
        assert!(ran.err.contains("generated-client/src/generated"), "{}", ran.err);
    }
}
