//! What the elements of the base are called in the head: their places, and the names of their items.

use std::collections::{BTreeMap, BTreeSet};

use restwright_codegen::{Symbol, paths};
use restwright_spec::api::{TypeDef, TypeKind};

use crate::Place;
use crate::compare::Comparison;
use crate::compare::categories::Category;
use crate::compare::operations::{self, Named, Placed};
use crate::identity::{Identified, pair};

/// New names by the old ones, as far as they differ.
#[derive(Debug, Default)]
pub(super) struct Renamed {
    places: BTreeMap<String, String>,
    /// Paths of types, in signatures.
    types: BTreeMap<String, String>,
    /// Paths of items under which the head still has what they were: what belongs to them is found there.
    aliases: BTreeMap<String, String>,
}

impl Renamed {
    /// `items` are the paths of all items of the head.
    pub(super) fn of(comparison: &Comparison<'_>, items: &BTreeSet<&str>) -> Self {
        let mut renamed = Self::default();
        for (base, head, _) in &comparison.servers.both {
            renamed.place(&Place::server(&base.id), &Place::server(&head.id));
        }
        for (base, head, _) in &comparison.credentials.both {
            renamed.place(&Place::credential(&base.id), &Place::credential(&head.id));
        }
        renamed.elements(&comparison.base.errors, &comparison.head.errors, Place::error);
        let [of_base, of_head] = [comparison.base, comparison.head].map(Category::all);
        renamed.elements(&of_base, &of_head, Place::category);
        for (base, head, _) in &comparison.types.both {
            renamed.named(base, head, items);
        }
        for (old, new) in operations::renamed_groups(comparison) {
            renamed.place(&Place::group(&old), &Place::group(&new));
        }
        for (base, head, _) in &comparison.operations.both {
            renamed.operation(base, head, items);
        }
        for (old, new) in operations::renamed_credentials(comparison) {
            renamed.place(&old, &new);
        }
        renamed
    }

    /// A symbol of the base as the head would name it.
    pub(super) fn symbol(&self, symbol: &Symbol) -> Symbol {
        Symbol {
            place: self.place_of(&symbol.place),
            path: self.path(&symbol.path),
            role: symbol.role,
            signature: self.signature(&symbol.signature),
        }
    }

    fn place(&mut self, base: &Place, head: &Place) {
        if base != head {
            self.places.insert(base.as_str().to_owned(), head.as_str().to_owned());
        }
    }

    fn elements<T: Identified>(&mut self, base: &[T], head: &[T], place: impl Fn(&str) -> Place) {
        for (base, head, _) in pair(base, head).both {
            self.place(&place(base.id()), &place(head.id()));
        }
    }

    fn parts<T: Identified>(
        &mut self,
        base: &Place,
        head: &Place,
        kind: &str,
        (old, new): (&[T], &[T]),
    ) {
        for (from, to, _) in pair(old, new).both {
            self.place(&base.item(kind, from.id()), &head.item(kind, to.id()));
        }
    }

    fn named(&mut self, base: &TypeDef, head: &TypeDef, items: &BTreeSet<&str>) {
        let (old, new) = (Place::named(&base.name), Place::named(&head.name));
        match (&base.kind, &head.kind) {
            (TypeKind::Object(base), TypeKind::Object(head)) => {
                self.parts(&old, &new, "fields", (&base.fields, &head.fields));
            }
            (TypeKind::Enum(base), TypeKind::Enum(head)) => {
                self.parts(&old, &new, "values", (base, head));
            }
            (TypeKind::Union(base), TypeKind::Union(head)) => {
                self.parts(&old, &new, "variants", (base, head));
            }
            _ => {}
        }
        self.place(&old, &new);
        self.item(&paths::named(&base.name), paths::named(&head.name), items);
    }

    fn operation(&mut self, base: &Named<'_>, head: &Named<'_>, items: &BTreeSet<&str>) {
        let (from, to) = (base.place(), head.place());
        let inputs = (Placed::all(base.operation), Placed::all(head.operation));
        self.parts(&from, &to, "inputs", (&inputs.0, &inputs.1));
        self.place(&from, &to);
        for path in [paths::method, paths::operation] {
            let of = |named: &Named<'_>| path(named.group, &named.operation.id);
            self.item(&of(base), of(head), items);
        }
    }

    fn item(&mut self, old: &str, new: String, items: &BTreeSet<&str>) {
        if old == new {
            return;
        }
        if items.contains(old) {
            self.aliases.insert(old.to_owned(), new.clone());
        }
        self.types.insert(old.to_owned(), new);
    }

    fn place_of(&self, place: &str) -> String {
        let written = Place::written(place);
        let known = std::iter::once(place).chain(written.ancestors());
        let mut found = known.filter_map(|known| Some((known, self.places.get(known)?)));
        found.next().map_or_else(
            || place.to_owned(),
            |(known, new)| format!("{new}{}", &place[known.len()..]),
        )
    }

    /// A member of something that the head knows by its old name, too, is a member of the new one, and a conversion is one
    /// from what the type is called now.
    fn path(&self, path: &str) -> String {
        if let Some((item, converted)) = path.split_once("::from(") {
            return format!("{}::from({}", self.signature(item), self.signature(converted));
        }
        for (old, new) in &self.aliases {
            let member = path.strip_prefix(old.as_str());
            if let Some(member) = member.filter(|member| member.starts_with([':', '.', '('])) {
                return format!("{new}{member}");
            }
        }
        path.to_owned()
    }

    fn signature(&self, signature: &str) -> String {
        if self.types.is_empty() {
            return signature.to_owned();
        }
        let is_in_path = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':');
        let mut words = signature.split_inclusive(|c| !is_in_path(c));
        words.by_ref().fold(String::new(), |text, word| {
            let path = word.trim_end_matches(|c| !is_in_path(c));
            let new = self.types.get(path).map_or(path, String::as_str);
            text + new + &word[path.len()..]
        })
    }
}
