//! The operations that a change of a type affects, and in which direction.

use std::collections::{BTreeMap, BTreeSet};

use restwright_spec::api::{Api, Operation, Type, TypeDef, TypeKind};

/// The direction of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// From the client to the server: what is restricted breaks.
    Request,
    /// From the server to the client: what is extended breaks.
    Response,
}

/// An operation that a change affects.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AffectedOperation {
    /// `group.id` of the operation.
    pub operation: String,
    /// The direction of the changed value there.
    pub direction: Direction,
}

/// For each type, the operations whose requests or responses contain it, at any depth, and the webhooks that report it.
#[derive(Debug)]
pub(crate) struct AffectedOperations<'a> {
    types: &'a [TypeDef],
    /// `group.id` of every operation.
    operations: Vec<String>,
    /// For each type, numbers of operations in rising order, each with a direction.
    by_type: Vec<Vec<(usize, Direction)>>,
}

impl<'a> AffectedOperations<'a> {
    /// Looks through all operations of a model.
    pub(crate) fn of(api: &'a Api) -> Self {
        let by_type = vec![Vec::new(); api.types.len()];
        let mut reached = Self { types: &api.types, operations: Vec::new(), by_type };
        let mut closures = BTreeMap::new();
        for group in &api.groups {
            for operation in &group.operations {
                let number = reached.operations.len();
                reached.operations.push(format!("{}.{}", *group.id, *operation.id));
                let carried =
                    types_of_operation(operation).map(|(direction, ty)| (direction, ty.named()));
                // Any operation can fail with details.
                let details = (Direction::Response, api.error_details.as_deref());
                for (direction, name) in carried.chain([details]) {
                    reached.add((number, direction), name, &mut closures);
                }
            }
        }
        // What a webhook reports is received, as a response is.
        for event in api.webhooks.iter().flat_map(|webhooks| &webhooks.events) {
            let number = reached.operations.len();
            reached.operations.push(format!("webhooks.{}", *event.id));
            reached.add((number, Direction::Response), Some(event.ty.as_str()), &mut closures);
        }
        reached
    }

    /// Takes note that an operation reaches a type, and all that it holds.
    fn add(
        &mut self,
        reach: (usize, Direction),
        name: Option<&str>,
        closures: &mut BTreeMap<usize, BTreeSet<usize>>,
    ) {
        let Some(held) = name.and_then(|name| self.number(name)) else { return };
        let all = closures.entry(held).or_insert_with(|| self.closure(held));
        for &held in &*all {
            // Only the same operation can have said so already.
            let known = &mut self.by_type[held];
            if !known.iter().rev().take(2).any(|&known| known == reach) {
                known.push(reach);
            }
        }
    }

    /// The operations that use a type.
    pub(crate) fn by(&self, name: &str) -> Vec<AffectedOperation> {
        let affected = self.number(name).map_or(&[][..], |number| &self.by_type[number]);
        let reach = |&(operation, direction): &(usize, Direction)| AffectedOperation {
            operation: self.operations[operation].clone(),
            direction,
        };
        affected.iter().map(reach).collect()
    }

    /// A type, and all types that it holds at any depth.
    pub(crate) fn held_by(&self, name: &str) -> impl Iterator<Item = &'a TypeDef> {
        let held = self.number(name).map(|number| self.closure(number)).unwrap_or_default();
        held.into_iter().map(|number| &self.types[number])
    }

    fn number(&self, name: &str) -> Option<usize> {
        self.types.binary_search_by(|def| def.name.as_str().cmp(name)).ok()
    }

    /// The same by numbers.
    fn closure(&self, number: usize) -> BTreeSet<usize> {
        let mut seen = BTreeSet::new();
        let mut open = vec![number];
        while let Some(number) = open.pop() {
            if !seen.insert(number) {
                continue;
            }
            match &self.types[number].kind {
                TypeKind::Object(object) => {
                    let held = object.fields.iter().filter_map(|field| field.ty.named());
                    open.extend(held.filter_map(|name| self.number(name)));
                }
                TypeKind::Union(variants) => {
                    let held = variants.iter().filter_map(|variant| variant.ty.named());
                    open.extend(held.filter_map(|name| self.number(name)));
                }
                TypeKind::Enum(_) | TypeKind::Newtype(_) => {}
            }
        }
        seen
    }
}

/// The types of all values that an operation sends or receives, except the details of errors.
fn types_of_operation(operation: &Operation) -> impl Iterator<Item = (Direction, &Type)> {
    let inputs = operation.inputs.iter().map(|input| &input.ty);
    let sent = inputs.chain(operation.body.iter().filter_map(|body| body.content.ty()));
    let answered = operation.response.types();
    sent.map(|ty| (Direction::Request, ty)).chain(answered.map(|ty| (Direction::Response, ty)))
}
