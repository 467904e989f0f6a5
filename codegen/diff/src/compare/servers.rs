//! Compares servers.

use restwright_spec::api::Server;

use super::Comparison;
use super::deprecation::{self, DeprecationVisibility};
use super::former;
use super::prefix::Url;
use super::server_variables::{self, shape};
use super::words::is_same_prose;
use crate::finding::{Finding, Findings};
use crate::identity::{By, identified};
use crate::rules::servers as rules;
use crate::{Place, Rule};

identified!(Server, id, description, |server| Url::of(server).key());

pub(super) fn compare(comparison: &Comparison<'_>, findings: &mut Findings) {
    let at = |rule, server: &Server| {
        Finding::new(rule, Place::server(&server.id)).in_head(server.id.span)
    };
    former::compare(&comparison.servers, |_| true, at, findings);
    for (base, head, by) in &comparison.servers.both {
        if matches!(by, By::RenamedFrom | By::Key) {
            findings.push(renamed(base, head));
        }
        pair(comparison, base, head, findings);
    }
    for server in &comparison.servers.removed {
        let finding = Finding::new(&rules::SERVER_REMOVED, Place::server(&server.id));
        findings.push(finding.before(quoted(&server.url)).in_base(server.id.span));
    }
    for server in &comparison.servers.added {
        let finding = Finding::new(&rules::SERVER_ADDED, Place::server(&server.id));
        findings.push(finding.after(quoted(&server.url)).in_head(server.id.span));
    }
    default(comparison, findings);
}

fn pair(comparison: &Comparison<'_>, base: &Server, head: &Server, findings: &mut Findings) {
    let Server { id, url, variables: _, description, renamed_from: _, deprecated } = head;
    let place = Place::server(id);
    if let Some(rule) = url_rule(comparison, base, head) {
        let finding = Finding::new(rule, place.clone());
        findings.push(finding.before(quoted(&base.url)).after(quoted(url)).in_head(url.span));
    }
    server_variables::compare(base, head, findings);
    if !is_same_prose(&base.description, description) {
        let finding = Finding::new(&rules::SERVER_DOC_CHANGED, place.clone());
        findings.push(finding.before(&base.description).after(description).in_head(id.span));
    }
    let places = (&place, base.id.span, id.span);
    deprecation::compare(
        comparison.today,
        DeprecationVisibility::Item,
        base.deprecated.as_ref(),
        deprecated.as_ref(),
        places,
        findings,
    );
}

fn renamed(base: &Server, head: &Server) -> Finding {
    let place = Place::server(&head.id);
    let finding = match &head.renamed_from {
        Some(_) => Finding::new(&rules::SERVER_RENAMED_WITH_ALIAS, place),
        None => Finding::new(&rules::SERVER_RENAMED, place)
            .suggest(format!("add `renamed_from: {}`", *base.id)),
    };
    finding.before(quoted(&base.id)).after(quoted(&head.id)).in_head(head.id.span)
}

/// The worst that can be said of the URL of a server; nothing if it is the same.
fn url_rule(comparison: &Comparison<'_>, base: &Server, head: &Server) -> Option<&'static Rule> {
    let same_variables = shape(base) == shape(head);
    let (before, after) = match (base.default_url(), head.default_url()) {
        (Some(before), Some(after)) => (before, after),
        _ => (shape(base), shape(head)),
    };
    let (old, new) = (Url::parse(&before), Url::parse(&after));
    let is_of_another = || {
        let mut others = comparison.base.servers.iter().filter(|other| other.id != base.id);
        others.any(|other| Url::parse(&other.default_url().unwrap_or_else(|| shape(other))) == new)
    };
    if same_variables || before == after {
        None
    } else if old == new {
        Some(&rules::SERVER_URL_SPELLED_ANEW)
    } else if is_of_another() {
        Some(&rules::SERVER_URL_REUSED)
    } else if old.scheme == "https" && new.scheme != "https" {
        Some(&rules::SERVER_SCHEME_DOWNGRADED)
    } else if old.host != new.host {
        Some(&rules::SERVER_HOST_CHANGED)
    } else if old.scheme != new.scheme {
        Some(&rules::SERVER_SCHEME_UPGRADED)
    } else if old.port != new.port {
        Some(&rules::SERVER_PORT_CHANGED)
    } else if comparison.path_prefix_moved() {
        Some(&rules::SERVER_EFFECTIVE_URL_UNCHANGED)
    } else {
        Some(&rules::SERVER_PATH_CHANGED)
    }
}

/// Programs that choose no server may talk to another one. If the one from before is gone, that has been said.
fn default(comparison: &Comparison<'_>, findings: &mut Findings) {
    let (old, new) =
        (&comparison.base.service.default_server, &comparison.head.service.default_server);
    let mut both = comparison.servers.both.iter();
    let kept = both.find(|(base, ..)| *base.id == *old).map(|(_, head, _)| &head.id);
    let Some(kept) = kept.filter(|kept| ***kept != *new) else {
        return;
    };
    let now = comparison.head.servers.iter().find(|server| *server.id == *new);
    let span = now.map_or(kept.span, |server| server.id.span);
    let finding = Finding::new(&rules::SERVER_DEFAULT_CHANGED, Place::server(new));
    findings.push(finding.before(quoted(old)).after(quoted(new)).in_head(span));
}

fn quoted(text: &str) -> String {
    format!("`{text}`")
}
