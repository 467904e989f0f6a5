//! Where credentials go on the wire.

use super::{Context, wire};
use crate::api::Placement;
use crate::decode::Text;
use crate::diagnostic::Diagnostic;
use crate::document::{self, PlacementPlace};
use crate::rule;

/// The placements of a credential, at least one.
pub(super) fn placements(
    context: &mut Context<'_>,
    id: &Text,
    document: &document::Credential,
) -> Option<Vec<Placement>> {
    let documents = document.placements.as_ref()?;
    if documents.is_empty() {
        let message = format!("the credential `{}` has no placement", id.value);
        let diagnostic = Diagnostic::error(rule::NO_PLACEMENT, message)
            .label(id.span, "its `placements` are empty")
            .help("add one, such as `{ in: header, name: Authorization, scheme: Bearer }`");
        context.report.push(diagnostic);
        return None;
    }
    let mut placements: Option<Vec<Placement>> = Some(Vec::new());
    for document in documents {
        let placement = placement(context, document);
        let taken = placements.iter().flatten();
        if placement.as_ref().is_some_and(|placement| taken.clone().any(|other| other == placement))
        {
            let diagnostic =
                Diagnostic::error(rule::DUPLICATE_PLACEMENT, "a placement is given twice")
                    .label(document.span, "the same as one before it");
            context.report.push(diagnostic);
        }
        placements = super::all(placements, placement);
    }
    placements
}

fn placement(context: &mut Context<'_>, document: &document::Placement) -> Option<Placement> {
    let (place, name) = (document.place.as_ref()?, document.name.as_ref()?);
    match place.value {
        PlacementPlace::Query => {
            if let Some(scheme) = &document.scheme {
                let diagnostic =
                    Diagnostic::error(rule::MISPLACED_KEY, "`scheme` cannot stand here")
                        .label(scheme.span, "a scheme goes into a header");
                context.report.push(diagnostic);
            }
            wire::name(context, name).then(|| Placement::Query(name.value.clone()))
        }
        PlacementPlace::Header => {
            let name_is_good = wire::header(context, name, wire::Purpose::Credential);
            let scheme = document.scheme.as_ref();
            let scheme_is_good = scheme.is_none_or(|scheme| wire::scheme(context, scheme));
            (name_is_good && scheme_is_good).then(|| Placement::Header {
                name: name.value.clone(),
                scheme: scheme.map(|scheme| scheme.value.clone()),
            })
        }
    }
}
