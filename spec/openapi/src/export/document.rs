//! The document: what `OpenAPI` holds of a model, and what is stated beside it.

use std::collections::BTreeSet;

use restwright_spec::api::{
    Api, Basic, Credential, Grant, Group, OAuth, Placement, Server, ServerVariable,
};

use super::shared::Shared;
use super::statements::Statements;
use super::{describe, errors, operation, paths, schema, webhooks};
use crate::names::{Names, Role};
use crate::stated::{EXTENSION, ID};
use crate::update::value_of;
use crate::yaml::{Entries, Yaml, entry};

/// The version of `OpenAPI` that documents are written in.
const VERSION: &str = "3.1.1";

/// What the parts of a document are made from.
pub(super) struct Context<'a> {
    pub(super) api: &'a Api,
    /// Operations whose effect is inferred and that no person has confirmed, each as `group.id`.
    pub(super) guessed: BTreeSet<String>,
    pub(super) shared: &'a Shared,
    pub(super) statements: Statements,
    /// Whether this is the document that is imported to find out what is missing: all types state their names then, so that
    /// none is left out.
    pub(super) is_plain: bool,
    /// The name of the schema of error bodies, if there are any.
    pub(super) error_body: Option<String>,
    /// Names of the types that operations use.
    pub(super) used: BTreeSet<String>,
}

/// The whole document.
pub(super) fn document(context: &Context<'_>) -> Entries {
    let api = context.api;
    let service = &api.service;
    let mut info = vec![
        entry("title", Yaml::text(&service.title)),
        entry("description", Yaml::text(&service.description)),
        entry("version", Yaml::text(&service.version.value)),
    ];
    let idempotency = service.idempotency.as_ref();
    let idempotency =
        idempotency.map(|header| entry("idempotency", describe::idempotency(&header.value)));
    let mut own = vec![entry("name", Yaml::text(&service.name.value))];
    own.extend(idempotency);
    own.extend(describe::constants(&service.constants));
    context.state(&mut info, &["api"], own);
    let mut entries =
        vec![entry("openapi", Yaml::text(VERSION)), entry("info", Yaml::Map(info, false))];
    let page = service.documentation.as_ref();
    entries.extend(
        page.map(|page| {
            entry("externalDocs", Yaml::Map(vec![entry("url", Yaml::text(page))], false))
        }),
    );
    let default = |server: &&Server| *server.id == service.default_server;
    let servers = api.servers.iter().filter(default);
    let servers = servers.chain(api.servers.iter().filter(|one| !default(one)));
    entries.push(entry("servers", Yaml::Block(servers.map(|one| server(context, one)).collect())));
    entries.push(entry("tags", Yaml::Block(tags(context))));
    entries.push(entry("paths", Yaml::Map(paths::paths(context), false)));
    let components = components(context);
    if !components.is_empty() {
        entries.push(entry("components", Yaml::Map(components, false)));
    }
    if let Some(webhooks) = &api.webhooks {
        entries.push(entry("webhooks", webhooks::webhooks(webhooks)));
    }
    context.state(&mut entries, &[], Vec::new());
    entries
}

impl Context<'_> {
    /// Adds what the document states about an element: what it must always say, and what is missing.
    pub(super) fn state(&self, object: &mut Entries, path: &[&str], own: Entries) {
        let mut stated = own;
        for (key, value) in self.statements.at(path) {
            if !stated.iter().any(|(known, _)| known == key) {
                stated.push((key.clone(), value.clone()));
            }
        }
        if !stated.is_empty() {
            object.push(entry(EXTENSION, Yaml::Map(stated, true)));
        }
    }
}

/// That an element has an id, if an import would choose another one.
pub(super) fn id(id: &str, proposed: &str) -> Entries {
    if id == proposed { Vec::new() } else { vec![entry(ID, Yaml::text(id))] }
}

fn server(context: &Context<'_>, server: &Server) -> Yaml {
    let mut object = address(server);
    let id = server.id.value.as_str();
    context.state(&mut object, &["servers", id], vec![entry(ID, Yaml::text(id))]);
    Yaml::Map(object, false)
}

/// A server as a document has it.
pub(super) fn address(server: &Server) -> Entries {
    let Server { id: _, url, variables, description, renamed_from: _, deprecated: _ } = server;
    let mut object =
        vec![entry("url", Yaml::text(&url.value)), entry("description", Yaml::text(description))];
    let variable = |variable: &ServerVariable| {
        // A document has a default in any case.
        let mut entries = vec![entry("default", Yaml::text(variable.example_value()))];
        if !variable.values.is_empty() {
            entries.push(entry("enum", Yaml::texts(variable.values.clone())));
        }
        entries.push(entry("description", Yaml::text(&variable.description)));
        (variable.id.value.clone(), Yaml::Map(entries, true))
    };
    if !variables.is_empty() {
        let variables = variables.iter().map(variable).collect();
        object.push(entry("variables", Yaml::Map(variables, false)));
    }
    object
}

fn tags(context: &Context<'_>) -> Vec<Yaml> {
    let mut names = Names::default();
    let tag = |Group { id, description, operations: _ }: &Group| {
        let own = self::id(id, &names.proposed(id, Role::Group));
        names.stated_or(Some(id), id, Role::Group);
        let mut object = vec![
            entry("name", Yaml::text(&id.value)),
            entry("description", Yaml::text(description)),
        ];
        context.state(&mut object, &["groups", id], own);
        Yaml::Map(object, false)
    };
    context.api.groups.iter().map(tag).collect()
}

fn components(context: &Context<'_>) -> Entries {
    let api = context.api;
    let mut schemas = schema::named(context);
    schemas.extend(errors::schema(context));
    let constants = api.service.constants.iter().map(|input| {
        let path = ["api", "parameters", &input.id];
        let object = operation::parameter(context, input, &input.wire, &path, Vec::new());
        (paths::key_of(&input.id), object)
    });
    let parameters = context.shared.all().map(|(id, input)| {
        let own = vec![entry(ID, Yaml::text(id))];
        (id.to_owned(), operation::parameter(context, input, &input.wire, &["parameters", id], own))
    });
    let credentials =
        api.credentials.iter().map(|one| (one.id.value.clone(), scheme(context, one)));
    let sections = [
        ("schemas", schemas),
        ("responses", errors::responses(context)),
        ("parameters", parameters.chain(constants).collect()),
        ("examples", errors::examples(context)),
        ("securitySchemes", credentials.collect()),
    ];
    let sections = sections.into_iter().filter(|(_, entries)| !entries.is_empty());
    sections.map(|(key, entries)| entry(key, Yaml::Map(entries, false))).collect()
}

/// The security scheme of an access token. A refresh token has no flow of its own in a document.
fn oauth_scheme(oauth: &OAuth) -> Entries {
    if oauth.grant == Grant::RefreshToken {
        return vec![entry("type", Yaml::text("http")), entry("scheme", Yaml::text("bearer"))];
    }
    let scopes = oauth.scopes.iter().map(|scope| entry(scope, Yaml::text("")));
    let flow = vec![
        entry("tokenUrl", Yaml::text(&oauth.token_url.value)),
        entry("scopes", Yaml::Map(scopes.collect(), false)),
    ];
    let flows = vec![entry("clientCredentials", Yaml::Map(flow, false))];
    vec![entry("type", Yaml::text("oauth2")), entry("flows", Yaml::Map(flows, false))]
}

/// The security scheme of a credential, at its default place.
fn scheme(context: &Context<'_>, credential: &Credential) -> Yaml {
    let Credential {
        id,
        description,
        given: _,
        placements,
        example: _,
        renamed_from: _,
        deprecated: _,
    } = credential;
    let words = |ty: &str, key: &str, value: &str| {
        vec![entry("type", Yaml::text(ty)), entry(key, Yaml::text(value))]
    };
    let key = |place: &str, name: &str| {
        let mut scheme = words("apiKey", "in", place);
        scheme.push(entry("name", Yaml::text(name)));
        scheme
    };
    let mut object = match placements.first() {
        Some(Placement::Query(name)) => key("query", name),
        Some(Placement::Cookie(name)) => key("cookie", name),
        Some(Placement::Header { name, scheme: Some(scheme) })
            if name.eq_ignore_ascii_case("authorization") =>
        {
            words("http", "scheme", &scheme.to_ascii_lowercase())
        }
        Some(Placement::Header { name, scheme: _ }) => key("header", name),
        Some(Placement::OAuth(oauth)) => oauth_scheme(oauth),
        Some(Placement::Basic(Basic { user: _, password: _ })) | None => {
            words("http", "scheme", "basic")
        }
    };
    object.push(entry("description", Yaml::text(description)));
    let mut own = vec![entry(ID, Yaml::text(&id.value))];
    // Other schemes than these are more than a word in front of the value, unless it is stated that they are not.
    let is_known = |scheme: &str| ["basic", "bearer"].contains(&scheme);
    let is_odd = value_of(&object, "scheme").is_some_and(|scheme| match scheme {
        Yaml::Text(scheme) => !is_known(scheme),
        _ => false,
    });
    own.extend(is_odd.then(|| entry("placements", describe::placements(placements))));
    context.state(&mut object, &["credentials", id], own);
    Yaml::Map(object, false)
}
