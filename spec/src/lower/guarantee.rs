//! What the condition of a variant guarantees, and whether the type of the variant says so.

use super::Context;
use crate::Span;
use crate::api::{Need, is_same_key};
use crate::decode::{Entries, Text};
use crate::diagnostic::Diagnostic;
use crate::{document, rule};

/// More places than these help nobody.
const MAX_USES: usize = 3;

/// Rejects variants whose discriminator is optional or nullable in their type.
pub(super) fn check(context: &mut Context<'_>) {
    let types = &context.declared.types;
    let variants = types.iter().filter_map(|(_, ty)| ty?.variants.as_ref()).flatten();
    for variant in variants {
        let (Some(ty), Some(key)) = (ty(variant), variant.when.as_ref().and_then(key)) else {
            continue;
        };
        let fields = types.get(ty).and_then(|ty| ty.fields.as_ref());
        for (id, field) in fields.into_iter().flat_map(Entries::iter) {
            let Some(field) = field else { continue };
            let wire = field.name.as_ref().unwrap_or(id);
            let need = Need::of(field);
            if is_same_key(wire, key) && need != Need::Required {
                refuse(context, (ty, key), id, need);
            }
        }
    }
}

fn ty(variant: &document::Variant) -> Option<&Text> {
    variant.ty.as_ref().map(|ty| &ty.0)
}

/// The key that a condition guarantees.
fn key(when: &document::When) -> Option<&Text> {
    when.has.as_ref().or(when.key.as_ref())
}

fn refuse(context: &mut Context<'_>, (ty, key): (&Text, &Text), field: &Text, need: Need) {
    let state = if need.is_required() { "nullable" } else { "optional" };
    let message =
        format!("`{}` is {state} in `{}`, although it chooses the variant", field.value, ty.value);
    let label = format!("the key `{}` is always there where this variant is chosen", key.value);
    let mut diagnostic = Diagnostic::error(rule::VARIANT_KEY_NOT_REQUIRED, message)
        .label(field.span, format!("{state} here"))
        .label(key.span, label);
    let uses = context.graph.uses(ty);
    let others: Vec<Span> = uses.iter().copied().filter(|span| *span != ty.span).collect();
    for other in others.iter().take(MAX_USES) {
        diagnostic = diagnostic.label(*other, format!("`{}` is used here, too", ty.value));
    }
    let help = if need.is_required() {
        "remove `nullable: true` from the field"
    } else {
        "add `required: true` to the field, and remove `nullable: true` if it has it"
    };
    diagnostic = diagnostic.help(help);
    if !others.is_empty() {
        diagnostic = diagnostic.help(
            "if the key is optional or nullable elsewhere, declare a separate type for the variant",
        );
    }
    context.report.push(diagnostic);
}
