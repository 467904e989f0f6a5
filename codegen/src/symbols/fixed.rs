//! What every client has, whatever its API. It cannot change between two descriptions.

use super::Symbols;

pub(super) fn add(symbols: &mut Symbols) {
    for (path, signature) in ITEMS {
        symbols.item("api", *path, *signature);
    }
    for name in RUNTIME {
        symbols.item("api", *name, "of the runtime");
    }
}

const ITEMS: &[(&str, &str)] = &[
    ("Call", "struct<O, C = Client>: Clone + Debug + IntoFuture"),
    ("Call::into_http_request", "fn(self) -> Result<HttpRequest, Error>"),
    ("Call::send", "async fn(self) -> Result<Response<O::Output>, Error>"),
    ("Call::with", "fn(self, CallOptions) -> Self"),
    ("Client", "struct: Clone + Debug"),
    ("ClientBuilder", "struct<C = Client>: Clone + Debug"),
    ("ClientBuilder::base_url", "fn(self, impl Into<String>) -> Self"),
    ("ClientBuilder::build", "fn(self) -> Result<Client, Error>"),
    ("ClientBuilder::options", "fn(self, ClientOptions) -> Self"),
    ("ClientBuilder::transport", "fn(self, impl Transport) -> Self"),
    ("Error", "type api_runtime::Error<ErrorCode>"),
    (
        "ErrorCode",
        "struct: Clone + Copy + Debug + Display + Eq + Hash + Ord + PartialEq + PartialOrd",
    ),
    ("ErrorCode::hint", "fn(self) -> Option<&'static str>"),
    ("ErrorCode::meaning", "fn(self) -> Option<&'static str>"),
    ("ErrorCode::message", "fn(self) -> Option<&'static str>"),
    ("ErrorCode::name", "fn(self) -> Option<&'static str>"),
    ("ErrorCode::number", "fn(self) -> i64"),
    ("ErrorCode::status", "fn(self) -> Option<u16>"),
    ("blocking", "mod"),
    ("blocking::Call::into_http_request", "fn(self) -> Result<HttpRequest, Error>"),
    ("blocking::Call::send", "fn(self) -> Result<Response<O::Output>, Error>"),
    ("blocking::Client", "struct: Clone + Debug"),
    ("blocking::ClientBuilder::build", "fn(self) -> Result<Client, Error>"),
    ("mock", "mod"),
    ("mock::Server", "struct: Debug + Deref<Target = api_runtime::mock::Server>"),
    ("mock::Server::blocking_client", "fn(&self) -> Result<blocking::Client, Error>"),
    ("mock::Server::client", "fn(&self) -> Result<Client, Error>"),
    ("mock::Server::start", "fn() -> io::Result<Self>"),
    ("mock::refusal", "fn(ErrorCode) -> Reply"),
    ("mock::serve", "fn(impl IntoIterator<Item = String>) -> ExitCode"),
    ("operations", "mod"),
    ("servers", "mod"),
    ("transport", "mod"),
    ("types", "mod"),
];

/// Items of the runtime under names of the client.
const RUNTIME: &[&str] = &[
    "ApiError",
    "CallOptions",
    "ClientOptions",
    "DecodeError",
    "DecodeProblem",
    "Delivery",
    "Environment",
    "ErrorKind",
    "Exposed",
    "FieldError",
    "Json",
    "JsonKind",
    "Nullable",
    "Personal",
    "Proxy",
    "Response",
    "RetryPolicy",
    "Secret",
    "Timestamp",
    "TimestampError",
    "UnknownFields",
    "UnknownValue",
    "mock::Example",
    "mock::Received",
    "mock::RecordingTransport",
    "mock::Reply",
    "mock::Request",
    "mock::Script",
    "mock::ScriptedTransport",
    "mock::Signal",
    "mock::Wire",
    "transport::Body",
    "transport::BoxFuture",
    "transport::BuiltInTransport",
    "transport::ConnectionOptions",
    "transport::Endpoint",
    "transport::HttpRequest",
    "transport::ReqwestTransport",
    "transport::SettingError",
    "transport::Transport",
    "transport::TransportError",
    "transport::TransportErrorKind",
];
