//! A model as the keys of its description: what an import of the document has to give.

mod errors;
mod flows;
mod inputs;
pub(crate) mod limits;
mod operations;
mod types;
mod webhooks;

use restwright_spec::Spanned;
use restwright_spec::api::{
    Acceptance, Api, Basic, ClientAuthentication, Code, Credential, Deprecation, Given, Grant,
    Group, Input, Literal, OAuth, Placement, Reserved, RuleLevel, Server, ServerVariable, Service,
    WireLevel, Word,
};

use super::shared::Shared;
use crate::yaml::{Entries, Yaml, entry};
pub(super) use errors::code as error_reference;
pub(super) use operations::{effect, whole};
pub(super) use types::{condition, expression, privacy};

/// The keys of a whole description. Operations stand below their groups.
pub(super) fn description(api: &Api, shared: &Shared) -> Entries {
    let Api {
        service,
        servers,
        credentials,
        code_kind: _,
        error_bodies: _,
        error_details: _,
        error_categories: _,
        errors: _,
        types,
        groups,
        flows,
        webhooks,
        reserved,
        accepted,
        levels,
    } = api;
    let mut entries = vec![
        entry("api", self::service(api, service)),
        entry("servers", map(servers, |one| (&one.id, server(one)))),
    ];
    push_all(&mut entries, "credentials", credentials, |one| (&one.id, credential(one)));
    entries.extend(errors::catalogue(api));
    entries.push(entry("groups", map(groups, |one| (&one.id, Yaml::text(&one.description)))));
    let parameters: Entries =
        shared.all().map(|(id, input)| (id.to_owned(), inputs::parameter(input))).collect();
    if !parameters.is_empty() {
        entries.push(entry("parameters", Yaml::Map(parameters, false)));
    }
    push_all(&mut entries, "types", types, |one| (&one.name, types::named(one)));
    entries.push(entry("operations", map(groups, |one| (&one.id, in_group(api, one, shared)))));
    push_all(&mut entries, "flows", flows, |one| (&one.id, flows::flow(api, one)));
    push(&mut entries, "webhooks", webhooks.as_ref().map(self::webhooks::webhooks));
    entries.extend(self::reserved(reserved).map(|reserved| entry("reserved", reserved)));
    let lists = [
        ("accepted", accepted.iter().map(acceptance).collect::<Vec<_>>()),
        ("levels", levels.iter().map(level).collect()),
    ];
    let lists = lists.into_iter().filter(|(_, list)| !list.is_empty());
    entries.extend(lists.map(|(key, list)| entry(key, Yaml::list(list))));
    entries
}

fn in_group(api: &Api, group: &Group, shared: &Shared) -> Yaml {
    let Group { id: _, description: _, operations } = group;
    map(operations, |one| (&one.id, operations::operation(api, one, shared)))
}

fn service(api: &Api, service: &Service) -> Yaml {
    let Service {
        name,
        title,
        description,
        version,
        documentation,
        arguments,
        default_server,
        constants,
        request_content_type,
        request_id_header,
        idempotency,
        errors,
    } = service;
    let mut entries = vec![
        entry("name", text(name)),
        entry("title", Yaml::text(title)),
        entry("description", Yaml::text(description)),
        entry("version", text(version)),
    ];
    push(&mut entries, "documentation", documentation.as_ref().map(Yaml::text));
    push(&mut entries, "arguments", texts(arguments));
    let has_several = api.servers.len() > 1;
    push(&mut entries, "default_server", has_several.then(|| Yaml::text(default_server)));
    entries.extend(self::constants(constants));
    push(&mut entries, "request_content_type", request_content_type.as_ref().map(text));
    push(&mut entries, "request_id_header", request_id_header.as_ref().map(text));
    push(&mut entries, "idempotency", idempotency.as_ref().map(|header| self::idempotency(header)));
    push(&mut entries, "errors", errors::references(api, errors));
    Yaml::Map(entries, false)
}

/// The header of an idempotency key.
pub(super) fn idempotency(header: &str) -> Yaml {
    Yaml::Map(vec![entry("header", Yaml::text(header))], true)
}

/// What is sent with every call.
pub(super) fn constants(constants: &[Input]) -> Option<(String, Yaml)> {
    let all = || map(constants, |one| (&one.id, inputs::parameter(one)));
    (!constants.is_empty()).then(|| entry("parameters", all()))
}

fn server(server: &Server) -> Yaml {
    let Server { id: _, url, variables, description, renamed_from, deprecated } = server;
    let mut entries = vec![entry("url", text(url)), entry("description", Yaml::text(description))];
    let variables = (!variables.is_empty()).then(|| map(variables, |one| (&one.id, variable(one))));
    push(&mut entries, "variables", variables);
    evolve(&mut entries, renamed_from.as_deref(), deprecated.as_ref());
    Yaml::Map(entries, false)
}

fn variable(variable: &ServerVariable) -> Yaml {
    let ServerVariable { id: _, place: _, description, default, values, example } = variable;
    let mut entries = vec![entry("description", Yaml::text(description))];
    push(&mut entries, "default", default.as_ref().map(Yaml::text));
    let listed = (!values.is_empty()).then(|| Yaml::texts(values.iter().cloned()));
    push(&mut entries, "values", listed);
    push(&mut entries, "example", example.as_ref().map(Yaml::text));
    Yaml::Map(entries, true)
}

fn credential(credential: &Credential) -> Yaml {
    let Credential { id: _, description, given, placements, example, renamed_from, deprecated } =
        credential;
    let given = match given {
        Given::Client => "client",
        Given::ClientOptional => "client_optional",
        Given::Call => "call",
    };
    let mut entries =
        vec![entry("description", Yaml::text(description)), entry("given", Yaml::text(given))];
    entries.push(match (credential.basic(), credential.oauth()) {
        (_, Some(oauth)) => entry("oauth", self::oauth(oauth)),
        (Some(Basic { user, password }), None) => {
            let mut basic = vec![entry("user", text(user))];
            push(&mut basic, "password", password.as_ref().map(text));
            entry("basic", Yaml::Map(basic, true))
        }
        (None, None) => entry("placements", self::placements(placements)),
    });
    push(&mut entries, "example", example.as_ref().map(Yaml::text));
    evolve(&mut entries, renamed_from.as_deref(), deprecated.as_ref());
    Yaml::Map(entries, false)
}

/// How access tokens are requested.
fn oauth(oauth: &OAuth) -> Yaml {
    let OAuth {
        grant,
        token_url,
        client_id,
        client_secret,
        refresh_token,
        authentication,
        scopes,
        parameters,
    } = oauth;
    let flow = match grant {
        Grant::ClientCredentials => "client_credentials",
        Grant::RefreshToken => "refresh_token",
    };
    let mut entries = vec![
        entry("flow", Yaml::text(flow)),
        entry("token_url", text(token_url)),
        entry("client_id", text(client_id)),
    ];
    push(&mut entries, "client_secret", client_secret.as_ref().map(text));
    push(&mut entries, "refresh_token", refresh_token.as_ref().map(text));
    let is_body = *authentication == ClientAuthentication::Body && client_secret.is_some();
    push(&mut entries, "authentication", is_body.then(|| Yaml::text("body")));
    push(&mut entries, "scopes", (!scopes.is_empty()).then(|| Yaml::texts(scopes)));
    let pairs = parameters.iter().map(|(name, value)| entry(name, Yaml::text(value))).collect();
    let pairs = (!parameters.is_empty()).then_some(Yaml::Map(pairs, false));
    push(&mut entries, "parameters", pairs);
    Yaml::Map(entries, false)
}

/// The places that a credential can take.
pub(super) fn placements(placements: &[Placement]) -> Yaml {
    Yaml::list(placements.iter().map(placement).collect())
}

fn placement(placement: &Placement) -> Yaml {
    let (place, name, scheme) = match placement {
        Placement::Query(name) => ("query", name.as_str(), None),
        Placement::Header { name, scheme } => ("header", name.as_str(), scheme.as_ref()),
        Placement::Cookie(name) => ("cookie", name.as_str(), None),
        // It is the only placement of its credential, and has a key of its own.
        Placement::Basic(_) | Placement::OAuth(_) => ("header", "Authorization", None),
    };
    let mut entries = vec![entry("in", Yaml::text(place)), entry("name", Yaml::text(name))];
    push(&mut entries, "scheme", scheme.map(Yaml::text));
    Yaml::Map(entries, true)
}

fn reserved(reserved: &Reserved) -> Option<Yaml> {
    let Reserved { codes, errors, operations, types, servers, credentials } = reserved;
    let mut entries = Vec::new();
    let codes: Vec<_> = codes.iter().map(|one| code(one)).collect();
    push(&mut entries, "codes", (!codes.is_empty()).then(|| Yaml::list(codes)));
    push(&mut entries, "errors", texts(errors));
    let operations: Vec<_> = operations.iter().map(|one| Yaml::text(one.to_string())).collect();
    push(&mut entries, "operations", (!operations.is_empty()).then(|| Yaml::list(operations)));
    push(&mut entries, "types", texts(types));
    push(&mut entries, "servers", texts(servers));
    push(&mut entries, "credentials", texts(credentials));
    (!entries.is_empty()).then_some(Yaml::Map(entries, false))
}

fn acceptance(acceptance: &Acceptance) -> Yaml {
    let Acceptance { rule, place, reason, expires } = acceptance;
    let keys = [("rule", rule), ("place", place), ("reason", reason), ("expires", expires)];
    Yaml::Map(keys.into_iter().map(|(key, value)| entry(key, text(value))).collect(), true)
}

fn level(level: &RuleLevel) -> Yaml {
    let RuleLevel { rule, wire, reason } = level;
    let wire = match wire {
        WireLevel::None => "none",
        WireLevel::Compatible => "compatible",
        WireLevel::Dangerous => "dangerous",
        WireLevel::Breaking => "breaking",
    };
    let entries = vec![
        entry("rule", text(rule)),
        entry("wire", Yaml::text(wire)),
        entry("reason", text(reason)),
    ];
    Yaml::Map(entries, true)
}

/// A code as it is on the wire.
pub(super) fn code(code: &Code) -> Yaml {
    match code {
        Code::Number(number) => Yaml::Raw(number.to_string()),
        Code::Text(text) => Yaml::text(text),
    }
}

/// A value without parts as it is on the wire.
pub(super) fn word(word: &Word) -> Yaml {
    match word {
        Word::Text(text) => Yaml::text(text),
        Word::Number(_) | Word::Boolean(_) => Yaml::Raw(word.as_str().to_owned()),
    }
}

/// Any JSON value.
pub(super) fn literal(value: &Literal) -> Yaml {
    match value {
        Literal::Null => Yaml::Raw("null".to_owned()),
        Literal::Bool(flag) => Yaml::Raw(flag.to_string()),
        Literal::Integer(number) => Yaml::Raw(number.to_string()),
        // A number with a fraction stays one, even if that is zero.
        Literal::Number(number) => Yaml::Raw(number.to_string()),
        Literal::String(text) => Yaml::text(text),
        Literal::List(items) => Yaml::list(items.iter().map(literal).collect()),
        Literal::Object(pairs) => {
            let pairs = pairs.iter().map(|(key, value)| (key.clone(), literal(value)));
            Yaml::Map(pairs.collect(), true)
        }
    }
}

/// That something should no longer be used.
pub(super) fn deprecation(deprecation: &Deprecation) -> Yaml {
    let Deprecation { since, remove_after, use_instead } = deprecation;
    let keys = [("since", since), ("remove_after", remove_after), ("use", use_instead)];
    let mut entries = Vec::new();
    for (key, value) in keys {
        push(&mut entries, key, value.as_ref().map(Yaml::text));
    }
    Yaml::Map(entries, true)
}

/// The keys of an element about the versions before and after.
fn evolve<T: ToString + ?Sized>(
    entries: &mut Entries,
    renamed_from: Option<&T>,
    deprecated: Option<&Deprecation>,
) {
    push(entries, "renamed_from", renamed_from.map(|former| Yaml::text(former.to_string())));
    push(entries, "deprecated", deprecated.map(deprecation));
}

/// One content type, or a list of them.
fn content_types(types: &[String]) -> Option<Yaml> {
    match types {
        [] => None,
        [one] => Some(Yaml::text(one)),
        several => Some(Yaml::texts(several.to_vec())),
    }
}

fn text(text: &Spanned<String>) -> Yaml {
    Yaml::text(&text.value)
}

fn texts(texts: &[Spanned<String>]) -> Option<Yaml> {
    (!texts.is_empty()).then(|| Yaml::list(texts.iter().map(text).collect()))
}

fn push(entries: &mut Entries, key: &str, value: Option<Yaml>) {
    entries.extend(value.map(|value| entry(key, value)));
}

fn map<'a, T>(elements: &'a [T], one: impl Fn(&'a T) -> (&'a Spanned<String>, Yaml)) -> Yaml {
    let entries = elements.iter().map(one).map(|(id, value)| (id.value.clone(), value));
    Yaml::Map(entries.collect(), false)
}

fn push_all<'a, T>(
    entries: &mut Entries,
    key: &str,
    elements: &'a [T],
    one: impl Fn(&'a T) -> (&'a Spanned<String>, Yaml),
) {
    push(entries, key, (!elements.is_empty()).then(|| map(elements, one)));
}
