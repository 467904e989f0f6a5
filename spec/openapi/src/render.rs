//! The files of the description: `api.yaml`, and by group its operations and the types that only they use.

use std::collections::{BTreeMap, BTreeSet};

use restwright_spec::Source;

use crate::draft::{
    Body, Content, Credentials, Field, Kind, Lists, Named, Operation, Parameter, Place, Privacy,
    Response, Type, When,
};
use crate::prose;
use crate::security::{Credential, Placement, Security};
use crate::server::Server;
use crate::yaml::{Entries, Yaml, write_entries};

/// What the API is called.
pub(crate) struct About {
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) documentation: Option<String>,
}

/// A whole description.
pub(crate) struct Description<'a> {
    pub(crate) about: About,
    pub(crate) servers: &'a [Server],
    pub(crate) security: &'a Security<'a>,
    pub(crate) error_body: Option<Yaml>,
    pub(crate) groups: &'a [(String, String)],
    pub(crate) operations: &'a [Operation],
    pub(crate) types: &'a BTreeMap<String, Named>,
    /// Parameters that operations can share.
    pub(crate) parameters: &'a BTreeMap<String, Parameter>,
    /// Types that requests can hold.
    pub(crate) requests: &'a BTreeSet<String>,
}

/// The name of the file with types that several groups use.
const SHARED: &str = "types/shared.yaml";

impl Description<'_> {
    /// The files as trees, by their paths below the folder of the description.
    pub(crate) fn parts(&self) -> BTreeMap<String, Entries> {
        let mut files: BTreeMap<String, Entries> = BTreeMap::new();
        files.insert("api.yaml".to_owned(), self.api());
        let used: BTreeSet<_> = self.operations.iter().flat_map(shared_ids).collect();
        let shared = self.parameters.iter().filter(|(id, _)| used.contains(id.as_str()));
        let shared: Entries = shared.map(|(id, one)| (id.clone(), parameter(id, one))).collect();
        if !shared.is_empty() {
            let entries = vec![entry("parameters", Yaml::Map(shared, false))];
            files.insert("parameters.yaml".to_owned(), entries);
        }
        let homes = self.homes();
        for (group, _) in self.groups {
            let operations = self.operations.iter().filter(|operation| operation.group == *group);
            let operations: Entries = operations
                .map(|operation| (operation.id.clone(), operation_entries(operation)))
                .collect();
            if !operations.is_empty() {
                let entries = vec![
                    entry("group", Yaml::text(group)),
                    entry("operations", Yaml::Map(operations, false)),
                ];
                files.insert(format!("operations/{group}.yaml"), entries);
            }
        }
        let mut types: BTreeMap<String, Entries> = BTreeMap::new();
        for (name, named) in self.types {
            let home = homes.get(name.as_str()).cloned().flatten();
            let path =
                home.map_or_else(|| SHARED.to_owned(), |group| format!("types/{group}.yaml"));
            types.entry(path).or_default().push((name.clone(), self.named(name, named)));
        }
        files.extend(
            types
                .into_iter()
                .map(|(path, types)| (path, vec![entry("types", Yaml::Map(types, false))])),
        );
        files
    }

    /// The group that alone uses a type; `None` if several do.
    fn homes(&self) -> BTreeMap<&str, Option<String>> {
        let mut homes: BTreeMap<&str, Option<String>> = BTreeMap::new();
        for operation in self.operations {
            let mut open: Vec<&str> = uses(operation);
            let mut seen = BTreeSet::new();
            while let Some(name) = open.pop() {
                if !seen.insert(name) {
                    continue;
                }
                let home = homes.entry(name).or_insert_with(|| Some(operation.group.clone()));
                if home.as_ref() != Some(&operation.group) {
                    *home = None;
                }
                open.extend(self.types.get(name).into_iter().flat_map(held));
            }
        }
        homes
    }

    fn api(&self) -> Entries {
        let used: BTreeSet<&str> =
            self.operations.iter().flat_map(|operation| operation.credentials.ids()).collect();
        let credentials: Vec<&Credential> = self
            .security
            .all()
            .filter(|credential| used.contains(credential.id.as_str()))
            .collect();
        let mut api = vec![
            entry("name", Yaml::text(&self.about.name)),
            entry("title", Yaml::text(&self.about.title)),
            entry("description", Yaml::text(&self.about.text)),
            entry("version", Yaml::Raw("0.1.0".to_owned())),
        ];
        api.extend(
            self.about.documentation.as_ref().map(|page| entry("documentation", Yaml::text(page))),
        );
        let required = credentials.iter().filter(|credential| credential.is_required);
        let arguments: Vec<_> = required.map(|credential| credential.id.clone()).collect();
        if !arguments.is_empty() {
            api.push(entry("arguments", Yaml::texts(arguments)));
        }
        if self.servers.len() > 1 {
            api.push(entry("default_server", Yaml::text(&self.servers[0].id)));
        }
        if self.error_body.is_some() {
            api.push(entry("inferred", Yaml::texts(["error_body"])));
        }
        let servers = self.servers.iter().map(|server| {
            let server_entries = vec![
                entry("url", Yaml::text(&server.url)),
                entry("description", Yaml::text(&server.description)),
            ];
            (server.id.clone(), Yaml::Map(server_entries, true))
        });
        let mut entries = vec![
            entry("api", Yaml::Map(api, false)),
            entry("servers", Yaml::Map(servers.collect(), false)),
        ];
        if !credentials.is_empty() {
            let credentials = credentials.into_iter().map(|one| (one.id.clone(), credential(one)));
            entries.push(entry("credentials", Yaml::Map(credentials.collect(), false)));
        }
        entries.extend(self.error_body.clone().map(|layout| entry("error_body", layout)));
        let groups = self
            .groups
            .iter()
            .filter(|(group, _)| self.operations.iter().any(|operation| operation.group == *group));
        let groups = groups.map(|(group, text)| (group.clone(), Yaml::text(text)));
        entries.push(entry("groups", Yaml::Map(groups.collect(), false)));
        entries
    }

    fn named(&self, name: &str, named: &Named) -> Yaml {
        let mut entries = vec![entry("description", Yaml::text(&named.description))];
        match &named.kind {
            Kind::Object(fields) => {
                entries.push(entry("fields", map_of(fields)));
                let required = fields.iter().filter(|field| field.required);
                let required: Vec<_> = required.map(|field| field.id.clone()).collect();
                if !required.is_empty() && self.requests.contains(name) {
                    entries.push(entry("arguments", Yaml::texts(required)));
                }
            }
            Kind::Enum(values) => {
                let values = values.iter().map(|(id, value, description)| {
                    let mut entries = Vec::new();
                    if *value != Yaml::text(id) {
                        entries.push(entry("name", value.clone()));
                    }
                    entries.push(entry("description", Yaml::text(description)));
                    (id.clone(), Yaml::Map(entries, true))
                });
                entries.push(entry("values", Yaml::Map(values.collect(), false)));
            }
            Kind::Union(variants) => {
                let variants = variants.iter().map(|variant| {
                    let mut entries = vec![
                        entry("id", Yaml::text(&variant.id)),
                        entry("type", Yaml::text(&variant.ty)),
                    ];
                    match &variant.when {
                        When::Has(key) => {
                            entries.push(entry(
                                "when",
                                Yaml::Map(vec![entry("has", Yaml::text(key))], true),
                            ));
                        }
                        When::Equals(key, value) => {
                            let when =
                                vec![entry("key", Yaml::text(key)), entry("equals", value.clone())];
                            entries.push(entry("when", Yaml::Map(when, true)));
                        }
                        When::Always => {}
                    }
                    let described =
                        self.types.get(&variant.ty).map(|named| prose::line(&named.description));
                    let described = described.unwrap_or_else(|| prose::UNDOCUMENTED.to_owned());
                    entries.push(entry("description", Yaml::text(described)));
                    Yaml::Map(entries, true)
                });
                entries.push(entry("variants", Yaml::Block(variants.collect())));
            }
        }
        if named.deprecated {
            entries.push(entry("deprecated", Yaml::Map(Vec::new(), true)));
        }
        Yaml::Map(entries, false)
    }
}

fn operation_entries(operation: &Operation) -> Yaml {
    let mut entries = vec![entry("summary", Yaml::text(&operation.summary))];
    entries
        .extend(operation.description.as_ref().map(|text| entry("description", Yaml::text(text))));
    entries.push(entry("method", Yaml::text(&operation.method)));
    entries.push(entry("path", Yaml::text(&operation.path)));
    let inputs = operation.parameters.iter().map(|parameter| &parameter.field);
    let (fields, whole) = match &operation.body {
        Body::None => (None, None),
        Body::Fields(fields) => (Some(fields), None),
        Body::Whole(ty, description) => (None, Some((ty, description))),
    };
    let required = inputs.chain(fields.into_iter().flatten()).filter(|field| field.required);
    let mut arguments: Vec<_> = required.map(|field| field.id.clone()).collect();
    arguments.extend(whole.map(|_| "body".to_owned()));
    if !arguments.is_empty() {
        entries.push(entry("arguments", Yaml::texts(arguments)));
    }
    if !operation.parameters.is_empty() {
        let parameters = operation.parameters.iter().map(|one| (one.field.id.clone(), input(one)));
        entries.push(entry("parameters", Yaml::Map(parameters.collect(), false)));
    }
    entries.extend(operation.form.into_iter().flat_map(form));
    entries.extend(fields.map(|fields| entry("body", map_of(fields))));
    entries.extend(whole.map(|(ty, description)| {
        let body = vec![
            entry("type", Yaml::text(ty.to_string())),
            entry("description", Yaml::text(description)),
        ];
        entry("whole_body", Yaml::Map(body, true))
    }));
    entries.extend(needed(&operation.credentials));
    entries.push(entry("response", responses(&operation.responses)));
    let effect = if matches!(operation.method.as_str(), "GET" | "HEAD") { "safe" } else { "sends" };
    entries.push(entry("effect", Yaml::text(effect)));
    entries.extend(
        operation.documented_in.as_ref().map(|page| entry("documented_in", Yaml::text(page))),
    );
    if operation.deprecated {
        entries.push(entry("deprecated", Yaml::Map(Vec::new(), true)));
    }
    let idempotency = operation.idempotency.as_ref();
    entries.extend(idempotency.map(|header| {
        entry("idempotency", Yaml::Map(vec![entry("header", Yaml::text(header))], true))
    }));
    let inferred = ["effect"].into_iter().chain(idempotency.map(|_| "idempotency"));
    entries.push(entry("inferred", Yaml::texts(inferred)));
    Yaml::Map(entries, false)
}

/// The responses of success, with names where their contents differ.
fn responses(responses: &[Response]) -> Yaml {
    let contents: BTreeSet<_> = responses.iter().map(|response| &response.content).collect();
    let bodies =
        contents.iter().filter(|content| !matches!(content, Content::None | Content::Unchanged));
    let is_named = bodies.count() > 1;
    let one = |response: &Response| {
        let (ty, kind) = match &response.content {
            Content::None => ("none".to_owned(), None),
            Content::Unchanged => ("unchanged".to_owned(), None),
            Content::Json(ty) => (ty.to_string(), None),
            Content::Text(kind) => ("text".to_owned(), kind.as_ref()),
            Content::Bytes(kind) => ("bytes".to_owned(), kind.as_ref()),
        };
        if !is_named && kind.is_none() {
            return (response.status.to_string(), Yaml::text(ty));
        }
        let mut entries = vec![entry("type", Yaml::text(ty))];
        entries.extend(kind.map(|kind| entry("content_type", Yaml::text(kind))));
        if is_named {
            entries.insert(0, entry("id", Yaml::text(&response.id)));
            entries.push(entry("description", Yaml::text(&response.description)));
        }
        (response.status.to_string(), Yaml::Map(entries, true))
    };
    Yaml::Map(responses.iter().map(one).collect(), true)
}

/// Names of the types that an operation mentions.
fn uses(operation: &Operation) -> Vec<&str> {
    let parameters = operation.parameters.iter().map(|parameter| &parameter.field.ty);
    let body: Vec<_> = match &operation.body {
        Body::None => Vec::new(),
        Body::Fields(fields) => fields.iter().map(|field| &field.ty).collect(),
        Body::Whole(ty, _) => vec![ty],
    };
    let responses = operation.responses.iter().filter_map(|response| response.content.name());
    parameters.chain(body).filter_map(Type::name).chain(responses).collect()
}

/// Names of the types that a type mentions.
fn held(named: &Named) -> Vec<&str> {
    match &named.kind {
        Kind::Object(fields) => fields.iter().filter_map(|field| field.ty.name()).collect(),
        Kind::Union(variants) => variants.iter().map(|variant| variant.ty.as_str()).collect(),
        Kind::Enum(_) => Vec::new(),
    }
}

fn entry(key: &str, value: Yaml) -> (String, Yaml) {
    (key.to_owned(), value)
}

fn flag(key: &str) -> (String, Yaml) {
    entry(key, Yaml::Raw("true".to_owned()))
}

fn map_of(fields: &[Field]) -> Yaml {
    Yaml::Map(
        fields.iter().map(|one| (one.id.clone(), Yaml::Map(field(one), true))).collect(),
        false,
    )
}

fn field(field: &Field) -> Entries {
    let mut entries = Vec::new();
    if field.id != field.wire {
        entries.push(entry("name", Yaml::text(&field.wire)));
    }
    entries.push(entry("type", Yaml::text(field.ty.to_string())));
    if field.required {
        entries.push(flag("required"));
    }
    if field.nullable {
        entries.push(flag("nullable"));
    }
    entries.extend(privacy(field));
    entries.push(entry("description", Yaml::text(&field.description)));
    entries.extend(notes(field));
    entries
}

/// Ids of the shared parameters that an operation uses.
fn shared_ids(operation: &Operation) -> impl Iterator<Item = &str> {
    operation.parameters.iter().filter_map(|parameter| parameter.shared.as_deref())
}

/// That a body is a form, and how it writes lists.
fn form(lists: Lists) -> Entries {
    let lists = match lists {
        Lists::Repeat => None,
        Lists::Brackets => Some("brackets"),
        Lists::Indices => Some("indices"),
        Lists::Comma => Some("comma"),
    };
    let mut entries = vec![entry("body_format", Yaml::text("form"))];
    entries.extend(lists.map(|lists| entry("form_lists", Yaml::text(lists))));
    entries
}

/// An input of an operation: a shared parameter, or one of its own.
fn input(one: &Parameter) -> Yaml {
    match &one.shared {
        Some(shared) => Yaml::Map(vec![entry("use", Yaml::text(shared))], true),
        None => parameter(&one.field.id, one),
    }
}

fn parameter(id: &str, parameter: &Parameter) -> Yaml {
    let field = &parameter.field;
    let mut entries = vec![entry("in", Yaml::text(word(parameter.place)))];
    if id != field.wire && parameter.place != Place::Path {
        entries.push(entry("name", Yaml::text(&field.wire)));
    }
    entries.push(entry("type", Yaml::text(field.ty.to_string())));
    if field.required && parameter.place != Place::Path {
        entries.push(flag("required"));
    }
    if parameter.is_comma {
        entries.push(entry("style", Yaml::text("comma")));
    }
    entries.extend(privacy(field));
    entries.extend(field.default.clone().map(|default| entry("default", default)));
    entries.push(entry("description", Yaml::text(&field.description)));
    entries.extend(notes(field));
    Yaml::Map(entries, true)
}

fn word(place: Place) -> &'static str {
    match place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
        Place::Cookie => "cookie",
    }
}

fn privacy(field: &Field) -> Option<(String, Yaml)> {
    match field.privacy {
        Privacy::Public => None,
        Privacy::Secret => Some(flag("secret")),
        Privacy::Personal => Some(flag("personal")),
    }
}

fn notes(field: &Field) -> Entries {
    let mut entries = Vec::new();
    entries.extend(field.example.clone().map(|example| entry("example", example)));
    if field.deprecated {
        entries.push(entry("deprecated", Yaml::Map(Vec::new(), true)));
    }
    if let Some((key, _)) = privacy(field).filter(|_| field.is_inferred) {
        entries.push(entry("inferred", Yaml::texts([key])));
    }
    entries
}

/// Which credentials an operation needs, if it needs any.
fn needed(credentials: &Credentials) -> Option<(String, Yaml)> {
    let lists = credentials.first_of.iter().map(|ids| Yaml::texts(ids.clone()));
    let value = match (credentials.first_of.as_slice(), credentials.is_optional) {
        ([], _) => return None,
        ([ids], false) => Yaml::texts(ids.clone()),
        (_, is_optional) => {
            let mut choice = vec![entry("first_of", Yaml::List(lists.collect()))];
            choice.extend(is_optional.then(|| flag("optional")));
            Yaml::Map(choice, true)
        }
    };
    Some(entry("credentials", value))
}

fn credential(credential: &Credential) -> Yaml {
    let given = if credential.is_required { "client" } else { "client_optional" };
    let placement = match &credential.placement {
        Placement::At { place, name, scheme } => {
            let mut placement =
                vec![entry("in", Yaml::text(word(*place))), entry("name", Yaml::text(name))];
            placement.extend(scheme.map(|scheme| entry("scheme", Yaml::text(scheme))));
            entry("placements", Yaml::Block(vec![Yaml::Map(placement, true)]))
        }
        Placement::Basic { user, password } => {
            let ids =
                vec![entry("user", Yaml::text(user)), entry("password", Yaml::text(password))];
            entry("basic", Yaml::Map(ids, true))
        }
    };
    let entries = vec![
        entry("description", Yaml::text(&credential.description)),
        entry("given", Yaml::text(given)),
        placement,
    ];
    Yaml::Map(entries, false)
}

/// A file of the description.
pub(crate) fn file(path: String, entries: &[(String, Yaml)]) -> Source {
    let mut text = String::new();
    for (index, entry) in entries.iter().enumerate() {
        // The group of a file belongs to what follows.
        if index > 0 && entries[index - 1].0 != "group" {
            text.push('\n');
        }
        write_entries(&mut text, std::slice::from_ref(entry), 0);
    }
    Source { path, text: text.into_bytes() }
}
