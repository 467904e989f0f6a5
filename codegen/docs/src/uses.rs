//! Which operations and types name a type.

use std::collections::{BTreeMap, BTreeSet};

use restwright_spec::api::{Api, Code, Operation, Type, TypeDef, TypeKind};

/// What names each type, and what returns each error code.
#[derive(Default)]
pub(crate) struct Uses<'a> {
    operations: BTreeMap<&'a str, BTreeSet<(&'a str, &'a str)>>,
    types: BTreeMap<&'a str, BTreeSet<&'a str>>,
    codes: BTreeMap<&'a Code, Vec<(&'a str, &'a str)>>,
}

impl<'a> Uses<'a> {
    pub(crate) fn of(api: &'a Api) -> Self {
        let mut uses = Self::default();
        for group in &api.groups {
            for operation in &group.operations {
                let name = (group.id.as_str(), operation.id.as_str());
                for ty in named(operation) {
                    uses.operations.entry(ty).or_default().insert(name);
                }
                for code in &operation.errors {
                    uses.codes.entry(code).or_default().push(name);
                }
            }
        }
        for def in &api.types {
            for ty in parts(def) {
                uses.types.entry(ty).or_default().insert(&def.name);
            }
        }
        uses
    }

    /// Groups and ids of the operations that name a type.
    pub(crate) fn operations(&self, ty: &str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.operations.get(ty).into_iter().flatten().copied()
    }

    /// The types that name a type.
    pub(crate) fn types(&self, ty: &str) -> impl Iterator<Item = &'a str> {
        self.types.get(ty).into_iter().flatten().copied()
    }

    /// Groups and ids of the operations that return an error code.
    pub(crate) fn with_code(&self, code: &Code) -> &[(&'a str, &'a str)] {
        self.codes.get(code).map(Vec::as_slice).unwrap_or_default()
    }
}

fn named(operation: &Operation) -> impl Iterator<Item = &str> {
    let inputs = operation.inputs.iter().map(|input| &input.ty);
    let body = operation.body.as_ref().and_then(|body| body.content.ty());
    inputs.chain(body).chain(operation.response.types()).filter_map(Type::named)
}

fn parts(def: &TypeDef) -> Vec<&str> {
    match &def.kind {
        TypeKind::Object(object) => {
            object.fields.iter().filter_map(|field| field.ty.named()).collect()
        }
        TypeKind::Union(variants) => {
            variants.iter().filter_map(|variant| variant.ty.named()).collect()
        }
        TypeKind::Enum(_) | TypeKind::Newtype(_) => Vec::new(),
    }
}
