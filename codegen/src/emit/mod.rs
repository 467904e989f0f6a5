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
mod limits;
mod mock;
mod newtype;
mod oauth;
mod object;
mod open_enum;
mod operation;
mod operations;
mod root;
pub(crate) mod servers;
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
pub(crate) use oauth::Setter as OAuthSetter;
pub(crate) use object::{field_type, parameter_conversion};
pub(crate) use operation::docs::facts as operation_facts;
pub(crate) use servers::{
    arguments as client_url_arguments, examples as client_urls, setter_name as url_setter,
};
pub(crate) use union::{held, sources_of};

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use rayon::prelude::*;
use restwright_spec::api::{Api, TypeDef, TypeKind};

use crate::docs::Links;
use crate::made_of::{self, Element, Shared};
use crate::names::module_name;
use crate::runtime::Move;
use crate::{Earlier, File, GENERATED, MadeOf, Rendered, format};

/// A file that is yet to be rendered. Files know nothing of each other, so they are rendered side by side.
struct EmittedFile<'a> {
    path: String,
    /// The element that it is about, if it is about one alone.
    element: Option<Element<'a>>,
    emit: Box<dyn Fn() -> TokenStream + Send + Sync + 'a>,
}

/// What all files share.
struct Rendering<'a> {
    links: &'a Links,
    runtime: &'a Move<'a>,
    shared: Shared,
    earlier: &'a dyn Earlier,
}

impl<'a> EmittedFile<'a> {
    fn new(path: impl Into<String>, emit: impl Fn() -> TokenStream + Send + Sync + 'a) -> Self {
        Self { path: path.into(), element: None, emit: Box::new(emit) }
    }

    /// A file that depends on this element and on nothing of other operations but their names.
    fn of(self, element: Element<'a>) -> Self {
        Self { element: Some(element), ..self }
    }

    /// # Panics
    ///
    /// When the tokens are no Rust, which is a mistake in an emitter: the message shows them.
    fn render(&self, all: &Rendering<'_>) -> Rendered {
        let path = format!("{GENERATED}/{}", self.path);
        let earlier = all.earlier.made_of(&path);
        let known = || Some(File { contents: all.earlier.text(&path)?, path: path.clone() });
        let model = self.element.map(|element| all.shared.with(element));
        if let Some(made_of) = earlier.filter(|earlier| model.is_some() && earlier.model == model)
            && let Some(file) = known()
        {
            return Rendered { file, made_of: Some(made_of) };
        }
        let tokens = (self.emit)();
        let tokens_of = made_of::tokens(&tokens, &self.path, all.links, all.runtime);
        let made_of = MadeOf { model, tokens: tokens_of };
        if earlier.is_some_and(|earlier| earlier.tokens == made_of.tokens)
            && let Some(file) = known()
        {
            return Rendered { file, made_of: Some(made_of) };
        }
        let contents = format::file(tokens, |line| all.links.resolve(&self.path, line))
            .unwrap_or_else(|error| panic!("`{path}` is not valid: {error}\n{}", (self.emit)()));
        let file = all.runtime.emitted(File { path, contents });
        Rendered { file, made_of: Some(made_of) }
    }
}

/// Renders every emitted file, or takes it from an earlier run.
pub(crate) fn files(api: &Api, runtime: &Move<'_>, earlier: &dyn Earlier) -> Vec<Rendered> {
    let emitted_files = emitted_files(api);
    let links = &Links::of(api);
    let shared = Shared::of(api, links, runtime);
    let all = Rendering { links, runtime, shared, earlier };
    emitted_files.par_iter().with_max_len(1).map(|file| file.render(&all)).collect()
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
            let element = Element::Operation(group, operation);
            EmittedFile::new(path, move || operation::emit(api, group, operation)).of(element)
        }));
    }
    emitted_files.extend(api.types.iter().map(|def| {
        let path = format!("types/{}.rs", module_name(&def.name));
        EmittedFile::new(path, || named_type(api, def)).of(Element::Type(def))
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
