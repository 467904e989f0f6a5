//! Inputs in path, query, headers and cookies.

use super::former::Formers;
use super::graph::Holder;
use super::limits::Written;
use super::value_type::{self, Care};
use super::{Context, Reported, constant, fit, literal, wire, words};
use crate::api::{Input, Limits, Location, Need, QueryStyle, Type};
use crate::decode::Text;
use crate::diagnostic::Diagnostic;
use crate::document::{self, OperationParameter, Place, SharedParameter};
use crate::{Span, Spanned, rule};

/// Lowers the shared parameters, whether they are used or not.
pub(super) fn shared(context: &mut Context<'_>) {
    let declared = context.declared;
    for (id, document) in declared.parameters.iter() {
        let input = document.and_then(|document| own(context, id, document));
        context.shared.insert(id, input);
    }
}

/// Lowers a parameter of an operation.
pub(super) fn parameter<'a>(
    context: &mut Context<'a>,
    id: &'a Text,
    document: &'a OperationParameter,
) -> Option<Input> {
    match document {
        OperationParameter::Own(document) => own(context, id, document),
        OperationParameter::Shared(document) => used(context, id, document),
    }
}

pub(super) fn own<'a>(
    context: &mut Context<'a>,
    id: &'a Text,
    document: &'a document::Parameter,
) -> Option<Input> {
    let care = Care { secret: document.secret.as_ref(), personal: document.personal.as_ref() };
    let ty = document.ty.as_ref();
    let resolved = ty.and_then(|ty| value_type::resolve(context, ty, &care, Holder::Request));
    let location = location(document);
    let has_form = match (&document.place, ty, &resolved) {
        (Some(place), Some(expression), Some(ty)) => {
            check_type(context, document, place, &expression.0, ty)
        }
        _ => true,
    };
    let is_named = check_name(context, document.place.as_ref(), id, document.name.as_ref());
    let need = match document.always {
        Some(_) => Need::Required,
        None => need(context, document.place.as_ref(), document.required.as_ref()),
    };
    let description = words::required(context, document.description.as_ref(), words::markdown);
    let renamed_from = Formers::among([]).id(context, document.renamed_from.as_ref(), id);
    let deprecated = words::deprecation(context, document.deprecated.as_ref());
    let always = constant::of_parameter(context, document, resolved.as_ref());
    let limits = match document.always {
        Some(_) => Ok(Limits::default()),
        None => Written::from(document).lower(context, resolved.as_ref()),
    };
    if let (Some(ty), None) = (&resolved, &document.always) {
        let values =
            Values { need, default: document.default.as_ref(), example: document.example.as_ref() };
        values.check(context, ty, limits.as_ref().ok());
    }
    if !(has_form && is_named) {
        return None;
    }
    Some(Input {
        id: id.clone(),
        shared: None,
        wire: document.name.as_ref().unwrap_or(id).clone(),
        location: location?,
        ty: resolved?,
        content_types: Vec::new(),
        need,
        limits: limits.ok()?,
        always: always.ok()?,
        description: description?,
        default: document.default.as_ref().map(literal::literal),
        example: document.example.as_ref().map(literal::literal),
        renamed_from,
        deprecated,
    })
}

fn used<'a>(
    context: &mut Context<'a>,
    id: &'a Text,
    document: &'a SharedParameter,
) -> Option<Input> {
    let shared = document.shared.as_ref()?;
    let declared = context.declared;
    if !context.refer(&declared.parameters, shared) {
        return None;
    }
    let mut input = context.shared.get(shared.as_str())?.clone()?;
    let declaration = declared.parameters.get(shared)?;
    let place = declaration.place.as_ref();
    if let Some(always) = &declaration.always {
        refuse_changes(context, document, always.span).ok()?;
    }
    let is_named = check_name(context, place, id, document.name.as_ref());
    let former = document.renamed_from.as_ref();
    match Formers::among([]).id(context, former, id) {
        Some(former) => input.renamed_from = Some(former),
        // Under another id, an operation never had the former one of the shared parameter.
        None if *id != *shared => input.renamed_from = None,
        None => {}
    }
    if let Some(deprecated) = words::deprecation(context, document.deprecated.as_ref()) {
        input.deprecated = Some(deprecated);
    }
    input.shared = Some(std::mem::replace(&mut input.id, id.clone()));
    match (&document.name, input.location) {
        (_, Location::Path) => input.wire = id.clone(),
        (Some(name), _) => input.wire = name.clone(),
        // Two inputs of one wire name are told apart by where they are used, not by where they are declared.
        (None, _) => input.wire.span = id.span,
    }
    if document.required.is_some() {
        input.need = need(context, place, document.required.as_ref());
    }
    let description = document.description.as_ref();
    if let Some(description) = words::optional(context, description, words::markdown) {
        input.description = description;
    }
    let values = Values {
        need: input.need,
        default: document.default.as_ref(),
        example: document.example.as_ref(),
    };
    values.check(context, &input.ty, Some(&input.limits));
    input.default = document.default.as_ref().map(literal::literal).or(input.default);
    input.example = document.example.as_ref().map(literal::literal).or(input.example);
    is_named.then_some(input)
}

/// Refuses what says more of a shared constant than its name and what it means.
fn refuse_changes(
    context: &mut Context<'_>,
    document: &SharedParameter,
    always: Span,
) -> Result<(), Reported> {
    let others = [
        ("required", document.required.as_ref().map(|key| key.span)),
        ("default", document.default.as_ref().map(|node| node.span)),
        ("example", document.example.as_ref().map(|node| node.span)),
        ("renamed_from", document.renamed_from.as_ref().map(|key| key.span)),
        ("deprecated", document.deprecated.as_ref().map(|key| key.span)),
    ];
    constant::refuse_others(context, always, &others)
}

/// Values that stand beside a parameter.
struct Values<'a> {
    need: Need,
    default: Option<&'a crate::yaml::Node>,
    example: Option<&'a crate::yaml::Node>,
}

impl<'a> Values<'a> {
    fn check(&self, context: &mut Context<'a>, ty: &Type, limits: Option<&Limits>) {
        if let Some(default) = self.default {
            fit::later(context, fit::Purpose::Default, default, (ty, limits));
            if self.need == Need::Required {
                let diagnostic = Diagnostic::error(
                    rule::REQUIRED_WITH_DEFAULT,
                    "a required parameter has a default",
                )
                .label(default.span, "a required parameter needs no default")
                .help("remove the default, or make the parameter optional");
                context.report.push(diagnostic);
            }
        }
        if let Some(example) = self.example {
            fit::later(context, fit::Purpose::Example, example, (ty, limits));
        }
    }
}

fn location(document: &document::Parameter) -> Option<Location> {
    Some(match document.place.as_ref()?.value {
        Place::Path => Location::Path,
        Place::Header => Location::Header,
        Place::Cookie => Location::Cookie,
        Place::Query => {
            Location::Query(document.style.as_ref().map(|it| it.value).unwrap_or_default())
        }
    })
}

/// What a value is where there is no JSON.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Text,
    List,
    Object,
    /// It has none.
    Nothing,
}

impl Form {
    /// None of a type that is not declared.
    fn of(context: &Context<'_>, ty: &Type) -> Option<Self> {
        Some(match ty {
            Type::Named(name) => {
                let ty = context.declared.types.get(name)?;
                let is_text = ty.values.is_some() || ty.scalar.is_some();
                match is_text {
                    true => Self::Text,
                    false if ty.is_of_kinds() => Self::Nothing,
                    false => Self::Object,
                }
            }
            Type::Map(_) => Self::Object,
            Type::List(element) => match Self::of(context, element)? {
                Self::Text => Self::List,
                _ => Self::Nothing,
            },
            Type::Json | Type::File | Type::Nullable(_) => Self::Nothing,
            _ => Self::Text,
        })
    }
}

/// Whether a value can be written into its place, in its style; reported if not.
fn check_type<'a>(
    context: &mut Context<'a>,
    document: &'a document::Parameter,
    place: &Spanned<Place>,
    text: &Text,
    ty: &Type,
) -> bool {
    let Some(form) = Form::of(context, ty) else { return true };
    let style = document.style.as_ref();
    let problem = match (form, place.value, style.map(|style| style.value)) {
        (Form::Text, _, None)
        | (Form::List, Place::Path | Place::Header | Place::Query, None)
        | (Form::Object, Place::Query, Some(QueryStyle::DeepObject)) => return true,
        (Form::List, Place::Query, Some(style)) if style != QueryStyle::DeepObject => return true,
        (Form::Object, Place::Query, None) => {
            let message = format!("a parameter cannot be `{}` without a style", text.value);
            Diagnostic::error(rule::PARAMETER_TYPE, message)
                .label(text.span, "it has parts")
                .help("write `style: deep_object`, which sends `name[part]=value`")
        }
        (Form::Nothing, ..) | (_, _, None) => {
            let message = format!("a parameter cannot be `{}`", text.value);
            Diagnostic::error(rule::PARAMETER_TYPE, message).label(
                text.span,
                match place.value {
                    Place::Query => {
                        "a plain type, an open enum, a list of them or an object is needed here"
                    }
                    Place::Cookie => "a plain type or an open enum is needed here",
                    Place::Path | Place::Header => {
                        "a plain type, an open enum or a list of them is needed here"
                    }
                },
            )
        }
        (_, place, Some(_)) => wrong_style(style, place, form),
    };
    context.report.push(problem);
    if let Some(name) = ty.named() {
        context.graph.refuse_request(name);
    }
    false
}

fn wrong_style(style: Option<&Spanned<QueryStyle>>, place: Place, form: Form) -> Diagnostic {
    let (span, word) = style.map_or_else(Default::default, |it| (it.span, it.value.as_str()));
    let label = match (place, form) {
        (Place::Path | Place::Header, Form::List) => {
            "outside of the query, a list is always written with commas"
        }
        (Place::Path | Place::Header | Place::Cookie, _) => "only the query has styles",
        (Place::Query, Form::Object) => "an object has the style `deep_object`",
        (Place::Query, _) if word == QueryStyle::DeepObject.as_str() => {
            "this is the style of objects, unions and maps"
        }
        (Place::Query, _) => "this is a style of lists",
    };
    Diagnostic::error(rule::PARAMETER_STYLE, "a style that does not fit the parameter")
        .label(span, label)
}

/// Whether a parameter has a name that can be sent; reported if not.
fn check_name(
    context: &mut Context<'_>,
    place: Option<&Spanned<Place>>,
    id: &Text,
    name: Option<&Text>,
) -> bool {
    let wire = name.unwrap_or(id);
    match place.map(|place| place.value) {
        Some(Place::Path) => {
            if let Some(name) = name {
                let diagnostic = Diagnostic::error(rule::MISPLACED_KEY, "`name` cannot stand here")
                    .label(
                        name.span,
                        "the name of a path parameter is its placeholder, which is its id",
                    );
                context.report.push(diagnostic);
            }
            true
        }
        Some(Place::Query) => wire::name(context, wire),
        Some(Place::Header) => wire::header(context, wire, wire::Purpose::Parameter),
        Some(Place::Cookie) => wire::cookie(context, wire),
        None => true,
    }
}

fn need(
    context: &mut Context<'_>,
    place: Option<&Spanned<Place>>,
    required: Option<&Spanned<bool>>,
) -> Need {
    let in_path = place.is_some_and(|place| place.value == Place::Path);
    if let Some(required) = required.filter(|required| in_path && !required.value) {
        let diagnostic =
            Diagnostic::error(rule::OPTIONAL_IN_PATH, "a path parameter cannot be optional")
                .label(required.span, "without its value there is no path");
        context.report.push(diagnostic);
    }
    if in_path || required.is_some_and(|required| required.value) {
        Need::Required
    } else {
        Need::Optional
    }
}
