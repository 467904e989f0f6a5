//! Matches a request to an operation, and checks it against the declared inputs.

use std::cmp::Reverse;

use super::form::{Decoded, Reading};
use super::place::{self, Texts};
use super::{Api, Encoding, Field, Input, Place, Request, Route, Shape, form, multipart, payload};
use crate::decode::Keys;
use crate::encode::{FORM_TYPE, FormLists};
use crate::request::{Credential, CredentialChoice, Placement, path_values};

/// The operation and the problems of a request.
pub(super) struct Verdict {
    pub(super) route: Option<&'static Route>,
    /// Its problems, which name inputs and never quote values.
    pub(super) problems: Vec<String>,
}

/// Matches and checks a request.
///
/// Several operations can share a method and a path. The best match is the one with the fewest problems and, between
/// equals, the one that declares most of what was sent.
pub(super) fn judge(api: &Api, request: &Request) -> Verdict {
    let (server, path) = api.server(&request.path);
    let routes = api.routes.iter().filter(|route| route.server == server).filter_map(|route| {
        let values = path_values(route.endpoint.path, path)?;
        let method = http::Method::from(route.endpoint.method);
        (method.as_str() == request.method).then_some((route, values))
    });
    // A literal path takes precedence over a placeholder: `/books/new` over `/books/{id}`.
    let routes: Vec<_> = routes.collect();
    let fewest = routes.iter().map(|(_, values)| values.len()).min();
    let judged = routes
        .into_iter()
        .filter(|(_, values)| Some(values.len()) == fewest)
        .map(|(route, values)| (route, Inspection::of(route, request, &values)));
    match judged.min_by_key(|(_, found)| (found.problems.len(), Reverse(found.known))) {
        Some((route, mut found)) => {
            found.problems.extend(wrong_content_type(api, route, request));
            Verdict { route: Some(route), problems: found.problems }
        }
        None => {
            Verdict { route: None, problems: vec!["no operation has this method and path".into()] }
        }
    }
}

/// The problems of a request for one operation.
struct Inspection {
    problems: Vec<String>,
    /// How many of the declared inputs were sent.
    known: usize,
}

impl Inspection {
    fn of(route: &Route, request: &Request, path: &[(&'static str, String)]) -> Self {
        let mut inspection = Self { problems: Vec::new(), known: 0 };
        for credential in route.credentials {
            let values = credential_values(credential, request);
            let field = Field::required(credential.id, Shape::Text);
            inspection.texts("credential", field, &values, values.len());
        }
        if let Some(choice) = route.choice {
            inspection.choice(choice, request);
        }
        for input in route.inputs {
            inspection.input(input, request, path);
        }
        inspection.body(route, request);
        inspection
    }

    /// Exactly one alternative of the credentials, or none at all where that is allowed.
    fn choice(&mut self, choice: &CredentialChoice, request: &Request) {
        let sent = |credential: &&Credential| credential_values(credential, request).len();
        let is_whole = |alternative: &&[&'static Credential]| {
            alternative.iter().all(|credential| sent(credential) == 1)
        };
        let is_none = || choice.first_of.iter().copied().flatten().all(|each| sent(each) == 0);
        if choice.first_of.iter().any(is_whole) {
            self.known += 1;
        } else if !(choice.is_optional && is_none()) {
            self.problems
                .push(format!("credentials are missing: declared is {}", choice.described));
        }
    }

    /// An input outside of the body.
    fn input(&mut self, input: &Input, request: &Request, path: &[(&'static str, String)]) {
        let Input { place, field } = *input;
        match place {
            Place::Body => {}
            Place::QueryObject => self.query_object(field, request),
            _ => {
                let Texts { times, items } = place.texts(field, request, path);
                self.texts(place.as_str(), field, &items, times);
            }
        }
    }

    /// An object in the query.
    fn query_object(&mut self, field: Field, request: &Request) {
        let Some(Decoded { value, problems }) = place::query_object(field, request, Reading::Check)
        else {
            if field.need.is_required() && !field.shape.may_be_empty() {
                self.problems.push(format!("query parameter `{}` is missing", field.name));
            }
            return;
        };
        self.known += 1;
        self.problems.extend(if problems.is_empty() {
            payload::fields(&[field], &value.to_string())
        } else {
            problems
        });
    }

    /// Checks the texts of an input, which was given this often.
    fn texts(&mut self, place: &str, field: Field, texts: &[&str], times: usize) {
        let Field { name, shape, need } = field;
        if texts.is_empty() {
            if need.is_required() {
                self.problems.push(format!("{place} `{name}` is missing"));
            }
            return;
        }
        self.known += 1;
        if times > 1 {
            self.problems.push(format!("{place} `{name}` is given {times} times"));
        } else if !texts.iter().all(|text| shape.admits_text(text)) {
            self.problems.push(format!("{place} `{name}` is not {}", shape.element()));
        }
        #[cfg(feature = "limits")]
        if let Some(limit) = super::limits::of_texts(shape, texts) {
            self.problems.push(format!("{place} `{name}` {limit}"));
        }
    }

    fn body(&mut self, route: &Route, request: &Request) {
        let fields = route.inputs.iter().filter(|input| input.place == Place::Body);
        let fields: Vec<_> = fields.map(|input| input.field).collect();
        if route.body.is_none() && fields.is_empty() {
            if !request.body.is_empty() {
                self.problems.push("the request has a body, and the operation takes none".into());
            }
            return;
        }
        match route.encoding {
            Encoding::Json => {}
            Encoding::Form(lists) => return self.form(route, &fields, lists, request),
            Encoding::Multipart => return self.multipart(route, &fields, request),
            Encoding::Plain(_) => return self.plain(route, request),
        }
        if request.body.is_empty() {
            let missing = fields.iter().filter(|field| field.need.is_required());
            let missing = missing.map(|field| format!("body key `{}` is missing", field.name));
            self.problems.extend(missing);
            self.problems.extend(route.body.map(|_| "the body is missing".to_owned()));
            return;
        }
        let Some(json) = request.raw_json() else {
            return self.problems.push("the body is not JSON".to_owned());
        };
        self.payload(route, &fields, json, Vec::new());
    }

    /// A body that is a form. Without pairs, it is the empty object, of which an empty list leaves no trace either.
    fn form(&mut self, route: &Route, fields: &[Field], lists: FormLists, request: &Request) {
        let Some(pairs) = request.form() else {
            return self.problems.push("the body is not a form".to_owned());
        };
        let decoded = form::decode(route.body, fields, lists, &pairs, Reading::Check);
        self.payload(route, fields, &decoded.value.to_string(), decoded.problems);
    }

    /// A multipart body. Without fields, it is no body.
    fn multipart(&mut self, route: &Route, fields: &[Field], request: &Request) {
        let no_parts = request.body.is_empty().then(Vec::new);
        let Some(parts) = no_parts.or_else(|| multipart::parts(request)) else {
            return self.problems.push("the body is not a multipart body".to_owned());
        };
        let decoded = multipart::decode(fields, &parts);
        self.payload(route, fields, &decoded.json, decoded.problems);
    }

    /// Text or bytes, of which nothing else is known.
    fn plain(&mut self, route: &Route, request: &Request) {
        let is_text = !matches!(route.body, Some(Shape::File(_)));
        if is_text && str::from_utf8(&request.body).is_err() {
            self.problems.push("the body is not UTF-8".to_owned());
        }
        self.known += 1;
    }

    /// The JSON of a body, with the problems of decoding it.
    fn payload(&mut self, route: &Route, fields: &[Field], json: &str, decoding: Vec<String>) {
        self.problems.extend(match route.body {
            // What could not be read has no value that could be checked.
            _ if !decoding.is_empty() => decoding,
            Some(shape) => payload::problems(shape, json),
            None => payload::fields(fields, json),
        });
        let keys = Keys::parse(json);
        let is_known = |field: &&Field| keys.as_ref().is_some_and(|keys| keys.mentions(field.name));
        self.known += fields.iter().filter(is_known).count() + usize::from(route.body.is_some());
    }
}

/// Checks the content type of a body, or of every request where the API declares one for all.
fn wrong_content_type(api: &Api, route: &Route, request: &Request) -> Option<String> {
    let has_body = !request.body.is_empty();
    let of_all = || api.service.request_content_type.or(has_body.then_some("application/json"));
    let wanted = match route.encoding {
        Encoding::Plain(content_types) => content_types,
        Encoding::Form(_) if has_body => &[FORM_TYPE],
        Encoding::Multipart if has_body => &[multipart::MULTIPART],
        Encoding::Json | Encoding::Form(_) | Encoding::Multipart => &[of_all()?][..],
    };
    let mut given = request.header_all("content-type");
    let shown = || wanted.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(" or ");
    let problem = match (given.next(), given.next()) {
        (None, _) if wanted.is_empty() => "is missing".to_owned(),
        (None, _) => format!("is missing: declared is {}", shown()),
        (Some(_), None) if wanted.is_empty() => return None,
        (Some(given), None) if wanted.iter().any(|it| is_media_type(given, it)) => return None,
        (Some(_), None) => format!("is not {}", shown()),
        (Some(_), Some(_)) => "is given several times".to_owned(),
    };
    Some(format!("header `content-type` {problem}"))
}

/// Whether a content type is the declared one, and names no encoding but UTF-8.
fn is_media_type(given: &str, wanted: &str) -> bool {
    let mut parts = given.split(';').map(str::trim);
    let is_wanted = parts.next().is_some_and(|part| part.eq_ignore_ascii_case(wanted));
    let mut parameters = parts.filter_map(|parameter| parameter.split_once('='));
    is_wanted
        && parameters.all(|(name, value)| {
            !name.eq_ignore_ascii_case("charset")
                || value.trim_matches('"').eq_ignore_ascii_case("utf-8")
        })
}

/// The values of a credential in all of its placements.
fn credential_values<'r>(credential: &Credential, request: &'r Request) -> Vec<&'r str> {
    let mut values: Vec<&str> = Vec::new();
    for placement in credential.placements {
        match *placement {
            Placement::Query { name } => values.extend(request.query_all(name)),
            Placement::Header { name, scheme: None } => values.extend(request.header_all(name)),
            Placement::Header { name, scheme: Some(scheme) } => {
                let words = request.header_all(name).filter_map(|value| value.split_once(' '));
                let words = words.filter(|(word, _)| word.eq_ignore_ascii_case(scheme));
                values.extend(words.map(|(_, value)| value));
            }
            Placement::Basic => {
                let words =
                    request.header_all("authorization").filter_map(|value| value.split_once(' '));
                let words = words.filter(|(word, _)| word.eq_ignore_ascii_case("basic"));
                values.extend(words.map(|(_, value)| value));
            }
            Placement::Cookie { name } => values.extend(place::cookies(request, name)),
        }
    }
    values.retain(|value| !value.trim().is_empty());
    values
}
