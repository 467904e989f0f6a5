//! Changes that meet: which of them explains which.

use crate::compare::Comparison;
use crate::compare::operations::all;
use crate::compare::tests::{Edits, api, edited, listed};
use crate::finding::Findings;

const BASE: &str = "
api: { name: sample, title: Sample, description: For tests., version: 1.0.0 }
servers: { main: { url: 'https://api.example.com', description: Where it is. } }
error_body: { code: code }
errors:
  gone: { code: 7, status: 404, message: Gone, meaning: it is gone }
  late: { code: 8, status: 409, message: Late, meaning: it is too late }
groups: { things: What there is. }
group: things
operations:
  find:
    summary: Find a thing
    method: GET
    path: /things/{name}
    arguments: [name, owner]
    parameters:
      name: { in: path, type: string, description: The name. }
      owner: { in: query, type: string, required: true, description: Whose it is. }
      limit: { in: query, name: l, type: integer, description: How many. }
      page: { in: query, name: p, type: integer, description: Which page. }
    response: { 200: none }
    errors: [7, 8]
    effect: safe
  make:
    summary: Make a thing
    method: POST
    path: /things
    response: { 200: none }
    effect: sends
";

#[test]
fn one_cause_is_one_finding() {
    #[rustfmt::skip]
    let table: [(Edits, &[&str]); 9] = [
        // The number of an error, and that it is gone, is told by the catalogue.
        (&[("code: 7", "code: 9"), ("[7, 8]", "[9, 8]")], &[]),
        (&[("  gone: { code: 7, status: 404, message: Gone, meaning: it is gone }\n", ""), ("[7, 8]", "[8]")], &[]),
        // Names of placeholders, and of arguments, never go over the wire.
        (&[("{name}", "{title}"), ("[name, owner]", "[title, owner]"), ("      name: { in: path", "      title: { in: path")],
            &["param-path-renamed operations.things.find.inputs.title"]),
        // What leaves the path takes its part of it along.
        (&[("/{name}", ""), ("      name: { in: path, type: string,", "      name: { in: query, type: string, required: true,")],
            &["param-location-changed operations.things.find.inputs.name"]),
        // A name of before that another input sends now.
        (&[("name: l,", "name: p,"), ("name: p, type: integer, description: W", "name: l, type: integer, description: W")],
            &["param-wire-name-reused operations.things.find.inputs.limit",
              "param-wire-name-reused operations.things.find.inputs.page"]),
        // A new argument moves the others, but does not change their order.
        (&[("[name, owner]", "[age, name, owner]"), ("      page:", "      age: { in: query, type: integer, required: true, description: Its age. }\n      page:")],
            &["param-added-required operations.things.find.inputs.age"]),
        (&[("[name, owner]", "[owner, name]")], &["param-required-order-swapped operations.things.find"]),
        // Outside of JSON a number is written as a text is.
        (&[("name: l, type: integer", "name: l, type: string")],
            &["param-type-widened operations.things.find.inputs.limit"]),
        (&[("path: /things\n", "path: /objects\n"), ("  make:", "  build:")],
            &["operation-added operations.things.build", "operation-removed operations.things.make"]),
    ];
    for (edits, expected) in table {
        let mut findings = Findings::default();
        let (base, head) = (api(BASE), api(&edited(BASE, edits)));
        let operations = (all(&base), all(&head));
        let comparison = Comparison::new((&base, &head), (&operations.0, &operations.1), None);
        super::compare(&comparison, &mut findings);
        assert_eq!(listed(&findings), expected, "{edits:?}");
    }
}
