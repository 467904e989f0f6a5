//! Whether values of the description are within their limits.

use super::Mismatch;
use crate::api::{Bounds, Limits, Type};
use crate::lower::literal::literal;
use crate::yaml::{Node, Value};

/// What is wrong with a value of the type that is beyond its limits.
pub(super) fn beyond(node: &Node, ty: &Type, limits: &Limits) -> Option<Mismatch> {
    let count = match (ty, &node.value) {
        (Type::List(_), Value::List(items)) => items.len(),
        (Type::Map(_), Value::Map(entries)) => entries.len(),
        (Type::Nullable(inner), _) => return beyond(node, inner, limits),
        _ => return element(node, ty, limits),
    };
    let problem = counted(limits.items, count, "items").or_else(|| {
        let is_admitted = limits.admits(&literal(node), ty);
        let is_alone_in_it = Limits { unique: false, ..limits.clone() }.admits(&literal(node), ty);
        (!is_admitted && is_alone_in_it).then(|| "it has equal items".to_owned())
    });
    match problem {
        Some(problem) => Some(mismatch(node, problem)),
        None => element(node, ty, limits),
    }
}

/// The same for what is in lists and maps.
fn element(node: &Node, ty: &Type, limits: &Limits) -> Option<Mismatch> {
    let problem = match (ty, &node.value) {
        (Type::List(inner), Value::List(items)) => {
            return items.iter().find_map(|item| element(item, inner, limits));
        }
        (Type::Map(inner), Value::Map(entries)) => {
            return entries.iter().find_map(|(_, item)| element(item, inner, limits));
        }
        (Type::Nullable(inner), _) => return element(node, inner, limits),
        (Type::String(_), Value::String(text)) => {
            counted(limits.length, text.chars().count(), "characters").or_else(|| {
                let pattern = limits.pattern.as_ref().filter(|_| !limits.admits_text(text))?;
                Some(format!("it does not match `{pattern}`"))
            })?
        }
        (ty, value) if ty.is_number() => {
            let digits = match value {
                Value::Integer(number) => number.to_string(),
                Value::Number(number) => number.to_string(),
                Value::String(digits) => digits.clone(),
                _ => return None,
            };
            (!limits.range.admits(&digits)).then(|| "it is beyond the `range`".to_owned())?
        }
        _ => return None,
    };
    Some(mismatch(node, problem))
}

fn counted(bounds: Bounds, count: usize, what: &str) -> Option<String> {
    let found = count as u64;
    match bounds {
        Bounds { min: Some(min), .. } if found < min => {
            Some(format!("it has {count} {what}, and needs at least {min}"))
        }
        Bounds { max: Some(max), .. } if found > max => {
            Some(format!("it has {count} {what}, and can have at most {max}"))
        }
        _ => None,
    }
}

fn mismatch(node: &Node, problem: String) -> Mismatch {
    let mut mismatch = Mismatch::new(node.span, problem);
    mismatch.is_beyond = true;
    mismatch
}
