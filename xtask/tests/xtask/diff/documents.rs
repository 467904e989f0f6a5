//! `OpenAPI` documents as sides.

use super::{commit, git, replace};
use crate::workspace::Workspace;

const DOCUMENT: &str = r#"openapi: 3.0.3
info: { title: Pets, version: "1" }
servers: [{ url: https://pets.example }]
security: [{ key: [] }]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      parameters:
        - { name: limit, in: query, schema: { type: integer } }
      responses:
        "200": { description: Fine., content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
    post:
      operationId: addPet
      tags: [pets]
      requestBody: { required: true, content: { application/json: { schema: { type: object, properties: { password: { type: string } } } } } }
      responses: { "204": { description: Fine. } }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: { type: string }
        age: { type: integer }
"#;

fn workspace() -> Workspace {
    let workspace = Workspace::described();
    workspace.write("old.yaml", DOCUMENT);
    workspace.write("new.yaml", DOCUMENT);
    workspace
}

#[test]
fn changes_are_told_at_their_places_in_the_document() {
    for (from, to, rule, at) in [
        (
            "tags: [pets]\n      parameters",
            "tags: [cats]\n      parameters",
            "operation-group-changed",
            "new.yaml:7:5",
        ),
        (
            "schema: { type: integer } }",
            "required: true, schema: { type: integer } }",
            "param-became-required",
            "new.yaml:11:11",
        ),
        ("required: [name]", "required: []", "response-field-became-optional", "new.yaml:27:9"),
        (
            "age: { type: integer }",
            "age: { type: string }",
            "response-field-type-changed",
            "new.yaml:28:9",
        ),
        (
            "        age: { type: integer }\n",
            "",
            "response-field-removed",
            "old.yaml:28:9 (before)",
        ),
        ("https://pets.example", "https://cats.example", "server-host-changed", "new.yaml:3:11"),
        ("name: X-Key", "name: X-Token", "credential-wire-name-changed", "new.yaml:21:5"),
        ("title: Pets", "title: Cats", "service-title-changed", "new.yaml:2:7"),
    ] {
        let workspace = workspace();
        replace(&workspace, "new.yaml", from, to);
        let out = workspace.succeed("diff --base old.yaml --head new.yaml");
        let mut lines = out.lines().skip_while(|line| !line.contains(rule));
        assert!(lines.next().is_some(), "{rule}: {out}");
        assert_eq!(lines.next(), Some(format!("  --> {at}").as_str()), "{rule}: {out}");
        assert!(!out.contains("version-"), "no side has the version of a client: {out}");
    }
}

#[test]
fn constraints_are_compared_although_no_description_holds_them() {
    let limit = "name: limit, in: query, schema: { type: integer";
    let age = "age: { type: integer";
    let scopes = "security: [{ key: [] }]";
    for (element, before, after, rule, shown) in [
        (limit, "", ", maximum: 9", "request-constraint-tightened", "now 9"),
        (limit, ", maximum: 9", "", "request-constraint-loosened", "was 9"),
        (limit, ", maximum: 9", ", maximum: 8", "request-constraint-tightened", "9 → 8"),
        (limit, ", minimum: 1", ", minimum: 2", "request-constraint-tightened", "1 → 2"),
        (limit, ", minimum: 2.5", ", minimum: 2", "request-constraint-loosened", "2.5 → 2"),
        (limit, ", multipleOf: 2", ", multipleOf: 3", "request-constraint-changed", "`2` → `3`"),
        (age, "", ", maximum: 9", "response-constraint-tightened", "now 9"),
        (age, ", maximum: 9", ", maximum: 10", "response-constraint-loosened", "9 → 10"),
        (age, ", pattern: a", ", pattern: b", "response-constraint-changed", "`a` → `b`"),
    ] {
        let workspace = workspace();
        let with = |text: &str| DOCUMENT.replace(element, &format!("{element}{text}"));
        workspace.write("old.yaml", &with(before));
        workspace.write("new.yaml", &with(after));
        let out = workspace.succeed("diff --base old.yaml --head new.yaml");
        assert!(out.contains(rule) && out.contains(shown), "{before} {after}: {out}");
        assert!(out.contains("(1 change)"), "{out}");
    }
    for (from, to, rule, place) in [
        (scopes, "security: [{ key: [write] }]", "request-constraint-tightened", "new.yaml:4:19"),
        (
            "application/json: { schema: { $ref",
            "text/csv: {}, application/json: { schema: { $ref",
            "request-constraint-loosened",
            "new.yaml:13:47",
        ),
        (
            "      required: [name]",
            "      additionalProperties: false\n      required: [name]",
            "response-constraint-tightened",
            "new.yaml:25:7",
        ),
    ] {
        let workspace = workspace();
        replace(&workspace, "new.yaml", from, to);
        let out = workspace.succeed("diff --base old.yaml --head new.yaml");
        assert!(out.contains(rule) && out.contains(place), "{rule} {place}: {out}");
    }
}

#[test]
fn alternatives_that_are_read_as_raw_json_are_compared() {
    let union = |more: &str| {
        let parts = format!(
            "anyOf: [{{ title: A, type: array, items: {{ type: integer }} }}, {{ title: B, type: array, items: {{}} }}{more}]"
        );
        DOCUMENT.replace("age: { type: integer }", &format!("age: {{ {parts} }}"))
    };
    let [none, few, many] = [
        DOCUMENT.to_owned(),
        union(""),
        union(", { title: C, type: array, items: { type: string } }"),
    ];
    for (old, new, rule) in [
        (&few, &many, "response-constraint-loosened"),
        (&many, &few, "response-constraint-tightened"),
    ] {
        let workspace = workspace();
        workspace.write("old.yaml", old);
        workspace.write("new.yaml", new);
        let out = workspace.succeed("diff --base old.yaml --head new.yaml");
        assert!(out.contains(rule) && out.contains("Pet.age: alternatives"), "{out}");
    }
    // What was no choice before has another type.
    let workspace = workspace();
    workspace.write("old.yaml", &none);
    workspace.write("new.yaml", &few);
    let out = workspace.succeed("diff --base old.yaml --head new.yaml");
    assert!(out.contains("(1 change)") && !out.contains("alternatives"), "{out}");
}

#[test]
fn a_document_is_compared_with_the_one_that_was_committed() {
    let workspace = workspace();
    git(&workspace, "init --quiet --initial-branch main");
    commit(&workspace);
    replace(&workspace, "new.yaml", "age: { type: integer }", "age: { type: string }");
    for arguments in [
        "--spec new.yaml",
        "--spec new.yaml --base main",
        "--head new.yaml",
        "--base HEAD:old.yaml --head new.yaml",
        "--base old.yaml --head new.yaml",
    ] {
        let out = workspace.succeed(&format!("diff {arguments}"));
        assert!(out.contains("response-field-type-changed"), "{arguments}: {out}");
        assert!(out.contains("(1 change)") || out.contains("1 dangerous"), "{arguments}: {out}");
    }
    let out = workspace.succeed("diff --base main:old.yaml --head main:new.yaml");
    assert!(out.starts_with("Pets: no change\n  no new version is required\n"), "{out}");
}

#[test]
fn what_is_inferred_is_not_compared() {
    let workspace = workspace();
    workspace.succeed("import openapi old.yaml --out imported");
    let file = "imported/operations/pets.yaml";
    // A person knows better, in four places.
    replace(&workspace, file, "effect: sends\n    inferred: [effect]", "effect: consumes");
    replace(&workspace, file, "effect: safe\n    inferred: [effect]", "effect: consumes");
    replace(&workspace, file, "secret: true, ", "");
    replace(&workspace, file, ", inferred: [secret]", "");
    for arguments in ["--base old.yaml --head imported", "--base imported --head old.yaml"] {
        let out = workspace.succeed(&format!("diff {arguments}"));
        assert!(out.starts_with("Pets: no change\n"), "{arguments}: {out}");
    }
    // Between descriptions, what is said counts, however it came about.
    workspace.succeed("import openapi old.yaml --out again");
    let out = workspace.succeed("diff --base again --head imported");
    assert!(out.contains("operation-became") || out.contains("effect"), "{out}");
}

#[test]
fn a_document_that_cannot_be_imported_is_told_with_its_place() {
    let workspace = workspace();
    for (text, told) in [
        ("{", "old.yaml:1:1"),
        ("a: 1\n", "this is no OpenAPI document"),
        ("openapi: 3.0.0\npaths: {}\n", "no operation can be imported"),
    ] {
        workspace.write("old.yaml", text);
        let ran = workspace.run("diff --base old.yaml --head new.yaml");
        assert_eq!(ran.exit, restwright::Exit::Failed, "{ran:#?}");
        assert!(ran.err.contains(told), "{told}: {}", ran.err);
        let told = "cannot compare: the document at old.yaml cannot be imported";
        assert!(ran.err.contains(told), "{}", ran.err);
    }
}

#[test]
fn what_was_lost_is_said() {
    let workspace = workspace();
    replace(
        &workspace,
        "new.yaml",
        "key: { type: apiKey, in: header, name: X-Key }",
        "key: { type: oauth2 }",
    );
    let out = workspace.succeed("diff --base old.yaml --head new.yaml");
    let note = "parts of new.yaml lost on import, which are not compared: 1";
    assert!(out.contains(note), "{out}");
}
