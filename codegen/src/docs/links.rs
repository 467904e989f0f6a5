//! Names of the description in its texts, as links: `phone.login`, the name of a type, the id of an error.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use restwright_spec::api::{Api, TypeKind};

use crate::names::{constant, pascal};

/// Words before a wire name, which never links to the element of the description with the same spelling.
const BEFORE_WIRE_NAMES: [&str; 7] =
    ["JSON key ", "Field ", "Query parameter ", "Path parameter ", "Header ", "Cookie ", ") ("];

/// What names between backticks link to.
#[derive(Debug, Default, Hash)]
pub(crate) struct Links {
    /// By the name, as Markdown.
    names: BTreeMap<String, String>,
    /// The same for operations without their group, by the folder in which they need none.
    of_folder: BTreeMap<String, BTreeMap<String, String>>,
}

impl Links {
    /// All names that stand for one thing. Ids of inputs and of parts of types mean those rather than anything else.
    pub(crate) fn of(api: &Api) -> Self {
        let mut links = Self::default();
        let parts = parts(api);
        for def in &api.types {
            let name = &*def.name;
            links.names.insert(name.clone(), format!("[`{name}`](crate::types::{name})"));
        }
        for error in api.errors.iter().filter(|error| !parts.contains(error.id.as_str())) {
            let name = constant(&error.id);
            let link = format!("[`{name}`](crate::ErrorCode::{name})");
            links.names.insert(error.id.value.clone(), link);
        }
        for group in &api.groups {
            let (id, ty) = (&*group.id, pascal(&group.id));
            let mut own = BTreeMap::new();
            for operation in &group.operations {
                let method = &*operation.id;
                let target = format!("crate::groups::{ty}::{method}");
                let link = format!("[`{id}().{method}`]({target})");
                links.names.insert(format!("{id}.{method}"), link);
                if !parts.contains(method.as_str()) {
                    own.insert(method.clone(), format!("[`{method}`]({target})"));
                }
            }
            links.of_folder.insert(format!("operations/{id}/"), own);
        }
        links
    }

    /// What a name links to in a file, as Markdown.
    pub(crate) fn target(&self, file: &str, name: &str) -> Option<&str> {
        let folder = file.rfind('/').map_or("", |at| &file[..=at]);
        let own = self.of_folder.get(folder).and_then(|names| names.get(name));
        own.or_else(|| self.names.get(name)).map(String::as_str)
    }

    /// A line of documentation of a file, with its names as links.
    pub(crate) fn resolve<'l>(&self, file: &str, line: &'l str) -> Cow<'l, str> {
        let pieces: Vec<&str> = line.split('`').collect();
        // Without a span, or a fence, a span with backticks in it, or one that goes on in the next line.
        if pieces.len() == 1 || pieces.len().is_multiple_of(2) || line.contains("``") {
            return Cow::Borrowed(line);
        }
        let mut resolved = String::with_capacity(line.len());
        for (index, piece) in pieces.iter().enumerate() {
            if index % 2 == 0 {
                resolved.push_str(piece);
                continue;
            }
            let before = pieces[index - 1];
            let is_link = before.ends_with('[') || pieces[index + 1].starts_with(']');
            let is_wire_name = BEFORE_WIRE_NAMES.iter().any(|kind| before.ends_with(kind));
            match self.target(file, piece).filter(|_| !is_link && !is_wire_name) {
                Some(target) => resolved.push_str(target),
                None => resolved.extend(["`", piece, "`"]),
            }
        }
        Cow::Owned(resolved)
    }
}

/// Ids of inputs, credentials and parts of types.
fn parts(api: &Api) -> BTreeSet<&str> {
    let operations = api.groups.iter().flat_map(|group| &group.operations);
    let inputs = operations.flat_map(|operation| operation.inputs.iter().map(|it| it.id.as_str()));
    let credentials = api.credentials.iter().map(|credential| credential.id.as_str());
    let mut parts: BTreeSet<_> = inputs.chain(credentials).collect();
    for def in &api.types {
        match &def.kind {
            TypeKind::Object(object) => {
                parts.extend(object.fields.iter().map(|field| field.id.as_str()));
            }
            TypeKind::Newtype(_) => {}
            TypeKind::Enum(values) => parts.extend(values.iter().map(|value| value.id.as_str())),
            TypeKind::Union(variants) => {
                parts.extend(variants.iter().map(|variant| variant.id.as_str()));
            }
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_links_once() {
        let map = |entries: &[(&str, &str)]| {
            entries.iter().map(|(name, link)| ((*name).to_owned(), (*link).to_owned())).collect()
        };
        let links = Links {
            names: map(&[("pets.find", "F"), ("Pet", "P")]),
            of_folder: [("operations/pets/".to_owned(), map(&[("find", "f")]))].into(),
        };
        #[rustfmt::skip]
        let table = [
            ("guide/a.rs",           "/// See `pets.find` and `find`.", "/// See F and `find`."),
            ("operations/pets/a.rs", "/// `find` a `Pet`",              "/// f a P"),
            ("types/pet.rs",         "/// A [`Pet`](x) or ``Pet``.",    "/// A [`Pet`](x) or ``Pet``."),
            ("types/pet.rs",         "/// An odd ` and `Pet`.",         "/// An odd ` and `Pet`."),
            ("types/pet.rs",         "/// JSON key `Pet`, a `Pet`.",    "/// JSON key `Pet`, a P."),
            ("guide/a.rs",           "/// [`PET`](x) (`Pet`): a `Pet`",  "/// [`PET`](x) (`Pet`): a P"),
        ];
        for (path, line, expected) in table {
            assert_eq!(links.resolve(path, line), expected, "{path}");
        }
    }
}
