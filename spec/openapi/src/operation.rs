//! Operations: what one method of a path becomes.

use restwright_spec::{Diagnostic, Node, Span, Spanned};

use crate::draft::{Body, Operation, Type};
use crate::gap;
use crate::loss::{Owner, diagnose};
use crate::media::{self, Media};
use crate::names::{Names, Role, to_words};
use crate::node::Look as _;
use crate::parameter;
use crate::prose;
use crate::schema::Types;
use crate::security::Security;
use crate::shape::{Flat, Shape, flatten, shape};

/// Why an operation is left out.
pub(crate) struct LeftOut(pub(crate) Diagnostic);

/// An operation of the document.
pub(crate) struct Found<'a> {
    pub(crate) method: &'a Spanned<String>,
    pub(crate) template: &'a Spanned<String>,
    pub(crate) item: &'a Node,
    pub(crate) node: &'a Node,
    pub(crate) group: String,
    pub(crate) id: String,
}

impl Found<'_> {
    /// Group and id.
    pub(crate) fn name(&self) -> String {
        format!("{}.{}", self.group, self.id)
    }
}

/// Methods that a description has.
const METHODS: [&str; 6] = ["get", "head", "post", "put", "patch", "delete"];
/// Further methods that a path of a document can have.
pub(crate) const OTHER_METHODS: [&str; 3] = ["options", "trace", "query"];

/// Whether a key of a path is a method.
pub(crate) fn is_method(key: &str) -> bool {
    METHODS.contains(&key) || OTHER_METHODS.contains(&key)
}

/// Converts an operation.
pub(crate) fn operation<'a>(
    types: &mut Types<'a>,
    security: &Security<'a>,
    found: &Found<'a>,
) -> Result<Operation, LeftOut> {
    types.losses.owner = Owner::Operation(found.name());
    let node = found.node;
    if !METHODS.contains(&found.method.value.as_str()) {
        let detail = format!("`{}`", found.method.value.to_uppercase());
        return Err(LeftOut(diagnose(&gap::METHOD, found.method.span, &detail)));
    }
    if let Some(callbacks) =
        node.get("callbacks").filter(|callbacks| !callbacks.entries().is_empty())
    {
        types.losses.lose(&gap::CALLBACKS, callbacks.span, "");
    }
    let owner = format!("{} {}", found.group, found.id);
    let owner = if found.id.starts_with(&found.group) { found.id.clone() } else { owner };
    let mut names = Names::default();
    let own = node.get("parameters").map(|node| node.elements()).unwrap_or_default();
    let shared = found.item.get("parameters").map(|node| node.elements()).unwrap_or_default();
    let all: Vec<_> = own.iter().chain(shared).collect();
    let mut parameters = types.parameters(&all, &owner, &mut names)?;
    let (template, span) = (&found.template.value, found.template.span);
    let path = parameter::path(types, template, span, &mut parameters, &mut names)?;
    let body = body(types, found, &owner, &mut names)?;
    let (status, response) = success(types, found, &owner)?;
    let credentials = security.of_operation(types, node);
    parameters.retain(|parameter| {
        let stays = !security.has_place(&credentials, parameter.place, &parameter.field.wire);
        if !stays {
            types.losses.lose(
                &gap::HEADER,
                parameter.field.span,
                &format!("`{}` is a credential", parameter.field.wire),
            );
        }
        stays
    });
    let (summary, description) = texts(types, found);
    let page = node.get("externalDocs").and_then(|docs| docs.text_of("url"));
    Ok(Operation {
        group: found.group.clone(),
        id: found.id.clone(),
        summary,
        description,
        method: found.method.value.to_uppercase(),
        path,
        parameters,
        body,
        credentials,
        status,
        response,
        deprecated: node.is_set("deprecated"),
        documented_in: page.map(prose::line).filter(|page| !page.is_empty()),
    })
}

/// The title of an operation, and what else there is to say.
fn texts(types: &mut Types<'_>, found: &Found<'_>) -> (String, Option<String>) {
    let given = found.node.text_of("summary").and_then(prose::summary);
    let description = prose::first(&[found.node.text_of("description")]);
    let summary = given.or_else(|| description.as_deref().and_then(prose::summary));
    let summary = summary.unwrap_or_else(|| to_words(&found.id));
    let is_told = |text: &String| text.trim_end_matches('.') == summary;
    let mut description = description.filter(|text| !is_told(text));
    let servers = found.node.get("servers").or_else(|| found.item.get("servers"));
    let server = servers.and_then(|servers| servers.elements().first());
    if let Some(url) = server.and_then(|server| server.text_of("url")) {
        if types.is_other_server(url) {
            types.losses.lose(&gap::OTHER_SERVER, found.method.span, &format!("`{url}`"));
            let note = format!("Served at `{}`.", url.replace('`', "'"));
            description =
                Some(description.map_or(note.clone(), |text| format!("{text}\n\n{note}")));
        }
    }
    (summary, description)
}

/// The body of a request.
fn body<'a>(
    types: &mut Types<'a>,
    found: &Found<'a>,
    owner: &str,
    names: &mut Names,
) -> Result<Body, LeftOut> {
    let Some(node) = found.node.get("requestBody") else { return Ok(Body::None) };
    let Some(body) = types.documents.resolve(node) else {
        let detail = node.text_of("$ref").unwrap_or_default();
        return Err(LeftOut(diagnose(&gap::BODY_TYPE, node.span, detail)));
    };
    let content = body.get("content");
    if content.is_none_or(|content| content.entries().is_empty()) {
        return Ok(Body::None);
    }
    if matches!(found.method.value.as_str(), "get" | "head") {
        types.losses.lose(&gap::BODY_OF_READ, body.span, "");
        return Ok(Body::None);
    }
    let schema = match media::choose(types, content) {
        Media::Json(schema) => schema,
        Media::Other(kind, span) => return Err(LeftOut(diagnose(&gap::BODY_TYPE, span, &kind))),
        Media::Nothing => return Ok(Body::None),
    };
    let said = prose::first(&[body.text_of("description")]);
    let Some(schema) = schema else {
        return Ok(Body::Whole(Type::JSON, said.unwrap_or_else(|| prose::UNDOCUMENTED.to_owned())));
    };
    if let Some(flat) = inline_object(types, schema) {
        // An inline object has no name in the document either: its fields are inputs.
        let mut fields = types.fields(&format!("{owner} body"), schema, &flat);
        fields.retain(|field| !field.read_only);
        for field in &mut fields {
            field.id = names.id(&field.wire, Role::Input);
        }
        if !fields.is_empty() {
            return Ok(Body::Fields(fields));
        }
    }
    if body.get("required").is_some() && !body.is_set("required") {
        types.losses.lose(&gap::BODY_OPTIONAL, body.span, "");
    }
    let ty = types.convert(schema, &format!("{owner} body")).ty;
    let ty = whole(types, ty, schema.span);
    Ok(Body::Whole(ty, said.unwrap_or_else(|| "What is sent.".to_owned())))
}

/// A whole body is a named object or union, a list, a map or raw JSON.
fn whole(types: &mut Types<'_>, ty: Type, span: Span) -> Type {
    match ty {
        Type::Plain(word) if word != "json" => {
            types.losses.lose(&gap::MIXED_TYPES, span, &format!("a body of the type `{word}`"));
            Type::JSON
        }
        other => other,
    }
}

fn inline_object<'a>(types: &Types<'a>, schema: &'a Node) -> Option<Flat<'a>> {
    if schema.text_of("$ref").is_some() {
        return None;
    }
    match shape(types.documents, schema, 0) {
        Shape::Object(_) => {
            let mut flat = Flat::default();
            flatten(types.documents, schema, &mut flat, 0);
            Some(flat)
        }
        _ => None,
    }
}

/// The status of success and the type of its body.
fn success<'a>(
    types: &mut Types<'a>,
    found: &Found<'a>,
    owner: &str,
) -> Result<(u16, Option<Type>), LeftOut> {
    let responses = found.node.get("responses").map(|node| node.entries()).unwrap_or_default();
    let mut successes: Vec<(u16, &'a Node)> = Vec::new();
    let mut default = None;
    for (key, node) in responses {
        match key.value.as_str() {
            "default" => default = Some((key, node)),
            "2XX" | "2xx" => successes.push((200, node)),
            status => successes.extend(
                status
                    .parse()
                    .ok()
                    .filter(|status| (200..300).contains(status))
                    .map(|status| (status, node)),
            ),
        }
    }
    successes.sort_by_key(|(status, _)| *status);
    let (status, node) = match (successes.first(), default) {
        (Some(first), _) => *first,
        (None, Some((key, node))) => {
            types.losses.lose(&gap::ONLY_DEFAULT, key.span, "");
            (200, node)
        }
        (None, None) => {
            let is_other = |key: &str| key.starts_with('1') || key.starts_with('3');
            if let Some((key, _)) = responses.iter().find(|(key, _)| is_other(&key.value)) {
                let detail = format!("status {}", key.value);
                return Err(LeftOut(diagnose(&gap::NO_SUCCESS, key.span, &detail)));
            }
            types.losses.lose(&gap::NO_ANSWER, found.method.span, "");
            return Ok((200, None));
        }
    };
    for (other, node) in successes.iter().skip(1) {
        types.losses.lose(&gap::OTHER_SUCCESS, node.span, &format!("status {other}"));
    }
    let response = types.documents.resolve(node);
    let Some(response) = response else {
        types.losses.lose(&gap::UNRESOLVED, node.span, node.text_of("$ref").unwrap_or_default());
        return Ok((status, Some(Type::JSON)));
    };
    if found.method.value == "head" || matches!(status, 204 | 205) {
        return Ok((status, None));
    }
    match media::choose(types, response.get("content")) {
        Media::Nothing => Ok((status, None)),
        Media::Json(None) => Ok((status, Some(Type::JSON))),
        Media::Json(Some(schema)) => {
            let ty = types.convert(schema, &format!("{owner} response")).ty;
            Ok((status, Some(ty)))
        }
        Media::Other(kind, span) => Err(LeftOut(diagnose(&gap::RESPONSE_TYPE, span, &kind))),
    }
}
