//! Tells a path that only moved between the base URL and the operations from one that changed.

use api_spec::api::{Operation, Server};

use super::Comparison;

impl Comparison<'_> {
    /// Whether a part of all paths moved from the base URLs to the operations or back, so that every operation that both
    /// sides have is still called at the same path of every server that both have.
    pub(crate) fn effective_prefix_moved(&self) -> bool {
        let operations = self.operations();
        let moved = |base: &Server, head: &Server| {
            operations.iter().all(|(_, old, new)| {
                format!("{}{}", Url::of(base).path, shape(old))
                    == format!("{}{}", Url::of(head).path, shape(new))
            })
        };
        let servers = &self.servers.both;
        !operations.is_empty()
            && servers.iter().any(|(base, head, _)| Url::of(base).path != Url::of(head).path)
            && servers.iter().all(|(base, head, _)| moved(base, head))
    }
}

/// The path of an operation without the names of its placeholders, which never go over the wire.
pub(super) fn shape(operation: &Operation) -> String {
    let mut shape = String::new();
    for (at, part) in operation.path.template.split(['{', '}']).enumerate() {
        shape.push_str(if at % 2 == 0 { part } else { "{}" });
    }
    shape
}

/// The parts of a base URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Url<'a> {
    /// `https` or `http`.
    pub(super) scheme: &'a str,
    /// The host, in brackets if it is an address of version 6.
    pub(super) host: &'a str,
    /// The port, if the URL names one.
    pub(super) port: Option<&'a str>,
    /// The path, from its slash on, or nothing.
    pub(super) path: &'a str,
}

impl<'a> Url<'a> {
    pub(super) fn of(server: &'a Server) -> Self {
        Self::parse(&server.url)
    }

    /// Descriptions are read with their URLs checked, so that splitting is enough.
    fn parse(url: &'a str) -> Self {
        let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let colon = authority.rfind(':').filter(|colon| !authority[*colon..].contains(']'));
        let (host, port) = authority.split_at(colon.unwrap_or(authority.len()));
        Self { scheme, host, port: port.strip_prefix(':'), path }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_come_apart() {
        let check = |url, (scheme, host, port, path)| {
            assert_eq!(Url::parse(url), Url { scheme, host, port, path }, "{url}");
        };
        check("https://example.com", ("https", "example.com", None, ""));
        check("https://example.com:444/v1/a", ("https", "example.com", Some("444"), "/v1/a"));
        check("http://[::1]", ("http", "[::1]", None, ""));
        check("http://[::1]:80/v1", ("http", "[::1]", Some("80"), "/v1"));
    }
}
