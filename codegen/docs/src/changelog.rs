//! `changelog.html`: the changelog of the client.

use crate::File;
use crate::flows::Page;
use crate::frame::Frame;
use crate::html::Html;
use crate::places;
use crate::texts::Site;

pub(crate) fn page(site: &Site<'_>, text: &str) -> File {
    let writer = site.writer("");
    // Its own title is that of the page.
    let first = text.trim_start().lines().next().unwrap_or_default();
    let text =
        if first.starts_with("# ") { text.trim_start().trim_start_matches(first) } else { text };
    let page = Page {
        frame: Frame::new(&writer, places::CHANGELOG, "Changelog"),
        title: Html::text("Changelog"),
        text: writer.markdown(text),
    };
    crate::frame::file(places::CHANGELOG.to_owned(), &page)
}
