//! Changes that no rule sees, and levels that are too low.

use restwright_spec::api::Api;
use restwright_spec::{Source, Sources};

use crate::compare::Comparison;
use crate::compare::operations::all;
use crate::finding::{Finding, Findings};
use crate::{Kind, Mirror, Place, Proof, Rule, Rust, WireLevel};

const BASE: &str = "
api: { name: sample, title: Sample, description: For tests., version: 1.0.0 }
servers: { main: { url: 'https://api.example.com', description: Where it is. } }
groups: { things: What there is. }
group: things
operations:
  make:
    summary: Make a thing
    method: POST
    path: /things
    arguments: [name, size]
    parameters:
      name: { in: query, type: string, required: true, description: The name. }
      size: { in: query, type: integer, required: true, description: The size. }
      color: { in: query, type: string, description: The color. }
    response: { 200: Thing }
    effect: sends
types:
  Thing:
    description: A thing.
    arguments: [name]
    fields:
      name: { type: string, required: true, description: The name. }
      part: { type: Part, description: Its part. }
  Part:
    description: A part.
    fields: {}
";

#[test]
fn what_no_rule_sees_is_found() {
    #[rustfmt::skip]
    let table: [(&str, &str, &[&str]); 9] = [
        ("", "", &[]),
        ("A thing.", "Another text.", &[]),
        ("path: /things", "path: /other", &[]),
        ("color: { in: query, type: string", "color: { in: query, type: integer",
            &["unclassified-change operations.things.make.inputs.color major"]),
        ("      color: { in: query, type: string, description: The color. }\n", "",
            &["unclassified-change operations.things.make.inputs.color major"]),
        ("    fields: {}", "    fields: { id: { type: integer, description: Its id. } }",
            &["unclassified-change types.Part.fields.id minor"]),
        ("[name, size]", "[size, name]", &["unclassified-change operations.things.make major"]),
        ("{ 200: Thing }", "{ 200: Part }", &[
            "unclassified-change operations.things.make.response major",
        ]),
        // It can be built from now on, with whatever it holds.
        ("effect: sends", "body: { thing: { type: Thing, description: It. } }\n    effect: sends", &[
            "unclassified-change operations.things.make.inputs.thing minor",
            "unclassified-change types.Part minor",
            "unclassified-change types.Thing minor",
            "unclassified-change types.Thing.fields.part minor",
        ]),
    ];
    for (from, to, expected) in table {
        assert_eq!(found(from, to, &[]), expected, "{from:?} becomes {to:?}");
    }
}

#[test]
fn what_is_found_is_raised() {
    #[rustfmt::skip]
    let table: [(&str, Rust, &[&str]); 5] = [
        ("types.Thing.fields.name", Rust::Major, &["made-up types.Thing.fields.name major"]),
        ("types.Thing.fields.name", Rust::Patch, &["made-up types.Thing.fields.name major"]),
        ("types.Thing", Rust::Minor, &["made-up types.Thing major"]),
        ("types.Part", Rust::Major,
            &["made-up types.Part major", "unclassified-change types.Thing.fields.name major"]),
        ("types.Thing.fields.part", Rust::Major,
            &["made-up types.Thing.fields.part major", "unclassified-change types.Thing.fields.name major"]),
    ];
    let (from, to) =
        ("      name: { type: string, required", "      name: { type: integer, required");
    for (place, level, expected) in table {
        assert_eq!(found(from, to, &[(place, level)]), expected, "{place} {level:?}");
    }
}

#[test]
fn what_follows_from_afar_is_known() {
    let input = "operations.things.make.inputs.thing";
    let body = "body: { thing: { type: Thing, description: It. } }\n    effect: sends";
    assert_eq!(
        found("effect: sends", body, &[(input, Rust::Minor)]),
        [format!("made-up {input} minor")],
        "an input makes its type one that can be built"
    );
    let input = "operations.things.make.inputs.size";
    assert_eq!(
        found("[name, size]", "[size, name]", &[(input, Rust::Major)]),
        [format!("made-up {input} major")],
        "the order of inputs makes a signature"
    );
}

#[test]
fn what_is_renamed_is_the_same() {
    let head = BASE.replace("Thing", "Stuff");
    let head = head.replace("  Stuff:", "  Stuff:\n    renamed_from: Thing");
    let findings = compared(&head, &[("types.Stuff", Rust::Minor)]);
    let [only] = &*findings else { panic!("there is one, and not {findings:?}") };
    assert_eq!(line(only), "made-up types.Stuff minor", "the former name still stands");
    assert_eq!(only.rust_before, Vec::<String>::new());
    let declaration = "non_exhaustive struct: Clone + Debug + Default + PartialEq";
    assert_eq!(only.rust_after, [format!("types::Stuff: {declaration}")]);
}

#[test]
fn a_finding_shows_what_programs_write() {
    let size = "operations.things.make.inputs.size";
    let head = BASE.replace("size: { in: query, type: integer", "size: { in: query, type: string");
    let findings = compared(&head, &[(size, Rust::Major), ("types.Thing", Rust::Patch)]);
    let [input, other] = &*findings else { panic!("there are two, and not {findings:?}") };
    let method = |size: &str| {
        let call = "operations::things::Make<C>";
        vec![format!("things().make: fn(&self, impl Into<String>, impl Into<{size}>) -> {call}")]
    };
    assert_eq!((&input.rust_before, &input.rust_after), (&method("i64"), &method("String")));
    assert_eq!((other.rust_before.len(), other.rust), (0, Rust::Patch));
}

/// What the comparison of symbols makes of findings after a change of the text, sorted.
fn found(from: &str, to: &str, findings: &[(&str, Rust)]) -> Vec<String> {
    assert!(BASE.contains(from), "{from:?} is not there");
    let findings = compared(&BASE.replacen(from, to, 1), findings);
    let mut lines: Vec<_> = findings.iter().map(line).collect();
    lines.sort();
    lines
}

fn compared(head: &str, findings: &[(&str, Rust)]) -> Findings {
    let (base, head) = (api(BASE), api(head));
    let mut compared = Findings::default();
    for (place, level) in findings {
        let mut finding = Finding::new(&MADE_UP, Place::written(place));
        finding.rust = *level;
        compared.push(finding);
    }
    let operations = (all(&base), all(&head));
    let comparison = Comparison::new((&base, &head), (&operations.0, &operations.1), None);
    super::compare(&comparison, &mut compared);
    compared
}

fn line(finding: &Finding) -> String {
    format!("{} {} {}", finding.rule.id, finding.place, finding.rust.as_str())
}

static MADE_UP: Rule = Rule {
    id: "made-up",
    kind: Kind::Changed,
    wire: WireLevel::None,
    rust: Rust::None,
    proof: Proof::Compiler,
    reason: "",
    migration: "",
    mirror: Mirror::Itself,
};

fn api(text: &str) -> Api {
    let source = Source { path: "api.yaml".to_owned(), text: text.into() };
    let reading = restwright_spec::read(&Sources::new(vec![source]));
    reading.api.unwrap_or_else(|| panic!("{:?}", reading.diagnostics))
}
