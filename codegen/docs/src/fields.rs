//! Inputs of an operation and fields of a type, one entry each.

use restwright_codegen::{ENFORCED, limit_phrases, pattern_lead};
use restwright_spec::api::{
    BodyContent, BodyFormat, Credential, Field, Grant, Input, Limits, Literal, Location, OAuth,
    Operation, Placement, QueryStyle, Type,
};

use crate::html::Html;
use crate::places;
use crate::sample::Sample;
use crate::texts::{Writer, privacy, scalar};

/// What readers need to know of a value.
pub(crate) struct Entry {
    pub(crate) anchor: String,
    pub(crate) name: Html,
    pub(crate) ty: Html,
    pub(crate) badges: Vec<&'static str>,
    pub(crate) text: Html,
    pub(crate) facts: Vec<Html>,
    pub(crate) deprecation: Option<Html>,
}

/// The arguments of an operation in the order of its method, and its optional inputs.
pub(crate) fn of_operation(writer: &Writer<'_>, operation: &Operation) -> (Vec<Entry>, Vec<Entry>) {
    let argument = |id: &String| {
        if let Some(input) = operation.input(id) {
            return Some(self::input(writer, operation, input));
        }
        let credentials = &writer.site.api.credentials;
        match (&operation.body, credentials.iter().find(|it| *it.id == *id)) {
            (Some(body), _) if id == "body" => Some(Entry {
                anchor: anchor(operation, id),
                name: Html::text(id),
                ty: content(writer, &body.content),
                badges: body.content.ty().and_then(privacy).into_iter().collect(),
                text: writer.text(&body.description),
                facts: vec![Html::text(whole(operation))],
                deprecation: None,
            }),
            (_, found) => found.map(|credential| self::credential(writer, operation, credential)),
        }
    };
    let arguments = operation.arguments.iter().filter_map(argument).collect();
    let optional = operation.optional_inputs().map(|it| input(writer, operation, it)).collect();
    (arguments, optional)
}

/// The fields of an object.
pub(crate) fn of_object(writer: &Writer<'_>, fields: &[Field]) -> Vec<Entry> {
    let entry = |field: &Field| {
        let mut badges = vec![if field.need.is_required() { "required" } else { "optional" }];
        badges.extend(field.need.is_nullable().then_some("nullable"));
        badges.extend(privacy(&field.ty));
        let key = (*field.wire != *field.id).then(|| fact("JSON key", &field.wire));
        let always = field.always.as_ref().map(|word| fact("Always", &word.to_string()));
        let example = field.example.as_ref().map(|literal| fact("Example", &short(literal)));
        Entry {
            anchor: field.id.value.clone(),
            name: Html::text(&field.id),
            ty: writer.ty(&field.ty),
            badges,
            text: writer.text(&field.description),
            facts: key
                .into_iter()
                .chain(always)
                .chain(limits(&field.limits, &field.ty))
                .chain(example)
                .collect(),
            deprecation: writer.deprecation(field.deprecated.as_ref()),
        }
    };
    fields.iter().map(entry).collect()
}

/// What the body is that is one value.
fn content(writer: &Writer<'_>, content: &BodyContent) -> Html {
    let (what, types) = match content {
        BodyContent::Value(ty) => return writer.ty(ty),
        BodyContent::Text(..) => ("text", content.content_type().into_iter().collect()),
        BodyContent::Bytes(_) => ("bytes", content.content_type().into_iter().collect()),
        BodyContent::File(types) => ("file", types.iter().map(String::as_str).collect::<Vec<_>>()),
    };
    let mut html = Html::text(what);
    for content_type in types {
        html.push_text(", ");
        html.push(&Html::code(content_type));
    }
    html
}

fn anchor(operation: &Operation, id: &str) -> String {
    format!("{}.input.{id}", *operation.id)
}

fn input(writer: &Writer<'_>, operation: &Operation, input: &Input) -> Entry {
    let mut badges: Vec<_> = input.need.is_nullable().then_some("nullable").into_iter().collect();
    badges.extend(privacy(&input.ty));
    let place = match input.location {
        Location::Path => "Path parameter",
        Location::Query(_) => "Query parameter",
        Location::Cookie => "Cookie",
        Location::Header | Location::IdempotencyKey => "Header",
        Location::Body => field(operation),
    };
    let style = match input.location {
        Location::Query(style) if style != QueryStyle::default() => {
            Some(fact("Style", style.as_str()))
        }
        _ => None,
    };
    let default = input.default.as_ref().map(|literal| fact("Default", &short(literal)));
    let example = input.example.as_ref().map(|literal| fact("Example", &short(literal)));
    Entry {
        anchor: anchor(operation, &input.id),
        name: Html::text(&input.id),
        ty: writer.ty(&input.ty),
        badges,
        text: writer.text(&input.description),
        facts: [Some(fact(place, &input.wire)), style]
            .into_iter()
            .flatten()
            .chain(limits(&input.limits, &input.ty))
            .chain(default)
            .chain(example)
            .collect(),
        deprecation: writer.deprecation(input.deprecated.as_ref()),
    }
}

fn credential(writer: &Writer<'_>, operation: &Operation, credential: &Credential) -> Entry {
    let link =
        Html::link(&writer.href(&places::credential(&credential.id)), &Html::text("Credential"));
    let place = credential.placements.first().map(placement);
    Entry {
        anchor: anchor(operation, &credential.id),
        name: Html::text(&credential.id),
        ty: Html::text("string"),
        badges: vec!["secret"],
        text: writer.text(&credential.description),
        facts: [Some(link), place].into_iter().flatten().collect(),
        deprecation: writer.deprecation(credential.deprecated.as_ref()),
    }
}

/// Where a credential goes.
pub(crate) fn placement(placement: &Placement) -> Html {
    match placement {
        Placement::Query(name) => fact("Query parameter", name),
        Placement::Header { name, scheme } => {
            let value = scheme.as_ref().map(|scheme| format!(": {scheme} …")).unwrap_or_default();
            fact("Header", &format!("{name}{value}"))
        }
        Placement::Cookie(name) => fact("Cookie", name),
        Placement::Basic(_) => fact("Header", "Authorization: Basic …"),
        Placement::OAuth(_) => fact("Header", "Authorization: Bearer …"),
    }
}

/// Where the access tokens of a credential come from.
pub(crate) fn tokens(oauth: &OAuth) -> impl Iterator<Item = Html> {
    let flow = match oauth.grant {
        Grant::ClientCredentials => "Access tokens by client credentials, from",
        Grant::RefreshToken => "Access tokens by a refresh token, from",
    };
    let scopes = oauth.scopes.join(" ");
    let scopes = (!scopes.is_empty()).then(|| fact("Scopes", &scopes));
    let parameters = oauth.parameters.iter();
    let parameters = parameters.map(|(name, value)| fact("Parameter", &format!("{name}={value}")));
    let parameters: Vec<_> = parameters.collect();
    [fact(flow, &oauth.token_url)].into_iter().chain(scopes).chain(parameters)
}

fn field(operation: &Operation) -> &'static str {
    match operation.body_format {
        BodyFormat::Form(_) => "Field of the form",
        BodyFormat::Multipart => "Part of the multipart body",
        BodyFormat::Json => "Field of the JSON body",
    }
}

fn whole(operation: &Operation) -> &'static str {
    let content = operation.body.as_ref().map(|body| &body.content);
    if !matches!(content, Some(BodyContent::Value(_))) {
        return "The whole body";
    }
    match operation.body_format {
        BodyFormat::Form(_) => "The whole body, as a form",
        BodyFormat::Multipart => "The whole body, as multipart",
        BodyFormat::Json => "The whole body, as JSON",
    }
}

/// The limits of a value.
pub(crate) fn limits(limits: &Limits, ty: &Type) -> Vec<Html> {
    let phrases = limit_phrases(limits, ty).into_iter().map(|phrase| Html::text(&phrase));
    let pattern = limits.pattern.as_ref().map(|pattern| fact(pattern_lead(ty), pattern));
    let enforced = limits.enforced().map(|_| Html::text(ENFORCED));
    phrases.chain(pattern).chain(enforced).collect()
}

/// A word about a value, and what is so.
pub(crate) fn fact(what: &str, value: &str) -> Html {
    let mut html = Html::text(what);
    html.push_text(" ");
    html.push(&Html::code(value));
    html
}

/// A value in one line.
fn short(literal: &Literal) -> String {
    match literal {
        Literal::List(_) | Literal::Object(_) => Sample::from(literal).compact(),
        other => scalar(other),
    }
}
