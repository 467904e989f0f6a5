//! The token endpoints of a mock server (RFC 6749).

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Mutex;

use serde_json::json;

use super::{Api, Reply, Request, lock};
use crate::request::{ClientAuthentication, Grant, OAuth};

/// Where token endpoints are, each by the id of its credential. No path of an API begins like this.
pub(super) const PATH: &str = "/.mock/tokens/";

/// What the token endpoints of a server have been asked for.
#[derive(Default)]
pub(super) struct Tokens {
    by_id: Mutex<BTreeMap<String, Endpoint>>,
    log: Mutex<Vec<Request>>,
}

#[derive(Default)]
struct Endpoint {
    script: VecDeque<Reply>,
    /// How many tokens it has issued, and how many of them are revoked.
    issued: usize,
    revoked: usize,
}

impl Tokens {
    pub(super) fn script(&self, id: &str, reply: Reply) {
        lock(&self.by_id).entry(id.to_owned()).or_default().script.push_back(reply);
    }

    pub(super) fn requests(&self) -> Vec<Request> {
        lock(&self.log).clone()
    }

    pub(super) fn keep(&self, request: Request) {
        lock(&self.log).push(request);
    }

    pub(super) fn revoke(&self) {
        for endpoint in lock(&self.by_id).values_mut() {
            endpoint.revoked = endpoint.issued;
        }
    }

    /// The reply to a request of a token, and what is wrong with it.
    pub(super) fn reply(&self, api: &Api, id: &str, request: &Request) -> (Reply, Vec<String>) {
        let declared = api.routes.iter().flat_map(|route| route.oauth);
        let Some(oauth) = declared.into_iter().find(|oauth| oauth.credential.id == id) else {
            return (Reply::status(404), vec!["no operation takes such access tokens".to_owned()]);
        };
        let mut by_id = lock(&self.by_id);
        let endpoint = by_id.entry(id.to_owned()).or_default();
        match endpoint.problem(oauth, request) {
            Some((error, problem)) => {
                let status = if error == "invalid_client" { 401 } else { 400 };
                let body =
                    json!({ "error": error, "error_description": format!("mock: {problem}") });
                (Reply::json(status, body.to_string()), vec![problem])
            }
            None => {
                (endpoint.script.pop_front().unwrap_or_else(|| endpoint.issue(oauth)), Vec::new())
            }
        }
    }

    /// Whether a request has a token that was issued here and is revoked. Other tokens come from elsewhere.
    pub(super) fn is_revoked(&self, oauth: &OAuth, request: &Request) -> bool {
        let id = oauth.credential.id;
        let by_id = lock(&self.by_id);
        let Some(endpoint) = by_id.get(id) else { return false };
        let words = request.header_all("authorization").filter_map(|value| value.split_once(' '));
        let mut numbers = words.filter_map(|(_, token)| number(&access_token(id, ""), token));
        numbers.any(|number| number <= endpoint.revoked)
    }
}

impl Endpoint {
    fn issue(&mut self, oauth: &OAuth) -> Reply {
        self.issued += 1;
        let id = oauth.credential.id;
        let mut body = json!({
            "access_token": access_token(id, &self.issued.to_string()),
            "token_type": "Bearer",
            "expires_in": 3600,
        });
        if oauth.grant == Grant::RefreshToken {
            body["refresh_token"] = refresh_token(id, &self.issued.to_string()).into();
        }
        Reply::json(200, body.to_string()).header("cache-control", "no-store")
    }

    /// The error code, and what is wrong. It quotes no value.
    fn problem(&self, oauth: &OAuth, request: &Request) -> Option<(&'static str, String)> {
        let invalid = |problem: &str| Some(("invalid_request", problem.to_owned()));
        if request.method() != "POST" {
            return invalid("the method is not POST");
        }
        let Some(pairs) = request.form() else { return invalid("the body is not a form") };
        let value = |name: &str| {
            let mut values = pairs.iter().filter(|(found, _)| found == name);
            values.next().map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
        };
        let names: BTreeSet<_> = pairs.iter().map(|(name, _)| name).collect();
        if names.len() < pairs.len() {
            return invalid("a parameter is given twice");
        }
        if value("grant_type") != Some(oauth.grant.as_str()) {
            return Some(("unsupported_grant_type", "`grant_type` is another one".to_owned()));
        }
        let mut authorization = request.header_all("authorization");
        let has_basic = authorization.any(|value| value.starts_with("Basic "));
        let (has_id, has_secret) = (value("client_id").is_some(), value("client_secret").is_some());
        let is_authenticated = match oauth.authentication {
            ClientAuthentication::Basic => has_basic && !has_secret,
            ClientAuthentication::Body => !has_basic && has_id && has_secret,
            ClientAuthentication::Public => !has_basic && has_id && !has_secret,
        };
        if !is_authenticated {
            return Some((
                "invalid_client",
                "the client does not authenticate as declared".to_owned(),
            ));
        }
        if value("scope").unwrap_or_default() != oauth.scope {
            return Some(("invalid_scope", "`scope` is another one than declared".to_owned()));
        }
        if let Some((name, _)) = oauth.parameters.iter().find(|(name, is)| value(name) != Some(*is))
        {
            return invalid(&format!("`{name}` is missing, or has another value"));
        }
        if oauth.grant == Grant::RefreshToken {
            let Some(given) = value("refresh_token") else {
                return invalid("`refresh_token` is missing");
            };
            let own = number(&refresh_token(oauth.credential.id, ""), given);
            if own.is_some_and(|number| number != self.issued) {
                let problem = "the refresh token was used before";
                return Some(("invalid_grant", problem.to_owned()));
            }
        }
        None
    }
}

fn access_token(id: &str, number: &str) -> String {
    format!("mock-access-{id}-{number}")
}

fn refresh_token(id: &str, number: &str) -> String {
    format!("mock-refresh-{id}-{number}")
}

fn number(prefix: &str, token: &str) -> Option<usize> {
    token.strip_prefix(prefix)?.parse().ok()
}
