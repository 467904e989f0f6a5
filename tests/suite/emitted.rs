//! What each feature of the description language becomes, and that it compiles without a warning.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::thread;

use api_codegen::{File, Workspace};
use api_spec::Source;
use api_spec::api::Api;

use crate::description::{fixtures, folders, model, sources};
use crate::{compiler, snapshot};

/// The feature that is shown whole. Of the others only those files are shown that are not the same here.
const SMALLEST: &str = "smallest";
/// The feature that shows what a server to play against is told; every other one would show the same table again.
const EXAMPLES: &str = "documented-examples";

#[test]
fn every_feature_reads_well() {
    let known: BTreeSet<_> = emitted(&feature(SMALLEST)).into_iter().map(whole).collect();
    snapshot::each(features(), |name| {
        let files = emitted(&feature(name)).into_iter().map(whole);
        let is_repeated = |path: &str| path.ends_with("/mock.rs") && name != EXAMPLES;
        let differs = |file: &(String, String)| !known.contains(file) && !is_repeated(&file.0);
        let shown = files.filter(|file| name == SMALLEST || differs(file));
        let parts: Vec<_> = shown.map(|(path, text)| format!("// ===== {path}\n{text}")).collect();
        let text = parts.join("\n");
        assert!(!text.is_empty(), "nothing differs from `{SMALLEST}`");
        snapshot::check("emitted", name, &text);
    });
}

#[test]
fn every_feature_compiles_without_a_warning() {
    let queue = Mutex::new(features().into_iter());
    let complaints = Mutex::new(Vec::new());
    let work = || {
        loop {
            // The lock must not be held while compiling.
            let next = queue.lock().expect("no other thread panics here").next();
            let Some(name) = next else { break };
            if let Err(complaint) = compiler::check(&emitted(&feature(&name))) {
                let complaint = format!("== {name} ==\n{complaint}");
                complaints.lock().expect("no other thread panics here").push(complaint);
            }
        }
    };
    thread::scope(|scope| {
        scope.spawn(work);
        scope.spawn(work);
    });
    let complaints = complaints.into_inner().expect("no thread panicked");
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

fn features() -> Vec<String> {
    folders(&fixtures("features")).into_iter().map(|(name, _)| name).collect()
}

/// The description of a feature. One without an `api.yaml` shares that of the smallest.
fn feature(name: &str) -> Api {
    let of = |name: &str| sources(&fixtures("features").join(name));
    let is_api = |source: &Source| source.path == "api.yaml";
    let mut sources = of(name);
    if !sources.iter().any(is_api) {
        sources.extend(of(SMALLEST).into_iter().filter(is_api));
    }
    model(sources)
}

/// Everything that makes up the crate.
fn emitted(api: &Api) -> Vec<File> {
    let mut files = api_codegen::scaffold(api, "{ path = \"../runtime\" }", Workspace::Member);
    files.extend(api_codegen::generate(api).expect("no name of a fixture is refused"));
    files
}

fn whole(file: File) -> (String, String) {
    (file.path, file.contents)
}
