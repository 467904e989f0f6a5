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
pub(crate) const OF_SOME_APIS: [(&str, IsNeeded); 7] = [
    ("limits", Api::sends_limited_values),
    ("oauth", Api::has_oauth),
    ("pages", Api::has_pages),
    ("patterns", Api::enforces_patterns),
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

/// Moves emitted files to where the runtime is.
pub(crate) struct Move<'a> {
    /// Sources that become a part of the client, and the macros that they export; a package stays where it is.
    vendored: Option<(&'a Sources, Vec<&'a str>)>,
}

impl<'a> Move<'a> {
    pub(crate) fn to(runtime: &'a Runtime) -> Self {
        let Runtime::Vendored(sources) = runtime else { return Self { vendored: None } };
        let macros = sources.files.iter().flat_map(|file| exported_macros(&file.contents));
        Self { vendored: Some((sources, macros.collect())) }
    }

    /// Whether emitted files differ from those that use a package.
    pub(crate) fn is_vendored(&self) -> bool {
        self.vendored.is_some()
    }

    /// An emitted file, whose paths lead to the module of a vendored runtime.
    pub(crate) fn emitted(&self, file: File) -> File {
        let Some((_, macros)) = self.vendored.as_ref().filter(|_| is_rust(&file.path)) else {
            return file;
        };
        let File { path, mut contents } = file;
        contents = moved(&contents, macros);
        if path.strip_prefix(GENERATED) == Some("/mod.rs") {
            contents = with_module(&contents);
        }
        File { path, contents }
    }

    /// The files of a vendored runtime.
    pub(crate) fn own(&self, api: &Api) -> Vec<File> {
        let Some((sources, macros)) = &self.vendored else { return Vec::new() };
        let library = library(&api.service.name);
        let always_on = OF_SOME_APIS.iter().filter(|(_, is_needed)| is_needed(api));
        let always_on: Vec<_> = always_on.map(|(feature, _)| *feature).collect();
        let is_kept = |file: &&File| {
            is_rust(&file.path)
                && file.path != format!("{SOURCE}.rs")
                && !file.path.ends_with("tests.rs")
        };
        let own = |file: &File| {
            let path = if file.path == "lib.rs" { "mod.rs" } else { &file.path };
            let mut contents =
                format!("{HEADER}\n\n{}", module(&file.contents, &library, &always_on));
            // Macros of a client that call each other are known by their names alone.
            for name in macros {
                contents = contents.replace(&format!("${MODULE}{name}!"), &format!("{name}!"));
            }
            if file.path == "lib.rs" {
                contents = allow(&contents);
            }
            File { path: format!("{GENERATED}/runtime/{path}"), contents }
        };
        sources.files.iter().filter(is_kept).map(own).collect()
    }
}

/// A text whose paths to the runtime lead to its module. Macros are known by their names alone.
fn moved(text: &str, macros: &[&str]) -> String {
    let mut moved = String::with_capacity(text.len() + text.len() / 8);
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once(LIBRARY) {
        moved.push_str(before.strip_suffix("::").unwrap_or(before));
        let is_macro = |name: &&&str| {
            behind.strip_prefix(**name).is_some_and(|behind| behind.starts_with('!'))
        };
        if !macros.iter().any(|name| is_macro(&name)) {
            moved.push_str(MODULE);
        }
        rest = behind;
    }
    moved + rest
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
fn exported_macros(text: &str) -> Vec<&str> {
    let mut lines = text.lines();
    let mut names = Vec::new();
    while let Some(line) = lines.next() {
        if line == EXPORT
            && let Some(name) = lines.next().and_then(|line| line.strip_prefix("macro_rules! "))
        {
            names.push(name.trim_end_matches(" {"));
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
    fn emitted_paths_lead_to_the_module_and_macros_stand_alone() {
        for (text, expected) in [
            ("use restwright_runtime::Call;", "use crate::generated::runtime::Call;"),
            ("a: ::restwright_runtime::Call,", "a: crate::generated::runtime::Call,"),
            ("::restwright_runtime::call!(A);", "call!(A);"),
            ("restwright_runtime::call!(A); b", "call!(A); b"),
            ("restwright_runtime::calls!(A)", "crate::generated::runtime::calls!(A)"),
            ("restwright_runtime::call", "crate::generated::runtime::call"),
            ("nothing", "nothing"),
        ] {
            assert_eq!(moved(text, &["call", "other"]), expected, "{text}");
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
