//! The rules for names that are typed on the command line, checked before they get near a file.

use crate::exit::Misuse;

/// Checks the package name of an API: lower case letters, digits, `-` and `_`, first a letter.
pub(crate) fn check_package(name: &str) -> anyhow::Result<()> {
    if follows_rules(name, &['-', '_']) {
        return Ok(());
    }
    Err(Misuse(format!(
        "`{}` is not a valid API name\n  help: use lower case letters and digits, first a letter, with `-` or `_` between words, such as `pet-shop`",
        name.escape_debug()
    ))
    .into())
}

/// Cuts `group.operation` into its two ids: lower case letters, digits and `_`, first a letter.
pub(crate) fn split(id: &str) -> anyhow::Result<(&str, &str)> {
    match id.split_once('.') {
        Some((group, operation)) if [group, operation].iter().all(|id| follows_rules(id, &['_'])) => {
            Ok((group, operation))
        }
        _ => Err(Misuse(format!(
            "`{}` is not a valid operation id\n  help: name its group and the operation in lower case letters, digits and `_`, such as `notes.read`",
            id.escape_debug()
        ))
        .into()),
    }
}

/// An id as a YAML key or value. Some ids would be read as something else than text.
pub(crate) fn yaml(id: &str) -> String {
    match id {
        "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "y" | "n" => format!("\"{id}\""),
        _ => id.to_owned(),
    }
}

/// Whether a name is made of words of lower case letters and digits with a joint between each two.
fn follows_rules(name: &str, joints: &[char]) -> bool {
    let is_word = |word: &str| {
        !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    name.starts_with(|c: char| c.is_ascii_lowercase()) && name.split(joints).all(is_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn package_names() {
        for (name, fine) in [
            ("pets", true),
            ("pet-shop_2", true),
            ("", false),
            ("2pets", false),
            ("Pets", false),
            ("pets-", false),
            ("pet--shop", false),
            ("../pets", false),
            ("pets\n", false),
            ("p\"ets", false),
            ("p{ets", false),
            ("pété", false),
        ] {
            assert_eq!(check_package(name).is_ok(), fine, "{name:?}");
        }
    }

    #[test]
    fn operation_ids() {
        for (id, fine) in [
            ("notes.login", true),
            ("notes.read_all_2", true),
            ("notes", false),
            ("notes.", false),
            (".login", false),
            ("notes.log.in", false),
            ("notes.log-in", false),
            ("notes.__", false),
            ("notes/../x.login", false),
            ("notes.login: {}", false),
        ] {
            assert_eq!(split(id).is_ok(), fine, "{id:?}");
        }
    }
}
