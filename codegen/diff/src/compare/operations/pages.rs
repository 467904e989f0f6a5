//! Compares how operations return lists in pages.

use restwright_spec::api::{Api, Counted, FieldPath, Operation, PageBy, Pages};

use super::Changed;
use crate::compare::Comparison;
use crate::finding::{Finding, Findings};
use crate::rules::pages as rules;
use crate::rules::type_changes::TypeChange;

pub(super) fn compare(comparison: &Comparison<'_>, changed: &Changed<'_>, findings: &mut Findings) {
    let (base, head) = (changed.base.operation, changed.head.operation);
    let at = |rule| Finding::new(rule, changed.place.part("pages"));
    match (&base.pages, &head.pages) {
        (None, None) => {}
        (None, Some(new)) => {
            let finding = at(&rules::PAGES_ADDED).after(described(new).join(", "));
            findings.push(finding.in_head(head.id.span));
        }
        (Some(old), None) => {
            let finding = at(&rules::PAGES_REMOVED).before(described(old).join(", "));
            findings.push(finding.in_base(base.id.span));
        }
        (Some(old), Some(new)) => {
            let (before, after) = (described(old), described(new));
            // A new id alone changes nothing, and a new key is a change of its field.
            let keys = [on_wire(comparison.base, base, old), on_wire(comparison.head, head, new)];
            if before == after || keys[0] == keys[1] {
                return;
            }
            let is_same = comparison.type_change(&old.item, &new.item) == TypeChange::Same;
            let rule = if is_same || old.items == new.items {
                &rules::PAGES_CHANGED
            } else {
                &rules::PAGES_ITEMS_CHANGED
            };
            let finding = at(rule).before(before.join(", ")).after(after.join(", "));
            findings.push(finding.in_head(head.id.span));
        }
    }
}

/// The items and the way to the next page, as descriptions say them.
fn described(pages: &Pages) -> [String; 2] {
    let path = |path: &FieldPath| path.join(".");
    let input = str::to_owned;
    parts(pages, &path, &input, &str::to_owned)
}

/// The same with the names on the wire.
fn on_wire(api: &Api, operation: &Operation, pages: &Pages) -> [String; 2] {
    let path = |path: &FieldPath| {
        let response = operation.response.always();
        let fields = response.and_then(|response| api.fields_at(response, path));
        let keys: Vec<_> = fields.into_iter().flatten().map(|field| field.wire.as_str()).collect();
        keys.join(".")
    };
    let input =
        |id: &str| operation.input(id).map_or_else(String::new, |input| input.wire.value.clone());
    let key = |id: &str| {
        let fields = api.object(&pages.item).into_iter().flat_map(|object| &object.fields);
        let mut keys =
            fields.filter(|field| *field.id == *id).map(|field| field.wire.value.clone());
        keys.next().unwrap_or_default()
    };
    parts(pages, &path, &input, &key)
}

fn parts(
    pages: &Pages,
    path: &dyn Fn(&FieldPath) -> String,
    input: &dyn Fn(&str) -> String,
    key: &dyn Fn(&str) -> String,
) -> [String; 2] {
    let until = |until: Option<&FieldPath>| {
        until.map_or_else(String::new, |until| format!(" until {}", path(until)))
    };
    let counted = |counted: &Counted| {
        let (input, until) = (input(&counted.into), until(counted.until.as_ref()));
        format!("{input} from {}{until}", counted.first)
    };
    let by = match &pages.by {
        PageBy::LastItem { field, into, goes_on } => {
            let goes_on = goes_on.as_ref();
            let goes_on = goes_on.map_or_else(String::new, |on| format!(" while {}", path(on)));
            format!("by last_item {} into {}{goes_on}", key(field), input(into))
        }
        PageBy::Cursor { from, into } => format!("by cursor {} into {}", path(from), input(into)),
        PageBy::Page(each) => format!("by page {}", counted(each)),
        PageBy::Offset(each) => format!("by offset {}", counted(each)),
        PageBy::Link(relation) => format!("by link {relation}"),
        PageBy::Url(url) => format!("by url {}", path(url)),
    };
    [
        format!(
            "items {}",
            if pages.items.is_empty() { "[]".to_owned() } else { path(&pages.items) }
        ),
        by,
    ]
}
