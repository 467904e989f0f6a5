//! A whole document: read, converted, and converted again without what the description refuses.

use std::collections::{BTreeMap, BTreeSet};

use restwright_spec::{Diagnostic, Node, Severity, Source, Sources};

use crate::documents::{Documents, files_of, tree};
use crate::draft::Operation;
use crate::loss::{Owner, diagnose};
use crate::names::{Names, Role, to_words};
use crate::node::Look as _;
use crate::operation::{Found, LeftOut, is_method, operation};
use crate::render::Description;
use crate::schema::Types;
use crate::security::Security;
use crate::summary::{self, Summary};
use crate::{error_body, gap, prose, server, settle, swagger};

/// What to import.
pub struct Options<'a> {
    /// Path of the document among the sources.
    pub entry: &'a str,
    /// Name of the crate; by default, from the title of the document.
    pub name: Option<&'a str>,
    /// Only operations with one of these tags, if there are any.
    pub include: &'a [String],
    /// No operations whose paths begin with one of these.
    pub exclude: &'a [String],
    /// Finds what is wrong with a description.
    pub check: &'a dyn Fn(Vec<Source>) -> (Sources, Vec<Diagnostic>),
}

/// What came of an import.
pub struct Import {
    /// The files of the description, with paths below its folder; none if there was an error.
    pub files: Vec<Source>,
    /// Losses, or the errors that made the import fail, with places in the document.
    pub diagnostics: Vec<Diagnostic>,
    /// How much was carried over.
    pub summary: Summary,
}

/// Paths of the files that a document refers to, relative to the same folder as its own path.
#[must_use]
pub fn files_beside(source: &Source) -> BTreeSet<String> {
    let sources = Sources::new(vec![source.clone()]);
    match tree(&sources, &source.path) {
        Ok((_, node)) => files_of(&source.path, &node),
        Err(_) => BTreeSet::new(),
    }
}

/// How often an import is tried again without what the description refuses.
const ROUNDS: usize = 12;

/// Imports a document.
#[must_use]
pub fn import(sources: &Sources, options: &Options<'_>) -> Import {
    let fail = |diagnostics| Import { files: Vec::new(), diagnostics, summary: Summary::default() };
    let mut roots = BTreeMap::new();
    let mut problems = Vec::new();
    for (_, file) in sources.iter() {
        match tree(sources, file.path()) {
            Ok((source, node)) => drop(roots.insert(source, node)),
            Err(found) => problems.extend(found),
        }
    }
    let entry =
        sources.iter().find(|(_, file)| file.path() == options.entry).map(|(source, _)| source);
    let Some(entry) = entry.filter(|entry| roots.contains_key(entry)) else {
        return fail(problems);
    };
    if !problems.is_empty() {
        return fail(problems);
    }
    if let Some(problem) = refuse_version(&roots[&entry]) {
        return fail(vec![problem]);
    }
    let by_design = roots.values().map(summary::by_design).sum();
    if roots[&entry].get("swagger").is_some() {
        let documents = Documents::new(sources, roots.clone());
        let converted = swagger::convert(&documents, &roots[&entry]);
        roots.insert(entry, converted);
    }
    let documents = Documents::new(sources, roots);
    let mut refused = Refused::default();
    for _ in 0..ROUNDS {
        let (files, mut imported) = attempt(&documents, entry, options, &refused);
        imported.summary.by_design = by_design;
        if files.is_empty() {
            return imported;
        }
        let (checked, problems) = (options.check)(files.clone());
        let errors: Vec<_> =
            problems.into_iter().filter(|problem| problem.severity == Severity::Error).collect();
        if errors.is_empty() {
            return Import { files, ..imported };
        }
        if !errors.iter().fold(false, |news, problem| refused.add(&checked, problem) || news) {
            return fail(errors.iter().map(|problem| unexpected(&checked, problem)).collect());
        }
    }
    fail(vec![Diagnostic::error(
        "import-failed",
        "the description stays wrong, whatever is left out",
    )])
}

/// An error that belongs to no operation and no type, told without a place of the description, which nobody has seen.
fn unexpected(checked: &Sources, problem: &Diagnostic) -> Diagnostic {
    let place = problem.span().map(|span| checked.location(span));
    let place = place.map_or_else(String::new, |at| format!(" ({}, line {})", at.path, at.line));
    let line = problem.span().map(|span| checked.slice(span).to_owned()).unwrap_or_default();
    Diagnostic::error(
        "import-failed",
        format!("the description would be wrong: {}{place}: `{line}`", problem.message),
    )
}

/// Operations and types that the description refuses, each with the reason.
#[derive(Default)]
struct Refused {
    operations: BTreeMap<String, String>,
    types: BTreeMap<String, String>,
}

impl Refused {
    /// Finds out what an error is about: the id above its place. Whether that is news.
    fn add(&mut self, checked: &Sources, problem: &Diagnostic) -> bool {
        let Some(span) = problem.span() else { return false };
        let Some(file) = checked.get(span.source) else { return false };
        let before = file.text().get(..span.start as usize).unwrap_or_default();
        let rest = file.text().get(span.start as usize..).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default().to_owned()
            + rest.lines().next().unwrap_or_default();
        let lines = std::iter::once(line.as_str()).chain(before.lines().rev());
        let is_id = |line: &&str| {
            line.starts_with("  ")
                && line.as_bytes().get(2).is_some_and(|byte| *byte != b' ' && *byte != b'-')
        };
        let mut lines = lines.filter(is_id);
        let Some(id) = lines.next().and_then(|line| line.trim().split(':').next()) else {
            return false;
        };
        let reason = problem.message.clone();
        let path = file.path();
        match path.rsplit_once('/') {
            Some((folder, name)) if folder.ends_with("operations") => {
                let group = name.trim_end_matches(".yaml");
                self.operations.insert(format!("{group}.{id}"), reason).is_none()
            }
            Some((folder, _)) if folder.ends_with("types") => {
                self.types.insert(id.to_owned(), reason).is_none()
            }
            _ => false,
        }
    }
}

/// Refuses what is no document of a version that is known.
fn refuse_version(root: &Node) -> Option<Diagnostic> {
    let given = root.get("openapi").or_else(|| root.get("swagger"));
    let Some(node) = given else {
        let place = restwright_spec::Span { end: root.span.start, ..root.span };
        let diagnostic = Diagnostic::error("not-openapi", "this is no OpenAPI document")
            .label(place, "it has neither the key `openapi` nor `swagger`");
        return Some(diagnostic);
    };
    let version = node.word().unwrap_or_default();
    let is_known = ["3.0", "3.1", "3.2", "2"]
        .iter()
        .any(|known| version == *known || version.starts_with(&format!("{known}.")));
    (!is_known).then(|| {
        Diagnostic::error("unknown-version", format!("OpenAPI `{version}` is not known"))
            .label(node.span, "3.0, 3.1, 3.2 and Swagger 2.0 are")
    })
}

/// One conversion of the whole document.
fn attempt(
    documents: &Documents<'_>,
    entry: u32,
    options: &Options<'_>,
    refused: &Refused,
) -> (Vec<Source>, Import) {
    let mut types = Types::new(documents, entry);
    types.refused = refused.types.keys().cloned().collect();
    let empty =
        Node { value: restwright_spec::Value::Null, span: restwright_spec::Span::new(entry, 0, 0) };
    let root = documents.root(entry).unwrap_or(&empty);
    let servers = server::servers(&mut types, root);
    types.server.clone_from(&servers[0].url);
    let security = Security::read(&mut types, root);
    if let Some(webhooks) = root.get("webhooks").filter(|webhooks| !webhooks.entries().is_empty()) {
        types.losses.lose(&gap::WEBHOOKS, webhooks.span, "");
    }
    let (found, groups) = found(documents, root, options);
    let mut operations: Vec<Operation> = Vec::new();
    let mut left_out = 0;
    let mut kept = Vec::new();
    for one in &found {
        let converted = match refused.operations.get(&one.name()) {
            Some(reason) => {
                Err(LeftOut(diagnose(&gap::REFUSED_OPERATION, one.method.span, reason)))
            }
            None => operation(&mut types, &security, one),
        };
        match converted {
            Ok(operation) => {
                operations.push(operation);
                kept.push(one.node);
            }
            Err(LeftOut(reason)) => {
                left_out += 1;
                let reason = reason.help(format!(
                    "`{} {}`",
                    one.method.value.to_uppercase(),
                    one.template.value
                ));
                types.losses.all.push((Owner::Operation(one.name()), reason));
            }
        }
    }
    let requests = settle::settle(&mut types, &mut operations);
    for (name, reason) in &refused.types {
        let span = types.named.get(name).map_or(root.span, |named| named.span);
        types.named.remove(name);
        types.losses.owner = Owner::Type(name.clone());
        types.losses.lose(&gap::REFUSED_TYPE, span, &format!("`{name}`: {reason}"));
    }
    let summary = Summary::new(&types.losses.all, operations.len(), types.named.len(), left_out);
    let info = root.get("info");
    let said = |key: &str| info.and_then(|info| info.text_of(key));
    let title = prose::line(said("title").unwrap_or_default());
    let title = if title.is_empty() { "API".to_owned() } else { title };
    let text = prose::first(&[said("description"), said("summary")]);
    let page = root.get("externalDocs").and_then(|docs| docs.text_of("url"));
    let is_page = |page: &&str| {
        page.starts_with("https://") && page.bytes().all(|byte| byte.is_ascii_graphic())
    };
    let description = Description {
        name: options.name.map_or_else(|| package(&title), ToOwned::to_owned),
        text: text.unwrap_or_else(|| title.clone()),
        title,
        documentation: page.filter(is_page).map(ToOwned::to_owned),
        servers: &servers,
        security: &security,
        error_body: error_body::error_body(documents, &kept),
        groups: &groups,
        operations: &operations,
        types: &types.named,
        requests: &requests,
    };
    let files = if operations.is_empty() { Vec::new() } else { description.files() };
    let mut diagnostics: Vec<_> =
        types.losses.all.into_iter().map(|(_, diagnostic)| diagnostic).collect();
    if files.is_empty() {
        diagnostics.push(Diagnostic::error("nothing-imported", "no operation can be imported"));
    }
    diagnostics.sort_by_key(Diagnostic::span);
    diagnostics.dedup();
    (files, Import { files: Vec::new(), diagnostics, summary })
}

/// The name of a crate from the title of a document.
fn package(title: &str) -> String {
    let name = to_words(title).to_ascii_lowercase().replace(' ', "-");
    let name = name.strip_suffix("-api").filter(|name| !name.is_empty()).unwrap_or(&name);
    let name = name.get(..60).unwrap_or(name).trim_end_matches('-');
    if name.starts_with(|first: char| first.is_ascii_lowercase()) {
        name.to_owned()
    } else {
        format!("api-{name}").trim_end_matches('-').to_owned()
    }
}

/// The operations of a document that are wanted, with the groups that they belong to.
fn found<'a>(
    documents: &'a Documents<'_>,
    root: &'a Node,
    options: &Options<'_>,
) -> (Vec<Found<'a>>, Vec<(String, String)>) {
    let mut groups = Groups::default();
    for tag in root.get("tags").map(|node| node.elements()).unwrap_or_default() {
        if let Some(name) = tag.text_of("name") {
            groups.declare(name, tag.text_of("description"));
        }
    }
    let mut found = Vec::new();
    for (template, item) in root.get("paths").map(|node| node.entries()).unwrap_or_default() {
        let is_excluded =
            options.exclude.iter().any(|path| template.value.starts_with(path.as_str()));
        let Some(item) = documents.resolve(item).filter(|_| !is_excluded) else { continue };
        for (method, node) in item.entries().iter().filter(|(key, _)| is_method(&key.value)) {
            let tags: Vec<_> = node
                .get("tags")
                .map(|tags| tags.elements().iter().filter_map(|tag| tag.text()).collect())
                .unwrap_or_default();
            if !options.include.is_empty()
                && !options.include.iter().any(|tag| tags.contains(&tag.as_str()))
            {
                continue;
            }
            let segment =
                template.value.split('/').find(|part| !part.is_empty() && !part.starts_with('{'));
            let group = groups.declare(tags.first().copied().or(segment).unwrap_or("api"), None);
            let plain = format!("{} {}", method.value, template.value.replace(['{', '}'], " "));
            let wish = node
                .text_of("operationId")
                .filter(|id| id.bytes().any(|byte| byte.is_ascii_alphanumeric()));
            let id = groups
                .operations
                .entry(group.clone())
                .or_default()
                .id(wish.unwrap_or(&plain), Role::Operation);
            found.push(Found { method, template, item, node, group, id });
        }
    }
    (found, groups.all)
}

/// Groups of operations: the tags of the document.
#[derive(Default)]
struct Groups {
    names: Names,
    by_tag: BTreeMap<String, String>,
    all: Vec<(String, String)>,
    operations: BTreeMap<String, Names>,
}

impl Groups {
    /// The id of the group of a tag.
    fn declare(&mut self, tag: &str, description: Option<&str>) -> String {
        if let Some(id) = self.by_tag.get(tag) {
            return id.clone();
        }
        let id = self.names.id(tag, Role::Group);
        let text = prose::first(&[description]).map(|text| prose::line(&text));
        let called = prose::line(tag);
        let called = if called.is_empty() { to_words(&id) } else { called };
        self.all.push((id.clone(), text.unwrap_or_else(|| format!("Operations of {called}."))));
        self.by_tag.insert(tag.to_owned(), id.clone());
        id
    }
}
