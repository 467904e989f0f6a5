//! Type expressions: `string`, `list<map<Session>>` and so on.

use crate::api::Type;
use crate::decode::Text;
use crate::diagnostic::{Diagnostic, Report};
use crate::{Span, Spanned, foreign, rule, suggest};

/// A type expression in parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Expression {
    /// A type without parts.
    Plain(Type),
    List(Box<Expression>),
    Map(Box<Expression>),
    /// An element of a list or map that can be null.
    Nullable(Box<Expression>),
    Named(Text),
}

/// Names that stand for themselves.
pub(crate) fn built_in<'a>() -> impl Iterator<Item = &'a str> {
    Type::PLAIN.into_iter().map(|(name, _)| name).chain(["list", "map"])
}

/// Parses a type expression; its names keep their own places. `None` if it is invalid, after reporting it.
pub(crate) fn parse(text: &Text, report: &mut Report) -> Option<Expression> {
    let mut parser = Parser { text, position: 0, depth: 0, report: &mut *report };
    let expression = parser.expression()?;
    parser.end()?;
    let Some(space) = text.find(char::is_whitespace) else { return Some(expression) };
    let plain: String = text.split_whitespace().collect();
    let length = text[space..].len() - text[space..].trim_start().len();
    let diagnostic = Diagnostic::error(rule::BAD_TYPE, "a type with spaces")
        .label(within(text, space, space + length), "a type is written without spaces")
        .help("remove the spaces")
        .fix(text.span, plain);
    report.push(diagnostic);
    None
}

/// How many lists and maps a type can stand in. Deeper ones nobody can read, and a compiler takes long with them.
pub(crate) const MAX_DEPTH: usize = 8;

struct Parser<'a> {
    text: &'a Text,
    position: usize,
    /// How many lists and maps are open.
    depth: usize,
    report: &'a mut Report,
}

impl Parser<'_> {
    fn expression(&mut self) -> Option<Expression> {
        // A name can hold whatever is neither a bracket nor a space, so that what is wrong with it is said in full.
        let name = self.name();
        let expression = match name.as_str() {
            "" => {
                let found = self.rest().chars().next();
                let found = found.map_or("nothing".to_owned(), |found| format!("`{found}`"));
                self.report_broken(format!("expected a type, found {found}"), name.span);
                return None;
            }
            "list" => Expression::List(Box::new(self.element(&name)?)),
            "map" => Expression::Map(Box::new(self.element(&name)?)),
            plain => match Type::PLAIN.into_iter().find(|(name, _)| *name == plain) {
                Some((_, ty)) => Expression::Plain(ty),
                None if self.rest().starts_with('<') => return self.refuse_container(&name),
                None => Expression::Named(name),
            },
        };
        Some(expression)
    }

    /// The `<T>` behind `list` and `map`.
    fn element(&mut self, outer: &Text) -> Option<Expression> {
        if !self.eat('<') {
            let name = &outer.value;
            let message = format!("`{name}` needs the type of its elements");
            let diagnostic = Diagnostic::error(rule::MISSING_ELEMENT, message)
                .label(outer.span, format!("such as `{name}<string>`"));
            self.report.push(diagnostic);
            return None;
        }
        let open = self.span(self.position - 1, self.position);
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            let message = format!("a type stands in more than {MAX_DEPTH} lists and maps");
            let diagnostic = Diagnostic::error(rule::TOO_DEEP, message)
                .label(open, "one level too many")
                .help("give what stands within a name of its own, as one of `types`");
            self.report.push(diagnostic);
            return None;
        }
        let element = self.expression()?;
        self.depth -= 1;
        let element = if self.eat('?') { self.nullable(element)? } else { element };
        if self.eat('>') {
            return Some(element);
        }
        if self.rest().starts_with(',') {
            let comma = self.span(self.position, self.position + 1);
            let label = "a list or map has one type: keys of maps are always text";
            self.report_broken(label.to_owned(), comma);
        } else {
            self.report_broken("this `<` is never closed".to_owned(), open);
        }
        None
    }

    /// Only lists and maps have elements. Another name may be a misspelt one.
    fn refuse_container(&mut self, name: &Text) -> Option<Expression> {
        let meant = suggest::closest(name, ["list", "map"]);
        let label = "only `list` and `map` have elements";
        self.report_broken_or_meant(label.to_owned(), name.span, meant);
        None
    }

    /// The element in front of a `?`.
    fn nullable(&mut self, element: Expression) -> Option<Expression> {
        if element == Expression::Plain(Type::Json) {
            let mark = self.span(self.position - 1, self.position);
            let message = format!("`{}` is not a type", self.text.value);
            let diagnostic = Diagnostic::error(rule::BAD_TYPE, message)
                .label(mark, "`json` can be null without this")
                .help("remove the `?`");
            self.report.push(diagnostic);
            return None;
        }
        Some(Expression::Nullable(Box::new(element)))
    }

    fn end(&mut self) -> Option<()> {
        self.skip_spaces();
        if self.rest().is_empty() {
            return Some(());
        }
        let span = self.span(self.position, self.text.len());
        self.report_broken("nothing can follow a type".to_owned(), span);
        None
    }

    fn name(&mut self) -> Text {
        self.skip_spaces();
        let start = self.position;
        // Outside of lists and maps, a `?` is of another language, which is recognized by its whole name.
        let is_element = self.depth > 0;
        let ends = |character: char| match character {
            '<' | '>' | ',' => true,
            '?' => is_element,
            character => character.is_whitespace(),
        };
        let length = self.rest().find(ends);
        self.position += length.unwrap_or(self.rest().len());
        let name = self.text[start..self.position].to_owned();
        Spanned::new(name, self.span(start, self.position))
    }

    fn eat(&mut self, expected: char) -> bool {
        self.skip_spaces();
        let found = self.rest().starts_with(expected);
        if found {
            self.position += expected.len_utf8();
        }
        found
    }

    fn skip_spaces(&mut self) {
        let rest = self.rest();
        self.position += rest.len() - rest.trim_start().len();
    }

    fn rest(&self) -> &str {
        &self.text[self.position..]
    }

    fn span(&self, start: usize, end: usize) -> Span {
        within(self.text, start, end)
    }

    fn report_broken(&mut self, label: String, span: Span) {
        self.report_broken_or_meant(label, span, None);
    }

    /// Reports a part that is wrong, with what was meant instead of it, if that is known.
    fn report_broken_or_meant(&mut self, label: String, span: Span, meant: Option<&str>) {
        let message = format!("`{}` is not a type", self.text.value);
        let diagnostic = Diagnostic::error(rule::BAD_TYPE, message);
        self.report.push(if let Some(translation) = foreign::translate(self.text) {
            let diagnostic = diagnostic
                .label(self.text.span, "another language writes a type like this")
                .suggest(self.text.span, Some(&translation.expression));
            if translation.is_optional { diagnostic.help(OPTIONAL) } else { diagnostic }
        } else if meant.is_some() {
            diagnostic.label(span, label).suggest(span, meant)
        } else {
            let plain: Vec<_> =
                Type::PLAIN.into_iter().map(|(name, _)| format!("`{name}`")).collect();
            let forms = plain.join(", ");
            diagnostic.label(span, label).help(format!(
                "a type is one of {forms}, `list<T>`, `map<T>`, or the name of one of `types`"
            ))
        });
    }
}

/// What other languages say in the type, and this one beside it.
pub(crate) const OPTIONAL: &str = "beside the type, `required: true` says that it is always there, `nullable: true` that it can be null";

/// The place of a part of a text: exact if the text stands in the file as it is, with or without quotes, else the whole.
pub(crate) fn within(text: &Text, start: usize, end: usize) -> Span {
    let written = text.span.range().len();
    let quote = match written.checked_sub(text.len()) {
        Some(0) => 0,
        Some(2) => 1,
        _ => return text.span,
    };
    let byte =
        |at: usize| u32::try_from(at).map_or(text.span.end, |at| text.span.start + quote + at);
    Span::new(text.span.source, byte(start), byte(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(expression: &str) -> Text {
        let end = u32::try_from(expression.len()).expect("a short text");
        Spanned::new(expression.to_owned(), Span::new(0, 0, end))
    }

    #[test]
    fn names_keep_their_places() {
        let expression = parse(&written("map<list<Pet>>"), &mut Report::default());
        let Some(Expression::Map(list)) = expression else {
            panic!("not a map: {expression:?}");
        };
        let Expression::List(element) = *list else {
            panic!("not a list: {list:?}");
        };
        let Expression::Named(name) = *element else {
            panic!("not a name: {element:?}");
        };
        assert_eq!((name.as_str(), name.span), ("Pet", Span::new(0, 9, 12)));
    }

    #[test]
    fn what_is_no_type_is_refused_at_its_place() {
        for (text, rule, start) in [
            ("", "bad-type", 0),
            ("list", "missing-element", 0),
            ("list<", "bad-type", 5),
            ("map<list>", "missing-element", 4),
            ("list<string", "bad-type", 4),
            ("string>", "bad-type", 6),
            ("Pet Cat", "bad-type", 4),
            ("list <Pet>", "bad-type", 4),
            ("map< Pet >", "bad-type", 4),
            ("list<Pet ?>", "bad-type", 8),
            (" Pet", "bad-type", 0),
            ("Pet,Cat", "bad-type", 3),
            ("list<string, Pet, Cat>", "bad-type", 11),
            (&"list<".repeat(100_000), "too-deep", 44),
            ("list<Pet>?", "bad-type", 0),
            ("list<json?>", "bad-type", 9),
            ("list<Pet??>", "bad-type", 0),
        ] {
            let mut report = Report::default();
            assert_eq!(parse(&written(text), &mut report), None, "{text}");
            let found = report.finish();
            let [found] = found.as_slice() else {
                panic!("not one problem with {text:?}: {found:?}");
            };
            let place = found.span().map(|span| span.start);
            assert_eq!((found.rule, place), (rule, Some(start)), "{text}");
        }
    }
}
