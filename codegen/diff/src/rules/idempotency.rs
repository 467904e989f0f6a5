//! Rules for idempotency keys, by which an API recognizes the attempts of one call.

use crate::rule::{Mirror, rules};

rules! {
    IDEMPOTENCY_KEY_ADDED = "idempotency-key-added": Dangerous, Minor, Added;
        "the client sends a key with each call, retries it like a safe one, and gains a setter; existing programs send none, and an API that requires one rejects them";
        "update the client before the API requires a key; set the key yourself where a program repeats calls";
        Mirror::Rule("idempotency-key-removed");
    IDEMPOTENCY_KEY_REMOVED = "idempotency-key-removed": Dangerous, Major, Removed;
        "existing programs retry the call and rely on the key; an API that ignores it performs the call twice";
        "update before the API ignores keys; remove the setter, and decide what to do after a failure whose outcome is unknown";
        Mirror::Rule("idempotency-key-added");
    IDEMPOTENCY_HEADER_CHANGED = "idempotency-header-changed": Breaking, Patch, Changed;
        "existing programs send the key in the old header, where the API does not look for it, and so may perform a retried call twice";
        "update the client before the API ignores the old header";
        Mirror::Itself;
}
