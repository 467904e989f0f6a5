//! Whether a success can be told from an error that comes with the status of a success.

use std::collections::BTreeSet;

use super::Context;
use crate::api::{Api, ErrorBody, Type, TypeDef, TypeKind, is_same_key};
use crate::diagnostic::Diagnostic;
use crate::{Span, rule};

/// Refuses successes that have the key of the error code, in an API whose successes can be errors.
pub(super) fn check(context: &mut Context<'_>, api: &Api) {
    let said = context.declared.error_body.and_then(|document| document.in_success.as_ref());
    let (Some(said), Some(body)) = (said, api.error_body.as_ref().filter(|body| body.in_success))
    else {
        return;
    };
    let mut seen = BTreeSet::new();
    for operation in api.groups.iter().flat_map(|group| &group.operations) {
        match &operation.response.ty {
            Some(Type::Named(name)) => {
                for key in keys(api, body, name).filter(|key| seen.insert(*key)) {
                    refuse(context, body, key, "it stands for something else here", said.span);
                }
            }
            Some(Type::Map(_)) => {
                let reason = "the success is a map, and its keys are data";
                refuse(context, body, operation.id.span, reason, said.span);
            }
            _ => {}
        }
    }
}

/// Where the object, or a variant of the union, declares the key of the error code.
fn keys<'a>(api: &'a Api, body: &'a ErrorBody, name: &'a str) -> impl Iterator<Item = Span> + 'a {
    let find = |name: &str| -> Option<&'a TypeDef> {
        let at = api.types.binary_search_by(|def| def.name.as_str().cmp(name)).ok()?;
        api.types.get(at)
    };
    let def = find(name);
    let variants = match def.map(|def| &def.kind) {
        Some(TypeKind::Union(variants)) => variants.as_slice(),
        _ => &[],
    };
    let objects = def.into_iter().chain(variants.iter().filter_map(move |it| find(&it.ty)));
    objects
        .flat_map(|def| match &def.kind {
            TypeKind::Object(object) => object.fields.as_slice(),
            _ => &[],
        })
        .filter(|field| is_same_key(&field.wire, &body.code))
        .map(|field| field.wire.span)
}

fn refuse(context: &mut Context<'_>, body: &ErrorBody, at: Span, reason: &str, said: Span) {
    let message = format!("a success with the key `{}` looks like an error", body.code);
    let diagnostic = Diagnostic::error(rule::CODE_IN_SUCCESS, message)
        .label(at, reason)
        .label(said, "so a success with this key is taken for an error")
        .help("leave `in_success` out if errors never come with the status of a success");
    context.report.push(diagnostic);
}
