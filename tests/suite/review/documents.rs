//! The documents show what the tool says.

use std::fmt::Write as _;
use std::{env, fs};

use restwright_diff::Mirror;
use restwright_spec::Source;

use super::Review;
use crate::description::{fixtures, workspace};

/// The change that the README shows is the one of the fixture, and what it shows next is what the tool says of it.
#[test]
fn the_first_review_is_a_real_one() {
    let folder = fixtures("first_review");
    let read = |side: &str| fs::read(folder.join(side)).expect("both sides are there");
    let side =
        |side: &str| vec![Source { path: "spec/pets/api.yaml".to_owned(), text: read(side) }];
    let review = Review::of(side("base.yaml"), side("head.yaml"));
    let text = review.form("text").replace("spec/library", "spec/pets");

    let page = fs::read_to_string(workspace().join("README.md")).expect("it is there");
    let block = |language: &str| {
        let from = page.split_once("## Review a change").map(|(_, rest)| rest)?;
        let (_, block) = from.split_once(&format!("```{language}\n"))?;
        Some(block.split_once("```")?.0)
    };
    let change = block("diff").expect("the README shows a change");
    let [base, head] = ["base.yaml", "head.yaml"].map(|side| {
        String::from_utf8(read(side)).expect("text").lines().map(str::to_owned).collect::<Vec<_>>()
    });
    let only = |mine: &[String], other: &[String]| -> Vec<String> {
        mine.iter().filter(|line| !other.contains(line)).cloned().collect()
    };
    let shown = |sign: char| -> Vec<String> {
        let lines = change.lines().filter_map(|line| line.strip_prefix(sign));
        lines.map(str::to_owned).collect()
    };
    assert_eq!((shown('-'), shown('+')), (only(&base, &head), only(&head, &base)));
    assert_eq!(block("text"), Some(text.as_str()), "the README shows another review:\n{text}");
}

/// Set to `always`, it lets tests write what they would otherwise compare.
const UPDATE: &str = "INSTA_UPDATE";

#[test]
fn the_list_of_rules_is_fresh() {
    let path = workspace().join("codegen/diff/RULES.md");
    let wanted = rules();
    if env::var(UPDATE).is_ok_and(|update| update == "always") {
        fs::write(&path, &wanted).expect("the list can be written");
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == wanted,
        "codegen/diff/RULES.md is out of date\nrun `{UPDATE}=always cargo test --package api-tests rules_is_fresh`"
    );
}

/// The catalogue as a page.
fn rules() -> String {
    let rules = restwright_diff::rules();
    let mut page = format!(
        "# Rules\n\nThe {} kinds of change that `cargo xtask diff` reports, with the effect of each on the wire and on the source of\n\
         programs that use the client. Made from the catalogue in `src/rules`; a test keeps it so. Every rule with a level in\n\
         Rust has a pair of descriptions and a program in `tests/fixtures/diff`, which verifies the level with the compiler.\n\n\
         | rule | wire | Rust | why | what to do | undone |\n|---|---|---|---|---|---|\n",
        rules.len()
    );
    for rule in rules {
        let mirror = match rule.mirror {
            Mirror::Rule(mirror) => format!("`{mirror}`"),
            Mirror::Itself => "itself".to_owned(),
            Mirror::Nothing(why) => format!("no finding: {why}"),
        };
        let cells = [
            format!("`{}`", rule.id),
            rule.wire.as_str().to_owned(),
            rule.rust.as_str().to_owned(),
            rule.reason.to_owned(),
            rule.migration.to_owned(),
            mirror,
        ];
        let cells = cells.map(|cell| cell.replace('|', "\\|"));
        let _ = writeln!(page, "| {} |", cells.join(" | "));
    }
    page
}
