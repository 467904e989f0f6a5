//! Which element of the base is which element of the head.

use std::collections::{BTreeMap, BTreeSet};

use crate::compare::value;
use restwright_spec::Spanned;
use restwright_spec::api::{TypeDef, TypeKind};

/// The identity of an element among its siblings.
pub(crate) trait Identified {
    /// Its stable id.
    fn id(&self) -> &str;

    /// The id that it had before, where the description says so.
    fn renamed_from(&self) -> Option<Spanned<&str>>;

    /// Whether it is declared elsewhere, for several places. It can be new at its place and have a former id all the same.
    fn is_shared(&self) -> bool {
        false
    }

    /// What no sibling shares on the wire, such as the number of an error. Siblings that do share it have no identity by
    /// it.
    fn key(&self) -> Option<String>;

    /// The key together with more that stays when the id changes, for those of one key that it tells apart.
    fn full_key(&self) -> Option<String> {
        self.key()
    }

    /// What people read about it.
    fn text(&self) -> &str;

    /// Whether nothing but the id and its history differs.
    fn is_same_but_id(&self, other: &Self) -> bool;
}

/// A former id with its place.
pub(crate) fn former(id: Option<&Spanned<String>>) -> Option<Spanned<&str>> {
    id.map(|id| Spanned::new(id.as_str(), id.span))
}

/// Implements [`Identified`] for an element with these names of its id and text, and this key.
macro_rules! identified {
    ($element:ident, $id:ident, $text:ident, |$it:ident| $key:expr) => {
        impl $crate::identity::Identified for $element {
            fn id(&self) -> &str {
                &self.$id
            }

            fn renamed_from(&self) -> Option<restwright_spec::Spanned<&str>> {
                $crate::identity::former(self.renamed_from.as_ref())
            }

            fn key(&self) -> Option<String> {
                let $it = self;
                Some($key.to_string())
            }

            fn text(&self) -> &str {
                &self.$text
            }

            fn is_same_but_id(&self, other: &Self) -> bool {
                let $element { $id, renamed_from, .. } = other.clone();
                Self { $id, renamed_from, ..self.clone() } == *other
            }
        }
    };
}

pub(crate) use identified;

/// How a pair was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum By {
    /// All but the id is the same, and the id belonged to another element.
    Content,
    /// Both have the same id.
    Id,
    /// The head says what it was called.
    RenamedFrom,
    /// Both have the same place on the wire, so that only the id can have changed.
    Key,
}

/// The elements of two lists, paired.
#[derive(Debug)]
pub(crate) struct Pairs<'a, T> {
    /// On both sides: base, head, and how they were found.
    pub(crate) both: Vec<(&'a T, &'a T, By)>,
    /// Only in the base.
    pub(crate) removed: Vec<&'a T>,
    /// Only in the head.
    pub(crate) added: Vec<&'a T>,
}

/// Pairs by id, what is left by `renamed_from`, and what is left then by key. Similarity never pairs. Before all that,
/// elements whose ids changed places are paired by their content: otherwise every part of both would differ.
pub(crate) fn pair<'a, T: Identified>(base: &'a [T], head: &'a [T]) -> Pairs<'a, T> {
    let mut pairs =
        Pairs { both: Vec::new(), removed: base.iter().collect(), added: head.iter().collect() };
    let owners: BTreeMap<_, _> = base.iter().map(|element| (element.id(), element)).collect();
    // Where both elements have one text, the key may be what moved, which is worse.
    let has_moved = |old: &T, new: &T| {
        old.id() != new.id()
            && owners.get(new.id()).is_some_and(|owner| owner.text() != old.text())
            && old.is_same_but_id(new)
    };
    let id = |element: &T| Some(element.id().to_owned());
    let former = |element: &T| element.renamed_from().map(|former| former.value.to_owned());
    pairs.join(By::Content, (T::key, T::key), has_moved);
    pairs.join(By::Id, (id, id), |_, _| true);
    pairs.join(By::RenamedFrom, (id, former), |_, _| true);
    pairs.join(By::Key, (T::full_key, T::full_key), |_, _| true);
    pairs.join(By::Key, (T::key, T::key), |_, _| true);
    pairs
}

impl<T: Identified> Pairs<'_, T> {
    /// Whether elements of both sides stand in another order than before, where the ids of each side are given in its
    /// order. That ids changed places is no change of the order.
    pub(crate) fn are_reordered<'i>(
        &self,
        base: impl Iterator<Item = &'i str>,
        head: impl Iterator<Item = &'i str>,
    ) -> bool {
        let present: BTreeMap<_, _> =
            self.both.iter().map(|(old, new, _)| (old.id(), new.id())).collect();
        let kept: BTreeSet<_> = present.values().copied().collect();
        let was = base.filter_map(|id| present.get(id).copied());
        let is = head.filter(|id| kept.contains(id));
        !self.both.iter().any(|(.., by)| *by == By::Content) && !was.eq(is)
    }

    /// Pairs what has the same key, as long as no sibling has it, too.
    fn join(
        &mut self,
        by: By,
        (base_key, head_key): (impl Fn(&T) -> Option<String>, impl Fn(&T) -> Option<String>),
        is_pair: impl Fn(&T, &T) -> bool,
    ) {
        let old = by_key(&self.removed, base_key);
        let new = by_key(&self.added, head_key);
        let mut joined = (vec![false; self.removed.len()], vec![false; self.added.len()]);
        for (key, &at) in &new {
            if let (Some(to), Some(from)) = (at, old.get(key).copied().flatten())
                && is_pair(self.removed[from], self.added[to])
            {
                self.both.push((self.removed[from], self.added[to], by));
                joined.0[from] = true;
                joined.1[to] = true;
            }
        }
        keep_others(&mut self.removed, &joined.0);
        keep_others(&mut self.added, &joined.1);
    }
}

/// Position of each element by its key; nothing where several share it.
fn by_key<T>(
    elements: &[&T],
    key: impl Fn(&T) -> Option<String>,
) -> BTreeMap<String, Option<usize>> {
    let mut positions = BTreeMap::new();
    for (at, element) in elements.iter().enumerate() {
        if let Some(key) = key(element) {
            positions.entry(key).and_modify(|position| *position = None).or_insert(Some(at));
        }
    }
    positions
}

fn keep_others<T>(elements: &mut Vec<&T>, joined: &[bool]) {
    let mut at = 0..;
    elements.retain(|_| !joined[at.next().unwrap_or_default()]);
}

impl Identified for TypeDef {
    fn id(&self) -> &str {
        &self.name
    }

    fn renamed_from(&self) -> Option<Spanned<&str>> {
        former(self.renamed_from.as_ref())
    }

    /// Two types of the same parts differ in nothing but their names and texts.
    fn key(&self) -> Option<String> {
        let parts: Vec<_> = match &self.kind {
            TypeKind::Object(object) => {
                let fields = object.fields.iter();
                fields
                    .map(|it| {
                        let (id, wire, always) = (&*it.id, &*it.wire, &it.always);
                        format!("{id} {wire} {:?} {:?} {always:?}", it.ty, it.need)
                    })
                    .collect()
            }
            TypeKind::Newtype(_) => Vec::new(),
            TypeKind::Enum(values) => {
                values.iter().map(|value| format!("{} as {}", *value.id, *value.wire)).collect()
            }
            TypeKind::Union(variants) => {
                let variants = variants.iter();
                variants
                    .map(|it| format!("{}: {} {:?}", *it.id, value::expression(&it.ty), it.when))
                    .collect()
            }
        };
        (!parts.is_empty()).then(|| parts.join("\n"))
    }

    fn text(&self) -> &str {
        &self.description
    }

    fn is_same_but_id(&self, other: &Self) -> bool {
        let TypeDef { name, renamed_from, usage, .. } = other.clone();
        Self { name, renamed_from, usage, ..self.clone() } == *other
    }
}
