//! Values that an import has inferred, and that no person has confirmed: no comparison can rely on them.

use std::collections::{BTreeMap, BTreeSet};

use restwright_spec::Inferred;
use restwright_spec::api::{Api, Effect, Input, Privacy, Type, TypeKind};

use crate::compare::operations;
use crate::identity::pair;

/// What is inferred on one side: elements by ids, and their keys.
struct Marks<'a>(BTreeSet<(&'a str, &'a str)>);

impl<'a> Marks<'a> {
    fn of(inferred: &'a [Inferred]) -> Self {
        Self(inferred.iter().map(|one| (one.element.as_str(), one.key)).collect())
    }

    fn has(&self, element: &str, key: &str) -> bool {
        self.0.contains(&(element, key))
    }

    fn has_privacy(&self, element: &str) -> bool {
        self.has(element, "secret") || self.has(element, "personal")
    }

    fn has_input(&self, operation: &str, input: &Input) -> bool {
        match &input.shared {
            Some(shared) => self.has_privacy(&format!("parameters.{}", shared.value)),
            None => self.has_privacy(&format!("{operation}.{}", *input.id)),
        }
    }
}

/// Values of the head that become those of the base, by ids.
#[derive(Default)]
struct Plan {
    /// By group and operation.
    effects: BTreeMap<[String; 2], Effect>,
    /// By group, operation and input.
    inputs: BTreeMap<[String; 3], Privacy>,
    /// By type and field.
    fields: BTreeMap<[String; 2], Privacy>,
}

/// Makes two models agree wherever one of them has an inferred value, so that nothing of it is compared.
pub fn align(base: (&mut Api, &[Inferred]), head: (&mut Api, &[Inferred])) {
    let marks = (Marks::of(base.1), Marks::of(head.1));
    let (base, head) = (base.0, head.0);
    let mut plan = Plan::default();
    of_operations(base, head, &marks, &mut plan);
    of_fields(base, head, &marks, &mut plan);
    plan.apply(head);
    match [&marks.0, &marks.1].map(|marks| marks.has("api", "error_body")) {
        [false, false] => {}
        [true, false] => copy_layouts(head, base),
        [_, true] => copy_layouts(base, head),
    }
}

fn of_operations(base: &Api, head: &Api, marks: &(Marks<'_>, Marks<'_>), plan: &mut Plan) {
    let (old, new) = (operations::all(base), operations::all(head));
    for (old, new, _) in pair(&old, &new).both {
        let [before, after] = [&old.name, &new.name].map(|name| format!("operations.{name}"));
        let name = [new.group.to_owned(), new.operation.id.value.clone()];
        if marks.0.has(&before, "effect") || marks.1.has(&after, "effect") {
            plan.effects.insert(name.clone(), old.operation.effect);
        }
        for input in &new.operation.inputs {
            let is_same =
                |other: &&Input| other.location == input.location && *other.wire == *input.wire;
            let Some(other) = old.operation.inputs.iter().find(is_same) else { continue };
            if marks.0.has_input(&before, other) || marks.1.has_input(&after, input) {
                let [group, operation] = name.clone();
                let id = [group, operation, input.id.value.clone()];
                plan.inputs.insert(id, other.ty.privacy());
            }
        }
    }
}

fn of_fields(base: &Api, head: &Api, marks: &(Marks<'_>, Marks<'_>), plan: &mut Plan) {
    for (old, new, _) in pair(&base.types, &head.types).both {
        let (TypeKind::Object(before), TypeKind::Object(after)) = (&old.kind, &new.kind) else {
            continue;
        };
        for field in &after.fields {
            let mut others = before.fields.iter();
            let Some(other) = others.find(|other| *other.wire == *field.wire) else { continue };
            let [before, after] = [(old, other), (new, field)]
                .map(|(ty, it)| format!("types.{}.{}", *ty.name, *it.id));
            if marks.0.has_privacy(&before) || marks.1.has_privacy(&after) {
                let id = [new.name.value.clone(), field.id.value.clone()];
                plan.fields.insert(id, other.ty.privacy());
            }
        }
    }
}

impl Plan {
    fn apply(&self, api: &mut Api) {
        for group in &mut api.groups {
            for operation in &mut group.operations {
                let name = [group.id.value.clone(), operation.id.value.clone()];
                if let Some(effect) = self.effects.get(&name) {
                    operation.effect = *effect;
                }
                for input in &mut operation.inputs {
                    let [group, operation] = name.clone();
                    let privacy = self.inputs.get(&[group, operation, input.id.value.clone()]);
                    set_privacy(&mut input.ty, privacy);
                }
            }
        }
        for ty in &mut api.types {
            let TypeKind::Object(object) = &mut ty.kind else { continue };
            for field in &mut object.fields {
                let privacy = self.fields.get(&[ty.name.value.clone(), field.id.value.clone()]);
                set_privacy(&mut field.ty, privacy);
            }
        }
    }
}

fn set_privacy(ty: &mut Type, privacy: Option<&Privacy>) {
    let Some(privacy) = privacy else { return };
    match ty {
        Type::String(own) => *own = *privacy,
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => {
            set_privacy(inner, Some(privacy));
        }
        _ => {}
    }
}

fn copy_layouts(from: &Api, to: &mut Api) {
    to.error_bodies.clone_from(&from.error_bodies);
    to.code_kind = from.code_kind;
}
