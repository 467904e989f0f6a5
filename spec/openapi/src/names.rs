//! Ids and names of types: from names of a document, and stable where two of them clash.

use std::collections::BTreeSet;

/// Where an id stands, since not every id is possible everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Credential,
    Field,
    Group,
    Input,
    Operation,
    Server,
    Value,
}

/// Names that are taken in one place.
#[derive(Debug, Default)]
pub(crate) struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    /// An id that no other one here resembles. The first one asked for gets its plain form, so a document that grows at
    /// its end renames nothing.
    pub(crate) fn id(&mut self, wire: &str, role: Role) -> String {
        let id = possible(&to_id(wire, role), role, self);
        self.take(&id, "_")
    }

    /// The id that the document states, or the one of a name.
    pub(crate) fn stated_or(&mut self, stated: Option<&str>, wire: &str, role: Role) -> String {
        match stated.filter(|id| is_id(id)) {
            Some(id) => {
                self.taken.insert(folded(id));
                id.to_owned()
            }
            None => self.id(wire, role),
        }
    }

    /// The id that [`Names::id`] would give.
    pub(crate) fn proposed(&self, wire: &str, role: Role) -> String {
        self.free(&possible(&to_id(wire, role), role, self), "_")
    }

    /// The name of a type that [`Names::type_name`] would give.
    pub(crate) fn proposed_type(&self, wish: &str) -> String {
        self.free(&possible_type(wish), "")
    }

    /// The name of a type.
    pub(crate) fn type_name(&mut self, wish: &str) -> String {
        self.take(&possible_type(wish), "")
    }

    /// The name of a type that the document states, or the one of a schema.
    pub(crate) fn stated_type(&mut self, stated: Option<&str>, wish: &str) -> String {
        match stated.filter(|name| is_type_name(name)) {
            Some(name) => {
                self.taken.insert(folded(name));
                name.to_owned()
            }
            None => self.type_name(wish),
        }
    }

    fn take(&mut self, name: &str, joint: &str) -> String {
        let name = self.free(name, joint);
        self.taken.insert(folded(&name));
        name
    }

    /// A name, with a number if it is taken.
    fn free(&self, name: &str, joint: &str) -> String {
        let name = name.get(..MAX_BYTES).unwrap_or(name).trim_end_matches('_').to_owned();
        if !self.has(&name) {
            return name;
        }
        let further = (2..).map(|number: usize| format!("{name}{joint}{number}"));
        let mut free = further.filter(|name| !self.has(name));
        free.next().unwrap_or(name)
    }

    fn has(&self, name: &str) -> bool {
        self.taken.contains(&folded(name))
    }
}

/// Whether a description takes an id. Ids become names of files, so none is taken unseen.
fn is_id(id: &str) -> bool {
    let is_word = |word: &str| {
        let mut bytes = word.bytes();
        !word.is_empty() && bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    id.len() <= LONGEST
        && id.starts_with(|first: char| first.is_ascii_lowercase())
        && id.split('_').all(is_word)
}

/// Whether a description takes a name of a type.
fn is_type_name(name: &str) -> bool {
    name.len() <= LONGEST
        && name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// How long the language lets names be.
const LONGEST: usize = 100;

/// Names that differ in nothing else become one identifier somewhere.
fn folded(name: &str) -> String {
    name.replace('_', "").to_ascii_lowercase()
}

/// Below the limit of the language, so that a number can be added.
const MAX_BYTES: usize = 90;

/// The name of a type, or another one where the language refuses it.
fn possible_type(wish: &str) -> String {
    let mut name = to_type_name(wish);
    if REFUSED_TYPES.contains(&name.to_ascii_lowercase().as_str()) {
        name.push_str("Type");
    }
    name
}

/// Ids that the language refuses in each role, with what stands instead.
fn possible(id: &str, role: Role, names: &Names) -> String {
    let is_refused = match role {
        Role::Value => matches!(id, "self" | "unknown"),
        // `base_url` is the setter for the default server.
        Role::Server => id == "base" || REFUSED_WORDS.binary_search(&id).is_ok(),
        _ => REFUSED_WORDS.binary_search(&id).is_ok(),
    };
    let is_refused = is_refused
        || match role {
            Role::Field | Role::Input => {
                REFUSED_INPUTS.contains(&id)
                    || id.strip_suffix("_null").is_some_and(|before| names.has(before))
            }
            Role::Group | Role::Operation => {
                is_device(id) || matches!(id, "builder" | "fmt" | "errors")
            }
            Role::Credential => {
                matches!(id, "base_url" | "build" | "options" | "placement" | "transport")
            }
            _ => false,
        };
    match (is_refused, id) {
        (false, _) => id.to_owned(),
        (true, "type") if matches!(role, Role::Field | Role::Input) && !names.has("kind") => {
            "kind".to_owned()
        }
        (true, _) => format!("{id}_{}", role.noun()),
    }
}

impl Role {
    fn noun(self) -> &'static str {
        match self {
            Self::Credential => "key",
            Self::Field | Self::Input | Self::Value => "value",
            Self::Group => "api",
            Self::Operation => "call",
            Self::Server => "server",
        }
    }
}

/// Words that Rust keeps and methods that every type has, sorted.
const REFUSED_WORDS: [&str; 67] = [
    "abstract",
    "as",
    "async",
    "await",
    "become",
    "borrow",
    "borrow_mut",
    "box",
    "break",
    "clone",
    "clone_into",
    "const",
    "continue",
    "crate",
    "do",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "from",
    "gen",
    "if",
    "impl",
    "in",
    "instrument",
    "into",
    "let",
    "loop",
    "macro",
    "match",
    "mod",
    "move",
    "mut",
    "new",
    "override",
    "priv",
    "pub",
    "ref",
    "return",
    "self",
    "static",
    "struct",
    "super",
    "to_owned",
    "trait",
    "true",
    "try",
    "try_from",
    "try_into",
    "type",
    "type_id",
    "typeof",
    "union",
    "unsafe",
    "unsized",
    "use",
    "virtual",
    "vzip",
    "where",
    "while",
    "with_subscriber",
    "yield",
    "yield_now",
];

const REFUSED_INPUTS: [&str; 9] = [
    "body",
    "default",
    "fmt",
    "into_future",
    "into_http_request",
    "send",
    "unknown_fields",
    "with",
    "in_current_span",
];

const REFUSED_TYPES: [&str; 5] = ["self", "aux", "con", "nul", "prn"];

fn is_device(name: &str) -> bool {
    let numbered = name.strip_prefix("com").or_else(|| name.strip_prefix("lpt"));
    matches!(name, "aux" | "con" | "nul" | "prn")
        || numbered.is_some_and(|number| matches!(number.as_bytes(), [b'0'..=b'9']))
}

/// A name as an id: lower-case words with `_` between them.
fn to_id(wire: &str, role: Role) -> String {
    let words = words(wire);
    let id = words.join("_").to_ascii_lowercase();
    if id.is_empty() {
        return format!("empty_{}", role.noun());
    }
    if id.starts_with(|first: char| first.is_ascii_digit()) {
        return format!("{}_{id}", role.noun());
    }
    id
}

/// A name in Pascal case.
fn to_type_name(wish: &str) -> String {
    let capitalized = words(wish).into_iter().map(|word| {
        let (first, rest) = word.split_at(1);
        first.to_ascii_uppercase() + rest
    });
    let name: String = capitalized.collect();
    if name.starts_with(|first: char| first.is_ascii_uppercase()) {
        name
    } else {
        format!("Type{name}")
    }
}

/// The id of something as words for people: `pet_by_id` as `Pet by id`.
pub(crate) fn to_words(id: &str) -> String {
    let text = words(id).join(" ").to_ascii_lowercase();
    let Some(first) = text.get(..1) else { return text };
    first.to_ascii_uppercase() + &text[1..]
}

/// Names that are one word, whatever their capitals.
const ONE_WORD: [(&str, &str); 3] = [("OAuth", "Oauth"), ("IPv4", "Ipv4"), ("IPv6", "Ipv6")];

/// The words of a name: cut at signs, and where a capital follows a small letter or begins a word behind capitals.
fn words(name: &str) -> Vec<String> {
    let name =
        ONE_WORD.iter().fold(name.to_owned(), |name, (word, plain)| name.replace(word, plain));
    let mut words = vec![String::new()];
    let characters: Vec<char> = name.chars().collect();
    for (at, character) in characters.iter().enumerate() {
        if !character.is_ascii_alphanumeric() {
            words.push(spoken(*character).to_owned());
            words.push(String::new());
            continue;
        }
        let before = at.checked_sub(1).map(|at| characters[at]);
        let is_small = |at: usize| characters.get(at).is_some_and(char::is_ascii_lowercase);
        // The plural of capitals, as in `userIDs`, is one word.
        let is_plural = characters.get(at + 1) == Some(&'s') && !is_small(at + 2);
        let next_is_small = is_small(at + 1) && !is_plural;
        let begins = character.is_ascii_uppercase()
            && before.is_some_and(|before| {
                before.is_ascii_lowercase()
                    || before.is_ascii_digit()
                    || (before.is_ascii_uppercase() && next_is_small)
            });
        if begins {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.push(*character);
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// What a sign is called, where it is the only difference between two names.
fn spoken(sign: char) -> &'static str {
    match sign {
        '+' => "plus",
        '*' => "any",
        '<' => "less",
        '>' => "greater",
        '=' => "equal",
        '!' => "not",
        '%' => "percent",
        '&' => "and",
        '~' => "about",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_words_that_the_language_takes() {
        for (wire, expected) in [
            ("petId", "pet_id"),
            ("HTTPServer", "http_server"),
            ("OAuth2", "oauth2"),
            ("userIDs", "user_ids"),
            ("X-Request-ID", "x_request_id"),
            ("type", "kind"),
            ("match", "match_value"),
            ("2fa", "value_2fa"),
            ("+1", "plus_1"),
            ("", "empty_value"),
            ("größe", "gr_e"),
        ] {
            assert_eq!(Names::default().id(wire, Role::Field), expected, "{wire}");
        }
    }

    #[test]
    fn a_clash_leaves_the_first_name_alone() {
        let mut names = Names::default();
        let all =
            ["code2", "code_2", "Code-2", "kind", "type"].map(|wire| names.id(wire, Role::Field));
        assert_eq!(all, ["code2", "code_2_2", "code_2_3", "kind", "type_value"]);
        let mut names = Names::default();
        let all = ["HttpServer", "HTTPServer", "a b"].map(|wish| names.type_name(wish));
        assert_eq!(all, ["HttpServer", "HTTPServer2", "AB"]);
    }

    #[test]
    fn refused_words_are_sorted() {
        assert!(REFUSED_WORDS.is_sorted());
    }
}
