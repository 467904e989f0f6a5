//! The ways in which the type of a value can change, and what each is called at one kind of place.

use crate::Rule;

/// What became of the type of a value, said from the old one to the new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TypeChange {
    /// It is the same type, even if that was renamed.
    Same,
    /// The same text, to be handled with more care.
    MoreCare,
    /// The same text, to be handled with less care.
    LessCare,
    /// It is another type with the same JSON.
    Alike,
    /// All old values are values of the new type, too.
    Wider,
    /// All new values are values of the old type, too.
    Narrower,
    /// A text became one out of a list.
    IntoEnum,
    /// One out of a list became any text.
    OutOfEnum,
    /// A value became a list of such values.
    IntoList,
    /// A list of values became a single one.
    OutOfList,
    /// A string became one of a format.
    IntoFormat,
    /// A string of a format became any string.
    OutOfFormat,
    /// An object became one of several, of which it is one.
    IntoUnion,
    /// One of several objects became always the same one of them.
    OutOfUnion,
    /// The two have nothing to do with each other.
    Other,
}

/// What each way in which a type can change is called at one kind of place.
#[derive(Debug)]
pub(crate) struct TypeChangeRules {
    pub(crate) more_care: &'static Rule,
    pub(crate) less_care: &'static Rule,
    pub(crate) alike: &'static Rule,
    pub(crate) wider: &'static Rule,
    pub(crate) narrower: &'static Rule,
    pub(crate) into_enum: &'static Rule,
    pub(crate) out_of_enum: &'static Rule,
    pub(crate) into_format: &'static Rule,
    pub(crate) out_of_format: &'static Rule,
    pub(crate) into_list: &'static Rule,
    pub(crate) out_of_list: &'static Rule,
    pub(crate) into_union: &'static Rule,
    pub(crate) out_of_union: &'static Rule,
    pub(crate) other: &'static Rule,
}

impl TypeChangeRules {
    /// The rule for a change; none if nothing changed.
    pub(crate) fn rule(&self, change: TypeChange) -> Option<&'static Rule> {
        Some(match change {
            TypeChange::Same => return None,
            TypeChange::MoreCare => self.more_care,
            TypeChange::LessCare => self.less_care,
            TypeChange::Alike => self.alike,
            TypeChange::Wider => self.wider,
            TypeChange::Narrower => self.narrower,
            TypeChange::IntoEnum => self.into_enum,
            TypeChange::OutOfEnum => self.out_of_enum,
            TypeChange::IntoFormat => self.into_format,
            TypeChange::OutOfFormat => self.out_of_format,
            TypeChange::IntoList => self.into_list,
            TypeChange::OutOfList => self.out_of_list,
            TypeChange::IntoUnion => self.into_union,
            TypeChange::OutOfUnion => self.out_of_union,
            TypeChange::Other => self.other,
        })
    }
}
