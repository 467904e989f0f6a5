//! This package as text, for the generator, which writes it into clients with a vendored runtime.

use include_dir::{Dir, include_dir};

static FOLDER: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src");

/// The manifest.
pub const MANIFEST: &str = include_str!("../Cargo.toml");

/// The files of the folder `src`: each with its path from there, with `/`, and its text.
#[must_use]
pub fn files() -> Vec<(String, &'static str)> {
    let mut files = Vec::new();
    collect(&FOLDER, &mut files);
    files
}

fn collect(folder: &Dir<'static>, files: &mut Vec<(String, &'static str)>) {
    for file in folder.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        files.extend(file.contents_utf8().map(|text| (path, text)));
    }
    for folder in folder.dirs() {
        collect(folder, files);
    }
}
