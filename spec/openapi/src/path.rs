//! The path of an operation, and its placeholders.

use percent_encoding::percent_decode_str;
use restwright_spec::Span;
use restwright_spec::api::Limits;

use crate::draft::{Field, Parameter, Place, Privacy, Type};
use crate::gap;
use crate::loss::{LeftOut, diagnose};
use crate::names::{Names, Role};
use crate::prose;
use crate::schema::Types;
use crate::stated::Stated;
use crate::yaml::Yaml;

/// The path with the ids of its parameters as placeholders, and each placeholder a parameter.
pub(crate) fn path(
    types: &mut Types<'_>,
    (template, span): (&str, Span),
    keeps_order: bool,
    parameters: &mut Vec<Parameter>,
    names: &mut Names,
) -> Result<String, LeftOut> {
    let refuse = |detail: &str| Err(LeftOut::new(diagnose(&gap::PATH, span, detail)));
    // No client sends a fragment: documents tell operations of one path apart by it.
    let sent = template.split('#').next().unwrap_or_default();
    let (sent, query) = sent.split_once('?').unwrap_or((sent, ""));
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (wire, value) = pair.split_once('=').unwrap_or((pair, ""));
        let [wire, value] =
            [wire, value].map(|text| percent_decode_str(text).decode_utf8_lossy().into_owned());
        let is_known = |one: &Parameter| one.place == Place::Query && one.field.wire == wire;
        if !parameters.iter().any(is_known) {
            types.losses.lose(&gap::QUERY_IN_PATH, span, &format!("`{pair}`"));
            parameters.push(in_query((&wire, value), span, names));
        }
    }
    let mut path = String::new();
    let mut rest = sent;
    let mut used: Vec<String> = Vec::new();
    while let Some((literal, after)) = rest.split_once('{') {
        let Some((wire, after)) = after.split_once('}') else { return refuse(template) };
        path.push_str(literal);
        let known = parameters
            .iter()
            .find(|parameter| parameter.place == Place::Path && parameter.field.wire == wire);
        let id = if let Some(parameter) = known {
            path.push_str(&parameter.before);
            parameter.field.id.clone()
        } else {
            types.losses.lose(&gap::UNDECLARED_PLACEHOLDER, span, &format!("`{{{wire}}}`"));
            let id = names.id(wire, Role::Input);
            parameters.insert(used.len().min(parameters.len()), text(Place::Path, &id, wire, span));
            id
        };
        if used.contains(&id) {
            return refuse("one placeholder appears twice");
        }
        path.extend(["{", &id, "}"]);
        used.push(id);
        rest = after;
    }
    path.push_str(rest);
    let is_bad = !path.starts_with('/')
        || path.contains("//")
        || path.contains(['?', '#', ' ', '\\', '"', '<', '>', '|', '^']);
    if is_bad || path.chars().any(|character| !character.is_ascii_graphic()) {
        return refuse(template);
    }
    arrange(types, &used, keeps_order, parameters);
    Ok(path)
}

/// Puts parameters in order, and leaves out those without a placeholder.
fn arrange(
    types: &mut Types<'_>,
    used: &[String],
    keeps_order: bool,
    parameters: &mut Vec<Parameter>,
) {
    let place = |parameter: &Parameter| used.iter().position(|id| *id == parameter.field.id);
    if !keeps_order {
        parameters.sort_by_key(|parameter| (parameter.place, place(parameter)));
    }
    parameters.retain(|parameter| {
        let stays = parameter.place != Place::Path || used.contains(&parameter.field.id);
        if !stays {
            types.losses.lose(
                &gap::UNUSED_PLACEHOLDER,
                parameter.field.span,
                &format!("`{}`", parameter.field.wire),
            );
        }
        stays
    });
}

/// A constant in the query, which callers have to give.
fn in_query((wire, value): (&str, String), span: Span, names: &mut Names) -> Parameter {
    let mut parameter = text(Place::Query, &names.id(wire, Role::Input), wire, span);
    parameter.field.required = false;
    parameter.field.always = Some(Yaml::text(value));
    parameter
}

/// A text that a call requires.
fn text(place: Place, id: &str, wire: &str, span: Span) -> Parameter {
    let field = Field {
        span,
        id: id.to_owned(),
        wire: wire.to_owned(),
        ty: Type::Plain("string"),
        content_types: Vec::new(),
        description: prose::UNDOCUMENTED.to_owned(),
        required: true,
        nullable: false,
        privacy: Privacy::Public,
        limits: Limits::default(),
        is_inferred: false,
        read_only: false,
        deprecated: false,
        example: None,
        default: None,
        always: None,
        stated: Stated::default(),
    };
    Parameter { place, style: None, before: String::new(), shared: None, field }
}
