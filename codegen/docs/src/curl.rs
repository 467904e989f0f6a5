//! The same call with curl, for readers who are not at a Rust program.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use restwright_spec::api::{
    Api, BodyContent, BodyFormat, ClientAuthentication, Credential, ExampleRequest, FormLists,
    Grant, Input, Literal, Location, Method, OAuth, Operation, PathSegment, Placement, QueryStyle,
    Server, WholeBody,
};

use crate::sample::{self, Sample};
use crate::shell::{Part, single, word};

/// What clients leave as it is.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Names in forms, whose brackets stay as readers know them.
const NAMES: &AsciiSet = &ENCODED.remove(b'[').remove(b']');

/// The lines of the command. It sends what a call with its required inputs sends, to its server.
pub(crate) fn command(api: &Api, operation: &Operation) -> String {
    let request = operation.examples.iter().find_map(|example| example.request.as_ref());
    let curl = Curl { api, operation, request };
    let url = word(&curl.url());
    let mut words = vec![match operation.method {
        Method::Get => format!("curl {url}"),
        Method::Head => format!("curl --head {url}"),
        method => format!("curl --request {} {url}", method.as_str()),
    }];
    words.extend(curl.credentials());
    words.extend(curl.inputs());
    words.extend(curl.headers());
    words.extend(curl.body());
    words.retain(|words| !words.is_empty());
    let tokens =
        curl.needed().filter_map(|credential| Some(token(credential, credential.oauth()?)));
    tokens.chain([words.join(" \\\n  ")]).collect::<Vec<_>>().join("\n")
}

struct Curl<'a> {
    api: &'a Api,
    operation: &'a Operation,
    /// The first documented request.
    request: Option<&'a ExampleRequest>,
}

impl Curl<'_> {
    fn url(&self) -> Vec<Part> {
        let servers = &self.api.servers;
        let id =
            self.operation.server.as_ref().map_or(&self.api.service.default_server, |id| &id.value);
        let server = servers.iter().find(|it| *it.id == *id);
        let server = server.or(servers.first()).map(Server::example_url);
        let mut parts = vec![Part::Text(server.unwrap_or_default())];
        for segment in &self.operation.path.segments {
            match segment {
                PathSegment::Literal(text) => parts.push(Part::Text(text.clone())),
                PathSegment::Placeholder(id) => {
                    let input = self.operation.input(id);
                    parts.extend(input.map(|input| part(&self.sample(input), encoded)));
                }
            }
        }
        parts
    }

    /// The value of an input: like the documented one.
    fn sample(&self, input: &Input) -> Sample {
        if let Some(word) = &input.always {
            return sample::constant(word);
        }
        let body = self.request.and_then(|request| request.body.as_ref());
        let documented = match (input.location, body) {
            (Location::Body, Some(Literal::Object(pairs))) => {
                pairs.iter().find(|(key, _)| *key == *input.wire).map(|(_, value)| value)
            }
            _ => None,
        };
        let within = self.api.sample(&input.ty, &input.limits, &input.id.replace('_', "-"));
        let example = documented.or(input.example.as_ref()).or(within.as_ref());
        sample::of(self.api, &input.ty, example, &input.id)
    }

    /// Required inputs at a place, and those that every call has.
    fn required(&self, is_meant: fn(Location) -> bool) -> impl Iterator<Item = &Input> {
        let inputs = self.operation.inputs.iter().chain(&self.api.service.constants);
        inputs.filter(move |input| input.is_required() && is_meant(input.location))
    }

    fn inputs(&self) -> Vec<String> {
        let mut words = Vec::new();
        for input in self.required(|location| matches!(location, Location::Query(_))) {
            let Location::Query(style) = input.location else { continue };
            words.extend(in_query(&input.wire, &self.sample(input), style));
        }
        for input in self.required(|location| location == Location::Header) {
            words.push(header(&input.wire, vec![part(&self.sample(input), plain)]));
        }
        for input in self.required(|location| location == Location::Cookie) {
            words.push(cookie(&input.wire, part(&self.sample(input), encoded)));
        }
        words
    }

    fn headers(&self) -> Vec<String> {
        let mut words = Vec::new();
        if let Some(key) = self.operation.idempotency_key() {
            words.push(format!("--header {}\"$(uuidgen)\"", single(&format!("{}: ", *key.wire))));
        }
        let accepted = self.operation.response.accepted();
        words.extend(accepted.map(|types| header("Accept", vec![Part::Text(types)])));
        let content_type = self.api.service.request_content_type.as_ref();
        let is_json = self.operation.has_body() && self.operation.body_format == BodyFormat::Json;
        let content_type = content_type.filter(|it| !is_json || it.value != "application/json");
        words.extend(
            content_type.map(|it| header("Content-Type", vec![Part::Text(it.value.clone())])),
        );
        words
    }

    fn credentials(&self) -> Vec<String> {
        self.needed().map(credential).collect()
    }

    /// The credentials that it needs; of several alternatives the first.
    fn needed(&self) -> impl Iterator<Item = &Credential> {
        let ids: Vec<&str> = match &self.operation.choice {
            Some(choice) => {
                choice.first_of.first().into_iter().flatten().map(String::as_str).collect()
            }
            None => self.operation.credentials.iter().map(|id| id.as_str()).collect(),
        };
        let credentials = self.api.credentials.iter();
        credentials.filter(move |it| ids.contains(&it.id.as_str()))
    }

    /// An input as parts of a multipart body; a list is one for each item.
    fn parts(&self, input: &Input) -> Vec<String> {
        let name = Part::Text(format!("{}=", *input.wire));
        if input.ty.is_file() {
            return vec![format!(
                "--form {}",
                word(&[name, Part::Text(format!("@{}", *input.id))])
            )];
        }
        let text = |value: &Sample| {
            let name = Part::Text(format!("{}=", *input.wire));
            format!("--form-string {}", word(&[name, part(value, plain)]))
        };
        match self.sample(input) {
            Sample::List(values) => values.iter().map(text).collect(),
            value => vec![text(&value)],
        }
    }

    fn body(&self) -> Option<String> {
        let sample = match &self.operation.body {
            Some(WholeBody { content: BodyContent::Value(ty), .. }) => {
                let documented = self.request.and_then(|request| request.body.as_ref());
                sample::of(self.api, ty, documented, "body")
            }
            Some(WholeBody { content, .. }) => {
                let content_type = content.content_type().unwrap_or_default().to_owned();
                let header = header("Content-Type", vec![Part::Text(content_type)]);
                return Some(format!("{header} \\\n  --data-binary '@body'"));
            }
            None if self.operation.body_format == BodyFormat::Multipart => {
                let inputs = self.required(|location| location == Location::Body);
                let parts: Vec<_> = inputs.flat_map(|input| self.parts(input)).collect();
                return Some(parts.join(" \\\n  "));
            }
            None if self.operation.has_body() => {
                let inputs = self.required(|location| location == Location::Body);
                let pair = |input: &Input| (input.wire.value.clone(), self.sample(input));
                Sample::Object(inputs.map(pair).collect())
            }
            None => return None,
        };
        Some(match self.operation.body_format {
            BodyFormat::Form(lists) => {
                let pair = |(name, value): (String, Part)| {
                    let name = utf8_percent_encode(&name, NAMES);
                    let parts = [Part::Text(format!("{name}=")), value];
                    format!("--data-urlencode {}", word(&parts))
                };
                let words: Vec<_> = pairs(String::new(), &sample, lists).map(pair).collect();
                words.join(" \\\n  ")
            }
            BodyFormat::Json | BodyFormat::Multipart => format!("--json {}", json(&sample)),
        })
    }
}

/// The command that requests an access token, and keeps it in the variable that the call sends.
fn token(credential: &Credential, oauth: &OAuth) -> String {
    let variable = |id: &str| Part::Variable(id.to_uppercase());
    let pair = |name: &str, value: Part| {
        let name = Part::Text(format!("{name}="));
        format!("--data-urlencode {}", word(&[name, value]))
    };
    let text = |name: &str, value: &str| pair(name, Part::Text(value.to_owned()));
    let mut words =
        vec![format!("curl --silent {}", word(&[Part::Text(oauth.token_url.value.clone())]))];
    words.push(text(
        "grant_type",
        match oauth.grant {
            Grant::ClientCredentials => "client_credentials",
            Grant::RefreshToken => "refresh_token",
        },
    ));
    let token = oauth.refresh_token.as_ref();
    words.extend(token.map(|id| pair("refresh_token", variable(id))));
    words.extend((!oauth.scopes.is_empty()).then(|| text("scope", &oauth.scopes.join(" "))));
    words.extend(oauth.parameters.iter().map(|(name, value)| text(name, value)));
    match (&oauth.client_secret, oauth.authentication) {
        (Some(secret), ClientAuthentication::Basic) => {
            let user = [variable(&oauth.client_id), Part::Text(":".to_owned()), variable(secret)];
            words.push(format!("--user {}", word(&user)));
        }
        (secret, _) => {
            words.push(pair("client_id", variable(&oauth.client_id)));
            words.extend(secret.as_ref().map(|id| pair("client_secret", variable(id))));
        }
    }
    let name = credential.id.to_uppercase();
    format!("{name}=$({} | jq --raw-output .access_token)", words.join(" \\\n  "))
}

fn credential(credential: &Credential) -> String {
    let variable = |id: &str| Part::Variable(id.to_uppercase());
    let value = variable(&credential.id);
    match credential.placements.first() {
        Some(Placement::Query(name)) => query(&encoded(name), vec![value]),
        Some(Placement::Header { name, scheme: Some(scheme) }) => {
            header(name, vec![Part::Text(format!("{scheme} ")), value])
        }
        Some(Placement::Header { name, scheme: None }) => header(name, vec![value]),
        Some(Placement::Cookie(name)) => cookie(name, value),
        Some(Placement::Basic(basic)) => {
            let password = basic.password.as_ref().map(|id| variable(id));
            let user = [variable(&basic.user), Part::Text(":".to_owned())];
            format!("--user {}", word(&user.into_iter().chain(password).collect::<Vec<_>>()))
        }
        Some(Placement::OAuth(_)) => {
            header("Authorization", vec![Part::Text("Bearer ".to_owned()), value])
        }
        None => String::new(),
    }
}

fn query(name: &str, value: Vec<Part>) -> String {
    let parts: Vec<_> = [Part::Text(format!("{name}="))].into_iter().chain(value).collect();
    format!("--url-query {}", word(&parts))
}

fn header(name: &str, value: Vec<Part>) -> String {
    let parts: Vec<_> = [Part::Text(format!("{name}: "))].into_iter().chain(value).collect();
    format!("--header {}", word(&parts))
}

fn cookie(name: &str, value: Part) -> String {
    format!("--cookie {}", word(&[Part::Text(format!("{name}=")), value]))
}

/// A value in the query. What stands behind `+` is not encoded by curl.
fn in_query(name: &str, sample: &Sample, style: QueryStyle) -> Vec<String> {
    let separator = match (style, sample) {
        (QueryStyle::Comma, Sample::List(_)) => ",",
        (QueryStyle::Pipe, Sample::List(_)) => "%7C",
        (QueryStyle::Space, Sample::List(_)) => "%20",
        (_, sample) => {
            let lists = match style {
                QueryStyle::DeepObject => FormLists::Brackets,
                _ => FormLists::Repeat,
            };
            let pair = |(name, value): (String, Part)| query(&encoded(&name), vec![value]);
            return pairs(name.to_owned(), sample, lists).map(pair).collect();
        }
    };
    let Sample::List(values) = sample else { return Vec::new() };
    let values: Vec<_> = values.iter().map(|value| encoded(&text(value))).collect();
    vec![query(&format!("+{}", encoded(name)), vec![Part::Text(values.join(separator))])]
}

/// The pairs that a value is in a form, with names of nested values in brackets.
fn pairs(
    name: String,
    sample: &Sample,
    lists: FormLists,
) -> Box<dyn Iterator<Item = (String, Part)> + '_> {
    match sample {
        Sample::Object(fields) => Box::new(fields.iter().flat_map(move |(key, value)| {
            let name = if name.is_empty() { key.clone() } else { format!("{name}[{key}]") };
            pairs(name, value, lists)
        })),
        Sample::List(values) if lists == FormLists::Comma => {
            let texts: Vec<_> = values.iter().map(text).collect();
            Box::new(std::iter::once((name, Part::Text(texts.join(",")))))
        }
        Sample::List(values) => {
            Box::new(values.iter().enumerate().flat_map(move |(index, value)| {
                let name = match lists {
                    FormLists::Brackets => format!("{name}[]"),
                    FormLists::Indices => format!("{name}[{index}]"),
                    _ => name.clone(),
                };
                pairs(name, value, lists)
            }))
        }
        value => Box::new(std::iter::once((name, part(value, plain)))),
    }
}

/// JSON as a word: variables stand between two quoted texts.
fn json(sample: &Sample) -> String {
    // A character that JSON text never holds as it is.
    let marked = sample.json(|name| format!("\"\u{0}{name}\u{0}\""));
    let piece = |(index, piece): (usize, &str)| match index % 2 {
        0 => single(&piece.replace('\n', "\n  ")),
        _ => word(&[Part::Variable(piece.to_owned())]),
    };
    marked.split('\u{0}').enumerate().map(piece).collect()
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

fn plain(text: &str) -> String {
    text.to_owned()
}

fn part(sample: &Sample, write: fn(&str) -> String) -> Part {
    match sample {
        Sample::Variable(name) => Part::Variable(name.clone()),
        other => Part::Text(write(&text(other))),
    }
}

/// A value as a text.
fn text(sample: &Sample) -> String {
    match sample {
        Sample::Text(text) => text.clone(),
        Sample::Variable(name) => format!("${name}"),
        other => other.compact(),
    }
}
