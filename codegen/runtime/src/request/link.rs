//! The header `Link` (RFC 8288), as far as pagination needs it.
//!
//! No maintained parser in the registry keeps to the RFC without a URL library behind it, which an API without `Link`
//! would not use.

/// A header that cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Malformed;

/// Returns the target of the first link of this relation.
pub(crate) fn link_target<'a>(
    header: &'a str,
    relation: &str,
) -> Result<Option<&'a str>, Malformed> {
    let mut rest = header;
    loop {
        rest = rest.trim_start_matches([' ', '\t', ',']);
        if rest.is_empty() {
            return Ok(None);
        }
        let link = rest.strip_prefix('<').and_then(|rest| rest.split_once('>'));
        let (target, parameters) = link.ok_or(Malformed)?;
        let (is_meant, behind) = parameters_of(parameters, relation)?;
        if is_meant {
            return Ok(Some(target));
        }
        if !behind.is_empty() && !behind.starts_with(',') {
            return Err(Malformed);
        }
        rest = behind;
    }
}

/// Reads the parameters of one link: whether it has the relation, and what is behind them. A link with an anchor is one
/// of another resource.
fn parameters_of<'a>(mut rest: &'a str, relation: &str) -> Result<(bool, &'a str), Malformed> {
    let (mut is_related, mut is_elsewhere) = (None, false);
    loop {
        rest = rest.trim_start_matches([' ', '\t']);
        let Some(parameter) = rest.strip_prefix(';') else {
            return Ok((is_related == Some(true) && !is_elsewhere, rest));
        };
        let end = parameter.find(['=', ';', ',']).unwrap_or(parameter.len());
        let (name, behind) = parameter.split_at(end);
        let name = name.trim_matches([' ', '\t']);
        let (value, behind) = match behind.strip_prefix('=') {
            Some(value) => parameter_value(value.trim_start_matches([' ', '\t']))?,
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
fn parameter_value(text: &str) -> Result<(String, &str), Malformed> {
    let Some(quoted) = text.strip_prefix('"') else {
        let (value, behind) = text.split_at(text.find([';', ',']).unwrap_or(text.len()));
        return Ok((value.trim_end_matches([' ', '\t']).to_owned(), behind));
    };
    let (mut value, mut letters) = (String::new(), quoted.chars());
    loop {
        match letters.next().ok_or(Malformed)? {
            '"' => return Ok((value, letters.as_str())),
            '\\' => value.push(letters.next().ok_or(Malformed)?),
            letter => value.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Malformed, link_target};

    #[test]
    fn targets() {
        #[rustfmt::skip]
        let table = [
            (r#"<https://h/a?p=2>; rel="next""#,                                  Ok(Some("https://h/a?p=2"))),
            (r"</a>;rel=next",                                                    Ok(Some("/a"))),
            (r#"</a>; rel="prev", </b,c;d>; rel="next""#,                         Ok(Some("/b,c;d"))),
            (r#"</a>; title="x, <y>; rel=next"; rel="prev", </b> ; REL = Next"#,  Ok(Some("/b"))),
            (r#"</a>; title="\"; rel=next"; rel="last  next""#,                   Ok(Some("/a"))),
            (r",, </a>; rel=prev ,, </b>; rel=next; flag",                        Ok(Some("/b"))),
            (r#"</a>; rel="prev"; rel="next""#,                                   Ok(None)),
            (r#"</a>; anchor="/x"; rel="next""#,                                  Ok(None)),
            (r#"</a>; rel="nextish""#,                                            Ok(None)),
            (r#"</a>; rev="next""#,                                               Ok(None)),
            (r"</a>",                                                             Ok(None)),
            (r"<>; rel=next",                                                     Ok(Some(""))),
            ("",                                                                  Ok(None)),
            (" ,",                                                                Ok(None)),
            (r"</a; rel=next",                                                    Err(Malformed)),
            (r"/a; rel=next",                                                     Err(Malformed)),
            (r"</a> x </b>; rel=next",                                            Err(Malformed)),
            (r#"</a>; title="x, </b>; rel=next"#,                                 Err(Malformed)),
            (r#"</a>; rel="next\"#,                                               Err(Malformed)),
        ];
        for (header, expected) in table {
            assert_eq!(link_target(header, "next"), expected, "{header}");
        }
    }
}
