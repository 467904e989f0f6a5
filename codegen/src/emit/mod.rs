//! The emitters: one for each kind of emitted file.

mod blocking;
mod client;
mod credentials;
mod deprecation;
mod error_code;
mod error_entries;
mod errors;
mod example;
mod former;
mod groups;
mod mock;
mod object;
mod open_enum;
mod operation;
mod operations;
mod root;
mod service;
mod types;
mod union;

pub(crate) use client::arguments as client_arguments;
pub use example::call as example_call;
pub(crate) use example::library;
pub(crate) use object::{handed, held};
pub(crate) use union::has_conversion;

use std::collections::BTreeSet;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use restwright_spec::api::{Api, TypeDef, TypeKind};

use crate::names::module_name;
use crate::{File, GENERATED, format};

/// A file that is yet to be rendered. Files know nothing of each other, so they are rendered side by side.
struct Page<'a> {
    path: String,
    emit: Box<dyn Fn() -> TokenStream + Send + Sync + 'a>,
}

impl<'a> Page<'a> {
    fn new(path: impl Into<String>, emit: impl Fn() -> TokenStream + Send + Sync + 'a) -> Self {
        Self { path: path.into(), emit: Box::new(emit) }
    }

    fn render(&self) -> File {
        let path = format!("{GENERATED}/{}", self.path);
        File { path, contents: format::file(&(self.emit)()) }
    }
}

/// Renders every emitted file.
pub(crate) fn files(api: &Api) -> Vec<File> {
    let shared = errors::shared(api);
    let pages = pages(api, &shared);
    let next = AtomicUsize::new(0);
    let work = || {
        let mut files = Vec::new();
        while let Some(page) = pages.get(next.fetch_add(1, Ordering::Relaxed)) {
            files.push(page.render());
        }
        files
    };
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        let workers: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut files = work();
        for worker in workers {
            files.extend(worker.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        files
    })
}

/// Every emitted file, the largest first.
fn pages<'a>(api: &'a Api, shared: &'a BTreeSet<i64>) -> Vec<Page<'a>> {
    let mut pages = vec![
        Page::new("error_entries.rs", || error_entries::emit(api)),
        Page::new("error_code.rs", || error_code::emit(api)),
        Page::new("mock.rs", || mock::emit(api)),
        Page::new("mod.rs", || root::emit(api)),
        Page::new("client.rs", || client::emit(api)),
        Page::new("blocking.rs", || blocking::emit(api)),
        Page::new("credentials.rs", || credentials::emit(api)),
        Page::new("service.rs", || service::emit(api)),
        Page::new("groups.rs", || groups::emit(api)),
        Page::new("operations/mod.rs", move || operations::emit(api, shared)),
        Page::new("types/mod.rs", || types::emit(api)),
    ];
    for group in &api.groups {
        let folder = format!("operations/{}", *group.id);
        pages.push(Page::new(format!("{folder}/mod.rs"), || operations::emit_group(api, group)));
        pages.extend(group.operations.iter().map(|operation| {
            let path = format!("{folder}/{}.rs", *operation.id);
            Page::new(path, move || operation::emit(api, shared, group, operation))
        }));
    }
    pages.extend(api.types.iter().map(|def| {
        let path = format!("types/{}.rs", module_name(&def.name));
        Page::new(path, || named_type(api, def))
    }));
    pages
}

fn named_type(api: &Api, def: &TypeDef) -> TokenStream {
    match &def.kind {
        TypeKind::Object(object) => object::emit(api, def, object),
        TypeKind::Enum(values) => open_enum::emit(def, values),
        TypeKind::Union(variants) => union::emit(def, variants),
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
