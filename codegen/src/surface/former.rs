//! The deprecated aliases, and what they refer to.

use proc_macro2::Ident;
use restwright_spec::Spanned;
use restwright_spec::api::{Api, Credential, Given, Need, TypeDef, TypeKind};

use super::SurfaceWriter;
use crate::names::{constant, field, former_name, ident, pascal};

/// A section of the page, if anything was renamed.
pub(super) fn section(api: &Api, page: &mut SurfaceWriter) {
    let mut rows = Table::default();
    for server in &api.servers {
        rows.add("servers::", &server.id, server.renamed_from.as_ref(), constant, "");
    }
    api.credentials.iter().for_each(|credential| self::credential(credential, &mut rows));
    operations(api, &mut rows);
    for def in &api.types {
        rows.add("types::", &def.name, def.renamed_from.as_ref(), ident, "");
        members(def, &mut rows);
    }
    for error in &api.errors {
        rows.add("ErrorCode::", &error.id, error.renamed_from.as_ref(), constant, "");
    }
    if !rows.0.is_empty() {
        page.section("former names (deprecated)");
        page.rows(2, &rows.0);
    }
}

#[derive(Default)]
struct Table(Vec<Vec<String>>);

impl Table {
    fn add(
        &mut self,
        before: &str,
        id: &str,
        renamed_from: Option<&Spanned<String>>,
        spell: fn(&str) -> Ident,
        after: &str,
    ) {
        let today = spell(id);
        if let Some(former) = former_name(renamed_from, &today, spell) {
            self.pair(format!("{before}{former}{after}"), &format!("{before}{today}{after}"));
        }
    }

    fn pair(&mut self, former: String, today: &str) {
        self.0.push(vec![former, format!("is {today}")]);
    }
}

fn credential(credential: &Credential, rows: &mut Table) {
    let (id, former) = (&credential.id, credential.renamed_from.as_ref());
    if credential.given == Given::ClientOptional {
        rows.add("ClientBuilder.", id, former, field, "()");
    }
    if credential.placements.len() > 1 {
        rows.add("ClientBuilder.", id, former, field, "_placement()");
        rows.add("", id, former, pascal, "Placement");
    }
}

fn operations(api: &Api, rows: &mut Table) {
    for group in &api.groups {
        for operation in &group.operations {
            let today = format!("{}().{}", *group.id, *operation.id);
            if let Some(former) = &operation.renamed_from {
                rows.pair(format!("{}().{}()", former.group, former.id), &format!("{today}()"));
            }
            for input in operation.optional_inputs() {
                let former = input.renamed_from.as_ref();
                let before = format!("{today}().");
                rows.add(&before, &input.id, former, field, "()");
                if input.need == Need::OptionalNullable {
                    rows.add(&before, &input.id, former, field, "_null()");
                }
            }
        }
    }
}

fn members(def: &TypeDef, rows: &mut Table) {
    match &def.kind {
        TypeKind::Object(object) if def.usage.in_requests => {
            let optional = |need| matches!(need, Need::Optional | Need::OptionalNullable);
            for field in object.fields.iter().filter(|field| optional(field.need)) {
                let before = format!("{}.", *def.name);
                let former = field.renamed_from.as_ref();
                rows.add(&before, &field.id, former, self::field, "()");
                if field.need == Need::OptionalNullable {
                    rows.add(&before, &field.id, former, self::field, "_null()");
                }
            }
        }
        TypeKind::Enum(values) => {
            for value in values {
                let before = format!("{}::", *def.name);
                rows.add(&before, &value.id, value.renamed_from.as_ref(), pascal, "");
            }
        }
        TypeKind::Object(_) | TypeKind::Union(_) => {}
    }
}
