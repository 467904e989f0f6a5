//! The list of public items is the public items of the emitted files, no more and no less.

use std::collections::BTreeSet;

use restwright_codegen::{File, GENERATED, Role};
use restwright_spec::api::Api;
use syn::{ImplItem, Item, ItemImpl, UseTree, Visibility};

use crate::description::{api, bookshop, fixtures, folders, loginradius, model, sources};

#[test]
fn symbols_are_what_is_emitted() {
    for folder in [loginradius(), bookshop()] {
        check(&folder.display().to_string(), &api(&folder));
    }
    let smallest = fixtures("features").join("smallest");
    for (name, folder) in folders(&fixtures("features")) {
        let mut sources = sources(&folder);
        if !sources.iter().any(|source| source.path == "api.yaml") {
            let shared = self::sources(&smallest).into_iter();
            sources.extend(shared.filter(|source| source.path == "api.yaml"));
        }
        check(&name, &model(sources));
    }
}

fn check(what: &str, api: &Api) {
    let symbols = restwright_codegen::symbols(api);
    let mut known = BTreeSet::new();
    for symbol in symbols.iter().filter(|symbol| symbol.role == Role::Item) {
        assert!(known.insert(symbol.path.clone()), "{what}: `{}` is listed twice", symbol.path);
    }
    // The name of the crate stands in its manifest.
    assert!(known.remove("crate"), "{what}: the crate has no name");
    let groups: Vec<_> = api.groups.iter().map(|group| group.id.value.clone()).collect();
    let of_every_call = methods_of(CALL).map(|name| format!("operations::*::{name}"));
    let mut emitted: BTreeSet<_> = of_every_call.collect();
    for file in restwright_codegen::generate(api).expect("no name is rejected") {
        emitted.extend(public(&file, &groups));
    }
    let gone: Vec<_> = known.difference(&emitted).collect();
    let missing: Vec<_> = emitted.difference(&known).collect();
    assert!(
        gone.is_empty() && missing.is_empty(),
        "{what}\nnot emitted: {gone:#?}\nnot listed: {missing:#?}"
    );
}

/// The methods that a macro of the runtime gives a call.
fn methods_of(text: &str) -> impl Iterator<Item = &str> {
    let (_, body) = text.split_once("macro_rules! ").expect("the macro is there");
    let words = body.lines().filter_map(|line| line.trim_start().strip_prefix("pub "));
    let names = words.filter_map(|line| line.trim_start_matches("async ").strip_prefix("fn "));
    names.filter_map(|line| Some(line.split_once('(')?.0))
}

/// The macro that every call has.
const CALL: &str = include_str!("../../codegen/runtime/src/client/call.rs");
/// The macro of a call that returns a list in pages.
const PAGES: &str = include_str!("../../codegen/runtime/src/client/pages/methods.rs");

/// The public items of a file, each as a program names it.
fn public(file: &File, groups: &[String]) -> Vec<String> {
    let path = file.path.strip_prefix(GENERATED).and_then(|path| path.strip_prefix('/'));
    // The list of public items is no Rust.
    let Some(path) = path.and_then(|path| path.strip_suffix(".rs")) else { return Vec::new() };
    let parts: Vec<_> = path.split('/').collect();
    let module = match parts.as_slice() {
        ["credentials" | "error_entries"] | ["guide", ..] => return Vec::new(),
        ["blocking" | "groups" | "mock" | "webhooks"] => path.to_owned(),
        // What is in private modules is public by its parent, as is what stands in `mod.rs`.
        _ => parts[..parts.len() - 1].join("::"),
    };
    let file = syn::parse_file(&file.contents).expect("emitted files are Rust");
    let stem = (*parts.last().expect("a file has a name")).to_owned();
    let mut walk = Walk::new(module, stem, groups);
    file.items.iter().for_each(|item| walk.item(item));
    walk.items
}

/// The public items of a module.
struct Walk<'a> {
    module: String,
    /// Name of the file.
    stem: String,
    groups: &'a [String],
    /// A struct around one value.
    newtype: Option<String>,
    /// A union.
    union: Option<String>,
    /// Types of the API that the file uses.
    locals: Vec<String>,
    items: Vec<String>,
}

impl<'a> Walk<'a> {
    fn new(module: String, stem: String, groups: &'a [String]) -> Self {
        let (locals, items) = (Vec::new(), Vec::new());
        Self { module, stem, groups, newtype: None, union: None, locals, items }
    }
}

impl Walk<'_> {
    fn item(&mut self, item: &Item) {
        match item {
            // The guide is documentation, and holds no items.
            Item::Mod(item) if item.ident == "guide" => {}
            Item::Mod(item) if is_public(&item.vis) => {
                let path = self.path(&item.ident);
                let inner = item.content.iter().flat_map(|(_, items)| items);
                let stem = self.stem.clone();
                let (module, groups) = (path.clone(), self.groups);
                let mut walk = Walk::new(module, stem, groups);
                walk.items.push(path);
                inner.for_each(|item| walk.item(item));
                self.items.append(&mut walk.items);
            }
            Item::Struct(item) if is_public(&item.vis) => {
                let path = self.path(&item.ident);
                if matches!(item.fields, syn::Fields::Unnamed(_)) {
                    self.newtype = Some(item.ident.to_string());
                }
                let fields = item.fields.iter().filter(|field| is_public(&field.vis));
                let fields = fields.filter_map(|field| field.ident.as_ref());
                self.items.extend(fields.map(|field| format!("{path}.{field}")));
                self.items.push(path);
            }
            Item::Enum(item) if is_public(&item.vis) => {
                let path = self.path(&item.ident);
                let holds_json = |fields: &syn::Fields| {
                    fields.iter().any(|field| type_name(&field.ty) == "Json")
                };
                let variants = item.variants.iter();
                if variants.clone().any(|it| it.ident == "Unknown" && holds_json(&it.fields)) {
                    self.union = Some(item.ident.to_string());
                }
                self.items.extend(variants.map(|variant| format!("{path}::{}", variant.ident)));
                self.items.push(path);
            }
            Item::Impl(item) => self.implementation(item),
            Item::Fn(item) if is_public(&item.vis) => self.items.push(self.path(&item.sig.ident)),
            Item::Const(item) if is_public(&item.vis) => self.items.push(self.path(&item.ident)),
            Item::Static(item) if is_public(&item.vis) => self.items.push(self.path(&item.ident)),
            Item::Type(item) if is_public(&item.vis) => self.items.push(self.path(&item.ident)),
            Item::Use(item) if is_public(&item.vis) => self.reexport(&item.tree, false),
            Item::Use(syn::ItemUse { tree: UseTree::Path(path), .. }) if path.ident == "super" => {
                let names = match &*path.tree {
                    UseTree::Group(group) => group.items.iter().collect(),
                    tree => vec![tree],
                };
                let names = names.into_iter().filter_map(|tree| match tree {
                    UseTree::Name(name) => Some(name.ident.to_string()),
                    _ => None,
                });
                self.locals.extend(names);
            }
            Item::Macro(item) if item.mac.path.segments.last().is_some_and(is_pages) => {
                let call = format!("{}().{}()", &self.module["operations::".len()..], self.stem);
                self.items.extend(methods_of(PAGES).map(|method| format!("{call}.{method}")));
            }
            // The macro implements a trait, which tells what the call returns.
            Item::Macro(item) if item.mac.path.segments.last().is_some_and(is_streamed) => {
                let tokens = item.mac.tokens.to_string();
                let call = tokens.split(',').nth(1).expect("the macro is given a call").trim();
                self.items.push(format!("{}::StreamedOperation", self.path(&call)));
            }
            _ => {}
        }
    }

    /// The group of a type.
    fn group(&self, name: &str) -> &str {
        let is_name = |id: &&String| id.replace('_', "").eq_ignore_ascii_case(name);
        self.groups.iter().find(is_name).expect("a group has this name")
    }

    fn path(&self, name: &impl ToString) -> String {
        let name = name.to_string();
        if self.module.is_empty() { name } else { format!("{}::{name}", self.module) }
    }

    /// What the runtime has under other names. What other emitted files have is found there.
    fn reexport(&mut self, tree: &UseTree, is_of_runtime: bool) {
        match tree {
            UseTree::Path(path) => {
                self.reexport(&path.tree, is_of_runtime || path.ident == "restwright_runtime");
            }
            UseTree::Group(group) => {
                group.items.iter().for_each(|tree| self.reexport(tree, is_of_runtime));
            }
            UseTree::Name(name) if is_of_runtime => self.items.push(self.path(&name.ident)),
            UseTree::Name(_) => {}
            UseTree::Rename(rename) => self.items.push(self.path(&rename.rename)),
            UseTree::Glob(_) => panic!("a re-export that names nothing"),
        }
    }

    fn implementation(&mut self, item: &ItemImpl) {
        let name = type_name(&item.self_ty);
        // Setters belong to the method that leads to their call, and those methods to the one that leads to the group.
        let group = self.module.strip_prefix("operations::");
        let is_group = matches!(&*item.self_ty, syn::Type::Path(ty) if ty.path.segments.len() > 1);
        let methods = match group {
            Some(_) if is_group => format!("{}()", self.group(&name)),
            Some(group) if item.trait_.is_none() => format!("{group}().{}()", self.stem),
            _ => self.path(&name),
        };
        let separator = if methods.ends_with(')') { "." } else { "::" };
        if let Some((of_trait, _)) = &item.trait_ {
            let segment = of_trait.segments.last().expect("a trait has a name");
            for part in &item.items {
                let is_of_operation = segment.ident == "Operation";
                if let (ImplItem::Type(ty), true) = (part, is_of_operation) {
                    self.items.push(format!("{methods}::{}", ty.ident));
                }
            }
            if segment.ident == "From" && self.newtype.as_ref() == Some(&name) {
                self.items.extend(source(segment).map(|from| format!("{methods}::from({from})")));
            } else if segment.ident == "From" && self.union.as_ref() == Some(&name) {
                let from = argument(segment).map(|ty| spelled(ty, &self.locals));
                self.items.extend(from.map(|from| format!("{methods}::from({from})")));
            }
            return;
        }
        for part in &item.items {
            match part {
                ImplItem::Fn(part) if is_public(&part.vis) => {
                    self.items.push(format!("{methods}{separator}{}", part.sig.ident));
                }
                ImplItem::Const(part) if is_public(&part.vis) => {
                    self.items.push(format!("{methods}::{}", part.ident));
                }
                _ => {}
            }
        }
    }
}

fn is_streamed(segment: &syn::PathSegment) -> bool {
    segment.ident == "streamed"
}

fn is_pages(segment: &syn::PathSegment) -> bool {
    segment.ident == "pages"
}

/// What a newtype is made of: its value, or a text.
fn source(segment: &syn::PathSegment) -> Option<String> {
    match argument(segment)? {
        syn::Type::Reference(ty) => Some(format!("&{}", type_name(&ty.elem))),
        ty => Some(type_name(ty)),
    }
}

/// The first argument of a trait.
fn argument(segment: &syn::PathSegment) -> Option<&syn::Type> {
    let syn::PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    match arguments.args.first()? {
        syn::GenericArgument::Type(ty) => Some(ty),
        _ => None,
    }
}

/// A type as the list of public items names it.
fn spelled(ty: &syn::Type, locals: &[String]) -> String {
    let path = match ty {
        syn::Type::Reference(ty) => return format!("&{}", spelled(&ty.elem, locals)),
        syn::Type::Path(ty) => &ty.path,
        _ => panic!("a type without a name"),
    };
    let segment = path.segments.last().expect("a type has a name");
    let name = segment.ident.to_string();
    let name = if locals.contains(&name) { format!("types::{name}") } else { name };
    let syn::PathArguments::AngleBracketed(arguments) = &segment.arguments else { return name };
    let arguments = arguments.args.iter().filter_map(|argument| match argument {
        syn::GenericArgument::Type(ty) => Some(spelled(ty, locals)),
        _ => None,
    });
    format!("{name}<{}>", arguments.collect::<Vec<_>>().join(", "))
}

/// The name of a type, without its arguments.
fn type_name(ty: &syn::Type) -> String {
    let syn::Type::Path(path) = ty else { panic!("a type without a name") };
    path.path.segments.last().expect("a type has a name").ident.to_string()
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}
