//! What `import` writes, and what it keeps when a newer document comes.

use restwright::Exit;

use crate::workspace::Workspace;

const PETS: &str = r#"openapi: 3.0.3
info: { title: Pets, version: "1" }
servers: [{ url: https://pets.example }]
paths:
  /pets: { get: { operationId: listPets, tags: [pets], summary: List pets, responses: { "200": { description: Fine., content: { application/json: { schema: { $ref: "../shared/pet.yaml#/Pet" } } } } } } }
  /visits: { get: { operationId: listVisits, tags: [visits], summary: List visits, responses: { "204": { description: Fine. } } } }
"#;
const PET: &str = "Pet: { type: object, description: An animal., properties: { name: { type: string, description: Its name. } } }\n";

/// A workspace with a document and what was imported of it.
fn imported(options: &str) -> Workspace {
    let workspace = Workspace::empty();
    workspace.write("vendor/v1/pets.yaml", PETS);
    workspace.write("vendor/shared/pet.yaml", PET);
    workspace.succeed(&format!("import openapi vendor/v1/pets.yaml --out spec/pets {options}"));
    workspace
}

#[test]
fn the_same_document_changes_nothing() {
    let workspace = imported("");
    let before = workspace.files("spec");
    assert!(workspace.path("spec/pets/.openapi/document/v1/pets.yaml").is_file());
    let out = workspace.succeed("import openapi vendor/v1/pets.yaml --out spec/pets --update");
    assert!(out.starts_with("the document brings nothing new\n"), "{out}");
    assert!(out.contains("already up to date"), "{out}");
    assert!(workspace.files("spec") == before);
    // What is kept beside the description is no part of it.
    workspace.succeed("validate");
}

#[test]
fn an_update_keeps_edits_and_options() {
    let workspace = imported("--name zoo --include pets");
    let operations = "spec/pets/operations/pets.yaml";
    let edited = workspace.read(operations).replace("summary: List pets", "summary: Show pets");
    workspace.write(operations, &edited);
    let new = PETS.replace("  /visits:", "  /toys: { get: { operationId: listToys, tags: [pets], summary: List toys, responses: { \"204\": { description: Fine. } } } }\n  /visits:");
    workspace.write("vendor/v2/pets.yaml", &new.replace("summary: List pets", "summary: Get pets"));
    workspace.write("vendor/shared/pet.yaml", &PET.replace("Its name.", "What it is called."));

    let before = workspace.files("spec");
    let command = "import openapi vendor/v2/pets.yaml --out spec/pets --update";
    let planned = workspace.run(&format!("{command} --dry-run"));
    assert!(workspace.files("spec") == before, "a dry run writes nothing");

    let ran = workspace.run(command);
    assert_eq!((ran.exit, ran.err.as_str()), (Exit::Findings, ""), "{}", ran.out);
    let report = "new: operations.pets.list_toys: List toys\n\
        changed: types.PetsListPetsResponse.fields.name.description: `Its name.` → `What it is called.`\n\
        conflict: spec/pets/operations/pets.yaml:5:5: operations.pets.list_pets.summary: upstream says `Get pets`\n\
        1 new, 1 changed, 1 conflict\n";
    assert_eq!(planned.out, report);
    assert!(ran.out.starts_with(report), "{}", ran.out);
    let text = workspace.read(operations);
    assert!(text.starts_with(&edited), "{text}");
    assert!(text[edited.len()..].starts_with("  list_toys:\n"), "{text}");
    assert!(workspace.read("spec/pets/api.yaml").contains("name: zoo\n"));
    workspace.succeed("validate");

    // The new document is the base of the next update.
    let stored = workspace.read("spec/pets/.openapi/import.toml");
    assert!(
        stored.ends_with("document = \"v2/pets.yaml\"\nname = \"zoo\"\ninclude = [\"pets\"]\n"),
        "{stored}"
    );
    assert!(!workspace.path("spec/pets/.openapi/document/v1/pets.yaml").exists());
    let before = workspace.files("spec");
    workspace.succeed(command);
    assert!(workspace.files("spec") == before);

    // Options that are given count from then on.
    let ran = workspace.run(&format!("{command} --include visits --name farm"));
    assert_eq!(ran.exit, Exit::Findings, "{ran:#?}");
    for line in [
        "new: operations.visits.list_visits: List visits\n",
        "gone: operations.pets.list_toys: List toys\n",
        "changed: api.name: `zoo` → `farm`\n",
        "operations.pets.list_pets: it is gone upstream, and stays because it was edited here\n",
    ] {
        assert!(ran.out.contains(line), "{line}: {}", ran.out);
    }
    let new_file = workspace.read("spec/pets/operations/visits.yaml");
    assert!(
        new_file
            .starts_with("# yaml-language-server: $schema=../../api.schema.json\ngroup: visits\n"),
        "{new_file}"
    );
}

#[test]
fn an_update_that_cannot_be_writes_nothing() {
    let new = PETS.replace("List visits", "List all visits");
    for (break_it, exit, says) in [
        (
            (&|workspace: &Workspace| workspace.remove("spec/pets/.openapi/import.toml"))
                as &dyn Fn(&Workspace),
            Exit::Failed,
            "error: `spec/pets` has no document of a last import to compare with\n  help: import the document that the description was made from with `cargo xtask import openapi FILE --out NEW`, and move `NEW/.openapi` to ",
        ),
        (
            &|workspace| {
                workspace.write("spec/pets/.openapi/import.toml", "document = \"v1/other.yaml\"\n");
            },
            Exit::Failed,
            "names the document `v1/other.yaml`, which is not in `spec/pets/.openapi/document`",
        ),
        (
            &|workspace| workspace.write("spec/pets/.openapi/document/v1/pets.yaml", "a: 1\n"),
            Exit::Findings,
            "`spec/pets/.openapi/document` holds the document of the last import: restore it",
        ),
        (
            &|workspace| workspace.write("spec/pets/more.yaml", "groups: [\n"),
            Exit::Findings,
            "no file was written\n  help: mend the description first\n",
        ),
        (
            &|workspace| workspace.write("vendor/v2/pets.yaml", "a: 1\n"),
            Exit::Findings,
            "no file was written\n  help: mend the document\n",
        ),
    ] {
        let workspace = imported("");
        workspace.write("vendor/v2/pets.yaml", &new);
        break_it(&workspace);
        let before = workspace.files("spec");
        let ran = workspace.run("import openapi vendor/v2/pets.yaml --out spec/pets --update");
        assert_eq!(ran.exit, exit, "{ran:#?}");
        assert!(ran.err.contains(says), "{says}: {}", ran.err);
        assert!(workspace.files("spec") == before, "{says}");
    }
}
