//! The macros that make a document type, its decoder and its schema from one definition, so that the three agree.

/// Defines maps with a fixed set of keys. Every key becomes an `Option`: `None` means that it was left out or that it was wrong,
/// after reporting it.
///
/// `key as "word"` is for keys that Rust keeps for itself. `= form` says what an editor can see of a value besides its type, and `together`
/// what it can see of keys that stand together. `one_of` names keys of which exactly one must be there, `refused` keys that people
/// try, with the reason why they are not there.
macro_rules! document {
    ($(
        $(#[doc = $doc:literal])*
        struct $name:ident {
            $(
                $(#[doc = $key_doc:literal])*
                $need:ident $key:ident $(as $word:literal)?: $type:ty $(= $form:expr)?,
            )*
        }
        $(one_of [$($one:literal),* $(,)?])?
        $(refused { $($refused:literal => $reason:literal),* $(,)? })?
        $(together $together:expr;)?
    )*) => {
        /// Whether any map that is defined here has all of some keys.
        #[allow(dead_code, reason = "not every module is asked")]
        pub(super) fn defines(words: &[&str]) -> bool {
            let has = |shape: &$crate::decode::Shape, word| shape.keys.iter().any(|key| key.name == word);
            let mut shapes = [$(&$name::SHAPE),*].into_iter();
            shapes.any(|shape| words.iter().all(|word| has(shape, *word)))
        }

        $(
        $(#[doc = $doc])*
        #[derive(Debug)]
        pub(crate) struct $name {
            /// The key that leads to it.
            #[allow(dead_code, reason = "not every kind of map is pointed at")]
            pub(crate) span: $crate::Span,
            /// Whether a key was given whose value is wrong.
            #[allow(dead_code, reason = "only some kinds of map miss what is wrong in them")]
            pub(crate) has_gaps: bool,
            $(
                $(#[doc = $key_doc])*
                pub(crate) $key: Option<$type>,
            )*
        }

        impl $name {
            const SHAPE: $crate::decode::Shape = $crate::decode::Shape {
                keys: &[$($crate::decode::Key {
                    name: document!(@word $key $($word)?),
                    need: $crate::decode::Need::$need,
                    meaning: concat!($($key_doc, "\n"),*),
                    words: <$type as $crate::decode::Decode>::words,
                }),*],
                one_of: &[$($($one),*)?],
                refused: &[$($(($refused, $reason)),*)?],
            };
        }

        impl $crate::decode::Decode for $name {
            fn decode(
                node: $crate::yaml::Node,
                at: $crate::Span,
                decoder: &mut $crate::decode::Decoder<'_>,
            ) -> Option<Self> {
                let mut keys = $crate::decode::Keys::open(node, at, &Self::SHAPE, decoder)?;
                let mut has_gaps = false;
                $(let $key = keys.next().flatten().and_then(|given| {
                    let value = given.decode::<$type>(decoder);
                    has_gaps |= value.is_none();
                    value
                });)*
                Some(Self {
                    span: at,
                    has_gaps,
                    $($key,)*
                })
            }

            fn schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                generator.subschema_for::<Self>()
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let properties = vec![$((
                    concat!($($key_doc, "\n"),*),
                    {
                        #[allow(unused_mut, reason = "not every key has a form")]
                        let mut schema = <$type as $crate::decode::Decode>::schema(generator);
                        $($form.refine(&mut schema);)?
                        schema
                    },
                )),*];
                let description = concat!($($doc, "\n"),*);
                #[allow(unused_mut, reason = "not every kind of map has keys that exclude each other")]
                let mut schema = $crate::decode::object_schema(description, &Self::SHAPE, properties);
                $(schema.insert("allOf".to_owned(), $together);)?
                schema
            }
        }
    )*};
    (@word $key:ident) => { stringify!($key) };
    (@word $key:ident $word:literal) => { $word };
}

/// Defines fixed lists of words, each with what it means to the model.
macro_rules! choice {
    ($(
        $what:literal breaks $rule:ident: $type:ty $(, advised by $advice:path)? {
            $($(#[doc = $doc:literal])* $word:literal => $value:expr,)*
        }
    )*) => {$(
        impl $crate::decode::Choice for $type {
            const RULE: &'static str = $crate::rule::$rule;
            const WHAT: &'static str = $what;
            const WORDS: &'static [(&'static str, Self, &'static str)] =
                &[$(($word, $value, concat!($($doc, "\n"),*))),*];

            $(fn advice(word: &str) -> Option<&'static str> {
                $advice(word)
            })?
        }

        impl $crate::decode::Scalar for $type {
            fn decode_scalar(
                node: &$crate::yaml::Node,
                at: $crate::Span,
                decoder: &mut $crate::decode::Decoder<'_>,
            ) -> Option<Self> {
                $crate::decode::decode_choice(node, at, decoder)
            }

            fn scalar_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $crate::decode::choice_schema::<Self>()
            }

            fn scalar_words() -> Vec<&'static str> {
                <Self as $crate::decode::Choice>::WORDS.iter().map(|(word, ..)| *word).collect()
            }
        }
    )*};
}

pub(super) use {choice, document};
