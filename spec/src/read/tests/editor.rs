//! What the schema for editors sees: every mistake that the values of one file can show, and none where there is none.

use std::collections::BTreeSet;
use std::path::Path;

use jsonschema::Validator;
use serde_json::Value;

use super::{VALID, fixtures, load, rule_of};
use crate::diagnostic::Report;
use crate::source::File;
use crate::yaml::{self, Node};
use crate::{Source, Sources, schema};

/// Rules and fixtures that a schema cannot check, by the reason.
const UNSEEN: &[(&str, &[&str])] = &[
    (
        "what is named stands elsewhere, possibly in another file",
        &[
            "arguments-missing",
            "arguments-surplus",
            "arguments-unknown",
            "bad-condition",
            "bad-former-name",
            "bad-variable-value",
            "code-in-success",
            "basic-with-one-id",
            "constant-required-where-it-is-used",
            "credential-choice",
            "credential-wire-name",
            "details-of-an-enum",
            "details-of-two-types",
            "endless-type",
            "error-named-by-number-among-texts",
            "error-of-every-operation-named-again",
            "example-not-in-enum",
            "file-in-json",
            "example-beyond-the-limits-of-a-newtype",
            "example-of-a-newtype-of-another-type",
            "flow-continue",
            "flow-error",
            "flow-field",
            "flow-value",
            "flow-variant",
            "flow-without-call",
            "idempotency-said-twice",
            "idempotency-without-a-key",
            "list-in-a-deep-object",
            "list-in-a-list-in-a-form",
            "list-of-objects-in-a-form",
            "lists-of-forms-in-json",
            "object-in-query",
            "oauth-with-one-id",
            "pages-behind-a-list",
            "pages-by-a-boolean-url",
            "pages-by-an-object",
            "pages-by-the-last-text",
            "pages-input",
            "pages-of-an-object-as-a-list",
            "pages-of-an-option",
            "pages-of-no-body",
            "pages-of-a-stream",
            "pages-of-no-list",
            "pages-until-a-text",
            "pages-while-a-text",
            "parameter-without-placeholder",
            "placeholder-without-parameter",
            "status-304-without-a-condition",
            "unknown-argument",
            "unknown-category",
            "unknown-credential",
            "unknown-error",
            "unknown-field",
            "unknown-group",
            "unknown-input",
            "unknown-operation",
            "unknown-parameter",
            "redundant-server",
            "unknown-server",
            "unknown-variable",
            "unused-variable",
            "unknown-type",
            "unknown-value",
            "unknown-variant",
            "unused-category",
            "unused-credential",
            "unused-group",
            "unused-parameter",
            "unused-type",
            "variant-key-not-required",
            "variant-not-object",
            "form-that-may-be-a-text",
            "kind-object-before-a-key",
            "kind-within-an-earlier-kind",
            "kinds-of-one-kind",
            "parameter-that-may-be-a-text",
            "part-that-may-be-a-text",
            "variant-with-key-of-an-earlier-one",
            "webhook-event-of-no-type",
        ],
    ),
    (
        "two values of different keys are the same, or may not be",
        &[
            "default-beyond-its-limits",
            "duplicate-acceptance",
            "duplicate-code",
            "duplicate-declaration",
            "duplicate-former-name",
            "duplicate-input",
            "duplicate-level",
            "duplicate-value",
            "duplicate-variant",
            "duplicate-wire-name",
            "example-beyond-its-limits",
            "example-with-equal-items",
            "flow-gives-a-field-twice",
            "layout-behind-the-status",
            "limit-of-no-length",
            "limit-of-no-range",
            "layouts-of-two-types-of-codes",
            "number-code-among-texts",
            "reserved-name",
            "same-request",
            "several-responses",
            "status-in-a-success",
            "stream-among-responses",
            "stray-inference",
            "text-code-among-numbers",
            "text-code-in-quotes",
            "variants-with-equal-conditions",
            "variants-with-equal-keys-in-other-case",
            "webhook-elements-that-look-alike",
            "webhook-events-of-one-name",
            "webhook-format-of-two-signatures",
            "webhook-headers-of-one-name",
            "webhook-id-of-no-header",
            "webhook-id-that-is-not-signed",
            "webhook-timestamp-of-no-header",
            "webhook-timestamp-that-is-not-signed",
            "webhook-timestamp-twice",
            "webhook-timestamp-without-tolerance",
            "webhook-tolerance-without-timestamp",
        ],
    ),
    (
        "it depends on how many entries there are, or on which is the last",
        &["missing-api", "missing-server", "variant-without-condition"],
    ),
    (
        "an example is compared with a whole operation",
        &[
            "error-body-with-nested-key",
            "error-body-with-rooted-key",
            "example-error",
            "example-of-other-path",
            "example-request",
            "example-response",
            "example-status",
            "example-unknown-key",
        ],
    ),
    ("a pattern is compiled, which no schema does", &["limit-by-a-broken-pattern"]),
    ("it is no mistake, and warns of what is to be done", &["inferred-value"]),
    ("a name of a header is compared without its case", &["request-id-header-of-cookies"]),
    (
        "it is about the text of the file, and not about its values",
        &["duplicate-key", "hidden-character", "not-exact", "tag", "unfinished-text"],
    ),
];

fn validator() -> Validator {
    let schema: Value = serde_json::from_str(&schema()).expect("the schema is JSON");
    jsonschema::validator_for(&schema).expect("the schema is one")
}

/// What stands in a file as JSON. `None` if it is not YAML, which editors see without a schema.
fn json(file: &File) -> Option<Value> {
    let tree = yaml::parse(0, file, &mut Report::default())?;
    Some(value(&tree))
}

fn value(node: &Node) -> Value {
    match &node.value {
        yaml::Value::Null => Value::Null,
        yaml::Value::Bool(value) => (*value).into(),
        yaml::Value::Integer(value) => (*value).into(),
        yaml::Value::Number(value) => value.value().into(),
        yaml::Value::String(value) => value.as_str().into(),
        yaml::Value::List(list) => list.iter().map(value).collect(),
        yaml::Value::Map(map) => {
            map.iter().map(|(key, entry)| (key.value.clone(), value(entry))).collect()
        }
    }
}

/// What is wrong with the files, as an editor tells it.
fn told(validator: &Validator, sources: &Sources) -> Vec<String> {
    let files = sources.iter().filter_map(|(_, file)| Some((file.path(), json(file)?)));
    let told = files.flat_map(|(path, json)| {
        let errors = validator.iter_errors(&json);
        let errors = errors.map(|error| format!("{path}{}: {error}", error.instance_path()));
        errors.collect::<Vec<_>>()
    });
    told.collect()
}

#[test]
fn mistakes_are_seen() {
    let validator = validator();
    let (mut missed, mut seen) = (BTreeSet::new(), BTreeSet::new());
    for folder in fixtures() {
        let sources = load(&folder);
        let (rule, name) =
            (rule_of(&folder), folder.file_name().expect("a name").to_string_lossy().into_owned());
        let is_yaml = sources.iter().all(|(_, file)| json(file).is_some());
        if !is_yaml {
            continue;
        }
        let place = if told(&validator, &sources).is_empty() { &mut missed } else { &mut seen };
        place.insert((rule, name));
    }
    let excused = |(rule, name): &&(String, String)| {
        UNSEEN.iter().flat_map(|(_, known)| *known).any(|known| known == rule || known == name)
    };
    let unexcused: Vec<_> = missed.iter().filter(|entry| !excused(entry)).collect();
    let surplus: Vec<_> = UNSEEN
        .iter()
        .flat_map(|(_, known)| *known)
        .filter(|known| !missed.iter().any(|(rule, name)| *known == rule || *known == name))
        .collect();
    assert!(unexcused.is_empty(), "{} seen, {} missed: {unexcused:#?}", seen.len(), missed.len());
    assert!(surplus.is_empty(), "seen, or gone: {surplus:?}");
}

#[test]
fn what_is_right_is_not_told() {
    let validator = validator();
    let valid = Source { path: "valid.yaml".to_owned(), text: VALID.into() };
    assert_eq!(told(&validator, &Sources::new(vec![valid])), Vec::<String>::new());
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = 0;
    for parent in [home.to_path_buf(), home.join("../tests/fixtures/features")] {
        for entry in std::fs::read_dir(parent).expect("a folder") {
            let folder = entry.expect("an entry").path();
            let folders = [folder.clone(), folder.join("operations"), folder.join("types")];
            for folder in folders.iter().filter(|folder| folder.is_dir()) {
                let sources = load(folder);
                files += sources.iter().count();
                assert_eq!(told(&validator, &sources), [""; 0], "{}", folder.display());
            }
        }
    }
    assert!(files > 20, "{files} files");
}
