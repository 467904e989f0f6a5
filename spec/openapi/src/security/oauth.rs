//! Flows of OAuth 2.0 as credentials whose tokens a client requests.

use std::collections::BTreeSet;

use restwright_spec::{Node, Spanned};

use super::Placement;
use crate::gap;
use crate::loss::Losses;
use crate::names::{Names, Role};
use crate::node::Look as _;

/// The requests for access tokens.
pub(crate) struct OAuth {
    pub(crate) token_url: String,
    pub(crate) client_id: String,
    pub(crate) client_secret: String,
    pub(crate) scopes: BTreeSet<String>,
}

/// The flow that needs no person, if a scheme has it. All others are a loss.
pub(super) fn placement(
    losses: &mut Losses,
    (key, scheme): (&Spanned<String>, &Node),
    root: &Node,
    names: &mut Names,
) -> Placement {
    let flows = scheme.get("flows").map(super::Look::entries).unwrap_or_default();
    let flow = flows.iter().find(|(name, _)| name.value == "clientCredentials");
    let token_url = flow.and_then(|(_, flow)| flow.text_of("tokenUrl")).filter(|url| is_fine(url));
    let Some(token_url) = token_url else {
        losses.lose(&gap::OAUTH, key.span, &format!("`{}`", key.value));
        return Placement::bearer();
    };
    for (name, _) in flows.iter().filter(|(name, _)| name.value != "clientCredentials") {
        let detail = format!("`{}` of `{}`", name.value, key.value);
        losses.lose(&gap::OAUTH_FLOW, name.span, &detail);
    }
    Placement::OAuth(OAuth {
        token_url: token_url.to_owned(),
        client_id: names.id("client_id", Role::Credential),
        client_secret: names.id("client_secret", Role::Credential),
        scopes: needed(root, &key.value),
    })
}

/// Whether a description can say where a token endpoint is.
fn is_fine(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("https://") else { return false };
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let is_host = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
    let is_path = |byte: u8| byte.is_ascii_alphanumeric() || b"/._~-".contains(&byte);
    let is_label =
        |label: &str| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-');
    host.bytes().all(is_host)
        && host.split('.').all(is_label)
        && host.contains(|c: char| c.is_ascii_alphabetic())
        && path.bytes().all(is_path)
        && !path.contains("//")
        && !path.split('/').any(|segment| matches!(segment, "." | ".."))
}

/// The scopes that operations name: all others that a client could ask for may not be granted to it.
fn needed(root: &Node, scheme: &str) -> BTreeSet<String> {
    let paths = root.get("paths").map(super::Look::entries).unwrap_or_default();
    let operations = paths.iter().flat_map(|(_, item)| item.entries());
    let lists = operations.filter_map(|(_, operation)| operation.get("security"));
    let lists = lists.chain(root.get("security"));
    let requirements = lists.flat_map(super::Look::elements);
    let scopes = requirements.filter_map(|requirement| requirement.get(scheme));
    let scopes = scopes.flat_map(super::Look::elements).filter_map(super::Look::text);
    let is_scope = |scope: &&str| {
        let is_known = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\\');
        !scope.is_empty() && scope.bytes().all(is_known)
    };
    scopes.filter(is_scope).map(str::to_owned).collect()
}
