//! `flows/<flow>.html`: a task that takes several calls, as the guide of the crate has it.

use askama::Template;
use restwright_codegen::flow_page;
use restwright_spec::api::Flow;

use crate::File;
use crate::frame::Frame;
use crate::html::Html;
use crate::places;
use crate::texts::Site;

/// A page of text.
#[derive(Template)]
#[template(path = "text.html")]
pub(crate) struct Page {
    pub(crate) frame: Frame,
    pub(crate) title: Html,
    pub(crate) text: Html,
}

pub(crate) fn page(site: &Site<'_>, flow: &Flow) -> File {
    let writer = site.writer("../");
    let (place, title) = (places::flow(&flow.id), restwright_codegen::title(&flow.id));
    let page = Page {
        frame: Frame::new(&writer, &place, &title),
        title: Html::text(&title),
        text: writer.markdown(&flow_page(site.api, flow, &site.texts)),
    };
    crate::frame::file(place, &page)
}
