//! What a document states about an element of the description, in the extension `x-restwright`.

use restwright_spec::{Node, Value};

use crate::node::Look;
use crate::yaml::{Entries, Yaml};

/// The key of the extension, in any object of a document.
pub(crate) const EXTENSION: &str = "x-restwright";

/// The key under which an element states its id, which is no key of a description.
pub(crate) const ID: &str = "id";

/// The key under which a schema states that it is a type of this name.
pub(crate) const NAME: &str = "name";

/// What is stated about one element.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Stated {
    id: Option<String>,
    /// Keys of the element with their values, as a description has them.
    entries: Entries,
    /// Keys that the element does not have, whatever an import takes for granted.
    absent: Vec<String>,
}

impl Stated {
    /// What an object of a document states.
    pub(crate) fn of(node: &Node) -> Self {
        let mut stated = Self::default();
        for (key, value) in node.get(EXTENSION).map(Look::entries).unwrap_or_default() {
            match &value.value {
                Value::String(id) if key.value == ID => stated.id = Some(id.clone()),
                Value::Null => stated.absent.push(key.value.clone()),
                _ => stated.entries.push((key.value.clone(), yaml(value))),
            }
        }
        stated
    }

    /// The id, or the name of a type.
    pub(crate) fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// The value of a key.
    pub(crate) fn get(&self, key: &str) -> Option<&Yaml> {
        self.entries.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The value of a key, to be completed.
    pub(crate) fn get_mut(&mut self, key: &str) -> Option<&mut Yaml> {
        self.entries.iter_mut().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The text of a key.
    pub(crate) fn text_of(&self, key: &str) -> Option<&str> {
        match self.get(key)? {
            Yaml::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether anything is stated.
    pub(crate) fn is_empty(&self) -> bool {
        self.id.is_none() && self.entries.is_empty() && self.absent.is_empty()
    }

    /// Leaves a key to the import.
    pub(crate) fn forget(&mut self, key: &str) {
        self.entries.retain(|(name, _)| name != key);
    }

    /// Lets what is stated replace what an import has taken. Whatever is stated is not inferred, unless that is stated, too.
    pub(crate) fn replace(&self, entries: &mut Entries) {
        entries.retain(|(key, _)| !self.absent.contains(key));
        for (key, value) in &self.entries {
            match entries.iter_mut().find(|(name, _)| name == key) {
                Some((_, Yaml::Map(known, _))) if key == "values" => add_to_each(known, value),
                Some(entry) => entry.1 = value.clone(),
                None => entries.push((key.clone(), value.clone())),
            }
        }
        if self.says("inferred") {
            return;
        }
        let is_open = |key: &Yaml| !matches!(key, Yaml::Text(key) if self.says(key));
        if let Some((_, Yaml::List(inferred))) =
            entries.iter_mut().find(|(key, _)| key == "inferred")
        {
            inferred.retain(is_open);
        }
        entries.retain(|(key, value)| {
            key != "inferred" || !matches!(value, Yaml::List(keys) if keys.is_empty())
        });
    }

    /// Whether there is something about a key.
    pub(crate) fn says(&self, key: &str) -> bool {
        self.get(key).is_some() || self.absent.iter().any(|absent| absent == key)
    }
}

/// Adds what is stated about each value of an enum.
fn add_to_each(known: &mut Entries, stated: &Yaml) {
    let Yaml::Map(stated, _) = stated else { return };
    for (id, keys) in stated {
        match (known.iter_mut().find(|(name, _)| name == id), keys) {
            (Some((_, Yaml::Map(known, _))), Yaml::Map(keys, _)) => {
                known.retain(|(name, _)| keys.iter().all(|(key, _)| key != name));
                known.extend(keys.clone());
            }
            _ => known.push((id.clone(), keys.clone())),
        }
    }
}

/// The id that an object of a document states.
pub(crate) fn id_of(node: &Node) -> Option<&str> {
    node.get(EXTENSION)?.text_of(ID)
}

/// The name of the type that a schema states to be.
pub(crate) fn name_of(node: &Node) -> Option<&str> {
    node.get(EXTENSION)?.text_of(NAME)
}

/// A value of a document as one of a description.
pub(crate) fn yaml(node: &Node) -> Yaml {
    match &node.value {
        Value::Null => Yaml::Raw("null".to_owned()),
        Value::Bool(flag) => Yaml::Raw(flag.to_string()),
        Value::Integer(number) => Yaml::Raw(number.to_string()),
        Value::Number(number) => Yaml::Raw(number.to_string()),
        Value::String(text) => Yaml::text(text),
        Value::List(elements) => {
            let elements: Vec<_> = elements.iter().map(yaml).collect();
            Yaml::list(elements)
        }
        Value::Map(map) => {
            let entries = map.iter().map(|(key, value)| (key.value.clone(), yaml(value)));
            Yaml::Map(entries.collect(), true)
        }
    }
}
