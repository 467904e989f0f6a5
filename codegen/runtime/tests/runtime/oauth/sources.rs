//! Tokens that come from elsewhere.

use std::sync::{Arc, Mutex};

use restwright_runtime::blocking::{self, TokenSource as _};
use restwright_runtime::{
    AccessToken, BoxFuture, ErrorKind, TokenError, TokenErrorKind, TokenSource,
};

use super::{APP_OAUTH, SAFE, Stage, act, built};

/// Returns these texts, and keeps which tokens were refused.
#[derive(Clone)]
struct Drawer {
    texts: Arc<Mutex<Vec<&'static str>>>,
    refused: Arc<Mutex<Vec<String>>>,
}

impl Drawer {
    fn new(texts: &[&'static str]) -> Self {
        let texts = texts.iter().rev().copied().collect();
        Self { texts: Arc::new(Mutex::new(texts)), refused: Arc::default() }
    }
}

impl blocking::TokenSource for Drawer {
    fn token(&self, refused: Option<&AccessToken>) -> Result<AccessToken, TokenError> {
        self.refused.lock().unwrap().extend(refused.map(|token| token.expose().to_owned()));
        match self.texts.lock().unwrap().pop() {
            Some("panic") => panic!("a source that panics"),
            Some(text) => Ok(AccessToken::new(text)),
            None => Err(TokenError::new(TokenErrorKind::Rejected)),
        }
    }
}

/// The same without a thread.
struct Async(Drawer);

impl TokenSource for Async {
    fn token<'a>(
        &'a self,
        refused: Option<&'a AccessToken>,
    ) -> BoxFuture<'a, Result<AccessToken, TokenError>> {
        Box::pin(async move { self.0.token(refused) })
    }
}

#[tokio::test]
async fn tokens_of_a_source() {
    let refusal = Some((ErrorKind::Token, TokenErrorKind::Rejected));
    let unavailable = Some((ErrorKind::Token, TokenErrorKind::Unavailable));
    let invalid = Some((ErrorKind::Token, TokenErrorKind::Invalid));
    // Each row: the tokens of the source, the statuses, the bearers, the error.
    for (texts, statuses, bearers, error) in [
        (&["a", "b"][..], &[][..], &["a"][..], None),
        (&["a", "b"], &[401], &["a", "b"], None),
        (&["a", "a"], &[401], &["a"], Some((ErrorKind::UnexpectedStatus, TokenErrorKind::Invalid))),
        (&["a"], &[401], &["a"], refusal),
        (&[], &[], &[], refusal),
        (&[" "], &[], &[], invalid),
        (&["x\ny"], &[], &[], invalid),
        (&["panic", "panic"], &[], &[], unavailable),
    ] {
        for is_blocking in [false, true] {
            let (stage, drawer) =
                (Stage::scripted([], statuses.iter().copied()), Drawer::new(texts));
            let builder = stage.builder();
            let builder = if is_blocking {
                builder.tokens(&APP_OAUTH, blocking::token_source(drawer.clone()))
            } else {
                builder.tokens(&APP_OAUTH, Async(drawer.clone()))
            };
            let outcome = act(&built(builder), &SAFE).await;
            assert_eq!(
                (stage.bearers(), stage.tokens()),
                (bearers.iter().map(|it| (*it).into()).collect(), 0)
            );
            let found = outcome.as_ref().err().map(|error| {
                (error.kind(), error.token().map_or(TokenErrorKind::Invalid, TokenError::kind))
            });
            assert_eq!(found, error, "{texts:?} {is_blocking}");
            let refused = if statuses.is_empty() { vec![] } else { vec!["a".to_owned()] };
            assert_eq!(*drawer.refused.lock().unwrap(), refused, "{texts:?}");
        }
    }
}

/// A source takes the place of the id and the secret, which are not checked then.
#[tokio::test]
async fn a_source_instead_of_a_secret() {
    let stage = Stage::scripted([], []);
    let builder = stage.builder().client_credentials(&APP_OAUTH, "", "");
    act(&built(builder.tokens(&APP_OAUTH, Async(Drawer::new(&["a"])))), &SAFE).await.unwrap();
    assert_eq!((stage.bearers(), stage.tokens()), (vec!["a".to_owned()], 0));
}
