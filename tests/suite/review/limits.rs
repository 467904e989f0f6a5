//! Very many findings, very large ones, and texts that want to be more than texts.

use restwright_diff::{AffectedOperation, Direction, Finding, Place, Rust, WireLevel, render};
use restwright_spec::render::Color;

use super::Review;

/// What GitHub takes as one comment, less what the poster puts around it.
const MAX_CHARACTERS: usize = 65_000;

/// Texts that would do something if they were taken for more than texts. All of them hold the word `EVIL`.
const HOSTILE: &[&str] = &[
    "<img src=x onerror=EVIL>",
    "</code></pre><script>EVIL</script>",
    "@EVIL, see #12 and [EVIL](javascript:x)",
    "`a` @EVIL `b`",
    "``` EVIL",
    "`` EVIL ``` x",
    "a\n\n# EVIL",
    "a\r\n::error::EVIL",
    "| EVIL | `b",
    "`EVIL",
    "EVIL`",
    "--> EVIL <!--",
    "\u{202e}EVIL\u{2066}\u{1b}[31m\u{7}",
    "&lt;b&gt;EVIL %0A::error::",
    "\" onclick=\"EVIL' x='",
];

#[test]
fn three_thousand_findings_fit_a_comment() {
    let mut review = Review::of_fixture();
    let rules = restwright_diff::rules();
    let findings = (0..3_000).map(|at| {
        let rule = rules[at % rules.len()];
        let place = Place::operation("books", &format!("read_{}", at % 700)).item("inputs", "id");
        let mut finding = Finding::new(rule, place).before(HOSTILE[at % HOSTILE.len()]).after("x");
        finding.rust_before = vec![format!("books().read_{at}: fn(&self) -> ()")];
        finding
    });
    review.report.findings = findings.collect();
    let page = render::markdown(&review.report, &review.sides());
    let length = page.chars().count();
    assert!((40_000..MAX_CHARACTERS).contains(&length), "{length} characters");
    let last = page.lines().last().unwrap_or_default();
    let counted = last.trim_start_matches("**").split(' ').next().and_then(|n| n.parse().ok());
    let cut: usize = counted.unwrap_or_else(|| panic!("the last line counts: {last}"));
    let shown = page.lines().filter(|line| line.starts_with("#### ")).count();
    // Two findings in this report would be of the version, which has its line at the beginning.
    let told = |finding: &&Finding| !finding.rule.id.starts_with("version-");
    assert_eq!(shown + cut, review.report.findings.iter().filter(told).count());
    // Nothing harmless is shown, since there is more than enough of the other kinds.
    assert!(page.contains("\n#### 🛑") && !page.contains("\n#### ✅"));
}

#[test]
fn one_large_finding_fits_a_comment() {
    let mut review = Review::of_fixture();
    let mut finding = Finding::new(breaking(), Place::named(&"T".repeat(5_000)));
    finding = finding.before("x".repeat(1_000_000)).after("`y`".repeat(100_000));
    finding.rust_before = (0..10_000).map(|at| format!("{at}{}", "z".repeat(1_000))).collect();
    finding.suggestion = Some("s".repeat(100_000));
    finding.affected = (0..5_000).map(reach).collect();
    review.report.findings = [finding].into_iter().collect();
    review.report.title = "t".repeat(100_000);
    let page = render::markdown(&review.report, &review.sides());
    let length = page.chars().count();
    assert!(length < MAX_CHARACTERS, "{length} characters");
    for counted in ["and 9980 more lines", "4980 more operations"] {
        assert!(page.contains(counted), "{counted} is not counted");
    }
    assert_eq!(page.matches("\n#### ").count(), 1);
}

fn reach(at: usize) -> AffectedOperation {
    AffectedOperation { operation: format!("books.read_{at:04}"), direction: Direction::Request }
}

fn breaking() -> &'static restwright_diff::Rule {
    let mut rules = restwright_diff::rules().into_iter();
    rules
        .find(|rule| rule.wire == WireLevel::Breaking && rule.rust == Rust::Major)
        .expect("there is one")
}

#[test]
fn texts_stay_texts() {
    for text in HOSTILE {
        let mut review = Review::of_fixture();
        let mut finding = Finding::new(breaking(), Place::named(text)).before(*text).after(*text);
        finding.before = Some(format!("{text}."));
        finding.suggestion = Some((*text).to_owned());
        finding.rust_before = vec![(*text).to_owned()];
        review.report.findings = [finding].into_iter().collect();
        (*text).clone_into(&mut review.report.title);
        for accepted in &mut review.report.accepted {
            (*text).clone_into(&mut accepted.reason);
        }
        check(&review, text);
    }
}

fn check(review: &Review, text: &str) {
    let [markdown, json, github, html, sarif, junit] =
        ["markdown", "json", "github", "html", "sarif", "junit"].map(|form| review.form(form));
    let bare = without_code(&markdown);
    assert!(markdown.contains("EVIL") && !bare.contains("EVIL"), "{text:?} in {bare}");
    let plain = render::text(&review.report, &review.sides(), Color::Never);
    assert!(plain.contains("EVIL") && !plain.contains(|c: char| c.is_control() && c != '\n'));
    let document: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(document["findings"][0]["after"], text);
    let document: serde_json::Value = serde_json::from_str(&sarif).expect("JSON");
    let message = document["runs"][0]["results"][0]["message"]["text"].as_str();
    assert!(message.is_some_and(|message| message.contains("EVIL")), "{sarif}");
    let document = quick_junit::Report::deserialize_from_str(&junit).expect("XML");
    let tests = &document.test_suites[0].test_cases;
    assert_eq!(tests.len(), review.report.findings.len() + review.report.accepted.len());
    assert!(tests[0].name.as_str().contains("EVIL"), "{junit}");
    let lines = review.report.findings.len() + review.report.accepted.len() + 1;
    assert_eq!(github.lines().count(), lines, "{github}");
    for line in github.lines() {
        assert!(line.starts_with("::") && !line.contains('\r'), "{line}");
    }
    let elements = |page: &str| page.matches('<').count();
    let mut harmless = review_like(review);
    harmless.report.findings = review.report.findings.iter().map(harmlessly).collect();
    assert_eq!(
        elements(&html),
        elements(&harmless.form("html")) + quoted(text),
        "{text:?} makes elements: {html}"
    );
    assert!(!html.contains("onclick=\"EVIL") && !html.contains("<script"));
}

/// The same review with a title that does nothing.
fn review_like(review: &Review) -> Review {
    let mut like = Review::of_fixture();
    like.report = review.report.clone();
    "EVIL".clone_into(&mut like.report.title);
    for accepted in &mut like.report.accepted {
        "EVIL".clone_into(&mut accepted.reason);
    }
    like
}

fn harmlessly(finding: &Finding) -> Finding {
    let mut harmless =
        Finding::new(finding.rule, Place::named("EVIL")).before("EVIL.").after("EVIL");
    harmless.suggestion = Some("EVIL".to_owned());
    harmless.rust_before = vec!["EVIL".to_owned()];
    harmless
}

/// Tags that the page puts around names that the text quotes: before, after, and in the suggestion.
fn quoted(text: &str) -> usize {
    let quotes = text.matches('`').count();
    if quotes % 2 == 1 { 0 } else { quotes / 2 * 2 * 3 }
}

/// Markdown without its code, by the rule that a run of backticks ends at the next one of the same length.
fn without_code(page: &str) -> String {
    let mut bare = String::new();
    let mut fence: Option<&str> = None;
    for line in page.lines() {
        let ticks = &line[..line.len() - line.trim_start_matches('`').len()];
        match fence {
            Some(open) if line == open => fence = None,
            Some(_) => {}
            None if ticks.len() >= 3 && line.ends_with("diff") => fence = Some(ticks),
            None => bare.push_str(&without_spans(line)),
        }
        bare.push('\n');
    }
    assert_eq!(fence, None, "a block is not closed: {page}");
    bare
}

fn without_spans(line: &str) -> String {
    let (mut bare, mut rest) = (String::new(), line);
    while let Some(start) = rest.find('`') {
        bare.push_str(&rest[..start]);
        let run = run(&rest[start..]);
        rest = &rest[start + run..];
        let mut from = 0;
        let end = loop {
            let Some(next) = rest[from..].find('`').map(|at| at + from) else { break None };
            let length = self::run(&rest[next..]);
            if length == run {
                break Some(next + length);
            }
            from = next + length;
        };
        match end {
            Some(end) => rest = &rest[end..],
            None => bare.push_str(&"`".repeat(run)),
        }
    }
    bare + rest
}

fn run(text: &str) -> usize {
    text.len() - text.trim_start_matches('`').len()
}
