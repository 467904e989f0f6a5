//! Secrets: from the environment or from a prompt, and never from an argument.

use std::fmt::Write as _;
use std::hash::{BuildHasher as _, RandomState};
use std::sync::OnceLock;

use restwright_docs::shell::Part;
use restwright_runtime::Secret;

use crate::exit::Misuse;
use crate::terminal::Terminal;

/// A secret, and the variable that it is shown as.
#[derive(Clone)]
pub(super) struct Held {
    pub(super) name: String,
    pub(super) secret: Secret,
}

impl Held {
    /// A marker in the place of the secret.
    pub(super) fn marked(&self) -> Self {
        let marker = Secret::from(marker(&self.name));
        Self { name: self.name.clone(), secret: marker }
    }
}

/// Where secrets come from.
pub(super) enum Vault {
    /// The environment, and for what is missing a prompt.
    Real,
    /// Nowhere: nothing is sent, so that the names are enough.
    Names,
}

impl Vault {
    /// The secret of a variable; asks for one that is missing. Every error names the variable.
    pub(super) fn demand(&self, name: &str, terminal: &mut Terminal<'_>) -> anyhow::Result<Held> {
        if let Some(held) = self.look_up(name, terminal)? {
            return Ok(held);
        }
        let Some(people) = &mut terminal.people else {
            return Err(Misuse(format!(
                "the variable `{name}` is not set\n  help: set it in the environment, or run the command at a terminal, which asks for it"
            ))
            .into());
        };
        let secret = Secret::from(people.secret(&format!("{name}: "))?);
        Ok(Held { name: name.to_owned(), secret })
    }

    /// The secret of a variable, if it is set.
    pub(super) fn look_up(
        &self,
        name: &str,
        terminal: &Terminal<'_>,
    ) -> anyhow::Result<Option<Held>> {
        let held = |secret| Held { name: name.to_owned(), secret };
        if let Self::Names = self {
            return Ok(Some(held(Secret::from(marker(name)))));
        }
        let Some(value) = (terminal.variable)(name) else { return Ok(None) };
        // The value itself must not be in a message.
        let value = value
            .into_string()
            .map_err(|_| Misuse(format!("the variable `{name}` is not valid UTF-8")))?;
        Ok(Some(held(Secret::from(value))))
    }

    /// The same of what a call can do without: where nothing is sent, it is left out unless its variable is set.
    pub(super) fn optional(
        &self,
        name: &str,
        terminal: &Terminal<'_>,
    ) -> anyhow::Result<Option<Held>> {
        let is_set = (terminal.variable)(name).is_some();
        if is_set { self.look_up(name, terminal) } else { Ok(None) }
    }
}

/// The name of the variable that holds a secret: that of the API in front of the id, so that APIs do not meet.
pub(super) fn variable(api: &str, id: &str) -> String {
    let is_word = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' };
    format!("{api}_{id}").chars().map(is_word).collect()
}

/// The variable that stands in the place of a secret: `$NAME`.
pub(super) fn named(text: &str) -> Option<&str> {
    let is_letter = |c: char| c.is_ascii_alphabetic() || c == '_';
    let is_name = |name: &&str| {
        name.starts_with(is_letter) && name.chars().all(|c| is_letter(c) || c.is_ascii_digit())
    };
    text.strip_prefix('$').filter(is_name)
}

/// Stands for a secret in a request that is only shown. It is made of what no encoding changes, and of random bits.
fn marker(name: &str) -> String {
    let mut marker = start().to_owned();
    for byte in name.bytes() {
        let _ = write!(marker, "{byte:02x}");
    }
    marker + "z"
}

fn start() -> &'static str {
    static START: OnceLock<String> = OnceLock::new();
    START.get_or_init(|| format!("z{:016x}z", RandomState::new().hash_one(0)))
}

/// A text with variables in the place of markers.
pub(super) fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    for (index, piece) in text.split(start()).enumerate() {
        let mut rest = piece;
        if index > 0
            && let Some((hex, after)) = piece.split_once('z')
        {
            parts.push(Part::Variable(unhex(hex)));
            rest = after;
        }
        if !rest.is_empty() {
            parts.push(Part::Text(rest.to_owned()));
        }
    }
    parts
}

fn unhex(hex: &str) -> String {
    let byte = |at: usize| hex.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
    let bytes: Vec<u8> = (0..hex.len()).step_by(2).filter_map(byte).collect();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The text as people see it, with `$NAME` in the place of markers.
pub(super) fn shown(text: &str) -> String {
    let show = |part: Part| match part {
        Part::Text(text) => text,
        Part::Variable(name) => format!("${name}"),
    };
    parts(text).into_iter().map(show).collect()
}

/// Whether a text holds a marker.
pub(super) fn has_marker(text: &str) -> bool {
    text.contains(start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_become_variables() {
        let text = format!("a={}&b={}c", marker("SHOP_KEY"), marker("X"));
        assert_eq!(shown(&text), "a=$SHOP_KEY&b=$Xc");
        assert!(has_marker(&text) && !has_marker("a=z12"));
        assert_eq!(shown("plain"), "plain");
    }

    #[test]
    fn variables_begin_with_their_api() {
        for (api, id, expected) in
            [("pet-shop", "api_key", "PET_SHOP_API_KEY"), ("a", "b.c", "A_B_C")]
        {
            assert_eq!(variable(api, id), expected);
        }
    }
}
