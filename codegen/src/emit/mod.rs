//! The emitters: one for each kind of emitted file.

mod call;
mod client;
mod credentials;
mod error_code;
mod error_entries;
mod example;
mod group;
mod lints;
mod object;
mod open_enum;
mod operation;
mod operations;
mod root;
mod service;
mod types;
mod union;

pub(crate) use example::library;

use api_spec::api::{Api, TypeDef, TypeKind};
use proc_macro2::TokenStream;
use quote::quote;

use crate::names::module_name;
use crate::{File, GENERATED, format};

/// Renders every emitted file.
pub(crate) fn files(api: &Api) -> Vec<File> {
    let mut files = vec![
        file("mod.rs", &root::emit(api)),
        file("client.rs", &client::emit(api)),
        file("call.rs", &call::emit()),
        file("credentials.rs", &credentials::emit(api)),
        file("service.rs", &service::emit(api)),
        file("error_entries.rs", &error_entries::emit(api)),
        file("error_code.rs", &error_code::emit(api)),
        file("operations/mod.rs", &operations::emit(api)),
        file("types/mod.rs", &types::emit(api)),
    ];
    files.extend(api.types.iter().map(|def| {
        let path = format!("types/{}.rs", module_name(&def.name));
        file(&path, &named_type(api, def))
    }));
    for group in &api.groups {
        let folder = format!("operations/{}", *group.id);
        files.push(file(&format!("{folder}/mod.rs"), &group::emit(api, group)));
        files.extend(group.operations.iter().map(|operation| {
            let path = format!("{folder}/{}.rs", *operation.id);
            file(&path, &operation::emit(api, group, operation))
        }));
    }
    files
}

fn named_type(api: &Api, def: &TypeDef) -> TokenStream {
    match &def.kind {
        TypeKind::Object(object) => object::emit(api, def, object),
        TypeKind::Enum(values) => open_enum::emit(def, values),
        TypeKind::Union(variants) => union::emit(def, variants),
    }
}

fn file(path: &str, tokens: &TokenStream) -> File {
    File {
        path: format!("{GENERATED}/{path}"),
        contents: format::file(tokens),
    }
}

/// A text that may be missing, as an expression.
fn optional(text: Option<&String>) -> TokenStream {
    text.map_or_else(|| quote!(None), |text| quote!(Some(#text)))
}
