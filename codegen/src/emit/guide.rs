//! `guide/`: documentation only: a page for each flow, and the error codes by category.

mod errors;
mod page;
mod program;

use proc_macro2::TokenStream;
use quote::quote;
use restwright_spec::api::{Api, Flow, FlowCall, Group, Operation, OperationName};

pub(crate) use errors::emit as emit_errors;
pub(crate) use page::{docs as flow_docs, emit as emit_flow};

use crate::docs::{Docs, cell};
use crate::names::{ident, pascal};

/// Whether the API has anything to guide through.
pub(crate) fn is_there(api: &Api) -> bool {
    !api.flows.is_empty() || !api.errors.is_empty()
}

pub(crate) fn emit(api: &Api) -> TokenStream {
    let mut docs = Docs::default().sentences(
        "Guides. These modules hold documentation and no items, and their names may change in any version.",
    );
    if !api.flows.is_empty() {
        docs = docs.table(&FLOWS_HEAD, flows(api));
    }
    if !api.errors.is_empty() {
        docs = docs.sentences("[`errors`] lists the error codes by category.");
    }
    let docs = docs.inner();
    let mut modules: Vec<_> = api.flows.iter().map(|flow| ident(&flow.id)).collect();
    modules.extend((!api.errors.is_empty()).then(|| ident(ERRORS)));
    quote! {
        #docs

        #(pub mod #modules;)*
    }
}

/// The module of the error codes, whose name no flow can have.
pub(crate) const ERRORS: &str = "errors";

/// The head of the table of flows.
pub(crate) const FLOWS_HEAD: [&str; 3] = ["guide", "task", "operations"];

/// The table of flows: each with a link to its page and to its operations.
pub(crate) fn flows(api: &Api) -> impl Iterator<Item = Vec<String>> {
    api.flows.iter().map(|flow| {
        let mut links: Vec<String> = Vec::new();
        for link in flow.calls().map(|call| link(&call.operation)) {
            if !links.contains(&link) {
                links.push(link);
            }
        }
        vec![self::flow(flow), cell(&flow.summary), links.join(", ")]
    })
}

/// A link to the page of a flow.
fn flow(flow: &Flow) -> String {
    format!("[`{0}`](crate::guide::{0})", *flow.id)
}

/// A link to the method that sets up the call of an operation.
pub(crate) fn link(name: &OperationName) -> String {
    let OperationName { group, id } = name;
    format!("[`{group}().{id}`](crate::groups::{}::{id})", pascal(group))
}

/// A sentence that leads to the error codes by category, after another one.
pub(crate) fn by_category(api: &Api) -> &'static str {
    if api.errors.is_empty() {
        return "";
    }
    " [`guide::errors`](crate::guide::errors) lists all codes by category."
}

/// Links to the pages of the flows that call an operation.
pub(crate) fn flows_of(api: &Api, group: &Group, operation: &Operation) -> Vec<String> {
    let calls =
        |call: &FlowCall| call.operation.group == *group.id && call.operation.id == *operation.id;
    let flows = api.flows.iter().filter(|flow| flow.calls().any(calls));
    flows.map(flow).collect()
}
