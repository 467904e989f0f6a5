//! A report as the XML of `JUnit`, which services that run tests show as a list of tests.

use quick_junit::{NonSuccessKind, Report as Document, TestCase, TestCaseStatus, TestSuite};

use super::annotation_level::AnnotationLevel;
use super::message::{message, title};
use super::{Sides, phrases};
use crate::accepted::Accepted;
use crate::{Finding, Report};

/// Renders a report with one test for each finding. What breaks fails, what is accepted is skipped, all else passes with
/// a text; without a finding, one test passes.
#[must_use]
pub fn junit(report: &Report, sides: &Sides<'_>) -> String {
    let mut suite = TestSuite::new(phrases::line(&report.title));
    suite.add_property(("version", phrases::version(report).as_str()));
    suite.add_property(("base", sides.base.name));
    suite.add_property(("head", sides.head.name));
    for note in sides.notes {
        suite.add_property(("note", note.as_str()));
    }
    suite.add_test_cases(report.findings.iter().map(test));
    suite.add_test_cases(report.accepted.iter().map(skipped));
    if suite.test_cases.is_empty() {
        suite.add_test_case(TestCase::new(phrases::verdict(report), TestCaseStatus::success()));
    }
    let mut document = Document::new("api-diff");
    document.add_test_suite(suite);
    // It writes into memory, and removes what XML cannot hold.
    document.to_string().unwrap_or_default()
}

fn test(finding: &Finding) -> TestCase {
    if AnnotationLevel::of(finding) == AnnotationLevel::Error {
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        status.set_type(finding.rule.id).set_message(title(finding));
        status.set_description(message(finding));
        return case(finding, status);
    }
    let mut test = case(finding, TestCaseStatus::success());
    test.set_system_out(format!("{}\n{}", title(finding), message(finding)));
    test
}

fn skipped(Accepted { finding, reason, expires }: &Accepted) -> TestCase {
    let mut status = TestCaseStatus::skipped();
    status.set_message(format!("accepted until {expires}: {reason}"));
    case(finding, status)
}

fn case(finding: &Finding, status: TestCaseStatus) -> TestCase {
    let mut test = TestCase::new(finding.place.as_str(), status);
    test.set_classname(finding.rule.id);
    test
}
