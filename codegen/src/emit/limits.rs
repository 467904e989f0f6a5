//! Limits as tables of the runtime.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use restwright_spec::api::{Bounds, Limits};

use crate::scope::Scope;

/// A value that is only sent within its limits, if a client checks them.
pub(super) fn checked(value: TokenStream, limits: &Limits, scope: &mut Scope) -> TokenStream {
    let Some(limits) = enforced(limits, scope) else { return value };
    let limited = scope.runtime("Limited");
    quote!(#limited(&#value, #limits))
}

/// The limits that a client checks, if there are some.
pub(super) fn enforced(limits: &Limits, scope: &mut Scope) -> Option<TokenStream> {
    let limits = limits.enforced()?;
    let limit = scope.runtime("Limit");
    Some(table(limits, &limit))
}

/// What a mock server checks. Patterns that clients do not check would need a library that they do not have.
pub(super) fn of_mock(limits: &Limits) -> Option<TokenStream> {
    let pattern = limits.pattern.clone().filter(|_| limits.enforce);
    let limits = Limits { pattern, ..limits.clone() };
    (!limits.is_empty()).then(|| table(&limits, &quote!(Limit)))
}

fn table(limits: &Limits, limit: &TokenStream) -> TokenStream {
    let Limits { length, range, pattern, items, unique, enforce: _ } = limits;
    let ends = [&range.low, &range.high].into_iter().zip([("Min", "Above"), ("Max", "Below")]);
    let range = ends.filter_map(|(bound, (inclusive, exclusive))| {
        let bound = bound.as_ref()?;
        let name = crate::names::ident(if bound.is_exclusive { exclusive } else { inclusive });
        let digits = &bound.digits;
        Some(quote!(#limit::#name(#digits)))
    });
    let range: Vec<_> = range.collect();
    let length = counts(*length, ["MinLength", "MaxLength"], limit);
    let pattern = pattern.as_ref().map(|pattern| quote!(#limit::Pattern(#pattern)));
    let items = counts(*items, ["MinItems", "MaxItems"], limit);
    let unique = unique.then(|| quote!(#limit::UniqueItems));
    let all = length.into_iter().chain(range).chain(pattern).chain(items).chain(unique);
    quote!(&[#(#all),*])
}

fn counts(bounds: Bounds, names: [&str; 2], limit: &TokenStream) -> Vec<TokenStream> {
    let count = |(count, name): (Option<u64>, &str)| {
        let (count, name) = (Literal::u64_unsuffixed(count?), crate::names::ident(name));
        Some(quote!(#limit::#name(#count)))
    };
    [bounds.min, bounds.max].into_iter().zip(names).filter_map(count).collect()
}
