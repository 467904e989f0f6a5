//! Documented responses as the pages of a list, so that a client that fetches all of them comes to an end.

use serde_json::Value as Json;

use super::{Example, Reply, Request};
use crate::buffer::Buffer;
use crate::percent;

/// How an operation returns a list in pages.
#[derive(Clone, Copy, Debug)]
pub struct Pages {
    /// The keys that lead to the list.
    pub items: Path,
    /// Where the next page is.
    pub by: PageBy,
}

type Path = &'static [&'static str];

/// Where the next page is. Inputs are named as on the wire.
#[derive(Clone, Copy, Debug)]
pub enum PageBy {
    /// Behind the last entry.
    LastItem {
        /// The key of the entries that is sent.
        key: &'static str,
        /// The input that it is sent as.
        input: &'static str,
        /// The keys that lead to whether there are more pages.
        goes_on: Path,
    },
    /// At a cursor.
    Cursor {
        /// The keys that lead to the cursor.
        from: Path,
        /// The input that it is sent as.
        input: &'static str,
    },
    /// At the next number.
    Page {
        /// The input that it is sent as.
        input: &'static str,
        /// Number of the first page.
        first: usize,
    },
    /// Behind the entries so far.
    Offset {
        /// The input that their number is sent as.
        input: &'static str,
        /// Number of the first entry.
        first: usize,
    },
    /// At the link of this relation.
    Link(&'static str),
    /// At the URL to which these keys lead.
    Url(Path),
}

/// The query parameter by which links and URLs of the mock name a page.
const PAGE: &str = "mock-page";

/// The page that a request asks for: of the documented successes, of which there is at least one, or an empty page behind
/// them.
pub(super) fn reply(pages: &Pages, successes: &[&Example], request: &Request) -> Reply {
    let bodies = successes.iter().map(|example| serde_json::from_str(example.body));
    let Ok(bodies) = bodies.collect::<Result<Vec<Json>, _>>() else {
        return Reply::from(successes[0]);
    };
    let page = index(pages, &bodies, request);
    let (example, body) = match successes.get(page) {
        Some(example) => (*example, &bodies[page]),
        None => (successes[0], &bodies[0]),
    };
    let mut body = body.clone();
    let is_behind = page >= bodies.len();
    match pages.by {
        _ if is_behind => empty(pages, &mut body),
        PageBy::Link(relation) if page + 1 < bodies.len() => {
            let link = format!("<{}>; rel=\"{relation}\"", target(request, page + 1));
            return Reply::from(example).header("link", link);
        }
        PageBy::Url(path) => match at(&mut body, path) {
            // The documented URL leads to the real server.
            Some(url) if url.is_string() => *url = target(request, page + 1).into(),
            _ => return Reply::from(example),
        },
        _ => return Reply::from(example),
    }
    Reply::json(example.status, body.to_string())
}

/// Which page a request asks for, from 0.
fn index(pages: &Pages, bodies: &[Json], request: &Request) -> usize {
    let behind = |given: Option<String>, find: &dyn Fn(&Json) -> Option<String>| {
        let found = given
            .and_then(|given| bodies.iter().position(|body| find(body).as_ref() == Some(&given)));
        found.map_or(0, |found| found + 1)
    };
    let number = |text: Option<String>| text.and_then(|text| text.parse::<usize>().ok());
    match pages.by {
        PageBy::Cursor { from, input } => {
            behind(sent(request, input), &|body| text(value(body, from)?))
        }
        PageBy::LastItem { key, input, .. } => behind(sent(request, input), &|body| {
            text(value(body, pages.items)?.as_array()?.last()?.get(key)?)
        }),
        PageBy::Page { input, first } => {
            number(sent(request, input)).map_or(0, |number| number.saturating_sub(first))
        }
        PageBy::Offset { input, first } => {
            let offset =
                number(sent(request, input)).map_or(0, |number| number.saturating_sub(first));
            let length =
                |body: &Json| value(body, pages.items).and_then(Json::as_array).map_or(0, Vec::len);
            let mut before = 0;
            let is_behind = |body: &&Json| {
                let starts = before;
                before += length(body);
                starts < offset
            };
            bodies.iter().take_while(is_behind).count()
        }
        PageBy::Link(_) | PageBy::Url(_) => {
            number(request.query(PAGE).map(str::to_owned)).unwrap_or_default()
        }
    }
}

/// Makes a page the one behind the last.
fn empty(pages: &Pages, body: &mut Json) {
    if let Some(list) = at(body, pages.items) {
        *list = Json::Array(Vec::new());
    }
    let (path, end) = match pages.by {
        PageBy::Cursor { from: path, .. } | PageBy::Url(path) => (path, Json::from("")),
        PageBy::LastItem { goes_on, .. } => (goes_on, Json::Bool(false)),
        PageBy::Page { .. } | PageBy::Offset { .. } | PageBy::Link(_) => return,
    };
    if let Some(value) = at(body, path).filter(|_| !path.is_empty()) {
        *value = end;
    }
}

/// The target of a request, for another page.
fn target(request: &Request, page: usize) -> String {
    let mut target = Buffer::default();
    let page = (PAGE.to_owned(), page.to_string());
    let others = request.query.iter().filter(|(name, _)| name != PAGE);
    for (name, value) in others.chain([&page]) {
        target.push(if target.is_empty() { b'?' } else { b'&' });
        percent::encode(&mut target, name);
        target.push(b'=');
        percent::encode(&mut target, value);
    }
    format!("{}{}", request.path, String::from_utf8_lossy(target.as_ref()))
}

/// The value of an input, in the query or in the body.
fn sent(request: &Request, name: &str) -> Option<String> {
    let query = request.query(name).map(str::to_owned);
    let in_json = || text(request.json()?.get(name)?);
    let in_form = || request.form()?.into_iter().find(|(key, _)| key == name).map(|(_, text)| text);
    query.or_else(in_json).or_else(in_form)
}

fn text(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn value<'a>(body: &'a Json, path: &[&str]) -> Option<&'a Json> {
    path.iter().try_fold(body, |body, key| body.get(key))
}

fn at<'a>(body: &'a mut Json, path: &[&str]) -> Option<&'a mut Json> {
    path.iter().try_fold(body, |body, key| body.get_mut(key))
}
