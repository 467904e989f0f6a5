//! Markdown as HTML. No markup within it stays markup, and links lead to pages of the site or to addresses of the web.

use pulldown_cmark::{
    CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html,
};

use crate::code::{self, Language};
use crate::html::Html;

/// Converts Markdown; `resolve` tells where a link to an item of the crate leads.
pub(crate) fn html(markdown: &str, resolve: impl Fn(&str) -> Option<String>) -> Html {
    let mut state = State { resolve, is_link: false, program: None };
    let parser = Parser::new_ext(markdown, Options::ENABLE_TABLES);
    let events = parser.flat_map(|event| state.event(event));
    let mut markup = String::new();
    html::push_html(&mut markup, events);
    Html::markup(markup.trim_end())
}

struct State<R> {
    resolve: R,
    /// Whether the link around leads anywhere. Links do not nest.
    is_link: bool,
    /// The program around: in Rust or not, and its text so far.
    program: Option<(bool, String)>,
}

impl<R: Fn(&str) -> Option<String>> State<R> {
    fn event<'a>(&mut self, event: Event<'a>) -> Vec<Event<'a>> {
        match event {
            // A line break is all that tables of guides need.
            Event::InlineHtml(markup) if &*markup == "<br>" => vec![Event::HardBreak],
            Event::InlineHtml(markup) | Event::Html(markup) => vec![Event::Text(markup)],
            Event::Text(text) => match &mut self.program {
                Some((_, program)) => {
                    program.push_str(&text);
                    Vec::new()
                }
                None => vec![Event::Text(text)],
            },
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            other => vec![other],
        }
    }

    fn start<'a>(&mut self, tag: Tag<'a>) -> Vec<Event<'a>> {
        match tag {
            Tag::Link { link_type, dest_url, id, .. } => {
                let place = self.place(&dest_url);
                self.is_link = place.is_some();
                let link = place.map(|place| Tag::Link {
                    link_type,
                    dest_url: CowStr::from(place),
                    title: CowStr::Borrowed(""),
                    id,
                });
                link.map(Event::Start).into_iter().collect()
            }
            Tag::Image { .. } => Vec::new(),
            // The title of the page is the only heading of the first level.
            Tag::Heading { level, .. } => vec![Event::Start(Tag::Heading {
                level: lower(level),
                id: None,
                classes: Vec::new(),
                attrs: Vec::new(),
            })],
            Tag::CodeBlock(kind) => {
                let is_rust = matches!(&kind, CodeBlockKind::Fenced(info)
                    if info.is_empty() || info.starts_with("rust") || &**info == "no_run");
                self.program = Some((is_rust, String::new()));
                Vec::new()
            }
            Tag::Table(_) => {
                let open =
                    "<div class=\"wide\" role=\"region\" aria-label=\"Table\" tabindex=\"0\">";
                vec![Event::Html(CowStr::Borrowed(open)), Event::Start(tag)]
            }
            other => vec![Event::Start(other)],
        }
    }

    fn end<'a>(&mut self, tag: TagEnd) -> Vec<Event<'a>> {
        match tag {
            TagEnd::Link if !std::mem::take(&mut self.is_link) => Vec::new(),
            TagEnd::Image => Vec::new(),
            TagEnd::Heading(level) => vec![Event::End(TagEnd::Heading(lower(level)))],
            TagEnd::CodeBlock => {
                let (is_rust, program) = self.program.take().unwrap_or_default();
                let language = if is_rust { Language::Rust } else { Language::Plain };
                vec![Event::Html(CowStr::from(code::block(&program, language).to_string()))]
            }
            TagEnd::Table => {
                vec![Event::End(tag), Event::Html(CowStr::Borrowed("</div>"))]
            }
            other => vec![Event::End(other)],
        }
    }

    /// Where a link leads. What leads nowhere is shown without a link.
    fn place(&self, address: &str) -> Option<String> {
        let is_web = address.starts_with("https://") || address.starts_with("http://");
        if is_web { Some(address.to_owned()) } else { (self.resolve)(address) }
    }
}

fn lower(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 | HeadingLevel::H2 => HeadingLevel::H2,
        _ => HeadingLevel::H3,
    }
}

#[cfg(test)]
mod tests {
    use super::html;

    #[test]
    fn nothing_but_markdown_becomes_markup() {
        let table = [
            ("a <b>c</b>", "<p>a &lt;b&gt;c&lt;/b&gt;</p>"),
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("[x](javascript:alert)", "<p>x</p>"),
            (
                "[x](https://a.example/\"onclick=)",
                "<p><a href=\"https://a.example/%22onclick=\">x</a></p>",
            ),
            ("![x](https://a.example/b.png)", "<p>x</p>"),
            ("[`Pet`](crate::types::Pet)", "<p><a href=\"pet\"><code>Pet</code></a></p>"),
            ("[`Cat`](crate::types::Cat)", "<p><code>Cat</code></p>"),
            ("# A {onclick=x}", "<h2>A {onclick=x}</h2>"),
            ("a<br>b", "<p>a<br />\nb</p>"),
        ];
        for (markdown, expected) in table {
            let resolve = |item: &str| (item == "crate::types::Pet").then(|| "pet".to_owned());
            assert_eq!(html(markdown, resolve).to_string(), expected, "{markdown}");
        }
    }
}
