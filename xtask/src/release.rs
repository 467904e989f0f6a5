//! The command `release`: whether a client can be released, and what would go out.

mod checks;
mod packages;

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use crate::checked::Checked;
use crate::exit::{Exit, Misuse};
use crate::manifest::Manifest;
use crate::target::{Place, Target};
use crate::terminal::Terminal;
use crate::{description, report};

use packages::Package;

/// What to release.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    place: Place,
    /// Publish nothing; check, and list what would go out
    #[arg(long)]
    dry_run: bool,
    /// Pattern of the tags of releases [default: `NAME-v*` of the package]
    #[arg(long, value_name = "PATTERN")]
    release: Option<String>,
}

/// How a check went, and what it has found.
struct Verdict {
    name: &'static str,
    outcome: Outcome,
    detail: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Pass,
    Fail,
}

impl Verdict {
    fn new(name: &'static str, is_fine: bool, detail: impl Into<String>) -> Self {
        let outcome = if is_fine { Outcome::Pass } else { Outcome::Fail };
        Self { name, outcome, detail: detail.into() }
    }
}

/// What the checks look at.
struct Subject {
    target: Target,
    spec: PathBuf,
    /// Name and version of the client's package.
    package: String,
    version: String,
    pattern: String,
}

/// Checks the client, and shows a table.
pub(crate) fn run(arguments: &Arguments, terminal: &mut Terminal<'_>) -> anyhow::Result<Exit> {
    if !arguments.dry_run {
        return Err(Misuse(
            "this command publishes nothing\n  help: check with `--dry-run`, then follow \"A release\" in CONTRIBUTING.md: a release is a tag, and packages are published from its commit".to_owned(),
        )
        .into());
    }
    let target = Target::choose(&arguments.place, terminal)?;
    let checked = Checked::new(description::read(&target.spec, terminal)?);
    checked.complain(terminal);
    let Some(api) = &checked.api else {
        terminal.complain("error: nothing was checked: fix the description first");
        return Ok(Exit::Findings);
    };
    let Some(manifest) = Manifest::read(&target.out)? else {
        return Err(Misuse(format!(
            "there is no client in `{}`\n  help: write it first, with `{} generate`",
            terminal.display(&target.out),
            terminal.program
        ))
        .into());
    };
    let package = manifest.name().unwrap_or(&api.service.name).to_owned();
    let pattern = arguments.release.clone().unwrap_or_else(|| format!("{package}-v*"));
    let subject = Subject {
        spec: target.spec.clone(),
        target,
        version: api.service.version.value.clone(),
        package,
        pattern,
    };
    let packages = packages::of(&subject, terminal);
    let mut verdicts = vec![
        checks::manifest(&manifest, &subject, terminal),
        checks::version(&subject, terminal),
        checks::changelog(&subject, terminal),
        checks::freshness(&subject, &arguments.place, terminal),
        checks::tree(&subject),
    ];
    verdicts.push(checks::licences(&packages, terminal));
    verdicts.push(checks::packages(&packages));
    show(&verdicts, &packages.unwrap_or_default(), &subject, terminal)
}

/// Shows the table, and what would go out.
fn show(
    verdicts: &[Verdict],
    packages: &[Package],
    subject: &Subject,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<Exit> {
    let word = |outcome| if outcome == Outcome::Pass { "pass" } else { "FAIL" };
    let checks = verdicts.iter().map(|verdict| {
        json!({ "check": verdict.name, "passed": verdict.outcome == Outcome::Pass, "detail": verdict.detail })
    });
    terminal.result("checks", checks.collect::<Vec<_>>().into());
    let listed = packages.iter().map(|package| {
        json!({ "name": package.name, "version": package.version, "files": package.files })
    });
    terminal.result("packages", listed.collect::<Vec<_>>().into());
    let tag = format!("{}-v{}", subject.package, subject.version);
    terminal.result("tag", tag.clone().into());
    for verdict in verdicts {
        let detail = verdict.detail.trim_end().replace('\n', "\n                  ");
        terminal.show(&format!("{}  {:10}  {detail}", word(verdict.outcome), verdict.name))?;
    }
    terminal.show("\nwould go out:")?;
    for package in packages {
        let count = report::counted(package.files.len(), "file", "files");
        terminal.show(&format!("  {} {}: {count}", package.name, package.version))?;
    }
    terminal.show(&format!("  the tag `{tag}`"))?;
    let failed = verdicts.iter().filter(|verdict| verdict.outcome == Outcome::Fail).count();
    if failed == 0 {
        terminal.say("\nready: nothing was published")?;
        return Ok(Exit::Fine);
    }
    let checks = report::counted(failed, "check has", "checks have");
    terminal.complain(&format!("error: {checks} failed: nothing was published"));
    Ok(Exit::Findings)
}
