//! Compares bodies of requests that are one value, also with bodies that are made of fields.

use restwright_spec::api::{
    BodyContent, BodyFormat, Field, Input, Location, Operation, Privacy, Type, TypeDef, TypeKind,
    WholeBody,
};

use super::{Changed, content_types};
use crate::affected::AffectedOperations;
use crate::compare::Comparison;
use crate::compare::json::kind;
use crate::compare::value::{expression, privacy_change};
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
            let finding = reshaped(rule).before("fields").after(content(&new.content));
            findings.push(finding.in_head(head.id.span));
        }
        (Some(old), None) if has_fields(head) => {
            let is_same = is_same_json(&comparison.base.types, old, head, |field, input| {
                comparison.type_change(&field.ty, &input.ty) == TypeChange::Same
            });
            let rule =
                if is_same { &rules::BODY_TYPE_BECAME_FIELDS } else { &rules::BODY_SHAPE_CHANGED };
            let finding = reshaped(rule).before(content(&old.content)).after("fields");
            findings.push(finding.in_head(head.id.span));
        }
        (None, Some(new)) => {
            let finding = at(&rules::BODY_ADDED_REQUIRED).after(content(&new.content));
            findings.push(finding.in_head(head.id.span));
        }
        (Some(old), None) => {
            let finding = at(&rules::BODY_REMOVED).before(content(&old.content));
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
    let word = |format| match format {
        BodyFormat::Json => "json",
        BodyFormat::Form(_) => "form",
        BodyFormat::Multipart => "multipart",
    };
    let (old, new) = (base.body_format, head.body_format);
    let (rule, before, after) = match (old, new) {
        _ if is_plain(base) || is_plain(head) => return,
        (BodyFormat::Form(old), BodyFormat::Form(new)) => {
            let both = [(&comparison.base_reached, base), (&comparison.head_reached, head)];
            if old == new || !both.iter().all(|(reached, operation)| has_lists(reached, operation))
            {
                return;
            }
            (&rules::BODY_LISTS_CHANGED, old.as_str(), new.as_str())
        }
        _ if word(old) == word(new) => return,
        _ => (&rules::BODY_FORMAT_CHANGED, word(old), word(new)),
    };
    let finding = Finding::new(rule, changed.place.clone()).in_head(head.id.span);
    findings.push(finding.before(before).after(after));
}

/// Whether the body is text, bytes or a file, which have no format.
fn is_plain(operation: &Operation) -> bool {
    operation.body.as_ref().is_some_and(|body| body.content.ty().is_none())
}

/// Whether there is a list in the body, at any depth.
fn has_lists(reached: &AffectedOperations<'_>, operation: &Operation) -> bool {
    let fields = fields(operation).map(|input| &input.ty);
    let mut types = fields.chain(operation.body.iter().filter_map(|body| body.content.ty()));
    types.any(|ty| {
        let mut held = ty.named().into_iter().flat_map(|name| reached.held_by(name));
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
    let WholeBody { content: old, description } = base;
    let at = |rule| {
        let place = changed.place.part("body");
        Finding::new(rule, place).in_head(changed.head.operation.id.span)
    };
    let new = &head.content;
    let rule = match (old, new) {
        (BodyContent::Value(old), BodyContent::Value(new)) => {
            rules::BODY.rule(comparison.type_change(old, new))
        }
        (BodyContent::Text(old, _), BodyContent::Text(new, _)) => {
            rules::BODY.rule(privacy_change(*old, *new))
        }
        (BodyContent::Bytes(_), BodyContent::Bytes(_))
        | (BodyContent::File(_), BodyContent::File(_)) => None,
        (BodyContent::Value(_), _) | (_, BodyContent::Value(_)) => Some(&rules::BODY_KIND_CHANGED),
        _ => Some(&rules::BODY_REPRESENTATION_CHANGED),
    };
    if let Some(rule) = rule {
        findings.push(at(rule).before(self::content(old)).after(self::content(new)));
    }
    if let (Some(old), Some(new)) = (content_types::of_body(old), content_types::of_body(new)) {
        content_types::compare(&old, &new, at, findings);
    }
    if !is_same_prose(description, &head.description) {
        findings
            .push(at(&rules::BODY_DOC_CHANGED).before(&**description).after(&*head.description));
    }
}

/// What a body is, as descriptions say it.
fn content(content: &BodyContent) -> String {
    match content {
        BodyContent::Value(ty) => expression(ty),
        BodyContent::Text(Privacy::Public, _) => "text".to_owned(),
        BodyContent::Text(Privacy::Personal, _) => "personal text".to_owned(),
        BodyContent::Text(Privacy::Secret, _) => "secret text".to_owned(),
        BodyContent::Bytes(_) => "bytes".to_owned(),
        BodyContent::File(_) => "file".to_owned(),
    }
}

/// Whether fields of a body and a named type make the same JSON.
fn is_same_json(
    types: &[TypeDef],
    body: &WholeBody,
    operation: &Operation,
    is_same_type: impl Fn(&Field, &Input) -> bool,
) -> bool {
    let Some(Type::Named(name)) = body.content.ty() else { return false };
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
