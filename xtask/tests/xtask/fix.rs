//! What `fix` changes.

use std::path::Path;

use restwright::Exit;

use crate::workspace::{Ran, Workspace, run};

/// A description with two mistakes that have a fix, the second of which the first hides, and Windows line ends.
const MISTAKES: &str = "typess:\r\n  Fish:\r\n    description: A fish.\r\n    fields: { name: { type: strng, description: Its name. } }\r\n";

#[test]
fn fixes_are_applied_and_shown() {
    let workspace = Workspace::described();
    workspace.write("spec/pets/more.yaml", MISTAKES);
    let before = workspace.files("spec/pets");

    let Ran { exit, out, err } = workspace.run("fix --dry-run");
    assert_eq!(exit, Exit::Fine, "{err}");
    assert!(err.contains("unused-type") && err.ends_with("1 warning\n"), "{err}");
    assert!(out.contains("-typess:") && out.contains("+types:"), "{out}");
    assert!(out.ends_with("would fix 2 problems in 1 file\n"), "{out}");
    assert_eq!(workspace.files("spec/pets"), before);

    let Ran { exit, out, err } = workspace.run("fix");
    assert_eq!(exit, Exit::Fine, "{err}");
    assert!(out.ends_with("fixed 2 problems in 1 file\n"), "{out}");
    let expected = MISTAKES.replace("typess", "types").replace("strng", "string");
    assert_eq!(workspace.read("spec/pets/more.yaml"), expected);
    let fixed = workspace.files("spec/pets");
    assert_eq!(workspace.succeed("fix"), "no diagnostic offers a fix\n");
    assert_eq!(workspace.files("spec/pets"), fixed);
}

#[test]
fn problems_without_a_fix_remain() {
    let workspace = Workspace::described();
    let mistakes = MISTAKES.replace("Its name.", "Its name., tpye: x");
    workspace.write("spec/pets/more.yaml", &format!("\u{FEFF}{mistakes}"));
    let Ran { exit, out, err } = workspace.run("fix");
    assert_eq!(exit, Exit::Findings, "{out}{err}");
    assert!(err.contains("spec/pets/more.yaml:4:"), "{err}");
    let text = workspace.read("spec/pets/more.yaml");
    assert!(text.starts_with("\u{FEFF}types:\r\n"), "{text:?}");
}

/// Every fix that a diagnostic offers leads somewhere: after all of them, none is left.
#[test]
fn fixes_of_all_mistakes_end() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/diagnostics");
    let copy = tempfile::tempdir().expect("a folder");
    let mut fixed = 0;
    for entry in fs_err::read_dir(fixtures).expect("a folder") {
        let entry = entry.expect("an entry");
        let name = entry.file_name().into_string().expect("a name");
        let spec = copy.path().join(&name);
        fs_err::create_dir(&spec).expect("a folder");
        for file in fs_err::read_dir(entry.path()).expect("a folder") {
            let file = file.expect("an entry");
            if file.path().extension().is_some_and(|it| it == "yaml") {
                fs_err::copy(file.path(), spec.join(file.file_name())).expect("a file");
            }
        }
        let first = run(copy.path(), "restwright", &format!("fix --spec {name}"));
        if first.exit == Exit::Failed {
            continue;
        }
        fixed += usize::from(first.out.contains("fixed "));
        let second = run(copy.path(), "restwright", &format!("fix --spec {name}"));
        assert_eq!(second.out, "no diagnostic offers a fix\n", "{name}: {first:#?}");
    }
    assert!(fixed > 30, "{fixed} mistakes have a fix");
}
