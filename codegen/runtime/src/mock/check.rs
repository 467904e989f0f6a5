//! Which operation a request is meant for, and what is wrong with it.

use std::cmp::Reverse;

use serde_json::Value as Json;

use super::{Api, Input, Need, Place, Request, Route, Shape};
use crate::request::{Credential, Placement, path_values};

/// What is to be said of a request.
pub(super) struct Verdict {
    pub(super) route: Option<&'static Route>,
    /// What is wrong with it, by names and never by values.
    pub(super) problems: Vec<String>,
}

/// Judges a request.
///
/// Several operations can share a method and a path. The request is then meant for the one that it fits best: the one
/// with the fewest problems and, between equals, the one that knows most of what was sent.
pub(super) fn judge(api: &Api, request: &Request) -> Verdict {
    let routes = api.routes.iter().filter_map(|route| {
        let values = path_values(route.endpoint.path, &request.path)?;
        let method = http::Method::from(route.endpoint.method);
        (method.as_str() == request.method).then_some((route, values))
    });
    // A path that is named is meant before one that merely could be: `/books/new` before `/books/{id}`.
    let routes: Vec<_> = routes.collect();
    let fewest = routes.iter().map(|(_, values)| values.len()).min();
    let judged = routes
        .into_iter()
        .filter(|(_, values)| Some(values.len()) == fewest)
        .map(|(route, values)| (route, Inspection::of(route, request, &values)));
    match judged.min_by_key(|(_, found)| (found.problems.len(), Reverse(found.known))) {
        Some((route, mut found)) => {
            found.problems.extend(wrong_content_type(api, request));
            Verdict { route: Some(route), problems: found.problems }
        }
        None => {
            Verdict { route: None, problems: vec!["no operation has this method and path".into()] }
        }
    }
}

/// What is wrong with the content type, where the API wants one of every request.
fn wrong_content_type(api: &Api, request: &Request) -> Option<String> {
    let wanted = api.service.request_content_type?;
    let given = request.header("content-type").unwrap_or_default();
    let given = given.split(';').next().unwrap_or_default().trim();
    let is_wrong = !given.eq_ignore_ascii_case(wanted);
    is_wrong.then(|| format!("header `content-type` is not `{wanted}`"))
}

/// A request, held against one operation.
struct Inspection {
    problems: Vec<String>,
    /// How much of what the operation takes was there.
    known: usize,
}

impl Inspection {
    fn of(route: &Route, request: &Request, path: &[(&'static str, String)]) -> Self {
        let mut inspection = Self { problems: Vec::new(), known: 0 };
        for credential in route.credentials {
            inspection.note(
                "credential",
                credential.id,
                Need::Required,
                is_given(credential, request).then_some(true),
                Shape::Text,
            );
        }
        for input in route.inputs.iter().filter(|input| input.place != Place::Body) {
            inspection.text(input, request, path);
        }
        inspection.body(route, request);
        inspection
    }

    fn text(&mut self, input: &Input, request: &Request, path: &[(&'static str, String)]) {
        let name = input.name;
        let (place, values): (_, Vec<&str>) = match input.place {
            Place::Path => {
                let values = path.iter().filter(|(found, _)| *found == name);
                ("part of the path", values.map(|(_, value)| value.as_str()).collect())
            }
            Place::Header => ("header", request.header(name).into_iter().collect()),
            Place::QueryComma => {
                ("query parameter", request.query_all(name).flat_map(|v| v.split(',')).collect())
            }
            Place::Query | Place::Body => ("query parameter", request.query_all(name).collect()),
        };
        let is_fit = values.iter().all(|value| input.shape.admits_text(value));
        self.note(place, name, input.need, (!values.is_empty()).then_some(is_fit), input.shape);
    }

    fn body(&mut self, route: &Route, request: &Request) {
        let fields: Vec<_> =
            route.inputs.iter().filter(|input| input.place == Place::Body).collect();
        if let Some(shape) = route.body {
            let is_fit = request.json().map(|json| shape.admits(&json));
            return self.note("the", "body", Need::Required, is_fit, shape);
        }
        if fields.is_empty() {
            return;
        }
        let body = request.json();
        if body.is_none() && !request.body.is_empty() {
            return self.problems.push("the body is not JSON".to_owned());
        }
        for field in fields {
            let value = body.as_ref().and_then(|body| body.get(field.name));
            let is_fit = match (value, field.need) {
                (Some(Json::Null), Need::Optional) => None,
                (Some(Json::Null), Need::RequiredNullable) => Some(true),
                (value, _) => value.map(|value| field.shape.admits(value)),
            };
            self.note("body key", field.name, field.need, is_fit, field.shape);
        }
    }

    /// Notes whether something was there, and was what it should be.
    fn note(&mut self, place: &str, name: &str, need: Need, is_fit: Option<bool>, shape: Shape) {
        match is_fit {
            None if need == Need::Optional => {}
            None => self.problems.push(format!("{place} `{name}` is missing")),
            Some(true) => self.known += 1,
            Some(false) => {
                self.known += 1;
                self.problems.push(format!("{place} `{name}` is not {}", shape.word()));
            }
        }
    }
}

fn is_given(credential: &Credential, request: &Request) -> bool {
    credential.placements.iter().any(|placement| {
        let value = match *placement {
            Placement::Query { name } => request.query(name),
            Placement::Header { name, scheme: None } => request.header(name),
            Placement::Header { name, scheme: Some(scheme) } => {
                let words = request.header(name).and_then(|value| value.split_once(' '));
                words.filter(|(word, _)| word.eq_ignore_ascii_case(scheme)).map(|(_, value)| value)
            }
        };
        value.is_some_and(|value| !value.trim().is_empty())
    })
}
