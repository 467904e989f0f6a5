//! Examples in the help of each command.

use std::fmt::Write as _;

use clap::Command;

/// Commands with examples: what follows the name of the program, and what it is for.
const EXAMPLES: [(&str, &[(&str, &str)]); 19] = [
    (
        "generate",
        &[
            ("generate", "update the client around the current folder"),
            ("generate --dry-run", "show what would change"),
            ("generate --spec spec/pets --out pets", "name description and client"),
        ],
    ),
    ("check", &[("check", "exit with code 1 if a generated file is out of date")]),
    (
        "validate",
        &[
            ("validate", "check the description of the client around the current folder"),
            ("validate --format json", "for programs: one JSON document"),
        ],
    ),
    (
        "fix",
        &[
            ("fix --dry-run", "show the patch, write nothing"),
            ("fix", "apply all fixes that diagnostics offer"),
        ],
    ),
    ("watch", &[("watch", "validate and generate after each save")]),
    (
        "schema",
        &[
            ("schema --check", "exit with code 1 if the schema is out of date"),
            ("schema --folder spec/pets", "a schema that completes the ids of this description"),
        ],
    ),
    ("mock", &[("mock --port 8080", "serve documented responses on loopback")]),
    (
        "call",
        &[
            ("call pets.find --kind dog", "send a call and print the response"),
            ("call pets.find --help", "list the inputs and the variables of secrets"),
            ("call pets.find --kind dog --dry-run", "print the call with curl, send nothing"),
        ],
    ),
    (
        "docs",
        &[
            ("docs", "write the site to `target/site`"),
            ("docs --spec spec/pets --out public", "name description and site"),
            ("docs --serve", "write it and serve it on loopback"),
        ],
    ),
    (
        "diff",
        &[
            ("diff", "compare the working tree with the merge base"),
            ("diff --base v1.2.0 --fail-on wire-breaking,version", "exit with code 1 on these"),
            ("diff --base old.yaml --head new.yaml", "two OpenAPI documents"),
            ("diff --format html=diff.html", "write a page"),
        ],
    ),
    ("changelog", &[("changelog --check", "exit with code 1 if `Unreleased` is out of date")]),
    (
        "release",
        &[
            ("release --dry-run", "check version, changelog, freshness, licences and packages"),
            ("release --dry-run --format json", "for programs: one JSON document"),
        ],
    ),
    ("corpus", &[("corpus documents --out target/corpus", "keep descriptions and clients")]),
    ("inferred", &[("inferred", "list values that nobody has confirmed")]),
    (
        "import openapi",
        &[
            ("import openapi openapi.yaml --out spec/pets", "write a new description"),
            ("import openapi openapi.yaml --out spec/pets --update", "merge a newer document"),
        ],
    ),
    (
        "export openapi",
        &[
            ("export openapi", "print an OpenAPI document of the description"),
            ("export openapi --out openapi.json", "write it to a file, as JSON"),
        ],
    ),
    (
        "new api",
        &[
            ("new api pet-shop", "a client in `pet-shop`, its description in `pet-shop/spec`"),
            ("new api pet-shop spec/pet-shop", "a description alone"),
        ],
    ),
    ("new operation", &[("new operation pets.find", "add a commented template")]),
    ("completions", &[("completions bash", "print the script that bash reads")]),
];

/// Adds the examples to the help of each command.
pub(crate) fn add(command: Command, program: &str) -> Command {
    EXAMPLES.iter().fold(command, |command, (path, examples)| {
        let path: Vec<_> = path.split(' ').collect();
        at(command, &path, &text(program, examples))
    })
}

fn at(command: Command, path: &[&'static str], text: &str) -> Command {
    match path {
        [] => command.after_help(text.to_owned()),
        [first, rest @ ..] => command.mut_subcommand(first, |command| at(command, rest, text)),
    }
}

fn text(program: &str, examples: &[(&str, &str)]) -> String {
    let longest = examples.iter().map(|(command, _)| command.len()).max().unwrap_or_default();
    let mut text = "Examples:\n".to_owned();
    for (command, meaning) in examples {
        let _ = writeln!(text, "  {program} {command:longest$}  # {meaning}");
    }
    text
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;
    use crate::cli::Cli;

    #[test]
    fn examples_parse() {
        for (path, examples) in &EXAMPLES {
            for (command, _) in *examples {
                assert!(command.starts_with(path), "{command}");
                let words = format!("restwright {command}");
                let parsed = Cli::of("restwright").try_get_matches_from(words.split(' '));
                assert!(parsed.is_ok(), "{command}: {parsed:?}");
            }
        }
    }

    #[test]
    fn every_command_has_examples() {
        let command = Cli::command();
        let leaves = command.get_subcommands().flat_map(|command| {
            let parts: Vec<_> = command.get_subcommands().map(Command::get_name).collect();
            let name = command.get_name();
            if parts.is_empty() {
                return vec![name.to_owned()];
            }
            parts.iter().map(|part| format!("{name} {part}")).collect()
        });
        let missing: Vec<_> =
            leaves.filter(|leaf| EXAMPLES.iter().all(|(path, _)| path != leaf)).collect();
        assert_eq!(missing, [""; 0]);
    }
}
