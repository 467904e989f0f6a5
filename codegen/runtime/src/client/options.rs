//! What can be chosen for a client and for a call, besides what only the generated code knows.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::exchange::{Decoding, Environment, Limits, RetryPolicy, System};
use crate::request::Extras;
use crate::transport::{ConnectionOptions, Proxy, Transport};
use crate::value::Secret;

/// What can be chosen for one call. What is not set is as the client has it.
#[derive(Clone, Debug, Default)]
#[must_use = "options do nothing until they are given to a client or a call"]
pub struct CallOptions {
    attempt_timeout: Option<Duration>,
    total_timeout: Option<Duration>,
    max_body_bytes: Option<usize>,
    retry: Option<RetryPolicy>,
    decoding: Option<Decoding>,
    pub(super) extras: Extras,
}

impl CallOptions {
    /// Options that change nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// How long one attempt may take, from its start to the end of the answer: 30 seconds unless set.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.attempt_timeout = Some(limit);
        self
    }

    /// How long the call may take as a whole, with all its attempts and the time between them: 60 seconds unless set.
    pub fn total_timeout(mut self, limit: Duration) -> Self {
        self.total_timeout = Some(limit);
        self
    }

    /// How many bytes the body of an answer may have: 8 MiB unless set.
    pub fn max_body_bytes(mut self, limit: usize) -> Self {
        self.max_body_bytes = Some(limit);
        self
    }

    /// What is made again after a failure: see [`RetryPolicy`].
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = Some(policy);
        self
    }

    /// What becomes of a success that cannot be read in full: [`Decoding::Lenient`] unless set.
    pub fn decoding(mut self, decoding: Decoding) -> Self {
        self.decoding = Some(decoding);
        self
    }

    /// Adds a query parameter that the operation does not describe: for what an API has added since. Its value is treated as
    /// a secret.
    ///
    /// Given to a client, it goes out with every call. A call fails with [`ErrorKind::Input`](crate::ErrorKind::Input),
    /// and sends nothing, if its operation or a credential has a parameter of this name.
    pub fn query(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.extras.query.push((name.into(), value.into()));
        self
    }

    /// Adds a header that the operation does not describe, instead of one of that name that the client has for every
    /// request. Its value is treated as a secret.
    ///
    /// A call fails with [`ErrorKind::Input`](crate::ErrorKind::Input), and sends nothing, if its operation or a credential
    /// has a header of this name, and for headers that the client itself needs, such as `Host`, `Accept` or
    /// `Content-Length`.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.extras.headers.push((name.into(), value.into()));
        self
    }

    /// These options where they are set, otherwise those of the client, otherwise the defaults.
    pub(super) fn limits(&self, client: &Self) -> Limits {
        Limits {
            attempt: self.attempt_timeout.or(client.attempt_timeout).unwrap_or(ATTEMPT),
            total: self.total_timeout.or(client.total_timeout).unwrap_or(TOTAL),
            body: self.max_body_bytes.or(client.max_body_bytes).unwrap_or(BODY),
            retry: self.retry.or(client.retry).unwrap_or_default(),
            decoding: self.decoding.or(client.decoding).unwrap_or_default(),
        }
    }
}

const ATTEMPT: Duration = Duration::from_secs(30);
const TOTAL: Duration = Duration::from_secs(60);
const BODY: usize = 8 * 1024 * 1024;

/// What can be chosen for a client. The defaults are meant for servers in production.
#[derive(Clone)]
#[must_use = "options do nothing until they are given to a client"]
pub struct ClientOptions {
    pub(super) calls: CallOptions,
    pub(super) user_agent_suffix: String,
    pub(super) headers: Vec<(String, Secret)>,
    pub(super) environment: Arc<dyn Environment>,
    pub(super) connection: ConnectionOptions,
    pub(super) wraps: Vec<Wrap>,
}

impl ClientOptions {
    /// The defaults.
    pub fn new() -> Self {
        Self::default()
    }

    /// What holds for every call that does not say otherwise.
    pub fn calls(mut self, options: CallOptions) -> Self {
        self.calls = options;
        self
    }

    /// A text that is put behind the user agent of the client, such as `shop/2.1`.
    pub fn user_agent_suffix(mut self, suffix: impl Into<String>) -> Self {
        self.user_agent_suffix = suffix.into();
        self
    }

    /// A header for every request, unless the operation sends one of that name. Its value is treated as a secret.
    ///
    /// Headers that the client itself needs, such as `Host`, `Accept` or `Content-Length`, are refused when the client
    /// is built.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Time and chance for the decisions about retries: for tests that shall not wait.
    pub fn environment(mut self, environment: impl Environment) -> Self {
        self.environment = Arc::new(environment);
        self
    }

    /// Wraps the transport of the client, whichever that is, in another one: for logs, metrics or a rate limit. What is
    /// wrapped last sees a request first. [`Transport`] has an example.
    pub fn wrap_transport<T: Transport>(
        mut self,
        wrap: impl Fn(Arc<dyn Transport>) -> T + Send + Sync + 'static,
    ) -> Self {
        self.wraps.push(Arc::new(move |inner| Arc::new(wrap(inner))));
        self
    }

    /// How long making a connection may take, name lookup and TLS included: 5 seconds unless set. Over HTTP/2, the other
    /// side of a connection is asked for a sign of life after this time, and has the same time to give it.
    ///
    /// This, the proxy and the root certificates are for the built-in transport, and without effect on any other.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connection = self.connection.connect_timeout(limit);
        self
    }

    /// Which proxy leads to the server: what the environment variables say, unless set.
    pub fn proxy(mut self, proxy: Proxy) -> Self {
        self.connection = self.connection.proxy(proxy);
        self
    }

    /// Root certificates to trust besides those of the operating system, as PEM text.
    pub fn root_certificates(mut self, pem: impl AsRef<[u8]>) -> Self {
        self.connection = self.connection.root_certificates(pem);
        self
    }

    /// Authenticates with a client certificate (mutual TLS): its chain, own certificate first, and its private key, both as
    /// PEM text. A client has none unless set.
    pub fn client_certificate(mut self, chain: impl AsRef<[u8]>, key: impl Into<Secret>) -> Self {
        self.connection = self.connection.client_certificate(chain, key);
        self
    }

    /// How many bytes the head of an answer may have: 64 KiB unless set.
    pub fn max_head_bytes(mut self, limit: usize) -> Self {
        self.connection = self.connection.max_head_bytes(limit);
        self
    }

    /// How many headers an answer may have: 100 unless set.
    pub fn max_headers(mut self, limit: usize) -> Self {
        self.connection = self.connection.max_headers(limit);
        self
    }
}

/// Makes a transport of another one.
pub(super) type Wrap = Arc<dyn Fn(Arc<dyn Transport>) -> Arc<dyn Transport> + Send + Sync>;

impl Default for ClientOptions {
    fn default() -> Self {
        Self {
            calls: CallOptions::default(),
            user_agent_suffix: String::new(),
            headers: Vec::new(),
            environment: Arc::new(System),
            connection: ConnectionOptions::default(),
            wraps: Vec::new(),
        }
    }
}

impl fmt::Debug for ClientOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientOptions").field("calls", &self.calls).finish_non_exhaustive()
    }
}
