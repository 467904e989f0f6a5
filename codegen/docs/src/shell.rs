//! Words of a shell.

/// A part of a word: a text, or the name of a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A text as it is.
    Text(String),
    /// The name of a variable.
    Variable(String),
}

/// Parts as one word, of which the shell replaces nothing but variables.
#[must_use]
pub fn word(parts: &[Part]) -> String {
    let has_variable = parts.iter().any(|part| matches!(part, Part::Variable(_)));
    if has_variable && parts.iter().all(is_harmless) && !parts.windows(2).any(runs_on) {
        let pieces = parts.iter().map(|part| match part {
            Part::Text(text) => text.clone(),
            Part::Variable(name) => format!("${name}"),
        });
        return format!("\"{}\"", pieces.collect::<String>());
    }
    let mut word = String::new();
    let mut text = String::new();
    for part in parts {
        match part {
            Part::Text(more) => text.push_str(more),
            Part::Variable(name) => {
                if !text.is_empty() {
                    word.push_str(&single(&std::mem::take(&mut text)));
                }
                word.extend(["\"$", name, "\""]);
            }
        }
    }
    if !text.is_empty() || word.is_empty() {
        word.push_str(&single(&text));
    }
    word
}

/// A text as a word.
#[must_use]
pub fn single(text: &str) -> String {
    // No shell takes a character of number 0.
    format!("'{}'", text.replace('\u{0}', "").replace('\'', "'\\''"))
}

/// Whether a part means itself between double quotes.
fn is_harmless(part: &Part) -> bool {
    let is_harmless = |c: char| c.is_ascii_alphanumeric() || " :;,.=/%-_~+".contains(c);
    match part {
        Part::Text(text) => text.chars().all(is_harmless),
        Part::Variable(_) => true,
    }
}

/// Whether a text would belong to the name of the variable before it.
fn runs_on(pair: &[Part]) -> bool {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    matches!(pair, [Part::Variable(_), Part::Text(text)] if text.starts_with(is_name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_variables_is_replaced() {
        let text = |text: &str| Part::Text(text.to_owned());
        let variable = |name: &str| Part::Variable(name.to_owned());
        let table = [
            (vec![text("a b")], "'a b'"),
            (vec![text("it's $X")], "'it'\\''s $X'"),
            (vec![text("k="), variable("KEY")], "\"k=$KEY\""),
            (vec![variable("A"), text(":"), variable("B")], "\"$A:$B\""),
            (vec![variable("A"), text("b")], "\"$A\"'b'"),
            (vec![text("`ls`"), text("$"), variable("A")], "'`ls`$'\"$A\""),
            (vec![variable("A"), variable("B")], "\"$A$B\""),
            (vec![], "''"),
        ];
        for (parts, expected) in table {
            assert_eq!(word(&parts), expected);
        }
    }
}
