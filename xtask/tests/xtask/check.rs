//! What `check` and `--dry-run` tell.

use restwright::Exit;

use crate::workspace::Workspace;

const MODULE: &str = "generated-client/src/generated/mod.rs";
const ORPHAN: &str = "generated-client/src/generated/gone/old.rs";
const SCHEMA: &str = "spec/api.schema.json";

/// A change of a file on disk, and what has to be said about it.
struct Case {
    path: &'static str,
    /// New contents, or none if the file is removed.
    contents: Option<&'static str>,
    says: &'static [&'static str],
    mend: &'static str,
}

const CASES: [Case; 7] = [
    Case {
        path: MODULE,
        contents: Some("// @generated and edited\n"),
        says: &[
            "--- generated-client/src/generated/mod.rs\n+++ generated-client/src/generated/mod.rs\n@@ ",
            "\n-// @generated and edited\n",
            "\nchanged:   generated-client/src/generated/mod.rs\n1 file is out of date",
        ],
        mend: "generate",
    },
    Case {
        path: MODULE,
        contents: None,
        says: &[
            "--- /dev/null\n+++ generated-client/src/generated/mod.rs\n@@ ",
            "\nmissing:   generated-client/src/generated/mod.rs\n1 file is out of date",
        ],
        mend: "generate",
    },
    Case {
        path: ORPHAN,
        contents: Some("// @generated once\n"),
        says: &[
            "--- generated-client/src/generated/gone/old.rs\n+++ /dev/null\n@@ ",
            "\n-// @generated once\n",
            "\norphaned:  generated-client/src/generated/gone/old.rs\n1 file is out of date",
        ],
        mend: "generate",
    },
    Case {
        path: ORPHAN,
        contents: Some("fn by_hand() {}\n"),
        says: &[
            "orphaned:  generated-client/src/generated/gone/old.rs (not written by this command: it will be set aside)\n",
        ],
        mend: "generate",
    },
    Case {
        path: "generated-client/Cargo.toml",
        contents: None,
        says: &["missing:   generated-client/Cargo.toml\n"],
        mend: "generate",
    },
    Case {
        path: SCHEMA,
        contents: Some("{}"),
        says: &["changed:   spec/api.schema.json\n"],
        mend: "schema",
    },
    Case {
        path: SCHEMA,
        contents: None,
        says: &["missing:   spec/api.schema.json\n"],
        mend: "schema",
    },
];

#[test]
fn each_kind_of_stale_file_is_named_and_shown() {
    for case in CASES {
        let workspace = Workspace::generated();
        match case.contents {
            Some(contents) => workspace.write(case.path, contents),
            None => workspace.remove(case.path),
        }
        let before = workspace.files("");
        let check = workspace.run("check");
        assert_eq!(check.exit, Exit::Findings, "{}", case.path);
        for says in case.says {
            assert!(check.out.contains(says), "{says:?} is not in:\n{}", check.out);
        }
        let mend = format!("mend with `cargo xtask {}`\n", case.mend);
        assert!(check.out.ends_with(&mend), "{}", check.out);

        assert_eq!(workspace.run("generate --check").out, check.out);
        assert_eq!(workspace.succeed("generate --dry-run"), check.out);
        assert_eq!(workspace.files(""), before, "a command that only looks has written");

        workspace.succeed(case.mend);
        workspace.succeed("check");
    }
}

#[test]
fn the_mending_command_repeats_the_options() {
    let workspace = Workspace::described();
    let ran = workspace.run("check --spec spec/pets --out ../pets");
    let mend = "mend with `cargo xtask generate --spec spec/pets --out ../pets`\n";
    assert!(ran.out.ends_with(mend), "{}", ran.out);
    assert!(!workspace.path("../pets").exists());
}

#[test]
fn all_commands_run_in_any_folder() {
    let workspace = Workspace::generated();
    workspace.remove(MODULE);
    let ran = workspace.run_in("spec/pets", "check");
    assert!(
        ran.out.contains("missing:   ../../generated-client/src/generated/mod.rs\n"),
        "{}",
        ran.out
    );
    assert_eq!(workspace.run_in("codegen", "generate").exit, Exit::Fine);
    assert_eq!(workspace.run_in("generated-client/src", "check").exit, Exit::Fine);
}

/// Git may write other line ends at checkout; it does not call such files changed.
#[test]
fn line_ends_of_a_checkout_are_no_change() {
    let workspace = Workspace::generated();
    for (path, contents) in workspace.files("generated-client") {
        let text = String::from_utf8(contents).expect("text");
        fs_err::write(path, text.replace('\n', "\r\n")).expect("a file");
    }
    workspace.write(SCHEMA, &workspace.read(SCHEMA).replace('\n', "\r\n"));
    let before = workspace.files("generated-client");
    workspace.succeed("check");
    workspace.succeed("generate");
    assert_eq!(workspace.files("generated-client"), before);
    workspace.write(MODULE, &format!("{}\r\n", workspace.read(MODULE)));
    assert_eq!(workspace.run("check").exit, Exit::Findings);
}
