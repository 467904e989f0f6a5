//! The imports of a program.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;
use restwright_spec::api::{Api, Flow};

use crate::emit::shown;
use crate::names::{ident, library};

/// Brings into scope what the program names.
pub(super) fn imports(api: &Api, flow: &Flow) -> TokenStream {
    let library = ident(&library(&api.service.name));
    let operations = flow.calls().filter_map(|call| api.operation(&call.operation));
    let choices = operations.filter_map(|(group, operation)| shown::choice(api, group, operation));
    let modules: BTreeSet<_> = choices.filter_map(|choice| choice.module).collect();
    let modules = modules.iter();
    let types = quote!(#(use #library::#modules;)*);
    let codes = flow.calls().any(|call| !call.reactions.is_empty());
    let names = if codes { quote!({Client, Error, ErrorCode}) } else { quote!({Client, Error}) };
    quote!(#types use #library::#names;)
}
