//! Values that are within limits, for documentation and mock servers.

use super::{Api, Limits, Literal, Type, TypeKind, Width};
use crate::Number;

/// Texts that patterns are often about.
const TEXTS: [&str; 14] = [
    "a",
    "A",
    "0",
    "1",
    "ab",
    "EUR",
    "en-GB",
    "a@example.com",
    "https://example.com",
    "+14155550123",
    "2027-01-31",
    "12:00",
    "#a0b1c2",
    "67e55044-10b1-426f-9247-bb680e5fe0c8",
];
/// Characters that texts of a certain length are made of.
const FILLERS: [char; 6] = ['a', 'A', '0', '1', '-', ' '];
/// How long a text is made at most.
const LONGEST: u64 = 1_000;
/// How many items a list gets at most.
const MOST_ITEMS: u64 = 100;

impl Api {
    /// A value within its limits, and within those of the newtype that it is; none where there are no limits, or where nothing tells
    /// what is within them. A text begins as `wish`, if it can.
    #[must_use]
    pub fn sample(&self, ty: &Type, limits: &Limits, wish: &str) -> Option<Literal> {
        match ty {
            Type::Named(name) => {
                let def = self.named_type(name)?;
                match &def.kind {
                    TypeKind::Newtype(inner) => self.sample(inner, &def.limits, wish),
                    TypeKind::Enum(_) | TypeKind::Object(_) | TypeKind::Union(_) => None,
                }
            }
            Type::List(element) => {
                let least = usize::try_from(limits.items.min?.min(MOST_ITEMS)).ok()?;
                // Equal items would be no better than too few.
                let item = self.sample(element, limits, wish)?;
                (least > 0 && !(limits.unique && least > 1))
                    .then(|| Literal::List(vec![item; least]))
            }
            Type::String(_) if !(limits.length.is_empty() && limits.pattern.is_none()) => {
                text(limits, wish).map(Literal::String)
            }
            Type::Integer(width) if !limits.range.is_empty() => {
                whole(limits, *width).map(Literal::Integer)
            }
            Type::Number | Type::Decimal if !limits.range.is_empty() => number(limits),
            // What a list holds has a value, whatever the limits of the list.
            Type::String(_) if !limits.items.is_empty() => Some(Literal::String(wish.to_owned())),
            Type::Integer(_) | Type::Number | Type::Decimal if !limits.items.is_empty() => {
                Some(Literal::Integer(1))
            }
            _ => None,
        }
    }
}

fn text(limits: &Limits, wish: &str) -> Option<String> {
    let least = limits.length.min.unwrap_or(0);
    let most = limits.length.max.unwrap_or(LONGEST).min(LONGEST);
    let [least, most] = [least, most].map(|count| usize::try_from(count).unwrap_or(usize::MAX));
    let fitted = |text: &str, filler: char| {
        let text: String = text.chars().take(most).collect();
        let missing = least.min(1_000).saturating_sub(text.chars().count());
        text + &filler.to_string().repeat(missing)
    };
    let wished = FILLERS.iter().map(|filler| fitted(wish, *filler));
    let known = TEXTS.iter().map(|text| (*text).to_owned());
    let filled = FILLERS.iter().flat_map(|filler| {
        (least..=most.min(least.max(1) + 40)).map(|count| filler.to_string().repeat(count))
    });
    wished.chain(known).chain(filled).find(|text| limits.admits_text(text))
}

fn whole(limits: &Limits, width: Width) -> Option<i64> {
    let ends = [&limits.range.low, &limits.range.high].into_iter().flatten();
    let ends = ends.filter_map(|bound| bound.digits.parse::<i64>().ok());
    let near = ends.flat_map(|end| [end, end.saturating_add(1), end.saturating_sub(1)]);
    let fits = |number: &i64| {
        width.range().contains(&i128::from(*number)) && limits.range.admits(&number.to_string())
    };
    [1, 0].into_iter().chain(near).find(fits)
}

fn number(limits: &Limits) -> Option<Literal> {
    if let Some(whole) = whole(limits, Width::Int64) {
        return Some(Literal::Integer(whole));
    }
    let [low, high] = [&limits.range.low, &limits.range.high]
        .map(|end| end.as_ref().and_then(|it| it.digits.parse::<f64>().ok()));
    let middle = match (low, high) {
        (Some(low), Some(high)) => f64::midpoint(low, high),
        (Some(end), None) | (None, Some(end)) => end,
        (None, None) => return None,
    };
    [Some(middle), low, high]
        .into_iter()
        .flatten()
        .find(|number| limits.range.admits(&number.to_string()))
        .map(|number| Literal::Number(Number::from(number)))
}
