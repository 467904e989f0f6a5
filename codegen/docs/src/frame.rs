//! What stands around every page: its head, the navigation and the search.

use askama::Template;
use restwright_spec::api::{Group, Operation};

use crate::File;
use crate::html::Html;
use crate::places;
use crate::texts::{Site, Writer};

/// APIs with more groups list them on the start page alone: on every page, the site would grow with the square of their number.
const LISTED_GROUPS: usize = 60;

/// What stands around a page.
pub(crate) struct Frame {
    /// The way to the root of the site.
    pub(crate) root: &'static str,
    pub(crate) title: Html,
    pub(crate) api: Html,
    pub(crate) version: Html,
    pub(crate) sections: Vec<Section>,
}

/// A part of the navigation.
pub(crate) struct Section {
    pub(crate) title: &'static str,
    pub(crate) entries: Vec<Entry>,
}

/// A link of the navigation.
pub(crate) struct Entry {
    pub(crate) href: String,
    pub(crate) text: Html,
    pub(crate) is_current: bool,
    /// The operations of the group that the page is about.
    pub(crate) operations: Vec<Below>,
}

/// A link below another one.
pub(crate) struct Below {
    pub(crate) href: String,
    pub(crate) text: Html,
    pub(crate) method: &'static str,
}

impl Frame {
    /// The frame of the page at `place`.
    pub(crate) fn new(writer: &Writer<'_>, place: &str, title: &str) -> Self {
        let Site { api, has_changelog, .. } = writer.site;
        let entry = |to: &str, text: &str| Entry {
            href: writer.href(to),
            text: Html::text(text),
            is_current: to == place,
            operations: Vec::new(),
        };
        let mut sections = vec![Section {
            title: "Client",
            entries: [
                Some(entry(places::START, "Start")),
                has_changelog.then(|| entry(places::CHANGELOG, "Changelog")),
            ]
            .into_iter()
            .flatten()
            .collect(),
        }];
        let flows = api
            .flows
            .iter()
            .map(|flow| entry(&places::flow(&flow.id), &restwright_codegen::title(&flow.id)));
        sections.push(Section { title: "Flows", entries: flows.collect() });
        let all = api.groups.len() <= LISTED_GROUPS;
        let is_listed = |group: &&Group| all || places::group(&group.id) == place;
        let groups = api.groups.iter().filter(is_listed).map(|group| {
            let mut entry = entry(&places::group(&group.id), &restwright_codegen::title(&group.id));
            if entry.is_current {
                entry.operations = group.operations.iter().map(below).collect();
            }
            entry
        });
        let mut groups: Vec<_> = groups.collect();
        if !all {
            groups.push(entry("index.html#operations", "All operations"));
        }
        sections.push(Section { title: "Operations", entries: groups });
        let reference = [
            api.has_webhooks().then(|| entry(places::WEBHOOKS, "Webhooks")),
            (!api.types.is_empty()).then(|| entry(places::TYPES, "Types")),
            (!api.errors.is_empty()).then(|| entry(places::ERRORS, "Errors")),
        ];
        sections
            .push(Section { title: "Data", entries: reference.into_iter().flatten().collect() });
        sections.retain(|section| !section.entries.is_empty());
        Self {
            root: writer.root,
            title: Html::text(title),
            api: Html::text(&api.service.title),
            version: Html::text(&api.service.version),
            sections,
        }
    }
}

fn below(operation: &Operation) -> Below {
    Below {
        href: format!("#{}", *operation.id),
        text: Html::text(&restwright_codegen::title(&operation.id)),
        method: operation.method.as_str(),
    }
}

/// A page as a file.
pub(crate) fn file(path: String, page: &impl Template) -> File {
    let contents = page.render();
    let contents =
        contents.unwrap_or_else(|error| unreachable!("a template fits what fills it: {error}"));
    File { path, contents: format!("{}\n", contents.trim_end()) }
}
