//! The section of a changelog for what is not released yet, which people and the comparison write together.

use super::Heading;

/// Lines between these two belong to the comparison; everything else belongs to people.
const START: &str = "<!-- changes of the description, written by the command `changelog` -->";
const END: &str = "<!-- end of the changes of the description -->";

/// A part of the section: a heading and the lines below it.
struct Part {
    /// What the heading says, if it is one of the usual ones.
    heading: Option<Heading>,
    lines: Vec<String>,
}

/// Puts a section as [`section`](super::section) writes it into a changelog, below `## Unreleased`.
///
/// What people wrote there stays: the lines of the comparison stand at the end of each list, between two comments, and
/// only what is between them is replaced. Doing it again changes nothing.
///
/// # Errors
///
/// Fails with a message for people if there is no such section, or if one of the two comments is missing.
pub fn replace_unreleased(text: &str, section: &str) -> Result<String, String> {
    let ending = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let lines: Vec<_> = text.lines().map(str::to_owned).collect();
    let start = lines.iter().position(|line| is_unreleased(line));
    let start = start.ok_or("the changelog has no section `## Unreleased`")? + 1;
    let end = lines[start..].iter().position(|line| ends_section(line));
    let end = end.map_or(lines.len(), |end| start + end);
    let mut parts = parts(&without_generated(&lines[start..end])?);
    for new in self::parts(&section.lines().map(str::to_owned).collect::<Vec<_>>()) {
        insert(&mut parts, &new);
    }
    parts.retain(|part| part.heading.is_none() || part.lines.iter().skip(1).any(|l| !l.is_empty()));
    let mut all = lines[..start].to_vec();
    for part in parts {
        let lines = trimmed(&part.lines);
        if !lines.is_empty() {
            all.push(String::new());
            all.extend_from_slice(lines);
        }
    }
    if end < lines.len() {
        all.push(String::new());
        all.extend_from_slice(&lines[end..]);
    }
    let mut text = all.join(ending);
    text.push_str(ending);
    Ok(text)
}

fn is_unreleased(line: &str) -> bool {
    let title = line.strip_prefix("## ").map(|title| title.trim().trim_matches(['[', ']']));
    title.is_some_and(|title| title.eq_ignore_ascii_case("unreleased"))
}

/// The next release, or the addresses of links at the end of the file.
fn ends_section(line: &str) -> bool {
    line.starts_with("## ") || (line.starts_with('[') && line.contains("]: "))
}

/// The lines of people.
fn without_generated(lines: &[String]) -> Result<Vec<String>, String> {
    let mut kept = Vec::new();
    let mut is_generated = false;
    for line in lines {
        match (line.trim(), is_generated) {
            (START, false) => is_generated = true,
            (END, true) => is_generated = false,
            (START, true) => return Err(format!("`{END}` is missing in the changelog")),
            (END, false) => return Err(format!("`{START}` is missing in the changelog")),
            (_, true) => {}
            (_, false) => kept.push(line.clone()),
        }
    }
    if is_generated {
        return Err(format!("`{END}` is missing in the changelog"));
    }
    Ok(kept)
}

fn parts(lines: &[String]) -> Vec<Part> {
    let mut parts = vec![Part { heading: None, lines: Vec::new() }];
    for line in lines {
        if line.starts_with("### ") {
            parts.push(Part { heading: Heading::of_line(line), lines: Vec::new() });
        }
        if let Some(part) = parts.last_mut() {
            part.lines.push(line.clone());
        }
    }
    parts
}

/// Puts what is new at the end of the part with its heading, or where such a part has to stand.
fn insert(parts: &mut Vec<Part>, new: &Part) {
    let Some(heading) = new.heading else {
        return;
    };
    let at = parts.iter().position(|part| part.heading == Some(heading)).unwrap_or_else(|| {
        let later = parts.iter().position(|part| part.heading.is_some_and(|other| other > heading));
        let at = later.unwrap_or(parts.len());
        parts.insert(at, Part { heading: Some(heading), lines: vec![format!("### {heading}")] });
        at
    });
    let part = &mut parts[at];
    let kept = trimmed(&part.lines).len();
    part.lines.truncate(kept);
    part.lines.extend([String::new(), START.to_owned(), String::new()]);
    part.lines.extend_from_slice(trimmed(&new.lines[1..]));
    part.lines.extend([String::new(), END.to_owned()]);
}

/// Lines without the blank ones around them.
fn trimmed(lines: &[String]) -> &[String] {
    let is_text = |line: &String| !line.trim().is_empty();
    let start = lines.iter().position(is_text).unwrap_or(lines.len());
    let end = lines.iter().rposition(is_text).map_or(start, |end| end + 1);
    &lines[start..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECTION: &str = "### Added\n\n- a\n- b\n\n### Removed\n\n- c\n";

    #[test]
    fn what_people_wrote_stays() {
        let text = "# Log\n\n## Unreleased\n\n### Added\n\n- by hand\n\n### Fixed\n\n- too\n\n## 1.0.0\n\n- old\n";
        let expected = format!(
            "# Log\n\n## Unreleased\n\n### Added\n\n- by hand\n\n{START}\n\n- a\n- b\n\n{END}\n\n\
             ### Removed\n\n{START}\n\n- c\n\n{END}\n\n### Fixed\n\n- too\n\n## 1.0.0\n\n- old\n"
        );
        check(text, SECTION, &expected);
        // What the comparison wrote goes with its findings.
        check(&expected, "", text);
    }

    #[test]
    fn a_section_can_be_empty_or_last_and_have_brackets() {
        let start = "## [Unreleased]\n";
        let added = format!("\n### Added\n\n{START}\n\n- a\n\n{END}\n");
        let section = "### Added\n\n- a\n";
        check(start, section, &format!("{start}{added}"));
        let link = "[unreleased]: https://example.com\n";
        check(&format!("{start}\n{link}"), section, &format!("{start}{added}\n{link}"));
        check(start, "", start);
    }

    #[test]
    fn line_ends_stay() {
        let text = "## Unreleased\r\n\r\n- by hand\r\n";
        let replaced = replace_unreleased(text, SECTION).expect("there is a section");
        assert_eq!(replaced.matches('\n').count(), replaced.matches("\r\n").count());
    }

    #[test]
    fn what_is_broken_is_not_touched() {
        for (text, expected) in [
            ("# Log\n".to_owned(), "the changelog has no section `## Unreleased`".to_owned()),
            (format!("## Unreleased\n{START}\n"), format!("`{END}` is missing in the changelog")),
            (format!("## Unreleased\n{END}\n"), format!("`{START}` is missing in the changelog")),
        ] {
            assert_eq!(replace_unreleased(&text, SECTION), Err(expected), "{text}");
        }
    }

    #[track_caller]
    fn check(text: &str, section: &str, expected: &str) {
        let replaced = replace_unreleased(text, section).expect("there is a section");
        assert_eq!(replaced, expected);
        assert_eq!(replace_unreleased(&replaced, section).as_deref(), Ok(expected), "done again");
    }
}
