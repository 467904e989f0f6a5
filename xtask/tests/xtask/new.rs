//! What `new` writes.

use std::collections::{BTreeMap, BTreeSet};

use restwright::Exit;

use crate::workspace::{Ran, Workspace, finish};

#[test]
fn a_new_api_validates_and_generates() {
    for name in ["pets", "pet-shop_2", "null", "on"] {
        let workspace = Workspace::empty();
        let out = workspace.succeed(&format!("new api {name} spec/{name}"));
        assert!(out.contains(&format!("wrote spec/{name}/operations/notes.yaml\n")), "{out}");
        let ran = workspace.run("validate");
        assert_eq!(ran.exit, Exit::Fine);
        assert!(ran.out.ends_with(": valid, with 3 warnings\n"), "{}", ran.out);
        assert_eq!(ran.err.matches("warning[unfinished-text]").count(), 3, "{}", ran.err);
        finish(&workspace.path(&format!("spec/{name}")));
        let ran = workspace.run("validate");
        assert_eq!((ran.exit, ran.err.as_str()), (Exit::Fine, ""));
        assert!(ran.out.ends_with(": valid\n"), "{}", ran.out);
        workspace.succeed("generate");
    }
}

/// Each text has the form that the reference asks for and the first API has.
#[test]
fn a_new_api_sets_an_example_of_style() {
    let errors = Workspace::described().read("spec/pets/errors.yaml");
    let mut texts = 0;
    for line in errors.lines() {
        let entry = line.trim_start();
        let text = ["meaning: ", "hint: "].iter().find_map(|key| entry.strip_prefix(key));
        let Some(text) = text else { continue };
        texts += 1;
        assert!(text.starts_with(char::is_lowercase) && !text.ends_with('.'), "{line}");
    }
    assert_eq!(texts, 5, "{errors}");
}

#[test]
fn a_new_api_leads_editors_to_the_schema() {
    let workspace = Workspace::described();
    for (file, link) in [
        ("spec/pets/api.yaml", "../api.schema.json"),
        ("spec/pets/types/note.yaml", "../../api.schema.json"),
    ] {
        let first = format!("# yaml-language-server: $schema={link}\n");
        let text = workspace.read(file);
        assert!(text.starts_with(&first), "{file}: {text}");
        assert!(!text.contains("__"), "{file}: {text}");
    }
}

/// Each public feature of the runtime is one of a new client, which passes it on.
#[test]
fn a_new_client_offers_the_features_of_the_runtime() {
    type Features = BTreeMap<String, BTreeSet<String>>;
    let features = |manifest: &str| -> Features {
        let manifest: toml_edit::DocumentMut = manifest.parse().expect("a manifest");
        let texts = |list: &toml_edit::Item| {
            let list = list.as_array().expect("a list").iter();
            list.map(|text| text.as_str().expect("a text").to_owned()).collect()
        };
        let features = manifest["features"].as_table().expect("features").iter();
        features.map(|(name, list)| (name.to_owned(), texts(list))).collect()
    };
    let workspace = Workspace::generated();
    let offered = features(&workspace.read("generated-client/Cargo.toml"));
    let runtime = concat!(env!("CARGO_MANIFEST_DIR"), "/../codegen/runtime/Cargo.toml");
    let mut expected = features(&fs_err::read_to_string(runtime).expect("the runtime"));
    // What other features are made of, what only the generator needs, and what its region of a manifest turns on.
    expected.retain(|name, _| {
        !name.starts_with("__")
            && !["built-in", "source", "pages", "streams", "uploads", "webhooks"]
                .contains(&name.as_str())
    });
    for (name, passed_on) in &mut expected {
        if name != "default" {
            *passed_on = BTreeSet::from([format!("restwright-runtime/{name}")]);
        }
    }
    assert_eq!(offered, expected);
}

#[test]
fn a_new_api_needs_a_folder_for_itself() {
    let workspace = Workspace::empty();
    workspace.write("spec/pets/notes.txt", "Mine.\n");
    let before = workspace.files("spec");
    let ran = workspace.run("new api pets spec/pets");
    assert_eq!(ran.exit, Exit::Failed);
    assert_eq!(ran.err, "error: `spec/pets` is not empty\n  help: name a new folder\n");
    assert_eq!(workspace.files("spec"), before);

    fs_err::create_dir_all(workspace.path("spec/empty")).expect("a folder");
    workspace.succeed("new api pets spec/empty");
}

#[test]
fn a_new_operation_validates_and_generates() {
    for (id, is_new_group) in [("notes.pin", false), ("labels.list", true), ("null.on", true)] {
        let workspace = Workspace::described();
        let before = workspace.files("spec");
        workspace.succeed(&format!("new operation {id}"));
        let text = workspace.read(&format!("spec/pets/operations/{id}.yaml"));
        assert_eq!(text.contains("\ngroups:\n"), is_new_group, "{text}");
        assert!(text.contains("credentials: [api_key]\n"), "{text}");
        assert!(!text.contains("__"), "{text}");
        let after = workspace.files("spec");
        assert!(before.iter().all(|(path, text)| after.get(path) == Some(text)));
        assert_eq!(after.len(), before.len() + 1);

        let Ran { exit, out, err } = workspace.run("validate");
        assert_eq!(exit, Exit::Fine, "{err}");
        assert!(out.starts_with("4 operations, "), "{out}");
        let unfinished = err.matches("warning[unfinished-text]").count();
        assert_eq!(unfinished, if is_new_group { 2 } else { 1 }, "{err}");
        workspace.succeed("generate");
    }
}

#[test]
fn a_new_operation_needs_a_new_id() {
    let workspace = Workspace::described();
    workspace.write("spec/pets/operations/notes.pin.yaml", "groups:\n  pins: Pins.\n");
    let before = workspace.files("spec");
    for (command, exit, says) in [
        (
            "new operation notes.list_notes",
            Exit::Usage,
            "the operation `notes.list_notes` exists already",
        ),
        ("new operation notes", Exit::Usage, "`notes` is not a valid operation id"),
        ("new operation notes.Pin", Exit::Usage, "`notes.Pin` is not a valid operation id"),
        ("new operation ../notes.pin", Exit::Usage, "`../notes.pin` is not a valid operation id"),
        ("new operation notes.pin", Exit::Failed, "notes.pin.yaml"),
        (
            "new operation notes.pin --spec spec/none",
            Exit::Failed,
            "there is no folder `spec/none`",
        ),
    ] {
        let ran = workspace.run(command);
        assert_eq!(ran.exit, exit, "{command}: {ran:?}");
        assert!(ran.err.contains(says), "{command}: {}", ran.err);
        assert_eq!(workspace.files("spec"), before, "{command}");
    }
}

#[test]
fn a_new_operation_needs_names_that_rust_can_have() {
    let workspace = Workspace::described();
    let before = workspace.files("spec");
    for id in ["builder.make", "notes.await", "loop.run"] {
        let ran = workspace.run(&format!("new operation {id}"));
        assert_eq!(ran.exit, Exit::Findings, "{id}: {ran:?}");
        assert!(ran.err.ends_with(&format!("choose another id than `{id}`\n")), "{}", ran.err);
        assert_eq!(workspace.files("spec"), before, "{id}");
    }
}

#[test]
fn a_broken_description_takes_no_new_operation() {
    let workspace = Workspace::described();
    workspace.write("spec/pets/more.yaml", "unheard_of: BROKEN\n");
    let before = workspace.files("spec");
    let ran = workspace.run("new operation notes.pin");
    assert_eq!(ran.exit, Exit::Findings);
    assert!(ran.err.contains("spec/pets/more.yaml:1:"), "{}", ran.err);
    assert_eq!(workspace.files("spec"), before);
}

#[test]
fn names_are_checked_before_anything_is_written() {
    let workspace = Workspace::empty();
    let before = workspace.files("");
    for name in ["Pets", "2pets", "../pets", "pets:", "pets\u{202e}", "--", "pét", "a\"b"] {
        let ran = workspace.run(&format!("new api {name} spec/pets"));
        assert_eq!(ran.exit, Exit::Usage, "{name}: {ran:?}");
        assert_eq!(workspace.files(""), before, "{name}");
    }
}

#[test]
fn a_new_operation_names_commands_that_work() {
    let workspace = Workspace::described();
    let next = |out: &str| {
        out.lines().last().and_then(|line| Some(line.rsplit_once("run ")?.1.to_owned()))
    };
    let out = workspace.succeed("new operation notes.pin");
    assert_eq!(next(&out).as_deref(), Some("`cargo xtask generate`"));
    let out = workspace.succeed("new operation notes.unpin --spec spec/pets");
    assert_eq!(next(&out).as_deref(), Some("`cargo xtask generate --spec spec/pets`"));
    workspace.succeed("generate --spec spec/pets");
    workspace.succeed("new api cages elsewhere");
    let out = workspace.succeed("new operation notes.pin --spec elsewhere");
    assert_eq!(next(&out).as_deref(), Some("`cargo xtask generate --spec elsewhere --out DIR`"));
    workspace.succeed("generate --spec elsewhere --out cages");
}
