//! Fields of JSON objects, in types and in bodies.

use super::former::Formers;
use super::graph::{Hold, Holder};
use super::limits::Written;
use super::value_type::{self, Care};
use super::{Context, constant, fit, literal, multipart, wire, words};
use crate::api::{Field, Limits, Need};
use crate::decode::{Entries, Text};
use crate::document::{self, WireId};

/// Lowers the fields of an object, in the order of the description.
pub(super) fn fields<'a>(
    context: &mut Context<'a>,
    documents: &'a Entries<WireId, document::Field>,
    holder: Holder<'a>,
    place: &'static str,
    taken: &mut wire::Taken,
) -> Option<Vec<Field>> {
    let mut formers = Formers::among(documents.iter().map(|(id, _)| id.as_str()));
    let mut fields = Some(Vec::new());
    for (id, document) in documents.iter() {
        let field = document.and_then(|document| {
            let wire = document.name.as_ref().unwrap_or(id);
            let is_named = wire::name(context, wire);
            if is_named {
                taken.input(context, place, wire);
            }
            field(context, id, document, holder, &mut formers).filter(|_| is_named)
        });
        fields = super::all(fields, field);
    }
    fields
}

fn field<'a>(
    context: &mut Context<'a>,
    id: &Text,
    document: &'a document::Field,
    holder: Holder<'a>,
    formers: &mut Formers<'_>,
) -> Option<Field> {
    let need = Need::of(document);
    let holder = match holder {
        Holder::Type(name, _) if need == Need::Required => Holder::Type(name, Hold::Always),
        holder => holder,
    };
    let care = Care { secret: document.secret.as_ref(), personal: document.personal.as_ref() };
    let ty = document.ty.as_ref().and_then(|ty| value_type::resolve(context, ty, &care, holder));
    if !ty.as_ref().is_some_and(|ty| ty.is_file() && matches!(holder, Holder::Request)) {
        multipart::refuse_content_type(context, document.content_type.as_ref());
    }
    let description = words::required(context, document.description.as_ref(), words::markdown);
    let renamed_from = formers.id(context, document.renamed_from.as_ref(), id);
    let deprecated = words::deprecation(context, document.deprecated.as_ref());
    let always = constant::of_field(context, document, ty.as_ref());
    let limits = match document.always {
        Some(_) => Ok(Limits::default()),
        None => Written::from(document).lower(context, ty.as_ref()),
    };
    let example = document.example.as_ref();
    if let (Some(example), Some(ty)) = (example, &ty) {
        fit::later(context, fit::Purpose::Example, example, (ty, limits.as_ref().ok()));
    }
    Some(Field {
        id: id.clone(),
        wire: document.name.as_ref().unwrap_or(id).clone(),
        ty: ty?,
        need,
        recursive: false,
        limits: limits.ok()?,
        always: always.ok()?,
        description: description?,
        example: example.map(literal::literal),
        renamed_from,
        deprecated,
    })
}
