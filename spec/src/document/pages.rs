//! Pagination, as it is written.

use super::define::document;
use super::form;
use crate::Spanned;
use crate::decode::Text;

document! {
    /// How an operation returns a list in pages. A call gets the methods `pages` and `items`, which fetch all of them.
    struct Pages {
        /// Ids of the fields that lead to the list in a response; `[]` where the response is the list.
        required items: Vec<Text> = form::STEPS,
        /// Where the next page is, by exactly one key.
        required by: PageBy,
    }

    /// Where the next page is.
    struct PageBy {
        /// Behind the last entry of a page.
        optional last_item: LastItem,
        /// At a cursor in a page. A page without one is the last.
        optional cursor: CursorPages,
        /// At the number behind that of a page. An empty page is the last.
        optional page: CountedPages,
        /// Behind the entries received so far. An empty page is the last.
        optional offset: CountedPages,
        /// At the target of the link of this relation in the header `Link` (RFC 8288): `next`. A page without one is the last.
        optional link: Text = form::SCHEME,
        /// Ids of the fields that lead to the URL of the next page. A page without one is the last.
        optional url: Vec<Text> = form::SOME_STEPS,
    }
    one_of ["last_item", "cursor", "page", "offset", "link", "url"]

    /// Pages behind the last entry of another.
    struct LastItem {
        /// Id of the field of the entries that is sent.
        required field: Text = form::ID,
        /// Id of the optional input that it is sent as.
        required into: Text = form::ID,
        /// Ids of the fields that lead to a boolean, which tells whether there are more pages. Without it, an empty page is the last.
        optional goes_on as "while": Vec<Text> = form::SOME_STEPS,
    }

    /// Pages at a cursor.
    struct CursorPages {
        /// Ids of the fields that lead to the cursor of the next page.
        required from: Vec<Text> = form::SOME_STEPS,
        /// Id of the optional input that it is sent as.
        required into: Text = form::ID,
    }

    /// Pages that are counted.
    struct CountedPages {
        /// Id of the optional input that the number is sent as.
        required into: Text = form::ID,
        /// Number of the first page or entry: 0 or 1. By default the `default` of the input, or else 1 for pages and 0 for entries.
        optional first: Spanned<i64> = form::FIRST,
        /// Ids of the fields that lead to the number of all pages or entries.
        optional until: Vec<Text> = form::SOME_STEPS,
    }
}
