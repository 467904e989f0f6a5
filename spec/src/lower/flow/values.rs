//! The values of a flow: which step supplies each, and whether it has the type of the argument that takes it.

use std::collections::BTreeMap;

use crate::Span;
use crate::api::{Api, BodyContent, Operation, Privacy, Type};
use crate::decode::{Entries, Text};
use crate::diagnostic::Diagnostic;
use crate::lower::{Context, all};
use crate::{document, rule, suggest};

/// The values that are there at some step.
#[derive(Default)]
pub(super) struct Values {
    known: BTreeMap<String, Known>,
    /// Whether an earlier step is wrong, so that nobody knows what it would have supplied.
    pub(super) is_doubtful: bool,
}

/// A value that an earlier step supplies.
struct Known {
    /// Its type; for what the application supplies, that of the first argument that takes it.
    ty: Option<Type>,
    is_given: bool,
    span: Span,
}

impl Values {
    pub(super) fn ask(&mut self, id: &Text) {
        let known = Known { ty: None, is_given: false, span: id.span };
        self.known.insert(id.value.clone(), known);
    }

    pub(super) fn give(&mut self, id: &Text, ty: Type) {
        let known = Known { ty: Some(ty), is_given: true, span: id.span };
        self.known.insert(id.value.clone(), known);
    }

    /// The values of the arguments of an operation, in the order of the arguments.
    pub(super) fn of_arguments(
        &mut self,
        context: &mut Context<'_>,
        api: &Api,
        operation: &Operation,
        name: &Text,
        with: Option<&Entries<document::Id, Text>>,
    ) -> Option<Vec<String>> {
        let mut list = Some(Vec::new());
        for argument in &operation.arguments {
            let mut written = with.into_iter().flat_map(Entries::iter);
            let value = match written.find(|(id, _)| id.value == *argument) {
                Some((_, value)) => value?.clone(),
                None => Text::new(argument.clone(), name.span),
            };
            let ty = type_of(api, operation, argument);
            let is_there = self.take(context, &value, argument, &ty);
            list = all(list, is_there.then_some(value.value));
        }
        list
    }

    /// Takes a value for an argument, and reports it if it is not there or has another type.
    fn take(&mut self, context: &mut Context<'_>, value: &Text, argument: &str, ty: &Type) -> bool {
        let Some(known) = self.known.get_mut(&value.value) else {
            if !self.is_doubtful {
                let names = self.known.keys().map(String::as_str);
                let label = format!("the argument `{argument}` needs it");
                let help = "add it to the `ask` of an earlier step or to the `gives` of an earlier call, or name another value under `with`";
                let diagnostic = Diagnostic::error(
                    rule::UNKNOWN_VALUE,
                    format!("no earlier step supplies the value `{}`", value.value),
                )
                .label(value.span, label);
                context.report.push(match suggest::closest(value, names) {
                    Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
                    None => diagnostic.help(help),
                });
            }
            return false;
        };
        let is_given = known.is_given;
        let had = known.ty.get_or_insert_with(|| ty.clone());
        if fits(had, ty, is_given) {
            return true;
        }
        let message = format!("the value `{}` does not fit the argument `{argument}`", value.value);
        let diagnostic = Diagnostic::error(rule::FLOW_VALUE, message)
            .label(value.span, "the argument has another type, or is less protected")
            .label(known.span, "the value comes from here");
        context.report.push(diagnostic);
        false
    }
}

/// The type of an argument: of an input, of the whole body, or of a credential.
fn type_of(api: &Api, operation: &Operation, argument: &str) -> Type {
    let input = operation.input(argument).map(|input| input.ty.clone());
    let is_credential = api.credentials.iter().any(|credential| *credential.id == argument);
    let body = operation.body.as_ref().filter(|_| !is_credential);
    let body = body.map(|body| match &body.content {
        BodyContent::Value(ty) => ty.clone(),
        BodyContent::Text(privacy, _) => Type::String(*privacy),
        // Neither comes out of a response, and each is what the application has.
        BodyContent::Bytes(_) | BodyContent::File(_) => Type::File,
    });
    input.or(body).unwrap_or(Type::String(Privacy::Secret))
}

/// Whether a value of one type can be handed over as another. What the application supplies is not protected yet.
fn fits(value: &Type, argument: &Type, is_given: bool) -> bool {
    match (value, argument) {
        (Type::String(value), Type::String(argument)) => {
            !is_given || value == argument || *value == Privacy::Public
        }
        (value, argument) => value == argument,
    }
}
