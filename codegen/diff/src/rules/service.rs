//! Rules for changes of the API as a whole, of its groups and of what it reserves.

use crate::rule::{Mirror, rules};

rules! {
    SERVICE_RENAMED = "service-renamed": None, Major, Changed;
        "the crate has another name, so that every path that begins with it is lost";
        "depend on the new package, or write `old = { package = \"new\" }` in the manifest and change nothing else";
        Mirror::Itself;
    SERVICE_TITLE_CHANGED = "service-title-changed": None, Patch, Changed;
        "only documentation changes";
        "nothing has to be done";
        Mirror::Itself;
    SERVICE_DESCRIPTION_CHANGED = "service-description-changed": None, None, Unseen;
        "only the page of the crate says it, which belongs to people once it is written";
        "authors bring the README of the client up to date";
        Mirror::Itself;
    SERVICE_DOCUMENTATION_CHANGED = "service-documentation-changed": None, None, Unseen;
        "only the manifest of the crate says it, which belongs to people once it is written";
        "authors bring the manifest of the client up to date";
        Mirror::Itself;
    CLIENT_ARGUMENTS_REORDERED = "client-arguments-reordered": Breaking, Silent, Changed;
        "all arguments of the constructor have one type, so that programs still build and then send each credential in the place of another";
        "reorder the arguments wherever a client or its builder is made; the compiler does not tell where";
        Mirror::Itself;
    CLIENT_ARGUMENT_REPLACED = "client-argument-replaced": Breaking, Silent, Changed;
        "the constructor takes a new credential where it took one that is gone, and all credentials have one type: programs still build and then send the one as the other";
        "give the new credential wherever a client or its builder is made; the compiler does not tell where";
        Mirror::Itself;
    GROUP_ADDED = "group-added": None, Minor, Added;
        "there is a new method of the client, which leads to nothing yet";
        "nothing has to be done";
        Mirror::Rule("group-removed");
    GROUP_REMOVED = "group-removed": None, Major, Removed;
        "the method of the client that led to the group is gone, although there was no operation behind it";
        "remove the calls of that method";
        Mirror::Rule("group-added");
    GROUP_DOC_CHANGED = "group-doc-changed": None, Patch, Changed;
        "only documentation changes";
        "nothing has to be done";
        Mirror::Itself;
    RESERVED_ADDED = "reserved-added": None, None, Unseen;
        "a promise for the future: what once meant something never comes back as something else";
        "nothing has to be done";
        Mirror::Rule("reserved-removed");
    RESERVED_REMOVED = "reserved-removed": Dangerous, None, Changed;
        "what old programs know as one thing may come back as another";
        "keep the reservation for as long as any old program runs";
        Mirror::Rule("reserved-added");
}
