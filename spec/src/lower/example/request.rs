//! Documented requests, each held against the inputs of its operation: what a client sends has to be what is documented.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::percent_decode_str;

use super::deep_object::{self, DeepObjects};
use super::{ANY_HEADER, Body, Subject};
use crate::api::{BodyContent, ExampleRequest, Input, Location, Placement, QueryStyle, Type};
use crate::decode::{Entries, Text};
use crate::diagnostic::Diagnostic;
use crate::expression::within;
use crate::lower::{Context, fit, literal};
use crate::yaml::{Node, Value};
use crate::{Span, Spanned, document, rule, suggest};

/// Lowers a documented request.
pub(super) fn request<'a>(
    context: &mut Context<'a>,
    document: &'a document::ExampleRequest,
    subject: &Subject<'_, 'a>,
) -> Option<ExampleRequest> {
    let mut request = Request { subject, given: BTreeSet::new(), objects: DeepObjects::default() };
    let line = document.line.as_ref();
    let headers = || document.headers.iter().flat_map(Entries::iter);
    let is_of_operation = line.is_some_and(|line| request.line(context, line));
    if is_of_operation {
        for (name, value) in headers() {
            request.header(context, name, value);
        }
    }
    if let Some(body) = &document.body {
        request.body(context, body);
    }
    if let Some(line) = line.filter(|_| is_of_operation) {
        request.refuse_missing(context, line.span, document.body.is_some());
    }
    let pairs =
        headers().filter_map(|(name, value)| Some((name.value.clone(), value?.value.clone())));
    Some(ExampleRequest {
        line: line?.value.clone(),
        headers: pairs.collect(),
        body: document.body.as_ref().map(literal::literal),
    })
}

/// A documented request in the making.
struct Request<'r, 's, 'a> {
    subject: &'r Subject<'s, 'a>,
    /// Ids of the inputs that it has.
    given: BTreeSet<&'r str>,
    /// Objects whose parts stand in the query.
    objects: DeepObjects<'r>,
}

impl<'r, 'a> Request<'r, '_, 'a> {
    /// Checks method, path and query; tells whether they are those of the operation.
    fn line(&mut self, context: &mut Context<'a>, line: &Text) -> bool {
        let (method, target) = line.split_once(' ').unwrap_or((line.as_str(), ""));
        let path = target.split('?').next().unwrap_or_default();
        let start = line.len() - target.len();
        if self.subject.method.is_some_and(|expected| expected.as_str() != method) {
            self.refuse_line(context, line, "the method is another one");
            return false;
        }
        let Some(template) = self.subject.path else { return true };
        let Some(values) = template.values(path) else {
            self.refuse_line(context, line, "the path is another one");
            return false;
        };
        for (id, value) in values {
            let at = start + value.as_ptr().addr() - path.as_ptr().addr();
            if let Some(input) =
                self.find(|input| input.location == Location::Path && *input.id == *id)
            {
                self.value(
                    context,
                    input,
                    &Spanned::new(value.to_owned(), within(line, at, at + value.len())),
                );
            }
        }
        let query = target.split_once('?').map_or("", |(_, query)| query);
        let mut at = line.len() - query.len();
        for pair in query.split('&') {
            if !pair.is_empty() {
                self.pair(context, line, at, pair);
            }
            at += pair.len() + 1;
        }
        std::mem::take(&mut self.objects).check(context);
        true
    }

    /// A parameter in the query. Documentation is careless about the case of its name.
    fn pair(&mut self, context: &mut Context<'a>, line: &Text, at: usize, pair: &str) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let place = within(line, at, at + name.len());
        let name = decoded(&name.replace('+', " "));
        let is_query = |input: &Input| matches!(input.location, Location::Query(_));
        let is_named = |input: &Input| match input.location {
            Location::Query(QueryStyle::DeepObject) => {
                name.split_once('[').is_some_and(|(name, _)| input.wire.eq_ignore_ascii_case(name))
            }
            _ => input.wire.eq_ignore_ascii_case(&name),
        };
        if let Some(input) = self.find(|input| is_query(input) && is_named(input)) {
            let end = at + pair.len();
            let value = Spanned::new(value.to_owned(), within(line, end - value.len(), end));
            return match input.location {
                Location::Query(QueryStyle::DeepObject) => {
                    self.part(context, input, &name, place, &value);
                }
                _ => self.value(context, input, &value),
            };
        }
        let is_credential = |placement: &Placement| matches!(placement, Placement::Query(other) if other.eq_ignore_ascii_case(&name));
        if !self.subject.placements.iter().any(is_credential) {
            let known = self.inputs().filter(|input| is_query(input));
            self.refuse_unknown(context, "in the query", &name, place, known);
        }
    }

    /// A part of an object, such as `created[gte]=1`.
    fn part(
        &mut self,
        context: &mut Context<'a>,
        input: &'r Input,
        name: &str,
        place: Span,
        value: &Text,
    ) {
        self.given.insert(&input.id);
        if is_left_out(value) {
            return;
        }
        let text = Spanned::new(decoded(&value.replace('+', " ")), value.span);
        let parts = name.find('[').map_or("", |at| &name[at..]);
        if !self.objects.add(input, parts, place, text) {
            context.report.push(mismatch(place, deep_object::UNEVEN.to_owned()));
        }
    }

    fn header(&mut self, context: &mut Context<'a>, name: &Text, value: Option<&Text>) {
        let is_header =
            |input: &Input| matches!(input.location, Location::Header | Location::IdempotencyKey);
        if let Some(input) =
            self.find(|input| is_header(input) && input.wire.eq_ignore_ascii_case(name))
        {
            if let Some(value) = value {
                self.value(context, input, value);
            }
            return;
        }
        let placements = self.subject.placements.iter();
        let schemes: Vec<_> = placements
            .filter_map(|placement| match placement {
                Placement::Header { name: other, scheme } if other.eq_ignore_ascii_case(name) => {
                    Some(scheme.as_deref())
                }
                Placement::Basic(_) if name.eq_ignore_ascii_case("authorization") => {
                    Some(Some("Basic"))
                }
                Placement::OAuth(_) if name.eq_ignore_ascii_case("authorization") => {
                    Some(Some("Bearer"))
                }
                _ => None,
            })
            .collect();
        if name.eq_ignore_ascii_case("cookie") {
            return self.cookies(context, name, value);
        }
        if schemes.is_empty() {
            if !ANY_HEADER.contains(&name.to_ascii_lowercase().as_str()) {
                let known = self.inputs().filter(|input| is_header(input));
                self.refuse_unknown(context, "in a header", name, name.span, known);
            }
            return;
        }
        let has_scheme = |text: &str, scheme: &str| {
            text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        };
        let wrong = value.filter(|value| !is_left_out(value)).filter(|value| {
            !schemes.iter().any(|scheme| scheme.is_none_or(|scheme| has_scheme(value, scheme)))
        });
        if let (Some(value), Some(Some(scheme))) = (wrong, schemes.first()) {
            let diagnostic = mismatch(
                value.span,
                format!("the credential has the scheme `{scheme}` in front of it"),
            );
            context.report.push(diagnostic);
        }
    }

    /// Cookies that are inputs; the values of credentials are not compared.
    fn cookies(&mut self, context: &mut Context<'a>, header: &Text, cookies: Option<&Text>) {
        let is_credential = |name: &str| {
            self.subject
                .placements
                .iter()
                .any(|placement| matches!(placement, Placement::Cookie(other) if other == name))
        };
        let text = cookies.map(|text| text.value.as_str()).unwrap_or_default();
        for pair in text.split(';').map(str::trim).filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let is_input =
                |input: &Input| input.location == Location::Cookie && *input.wire == *name;
            if let Some(input) = self.find(is_input) {
                let span = cookies.map_or(header.span, |text| text.span);
                self.value(context, input, &Spanned::new(value.to_owned(), span));
            } else if !is_credential(name) && !is_left_out(name) {
                let known = self.subject.inputs.good.iter();
                let known = known.filter(|input| input.location == Location::Cookie);
                self.refuse_unknown(context, "in a cookie", name, header.span, known);
            }
        }
    }

    fn body(&mut self, context: &mut Context<'a>, body: &'a Node) {
        if let Body::Whole(content) = self.subject.body {
            match content {
                Some(BodyContent::Value(ty)) => {
                    fit::later(context, fit::Purpose::Request, body, (ty, None));
                }
                Some(_) => {
                    fit::later(context, fit::Purpose::Request, body, (&Type::File, None));
                }
                None => {}
            }
            return;
        }
        let Value::Map(map) = &body.value else {
            let found = body.value.describe();
            context.report.push(mismatch(body.span, format!("expected a map, found {found}")));
            return;
        };
        let inputs =
            self.subject.inputs.good.iter().filter(|input| input.location == Location::Body);
        let fields: BTreeMap<_, &Input> =
            inputs.map(|input| (input.wire.as_str(), input)).collect();
        for (key, value) in map {
            match fields.get(key.as_str()) {
                Some(field) => {
                    self.given.insert(&field.id);
                    if let Some(always) = &field.always {
                        let purpose = fit::Purpose::Request;
                        if let Some(wrong) = fit::not_constant(value, always, purpose) {
                            context.report.push(purpose.report(wrong));
                        }
                    } else if !matches!(value.value, Value::Null) || !field.need.is_nullable() {
                        let expected = (&field.ty, Some(&field.limits));
                        fit::later(context, fit::Purpose::Request, value, expected);
                    }
                }
                None => self.refuse_unknown(
                    context,
                    "in the body",
                    key,
                    key.span,
                    fields.values().copied(),
                ),
            }
        }
    }

    /// Remembers a value, and checks it unless the documentation leaves it out.
    fn value(&mut self, context: &mut Context<'a>, input: &'r Input, text: &Text) {
        self.given.insert(&input.id);
        if is_left_out(text) {
            return;
        }
        if let Some(always) = &input.always {
            if text.as_str() != always.as_str() {
                let problem = format!("this is always `{}`", always.as_str());
                context.report.push(mismatch(text.span, problem));
            }
            return;
        }
        let plain = |part: &str| {
            let value = match input.location {
                Location::Query(_) => decoded(&part.replace('+', " ")),
                Location::Path => decoded(part),
                Location::Header | Location::Cookie | Location::IdempotencyKey | Location::Body => {
                    part.to_owned()
                }
            };
            Spanned::new(value, text.span)
        };
        let limits = &input.limits;
        match (&input.ty, input.location) {
            (Type::List(element), Location::Query(QueryStyle::Repeat)) => {
                fit::text_later(context, plain(text), (element, limits));
            }
            (Type::List(element), Location::Query(QueryStyle::Pipe)) => {
                let text = text.replace("%7C", "|").replace("%7c", "|");
                text.split('|')
                    .for_each(|part| fit::text_later(context, plain(part), (element, limits)));
            }
            (Type::List(element), Location::Query(QueryStyle::Space)) => {
                let text = text.replace("%20", "+");
                text.split('+')
                    .for_each(|part| fit::text_later(context, plain(part), (element, limits)));
            }
            (Type::List(element), Location::Query(_) | Location::Path | Location::Header) => {
                for part in text.split(',') {
                    fit::text_later(context, plain(part.trim()), (element, limits));
                }
            }
            (Type::List(element), _) => fit::text_later(context, plain(text), (element, limits)),
            (ty, _) => fit::text_later(context, plain(text), (ty, limits)),
        }
    }

    fn refuse_unknown<'k>(
        &self,
        context: &mut Context<'_>,
        place: &str,
        name: &str,
        span: Span,
        known: impl Iterator<Item = &'k Input>,
    ) {
        // What is wrong with an input has been reported, and its name may be wrong as well.
        if !self.subject.inputs.doubtful.is_empty() || !self.subject.is_known {
            return;
        }
        let message = format!("no input is sent as `{name}` {place}");
        let diagnostic = Diagnostic::error(rule::EXAMPLE_UNKNOWN_KEY, message)
            .label(span, "the operation has no such input");
        // Which of the two is wrong, the vendor's documentation or the description, only a person knows.
        let meant = suggest::closest(name, known.map(|input| input.wire.as_str()));
        let help = meant.map(|meant| format!("did you mean `{meant}`? If the example is right, the input needs `name: \"{name}\"`"));
        context.report.push(help.into_iter().fold(diagnostic, Diagnostic::help));
    }

    /// A request without what is required is none that a client could make.
    fn refuse_missing(&self, context: &mut Context<'_>, span: Span, has_body: bool) {
        // Documentation seldom repeats a header that is always the same.
        let is_known =
            |input: &&Input| input.always.is_some() && input.location == Location::Header;
        let inputs = self.subject.inputs.good.iter();
        let inputs = inputs.filter(|input| input.is_required() && !is_known(input));
        let missing = inputs.filter(|input| !self.given.contains(input.id.as_str()));
        let mut missing: Vec<_> = missing.map(|input| format!("`{}`", input.wire.value)).collect();
        if matches!(self.subject.body, Body::Whole(_)) && !has_body {
            missing.push("its body".to_owned());
        }
        if !missing.is_empty() {
            let problem = format!("it lacks {}, which is required", missing.join(", "));
            context.report.push(mismatch(span, problem));
        }
    }

    fn refuse_line(&self, context: &mut Context<'_>, line: &Text, problem: &str) {
        let mut diagnostic =
            Diagnostic::error(rule::EXAMPLE_LINE, "a documented request of another operation")
                .label(line.span, problem);
        if let (Some(method), Some(path)) = (self.subject.method, self.subject.path) {
            let (method, path) = (method.as_str(), path.template.as_str());
            diagnostic = diagnostic.help(format!(
                "write `{method} {path}` with values for its placeholders, and the query behind it"
            ));
        }
        context.report.push(diagnostic);
    }

    fn find(&self, is_meant: impl Fn(&Input) -> bool) -> Option<&'r Input> {
        self.inputs().find(|input| is_meant(input))
    }

    /// The inputs of the operation, and the constants of all operations.
    fn inputs(&self) -> impl Iterator<Item = &'r Input> + use<'r> {
        let inputs = self.subject.inputs;
        inputs.good.iter().chain(&inputs.of_api)
    }
}

fn mismatch(span: Span, problem: String) -> Diagnostic {
    Diagnostic::error(rule::EXAMPLE_REQUEST, "the documented request does not fit the inputs")
        .label(span, problem)
}

/// Whether a value is nothing but its place in the documentation: empty, or `<phone>`.
fn is_left_out(value: &str) -> bool {
    let is_within = |open, close| value.starts_with(open) && value.ends_with(close);
    value.trim().is_empty() || is_within('<', '>') || is_within('{', '}')
}

/// The text of a part of a query or path.
fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}
