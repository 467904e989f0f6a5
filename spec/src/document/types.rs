//! Named types, as they are written.

use schemars::{Schema, SchemaGenerator};

use super::define::document;
use super::{ContentTypes, Deprecation, Inference, Items, Length, Range, WireId, form, together};
use crate::Span;
use crate::Spanned;
use crate::api::{ValueKind, Word};
use crate::decode::{Decode, Decoder, Entries, Text, text_schema, wrong_type};
use crate::expression::{MAX_DEPTH, OPTIONAL};
use crate::foreign;
use crate::yaml::{Node, Value};

document! {
    /// A named type: an object with `fields`, an open enum with `values`, a union with `variants`, or a newtype of the value that it `is`.
    struct Type {
        /// What it stands for.
        required description: Text = form::WORDS,
        /// Fields of a JSON object: a map from ids to fields.
        optional fields: Entries<WireId, Field>,
        /// Texts that a value can be: a map from ids to values. The list may grow.
        optional values: Entries<WireId, EnumValue> = form::ENTRIES,
        /// Types of which a value is one; the first that applies is taken.
        optional variants: Vec<Variant> = form::SOME,
        /// A value without parts, such as `string`, that is a type of its own: ids of different things do not mix.
        optional scalar as "is": Expression,
        /// Whether the text that it `is` grants access: it is masked when formatted, and zeroized after use.
        optional secret: Spanned<bool>,
        /// Whether the text that it `is` is personal data: it is masked when formatted.
        optional personal: Spanned<bool>,
        /// How many characters the text that it `is` has. A character is a Unicode code point.
        optional length: Length,
        /// From where to where the number goes.
        optional range: Range,
        /// A regular expression that occurs in the text, in the dialect of the crate `regex-lite`; `^` and `$` stand for its ends.
        optional pattern: Text = form::WORDS,
        /// Whether clients check the limits before they send a value.
        optional enforce: Spanned<bool>,
        /// Ids of the required fields in the order of the constructor; needed if a request can hold the type.
        optional arguments: Vec<Text> = form::IDS,
        /// Retired ids of fields, values or variants, which are never reused.
        optional reserved: Vec<Text> = form::IDS,
        /// Former name.
        optional renamed_from: Text = form::TYPE_NAME,
        /// Set once it should no longer be used.
        optional deprecated: Deprecation,
    }
    one_of ["fields", "values", "variants", "is"]
    together together::named_type();

    /// A field of a JSON object.
    struct Field {
        /// Type of the value: `string`, `boolean`, `integer`, `number`, `timestamp`, `json`, `list<T>`, `map<T>` or the name of a type; a `?` behind `T` lets elements be null.
        required ty as "type": Expression,
        /// What it means, with its unit.
        required description: Text = form::WORDS,
        /// The JSON key; by default the id.
        optional name: Text = form::WIRE_NAME,
        /// Whether it is always there.
        optional required: Spanned<bool>,
        /// Whether it can be null.
        optional nullable: Spanned<bool>,
        /// Whether the text grants access: it is masked when formatted, and zeroized after use.
        optional secret: Spanned<bool>,
        /// Whether the text is personal data: it is masked when formatted.
        optional personal: Spanned<bool>,
        /// Which of `secret` and `personal` is inferred. Take the key out once a person has confirmed it.
        optional inferred: Vec<Spanned<Inference>> = form::DISTINCT,
        /// How many characters the text has. A character is a Unicode code point.
        optional length: Length,
        /// From where to where the number goes.
        optional range: Range,
        /// A regular expression that occurs in the text, in the dialect of the crate `regex-lite`; `^` and `$` stand for its ends.
        optional pattern: Text = form::WORDS,
        /// How many items the list or the map has, and whether all of a list are different.
        optional items: Items,
        /// Whether clients check the limits before they send a value.
        optional enforce: Spanned<bool>,
        /// Content types that a file can have, in a multipart body: one, or a list of which a caller can choose.
        optional content_type: ContentTypes,
        /// The one value that is always written, by the client itself: no caller gives it. Excludes all keys but `type`,
        /// `description` and `name`.
        optional always: Spanned<Word>,
        /// A value for documentation and tests.
        optional example: Node,
        /// Former id.
        optional renamed_from: Text = form::ID,
        /// Set once it should no longer be used.
        optional deprecated: Deprecation,
    }
    refused {
        "default" => "a field of a body has no default: what is left out is not sent",
        "in" => "the fields of a body go into the body",
    }
    together together::field();

    /// A text that a value can be.
    struct EnumValue {
        /// What it means.
        required description: Text = form::WORDS,
        /// The text, number or boolean on the wire; by default the id.
        optional name: Spanned<Word>,
        /// Former id.
        optional renamed_from: Text = form::ID,
        /// Set once it should no longer be used.
        optional deprecated: Deprecation,
    }

    /// A variant of a union.
    struct Variant {
        /// Stable id.
        required id: Text = form::ID,
        /// Its type: the name of an object, or with `when: { is: .. }` any type of that kind.
        required ty as "type": Expression,
        /// Its discriminator. Only the last variant may omit it.
        optional when: When,
        /// Whether its text grants access: it is masked when formatted, and zeroized after use.
        optional secret: Spanned<bool>,
        /// Whether its text is personal data: it is masked when formatted.
        optional personal: Spanned<bool>,
        /// When it occurs.
        required description: Text = form::WORDS,
        /// Former id.
        optional renamed_from: Text = form::ID,
        /// Set once it should no longer be used.
        optional deprecated: Deprecation,
    }
    together together::variant();

    /// What tells a variant apart: `has`, `key` and `equals`, or `is`.
    struct When {
        /// The value is of this kind.
        optional is: Spanned<ValueKind>,
        /// The object has this key, and its value is not null.
        optional has: Text,
        /// The object has this key with the value of `equals`.
        optional key: Text,
        /// The text, number or boolean.
        optional equals: Spanned<Word>,
    }
    one_of ["has", "key", "is"]
    together together::condition();
}

impl Type {
    /// Whether it is a union with other variants than objects.
    pub(crate) fn is_of_kinds(&self) -> bool {
        let kind = |variant: &Variant| Some(variant.when.as_ref()?.is.as_ref()?.value);
        let mut kinds = self.variants.iter().flatten().filter_map(kind);
        kinds.any(|kind| kind != ValueKind::Object)
    }
}

/// A type expression, not yet parsed.
#[derive(Debug)]
pub(crate) struct Expression(pub(crate) Text);

impl Decode for Expression {
    fn decode(node: Node, at: Span, decoder: &mut Decoder<'_>) -> Option<Self> {
        if let Value::List(alternatives) = &node.value {
            let diagnostic = wrong_type(&node, at, "a type");
            let alternatives: Vec<_> =
                alternatives.iter().map(|entry| decoder.slice(entry.span)).collect();
            let translation = match alternatives[..] {
                [element] => foreign::translate(&format!("[]{element}")),
                _ => foreign::translate(&alternatives.join("|").replace(['"', '\''], "")),
            };
            let diagnostic = diagnostic
                .suggest(node.span, translation.as_ref().map(|found| found.expression.as_str()));
            let is_optional = translation.is_some_and(|found| found.is_optional);
            decoder.report.push(if is_optional { diagnostic.help(OPTIONAL) } else { diagnostic });
            return None;
        }
        Text::decode(node, at, decoder).map(Self)
    }

    fn schema(_: &mut SchemaGenerator) -> Schema {
        text_schema(Some(&format!("^{}$", Self::pattern())))
    }
}

impl Expression {
    /// What the schema demands, as deep as types can stand in each other.
    pub(crate) fn pattern() -> String {
        let names = crate::api::Type::PLAIN.into_iter().map(|(name, _)| name);
        let plain = names.chain(["[A-Z][A-Za-z0-9]*"]).collect::<Vec<_>>().join("|");
        let mut pattern = format!("({plain})");
        for _ in 0..MAX_DEPTH {
            pattern = format!("({plain}|(list|map)<{pattern}\\??>)");
        }
        pattern
    }
}
