//! What models cost to compile: 60 of 8 fields as the generator emits them, beside the same with serde's derive macros.
//!
//! Cargo checks both once, in a folder of their own and in the profile for development, and thereby says what it calls
//! the compiler with. Then the compiler alone is called in turns, for one and the other, and the CPU time of these
//! processes is compared. A crate of nothing shows how much of that is the start of the compiler.

mod models;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Duration;

use restwright_codegen::File;

/// Set where this program stands in for the compiler: the folder for what it was called with.
const RECORDS: &str = "CHECK_BENCH_RECORDS";

const CRATES: [&str; 3] = ["emitted", "derived", "nothing"];
const ROUNDS: u32 = 10;

fn main() -> ExitCode {
    if let Some(records) = std::env::var_os(RECORDS) {
        return record(Path::new(&records));
    }
    let folder = tempfile::tempdir().expect("a folder for the crates");
    let folder = folder.path();
    write_crates(folder);
    let calls = CRATES.map(|name| compiler_call(folder, name));
    let mut times = [Duration::ZERO; CRATES.len()];
    for _ in 0..ROUNDS {
        for (time, call) in times.iter_mut().zip(&calls) {
            let before = cpu_of_children();
            let status = compiler(folder, call).status().expect("the compiler starts");
            assert!(status.success(), "it compiled before");
            *time += cpu_of_children().saturating_sub(before);
        }
    }
    println!("{} models, CPU time of a check:", models::MODELS);
    for (name, time) in CRATES.iter().zip(times) {
        println!("  {name:<8} {:>7.1} ms", time.as_secs_f64() * 1e3 / f64::from(ROUNDS));
    }
    let [emitted, derived, _] = times.map(|time| time.as_secs_f64());
    println!("emitted ones take {:.2} of derived ones", emitted / derived);
    ExitCode::SUCCESS
}

fn write_crates(folder: &Path) {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    // The versions that everything else uses, which are there without a network.
    fs::copy(project.join("Cargo.lock"), folder.join("Cargo.lock")).expect("versions");
    let runtime = project.join("codegen/runtime");
    let members = format!("[workspace]\nresolver = \"3\"\nmembers = {CRATES:?}\n");
    write(&folder.join("Cargo.toml"), &members);
    let nothing = File { path: "lib.rs".to_owned(), contents: "//! Nothing.\n".to_owned() };
    let runtime = format!(
        "restwright-runtime = {{ path = \"{}\", default-features = false }}\n",
        runtime.display()
    );
    let serde = "serde = { version = \"1\", features = [\"derive\"] }\n";
    let crates = [
        (models::emitted(), runtime.as_str()),
        (models::derived(), serde),
        (vec![nothing], runtime.as_str()),
    ];
    for (name, (files, dependency)) in CRATES.iter().zip(crates) {
        let root = folder.join(name);
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependency}"
        );
        write(&root.join("Cargo.toml"), &manifest);
        for file in files {
            write(&root.join("src").join(file.path), &file.contents);
        }
    }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("its folder");
    fs::write(path, text).expect("a file");
}

/// Lets cargo check a crate with what it depends on, and returns what it called the compiler with.
fn compiler_call(folder: &Path, name: &str) -> Vec<String> {
    let program = std::env::current_exe().expect("a program knows where it is");
    let status = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--quiet", "--package", name])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        // What was compiled before must not help.
        .env("CARGO_INCREMENTAL", "0")
        .env("RUSTC_WORKSPACE_WRAPPER", program)
        .env(RECORDS, folder)
        .status();
    assert!(status.expect("cargo starts").success(), "`{name}` does not compile");
    let record = fs::read_to_string(record_of(folder, name)).expect("cargo called the compiler");
    record.lines().map(str::to_owned).collect()
}

/// Stands in for the compiler: notes what it is called with, and calls it.
fn record(folder: &Path) -> ExitCode {
    let call: Vec<_> = std::env::args().skip(1).collect();
    let name = call.iter().position(|argument| argument == "--crate-name");
    if let Some(name) = name.and_then(|at| call.get(at + 1)) {
        fs::write(record_of(folder, name), call.join("\n")).expect("a record");
    }
    let status = compiler(Path::new("."), &call).status().expect("the compiler starts");
    if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn record_of(folder: &Path, name: &str) -> PathBuf {
    folder.join(name).with_extension("call")
}

fn compiler(folder: &Path, call: &[String]) -> Command {
    let (program, arguments) = call.split_first().expect("a program");
    let mut command = Command::new(program);
    command.args(arguments).current_dir(folder).stderr(std::process::Stdio::null());
    command
}

/// CPU time of all children that have ended, as the kernel counts it: in hundredths of a second, which is why several
/// rounds are added up.
fn cpu_of_children() -> Duration {
    let stat = fs::read_to_string("/proc/self/stat").expect("this needs Linux");
    // The name of the program, in brackets, may hold blanks. The two numbers stand 14th and 15th behind it.
    let (_, fields) = stat.rsplit_once(')').expect("the name ends");
    let ticks = fields.split_whitespace().skip(13).take(2);
    let ticks: u64 = ticks.map(|ticks| ticks.parse::<u64>().expect("a number")).sum();
    Duration::from_millis(10 * ticks)
}
