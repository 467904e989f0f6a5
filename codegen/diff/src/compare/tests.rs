//! Whole comparisons: each cause is reported once, and the symbols of the clients agree.

use restwright_spec::api::Api;
use restwright_spec::{Source, Sources};

use crate::finding::Finding;

/// Texts of the base, and what stands there in the head.
pub(super) type Edits = &'static [(&'static str, &'static str)];

const BASE: &str = "
api: { name: sample, title: Sample, description: For tests., version: 1.0.0 }
servers: { main: { url: 'https://api.example.com', description: Where it is. } }
credentials:
  token:
    description: Proof of who calls.
    given: call
    placements: [{ in: header, name: X-Token }, { in: query, name: token }]
  slip:
    description: Another proof.
    given: call
    placements: [{ in: header, name: X-Slip }]
groups: { things: What there is. }
group: things
operations:
  pay:
    summary: Pay for a thing
    method: POST
    path: /things
    arguments: [slip]
    credentials: [slip]
    response: { 200: none }
    effect: sends
  order:
    summary: Order a thing
    method: POST
    path: /things
    arguments: [token]
    credentials: [token]
    parameters: { remark: { in: query, type: string, description: A remark. } }
    response: { 200: none }
    effect: sends
";

#[test]
fn one_cause_is_one_finding() {
    #[rustfmt::skip]
    let table: [(Edits, &[&str]); 6] = [
        // Two operations of one method and path are told apart by what else they are called.
        (&[("groups: { things", "groups: { goods"), ("group: things", "group: goods")],
            &["group-renamed groups.goods"]),
        // An argument is found by its position.
        (&[("  slip:", "  note:"), ("[slip]", "[note]"), ("[slip]", "[note]")],
            &["credential-argument-renamed credentials.note"]),
        (&[("[slip]", "[token]"), ("[slip]", "[token]")],
            &["operation-auth-argument-replaced operations.things.pay.credentials.token"]),
        // The choice is called by its kind as long as that is the only one.
        (&[("name: token }", "name: access }")], &["credential-wire-name-changed credentials.token"]),
        // A parameter that goes where a credential went.
        (&[("name: X-Slip }", "name: X-Note }"),
           ("credentials: [slip]\n", "credentials: [slip]\n    parameters: { lang: { in: header, name: X-Slip, type: string, description: Its language. } }\n")],
            &["credential-wire-name-changed credentials.slip",
              "param-added-optional operations.things.pay.inputs.lang",
              "param-wire-name-reused operations.things.pay.inputs.lang"]),
        (&[("name: X-Token", "name: X-Slip"), ("name: X-Slip }]\ng", "name: X-Token }]\ng")],
            &["credential-place-reused credentials.slip", "credential-place-reused credentials.token"]),
    ];
    for (edits, expected) in table {
        let findings = super::compare(&api(BASE), &api(&edited(BASE, edits)), None);
        assert_eq!(listed(&findings), expected, "{edits:?}");
    }
}

const ANSWERS: &str = "
api: { name: sample, title: Sample, description: For tests., version: 1.0.0 }
servers: { main: { url: 'https://api.example.com', description: Where it is. } }
error_body: { code: code }
errors:
  gone: { code: 7, status: 404, message: Gone, meaning: it is gone }
  late: { code: 8, status: 404, message: Late, meaning: it is too late }
groups: { things: What there is. }
group: things
operations:
  find:
    summary: Find a thing
    method: GET
    path: /things
    response: { 200: Found }
    errors: [7, 8]
    effect: safe
  put:
    summary: Put a thing
    method: PUT
    path: /things
    arguments: [body]
    whole_body: { type: Found, description: What was found. }
    response: { 200: Thing }
    errors: [7]
    effect: idempotent
types:
  Found:
    description: What was found.
    variants:
      - { id: locked, type: Locked, when: { has: question }, description: It asks something. }
      - { id: open, type: Thing, when: { has: name }, description: It is open. }
  Locked:
    description: A question.
    fields: { question: { type: string, required: true, description: What is asked. } }
    arguments: [question]
  Thing:
    description: A thing.
    fields:
      name: { type: string, required: true, description: The name. }
      size: { type: string, required: true, description: The size. }
      kind: { type: Kind, description: What kind. }
    arguments: [name, size]
  Kind: { description: A kind., values: { a: { description: One., }, b: { description: Another. } } }
";

#[test]
fn what_clients_make_of_an_answer_counts() {
    const FIELD: &str = "      kind: { type: Kind,";
    #[rustfmt::skip]
    let table: [(Edits, &[&str]); 9] = [
        // Numbers that change places are two findings, wherever they are named.
        (&[("code: 7", "code: 9"), ("code: 8", "code: 7"), ("code: 9", "code: 8")],
            &["error-code-number-taken-over errors.gone", "error-code-number-taken-over errors.late"]),
        (&[("errors: [7, 8]", "errors: [7]")],
            &["error-removed-from-operation operations.things.find.errors.8"]),
        // A renamed type converts as before, under its new name.
        (&[("type: Locked", "type: Asked"), ("Locked:\n", "Asked:\n    renamed_from: Locked\n")],
            &["schema-renamed-with-alias types.Asked"]),
        // A key that tells an earlier variant apart, in either case.
        (&[(FIELD, "      question: { type: string, description: A. }\n      kind: { type: Kind,")],
            &["body-field-added-optional types.Thing.fields.question",
              "response-union-variant-shadowed types.Found.variants.open"]),
        (&[(FIELD, "      ask: { name: Question, type: string, description: A. }\n      kind: { type: Kind,")],
            &["body-field-added-optional types.Thing.fields.ask",
              "response-union-variant-shadowed types.Found.variants.open"]),
        // What a later variant is told by harms none.
        (&[("    fields: { question", "    fields: { name: { type: string, description: A. }, question")],
            &["body-field-added-optional types.Locked.fields.name"]),
        // Two keys that clients take for one, unless the one of before is always there.
        (&[(FIELD, "      sort: { name: kind2, type: string, description: A. }\n      kind: { type: Kind,")],
            &["body-field-added-optional types.Thing.fields.sort"]),
        (&[(FIELD, "      sort: { name: Kind, type: string, description: A. }\n      kind: { type: Kind,")],
            &["response-field-added-alike types.Thing.fields.sort"]),
        (&[(FIELD, "      sort: { name: Size, type: string, description: A. }\n      kind: { type: Kind,")],
            &["body-field-added-optional types.Thing.fields.sort"]),
    ];
    for (edits, expected) in table {
        let findings = super::compare(&api(ANSWERS), &api(&edited(ANSWERS, edits)), None);
        assert_eq!(listed(&findings), expected, "{edits:?}");
    }
}

/// A description in which each old text stands, after its first place was given the new one.
pub(super) fn edited(base: &str, edits: &[(&str, &str)]) -> String {
    edits.iter().fold(base.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "{old}");
        text.replacen(old, new, 1)
    })
}

/// Rule and place of each finding, sorted.
pub(super) fn listed(findings: &[Finding]) -> Vec<String> {
    let mut listed: Vec<_> =
        findings.iter().map(|finding| format!("{} {}", finding.rule.id, finding.place)).collect();
    listed.sort();
    listed
}

pub(crate) fn api(text: &str) -> Api {
    let source = Source { path: "api.yaml".to_owned(), text: text.into() };
    let reading = restwright_spec::read(&Sources::new(vec![source]));
    reading.api.unwrap_or_else(|| panic!("{:?}", reading.diagnostics))
}
