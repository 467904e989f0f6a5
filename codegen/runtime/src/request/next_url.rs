//! URLs of pages that a server names. Requests to them carry credentials, so they lead to the client's own server only.

use http::Uri;
use http::uri::Authority;
use percent_encoding::percent_decode_str;

use super::base_url::is_dots;
use super::{BaseUrl, Credential, Placement, RequestWriter, Scheme};
use crate::buffer::Buffer;
use crate::value::Secret;

/// Why a next page cannot be requested. All are texts of this project.
const FOREIGN: &str =
    "the server names it on another scheme, host or port, which must not receive the credentials";
const MALFORMED: &str = "the server names it by something that is not a URL";

/// Resolves a reference to the next page against the URL of the current one. Returns path and query.
pub(crate) fn resolve(
    base: &BaseUrl,
    current: &Uri,
    reference: &str,
) -> Result<Secret, &'static str> {
    let reference = reference.split('#').next().unwrap_or_default();
    if reference.contains('\\') || !reference.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(MALFORMED);
    }
    let target = Secret::from(match split(reference)? {
        (Some(server), rest) => {
            require_own(base, server)?;
            let slash = if rest.starts_with('/') { "" } else { "/" };
            format!("{slash}{rest}")
        }
        (None, "") => current.path_and_query().map(ToString::to_string).unwrap_or_default(),
        (None, rest) if rest.starts_with('/') => rest.to_owned(),
        (None, rest) if rest.starts_with('?') => format!("{}{rest}", current.path()),
        (None, rest) => {
            let folder = current.path().rfind('/').map_or("", |slash| &current.path()[..slash]);
            format!("{folder}/{rest}")
        }
    });
    let path = target.expose().split('?').next().unwrap_or_default();
    if path.split('/').any(is_dots) || target.expose().parse::<Uri>().is_err() {
        return Err(MALFORMED);
    }
    Ok(target)
}

/// A scheme, if there is one, and an authority.
type Server<'a> = (Option<&'a str>, &'a str);

/// Cuts a reference into its server, if it names one, and the rest.
fn split(reference: &str) -> Result<(Option<Server<'_>>, &str), &'static str> {
    let (scheme, rest) = match reference.find([':', '/', '?']) {
        Some(at) if reference[at..].starts_with(':') => {
            (Some(&reference[..at]), &reference[at + 1..])
        }
        _ => (None, reference),
    };
    match (scheme, rest.strip_prefix("//")) {
        (_, Some(rest)) => {
            let (authority, rest) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
            Ok((Some((scheme, authority)), rest))
        }
        (None, None) => Ok((None, rest)),
        (Some(_), None) => Err(MALFORMED),
    }
}

/// Refuses a server that is not the client's own.
fn require_own(base: &BaseUrl, (scheme, authority): Server<'_>) -> Result<(), &'static str> {
    let (own, usual_port) = match base.scheme() {
        Scheme::Https => ("https", 443),
        Scheme::Http => ("http", 80),
    };
    let authority: Authority = authority.parse().map_err(|_| MALFORMED)?;
    let host = authority.host();
    let host = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    let names_port = authority.as_str().len() > authority.host().len();
    let port = if names_port { authority.port_u16() } else { Some(usual_port) };
    let (own_host, own_port) = base.server();
    // Nobody means a user name here but to deceive.
    let has_user = authority.as_str().contains('@');
    let is_own = !has_user
        && scheme.is_none_or(|scheme| scheme.eq_ignore_ascii_case(own))
        && host.eq_ignore_ascii_case(own_host)
        && port == Some(own_port);
    if is_own { Ok(()) } else { Err(FOREIGN) }
}

/// Path and query of a page that the server has named.
pub(super) struct Named<'a> {
    pub(super) path: &'a str,
    query: &'a str,
    /// Query parameters of the client's credentials, wherever it places them.
    replaced: Vec<&'static str>,
}

impl<'a> Named<'a> {
    pub(super) fn of(target: &'a str) -> Self {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        Self { path, query, replaced: Vec::new() }
    }

    /// Leaves out a credential that the server has repeated, since the client adds its own.
    pub(super) fn replace(&mut self, credential: &'static Credential) {
        let names = credential.placements.iter().filter_map(|placement| match placement {
            Placement::Query { name } => Some(*name),
            Placement::Header { .. } | Placement::Cookie { .. } | Placement::Basic => None,
        });
        self.replaced.extend(names);
    }

    pub(super) fn mentions(&self, name: &str) -> bool {
        self.pairs().any(|pair| name_of(pair) == name)
    }

    fn pairs(&self) -> impl Iterator<Item = &'a str> {
        let is_kept = |pair: &&str| {
            !pair.is_empty() && !self.replaced.iter().any(|name| name_of(pair) == *name)
        };
        self.query.split('&').filter(is_kept)
    }
}

impl RequestWriter<'_> {
    /// Puts the query that the server has named before what the client has added: its credentials.
    pub(super) fn add_named_query(&mut self) {
        let Some(named) = &self.named else { return };
        let mut query = Buffer::default();
        let own = std::str::from_utf8(self.query.as_ref()).unwrap_or_default();
        for pair in named.pairs().chain(Some(own).filter(|own| !own.is_empty())) {
            if !query.is_empty() {
                query.push(b'&');
            }
            query.extend(pair.as_bytes());
        }
        self.query = query;
    }
}

/// The name of a parameter, decoded as forms are.
fn name_of(pair: &str) -> String {
    let name = pair.split('=').next().unwrap_or_default().replace('+', " ");
    percent_decode_str(&name).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::{BaseUrl, FOREIGN, MALFORMED, Secret, Uri, resolve};

    #[test]
    fn references() {
        let current: Uri = "https://api.example.com:8443/v1/a/list?p=1".parse().unwrap();
        #[rustfmt::skip]
        let table = [
            ("https://api.example.com:8443/v1/a?p=2",       Ok("/v1/a?p=2")),
            ("HTTPS://API.example.COM:8443?p=2#x",          Ok("/?p=2")),
            ("//api.example.com:8443/other",                Ok("/other")),
            ("/v2/list?p=2",                                Ok("/v2/list?p=2")),
            ("?p=2",                                        Ok("/v1/a/list?p=2")),
            ("more?p=a:b//c",                               Ok("/v1/a/more?p=a:b//c")),
            ("",                                            Ok("/v1/a/list?p=1")),
            ("https://api.example.com/v1",                  Err(FOREIGN)),
            ("http://api.example.com:8443/v1",              Err(FOREIGN)),
            ("https://evil.example:8443/v1",                Err(FOREIGN)),
            ("//evil.example/v1",                           Err(FOREIGN)),
            ("https://api.example.com:8443@evil.example/",  Err(FOREIGN)),
            ("https://u@api.example.com:8443/",             Err(FOREIGN)),
            ("https://api.example.com.:8443/",              Err(FOREIGN)),
            ("https://api.example.com:/",                   Err(FOREIGN)),
            ("https:/\\evil.example/",                      Err(MALFORMED)),
            ("\\\\evil.example/",                           Err(MALFORMED)),
            ("javascript:alert(1)",                         Err(MALFORMED)),
            ("https:evil",                                  Err(MALFORMED)),
            ("/a/../b",                                     Err(MALFORMED)),
            ("/a/%2e%2E/b",                                 Err(MALFORMED)),
            ("/a b",                                        Err(MALFORMED)),
            ("/a\r\nX: y",                                  Err(MALFORMED)),
            ("/ü",                                          Err(MALFORMED)),
            ("/a?\"",                                       Err(MALFORMED)),
        ];
        let base = BaseUrl::parse("https://api.example.com:8443/v1").unwrap_or_else(|_| panic!());
        for (reference, expected) in table {
            let resolved = resolve(&base, &current, reference);
            let resolved = resolved.as_ref().map(Secret::expose).map_err(|problem| *problem);
            assert_eq!(resolved, expected, "{reference}");
        }
    }
}
