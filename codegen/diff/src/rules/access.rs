//! Rules for the credentials that operations require.

use crate::rule::{Mirror, rules};

rules! {
    OPERATION_AUTH_ADDED = "operation-auth-added": Breaking, Patch, Added;
        "calls without the credential are rejected now; the client sends it once configured";
        "pass the credential to the client";
        Mirror::Rule("operation-auth-removed");
    OPERATION_AUTH_REMOVED = "operation-auth-removed": Dangerous, Patch, Weakened;
        "the operation accepts calls without the credential";
        "authors confirm that this is intended";
        Mirror::Rule("operation-auth-added");
    OPERATION_AUTH_ARGUMENT_ADDED = "operation-auth-argument-added": Breaking, Major, Added;
        "calls without the credential are rejected now, and the method takes it as an argument";
        "pass the credential";
        Mirror::Rule("operation-auth-argument-removed");
    OPERATION_AUTH_ARGUMENT_REMOVED = "operation-auth-argument-removed": Dangerous, Major, Weakened;
        "the operation accepts calls without the credential, and the method takes one argument fewer";
        "authors confirm that this is intended; remove the argument";
        Mirror::Rule("operation-auth-argument-added");
    OPERATION_AUTH_KIND_CHANGED = "operation-auth-kind-changed": Breaking, Patch, Changed;
        "the credential that existing programs send is rejected, and the compiler does not detect that another one is required";
        "pass the other credential to the client or the call";
        Mirror::Itself;
    OPERATION_AUTH_ARGUMENT_REPLACED = "operation-auth-argument-replaced": Breaking, Silent, Changed;
        "the method takes another credential in the place of one that has the same type: programs build as before, and send one as the other";
        "pass the other credential in every call; authors can keep the compiler's help by another place among the arguments";
        Mirror::Itself;
    AUTH_REPLACED_EVERYWHERE = "auth-replaced-everywhere": Breaking, Patch, Changed;
        "the credential that existing programs send with each call is rejected, and the compiler does not detect that another one is required";
        "pass the other credential to the client or the call";
        Mirror::Itself;
    AUTH_ARGUMENT_REPLACED_EVERYWHERE = "auth-argument-replaced-everywhere": Breaking, Silent, Changed;
        "every method takes another credential in the place of one that has the same type: programs build as before, and send one as the other";
        "pass the other credential in every call";
        Mirror::Itself;
    AUTH_REQUIRED_EVERYWHERE = "auth-required-everywhere": Breaking, Patch, Changed;
        "every call without the credential is rejected now; the client sends it once configured";
        "pass the credential to the client";
        Mirror::Rule("auth-required-nowhere");
    AUTH_REQUIRED_NOWHERE = "auth-required-nowhere": Dangerous, Patch, Weakened;
        "every operation accepts calls without the credential";
        "authors confirm that this is intended";
        Mirror::Rule("auth-required-everywhere");
    AUTH_ARGUMENT_REQUIRED_EVERYWHERE = "auth-argument-required-everywhere": Breaking, Major, Changed;
        "every call without the credential is rejected now, and every method takes it as an argument";
        "pass the credential with each call";
        Mirror::Rule("auth-argument-required-nowhere");
    AUTH_ARGUMENT_REQUIRED_NOWHERE = "auth-argument-required-nowhere": Dangerous, Major, Weakened;
        "every operation accepts calls without the credential, and every method takes one argument fewer";
        "authors confirm that this is intended; remove the argument";
        Mirror::Rule("auth-argument-required-everywhere");
}
