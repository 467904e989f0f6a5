//! The description of an API in the style of a well-known one, with copies of its operations and their types beside the
//! originals.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use restwright_spec::{Source, Sources};

/// The description with this many operations and types of each kind.
pub(crate) fn description(copies: u32) -> Sources {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/parley");
    let mut originals = Vec::new();
    collect(&folder, "", &mut originals);
    let is_copied = |path: &str| path.starts_with("operations/");
    let types: BTreeSet<_> = originals
        .iter()
        .filter(|(path, _)| is_copied(path))
        .flat_map(|(_, text)| text.lines().filter_map(type_name))
        .collect();
    let mut files = Vec::new();
    for (path, text) in &originals {
        let mut text = text.clone();
        if path == "api.yaml" {
            let (_, groups) = text.split_once("\ngroups:\n").expect("a list of groups at the end");
            let groups = groups.to_owned();
            for copy in 1..copies {
                let added =
                    groups.lines().map(|line| line.replacen(": ", &format!("_{copy}: "), 1));
                text.extend(added.map(|line| line + "\n"));
            }
        }
        files.push(Source { path: path.clone(), text: text.into_bytes() });
    }
    for copy in 1..copies {
        for (path, text) in originals.iter().filter(|(path, _)| is_copied(path)) {
            let text = copied(text, &types, copy);
            files.push(Source { path: format!("{path}.{copy}.yaml"), text: text.into_bytes() });
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Sources::new(files)
}

fn collect(folder: &Path, path: &str, files: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let path = format!("{path}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{path}/"), files);
        } else {
            files.push((path, fs::read_to_string(entry.path()).expect("a text")));
        }
    }
}

/// The name of a type that is declared in a line.
fn type_name(line: &str) -> Option<&str> {
    let (name, _) = line.strip_prefix("  ")?.split_once(':')?;
    name.starts_with(|first: char| first.is_ascii_uppercase()).then_some(name)
}

/// A file whose types, groups and paths are those of a copy.
fn copied(text: &str, types: &BTreeSet<&str>, copy: u32) -> String {
    let is_word = |character: char| character.is_alphanumeric() || character == '_';
    let mut copied = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_word) {
        let length = rest[start..].find(|character| !is_word(character));
        let (before, word) =
            rest[..length.map_or(rest.len(), |length| start + length)].split_at(start);
        copied.extend([before, word]);
        if types.contains(word) {
            copied.extend(["X", &copy.to_string()]);
        }
        rest = &rest[start + word.len()..];
    }
    copied.push_str(rest);
    // Nothing else begins with a slash.
    let copied = copied.replace(" /", &format!(" /v{copy}/"));
    // Shared parameters are those of the originals.
    let copied = match copied.split_once("\nparameters:\n") {
        Some((head, rest)) => {
            let (_, rest) = rest.split_once("\n\n").expect("an empty line behind them");
            format!("{head}\n\n{rest}")
        }
        None => copied,
    };
    match copied
        .split_once("\ngroup: ")
        .and_then(|(head, rest)| Some((head, rest.split_once('\n')?)))
    {
        Some((head, (group, rest))) => format!("{head}\ngroup: {group}_{copy}\n{rest}"),
        None => copied,
    }
}
