//! What is known only once all types are: which of them requests hold, and which hold themselves.

use std::collections::{BTreeMap, BTreeSet};

use crate::draft::{Body, Field, Kind, Named, Operation, Type};
use crate::gap;
use crate::loss::Owner;
use crate::schema::Types;

/// Settles the types that operations use, and gives the names of those that requests can hold.
///
/// Types that are `kept` stay, even if no operation uses them.
pub(crate) fn settle(
    types: &mut Types<'_>,
    operations: &mut [Operation],
    kept: &[String],
) -> BTreeSet<String> {
    guarantee(types);
    let requests = reached(&types.named, operations.iter().flat_map(sent));
    let responses = operations.iter().flat_map(|operation| &operation.responses);
    let responses = responses.filter_map(|response| response.content.name());
    let mut used = requests.clone();
    used.extend(reached(&types.named, kept.iter().map(String::as_str)));
    used.extend(reached(&types.named, responses));
    types.named.retain(|name, _| used.contains(name));
    types.losses.all.retain(|(owner, _)| match owner {
        Owner::Type(name) => used.contains(name) || types.refused.contains(name),
        Owner::Document | Owner::Operation(_) => true,
    });
    drop_read_only(types, &requests);
    break_cycles(types);
    requests
}

/// What a condition of a union checks is always there.
fn guarantee(types: &mut Types<'_>) {
    for (ty, key) in &types.guaranteed {
        let Some(Named { kind: Kind::Object(fields), .. }) = types.named.get_mut(ty) else {
            continue;
        };
        let is_meant = |field: &&mut Field| field.wire == *key && field.always.is_none();
        for field in fields.iter_mut().filter(is_meant) {
            field.required = true;
            field.nullable = false;
        }
    }
}

/// Names of the types that a request holds.
fn sent(operation: &Operation) -> Vec<&str> {
    let parameters = operation.parameters.iter().map(|parameter| &parameter.field.ty);
    let body: Vec<&Type> = match &operation.body {
        Body::None | Body::Plain(..) => Vec::new(),
        Body::Fields(fields) => fields.iter().map(|field| &field.ty).collect(),
        Body::Whole(ty, _) => vec![ty],
    };
    parameters.chain(body).filter_map(Type::name).collect()
}

/// Some types and all that they hold.
fn reached<'a>(
    named: &'a BTreeMap<String, Named>,
    from: impl IntoIterator<Item = &'a str>,
) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<&str> = from.into_iter().collect();
    while let Some(name) = open.pop() {
        if !reached.insert(name.to_owned()) {
            continue;
        }
        match named.get(name).map(|named| &named.kind) {
            Some(Kind::Object(fields)) => {
                open.extend(fields.iter().filter_map(|field| field.ty.name()));
            }
            Some(Kind::Union(variants)) => {
                open.extend(variants.iter().filter_map(|variant| variant.ty.name()));
            }
            Some(Kind::Enum(_) | Kind::Newtype(..)) | None => {}
        }
    }
    reached
}

/// A required field that only responses have cannot be demanded from callers.
fn drop_read_only(types: &mut Types<'_>, requests: &BTreeSet<String>) {
    for name in requests {
        let Some(Named { kind: Kind::Object(fields), .. }) = types.named.get_mut(name) else {
            continue;
        };
        for field in fields.iter_mut().filter(|field| field.read_only && field.required) {
            if types.guaranteed.contains(&(name.clone(), field.wire.clone())) {
                continue;
            }
            field.required = false;
            types.losses.owner = Owner::Type(name.clone());
            types.losses.lose(
                &gap::READ_ONLY,
                field.span,
                &format!("`{}` of `{name}`", field.wire),
            );
        }
    }
}

/// Makes a field optional wherever a type would always hold itself.
fn break_cycles(types: &mut Types<'_>) {
    let names: Vec<String> = types.named.keys().cloned().collect();
    let mut done = BTreeSet::new();
    for name in names {
        let mut path = Vec::new();
        while let Some((owner, index)) = endless(&types.named, &name, &mut path, &mut done) {
            let Some(Named { kind: Kind::Object(fields), .. }) = types.named.get_mut(&owner) else {
                break;
            };
            fields[index].required = false;
            let (span, wire) = (fields[index].span, fields[index].wire.clone());
            types.losses.owner = Owner::Type(owner.clone());
            types.losses.lose(&gap::REQUIRED_CYCLE, span, &format!("`{wire}` of `{owner}`"));
            path.clear();
        }
    }
}

/// The field that closes a circle of required fields, if there is one.
fn endless(
    named: &BTreeMap<String, Named>,
    name: &str,
    path: &mut Vec<String>,
    done: &mut BTreeSet<String>,
) -> Option<(String, usize)> {
    if done.contains(name) {
        return None;
    }
    path.push(name.to_owned());
    if let Some(Kind::Object(fields)) = named.get(name).map(|named| &named.kind) {
        let always = |field: &&Field| field.required && !field.nullable;
        for (index, field) in fields.iter().enumerate().filter(|(_, field)| always(field)) {
            let Type::Named(inner) = &field.ty else { continue };
            if path.contains(inner) {
                return Some((name.to_owned(), index));
            }
            if let Some(found) = endless(named, inner, path, done) {
                return Some(found);
            }
        }
    }
    path.pop();
    done.insert(name.to_owned());
    None
}
