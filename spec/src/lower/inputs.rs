//! All inputs of an operation together.

use std::collections::BTreeMap;

use super::former::Formers;
use super::graph::Holder;
use super::{Context, body, constant, field, idempotency, input, wire};
use crate::api::{Basic, CredentialChoice, Field, Given, Input, Location, Placement};
use crate::decode::{Entries, Text};
use crate::diagnostic::Diagnostic;
use crate::{document, rule};

/// The inputs of an operation.
pub(super) struct Inputs<'a> {
    /// By id.
    pub(super) good: Vec<Input>,
    /// Constants that every call sends besides them.
    pub(super) of_api: Vec<Input>,
    /// Ids of the invalid ones, which have been reported.
    pub(super) doubtful: Vec<&'a str>,
}

impl<'a> Inputs<'a> {
    pub(super) fn lower(
        context: &mut Context<'a>,
        document: &'a document::Operation,
        credentials: &[Text],
        choice: Option<&CredentialChoice>,
    ) -> Self {
        let mut taken = taken_by(context, credentials, choice);
        let key = idempotency::of_operation(context, document);
        if let Some(header) = &key {
            taken.idempotency_key(context, header);
        }
        let of_api = context.constants.clone();
        for constant in &of_api {
            taken.constant(context, constant::place(constant), &constant.wire);
        }
        let mut inputs = Self { good: Vec::new(), of_api, doubtful: Vec::new() };
        inputs.add_parameters(context, document, &mut taken);
        inputs.add_fields(context, document, &mut taken);
        refuse_duplicates(context, document, credentials);
        if let Some(header) = key {
            let others: Vec<_> = ids(context, document, credentials).collect();
            inputs.good.push(idempotency::input(context, header, others));
        }
        inputs.refuse_living_formers(context, document, credentials);
        inputs
    }

    fn add_parameters(
        &mut self,
        context: &mut Context<'a>,
        document: &'a document::Operation,
        taken: &mut wire::Taken,
    ) {
        for (id, parameter) in document.parameters.iter().flat_map(Entries::iter) {
            let parameter =
                parameter.and_then(|parameter| input::parameter(context, id, parameter));
            let Some(parameter) = parameter else {
                self.doubtful.push(id);
                continue;
            };
            match parameter.location {
                Location::Query(_) => taken.input(context, "query", &parameter.wire),
                Location::Header => taken.input(context, "header", &parameter.wire),
                Location::Cookie => taken.input(context, "cookie", &parameter.wire),
                // Ids are placeholders, and those cannot stand for two things.
                Location::Path | Location::Body | Location::IdempotencyKey => {}
            }
            self.good.push(parameter);
        }
    }

    fn add_fields(
        &mut self,
        context: &mut Context<'a>,
        document: &'a document::Operation,
        taken: &mut wire::Taken,
    ) {
        let Some(documents) = &document.body else {
            return;
        };
        let fields = field::fields(context, documents, Holder::Request, "body", taken);
        match fields {
            Some(fields) => {
                for field in fields {
                    let declared = documents.iter().find(|(id, _)| **id == field.id);
                    let declared = declared.and_then(|(_, document)| document);
                    let types = declared.filter(|_| field.ty.is_file());
                    let types = types.and_then(|document| document.content_type.as_ref());
                    let types = body::content_types(context, types).unwrap_or_default();
                    self.good.push(body_input(field, types));
                }
            }
            None => self.doubtful.extend(documents.iter().map(|(id, _)| id.as_str())),
        }
    }

    /// Parameters and fields share their former ids as well, which neither of the two can see alone.
    fn refuse_living_formers(
        &mut self,
        context: &mut Context<'a>,
        document: &document::Operation,
        credentials: &[Text],
    ) {
        let living: Vec<_> = ids(context, document, credentials).collect();
        let mut formers = Formers::among(living.into_iter().map(|id| id.as_str()));
        for input in &mut self.good {
            input.renamed_from = formers.id(context, input.renamed_from.as_ref(), &input.id);
        }
    }
}

/// The places that credentials take. No two alternatives are sent together, so that they can share a place.
fn taken_by(
    context: &mut Context<'_>,
    credentials: &[Text],
    choice: Option<&CredentialChoice>,
) -> wire::Taken {
    let all: Vec<_> = credentials.iter().map(|id| id.value.clone()).collect();
    let together = choice.map_or(std::slice::from_ref(&all), |choice| &choice.first_of);
    let mut taken = wire::Taken::default();
    for ids in together {
        let mut alternative = wire::Taken::default();
        for credential in credentials.iter().filter(|credential| ids.contains(credential)) {
            let placements = known_placements(context, credential);
            alternative.credential(context, credential.span, &placements);
        }
        taken.join(alternative);
    }
    taken
}

fn body_input(field: Field, content_types: Vec<String>) -> Input {
    Input {
        id: field.id,
        shared: None,
        wire: field.wire,
        location: Location::Body,
        ty: field.ty,
        content_types,
        need: field.need,
        limits: field.limits,
        always: field.always,
        description: field.description,
        default: None,
        example: field.example,
        renamed_from: field.renamed_from,
        deprecated: field.deprecated,
    }
}

/// Inputs and credentials share the names of arguments and setters.
fn refuse_duplicates(
    context: &mut Context<'_>,
    document: &document::Operation,
    credentials: &[Text],
) {
    let mut seen = BTreeMap::new();
    let mut problems = Vec::new();
    for id in ids(context, document, credentials) {
        if id.as_str() == "body" {
            let diagnostic = Diagnostic::error(rule::RESERVED_ID, "the id `body` is taken")
                .label(id.span, "it stands for a whole body")
                .help("call it something else, and keep its name on the wire with `name: body`");
            problems.push(diagnostic);
        }
        if let Some(first) = seen.insert(id.as_str(), id.span) {
            let message = format!("the operation has two inputs `{}`", id.value);
            let diagnostic = Diagnostic::error(rule::DUPLICATE_INPUT, message)
                .label(id.span, "again here")
                .label(first, "first here")
                .help("ids are names of arguments; the `name` is what is sent");
            problems.push(diagnostic);
        }
    }
    for problem in problems {
        context.report.push(problem);
    }
}

/// The ids of all that a call can be given.
fn ids<'d>(
    context: &Context<'_>,
    document: &'d document::Operation,
    credentials: &'d [Text],
) -> impl Iterator<Item = &'d Text> {
    let parameters = document.parameters.iter().flat_map(Entries::iter).map(|(id, _)| id);
    let fields = document.body.iter().flat_map(Entries::iter).map(|(id, _)| id);
    let credentials = credentials.iter().filter(|id| given(context, id) == Some(Given::Call));
    parameters.chain(fields).chain(credentials)
}

/// When a credential is given, if that is said well.
pub(super) fn given(context: &Context<'_>, credential: &str) -> Option<Given> {
    let document = context.declared.credentials.get(credential)?;
    document.given.as_ref().map(|given| given.value)
}

/// What is right of the placements of a credential; what is wrong of them has been reported where they are declared.
pub(super) fn known_placements(context: &Context<'_>, credential: &str) -> Vec<Placement> {
    let document = context.declared.credentials.get(credential);
    if document.is_some_and(|document| document.oauth.is_some()) {
        let (name, scheme) = ("Authorization".to_owned(), Some("Bearer".to_owned()));
        return vec![Placement::Header { name, scheme }];
    }
    let basic = document.and_then(|document| document.basic.as_ref());
    if let Some(user) = basic.and_then(|basic| basic.user.clone()) {
        let password = basic.and_then(|basic| basic.password.clone());
        return vec![Placement::Basic(Basic { user, password })];
    }
    let placements = document.and_then(|document| document.placements.as_ref());
    let known = placements.into_iter().flatten().filter_map(|placement| {
        let name = placement.name.as_ref()?.value.clone();
        Some(match placement.place.as_ref()?.value {
            document::PlacementPlace::Query => Placement::Query(name),
            document::PlacementPlace::Cookie => Placement::Cookie(name),
            document::PlacementPlace::Header => {
                let scheme = placement.scheme.as_ref().map(|scheme| scheme.value.clone());
                Placement::Header { name, scheme }
            }
        })
    });
    known.collect()
}
