//! `index.html`: what the API is, where it is, how a client is added and created, and a list of all operations.

use askama::Template;
use restwright_codegen::{Flavor, example_client};
use restwright_spec::api::{Credential, Flow, Given, Group, Server, ServerVariable};

use crate::code::{self, Language};
use crate::frame::Frame;
use crate::html::Html;
use crate::operation::{Failure, Program, failure};
use crate::texts::{Site, Writer};
use crate::{File, fields, places};

#[derive(Template)]
#[template(path = "start.html")]
struct Page {
    frame: Frame,
    title: Html,
    text: Html,
    documentation: Option<Html>,
    manifest: Html,
    programs: Vec<Program>,
    servers: Vec<ServerView>,
    credentials: Vec<CredentialView>,
    flows: Vec<(Html, Html)>,
    groups: Vec<GroupView>,
    errors: Vec<Failure>,
}

struct ServerView {
    id: Html,
    url: Html,
    text: Html,
    variables: Vec<VariableView>,
    is_default: bool,
    deprecation: Option<Html>,
}

struct VariableView {
    id: Html,
    text: Html,
    values: Vec<Html>,
    default: Option<Html>,
}

struct CredentialView {
    id: Html,
    text: Html,
    given: &'static str,
    placements: Vec<Html>,
    deprecation: Option<Html>,
}

struct GroupView {
    link: Html,
    text: Html,
    operations: Vec<Row>,
}

struct Row {
    link: Html,
    method: &'static str,
    summary: Html,
}

pub(crate) fn page(site: &Site<'_>) -> File {
    let writer = site.writer("");
    let service = &site.api.service;
    let api = site.api;
    let flow = |flow: &Flow| {
        let name = Html::text(&restwright_codegen::title(&flow.id));
        (Html::link(&places::flow(&flow.id), &name), writer.line(&flow.summary))
    };
    let documentation = service.documentation.as_ref().map(|url| writer.line(url));
    let page = Page {
        frame: Frame::new(&writer, places::START, "Start"),
        title: Html::text(&service.title),
        text: writer.text(&service.description),
        documentation,
        manifest: manifest(&service.name, &service.version),
        programs: programs(site),
        servers: api.servers.iter().map(|it| server(&writer, it)).collect(),
        credentials: api.credentials.iter().map(|it| credential(&writer, it)).collect(),
        flows: api.flows.iter().map(flow).collect(),
        groups: api.groups.iter().map(|it| group(&writer, it)).collect(),
        errors: service.errors.iter().filter_map(|code| failure(&writer, code)).collect(),
    };
    crate::frame::file(places::START.to_owned(), &page)
}

fn manifest(name: &str, version: &str) -> Html {
    let manifest = format!(
        "[dependencies]\n{name} = \"{version}\"\ntokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}"
    );
    code::block(&manifest, Language::Plain)
}

fn programs(site: &Site<'_>) -> Vec<Program> {
    let program = |id, name, flavor| {
        let lines = example_client(site.api, flavor);
        Program { id, name, code: code::block(&lines.join("\n"), Language::Rust) }
    };
    vec![program("async", "Rust", Flavor::Async), program("blocking", "Blocking", Flavor::Blocking)]
}

fn server(writer: &Writer<'_>, server: &Server) -> ServerView {
    ServerView {
        id: Html::text(&server.id),
        url: Html::code(&server.url),
        text: writer.line(&server.description),
        variables: server.variables.iter().map(|it| variable(writer, it)).collect(),
        is_default: *server.id == writer.site.api.service.default_server,
        deprecation: writer.deprecation(server.deprecated.as_ref()),
    }
}

fn variable(writer: &Writer<'_>, variable: &ServerVariable) -> VariableView {
    VariableView {
        id: Html::code(&format!("{{{}}}", *variable.id)),
        text: writer.line(&variable.description),
        values: variable.values.iter().map(|value| Html::code(value)).collect(),
        default: variable.default.as_deref().map(Html::code),
    }
}

fn credential(writer: &Writer<'_>, credential: &Credential) -> CredentialView {
    CredentialView {
        id: Html::text(&credential.id),
        text: writer.text(&credential.description),
        given: match credential.given {
            Given::Client => "given to the client",
            Given::ClientOptional => "given to the client where needed",
            Given::Call => "given to each call",
        },
        placements: (credential.placements.iter().map(fields::placement))
            .chain(credential.oauth().into_iter().flat_map(fields::tokens))
            .collect(),
        deprecation: writer.deprecation(credential.deprecated.as_ref()),
    }
}

fn group(writer: &Writer<'_>, group: &Group) -> GroupView {
    let place = places::group(&group.id);
    let rows = group.operations.iter().map(|operation| Row {
        link: Html::link(
            &places::operation(&group.id, &operation.id),
            &Html::code(&format!("{}.{}", *group.id, *operation.id)),
        ),
        method: operation.method.as_str(),
        summary: writer.line(&operation.summary),
    });
    GroupView {
        link: Html::link(&place, &Html::text(&restwright_codegen::title(&group.id))),
        text: writer.text(&group.description),
        operations: rows.collect(),
    }
}
