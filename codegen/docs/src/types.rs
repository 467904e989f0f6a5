//! `types.html` and `types/<type>.html`: the named types.

use askama::Template;
use restwright_spec::api::{EnumValue, TypeDef, TypeKind, Variant, When, Word};

use crate::fields::{self, Entry};
use crate::frame::Frame;
use crate::html::Html;
use crate::texts::{Site, Writer, privacy};
use crate::{File, places};

#[derive(Template)]
#[template(path = "types.html")]
struct List {
    frame: Frame,
    types: Vec<(Html, Html)>,
}

#[derive(Template)]
#[template(path = "type.html")]
struct Page {
    frame: Frame,
    name: Html,
    kind: &'static str,
    /// The type of the value of a newtype, and how carefully it must be handled.
    value: Option<(Html, Option<&'static str>)>,
    /// The limits of that value.
    limits: Vec<Html>,
    text: Html,
    deprecation: Option<Html>,
    fields: Vec<Entry>,
    operations: Vec<Html>,
    types: Vec<Html>,
}

pub(crate) fn list(site: &Site<'_>) -> File {
    let writer = site.writer("");
    let entry = |def: &TypeDef| {
        let link = Html::link(&places::named(&def.name), &Html::text(&def.name));
        (link, writer.line(&first_paragraph(&def.description)))
    };
    let types = site.api.types.iter().map(entry).collect();
    let page = List { frame: Frame::new(&writer, places::TYPES, "Types"), types };
    crate::frame::file(places::TYPES.to_owned(), &page)
}

fn first_paragraph(text: &str) -> String {
    let lines = text.trim().lines().take_while(|line| !line.trim().is_empty());
    lines.collect::<Vec<_>>().join(" ")
}

pub(crate) fn page(site: &Site<'_>, def: &TypeDef) -> File {
    let writer = site.writer("../");
    let (kind, fields) = match &def.kind {
        TypeKind::Object(object) => ("Object", fields::of_object(&writer, &object.fields)),
        TypeKind::Newtype(_) => ("Newtype", Vec::new()),
        TypeKind::Enum(values) => {
            ("Open enum", values.iter().map(|it| value(&writer, it)).collect())
        }
        TypeKind::Union(variants) => {
            ("Union", variants.iter().map(|it| variant(&writer, it)).collect())
        }
    };
    let operation = |(group, id): (&str, &str)| {
        Html::link(
            &writer.href(&places::operation(group, id)),
            &Html::code(&format!("{group}.{id}")),
        )
    };
    let other = |name: &str| Html::link(&writer.href(&places::named(name)), &Html::text(name));
    let place = places::named(&def.name);
    let mut frame = Frame::new(&writer, places::TYPES, &def.name);
    for section in &mut frame.sections {
        for entry in &mut section.entries {
            entry.is_current = false;
        }
    }
    let page = Page {
        frame,
        name: Html::text(&def.name),
        kind,
        value: match &def.kind {
            TypeKind::Newtype(ty) => Some((writer.ty(ty), privacy(ty))),
            TypeKind::Object(_) | TypeKind::Enum(_) | TypeKind::Union(_) => None,
        },
        limits: match &def.kind {
            TypeKind::Newtype(ty) => fields::limits(&def.limits, ty),
            TypeKind::Object(_) | TypeKind::Enum(_) | TypeKind::Union(_) => Vec::new(),
        },
        text: writer.text(&def.description),
        deprecation: writer.deprecation(def.deprecated.as_ref()),
        fields,
        operations: site.uses.operations(&def.name).map(operation).collect(),
        types: site.uses.types(&def.name).map(other).collect(),
    };
    crate::frame::file(place, &page)
}

fn value(writer: &Writer<'_>, value: &EnumValue) -> Entry {
    Entry {
        anchor: value.id.value.clone(),
        name: Html::text(value.wire.as_str()),
        ty: Html::text(match &*value.wire {
            Word::Text(_) => "",
            Word::Number(_) => "number",
            Word::Boolean(_) => "boolean",
        }),
        badges: Vec::new(),
        text: writer.text(&value.description),
        facts: vec![fields::fact("Id", &value.id)],
        deprecation: writer.deprecation(value.deprecated.as_ref()),
    }
}

fn variant(writer: &Writer<'_>, variant: &Variant) -> Entry {
    let when = match &variant.when {
        When::Is(kind) => fields::fact("If the value is of the kind", kind.as_str()),
        When::Has(key) => fields::fact("If the object has", key),
        When::Equals(key, word) => {
            let mut html = fields::fact("If", key);
            html.push_text(" is ");
            html.push(&Html::code(&word.to_string()));
            html
        }
        When::Otherwise => Html::text("Otherwise"),
    };
    let badges = privacy(&variant.ty);
    Entry {
        anchor: variant.id.value.clone(),
        name: Html::text(&variant.id),
        ty: writer.ty(&variant.ty),
        badges: badges.into_iter().collect(),
        text: writer.text(&variant.description),
        facts: vec![when],
        deprecation: writer.deprecation(variant.deprecated.as_ref()),
    }
}
