//! Name, servers and credentials of the API.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::former::Formers;
use super::{
    Context, all, arguments, catalogue, constant, idempotency, path, placement, wire, words,
};
use crate::api::{Credential, Given, Server, Service};
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
    let default_server = default_server(context, document);
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
        default_server: default_server?,
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

/// Servers by id.
pub(super) fn servers(context: &mut Context<'_>) -> Option<Vec<Server>> {
    let declared = context.declared;
    let mut formers = Formers::among(declared.servers.names());
    let mut servers = Some(Vec::new());
    for (id, document) in declared.servers.iter() {
        let server = document.and_then(|document| {
            let url = document.url.as_ref().and_then(|url| base_url(context, url));
            let description =
                words::required(context, document.description.as_ref(), words::markdown);
            let renamed_from = formers.id(context, document.renamed_from.as_ref(), id);
            let deprecated = words::deprecation(context, document.deprecated.as_ref());
            Some(Server {
                id: id.clone(),
                url: url?,
                description: description?,
                renamed_from,
                deprecated,
            })
        });
        servers = all(servers, server);
    }
    servers
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
    let good =
        rest.is_some_and(|rest| !host(rest).is_empty() && !rest.contains(char::is_whitespace));
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

fn default_server(context: &mut Context<'_>, document: &document::Api) -> Option<String> {
    let servers = &context.declared.servers;
    if let Some(server) = &document.default_server {
        return context.refer(servers, server).then(|| server.value.clone());
    }
    let ids: Vec<_> = servers.names().collect();
    let problem = match ids.as_slice() {
        [only] => return Some((*only).to_owned()),
        [] if context.declared.has_gaps => return None,
        [] => Diagnostic::error(rule::MISSING_SERVER, "the API has no server")
            .label(document.span, "missing `servers`")
            .help("add the key `servers` with the `url` and `description` of each"),
        several => Diagnostic::error(rule::MISSING_SERVER, "missing key `default_server`")
            .label(document.span, "needed here, as there are several servers")
            .help(format!("name one of `{}`", several.join("`, `"))),
    };
    context.report.push(problem);
    None
}

/// The base of all addresses. Nobody may listen on the way, so plain HTTP stays on the machine.
fn base_url(context: &mut Context<'_>, url: &Text) -> Option<Text> {
    let (problem, fix) = match url.split_once("://") {
        Some(("https", rest)) => (authority_problem(rest), None),
        Some(("http", rest)) if is_loopback(host(rest)) => (authority_problem(rest), None),
        Some(("http", rest)) => {
            let problem = "only a loopback host can be reached without encryption";
            (Some(problem), Some(format!("https://{rest}")))
        }
        _ => (Some("it must begin with `https://`"), with_scheme(url)),
    };
    let slash = url.strip_suffix('/').map(str::to_owned);
    let (problem, fix) = match (problem, slash) {
        (None, Some(shorter)) => {
            (Some("it must not end with a slash: paths begin with one"), Some(shorter))
        }
        _ => (problem, fix),
    };
    let Some(problem) = problem else {
        return Some(url.clone());
    };
    let message = format!("`{}` cannot be the base of addresses", url.value);
    let diagnostic = Diagnostic::error(rule::BAD_SERVER_URL, message).label(url.span, problem);
    context.report.push(match fix {
        Some(fix) => diagnostic.help("write it like this").fix(url.span, fix),
        None => diagnostic,
    });
    None
}

/// An address whose scheme is missing or in capitals, with that of its host.
fn with_scheme(url: &str) -> Option<String> {
    let rest = match url.split_once("//") {
        Some((scheme, rest))
            if matches!(&*scheme.to_ascii_lowercase(), "" | "http:" | "https:") =>
        {
            rest
        }
        Some(_) => return None,
        None => url,
    };
    let scheme = if is_loopback(host(rest)) { "http" } else { "https" };
    let is_host = rest.starts_with('[') || rest.contains(['.', ':']) || is_loopback(host(rest));
    let is_good = is_host && authority_problem(rest).is_none() && !rest.ends_with('/');
    is_good.then(|| format!("{scheme}://{rest}"))
}

/// What is wrong behind the `://`.
pub(super) fn authority_problem(rest: &str) -> Option<&'static str> {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host(rest);
    let port = authority.get(host.len()..).unwrap_or_default();
    let is_port = |port: &str| {
        port.bytes().all(|digit| digit.is_ascii_digit())
            && !port.starts_with('0')
            && port.parse::<u16>().is_ok()
    };
    let known = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@%/[]".contains(&byte);
    if authority.contains(['{', '}']) {
        Some("a server has no placeholders: declare one entry for each host")
    } else if authority.contains('@') {
        Some("it must hold no user: everybody who reads the crate would see it")
    } else if rest.contains('?') {
        Some("it must hold no query")
    } else if rest.contains('#') {
        Some("it must hold no fragment")
    } else if host.is_empty() {
        Some("it has no host")
    } else if !is_host(host) {
        Some("this is not the name of a host")
    } else if !port.is_empty() && !port.strip_prefix(':').is_some_and(is_port) {
        Some("a port is a number from 1 to 65535")
    } else if !rest.bytes().all(known) || rest.contains("//") {
        Some("this is not a path")
    } else {
        path::literal_problem(&rest[authority.len()..]).map(|(_, _, problem)| problem)
    }
}

/// Whether a host is a name or an address that can be looked up.
fn is_host(host: &str) -> bool {
    if let Some(address) = host.strip_prefix('[') {
        return address
            .strip_suffix(']')
            .is_some_and(|address| address.parse::<Ipv6Addr>().is_ok());
    }
    let is_label = |label: &str| {
        let known = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        (1..=63).contains(&label.len())
            && label.bytes().all(known)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    // Where the last label is a number, everybody reads the whole as an address.
    let is_number = host
        .rsplit('.')
        .next()
        .is_some_and(|label| label.bytes().all(|byte| byte.is_ascii_digit()));
    host.len() <= 253
        && host.split('.').all(is_label)
        && (!is_number || host.parse::<Ipv4Addr>().is_ok())
}

pub(super) fn host(rest: &str) -> &str {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let authority = authority.rsplit('@').next().unwrap_or_default();
    match authority.find(']') {
        Some(end) => &authority[..=end],
        None => authority.split(':').next().unwrap_or_default(),
    }
}

pub(super) fn is_loopback(host: &str) -> bool {
    let address = host.trim_matches(['[', ']']);
    let name = host.to_ascii_lowercase();
    name == "localhost"
        || name.ends_with(".localhost")
        || address.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authorities() {
        for good in [
            "a-b.x1",
            "192.0.2.1:1",
            "xn--bcher-kva.example",
            "api.example.com",
            "localhost:8080/v1",
            "[::1]:80",
            "127.0.0.1",
        ] {
            assert_eq!(authority_problem(good), None, "{good}");
        }
        for bad in [
            "h..x",
            ".x",
            "x.",
            "-a.x",
            "a-.x",
            "a_b",
            "1.2.3",
            "256.1.1.1",
            "[::1",
            "[x]",
            "[::1]x",
            "a:b:80",
            "a:+80",
            "a:080",
            "a:",
            "a/%00",
            "",
            ":80",
            "a@b",
            "a?b",
            "a#b",
            "a:0",
            "a:x",
            "a b",
            "é.com",
            "a//b",
            "a/%zz",
            "a/../b",
            "a/%2e",
        ] {
            assert!(authority_problem(bad).is_some(), "{bad}");
        }
        for loopback in
            ["127.0.0.1:80/x", "[::1]", "localhost", "api.localhost:3000", "A.LOCALHOST"]
        {
            assert!(is_loopback(host(loopback)), "{loopback}");
        }
        assert!(
            !is_loopback(host("127.0.0.1.example.com"))
                && !is_loopback(host("localhost@example.com"))
        );
    }
}
