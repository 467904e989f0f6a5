//! Which symbols are new, gone or not what they were.

use std::collections::{BTreeMap, BTreeSet};

use restwright_codegen::{Role, Symbol, symbols};

use super::renamed::Renamed;
use crate::compare::Comparison;
use crate::{Place, Rust};

/// A symbol that is not the same on both sides.
#[derive(Clone, Debug)]
pub(super) struct Change {
    /// Where it is in the head, or where it would be.
    pub(super) place: Place,
    /// What it does to programs.
    pub(super) level: Rust,
    /// The item before, as people read it.
    pub(super) before: Option<String>,
    /// The item now.
    pub(super) after: Option<String>,
    /// Whether other changes, those of its arguments, say all that there is to say.
    pub(super) is_part: bool,
}

/// All changes, with renamed things under their new names.
pub(super) fn changes(comparison: &Comparison<'_>) -> Vec<Change> {
    let (base, head) = (symbols(comparison.base), symbols(comparison.head));
    let paths: BTreeSet<_> = head.iter().map(|symbol| symbol.path.as_str()).collect();
    let renamed = Renamed::of(comparison, &paths);
    let base: Vec<_> = base.iter().map(|symbol| (renamed.symbol(symbol), symbol)).collect();
    let mut sides = BTreeMap::<Key<'_>, Sides<'_>>::new();
    for (translated, symbol) in &base {
        sides.entry(key(translated)).or_default().base = Some((translated, symbol));
    }
    for symbol in &head {
        sides.entry(key(symbol)).or_default().head = Some(symbol);
    }
    let changed = sides.iter().filter(|(_, sides)| sides.differ());
    let arguments = changed.clone().filter(|((_, role, _), _)| *role == Role::Argument);
    let of_arguments: BTreeSet<_> = arguments.map(|((path, ..), _)| *path).collect();
    let change = |((path, role, _), side): (&Key<'_>, &Sides<'_>)| match role {
        Role::Item => {
            let level = if side.base.is_some() { Rust::Major } else { Rust::Minor };
            let mut change = side.change(side.place()?, level);
            change.is_part = side.is_on_both() && of_arguments.contains(path);
            Some(change)
        }
        // An argument of an item that comes or goes comes and goes with it. Otherwise the item shows it.
        Role::Argument => {
            let item = sides.get(&(*path, Role::Item, "")).filter(|item| item.is_on_both())?;
            Some(item.change(side.place()?, Rust::Major))
        }
    };
    changed.filter_map(change).collect()
}

/// What tells a symbol from the others: an argument has the path of its item, but a place of its own.
type Key<'a> = (&'a str, Role, &'a str);

fn key(symbol: &Symbol) -> Key<'_> {
    let place = if symbol.role == Role::Argument { symbol.place.as_str() } else { "" };
    (&symbol.path, symbol.role, place)
}

/// A symbol on both sides.
#[derive(Clone, Copy, Default)]
struct Sides<'a> {
    /// In the base: with what was renamed under its new name, and as it was.
    base: Option<(&'a Symbol, &'a Symbol)>,
    head: Option<&'a Symbol>,
}

impl Sides<'_> {
    fn is_on_both(&self) -> bool {
        self.base.is_some() && self.head.is_some()
    }

    fn differ(&self) -> bool {
        let base = self.base.map(|(translated, _)| &translated.signature);
        base != self.head.map(|symbol| &symbol.signature)
    }

    fn place(&self) -> Option<&str> {
        let translated = self.base.map(|(translated, _)| translated);
        self.head.or(translated).map(|symbol| symbol.place.as_str())
    }

    fn change(&self, place: &str, level: Rust) -> Change {
        Change {
            place: Place::written(place),
            level,
            before: self.base.map(|(_, symbol)| line(symbol)),
            after: self.head.map(line),
            is_part: false,
        }
    }
}

fn line(symbol: &Symbol) -> String {
    format!("{}: {}", symbol.path, symbol.signature)
}
