//! Addresses of the API.

use std::collections::{BTreeMap, BTreeSet};

use restwright_spec::{Node, Span, Value};

use crate::gap;
use crate::groups::Found;
use crate::loss::Owner;
use crate::names::{Names, Role};
use crate::node::Look as _;
use crate::prose;
use crate::schema::Types;
use crate::stated::Stated;
use crate::yaml::{Entries, Yaml, entry};

/// A server of the description.
pub(crate) struct Server {
    pub(crate) span: Span,
    pub(crate) id: String,
    pub(crate) url: String,
    /// The keys of each variable, by id.
    pub(crate) variables: Entries,
    pub(crate) description: String,
    pub(crate) stated: Stated,
}

/// Where the API is, if the document does not say so.
const NOWHERE: &str = "https://api.example.com";

/// Reads the servers of a document: those of all operations, of which the first is the default, and those of single ones.
pub(crate) fn servers(types: &mut Types<'_>, root: &Node, found: &[Found<'_>]) -> Vec<Server> {
    types.losses.owner = Owner::Document;
    let mut names = Names::default();
    let own = root.get("servers").map(super::node::Look::elements).unwrap_or_default();
    let all = own.iter().chain(most_common(root).filter(|_| own.iter().all(is_relative)));
    let mut servers: Vec<Server> = Vec::new();
    let mut seen = BTreeSet::new();
    let of_operations = found.iter().filter_map(of_operation).filter(|node| !is_relative(node));
    for (node, is_own) in
        all.map(|node| (node, false)).chain(of_operations.map(|node| (node, true)))
    {
        let template = node.text_of("url").unwrap_or_default();
        if !seen.insert(template) {
            continue;
        }
        let Some(Address { url, variables }) = address(types, node) else { continue };
        let known = servers.iter().find(|server| server.url == url);
        let plain = match (servers.is_empty(), url.starts_with("http://")) {
            (_, true) => "local",
            (true, false) => "production",
            (false, false) if is_own => first_label(&url).unwrap_or("server"),
            (false, false) => "server",
        };
        let id = known.map(|server| server.id.clone());
        let id = id.unwrap_or_else(|| name(node, plain, &mut names));
        types.servers.insert(template.to_owned(), id.clone());
        if known.is_none() {
            let stated = Stated::of(node);
            let said = prose::first(&[node.text_of("description")]);
            let description = said.unwrap_or_else(|| "Where the API is served.".to_owned());
            servers.push(Server { span: node.span, id, url, variables, description, stated });
        }
    }
    if servers.is_empty() {
        types.losses.lose(&gap::NO_SERVER, root.span, "");
        let description = "A placeholder: the imported document names no address.".to_owned();
        servers.push(Server {
            span: root.span,
            id: "production".to_owned(),
            url: NOWHERE.to_owned(),
            variables: Vec::new(),
            description,
            stated: Stated::default(),
        });
    }
    servers
}

/// The server that an operation names for itself, or for all of its path.
pub(crate) fn of_operation<'a>(found: &Found<'a>) -> Option<&'a Node> {
    let servers = found.node.get("servers").or_else(|| found.item.get("servers"));
    servers.and_then(|servers| servers.elements().first())
}

/// The id of a server; `plain` where the document has no name for it.
fn name(node: &Node, plain: &str, names: &mut Names) -> String {
    let said = prose::first(&[node.text_of("description")]);
    let called = said.as_deref().map(|said| said.trim_end_matches('.'));
    let called = called.filter(|said| said.len() <= 30 && !said.contains('.'));
    let stated = Stated::of(node);
    let wish = node.text_of("name").or(called).unwrap_or(plain);
    names.stated_or(stated.id(), wish, Role::Server)
}

/// What tells a host from others of its domain: `uploads` of `uploads.example.com`.
fn first_label(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let (label, _) = rest.split_once('.')?;
    label.starts_with(|first: char| first.is_ascii_lowercase()).then_some(label)
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

/// The URL of a server as a description has it, with its variables.
struct Address {
    url: String,
    variables: Entries,
}

/// The address of a server as a description has it.
fn address(types: &mut Types<'_>, node: &Node) -> Option<Address> {
    let template = node.text_of("url").unwrap_or_default();
    let (mut url, mut sample, mut variables) = (String::new(), String::new(), Entries::new());
    let mut names = Names::default();
    let mut ids: BTreeMap<&str, String> = BTreeMap::new();
    let mut rest = template;
    while let Some((literal, (wire, behind))) =
        rest.split_once('{').and_then(|(literal, rest)| Some((literal, rest.split_once('}')?)))
    {
        url.push_str(literal);
        sample.push_str(literal);
        rest = behind;
        let declared = node.get("variables").and_then(|variables| variables.get(wire));
        let default = declared.and_then(|declared| declared.text_of("default"));
        let Some(place) = Place::behind(&sample).filter(|place| place.takes(declared)) else {
            types.losses.lose(&gap::SERVER_VARIABLES, node.span, &format!("`{template}`"));
            url.push_str(default.unwrap_or_default());
            sample.push_str(default.unwrap_or_default());
            continue;
        };
        if !ids.contains_key(wire) {
            let id = names.stated_or(None, wire, Role::Input);
            variables.push((id.clone(), variable(declared)));
            ids.insert(wire, id);
        }
        url.extend(["{", &ids[wire], "}"]);
        sample.push_str(place.sample());
    }
    url.push_str(rest);
    sample.push_str(rest);
    let url = url.trim_end_matches('/').to_owned();
    let sample = sample.trim_end_matches('/');
    let (scheme, rest) = sample.split_once("://").unwrap_or_default();
    let host = rest.split(['/', ':']).next().unwrap_or_default();
    let is_loopback =
        host == "localhost" || host.ends_with(".localhost") || host.starts_with("127.");
    let is_host = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
    let is_fine = !host.is_empty()
        && host.bytes().all(is_host)
        && !rest.contains(['?', '#', '{', '}', '@', ' ', '<', '>'])
        && rest.bytes().all(|byte| byte.is_ascii_graphic());
    match scheme {
        "https" if is_fine => Some(Address { url, variables }),
        "http" if is_fine && is_loopback => Some(Address { url, variables }),
        "http" if is_fine => {
            types.losses.lose(&gap::PLAIN_HTTP, node.span, &format!("`{template}`"));
            let url = format!("https://{}", url.trim_start_matches("http://"));
            Some(Address { url, variables })
        }
        _ => {
            types.losses.lose(&gap::SERVER, node.span, &format!("`{template}`"));
            None
        }
    }
}

/// Where a variable stands in a URL.
#[derive(Clone, Copy)]
enum Place {
    Host,
    Port,
    Path,
}

impl Place {
    /// What is behind a part of a URL; nothing where a description has no variable.
    fn behind(before: &str) -> Option<Self> {
        let (_, rest) = before.split_once("://")?;
        Some(match (rest.contains('/'), rest.ends_with(':')) {
            (true, _) => Self::Path,
            (false, true) => Self::Port,
            (false, false) => Self::Host,
        })
    }

    fn sample(self) -> &'static str {
        if matches!(self, Self::Port) { "1" } else { "x" }
    }

    /// Whether a description takes the values that a document has for a variable.
    fn takes(self, declared: Option<&Node>) -> bool {
        let Some(declared) = declared else { return true };
        let values = declared.get("enum").map(super::node::Look::elements).unwrap_or_default();
        let default = declared.get("default");
        let text = |node: &Node| match &node.value {
            Value::String(text) => Some(text.clone()),
            _ => None,
        };
        let mut all = values.iter().chain(default);
        all.all(|value| text(value).is_some_and(|text| self.takes_text(&text)))
            && (values.is_empty()
                || default
                    .is_none_or(|default| values.iter().any(|value| text(value) == text(default))))
    }

    fn takes_text(self, text: &str) -> bool {
        let is_label = |label: &str| {
            (1..=63).contains(&label.len())
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        };
        match self {
            Self::Host => text.split('.').all(is_label),
            Self::Port => !text.starts_with(['0', '+']) && text.parse::<u16>().is_ok(),
            Self::Path => {
                !matches!(text, "" | "." | "..")
                    && text
                        .bytes()
                        .all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte))
            }
        }
    }
}

/// A variable, as a description has it.
fn variable(declared: Option<&Node>) -> Yaml {
    let text = |key| declared.and_then(|declared| declared.text_of(key));
    let said = prose::first(&[text("description")]);
    let said = said.unwrap_or_else(|| "A part of the base URL.".to_owned());
    let mut entries = vec![entry("description", Yaml::text(said))];
    entries.extend(text("default").map(|default| entry("default", Yaml::text(default))));
    let values = declared.and_then(|declared| declared.get("enum"));
    let values = values.map(super::node::Look::elements).unwrap_or_default().iter();
    let mut distinct: Vec<&str> = Vec::new();
    for value in values {
        if let Value::String(text) = &value.value
            && !distinct.contains(&text.as_str())
        {
            distinct.push(text);
        }
    }
    if !distinct.is_empty() {
        entries.push(entry("values", Yaml::texts(distinct)));
    }
    Yaml::Map(entries, true)
}
