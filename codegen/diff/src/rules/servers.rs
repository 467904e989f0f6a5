//! Rules for changes of servers.

use crate::rule::{Mirror, rules};

rules! {
    SERVER_ADDED = "server-added": Compatible, Minor, Added;
        "programs go on talking to the servers that they know, and there is a new constant";
        "nothing has to be done";
        Mirror::Rule("server-removed");
    SERVER_REMOVED = "server-removed": Breaking, Major, Removed;
        "programs that chose the server may find nobody there, and its constant is gone";
        "choose one of the servers that are left";
        Mirror::Rule("server-added");
    SERVER_RENAMED = "server-renamed": None, Major, Changed;
        "the URL is the same, but its constant has another name";
        "write the new name of the constant; authors can say `renamed_from`, which keeps the old one as an alias";
        Mirror::Itself;
    SERVER_RENAMED_WITH_ALIAS = "server-renamed-with-alias": None, Minor, Changed;
        "the URL is the same, and the old name of its constant stays as a deprecated alias";
        "write the new name of the constant at leisure";
        Mirror::Rule("server-renamed");
    SERVER_HOST_CHANGED = "server-host-changed": Dangerous, Patch, Changed;
        "programs that were built before go on calling the old host, and a description cannot say whether it still answers";
        "build with the new client before the old host goes; permit the new one where firewalls name hosts";
        Mirror::Itself;
    SERVER_PORT_CHANGED = "server-port-changed": Dangerous, Patch, Changed;
        "programs that were built before go on calling the old port, and a description cannot say whether it still answers";
        "build with the new client before the old port goes; permit the new one where firewalls name ports";
        Mirror::Itself;
    SERVER_PATH_CHANGED = "server-path-changed": Dangerous, Patch, Changed;
        "programs that were built before go on calling the old path, and a description cannot say whether it still answers";
        "build with the new client before the old path goes; adapt base URLs of your own";
        Mirror::Itself;
    SERVER_SCHEME_DOWNGRADED = "server-scheme-downgraded": Dangerous, Patch, Weakened;
        "what was encrypted goes over the wire in the clear, credentials included";
        "make sure that the server is on this very machine and nobody else listens there";
        Mirror::Rule("server-scheme-upgraded");
    SERVER_SCHEME_UPGRADED = "server-scheme-upgraded": Dangerous, Patch, Hardened;
        "programs that were built before go on calling without encryption, which the server may refuse";
        "build with the new client; a certificate of one's own has to be made known to it";
        Mirror::Rule("server-scheme-downgraded");
    SERVER_EFFECTIVE_URL_UNCHANGED = "server-effective-url-unchanged": None, Patch, Changed;
        "a part of the paths moved between the base URL and the operations, and every call goes where it went";
        "programs with a base URL of their own add or drop the part that moved";
        Mirror::Itself;
    SERVER_URL_REUSED = "server-url-reused": Breaking, Patch, Changed;
        "the URL belonged to another server, so that programs that chose this one silently talk to that one";
        "check every program that names either server before it is built anew";
        Mirror::Itself;
    SERVER_DEFAULT_CHANGED = "server-default-changed": Dangerous, Patch, Changed;
        "programs that never chose a server are silently moved to another one once they are built anew";
        "name the server that is meant with `base_url`";
        Mirror::Itself;
    SERVER_DOC_CHANGED = "server-doc-changed": None, Patch, Changed;
        "only documentation changes";
        "nothing has to be done";
        Mirror::Itself;
}
