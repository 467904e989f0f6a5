//! Tags and texts of a page, as browsers read it.

use std::collections::BTreeMap;

use html5gum::{Token, Tokenizer};

/// A part of a page.
#[derive(Debug)]
pub(super) enum Part {
    Open(String, BTreeMap<String, String>),
    Close(String),
    Text(String),
}

/// The parts of a page, in their order.
pub(super) fn parts(html: &str) -> Vec<Part> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let part = |token| match token {
        Token::StartTag(tag) => {
            let attributes = tag.attributes.iter();
            let attributes = attributes.map(|(name, value)| (text(name), text(value)));
            Some(Part::Open(text(&tag.name), attributes.collect()))
        }
        Token::EndTag(tag) => Some(Part::Close(text(&tag.name))),
        Token::String(string) => Some(Part::Text(text(&string))),
        Token::Error(error) => panic!("{error:?}: {html}"),
        Token::Comment(_) | Token::Doctype(_) => None,
    };
    Tokenizer::new(html).filter_map(|token| part(token.expect("texts can be read"))).collect()
}

/// The start tags of a page.
pub(super) fn tags(html: &str) -> Vec<(String, BTreeMap<String, String>)> {
    let tag = |part| match part {
        Part::Open(name, attributes) => Some((name, attributes)),
        Part::Close(_) | Part::Text(_) => None,
    };
    parts(html).into_iter().filter_map(tag).collect()
}

/// The texts of the elements of one name.
pub(super) fn texts(html: &str, element: &str) -> Vec<String> {
    let mut texts = Vec::new();
    let mut open = None;
    for part in parts(html) {
        match (part, &mut open) {
            (Part::Open(name, _), None) if name == element => open = Some(String::new()),
            (Part::Close(name), Some(_)) if name == element => texts.extend(open.take()),
            (Part::Text(text), Some(all)) => all.push_str(&text),
            _ => {}
        }
    }
    texts
}
