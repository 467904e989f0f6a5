//! Where a client sends its requests.

use std::net::IpAddr;

use http::Uri;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::input::InputProblem;

/// A URL that requests can be sent to: scheme, host, port and a prefix for their paths, without a slash at its end.
pub(crate) struct BaseUrl {
    url: String,
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
            return refuse("must not have a query or fragment");
        }
        if authority.contains('@') {
            return refuse("must not contain user information");
        }
        if rest.split('/').any(is_dots) {
            return refuse("must have no `.` or `..` in its path");
        }
        let path = encoded(rest.get(authority.len()..).unwrap_or_default().trim_end_matches('/'))?;
        let prefix = url.get(..url.len() - rest.len()).unwrap_or_default();
        let url = format!("{prefix}{authority}{path}");
        if !authority.is_ascii() {
            return refuse("must name its host in ASCII letters: `xn--...` for others");
        }
        let Ok(uri) = url.parse::<Uri>() else {
            return refuse("is not a URL");
        };
        let host = uri.host().unwrap_or_default();
        let names_port = authority.len() > host.len();
        if host.is_empty() || (names_port && uri.port_u16().is_none_or(|port| port == 0)) {
            return refuse("must have a host, and a valid port if it has one");
        }
        let host = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
        if scheme == Scheme::Http && !is_loopback(host) {
            return refuse("must start with https://, unless it names this machine");
        }
        let usual_port = if scheme == Scheme::Https { 443 } else { 80 };
        let port = uri.port_u16().unwrap_or(usual_port);
        Ok(Self { host: host.to_owned(), port, url, scheme })
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.url
    }

    /// Scheme, host and port, without the prefix of paths.
    #[cfg(feature = "pages")]
    pub(super) fn origin(&self) -> &str {
        let authority = self.url.find("://").map_or(0, |at| at + "://".len());
        let end = self.url[authority..].find('/').map_or(self.url.len(), |at| authority + at);
        &self.url[..end]
    }

    /// Host and port as they are in the URL.
    #[cfg(feature = "built-in")]
    pub(crate) fn authority(&self) -> &str {
        let rest = self.url.split_once("://").map_or("", |(_, rest)| rest);
        rest.split('/').next().unwrap_or_default()
    }

    pub(crate) fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// What the header `Host` says: an address of IPv6 in brackets, and no port that goes without saying.
    #[cfg(feature = "built-in")]
    pub(crate) fn host_header(&self) -> String {
        let is_usual =
            matches!((self.scheme, self.port), (Scheme::Https, 443) | (Scheme::Http, 80));
        let port = if is_usual { String::new() } else { format!(":{}", self.port) };
        if self.host.contains(':') {
            format!("[{}]{port}", self.host)
        } else {
            format!("{}{port}", self.host)
        }
    }

    /// Host and port; an address of IPv6 without its brackets.
    pub(crate) fn server(&self) -> (&str, u16) {
        (&self.host, self.port)
    }
}

fn is_loopback(host: &str) -> bool {
    let address = host.parse::<IpAddr>();
    address.map_or(is_loopback_name(host), |address| address.is_loopback())
}

/// Whether a name is `localhost` or below it, which RFC 6761 keeps on this machine.
pub(crate) fn is_loopback_name(host: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
    host.strip_suffix("localhost").is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// A path in which everything is encoded that cannot stand there as it is.
fn encoded(path: &str) -> Result<String, InputProblem> {
    let is_escape = |rest: &str| {
        let digits = rest.as_bytes().get(..2);
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    };
    if !path.split('%').skip(1).all(is_escape) {
        return Err(InputProblem::Setting("must have two hexadecimal digits behind each `%`"));
    }
    if path.contains(char::is_control) {
        return Err(InputProblem::ControlCharacter);
    }
    Ok(utf8_percent_encode(path, IN_PATHS).to_string())
}

/// What RFC 3986 has no place for in a path, except for the slash and what is encoded already.
const IN_PATHS: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Whether a part of a path stands for another one, also where it is percent-encoded: many resolve that as well.
pub(super) fn is_dots(segment: &str) -> bool {
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
            ("http://api.localhost:3000",         "http://api.localhost:3000"),
            ("http://API.LOCALHOST./x",           "http://API.LOCALHOST./x"),
            ("https://h/ü",                       "https://h/%C3%BC"),
            ("https://h/a b/%C3%BC",              "https://h/a%20b/%C3%BC"),
            ("https://h/{a}|\\^`<\">",            "https://h/%7Ba%7D%7C%5C%5E%60%3C%22%3E"),
            ("https://h/a:b@c;d=e,f+g!",          "https://h/a:b@c;d=e,f+g!"),
        ];
        for (url, expected) in table {
            let parsed = BaseUrl::parse(url);
            assert_eq!(parsed.map(|url| url.url), Ok(expected.to_owned()), "{url}");
        }
    }

    #[cfg(feature = "built-in")]
    #[test]
    fn servers() {
        let table = [
            ("https://api.example.com/eu", (("api.example.com", 443), "api.example.com")),
            ("https://api.example.com:443", (("api.example.com", 443), "api.example.com")),
            ("https://api.example.com:80", (("api.example.com", 80), "api.example.com:80")),
            ("http://localhost", (("localhost", 80), "localhost")),
            ("http://[::1]:8080/x", (("::1", 8080), "[::1]:8080")),
            ("http://[::1]", (("::1", 80), "[::1]")),
        ];
        for (url, expected) in table {
            let parsed = BaseUrl::parse(url).unwrap_or_else(|_| panic!("{url}"));
            assert_eq!((parsed.server(), &*parsed.host_header()), expected, "{url}");
        }
    }

    #[test]
    fn refused() {
        #[rustfmt::skip]
        let table = [
            ("",                                  "must start with https://"),
            ("api.example.com",                   "must start with https://"),
            ("ftp://api.example.com",             "must start with https://"),
            ("https://",                          "is not a URL"),
            ("https:///path",                     "is not a URL"),
            ("https://exa mple.com",              "is not a URL"),
            ("https://api.example.com?x=1",       "must not have a query or fragment"),
            ("https://api.example.com/#x",        "must not have a query or fragment"),
            ("https://user:word@example.com",     "must not contain user information"),
            ("https://example.com/a/../b",        "must have no `.` or `..` in its path"),
            ("https://example.com/%2E./b",        "must have no `.` or `..` in its path"),
            ("https://example.com/a%",            "must have two hexadecimal digits behind each `%`"),
            ("https://example.com/%4/b",          "must have two hexadecimal digits behind each `%`"),
            ("https://ü.example.com",             "must name its host in ASCII letters: `xn--...` for others"),
            ("https://example.com:99999",         "must have a host, and a valid port if it has one"),
            ("https://example.com:0",             "must have a host, and a valid port if it has one"),
            ("http://api.example.com",            "must start with https://, unless it names this machine"),
            ("http://127.0.0.1.example.com",      "must start with https://, unless it names this machine"),
            ("http://localhost.example.com",      "must start with https://, unless it names this machine"),
            ("http://notlocalhost",               "must start with https://, unless it names this machine"),
            ("http://localhost.com",              "must start with https://, unless it names this machine"),
            ("http://0.0.0.0",                    "must start with https://, unless it names this machine"),
        ];
        for (url, reason) in table {
            let parsed = BaseUrl::parse(url);
            assert_eq!(parsed.map(|url| url.url), Err(InputProblem::Setting(reason)), "{url}");
        }
    }
}
