//! What `validate` prints, and which files it reads.

use restwright::Exit;

use crate::workspace::{Ran, Workspace};

#[test]
fn a_clean_description_is_valid() {
    let workspace = Workspace::described();
    for (command, says) in [
        ("validate", "3 operations, 3 types, 3 errors: valid\n"),
        ("validate --format github", "3 operations, 3 types, 3 errors: valid\n"),
    ] {
        assert_eq!(workspace.succeed(command), says, "{command}");
    }
}

#[test]
fn each_format_goes_where_it_is_read() {
    let workspace = Workspace::described();
    workspace.write("spec/pets/more.yaml", "unheard_of: BROKEN\n");

    let Ran { exit, out, err } = workspace.run("validate");
    assert_eq!((exit, out.as_str()), (Exit::Findings, ""));
    assert!(err.contains("spec/pets/more.yaml:1:"), "{err}");
    assert!(err.ends_with("1 error\n"), "{err}");

    let Ran { exit, out, err } = workspace.run("validate --format json");
    assert_eq!((exit, err.as_str()), (Exit::Findings, ""));
    assert!(out.contains("\"spec/pets/more.yaml\""), "{out}");

    let Ran { exit, out, .. } = workspace.run("validate --format github");
    assert_eq!(exit, Exit::Findings);
    assert!(out.starts_with("::error file=spec/pets/more.yaml,line=1"), "{out}");
}

#[test]
fn clashes_of_rust_names_are_found() {
    let workspace = Workspace::described();
    // Two ids of the language, but one name of Rust.
    let values = "light_1: { description: One. }, light1: { description: Other. }";
    let types = format!("types: {{ Clash: {{ description: Both., values: {{ {values} }} }} }}\n");
    workspace.write("spec/pets/clash.yaml", &types);
    let Ran { exit, out, err } = workspace.run("validate");
    assert_eq!((exit, out.as_str()), (Exit::Findings, ""));
    assert!(err.contains("name-clash"), "{err}");
    assert!(err.contains("spec/pets/clash.yaml:1:"), "{err}");
}

#[test]
fn files_that_describe_nothing_are_not_read() {
    let workspace = Workspace::described();
    for path in [".hidden.yaml", ".git/x.yaml", "notes.txt", "types/x.yaml.orig"] {
        workspace.write(&format!("spec/pets/{path}"), "unheard_of: BROKEN\n");
    }
    workspace.succeed("validate");
    for path in ["deep/er/x.yaml", "x.yml", "X.YAML", "accepted.yaml"] {
        workspace.write(&format!("spec/pets/{path}"), "unheard_of: BROKEN\n");
        assert_eq!(workspace.run("validate").exit, Exit::Findings, "{path}");
        workspace.remove(&format!("spec/pets/{path}"));
    }
}

#[test]
fn a_file_over_the_limit_is_a_finding() {
    let workspace = Workspace::described();
    let huge = "# padding\n".repeat(500_000);
    workspace.write("spec/pets/huge.yaml", &huge);
    let ran = workspace.run("validate");
    assert_eq!(ran.exit, Exit::Findings, "{ran:?}");
    assert!(ran.err.contains("spec/pets/huge.yaml"), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_are_walked_once() {
    use std::os::unix::fs::symlink;

    let workspace = Workspace::described();
    let clean = workspace.succeed("validate");
    symlink(workspace.path("spec/pets"), workspace.path("spec/pets/types/again")).expect("a link");
    symlink(workspace.path("spec/pets/api.yaml"), workspace.path("spec/pets/z.yaml"))
        .expect("a link");
    assert_eq!(workspace.succeed("validate"), clean);

    symlink("nowhere", workspace.path("spec/pets/lost.yaml")).expect("a link");
    let ran = workspace.run("validate");
    assert_eq!(ran.exit, Exit::Failed);
    assert!(ran.err.contains("lost.yaml"), "{}", ran.err);
}
