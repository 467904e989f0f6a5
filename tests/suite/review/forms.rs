//! Every form of one review, always with the same bytes.

use std::fmt::Write as _;

use restwright_diff::{Finding, Findings};
use restwright_spec::render::Color;

use super::Review;
use crate::description::{fixtures, sources};
use crate::snapshot;

#[test]
fn forms() {
    let forms = Review::of_fixture().forms();
    let names = forms.iter().map(|(name, _)| (*name).to_owned()).collect();
    snapshot::each(names, |name| {
        let form = forms.iter().find(|(form, _)| *form == name);
        snapshot::check("review", name, &form.expect("it is one of them").1);
    });
}

#[test]
fn the_same_review_has_the_same_bytes() {
    let review = Review::of_fixture();
    assert_eq!(review.forms(), Review::of_fixture().forms());
    let findings: Vec<Finding> = review.report.findings.iter().cloned().collect();
    assert!(findings.len() > 10, "only {} findings", findings.len());
    for turn in 1..findings.len() {
        let mut turned = findings.clone();
        turned.rotate_left(turn);
        turned.reverse();
        let mut again = Review::of_fixture();
        again.report.findings = turned.into_iter().collect::<Findings>();
        assert_eq!(review.forms(), again.forms(), "turned by {turn}");
    }
}

/// Colours are added to the text, and nothing else changes by them.
#[test]
fn colours_only_colour() {
    let review = Review::of_fixture();
    let coloured = restwright_diff::render::text(&review.report, &review.sides(), Color::Always);
    let mut plain = String::new();
    for (at, part) in coloured.split("\u{1b}[").enumerate() {
        let text = if at == 0 { part } else { part.split_once('m').expect("a code ends").1 };
        plain.push_str(text);
    }
    assert_ne!(coloured, plain);
    assert_eq!(plain, review.forms()[0].1);
}

/// Without a change, there is nothing to read but that.
#[test]
fn no_change() {
    let mut text = String::new();
    let mut review = Review::of_fixture();
    let files = || sources(&fixtures("review").join("base"));
    review.report = Review::of(files(), files()).report;
    for (name, form) in review.forms() {
        let start = form.find("<body>").unwrap_or_default();
        let _ = write!(text, "== {name} ==\n{}", &form[start..]);
    }
    snapshot::check("review", "no-change", &text);
}
