//! The files of the description: `api.yaml`, and by group its operations and the types that only they use.

mod fields;
mod operation;

use std::collections::{BTreeMap, BTreeSet};

use restwright_spec::Source;

use crate::draft::{Kind, Named, Operation, Parameter, Variant, When};
use crate::groups::Group;
use crate::prose;
use crate::security::{Credential, OAuth, Placement, Security};
use crate::server::Server;
use crate::stated::Stated;
use crate::yaml::{Entries, Yaml, entry, flag, write_entries};
use fields::{map_of, parameter, word};
use operation::{operation, uses};

/// What the API is called.
pub(crate) struct About {
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) documentation: Option<String>,
    /// The version of the crate, which documents of other origin do not have.
    pub(crate) version: Option<String>,
    pub(crate) stated: Stated,
}

/// A whole description.
pub(crate) struct Description<'a> {
    pub(crate) about: About,
    pub(crate) servers: &'a [Server],
    pub(crate) security: &'a Security<'a>,
    pub(crate) error_body: Option<Yaml>,
    /// What the document states about the API as a whole.
    pub(crate) stated: Stated,
    pub(crate) groups: &'a [Group],
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
        let is_kept = |id: &str, one: &Parameter| used.contains(id) || !one.field.stated.is_empty();
        let shared = self.parameters.iter().filter(|(id, one)| is_kept(id, one));
        let shared: Entries = shared.map(|(id, one)| (id.clone(), parameter(id, one))).collect();
        if !shared.is_empty() {
            let entries = vec![entry("parameters", Yaml::Map(shared, false))];
            files.insert("parameters.yaml".to_owned(), entries);
        }
        let homes = self.homes();
        let of_all = self.about.stated.get("idempotency");
        for Group { id: group, .. } in self.groups {
            let operations = self.operations.iter().filter(|operation| operation.group == *group);
            let operations: Entries = operations
                .map(|one| (one.id.clone(), operation(one, of_all, self.parameters)))
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
            .filter(|one| used.contains(one.id.as_str()) || !one.stated.is_empty())
            .collect();
        let version = self.about.version.as_ref();
        let mut api = vec![
            entry("name", Yaml::text(&self.about.name)),
            entry("title", Yaml::text(&self.about.title)),
            entry("description", Yaml::text(&self.about.text)),
            entry("version", version.map_or_else(|| Yaml::Raw("0.1.0".to_owned()), Yaml::text)),
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
            let mut server_entries = vec![
                entry("url", Yaml::text(&server.url)),
                entry("description", Yaml::text(&server.description)),
            ];
            if !server.variables.is_empty() {
                let variables = Yaml::Map(server.variables.clone(), true);
                server_entries.push(entry("variables", variables));
            }
            (server.id.clone(), Yaml::Map(with(server_entries, &server.stated), true))
        });
        let mut entries = vec![
            entry("api", Yaml::Map(with(api, &self.about.stated), false)),
            entry("servers", Yaml::Map(servers.collect(), false)),
        ];
        if !credentials.is_empty() {
            let credentials = credentials.into_iter().map(|one| (one.id.clone(), credential(one)));
            entries.push(entry("credentials", Yaml::Map(credentials.collect(), false)));
        }
        entries.extend(self.error_body.clone().map(|layout| entry("error_body", layout)));
        let is_used = |group: &Group| self.operations.iter().any(|one| one.group == group.id);
        let groups = self.groups.iter().filter(|group| group.is_kept || is_used(group));
        let groups = groups.map(|group| (group.id.clone(), Yaml::text(&group.text)));
        entries.push(entry("groups", Yaml::Map(groups.collect(), false)));
        with(entries, &self.stated)
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
                let variants = variants.iter().map(|variant| self.variant(variant));
                entries.push(entry("variants", Yaml::Block(variants.collect())));
            }
            Kind::Newtype(word, limits) => {
                entries.push(entry("is", Yaml::text(*word)));
                entries.extend(crate::export::limits(limits));
            }
        }
        if named.deprecated {
            entries.push(entry("deprecated", Yaml::Map(Vec::new(), true)));
        }
        Yaml::Map(with(entries, &named.stated), false)
    }

    fn variant(&self, variant: &Variant) -> Yaml {
        let mut entries = vec![
            entry("id", Yaml::text(&variant.id)),
            entry("type", Yaml::text(variant.ty.to_string())),
        ];
        let when = match &variant.when {
            When::Is(kind) => vec![entry("is", Yaml::text(kind))],
            When::Has(key) => vec![entry("has", Yaml::text(key))],
            When::Equals(key, value) => {
                vec![entry("key", Yaml::text(key)), entry("equals", value.clone())]
            }
            When::Always => Vec::new(),
        };
        if !when.is_empty() {
            entries.push(entry("when", Yaml::Map(when, true)));
        }
        let named = variant.ty.name().and_then(|name| self.types.get(name));
        let of_type = || named.map(|named| &named.description);
        let described = variant.description.clone();
        let described = described.or_else(|| of_type().map(|text| prose::line(text)));
        let described = described.unwrap_or_else(|| prose::UNDOCUMENTED.to_owned());
        entries.extend(variant.is_secret.then(|| flag("secret")));
        entries.push(entry("description", Yaml::text(described)));
        Yaml::Map(with(entries, &variant.stated), true)
    }
}

/// The keys of an element, with what the document states about it.
fn with(mut entries: Entries, stated: &Stated) -> Entries {
    stated.replace(&mut entries);
    entries
}

/// Names of the types that a type mentions.
fn held(named: &Named) -> Vec<&str> {
    match &named.kind {
        Kind::Object(fields) => fields.iter().filter_map(|field| field.ty.name()).collect(),
        Kind::Union(variants) => variants.iter().filter_map(|variant| variant.ty.name()).collect(),
        Kind::Enum(_) | Kind::Newtype(..) => Vec::new(),
    }
}

/// Ids of the shared parameters that an operation uses.
fn shared_ids(operation: &Operation) -> impl Iterator<Item = &str> {
    operation.parameters.iter().filter_map(|parameter| parameter.shared.as_deref())
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
        Placement::OAuth(oauth) => entry("oauth", self::oauth(oauth)),
    };
    let entries = vec![
        entry("description", Yaml::text(&credential.description)),
        entry("given", Yaml::text(given)),
        placement,
    ];
    Yaml::Map(with(entries, &credential.stated), false)
}

/// The requests for access tokens.
fn oauth(oauth: &OAuth) -> Yaml {
    let mut entries = vec![
        entry("flow", Yaml::text("client_credentials")),
        entry("token_url", Yaml::text(&oauth.token_url)),
        entry("client_id", Yaml::text(&oauth.client_id)),
        entry("client_secret", Yaml::text(&oauth.client_secret)),
    ];
    let scopes = (!oauth.scopes.is_empty()).then(|| Yaml::texts(&oauth.scopes));
    entries.extend(scopes.map(|scopes| entry("scopes", scopes)));
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
