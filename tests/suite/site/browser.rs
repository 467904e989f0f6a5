//! The site in a browser, opened from files: at two widths, in light and dark mode, and by keyboard.

use std::fs;
use std::path::Path;

use restwright_docs::File;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::devtools::Browser;
use super::growth::large;
use super::pages::is_page;
use super::{sample, sites};

/// Looks at a page, with what all probes share.
const PROBE: &str =
    concat!("(() => {", include_str!("../look.js"), "return (", include_str!("probe.js"), ")})()");
const WIDTHS: [u32; 2] = [360, 1_280];
/// How long a search among 1,000 operations takes at most, in milliseconds.
const SEARCH: f64 = 50.0;

/// A site on disk, and a browser.
struct Reader {
    folder: TempDir,
    browser: Browser,
}

impl Reader {
    fn of(files: &[File]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for file in files {
            let path = folder.path().join(&file.path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("the folder is ours");
            fs::write(path, &file.contents).expect("the folder is ours");
        }
        Self { folder, browser: Browser::start() }
    }

    fn address(&self, page: &str) -> String {
        format!("file://{}/{page}", self.folder.path().display())
    }

    fn open(&mut self, page: &str) {
        let address = self.address(page);
        self.browser.open(&address);
    }

    fn is(&mut self, expression: &str) {
        assert_eq!(self.browser.value(expression), true, "{expression}");
    }

    fn has_no_complaint(&mut self) {
        assert_eq!(self.browser.complaints(), [""; 0]);
    }
}

#[test]
#[ignore = "needs a browser; the gate runs it by name"]
fn the_site_can_be_read_by_everybody() {
    for (name, files) in sites() {
        let mut reader = Reader::of(&files);
        let mut pages: Vec<_> =
            files.iter().map(|file| file.path.as_str()).filter(|path| is_page(path)).collect();
        // One of each kind is enough of an API of which nothing but its size is new.
        pages.retain(|path| {
            name == "site" || !path.starts_with("types/") || path.starts_with("types/P")
        });
        for page in pages {
            for (width, scheme) in
                WIDTHS.iter().flat_map(|width| [(*width, "light"), (*width, "dark")])
            {
                reader.browser.window(width, 900);
                reader.browser.prefer(scheme, "reduce");
                reader.open(page);
                let seen = reader.browser.value(PROBE);
                check(&seen, width, scheme, &format!("{name}: {page}, {width} {scheme}"));
            }
        }
        reader.has_no_complaint();
    }
}

fn check(seen: &Value, width: u32, scheme: &str, what: &str) {
    assert_eq!(seen["width"], width, "{what}");
    for problem in ["overflowing", "faint", "unreachable"] {
        assert_eq!(seen[problem], json!([]), "{what}: {problem}");
    }
    assert!(
        seen["texts"].as_u64() > Some(20) && seen["controls"].as_u64() > Some(3),
        "{what}: {seen}"
    );
    let paper = seen["paper"].as_f64().expect("a number");
    assert!(if scheme == "dark" { paper < 0.1 } else { paper > 0.9 }, "{what}: {paper}");
    assert_eq!(seen["motion"], "auto", "{what}");
}

#[test]
#[ignore = "needs a browser; the gate runs it by name"]
fn a_keyboard_is_enough() {
    let mut reader = Reader::of(&sample());
    reader.browser.window(1_280, 900);
    reader.open("index.html");
    // The first stop leads past everything that all pages share.
    reader.browser.press("Tab");
    reader.is("document.activeElement.matches('.skip') && document.activeElement.getBoundingClientRect().top >= 0");
    reader.browser.press("Enter");
    reader.browser.until("document.activeElement.id === 'site-content'");

    // A search, and what it finds.
    reader.browser.press("/");
    reader.is("document.activeElement.id === 'site-search'");
    reader.browser.write("claim");
    reader.browser.until("document.querySelectorAll('#site-results [role=option]').length > 0");
    reader.is("document.getElementById('site-search').getAttribute('aria-expanded') === 'true'");
    reader.browser.press("ArrowDown");
    reader.browser.press("ArrowUp");
    reader.is("document.getElementById(document.getElementById('site-search').getAttribute('aria-activedescendant')).textContent.includes('things.claim')");
    reader.browser.press("Enter");
    reader.browser.loaded();
    reader.is("location.href.endsWith('/operations/things.html#claim') && document.querySelector(':target').id === 'claim'");
    // A search that leads to nothing says so, and ends.
    reader.browser.press("/");
    reader.browser.write("zzzzzz");
    reader.browser.until("document.getElementById('site-found').textContent === 'No results'");
    reader.browser.press("Escape");
    reader.is("document.getElementById('site-search').value === ''");
    reader.browser.press("Escape");
    reader.is("document.activeElement.id !== 'site-search'");
    // By mistake, by path, by number, by a part of a name.
    for (text, expected) in [
        ("remve", "things.remove"),
        ("/things/{id}/cl", "things.claim"),
        ("7", "unknown_thing"),
        ("desk", "AtDesk"),
    ] {
        reader.browser.press("/");
        reader.browser.write(text);
        reader.browser.until(&format!("[...document.querySelectorAll('#site-results .title')].some(title => title.textContent === '{expected}')"));
        reader.browser.press("Escape");
    }

    // One choice of tabs counts for all.
    reader
        .browser
        .value("document.activeElement.blur(); document.getElementById('list.async').focus()");
    reader.browser.press("ArrowRight");
    reader.is("document.getElementById('list.blocking').checked && document.getElementById('claim.blocking').checked");
    reader
        .is("getComputedStyle(document.querySelectorAll('#claim .panel')[1]).display === 'block'");
    // The theme is kept from page to page.
    reader.browser.prefer("light", "reduce");
    reader.browser.value("document.querySelector('button.theme').focus()");
    reader.browser.press("Enter");
    reader.is("document.documentElement.dataset.theme === 'dark'");
    reader.open("types/Thing.html");
    reader.is("getComputedStyle(document.body).backgroundColor === 'rgb(16, 19, 26)'");
    reader.has_no_complaint();
}

/// Without scripts, everything works but search, theme and copying, of which nothing is seen then.
#[test]
#[ignore = "needs a browser; the gate runs it by name"]
fn scripts_are_not_needed() {
    let mut reader = Reader::of(&sample());
    reader.browser.call("Emulation.setScriptExecutionDisabled", &json!({ "value": true }));
    reader.browser.window(360, 800);
    reader.open("operations/things.html");
    reader.is("[...document.querySelectorAll('.search, .theme')].every(element => element.getClientRects().length === 0)");
    // Tabs.
    reader.browser.value("document.getElementById('list.async').focus()");
    reader.browser.press("ArrowRight");
    reader.browser.press("ArrowRight");
    reader.is("document.getElementById('list.curl').checked");
    reader.is("getComputedStyle(document.querySelectorAll('#list .panel')[2]).display === 'block'");
    // The menu of a telephone.
    reader.is("document.querySelector('nav').getClientRects().length === 0");
    reader.browser.value("document.querySelector('.open').focus()");
    reader.browser.press("Enter");
    reader.browser.until("document.querySelector('nav').getClientRects().length === 1");
    reader.browser.value("document.querySelector('.close').focus()");
    reader.browser.press("Enter");
    reader.browser.until("document.querySelector('nav').getClientRects().length === 0");
    reader.has_no_complaint();
}

#[test]
#[ignore = "needs a browser; the gate runs it by name"]
fn a_search_among_a_thousand_operations_is_quick() {
    let mut reader = Reader::of(&large(1_000));
    reader.browser.window(1_280, 900);
    reader.open("index.html");
    reader.browser.press("/");
    reader.browser.write("find");
    reader.browser.until("document.querySelectorAll('#site-results [role=option]').length > 0");
    // From the key to the list, as the page does it. The median, since the machine may be busy.
    let times = reader.browser.value(
        "(() => {
          const input = document.getElementById('site-search');
          return ['f', 'fi', 'find', 'find thing', 'thing 77', 'colour', 'things_512', 'error_99', 'Thing999', 'colxur'].map((text) => {
            const times = [0, 1, 2, 3, 4].map(() => {
              input.value = text;
              const begin = performance.now();
              input.dispatchEvent(new Event('input'));
              return performance.now() - begin;
            });
            return times.sort((a, b) => a - b)[2];
          });
        })()",
    );
    let times: Vec<_> =
        times.as_array().expect("a list").iter().filter_map(Value::as_f64).collect();
    println!("milliseconds: {times:.1?}");
    assert!(times.len() == 10 && times.iter().all(|time| *time < SEARCH), "{times:?}");
    reader.has_no_complaint();
}

#[test]
#[ignore = "needs a browser; the gate runs it by name"]
fn pages_can_be_put_on_paper() {
    let mut reader = Reader::of(&sample());
    reader.browser.prefer("dark", "reduce");
    reader.open("operations/things.html");
    reader.browser.call("Emulation.setEmulatedMedia", &json!({ "media": "print" }));
    reader.is("getComputedStyle(document.querySelector('nav')).display === 'none'");
    reader.is("[...document.querySelectorAll('.panel')].every(panel => panel.getClientRects().length > 0)");
    reader.is("getComputedStyle(document.body).backgroundColor === 'rgb(255, 255, 255)'");
    let paper = reader.browser.call("Page.printToPDF", &json!({}));
    assert!(paper["data"].as_str().is_some_and(|data| data.len() > 10_000));
    reader.has_no_complaint();
}

/// The pictures of the README, on request: `SITE_PICTURES=folder`.
#[test]
#[ignore = "writes pictures; run by hand"]
fn pictures() {
    let Ok(folder) = std::env::var("SITE_PICTURES") else { return };
    let (_, files) = sites().pop().expect("the first API");
    let mut reader = Reader::of(&files);
    reader.browser.call("Emulation.setScrollbarsHidden", &json!({ "hidden": true }));
    for (page, width, height, scheme, name) in [
        ("operations/phone.html#login", 1_240, 620, "light", "desktop"),
        ("operations/phone.html#login", 390, 844, "dark", "phone"),
    ] {
        reader.browser.window(width, height);
        reader.browser.prefer(scheme, "reduce");
        reader.open(page);
        let picture = reader.browser.call("Page.captureScreenshot", &json!({ "format": "png" }));
        let picture = base64::Engine::decode(
            &base64::prelude::BASE64_STANDARD,
            picture["data"].as_str().expect("a picture"),
        );
        fs::write(Path::new(&folder).join(format!("{name}.png")), picture.expect("base64"))
            .expect("a folder");
    }
}
