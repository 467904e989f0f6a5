//! Values that are one of several objects.

use crate::decode::{Keys, Slot};

/// One of several objects, told apart by their keys.
pub trait Union: Sized {
    /// The variant that these keys call for, still empty.
    fn choose(keys: &Keys<'_>) -> Self;

    /// Where the object goes: the slot of the variant that was chosen.
    fn chosen(&mut self) -> Slot<'_>;
}

/// The same behind a pointer.
pub(crate) trait Choose {
    fn choose(&mut self, keys: &Keys<'_>) -> Slot<'_>;
}

impl<U: Union> Choose for U {
    fn choose(&mut self, keys: &Keys<'_>) -> Slot<'_> {
        *self = U::choose(keys);
        self.chosen()
    }
}
