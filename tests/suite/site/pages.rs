//! Links lead somewhere, headings stand in order, and no text of a description becomes markup.

use std::collections::{BTreeMap, BTreeSet};

use restwright_docs::File;

use super::sites;
use super::tags::{tags, texts};

/// What pages are made of. A text of a description brings nothing else.
const ELEMENTS: [&str; 48] = [
    "a",
    "body",
    "br",
    "button",
    "code",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "h1",
    "h2",
    "h3",
    "head",
    "header",
    "html",
    "input",
    "kbd",
    "label",
    "legend",
    "li",
    "link",
    "main",
    "meta",
    "nav",
    "ol",
    "p",
    "pre",
    "script",
    "search",
    "section",
    "span",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
    "em",
    "strong",
    "hr",
    "h4",
    "blockquote",
    "del",
];

#[test]
fn every_link_leads_somewhere() {
    for (name, files) in sites() {
        let ids: BTreeMap<_, _> =
            pages(&files).map(|file| (file.path.as_str(), ids(file))).collect();
        let all: BTreeSet<_> = files.iter().map(|file| file.path.as_str()).collect();
        let mut links = 0;
        for file in pages(&files) {
            for (element, attributes) in tags(&file.contents) {
                for address in ["href", "src"].iter().filter_map(|key| attributes.get(*key)) {
                    links += 1;
                    let is_web = address.starts_with("https://") || address.starts_with("http://");
                    if element == "a" && is_web {
                        continue;
                    }
                    let (path, id) = address.split_once('#').unwrap_or((address, ""));
                    let path = resolved(&file.path, path);
                    let is_there = all.contains(path.as_str())
                        && (id.is_empty() || ids[path.as_str()].contains(id));
                    assert!(is_there, "{name}: {}: {address}", file.path);
                }
            }
        }
        assert!(links > 100, "{name}: {links}");
    }
}

/// Everything else would not work from a file, or would be no text of ours.
#[test]
fn texts_stay_texts() {
    for (name, files) in sites() {
        for file in pages(&files) {
            let what = format!("{name}: {}", file.path);
            for (element, attributes) in tags(&file.contents) {
                assert!(ELEMENTS.contains(&element.as_str()), "{what}: <{element}>");
                for (key, value) in &attributes {
                    assert!(!key.starts_with("on") && key != "style", "{what}: {key}={value}");
                    assert!(!value.trim_start().starts_with("javascript:"), "{what}: {value}");
                }
                let is_loaded = ["script", "link"].contains(&element.as_str());
                assert!(
                    !is_loaded || attributes.contains_key("src") || attributes.contains_key("href"),
                    "{what}"
                );
            }
            assert_eq!(texts(&file.contents, "script").concat(), "", "{what}");
            let invisible =
                |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            assert!(!file.contents.contains(invisible), "{what}");
        }
    }
}

#[test]
fn headings_stand_in_order() {
    for (name, files) in sites() {
        for file in pages(&files) {
            let tags = tags(&file.contents);
            let begin =
                tags.iter().position(|(element, _)| element == "main").expect("a main part");
            let levels = tags[begin..].iter().filter_map(|(element, _)| {
                element.strip_prefix('h').and_then(|level| level.parse::<u8>().ok())
            });
            let levels: Vec<_> = levels.map(u32::from).collect();
            assert_eq!(
                levels.iter().filter(|level| **level == 1).count(),
                1,
                "{name}: {}",
                file.path
            );
            assert_eq!(levels[0], 1, "{name}: {}", file.path);
            let jump = levels.windows(2).find(|pair| pair[1] > pair[0] + 1);
            assert_eq!(jump, None, "{name}: {}: {levels:?}", file.path);
            for landmark in ["header", "nav", "main", "search"] {
                let count = tags.iter().filter(|(element, _)| element == landmark).count();
                assert_eq!(count, 1, "{name}: {}: <{landmark}>", file.path);
            }
        }
    }
}

/// Every element of the description has its place.
#[test]
fn everything_is_found_by_the_search() {
    for (name, files) in sites() {
        let index = files.iter().find(|file| file.path == "assets/index.js").expect("an index");
        let (_, list) = index.contents.split_once("self.searchEntries = ").expect("entries");
        let entries: Vec<Vec<String>> =
            serde_json::from_str(list.trim_end().trim_end_matches(';')).expect("JSON");
        for entry in &entries {
            let (path, id) = entry[4].split_once('#').unwrap_or((&entry[4], ""));
            let file = files.iter().find(|file| file.path == path).expect("a page");
            assert!(id.is_empty() || ids(file).contains(id), "{name}: {entry:?}");
        }
        let types = files.iter().filter(|file| file.path.starts_with("types/")).count();
        let found = entries.iter().filter(|entry| entry[0] == "type").count();
        assert_eq!(found, types, "{name}");
        assert!(!index.contents.contains('<'), "{name}: the index holds markup");
    }
}

#[test]
fn the_same_description_gives_the_same_site() {
    assert_eq!(super::sample(), super::sample());
}

/// Whether a file of a site is a page.
pub(super) fn is_page(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| extension == "html")
}

fn pages(files: &[File]) -> impl Iterator<Item = &File> {
    files.iter().filter(|file| is_page(&file.path))
}

/// The ids of a page, each of which is there once.
fn ids(file: &File) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for (_, attributes) in tags(&file.contents) {
        if let Some(id) = attributes.get("id") {
            assert!(ids.insert(id.clone()), "{}: `{id}` is there twice", file.path);
        }
    }
    ids
}

/// The path that an address leads to from a page.
fn resolved(page: &str, address: &str) -> String {
    if address.is_empty() {
        return page.to_owned();
    }
    let mut parts: Vec<_> = page.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{page}: {address} leaves the site"),
            part => parts.push(part),
        }
    }
    parts.join("/")
}
