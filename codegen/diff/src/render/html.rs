//! A report as one page for a browser, which needs nothing but itself.

use std::fmt::Write as _;

use super::group::{self, ReportSection};
use super::phrases::{self, Segment};
use super::{Sides, TextSide};
use crate::accepted::Accepted;
use crate::level::Severity;
use crate::{Finding, Report};

/// Nothing is fetched and no script runs: the filter is a matter of style.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";
const STYLE: &str = include_str!("report.css");

/// Renders a report as one HTML page: light and dark by the reader's choice, usable by keyboard, offline and on paper.
#[must_use]
pub fn html(report: &Report, sides: &Sides<'_>) -> String {
    let title = escape(&report.title);
    let mut page = String::new();
    let _ = write!(
        page,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <title>{title}: {}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n",
        escape(&phrases::verdict(report)),
    );
    head(report, sides, &mut page);
    let groups = group::group_by_section(&report.findings);
    if !groups.is_empty() {
        filter(&mut page);
        contents(&groups, report.accepted.len(), &mut page);
    }
    page.push_str("<main id=\"changes\" tabindex=\"-1\">\n");
    for (index, (section, findings)) in groups.iter().enumerate() {
        let class = class(severity(findings));
        let heading = heading(section);
        let _ = writeln!(
            page,
            "<section class=\"{class}\" aria-labelledby=\"g{index}\">\n<h2 id=\"g{index}\">{heading}</h2>"
        );
        for finding in findings {
            article(section, finding, sides, &mut page);
        }
        page.push_str("</section>\n");
    }
    accepted(report, sides, &mut page);
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

fn head(report: &Report, sides: &Sides<'_>, page: &mut String) {
    let is_enough = report.versions.verdict.is_fine();
    let version = class(if is_enough { Severity::Fine } else { Severity::Severe });
    let _ = write!(
        page,
        "<a class=\"skip\" href=\"#changes\">Skip to the changes</a>\n<header>\n\
         <h1>{}</h1>\n<p class=\"verdict {}\"><strong>{}</strong></p>\n",
        escape(&report.title),
        class(Severity::of(report.wire, report.rust)),
        escape(&phrases::capitalized(&phrases::verdict(report))),
    );
    if let Some(counts) = phrases::counts(report) {
        let _ = writeln!(page, "<p>{}.</p>", escape(&phrases::capitalized(&counts)));
    }
    let _ = write!(
        page,
        "<p class=\"{version}\"><strong class=\"level\">{}.</strong></p>\n\
         <p class=\"muted\">Compared: <code>{}</code> → <code>{}</code></p>\n",
        escape(&phrases::capitalized(&phrases::version(report))),
        escape(sides.base.name),
        escape(sides.head.name),
    );
    for note in sides.notes {
        let _ = writeln!(page, "<p class=\"muted\">Note: {}.</p>", phrase(note));
    }
    page.push_str("</header>\n");
}

fn filter(page: &mut String) {
    page.push_str("<fieldset>\n<legend>Show</legend>\n");
    for (id, label, checked) in [
        ("all", "all changes", " checked"),
        ("only-risky", "what may break", ""),
        ("only-severe", "what breaks", ""),
    ] {
        let _ = writeln!(
            page,
            "<label for=\"{id}\"><input type=\"radio\" name=\"show\" id=\"{id}\"{checked}> {label}</label>",
        );
    }
    page.push_str("</fieldset>\n");
}

fn contents(groups: &[(ReportSection, Vec<&Finding>)], accepted: usize, page: &mut String) {
    page.push_str("<nav aria-label=\"Changes\">\n<ul>\n");
    for (index, (section, findings)) in groups.iter().enumerate() {
        let severity = severity(findings);
        let _ = writeln!(
            page,
            "<li class=\"{}\"><a href=\"#g{index}\">{}</a> <span class=\"muted\">{}, {}</span></li>",
            class(severity),
            heading(section),
            phrases::counted(
                findings.len(),
                if *section == ReportSection::Acceptances { "remark" } else { "change" }
            ),
            match severity {
                Severity::Severe => "breaking",
                Severity::Risky => "warning",
                Severity::Fine => "not breaking",
            },
        );
    }
    if accepted > 0 {
        let count = phrases::counted(accepted, "change");
        let _ = writeln!(
            page,
            "<li><a href=\"#accepted\">Accepted</a> <span class=\"muted\">{count}</span></li>"
        );
    }
    page.push_str("</ul>\n</nav>\n");
}

fn heading(section: &ReportSection) -> String {
    section.title(|name| format!("<code>{}</code>", escape(name)))
}

fn article(section: &ReportSection, finding: &Finding, sides: &Sides<'_>, page: &mut String) {
    let class = class(finding.severity());
    let rest = section.qualifier(&finding.place);
    let rest = rest.map(|rest| format!(": <code>{}</code>", escape(rest))).unwrap_or_default();
    let _ = writeln!(
        page,
        "<article class=\"{class}\">\n<h3>{}{rest}</h3>",
        escape(&phrases::capitalized(&phrases::kind(finding)))
    );
    if finding.rule.kind.is_change() {
        let levels = phrases::capitalized(&phrases::levels(finding.wire, finding.rust));
        let _ = writeln!(page, "<p class=\"level\">{levels}</p>");
    }
    let reason = phrase(finding.rule.reason);
    let _ = writeln!(page, "<p>{}.</p>", phrases::capitalized(&reason));
    if let Some(chosen) = phrases::chosen(finding, str::to_owned) {
        let _ = writeln!(page, "<p>{}.</p>", phrases::capitalized(&phrase(&chosen)));
    }
    change(finding, page);
    listing(finding, page);
    let todo = phrase(finding.rule.migration);
    let _ = writeln!(page, "<p><strong>What to do:</strong> {todo}.</p>");
    if let Some(suggestion) = &finding.suggestion {
        let _ = writeln!(page, "<p><strong>Suggestion:</strong> {}</p>", phrase(suggestion));
    }
    details(finding, sides, page);
    page.push_str("</article>\n");
}

fn change(finding: &Finding, page: &mut String) {
    let Some(change) = phrases::change(finding, |text| format!("<q>{}</q>", phrase(text))) else {
        return;
    };
    let _ = writeln!(page, "<p class=\"change\">{change}</p>");
}

/// What programs could write and what they can write.
fn listing(finding: &Finding, page: &mut String) {
    if finding.rust_before.is_empty() && finding.rust_after.is_empty() {
        return;
    }
    page.push_str("<pre>");
    for line in &finding.rust_before {
        let _ = write!(page, "<del>-\u{a0}{}</del>", escape(line));
    }
    for line in &finding.rust_after {
        let _ = write!(page, "<ins>+\u{a0}{}</ins>", escape(line));
    }
    page.push_str("</pre>\n");
}

/// Where it is, in the words that an acceptance needs, and which operations it affects, for those who open it.
fn details(finding: &Finding, sides: &Sides<'_>, page: &mut String) {
    let _ = write!(
        page,
        "<details>\n<summary>Where<span class=\"visually-hidden\"> is {}</span></summary>\n\
         <p><code>{}</code> at <code>{}</code>",
        escape(finding.place.as_str()),
        finding.rule.id,
        escape(finding.place.as_str()),
    );
    if let Some((location, written)) = sides.location(finding) {
        let side = if written == TextSide::Base { ", before the change" } else { "" };
        let path = escape(&location.path);
        let _ = write!(page, ", written in <code>{path}:{}</code>{side}", location.line);
    }
    page.push_str(".</p>\n");
    let affected = phrases::affected(finding);
    if !affected.is_empty() {
        page.push_str("<p>Affects:</p>\n<ul>\n");
        for reach in affected {
            let _ = writeln!(page, "<li>{}</li>", escape(&reach));
        }
        page.push_str("</ul>\n");
    }
    page.push_str("</details>\n");
}

fn accepted(report: &Report, sides: &Sides<'_>, page: &mut String) {
    if report.accepted.is_empty() {
        return;
    }
    page.push_str("<section class=\"accepted\" aria-labelledby=\"accepted\">\n<h2 id=\"accepted\">Accepted</h2>\n");
    for Accepted { finding, reason, expires } in &report.accepted {
        let _ = write!(
            page,
            "<article>\n<h3>{}: <code>{}</code></h3>\n<p>{}</p>\n",
            escape(&phrases::capitalized(&phrases::kind(finding))),
            escape(finding.place.as_str()),
            phrases::capitalized(&phrases::levels(finding.wire, finding.rust)),
        );
        change(finding, page);
        let (reason, expires) = (escape(reason), escape(expires));
        let _ = writeln!(page, "<p><strong>Accepted until {expires}:</strong> {reason}</p>");
        details(finding, sides, page);
        page.push_str("</article>\n");
    }
    page.push_str("</section>\n");
}

/// The severity of the worst of several findings.
fn severity(findings: &[&Finding]) -> Severity {
    let weights = findings.iter().map(|finding| finding.severity());
    weights.max().unwrap_or(Severity::Fine)
}

fn class(severity: Severity) -> &'static str {
    match severity {
        Severity::Severe => "severe",
        Severity::Risky => "risky",
        Severity::Fine => "fine",
    }
}

/// A phrase with its quoted names as code.
fn phrase(text: &str) -> String {
    let segments = phrases::segments(text).into_iter().map(|segment| match segment {
        Segment::Plain(text) => escape(text),
        Segment::Quoted(name) => format!("<code>{}</code>", escape(name)),
    });
    segments.collect()
}

/// A text as it stands, in an element or a quoted attribute.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn no_text_becomes_an_element() {
        assert_eq!(
            escape("<b onclick=\"x('&')\">\u{1b}"),
            "&lt;b onclick=&quot;x(&#39;&amp;&#39;)&quot;&gt; ",
        );
    }
}
