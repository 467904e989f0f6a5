//! The program of a flow as text.

use proc_macro2::TokenStream;

/// The lines of a program, with comments where its tokens name one of these.
pub(super) fn program(tokens: &TokenStream, comments: &[String]) -> Vec<String> {
    let mut lines = Vec::new();
    for line in flat_matches(&printed(tokens)) {
        let line = line.as_str();
        if line.starts_with("async fn ") {
            lines.push(String::new());
        }
        let Some((number, is_about)) = comment(line) else {
            lines.push(line.to_owned());
            continue;
        };
        let (text, indent) = (&comments[number], line.len() - line.trim_start().len());
        match lines.pop_if(|line| is_about && line.trim_start().starts_with("let ")) {
            Some(value) if value.chars().count() + text.chars().count() < WIDTH - 3 => {
                lines.push(format!("{value} // {text}"));
            }
            value => {
                lines.extend(wrapped(text, &format!("{}// ", " ".repeat(indent))));
                lines.extend(value);
            }
        }
    }
    lines
}

/// The number of the comment in a line, and whether it is about the line before.
fn comment(line: &str) -> Option<(usize, bool)> {
    let (name, rest) = line.trim().split_once("!(")?;
    let number = rest.strip_suffix(");")?.parse().ok()?;
    match name {
        "__comment" => Some((number, false)),
        "__about" => Some((number, true)),
        _ => None,
    }
}

/// Tokens as text.
pub(super) fn printed(tokens: &TokenStream) -> String {
    match syn::parse2::<syn::File>(tokens.clone()) {
        Ok(file) => prettyplease::unparse(&file),
        Err(error) => unreachable!("a program is made of valid tokens: {error}\n{tokens}"),
    }
}

/// The code with each match that is all there is to an arm in the line of the arm.
fn flat_matches(code: &str) -> Vec<String> {
    let mut flat: Vec<String> = Vec::new();
    // The indentation of the arms whose match was pulled up.
    let mut open: Vec<usize> = Vec::new();
    let mut lines = code.lines().peekable();
    while let Some(line) = lines.next() {
        let indent = line.len() - line.trim_start().len();
        let is_arm = line.ends_with("=> {")
            && lines.peek().is_some_and(|next| next.trim_start().starts_with("match "));
        if let Some(next) = lines.next_if(|_| is_arm) {
            let shown = &line[(4 * open.len()).min(indent)..line.len() - 1];
            flat.push(format!("{shown}{}", next.trim_start()));
            open.push(indent);
        } else if line.trim() == "}" && open.last() == Some(&indent) {
            open.pop();
            // The brace of the match, which was the line before, ends the arm.
            if let Some(brace) = flat.last_mut() {
                brace.push(',');
            }
        } else {
            flat.push(line[(4 * open.len()).min(indent)..].to_owned());
        }
    }
    flat
}

/// Columns of a line with a comment.
const WIDTH: usize = 88;

/// A text in lines of at most [`WIDTH`] columns.
fn wrapped(text: &str, lead: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(format!("{lead}{word}")),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::flat_matches;

    #[test]
    fn a_match_stands_in_the_line_of_its_arm() {
        let code = "match a {\n    Ok(b) => b,\n    Err(c) => {\n        match c {\n            D => e,\n        }\n    }\n}\nf();";
        let flat =
            "match a {\n    Ok(b) => b,\n    Err(c) => match c {\n        D => e,\n    },\n}\nf();";
        assert_eq!(flat_matches(code).join("\n"), flat);
    }
}
