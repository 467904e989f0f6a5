//! What is inferred and waits for a person: one warning for all of it, and no mark without its key.

use super::Context;
use super::declared::Table;
use crate::decode::Entries;
use crate::diagnostic::Diagnostic;
use crate::document::{Field, Inference, OperationParameter, WireId};
use crate::{Span, Spanned, rule};

/// The marks of a description.
#[derive(Default)]
struct Marks {
    count: usize,
    first: Option<Span>,
    /// Marks of keys that the element does not have.
    stray: Vec<Span>,
}

impl Marks {
    fn take(&mut self, marks: Option<&Vec<Spanned<Inference>>>, has: impl Fn(Inference) -> bool) {
        for mark in marks.into_iter().flatten() {
            if has(mark.value) {
                self.count += 1;
                self.first = Some(self.first.map_or(mark.span, |first| first.min(mark.span)));
            } else {
                self.stray.push(mark.span);
            }
        }
    }

    fn take_fields(&mut self, fields: Option<&Entries<WireId, Field>>) {
        for field in fields.into_iter().flat_map(Entries::iter).filter_map(|(_, field)| field) {
            let (secret, personal) = (field.secret.is_some(), field.personal.is_some());
            self.take(field.inferred.as_ref(), |mark| is_care(mark, secret, personal));
        }
    }
}

fn is_care(mark: Inference, secret: bool, personal: bool) -> bool {
    match mark {
        Inference::Secret => secret,
        Inference::Personal => personal,
        Inference::Effect | Inference::ErrorBody | Inference::Idempotency => false,
    }
}

/// Counts what is inferred, and refuses marks of keys that are not there.
pub(super) fn check(context: &mut Context<'_>) {
    let declared = context.declared;
    let mut marks = Marks::default();
    let has_layout = declared.error_body.is_some();
    let of_api = declared.api.and_then(|api| api.inferred.as_ref());
    marks.take(of_api, |mark| mark == Inference::ErrorBody && has_layout);
    for (_, ty) in declared.types.iter() {
        marks.take_fields(ty.and_then(|ty| ty.fields.as_ref()));
    }
    let shared = declared.parameters.iter().filter_map(|(_, parameter)| parameter);
    let operations = declared.operations.values().flat_map(Table::iter);
    let operations: Vec<_> = operations.filter_map(|(_, operation)| operation).collect();
    let own = operations.iter().filter_map(|operation| operation.parameters.as_ref());
    let own = own.flat_map(Entries::iter).filter_map(|(_, parameter)| match parameter? {
        OperationParameter::Own(parameter) => Some(&**parameter),
        OperationParameter::Shared(_) => None,
    });
    for parameter in shared.chain(own) {
        let (secret, personal) = (parameter.secret.is_some(), parameter.personal.is_some());
        marks.take(parameter.inferred.as_ref(), |mark| is_care(mark, secret, personal));
    }
    for operation in operations {
        let (effect, idempotency) = (operation.effect.is_some(), operation.idempotency.is_some());
        marks.take(operation.inferred.as_ref(), |mark| match mark {
            Inference::Effect => effect,
            Inference::Idempotency => idempotency,
            Inference::ErrorBody | Inference::Personal | Inference::Secret => false,
        });
        marks.take_fields(operation.body.as_ref());
    }
    report(context, marks);
}

fn report(context: &mut Context<'_>, marks: Marks) {
    for span in marks.stray {
        let diagnostic =
            Diagnostic::error(rule::STRAY_INFERENCE, "a key is called inferred that is not there")
                .label(span, "this element has no such key")
                .help("take it out of `inferred`");
        context.report.push(diagnostic);
    }
    if let Some(first) = marks.first {
        let message = match marks.count {
            1 => "1 inferred value waits for confirmation".to_owned(),
            count => format!("{count} inferred values wait for confirmation"),
        };
        let diagnostic = Diagnostic::warning(rule::INFERRED_VALUE, message)
            .label(first, "the first one")
            .help("check each value, then take the key `inferred` out beside it")
            .help("`cargo xtask inferred` lists them");
        context.report.push(diagnostic);
    }
}
