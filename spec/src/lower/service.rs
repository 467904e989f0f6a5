//! Name and credentials of the API.

use super::former::Formers;
use super::{
    Context, all, arguments, catalogue, constant, idempotency, placement, server, wire, words,
};
use crate::api::{Credential, Given, Service};
use crate::decode::Text;
use crate::diagnostic::Diagnostic;
use crate::{document, rule};

/// As long as registries take.
const MAX_PACKAGE_NAME: usize = 64;

/// Name, title and crate metadata.
pub(super) fn service(context: &mut Context<'_>) -> Option<Service> {
    let document = context.declared.api?;
    let name = document.name.as_ref().and_then(|name| package_name(context, name));
    let title = words::required(context, document.title.as_ref(), words::line);
    let description = words::required(context, document.description.as_ref(), words::markdown);
    let version = words::required(context, document.version.as_ref(), |context, text| {
        words::version(context, text).map(|_| text.clone())
    });
    let documentation = words::optional(context, document.documentation.as_ref(), web_address);
    let arguments = client_arguments(context, document);
    context.default_server = server::default(context, document);
    let content_type = document.request_content_type.as_ref();
    let request_content_type = words::optional(context, content_type, json_content_type);
    let id_header = document.request_id_header.as_ref();
    let request_id_header = words::optional(context, id_header, |context, name| {
        wire::response_header(context, name).then(|| name.clone())
    });
    context.idempotency = idempotency::of_api(context, document);
    let constants = constant::of_api(context);
    context.errors_of_all = catalogue::references(context, document.errors.as_deref());
    Some(Service {
        name: name?,
        title: title?,
        description: description?,
        version: version?,
        documentation,
        arguments,
        default_server: context.default_server.clone()?,
        constants: constants?,
        request_content_type,
        request_id_header,
        idempotency: context.idempotency.clone(),
        errors: context.errors_of_all.keys().cloned().collect(),
    })
}

/// A media type of JSON, which is what bodies are.
fn json_content_type(context: &mut Context<'_>, text: &Text) -> Option<Text> {
    let name = text.value.strip_prefix("application/");
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"-.+_".contains(&byte);
    let is_json = name.is_some_and(|name| {
        (name == "json" || name.len() > "+json".len() && name.ends_with("+json"))
            && name.bytes().all(is_token)
    });
    if is_json {
        return Some(text.clone());
    }
    let message = format!("`{}` is no content type of JSON", text.value);
    let diagnostic = Diagnostic::error(rule::BAD_CONTENT_TYPE, message)
        .label(text.span, "bodies are JSON, and nothing stands behind the type")
        .help("write `application/json`, or `application/` and something that ends in `+json`");
    context.report.push(diagnostic);
    None
}

/// Credentials by id.
pub(super) fn credentials(context: &mut Context<'_>) -> Option<Vec<Credential>> {
    let declared = context.declared;
    let mut formers = Formers::among(declared.credentials.names());
    let mut credentials = Some(Vec::new());
    for (id, document) in declared.credentials.iter() {
        let credential = document.and_then(|document| {
            let description =
                words::required(context, document.description.as_ref(), words::markdown);
            let placements = placement::placements(context, id, document);
            let example = words::optional(context, document.example.as_ref(), words::line);
            let renamed_from = formers.id(context, document.renamed_from.as_ref(), id);
            let deprecated = words::deprecation(context, document.deprecated.as_ref());
            Some(Credential {
                id: id.clone(),
                description: description?,
                given: document.given.as_ref()?.value,
                placements: placements?,
                example,
                renamed_from,
                deprecated,
            })
        });
        if credential.is_none() {
            context.doubtful_credentials.insert(id);
        }
        credentials = all(credentials, credential);
    }
    credentials
}

fn is_package_name(name: &str) -> bool {
    let known =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte);
    let starts = name.starts_with(|first: char| first.is_ascii_lowercase());
    let ends = name.ends_with(|last: char| last.is_ascii_alphanumeric());
    starts && ends && name.len() <= MAX_PACKAGE_NAME && name.bytes().all(known)
}

fn package_name(context: &mut Context<'_>, name: &Text) -> Option<Text> {
    if is_package_name(name) {
        return Some(name.clone());
    }
    let message = format!("`{}` is not the name of a package", name.value);
    let label = "a package is named in at most 64 lower-case letters, digits, `-` and `_`";
    let diagnostic = Diagnostic::error(rule::BAD_PACKAGE_NAME, message).label(name.span, label);
    let meant = crate::document::to_id(name);
    context.report.push(diagnostic.suggest(
        name.span,
        Some(meant.as_str()).filter(|meant| !meant.is_empty() && is_package_name(meant)),
    ));
    None
}

fn web_address(context: &mut Context<'_>, text: &Text) -> Option<String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let good = rest
        .is_some_and(|rest| !server::host(rest).is_empty() && !rest.contains(char::is_whitespace));
    if good {
        return Some(text.value.clone());
    }
    let message = format!("`{}` is not the address of a page", text.value);
    let diagnostic = Diagnostic::error(rule::BAD_ADDRESS, message)
        .label(text.span, "it must begin with `https://`");
    context.report.push(diagnostic);
    None
}

fn client_arguments(context: &mut Context<'_>, document: &document::Api) -> Vec<Text> {
    let mut wanted = arguments::Wanted::new("credential");
    let credentials = &context.declared.credentials;
    for (id, credential) in credentials.iter() {
        let given = credential.and_then(|credential| credential.given.as_ref());
        match given.map(|given| given.value) {
            Some(Given::Client) => wanted.require(id),
            Some(Given::ClientOptional | Given::Call) => {
                wanted.allow_not(id, "it is not `given: client`");
            }
            None => wanted.doubt(id),
        }
    }
    let given = document.arguments.as_ref();
    arguments::check(context, given.map(Vec::as_slice), document.span, &wanted);
    given.cloned().unwrap_or_default()
}
