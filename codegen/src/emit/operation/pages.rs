//! How a call returns a list in pages: the implementation of `Paged`.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use restwright_spec::api::{Api, Counted, Field, Need, Operation, PageBy, Pages};

use crate::names::{field, pascal};
use crate::scope::Scope;
use crate::types::{self, Named};

pub(super) fn emit(api: &Api, operation: &Operation, scope: &mut Scope) -> Option<TokenStream> {
    let pages = operation.pages.as_ref()?;
    let (name, client, generated) =
        (pascal(&operation.id), scope.client_parameter(), scope.generated());
    let [implemented, received, next_page] =
        ["Paged", "Received", "NextPage"].map(|name| scope.runtime(name));
    let (option, vec) = (scope.prelude(&["option"], "Option"), scope.prelude(&["vec"], "Vec"));
    let item = types::value(&pages.item, Named::Qualified, scope);
    let list = Path { fields: fields(api, operation, &pages.items) };
    let (keys, found) = (list.keys(), list.exclusive(scope));
    let (page, next) = next(api, operation, pages, &list, scope);
    Some(quote! {
        impl<#client> #implemented for #name<#client> {
            type Item = #item;

            const ITEMS: &'static [&'static str] = &[#(#keys),*];

            fn items(page: &mut Self::Output) -> #option<&mut #vec<Self::Item>> {
                #found
            }

            fn next(&mut self, #page: &Self::Output, received: &#received<'_>) -> #next_page {
                #next
            }
        }

        ::restwright_runtime::pages!(#generated, #name);
    })
}

/// Where the next page is, and the name of the page as an argument.
fn next(
    api: &Api,
    operation: &Operation,
    pages: &Pages,
    list: &Path<'_>,
    scope: &Scope,
) -> (TokenStream, TokenStream) {
    let at = |path: &[String]| Path { fields: fields(api, operation, path) };
    let page = quote!(page);
    match &pages.by {
        PageBy::Link(relation) => (quote!(_), quote!(received.link(#relation))),
        PageBy::Url(path) => {
            let url = at(path);
            let (keys, found) = (url.keys(), url.shared(&page, scope));
            (page, quote!(received.url(&[#(#keys),*], #found)))
        }
        PageBy::Cursor { from, into } => {
            let cursor = at(from);
            let (keys, found, input) = (cursor.keys(), cursor.shared(&page, scope), field(into));
            (page, quote!(received.cursor(&[#(#keys),*], #found, &mut self.#input)))
        }
        PageBy::LastItem { field: id, into, goes_on } => {
            let item = list.last(&page, scope);
            let key = api.object(&pages.item).into_iter().flat_map(|object| &object.fields);
            let key = Path { fields: key.filter(|field| *field.id == *id).collect() };
            let key = key.within(&item, scope);
            let none = scope.prelude(&["option", "Option"], "None");
            let goes_on = goes_on.as_deref().map(at);
            let keys = goes_on.iter().flat_map(Path::keys);
            let found = goes_on.as_ref().map_or(none, |found| found.shared(&page, scope));
            let input = field(into);
            let next = quote!(received.last_item(#key, &[#(#keys),*], #found, &mut self.#input));
            (page, next)
        }
        PageBy::Page(counted) => self::counted(operation, counted, "page", &at, scope),
        PageBy::Offset(counted) => self::counted(operation, counted, "offset", &at, scope),
    }
}

fn counted<'a>(
    operation: &Operation,
    counted: &Counted,
    method: &str,
    at: &dyn Fn(&[String]) -> Path<'a>,
    scope: &Scope,
) -> (TokenStream, TokenStream) {
    let input = field(&counted.into);
    let first = Literal::i64_unsuffixed(counted.first);
    let is_nullable =
        operation.input(&counted.into).is_some_and(|input| input.need == Need::OptionalNullable);
    let this = if is_nullable { quote!(self.#input.value().copied()) } else { quote!(self.#input) };
    let none = scope.prelude(&["option", "Option"], "None");
    let (page, keys, found) = match counted.until.as_deref().map(at) {
        None => (quote!(_), Vec::new(), quote!(#none::<&i64>)),
        Some(until) => {
            let page = quote!(page);
            let found = until.shared(&page, scope);
            (page, until.keys().collect(), found)
        }
    };
    let method = field(method);
    let next = quote!(received.#method(#this, #first, &[#(#keys),*], #found, &mut self.#input));
    (page, next)
}

fn fields<'a>(api: &'a Api, operation: &'a Operation, path: &[String]) -> Vec<&'a Field> {
    let ty = operation.response.always();
    ty.and_then(|ty| api.fields_at(ty, path)).unwrap_or_default()
}

/// The fields that lead to a value of a page.
struct Path<'a> {
    fields: Vec<&'a Field>,
}

impl<'a> Path<'a> {
    fn keys(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.fields.clone().into_iter().map(|field| field.wire.as_str())
    }

    /// The value by an expression of `Option<&T>`.
    fn shared(&self, root: &TokenStream, scope: &Scope) -> TokenStream {
        option(root, &self.fields, Borrow::Shared, scope)
    }

    /// The value by an expression of `Option<&mut T>`.
    fn exclusive(&self, scope: &Scope) -> TokenStream {
        let page = quote!(page);
        match self.fields.as_slice() {
            [] => {
                let some = scope.prelude(&["option", "Option"], "Some");
                quote!(#some(page))
            }
            fields => option(&page, fields, Borrow::Exclusive, scope),
        }
    }

    /// The last entry of the list that the value is.
    fn last(&self, root: &TokenStream, scope: &Scope) -> TokenStream {
        if self.fields.iter().all(|field| field.need == Need::Required) {
            let place = place(root, &self.fields);
            return quote!(#place.last());
        }
        let list = self.shared(root, scope);
        quote!(#list.and_then(|items| items.last()))
    }

    /// The value within another one, which may be absent.
    fn within(&self, outer: &TokenStream, scope: &Scope) -> TokenStream {
        step(outer, &quote!(item), &self.fields, Borrow::Shared, scope)
    }
}

#[derive(Clone, Copy)]
enum Borrow {
    Shared,
    Exclusive,
}

/// A value behind fields, of which some may be absent, as an `Option` of a reference.
fn option(root: &TokenStream, fields: &[&Field], borrow: Borrow, scope: &Scope) -> TokenStream {
    let at = fields.iter().position(|field| field.need != Need::Required);
    let Some(at) = at else {
        let (place, some) = (place(root, fields), scope.prelude(&["option", "Option"], "Some"));
        return match borrow {
            Borrow::Shared => quote!(#some(&#place)),
            Borrow::Exclusive => quote!(#some(&mut #place)),
        };
    };
    let (outer, inner) = fields.split_at(at + 1);
    let place = place(root, outer);
    let is_nullable = outer[at].need == Need::OptionalNullable;
    let found = match (borrow, is_nullable) {
        (Borrow::Shared, false) => quote!(#place.as_ref()),
        (Borrow::Shared, true) => quote!(#place.value()),
        (Borrow::Exclusive, false) => quote!(#place.as_mut()),
        (Borrow::Exclusive, true) => quote!(#place.value_mut()),
    };
    if inner.is_empty() { found } else { step(&found, &quote!(inner), inner, borrow, scope) }
}

/// A value behind fields of another one, which may be absent.
fn step(
    outer: &TokenStream,
    name: &TokenStream,
    fields: &[&Field],
    borrow: Borrow,
    scope: &Scope,
) -> TokenStream {
    if fields.iter().all(|field| field.need == Need::Required) {
        let place = place(name, fields);
        return match borrow {
            Borrow::Shared => quote!(#outer.map(|#name| &#place)),
            Borrow::Exclusive => quote!(#outer.map(|#name| &mut #place)),
        };
    }
    let inner = option(name, fields, borrow, scope);
    quote!(#outer.and_then(|#name| #inner))
}

fn place(root: &TokenStream, fields: &[&Field]) -> TokenStream {
    let fields = fields.iter().map(|each| field(&each.id));
    quote!(#root #(.#fields)*)
}
