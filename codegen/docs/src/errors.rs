//! `errors.html`: the catalogue of error codes by category.

use askama::Template;
use restwright_spec::api::ErrorCode;

use crate::File;
use crate::frame::Frame;
use crate::html::Html;
use crate::places;
use crate::texts::{Site, Writer};

#[derive(Template)]
#[template(path = "errors.html")]
struct Page {
    frame: Frame,
    categories: Vec<Category>,
}

struct Category {
    id: String,
    title: Html,
    text: Option<Html>,
    codes: Vec<Entry>,
}

struct Entry {
    id: Html,
    code: Html,
    status: Option<u16>,
    meaning: Html,
    message: Option<Html>,
    hint: Option<Html>,
    is_common: bool,
    operations: Vec<Html>,
    deprecation: Option<Html>,
}

/// Codes that more operations return name their number alone.
const NAMED: usize = 4;

pub(crate) fn page(site: &Site<'_>) -> File {
    let writer = site.writer("");
    let api = site.api;
    let category = |id: Option<&str>, title: String, text: Option<&str>| {
        let codes = api.errors.iter().filter(|error| error.category.as_deref() == id);
        Category {
            // Ids hold no dots: an error can be called like a category.
            id: format!("category.{}", id.unwrap_or_default()),
            title: Html::text(&title),
            text: text.map(|text| writer.line(text)),
            codes: codes.map(|error| entry(&writer, error)).collect(),
        }
    };
    let named = api
        .error_categories
        .iter()
        .map(|it| category(Some(&it.id), restwright_codegen::title(&it.id), Some(&it.description)));
    let mut categories: Vec<_> = named.collect();
    let others = if categories.is_empty() { "All codes" } else { "Without a category" };
    categories.push(category(None, others.to_owned(), None));
    categories.retain(|category| !category.codes.is_empty());
    let page = Page { frame: Frame::new(&writer, places::ERRORS, "Errors"), categories };
    crate::frame::file(places::ERRORS.to_owned(), &page)
}

fn entry(writer: &Writer<'_>, error: &ErrorCode) -> Entry {
    let is_common = writer.site.api.service.errors.contains(&error.code);
    let operations = writer.site.uses.with_code(&error.code);
    let link = |(group, id): &(&str, &str)| {
        Html::link(
            &writer.href(&places::operation(group, id)),
            &Html::code(&format!("{group}.{id}")),
        )
    };
    let mut links: Vec<_> = operations.iter().take(NAMED).map(link).collect();
    if let Some(more @ 1..) = operations.len().checked_sub(NAMED) {
        links.push(Html::text(&format!("{more} more")));
    }
    Entry {
        id: Html::text(&error.id),
        code: Html::text(&error.code.to_string()),
        status: error.status,
        meaning: writer.line(&error.meaning),
        message: error.message.as_ref().map(|text| Html::code(text)),
        hint: error.hint.as_ref().map(|text| writer.line(text)),
        is_common,
        operations: links,
        deprecation: writer.deprecation(error.deprecated.as_ref()),
    }
}
