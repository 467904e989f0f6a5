//! The compiler, called without cargo on crates that exist for one test: each holds many modules, for a call costs more
//! than what it compiles.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use restwright_codegen::File;
use serde_json::Value;
use tempfile::TempDir;

use crate::description::workspace;

/// The compiler that made this very test, and where it found what the test depends on.
const BUILT_WITH: &[&str] = built_with::compiler!();

/// A crate of modules.
pub(crate) struct Crate {
    folder: TempDir,
    name: String,
    root: String,
}

/// An error, and whose it is.
#[derive(Debug)]
pub(crate) struct CompileError {
    /// The module in which it is; none if it is about the whole crate.
    module: Option<String>,
    /// Its code, such as `E0599`.
    code: Option<String>,
    text: String,
}

/// What is wrong with a module.
#[derive(Debug, Default)]
pub(crate) struct Failure {
    /// The codes of the errors.
    pub(crate) codes: BTreeSet<String>,
    /// What the compiler says.
    pub(crate) text: String,
}

impl Crate {
    /// An empty crate.
    pub(crate) fn new(name: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        Self { folder, name: name.to_owned(), root: "//! Modules of a test.\n".to_owned() }
    }

    /// Adds a module of one file.
    pub(crate) fn module(&mut self, name: &str, source: &str) {
        self.write(&format!("{name}.rs"), source);
        let _ = writeln!(self.root, "pub mod {name};");
    }

    /// Adds a client, which believes itself to be a crate of its own.
    pub(crate) fn client(&mut self, name: &str, files: &[File]) {
        let root = format!("crate::{name}::");
        for File { path, contents } in files {
            let Some(inside) = path.strip_prefix("src/") else { continue };
            let inside = if inside == "lib.rs" { "mod.rs" } else { inside };
            self.write(&format!("{name}/{inside}"), &contents.replace("crate::", &root));
        }
        // The root of a client shows its readme, which is one folder above.
        self.write("README.md", "A client.\n");
        let _ = writeln!(self.root, "pub mod {name};");
    }

    /// Adds code to the root of the crate.
    pub(crate) fn root(&mut self, code: &str) {
        self.root.push_str(code);
    }

    /// Compiles it, with more arguments for the compiler, and returns where the outcome is.
    pub(crate) fn compile(&self, arguments: &[&str]) -> Result<PathBuf, Vec<CompileError>> {
        self.write("lib.rs", &self.root);
        let (compiler, found) = BUILT_WITH.split_first().expect("the compiler is known");
        let output = Command::new(compiler)
            .current_dir(workspace())
            .args(["--edition", "2024", "--error-format", "json", "--crate-name", &self.name])
            .args(found)
            .args(arguments)
            .arg("--out-dir")
            .arg(self.folder.path())
            .arg(self.folder.path().join("lib.rs"))
            .output()
            .expect("the compiler can be run");
        if output.status.success() {
            return Ok(self.folder.path().to_path_buf());
        }
        let messages = String::from_utf8_lossy(&output.stderr);
        let errors: Vec<_> = messages.lines().filter_map(|line| self.error(line)).collect();
        assert!(!errors.is_empty(), "the compiler fails without an error: {messages}");
        Err(errors)
    }

    fn error(&self, line: &str) -> Option<CompileError> {
        let message: Value = serde_json::from_str(line).ok()?;
        let text = message["rendered"].as_str()?.to_owned();
        let is_sum = message["message"].as_str()?.starts_with("aborting due to");
        let is_error = message["level"].as_str()?.starts_with("error");
        let spans = message["spans"].as_array()?;
        let primary = spans.iter().filter(|span| span["is_primary"] == true);
        let module = primary.chain(spans).find_map(|span| self.owner(span));
        let code = message["code"]["code"].as_str().map(str::to_owned);
        (is_error && !is_sum).then_some(CompileError { module, code, text })
    }

    /// The module in which code stands, or in which the macro is used that it comes from.
    fn owner(&self, span: &Value) -> Option<String> {
        let inside = Path::new(span["file_name"].as_str()?).strip_prefix(self.folder.path());
        let Ok(inside) = inside else { return self.owner(span["expansion"].get("span")?) };
        let first = Path::new(inside.iter().next()?).file_stem()?.to_str()?;
        (first != "lib").then(|| first.to_owned())
    }

    fn write(&self, path: &str, contents: &str) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("a folder");
        fs::write(path, contents).expect("a file can be written");
    }
}

/// Compiles modules until all that are left are right, and says what is wrong with the others.
///
/// One error may keep the compiler from looking for others, so what is wrong is left out and the rest tried again.
pub(crate) fn failures(
    mut modules: BTreeMap<String, String>,
    arguments: &[&str],
) -> BTreeMap<String, Failure> {
    let mut failures = BTreeMap::<_, Failure>::new();
    loop {
        let mut programs = Crate::new("programs");
        for (name, source) in &modules {
            programs.module(name, source);
        }
        let Err(errors) = programs.compile(arguments) else { return failures };
        for CompileError { module, code, text } in errors {
            let name = module.unwrap_or_else(|| panic!("no program is to blame: {text}"));
            modules.remove(name.as_str());
            let failure = failures.entry(name).or_default();
            failure.codes.extend(code);
            failure.text.push_str(&text);
        }
    }
}

/// All that the compiler has to say.
pub(crate) fn texts(errors: &[CompileError]) -> String {
    errors.iter().map(|error| error.text.as_str()).collect()
}
