//! What `export` writes and prints, and what it refuses.

use restwright::Exit;

use crate::workspace::Workspace;

#[test]
fn an_export_is_imported_again() {
    let workspace = Workspace::described();
    let printed = workspace.succeed("export openapi");
    assert!(printed.starts_with("openapi: \"3.1.1\"\ninfo:\n  title: "), "{printed}");
    let out = workspace.succeed("export openapi --out pets.yaml");
    assert_eq!(out, "wrote `pets.yaml`\n");
    assert_eq!(workspace.read("pets.yaml"), printed);
    // A file of the same name is replaced, as other tools do.
    workspace.write("pets.json", "something else");
    workspace.succeed("export openapi --spec spec/pets --out pets.json");
    let json = workspace.read("pets.json");
    assert!(json.starts_with("{\n  \"openapi\": \"3.1.1\",\n"), "{json}");
    assert_eq!(workspace.succeed("export openapi --format json"), json);
    workspace.succeed("export openapi --format yaml --out pets.json");
    assert_eq!(workspace.read("pets.json"), printed);

    workspace.succeed("import openapi pets.yaml --out again --strict");
    assert_eq!(workspace.succeed("export openapi --spec again"), printed);
}

#[test]
fn nothing_is_written_after_an_error() {
    let workspace = Workspace::described();
    fs_err::create_dir(workspace.path("hollow")).expect("a folder");
    for (command, exit, says) in [
        ("export", Exit::Usage, "Usage: cargo xtask export"),
        ("export swagger", Exit::Usage, "unrecognized subcommand"),
        ("export openapi --format xml", Exit::Usage, "yaml, json"),
        ("export openapi --out hollow", Exit::Usage, "`hollow` is a folder"),
        (
            "export openapi --out spec/pets/openapi.yaml",
            Exit::Usage,
            "would be read as a part of the description\n  help: write it outside of `spec/pets`",
        ),
        ("export openapi --out none/pets.yaml", Exit::Failed, "cannot write"),
        ("export openapi --spec none", Exit::Failed, "there is no folder `none`"),
    ] {
        let ran = workspace.run(command);
        assert_eq!(ran.exit, exit, "{command}: {ran:?}");
        assert!(ran.err.contains(says), "{command}: {}", ran.err);
        assert_eq!(ran.out, "", "{command}");
    }
    // Hidden files are no part of a description, and neither is JSON.
    workspace.succeed("export openapi --out spec/pets/.openapi.yaml");
    workspace.succeed("export openapi --out spec/pets/openapi.json");
    workspace.succeed("validate");

    let path = "spec/pets/api.yaml";
    let broken = workspace.read(path).replace("version:", "versoin:");
    workspace.write(path, &broken);
    let before = workspace.files(".");
    for command in ["export openapi", "export openapi --format yaml", "export openapi --out x.json"]
    {
        let ran = workspace.run(command);
        assert_eq!((ran.exit, ran.out.as_str()), (Exit::Findings, ""), "{command}");
        assert!(ran.err.contains("versoin"), "{command}: {}", ran.err);
        assert!(ran.err.ends_with("nothing was exported\n"), "{command}: {}", ran.err);
    }
    assert!(workspace.files(".") == before);
}
