//! Limits of values: from keywords of a schema to keys of a description.

use restwright_spec::api::{Bound, Bounds, Limits, Range, check_pattern, compare_digits};
use restwright_spec::{Node, Span, Value};

use crate::draft::Type;
use crate::gap;
use crate::node::Look;
use crate::schema::Types;
use crate::shape::{Shape, shape};

/// How many schemas are followed that are the same as another one.
const MAX_SAME: usize = 8;

impl<'a> Types<'a> {
    /// The limits that a schema states for values of this type, its own ones before those of the schema that it refers to.
    pub(crate) fn limits(&mut self, schema: &'a Node, ty: &Type) -> Limits {
        let chain = self.chain(schema);
        let mut limits = Limits::default();
        let mut inner = None;
        let (elements, counts) = match ty {
            Type::List(element, _) => (Some(("items", &**element)), Some(["minItems", "maxItems"])),
            Type::Map(element, _) => (
                Some(("additionalProperties", &**element)),
                Some(["minProperties", "maxProperties"]),
            ),
            Type::Plain(_) | Type::Named(_) => (None, None),
        };
        for node in chain {
            match (elements, counts) {
                (Some((key, _)), Some(counts)) => {
                    inner = inner.or(node.get(key));
                    let items = self.counts(node, counts);
                    or_bounds(&mut limits.items, items);
                    limits.unique |= matches!(ty, Type::List(..)) && node.is_set("uniqueItems");
                }
                _ => self.of_value(node, ty, &mut limits),
            }
        }
        if let (Some((_, element)), Some(inner)) = (elements, inner) {
            let of_element = self.limits(inner, element);
            limits = Limits { items: limits.items, unique: limits.unique, ..of_element };
        }
        if is_impossible(limits.items) || is_impossible(limits.length) || is_empty(&limits.range) {
            self.lose_limit(schema.span, "no value is within them");
            return Limits::default();
        }
        limits
    }

    /// A schema, the one that it refers to, and those that these are the same as.
    fn chain(&self, schema: &'a Node) -> Vec<&'a Node> {
        let mut chain = vec![schema];
        let mut node = schema;
        for _ in 0..MAX_SAME {
            let Some(target) = self.documents.resolve(node) else { break };
            if !std::ptr::eq(target, node) {
                chain.push(target);
            }
            match shape(self.documents, target, 0) {
                Shape::Same(other) => {
                    node = other;
                    chain.push(node);
                }
                _ => break,
            }
        }
        chain
    }

    fn of_value(&mut self, node: &'a Node, ty: &Type, limits: &mut Limits) {
        match ty {
            Type::Plain("string") => {
                let length = self.counts(node, ["minLength", "maxLength"]);
                or_bounds(&mut limits.length, length);
                let pattern = node.get("pattern").filter(|_| limits.pattern.is_none());
                let Some((text, span)) = pattern.and_then(|it| Some((it.text()?, it.span))) else {
                    return;
                };
                match check_pattern(text) {
                    Ok(()) if !text.trim().is_empty() => limits.pattern = Some(text.to_owned()),
                    Ok(()) => {}
                    Err(_) => {
                        self.lose_limit(span, &format!("the pattern `{}`", text.escape_debug()));
                    }
                }
            }
            Type::Plain(word) if is_number(word) => {
                let low = self.bound(node, ["minimum", "exclusiveMinimum"], word);
                let high = self.bound(node, ["maximum", "exclusiveMaximum"], word);
                limits.range.low = limits.range.low.take().or(low);
                limits.range.high = limits.range.high.take().or(high);
            }
            _ => {}
        }
    }

    fn counts(&mut self, node: &Node, [min, max]: [&str; 2]) -> Bounds {
        let mut count = |key: &str| {
            let value = node.get(key)?;
            match value.value {
                Value::Integer(number) if number >= 0 => u64::try_from(number).ok(),
                _ => {
                    self.lose_limit(value.span, &format!("`{key}`"));
                    None
                }
            }
        };
        Bounds { min: count(min).filter(|min| *min > 0), max: count(max) }
    }

    /// One end of a range: `exclusive` is a number, or a word about the other one.
    fn bound(
        &mut self,
        node: &Node,
        [inclusive, exclusive]: [&str; 2],
        word: &str,
    ) -> Option<Bound> {
        let is_exclusive = node.is_set(exclusive);
        let mut end = |key: &str, is_exclusive| {
            let value = node.get(key)?;
            let digits = match &value.value {
                Value::Integer(number) => number.to_string(),
                Value::Number(number) if number.value().is_finite() => number.to_string(),
                Value::Bool(_) => return None,
                _ => {
                    self.lose_limit(value.span, &format!("`{key}`"));
                    return None;
                }
            };
            // What no whole number of 64 bits reaches is no limit.
            let is_whole = digits.parse::<i128>().is_ok();
            if is_whole && digits.parse::<i64>().is_err() {
                return None;
            }
            if !is_whole && !matches!(word, "number" | "decimal") {
                self.lose_limit(value.span, &format!("`{key}` of whole numbers"));
                return None;
            }
            Some(Bound { digits, is_exclusive })
        };
        let (with, without) = (end(inclusive, is_exclusive), end(exclusive, true));
        match (with, without) {
            (Some(with), Some(without)) => {
                let inward = if inclusive == "minimum" {
                    std::cmp::Ordering::Greater
                } else {
                    std::cmp::Ordering::Less
                };
                let is_stricter = compare_digits(&with.digits, &without.digits) == Some(inward);
                Some(if is_stricter { with } else { without })
            }
            (with, without) => with.or(without),
        }
    }

    fn lose_limit(&mut self, span: Span, detail: &str) {
        self.losses.lose(&gap::LIMIT, span, detail);
    }
}

fn is_number(word: &str) -> bool {
    matches!(word, "integer" | "int32" | "uint32" | "uint64" | "number" | "decimal")
}

fn or_bounds(bounds: &mut Bounds, others: Bounds) {
    bounds.min = bounds.min.or(others.min);
    bounds.max = bounds.max.or(others.max);
}

fn is_impossible(bounds: Bounds) -> bool {
    matches!((bounds.min, bounds.max), (Some(min), Some(max)) if min > max)
}

fn is_empty(Range { low, high }: &Range) -> bool {
    let (Some(low), Some(high)) = (low, high) else { return false };
    let one_exclusive = low.is_exclusive || high.is_exclusive;
    let both = low.is_exclusive && high.is_exclusive;
    match compare_digits(&low.digits, &high.digits) {
        Some(std::cmp::Ordering::Greater) => true,
        Some(std::cmp::Ordering::Equal) => one_exclusive,
        // Between two whole numbers, none may be left.
        _ => match (low.digits.parse::<i128>(), high.digits.parse::<i128>()) {
            (Ok(low), Ok(high)) => both && high - low <= 1,
            _ => false,
        },
    }
}

/// The limits that are about what a value of this type is.
pub(crate) fn of_type(limits: &Limits, ty: &Type) -> Limits {
    let inner = innermost(ty);
    let is_text = *inner == Type::Plain("string");
    let is_number = matches!(inner, Type::Plain(word) if is_number(word));
    let is_list = matches!(ty, Type::List(..));
    let has_items = is_list || matches!(ty, Type::Map(..));
    let Limits { length, range, pattern, items, unique, enforce } = limits.clone();
    Limits {
        length: if is_text { length } else { Bounds::default() },
        range: if is_number { range } else { Range::default() },
        pattern: pattern.filter(|_| is_text),
        items: if has_items { items } else { Bounds::default() },
        unique: unique && is_list,
        enforce,
    }
}

fn innermost(ty: &Type) -> &Type {
    match ty {
        Type::List(element, _) | Type::Map(element, _) => innermost(element),
        ty => ty,
    }
}

/// Whether a plain value is within limits.
pub(crate) fn admit(limits: &Limits, node: &Node) -> bool {
    match &node.value {
        Value::String(text) => limits.admits_text(text),
        Value::Integer(_) | Value::Number(_) => {
            node.word().is_none_or(|digits| limits.range.admits(&digits))
        }
        _ => true,
    }
}
