//! Rules for what an operation asks its caller to prove.

use crate::rule::{Mirror, rules};

rules! {
    OPERATION_AUTH_ADDED = "operation-auth-added": Breaking, Patch, Added;
        "calls without the credential are refused now; the client sends it once it has been given it";
        "give the credential to the client";
        Mirror::Rule("operation-auth-removed");
    OPERATION_AUTH_REMOVED = "operation-auth-removed": Dangerous, Patch, Weakened;
        "anybody who lacks the credential can make the call now";
        "authors make sure that this is meant; callers have nothing to do";
        Mirror::Rule("operation-auth-added");
    OPERATION_AUTH_ARGUMENT_ADDED = "operation-auth-argument-added": Breaking, Major, Added;
        "calls without the credential are refused now, and the method takes it as an argument";
        "hand over the credential";
        Mirror::Rule("operation-auth-argument-removed");
    OPERATION_AUTH_ARGUMENT_REMOVED = "operation-auth-argument-removed": Dangerous, Major, Weakened;
        "anybody who lacks the credential can make the call now, and the method takes one argument less";
        "authors make sure that this is meant; callers drop the argument";
        Mirror::Rule("operation-auth-argument-added");
    OPERATION_AUTH_KIND_CHANGED = "operation-auth-kind-changed": Breaking, Patch, Changed;
        "the credential that programs built before send is refused, and Rust does not see that another one is asked for";
        "give the client, or the call, the other credential";
        Mirror::Itself;
    OPERATION_AUTH_ARGUMENT_REPLACED = "operation-auth-argument-replaced": Breaking, Silent, Changed;
        "the method takes another credential in the place of one that has the same type: programs build as before, and send the one as the other";
        "hand over the other credential in every call; authors can keep the compiler's help by another place among the arguments";
        Mirror::Itself;
    AUTH_REPLACED_EVERYWHERE = "auth-replaced-everywhere": Breaking, Patch, Changed;
        "the credential that programs built before send with every call is refused, and Rust does not see that another one is asked for";
        "give the client, or the calls, the other credential";
        Mirror::Itself;
    AUTH_ARGUMENT_REPLACED_EVERYWHERE = "auth-argument-replaced-everywhere": Breaking, Silent, Changed;
        "every method takes another credential in the place of one that has the same type: programs build as before, and send the one as the other";
        "hand over the other credential in every call";
        Mirror::Itself;
    AUTH_REQUIRED_EVERYWHERE = "auth-required-everywhere": Breaking, Patch, Changed;
        "every call without the credential is refused now; the client sends it once it has been given it";
        "give the credential to the client";
        Mirror::Rule("auth-required-nowhere");
    AUTH_REQUIRED_NOWHERE = "auth-required-nowhere": Dangerous, Patch, Weakened;
        "anybody who lacks the credential can make every call now";
        "authors make sure that this is meant; callers have nothing to do";
        Mirror::Rule("auth-required-everywhere");
    AUTH_ARGUMENT_REQUIRED_EVERYWHERE = "auth-argument-required-everywhere": Breaking, Major, Changed;
        "every call without the credential is refused now, and every method takes it as an argument";
        "hand over the credential with every call";
        Mirror::Rule("auth-argument-required-nowhere");
    AUTH_ARGUMENT_REQUIRED_NOWHERE = "auth-argument-required-nowhere": Dangerous, Major, Weakened;
        "anybody who lacks the credential can make every call now, and every method takes one argument less";
        "authors make sure that this is meant; callers drop the arguments";
        Mirror::Rule("auth-argument-required-everywhere");
}
