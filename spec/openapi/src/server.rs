//! Addresses of the API.

use std::collections::BTreeMap;

use restwright_spec::{Node, Span};

use crate::gap;
use crate::loss::Owner;
use crate::names::{Names, Role};
use crate::node::Look as _;
use crate::prose;
use crate::schema::Types;
use crate::stated::Stated;

/// A server of the description.
pub(crate) struct Server {
    pub(crate) span: Span,
    pub(crate) id: String,
    pub(crate) url: String,
    pub(crate) description: String,
    pub(crate) stated: Stated,
}

/// Where the API is, if the document does not say so.
const NOWHERE: &str = "https://api.example.com";

/// Reads the servers of a document; the first is the default.
pub(crate) fn servers(types: &mut Types<'_>, root: &Node) -> Vec<Server> {
    types.losses.owner = Owner::Document;
    let mut names = Names::default();
    let own = root.get("servers").map(super::node::Look::elements).unwrap_or_default();
    let mut servers: Vec<Server> = Vec::new();
    for node in own.iter().chain(most_common(root).filter(|_| own.iter().all(is_relative))) {
        let Some(url) = address(types, node) else { continue };
        if servers.iter().any(|server| server.url == url) {
            continue;
        }
        let said = prose::first(&[node.text_of("description")]);
        let called = said.as_deref().map(|said| said.trim_end_matches('.'));
        let called = called.filter(|said| said.len() <= 30 && !said.contains('.'));
        let plain = match (servers.is_empty(), url.starts_with("http://")) {
            (_, true) => "local",
            (true, false) => "production",
            (false, false) => "server",
        };
        let stated = Stated::of(types.documents, node);
        let wish = node.text_of("name").or(called).unwrap_or(plain);
        let id = names.stated_or(stated.id(), wish, Role::Server);
        let description = said.unwrap_or_else(|| "Where the API is served.".to_owned());
        servers.push(Server { span: node.span, id, url, description, stated });
    }
    if servers.is_empty() {
        types.losses.lose(&gap::NO_SERVER, root.span, "");
        let description = "A placeholder: the imported document names no address.".to_owned();
        servers.push(Server {
            span: root.span,
            id: "production".to_owned(),
            url: NOWHERE.to_owned(),
            description,
            stated: Stated::default(),
        });
    }
    servers
}

fn is_relative(node: &Node) -> bool {
    node.text_of("url").is_none_or(|url| !url.contains("://"))
}

/// The server that most paths name, where the document names none for all of them.
fn most_common(root: &Node) -> Option<&Node> {
    let mut counts: BTreeMap<&str, (usize, &Node)> = BTreeMap::new();
    for (_, item) in root.get("paths")?.entries() {
        let server = item.get("servers").and_then(|servers| servers.elements().first());
        if let Some((url, server)) =
            server.and_then(|server| Some((server.text_of("url")?, server)))
        {
            counts.entry(url).or_insert((0, server)).0 += 1;
        }
    }
    counts.into_values().max_by_key(|(count, _)| *count).map(|(_, server)| server)
}

/// The address of a server as a description has it.
fn address(types: &mut Types<'_>, node: &Node) -> Option<String> {
    let template = node.text_of("url").unwrap_or_default();
    let mut url = template.to_owned();
    for (name, variable) in
        node.get("variables").map(super::node::Look::entries).unwrap_or_default()
    {
        let value = variable.text_of("default").unwrap_or_default();
        url = url.replace(&format!("{{{}}}", name.value), value);
    }
    if url != template {
        types.losses.lose(&gap::SERVER_VARIABLES, node.span, &format!("`{template}`"));
    }
    let url = url.trim_end_matches('/').to_owned();
    let (scheme, rest) = url.split_once("://").unwrap_or_default();
    let host = rest.split(['/', ':']).next().unwrap_or_default();
    let is_loopback =
        host == "localhost" || host.ends_with(".localhost") || host.starts_with("127.");
    let is_host = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
    let is_fine = !host.is_empty()
        && host.bytes().all(is_host)
        && !rest.contains(['?', '#', '{', '}', '@', ' ', '<', '>'])
        && rest.bytes().all(|byte| byte.is_ascii_graphic());
    match scheme {
        "https" if is_fine => Some(url),
        "http" if is_fine && is_loopback => Some(url),
        "http" if is_fine => {
            types.losses.lose(&gap::PLAIN_HTTP, node.span, &format!("`{template}`"));
            Some(format!("https://{rest}"))
        }
        _ => {
            types.losses.lose(&gap::SERVER, node.span, &format!("`{template}`"));
            None
        }
    }
}
