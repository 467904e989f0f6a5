//! What is inferred and waits for a person: one warning for all of it, and no mark without its key.

use super::Context;
use crate::decode::Entries;
use crate::diagnostic::Diagnostic;
use crate::document::{Field, Inference, Operation, OperationParameter, Parameter, WireId};
use crate::{Span, Spanned, rule};

/// A value that is inferred, and that no person has confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inferred {
    /// What it belongs to, by ids: `operations.pets.list`.
    pub element: String,
    /// Its key.
    pub key: &'static str,
    /// Where it is called inferred.
    pub span: Span,
}

/// The marks of a description.
#[derive(Default)]
struct Marks {
    all: Vec<Inferred>,
    /// Marks of keys that the element does not have.
    stray: Vec<Span>,
}

impl Marks {
    fn take(
        &mut self,
        element: &str,
        marks: Option<&Vec<Spanned<Inference>>>,
        has: impl Fn(Inference) -> bool,
    ) {
        for mark in marks.into_iter().flatten() {
            if has(mark.value) {
                let (element, key) = (element.to_owned(), mark.value.key());
                self.all.push(Inferred { element, key, span: mark.span });
            } else {
                self.stray.push(mark.span);
            }
        }
    }

    fn take_fields(&mut self, element: &str, fields: Option<&Entries<WireId, Field>>) {
        for (id, field) in fields.into_iter().flat_map(Entries::iter) {
            let Some(field) = field else { continue };
            let (secret, personal) = (field.secret.is_some(), field.personal.is_some());
            let element = format!("{element}.{}", id.as_str());
            self.take(&element, field.inferred.as_ref(), |mark| is_care(mark, secret, personal));
        }
    }

    fn take_parameter(&mut self, element: &str, parameter: &Parameter) {
        let (secret, personal) = (parameter.secret.is_some(), parameter.personal.is_some());
        self.take(element, parameter.inferred.as_ref(), |mark| is_care(mark, secret, personal));
    }
}

fn is_care(mark: Inference, secret: bool, personal: bool) -> bool {
    match mark {
        Inference::Secret => secret,
        Inference::Personal => personal,
        Inference::Effect | Inference::ErrorBody | Inference::Idempotency => false,
    }
}

/// Collects what is inferred, and refuses marks of keys that are not there.
pub(super) fn check(context: &mut Context<'_>) {
    let declared = context.declared;
    let mut marks = Marks::default();
    let has_layout = declared.error_body.is_some();
    let of_api = declared.api.and_then(|api| api.inferred.as_ref());
    marks.take("api", of_api, |mark| mark == Inference::ErrorBody && has_layout);
    for (name, ty) in declared.types.iter() {
        let fields = ty.and_then(|ty| ty.fields.as_ref());
        marks.take_fields(&format!("types.{}", name.as_str()), fields);
    }
    for (id, parameter) in declared.parameters.iter() {
        if let Some(parameter) = parameter {
            marks.take_parameter(&format!("parameters.{}", id.as_str()), parameter);
        }
    }
    for (group, operations) in &declared.operations {
        for (id, operation) in operations.iter() {
            if let Some(operation) = operation {
                of_operation(&mut marks, &format!("operations.{group}.{}", id.as_str()), operation);
            }
        }
    }
    report(context, marks);
}

fn of_operation(marks: &mut Marks, element: &str, operation: &Operation) {
    let (effect, idempotency) = (operation.effect.is_some(), operation.idempotency.is_some());
    marks.take(element, operation.inferred.as_ref(), |mark| match mark {
        Inference::Effect => effect,
        Inference::Idempotency => idempotency,
        Inference::ErrorBody | Inference::Personal | Inference::Secret => false,
    });
    for (id, parameter) in operation.parameters.iter().flat_map(Entries::iter) {
        if let Some(OperationParameter::Own(parameter)) = parameter {
            marks.take_parameter(&format!("{element}.{}", id.as_str()), parameter);
        }
    }
    marks.take_fields(element, operation.body.as_ref());
}

fn report(context: &mut Context<'_>, mut marks: Marks) {
    for span in marks.stray {
        let diagnostic =
            Diagnostic::error(rule::STRAY_INFERENCE, "a key is called inferred that is not there")
                .label(span, "this element has no such key")
                .help("take it out of `inferred`");
        context.report.push(diagnostic);
    }
    marks.all.sort_by_key(|one| one.span);
    if let Some(first) = marks.all.first() {
        let message = match marks.all.len() {
            1 => "1 inferred value waits for confirmation".to_owned(),
            count => format!("{count} inferred values wait for confirmation"),
        };
        let diagnostic = Diagnostic::warning(rule::INFERRED_VALUE, message)
            .label(first.span, "the first one")
            .help("check each value, then take the key `inferred` out beside it")
            .help("the command `inferred` lists them");
        context.report.push(diagnostic);
    }
    context.inferred = marks.all;
}
