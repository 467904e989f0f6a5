//! How an id of the description is spelled in Rust.
//!
//! | id | as | becomes |
//! |---|---|---|
//! | `adopt_pet` | method, field, module | `adopt_pet` |
//! | `adopt_pet` | struct, variant | `AdoptPet` |
//! | `out_of_stock` | constant | `OUT_OF_STOCK` |
//! | `PetType` | module | `pet_type` |
//! | `Type` | module | `type_` |

use heck::{ToPascalCase, ToShoutySnakeCase, ToSnakeCase};
use proc_macro2::{Ident, Span};

/// Keywords of Rust, of every edition.
const KEYWORDS: [&str; 53] = [
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "union", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Whether the word is a keyword.
pub(crate) fn is_keyword(word: &str) -> bool {
    KEYWORDS.binary_search(&word).is_ok()
}

/// Name of the library of a package in code.
#[must_use]
pub fn library(package: &str) -> String {
    package.replace('-', "_")
}

/// An identifier of exactly this text, which the checks have let through.
pub(crate) fn ident(text: &str) -> Ident {
    Ident::new(text, Span::call_site())
}

/// The name of a method, field or argument.
pub(crate) fn field(id: &str) -> Ident {
    ident(id)
}

/// The name of the setter for null.
pub(crate) fn null_setter(id: &str) -> String {
    format!("{id}_null")
}

/// The name of a struct, enum or variant.
pub(crate) fn pascal(id: &str) -> Ident {
    ident(&id.to_pascal_case())
}

/// The name of a constant.
pub(crate) fn constant(id: &str) -> Ident {
    ident(&id.to_shouty_snake_case())
}

/// The same as text.
#[must_use]
pub fn constant_name(id: &str) -> String {
    id.to_shouty_snake_case()
}

/// The name of a module, and of its file, for a type or an id.
pub(crate) fn module_name(name: &str) -> String {
    let name = name.to_snake_case();
    if is_keyword(&name) { format!("{name}_") } else { name }
}

/// The type parameter for the client of a call, where these types are mentioned.
pub(crate) fn client_parameter<'a>(beside: impl IntoIterator<Item = &'a Ident>) -> Ident {
    ident(if beside.into_iter().any(|name| name == "C") { "C_" } else { "C" })
}

/// [`module_name`] as an identifier.
pub(crate) fn module(name: &str) -> Ident {
    ident(&module_name(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_sorted_for_the_search() {
        assert!(KEYWORDS.is_sorted());
    }

    #[test]
    fn spellings() {
        let table = [
            ("adopt_pet", "AdoptPet", "ADOPT_PET", "adopt_pet"),
            ("duo_2fa", "Duo2fa", "DUO_2FA", "duo_2fa"),
            ("x_dry_run", "XDryRun", "X_DRY_RUN", "x_dry_run"),
            ("PetType", "PetType", "PET_TYPE", "pet_type"),
            ("HTTPServer", "HttpServer", "HTTP_SERVER", "http_server"),
            ("Type", "Type", "TYPE", "type_"),
            ("Mod", "Mod", "MOD", "mod_"),
            ("a_1", "A1", "A_1", "a_1"),
        ];
        for (id, struct_name, constant_name, module) in table {
            assert_eq!(pascal(id), struct_name, "{id}");
            assert_eq!(constant(id), constant_name, "{id}");
            assert_eq!(module_name(id), module, "{id}");
        }
    }
}
