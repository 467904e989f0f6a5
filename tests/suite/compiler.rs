//! The compiler, called without cargo on crates that exist for one test.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, OnceLock};
use std::{env, fs, thread};

use api_codegen::File;

use crate::description::workspace;

/// What emitted code has to bear, besides that every warning is an error.
const LINTS: [&str; 4] = ["missing_docs", "unreachable_pub", "unsafe_code", "rust_2018_idioms"];

/// What emitted code can be built with. All at once: none takes anything away.
const FEATURES: [&str; 4] = ["blocking", "mock", "reqwest", "serde"];

/// Why a crate does not compile.
#[derive(Debug)]
pub(crate) struct Failure {
    /// The codes of the errors, such as `E0599`.
    pub(crate) codes: BTreeSet<String>,
    /// What the compiler says.
    pub(crate) text: String,
}

/// Compiles a crate with all features, and returns what the compiler says if it is not content.
pub(crate) fn check(files: &[File]) -> Result<(), String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    write(files, folder.path());
    let mut rustc = rustc(&folder.path().join("src/lib.rs"), folder.path());
    rustc
        .args(["--deny", "warnings"])
        .args(FEATURES.iter().map(|feature| format!("--cfg=feature=\"{feature}\"")))
        .arg(format!(
            "--check-cfg=cfg(feature, values({}))",
            FEATURES.map(|f| format!("{f:?}")).join(",")
        ))
        .args(LINTS.iter().flat_map(|lint| ["--deny", lint]))
        .arg("--extern")
        .arg(joined("api_runtime=", runtime()));
    run(&mut rustc).map_err(|failure| failure.text)
}

/// Compiles a client far enough to be compiled against, without features and without a word about style.
pub(crate) fn client(name: &str, files: &[File], folder: &Path) -> Result<PathBuf, String> {
    write(files, folder);
    let mut rustc = rustc(&folder.join("src/lib.rs"), folder);
    rustc
        .args(["--crate-name", name, "--cap-lints", "allow"])
        .arg("--extern")
        .arg(joined("api_runtime=", runtime()));
    run(&mut rustc).map_err(|failure| failure.text)?;
    Ok(folder.join(format!("lib{name}.rmeta")))
}

/// Compiles a program that uses a client of this name.
pub(crate) fn program(source: &Path, name: &str, client: &Path) -> Result<(), Failure> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut rustc = rustc(source, folder.path());
    rustc
        .args(["--crate-name", "program", "--cap-lints", "allow"])
        .arg("--extern")
        .arg(joined(&format!("{name}="), client));
    run(&mut rustc)
}

/// Does some work for each item, two at a time, in no particular order.
pub(crate) fn side_by_side<T: Send, R: Send>(
    items: Vec<T>,
    work: impl Fn(T) -> R + Sync,
) -> Vec<R> {
    let queue = Mutex::new(items.into_iter());
    let work = || {
        let mut results = Vec::new();
        loop {
            // The lock must not be held while working.
            let next = queue.lock().expect("no other thread panics here").next();
            let Some(item) = next else { break results };
            results.push(work(item));
        }
    };
    thread::scope(|scope| {
        let other = scope.spawn(work);
        let mut results = work();
        results.extend(other.join().expect("the other thread has said why"));
        results
    })
}

fn write(files: &[File], folder: &Path) {
    for file in files {
        let path = folder.join(&file.path);
        fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("a folder");
        fs::write(path, &file.contents).expect("a file can be written");
    }
}

fn rustc(source: &Path, out: &Path) -> Command {
    let mut rustc = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    let dependencies = runtime().parent().expect("an artefact stands in a folder");
    rustc
        .current_dir(workspace())
        .args(["--edition", "2024", "--crate-type", "lib", "--emit", "metadata"])
        .arg("-L")
        .arg(joined("dependency=", dependencies))
        .arg("--out-dir")
        .arg(out)
        .arg(source);
    rustc
}

fn run(rustc: &mut Command) -> Result<(), Failure> {
    let output = rustc.output().expect("the compiler can be run");
    if output.status.success() {
        return Ok(());
    }
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let code = |line: &str| Some(line.strip_prefix("error[")?.split_once(']')?.0.to_owned());
    Err(Failure { codes: text.lines().filter_map(code).collect(), text })
}

/// The runtime, compiled far enough to be compiled against.
fn runtime() -> &'static Path {
    static RUNTIME: OnceLock<PathBuf> = OnceLock::new();
    RUNTIME.get_or_init(|| {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        // What cargo says of this package to its tests would look like a change to some build scripts, and have them
        // run again and again.
        let of_this_package = |name: &OsString| {
            let name = name.to_string_lossy();
            name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
        };
        for name in env::vars_os().map(|(name, _)| name).filter(of_this_package) {
            cargo.env_remove(name);
        }
        let output = cargo
            .current_dir(workspace())
            .args(["check", "--package", "api-runtime", "--offline", "--message-format", "json"])
            .args(["--features", &FEATURES.join(",")])
            .arg("--target-dir")
            .arg(target())
            .output()
            .expect("cargo can be run");
        let messages = String::from_utf8_lossy(&output.stdout);
        artefact(&messages).unwrap_or_else(|| panic!("{}", String::from_utf8_lossy(&output.stderr)))
    })
}

fn artefact(messages: &str) -> Option<PathBuf> {
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter(|message| message["reason"] == "compiler-artifact")
        .filter(|message| message["target"]["name"] == "api_runtime")
        .flat_map(|message| message["filenames"].as_array().cloned().unwrap_or_default())
        .filter_map(|path| path.as_str().map(PathBuf::from))
        .find(|path| path.extension().is_some_and(|extension| extension == "rmeta"))
}

/// The target folder that this very test was built into, so that what is there already is used.
fn target() -> PathBuf {
    let test = env::current_exe().expect("a test knows where it is");
    let target = test.ancestors().nth(3).expect("a test stands in `<target>/<profile>/deps`");
    target.to_path_buf()
}

fn joined(name: &str, path: &Path) -> OsString {
    let mut argument = OsString::from(name);
    argument.push(path);
    argument
}
