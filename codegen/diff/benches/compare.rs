//! How long it takes to compare two models of 250 operations with 40 changes between them: `cargo bench -p restwright-diff`.

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use restwright_spec::api::Api;
use restwright_spec::{Source, Sources};

const GROUPS: usize = 25;
const OPERATIONS_OF_A_GROUP: usize = 10;
const CHANGES: usize = 40;
const RUNS: usize = 21;

/// Which of two descriptions.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Base,
    Head,
}

fn main() {
    let (base, head) = (api(Side::Base), api(Side::Head));
    let operations: usize = base.groups.iter().map(|group| group.operations.len()).sum();
    let findings = restwright_diff::compare(&base, &head, None).len();
    let mut times: Vec<Duration> = (0..RUNS).map(|_| time(&base, &head)).collect();
    times.sort();
    println!(
        "{operations} operations, {CHANGES} changes, {findings} findings: median {:?}, slowest {:?}",
        times[RUNS / 2],
        times[RUNS - 1]
    );
}

fn time(base: &Api, head: &Api) -> Duration {
    let start = Instant::now();
    black_box(restwright_diff::compare(black_box(base), black_box(head), None));
    start.elapsed()
}

/// A description in which every sixth operation of the head is another one in some way.
fn api(side: Side) -> Api {
    let mut sources = vec![source("api.yaml", shared())];
    for group in 0..GROUPS {
        let mut text = format!("group: group_{group}\noperations:\n");
        for operation in 0..OPERATIONS_OF_A_GROUP {
            let number = group * OPERATIONS_OF_A_GROUP + operation;
            self::operation(number, side, &mut text);
        }
        text.push_str("types:\n");
        for number in 0..OPERATIONS_OF_A_GROUP {
            named_type(group * OPERATIONS_OF_A_GROUP + number, &mut text);
        }
        sources.push(source(&format!("{group}.yaml"), text));
    }
    let reading = restwright_spec::read(&Sources::new(sources));
    reading.api.unwrap_or_else(|| panic!("{:?}", reading.diagnostics))
}

fn source(path: &str, text: String) -> Source {
    Source { path: path.to_owned(), text: text.into_bytes() }
}

fn shared() -> String {
    let mut text = "\
api: { name: bench, title: Bench, description: Many operations., version: 1.0.0, arguments: [key] }
servers: { main: { url: 'https://api.example.com', description: Where it is. } }
credentials: { key: { description: A key., given: client, placements: [{ in: query, name: key }] } }
error_categories: { gone: it is gone }
"
    .to_owned();
    text.push_str("groups:\n");
    for group in 0..GROUPS {
        let _ = writeln!(text, "  group_{group}: A group.");
    }
    text.push_str("errors:\n");
    for code in 1..=200 {
        let _ = writeln!(
            text,
            "  error_{code}: {{ code: {code}, status: 400, message: No, meaning: no, category: gone }}"
        );
    }
    text
}

fn operation(number: usize, side: Side, text: &mut String) {
    let change = |kind: usize| {
        side == Side::Head
            && number.is_multiple_of(6)
            && number / 6 < CHANGES
            && number / 6 % 4 == kind
    };
    let summary = if change(0) { "Does something else" } else { "Does something" };
    let limit = if change(1) { "string" } else { "integer" };
    let note = if change(2) { "comment" } else { "note" };
    let response = if change(3) { (number + 1) % 250 } else { number };
    let code = number % 190 + 5;
    let _ = write!(
        text,
        "  do_{number}:
    summary: {summary}
    method: POST
    path: /things/{{id}}/{number}
    arguments: [id, name]
    parameters:
      id: {{ in: path, type: string, description: The id. }}
      limit: {{ in: query, type: {limit}, description: How many. }}
      fields: {{ in: query, type: list<string>, description: Which. }}
      trace: {{ in: header, name: X-Trace, type: string, description: A trace. }}
    body:
      name: {{ type: string, required: true, description: The name. }}
      {note}: {{ type: string, description: A note. }}
    credentials: [key]
    response: {{ 200: Thing{response} }}
    errors: [1, 2, 3, {code}]
    effect: sends
"
    );
}

fn named_type(number: usize, text: &mut String) {
    let next = (number + 1) % (GROUPS * OPERATIONS_OF_A_GROUP);
    let _ = write!(
        text,
        "  Thing{number}:
    description: A thing.
    fields:
      id: {{ type: string, required: true, description: Its id. }}
      count: {{ type: integer, description: How many. }}
      created: {{ type: timestamp, description: When. }}
      tags: {{ type: list<string>, description: Words. }}
      next: {{ type: Thing{next}, description: Another one. }}
"
    );
}
