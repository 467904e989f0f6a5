//! What a call made of its answer.

use std::fmt::Debug;
use std::future::IntoFuture;

use restwright_runtime::{Code, Delivery, Download, Error, ErrorKind, Response, Streamed, Value};
use restwright_spec::api::{
    CodeLocation, ErrorBody, ExampleResponse, KeyPath, Literal, Operation, Payload,
};
use serde_json::Value as Json;

use crate::request::{json, plain};

/// A success, written back as JSON, or a failure.
pub(crate) type Outcome<C> = Result<Success, Error<C>>;

/// A success in a form that does not depend on the operation.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Success {
    pub(crate) status: u16,
    /// The typed value as JSON.
    pub(crate) value: Json,
    /// The body as it was kept.
    pub(crate) body: Vec<u8>,
    /// The call before it was sent and its outcome, as they are formatted for debugging.
    pub(crate) shown: String,
}

/// Sends a call of any client and awaits its outcome.
pub(crate) fn of<T: Value + Debug, C>(
    call: impl IntoFuture<Output = Result<Response<T>, Error<C>>> + Debug,
) -> Outcome<C> {
    let before = shown(&[&call]);
    let response = value(call)?;
    let value = restwright_runtime::to_json(&*response);
    Ok(Success {
        status: response.status().as_u16(),
        value: plain(serde_json::from_str(&value).expect("a value is written as JSON")),
        body: response.body().to_vec(),
        shown: before + &shown(&[&response, &*response, response.headers(), &response.problems()]),
    })
}

/// Sends a call whose response consists of items, and awaits all of them. Of the body, no more is kept than the items.
pub(crate) fn of_items<T: Value + Default + Debug, C>(
    call: impl IntoFuture<Output = Result<Streamed<T, C>, Error<C>>> + Debug,
) -> Outcome<C> {
    let before = shown(&[&call]);
    block_on(async {
        let mut stream = call.await?;
        let (mut items, mut after) = (Vec::new(), shown(&[&stream, &stream.head()]));
        while let Some(item) = stream.try_next().await? {
            let value = restwright_runtime::to_json(&item);
            items.push(plain(serde_json::from_str(&value).expect("a value is written as JSON")));
            after += &shown(&[&item, &stream.problems()]);
        }
        let status = stream.head().status().as_u16();
        Ok(Success { status, value: items.into(), body: Vec::new(), shown: before + &after })
    })
}

/// Sends a call whose response is a download, and awaits all of it.
pub(crate) fn of_download<C>(
    call: impl IntoFuture<Output = Result<Download<C>, Error<C>>> + Debug,
) -> Outcome<C> {
    let before = shown(&[&call]);
    block_on(async {
        let download = call.await?;
        let shown = before + &shown(&[&download, &download.head()]);
        let status = download.head().status().as_u16();
        let body = download.bytes().await?.to_vec();
        Ok(Success { status, value: Json::Null, body, shown })
    })
}

/// The same without a look at its outcome.
pub(crate) fn value<T, C>(
    call: impl IntoFuture<Output = Result<Response<T>, Error<C>>>,
) -> Result<Response<T>, Error<C>> {
    block_on(call.into_future())
}

pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(future)
}

/// Values as they are formatted for debugging, in both ways.
pub(crate) fn shown(values: &[&dyn Debug]) -> String {
    values.iter().map(|value| format!("{value:?} {value:#?}\n")).collect::<Vec<_>>().concat()
}

/// The bytes of a documented body.
pub(crate) fn body(operation: &Operation, response: &ExampleResponse) -> String {
    let outcome = operation.response.at(response.status);
    if outcome.is_some_and(|outcome| outcome.payload.content_type().is_some())
        && let Some(Literal::String(text)) = &response.body
    {
        return text.clone();
    }
    let Some(body) = response.body.as_ref().map(json) else { return String::new() };
    match outcome.map(|outcome| &outcome.payload) {
        Some(Payload::Events { end, .. }) => {
            let items = body.as_array().expect("a list of items").iter().map(Json::to_string);
            items
                .chain(end.clone())
                .map(|data| format!("data: {data}\n\n"))
                .collect::<Vec<_>>()
                .concat()
        }
        Some(Payload::Lines(..)) => {
            let items = body.as_array().expect("a list of items").iter();
            items.map(|item| format!("{item}\n")).collect::<Vec<_>>().concat()
        }
        _ => body.to_string(),
    }
}

/// Compares an outcome with the documented answer that led to it.
pub(crate) fn check<C: Code + Debug>(
    operation: &Operation,
    layout: Option<&ErrorBody>,
    documented: &ExampleResponse,
    outcome: Outcome<C>,
) {
    match outcome {
        Ok(success) => check_success(operation, documented, &success),
        Err(error) => {
            let layout = layout.expect("the API has an error body");
            check_error(operation, layout, documented, &error);
        }
    }
}

fn check_success(operation: &Operation, documented: &ExampleResponse, success: &Success) {
    let body = documented.body.as_ref().map_or(Json::Null, json);
    let outcome = operation.response.at(documented.status);
    let outcome = outcome.expect("a success is none of the documented");
    assert_eq!(success.status, documented.status);
    // JSON has no bytes.
    if !matches!(outcome.payload, Payload::Bytes(_) | Payload::Download(_)) {
        assert_eq!(success.value, body, "a field is lost between the response and its type");
    }
    if outcome.payload.item().is_some() {
        return;
    }
    assert_eq!(
        success.body,
        self::body(operation, documented).as_bytes(),
        "the body is not kept as it was"
    );
}

fn check_error<C: Code + Debug>(
    operation: &Operation,
    keys: &ErrorBody,
    documented: &ExampleResponse,
    error: &Error<C>,
) {
    let body = documented.body.as_ref().map_or(Json::Null, json);
    let text = |path: &Option<KeyPath>| {
        let value = path.as_ref().and_then(|path| at(&body, path))?;
        Some(value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned))
    };
    assert_eq!(error.kind(), ErrorKind::Api, "{error}");
    assert_eq!(error.status(), Some(documented.status));
    assert_eq!(error.delivery(), Delivery::Answered);
    assert_eq!(
        error.raw_body(),
        Some(self::body(operation, documented).as_bytes()),
        "the body is not kept"
    );

    let api = error.api().expect("an error of the API says what is wrong");
    let message = api.message().map(std::borrow::Cow::into_owned);
    assert_eq!(message, text(&keys.message));
    assert_eq!(api.description().map(std::borrow::Cow::into_owned), text(&keys.description));
    assert_eq!(api.provider_error().map(std::borrow::Cow::into_owned), text(&keys.provider_error));
    assert_eq!(field_errors(&api), documented_field_errors(keys, &body));

    let CodeLocation::Body(path) = &keys.code else { panic!("the code is not in the body") };
    let code = at(&body, path).expect("a documented error has a code");
    let code = code.as_str().map_or_else(|| code.to_string(), ToOwned::to_owned);
    let shown = format!("{:?}", error.code().expect("an error of the API has a code"));
    assert!(shown.ends_with(&format!("({code})")), "{shown} is not the name of {code}");
    for text in [format!("{error}"), format!("{error:?}"), format!("{api:?}")] {
        let message = message.as_deref().unwrap_or("\0");
        assert!(!text.contains(message), "text of the server shows in {text}");
    }
}

fn field_errors<C: Code>(api: &restwright_runtime::ApiError<'_, C>) -> Vec<(String, String)> {
    let errors = api.field_errors().into_iter();
    errors.map(|error| (error.field().to_owned(), error.message().to_owned())).collect()
}

fn documented_field_errors(keys: &ErrorBody, body: &Json) -> Vec<(String, String)> {
    let Some(keys) = &keys.field_errors else {
        return Vec::new();
    };
    let entries = at(body, &keys.list).and_then(Json::as_array).cloned().unwrap_or_default();
    let text = |entry: &Json, key: &str| entry[key].as_str().unwrap_or_default().to_owned();
    entries.iter().map(|entry| (text(entry, &keys.field), text(entry, &keys.message))).collect()
}

/// The value at the end of a path.
fn at<'a>(body: &'a Json, path: &KeyPath) -> Option<&'a Json> {
    path.0.iter().try_fold(body, |value, key| match value {
        Json::Array(items) => items.get(key.parse::<usize>().ok()?),
        value => under(value, key),
    })
}

/// The value under a key, whose first letter may be in either case.
fn under<'a>(body: &'a Json, key: &str) -> Option<&'a Json> {
    let same = |other: &&String| {
        let (one, other) = (key.as_bytes(), other.as_bytes());
        one.len() == other.len()
            && one[..1].eq_ignore_ascii_case(&other[..1])
            && one[1..] == other[1..]
    };
    let object = body.as_object()?;
    object.keys().find(same).and_then(|key| object.get(key))
}
