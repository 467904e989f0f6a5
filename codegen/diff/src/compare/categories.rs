//! Compares categories of errors.

use std::collections::BTreeMap;

use restwright_spec::Spanned;
use restwright_spec::api::{Api, Code, ErrorCategory};

use super::Comparison;
use super::words::is_same_prose;
use crate::Place;
use crate::finding::{Finding, Findings};
use crate::identity::{Identified, Pairs, pair};
use crate::rules::errors as rules;

/// A category and the codes of its errors.
pub(super) struct Category<'a> {
    category: &'a ErrorCategory,
    members: Vec<Code>,
}

impl<'a> Category<'a> {
    /// All categories of a model.
    pub(super) fn all(api: &'a Api) -> Vec<Self> {
        let members = |category: &ErrorCategory| {
            let errors = api.errors.iter();
            let members = errors.filter(|error| error.category.as_ref() == Some(&*category.id));
            members.map(|error| error.code.value.clone()).collect()
        };
        let categories = api.error_categories.iter();
        categories.map(|category| Self { category, members: members(category) }).collect()
    }
}

impl Identified for Category<'_> {
    fn id(&self) -> &str {
        &self.category.id
    }

    fn renamed_from(&self) -> Option<Spanned<&str>> {
        None
    }

    /// Two categories of the same errors differ in nothing but their words.
    fn key(&self) -> Option<String> {
        (!self.members.is_empty()).then(|| format!("{:?}", self.members))
    }

    fn text(&self) -> &str {
        &self.category.description
    }

    /// Errors name their categories by id, so that an exchange of ids is one of the errors, too.
    fn is_same_but_id(&self, _: &Self) -> bool {
        false
    }
}

/// What became of the categories of the base.
pub(super) struct CategoryMapping<'a> {
    /// Id in the head of each category that both sides have, by its id in the base.
    kept: BTreeMap<&'a str, &'a str>,
}

impl CategoryMapping<'_> {
    /// The id in the head; none if the category is gone.
    pub(super) fn of(&self, base: &str) -> Option<&str> {
        self.kept.get(base).copied()
    }

    /// Whether the base had no such category.
    pub(super) fn is_new(&self, head: &str) -> bool {
        !self.kept.values().any(|kept| *kept == head)
    }
}

pub(super) fn compare<'a>(
    comparison: &Comparison<'a>,
    findings: &mut Findings,
) -> CategoryMapping<'a> {
    let (base, head) = (Category::all(comparison.base), Category::all(comparison.head));
    let Pairs { both, removed, added } = pair(&base, &head);
    let mut kept = BTreeMap::new();
    for (old, new, _) in both {
        kept.insert(old.category.id.as_str(), new.category.id.as_str());
        one(old.category, new.category, findings);
    }
    for Category { category, .. } in removed {
        let finding = Finding::new(&rules::ERROR_CATEGORY_REMOVED, Place::category(&category.id));
        findings.push(finding.before(predicate(category)).in_base(category.id.span));
    }
    for Category { category, .. } in added {
        let finding = Finding::new(&rules::ERROR_CATEGORY_ADDED, Place::category(&category.id));
        findings.push(finding.after(predicate(category)).in_head(category.id.span));
    }
    CategoryMapping { kept }
}

fn one(base: &ErrorCategory, head: &ErrorCategory, findings: &mut Findings) {
    let ErrorCategory { id, description } = head;
    let place = Place::category(id);
    if base.id != *id {
        let finding = Finding::new(&rules::ERROR_CATEGORY_RENAMED, place.clone());
        findings.push(finding.before(predicate(base)).after(predicate(head)).in_head(id.span));
    }
    if !is_same_prose(&base.description, description) {
        let finding = Finding::new(&rules::ERROR_CATEGORY_DOC_CHANGED, place);
        findings.push(finding.before(&base.description).after(description).in_head(id.span));
    }
}

fn predicate(category: &ErrorCategory) -> String {
    format!("`is_{}`", *category.id)
}
