//! How access tokens are requested (RFC 6749).

use super::server::{authority_problem, host, is_loopback};
use super::{Context, wire, words};
use crate::api::{ClientAuthentication, Given, Grant, OAuth};
use crate::decode::{Entries, Text};
use crate::diagnostic::Diagnostic;
use crate::document;
use crate::{Span, rule};

/// Parameters that the client writes itself.
pub(crate) const OWN_PARAMETERS: [&str; 5] =
    ["client_id", "client_secret", "grant_type", "refresh_token", "scope"];

/// A credential whose value the client requests, so that it is the client that has what it takes.
pub(super) fn oauth(
    context: &mut Context<'_>,
    credential: &document::Credential,
    document: &document::OAuth,
) -> Option<OAuth> {
    refuse_others(context, credential, document);
    let flow = document.flow.as_ref()?;
    check_inputs(context, document, flow.value, flow.span);
    let token_url = document.token_url.as_ref().and_then(|url| token_url(context, url));
    let scopes = scopes(context, document.scopes.as_deref().unwrap_or_default());
    let parameters = document.parameters.as_ref().map(|entries| parameters(context, entries));
    let authentication = document.authentication.as_ref().map(|word| word.value);
    Some(OAuth {
        grant: flow.value,
        token_url: token_url?,
        client_id: document.client_id.clone()?,
        client_secret: document.client_secret.clone(),
        refresh_token: document.refresh_token.clone(),
        authentication: authentication.unwrap_or(ClientAuthentication::Basic),
        scopes: scopes?,
        parameters: parameters.unwrap_or_else(|| Some(Vec::new()))?,
    })
}

fn refuse(context: &mut Context<'_>, span: Span, message: &str, label: &str, help: &str) {
    let diagnostic = Diagnostic::error(rule::OAUTH_CREDENTIAL, message.to_owned());
    context.report.push(diagnostic.label(span, label).help(help));
}

/// Refuses what cannot be said of an access token.
fn refuse_others(
    context: &mut Context<'_>,
    credential: &document::Credential,
    document: &document::OAuth,
) {
    if credential.placements.is_some() || credential.basic.is_some() {
        let message = "`oauth` is the only place of a credential";
        let label = "an access token goes into the header `Authorization`";
        refuse(context, document.span, message, label, "take `placements` and `basic` out");
    }
    if let Some(given) = credential.given.as_ref().filter(|given| given.value == Given::Call) {
        let message = "`oauth` is given to the client";
        let label = "clients request access tokens, and all calls share them";
        let help = "write `given: client` or `given: client_optional`, or describe tokens that callers bring with `placements: [{ in: header, name: Authorization, scheme: Bearer }]`";
        refuse(context, given.span, message, label, help);
    }
}

/// The inputs are those of the flow, and no two are one.
fn check_inputs(context: &mut Context<'_>, document: &document::OAuth, flow: Grant, at: Span) {
    let has_secret = document.client_secret.is_some() || document.has_gaps;
    let has_token = document.refresh_token.is_some() || document.has_gaps;
    if flow == Grant::ClientCredentials && !has_secret {
        let help = "add `client_secret` with the id of the input that is the secret";
        let message = "the flow `client_credentials` needs a client secret";
        refuse(context, at, message, "it has nothing else to authenticate with", help);
    }
    if flow == Grant::RefreshToken && !has_token {
        let help = "add `refresh_token` with the id of the input that is the refresh token";
        refuse(
            context,
            at,
            "the flow `refresh_token` needs a refresh token",
            "none is named",
            help,
        );
    }
    if let (Grant::ClientCredentials, Some(token)) = (flow, &document.refresh_token) {
        let message = "the flow `client_credentials` has no refresh token";
        let help = "take it out, or write `flow: refresh_token`";
        refuse(context, token.span, message, "nothing is requested with it", help);
    }
    if let (Some(word), false) = (&document.authentication, has_secret) {
        let message = "a client without a secret does not authenticate";
        let help = "take `authentication` out: the client id is in the body";
        refuse(context, word.span, message, "there is no `client_secret`", help);
    }
    let inputs = [&document.client_id, &document.client_secret, &document.refresh_token];
    let inputs: Vec<_> = inputs.into_iter().flatten().collect();
    for (index, id) in inputs.iter().enumerate() {
        if inputs[..index].iter().any(|other| other.value == id.value) {
            let help = "give each of them an id of its own";
            refuse(context, id.span, "two inputs have one id", "the id of another input", help);
        }
    }
}

/// Where secrets are sent: nobody may listen on the way.
fn token_url(context: &mut Context<'_>, url: &Text) -> Option<Text> {
    let problem = match url.split_once("://") {
        Some(("https", rest)) => problem(rest),
        Some(("http", rest)) if is_loopback(host(rest)) => problem(rest),
        Some(("http", _)) => Some("only a loopback host can be reached without encryption"),
        _ => Some("it must begin with `https://`"),
    };
    let Some(problem) = problem else { return Some(url.clone()) };
    let message = format!("`{}` cannot be the URL of a token endpoint", url.value);
    context.report.push(Diagnostic::error(rule::BAD_TOKEN_URL, message).label(url.span, problem));
    None
}

fn problem(rest: &str) -> Option<&'static str> {
    let path = rest.strip_suffix('/').unwrap_or(rest);
    if path.ends_with('/') { Some("this is not a path") } else { authority_problem(path) }
}

fn scopes(context: &mut Context<'_>, documents: &[Text]) -> Option<Vec<String>> {
    let mut scopes: Vec<String> = Vec::new();
    let mut is_good = true;
    for scope in documents {
        let is_scope = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\\');
        let problem = if scope.is_empty() || !scope.bytes().all(is_scope) {
            Some("a scope has no spaces, quotes or backslashes, and letters of ASCII alone")
        } else if scopes.contains(&scope.value) {
            Some("it is there already")
        } else {
            None
        };
        match problem {
            None => scopes.push(scope.value.clone()),
            Some(problem) => {
                is_good = false;
                let message = format!("`{}` cannot be a scope", scope.value);
                refuse(
                    context,
                    scope.span,
                    &message,
                    problem,
                    "write a list of scopes: `[read, write]`",
                );
            }
        }
    }
    scopes.sort();
    is_good.then_some(scopes)
}

fn parameters<K>(
    context: &mut Context<'_>,
    entries: &Entries<K, Text>,
) -> Option<Vec<(String, String)>> {
    let mut parameters = Some(Vec::new());
    for (name, value) in entries.iter() {
        let mut is_good = wire::name(context, name);
        if OWN_PARAMETERS.contains(&name.as_str()) {
            is_good = false;
            let message = format!("`{}` is not among the further parameters", name.value);
            let help = "use the key of `oauth` for it";
            refuse(context, name.span, &message, "the client writes it itself", help);
        }
        let value = value.and_then(|value| words::line(context, value));
        let pair = value.filter(|_| is_good).map(|value| (name.value.clone(), value));
        parameters = super::all(parameters, pair);
    }
    let mut parameters = parameters?;
    parameters.sort();
    Some(parameters)
}
