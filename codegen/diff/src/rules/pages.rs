//! Rules for operations that return a list in pages.

use crate::rule::{Mirror, rules};

rules! {
    PAGES_ADDED = "pages-added": None, Minor, Added;
        "nothing on the wire changes, and the call gains methods that fetch all pages";
        "no action required";
        Mirror::Rule("pages-removed");
    PAGES_CHANGED = "pages-changed": Dangerous, Patch, Changed;
        "existing programs look for the next page where it was, so they may miss pages or fail";
        "update the client at the same time as the server; authors should keep the old way for a while";
        Mirror::Itself;
    PAGES_ITEMS_CHANGED = "pages-items-changed": Dangerous, Major, Changed;
        "existing programs look for the entries where they were, and new ones get entries of another type";
        "update the client at the same time as the server, and adapt what reads the entries";
        Mirror::Itself;
    PAGES_REMOVED = "pages-removed": None, Major, Removed;
        "nothing on the wire changes, and the methods that fetch all pages are removed";
        "call the operation once for each page";
        Mirror::Rule("pages-added");
}
