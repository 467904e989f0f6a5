//! `front/`: the parts of the crate's front page that follow from the description. `lib.rs` includes them or does not.

use restwright_spec::api::{Api, OperationName};

use super::guide;
use crate::docs::{Docs, cell};
use crate::{File, GENERATED, HEADER};

/// Renders the tables of guides and operations, with links for rustdoc. Without flows, the first one is empty.
pub(crate) fn emit(api: &Api) -> Vec<File> {
    let mut guides = Docs::default();
    if !api.flows.is_empty() {
        guides = guides.line("## Guides").table(&guide::FLOWS_HEAD, guide::flows(api));
    }
    let rows = api.groups.iter().flat_map(|group| {
        group.operations.iter().map(|operation| {
            let name =
                OperationName { group: group.id.value.clone(), id: operation.id.value.clone() };
            vec![guide::link(&name), cell(&operation.summary)]
        })
    });
    let mut operations = Docs::default().line("## Operations").table(&["`client.`", ""], rows);
    if !api.errors.is_empty() {
        operations = operations.sentences(
            "[`guide::errors`](crate::guide::errors) lists the [error codes](crate::ErrorCode) by category.",
        );
    }
    vec![file("guides", &guides), file("operations", &operations)]
}

fn file(name: &str, docs: &Docs) -> File {
    let note = HEADER.trim_start_matches(['/', ' ']);
    let mut contents = format!("<!-- {note} -->\n");
    if !docs.lines().is_empty() {
        contents.push('\n');
    }
    for line in docs.lines() {
        contents.push_str(line);
        contents.push('\n');
    }
    File { path: format!("{GENERATED}/front/{name}.md"), contents }
}
