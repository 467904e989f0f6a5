//! Bodies that are forms and objects in the query, and what a form cannot hold.

use std::collections::BTreeSet;

use super::{Context, multipart};
use crate::api::{
    BodyFormat, Field, FormLists, Group, Location, Object, Operation, QueryStyle, Type, TypeDef,
    TypeKind, ValueKind, named_type,
};
use crate::diagnostic::Diagnostic;
use crate::{Span, document, rule};

/// How an operation writes its body.
pub(super) fn format(context: &mut Context<'_>, document: &document::Operation) -> BodyFormat {
    let api = context.declared.api;
    let own = document.body_format.as_ref();
    let format = own.or(api.and_then(|api| api.body_format.as_ref()));
    let format = format.map(|format| format.value).unwrap_or_default();
    let lists = document.form_lists.as_ref();
    let has_fields = document.body.as_ref().is_some_and(|fields| fields.len() > 0);
    let has_body = has_fields || document.whole_body.is_some();
    let (body_format, form_lists) = (own.map(|own| own.span), lists.map(|lists| lists.span));
    if let Some(said) = body_format.or(form_lists).filter(|_| !has_body && !document.has_gaps) {
        let diagnostic = Diagnostic::error(rule::BODY_FORMAT, "a format without a body")
            .label(said, "the operation takes no body")
            .help("take it out, or add `body` or `whole_body`");
        context.report.push(diagnostic);
        return BodyFormat::Json;
    }
    if let Some(said) = body_format.or(form_lists).filter(|_| is_plain(document)) {
        let diagnostic = Diagnostic::error(rule::BODY_FORMAT, "a format of what is sent as it is")
            .label(said, "text, bytes and files have no format but their own")
            .help("take it out");
        context.report.push(diagnostic);
        return BodyFormat::Json;
    }
    let has_no_form = format != document::BodyFormat::Form;
    if let Some(said) = form_lists.filter(|_| has_no_form) {
        let label = match format {
            document::BodyFormat::Multipart => {
                "a multipart body has a part for each item of a list"
            }
            _ => "the body is JSON, which has lists of its own",
        };
        let diagnostic = Diagnostic::error(rule::BODY_FORMAT, "`form_lists` without a form")
            .label(said, label)
            .help("add `body_format: form`, or take it out");
        context.report.push(diagnostic);
    }
    if !has_body || is_plain(document) {
        return BodyFormat::Json;
    }
    match format {
        document::BodyFormat::Json => BodyFormat::Json,
        document::BodyFormat::Multipart => BodyFormat::Multipart,
        document::BodyFormat::Form => {
            let lists = lists.or(api.and_then(|api| api.form_lists.as_ref()));
            BodyFormat::Form(lists.map(|lists| lists.value).unwrap_or_default())
        }
    }
}

/// Whether the body is text, bytes or a file.
fn is_plain(document: &document::Operation) -> bool {
    let ty = document.whole_body.as_ref().and_then(|body| body.ty.as_ref());
    ty.is_some_and(|ty| matches!(ty.0.0.as_str(), "text" | "bytes" | "file"))
}

/// Refuses what a form cannot hold, at any depth.
pub(super) fn check(context: &mut Context<'_>, groups: &[Group], types: &[TypeDef]) {
    let mut seen = BTreeSet::new();
    for group in groups {
        for operation in &group.operations {
            let deep = Location::Query(QueryStyle::DeepObject);
            if operation.inputs.iter().any(|input| input.location == deep) {
                let (open, seen, lists) = (Vec::new(), &mut seen, FormLists::Brackets);
                let mut query = Form { context, types, operation, lists, open, seen };
                query.inputs(deep);
                query.types();
            }
            multipart::check(context, &group.id, operation);
            if let BodyFormat::Form(lists) = operation.body_format {
                let (open, seen) = (Vec::new(), &mut seen);
                let mut form = Form { context, types, operation, lists, open, seen };
                form.body(&group.id);
                form.types();
            }
        }
    }
}

/// The form of an operation.
struct Form<'c, 'f, 'a> {
    context: &'c mut Context<'a>,
    types: &'f [TypeDef],
    operation: &'f Operation,
    lists: FormLists,
    /// Types that are left to look at.
    open: Vec<&'f str>,
    /// Types that were looked at, with the style of lists that they were looked at for.
    seen: &'c mut BTreeSet<(&'f str, FormLists)>,
}

impl<'f> Form<'_, 'f, '_> {
    fn inputs(&mut self, location: Location) {
        for input in self.operation.inputs.iter().filter(|input| input.location == location) {
            self.key(&input.wire);
            self.value(&input.ty, input.id.span);
        }
    }

    fn body(&mut self, group: &str) {
        let operation = self.operation;
        self.inputs(Location::Body);
        let Some(body) = &operation.body else { return };
        let declared = self.context.declared.operations.get(group);
        let document = declared.and_then(|operations| operations.get(&operation.id));
        let ty = document.and_then(|document| document.whole_body.as_ref()?.ty.as_ref());
        let span = ty.map_or(operation.id.span, |ty| ty.0.0.span);
        let Some(ty) = body.content.ty() else { return };
        if self.has_keys(ty) && !self.is_of_kinds(ty) {
            self.value(ty, span);
        } else {
            let label = "a form is an object, a union of objects or a map";
            let help = "make it a field in `body`, or write `body_format: json`";
            self.refuse(span, "a form has keys", label, help);
        }
    }

    /// Whether a value is written as keys with values.
    fn has_keys(&self, ty: &Type) -> bool {
        match ty {
            Type::Named(name) => match named_type(self.types, name).map(|def| &def.kind) {
                Some(TypeKind::Enum(_) | TypeKind::Newtype(_)) => false,
                Some(TypeKind::Union(variants)) => {
                    variants.iter().any(|it| it.kind().is_none_or(|kind| kind == ValueKind::Object))
                }
                Some(TypeKind::Object(_)) | None => true,
            },
            ty => matches!(ty, Type::Map(_)),
        }
    }

    /// Whether a value is of a union with other variants than objects.
    fn is_of_kinds(&self, ty: &Type) -> bool {
        let def = ty.named().and_then(|name| named_type(self.types, name));
        def.is_some_and(TypeDef::is_of_kinds)
    }

    /// Whether a value is written with more than one key.
    fn is_composed(&self, ty: &Type) -> bool {
        let of_lists = || match ty {
            Type::Named(name) => match named_type(self.types, name).map(|def| &def.kind) {
                Some(TypeKind::Union(variants)) => {
                    variants.iter().any(|it| it.kind() == Some(ValueKind::List))
                }
                _ => false,
            },
            ty => matches!(ty, Type::List(_)),
        };
        self.has_keys(ty) || of_lists()
    }

    fn value(&mut self, ty: &'f Type, span: Span) {
        match ty {
            Type::Named(name) => self.open.push(name),
            Type::Map(inner) | Type::Nullable(inner) => self.value(inner, span),
            Type::List(item) => {
                if self.is_composed(plain(item)) && self.lists != FormLists::Indices {
                    let label = "its items would run into each other";
                    let help = match self.operation.body_format {
                        BodyFormat::Form(lists) if lists == self.lists => {
                            "write `form_lists: indices`, which numbers the items"
                        }
                        _ => "make it a list of plain values",
                    };
                    let message =
                        format!("a list of lists or objects, with `{}`", self.lists.as_str());
                    return self.refuse(span, &message, label, help);
                }
                self.value(item, span);
            }
            _ => {}
        }
    }

    /// Looks at the types that are left, and at those that they hold. A chain of types may be long.
    fn types(&mut self) {
        while let Some(name) = self.open.pop() {
            let Some(def) = named_type(self.types, name) else { continue };
            if !self.seen.insert((name, self.lists)) {
                continue;
            }
            match &def.kind {
                TypeKind::Object(Object { fields, .. }) => {
                    for field in fields {
                        self.field(field);
                    }
                }
                TypeKind::Union(variants) => {
                    for variant in variants {
                        self.value(&variant.ty, variant.ty.span);
                    }
                }
                TypeKind::Enum(_) | TypeKind::Newtype(_) => {}
            }
        }
    }

    fn field(&mut self, field: &'f Field) {
        self.key(&field.wire);
        self.value(&field.ty, field.id.span);
    }

    fn key(&mut self, wire: &crate::Spanned<String>) {
        if wire.contains(['[', ']']) {
            let message = format!("`{}` cannot be a key of a form", wire.value);
            let help = match wire.strip_suffix("[]") {
                Some(name) => format!(
                    "name it `{name}`, and write `form_lists: brackets`: the client writes the brackets"
                ),
                None => "make what is before the bracket a field with a type of its own".to_owned(),
            };
            let diagnostic = Diagnostic::error(rule::FORM_KEY, message)
                .label(wire.span, "brackets say that a value is within another one")
                .label(self.operation.id.span, "sent in the form of this operation")
                .help(help);
            self.context.report.push(diagnostic);
        }
    }

    fn refuse(&mut self, span: Span, message: &str, label: &str, help: &str) {
        let mut diagnostic = Diagnostic::error(rule::FORM_TYPE, message).label(span, label);
        if span != self.operation.id.span {
            diagnostic =
                diagnostic.label(self.operation.id.span, "sent in the form of this operation");
        }
        self.context.report.push(diagnostic.help(help));
    }
}

/// A type without its null.
fn plain(ty: &Type) -> &Type {
    match ty {
        Type::Nullable(inner) => plain(inner),
        ty => ty,
    }
}
