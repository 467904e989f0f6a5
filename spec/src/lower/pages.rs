//! Pagination, held against the response and the inputs of its operation.

use super::Context;
use super::declared::Table;
use crate::api::{
    Api, Counted, Effect, Field, FieldPath, Input, Literal, Location, Operation, PageBy, Pages,
    Returned, Type,
};
use crate::decode::Text;
use crate::diagnostic::Diagnostic;
use crate::{Span, Spanned, document, rule, suggest};

/// Adds to the operations how they return lists in pages. `None` if something is wrong with that.
pub(super) fn pages(context: &mut Context<'_>, api: &mut Api) -> Option<()> {
    let declared = context.declared;
    let mut found = Vec::new();
    for group in &api.groups {
        let table = declared.operations.get(group.id.as_str());
        for operation in &group.operations {
            let document = table.and_then(|table: &Table<'_, _>| table.get(&operation.id));
            let Some(document) = document.filter(|document| document.pages.is_some()) else {
                continue;
            };
            let mut check = Check { context: &mut *context, api, operation, document };
            found.push(check.pages());
        }
    }
    let mut found = found.into_iter().collect::<Option<Vec<_>>>()?.into_iter();
    for group in &mut api.groups {
        let table = declared.operations.get(group.id.as_str());
        for operation in &mut group.operations {
            let document = table.and_then(|table| table.get(&operation.id));
            if document.is_some_and(|document| document.pages.is_some()) {
                operation.pages = found.next();
            }
        }
    }
    Some(())
}

/// One operation with pages.
struct Check<'c, 'a, 'm> {
    context: &'c mut Context<'a>,
    api: &'m Api,
    operation: &'m Operation,
    document: &'m document::Operation,
}

impl<'m> Check<'_, '_, 'm> {
    fn pages(&mut self) -> Option<Pages> {
        let document = self.document.pages.as_ref()?;
        self.check_effect(document.span)?;
        let (items, item) = self.items(document.items.as_ref()?)?;
        let by = self.by(document.by.as_ref()?, &item)?;
        Some(Pages { items, item, by })
    }

    /// The client fetches as many pages as there are, on its own.
    fn check_effect(&mut self, at: Span) -> Option<()> {
        let effect = self.document.effect.as_ref()?;
        if effect.value == Effect::Safe {
            return Some(());
        }
        let message = "`pages` of an operation that is not safe";
        let diagnostic = Diagnostic::error(rule::PAGES_NOT_SAFE, message)
            .label(at, "the client calls the operation once for each page")
            .label(effect.span, "which has this effect each time")
            .help("remove `pages`, or write `effect: safe` if the operation only reads");
        self.context.report.push(diagnostic);
        None
    }

    fn items(&mut self, path: &[Text]) -> Option<(FieldPath, Type)> {
        let Some(response) = self.operation.response.always() else {
            let at = self.document.pages.as_ref()?.span;
            let (message, label) = match self.operation.response.returned() {
                Returned::Nothing => {
                    ("`pages` of a response without a body", "there is no list in it")
                }
                _ => (
                    "`pages` of a response that is not always the same JSON",
                    "there need not be a list in it",
                ),
            };
            self.refuse(at, message, label);
            return None;
        };
        let fields = self.fields(path)?;
        let ty = fields.last().map_or(response, |field| &field.ty);
        if let Type::List(item) = ty {
            return Some((ids(path), (**item).clone()));
        }
        if let Some(at) = path.last() {
            self.refuse(at.span, "`items` does not lead to a list", "not a list");
            return None;
        }
        let diagnostic = Diagnostic::error(rule::PAGES_FIELD, "the response is not a list")
            .label(
                self.document.pages.as_ref()?.span,
                "`items: []` is for a response that is itself a list",
            )
            .help("name the field that holds the list, such as `items: [data]`");
        self.context.report.push(diagnostic);
        None
    }

    fn by(&mut self, document: &document::PageBy, item: &Type) -> Option<PageBy> {
        if let Some(last_item) = &document.last_item {
            return self.last_item(last_item, item);
        }
        if let Some(cursor) = &document.cursor {
            let (from, into) = (cursor.from.as_ref()?, cursor.into.as_ref()?);
            let field = self.single(from)?;
            self.check_cursor(field, from.last()?.span)?;
            let into = self.input(into, Some(&field.ty))?;
            return Some(PageBy::Cursor { from: ids(from), into });
        }
        if let Some(page) = &document.page {
            return self.counted(page, 1).map(PageBy::Page);
        }
        if let Some(offset) = &document.offset {
            return self.counted(offset, 0).map(PageBy::Offset);
        }
        if let Some(url) = &document.url {
            let field = self.single(url)?;
            if !matches!(field.ty, Type::String(_)) {
                let at = url.last()?.span;
                self.refuse(at, "`url` does not lead to a text", "a URL is a text");
                return None;
            }
            return Some(PageBy::Url(ids(url)));
        }
        self.link(document.link.as_ref()?)
    }

    fn link(&mut self, relation: &Text) -> Option<PageBy> {
        super::wire::is_token(relation).then(|| PageBy::Link(relation.value.clone())).or_else(
            || {
                let message = format!("`{}` is not a relation of links", relation.value);
                self.refuse(relation.span, &message, "a single word, such as `next`");
                None
            },
        )
    }

    fn last_item(&mut self, document: &document::LastItem, item: &Type) -> Option<PageBy> {
        let (id, into) = (document.field.as_ref()?, document.into.as_ref()?);
        let Some(object) = self.api.object(item) else {
            let message = "`last_item` needs a list of objects";
            self.refuse(id.span, message, "the entries have no fields");
            return None;
        };
        let field = self.field(&object.fields, id)?;
        self.check_cursor(field, id.span)?;
        let goes_on = match &document.goes_on {
            None => None,
            Some(path) => {
                let field = self.single(path)?;
                if field.ty != Type::Boolean {
                    let at = path.last()?.span;
                    self.refuse(at, "`while` does not lead to a boolean", "not a boolean");
                    return None;
                }
                Some(ids(path))
            }
        };
        let into = self.input(into, Some(&field.ty))?;
        Some(PageBy::LastItem { field: id.value.clone(), into, goes_on })
    }

    fn counted(&mut self, document: &document::CountedPages, usual: i64) -> Option<Counted> {
        let until = match &document.until {
            None => None,
            Some(path) => {
                let field = self.single(path)?;
                if !matches!(field.ty, Type::Integer(_)) {
                    let at = path.last()?.span;
                    let message = "`until` does not lead to a whole number";
                    self.refuse(at, message, "not a whole number");
                    return None;
                }
                Some(ids(path))
            }
        };
        let id = document.into.as_ref()?;
        let into = self.input(id, None)?;
        let first = self.first(id, document.first.as_ref(), usual)?;
        Some(Counted { into, first, until })
    }

    /// Where counting begins: a page that is requested without the input has this number.
    fn first(&mut self, id: &Text, given: Option<&Spanned<i64>>, usual: i64) -> Option<i64> {
        if let Some(given) = given.filter(|given| !(0..=1).contains(&given.value)) {
            self.refuse(given.span, "`first` is neither 0 nor 1", "counting begins at 0 or 1");
            return None;
        }
        let input = self.operation.input(&id.value)?;
        let assumed = match input.default {
            Some(Literal::Integer(number)) => Some(number),
            _ => None,
        };
        let first = given.map(|given| given.value).or(assumed).unwrap_or(usual);
        if assumed.is_none_or(|assumed| assumed == first) && (0..=1).contains(&first) {
            return Some(first);
        }
        let message = format!("the default of `{}` is not the first number", id.value);
        let (at, begins) = match given {
            Some(given) => (given.span, format!("counting begins at {first}")),
            None => (id.span, "counting begins at 0 or 1".to_owned()),
        };
        let diagnostic = Diagnostic::error(rule::PAGES_INPUT, message)
            .label(at, begins)
            .label(input.id.span, "the first page is requested without it")
            .help("correct the `default`, or remove it");
        self.context.report.push(diagnostic);
        None
    }

    /// A cursor is a text or a whole number, which are sent as they came.
    fn check_cursor(&mut self, field: &Field, at: Span) -> Option<()> {
        if matches!(field.ty, Type::String(_) | Type::Integer(_) | Type::Formatted(_)) {
            return Some(());
        }
        let message = format!("`{}` cannot be sent for the next page", *field.id);
        self.refuse(at, &message, "neither a text nor a whole number");
        None
    }

    /// The field at the end of a path that is not empty.
    fn single(&mut self, path: &[Text]) -> Option<&'m Field> {
        if path.is_empty() {
            let at = self.document.pages.as_ref()?.by.as_ref()?.span;
            let reason = "a path names at least one field";
            self.refuse(at, "a path without a field in `by`", reason);
            return None;
        }
        self.fields(path)?.pop()
    }

    /// The fields of a path from the response inwards.
    fn fields(&mut self, path: &[Text]) -> Option<Vec<&'m Field>> {
        let mut ty = self.operation.response.always()?;
        let mut fields: Vec<&Field> = Vec::with_capacity(path.len());
        for id in path {
            let Some(object) = self.api.object(ty) else {
                let before = match fields.last() {
                    None => "the response".to_owned(),
                    Some(field) => format!("`{}`", *field.id),
                };
                let message = format!("{before} has no fields");
                self.refuse(id.span, &message, "a path leads through objects only");
                return None;
            };
            let field = self.field(&object.fields, id)?;
            ty = &field.ty;
            fields.push(field);
        }
        Some(fields)
    }

    fn field(&mut self, fields: &'m [Field], id: &Text) -> Option<&'m Field> {
        let found = fields.iter().find(|field| *field.id == **id);
        if found.is_none() {
            let known = fields.iter().map(|field| field.id.as_str());
            let message = format!("unknown field `{}`", id.value);
            let diagnostic = Diagnostic::error(rule::UNKNOWN_FIELD, message)
                .label(id.span, "there is no field of this id")
                .suggest(id.span, suggest::closest(id, known));
            self.context.report.push(diagnostic);
        }
        found
    }

    /// The input that is set for the next page: of this type, or a whole number.
    fn input(&mut self, id: &Text, ty: Option<&Type>) -> Option<String> {
        let Some(input) = self.operation.input(id) else {
            let known = self.operation.optional_inputs().map(|input| input.id.as_str());
            let message = format!("unknown input `{}`", id.value);
            let diagnostic = Diagnostic::error(rule::UNKNOWN_INPUT, message)
                .label(id.span, "the operation has no parameter or body field of this id")
                .suggest(id.span, suggest::closest(id, known));
            self.context.report.push(diagnostic);
            return None;
        };
        let (reason, help) = match (unfit(input), ty) {
            (Some(unfit), _) => unfit,
            (None, Some(ty)) if *ty != input.ty => (
                "of another type than the value that is sent",
                "give both the same `type`, and `secret` or `personal` to both or to neither",
            ),
            (None, None) if !matches!(input.ty, Type::Integer(_)) => {
                ("not a whole number", "give it the type `integer`")
            }
            _ => return Some(input.id.value.clone()),
        };
        let message = format!("`{}` cannot be set for the next page", id.value);
        let diagnostic = Diagnostic::error(rule::PAGES_INPUT, message)
            .label(id.span, "set for each page but the first")
            .label(input.id.span, reason)
            .help(help);
        self.context.report.push(diagnostic);
        None
    }

    fn refuse(&mut self, at: Span, message: &str, reason: &str) {
        let diagnostic = Diagnostic::error(rule::PAGES_FIELD, message).label(at, reason);
        self.context.report.push(diagnostic);
    }
}

/// Why an input cannot be set for the next page, whatever its type, and what to do about it.
fn unfit(input: &Input) -> Option<(&'static str, &'static str)> {
    match input.location {
        _ if input.is_required() => Some((
            "required, and the first page is requested without it",
            "make it optional: remove `required: true`, and its id from `arguments`",
        )),
        Location::Query(_) | Location::Body => None,
        Location::Path | Location::Header | Location::Cookie | Location::IdempotencyKey => Some((
            "neither in the query nor in the body",
            "name an optional parameter `in: query`, or an optional field of the `body`",
        )),
    }
}

fn ids(path: &[Text]) -> FieldPath {
    path.iter().map(|id| id.value.clone()).collect()
}
