//! The public items of a client, each with everything about it that a program can depend on.
//!
//! Types come from the functions that the emitters use. What every client has is a table, which the tests hold against
//! the emitted files.

mod builtin;
pub mod listing;
mod operations;
pub mod paths;
mod service;
mod types;
mod webhooks;

use proc_macro2::{Ident, TokenStream};
use restwright_spec::Spanned;
use restwright_spec::api::Api;

use crate::names::former_name;

/// A public item of a client, or an argument of one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Symbol {
    /// The element of the description that it is made of, such as `operations.phone.login.inputs.fields`.
    pub place: String,
    /// How a program names it, from the root of the crate on.
    pub path: String,
    /// What it is to the item of this path.
    pub role: Role,
    /// Its kind and the types that it is made of; nothing that a program cannot see.
    pub signature: String,
}

/// What a symbol is to the item of its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The item itself.
    Item,
    /// An argument of it, which stands in its signature, too: one more or one less is a change of the item.
    Argument,
}

/// Everything public of the client of an API, with all features, sorted.
#[must_use]
pub fn symbols(api: &Api) -> Vec<Symbol> {
    let mut symbols = Symbols::default();
    builtin::add(&mut symbols);
    service::add(api, &mut symbols);
    operations::add(api, &mut symbols);
    types::add(api, &mut symbols);
    webhooks::add(api, &mut symbols);
    let mut symbols = symbols.0;
    symbols.sort_unstable();
    symbols
}

/// Symbols in the order of insertion.
#[derive(Default)]
struct Symbols(Vec<Symbol>);

impl Symbols {
    fn item(&mut self, place: &str, path: impl Into<String>, signature: impl Into<String>) {
        let (place, path, signature) = (place.to_owned(), path.into(), signature.into());
        self.0.push(Symbol { place, path, role: Role::Item, signature });
    }

    /// A function with a receiver or without, and its arguments: the place of each and its type.
    fn function(
        &mut self,
        place: &str,
        path: &str,
        receiver: Option<&str>,
        arguments: &[(String, String)],
        output: &str,
    ) {
        let types = arguments.iter().map(|(_, ty)| ty.as_str());
        let types: Vec<_> = receiver.into_iter().chain(types).collect();
        self.item(place, path, format!("fn({}) -> {output}", types.join(", ")));
        self.0.extend(arguments.iter().map(|(place, ty)| Symbol {
            place: place.clone(),
            path: path.to_owned(),
            role: Role::Argument,
            signature: ty.clone(),
        }));
    }
}

/// The methods that a type has in every client: see [`builtin`].
pub(crate) use builtin::methods;

/// The name of something in Rust, and the former one under which it still stands, with all that it is today.
fn names(id: &str, former: Option<&Spanned<String>>, spell: fn(&str) -> Ident) -> Vec<String> {
    let today = spell(id);
    let former = former_name(former, &today, spell);
    [Some(today), former].into_iter().flatten().map(|name| name.to_string()).collect()
}

/// A type as people write it.
fn text(tokens: &TokenStream) -> String {
    let table = [(" :: ", "::"), (" < ", "<"), (" >", ">"), (" ,", ","), ("& ", "&")];
    let written = |text: String, (from, to)| {
        if text.contains(from) { text.replace(from, to) } else { text }
    };
    table.into_iter().fold(tokens.to_string(), written)
}
