//! Renders the model of an API as a static reference site.
//!
//! [`site`] is the whole of it: a function of the model to files, without IO. A page is a template of `templates/`, which
//! escapes whatever is put into it, filled by the module of the same name. What programs show comes from
//! `restwright-codegen`, so that the site and the documentation of the crate cannot disagree.

mod assets;
mod changelog;
mod code;
mod curl;
mod errors;
mod fields;
mod flows;
mod frame;
mod group;
mod html;
mod markdown;
mod operation;
mod places;
mod responses;
mod sample;
mod search;
pub mod shell;
mod start;
mod texts;
mod types;
mod uses;
mod webhooks;

pub use restwright_codegen::File;

use restwright_spec::api::Api;

use crate::texts::Site;

/// Renders every file of the site, sorted by path. Each text file opens with a line that says that it is generated.
///
/// `changelog` is that of the client, as Markdown.
#[must_use]
pub fn site(api: &Api, changelog: Option<&str>) -> Vec<File> {
    let site = Site::new(api, changelog.is_some());
    let mut files = vec![start::page(&site), types::list(&site), search::index(&site)];
    files.extend(assets::files());
    files.extend(api.groups.iter().map(|group| group::page(&site, group)));
    files.extend(api.types.iter().map(|def| types::page(&site, def)));
    files.extend(api.flows.iter().map(|flow| flows::page(&site, flow)));
    files.extend((!api.errors.is_empty()).then(|| errors::page(&site)));
    files.extend(api.webhooks.iter().map(|webhooks| webhooks::page(&site, webhooks)));
    files.extend(changelog.map(|text| changelog::page(&site, text)));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}
