//! Attributes that an emitted item needs because of what the description says, and only then.

use api_spec::api::{Deprecation, Type};
use proc_macro2::TokenStream;
use quote::quote;

use crate::docs::Docs;
use crate::names::module_name;

/// Arguments from which clippy finds a function hard to call.
const MANY_ARGUMENTS: usize = 8;
/// Bare booleans from which clippy finds them hard to tell apart.
const MANY_BOOLEANS: usize = 4;
/// Fields from which clippy looks for words that repeat.
const MANY_FIELDS: usize = 3;
/// Arms from which a function counts as long.
const MANY_ARMS: usize = 90;

/// The mark of something that should no longer be used.
pub(crate) fn deprecated(deprecation: Option<&Deprecation>) -> Option<TokenStream> {
    let deprecation = deprecation?;
    let since = deprecation.since.as_ref().map(|version| quote!(since = #version));
    let note = deprecation_note(deprecation).map(|note| quote!(note = #note));
    let arguments: Vec<_> = since.into_iter().chain(note).collect();
    Some(if arguments.is_empty() {
        quote!(#[deprecated])
    } else {
        quote!(#[deprecated(#(#arguments),*)])
    })
}

fn deprecation_note(deprecation: &Deprecation) -> Option<String> {
    let instead =
        deprecation.use_instead.as_ref().map(|text| text.trim_end_matches('.').to_owned());
    let removal =
        deprecation.remove_after.as_ref().map(|date| format!("may be removed after {date}"));
    let parts: Vec<_> = instead.into_iter().chain(removal).collect();
    // The documentation shows the note as Markdown.
    (!parts.is_empty()).then(|| Docs::new(&parts.join("; ")).lines().join(" "))
}

/// For an item whose body mentions something deprecated.
pub(crate) fn mentions_deprecated(any: bool) -> Option<TokenStream> {
    any.then(|| quote!(#[allow(deprecated)]))
}

/// For a function with these arguments.
pub(crate) fn arguments<'a>(
    arguments: impl Iterator<Item = (&'a str, Type)>,
) -> Option<TokenStream> {
    let (names, types): (Vec<_>, Vec<_>) = arguments.unzip();
    let booleans = types.iter().filter(|ty| **ty == Type::Boolean).count();
    let many = (types.len() >= MANY_ARGUMENTS).then(|| quote!(clippy::too_many_arguments));
    let booleans = (booleans >= MANY_BOOLEANS).then(|| quote!(clippy::fn_params_excessive_bools));
    let alike = are_alike(&names).then(|| quote!(clippy::similar_names));
    allow(many.into_iter().chain(booleans).chain(alike))
}

/// Whether two of the names, or one of them and `self`, differ by a single letter.
fn are_alike(names: &[&str]) -> bool {
    let alike = |a: &str, b: &str| strsim::levenshtein(a, b) == 1;
    names.iter().enumerate().any(|(index, name)| {
        alike(name, "self") || names[..index].iter().any(|other| alike(name, other))
    })
}

/// For a struct with private fields of these names.
pub(crate) fn field_names<'a>(
    struct_id: &str,
    fields: impl Iterator<Item = &'a str>,
) -> Option<TokenStream> {
    let fields: Vec<_> = fields.collect();
    let name = module_name(struct_id);
    let shared = |word: fn(&str) -> Option<&str>| {
        let first = fields.first().and_then(|field| word(field));
        fields.iter().all(|field| field.contains('_') && word(field) == first)
    };
    let repeats = fields.iter().any(|field| field.starts_with(&name) || field.ends_with(&name))
        || shared(|field| field.split('_').next())
        || shared(|field| field.rsplit('_').next());
    let needed = fields.len() >= MANY_FIELDS && repeats;
    allow(needed.then(|| quote!(clippy::struct_field_names)).into_iter())
}

/// For a struct with this many fields that are bare booleans.
pub(crate) fn booleans(count: usize) -> Option<TokenStream> {
    let needed = count >= MANY_BOOLEANS;
    allow(needed.then(|| quote!(clippy::struct_excessive_bools)).into_iter())
}

/// For a function with an arm or a line for each field.
pub(crate) fn long(fields: usize) -> Option<TokenStream> {
    allow((fields >= MANY_ARMS).then(|| quote!(clippy::too_many_lines)).into_iter())
}

fn allow(lints: impl Iterator<Item = TokenStream>) -> Option<TokenStream> {
    let lints: Vec<_> = lints.collect();
    (!lints.is_empty()).then(|| quote!(#[allow(#(#lints),*)]))
}
