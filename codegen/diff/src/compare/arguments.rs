//! What a changed list of arguments means for existing calls.

use restwright_spec::api::{Need, Type};

use super::Comparison;
use super::value::literal;
use crate::rules::type_changes::TypeChange;

/// An argument in its place.
#[derive(Clone, Debug)]
pub(super) struct Argument {
    /// Its id in the head; none in the base if it is gone.
    pub(super) id: Option<String>,
    /// What it is. A type that changed is a finding of its own, so that an argument that stayed has that of the head on
    /// both sides.
    pub(super) ty: Type,
    pub(super) need: Need,
}

/// What calls that were written for the old list do with the new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// No argument that stayed has another place in relation to the others.
    Kept,
    /// Arguments changed places, and the compiler refuses the old calls.
    Refused,
    /// Arguments changed places, and calls with plain texts and numbers build.
    Mixed,
    /// Arguments changed places, and all calls build.
    Swapped,
    /// A new argument stands where one stood that is gone, and calls with plain texts and numbers build.
    Replaced,
}

impl Comparison<'_> {
    /// Compares the arguments of both sides.
    pub(super) fn order(&self, base: &[Argument], head: &[Argument]) -> Order {
        let common = |list: &[Argument], other: &[Argument]| {
            let ids = list.iter().filter_map(|argument| argument.id.clone());
            let is_common = |id: &String| other.iter().any(|other| other.id.as_ref() == Some(id));
            ids.filter(is_common).collect::<Vec<_>>()
        };
        let is_moved = common(base, head) != common(head, base);
        let is_as_long = base.len() == head.len();
        let mut places = base.iter().zip(head);
        if !is_as_long || places.clone().all(|(old, new)| old.id == new.id) {
            return if is_moved { Order::Refused } else { Order::Kept };
        }
        let has_same_types = places.clone().all(|(old, new)| self.is_handed_alike(old, new));
        let builds = has_same_types || places.all(|(old, new)| self.is_written_alike(old, new));
        match (is_moved, builds) {
            (true, true) if has_same_types => Order::Swapped,
            (true, true) => Order::Mixed,
            (true, false) => Order::Refused,
            (false, true) => Order::Replaced,
            (false, false) => Order::Kept,
        }
    }

    fn is_handed_alike(&self, old: &Argument, new: &Argument) -> bool {
        let is_same = if old.id.is_some() {
            old.ty == new.ty
        } else {
            self.type_change(&old.ty, &new.ty) == TypeChange::Same
        };
        is_same && old.need == new.need
    }

    fn is_written_alike(&self, old: &Argument, new: &Argument) -> bool {
        let types = if old.id.is_some() { &self.head.types } else { &self.base.types };
        let is_written_alike = literal(types, &old.ty) == literal(&self.head.types, &new.ty);
        (is_written_alike && old.need == new.need) || self.is_handed_alike(old, new)
    }
}
