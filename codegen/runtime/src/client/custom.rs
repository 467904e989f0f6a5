//! Calls to operations that the description lacks.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use super::{CallFuture, CallOptions, Client, Response};
use crate::decode::BodySlot;
use crate::error::Error;
use crate::request::{Endpoint, RequestWriter};
use crate::transport::HttpRequest;
use crate::value::{Secret, Value};

/// A call to an operation that its crate lacks, such as one that the service added recently.
///
/// It is sent with the credentials, the timeouts and the retry policy of its client. The [effect](crate::Effect) of the
/// endpoint decides what is retried. All texts are treated as secrets: masked when formatted, and zeroized.
///
/// ```
/// use restwright_runtime::{Client, CustomCall, Effect, Endpoint, Error, Json, Method, Personal};
///
/// static PIN: Endpoint = Endpoint {
///     id: "notes.pin",
///     method: Method::Put,
///     path: "/notes/{note_id}/pin",
///     effect: Effect::Idempotent,
/// };
///
/// # async fn example<C: restwright_runtime::Code>(client: &Client) -> Result<(), Error<C>> {
/// let call: CustomCall<Json, _> = client.call(&PIN);
/// let response = call.path("note_id", "7").field("author", Personal::from("Kim")).await?;
/// println!("{response:?}");
/// # Ok(())
/// # }
/// ```
#[must_use = "calls do nothing unless awaited or sent"]
pub struct CustomCall<T, C, L = Client> {
    client: L,
    endpoint: &'static Endpoint,
    options: CallOptions,
    inputs: Vec<Input>,
    write: Option<Write>,
    types: PhantomData<fn() -> (T, C)>,
}

#[derive(Clone)]
enum Input {
    Path(&'static str, Secret),
    Query(&'static str, Secret),
    Header(&'static str, Secret),
    Field(&'static str, Arc<dyn Value + Send + Sync>),
    Body(Arc<dyn Value + Send + Sync>),
}

/// What writes a whole request.
type Write = Arc<dyn Fn(&mut RequestWriter<'_>) + Send + Sync>;

impl<T, C, L> CustomCall<T, C, L> {
    pub(super) fn new(client: L, endpoint: &'static Endpoint) -> Self {
        let (options, inputs) = (CallOptions::default(), Vec::new());
        Self { client, endpoint, options, inputs, write: None, types: PhantomData }
    }

    /// Fills a placeholder of the path.
    pub fn path(self, name: &'static str, value: impl Into<Secret>) -> Self {
        self.input(Input::Path(name, value.into()))
    }

    /// Adds a query parameter.
    pub fn query(self, name: &'static str, value: impl Into<Secret>) -> Self {
        self.input(Input::Query(name, value.into()))
    }

    /// Adds a header.
    pub fn header(self, name: &'static str, value: impl Into<Secret>) -> Self {
        self.input(Input::Header(name, value.into()))
    }

    /// Adds a field of the body, a JSON object.
    pub fn field(self, name: &'static str, value: impl Value + Send + Sync + 'static) -> Self {
        self.input(Input::Field(name, Arc::new(value)))
    }

    /// Sets the whole body. It replaces the fields that were added before.
    pub fn body(self, value: impl Value + Send + Sync + 'static) -> Self {
        self.input(Input::Body(Arc::new(value)))
    }

    /// Writes credentials and inputs as generated code does, instead of the inputs that were added.
    #[doc(hidden)]
    pub fn written(self, write: impl Fn(&mut RequestWriter<'_>) + Send + Sync + 'static) -> Self {
        Self { write: Some(Arc::new(write)), ..self }
    }

    /// Sets timeouts, retries, extra query parameters and headers of this call. Unset options are inherited from the
    /// client.
    pub fn with(self, options: CallOptions) -> Self {
        Self { options, ..self }
    }

    fn input(mut self, input: Input) -> Self {
        self.inputs.push(input);
        self
    }

    fn write(&self, request: &mut RequestWriter<'_>) {
        if let Some(write) = &self.write {
            return write(request);
        }
        request.client_credentials();
        for input in &self.inputs {
            match input {
                Input::Path(name, value) => request.path(name, value),
                Input::Query(name, value) => request.query(name, value),
                Input::Header(name, value) => request.header(name, value),
                Input::Field(name, value) => request.field(name, &**value),
                Input::Body(value) => request.whole_body(&**value),
            }
        }
    }

    fn request(&self, client: &Client) -> Result<HttpRequest, Error<C>> {
        client.build(self.endpoint, &self.options, &|request| self.write(request))
    }
}

impl<T: Value + Default, C, L> CustomCall<T, C, L> {
    fn start(&self, client: &Client) -> CallFuture<T, C> {
        let write = |request: &mut RequestWriter<'_>| self.write(request);
        let response = client.start(self.endpoint, &self.options, &write);
        let service = client.core.settings.service;
        CallFuture::new(service, self.endpoint, response, |value, _| BodySlot::json(value))
    }
}

impl<T: Value + Default, C> CustomCall<T, C> {
    /// Sends the request. Equivalent to awaiting the call.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::ErrorKind).
    pub async fn send(self) -> Result<Response<T>, Error<C>> {
        self.await
    }

    /// Builds the request without sending it. It contains all credentials and inputs in plain text.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Input`](crate::ErrorKind::Input) if an input is invalid.
    pub fn into_http_request(self) -> Result<HttpRequest, Error<C>> {
        self.request(&self.client)
    }
}

impl<T: Value + Default, C> IntoFuture for CustomCall<T, C> {
    type Output = Result<Response<T>, Error<C>>;
    type IntoFuture = CallFuture<T, C>;

    fn into_future(self) -> Self::IntoFuture {
        self.start(&self.client)
    }
}

#[cfg(feature = "blocking")]
impl<T: Value + Default, C> CustomCall<T, C, super::blocking::Client> {
    /// Sends the call and waits for its response. It blocks its thread, and so does not belong in an async task.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::ErrorKind).
    pub fn send(self) -> Result<Response<T>, Error<C>> {
        self.client.wait(self.start(self.client.as_async()))
    }

    /// Builds the request without sending it. It contains all credentials and inputs in plain text.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Input`](crate::ErrorKind::Input) if an input is invalid.
    pub fn into_http_request(self) -> Result<HttpRequest, Error<C>> {
        self.request(self.client.as_async())
    }
}

impl<T, C, L: Clone> Clone for CustomCall<T, C, L> {
    fn clone(&self) -> Self {
        Self {
            client: self.client.clone(),
            endpoint: self.endpoint,
            options: self.options.clone(),
            inputs: self.inputs.clone(),
            write: self.write.clone(),
            types: PhantomData,
        }
    }
}

impl<T, C, L> fmt::Debug for CustomCall<T, C, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Inputs may be of any type, and their types decide what they show.
        f.debug_struct("CustomCall").field("endpoint", &self.endpoint.id).finish_non_exhaustive()
    }
}
