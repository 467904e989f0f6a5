//! Where a client sends its requests.

use std::net::IpAddr;

use http::Uri;

use crate::input::InputProblem;

/// A URL that requests can be sent to: scheme, host, port and a prefix for their paths, without a slash at its end.
pub(crate) struct BaseUrl {
    url: String,
    #[cfg_attr(not(feature = "rustls"), expect(dead_code, reason = "for connections"))]
    scheme: Scheme,
    host: String,
    port: u16,
}

/// How requests travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scheme {
    Https,
    /// Only within one machine.
    Http,
}

impl BaseUrl {
    pub(crate) fn parse(url: &str) -> Result<Self, InputProblem> {
        let refuse = |reason| Err(InputProblem::Setting(reason));
        let (scheme, rest) = match url.split_once("://") {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("https") => (Scheme::Https, rest),
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") => (Scheme::Http, rest),
            _ => return refuse("must start with https://"),
        };
        let (authority, _) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        if url.contains(['?', '#']) {
            return refuse("must have no query and no fragment");
        }
        if authority.contains('@') {
            return refuse("must name no user");
        }
        if rest.split('/').any(is_dots) {
            return refuse("must have no `.` or `..` in its path");
        }
        let Ok(uri) = url.parse::<Uri>() else {
            return refuse("is no URL");
        };
        let host = uri.host().unwrap_or_default();
        let names_port = authority.len() > host.len();
        if host.is_empty() || (names_port && uri.port_u16().is_none_or(|port| port == 0)) {
            return refuse("must name a host, and a port that exists if any");
        }
        let host = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
        if scheme == Scheme::Http && !is_loopback(host) {
            return refuse("must start with https://, unless it names this machine");
        }
        let usual_port = if scheme == Scheme::Https { 443 } else { 80 };
        Ok(Self {
            url: url.trim_end_matches('/').to_owned(),
            scheme,
            host: host.to_owned(),
            port: uri.port_u16().unwrap_or(usual_port),
        })
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.url
    }

    #[cfg(feature = "rustls")]
    pub(crate) fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// Host and port; an address of IPv6 without its brackets.
    pub(crate) fn server(&self) -> (&str, u16) {
        (&self.host, self.port)
    }
}

fn is_loopback(host: &str) -> bool {
    let address = host.parse::<IpAddr>();
    address.map_or(host.eq_ignore_ascii_case("localhost"), |address| address.is_loopback())
}

/// Whether a part of a path stands for another one, also where it is percent-encoded: many resolve that as well.
fn is_dots(segment: &str) -> bool {
    matches!(&*segment.to_ascii_lowercase().replace("%2e", "."), "." | "..")
}

#[cfg(test)]
mod tests {
    use super::{BaseUrl, InputProblem};

    #[test]
    fn accepted() {
        #[rustfmt::skip]
        let table = [
            ("https://api.example.com",           "https://api.example.com"),
            ("https://api.example.com/",          "https://api.example.com"),
            ("https://api.example.com/eu/v1//",   "https://api.example.com/eu/v1"),
            ("HTTPS://api.example.com:8443/eu",   "HTTPS://api.example.com:8443/eu"),
            ("http://localhost:8080",             "http://localhost:8080"),
            ("http://127.0.0.1",                  "http://127.0.0.1"),
            ("http://127.9.9.9:1/x",              "http://127.9.9.9:1/x"),
            ("http://[::1]:8080",                 "http://[::1]:8080"),
        ];
        for (url, expected) in table {
            let parsed = BaseUrl::parse(url);
            assert_eq!(parsed.map(|url| url.url), Ok(expected.to_owned()), "{url}");
        }
    }

    #[test]
    fn servers() {
        let table = [
            ("https://api.example.com/eu", ("api.example.com", 443)),
            ("https://api.example.com:8443", ("api.example.com", 8443)),
            ("http://localhost", ("localhost", 80)),
            ("http://[::1]:8080/x", ("::1", 8080)),
        ];
        for (url, expected) in table {
            let server = BaseUrl::parse(url).map(|url| (url.host, url.port));
            assert_eq!(server, Ok((expected.0.to_owned(), expected.1)), "{url}");
        }
    }

    #[test]
    fn refused() {
        #[rustfmt::skip]
        let table = [
            ("",                                  "must start with https://"),
            ("api.example.com",                   "must start with https://"),
            ("ftp://api.example.com",             "must start with https://"),
            ("https://",                          "is no URL"),
            ("https:///path",                     "is no URL"),
            ("https://exa mple.com",              "is no URL"),
            ("https://api.example.com?x=1",       "must have no query and no fragment"),
            ("https://api.example.com/#x",        "must have no query and no fragment"),
            ("https://user:word@example.com",     "must name no user"),
            ("https://example.com/a/../b",        "must have no `.` or `..` in its path"),
            ("https://example.com/%2E./b",        "must have no `.` or `..` in its path"),
            ("https://example.com:99999",         "must name a host, and a port that exists if any"),
            ("https://example.com:0",             "must name a host, and a port that exists if any"),
            ("http://api.example.com",            "must start with https://, unless it names this machine"),
            ("http://127.0.0.1.example.com",      "must start with https://, unless it names this machine"),
            ("http://localhost.example.com",      "must start with https://, unless it names this machine"),
            ("http://0.0.0.0",                    "must start with https://, unless it names this machine"),
        ];
        for (url, reason) in table {
            let parsed = BaseUrl::parse(url);
            assert_eq!(parsed.map(|url| url.url), Err(InputProblem::Setting(reason)), "{url}");
        }
    }
}
