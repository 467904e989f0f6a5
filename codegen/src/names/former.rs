//! Former names that stay available as deprecated aliases.

use proc_macro2::Ident;
use restwright_spec::Spanned;
use restwright_spec::api::{Api, Group, Operation};

/// The former name in Rust, where it is not that of today.
pub(crate) fn former_name(
    former: Option<&Spanned<String>>,
    today: &Ident,
    spell: impl Fn(&str) -> Ident,
) -> Option<Ident> {
    let former = spell(former?);
    (former != *today).then_some(former)
}

/// Operations that once were in this group under another name, each with the group that it is in today.
pub(crate) fn former_operations<'a>(
    api: &'a Api,
    group: &'a Group,
) -> impl Iterator<Item = (&'a Group, &'a Operation, &'a str)> {
    let all = api.groups.iter().flat_map(|home| home.operations.iter().map(move |op| (home, op)));
    all.filter_map(|(home, operation)| {
        let former = operation.renamed_from.as_ref()?;
        (former.group == *group.id).then_some((home, operation, former.id.as_str()))
    })
}
