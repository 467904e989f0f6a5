//! Tells a path that only moved between the base URL and the operations from one that changed.

use restwright_spec::api::Server;

use super::Comparison;

impl Comparison<'_> {
    /// Whether a part of all paths moved from the base URLs to the operations or back, so that every operation that both
    /// sides have is still called at the same path of every server that both have.
    pub(crate) fn path_prefix_moved(&self) -> bool {
        let operations = &self.operations.both;
        let moved = |base: &Server, head: &Server| {
            operations.iter().all(|(old, new, _)| {
                format!("{}{}", Url::of(base).path, old.operation.path.shape())
                    == format!("{}{}", Url::of(head).path, new.operation.path.shape())
            })
        };
        let servers = &self.servers.both;
        !operations.is_empty()
            && servers.iter().any(|(base, head, _)| Url::of(base).path != Url::of(head).path)
            && servers.iter().all(|(base, head, _)| moved(base, head))
    }
}

/// The parts of a base URL, each in its one spelling: URLs of equal parts lead to the same place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Url<'a> {
    /// `https` or `http`.
    pub(super) scheme: String,
    /// The host in small letters, in brackets if it is an address of version 6.
    pub(super) host: String,
    /// The port, if it is not the one that the scheme has anyway.
    pub(super) port: Option<&'a str>,
    /// The path, from its slash on, without one at its end.
    pub(super) path: &'a str,
}

impl<'a> Url<'a> {
    pub(super) fn of(server: &'a Server) -> Self {
        Self::parse(&server.url)
    }

    /// The same for all spellings of a URL.
    pub(super) fn key(&self) -> String {
        let Url { scheme, host, port, path } = self;
        format!("{scheme}://{host}:{}{path}", port.unwrap_or_default())
    }

    /// Descriptions are read with their URLs checked, so that splitting is enough.
    pub(super) fn parse(url: &'a str) -> Self {
        let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let colon = authority.rfind(':').filter(|colon| !authority[*colon..].contains(']'));
        let (host, port) = authority.split_at(colon.unwrap_or(authority.len()));
        let scheme = scheme.to_ascii_lowercase();
        let usual = if scheme == "https" { "443" } else { "80" };
        Self {
            host: host.to_ascii_lowercase(),
            port: port.strip_prefix(':').filter(|port| !port.is_empty() && *port != usual),
            path: path.trim_end_matches('/'),
            scheme,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_come_apart() {
        let check = |url, (scheme, host, port, path): (&str, &str, _, _)| {
            let (scheme, host) = (scheme.to_owned(), host.to_owned());
            assert_eq!(Url::parse(url), Url { scheme, host, port, path }, "{url}");
        };
        check("https://example.com", ("https", "example.com", None, ""));
        check("https://example.com:443", ("https", "example.com", None, ""));
        check("https://Example.com/", ("https", "example.com", None, ""));
        check("https://example.com:80", ("https", "example.com", Some("80"), ""));
        check("https://example.com:444/v1/a", ("https", "example.com", Some("444"), "/v1/a"));
        check("http://[::1]", ("http", "[::1]", None, ""));
        check("http://[::1]:80/v1", ("http", "[::1]", None, "/v1"));
        check("http://[::1]:443/v1", ("http", "[::1]", Some("443"), "/v1"));
    }
}
