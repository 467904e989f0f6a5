//! Options of clients and of calls that do not depend on the API.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::exchange::{Clock, Decoding, Limits, RetryPolicy, SystemClock};
#[cfg(feature = "streams")]
use crate::exchange::{StreamKind, Streaming};
use crate::request::Extras;
use crate::transport::{ConnectionOptions, Proxy, Transport};
use crate::value::Secret;

/// Options of a single call.
///
/// Unset options are inherited from the client.
#[derive(Clone, Debug, Default)]
#[must_use = "pass the options to a client or a call"]
pub struct CallOptions {
    attempt_timeout: Option<Duration>,
    total_timeout: Option<Duration>,
    max_body_bytes: Option<usize>,
    retry: Option<RetryPolicy>,
    decoding: Option<Decoding>,
    #[cfg(feature = "streams")]
    chunk_timeout: Option<Duration>,
    #[cfg(feature = "streams")]
    reconnect: Option<bool>,
    pub(super) extras: Extras,
}

impl CallOptions {
    /// Creates options without overrides.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the timeout of one attempt, including the response body.
    ///
    /// Default: 30 seconds.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.attempt_timeout = Some(limit);
        self
    }

    /// Sets the timeout of the whole call, including retries and backoff.
    ///
    /// Default: 60 seconds.
    pub fn total_timeout(mut self, limit: Duration) -> Self {
        self.total_timeout = Some(limit);
        self
    }

    /// Sets the maximum size of a response body.
    ///
    /// Default: 8 MiB.
    pub fn max_body_bytes(mut self, limit: usize) -> Self {
        self.max_body_bytes = Some(limit);
        self
    }

    /// Sets the retry policy.
    ///
    /// Default: [`RetryPolicy::default`].
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = Some(policy);
        self
    }

    /// Sets how strictly successful responses are decoded.
    ///
    /// Default: [`Decoding::Lenient`].
    pub fn decoding(mut self, decoding: Decoding) -> Self {
        self.decoding = Some(decoding);
        self
    }

    /// Sets the timeout of a stream between two pieces of its body: how long a caller who asks for one waits for it.
    ///
    /// As soon as the response of a stream has begun, this timeout replaces those of the attempt and of the call: a stream may
    /// go on for hours. Comments of a server that keep its connection alive count. Default: 60 seconds.
    #[cfg(feature = "streams")]
    pub fn chunk_timeout(mut self, limit: Duration) -> Self {
        self.chunk_timeout = Some(limit);
        self
    }

    /// Sets whether a stream of server-sent events that breaks off is requested again, from the event behind the last one.
    ///
    /// Only for operations whose effect is safe, and only where the server gives its events ids, which it is sent in the header
    /// `Last-Event-ID`; without them, events would come twice. The retry policy applies: at most two reconnections without an
    /// event between them, after the wait that the server asks for by `retry`. A policy that never retries never reconnects.
    ///
    /// Default: no.
    #[cfg(feature = "streams")]
    pub fn reconnect(mut self, reconnects: bool) -> Self {
        self.reconnect = Some(reconnects);
        self
    }

    /// Adds a query parameter that the operation does not declare, for example one that the API has added since.
    ///
    /// Its value is treated as a secret.
    ///
    /// Set for a client, it is sent with every call. A call fails with [`ErrorKind::Input`](crate::ErrorKind::Input),
    /// and sends nothing, if its operation or a credential has a parameter of this name.
    pub fn query(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.extras.query.push((name.into(), value.into()));
        self
    }

    /// Adds a header that the operation does not declare.
    ///
    /// It overrides a default header of the client. Its value is treated as a secret.
    ///
    /// A call fails with [`ErrorKind::Input`](crate::ErrorKind::Input), and sends nothing, if its operation or a credential
    /// has a header of this name, and for headers that the client itself needs, such as `Host`, `Accept` or
    /// `Content-Length`.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.extras.headers.push((name.into(), value.into()));
        self
    }

    /// Replaces a credential of the client for this call; `id` is its name in the description of the API, as in messages.
    ///
    /// A call fails with [`ErrorKind::Input`](crate::ErrorKind::Input), and sends nothing, if its operation does not take
    /// this credential from the client.
    ///
    /// Of a user name and a password, the value is both with a colon between.
    ///
    /// ```
    /// use restwright_runtime::CallOptions;
    ///
    /// let options = CallOptions::new().credential("api_key", "that of another tenant");
    /// # drop(options);
    /// ```
    pub fn credential(mut self, id: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.extras.credentials.push((id.into(), value.into()));
        self
    }

    /// Returns these options where they are set, otherwise those of the client, otherwise the defaults.
    pub(super) fn limits(&self, client: &Self) -> Limits {
        Limits {
            attempt: self.attempt_timeout.or(client.attempt_timeout).unwrap_or(ATTEMPT),
            total: self.total_timeout.or(client.total_timeout).unwrap_or(TOTAL),
            body: self.max_body_bytes.or(client.max_body_bytes).unwrap_or(BODY),
            retry: self.retry.or(client.retry).unwrap_or_default(),
            decoding: self.decoding.or(client.decoding).unwrap_or_default(),
            #[cfg(feature = "streams")]
            stream: None,
        }
    }

    /// The same for a call whose response is a stream.
    #[cfg(feature = "streams")]
    pub(super) fn stream_limits(&self, client: &Self, kind: StreamKind) -> Limits {
        let chunk = self.chunk_timeout.or(client.chunk_timeout).unwrap_or(CHUNK);
        Limits { stream: Some(Streaming { kind, chunk }), ..self.limits(client) }
    }

    /// Whether a stream of events that breaks off is requested again.
    #[cfg(feature = "streams")]
    pub(super) fn reconnects(&self, client: &Self) -> bool {
        self.reconnect.or(client.reconnect).unwrap_or_default()
    }
}

const ATTEMPT: Duration = Duration::from_secs(30);
const TOTAL: Duration = Duration::from_secs(60);
#[cfg(feature = "streams")]
const CHUNK: Duration = Duration::from_secs(60);
const BODY: usize = 8 * 1024 * 1024;

/// Options of a client.
///
/// The defaults suit production servers.
#[derive(Clone)]
#[must_use = "pass the options to a client"]
pub struct ClientOptions {
    pub(super) calls: CallOptions,
    pub(super) user_agent_suffix: String,
    pub(super) headers: Vec<(String, Secret)>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) connection: ConnectionOptions,
    pub(super) wraps: Vec<Wrap>,
}

impl ClientOptions {
    /// Creates options with the defaults.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the default options of all calls.
    pub fn calls(mut self, options: CallOptions) -> Self {
        self.calls = options;
        self
    }

    /// Appends to the `User-Agent` header, for example `shop/2.1`.
    pub fn user_agent_suffix(mut self, suffix: impl Into<String>) -> Self {
        self.user_agent_suffix = suffix.into();
        self
    }

    /// Adds a default header.
    ///
    /// Unlike with [`CallOptions::header`], an operation's own header takes precedence instead of failing. The value is
    /// treated as a secret.
    ///
    /// `build` rejects headers that the client sets itself, such as `Host`, `Accept` or `Content-Length`.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Replaces clock and jitter, so that tests do not wait for backoff.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Wraps the transport of the client, built-in or not, for logging, metrics or rate limits.
    ///
    /// The last wrapper sees a request first; each attempt passes all of them. [`Transport`] has an example.
    pub fn wrap_transport<T: Transport>(
        mut self,
        wrap: impl Fn(Arc<dyn Transport>) -> T + Send + Sync + 'static,
    ) -> Self {
        self.wraps.push(Arc::new(move |inner| Arc::new(wrap(inner))));
        self
    }

    /// Sets the connect timeout, including DNS and TLS.
    ///
    /// Default: 5 seconds. An HTTP/2 connection that is idle for this long is checked with a ping, which has the same
    /// timeout.
    ///
    /// Applies to the built-in transport only.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connection = self.connection.connect_timeout(limit);
        self
    }

    /// Sets the proxy.
    ///
    /// Default: taken from the environment.
    ///
    /// Applies to the built-in transport only.
    pub fn proxy(mut self, proxy: Proxy) -> Self {
        self.connection = self.connection.proxy(proxy);
        self
    }

    /// Adds trusted root certificates (PEM) to those of the operating system.
    ///
    /// Applies to the built-in transport only.
    pub fn root_certificates(mut self, pem: impl AsRef<[u8]>) -> Self {
        self.connection = self.connection.root_certificates(pem);
        self
    }

    /// Authenticates with a client certificate (mutual TLS).
    ///
    /// Takes its chain, leaf certificate first, and its private key, both as PEM text. Default: none.
    ///
    /// Applies to the built-in transport only.
    pub fn client_certificate(mut self, chain: impl AsRef<[u8]>, key: impl Into<Secret>) -> Self {
        self.connection = self.connection.client_certificate(chain, key);
        self
    }

    /// Sets the maximum size of a response head.
    ///
    /// Default: 64 KiB.
    pub fn max_head_bytes(mut self, limit: usize) -> Self {
        self.connection = self.connection.max_head_bytes(limit);
        self
    }

    /// Sets the maximum number of response headers.
    ///
    /// Default: 100.
    pub fn max_headers(mut self, limit: usize) -> Self {
        self.connection = self.connection.max_headers(limit);
        self
    }
}

/// Wraps a transport.
pub(super) type Wrap = Arc<dyn Fn(Arc<dyn Transport>) -> Arc<dyn Transport> + Send + Sync>;

impl Default for ClientOptions {
    fn default() -> Self {
        Self {
            calls: CallOptions::default(),
            user_agent_suffix: String::new(),
            headers: Vec::new(),
            clock: Arc::new(SystemClock),
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
