//! All that can be shown of what a call made of its answer, and the search in it.

use std::cell::Cell;
use std::error::Error as _;
use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind};

use loginradius::ErrorCode;
use restwright_runtime::{ApiError, Code, Error};

use super::canary::found;
use super::listener::heard;
use crate::outcome::{Outcome, shown};

/// Fails where something that was shown holds a canary, or something that was said until now.
pub(super) fn check(what: &str, shown: &str) {
    assert!(!shown.is_empty(), "{what}: nothing was shown");
    if let Some(leak) = found(shown) {
        panic!("{what} shows a canary: {leak}");
    }
    heard(|heard| assert!(heard.leaks.is_empty(), "{what} is logged: {:#?}", heard.leaks));
}

/// All that can be shown of what a call made of its answer.
pub(super) fn of(outcome: &Outcome<ErrorCode>) -> String {
    match outcome {
        Ok(success) => success.shown.clone(),
        Err(error) => of_error(error),
    }
}

pub(super) fn of_error<C: Code + Debug + 'static>(error: &Error<C>) -> String {
    let texts = format!("{error} {error:#}");
    let (api, code, decode) = (error.api(), error.code(), error.decode());
    let fields = api.as_ref().map(ApiError::field_errors);
    let mut page = texts + &shown(&[error, &api, &fields, &code, &decode, &error.headers()]);
    let mut source = error.source();
    while let Some(error) = source {
        page += &error.to_string();
        page += &shown(&[&error]);
        source = error.source();
    }
    page + &of_panic(error)
}

/// What a program says that did not expect the error.
fn of_panic<C: Code + Debug>(error: &Error<C>) -> String {
    let call = || -> Result<(), Error<C>> { Err(error.clone()) };
    IS_EXPECTED.set(true);
    let panic = catch_unwind(AssertUnwindSafe(|| call().expect("no error")));
    IS_EXPECTED.set(false);
    let message = panic.expect_err("an error was there");
    message.downcast_ref::<String>().cloned().expect("a panic says why")
}

thread_local! {
    static IS_EXPECTED: Cell<bool> = const { Cell::new(false) };
}

/// Lets panics that are looked at go without a word, since there are thousands of them.
pub(super) fn silence_expected_panics() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !IS_EXPECTED.get() {
            usual(panic);
        }
    }));
}
