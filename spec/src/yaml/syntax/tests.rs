//! Mistakes, and where they are told.

use crate::diagnostic::Report;
use crate::yaml::parse;
use crate::{Source, Sources};

/// What is said of a text, with the place.
fn told(text: &str) -> (String, usize, usize) {
    let sources = Sources::new(vec![Source { path: "a.yaml".to_owned(), text: text.into() }]);
    let mut report = Report::default();
    let tree = parse(0, sources.get(0).expect("a file"), &mut report);
    assert!(tree.is_none(), "{text} is YAML: {tree:?}");
    let problems = report.finish();
    let [problem] = problems.as_slice() else { panic!("{text}: {problems:?}") };
    let place = sources.location(problem.span().expect("a place"));
    (problem.message.clone(), place.line, place.column)
}

/// Texts, what is said of them, and where.
const MISTAKES: &[(&str, &str, usize, usize)] = &[
    // A colon.
    ("api:\n  name: pets\n  title Pets\n  version: 1\n", "no colon behind `title`", 3, 3),
    ("api:\n  name pets\n  title: Pets\n", "no colon behind `name`", 2, 3),
    ("api\n  name: pets\n", "no colon behind `api`", 1, 1),
    ("a: 1\nb\nc: 2\n", "no colon behind `b`", 2, 1),
    ("api:\n  name:pets\n  title: Pets\n", "no space behind the colon of `name`", 2, 3),
    ("api:\n  name: pets\n  title:Pets\n", "no space behind the colon of `title`", 3, 3),
    ("a: { b: 1 }\nc\nd: 1\n", "no colon behind `c`", 2, 1),
    // A column.
    ("api:\n  name: pets\n   title: Pets\n", "`title` is not in line with what is around it", 3, 4),
    ("api:\n  name: pets\n title: Pets\n", "`title` is not in line with what is around it", 3, 2),
    ("a:\n  b:\n    c: 1\n   d: 2\n", "`d` is not in line with what is around it", 4, 4),
    ("a:\n  - b: 1\n     c: 2\n", "`c` is not in line with what is around it", 3, 6),
    ("a:\n  - b: 1\n   c: 2\n", "`c` is not in line with what is around it", 3, 4),
    ("a: { b: 1 }\n  c: 2\n", "`c` is not in line with what is around it", 2, 3),
    (" a: 1\nb: 2\n", "`a` is not in line with what is around it", 1, 2),
    (
        "a:\n  b:\n  c: 1\n    d: 2\n    e: 3\nf: 1\n",
        "`c` is not in line with what is around it",
        3,
        3,
    ),
    ("a:\n  b: 1\nc: 2\n  d: 3\n  e: 4\n", "`c` is not in line with what is around it", 3, 1),
    ("a:\n    b: 1\n  c: 2\n  d: 3\n", "`b` is not in line with what is around it", 2, 5),
    ("a: |\n    b\n  c\n", "a line of a text that is indented less than the first one", 3, 3),
    // Text at the column of keys.
    (
        "a:\n  b: this is a\n  text of two lines\n  c: 1\n",
        "a line of text at the column of keys",
        3,
        3,
    ),
    ("a:\n  b: this is a\ntext of two lines\n", "a line of text at the column of keys", 3, 1),
    (
        "a:\n  b: |\n    this is a\n  text of two lines\n",
        "a line of text at the column of keys",
        4,
        3,
    ),
    ("a:\n  b:\n  text of two lines\n", "a line of text at the column of keys", 3, 3),
    ("a:\n  b: \"this is a\n  text\"\n", "a line of a text in quotes that is not indented", 3, 3),
    ("a: b\n// c d\n", "a comment begins with `#`", 2, 1),
    // Signs that look like others.
    ("a: 1\nb：2\n", "a fullwidth colon (U+FF1A) in place of `:`", 2, 2),
    ("a:\n  b: 1\n\u{A0} c: 2\n", "a no-break space (U+00A0) in place of a space", 3, 1),
    ("a: 1\nb:\u{A0}2\n", "a no-break space (U+00A0) in place of a space", 2, 3),
    ("a: \u{201c}b: c\u{201d}\n", "typographic quotes around a text", 1, 4),
    ("a: 1\nb = 2\n", "`=` in place of the colon of `b`", 2, 3),
    ("a: ｛ b: 1 ｝\n", "a fullwidth brace (U+FF5B) in place of `{`", 1, 4),
    // A comment, an escape, a comma.
    ("a: [b]#c\n", "no space before a comment", 1, 7),
    ("a: { b: \"c\"#d\n  }\n", "no space before a comment", 1, 12),
    ("a: \"b\"#c\n", "no space before a comment", 1, 7),
    ("a: \"C:\\pets\"\n", "`\\p` is not an escape", 1, 7),
    ("a: \"\\u12\"\n", "`\\u` is not an escape", 1, 5),
    ("a: { b: 1,, c: 2 }\n", "a comma with nothing in front of it", 1, 11),
    ("a: \"b\",\nc: 1\n", "a comma behind a value", 1, 7),
    ("a:\n  b: {\n  c: 1\n  }\nd: 1\n", "a line between brackets that is not indented", 3, 3),
    ("a:\n  b: [\n    1\n  ]\nd: 1\n", "a line between brackets that is not indented", 4, 3),
    ("{\n  \"a\": 1,\n", "`{` is never closed", 1, 1),
    ("%YAML 1.1\na: 1\n", "a directive without `---`", 1, 1),
    // A quote.
    ("a: \"b\nc: 1\n", "`\"` is never closed", 1, 4),
    ("a: 'b\nc: 'd'\n", "`'` is never closed", 1, 4),
    ("a:\n  b: \"c\n  d: \"e\"\n", "`\"` is never closed", 2, 6),
    ("a: { b: \"c, d: e }\nf: 1\n", "`\"` is never closed", 1, 9),
    ("a: 'it's'\n", "text behind a closing quote", 1, 8),
    ("a: \"b\" and c\n", "text behind a closing quote", 1, 7),
    ("a: [\"b\" c]\n", "text behind a closing quote", 1, 7),
    // A bracket.
    ("a: [b, c\nd: 1\n", "`[` is never closed", 1, 4),
    ("a:\n  b: { c: [1, 2 }\n  d: 1\n", "`}` closes no `[`", 2, 17),
    ("a: { b: { c: 1 }\nd: 1\n", "`{` is never closed", 1, 4),
    ("a: { b: 1 } }\nc: 1\n", "`}` closes nothing", 1, 13),
    ("a: {\n  b: 1,\n", "`{` is never closed", 1, 4),
    // A sign.
    ("a: @b\n", "text that begins with `@` needs quotes", 1, 4),
    ("a: `b` is c\n", "text that begins with a backtick needs quotes", 1, 4),
    ("a: %b\n", "text that begins with `%` needs quotes", 1, 4),
    ("a: > b\n", "text that begins with `>` needs quotes", 1, 4),
    ("a: | b\n", "text that begins with `|` needs quotes", 1, 4),
    ("a: - b\n", "text that begins with `-` needs quotes", 1, 4),
    ("a: [b] c\n", "text that begins with `[` needs quotes", 1, 4),
    ("a: {b} c\n", "text that begins with `{` needs quotes", 1, 4),
    ("a: { b: `c` }\n", "text that begins with a backtick needs quotes", 1, 9),
    ("a:\n  - @b\n", "text that begins with `@` needs quotes", 2, 5),
    ("a: & b\n", "text that begins with `&` needs quotes", 1, 4),
    // A colon in a text.
    ("a: b: c\n", "text with a colon and a space needs quotes", 1, 5),
    ("a: b\n  c d: e\n", "text with a colon and a space needs quotes", 2, 6),
    ("a: { b: c: d }\n", "text with a colon and a space needs quotes", 1, 10),
    ("a: { b: c d: e }\n", "no comma in front of `d`", 1, 11),
    // Lists.
    ("a:\n  - b\n  -c\n", "no space behind a dash", 3, 3),
    ("a:\n  - b: 1\n  -c: 2\n", "no space behind a dash", 3, 3),
    ("a:\n  -{ b: 1, c: 2 }\n", "no space behind a dash", 2, 3),
    ("a:\n  - b: 1\n  c: 2\n", "an entry of a list and a key stand side by side", 2, 3),
    ("a:\n  b: c\n  - d: 2\n", "an entry of a list and a key stand side by side", 3, 3),
    ("a:\n  b: c\n  - d\n", "a list below a key that has a text as its value", 3, 3),
    ("a:\n  * { b: 1, c: 2 }\n", "`*` in place of `-`", 2, 3),
    ("a:\n  • { b: 1, c: 2 }\n", "a bullet (U+2022) in place of `-`", 2, 3),
    ("a:\n  - b\n  c: 2\n", "an entry of a list and a key stand side by side", 3, 3),
    // Behind texts that hold what would be a mistake elsewhere.
    ("a: |\n  b\n  c: d: e @ [\nf\ng: 1\n", "no colon behind `f`", 4, 1),
    ("# a b\n\na: \"b: c\n  d\" # e: f\ng\nh: 1\n", "no colon behind `g`", 5, 1),
    ("a:\n- b: [1, # ]\n    2]\n- c\nd\ne: 1\n", "no colon behind `d`", 5, 1),
];

#[test]
fn mistakes_are_told_where_they_were_made() {
    for (text, message, line, column) in MISTAKES {
        assert_eq!(told(text), ((*message).to_owned(), *line, *column), "{text}");
    }
}

/// A description that uses most of the language.
const VALID: &str = include_str!("../../read/valid.yaml");

/// A line with one mistake in it, for each kind of mistake that it can have.
fn mistakes(line: &str) -> Vec<(&'static str, String)> {
    let mut mistakes = Vec::new();
    let mut replace = |what, from: &str, to: &str| {
        if let Some((before, after)) = line.split_once(from) {
            mistakes.push((what, format!("{before}{to}{after}")));
        }
    };
    replace("no colon", ": ", " ");
    replace("no space behind a colon", ": ", ":");
    replace("an open quote", "\"", "");
    for (open, close) in [("{", "}"), ("[", "]")] {
        replace("no bracket that opens", open, "");
        replace("no bracket that closes", close, "");
    }
    replace("no comma", ", ", " ");
    replace("a sign", ": ", ": @");
    replace("another sign", ": ", ": `");
    mistakes.push(("a column more", format!(" {line}")));
    mistakes.push(("two columns more", format!("  {line}")));
    for (what, spaces) in [("a column less", " "), ("two columns less", "  ")] {
        if let Some(shorter) = line.strip_prefix(spaces) {
            mistakes.push((what, shorter.to_owned()));
        }
    }
    mistakes
}

#[test]
fn one_mistake_in_a_description_is_told_on_its_line() {
    let lines: Vec<_> = VALID.lines().collect();
    let mut missed = Vec::new();
    let mut count = 0;
    for (index, line) in lines.iter().enumerate() {
        for (what, wrong) in mistakes(line) {
            let mut text = lines.clone();
            text[index] = &wrong;
            let text = text.join("\n") + "\n";
            let sources =
                Sources::new(vec![Source { path: "a.yaml".to_owned(), text: text.into() }]);
            let mut report = Report::default();
            // Some mistakes are YAML all the same.
            if parse(0, sources.get(0).expect("a file"), &mut report).is_none() {
                let problem = report.finish().remove(0);
                let place = sources.location(problem.span().expect("a place"));
                count += 1;
                if place.line != index + 1 || problem.message == "this is not YAML" {
                    missed.push(format!(
                        "{what} in line {}: {wrong}\n  {}: {}",
                        index + 1,
                        place.line,
                        problem.message
                    ));
                }
            }
        }
    }
    assert!(missed.is_empty(), "{} of {count}:\n{}", missed.len(), missed.join("\n"));
}
