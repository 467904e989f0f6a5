//! The emitters: one for each kind of emitted file.

mod aliases;
mod blocking;
mod choice;
mod client;
mod constant;
mod credentials;
mod deprecation;
mod error_code;
mod error_entries;
mod errors;
mod example;
mod front;
mod groups;
mod guide;
mod mock;
mod newtype;
mod object;
mod open_enum;
mod operation;
mod operations;
mod root;
mod service;
mod shown;
mod types;
mod union;
mod webhooks;

pub(crate) use client::{arguments as client_arguments, parts as credential_parts};
pub use example::{Flavor, call as example_call, client as example_client, items as example_items};
pub(crate) use front::emit as front;
pub(crate) use guide::flow_docs;
pub(crate) use newtype::{Getter, sources};
pub(crate) use object::{field_type, parameter_conversion};
pub(crate) use operation::docs::facts as operation_facts;
pub(crate) use union::has_conversion;

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use rayon::prelude::*;
use restwright_spec::api::{Api, TypeDef, TypeKind};

use crate::docs::Links;
use crate::names::module_name;
use crate::{File, GENERATED, format};

/// A file that is yet to be rendered. Files know nothing of each other, so they are rendered side by side.
struct EmittedFile<'a> {
    path: String,
    emit: Box<dyn Fn() -> TokenStream + Send + Sync + 'a>,
}

impl<'a> EmittedFile<'a> {
    fn new(path: impl Into<String>, emit: impl Fn() -> TokenStream + Send + Sync + 'a) -> Self {
        Self { path: path.into(), emit: Box::new(emit) }
    }

    fn render(&self, links: &Links) -> File {
        let contents = format::file(&(self.emit)(), |line| links.resolve(&self.path, line));
        File { path: format!("{GENERATED}/{}", self.path), contents }
    }
}

/// Renders every emitted file.
pub(crate) fn files(api: &Api) -> Vec<File> {
    let emitted_files = emitted_files(api);
    let links = Links::of(api);
    emitted_files.par_iter().with_max_len(1).map(|file| file.render(&links)).collect()
}

/// Every emitted file, the largest first.
fn emitted_files(api: &Api) -> Vec<EmittedFile<'_>> {
    let mut emitted_files = vec![
        EmittedFile::new("error_entries.rs", || error_entries::emit(api)),
        EmittedFile::new("error_code.rs", || error_code::emit(api)),
        EmittedFile::new("mock.rs", || mock::emit(api)),
        EmittedFile::new("mod.rs", || root::emit(api)),
        EmittedFile::new("client.rs", || client::emit(api)),
        EmittedFile::new("blocking.rs", || blocking::emit(api)),
        EmittedFile::new("credentials.rs", || credentials::emit(api)),
        EmittedFile::new("service.rs", || service::emit(api)),
        EmittedFile::new("groups.rs", || groups::emit(api)),
        EmittedFile::new("operations/mod.rs", || operations::emit(api)),
        EmittedFile::new("types/mod.rs", || types::emit(api)),
    ];
    if guide::is_there(api) {
        emitted_files.push(EmittedFile::new("guide/mod.rs", || guide::emit(api)));
    }
    if !api.errors.is_empty() {
        emitted_files.push(EmittedFile::new(format!("guide/{}.rs", guide::ERRORS), || {
            guide::emit_errors(api)
        }));
    }
    if let Some(events) = &api.webhooks {
        let path = format!("{}.rs", webhooks::MODULE);
        emitted_files.push(EmittedFile::new(path, || webhooks::emit(api, events)));
    }
    emitted_files.extend(api.flows.iter().map(|flow| {
        EmittedFile::new(format!("guide/{}.rs", *flow.id), || guide::emit_flow(api, flow))
    }));
    for group in &api.groups {
        let folder = format!("operations/{}", *group.id);
        emitted_files.push(EmittedFile::new(format!("{folder}/mod.rs"), || {
            operations::emit_group(api, group)
        }));
        emitted_files.extend(group.operations.iter().map(|operation| {
            let path = format!("{folder}/{}.rs", *operation.id);
            EmittedFile::new(path, move || operation::emit(api, group, operation))
        }));
    }
    emitted_files.extend(api.types.iter().map(|def| {
        let path = format!("types/{}.rs", module_name(&def.name));
        EmittedFile::new(path, || named_type(api, def))
    }));
    emitted_files
}

fn named_type(api: &Api, def: &TypeDef) -> TokenStream {
    match &def.kind {
        TypeKind::Object(object) => object::emit(api, def, object),
        TypeKind::Enum(values) => open_enum::emit(def, values),
        TypeKind::Union(variants) => union::emit(def, variants),
        TypeKind::Newtype(inner) => newtype::emit(def, inner),
    }
}

/// A text that may be missing, as an expression.
fn optional(text: Option<&String>) -> TokenStream {
    text.map_or_else(|| quote!(None), |text| quote!(Some(#text)))
}

/// A field of a struct expression, in short where the value has its name.
fn initializer(id: &Ident, value: &TokenStream) -> TokenStream {
    if *id == value.to_string() { quote!(#id) } else { quote!(#id: #value) }
}
