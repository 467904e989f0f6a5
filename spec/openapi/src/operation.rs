//! Operations: what one method of a path becomes.

use restwright_spec::Node;

use crate::body::body;
use crate::draft::Operation;
use crate::examples;
use crate::gap;
use crate::groups::{Found, METHODS};
use crate::loss::{LeftOut, Owner, diagnose};
use crate::names::{Names, to_words};
use crate::node::Look as _;
use crate::parameter::Inputs;
use crate::path;
use crate::prose;
use crate::response::responses;
use crate::schema::Types;
use crate::security::Security;
use crate::server::of_operation;
use crate::stated::Stated;

/// Converts an operation.
pub(crate) fn operation<'a>(
    types: &mut Types<'a>,
    security: &Security<'a>,
    found: &Found<'a>,
) -> Result<Operation, LeftOut> {
    types.losses.owner = Owner::Operation(found.name());
    let node = found.node;
    refuse(found)?;
    if let Some(callbacks) =
        node.get("callbacks").filter(|callbacks| !callbacks.entries().is_empty())
    {
        types.losses.lose(&gap::CALLBACKS, callbacks.span, "");
    }
    let owner = format!("{} {}", found.group, found.id);
    let owner = if found.id.starts_with(&found.group) { found.id.clone() } else { owner };
    let mut names = Names::default();
    let Inputs { mut parameters, has_authorization, idempotency } =
        types.parameters(found, &owner, &mut names)?;
    let stated = stated(types, node);
    let template = (found.template.value.as_str(), found.template.span);
    // What a description was exported to has its order.
    let path = path::path(types, template, !stated.is_empty(), &mut parameters, &mut names)?;
    let (body, format) = body(types, found, &owner, &mut names)?;
    let responses = responses(types, found, &owner, &parameters);
    let credentials = security.of_operation(types, node, has_authorization);
    parameters.retain(|parameter| {
        let field = &parameter.field;
        let stays = !security.has_place(&credentials, parameter.place, &field.wire);
        if !stays {
            let detail = format!("`{}` is a credential", field.wire);
            types.losses.lose(&gap::HEADER, field.span, &detail);
        }
        stays
    });
    let (summary, description) = texts(types, found);
    let page = node.get("externalDocs").and_then(|docs| docs.text_of("url"));
    Ok(Operation {
        span: found.method.span,
        group: found.group.clone(),
        id: found.id.clone(),
        summary,
        description,
        method: found.method.value.to_uppercase(),
        path,
        server: server_of(types, found),
        parameters,
        body,
        format,
        credentials,
        idempotency,
        responses,
        deprecated: node.is_set("deprecated"),
        documented_in: page.map(prose::line).filter(|page| !page.is_empty()),
        stated,
    })
}

/// Id of the server that an operation names.
fn server_of(types: &mut Types<'_>, found: &Found<'_>) -> Option<String> {
    let servers = found.node.get("servers").or_else(|| found.item.get("servers"));
    let servers = servers.map(super::node::Look::elements).unwrap_or_default();
    let url = servers.first()?.text_of("url")?;
    let id = types.servers.get(url)?.clone();
    if servers.len() > 1 {
        let detail = format!("one of several, of which `{url}` is taken");
        types.losses.lose(&gap::FURTHER_SERVERS, found.method.span, &detail);
    }
    Some(id)
}

/// Refuses what no description holds at all.
fn refuse(found: &Found<'_>) -> Result<(), LeftOut> {
    let node = found.node;
    if !METHODS.contains(&found.method.value.as_str()) {
        let detail = format!("`{}`", found.method.value.to_uppercase());
        return Err(LeftOut::new(diagnose(&gap::METHOD, found.method.span, &detail)));
    }
    if let Some(reference) = node.text_of("$ref") {
        let detail = format!("`{reference}`");
        return Err(LeftOut::new(diagnose(&gap::OPERATION_REFERENCE, node.span, &detail)));
    }
    Ok(())
}

/// What the document states about an operation.
fn stated(types: &Types<'_>, node: &Node) -> Stated {
    let mut stated = Stated::of(node);
    if let Some(documented) = stated.get_mut("examples") {
        examples::insert(types.documents, node, documented);
    }
    stated
}

/// The title of an operation, and what else there is to say.
fn texts(types: &mut Types<'_>, found: &Found<'_>) -> (String, Option<String>) {
    let given = found.node.text_of("summary").and_then(prose::summary);
    let description = prose::first(&[found.node.text_of("description")]);
    let summary = given.or_else(|| description.as_deref().and_then(prose::summary));
    let summary = summary.unwrap_or_else(|| to_words(&found.id));
    let is_told = |text: &String| text.trim_end_matches('.') == summary;
    let mut description = description.filter(|text| !is_told(text));
    if let Some(url) = of_operation(found).and_then(|server| server.text_of("url"))
        && url.contains("://")
        && !types.servers.contains_key(url)
    {
        types.losses.lose(&gap::OTHER_SERVER, found.method.span, &format!("`{url}`"));
        let note = format!("Served at `{}`.", url.replace('`', "'"));
        description = Some(description.map_or(note.clone(), |text| format!("{text}\n\n{note}")));
    }
    (summary, description)
}
