//! What all pages need of a description, and its texts as HTML.

use std::collections::BTreeMap;

use restwright_codegen::Texts;
use restwright_spec::api::{Api, Deprecation, Literal, Privacy, Type};

use crate::html::Html;
use crate::uses::Uses;
use crate::{markdown, places};

/// A description, and where its elements are in the site.
pub(crate) struct Site<'a> {
    pub(crate) api: &'a Api,
    pub(crate) has_changelog: bool,
    pub(crate) texts: Texts,
    pub(crate) uses: Uses<'a>,
    places: BTreeMap<String, String>,
}

impl<'a> Site<'a> {
    pub(crate) fn new(api: &'a Api, has_changelog: bool) -> Self {
        let (texts, uses, places) = (Texts::of(api), Uses::of(api), places::by_path(api));
        Self { api, has_changelog, texts, uses, places }
    }

    /// What a page writes with: one in a folder reaches the others by `../`.
    pub(crate) fn writer(&'a self, root: &'static str) -> Writer<'a> {
        Writer { site: self, root, group: None }
    }
}

/// Writes the HTML of one page.
#[derive(Clone, Copy)]
pub(crate) struct Writer<'a> {
    pub(crate) site: &'a Site<'a>,
    /// The way from the page to the root of the site.
    pub(crate) root: &'static str,
    /// The group that the page is about, in which its operations need no more than their ids.
    pub(crate) group: Option<&'a str>,
}

impl Writer<'_> {
    /// An address from the root of the site, as this page writes it.
    pub(crate) fn href(&self, place: &str) -> String {
        format!("{}{place}", self.root)
    }

    /// A text of the description.
    pub(crate) fn text(&self, text: &str) -> Html {
        self.markdown(&self.site.texts.markdown(text, self.group))
    }

    /// A text of the description within a line.
    pub(crate) fn line(&self, text: &str) -> Html {
        let html = self.text(&text.split_whitespace().collect::<Vec<_>>().join(" ")).to_string();
        let inner = html.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
        Html::markup(inner.filter(|inner| !inner.contains("<p>")).unwrap_or(&html))
    }

    /// Markdown with links to items of the crate.
    pub(crate) fn markdown(&self, markdown: &str) -> Html {
        let place = |item: &str| places::of_item(&self.site.places, item);
        markdown::html(markdown, |item| place(item).map(|place| self.href(place)))
    }

    /// A type as written in a description, with links.
    pub(crate) fn ty(&self, ty: &Type) -> Html {
        let around = |open: &str, inner: &Type, close: &str| {
            let mut html = Html::text(open);
            html.push(&self.ty(inner));
            html.push_text(close);
            html
        };
        match ty {
            Type::List(inner) => around("list<", inner, ">"),
            Type::Map(inner) => around("map<", inner, ">"),
            Type::Nullable(inner) => around("", inner, "?"),
            Type::Named(name) => Html::link(&self.href(&places::named(name)), &Html::text(name)),
            plain => Html::text(plain.plain_name().unwrap_or("string")),
        }
    }

    /// That something should no longer be used.
    pub(crate) fn deprecation(&self, deprecation: Option<&Deprecation>) -> Option<Html> {
        let deprecation = deprecation?;
        let since = deprecation.since.as_ref().map(|version| format!("since {version}"));
        let removal =
            deprecation.remove_after.as_ref().map(|day| format!("may be removed after {day}"));
        let facts: Vec<_> = since.into_iter().chain(removal).collect();
        let mut html = Html::text(format!("Deprecated {}", facts.join(", ")).trim_end());
        html.push_text(". ");
        html.push(&self.line(deprecation.use_instead.as_deref().unwrap_or_default()));
        Some(html)
    }
}

/// How carefully a value must be handled, where that is to be said.
pub(crate) fn privacy(ty: &Type) -> Option<&'static str> {
    match ty.privacy() {
        Privacy::Secret => Some("secret"),
        Privacy::Personal => Some("personal data"),
        Privacy::Public => None,
    }
}

/// A value without parts, as a text.
pub(crate) fn scalar(literal: &Literal) -> String {
    match literal {
        Literal::String(text) => text.clone(),
        other => crate::sample::Sample::from(other).compact(),
    }
}
