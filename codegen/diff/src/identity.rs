//! Which element of the base is which element of the head.

use restwright_spec::api::TypeDef;

/// What tells an element from its siblings.
pub(crate) trait Identified {
    /// Its stable id.
    fn id(&self) -> &str;

    /// The id that it had before, where the description says so.
    fn renamed_from(&self) -> Option<&str>;

    /// What no sibling shares on the wire, such as the number of an error. Siblings that do share it have no identity by
    /// it.
    fn key(&self) -> Option<String>;

    /// The key together with more that stays when the id changes, for those of one key that it tells apart.
    fn full_key(&self) -> Option<String> {
        self.key()
    }
}

/// How a pair was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum By {
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

/// Pairs by id, what is left by `renamed_from`, and what is left then by key. Likeness never pairs.
pub(crate) fn pair<'a, T: Identified>(base: &'a [T], head: &'a [T]) -> Pairs<'a, T> {
    let mut pairs =
        Pairs { both: Vec::new(), removed: base.iter().collect(), added: head.iter().collect() };
    pairs.join(
        By::Id,
        |element| Some(element.id().to_owned()),
        |element| Some(element.id().to_owned()),
    );
    pairs.join(
        By::RenamedFrom,
        |element| Some(element.id().to_owned()),
        |element| element.renamed_from().map(str::to_owned),
    );
    pairs.join(By::Key, Identified::full_key, Identified::full_key);
    pairs.join(By::Key, Identified::key, Identified::key);
    pairs
}

impl<T> Pairs<'_, T> {
    /// Pairs what has the same key, as long as no sibling has it, too.
    fn join(
        &mut self,
        by: By,
        base_key: impl Fn(&T) -> Option<String>,
        head_key: impl Fn(&T) -> Option<String>,
    ) {
        let old = by_key(&self.removed, base_key);
        let new = by_key(&self.added, head_key);
        let mut joined = (vec![false; self.removed.len()], vec![false; self.added.len()]);
        for (key, &at) in &new {
            if let (Some(to), Some(from)) = (at, old.get(key).copied().flatten()) {
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
) -> std::collections::BTreeMap<String, Option<usize>> {
    let mut positions = std::collections::BTreeMap::new();
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

    fn renamed_from(&self) -> Option<&str> {
        self.renamed_from.as_ref().map(|old| old.as_str())
    }

    fn key(&self) -> Option<String> {
        None
    }
}
