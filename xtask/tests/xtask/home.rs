//! Clients that stand alone: outside of any workspace, by the installed command.

use std::path::{Path, PathBuf};

use restwright::Exit;
use tempfile::TempDir;

use crate::workspace::{Ran, Workspace, finish_client, run};

/// A folder that belongs to nothing.
pub(crate) fn folder() -> (TempDir, PathBuf) {
    let home = tempfile::tempdir().expect("a temporary folder");
    let root = home.path().canonicalize().expect("the folder exists");
    (home, root)
}

fn succeed(folder: &Path, command: &str) -> String {
    let Ran { exit, out, err } = run(folder, "restwright", command);
    assert_eq!((exit, err.as_str()), (Exit::Fine, ""), "{command}: {out}");
    out
}

/// A new client that stands alone.
fn client() -> (TempDir, PathBuf) {
    let (home, root) = folder();
    succeed(&root, "new api pets");
    let client = root.join("pets");
    finish_client(&client);
    succeed(&client, "generate");
    (home, client)
}

fn read(folder: &Path, file: &str) -> String {
    fs_err::read_to_string(folder.join(file)).expect("a file")
}

#[test]
fn a_new_client_works_in_any_folder() {
    let (_home, root) = folder();
    let out = succeed(&root, "new api pets");
    assert!(out.contains("`restwright validate`"), "{out}");
    assert!(!out.contains("xtask"), "{out}");
    let moved = root.join("elsewhere");
    fs_err::rename(root.join("pets"), &moved).expect("a folder");
    finish_client(&moved);
    succeed(&moved, "generate");
    for folder in [&moved, &moved.join("src/generated")] {
        for command in ["validate", "check", "schema --check", "generate", "new operation --help"] {
            succeed(folder, command);
        }
    }
    let out = succeed(&moved, "new operation notes.pin");
    assert!(out.ends_with("then run `restwright generate`\n"), "{out}");
    let ran = run(&moved, "restwright", "check");
    assert!(ran.out.ends_with("update with `restwright generate`\n"), "{ran:?}");
    assert_eq!(run(&moved, "restwright", "generate").exit, Exit::Fine);
    let link = read(&moved, "spec/operations/notes.pin.yaml");
    assert!(link.starts_with("# yaml-language-server: $schema=../api.schema.json\n"), "{link}");
    let ran = run(&root, "restwright", "check --out elsewhere");
    assert!(ran.out.ends_with(" files are up to date\n"), "{ran:?}");
}

/// How many files there are does not depend on who counts them.
#[test]
fn a_new_client_is_counted_like_an_old_one() {
    let (_home, root) = folder();
    let out = succeed(&root, "new api pets");
    let count = |out: &str, word: &str| -> usize {
        let (_, rest) = out.rsplit_once(word).unwrap_or_else(|| panic!("no `{word}`: {out}"));
        rest.split(|c: char| !c.is_ascii_digit())
            .next()
            .and_then(|it| it.parse().ok())
            .expect("a number")
    };
    let written = count(&out, "pets: wrote ");
    assert_eq!(count(&out, "; created "), 5, "{out}");
    let ran = run(&root.join("pets"), "restwright", "generate");
    assert_eq!(count(&ran.out, "unchanged "), written, "{ran:?}");
    assert!(ran.err.contains("`README.md`, line 3: a text is not written yet"), "{}", ran.err);
}

/// Strangers know the installed command, and nothing of the workspace that it comes from.
#[test]
fn nothing_of_this_workspace_leaks_into_a_client() {
    let (_home, client) = client();
    let mut folders = vec![client.clone()];
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs_err::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            assert!(!path.to_string_lossy().contains("xtask"), "{}", path.display());
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs_err::read_to_string(&path).expect("text");
            assert!(!text.contains("xtask"), "{}", path.display());
            files += 1;
        }
    }
    assert!(files > 100, "{files}");
    let readme = read(&client, "README.md");
    assert!(!readme.contains("{name}") && !readme.contains("{library}"), "{readme}");
    assert!(client.join("target/restwright.lock").exists());
}

/// What `new api` says to do next is what the page says that strangers read first.
#[test]
fn the_readme_names_the_commands_that_a_new_api_names() {
    let (_home, root) = folder();
    let out = succeed(&root, "new api pet-shop");
    let next = out.lines().last().expect("a line");
    let readme = fs_err::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../README.md"));
    let readme = readme.expect("a readme");
    let (_, section) = readme.split_once("\n## Describe your own API\n").expect("a section");
    let (_, block) = section.split_once("```sh\n").expect("commands");
    let (block, _) = block.split_once("```").expect("the end of the commands");
    let shown: Vec<_> =
        block.lines().map(|line| line.split('#').next().unwrap_or_default().trim()).collect();
    let commands: Vec<_> =
        next.split('`').skip(1).step_by(2).filter(|it| it.contains(' ')).collect();
    assert_eq!(commands.len(), 4, "{next}");
    for command in commands {
        assert!(shown.contains(&command), "the readme does not show `{command}`: {shown:?}");
    }
}

/// A new client documents each of its features.
#[test]
fn the_readme_of_a_new_client_lists_its_features() {
    let (_home, client) = client();
    let manifest: toml_edit::DocumentMut = read(&client, "Cargo.toml").parse().expect("a manifest");
    let readme = read(&client, "README.md");
    let (_, table) = readme.split_once("\n## Features\n").expect("a section");
    let (table, _) = table.split_once("\n## ").expect("the next section");
    let features = manifest["features"].as_table().expect("features").iter().map(|(name, _)| name);
    for feature in
        features.filter(|name| !name.starts_with("__") && !["default", "built-in"].contains(name))
    {
        assert!(table.contains(&format!("`{feature}`")), "`{feature}` is not in {table}");
    }
}

#[test]
fn a_vendored_runtime_belongs_to_the_generator() {
    let (_home, client) = client();
    let mut files = 0;
    let mut folders = vec![client.join("src/generated")];
    while let Some(folder) = folders.pop() {
        for entry in fs_err::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs_err::read_to_string(&path).expect("text");
            let is_rust = path.extension().is_some_and(|extension| extension == "rs");
            for word in ["restwright_runtime::", "#[test]", "#[macro_export]", " crate::value"] {
                assert!(!is_rust || !text.contains(word), "{}: {word}", path.display());
            }
            files += 1;
        }
    }
    assert!(files > 80, "{files}");
    let file = client.join("src/generated/runtime/value/secret.rs");
    fs_err::write(&file, "// @generated and edited\n").expect("a file");
    let ran = run(&client, "restwright", "check");
    assert_eq!(ran.exit, Exit::Findings);
    assert!(ran.out.contains("changed:   src/generated/runtime/value/secret.rs\n"), "{}", ran.out);
    succeed(&client, "generate");
    succeed(&client, "check");
}

#[test]
fn the_source_of_the_runtime_is_recorded_and_can_change() {
    let workspace = Workspace::empty();
    let runtime = workspace.path("codegen/runtime").display().to_string();
    let (_home, root) = folder();
    succeed(&root, "new api pets --runtime registry");
    let client = root.join("pets");
    finish_client(&client);
    let is_vendored = || client.join("src/generated/runtime").exists();
    let dependency = || {
        let manifest = read(&client, "Cargo.toml");
        let line = manifest.lines().find(|line| line.starts_with("restwright-runtime = "));
        line.map(str::to_owned)
    };
    for (typed, recorded, value) in [
        ("registry", "registry", Some("")),
        (
            "git=https://git.example/r",
            "git=https://git.example/r",
            Some(", git = \"https://git.example/r\""),
        ),
        ("git=https://a/r#v1", "git=https://a/r#v1", Some(", git = \"https://a/r\", rev = \"v1\"")),
        ("vendored", "vendored", None),
        (&format!("path={runtime}"), "path=", Some(", path = \"")),
    ] {
        succeed(&client, &format!("generate --runtime {typed}"));
        succeed(&client, "check");
        succeed(&client, "generate");
        let manifest = read(&client, "Cargo.toml");
        assert!(manifest.contains(&format!("\nruntime = \"{recorded}")), "{manifest}");
        assert_eq!(is_vendored(), value.is_none(), "{typed}");
        let version = env!("CARGO_PKG_VERSION");
        let start =
            value.map(|value| format!("restwright-runtime = {{ version = \"{version}\"{value}"));
        match (dependency(), start) {
            (None, None) => {}
            (Some(line), Some(start)) => assert!(line.starts_with(&start), "{line}"),
            other => panic!("{typed}: {other:?}"),
        }
    }
    let before = read(&client, "Cargo.toml");
    let ran = run(&client, "restwright", "generate --runtime path=src");
    assert_eq!(ran.exit, Exit::Failed);
    assert!(ran.err.contains("does not hold the package `restwright-runtime`"), "{}", ran.err);
    fs_err::write(
        client.join("Cargo.toml"),
        before.replace("runtime = \"path=", "runtime = \"paths="),
    )
    .expect("a file");
    let ran = run(&client, "restwright", "check");
    assert_eq!(ran.exit, Exit::Usage);
    assert!(ran.err.contains("help: use `registry`, `vendored`"), "{}", ran.err);
}

#[test]
fn a_manifest_without_the_region_names_the_way_out() {
    let (_home, client) = client();
    let manifest = "[package]\nname = \"pets\"\n[package.metadata.restwright]\napi = \"pets\"\n\n[features]\nmine = []\n";
    fs_err::write(client.join("Cargo.toml"), manifest).expect("a file");
    let ran = run(&client, "restwright", "generate");
    assert_eq!(ran.exit, Exit::Usage);
    let (problem, lines) = ran.err.split_once("\n\n").expect("lines to add");
    assert!(problem.starts_with("error: `Cargo.toml`: the manifest has no region"), "{problem}");
    assert_eq!(read(&client, "Cargo.toml"), manifest);
    fs_err::write(client.join("Cargo.toml"), format!("{manifest}{lines}")).expect("a file");
    succeed(&client, "check");
}

#[test]
fn a_manifest_with_a_mistake_is_named_with_its_place() {
    let (_home, client) = client();
    let manifest = read(&client, "Cargo.toml");
    fs_err::write(client.join("Cargo.toml"), format!("[package\n{manifest}")).expect("a file");
    for command in ["generate", "check", "validate", "generate --spec spec --out ."] {
        let ran = run(&client, "restwright", command);
        assert_eq!(ran.exit, Exit::Usage, "{command}: {ran:?}");
        assert!(ran.err.contains("pets/Cargo.toml` is not valid TOML:\n"), "{}", ran.err);
        assert!(ran.err.contains("line 1, column 9"), "{}", ran.err);
    }
}

#[test]
fn a_manifest_that_disagrees_with_the_description_is_named() {
    let (_home, client) = client();
    let manifest = read(&client, "Cargo.toml");
    for (from, to, says) in [
        (
            "version = \"0.1.0\"",
            "version = \"0.2.0\"",
            "has the version 0.2.0, and the description 0.1.0",
        ),
        (
            "name = \"pets\"",
            "name = \"cats\"",
            "is called `cats`, and `pets` in the generated documentation",
        ),
        ("[features]", "[lib]\nname = \"dogs\"\n\n[features]", "is called `dogs`, and `pets`"),
    ] {
        let changed = manifest.replacen(from, to, 1);
        assert_ne!(changed, manifest);
        fs_err::write(client.join("Cargo.toml"), changed).expect("a file");
        for command in ["check", "generate"] {
            let ran = run(&client, "restwright", command);
            assert_eq!(ran.exit, Exit::Fine, "{command}: {ran:?}");
            assert!(ran.err.contains(says), "{command}: {}", ran.err);
        }
    }
}

#[test]
fn a_renamed_api_names_the_key_to_change() {
    let (_home, client) = client();
    let description = read(&client, "spec/api.yaml").replacen("name: pets", "name: cats", 1);
    fs_err::write(client.join("spec/api.yaml"), description).expect("a file");
    let ran = run(&client, "restwright", "generate");
    assert_eq!(ran.exit, Exit::Usage);
    assert!(ran.err.contains("`.` is the client of `pets`, and not of `cats`"), "{}", ran.err);
    assert!(ran.err.contains("set `api = \"cats\"` in the table"), "{}", ran.err);
    let manifest = read(&client, "Cargo.toml");
    let manifest = manifest.replace("api = \"pets\"", "api = \"cats\"").replacen(
        "name = \"pets\"",
        "name = \"cats\"",
        1,
    );
    fs_err::write(client.join("Cargo.toml"), manifest).expect("a file");
    succeed(&client, "generate");
}

#[test]
fn a_runtime_that_is_not_there_leaves_no_client() {
    let (_home, root) = folder();
    let ran = run(&root, "restwright", "new api pets --runtime path=nowhere");
    assert_eq!(ran.exit, Exit::Failed, "{ran:?}");
    assert!(ran.err.contains("does not hold the package"), "{}", ran.err);
    assert!(!root.join("pets").exists(), "a part of the client is left");
}

#[test]
fn a_client_that_is_not_there_is_not_shown_line_by_line() {
    let (_home, root) = folder();
    succeed(&root, "new api pets");
    let ran = run(&root, "restwright", "check --spec pets/spec --out nowhere");
    assert_eq!(ran.exit, Exit::Findings, "{ran:?}");
    assert!(
        ran.out
            .lines()
            .all(|line| line.starts_with("missing: ") || line.contains("out of date; update with")),
        "{}",
        ran.out
    );
}
