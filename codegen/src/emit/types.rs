//! `types/mod.rs`: the list of the named types.

use proc_macro2::TokenStream;
use quote::quote;
use restwright_spec::api::{Api, TypeDef};

use crate::docs::Docs;
use crate::emit::aliases;
use crate::names::{ident, module};

pub(crate) fn emit(api: &Api) -> TokenStream {
    let modules = api.types.iter().map(|def| module(&def.name));
    let exports = api.types.iter().map(|def| {
        let (module, name) = (module(&def.name), ident(&def.name));
        quote!(pub use self::#module::#name;)
    });
    let aliases = api.types.iter().filter_map(|def| {
        let name = ident(&def.name);
        let former = aliases::name(def.renamed_from.as_ref(), &name, ident)?;
        Some(aliases::type_alias(&former, &name))
    });
    let names: Vec<_> = api.types.iter().map(|def| ident(&def.name)).collect();
    let stored = (!names.is_empty()).then(|| {
        quote! {
            #[cfg(feature = "serde")]
            ::restwright_runtime::serde_by_value!(#(#names),*);
        }
    });
    quote! {
        //! Request and response types.

        #(mod #modules;)*
        #(#exports)*
        #(#aliases)*

        #stored
    }
}

/// Documentation of a named type.
pub(crate) fn described(def: &TypeDef) -> Docs {
    let docs = Docs::new(&def.description);
    let Some(deprecation) = &def.deprecated else {
        return docs;
    };
    // An attribute would warn at every field that still has to hold the type.
    let instead = deprecation.use_instead.as_deref().unwrap_or_default();
    docs.text(&format!("Deprecated. {instead}"))
}
