//! What differs from the documents on purpose, and why.

use std::collections::{BTreeMap, BTreeSet};

use super::Credentials::{self, InQuery, Usual};
use super::calls::CALLS;

/// A difference, where it occurs, and the reason.
struct Difference {
    credentials: &'static [Credentials],
    what: &'static str,
    operations: &'static [&'static str],
    #[expect(dead_code, reason = "it is for readers")]
    why: &'static str,
}

const BOTH: &[Credentials] = &[Usual, InQuery];
/// All operations.
const ALL: &[&str] = &[];
/// Operations with a page of their own, which are not on the page of templates, or there once more.
const WITH_OWN_PAGE: &[&str] =
    &["one_touch_login.request_otp", "password.request_reset_otp", "passwordless_login.verify_otp"];
/// Operations on the page of templates.
const TEMPLATES: &[&str] = &[
    "password.request_reset_otp",
    "password.reset_by_otp",
    "phone.check_availability",
    "phone.login",
    "phone.remove",
    "phone.resend_otp",
    "phone.resend_otp_by_token",
    "phone.update",
    "phone.verify_otp",
    "phone.verify_otp_by_token",
    "registration.register_by_phone",
];
/// Operations on the account of a signed-in user.
const WITH_TOKEN: &[&str] =
    &["phone.remove", "phone.resend_otp_by_token", "phone.update", "phone.verify_otp_by_token"];

const DIFFERENCES: &[Difference] = &[
    Difference {
        credentials: BOTH,
        what: "query `apikey` is added",
        operations: WITH_OWN_PAGE,
        why: "those pages leave the key out of their request lines, and the server refuses a call without it",
    },
    Difference {
        credentials: &[Usual],
        what: "query `access_token` is left out",
        operations: WITH_TOKEN,
        why: "both places are documented at once, and a token in a URL ends up in logs",
    },
    Difference {
        credentials: &[InQuery],
        what: "header `authorization` is left out",
        operations: WITH_TOKEN,
        why: "both places are documented at once, and the caller has chosen the other one",
    },
    Difference {
        credentials: &[Usual],
        what: "query `sott` is left out",
        operations: &["registration.register_by_phone"],
        why: "a token in a URL ends up in logs",
    },
    Difference {
        credentials: &[Usual],
        what: "header `x-loginradius-sott` is added",
        operations: &["registration.register_by_phone"],
        why: "the official clients send the token there",
    },
    Difference {
        credentials: BOTH,
        what: "query `SmsTemplate` is left out",
        operations: &["password.request_reset_otp"],
        why: "its own page, which goes into more detail, writes `smstemplate`",
    },
    Difference {
        credentials: BOTH,
        what: "header `cache-control` is left out",
        operations: TEMPLATES,
        why: "it is left over from the tool that wrote the templates",
    },
    Difference {
        credentials: BOTH,
        what: "header `accept` is added",
        operations: ALL,
        why: "the client reads nothing but JSON",
    },
    Difference {
        credentials: BOTH,
        what: "header `user-agent` is added",
        operations: ALL,
        why: "the server can tell clients and their versions apart",
    },
    Difference {
        credentials: BOTH,
        what: "header `host` is added",
        operations: ALL,
        why: "HTTP asks for it, and the documents leave the host out",
    },
];

/// Compares the differences that were found, by where they were found, with those that are listed.
pub(super) fn check(found: &BTreeMap<(Credentials, String), BTreeSet<String>>) {
    let listed: BTreeMap<_, _> = DIFFERENCES.iter().flat_map(Difference::listed).collect();
    let surplus: Vec<_> =
        found.iter().filter(|(key, operations)| listed.get(*key) != Some(*operations)).collect();
    let gone: Vec<_> = listed.keys().filter(|key| !found.contains_key(*key)).collect();
    assert!(surplus.is_empty(), "found, but not listed so: {surplus:#?}");
    assert!(gone.is_empty(), "listed, but not found: {gone:#?}");
}

impl Difference {
    fn listed(&self) -> impl Iterator<Item = ((Credentials, String), BTreeSet<String>)> {
        let operations = match self.operations {
            [] => CALLS.iter().map(|(id, _)| (*id).to_owned()).collect(),
            some => some.iter().map(|id| (*id).to_owned()).collect::<BTreeSet<_>>(),
        };
        let key = |credentials: &Credentials| (*credentials, self.what.to_owned());
        self.credentials.iter().map(move |credentials| (key(credentials), operations.clone()))
    }
}
