//! Variants of unions.

use super::{Types, Use, scalar};
use crate::constant::number;
use crate::draft::{Variant, When};
use crate::names::{Names, Role};
use crate::node::Look as _;
use crate::prose;
use crate::shape::union::{Condition, Plan};
use crate::stated::Stated;

impl<'a> Types<'a> {
    pub(super) fn variants(&mut self, name: &str, plan: &Plan<'a>) -> Vec<Variant> {
        let mut names = Names::default();
        let mut variants = Vec::new();
        for (index, planned) in plan.variants.iter().enumerate() {
            let called = planned.name.clone().unwrap_or_else(|| format!("variant {}", index + 1));
            let Use { ty, is_secret, .. } =
                self.convert(planned.schema, &format!("{name} {called}"));
            let is_of_kind = matches!(planned.condition, Condition::Is(_));
            if !is_of_kind && ty.name().is_none() {
                continue;
            }
            let stated = Stated::of(planned.schema);
            let id = names.stated_or(stated.id(), &called, Role::Value);
            let when = match &planned.condition {
                Condition::Is(kind) => When::Is(kind.clone()),
                Condition::Has(key) => When::Has(key.clone()),
                Condition::Equals(key, value) => match scalar(value).or_else(|| number(value)) {
                    Some(value) => When::Equals(key.clone(), value),
                    None => continue,
                },
                Condition::Always => When::Always,
            };
            if let (When::Has(key) | When::Equals(key, _), Some(ty)) = (&when, ty.name()) {
                self.guaranteed.insert((ty.to_owned(), key.clone()));
            }
            // What stands beside a reference is about the variant.
            let said = planned.schema.text_of("description");
            let said = said.filter(|_| is_of_kind || planned.schema.text_of("$ref").is_some());
            let description = prose::first(&[said]).map(|text| prose::line(&text));
            let is_secret = is_secret && ty.is_text();
            variants.push(Variant { id, ty, is_secret, when, description, stated });
        }
        variants
    }
}
