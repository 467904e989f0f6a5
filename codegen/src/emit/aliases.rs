//! Deprecated aliases: what was renamed stays available under its former name.
//!
//! Rust has no alias for a field of a struct, a variant with a value or a position in a signature.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use restwright_spec::api::{Group, Operation};

use crate::docs::Docs;
use crate::names::{client_parameter, ident, pascal};

use crate::response::{has_outcome, outcome_name};

pub(crate) use crate::names::{former_name as name, former_operations as operations};

/// Documentation and attribute of an alias; `link` is the path of the current name.
pub(crate) fn head(today: &str, link: &str) -> TokenStream {
    let link = if link == today { String::new() } else { format!("({link})") };
    let docs = Docs::default().sentences(&format!("Renamed to [`{today}`]{link}.")).outer();
    let note = format!("renamed to `{today}`");
    quote! {
        #docs
        #[deprecated(note = #note)]
    }
}

/// A type of this module under its former name.
pub(crate) fn type_alias(former: &Ident, today: &Ident) -> TokenStream {
    // A derive macro of the prelude may have the same name.
    let head = head(&today.to_string(), &format!("type@{today}"));
    quote! {
        #head
        pub type #former = #today;
    }
}

/// A call under its former name, in the module of its former group.
pub(crate) fn call(
    group: &Group,
    home: &Group,
    operation: &Operation,
    former_id: &str,
) -> Option<TokenStream> {
    let (former, today) = (pascal(former_id), pascal(&operation.id));
    let (shown, link, path) = if home.id == group.id {
        (today.to_string(), format!("type@{today}"), quote!(#today))
    } else {
        let module = ident(&home.id);
        (
            format!("{module}::{today}"),
            format!("super::{module}::{today}"),
            quote!(super::#module::#today),
        )
    };
    let is_same = home.id == group.id && former == today;
    let head = head(&shown, &link);
    let parameter = client_parameter([&former, &today]);
    let outcome = outcome(group, home, operation, former_id);
    (!is_same).then(|| {
        quote! {
            #head
            pub type #former<#parameter = crate::generated::Client> = #path<#parameter>;
            #outcome
        }
    })
}

/// What that call returns, where it is an enum of its own.
fn outcome(
    group: &Group,
    home: &Group,
    operation: &Operation,
    former: &str,
) -> Option<TokenStream> {
    let (former, today) = (outcome_name(former), outcome_name(&operation.id));
    if !has_outcome(operation) {
        return None;
    }
    if home.id == group.id {
        return Some(type_alias(&former, &today));
    }
    let module = ident(&home.id);
    let head = head(&format!("{module}::{today}"), &format!("super::{module}::{today}"));
    Some(quote! {
        #head
        pub type #former = super::#module::#today;
    })
}
