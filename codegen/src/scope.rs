//! The names that an emitted file uses, and the imports that they need.
//!
//! A type of the description may be called `Option` or `Secret`. In a file that declares or imports such a type, the name
//! of the same spelling from the standard library or the runtime is written with its path.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::names::{client_parameter, ident};

/// Names of one emitted file.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    /// The named type that the file declares, if it does.
    own: Option<String>,
    /// Names that the description has given to things of this file.
    taken: BTreeSet<String>,
    runtime: BTreeSet<&'static str>,
    maps: bool,
    siblings: BTreeSet<String>,
    local: BTreeSet<&'static str>,
}

impl Scope {
    /// A file in which these names are already given.
    pub(crate) fn new<'a>(taken: impl IntoIterator<Item = &'a str>) -> Self {
        Self { taken: taken.into_iter().map(str::to_owned).collect(), ..Self::default() }
    }

    /// A file that declares one named type and mentions others.
    pub(crate) fn declaring<'a>(own: &'a str, others: impl IntoIterator<Item = &'a str>) -> Self {
        let others = others.into_iter();
        Self { own: Some(own.to_owned()), ..Self::new(others.chain([own])) }
    }

    /// A name of the runtime.
    pub(crate) fn runtime(&mut self, name: &'static str) -> TokenStream {
        let ident = ident(name);
        if self.taken.contains(name) {
            return quote!(::restwright_runtime::#ident);
        }
        self.runtime.insert(name);
        quote!(#ident)
    }

    /// A name of the standard prelude, and the path below `std` that leads to it.
    pub(crate) fn prelude(&self, path: &[&str], name: &'static str) -> TokenStream {
        let short = ident(name);
        if self.taken.contains(name) {
            let path = path.iter().map(|segment| ident(segment));
            return quote!(::std::#(#path::)*#short);
        }
        quote!(#short)
    }

    /// A name of the emitted crate that every file may need.
    pub(crate) fn local(&mut self, name: &'static str) -> TokenStream {
        let ident = ident(name);
        if self.taken.contains(name) {
            return quote!(crate::generated::#ident);
        }
        self.local.insert(name);
        quote!(#ident)
    }

    /// The module of all that is emitted. No id meets it: it holds types, and those begin with a capital.
    pub(crate) fn generated(&mut self) -> TokenStream {
        self.local.insert("self");
        quote!(generated)
    }

    /// The type parameter for the client of a call.
    pub(crate) fn client_parameter(&self) -> Ident {
        client_parameter(&self.taken.iter().map(|name| ident(name)).collect::<Vec<_>>())
    }

    /// The map of the standard library.
    pub(crate) fn map(&mut self) -> TokenStream {
        if self.taken.contains("BTreeMap") {
            return quote!(::std::collections::BTreeMap);
        }
        self.maps = true;
        quote!(BTreeMap)
    }

    /// A named type, imported from the parent module.
    pub(crate) fn sibling(&mut self, name: &str) -> TokenStream {
        if self.own.as_deref() != Some(name) {
            self.siblings.insert(name.to_owned());
        }
        let ident = ident(name);
        quote!(#ident)
    }

    /// The imports for all names that were asked for.
    pub(crate) fn imports(&self) -> TokenStream {
        let maps = self.maps.then(|| {
            quote!(
                use std::collections::BTreeMap;
            )
        });
        let runtime = import(&quote!(restwright_runtime), self.runtime.iter().copied());
        let local = import(&quote!(crate::generated), self.local.iter().copied());
        let siblings = import(&quote!(super), self.siblings.iter().map(String::as_str));
        quote!(#maps #runtime #local #siblings)
    }
}

fn import<'a>(from: &TokenStream, names: impl Iterator<Item = &'a str>) -> Option<TokenStream> {
    let names: Vec<_> = names.map(ident).collect();
    match names.as_slice() {
        [] => None,
        [name] => Some(quote!(use #from::#name;)),
        names => Some(quote!(use #from::{#(#names),*};)),
    }
}
