//! A temporary workspace and what commands do in it.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use restwright::{Exit, Terminal};
use tempfile::TempDir;

/// A workspace in a temporary folder.
pub(crate) struct Workspace {
    _home: TempDir,
    pub(crate) root: PathBuf,
}

/// What a command did.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) exit: Exit,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Workspace {
    /// A workspace without a description, at `workspace` in a folder of its own.
    pub(crate) fn empty() -> Self {
        let home = tempfile::tempdir().expect("a temporary folder");
        let root = home.path().canonicalize().expect("the folder exists").join("workspace");
        let workspace = Self { _home: home, root };
        workspace.write("Cargo.toml", "[workspace]\nmembers = [\"generated-client\"]\n");
        workspace.write("codegen/runtime/Cargo.toml", "[package]\nname = \"restwright-runtime\"\n");
        workspace.write("spec/README.md", "The language.\n");
        workspace
    }

    /// A workspace with the description that `new api` writes, an up-to-date client and schema.
    pub(crate) fn generated() -> Self {
        let workspace = Self::described();
        workspace.succeed("generate");
        workspace.succeed("schema");
        workspace
    }

    /// A workspace with the description that `new api` writes, and no text that is still to be written.
    pub(crate) fn described() -> Self {
        let workspace = Self::empty();
        workspace.succeed("new api pets spec/pets");
        finish(&workspace.path("spec/pets"));
        workspace
    }

    /// Runs a command in the root; words are parted by spaces.
    pub(crate) fn run(&self, command: &str) -> Ran {
        self.run_in("", command)
    }

    /// Runs a command in a folder of the workspace.
    pub(crate) fn run_in(&self, folder: &str, command: &str) -> Ran {
        run(&self.root.join(folder), "cargo xtask", command)
    }

    /// Runs a command that has to end well, and returns what it printed.
    pub(crate) fn succeed(&self, command: &str) -> String {
        let ran = self.run(command);
        assert_eq!(ran.exit, Exit::Fine, "`{command}`: {ran:#?}");
        ran.out
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    pub(crate) fn write(&self, path: &str, contents: &str) {
        let path = self.path(path);
        fs_err::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs_err::write(path, contents).expect("a file");
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs_err::read_to_string(self.path(path)).expect("a file")
    }

    pub(crate) fn remove(&self, path: &str) {
        fs_err::remove_file(self.path(path)).expect("a file");
    }

    /// All files below a folder with their contents; for a link, where it leads.
    pub(crate) fn files(&self, folder: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(&self.path(folder), &mut files);
        files
    }
}

/// Runs a command in a folder, called by the name of a program.
pub(crate) fn run(folder: &Path, program: &'static str, command: &str) -> Ran {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut terminal = Terminal {
        variable: &|name| std::env::var_os(name).filter(|_| name == "CARGO"),
        ..Terminal::captured(folder.to_path_buf(), program, &mut out, &mut err)
    };
    let words = [program].into_iter().chain(command.split_whitespace());
    let exit = restwright::main(words.map(OsString::from), &mut terminal);
    let text = |bytes| String::from_utf8(bytes).expect("commands print UTF-8");
    Ran { exit, out: text(out), err: text(err) }
}

/// Writes the texts that the template of an API leaves to its author.
pub(crate) fn finish(spec: &Path) {
    write_texts(&spec.join("api.yaml"));
}

/// Writes the texts that the template of a client leaves to its author.
pub(crate) fn finish_client(client: &Path) {
    finish(&client.join("spec"));
    write_texts(&client.join("README.md"));
}

fn write_texts(file: &Path) {
    let text = fs_err::read_to_string(file).expect("a file");
    assert!(text.contains("TODO: "), "{text}");
    fs_err::write(file, text.replace("TODO: ", "")).expect("a file");
}

fn collect(folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs_err::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_symlink() {
            let target = fs_err::read_link(&path).expect("a link");
            files.insert(path, target.to_string_lossy().into_owned().into_bytes());
        } else if path.is_dir() {
            collect(&path, files);
        } else {
            let contents = fs_err::read(&path).expect("a file");
            files.insert(path, contents);
        }
    }
}
