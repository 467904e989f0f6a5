//! Operations of a document, each with its group and its id.

use std::collections::BTreeMap;

use restwright_spec::{Node, Spanned};

use crate::documents::Documents;
use crate::names::{Names, Role, to_words};
use crate::node::Look;
use crate::prose;
use crate::stated::{EXTENSION, id_of};

/// An operation of the document.
pub(crate) struct Found<'a> {
    pub(crate) method: &'a Spanned<String>,
    pub(crate) template: &'a Spanned<String>,
    /// The path with all its methods.
    pub(crate) item: &'a Node,
    pub(crate) node: &'a Node,
    pub(crate) group: String,
    pub(crate) id: String,
}

impl Found<'_> {
    /// Group and id.
    pub(crate) fn name(&self) -> String {
        format!("{}.{}", self.group, self.id)
    }
}

/// A group of operations.
pub(crate) struct Group {
    pub(crate) id: String,
    pub(crate) text: String,
    /// Whether it stays without operations.
    pub(crate) is_kept: bool,
}

/// Methods that a description has.
pub(crate) const METHODS: [&str; 6] = ["get", "head", "post", "put", "patch", "delete"];
/// Further methods that a path of a document can have.
const OTHER_METHODS: [&str; 3] = ["options", "trace", "query"];

/// Which operations are wanted.
pub(crate) struct Choice<'a> {
    /// Only those with one of these tags, if there are any.
    pub(crate) include: &'a [String],
    /// None whose paths begin with one of these.
    pub(crate) exclude: &'a [String],
}

/// The operations of a document that are wanted, and groups with their texts.
pub(crate) fn operations<'a>(
    documents: &'a Documents<'_>,
    root: &'a Node,
    choice: &Choice<'_>,
) -> (Vec<Found<'a>>, Vec<Group>) {
    let mut groups = Groups::default();
    for tag in root.get("tags").map(Look::elements).unwrap_or_default() {
        if let Some(name) = tag.text_of("name") {
            groups.declare(name, Some(tag));
        }
    }
    let mut found = Vec::new();
    for (template, item) in root.get("paths").map(Look::entries).unwrap_or_default() {
        let mut excluded = choice.exclude.iter();
        let is_excluded = excluded.any(|path| template.value.starts_with(path.as_str()));
        let Some(item) = documents.resolve(item).filter(|_| !is_excluded) else { continue };
        for (method, node) in methods(item) {
            // Documents in several files refer to whole operations, as they may to whole paths.
            let node = documents.resolve(node).unwrap_or(node);
            let tags = node.get("tags").map(Look::elements).unwrap_or_default();
            let tags: Vec<_> = tags.iter().filter_map(|tag| tag.text()).collect();
            let mut included = choice.include.iter();
            if !choice.include.is_empty() && !included.any(|tag| tags.contains(&tag.as_str())) {
                continue;
            }
            let (group, id) = groups.place(&method.value, &template.value, node, &tags);
            found.push(Found { method, template, item, node, group, id });
        }
    }
    (found, groups.all)
}

/// The methods of a path, and further operations that share a method with one of them.
fn methods(item: &Node) -> impl Iterator<Item = &(Spanned<String>, Node)> {
    let further = item.get(EXTENSION).and_then(|stated| stated.get("operations"));
    let further = further.map(Look::elements).unwrap_or_default();
    let all = item.entries().iter().chain(further.iter().flat_map(Look::entries));
    all.filter(|(key, _)| is_method(&key.value))
}

/// Whether a key of a path is a method.
fn is_method(key: &str) -> bool {
    METHODS.contains(&key) || OTHER_METHODS.contains(&key)
}

/// Groups of operations: the tags of the document.
#[derive(Default)]
struct Groups {
    names: Names,
    by_tag: BTreeMap<String, String>,
    all: Vec<Group>,
    operations: BTreeMap<String, Names>,
}

impl Groups {
    /// Group and id of an operation: of its first tag, else of the first word of its path.
    fn place(
        &mut self,
        method: &str,
        template: &str,
        node: &Node,
        tags: &[&str],
    ) -> (String, String) {
        let mut segments = template.split(['?', '#']).next().unwrap_or_default().split('/');
        let segment = segments.find(|part| !part.is_empty() && !part.starts_with('{'));
        let group = self.declare(tags.first().copied().or(segment).unwrap_or("api"), None);
        let plain = format!("{method} {}", template.replace(['{', '}'], " "));
        let wish = node.text_of("operationId");
        let wish = wish.filter(|id| id.bytes().any(|byte| byte.is_ascii_alphanumeric()));
        let names = self.operations.entry(group.clone()).or_default();
        (group, names.stated_or(id_of(node), wish.unwrap_or(&plain), Role::Operation))
    }

    /// The id of the group of a tag.
    fn declare(&mut self, tag: &str, declared: Option<&Node>) -> String {
        if let Some(id) = self.by_tag.get(tag) {
            return id.clone();
        }
        let id = self.names.stated_or(declared.and_then(id_of), tag, Role::Group);
        let said = |key: &str| declared.and_then(|tag| tag.text_of(key));
        let stated = declared.and_then(|tag| tag.get(EXTENSION));
        let text = prose::first(&[said("description").or(said("summary"))]);
        let text = text.map(|text| prose::line(&text));
        let exact = stated.and_then(|stated| stated.text_of("description")).map(ToOwned::to_owned);
        let called = prose::line(tag);
        let called = if called.is_empty() { to_words(&id) } else { called };
        let text = exact.or(text).unwrap_or_else(|| format!("Operations of {called}."));
        self.all.push(Group { id: id.clone(), text, is_kept: stated.is_some() });
        self.by_tag.insert(tag.to_owned(), id.clone());
        id
    }
}
