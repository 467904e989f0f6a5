//! The reference site of a description.

/// The site in a browser, by its keyboard and at two widths.
mod browser;
/// The commands that the site shows, as a shell reads them.
mod curl;
/// A browser that is told what to do.
mod devtools;
/// Its size and the time that it takes grow with the description.
mod growth;
/// Links lead somewhere, and texts stay texts.
mod pages;
/// Tags and texts of a page.
mod tags;

use restwright_docs::{File, site};

use crate::description::{api, bookshop, fixtures, loginradius};
use crate::snapshot;

/// A changelog with what people may write in one.
const CHANGELOG: &str = "# Changelog\n\n## 2.1.0 - 2030-01-01\n\n### Added\n\n- `things.list` <b onclick=\"alert(1)\">now</b>, see [the manual](docs/manual.md)\n  and [the web](https://lost.example/).\n";

/// Descriptions by name, each with its site.
fn sites() -> Vec<(&'static str, Vec<File>)> {
    vec![
        ("site", sample()),
        ("bookshop", site(&api(&bookshop()), None)),
        ("loginradius", site(&api(&loginradius()), Some(CHANGELOG))),
    ]
}

/// The site that shows one of each, with texts that must stay text.
fn sample() -> Vec<File> {
    site(&api(&fixtures("site")), Some(CHANGELOG))
}

#[test]
fn pages_read_well() {
    let files = sample();
    let shown = [
        "index.html",
        "operations/things.html",
        "types/Thing.html",
        "types/Colour.html",
        "types/Receipt.html",
        "types.html",
        "errors.html",
        "flows/get_it_back.html",
        "changelog.html",
        "assets/index.js",
    ];
    for path in shown {
        let file = files.iter().find(|file| file.path == path);
        let name = path.replace('/', "-");
        snapshot::check("site", &name, &file.expect(path).contents);
    }
}
