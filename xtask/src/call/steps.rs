//! How a call writes its request: the statements that generated code has, in the same order.

use bytes::Bytes;
use restwright_runtime as runtime;
use restwright_runtime::{Binary, FormLists, RequestWriter, Upload, Value};
use restwright_spec::api::{
    self, Api, BodyContent, BodyFormat, Input, Location, Need, Operation, QueryStyle, Type,
};

use super::fixed;
use super::given::Given;
use super::inputs::{File, Inputs, Whole};
use super::value::constant;

/// A statement of a request.
#[derive(Clone)]
pub(super) enum Step {
    Credential(&'static runtime::Credential),
    FirstOf(&'static runtime::CredentialChoice),
    /// A value at its place; an optional one may be absent.
    Place(Place, &'static str, Option<Given>, bool),
    IdempotencyKey(&'static str, Option<Given>),
    Accept(&'static str),
    Form(FormLists),
    Multipart,
    Files(&'static str, Vec<File>, Vec<&'static str>),
    Whole(Given),
    Text(Given, &'static str),
    Bytes(Bytes, &'static str),
    File(Upload, Vec<&'static str>),
}

/// What writes a value to a place.
type Place = fn(&mut RequestWriter<'_>, &'static str, &dyn Value);

/// The statements of a call.
pub(super) fn of(api: &Api, operation: &Operation, inputs: &Inputs) -> Vec<Step> {
    let mut steps = inputs.authentication();
    let constants = api.service.constants.iter();
    steps.extend(constants.filter_map(|input| placed(input, inputs)));
    let places: [fn(Location) -> bool; 3] = [
        |location| location == Location::Path,
        |location| matches!(location, Location::Query(_)),
        |location| matches!(location, Location::Header | Location::Cookie),
    ];
    for is_here in places {
        let here = operation.inputs.iter().filter(|input| is_here(input.location));
        steps.extend(here.filter_map(|input| placed(input, inputs)));
    }
    steps.extend(
        operation
            .idempotency_key()
            .map(|key| Step::IdempotencyKey(fixed(&key.wire), inputs.value(key))),
    );
    let says = |input: &Input| {
        input.location == Location::Header && input.wire.eq_ignore_ascii_case("accept")
    };
    let accepted = operation.response.accepted();
    let accepted = accepted.filter(|_| !operation.inputs.iter().any(says));
    steps.extend(accepted.map(|types| Step::Accept(fixed(&types))));
    body(operation, inputs, &mut steps);
    steps
}

fn placed(input: &Input, inputs: &Inputs) -> Option<Step> {
    let place: Place = match input.location {
        Location::Path => |request, name, value| request.path(name, value),
        Location::Query(QueryStyle::Repeat) => |request, name, value| request.query(name, value),
        Location::Query(QueryStyle::Comma) => {
            |request, name, value| request.query_comma(name, value)
        }
        Location::Query(QueryStyle::Pipe) => |request, name, value| request.query_pipe(name, value),
        Location::Query(QueryStyle::Space) => {
            |request, name, value| request.query_space(name, value)
        }
        Location::Query(QueryStyle::DeepObject) => {
            |request, name, value| request.query_object(name, value)
        }
        Location::Header if matches!(input.ty, Type::List(_)) => {
            |request, name, value| request.header_list(name, value)
        }
        Location::Header => |request, name, value| request.header(name, value),
        Location::Cookie => |request, name, value| request.cookie(name, value),
        Location::Body if input.need == Need::RequiredNullable => {
            |request, name, value| request.nullable_field(name, value)
        }
        Location::Body => |request, name, value| request.field(name, value),
        Location::IdempotencyKey => return None,
    };
    let value = match &input.always {
        Some(always) => Some(Given::Constant(constant(always))),
        None => inputs.value(input),
    };
    Some(Step::Place(place, fixed(&input.wire), value, input.is_required()))
}

fn body(operation: &Operation, inputs: &Inputs, steps: &mut Vec<Step>) {
    match operation.body_format {
        BodyFormat::Json => {}
        BodyFormat::Form(lists) => steps.push(Step::Form(form_lists(lists))),
        BodyFormat::Multipart => steps.push(Step::Multipart),
    }
    let Some(body) = &operation.body else {
        let fields = operation.inputs.iter().filter(|input| input.location == Location::Body);
        steps.extend(fields.filter_map(|input| {
            if !input.ty.is_file() {
                return placed(input, inputs);
            }
            let types = input.content_types.iter().map(|it| fixed(it)).collect();
            Some(Step::Files(fixed(&input.wire), inputs.files(input).to_vec(), types))
        }));
        return;
    };
    let content_type = body.content.content_type().map(fixed).unwrap_or_default();
    steps.extend(inputs.whole.as_ref().map(|whole| match (whole, &body.content) {
        (Whole::Given(text), BodyContent::Text(..)) => Step::Text(text.clone(), content_type),
        (Whole::Given(value), _) => Step::Whole(value.clone()),
        (Whole::Bytes(bytes), _) => Step::Bytes(bytes.clone(), content_type),
        (Whole::File(file), BodyContent::File(types)) => {
            Step::File(file.upload.clone(), types.iter().map(|it| fixed(it)).collect())
        }
        (Whole::File(file), _) => Step::File(file.upload.clone(), Vec::new()),
    }));
}

fn form_lists(lists: api::FormLists) -> FormLists {
    match lists {
        api::FormLists::Repeat => FormLists::Repeat,
        api::FormLists::Brackets => FormLists::Brackets,
        api::FormLists::Indices => FormLists::Indices,
        api::FormLists::Comma => FormLists::Comma,
    }
}

impl Step {
    /// The same with a marker in the place of each secret.
    pub(super) fn marked(&self) -> Self {
        let marked = |value: &Option<Given>| value.as_ref().map(Given::marked);
        match self {
            Self::Place(place, name, value, is_required) => {
                Self::Place(*place, name, marked(value), *is_required)
            }
            Self::IdempotencyKey(name, key) => Self::IdempotencyKey(name, marked(key)),
            Self::Whole(value) => Self::Whole(value.marked()),
            Self::Text(value, content_type) => Self::Text(value.marked(), content_type),
            other => other.clone(),
        }
    }

    /// Writes it.
    pub(super) fn write(&self, request: &mut RequestWriter<'_>) {
        match self {
            Self::Credential(credential) => request.client_credential(credential),
            Self::FirstOf(choice) => request.first_of(choice),
            Self::Place(place, name, Some(value), true) => place(request, name, value),
            // What could have been left out may be blank.
            Self::Place(place, name, value, _) => match value {
                Some(Given::Null) => place(request, name, &Given::Null),
                value => place(request, name, value),
            },
            Self::IdempotencyKey(name, key) => {
                let key = key.as_ref().map(|key| match key.secret() {
                    Some(secret) => secret.clone(),
                    None => key.text().into(),
                });
                request.idempotency_key(name, key.as_ref());
            }
            Self::Accept(types) => request.accept(types),
            Self::Form(lists) => request.form(*lists),
            Self::Multipart => request.multipart(),
            Self::Files(name, files, types) => {
                request.files(name, files.iter().map(|file| &file.upload), types);
            }
            Self::Whole(value) => request.whole_body(value),
            Self::Text(value, content_type) => match value.secret() {
                Some(secret) => request.text_body(secret.expose(), content_type),
                None => request.text_body(&value.text(), content_type),
            },
            Self::Bytes(bytes, content_type) => {
                request.bytes_body(&Binary::from(bytes.clone()), content_type);
            }
            Self::File(upload, types) => request.file_body(upload, types),
        }
    }
}
