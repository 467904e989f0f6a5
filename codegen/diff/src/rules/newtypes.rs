//! Rules for newtypes: values without parts that are types of their own.

use crate::rule::{Mirror, rules};

rules! {
    CHANGED = "newtype-changed": Breaking, Major, Changed;
        "the value is another one on the wire, and the newtype is made of another Rust type";
        "make the newtype of the new value, and read that";
        Mirror::Itself;
    MORE_CARE = "newtype-sensitive-added": None, Major, Hardened;
        "the wire format is the same, but the client masks the value, and `as_str` and `Display` are gone";
        "read the value by `expose`, and keep it out of logs";
        Mirror::Rule("newtype-sensitive-removed");
    LESS_CARE = "newtype-sensitive-removed": Dangerous, Major, Weakened;
        "the wire format is the same, but the client no longer masks the value, so it may end up in logs";
        "read the value by `as_str`, and keep it out of logs";
        Mirror::Rule("newtype-sensitive-added");
    SCHEMA_CHANGED = "schema-newtype-changed": None, Major, Changed;
        "no operation uses the type, but it is made of another Rust type";
        "make the newtype of the new value";
        Mirror::Itself;
}
