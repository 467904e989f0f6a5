//! Tokens to text: the header, one blank line between items and between methods, everything else as prettyplease
//! lays it out. No formatter of the developer's machine has a say.

use std::borrow::Cow;

use proc_macro2::TokenStream;
use syn::{ImplItem, Item, TraitItem};

use crate::HEADER;

/// Stands for a blank line until the text is printed. A macro call, because a syntax tree holds no blank lines.
const BLANK: &str = "__blank_line";

/// Prints a file. Each line of documentation, outside of its blocks of code, becomes what `documentation` makes of it.
///
/// # Errors
///
/// When the tokens are no Rust, which is a mistake in an emitter. They are taken, since shared ones would be copied one by
/// one before they are parsed.
pub(crate) fn file(
    tokens: TokenStream,
    documentation: impl for<'l> Fn(&'l str) -> Cow<'l, str>,
) -> syn::Result<String> {
    let mut file: syn::File = syn::parse2(tokens)?;
    file.items = spaced(file.items);
    let marker = format!("{BLANK}!();");
    let mut text = format!("{HEADER}\n\n");
    let mut is_code = false;
    for line in prettyplease::unparse(&file).lines() {
        let start = line.trim_start();
        let is_documentation = start.starts_with("///") || start.starts_with("//!");
        let is_fence = is_documentation && start[3..].trim_start().starts_with("```");
        is_code = is_documentation && is_code != is_fence;
        if is_documentation && !is_code && !is_fence {
            text.push_str(&documentation(line));
        } else if start != marker {
            text.push_str(line);
        }
        text.push('\n');
    }
    Ok(text)
}

fn spaced(items: Vec<Item>) -> Vec<Item> {
    let mut spaced: Vec<Item> = Vec::with_capacity(items.len() * 2);
    for mut item in items {
        match &mut item {
            Item::Impl(block) => space_methods(&mut block.items),
            Item::Trait(block) => space_signatures(&mut block.items),
            _ => {}
        }
        // Inner documentation comes first and is no item, so the first item needs a line before it as well.
        if spaced.last().is_none_or(|previous| !belong_together(previous, &item)) {
            spaced.push(syn::parse_quote!(__blank_line!();));
        }
        spaced.push(item);
    }
    spaced
}

/// Lists of modules, imports and re-exports stand without blank lines.
fn belong_together(a: &Item, b: &Item) -> bool {
    match (a, b) {
        (Item::Use(a), Item::Use(b)) => {
            is_public(&a.vis) == is_public(&b.vis) && origin(a) == origin(b)
        }
        (Item::Mod(a), Item::Mod(b)) => is_public(&a.vis) == is_public(&b.vis),
        _ => false,
    }
}

/// Where an import comes from: imports are set apart as people do it.
#[derive(PartialEq)]
enum Origin {
    Std,
    Library,
    Crate,
}

fn origin(import: &syn::ItemUse) -> Origin {
    let syn::UseTree::Path(path) = &import.tree else {
        return Origin::Library;
    };
    match path.ident.to_string().as_str() {
        "std" => Origin::Std,
        "restwright_runtime" => Origin::Library,
        _ => Origin::Crate,
    }
}

fn is_public(visibility: &syn::Visibility) -> bool {
    matches!(visibility, syn::Visibility::Public(_))
}

fn space_methods(items: &mut Vec<ImplItem>) {
    let mut spaced = Vec::with_capacity(items.len() * 2);
    for item in items.drain(..) {
        if let Some(previous) = spaced.last()
            && !matches!((previous, &item), (ImplItem::Type(_), ImplItem::Type(_)))
        {
            spaced.push(syn::parse_quote!(__blank_line!();));
        }
        spaced.push(item);
    }
    *items = spaced;
}

fn space_signatures(items: &mut Vec<TraitItem>) {
    let mut spaced = Vec::with_capacity(items.len() * 2);
    for item in items.drain(..) {
        if !spaced.is_empty() {
            spaced.push(syn::parse_quote!(__blank_line!();));
        }
        spaced.push(item);
    }
    *items = spaced;
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::quote;

    #[test]
    fn blank_lines_between_items_and_methods() {
        let text = file(
            quote! {
                #![doc = " What it is."]
                use std::a::B;
                use restwright_runtime::C;
                use crate::D;
                use super::E;
                pub struct E;
                impl E {
                    /// One.
                    fn f() {}
                    fn g() {}
                }
            },
            |line| Cow::Borrowed(line),
        )
        .expect("valid Rust");
        let expected = "\n\n//! What it is.\n\nuse std::a::B;\n\nuse restwright_runtime::C;\n\nuse crate::D;\nuse super::E;\n\npub struct E;\n\nimpl E {\n    /// One.\n    fn f() {}\n\n    fn g() {}\n}\n";
        assert_eq!(text, format!("{HEADER}{expected}"));
    }
}
