//! Texts and values that are written in another way and mean the same.

use restwright_spec::api::Literal;

/// Whether documentation shows two texts alike.
pub(super) fn is_same_prose(old: &str, new: &str) -> bool {
    old == new || restwright_codegen::prose(old) == restwright_codegen::prose(new)
}

/// The same for texts that may be missing.
pub(super) fn is_same_optional_prose(old: Option<&String>, new: Option<&String>) -> bool {
    match (old, new) {
        (Some(old), Some(new)) => is_same_prose(old, new),
        (old, new) => old == new,
    }
}

/// The same for values that may be missing.
pub(super) fn is_same_optional_value(old: Option<&Literal>, new: Option<&Literal>) -> bool {
    match (old, new) {
        (Some(old), Some(new)) => old.is_same(new),
        (old, new) => old.is_none() && new.is_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_is_what_documentation_shows() {
        for (old, new, expected) in [
            ("one two", "one\ntwo", true),
            ("one two", "one  two ", true),
            ("one two", "one\n\ntwo", false),
            ("- one\n- two", "- one\n-  two", true),
            ("- one\n- two", "- one - two", false),
            ("one two", "one `two`", false),
        ] {
            assert_eq!(is_same_prose(old, new), expected, "{old:?} {new:?}");
        }
    }

    #[test]
    fn numbers_are_what_they_count() {
        let number = |digits: &str| Literal::Number(digits.parse().expect("a number"));
        for (old, new, expected) in [
            (Literal::Integer(1), Literal::Number(1.0.into()), true),
            (Literal::Integer(1), Literal::Number(1.5.into()), false),
            (number("1.5"), number("1.50"), true),
            (number("1e2"), Literal::Integer(100), true),
            (Literal::Integer(i64::MAX), Literal::Integer(i64::MAX - 1), false),
            (Literal::Integer(1), Literal::String("1".to_owned()), false),
            (
                Literal::List(vec![Literal::Integer(1)]),
                Literal::List(vec![Literal::Number(1.0.into())]),
                true,
            ),
        ] {
            assert_eq!(old.is_same(&new), expected, "{old:?} {new:?}");
        }
    }
}
