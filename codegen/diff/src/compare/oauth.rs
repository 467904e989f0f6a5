//! Compares how access tokens are requested.

use restwright_spec::api::{ClientAuthentication, Grant, OAuth, Placement};

use super::placements::Found;
use crate::Rule;
use crate::rules::credentials as rules;

/// What changed in the requests for access tokens.
pub(super) fn compare(old: &OAuth, new: &OAuth) -> Vec<Found> {
    let OAuth {
        grant: _,
        token_url,
        client_id: _,
        client_secret: _,
        refresh_token: _,
        authentication,
        scopes,
        parameters,
    } = new;
    if inputs(old) != inputs(new) {
        let (before, after) = (Some(phrase(old)), Some(phrase(new)));
        return vec![(&rules::CREDENTIAL_TOKEN_FLOW_CHANGED, before, after)];
    }
    let mut found = Vec::new();
    let mut changed = |rule, before: String, after: String| {
        if before != after {
            found.push((rule, Some(before), Some(after)));
        }
    };
    let (before, after) = (old.token_url.value.clone(), token_url.value.clone());
    changed(&rules::CREDENTIAL_TOKEN_URL_CHANGED, before, after);
    let (before, after) = (word(old.authentication), word(*authentication));
    if new.client_secret.is_some() {
        changed(&rules::CREDENTIAL_CLIENT_AUTHENTICATION_CHANGED, before, after);
    }
    let (before, after) = (pairs(&old.parameters), pairs(parameters));
    changed(&rules::CREDENTIAL_TOKEN_PARAMETERS_CHANGED, before, after);
    let removed = old.scopes.iter().filter(|scope| !scopes.contains(scope));
    found.extend(removed.map(|it| (&rules::CREDENTIAL_SCOPE_REMOVED, Some(it.clone()), None)));
    let added = scopes.iter().filter(|scope| !old.scopes.contains(scope));
    found.extend(added.map(|it| (&rules::CREDENTIAL_SCOPE_ADDED, None, Some(it.clone()))));
    found
}

/// Where one of two places is an access token that clients request: on the wire, it is like one that callers bring.
pub(super) fn change(old: &Placement, new: &Placement) -> Option<&'static Rule> {
    let is_bearer = |placement: &Placement| match placement {
        Placement::OAuth(_) => true,
        Placement::Header { name, scheme: Some(scheme) } => {
            name.eq_ignore_ascii_case("authorization") && scheme.eq_ignore_ascii_case("bearer")
        }
        _ => false,
    };
    match (old, new) {
        (Placement::OAuth(old), Placement::OAuth(new)) => {
            (inputs(old) != inputs(new)).then_some(&rules::CREDENTIAL_TOKEN_FLOW_CHANGED)
        }
        _ if is_bearer(old) && is_bearer(new) => Some(&rules::CREDENTIAL_TOKEN_FLOW_CHANGED),
        _ => Some(&rules::CREDENTIAL_PARTS_CHANGED),
    }
}

/// What decides about the arguments of a client.
fn inputs(oauth: &OAuth) -> (Grant, bool) {
    (oauth.grant, oauth.client_secret.is_some())
}

/// How tokens are requested, as a short phrase.
pub(super) fn phrase(oauth: &OAuth) -> String {
    let flow = match oauth.grant {
        Grant::ClientCredentials => "client credentials",
        Grant::RefreshToken => "a refresh token",
    };
    let secret = if oauth.client_secret.is_some() { "" } else { " of a client without a secret" };
    format!("access token by {flow}{secret}")
}

fn word(authentication: ClientAuthentication) -> String {
    match authentication {
        ClientAuthentication::Basic => "basic",
        ClientAuthentication::Body => "body",
    }
    .to_owned()
}

fn pairs(parameters: &[(String, String)]) -> String {
    let pairs = parameters.iter().map(|(name, value)| format!("`{name}`: `{value}`"));
    pairs.collect::<Vec<_>>().join(", ")
}
