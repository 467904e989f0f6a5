//! Whether a success can be told from an error that comes with a success status.

use std::collections::BTreeSet;

use super::Context;
use crate::api::{Api, CodeLocation, Field, KeyPath, Type, TypeKind, is_same_key};
use crate::diagnostic::Diagnostic;
use crate::document::ErrorBodies;
use crate::{Span, rule};

/// Refuses successes that have the key of the error code, in an API whose successes can be errors.
pub(super) fn check(context: &mut Context<'_>, api: &Api) {
    let declared = context.declared.error_body.into_iter().flat_map(ErrorBodies::own);
    let said = declared.filter_map(|body| body.in_success.as_ref()).find(|said| said.value);
    let Some(said) = said.map(|said| said.span) else { return };
    let mut seen = BTreeSet::new();
    for body in api.error_bodies.iter().filter(|body| body.in_success) {
        let CodeLocation::Body(path) = &body.code else { continue };
        for operation in api.groups.iter().flat_map(|group| &group.operations) {
            for ty in operation.response.types() {
                match ty {
                    Type::Named(name) => {
                        let keys = fields(api, path, name).into_iter().map(|field| field.wire.span);
                        for key in keys.filter(|key| seen.insert(*key)) {
                            refuse(context, path, key, "it stands for something else here", said);
                        }
                    }
                    Type::Map(_) if seen.insert(operation.id.span) => {
                        let reason = "the success is a map, and its keys are data";
                        refuse(context, path, operation.id.span, reason, said);
                    }
                    _ => {}
                }
            }
        }
    }
}

/// The fields at the end of a path into the objects of a type, or into the variants of a union.
fn fields<'a>(api: &'a Api, path: &KeyPath, name: &'a str) -> Vec<&'a Field> {
    let Some((last, parents)) = path.0.split_last() else { return Vec::new() };
    let mut names = vec![name];
    for key in parents {
        let held = fields_named(api, &names, key).into_iter().filter_map(|field| match &field.ty {
            Type::Named(name) => Some(name.as_str()),
            _ => None,
        });
        names = held.collect();
    }
    fields_named(api, &names, last)
}

fn fields_named<'a>(api: &'a Api, names: &[&'a str], key: &str) -> Vec<&'a Field> {
    let defs = names.iter().filter_map(|name| api.named_type(name));
    let objects = defs.flat_map(|def| {
        let variants = match &def.kind {
            TypeKind::Union(variants) => variants.as_slice(),
            _ => &[],
        };
        std::iter::once(def).chain(variants.iter().filter_map(|it| api.named_type(it.object()?)))
    });
    let fields = objects.flat_map(|def| match &def.kind {
        TypeKind::Object(object) => object.fields.as_slice(),
        _ => &[],
    });
    fields.filter(|field| is_same_key(&field.wire, key)).collect()
}

fn refuse(context: &mut Context<'_>, path: &KeyPath, at: Span, reason: &str, said: Span) {
    let message = format!("a success with the key `{path}` looks like an error");
    let diagnostic = Diagnostic::error(rule::CODE_IN_SUCCESS, message)
        .label(at, reason)
        .label(said, "so a success with this key is taken for an error")
        .help("leave `in_success` out if errors never come with the status of a success");
    context.report.push(diagnostic);
}
