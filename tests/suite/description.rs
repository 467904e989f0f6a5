//! Descriptions on disk: where they are, and their way to a model.

use std::fs;
use std::path::{Path, PathBuf};

use restwright_spec::api::Api;
use restwright_spec::{Reading, Source, Sources, render};

/// The root of the workspace.
pub(crate) fn workspace() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().expect("this package has a parent").to_path_buf()
}

/// A folder of fixtures.
pub(crate) fn fixtures(name: &str) -> PathBuf {
    workspace().join("tests/fixtures").join(name)
}

/// The first API.
pub(crate) fn loginradius() -> PathBuf {
    workspace().join("spec/loginradius")
}

/// The second API, which exists to use every feature of the language.
pub(crate) fn bookshop() -> PathBuf {
    fixtures("bookshop")
}

/// The folders within a folder, sorted, each with its name.
pub(crate) fn folders(parent: &Path) -> Vec<(String, PathBuf)> {
    let mut folders: Vec<_> = entries(parent)
        .into_iter()
        .filter(|path| path.is_dir())
        .map(|path| (name(&path).to_owned(), path))
        .collect();
    folders.sort();
    folders
}

/// The files of a description in the order of their paths, which are relative to its folder.
pub(crate) fn sources(folder: &Path) -> Vec<Source> {
    let mut sources: Vec<_> = files(folder)
        .into_iter()
        .filter(|path| is_read(path))
        .map(|path| Source {
            path: relative(&path, folder),
            text: fs::read(&path).expect("a file of a description is readable"),
        })
        .collect();
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

/// The model of the description in a folder, which has to be right.
pub(crate) fn api(folder: &Path) -> Api {
    model(sources(folder))
}

/// The model of a description, which has to be right.
pub(crate) fn model(sources: Vec<Source>) -> Api {
    checked(&Sources::new(sources))
}

/// The model of files whose places are of interest, too.
pub(crate) fn checked(sources: &Sources) -> Api {
    let Reading { api, diagnostics, .. } = restwright_spec::read(sources);
    api.unwrap_or_else(|| panic!("{}", render::human(sources, &diagnostics, render::Color::Never)))
}

/// All files in a folder and below.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let below = |path: PathBuf| {
        if path.is_dir() { files(&path) } else { vec![path] }
    };
    entries(folder).into_iter().flat_map(below).collect()
}

/// The path of a file from a folder on, with `/` on every system.
pub(crate) fn relative(path: &Path, folder: &Path) -> String {
    let path = path.strip_prefix(folder).expect("the file is in the folder");
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// Hidden files describe nothing.
fn is_read(path: &Path) -> bool {
    let name = name(path);
    let extension = path.extension().unwrap_or_default();
    let is_yaml = extension.eq_ignore_ascii_case("yaml") || extension.eq_ignore_ascii_case("yml");
    is_yaml && !name.starts_with('.')
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries.map(|entry| entry.expect("a folder can be listed").path()).collect()
}

fn name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).unwrap_or_default()
}
