//! A whole document: read, converted, and converted again without what the description refuses.

use std::collections::{BTreeMap, BTreeSet};

use restwright_spec::{Diagnostic, Node, Severity, Source, Sources, Span, Value};

use crate::constraint::Constraints;
use crate::documents::{Documents, files_of, tree};
use crate::draft::Operation;
use crate::groups::{self, Choice, Found};
use crate::loss::{LeftOut, Owner, diagnose};
use crate::names::to_words;
use crate::node::Look as _;
use crate::operation::operation;
use crate::places::Places;
use crate::refused::{Refused, unexpected};
use crate::render::{About, Description, file};
use crate::schema::Types;
use crate::security::Security;
use crate::stated::{EXTENSION, Stated};
use crate::summary::{self, Summary};
use crate::yaml::Entries;
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
    /// Whether to collect what no description holds, for a comparison of two documents.
    pub constraints: bool,
    /// Finds what is wrong with a description.
    pub check: &'a dyn Fn(Vec<Source>) -> (Sources, Vec<Diagnostic>),
}

/// What came of an import.
#[derive(Default)]
pub struct Import {
    /// The files of the description, with paths below its folder; none if there was an error.
    pub files: Vec<Source>,
    /// The files as trees, by path.
    pub(crate) parts: BTreeMap<String, Entries>,
    /// Losses, or the errors that made the import fail, with places in the document.
    pub diagnostics: Vec<Diagnostic>,
    /// How much was carried over.
    pub summary: Summary,
    /// Where in the document the elements of the description come from.
    pub places: Places,
    /// What the document says of values, and no description holds, if that was asked for.
    pub constraints: Constraints,
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
    match read(sources, options) {
        Ok((documents, entry, by_design)) => {
            let mut imported = settled(&documents, entry, options);
            imported.summary.by_design = by_design;
            if let Some(root) = documents.root(entry).filter(|_| options.constraints) {
                imported.constraints = Constraints::of(&documents, root, &imported.diagnostics);
            }
            imported
        }
        Err(diagnostics) => failed(diagnostics),
    }
}

fn failed(diagnostics: Vec<Diagnostic>) -> Import {
    Import { diagnostics, ..Import::default() }
}

/// Reads all documents, as `OpenAPI` whatever they were: the documents, which one is imported, and how many of its keys no
/// description has.
fn read<'a>(
    sources: &'a Sources,
    options: &Options<'_>,
) -> Result<(Documents<'a>, u32, usize), Vec<Diagnostic>> {
    let mut roots = BTreeMap::new();
    let mut problems = Vec::new();
    for (_, file) in sources.iter() {
        match tree(sources, file.path()) {
            Ok((source, node)) => drop(roots.insert(source, node)),
            Err(found) => problems.extend(found),
        }
    }
    let entry = sources.iter().find(|(_, file)| file.path() == options.entry);
    let entry = entry.map(|(source, _)| source).filter(|entry| roots.contains_key(entry));
    let Some(entry) = entry.filter(|_| problems.is_empty()) else { return Err(problems) };
    refuse_version(&roots[&entry])?;
    let by_design = roots.values().map(summary::by_design).sum();
    let mut documents = Documents::new(sources, roots);
    if documents.root(entry).is_some_and(|root| root.get("swagger").is_some()) {
        documents = swagger::convert(documents, entry);
    }
    Ok((documents, entry, by_design))
}

/// Converts documents until the description has no error. Whatever it refuses is left out or simplified.
fn settled(documents: &Documents<'_>, entry: u32, options: &Options<'_>) -> Import {
    let mut refused = Refused::default();
    for _ in 0..ROUNDS {
        let imported = attempt(documents, entry, options, &refused);
        if imported.files.is_empty() {
            return imported;
        }
        let (checked, problems) = (options.check)(imported.files.clone());
        let mut errors = problems;
        errors.retain(|problem| problem.severity == Severity::Error);
        if errors.is_empty() {
            return imported;
        }
        let known = errors.iter().filter(|problem| !refused.add(&checked, problem)).count();
        if known == errors.len() {
            return failed(errors.iter().map(|problem| unexpected(&checked, problem)).collect());
        }
    }
    let message = "the description stays wrong, whatever is left out";
    failed(vec![Diagnostic::error("import-failed", message)])
}

/// Refuses what is no document of a version that is known.
fn refuse_version(root: &Node) -> Result<(), Vec<Diagnostic>> {
    let given = root.get("openapi").or_else(|| root.get("swagger"));
    let Some(node) = given else {
        let place = restwright_spec::Span { end: root.span.start, ..root.span };
        let diagnostic = Diagnostic::error("not-openapi", "this is no OpenAPI document")
            .label(place, "it has neither the key `openapi` nor `swagger`");
        return Err(vec![diagnostic]);
    };
    let version = node.word().unwrap_or_default();
    let is_known = ["3.0", "3.1", "3.2", "2"]
        .iter()
        .any(|known| version == *known || version.starts_with(&format!("{known}.")));
    if is_known {
        return Ok(());
    }
    let message = format!("OpenAPI `{version}` is not known");
    let diagnostic = Diagnostic::error("unknown-version", message);
    Err(vec![diagnostic.label(node.span, "3.0, 3.1, 3.2 and Swagger 2.0 are")])
}

/// Webhooks cannot be verified without their signature, which only the extension states.
fn lose_webhooks(types: &mut Types<'_>, root: &Node) {
    let is_stated = root.get(EXTENSION).and_then(|stated| stated.get("webhooks")).is_some();
    let webhooks = root.get("webhooks").filter(|webhooks| !webhooks.entries().is_empty());
    if let Some(webhooks) = webhooks.filter(|_| !is_stated) {
        types.losses.lose(&gap::WEBHOOKS, webhooks.span, "");
    }
}

/// One conversion of the whole document.
fn attempt(
    documents: &Documents<'_>,
    entry: u32,
    options: &Options<'_>,
    refused: &Refused,
) -> Import {
    let empty = Node { value: Value::Null, span: Span::new(entry, 0, 0) };
    let root = documents.root(entry).unwrap_or(&empty);
    let mut types = Types::new(documents, entry);
    types.refused = refused.types.keys().cloned().collect();
    let choice = Choice { include: options.include, exclude: options.exclude };
    let (found, groups) = groups::operations(documents, root, &choice);
    let servers = server::servers(&mut types, root, &found);
    let security = Security::read(&mut types, root);
    lose_webhooks(&mut types, root);
    let (mut operations, nodes) = convert(&mut types, &security, &found, refused);
    for operation in &mut operations {
        operation.server.take_if(|id| *id == servers[0].id);
    }
    types.define_stated_parameters(root);
    let kept = types.define_stated();
    let requests = settle::settle(&mut types, &mut operations, &kept);
    for (name, reason) in &refused.types {
        let span = types.named.get(name).map_or(root.span, |named| named.span);
        types.named.remove(name);
        types.losses.owner = Owner::Type(name.clone());
        types.losses.lose(&gap::REFUSED_TYPE, span, &format!("`{name}`: {reason}"));
    }
    let left_out = found.len() - operations.len();
    let summary = Summary::new(&types.losses.all, operations.len(), types.named.len(), left_out);
    let (mut parts, mut places) = (BTreeMap::new(), Places::default());
    if operations.is_empty() {
        let nothing = Diagnostic::error("nothing-imported", "no operation can be imported");
        types.losses.all.push((Owner::Document, nothing));
    } else {
        let stated = Stated::of(root);
        let is_inferred = !stated.says("error_body");
        let description = Description {
            about: about(root, options),
            servers: &servers,
            security: &security,
            error_body: is_inferred.then(|| error_body::error_body(documents, &nodes)).flatten(),
            stated,
            groups: &groups,
            operations: &operations,
            types: &types.named,
            parameters: &types.shared.all,
            requests: &requests,
        };
        parts = description.parts();
        let about = root.get("info").map_or(root.span, |info| info.span);
        places = Places::of(&description, about);
    }
    let losses = types.losses.all.into_iter();
    let mut diagnostics: Vec<_> = losses.map(|(_, diagnostic)| diagnostic).collect();
    diagnostics.sort_by_key(Diagnostic::span);
    diagnostics.dedup();
    let files = parts.iter().map(|(path, entries)| file(path.clone(), entries)).collect();
    Import { files, parts, diagnostics, summary, places, constraints: Constraints::default() }
}

/// Converts the operations that can be, with their nodes; why others cannot is a loss.
fn convert<'a>(
    types: &mut Types<'a>,
    security: &Security<'a>,
    found: &[Found<'a>],
    refused: &Refused,
) -> (Vec<Operation>, Vec<&'a Node>) {
    let mut operations = Vec::new();
    let mut kept = Vec::new();
    for one in found {
        let converted = match refused.operations.get(&one.name()) {
            Some(reason) => {
                Err(LeftOut::new(diagnose(&gap::REFUSED_OPERATION, one.method.span, reason)))
            }
            None => operation(types, security, one),
        };
        match converted {
            Ok(operation) => {
                operations.push(operation);
                kept.push(one.node);
            }
            Err(left_out) => {
                let line = format!("`{} {}`", one.method.value.to_uppercase(), one.template.value);
                types.losses.all.push((Owner::Operation(one.name()), left_out.reason().help(line)));
            }
        }
    }
    (operations, kept)
}

/// What a document says about itself.
fn about(root: &Node, options: &Options<'_>) -> About {
    let info = root.get("info");
    let said = |key: &str| info.and_then(|info| info.text_of(key));
    let title = prose::line(said("title").unwrap_or_default());
    let title = if title.is_empty() { "API".to_owned() } else { title };
    let text = prose::first(&[said("description"), said("summary")]);
    let page = root.get("externalDocs").and_then(|docs| docs.text_of("url"));
    let is_page = |page: &&str| {
        page.starts_with("https://") && page.bytes().all(|byte| byte.is_ascii_graphic())
    };
    let version = info.filter(|info| info.get(EXTENSION).is_some());
    let version = version.and_then(|info| info.text_of("version"));
    let mut stated = info.map(Stated::of).unwrap_or_default();
    if options.name.is_some() {
        stated.forget("name");
    }
    About {
        name: options.name.map_or_else(|| package(&title), ToOwned::to_owned),
        stated,
        version: version.map(ToOwned::to_owned),
        text: text.unwrap_or_else(|| title.clone()),
        title,
        documentation: page.filter(is_page).map(ToOwned::to_owned),
    }
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
