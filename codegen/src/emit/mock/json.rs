//! A value of the description as a readable JSON string literal.

use std::fmt::Write as _;

use proc_macro2::TokenStream;
use quote::quote;
use restwright_spec::api::Literal;

/// A string with the JSON text of a value: a raw one where it holds quotes.
pub(in crate::emit) fn literal(value: &Literal) -> TokenStream {
    let mut json = String::new();
    write(&mut json, value);
    if !json.contains('"') {
        return quote!(#json);
    }
    let mut hashes = "#".to_owned();
    while json.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    let raw = format!("r{hashes}\"{json}\"{hashes}").parse::<proc_macro2::Literal>();
    raw.map_or_else(|_| quote!(#json), |raw| quote!(#raw))
}

fn write(json: &mut String, value: &Literal) {
    match value {
        Literal::Null => json.push_str("null"),
        Literal::Bool(value) => json.push_str(if *value { "true" } else { "false" }),
        Literal::Integer(value) => drop(write!(json, "{value}")),
        // The form with an exponent where it is short, which JSON knows as well.
        Literal::Number(value) => json.push_str(value.as_str()),
        Literal::String(text) => write_string(json, text),
        Literal::List(values) => {
            json.push('[');
            for (index, value) in values.iter().enumerate() {
                json.push_str(if index > 0 { "," } else { "" });
                write(json, value);
            }
            json.push(']');
        }
        Literal::Object(fields) => {
            json.push('{');
            for (index, (key, value)) in fields.iter().enumerate() {
                json.push_str(if index > 0 { "," } else { "" });
                write_string(json, key);
                json.push(':');
                write(json, value);
            }
            json.push('}');
        }
    }
}

fn write_string(json: &mut String, text: &str) {
    json.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => json.extend(['\\', c]),
            // No control character, line or paragraph separator, or mark that turns text around may stand in source.
            c if c.is_control() || matches!(c, '\u{200b}'..='\u{206f}' | '\u{feff}') => {
                let _ = write!(json, "\\u{:04x}", u32::from(c));
            }
            c => json.push(c),
        }
    }
    json.push('"');
}

#[cfg(test)]
mod tests {
    use super::literal;
    use restwright_spec::api::Literal;

    #[test]
    fn json_in_a_string_of_rust() {
        let text = |text: &str| Literal::String(text.to_owned());
        #[rustfmt::skip]
        let table = [
            (Literal::Null,                                             "\"null\""),
            (Literal::List(vec![Literal::Bool(true), Literal::Integer(-1)]), "\"[true,-1]\""),
            (Literal::Number("1e300".parse().expect("a number")),                                    "\"1e300\""),
            (text("a\"b\\c\nd\u{202e}"),                                "r#\"\"a\\\"b\\\\c\\u000ad\\u202e\"\"#"),
            (text("#"),                                                 "r##\"\"#\"\"##"),
            (Literal::Object(vec![("k".to_owned(), text("v")), ("l".to_owned(), Literal::Null)]),
             "r#\"{\"k\":\"v\",\"l\":null}\"#"),
        ];
        for (value, expected) in table {
            assert_eq!(literal(&value).to_string(), expected);
        }
    }
}
