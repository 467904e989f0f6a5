//! Rules for what an operation asks its caller to prove.

use crate::rule::{Mirror, rules};

rules! {
    OPERATION_AUTH_ADDED = "operation-auth-added": Breaking, Patch, Added;
        "calls without the credential are refused now; the client sends it once it has been given it";
        "give the credential to the client";
        Mirror::Rule("operation-auth-removed");
    OPERATION_AUTH_REMOVED = "operation-auth-removed": Compatible, Patch, Removed;
        "calls without the credential are taken now; reviewers should ask whether that is meant";
        "nothing has to be done";
        Mirror::Rule("operation-auth-added");
    OPERATION_AUTH_ARGUMENT_ADDED = "operation-auth-argument-added": Breaking, Major, Added;
        "calls without the credential are refused now, and the method takes it as an argument";
        "hand over the credential";
        Mirror::Rule("operation-auth-argument-removed");
    OPERATION_AUTH_ARGUMENT_REMOVED = "operation-auth-argument-removed": Compatible, Major, Removed;
        "calls without the credential are taken now, and the method takes one argument less; reviewers should ask whether that is meant";
        "drop the argument";
        Mirror::Rule("operation-auth-argument-added");
    OPERATION_AUTH_KIND_CHANGED = "operation-auth-kind-changed": Breaking, Patch, Changed;
        "the credential that programs built before send is refused, and Rust does not see that another one is asked for";
        "give the client, or the call, the other credential";
        Mirror::Itself;
    AUTH_REPLACED_EVERYWHERE = "auth-replaced-everywhere": Breaking, Patch, Changed;
        "the credential that programs built before send with every call is refused, and Rust does not see that another one is asked for";
        "give the client, or the calls, the other credential";
        Mirror::Itself;
    AUTH_REQUIRED_EVERYWHERE = "auth-required-everywhere": Breaking, Patch, Changed;
        "every call without the credential is refused now; the client sends it once it has been given it";
        "give the credential to the client";
        Mirror::Rule("auth-required-nowhere");
    AUTH_REQUIRED_NOWHERE = "auth-required-nowhere": Compatible, Patch, Changed;
        "no call needs the credential any more; reviewers should ask whether that is meant";
        "nothing has to be done";
        Mirror::Rule("auth-required-everywhere");
    AUTH_ARGUMENT_REQUIRED_EVERYWHERE = "auth-argument-required-everywhere": Breaking, Major, Changed;
        "every call without the credential is refused now, and every method takes it as an argument";
        "hand over the credential with every call";
        Mirror::Rule("auth-argument-required-nowhere");
    AUTH_ARGUMENT_REQUIRED_NOWHERE = "auth-argument-required-nowhere": Compatible, Major, Changed;
        "no call needs the credential any more, and every method takes one argument less; reviewers should ask whether that is meant";
        "drop the arguments";
        Mirror::Rule("auth-argument-required-everywhere");
}
