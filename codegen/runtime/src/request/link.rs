//! The header `Link` (RFC 8288), as far as pagination needs it.
//!
//! No maintained parser in the registry keeps to the RFC without a URL library behind it, which an API without `Link`
//! would not use.

/// Returns the target of the first link of this relation.
pub(crate) fn link_target<'a>(header: &'a str, relation: &str) -> Option<&'a str> {
    let mut rest = header;
    loop {
        rest = rest.trim_start_matches([' ', '\t', ',']);
        let (target, parameters) = rest.strip_prefix('<')?.split_once('>')?;
        let (is_meant, behind) = link(parameters, relation);
        if is_meant {
            return Some(target);
        }
        rest = behind.strip_prefix(',')?;
    }
}

/// Reads the parameters of one link: whether it has the relation, and what is behind them. A link with an anchor is one
/// of another resource.
fn link<'a>(mut rest: &'a str, relation: &str) -> (bool, &'a str) {
    let (mut is_related, mut is_elsewhere) = (None, false);
    loop {
        rest = rest.trim_start_matches([' ', '\t']);
        let Some(parameter) = rest.strip_prefix(';') else {
            return (is_related == Some(true) && !is_elsewhere, rest);
        };
        let end = parameter.find(['=', ';', ',']).unwrap_or(parameter.len());
        let (name, behind) = parameter.split_at(end);
        let name = name.trim_matches([' ', '\t']);
        let (value, behind) = match behind.strip_prefix('=') {
            Some(value) => parameter_value(value.trim_start_matches([' ', '\t'])),
            None => (String::new(), behind),
        };
        // Of several relations, the first counts.
        if name.eq_ignore_ascii_case("rel") {
            let mut relations = value.split_ascii_whitespace();
            is_related.get_or_insert(relations.any(|word| word.eq_ignore_ascii_case(relation)));
        }
        is_elsewhere |= name.eq_ignore_ascii_case("anchor");
        rest = behind;
    }
}

/// A value, quoted or not, and what is behind it.
fn parameter_value(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let (value, behind) = text.split_at(text.find([';', ',']).unwrap_or(text.len()));
        return (value.trim_end_matches([' ', '\t']).to_owned(), behind);
    };
    let (mut value, mut letters) = (String::new(), quoted.chars());
    while let Some(letter) = letters.next() {
        match letter {
            '"' => break,
            '\\' => value.extend(letters.next()),
            _ => value.push(letter),
        }
    }
    (value, letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::link_target;

    #[test]
    fn targets() {
        #[rustfmt::skip]
        let table = [
            (r#"<https://h/a?p=2>; rel="next""#,                                  Some("https://h/a?p=2")),
            (r#"</a>;rel=next"#,                                                  Some("/a")),
            (r#"</a>; rel="prev", </b,c;d>; rel="next""#,                         Some("/b,c;d")),
            (r#"</a>; title="x, <y>; rel=next"; rel="prev", </b> ; REL = Next"#,  Some("/b")),
            (r#"</a>; title="\"; rel=next"; rel="last  next""#,                   Some("/a")),
            (r#",, </a>; rel=prev ,, </b>; rel=next; flag"#,                      Some("/b")),
            (r#"</a>; rel="prev"; rel="next""#,                                   None),
            (r#"</a>; anchor="/x"; rel="next""#,                                  None),
            (r#"</a>; rel="nextish""#,                                            None),
            (r#"</a>; rev="next""#,                                               None),
            (r#"</a>"#,                                                           None),
            (r#"</a; rel=next"#,                                                  None),
            (r#"/a; rel=next"#,                                                   None),
            (r#"</a>; rel="next"#,                                                Some("/a")),
            (r#"</a> x </b>; rel=next"#,                                          None),
            ("",                                                                  None),
            ("<>;=,;\"",                                                          None),
        ];
        for (header, expected) in table {
            assert_eq!(link_target(header, "next"), expected, "{header}");
        }
    }
}
