//! How far pages have been fetched, and which were.

use std::collections::HashSet;
use std::future::ready;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, Request, Uri};

use super::{NextPage, link_target};
use crate::client::{CallFuture, CallOptions, Client, Core};
use crate::error::{Failure, Problem};
use crate::exchange::{Trace, run_attempts};
use crate::request::{Endpoint, Operation, REPEATED, RequestWriter, build, build_named, resolve};

/// How far pages have been fetched.
#[derive(Default)]
pub(super) struct Position {
    /// The page that is fetched, or was last, from 1.
    page: u32,
    /// What the server has named the next page.
    named: Option<String>,
    /// URL of the last request.
    current: Option<Uri>,
    /// A hash of the request of each page. A number is enough to recognise it, and keeps no secret.
    seen: HashSet<u64>,
    hasher: RandomState,
}

impl Position {
    pub(super) fn page(&self) -> u32 {
        self.page
    }

    /// Whether there is another page.
    pub(super) fn advance(&mut self, next: Option<NextPage>, headers: &HeaderMap) -> bool {
        self.named = match next {
            None => return false,
            Some(NextPage::Inputs) => return true,
            Some(NextPage::Url(url)) => Some(url),
            Some(NextPage::Link(relation)) => headers.get_all("link").iter().find_map(|value| {
                let value = String::from_utf8_lossy(value.as_bytes());
                link_target(&value, relation).map(str::to_owned)
            }),
        };
        self.named.is_some()
    }

    /// Builds the request of the next page, which is none of those before.
    fn request(
        &mut self,
        core: &Core,
        endpoint: &'static Endpoint,
        write: &dyn Fn(&mut RequestWriter<'_>),
        options: &CallOptions,
    ) -> Result<Request<Bytes>, Problem> {
        let (settings, extras) = (&core.settings, [&core.calls.extras, &options.extras]);
        let request = match (&self.named, &self.current) {
            (Some(named), Some(current)) => {
                let named = resolve(&settings.base_url, current, named).map_err(Problem::Page)?;
                build_named(settings, endpoint, write, &extras, &named)
            }
            _ => build(settings, endpoint, write, &extras),
        };
        let request = request.map_err(|(name, problem)| Problem::Input(name, problem))?;
        if !self.seen.insert(self.hasher.hash_one((request.uri(), request.body()))) {
            return Err(Problem::Page(REPEATED));
        }
        self.current = Some(request.uri().clone());
        Ok(request)
    }
}

impl Client {
    /// Sends the request of the next page, as a call with limits of its own.
    pub(super) fn send_page<O: Operation, C>(
        &self,
        operation: &O,
        options: &CallOptions,
        position: &mut Position,
    ) -> CallFuture<O::Output, C> {
        let core = &*self.core;
        let service = core.settings.service;
        let call = Trace::call(service, O::ENDPOINT);
        position.page = position.page.saturating_add(1);
        let write = |request: &mut RequestWriter<'_>| operation.write(request);
        match position.request(core, O::ENDPOINT, &write, options) {
            Ok(request) => {
                let limits = options.limits(&core.calls);
                let sender = Arc::clone(&core.sender);
                let attempts = run_attempts(sender, O::ENDPOINT, request, limits, call);
                CallFuture::new(service, O::ENDPOINT, Box::pin(attempts))
            }
            Err(problem) => {
                let failure = Failure::not_sent(service, Some(O::ENDPOINT), problem);
                call.record_failure(&failure);
                CallFuture::new(service, O::ENDPOINT, Box::pin(ready(Err(failure))))
            }
        }
    }
}
