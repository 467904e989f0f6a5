//! Fills in the templates of new files and writes them.

use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, ensure};

use crate::paths;

/// Replaces each mark of a template. Values come from checked ids, so none of them holds a mark.
pub(crate) fn fill(template: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(template.to_owned(), |text, (mark, value)| text.replace(mark, value))
}

/// How a new file leads an editor to the schema of the language.
pub(crate) fn schema_link(file: &Path, schema: &Path) -> anyhow::Result<String> {
    let folder = file.parent().context("a file stands in a folder")?;
    let link = paths::to_slash(&paths::relative(folder, schema));
    // The link stands in a comment, which ends with its line.
    ensure!(
        !link.contains(char::is_control),
        "`{}` holds a control character",
        link.escape_debug()
    );
    Ok(link.replace(' ', "%20"))
}

/// Writes a file that does not exist yet.
pub(crate) fn create(path: &Path, text: &[u8]) -> anyhow::Result<()> {
    if let Some(folder) = path.parent() {
        fs_err::create_dir_all(folder)?;
    }
    fs_err::File::create_new(path)?
        .write_all(text)
        .with_context(|| format!("cannot write `{}`", path.display()))
}
