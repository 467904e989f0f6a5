//! The crate, the constructors of clients, servers and error codes.

use restwright_spec::api::{Api, CodeKind, Credential, Given, Operation};

use super::{Symbols, names};
use crate::emit::{
    OAuthSetter, client_arguments, client_url_arguments, credential_parts as parts, url_setter,
};
use crate::kind::Kind;
use crate::names::{constant, field, library, placement_enum, placement_name, placement_variant};

pub(super) fn add(api: &Api, symbols: &mut Symbols) {
    symbols.item("api", "crate", library(&api.service.name));
    let urls = client_url_arguments(api).into_iter().map(|argument| {
        (format!("servers.{}", *argument.server.id), "impl Into<String>".to_owned())
    });
    let arguments: Vec<_> =
        urls.chain(client_arguments(api).into_iter().flat_map(secrets)).collect();
    for (client, builder) in
        [("Client", "ClientBuilder"), ("blocking::Client", "ClientBuilder<Self>")]
    {
        let new = format!("{client}::new");
        symbols.function("api", &new, None, &arguments, "Result<Self, Error>");
        symbols.function("api", &format!("{client}::builder"), None, &arguments, builder);
    }
    api.credentials.iter().for_each(|each| credential(each, symbols));
    servers(api, symbols);
    error_codes(api, symbols);
    for error in &api.errors {
        let place = format!("errors.{}", *error.id);
        for name in names(&error.id, error.renamed_from.as_ref(), constant) {
            symbols.item(&place, format!("ErrorCode::{name}"), "const Self");
        }
    }
    for category in &api.error_categories {
        let place = format!("error_categories.{}", *category.id);
        let path = format!("ErrorCode::is_{}", *category.id);
        symbols.function(&place, &path, Some(receiver(api)), &[], "bool");
    }
}

fn servers(api: &Api, symbols: &mut Symbols) {
    for server in &api.servers {
        let place = format!("servers.{}", *server.id);
        let renamed_from = server.renamed_from.as_ref();
        if server.default_url().is_some() {
            for name in names(&server.id, renamed_from, constant) {
                symbols.item(&place, format!("servers::{name}"), "const &str");
            }
        }
        if server.variables.is_empty() {
            continue;
        }
        let arguments = server.variables.iter().map(|variable| {
            let ty = if variable.default.is_some() { "Option<&str>" } else { "&str" };
            // Their names are not public.
            (place.clone(), ty.to_owned())
        });
        let arguments: Vec<_> = arguments.collect();
        for name in names(&server.id, renamed_from, field) {
            let path = format!("servers::{name}");
            symbols.function(&place, &path, None, &arguments, "Result<String, Error>");
        }
    }
    for server in api.other_servers() {
        let is_meant = |operation: &Operation| operation.server.as_ref() == Some(&server.id);
        let Some(place) = first_operation(api, is_meant) else { continue };
        // What a renamed server is called belongs to the server.
        let place = match &server.renamed_from {
            Some(_) => format!("servers.{}", *server.id),
            None => format!("{place}.server"),
        };
        for name in names(&server.id, server.renamed_from.as_ref(), url_setter) {
            let path = format!("ClientBuilder::{name}");
            let argument = (format!("servers.{}", *server.id), "impl Into<String>".to_owned());
            symbols.function(&place, &path, Some("self"), &[argument], "Self");
        }
    }
}

/// What follows from what the codes of errors are, and from the layouts of error bodies.
fn error_codes(api: &Api, symbols: &mut Symbols) {
    let (kind, wire, parameter) = match api.code_kind {
        CodeKind::Number => (Kind::ErrorCode, ("number", "i64"), "ErrorCode"),
        CodeKind::Text => (Kind::TextErrorCode, ("text", "&str"), "&ErrorCode"),
    };
    let place = "error_body.code";
    symbols.item(place, "ErrorCode", format!("struct: {}", kind.traits()));
    symbols.item(place, "mock::refusal", format!("fn({parameter}) -> Reply"));
    let text = "Option<&'static str>";
    let methods = [
        ("hint", text),
        ("meaning", text),
        ("message", text),
        ("name", text),
        wire,
        ("status", "Option<u16>"),
    ];
    for (name, output) in methods {
        let path = format!("ErrorCode::{name}");
        symbols.function(place, &path, Some(receiver(api)), &[], output);
    }
    if let Some(details) = &api.error_details {
        symbols.item("error_body.details", "ErrorDetails", format!("type types::{details}"));
    }
    if let Some(place) = first_operation(api, |operation| operation.pages.is_some()) {
        let place = format!("{place}.pages");
        for name in ["Items", "Pages", "blocking::Items", "blocking::Pages"] {
            symbols.item(&place, name, "of the runtime");
        }
    }
    if let Some(place) = first_with_files(api) {
        symbols.item(&place, "Upload", "of the runtime");
    }
    if let Some(place) = first_operation(api, |operation| operation.response.stream().is_some()) {
        let place = format!("{place}.response");
        for name in STREAMS {
            symbols.item(&place, name, "of the runtime");
        }
    }
    if let Some(credential) = api.credentials.iter().find(|each| each.oauth().is_some()) {
        for name in TOKENS {
            symbols.item(&place_of(credential), name, "of the runtime");
        }
    }
    if api.error_bodies.iter().any(|body| body.is_problem) {
        symbols.item("error_body", "ProblemDetails", "of the runtime");
    }
}

/// The place that accounts for the type of files: it comes with the first input or body that is one, and goes with the last.
fn first_with_files(api: &Api) -> Option<String> {
    let operations = api.groups.iter().flat_map(|group| {
        let place = |it: &Operation| format!("operations.{}.{}", *group.id, *it.id);
        group.operations.iter().map(move |operation| (place(operation), operation))
    });
    let (place, operation) =
        operations.into_iter().find(|(_, operation)| operation.takes_files())?;
    let file = operation.inputs.iter().find(|input| input.ty.is_file());
    Some(match file {
        Some(input) => format!("{place}.inputs.{}", *input.id),
        None => format!("{place}.body"),
    })
}

/// The place of the first operation of a kind.
fn first_operation(api: &Api, is_meant: impl Fn(&Operation) -> bool) -> Option<String> {
    let mut operations = api
        .groups
        .iter()
        .flat_map(|group| group.operations.iter().map(move |operation| (&*group.id, operation)));
    let (group, operation) = operations.find(|(_, operation)| is_meant(operation))?;
    Some(format!("operations.{group}.{}", *operation.id))
}

/// What is public where a response is a stream.
const STREAMS: [&str; 5] =
    ["Download", "StreamHead", "Streamed", "blocking::Download", "blocking::Streamed"];

/// What is public where a credential is an access token.
const TOKENS: [&str; 6] = [
    "AccessToken",
    "TokenError",
    "TokenErrorKind",
    "TokenSource",
    "blocking::TokenSource",
    "blocking::token_source",
];

/// How methods of error codes take them.
fn receiver(api: &Api) -> &'static str {
    match api.code_kind {
        CodeKind::Number => "self",
        CodeKind::Text => "&self",
    }
}

/// How a credential is handed over.
const SECRET: &str = "impl Into<Secret>";

fn place_of(credential: &Credential) -> String {
    format!("credentials.{}", *credential.id)
}

/// The values that make a credential.
fn secrets(credential: &Credential) -> Vec<(String, String)> {
    let place = place_of(credential);
    parts(credential).iter().map(|_| (place.clone(), SECRET.to_owned())).collect()
}

fn credential(credential: &Credential, symbols: &mut Symbols) {
    let place = place_of(credential);
    let mut setter = |path: String, arguments: &[(String, String)]| {
        symbols.function(&place, &path, Some("self"), arguments, "Self");
    };
    let ids = names(&credential.id, credential.renamed_from.as_ref(), field);
    if credential.given == Given::ClientOptional {
        for id in &ids {
            setter(format!("ClientBuilder::{id}"), &secrets(credential));
        }
    }
    for tokens in OAuthSetter::of(credential) {
        for id in &ids {
            let argument = (place.clone(), tokens.argument().to_owned());
            setter(format!("ClientBuilder::{}", tokens.name(id)), &[argument]);
        }
    }
    let Some(name) = placement_name(credential) else { return };
    for id in &ids {
        let argument = (place.clone(), name.to_string());
        setter(format!("ClientBuilder::{id}_placement"), &[argument]);
    }
    let traits = Kind::Placement.traits();
    for name in names(&credential.id, credential.renamed_from.as_ref(), placement_enum) {
        symbols.item(&place, name, format!("non_exhaustive enum: {traits}"));
    }
    for placement in &credential.placements {
        let variant = placement_variant(credential, placement);
        symbols.item(&place, format!("{name}::{variant}"), "variant");
    }
}
