//! Where a value that is read goes.

use crate::value::{Choose, Constant, Json, Object, Union, Value};

/// A place that waits for a value, and knows which kind of value it takes.
pub struct Slot<'a>(pub(super) Place<'a>);

/// The kinds of place. Each one replaces what was there.
pub(super) enum Place<'a> {
    Nothing,
    Boolean(&'a mut bool),
    Integer(&'a mut i64),
    Number(&'a mut f64),
    Parsed(&'a mut dyn Parsed),
    Text(&'a mut dyn Text),
    /// Takes one value only, and keeps nothing of it.
    Constant(Constant),
    Json(&'a mut Json),
    Object(&'a mut dyn Object),
    Union(&'a mut dyn Choose),
    List(&'a mut dyn List),
    Map(&'a mut dyn Map),
    Optional(&'a mut dyn Optional),
}

/// The place of a field of a [`Model`](crate::Model).
pub struct Field<'a> {
    pub(super) number: usize,
    pub(super) place: Place<'a>,
}

impl<'a> Field<'a> {
    /// The place of the field with this number. Fields of a model are counted from 0 on.
    pub fn new(number: usize, value: &'a mut impl Value) -> Self {
        Self { number, place: value.slot().0 }
    }

    /// The place of a field that always has the same value.
    #[must_use]
    pub fn constant(number: usize, constant: Constant) -> Self {
        Self { number, place: Place::Constant(constant) }
    }
}

/// A place for text.
pub(crate) trait Text {
    fn set(&mut self, text: &str);
}

impl<T: for<'t> From<&'t str>> Text for T {
    fn set(&mut self, text: &str) {
        *self = T::from(text);
    }
}

/// A place for what is parsed from a text, or from a number by its digits.
pub(crate) trait Parsed {
    /// Parses a value; `false` if the text is not one.
    fn parse(&mut self, text: &str) -> bool;

    /// Completes 'expected ...'.
    fn expected(&self) -> &'static str;
}

/// A place for any number of values.
pub(crate) trait List {
    fn clear(&mut self);
    fn push(&mut self) -> Slot<'_>;
}

/// A place for values under keys that are data.
pub(crate) trait Map {
    fn clear(&mut self);
    fn insert(&mut self, key: String) -> Slot<'_>;
}

/// A place for a value or null.
pub(crate) trait Optional {
    fn set_null(&mut self);
    fn set_absent(&mut self);
    fn fill(&mut self) -> Slot<'_>;
}

impl<'a> Slot<'a> {
    /// A place for the text of an open enum.
    pub fn open_enum<T: for<'t> From<&'t str>>(value: &'a mut T) -> Self {
        Self::text(value)
    }

    /// A place for one of several objects, or values of several kinds.
    pub fn union<U: Union>(value: &'a mut U) -> Self {
        Self(Place::Union(value))
    }

    /// A place for nothing: whatever is there is left unread.
    #[must_use]
    pub fn nothing() -> Self {
        Self(Place::Nothing)
    }

    pub(crate) fn boolean(value: &'a mut bool) -> Self {
        Self(Place::Boolean(value))
    }

    pub(crate) fn integer(value: &'a mut i64) -> Self {
        Self(Place::Integer(value))
    }

    pub(crate) fn number(value: &'a mut f64) -> Self {
        Self(Place::Number(value))
    }

    pub(crate) fn parsed(value: &'a mut dyn Parsed) -> Self {
        Self(Place::Parsed(value))
    }

    pub(crate) fn text(value: &'a mut dyn Text) -> Self {
        Self(Place::Text(value))
    }

    pub(crate) fn constant(constant: Constant) -> Self {
        Self(Place::Constant(constant))
    }

    pub(crate) fn json(value: &'a mut Json) -> Self {
        Self(Place::Json(value))
    }

    pub(crate) fn object(value: &'a mut dyn Object) -> Self {
        Self(Place::Object(value))
    }

    pub(crate) fn list(value: &'a mut dyn List) -> Self {
        Self(Place::List(value))
    }

    pub(crate) fn map(value: &'a mut dyn Map) -> Self {
        Self(Place::Map(value))
    }

    pub(crate) fn optional(value: &'a mut dyn Optional) -> Self {
        Self(Place::Optional(value))
    }

    /// The same slot, to be filled once more.
    #[cfg(feature = "streams")]
    pub(crate) fn again(&mut self) -> Slot<'_> {
        Slot(self.0.again())
    }

    /// Whether a value of this kind can have a key that means something.
    #[cfg(feature = "streams")]
    pub(crate) fn knows(&mut self, key: &str) -> bool {
        match &mut self.0 {
            Place::Object(object) => object.field(key).is_some(),
            // Which object it is depends on what is there; the keys of a map are data.
            Place::Union(_) | Place::Map(_) | Place::Json(_) | Place::Optional(_) => true,
            _ => false,
        }
    }

    /// Whether the answer is left unread.
    pub(crate) fn is_nothing(&self) -> bool {
        matches!(self.0, Place::Nothing)
    }
}

impl Place<'_> {
    /// The same place, to be filled once more.
    pub(super) fn again(&mut self) -> Place<'_> {
        match self {
            Place::Nothing => Place::Nothing,
            Place::Boolean(place) => Place::Boolean(place),
            Place::Integer(place) => Place::Integer(place),
            Place::Number(place) => Place::Number(place),
            Place::Parsed(place) => Place::Parsed(*place),
            Place::Text(place) => Place::Text(*place),
            Place::Constant(constant) => Place::Constant(*constant),
            Place::Json(place) => Place::Json(place),
            Place::Object(place) => Place::Object(*place),
            Place::Union(place) => Place::Union(*place),
            Place::List(place) => Place::List(*place),
            Place::Map(place) => Place::Map(*place),
            Place::Optional(place) => Place::Optional(*place),
        }
    }

    /// Completes 'expected ...'.
    pub(super) fn expected(&self) -> &'static str {
        match self {
            Place::Nothing | Place::Json(_) | Place::Optional(_) => "a value",
            Place::Constant(_) => "the value that is always there",
            Place::Boolean(_) => "true or false",
            Place::Integer(_) => "a whole number of at most 64 bits",
            Place::Number(_) => "a number",
            Place::Parsed(place) => place.expected(),
            Place::Text(_) => "text",
            Place::Object(_) | Place::Map(_) => "an object",
            Place::Union(place) => place.expected(),
            Place::List(_) => "a list",
        }
    }
}
