//! Whether operations of one method and path can be told apart by what is sent.

use std::collections::BTreeMap;

use super::Context;
use crate::api::{BodyContent, BodyFormat, Group, Location, Operation, Privacy, Type};
use crate::decode::Text;
use crate::diagnostic::Diagnostic;
use crate::rule;

/// Refuses operations whose requests are the same: a second name for one thing is no operation.
pub(super) fn check(context: &mut Context<'_>, groups: &[Group]) {
    let mut first: BTreeMap<_, Vec<&Operation>> = BTreeMap::new();
    for operation in groups.iter().flat_map(|group| &group.operations) {
        let server = operation.server.as_ref().map(|id| id.value.as_str());
        let key = (operation.method.as_str(), server, operation.path.shape());
        let others = first.entry(key).or_default();
        if let Some(other) = others.iter().find(|other| request(other) == request(operation)) {
            let (first, second) = (&operation.id, &other.id);
            let is_first = first.span < second.span;
            let (first, second) = if is_first { (first, second) } else { (second, first) };
            context.report.push(same(second, first, operation));
        } else {
            others.push(operation);
        }
    }
}

fn same(second: &Text, first: &Text, operation: &Operation) -> Diagnostic {
    let message = format!("`{}` sends the same requests as `{}`", second.value, first.value);
    let line = format!("{} {}", operation.method.as_str(), operation.path.shape());
    Diagnostic::error(rule::SAME_REQUEST, message)
        .label(second.span, format!("`{line}` with the same inputs and credentials"))
        .label(first.span, "as this one")
        .help("take one of the two out, or say which inputs only one of them has")
}

/// All that tells the requests of an operation from those of another one at its path.
fn request(operation: &Operation) -> impl PartialEq {
    // Placeholders are told by their place, which the path has.
    let mut inputs: Vec<_> = operation
        .inputs
        .iter()
        .filter(|input| input.location != Location::Path)
        .map(|input| {
            let place = match input.location {
                Location::Path => "path",
                Location::Query(_) => "query",
                Location::Header | Location::IdempotencyKey => "header",
                Location::Cookie => "cookie",
                Location::Body => "body",
            };
            let always = input.always.as_ref();
            (place, input.wire.as_str(), input.need.is_required(), public(&input.ty), always)
        })
        .collect();
    inputs.sort_by(|left, right| (left.0, left.1).cmp(&(right.0, right.1)));
    let body = operation.body.as_ref().map(|body| match &body.content {
        BodyContent::Value(ty) => BodyContent::Value(public(ty)),
        BodyContent::Text(_, content_type) => {
            BodyContent::Text(Privacy::Public, content_type.clone())
        }
        content => content.clone(),
    });
    let is_multipart = operation.body_format == BodyFormat::Multipart;
    (inputs, body, is_multipart, operation.credentials.clone(), operation.choice.clone())
}

/// A type without how carefully its texts are handled, which nobody sees on the wire.
fn public(ty: &Type) -> Type {
    match ty {
        Type::String(_) => Type::String(Privacy::Public),
        Type::List(element) => Type::List(Box::new(public(element))),
        Type::Map(element) => Type::Map(Box::new(public(element))),
        other => other.clone(),
    }
}
