//! Text that is HTML already, as templates take it. Everything else that they are given, they escape.

use std::fmt;

use askama::filters::HtmlSafe;

/// HTML. Only this module, [`crate::code`] and [`crate::markdown`] make it of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Html(String);

impl Html {
    /// A text, shown as typed. Characters that are not seen, or that turn others around, are shown by their numbers.
    pub(crate) fn text(text: &str) -> Self {
        let mut html = Self::default();
        html.push_text(text);
        html
    }

    /// A text as code.
    pub(crate) fn code(text: &str) -> Self {
        Self(format!("<code>{}</code>", Self::text(text)))
    }

    /// Markup that is made by this crate.
    pub(crate) fn markup(markup: impl Into<String>) -> Self {
        Self(markup.into())
    }

    /// A link, whose address is made of checked ids.
    pub(crate) fn link(href: &str, inner: &Self) -> Self {
        Self(format!("<a href=\"{}\">{inner}</a>", Self::text(href)))
    }

    pub(crate) fn push(&mut self, other: &Self) {
        self.0.push_str(&other.0);
    }

    pub(crate) fn push_text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                '\n' => self.0.push('\n'),
                c if c.is_control() || is_invisible(c) => self.0.extend(c.escape_unicode()),
                c => self.0.push(c),
            }
        }
    }

    /// Wraps it into an element with a class.
    pub(crate) fn classed(element: &str, class: &str, inner: &Self) -> Self {
        Self(format!("<{element} class=\"{class}\">{inner}</{element}>"))
    }
}

impl fmt::Display for Html {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl HtmlSafe for Html {}

/// Characters that change how others are shown, or that nobody sees.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::Html;

    #[test]
    fn no_text_becomes_markup() {
        let table = [
            ("a < b && c > \"d\"", "a &lt; b &amp;&amp; c &gt; &quot;d&quot;"),
            ("<script>'x'</script>", "&lt;script&gt;&#39;x&#39;&lt;/script&gt;"),
            ("a\u{202e}b\u{0}", "a\\u{202e}b\\u{0}"),
            ("one\ntwo", "one\ntwo"),
        ];
        for (text, expected) in table {
            assert_eq!(Html::text(text).to_string(), expected, "{text:?}");
        }
    }
}
