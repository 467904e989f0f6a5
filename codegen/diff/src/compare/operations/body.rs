//! Compares bodies of requests that are one value, also with bodies that are made of fields.

use restwright_spec::api::{
    BodyFormat, Field, Input, Location, Operation, Type, TypeDef, TypeKind, WholeBody,
};

use super::Changed;
use crate::affected::{AffectedOperations, named};
use crate::compare::Comparison;
use crate::compare::json::kind;
use crate::compare::value::expression;
use crate::compare::words::is_same_prose;
use crate::finding::{Finding, Findings};
use crate::rules::bodies as rules;
use crate::rules::type_changes::TypeChange;

/// Whether one side has fields of a body, and the other one a body that is one value.
pub(super) fn is_reshaped(base: &Operation, head: &Operation) -> bool {
    (base.body.is_some() && has_fields(head)) || (has_fields(base) && head.body.is_some())
}

fn has_fields(operation: &Operation) -> bool {
    fields(operation).next().is_some()
}

fn fields(operation: &Operation) -> impl Iterator<Item = &Input> {
    operation.inputs.iter().filter(|input| input.location == Location::Body)
}

pub(super) fn compare(comparison: &Comparison<'_>, changed: &Changed<'_>, findings: &mut Findings) {
    let (base, head) = (changed.base.operation, changed.head.operation);
    let place = changed.place.part("body");
    let at = |rule| Finding::new(rule, place.clone());
    format(comparison, changed, findings);
    // The fields are inputs of the operation, so that the operation is what changed.
    let reshaped = |rule| Finding::new(rule, changed.place.clone());
    match (&base.body, &head.body) {
        (Some(old), Some(new)) => whole(comparison, changed, (old, new), findings),
        (None, Some(new)) if has_fields(base) => {
            let is_same = is_same_json(&comparison.head.types, new, base, |field, input| {
                comparison.type_change(&input.ty, &field.ty) == TypeChange::Same
            });
            let rule =
                if is_same { &rules::BODY_FIELDS_BECAME_TYPE } else { &rules::BODY_SHAPE_CHANGED };
            let finding = reshaped(rule).before("fields").after(expression(&new.ty));
            findings.push(finding.in_head(head.id.span));
        }
        (Some(old), None) if has_fields(head) => {
            let is_same = is_same_json(&comparison.base.types, old, head, |field, input| {
                comparison.type_change(&field.ty, &input.ty) == TypeChange::Same
            });
            let rule =
                if is_same { &rules::BODY_TYPE_BECAME_FIELDS } else { &rules::BODY_SHAPE_CHANGED };
            let finding = reshaped(rule).before(expression(&old.ty)).after("fields");
            findings.push(finding.in_head(head.id.span));
        }
        (None, Some(new)) => {
            let finding = at(&rules::BODY_ADDED_REQUIRED).after(expression(&new.ty));
            findings.push(finding.in_head(head.id.span));
        }
        (Some(old), None) => {
            let finding = at(&rules::BODY_REMOVED).before(expression(&old.ty));
            findings.push(finding.in_base(base.id.span));
        }
        (None, None) => {}
    }
}

/// Compares formats. The style of lists matters only where there are lists.
fn format(comparison: &Comparison<'_>, changed: &Changed<'_>, findings: &mut Findings) {
    let (base, head) = (changed.base.operation, changed.head.operation);
    if !base.has_body() || !head.has_body() {
        return;
    }
    let (rule, before, after) = match (base.body_format, head.body_format) {
        (BodyFormat::Json, BodyFormat::Json) => return,
        (BodyFormat::Json, BodyFormat::Form(_)) => (&rules::BODY_FORMAT_CHANGED, "json", "form"),
        (BodyFormat::Form(_), BodyFormat::Json) => (&rules::BODY_FORMAT_CHANGED, "form", "json"),
        (BodyFormat::Form(old), BodyFormat::Form(new)) => {
            let both = [(&comparison.base_reached, base), (&comparison.head_reached, head)];
            if old == new || !both.iter().all(|(reached, operation)| has_lists(reached, operation))
            {
                return;
            }
            (&rules::BODY_LISTS_CHANGED, old.as_str(), new.as_str())
        }
    };
    let finding = Finding::new(rule, changed.place.clone()).in_head(head.id.span);
    findings.push(finding.before(before).after(after));
}

/// Whether there is a list in the body, at any depth.
fn has_lists(reached: &AffectedOperations<'_>, operation: &Operation) -> bool {
    let fields = fields(operation).map(|input| &input.ty);
    let mut types = fields.chain(operation.body.iter().map(|body| &body.ty));
    types.any(|ty| {
        let mut held = named(ty).into_iter().flat_map(|name| reached.held_by(name));
        holds_list(ty) || held.any(|def| has_list_field(&def.kind))
    })
}

fn has_list_field(kind: &TypeKind) -> bool {
    let TypeKind::Object(object) = kind else { return false };
    object.fields.iter().any(|field| holds_list(&field.ty))
}

/// Whether a type is a list, or a map of lists.
fn holds_list(ty: &Type) -> bool {
    match ty {
        Type::List(_) => true,
        Type::Map(inner) | Type::Nullable(inner) => holds_list(inner),
        _ => false,
    }
}

fn whole(
    comparison: &Comparison<'_>,
    changed: &Changed<'_>,
    (base, head): (&WholeBody, &WholeBody),
    findings: &mut Findings,
) {
    // Every field is named, so that one that is new in the model has to be compared.
    let WholeBody { ty, description } = base;
    let at = |rule| {
        let place = changed.place.part("body");
        Finding::new(rule, place).in_head(changed.head.operation.id.span)
    };
    if let Some(rule) = rules::BODY.rule(comparison.type_change(ty, &head.ty)) {
        findings.push(at(rule).before(expression(ty)).after(expression(&head.ty)));
    }
    if !is_same_prose(description, &head.description) {
        findings
            .push(at(&rules::BODY_DOC_CHANGED).before(&**description).after(&*head.description));
    }
}

/// Whether fields of a body and a named type make the same JSON.
fn is_same_json(
    types: &[TypeDef],
    body: &WholeBody,
    operation: &Operation,
    is_same_type: impl Fn(&Field, &Input) -> bool,
) -> bool {
    let Type::Named(name) = &body.ty else { return false };
    let Some(TypeKind::Object(object)) = kind(types, name) else { return false };
    object.fields.len() == fields(operation).count()
        && fields(operation).all(|input| {
            let field = object.fields.iter().find(|field| field.wire == input.wire);
            field.is_some_and(|field| {
                field.need == input.need
                    && field.always == input.always
                    && is_same_type(field, input)
            })
        })
}
