//! The packages of a release: the client, and what it needs of its workspace.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, bail};
use serde_json::Value;

use super::Subject;
use crate::terminal::Terminal;

/// A package that would be published.
pub(super) struct Package {
    pub(super) name: String,
    pub(super) version: String,
    pub(super) folder: PathBuf,
    /// The expression or the file that its manifest states.
    pub(super) licence: Option<String>,
    /// Every file that it would hold.
    pub(super) files: Vec<String>,
}

/// The client and the packages of its workspace that it depends on, in the order in which they are published.
pub(super) fn of(subject: &Subject, terminal: &Terminal<'_>) -> anyhow::Result<Vec<Package>> {
    let out = &subject.target.out;
    let metadata = run(out, terminal, &["metadata", "--format-version", "1", "--no-deps"])?;
    let metadata: Value = serde_json::from_str(&metadata).context("cargo prints no JSON")?;
    let all = metadata["packages"].as_array().cloned().unwrap_or_default();
    let find = |name: &str| all.iter().find(|package| package["name"] == name);
    let client = find(&subject.package)
        .with_context(|| format!("cargo knows no package `{}`", subject.package))?;
    let mut chosen = Vec::new();
    add(client, &all, &mut chosen);
    chosen.into_iter().map(|package| package_of(package, terminal)).collect()
}

/// Adds a package behind those of its path dependencies that are no dependencies of tests alone.
fn add<'m>(package: &'m Value, all: &'m [Value], chosen: &mut Vec<&'m Value>) {
    if chosen.iter().any(|other| other["name"] == package["name"]) {
        return;
    }
    for dependency in package["dependencies"].as_array().into_iter().flatten() {
        let is_own = dependency["path"].is_string() && dependency["kind"] != "dev";
        let found = all.iter().find(|other| other["name"] == dependency["name"]);
        if let Some(found) = found.filter(|_| is_own) {
            add(found, all, chosen);
        }
    }
    if !chosen.iter().any(|other| other["name"] == package["name"]) {
        chosen.push(package);
    }
}

fn package_of(package: &Value, terminal: &Terminal<'_>) -> anyhow::Result<Package> {
    let text = |key: &str| package[key].as_str().map(str::to_owned);
    let name = text("name").context("a package has a name")?;
    if package["publish"].as_array().is_some_and(Vec::is_empty) {
        bail!("`{name}` has `publish = false`");
    }
    let manifest = PathBuf::from(text("manifest_path").context("a package has a manifest")?);
    let folder = manifest.parent().context("a file stands in a folder")?.to_path_buf();
    let files =
        run(&folder, terminal, &["package", "--list", "--allow-dirty", "--package", &name])?;
    Ok(Package {
        version: text("version").unwrap_or_default(),
        licence: text("license").or_else(|| text("license_file")),
        files: files.lines().map(str::to_owned).collect(),
        name,
        folder,
    })
}

/// What cargo prints, or why it fails.
pub(super) fn run(
    folder: &Path,
    terminal: &Terminal<'_>,
    arguments: &[&str],
) -> anyhow::Result<String> {
    let cargo = (terminal.variable)("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .current_dir(folder)
        .env("CARGO_TERM_COLOR", "never")
        .args(arguments)
        .output()
        .context("cannot run cargo")?;
    if !output.status.success() {
        bail!("{}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8(output.stdout)?)
}
