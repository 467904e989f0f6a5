//! The ways in which the type of a value can change, and what each is called at one kind of place.

use crate::Rule;

/// What became of the type of a value, said from the old one to the new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shift {
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
    /// A text of any kind became one of a format.
    IntoFormat,
    /// A text of a format became any text.
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
pub(crate) struct Shifts {
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

impl Shifts {
    /// The rule for a change; none if nothing changed.
    pub(crate) fn rule(&self, shift: Shift) -> Option<&'static Rule> {
        Some(match shift {
            Shift::Same => return None,
            Shift::MoreCare => self.more_care,
            Shift::LessCare => self.less_care,
            Shift::Alike => self.alike,
            Shift::Wider => self.wider,
            Shift::Narrower => self.narrower,
            Shift::IntoEnum => self.into_enum,
            Shift::OutOfEnum => self.out_of_enum,
            Shift::IntoFormat => self.into_format,
            Shift::OutOfFormat => self.out_of_format,
            Shift::IntoList => self.into_list,
            Shift::OutOfList => self.out_of_list,
            Shift::IntoUnion => self.into_union,
            Shift::OutOfUnion => self.out_of_union,
            Shift::Other => self.other,
        })
    }
}
