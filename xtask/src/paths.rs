//! Paths: absolute, relative to one another, and as text.

use std::path::{Component, Path, PathBuf};

/// Whether a folder is the root of this workspace, told by the crate that every client depends on.
#[must_use]
pub fn is_workspace(folder: &Path) -> bool {
    folder.join("Cargo.toml").is_file() && runtime(folder).join("Cargo.toml").is_file()
}

/// Folder of the runtime crate in a workspace.
pub(crate) fn runtime(workspace: &Path) -> PathBuf {
    workspace.join("codegen").join("runtime")
}

/// Follows all links of a path, also if its last parts do not exist yet.
///
/// `..` has no fixed meaning behind a link: only a resolved path can be made relative to another.
pub(crate) fn resolve(path: &Path) -> PathBuf {
    if let Ok(resolved) = path.canonicalize() {
        return resolved;
    }
    match (path.parent(), path.components().next_back()) {
        (Some(parent), Some(Component::Normal(name))) => resolve(parent).join(name),
        (Some(parent), Some(Component::CurDir)) => resolve(parent),
        (Some(parent), Some(Component::ParentDir)) => {
            let mut resolved = resolve(parent);
            resolved.pop();
            resolved
        }
        _ => path.to_path_buf(),
    }
}

/// The way from one resolved folder to another resolved path; the path itself where there is none (another drive).
pub(crate) fn relative(from: &Path, to: &Path) -> PathBuf {
    let shared = from.components().zip(to.components()).take_while(|(a, b)| a == b).count();
    if shared == 0 {
        return to.to_path_buf();
    }
    let up = from.components().skip(shared).map(|_| Component::ParentDir);
    let way: PathBuf = up.chain(to.components().skip(shared)).collect();
    if way.as_os_str().is_empty() { PathBuf::from(".") } else { way }
}

/// Whether the last part of a path is hidden, as Unix has it.
pub(crate) fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

/// A path as text, with `/` on every system.
pub(crate) fn to_slash(path: &Path) -> String {
    let text = path.to_string_lossy();
    if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() }
}

/// A path as a word of a shell.
pub(crate) fn quoted(path: &Path) -> String {
    let text = path.to_string_lossy();
    let plain = |c: char| c.is_alphanumeric() || "/\\._-+:~@".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        text.into_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_paths() {
        for (from, to, expected) in [
            ("/a/b", "/a/b/c/d", "c/d"),
            ("/a/b/c", "/a/d", "../../d"),
            ("/a/b", "/a/b", "."),
            ("/x", "/a", "../a"),
            ("/", "/a", "a"),
        ] {
            let way = relative(Path::new(from), Path::new(to));
            assert_eq!(to_slash(&way), expected, "from {from} to {to}");
        }
    }

    #[test]
    fn what_does_not_exist_resolves_below_what_does() {
        let temporary = tempfile::tempdir().expect("a temporary folder");
        let root = temporary.path().canonicalize().expect("the folder exists");
        for (path, expected) in [
            ("new", "new"),
            ("new/deep", "new/deep"),
            ("./new/../other", "other"),
            ("new/./x", "new/x"),
        ] {
            assert_eq!(resolve(&temporary.path().join(path)), root.join(expected), "{path}");
        }
    }
}
