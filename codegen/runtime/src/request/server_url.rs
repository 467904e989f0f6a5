//! The base URL of a server whose URL has variables.

use super::BaseUrl;
use super::template::{Piece, pieces};
use crate::buffer::Buffer;
use crate::input::{InputProblem, InvalidSetting};
use crate::percent;

/// A variable: its id, its value, and the values that it can have; any if there are none.
pub(crate) type Variable<'a> = (&'static str, &'a str, &'a [&'a str]);

const HOST: &str = "must be a host or a part of one: letters, digits, `-` and `.`";
const PORT: &str = "must be a port: a number from 1 to 65535";
const NO_VALUE: &str = "must be one of the values that are documented for it";

/// Fills in a URL. A value stays in its place: none can change the scheme, add a port, a user or a query, or end the host
/// or the segment of the path that it is in.
pub(crate) fn fill(
    template: &'static str,
    variables: &[Variable<'_>],
) -> Result<String, InvalidSetting> {
    let mut url = Buffer::default();
    let mut before = String::new();
    for piece in pieces(template) {
        let id = match piece {
            Piece::Literal(text) => {
                url.extend(text.as_bytes());
                before.push_str(text);
                continue;
            }
            Piece::Placeholder(id) => id,
        };
        let Some((id, value, values)) = variables.iter().find(|(known, ..)| *known == id) else {
            return Err((id, InputProblem::NotGiven));
        };
        let refused = |problem| Err((*id, problem));
        if !values.is_empty() && !values.contains(value) {
            return refused(InputProblem::Setting(NO_VALUE));
        }
        let (_, rest) = before.split_once("://").unwrap_or_default();
        if rest.contains('/') {
            if matches!(value.trim(), "" | "." | "..") {
                return refused(InputProblem::DotSegment);
            }
            percent::encode(&mut url, value);
        } else if rest.ends_with(':') {
            if !is_port(value) {
                return refused(InputProblem::Setting(PORT));
            }
            url.extend(value.as_bytes());
        } else {
            if !value.split('.').all(is_label) {
                return refused(InputProblem::Setting(HOST));
            }
            url.extend(value.as_bytes());
        }
        before.push('x');
    }
    let url = String::from_utf8_lossy(url.as_ref()).into_owned();
    match BaseUrl::parse(&url) {
        Ok(_) => Ok(url),
        Err(problem) => Err(("base_url", problem)),
    }
}

fn is_label(label: &str) -> bool {
    let known = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    (1..=63).contains(&label.len())
        && label.bytes().all(known)
        && !label.starts_with('-')
        && !label.ends_with('-')
}

fn is_port(port: &str) -> bool {
    port.bytes().all(|digit| digit.is_ascii_digit())
        && !port.starts_with('0')
        && port.parse::<u16>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::{HOST, InputProblem, NO_VALUE, PORT, fill};

    #[test]
    fn values_stay_in_their_places() {
        let check = |template, value: &str, expected: Result<&str, InputProblem>| {
            let url = fill(template, &[("v", value, &[])]);
            assert_eq!(url.as_deref().map_err(|(_, problem)| *problem), expected, "{value:?}");
        };
        let host = Err(InputProblem::Setting(HOST));
        check("https://{v}/api", "git.example.com", Ok("https://git.example.com/api"));
        check("https://{v}.example.com", "eu-1", Ok("https://eu-1.example.com"));
        for bad in [
            "",
            " ",
            ".",
            "a.",
            ".a",
            "a..b",
            "a/b",
            "a/../b",
            "a:1",
            "user@a",
            "a?b=c",
            "a#b",
            "a\\b",
            "a%2fb",
            "a b",
            "-a",
            "a-",
            "ü",
            "[::1]",
            "a\r\nHost: b",
            "a\0",
            "evil.example/",
        ] {
            check("https://{v}/api", bad, host);
            check("https://{v}.example.com", bad, host);
        }
        let port = Err(InputProblem::Setting(PORT));
        check("https://example.com:{v}", "8443", Ok("https://example.com:8443"));
        for bad in ["", "0", "080", "65536", "-1", "+80", "80/", "80@evil.example", "x"] {
            check("https://example.com:{v}", bad, port);
        }
        let path = "https://example.com/{v}/v1";
        check(path, "main", Ok("https://example.com/main/v1"));
        check(path, "a/b?c#d@e:f é", Ok("https://example.com/a%2Fb%3Fc%23d%40e%3Af%20%C3%A9/v1"));
        check(path, "a\r\nb", Ok("https://example.com/a%0D%0Ab/v1"));
        for bad in ["", " ", ".", ".."] {
            check(path, bad, Err(InputProblem::DotSegment));
        }
        check("https://example.com/{v}.{v}", "a", Ok("https://example.com/a.a"));
    }

    #[test]
    fn only_documented_values_where_some_are() {
        let url =
            |region| fill("https://{region}.example.com", &[("region", region, &["eu", "us"])]);
        assert_eq!(url("us"), Ok("https://us.example.com".to_owned()));
        assert_eq!(url("US"), Err(("region", InputProblem::Setting(NO_VALUE))));
    }
}
