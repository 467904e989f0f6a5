//! Former names: what `renamed_from` may say.

use std::collections::{BTreeMap, BTreeSet};

use super::Context;
use crate::api::OperationName;
use crate::decode::Text;
use crate::diagnostic::Diagnostic;
use crate::document::{is_id, is_type_name};
use crate::{Span, Spanned, rule};

/// The names that the things of one place have, and the former names that they claim.
pub(super) struct Formers<'n> {
    living: BTreeSet<&'n str>,
    claimed: BTreeMap<String, Span>,
}

impl<'n> Formers<'n> {
    /// For things of these names, which nothing beside them can have been renamed from.
    pub(super) fn among(living: impl IntoIterator<Item = &'n str>) -> Self {
        Self { living: living.into_iter().collect(), claimed: BTreeMap::new() }
    }

    /// The former id of a thing.
    pub(super) fn id(
        &mut self,
        context: &mut Context<'_>,
        text: Option<&Text>,
        id: &str,
    ) -> Option<Text> {
        self.name(context, text, id, is_id)
    }

    /// The former name of a type.
    pub(super) fn type_name(
        &mut self,
        context: &mut Context<'_>,
        text: Option<&Text>,
        name: &str,
    ) -> Option<Text> {
        self.name(context, text, name, is_type_name)
    }

    fn name(
        &mut self,
        context: &mut Context<'_>,
        text: Option<&Text>,
        today: &str,
        is_name: impl Fn(&str) -> bool,
    ) -> Option<Text> {
        let text = text?;
        if text.as_str() == today {
            refuse(context, text, today, "this is its name today");
        } else if self.living.contains(text.as_str()) {
            refuse(context, text, today, "something else has this name today");
        } else if !is_name(text) {
            refuse(context, text, today, "this cannot have been a name");
        } else if let Some(first) = self.claimed.insert(text.value.clone(), text.span) {
            refuse_claimed(context, text, first);
        } else {
            return Some(text.clone());
        }
        None
    }
}

/// The former name of an operation: an id, or a group and an id where it has moved.
pub(super) fn operation(
    context: &mut Context<'_>,
    text: Option<&Text>,
    today: &OperationName,
) -> Option<Spanned<OperationName>> {
    let text = text?;
    let declared = context.declared;
    let former = match text.split_once('.') {
        Some((group, id)) => OperationName { group: group.to_owned(), id: id.to_owned() },
        None => OperationName { group: today.group.clone(), id: text.value.clone() },
    };
    let is_living = |name: &OperationName| {
        declared.operations.get(name.group.as_str()).is_some_and(|table| table.contains(&name.id))
    };
    if former == *today {
        refuse(context, text, &today.id, "this is its name today");
        return None;
    }
    if !is_id(&former.group) || !is_id(&former.id) {
        refuse(context, text, &today.id, "this cannot have been a name");
        return None;
    }
    if is_living(&former) {
        refuse(context, text, &today.id, "something else has this name today");
        return None;
    }
    // The alias stays in its group, so the group has to stay.
    let group = Spanned::new(former.group.clone(), text.span);
    if former.group != today.group && !context.refer(&declared.groups, &group) {
        return None;
    }
    if let Some(first) = context.former_operations.insert(former.clone(), text.span) {
        refuse_claimed(context, text, first);
        return None;
    }
    Some(Spanned::new(former, text.span))
}

fn refuse(context: &mut Context<'_>, text: &Text, today: &str, problem: &str) {
    let message = format!("`{today}` cannot have been renamed from `{}`", text.value);
    let diagnostic = Diagnostic::error(rule::BAD_FORMER_NAME, message).label(text.span, problem);
    context.report.push(diagnostic);
}

fn refuse_claimed(context: &mut Context<'_>, text: &Text, first: Span) {
    let message = format!("two things are said to have been `{}`", text.value);
    let diagnostic = Diagnostic::error(rule::DUPLICATE_FORMER_NAME, message)
        .label(text.span, "said again here")
        .label(first, "first said here");
    context.report.push(diagnostic);
}
