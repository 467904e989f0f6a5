//! What a release is held to.

use std::path::Path;

use super::packages::{Package, run};
use super::{Subject, Verdict};
use crate::diff::{SideArguments, Sides, Since};
use crate::exit::Exit;
use crate::generate::{self, Mode};
use crate::git::Repository;
use crate::manifest::Manifest;
use crate::report::counted;
use crate::target::Place;
use crate::terminal::Terminal;
use crate::with_causes;

/// What registries show of a package.
const README: &str = "README.md";
/// The configuration of `cargo deny`, at the top of a repository.
const DENY: &str = "deny.toml";

/// The manifest states the version of the description.
pub(super) fn manifest(manifest: &Manifest, subject: &Subject, terminal: &Terminal<'_>) -> Verdict {
    let path = terminal.display(&manifest.path);
    match manifest.version() {
        Some(own) if own != subject.version => Verdict::new(
            "manifest",
            false,
            format!("`{path}` has the version {own}, and the description {}", subject.version),
        ),
        _ => Verdict::new("manifest", true, format!("{} {}", subject.package, subject.version)),
    }
}

/// The version is what the changes since the last release require, and is not released yet.
pub(super) fn version(subject: &Subject, terminal: &mut Terminal<'_>) -> Verdict {
    match compared(subject, terminal) {
        Ok(verdict) => verdict,
        Err(error) => Verdict::new("version", false, with_causes(&error)),
    }
}

fn compared(subject: &Subject, terminal: &mut Terminal<'_>) -> anyhow::Result<Verdict> {
    let repository = Repository::around(&subject.spec)?;
    let last = match repository.head()? {
        Some(head) => repository.last_tag(&head, &subject.pattern)?,
        None => None,
    };
    let Some(last) = last else {
        let detail =
            format!("{}: the first release, no tag is like `{}`", subject.version, subject.pattern);
        return Ok(Verdict::new("version", true, detail));
    };
    let tag = format!("{}-v{}", subject.package, subject.version);
    if repository.find(&tag)?.is_some() {
        return Ok(Verdict::new(
            "version",
            false,
            format!("{}: the tag `{tag}` is there already", subject.version),
        ));
    }
    let arguments = SideArguments::of(subject.spec.clone(), Some(last.name.clone()));
    let out = Some(subject.target.out.as_path());
    let sides = Sides::read(&arguments, Since::Release, Some(&last.name), out, terminal)?;
    let report = sides.report();
    let versions = &report.versions;
    let changes = report.changes().count();
    let base = versions.base.as_deref().unwrap_or("none");
    let step = format!("{base} → {}", versions.head);
    Ok(if versions.verdict.is_fine() {
        let changes = counted(changes, "change", "changes");
        let detail = format!("{step}: sufficient for {changes} since `{}`", last.name);
        Verdict::new("version", true, detail)
    } else {
        let because = counted(changes, "change requires", "changes require");
        let required = &versions.required;
        let detail = format!("{step}: too low, {because} {required} since `{}`", last.name);
        Verdict::new("version", false, detail)
    })
}

/// The changelog has a section of the version.
pub(super) fn changelog(subject: &Subject, terminal: &Terminal<'_>) -> Verdict {
    let path = subject.target.out.join("CHANGELOG.md");
    let shown = terminal.display(&path);
    let Ok(text) = fs_err::read_to_string(&path) else {
        return Verdict::new("changelog", false, format!("there is no `{shown}`"));
    };
    let is_of_version = |line: &&str| {
        let words = line.strip_prefix("## ").unwrap_or_default();
        let first = words.split_whitespace().next().unwrap_or_default();
        first.trim_matches(['[', ']']).trim_start_matches('v') == subject.version
    };
    let mut lines = text.lines().skip_while(|line| !is_of_version(line));
    if lines.next().is_none() {
        let detail = format!("`{shown}` has no section `## {}`", subject.version);
        return Verdict::new("changelog", false, detail);
    }
    let has_text =
        lines.take_while(|line| !line.starts_with("## ")).any(|line| !line.trim().is_empty());
    let detail = if has_text { "has a section" } else { "has an empty section" };
    Verdict::new("changelog", has_text, format!("`{shown}` {detail} `## {}`", subject.version))
}

/// Every generated file is up to date.
pub(super) fn freshness(subject: &Subject, place: &Place, terminal: &Terminal<'_>) -> Verdict {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut quiet = Terminal {
        workspace: terminal.workspace.clone(),
        variable: terminal.variable,
        ..Terminal::captured(terminal.directory.clone(), terminal.program, &mut out, &mut err)
    };
    let exit = generate::run(place, None, Mode::Check, &mut quiet);
    let last =
        String::from_utf8_lossy(&out).trim_end().lines().last().unwrap_or_default().to_owned();
    match exit {
        Ok(Exit::Fine) => Verdict::new("freshness", true, last),
        Ok(_) if last.is_empty() => {
            Verdict::new("freshness", false, format!("run `{}`", subject.target.command("check")))
        }
        Ok(_) => Verdict::new("freshness", false, last),
        Err(error) => Verdict::new("freshness", false, with_causes(&error)),
    }
}

/// Everything is committed.
pub(super) fn tree(subject: &Subject) -> Verdict {
    let changed = Repository::around(&subject.target.out).and_then(|it| it.changed_files());
    match changed {
        Ok(files) => match files.first() {
            None => Verdict::new("commit", true, "everything is committed"),
            Some(first) => {
                let more = files.len() - 1;
                let more = if more > 0 { format!(" and {more} more") } else { String::new() };
                Verdict::new("commit", false, format!("`{first}`{more}: not committed"))
            }
        },
        Err(error) => Verdict::new("commit", false, with_causes(&error)),
    }
}

/// Each package states its licence and holds the text of it. Where the repository has rules for licences of dependencies,
/// these hold.
pub(super) fn licences(
    packages: &anyhow::Result<Vec<Package>>,
    terminal: &Terminal<'_>,
) -> Verdict {
    let Ok(packages) = packages else {
        return Verdict::new("licences", false, "not known without the packages");
    };
    let is_text = |file: &String| {
        let file = file.to_uppercase();
        ["LICENSE", "LICENCE", "COPYING"].iter().any(|name| file.starts_with(name))
    };
    for package in packages {
        let problem = if package.licence.is_none() {
            "states no licence"
        } else if !package.files.iter().any(is_text) {
            "holds no text of its licence"
        } else {
            continue;
        };
        return Verdict::new("licences", false, format!("`{}` {problem}", package.name));
    }
    let stated = packages.iter().filter_map(|package| package.licence.clone()).next_back();
    let stated = stated.unwrap_or_default();
    match packages.last().and_then(|package| rules(&package.folder)) {
        Some(folder) if run(&folder, terminal, &["deny", "--version"]).is_ok() => {
            match run(&folder, terminal, &["deny", "check", "licenses"]) {
                Ok(_) => Verdict::new(
                    "licences",
                    true,
                    format!("{stated}; dependencies pass `cargo deny`"),
                ),
                Err(error) => Verdict::new("licences", false, with_causes(&error)),
            }
        }
        Some(_) => Verdict::new(
            "licences",
            true,
            format!("{stated}; dependencies unchecked: `cargo deny` is not installed"),
        ),
        None => Verdict::new("licences", true, stated),
    }
}

/// The folder with rules for dependencies, in or above a folder.
fn rules(folder: &Path) -> Option<std::path::PathBuf> {
    folder.ancestors().find(|folder| folder.join(DENY).is_file()).map(Path::to_path_buf)
}

/// Cargo can say what each package holds, and registries have something to show.
pub(super) fn packages(packages: &anyhow::Result<Vec<Package>>) -> Verdict {
    let packages = match packages {
        Ok(packages) => packages,
        Err(error) => return Verdict::new("packages", false, with_causes(error)),
    };
    let bare = packages.iter().find(|package| !package.files.iter().any(|file| file == README));
    if let Some(package) = bare {
        return Verdict::new("packages", false, format!("`{}` holds no {README}", package.name));
    }
    let names: Vec<_> = packages.iter().map(|it| format!("{} {}", it.name, it.version)).collect();
    Verdict::new("packages", true, names.join(", "))
}
