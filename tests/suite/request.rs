//! A request as a server understands it, whether it was documented or sent.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use restwright_spec::api::{ExampleRequest, Literal, Placement};
use serde_json::Value;

/// A request with everything decoded.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Request {
    /// `POST`
    pub(crate) method: String,
    /// The segments between the slashes.
    pub(crate) path: Vec<String>,
    /// In the order of the request.
    pub(crate) query: Vec<(String, String)>,
    /// Names in lower case.
    pub(crate) headers: BTreeMap<String, String>,
    /// What the body says as JSON; a form as its text.
    pub(crate) body: Option<Value>,
}

impl Request {
    /// The request of a documented example.
    pub(crate) fn documented(example: &ExampleRequest) -> Self {
        let (method, target) = example.line.split_once(' ').expect("a line is `METHOD /path`");
        let headers = example.headers.iter();
        Self {
            headers: headers.map(|(name, value)| (name.to_lowercase(), value.clone())).collect(),
            body: example.body.as_ref().map(json),
            ..Self::line(method, target)
        }
    }

    /// A request of which only the first line is known.
    pub(crate) fn line(method: &str, target: &str) -> Self {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let path = path.strip_prefix('/').expect("a path begins with a slash");
        Self {
            method: method.to_owned(),
            path: path.split('/').map(|segment| decoded(segment, Plus::Itself)).collect(),
            query: query.split('&').filter(|pair| !pair.is_empty()).map(pair).collect(),
            ..Self::default()
        }
    }

    /// Adds a credential, unless it is there.
    pub(crate) fn place(&mut self, placement: &Placement, value: &str) {
        match placement {
            Placement::Query(name) if self.query.iter().any(|(other, _)| other == name) => {}
            Placement::Query(name) => self.query.push((name.clone(), value.to_owned())),
            Placement::Header { name, scheme } => {
                let scheme = scheme.as_ref().map(|scheme| format!("{scheme} ")).unwrap_or_default();
                self.headers.entry(name.to_lowercase()).or_insert(scheme + value);
            }
            Placement::Basic(_) => {
                let value = format!("Basic {}", BASE64_STANDARD.encode(value));
                self.headers.entry("authorization".to_owned()).or_insert(value);
            }
            Placement::OAuth(_) => {
                self.headers.entry("authorization".to_owned()).or_insert(format!("Bearer {value}"));
            }
            Placement::Cookie(name) => {
                let cookies = self.headers.entry("cookie".to_owned()).or_default();
                let separator = if cookies.is_empty() { "" } else { "; " };
                cookies.extend([separator, name, "=", value]);
            }
        }
    }

    /// What differs between a documented request and this one, in words; nothing where they agree. What the
    /// document has to say about the value of a header is compared without regard to the case.
    pub(crate) fn differences(&self, documented: &Self) -> Vec<String> {
        let mut differences = Vec::new();
        if (&self.method, &self.path) != (&documented.method, &documented.path) {
            differences.push(format!(
                "line is {} {:?} instead of {} {:?}",
                self.method, self.path, documented.method, documented.path
            ));
        }
        let (sent, told) = (values(&self.query), values(&documented.query));
        compare("query", &sent, &told, &mut differences);
        let headers = [self, documented].map(|request| with_sorted_cookies(&request.headers));
        compare("header", &headers[0], &headers[1], &mut differences);
        if self.body != documented.body {
            differences.push(format!("body is {:?} instead of {:?}", self.body, documented.body));
        }
        differences
    }
}

/// Headers in which the order of cookies means nothing.
fn with_sorted_cookies(headers: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut headers = headers.clone();
    if let Some(cookies) = headers.get_mut("cookie") {
        let mut sorted: Vec<_> = cookies.split("; ").collect();
        sorted.sort_unstable();
        *cookies = sorted.join("; ");
    }
    headers
}

/// A value of a description as JSON.
pub(crate) fn json(literal: &Literal) -> Value {
    match literal {
        Literal::Null => Value::Null,
        Literal::Bool(value) => (*value).into(),
        Literal::Integer(value) => (*value).into(),
        Literal::Number(value) => plain(value.value().into()),
        Literal::String(value) => value.as_str().into(),
        Literal::List(values) => values.iter().map(json).collect(),
        Literal::Object(fields) => {
            fields.iter().map(|(key, value)| (key.clone(), json(value))).collect()
        }
    }
}

/// The same JSON with whole numbers written in one way: `7.0` is `7`.
pub(crate) fn plain(json: Value) -> Value {
    match json {
        Value::Number(number) => {
            let text = number.to_string();
            let whole = text.strip_suffix(".0").and_then(|text| text.parse::<i64>().ok());
            whole.map_or(Value::Number(number), Value::from)
        }
        Value::Array(values) => values.into_iter().map(plain).collect(),
        Value::Object(fields) => {
            fields.into_iter().map(|(key, value)| (key, plain(value))).collect()
        }
        other => other,
    }
}

fn compare<V: PartialEq + std::fmt::Debug>(
    place: &str,
    sent: &BTreeMap<String, V>,
    told: &BTreeMap<String, V>,
    differences: &mut Vec<String>,
) {
    for name in sent.keys().filter(|name| !told.contains_key(*name)) {
        differences.push(format!("{place} `{name}` is added"));
    }
    for (name, value) in told {
        match sent.get(name) {
            None => differences.push(format!("{place} `{name}` is left out")),
            Some(other) if other == value => {}
            Some(other) => {
                differences.push(format!("{place} `{name}` is {other:?} instead of {value:?}"));
            }
        }
    }
}

/// The values of each key in their order; between keys, the order means nothing.
fn values(query: &[(String, String)]) -> BTreeMap<String, Vec<String>> {
    let mut values = BTreeMap::<_, Vec<_>>::new();
    for (name, value) in query {
        values.entry(name.clone()).or_default().push(value.clone());
    }
    values
}

fn pair(pair: &str) -> (String, String) {
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    (decoded(name, Plus::Space), decoded(value, Plus::Space))
}

/// What a plus sign stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Plus {
    /// In a path.
    Itself,
    /// In a query, as servers read it.
    Space,
}

/// Undoes percent encoding, the way that servers do.
fn decoded(text: &str, plus: Plus) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        match (first, after) {
            (b'%', [high, low, after @ ..]) => {
                let digits = [*high, *low];
                let digits =
                    std::str::from_utf8(&digits).expect("two digits follow a percent sign");
                bytes.push(
                    u8::from_str_radix(digits, 16).expect("two digits follow a percent sign"),
                );
                rest = after;
            }
            (b'+', _) if plus == Plus::Space => bytes.push(b' '),
            _ => bytes.push(*first),
        }
    }
    String::from_utf8(bytes).expect("what was encoded is UTF-8")
}
