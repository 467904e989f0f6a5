//! Whole comparisons: one cause is one finding, and the symbols of the clients agree with it.

use api_spec::api::Api;
use api_spec::{Source, Sources};

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
    response: { 200: none }
    effect: sends
";

#[test]
fn one_cause_is_one_finding() {
    #[rustfmt::skip]
    let table: [(Edits, &[&str]); 5] = [
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
        (&[("name: X-Token", "name: X-Slip"), ("name: X-Slip }]\ng", "name: X-Token }]\ng")],
            &["credential-place-reused credentials.slip", "credential-place-reused credentials.token"]),
    ];
    for (edits, expected) in table {
        let findings = super::compare(&api(BASE), &api(&edited(BASE, edits)), None);
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
    let reading = api_spec::read(&Sources::new(vec![source]));
    reading.api.unwrap_or_else(|| panic!("{:?}", reading.diagnostics))
}
