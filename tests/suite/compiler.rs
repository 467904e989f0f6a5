//! The compiler, called without cargo on crates that exist for one test.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::{env, fs};

use api_codegen::File;

use crate::description::workspace;

/// What emitted code has to bear, besides that every warning is an error.
const LINTS: [&str; 4] = ["missing_docs", "unreachable_pub", "unsafe_code", "rust_2018_idioms"];

/// What emitted code can be built with. All at once: none takes anything away.
const FEATURES: [&str; 4] = ["blocking", "mock", "reqwest", "serde"];

/// Compiles a crate, and returns what the compiler says if it is not content.
pub(crate) fn check(files: &[File]) -> Result<(), String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for file in files {
        let path = folder.path().join(&file.path);
        fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("a folder");
        fs::write(path, &file.contents).expect("a file can be written");
    }
    let runtime = runtime();
    let output = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
        .current_dir(workspace())
        .args(["--edition", "2024", "--crate-type", "lib", "--emit", "metadata"])
        .args(["--deny", "warnings"])
        .args(FEATURES.iter().map(|feature| format!("--cfg=feature=\"{feature}\"")))
        .arg(format!(
            "--check-cfg=cfg(feature, values({}))",
            FEATURES.map(|f| format!("{f:?}")).join(",")
        ))
        .args(LINTS.iter().flat_map(|lint| ["--deny", lint]))
        .arg("--extern")
        .arg(joined("api_runtime=", runtime))
        .arg("-L")
        .arg(joined("dependency=", runtime.parent().expect("an artefact stands in a folder")))
        .arg("--out-dir")
        .arg(folder.path())
        .arg(folder.path().join("src/lib.rs"))
        .output()
        .expect("the compiler can be run");
    if output.status.success() {
        Ok(())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
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
