//! `operations/<group>.html`: the operations of a group.

use askama::Template;
use restwright_spec::api::Group;

use crate::File;
use crate::frame::Frame;
use crate::html::Html;
use crate::operation::View;
use crate::places;
use crate::texts::Site;

#[derive(Template)]
#[template(path = "group.html")]
struct Page {
    frame: Frame,
    title: Html,
    text: Html,
    operations: Vec<View>,
}

pub(crate) fn page(site: &Site<'_>, group: &Group) -> File {
    let place = places::group(&group.id);
    let mut writer = site.writer("../");
    writer.group = Some(&group.id);
    let title = restwright_codegen::title(&group.id);
    let page = Page {
        frame: Frame::new(&writer, &place, &title),
        title: Html::text(&title),
        text: writer.text(&group.description),
        operations: group.operations.iter().map(|it| View::new(&writer, group, it)).collect(),
    };
    crate::frame::file(place, &page)
}
