//! Rules for what a change of the generator does to a client whose description asks for nothing of it.

use crate::rule::{Mirror, rules};

rules! {
    GENERATOR_ITEM_CHANGED = "generator-item-changed": None, Major, Changed;
        "the generator emits these items otherwise, or no longer, and no change of the description asks for that";
        "authors look at what the generator does now, and keep what programs use; callers write what stands there now";
        Mirror::Nothing("what comes back is more than there was");
    GENERATOR_ITEM_ADDED = "generator-item-added": None, Minor, Added;
        "the generator emits more for the same description";
        "nothing has to be done";
        Mirror::Nothing("what goes again is a change of the generator");
}
