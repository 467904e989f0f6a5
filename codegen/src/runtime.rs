//! Where a client takes its runtime from: a package, or the runtime's own sources, moved into the client.
//!
//! A client with a vendored runtime is one package, so `cargo package` packs everything that it needs. A crate of its own
//! inside the client would have to be published first, under another name for each client. The price is that paths
//! change: what is `restwright_runtime::X` elsewhere is `crate::generated::runtime::X` there.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use restwright_spec::api::Api;

use crate::names::library;
use crate::{File, GENERATED, HEADER};

/// Name of the runtime's package.
pub const PACKAGE: &str = "restwright-runtime";
/// The runtime's package as a path in Rust.
const LIBRARY: &str = "restwright_runtime::";
/// Where the sources of a vendored runtime are, as a path in Rust.
const MODULE: &str = "crate::generated::runtime::";
/// The feature with which the runtime carries its own sources, which vendored ones do without.
const SOURCE: &str = "source";
/// Puts a macro at the root of its crate, which belongs to people in a client.
const EXPORT: &str = "#[macro_export]";

/// What makes the runtime public in a client that has it as a package.
const REEXPORT: &str = "\npub use restwright_runtime as runtime;\n";

/// Whether an API needs a feature.
type IsNeeded = fn(&Api) -> bool;

/// Features of the runtime that only some APIs need, and which ones. Such a client always has them on.
pub(crate) const OF_SOME_APIS: [(&str, IsNeeded); 4] = [
    ("pages", Api::has_pages),
    ("streams", Api::has_streams),
    ("uploads", Api::needs_uploads),
    ("webhooks", Api::has_webhooks),
];

/// The value of the dependency on the package, with the features that the API needs.
pub(crate) fn dependency(api: &Api, value: &str) -> String {
    let needed = OF_SOME_APIS.iter().filter(|(_, is_needed)| is_needed(api));
    let needed: Vec<_> = needed.map(|(feature, _)| format!("\"{feature}\"")).collect();
    match value.strip_suffix(" }") {
        Some(value) if !needed.is_empty() => {
            format!("{value}, features = [{}] }}", needed.join(", "))
        }
        _ => value.to_owned(),
    }
}

/// The dependencies of a vendored runtime. Those of features that the API needs are no longer optional, and those of
/// features that it does not need are left out.
pub(crate) fn dependencies<'a>(
    api: &Api,
    sources: &'a Sources,
) -> impl Iterator<Item = (&'a String, String)> {
    let of_some = OF_SOME_APIS.map(|(feature, is_needed)| {
        (sources.features.get(feature).cloned().unwrap_or_default(), is_needed(api))
    });
    sources.dependencies.iter().filter_map(move |(name, value)| {
        let enabled = format!("dep:{name}");
        let mut enabling = of_some.iter().filter(|(enables, _)| enables.contains(&enabled));
        match (enabling.clone().next(), enabling.any(|(_, is_needed)| *is_needed)) {
            (None, _) => Some((name, value.clone())),
            (_, true) => Some((name, value.replace(", optional = true", ""))),
            (_, false) => None,
        }
    })
}

/// Where a client takes its runtime from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Runtime {
    /// A package: the value of the dependency, such as `{ version = "0.1.0", default-features = false }`.
    Package(String),
    /// Sources below [`GENERATED`].
    Vendored(Sources),
}

/// The package of the runtime, as text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    /// Files by their path from the folder `src`.
    pub files: Vec<File>,
    /// The features with what each enables.
    pub features: BTreeMap<String, Vec<String>>,
    /// The dependencies, each with its value in the manifest.
    pub dependencies: BTreeMap<String, String>,
}

/// Moves the runtime into the emitted files of a client.
#[must_use]
pub fn vendored(api: &Api, mut files: Vec<File>, sources: &Sources) -> Vec<File> {
    let macros: Vec<_> =
        sources.files.iter().flat_map(|file| exported_macros(&file.contents)).collect();
    let root = format!("{GENERATED}/mod.rs");
    for file in files.iter_mut().filter(|file| is_rust(&file.path)) {
        for name in &macros {
            let short = format!("{name}!");
            file.contents = file
                .contents
                .replace(&format!("::{LIBRARY}{short}"), &short)
                .replace(&format!("{LIBRARY}{short}"), &short);
        }
        file.contents =
            file.contents.replace(&format!("::{LIBRARY}"), MODULE).replace(LIBRARY, MODULE);
        if file.path == root {
            file.contents = with_module(&file.contents);
        }
    }
    let library = library(&api.service.name);
    let always_on = OF_SOME_APIS.iter().filter(|(_, is_needed)| is_needed(api));
    let always_on: Vec<_> = always_on.map(|(feature, _)| *feature).collect();
    for file in &sources.files {
        if is_rust(&file.path)
            && file.path != format!("{SOURCE}.rs")
            && !file.path.ends_with("tests.rs")
        {
            let path = if file.path == "lib.rs" { "mod.rs" } else { &file.path };
            let mut contents =
                format!("{HEADER}\n\n{}", module(&file.contents, &library, &always_on));
            // Macros of a client that call each other are known by their names alone.
            for name in &macros {
                contents = contents.replace(&format!("${MODULE}{name}!"), &format!("{name}!"));
            }
            if file.path == "lib.rs" {
                contents = allow(&contents);
            }
            files.push(File { path: format!("{GENERATED}/runtime/{path}"), contents });
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn is_rust(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "rs")
}

/// The root of a client with the runtime as a module, in front of all others: macros are known to what is behind them.
/// The documentation of the re-export goes with it.
fn with_module(root: &str) -> String {
    let Some((before, behind)) = root.split_once(REEXPORT) else {
        unreachable!("every client makes the runtime public");
    };
    let (before, documentation) = before.rsplit_once('\n').unwrap_or(("", before));
    let module = format!("\n{documentation}\n#[macro_use]\npub mod runtime;\n\nmod ");
    format!("{before}\n{behind}").replacen("\nmod ", &module, 1)
}

/// Names of the macros that a file exports.
fn exported_macros(text: &str) -> Vec<String> {
    let mut lines = text.lines();
    let mut names = Vec::new();
    while let Some(line) = lines.next() {
        if line == EXPORT
            && let Some(name) = lines.next().and_then(|line| line.strip_prefix("macro_rules! "))
        {
            names.push(name.trim_end_matches(" {").to_owned());
        }
    }
    names
}

/// A source file of the runtime as a module of the client: paths lead to the module, and what is for the runtime's own
/// package is left out, as are conditions that are always true. Examples are kept to be read; they use more of the runtime than a client makes public.
fn module(text: &str, library: &str, always_on: &[&str]) -> String {
    let is_said = |line: &str, condition: fn(&str) -> String| {
        always_on.iter().any(|feature| line.trim_start() == condition(feature))
    };
    let mut moved = String::new();
    let mut is_example = false;
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let is_other =
            ["#[cfg(test)]", "#[cfg(all(test,", &format!("#[cfg(feature = \"{SOURCE}\")]")]
                .iter()
                .any(|condition| line.starts_with(condition));
        if is_other {
            skip_item(&mut lines);
            continue;
        }
        if is_said(line, |feature| format!("#[cfg(not(feature = \"{feature}\"))]")) {
            skip_part(line, &mut lines);
            continue;
        }
        if line == EXPORT || is_said(line, |feature| format!("#[cfg(feature = \"{feature}\")]")) {
            continue;
        }
        let comment = line.trim_start();
        let is_fence = ["/// ```", "//! ```"].iter().any(|fence| comment.starts_with(fence));
        if is_fence {
            is_example = !is_example;
        }
        let line = if is_fence && is_example {
            format!("{}```ignore", line.split("```").next().unwrap_or_default())
        } else if comment.starts_with("//") && is_example {
            line.replace(LIBRARY, &format!("{library}::"))
        } else {
            absolute(line)
        };
        let _ = writeln!(moved, "{line}");
    }
    moved
}

/// Leaves out one item, which ends with its line or, as it is formatted, with a brace in the first column.
fn skip_item<'a>(lines: &mut impl Iterator<Item = &'a str>) {
    if lines.next().is_some_and(|first| !first.ends_with(';')) {
        let _ = lines.find(|line| *line == "}");
    }
}

/// Leaves out what stands behind a condition within an item: a line, or up to the brace in the column of the condition.
fn skip_part<'a>(condition: &str, lines: &mut impl Iterator<Item = &'a str>) {
    let column = condition.len() - condition.trim_start().len();
    if lines.next().is_some_and(|first| !first.ends_with([';', ','])) {
        let _ = lines.find(|line| line.get(column..).is_some_and(|rest| rest.starts_with('}')));
    }
}

/// A line whose paths begin at the module of the runtime instead of the root of a crate.
fn absolute(line: &str) -> String {
    let mut moved = String::new();
    let mut rest = line;
    while let Some(at) = rest.find("crate::") {
        let (before, after) = rest.split_at(at);
        moved.push_str(before);
        // Part of another name, such as `my_crate::`.
        let is_path = !before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        moved.push_str(if is_path { MODULE } else { "crate::" });
        rest = &after["crate::".len()..];
    }
    moved + rest
}

/// Spares a client the warnings about a module of which it uses a part.
fn allow(text: &str) -> String {
    let lints =
        "#![allow(warnings, missing_docs, unreachable_pub, unused, clippy::all, clippy::pedantic)]";
    // Inner attributes follow the inner documentation.
    let last = text.rfind("\n//!").map_or(0, |at| at + 1);
    let end = text[last..].find('\n').map_or(text.len(), |length| last + length);
    let (documentation, code) = text.split_at(end);
    format!("{documentation}\n{lints}{code}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_to_the_module() {
        for (line, expected) in [
            ("use crate::error::Error;", "use crate::generated::runtime::error::Error;"),
            (
                "fn f() -> $crate::A<crate::B>",
                "fn f() -> $crate::generated::runtime::A<crate::generated::runtime::B>",
            ),
            ("/// See [`X`](crate::X).", "/// See [`X`](crate::generated::runtime::X)."),
            ("pub(crate) use my_crate::X;", "pub(crate) use my_crate::X;"),
        ] {
            assert_eq!(absolute(line), expected);
        }
    }

    #[test]
    fn what_is_for_the_package_is_left_out() {
        let text = "//! A.\n\nmod a;\n#[cfg(test)]\nmod b;\n#[cfg(all(test, feature = \"mock\"))]\nmod tests {\n    fn f() {\n    }\n}\nmod c;\n/// ```\n/// use restwright_runtime::X;\n/// ```\nmod d;\n";
        let expected =
            "//! A.\n\nmod a;\nmod c;\n/// ```ignore\n/// use pets::X;\n/// ```\nmod d;\n";
        assert_eq!(module(text, "pets", &[]), expected);
    }

    #[test]
    fn what_is_always_on_has_no_condition() {
        let text = "fn f() -> bool {\n    #[cfg(feature = \"on\")]\n    {\n        true\n    }\n    \
                    #[cfg(not(feature = \"on\"))]\n    {\n        let _ = 1;\n        false\n    }\n}\n\
                    fn g() {\n    #[cfg(not(feature = \"on\"))]\n    let _ = 1;\n    \
                    #[cfg(feature = \"off\")]\n    let _ = 2;\n}\n";
        let expected = "fn f() -> bool {\n    {\n        true\n    }\n}\nfn g() {\n    \
                        #[cfg(feature = \"off\")]\n    let _ = 2;\n}\n";
        assert_eq!(module(text, "pets", &["on"]), expected);
    }
}
