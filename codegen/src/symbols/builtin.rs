//! What every client has, whatever its API. It cannot change between two descriptions.

use super::Symbols;
use crate::kind::Kind;

pub(super) fn add(symbols: &mut Symbols) {
    let declarations = [
        ("Client", "struct", Kind::Client),
        ("ClientBuilder", "struct<C = Client>", Kind::Builder),
        ("blocking::Client", "struct", Kind::Client),
    ];
    for (path, what, kind) in declarations {
        symbols.item("api", path, format!("{what}: {}", kind.traits()));
    }
    for (path, signature) in ITEMS {
        symbols.item("api", *path, *signature);
    }
    for name in RUNTIME {
        symbols.item("api", *name, "of the runtime");
    }
}

/// The methods that the type of this path has in every client.
pub(crate) fn methods(of: &str) -> impl Iterator<Item = &'static str> {
    ITEMS.iter().filter_map(move |(path, _)| path.strip_prefix(of)?.strip_prefix("::"))
}

/// `operations::*` is the call of any operation.
const ITEMS: &[(&str, &str)] = &[
    ("Client::call", "fn<T>(&self, &'static Endpoint) -> CustomCall<T>"),
    ("ClientBuilder::base_url", "fn(self, impl Into<String>) -> Self"),
    ("ClientBuilder::build", "fn(self) -> Result<Client, Error>"),
    ("ClientBuilder::options", "fn(self, ClientOptions) -> Self"),
    ("ClientBuilder::transport", "fn(self, impl Transport) -> Self"),
    ("CustomCall", "type<T> restwright_runtime::CustomCall<T, ErrorCode>"),
    ("Error", "type restwright_runtime::Error<ErrorCode>"),
    ("blocking", "mod"),
    ("blocking::Client::call", "fn<T>(&self, &'static Endpoint) -> CustomCall<T>"),
    ("blocking::ClientBuilder::build", "fn(self) -> Result<Client, Error>"),
    (
        "blocking::CustomCall",
        "type<T> restwright_runtime::CustomCall<T, ErrorCode, restwright_runtime::blocking::Client>",
    ),
    ("mock", "mod"),
    ("mock::Server", "struct: Debug + Deref<Target = restwright_runtime::mock::Server>"),
    ("mock::Server::blocking_client", "fn(&self) -> Result<blocking::Client, Error>"),
    ("mock::Server::client", "fn(&self) -> Result<Client, Error>"),
    ("mock::Server::start", "fn() -> io::Result<Self>"),
    ("mock::outcome", "fn<O: Operation>(Reply) -> Result<Response<O::Output>, Error>"),
    ("mock::recorder", "fn() -> Recorder"),
    ("mock::replay", "fn(impl AsRef<Path>) -> io::Result<Replay>"),
    ("mock::serve", "fn(impl IntoIterator<Item = String>) -> ExitCode"),
    ("groups", "mod"),
    ("operations", "mod"),
    ("operations::*::into_http_request", "fn(self) -> Result<HttpRequest, Error>"),
    ("operations::*::send", "fn(self) -> Result<Response<Self::Output>, Error>, or async"),
    ("operations::*::with", "fn(self, CallOptions) -> Self"),
    ("servers", "mod"),
    ("types", "mod"),
];

/// Items of the runtime under names of the client.
const RUNTIME: &[&str] = &[
    "ApiError",
    "CallOptions",
    "ClientOptions",
    "Clock",
    "Date",
    "Decimal",
    "DecodeError",
    "DecodeProblem",
    "Decoding",
    "Delivery",
    "Effect",
    "Endpoint",
    "ErrorKind",
    "Exposed",
    "FieldError",
    "FormatError",
    "Json",
    "JsonKind",
    "Method",
    "Nullable",
    "Operation",
    "Personal",
    "Proxy",
    "Response",
    "RetryPolicy",
    "Secret",
    "Timestamp",
    "TimestampError",
    "UnknownFields",
    "UnknownValue",
    "blocking::Call",
    "Uuid",
    "mock::Example",
    "mock::Received",
    "mock::Recorder",
    "mock::RecordingTransport",
    "mock::Replay",
    "mock::Reply",
    "mock::Request",
    "mock::Script",
    "mock::ScriptedTransport",
    "mock::Signal",
    "mock::Wire",
    "runtime",
    "mock::from_json",
    "transport",
];
