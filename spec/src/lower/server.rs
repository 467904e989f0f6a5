//! Servers: their URLs, and which of them is the default.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::former::Formers;
use super::variable::{Sample, is_label, is_port};
use super::{Context, all, path, variable, words};
use crate::api::Server;
use crate::decode::Text;
use crate::diagnostic::Diagnostic;
use crate::{document, rule};

/// Servers by id.
pub(super) fn servers(context: &mut Context<'_>) -> Option<Vec<Server>> {
    let declared = context.declared;
    let mut formers = Formers::among(declared.servers.names());
    let mut servers = Some(Vec::new());
    for (id, document) in declared.servers.iter() {
        let server = document.and_then(|document| {
            let url = document.url.as_ref();
            let variables = url.and_then(|url| {
                let sample = base_url(context, url)?;
                variable::variables(context, url, &sample, document.variables.as_ref())
            });
            let description =
                words::required(context, document.description.as_ref(), words::markdown);
            let renamed_from = formers.id(context, document.renamed_from.as_ref(), id);
            let deprecated = words::deprecation(context, document.deprecated.as_ref());
            Some(Server {
                id: id.clone(),
                url: url?.clone(),
                variables: variables?,
                description: description?,
                renamed_from,
                deprecated,
            })
        });
        servers = all(servers, server);
    }
    servers
}

/// The server that a client uses by default.
pub(super) fn default(context: &mut Context<'_>, document: &document::Api) -> Option<String> {
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

/// Checks the server that a group names.
pub(super) fn of_group(context: &mut Context<'_>, group: Option<&document::Group>) {
    let Some(server) = group.and_then(document::Group::server) else { return };
    if context.refer(&context.declared.servers, server)
        && context.default_server.as_ref() == Some(&server.value)
    {
        context.report.push(redundant(server, "it is the default server"));
    }
}

/// The server that an operation is sent to, if it is not the default one.
pub(super) fn of_operation(
    context: &mut Context<'_>,
    group: &Text,
    document: &document::Operation,
) -> Option<Text> {
    let declared = context.declared;
    let of_group = declared.groups.get(group).and_then(document::Group::server);
    if let Some(own) = &document.server {
        if !context.refer(&declared.servers, own) {
            return None;
        }
        match of_group {
            Some(of_group) if of_group.value == own.value => {
                let diagnostic = redundant(own, "it is the server of the group");
                context.report.push(diagnostic.label(of_group.span, "said here for the group"));
            }
            None if context.default_server.as_ref() == Some(&own.value) => {
                context.report.push(redundant(own, "it is the default server"));
            }
            _ => {}
        }
    }
    let server = document.server.as_ref().or(of_group)?;
    (context.default_server.as_ref() != Some(&server.value)).then(|| server.clone())
}

fn redundant(server: &Text, reason: &str) -> Diagnostic {
    Diagnostic::error(
        rule::REDUNDANT_SERVER,
        format!("the server `{}` goes without saying", server.value),
    )
    .label(server.span, reason)
    .help("take it out")
}

/// The base of all addresses, with samples for its variables. Nobody may listen on the way, so plain HTTP stays on the
/// machine.
fn base_url(context: &mut Context<'_>, url: &Text) -> Option<Sample> {
    let Some(sample) = variable::sample(url) else {
        let message = format!("`{}` cannot be the base of addresses", url.value);
        let problem = "a variable is an id in braces, in the host, the port or the path";
        let diagnostic = Diagnostic::error(rule::BAD_SERVER_URL, message).label(url.span, problem);
        context.report.push(diagnostic);
        return None;
    };
    let plain = sample.url.as_str();
    let (problem, fix) = match plain.split_once("://") {
        Some(("https", rest)) => (authority_problem(rest), None),
        Some(("http", rest)) if is_loopback(host(rest)) => (authority_problem(rest), None),
        Some(("http", rest)) => {
            let problem = "only a loopback host can be reached without encryption";
            (Some(problem), Some(format!("https://{rest}")))
        }
        _ => (Some("it must begin with `https://`"), with_scheme(plain)),
    };
    let slash = plain.strip_suffix('/').map(str::to_owned);
    let (problem, fix) = match (problem, slash) {
        (None, Some(shorter)) => {
            (Some("it must not end with a slash: paths begin with one"), Some(shorter))
        }
        _ => (problem, fix),
    };
    let Some(problem) = problem else {
        return Some(sample);
    };
    let fix = fix.filter(|_| !sample.has_variables());
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
    let known = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@%/[]".contains(&byte);
    if authority.contains('@') {
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
