//! What `generate` writes, removes and leaves alone.

use std::path::Path;

use restwright::Exit;
use restwright_codegen::{REGION_END, REGION_START};

use crate::workspace::Workspace;

/// What a manifest has to say so that the generator writes into its crate.
const MINE: &str = "[package.metadata.restwright]\napi = \"pets\"\n";
const OWNED: &str = "generated-client/src/generated";
const MODULE: &str = "generated-client/src/generated/mod.rs";
const ORPHAN: &str = "generated-client/src/generated/gone/old.rs";

#[test]
fn a_second_run_writes_nothing() {
    let workspace = Workspace::generated();
    let before = times(&workspace);
    let out = workspace.succeed("generate");
    assert!(out.starts_with("generated-client: wrote 0, removed 0, unchanged "), "{out}");
    assert!(out.ends_with(": already up to date\n"), "{out}");
    assert_eq!(times(&workspace), before);
}

/// Whatever became of files since the last run, and of its record.
#[test]
fn what_a_run_remembers_hides_no_change() {
    let workspace = Workspace::generated();
    let fresh = workspace.files("generated-client");
    let module = workspace.read(MODULE);
    let time = |path: &Path| fs_err::metadata(path).and_then(|file| file.modified());
    let written = time(&workspace.path(MODULE)).expect("a time");
    // As long and as old as before.
    workspace.write(MODULE, &module.replace("mod ", "mov "));
    let file = fs_err::OpenOptions::new().write(true).open(workspace.path(MODULE)).expect("a file");
    file.file().set_modified(written).expect("a time");
    assert!(workspace.succeed("generate").contains("wrote 1, removed 0, "));
    assert_eq!(workspace.files("generated-client"), fresh);

    workspace.remove("generated-client/README.md");
    assert!(workspace.succeed("generate").contains("created 1 file that is yours"));
    workspace.write(ORPHAN, "// @generated once\n");
    assert!(workspace.succeed("generate").contains("wrote 0, removed 1, "));
    let manifest = workspace.read("generated-client/Cargo.toml");
    workspace
        .write("generated-client/Cargo.toml", &manifest.replace("blocking = [", "blocking = [ "));
    assert!(workspace.succeed("generate").contains("wrote 1, removed 0, "));
    assert_eq!(workspace.files("generated-client"), fresh);

    let records = workspace.files("target/restwright");
    assert_eq!(records.len(), 1, "the client has a record");
    let (record, text) = records.into_iter().next().expect("a record");
    let text = String::from_utf8(text).expect("a text");
    for damaged in ["", &text[..text.len() / 2], &text.replace("/mod.rs", "/mob.rs")] {
        fs_err::write(&record, damaged).expect("a file");
        workspace.write(MODULE, "// @generated and edited\n");
        assert!(workspace.succeed("generate").contains("wrote 1, removed 0, "));
        assert_eq!(workspace.files("generated-client"), fresh);
    }
    assert_eq!(workspace.read(&format!("target/restwright/{}", name(&record))), text);
}

/// Problems that are only warnings are told by every run.
#[test]
fn a_run_that_has_nothing_to_do_says_what_the_last_one_said() {
    let workspace = Workspace::generated();
    workspace.write(
        "spec/pets/types/more.yaml",
        "types:\n  Unused: { description: Nobody refers to it., fields: { a: { type: string, description: A. } } }\n",
    );
    let manifest = workspace.read("generated-client/Cargo.toml");
    let other = manifest.replacen("version = \"0.1.0\"", "version = \"0.9.0\"", 1);
    workspace.write("generated-client/Cargo.toml", &other);
    let first = workspace.run("generate");
    let second = workspace.run("generate");
    assert!(first.err.contains("warning"), "{first:?}");
    assert!(first.err.contains("has the version 0.9.0"), "{first:?}");
    assert_eq!(first.err, second.err);
    assert!(second.out.ends_with(": already up to date\n"), "{second:?}");
    let third = workspace.run("validate");
    assert!(third.err.contains("warning"), "{third:?}");
    assert!(first.err.starts_with(&third.err), "{third:?}");
}

#[test]
fn only_what_changed_is_written() {
    let workspace = Workspace::generated();
    let fresh = workspace.files("generated-client");
    workspace.write(MODULE, "// @generated and edited\n");
    workspace.write(ORPHAN, "// @generated once\n");
    let out = workspace.succeed("generate");
    assert!(out.starts_with("generated-client: wrote 1, removed 1, unchanged "), "{out}");
    assert_eq!(workspace.files("generated-client"), fresh);
    assert!(
        !workspace.path(ORPHAN).parent().expect("a parent").exists(),
        "an empty folder is left"
    );
}

#[test]
fn an_operation_that_goes_takes_its_file_along() {
    let workspace = Workspace::generated();
    let fresh = workspace.files("generated-client");
    workspace.succeed("new operation extra.ping");
    let out = workspace.succeed("generate");
    assert!(!out.contains("wrote 0"), "{out}");
    assert_ne!(workspace.files("generated-client"), fresh);
    workspace.remove("spec/pets/operations/extra.ping.yaml");
    let out = workspace.succeed("generate");
    assert!(!out.contains("removed 0"), "{out}");
    assert_eq!(workspace.files("generated-client"), fresh);
}

#[test]
fn what_people_own_is_written_once() {
    let workspace = Workspace::generated();
    let manifest = workspace.read("generated-client/Cargo.toml");
    let ours = format!("# ours now\n{manifest}zeroize = \"1\" # because\n");
    let scaffold = [
        ("generated-client/Cargo.toml", ours.as_str()),
        ("generated-client/src/lib.rs", "# ours now\n"),
    ];
    for (path, text) in scaffold {
        workspace.write(path, text);
    }
    workspace.write("generated-client/src/sott.rs", "//! Written by hand.\n");
    workspace.write("generated-client/src/generated.rs", "//! Not in the folder.\n");
    workspace.remove(MODULE);
    workspace.succeed("generate");
    for (path, text) in scaffold {
        assert_eq!(workspace.read(path), text, "{path}");
    }
    assert_eq!(workspace.read("generated-client/src/sott.rs"), "//! Written by hand.\n");
    assert_eq!(workspace.read("generated-client/src/generated.rs"), "//! Not in the folder.\n");
}

#[test]
fn what_someone_else_wrote_is_never_lost() {
    let workspace = Workspace::generated();
    let fresh = workspace.files(OWNED);
    workspace.write("generated-client/src/generated/mine.rs", "fn mine() {}\n");
    workspace.write(MODULE, "fn replaced() {}\n");
    let out = workspace.succeed("generate");
    assert!(out.contains("wrote 1, removed 0, "), "{out}");
    assert!(out.contains(", moved to set-aside 2\n"), "{out}");
    assert_eq!(workspace.files(OWNED), fresh);
    assert_eq!(workspace.read("generated-client/set-aside/mine.rs"), "fn mine() {}\n");
    assert_eq!(workspace.read("generated-client/set-aside/mod.rs"), "fn replaced() {}\n");

    workspace.write("generated-client/src/generated/mine.rs", "fn again() {}\n");
    workspace.succeed("generate");
    assert_eq!(workspace.read("generated-client/set-aside/mine.rs"), "fn mine() {}\n");
    assert_eq!(workspace.read("generated-client/set-aside/mine.rs.2"), "fn again() {}\n");
}

#[test]
fn a_folder_that_someone_else_uses_stays_as_it_is() {
    let workspace = Workspace::described();
    workspace.write("generated-client/Cargo.toml", &client());
    workspace.write("generated-client/src/generated/mod.rs", "mod theirs;\n");
    workspace.write("generated-client/src/generated/theirs.rs", "//! Theirs.\n");
    let before = workspace.files("generated-client");
    for command in ["generate", "check", "generate --dry-run"] {
        let ran = workspace.run(command);
        assert_eq!(ran.exit, Exit::Findings, "{command}: {ran:?}");
        assert!(ran.err.contains("`generated-client/src/generated` is in use"), "{}", ran.err);
        assert_eq!(workspace.files("generated-client"), before);
    }
}

#[test]
fn nothing_is_written_into_what_is_no_client_of_the_api() {
    let workspace = Workspace::generated();
    let other = MINE.replace("pets", "cages");
    for (path, text) in [
        ("xtask/Cargo.toml", "[package]\nname = \"xtask\"\n"),
        ("cages/Cargo.toml", other.as_str()),
        ("notes/todo.txt", "Mine.\n"),
    ] {
        workspace.write(path, text);
    }
    let before = workspace.files("");
    for (out, says) in [
        (".", "`.` is a crate that nobody has made a client of an API"),
        ("xtask", "`xtask` is a crate that nobody has made a client of an API"),
        ("codegen/runtime", "`codegen/runtime` is a crate that nobody has made a client of an API"),
        ("cages", "`cages` is the client of `cages`, and not of `pets`"),
        ("notes", "`notes` holds files, and is no crate"),
        ("spec/pets", "`spec/pets` holds files, and is no crate"),
        ("generated-client/src", "`generated-client/src` holds files, and is no crate"),
        ("notes/todo.txt", "`notes/todo.txt` is a file"),
        ("spec/pets/api.yaml", "`spec/pets/api.yaml` is a file"),
    ] {
        for command in ["generate", "check", "generate --dry-run"] {
            let ran = workspace.run(&format!("{command} --out {out}"));
            assert_eq!(ran.exit, Exit::Usage, "{command} --out {out}: {ran:?}");
            assert!(ran.err.starts_with(&format!("error: {says}\n  help: ")), "{}", ran.err);
        }
    }
    assert_eq!(workspace.files(""), before);
    workspace.write("xtask/Cargo.toml", &client());
    fs_err::create_dir_all(workspace.path("empty/.git")).expect("a folder");
    for out in ["xtask", "empty", "new"] {
        workspace.succeed(&format!("generate --out {out}"));
    }
}

#[test]
fn droppings_of_the_desktop_are_overlooked() {
    let workspace = Workspace::generated();
    for name in [".DS_Store", ".mod.rs.swp", ".restwright-1234"] {
        workspace.write(&format!("{OWNED}/{name}"), "x");
    }
    workspace.succeed("check");
    workspace.remove(MODULE);
    workspace.succeed("generate");
    assert!(workspace.path(OWNED).join(".DS_Store").exists());
    assert!(
        !workspace.path(OWNED).join(".restwright-1234").exists(),
        "a file of a run that was cut off is left"
    );
}

#[test]
fn a_broken_description_writes_nothing() {
    let workspace = Workspace::generated();
    workspace.remove(MODULE);
    let before = workspace.files("generated-client");
    workspace.write("spec/pets/more.yaml", "unheard_of: BROKEN\n");
    for command in ["generate", "check", "generate --dry-run"] {
        let ran = workspace.run(command);
        assert_eq!(ran.exit, Exit::Findings, "{command}: {ran:?}");
        assert!(ran.err.contains("spec/pets/more.yaml:1:"), "{}", ran.err);
        let says = if command == "generate" { "written" } else { "compared" };
        let says = format!("no file was {says}: fix `spec/pets` first");
        assert!(ran.err.contains(&says), "{}", ran.err);
        assert_eq!(workspace.files("generated-client"), before);
    }
}

#[test]
fn a_crate_outside_of_the_workspace_stands_alone() {
    let workspace = Workspace::described();
    let out = workspace.succeed("generate --spec spec/pets --out ../elsewhere/pets");
    assert!(out.contains("elsewhere/pets: wrote "), "{out}");
    let manifest = workspace.read("../elsewhere/pets/Cargo.toml");
    assert!(manifest.contains("path = \"../../workspace/codegen/runtime\""), "{manifest}");
    assert!(manifest.lines().any(|line| line == "[workspace]"), "{manifest}");
    workspace.succeed("check --spec spec/pets --out ../elsewhere/pets");

    let out = workspace.succeed("generate --spec spec/pets --out clients/pets");
    assert!(out.contains("next: add \"clients/pets\" to the members in `Cargo.toml`"), "{out}");
    let manifest = workspace.read("clients/pets/Cargo.toml");
    assert!(manifest.contains("path = \"../../codegen/runtime\""), "{manifest}");
    assert!(!manifest.lines().any(|line| line == "[workspace]"), "{manifest}");
}

#[cfg(unix)]
#[test]
fn links_are_not_followed_out_of_the_folder() {
    let workspace = Workspace::generated();
    workspace.write("precious/notes.rs", "// @generated in another way\n");
    let link = workspace.path(OWNED).join("linked");
    std::os::unix::fs::symlink(workspace.path("precious"), &link).expect("a link");
    let ran = workspace.run("check");
    assert!(ran.out.contains("orphaned:  generated-client/src/generated/linked ("), "{}", ran.out);
    workspace.succeed("generate");
    assert!(!link.is_symlink());
    assert_eq!(workspace.read("precious/notes.rs"), "// @generated in another way\n");
}

#[cfg(unix)]
#[test]
fn emitted_files_are_as_readable_as_any_other() {
    use std::os::unix::fs::PermissionsExt as _;

    let workspace = Workspace::generated();
    let mode =
        |path: &str| fs_err::metadata(workspace.path(path)).expect("a file").permissions().mode();
    assert_eq!(mode(MODULE), mode("Cargo.toml"));
}

#[test]
fn runs_at_the_same_time_do_not_get_into_each_others_way() {
    let workspace = Workspace::described();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| workspace.succeed("generate"));
        }
    });
    let all = workspace.files(OWNED);
    workspace.succeed("generate --spec spec/pets --out ../alone");
    let alone = workspace.files("../alone/src/generated");
    assert!(
        all.values().eq(alone.values()),
        "files of runs at the same time differ from those of one run"
    );
    assert_eq!(all.len(), alone.len());
}

/// The manifest of a client whose region is still empty.
fn client() -> String {
    format!("{MINE}[features]\n{REGION_START}\n{REGION_END}\n")
}

fn name(path: &Path) -> String {
    path.file_name().expect("a name").to_string_lossy().into_owned()
}

/// When each file of the client was written last.
fn times(workspace: &Workspace) -> Vec<std::time::SystemTime> {
    let time = |path: &Path| fs_err::metadata(path).and_then(|file| file.modified());
    let files = workspace.files("generated-client");
    files.keys().map(|path| time(path).expect("a time")).collect()
}
