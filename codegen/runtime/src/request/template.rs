//! Templates of paths: `/books/{id}`.

#[cfg(feature = "mock")]
use crate::percent;

/// A piece of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Text that stands for itself.
    Literal(&'static str),
    /// The name of an input.
    Placeholder(&'static str),
}

/// The pieces of a template: a literal first and last, which may be empty, and placeholders and literals in turn.
pub(super) fn pieces(template: &'static str) -> impl Iterator<Item = Piece> {
    template.split(['{', '}']).enumerate().map(|(index, text)| {
        if index % 2 == 0 { Piece::Literal(text) } else { Piece::Placeholder(text) }
    })
}

/// What stands in a path where the template has placeholders, decoded; nothing where the path does not fit.
///
/// A placeholder takes at least one byte, none of which is a slash.
#[cfg(feature = "mock")]
pub(crate) fn values(template: &'static str, path: &str) -> Option<Vec<(&'static str, String)>> {
    let (mut rest, mut values) = (path, Vec::new());
    let mut pieces = pieces(template);
    while let Some(piece) = pieces.next() {
        let name = match piece {
            Piece::Literal(text) => {
                rest = rest.strip_prefix(text)?;
                continue;
            }
            Piece::Placeholder(name) => name,
        };
        let segment = &rest[..rest.find('/').unwrap_or(rest.len())];
        // What follows a placeholder ends it; up to the next slash, and behind the placeholder that comes next.
        let end = match pieces.next() {
            Some(Piece::Literal(text)) => {
                let within = &text[..text.find('/').unwrap_or(text.len())];
                let end = if within.is_empty() { segment.len() } else { segment.find(within)? };
                rest[end..].starts_with(text).then_some((end, end + text.len()))?
            }
            _ => (segment.len(), segment.len()),
        };
        if end.0 == 0 {
            return None;
        }
        values.push((name, percent::percent_decode_lossy(&rest[..end.0])));
        rest = &rest[end.1..];
    }
    rest.is_empty().then_some(values)
}

#[cfg(all(test, feature = "mock"))]
mod tests {
    use super::values;

    #[test]
    fn paths() {
        #[rustfmt::skip]
        let table = [
            ("/a/b",              "/a/b",            Some("")),
            ("/a/b",              "/a",              None),
            ("/a/b",              "/a/b/c",          None),
            ("/a/b",              "/a/b/",           None),
            ("/a/{x}",            "/a/1%2F2",        Some("x=1/2")),
            ("/a/{x}",            "/a/",             None),
            ("/a/{x}",            "/a/1/2",          None),
            ("/a/{x}/",           "/a/1/",           Some("x=1")),
            ("/{x}/b/{y}",        "/1/b/2",          Some("x=1 y=2")),
            ("/{x}/b/{y}",        "/1/c/2",          None),
            ("/{x}/{y}",          "/1/2",            Some("x=1 y=2")),
            ("/{x}.txt",          "/1.txt",          Some("x=1")),
            ("/{x}.txt",          "/1.json",         None),
            ("/{x}.txt/{y}",      "/1.txt/2",        Some("x=1 y=2")),
            ("/v{x}-{y}",         "/v1-2",           Some("x=1 y=2")),
            ("/v{x}-{y}",         "/v/1-2",          None),
        ];
        for (template, path, expected) in table {
            let values = values(template, path).map(|values| {
                let values = values.iter().map(|(name, value)| format!("{name}={value}"));
                values.collect::<Vec<_>>().join(" ")
            });
            assert_eq!(values.as_deref(), expected, "{template} {path}");
        }
    }
}
