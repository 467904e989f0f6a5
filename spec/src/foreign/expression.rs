//! Type expressions as other languages write them: `string[]`, `string?`, `map<string, T>`, `Optional[int]`.

use super::type_word;
use crate::expression::built_in;

/// A foreign expression in this language.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Translation {
    /// The expression.
    pub(crate) expression: String,
    /// Whether it was said that the value may be null or absent, which is said beside the type here.
    pub(crate) is_optional: bool,
}

/// Translates an expression, if all of it is one of another language.
pub(crate) fn translate(text: &str) -> Option<Translation> {
    // References of JSON Schema end with the name.
    let name = if text.starts_with("#/") { text.rsplit('/').next()? } else { text };
    let mut parser = Parser { rest: name, is_optional: false, depth: 0 };
    let expression = parser.alternatives()?;
    let Parser { rest, is_optional, .. } = parser;
    (rest.is_empty() && expression != text).then_some(Translation { expression, is_optional })
}

/// How deep a translation goes; what nests deeper nobody has typed.
const MAX_DEPTH: usize = 16;

struct Parser<'a> {
    rest: &'a str,
    is_optional: bool,
    depth: usize,
}

impl Parser<'_> {
    /// `T | null` is an optional `T`; other alternatives have no expression.
    fn alternatives(&mut self) -> Option<String> {
        let mut found = None;
        loop {
            let one = self.postfix()?;
            if one == "null" || one == "None" {
                self.is_optional = true;
            } else if found.replace(one).is_some() {
                return None;
            }
            if !self.eat('|') {
                return found;
            }
        }
    }

    fn postfix(&mut self) -> Option<String> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return None;
        }
        let mut lists = 0;
        while self.eat_all("[]") {
            lists += 1;
        }
        self.is_optional |= self.eat('?');
        let mut expression = self.primary()?;
        loop {
            if self.eat_all("[]") {
                lists += 1;
            } else if self.eat('?') {
                self.is_optional = true;
            } else if !self.eat('!') {
                break;
            }
        }
        if lists > MAX_DEPTH {
            return None;
        }
        for _ in 0..lists {
            expression = format!("list<{expression}>");
        }
        self.depth -= 1;
        Some(expression)
    }

    fn primary(&mut self) -> Option<String> {
        self.rest = self.rest.trim_start();
        let length = self.rest.find(|c: char| !c.is_ascii_alphanumeric() && !"_-$.".contains(c));
        let (name, rest) = self.rest.split_at(length.unwrap_or(self.rest.len()));
        self.rest = rest;
        let name = name.rsplit('.').next().filter(|name| !name.is_empty())?;
        let arguments = self.arguments()?;
        let word = type_word(name).and_then(|word| word.meant);
        let lower = name.to_ascii_lowercase();
        let is_built_in = built_in().any(|built_in| built_in == lower);
        let word = word.unwrap_or(if is_built_in { &lower } else { name });
        match (word, arguments.as_slice()) {
            // Nobody knows of what.
            ("list" | "map", []) => None,
            (word, []) => Some(word.to_owned()),
            ("list", [element]) => Some(format!("list<{element}>")),
            ("map" | "json", [value] | [_, value]) => Some(format!("map<{value}>")),
            (_, [value])
                if matches!(lower.as_str(), "option" | "optional" | "nullable" | "maybe") =>
            {
                self.is_optional = true;
                Some(value.clone())
            }
            // `varchar(255)`, `decimal(10, 2)`: the numbers say nothing here.
            (word, numbers) if numbers.iter().all(|number| is_number(number)) => {
                Some(word.to_owned())
            }
            _ => None,
        }
    }

    /// The arguments in any brackets after a name.
    fn arguments(&mut self) -> Option<Vec<String>> {
        let rest = self.rest;
        let rest = Some(rest.trim_start()).filter(|rest| rest.starts_with('<')).unwrap_or(rest);
        if rest.starts_with("[]") {
            return Some(Vec::new());
        }
        let close = match rest.chars().next() {
            Some('<') => '>',
            Some('[') => ']',
            Some('(') => ')',
            _ => return Some(Vec::new()),
        };
        self.rest = &rest[1..];
        let mut arguments = Vec::new();
        loop {
            arguments.push(self.alternatives()?);
            if self.eat(close) {
                return Some(arguments);
            }
            if !self.eat(',') {
                return None;
            }
        }
    }

    fn eat(&mut self, expected: char) -> bool {
        let mut text = [0; 4];
        self.eat_all(expected.encode_utf8(&mut text))
    }

    fn eat_all(&mut self, expected: &str) -> bool {
        let rest = self.rest.trim_start().strip_prefix(expected);
        if let Some(rest) = rest {
            self.rest = rest;
        }
        rest.is_some()
    }
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_of_other_languages() {
        for (text, expected, is_optional) in [
            ("string[]", "list<string>", false),
            ("Pet[][]", "list<list<Pet>>", false),
            ("[]Pet", "list<Pet>", false),
            ("string?", "string", true),
            ("?string", "string", true),
            ("String!", "string", false),
            ("string | null", "string", true),
            ("null|int32", "int32", true),
            ("map<string, Pet>", "map<Pet>", false),
            ("Map<String,List<Int>>", "map<list<integer>>", false),
            ("Record<string, any>", "map<json>", false),
            ("dict[str, float]", "map<number>", false),
            ("array<uuid>", "list<uuid>", false),
            ("Vec<Option<Pet>>", "list<Pet>", true),
            ("list(Pet)", "list<Pet>", false),
            ("Optional[datetime.datetime]", "timestamp", true),
            ("map <string,integer>", "map<integer>", false),
            ("varchar(255)", "string", false),
            ("decimal(10, 2)", "decimal", false),
            ("#/components/schemas/Pet", "Pet", false),
        ] {
            let expected = Translation { expression: expected.to_owned(), is_optional };
            assert_eq!(translate(text), Some(expected), "{text}");
        }
        for text in [
            "",
            "Pet | Cat",
            "Pet Cat",
            "list<",
            "map<a, b, c>",
            "[string",
            "?",
            "Pet<Cat>",
            "array",
            "dict[]",
        ] {
            assert_eq!(translate(text), None, "{text}");
        }
        assert_eq!(translate(&"[]".repeat(100_000)), None);
        assert_eq!(translate(&"list<".repeat(100_000)), None);
    }
}
