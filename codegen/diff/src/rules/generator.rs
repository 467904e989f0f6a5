//! Rules for what a change of the generator does to a client whose description asks for nothing of it.

use crate::rule::{Mirror, rules};

rules! {
    GENERATOR_ITEM_CHANGED = "generator-item-changed": None, Major, Changed;
        "the generator changes or removes these items although the description is the same";
        "authors review the generator; adapt to the new items";
        Mirror::Nothing("what comes back is more than there was");
    GENERATOR_ITEM_ADDED = "generator-item-added": None, Minor, Added;
        "the generator emits more for the same description";
        "no action required";
        Mirror::Nothing("what goes again is a change of the generator");
}
