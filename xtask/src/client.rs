//! Whether a folder is a client that this command may write into: its manifest says so, and of which API.

use std::path::Path;

use restwright_codegen::{CLIENT_KEY, GENERATED, library};

use crate::disk::{ExistingFiles, Origin};
use crate::exit::Misuse;
use crate::manifest::Manifest;
use crate::paths::is_hidden;
use crate::terminal::Terminal;

/// Refuses a folder that is there and is not the client of an API of this name.
pub(crate) fn check(
    out: &Path,
    spec: &Path,
    api: &str,
    terminal: &Terminal<'_>,
) -> anyhow::Result<()> {
    let shown = terminal.display(out);
    if out.is_file() {
        return Err(refusal(&shown, "is a file", "name the folder of a client with `--out DIR`"));
    }
    if out.is_symlink() && !out.exists() {
        let help = "name the folder that it should lead to, with `--out DIR`";
        return Err(refusal(&shown, "is a symbolic link that leads nowhere", help));
    }
    if spec.starts_with(out.join(GENERATED)) {
        let spec = terminal.display(spec);
        return Err(refusal(
            &spec,
            "is within the folder that the generator owns, and would be removed",
            "move the description out of it",
        ));
    }
    let Some(manifest) = Manifest::read(out)? else {
        return if is_free(out, spec)? {
            Ok(())
        } else {
            Err(refusal(&shown, "holds files, and is no crate", "name a new folder with `--out`"))
        };
    };
    match manifest.api() {
        Some(owner) if owner == api => Ok(()),
        Some(owner) => {
            let help = format!(
                "name another folder with `--out`; if the API was renamed, set `api = \"{api}\"` in the table `[package.metadata.{CLIENT_KEY}]` of its `Cargo.toml`, and rename the package with it"
            );
            Err(refusal(&shown, &format!("is the client of `{owner}`, and not of `{api}`"), &help))
        }
        None => {
            let help = format!(
                "name another folder with `--out`; if this one is meant, add to its `Cargo.toml`:\n\n[package.metadata.{CLIENT_KEY}]\napi = \"{api}\""
            );
            Err(refusal(&shown, "is a crate that nobody has made a client of an API", &help))
        }
    }
}

/// Whether nothing in a folder would be missed: it is still to be made, it is empty but for the description, or the
/// generator has filled it and only its manifest has gone.
fn is_free(folder: &Path, spec: &Path) -> anyhow::Result<bool> {
    if !folder.exists() || !holds_files(folder, spec)? {
        return Ok(true);
    }
    let generated = ExistingFiles::below(&folder.join(GENERATED))?;
    Ok(generated.files.values().any(|file| file.origin == Origin::Generator))
}

/// Whether a folder holds a file that is not hidden, however deep, apart from what is built there and
/// from a description below it.
fn holds_files(folder: &Path, spec: &Path) -> anyhow::Result<bool> {
    for entry in fs_err::read_dir(folder)? {
        let entry = entry?;
        let is_folder = entry.file_type()?.is_dir();
        let is_other = is_folder && (entry.file_name() == "target" || entry.path() == spec);
        if !is_other
            && !is_hidden(&entry.path())
            && (!is_folder || holds_files(&entry.path(), spec)?)
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Warns about a package whose name or version is not the one that the description states, and about a readme that still
/// has a text of the template.
pub(crate) fn compare(
    manifest: &Manifest,
    (name, version): (&str, &str),
    terminal: &mut Terminal<'_>,
) {
    let readme = manifest.path.with_file_name("README.md");
    let text = fs_err::read_to_string(&readme).unwrap_or_default();
    if let Some(index) = text.lines().position(|line| line.starts_with("TODO")) {
        terminal.complain(&format!(
            "warning: `{}`, line {}: a text is not written yet\n  help: the file is yours: write what the API is for",
            terminal.display(&readme),
            index + 1
        ));
    }
    let path = terminal.display(&manifest.path);
    let library = library(name);
    if let Some(own) = manifest.library().filter(|own| *own != library) {
        terminal.complain(&format!(
            "warning: the crate in `{path}` is called `{own}`, and `{library}` in the generated documentation and examples\n  help: give `package.name` there and `api.name` in the description the same value"
        ));
    }
    if let Some(own) = manifest.version().filter(|own| *own != version) {
        terminal.complain(&format!(
            "warning: `{path}` has the version {own}, and the description {version}\n  help: give `package.version` there and `api.version` in the description the same value before the next release"
        ));
    }
}

fn refusal(folder: &str, problem: &str, help: &str) -> anyhow::Error {
    Misuse(format!("`{folder}` {problem}\n  help: {help}")).into()
}
