//! How far pages have been fetched, and which were.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

use http::{HeaderMap, Request, Uri};

use super::next::{Next, NextPage};
use crate::client::{CallFuture, CallOptions, Client, Core};
use crate::error::Problem;
use crate::request::{
    Endpoint, Operation, Payload, RequestWriter, ServerIndex, build, build_named, link_target,
    resolve,
};
use crate::value::Secret;

/// Why the next page cannot be requested. All are texts of this project.
const REPEATED: &str = "it was fetched before: the server leads in a circle";
const NO_LINK: &str = "the page before it has a header `Link` that cannot be read";

/// How far pages have been fetched.
pub(super) struct Position {
    /// The page that is fetched, or was last, from 1.
    page: u32,
    next: Next,
    /// URL of the last request.
    current: Option<Uri>,
    /// The server that it went to, unless that is the default one.
    server: Option<ServerIndex>,
    /// A hash of the request of each page. A number is enough to recognize it, and keeps no secret.
    seen: HashSet<u64>,
    hasher: RandomState,
}

impl Default for Position {
    fn default() -> Self {
        Self {
            page: 0,
            next: Next::Inputs,
            current: None,
            server: None,
            seen: HashSet::new(),
            hasher: RandomState::new(),
        }
    }
}

impl Position {
    pub(super) fn page(&self) -> u32 {
        self.page
    }

    pub(super) fn is_at_end(&self) -> bool {
        matches!(self.next, Next::None)
    }

    pub(super) fn end(&mut self) {
        self.next = Next::None;
    }

    pub(super) fn advance(&mut self, next: NextPage, headers: &HeaderMap) {
        self.next = match next.0 {
            Next::Link(relation) => linked(headers, relation),
            next => next,
        };
    }

    /// Builds the request of the next page, which is none of those before.
    fn request(
        &mut self,
        core: &Core,
        endpoint: &'static Endpoint,
        write: &dyn Fn(&mut RequestWriter<'_>),
        options: &CallOptions,
    ) -> Result<Request<Payload>, Problem> {
        let (settings, extras) = (&core.settings, [&core.calls.extras, &options.extras]);
        let request = match (&self.next, &self.current) {
            (Next::Unknown(reason), _) => return Err(Problem::Page(reason)),
            (Next::Url(url), Some(current)) => {
                let target = resolve(settings.base_url(self.server), current, url.expose());
                let target = target.map_err(Problem::Page)?;
                build_named(settings, endpoint, write, &extras, target.expose())
            }
            _ => build(settings, endpoint, write, &extras),
        };
        let request = request.map_err(|(name, problem)| Problem::Input(name, problem))?;
        if !self.seen.insert(self.hasher.hash_one((request.uri(), request.body()))) {
            return Err(Problem::Page(REPEATED));
        }
        self.current = Some(request.uri().clone());
        self.server = request.extensions().get().copied();
        Ok(request)
    }
}

/// The first link of this relation. Each of several headers may hold several links.
fn linked(headers: &HeaderMap, relation: &str) -> Next {
    for value in headers.get_all("link") {
        let value = String::from_utf8_lossy(value.as_bytes());
        match link_target(&value, relation) {
            Ok(None) => {}
            Ok(Some(target)) => return Next::Url(Secret::from(target)),
            Err(_) => return Next::Unknown(NO_LINK),
        }
    }
    Next::None
}

impl Client {
    /// Sends the request of the next page, as a call with limits of its own.
    pub(super) fn send_page<O: Operation, C>(
        &self,
        operation: &O,
        options: &CallOptions,
        position: &mut Position,
    ) -> CallFuture<O::Output, C> {
        position.page = position.page.saturating_add(1);
        let response = self.start_built(O::ENDPOINT, options, &mut || {
            let write = |request: &mut RequestWriter<'_>| operation.write(request);
            position.request(&self.core, O::ENDPOINT, &write, options)
        });
        CallFuture::new(self.core.settings.service, O::ENDPOINT, response, O::body_slot)
    }
}
