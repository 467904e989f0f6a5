//! Finding the proxy that leads to a host.

use std::net::IpAddr;

use http::Uri;
use http::header::HeaderValue;

use super::super::proxy::{Choice, Proxy};
use crate::base64;
use crate::buffer::Buffer;
use crate::error::SettingError;
use crate::input::InputProblem;
use crate::percent::percent_decode;
use crate::value::Secret;

/// A proxy, and what it wants to be told.
#[derive(Clone)]
pub(super) struct ProxyServer {
    pub(super) uri: Uri,
    pub(super) authorization: Option<HeaderValue>,
}

/// Looks a variable of the environment up.
pub(super) type Lookup<'a> = &'a dyn Fn(&str) -> Option<String>;

/// The proxy for a host and a port; none if it is to be reached directly.
pub(super) fn proxy_for(
    proxy: &Proxy,
    server: (&str, u16),
    lookup: Lookup<'_>,
) -> Result<Option<ProxyServer>, SettingError> {
    let (name, url) = match &proxy.0 {
        Choice::Direct => return Ok(None),
        Choice::Url(url) => ("proxy", url.clone()),
        Choice::Environment => {
            let Some((name, url)) = variable(lookup, ["HTTPS_PROXY", "https_proxy"]) else {
                return Ok(None);
            };
            let exceptions = variable(lookup, ["NO_PROXY", "no_proxy"]);
            if exceptions.is_some_and(|(_, list)| is_excepted(server, &list)) {
                return Ok(None);
            }
            (name, Secret::from(url))
        }
    };
    parse(&url).map(Some).map_err(|problem| SettingError::input(name, problem))
}

/// The first of two environment variables that is not empty, and its name.
fn variable(lookup: Lookup<'_>, names: [&'static str; 2]) -> Option<(&'static str, String)> {
    let values = names.into_iter().filter_map(|name| Some((name, lookup(name)?)));
    values.into_iter().find(|(_, value)| !value.is_empty())
}

fn parse(url: &Secret) -> Result<ProxyServer, InputProblem> {
    const REFUSED: InputProblem =
        InputProblem::Setting("must be like http://proxy.example.com:3128");
    let rest = match url.expose().split_once("://") {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") => rest,
        Some(_) => return Err(REFUSED),
        None => url.expose(),
    };
    let rest = rest.strip_suffix('/').unwrap_or(rest);
    let (user, authority) = match rest.rsplit_once('@') {
        Some((user, authority)) => (Some(user), authority),
        None => (None, rest),
    };
    let uri = Uri::builder().scheme("http").authority(authority).path_and_query("/");
    let uri = uri.build().map_err(|_| REFUSED)?;
    if uri.host().is_none_or(str::is_empty) || authority.ends_with(':') {
        return Err(REFUSED);
    }
    Ok(ProxyServer { uri, authorization: user.and_then(basic) })
}

/// User and password, in the form of the header `Proxy-Authorization`.
fn basic(user: &str) -> Option<HeaderValue> {
    let (name, password) = user.split_once(':').unwrap_or((user, ""));
    let mut plain = Buffer::default();
    plain.extend(percent_decode(name).as_ref());
    plain.push(b':');
    plain.extend(percent_decode(password).as_ref());
    base64::basic(&plain).sensitive()
}

/// Whether a list of hosts names this one, or a domain or a network around it.
fn is_excepted((host, port): (&str, u16), list: &str) -> bool {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let address = host.parse::<IpAddr>().ok();
    let entries = list.split(|it: char| it == ',' || it.is_whitespace());
    entries.filter(|entry| !entry.is_empty()).any(|entry| {
        let (entry, only) = host_and_port(entry);
        let names_host = entry == "*"
            || match address {
                Some(address) => is_in_network(address, entry),
                None => is_in_domain(&host, &entry.to_ascii_lowercase()),
            };
        names_host && only.is_none_or(|only| only == port)
    })
}

/// An entry without its port, and without the brackets of an address.
fn host_and_port(entry: &str) -> (&str, Option<u16>) {
    if let Some((address, rest)) = entry.strip_prefix('[').and_then(|it| it.split_once(']')) {
        // What follows an address in brackets is a port or nothing.
        return (address, rest.strip_prefix(':').and_then(|port| port.parse().ok()));
    }
    match entry.split_once(':') {
        Some((host, port)) if !port.contains(':') => (host, port.parse().ok().or(Some(0))),
        _ => (entry, None),
    }
}

/// Whether a host is a domain or below it: `example.com`, `.example.com` and `*.example.com` are the same.
fn is_in_domain(host: &str, domain: &str) -> bool {
    let domain = domain.trim_start_matches('*').trim_start_matches('.').trim_end_matches('.');
    let rest = host.strip_suffix(domain).filter(|_| !domain.is_empty());
    rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

fn is_in_network(address: IpAddr, network: &str) -> bool {
    let (base, length) = match network.split_once('/') {
        Some((base, length)) => (base, length.parse::<u32>().ok()),
        None => (network, Some(128)),
    };
    // The bits of an address, from the left.
    let bits = |address| match address {
        IpAddr::V4(address) => u128::from(u32::from(address)) << 96,
        IpAddr::V6(address) => u128::from(address),
    };
    let (Ok(base), Some(length)) = (base.parse::<IpAddr>(), length) else {
        return false;
    };
    let (base, address) = (base.to_canonical(), address.to_canonical());
    let different = bits(base) ^ bits(address);
    base.is_ipv4() == address.is_ipv4() && different.leading_zeros() >= length.min(128)
}

#[cfg(test)]
mod tests {
    use super::super::super::Proxy;
    use super::{is_excepted, parse, proxy_for};
    use crate::value::Secret;

    #[test]
    fn variables() {
        const HTTPS: (&str, &str) = ("HTTPS_PROXY", "http://upper:1");
        const LIKE: &str = "must be like http://proxy.example.com:3128";
        const LOWER: (&str, &str) = ("https_proxy", "lower:2");
        type Outcome = Result<Option<&'static str>, &'static str>;
        type Variables = &'static [(&'static str, &'static str)];
        #[rustfmt::skip]
        let table: &[(Variables, &str, Outcome)] = &[
            (&[],                                           "api.example.com",  Ok(None)),
            (&[HTTPS],                                      "api.example.com",  Ok(Some("http://upper:1/"))),
            (&[LOWER],                                      "api.example.com",  Ok(Some("http://lower:2/"))),
            (&[HTTPS, LOWER],                               "api.example.com",  Ok(Some("http://upper:1/"))),
            (&[("HTTPS_PROXY", ""), LOWER],                 "api.example.com",  Ok(Some("http://lower:2/"))),
            (&[("HTTPS_PROXY", "")],                        "api.example.com",  Ok(None)),
            (&[("HTTP_PROXY", "http://plain:3")],           "api.example.com",  Ok(None)),
            (&[("ALL_PROXY", "http://all:4")],              "api.example.com",  Ok(None)),
            (&[HTTPS, ("NO_PROXY", "example.com")],         "api.example.com",  Ok(None)),
            (&[HTTPS, ("no_proxy", "10.0.0.0/8, *")],       "api.example.com",  Ok(None)),
            (&[HTTPS, ("NO_PROXY", ""), ("no_proxy", "*")], "api.example.com",  Ok(None)),
            (&[HTTPS, ("NO_PROXY", "10.0.0.0/8")],          "10.1.2.3",         Ok(None)),
            (&[HTTPS, ("NO_PROXY", "other.com")],           "api.example.com",  Ok(Some("http://upper:1/"))),
            (&[("HTTPS_PROXY", "socks5://canary:1")],       "api.example.com",  Err("HTTPS_PROXY")),
            (&[("https_proxy", "socks5://canary:1")],       "api.example.com",  Err("https_proxy")),
            (&[("HTTPS_PROXY", "socks5://canary:1"), ("NO_PROXY", "*")], "api.example.com", Ok(None)),
        ];
        for (variables, host, expected) in table {
            let lookup = |name: &str| {
                let found = variables.iter().find(|(variable, _)| *variable == name);
                found.map(|(_, value)| (*value).to_owned())
            };
            let proxy = proxy_for(&Proxy::environment(), (host, 443), &lookup);
            let uri = proxy.map(|proxy| proxy.map(|proxy| proxy.uri.to_string()));
            let uri = uri.map_err(|error| error.to_string());
            assert_eq!(
                uri,
                expected
                    .map(|uri| uri.map(str::to_owned))
                    .map_err(|name| format!("`{name}` {LIKE}")),
                "{variables:?}"
            );
            let direct = proxy_for(&Proxy::none(), (host, 443), &lookup);
            assert!(direct.is_ok_and(|proxy| proxy.is_none()), "{variables:?}");
        }
    }

    #[test]
    fn urls() {
        #[rustfmt::skip]
        let table = [
            ("http://proxy.example.com:3128",   Some(("http://proxy.example.com:3128/", None))),
            ("HTTP://proxy.example.com:3128/",  Some(("http://proxy.example.com:3128/", None))),
            ("proxy.example.com:3128",          Some(("http://proxy.example.com:3128/", None))),
            ("http://[::1]:3128",               Some(("http://[::1]:3128/", None))),
            ("http://Aladdin:opensesame@h",     Some(("http://h/", Some("Basic QWxhZGRpbjpvcGVuc2VzYW1l")))),
            ("http://a%40b:%zz@h:1",            Some(("http://h:1/", Some("Basic YUBiOiV6eg==")))),
            ("http://user@h:1",                 Some(("http://h:1/", Some("Basic dXNlcjo=")))),
            ("socks5://h:1",                    None),
            ("https://h:1",                     None),
            ("http://",                         None),
            ("http://h:",                       None),
            ("http://h:1/path",                 None),
            ("http://a b:1",                    None),
        ];
        for (url, expected) in table {
            let server = parse(&Secret::from(url)).ok();
            let server = server.map(|server| (server.uri.to_string(), server.authorization));
            let expected =
                expected.map(|(uri, value)| (uri.to_owned(), value.map(|v| v.parse().unwrap())));
            assert_eq!(server, expected, "{url}");
        }
    }

    #[test]
    fn exceptions() {
        #[rustfmt::skip]
        let table = [
            ("api.example.com", "",                             false),
            ("api.example.com", "*",                            true),
            ("api.example.com", "other.com, example.com",       true),
            ("api.example.com", "other.com example.com",        true),
            ("api.example.com", ".EXAMPLE.com",                 true),
            ("api.example.com", "*.example.com",                true),
            ("api.example.com", "*.example.com.",               true),
            ("api.example.com.", "example.com",                 true),
            ("example.com",     "*.example.com",                true),
            ("API.example.com", "api.example.com",              true),
            ("api.example.com", "api.example.com:443",          true),
            ("api.example.com", "api.example.com:8443",         false),
            ("api.example.com", "*:443",                        true),
            ("api.example.com", "example.com:x",                false),
            ("api.example.com", "ample.com",                    false),
            ("api.example.com", "*ample.com",                   false),
            ("api.example.com", ".",                            false),
            ("api.example.com", "*.",                           false),
            ("api.example.com", "api.example.com.org",          false),
            ("10.1.2.3",        "10.0.0.0/8",                   true),
            ("11.1.2.3",        "10.0.0.0/8",                   false),
            ("10.1.2.3",        "10.1.2.3",                     true),
            ("10.1.2.3",        "10.1.2.3:443",                 true),
            ("10.1.2.3",        "10.1.2.3:80",                  false),
            ("10.1.2.3",        "10.1.2.4",                     false),
            ("10.1.2.3",        "2.3",                          false),
            ("10.1.2.3",        "0.0.0.0/0",                    true),
            ("10.1.2.3",        "10.0.0.0/x",                   false),
            ("fd00::1",         "fd00::/8",                     true),
            ("fd00::1",         "[fd00::]/8",                   false),
            ("fd00::1",         "[fd00::1]",                    true),
            ("fd00::1",         "[fd00::1]:443",                true),
            ("fd00::1",         "[fd00::1]:80",                 false),
            ("fd00::1",         "FD00::1",                      true),
            ("fd00::1",         "10.0.0.0/0",                   false),
            ("::ffff:10.1.2.3", "10.0.0.0/8",                   true),
        ];
        for (host, list, expected) in table {
            assert_eq!(is_excepted((host, 443), list), expected, "{host} in {list}");
        }
    }
}
