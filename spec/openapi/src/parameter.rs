//! Parameters of an operation, and placeholders of its path.

use restwright_spec::{Node, Span};

use crate::draft::{Field, Kind, Parameter, Place, Privacy, Type};
use crate::gap;
use crate::loss::diagnose;
use crate::names::{Names, Role};
use crate::node::Look as _;
use crate::operation::LeftOut;
use crate::prose;
use crate::schema::{Types, fitting, scalar};
use crate::yaml::Yaml;

/// Headers that `OpenAPI` itself says to ignore, and those that clients write.
const HEADERS: [&str; 18] = [
    "accept",
    "accept-encoding",
    "authorization",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "cookie",
    "expect",
    "host",
    "keep-alive",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
];

impl<'a> Types<'a> {
    /// The parameters of an operation, its own ones before those of its path.
    pub(crate) fn parameters(
        &mut self,
        all: &[&'a Node],
        owner: &str,
        names: &mut Names,
    ) -> Result<Vec<Parameter>, LeftOut> {
        let mut found: Vec<Parameter> = Vec::new();
        for node in all {
            let Some(parameter) = self.documents.resolve(node) else {
                self.losses.lose(
                    &gap::PARAMETER,
                    node.span,
                    node.text_of("$ref").unwrap_or_default(),
                );
                continue;
            };
            let (Some(wire), Some(place)) = (parameter.text_of("name"), parameter.text_of("in"))
            else {
                self.losses.lose(&gap::PARAMETER, node.span, "without a name or a place");
                continue;
            };
            let place = match place {
                "path" => Place::Path,
                "query" => Place::Query,
                "header" => Place::Header,
                other => {
                    self.refuse(parameter, &format!("`{wire}` in `{other}`"))?;
                    continue;
                }
            };
            let is_same = |other: &Parameter| other.place == place && other.field.wire == wire;
            if found.iter().any(is_same) {
                continue;
            }
            if place == Place::Header && HEADERS.contains(&wire.to_ascii_lowercase().as_str()) {
                self.losses.lose(&gap::HEADER, parameter.span, &format!("`{wire}`"));
                continue;
            }
            if let Some(parameter) = self.parameter(parameter, wire, place, owner, names)? {
                found.push(parameter);
            }
        }
        found.sort_by_key(|parameter| parameter.place);
        Ok(found)
    }

    fn parameter(
        &mut self,
        node: &'a Node,
        wire: &str,
        place: Place,
        owner: &str,
        names: &mut Names,
    ) -> Result<Option<Parameter>, LeftOut> {
        let required = place == Place::Path || node.is_set("required");
        let id = names.id(wire, Role::Input);
        let content = node.get("content").and_then(|content| content.entries().first());
        let schema = node.get("schema").unwrap_or(node);
        let schema = content.and_then(|(_, media)| media.get("schema")).unwrap_or(schema);
        let mut field = self.field(id, wire, node.span, schema, required, owner);
        field.nullable = false;
        field.description =
            prose::first(&[node.text_of("description")]).unwrap_or(field.description);
        field.deprecated |= node.is_set("deprecated");
        let example = node.get("example").filter(|_| field.privacy == Privacy::Public);
        field.example = example.and_then(|example| fitting(example, &field.ty)).or(field.example);
        if content.is_some() {
            self.as_text(&mut field, node.span);
        }
        let style =
            node.text_of("style").unwrap_or(if place == Place::Query { "form" } else { "simple" });
        let explodes = node.get("explode").map_or(style == "form", |_| node.is_set("explode"));
        let is_list = matches!(field.ty, Type::List(..));
        let is_usual = match place {
            Place::Query => {
                style == "form" || (style == "deepObject" && !is_list && self.is_plain(&field.ty))
            }
            Place::Path | Place::Header => style == "simple",
        };
        if !is_usual {
            self.refuse(node, &format!("`{wire}` in the style `{style}`"))?;
            return Ok(None);
        }
        if self.is_plain(&field.ty)
            || (is_list && place == Place::Query && self.is_plain_list(&field.ty))
        {
            let target = self.documents.resolve(schema).unwrap_or(schema);
            let default = schema.get("default").or_else(|| target.get("default"));
            field.default =
                default.filter(|_| !required).and_then(|node| self.default(node, &field.ty));
            if let (Some(_), Some(default)) = (&field.default, default.and_then(|node| node.word()))
            {
                field.description =
                    field.description.replace(&format!(" By default `{default}`."), "");
            }
        } else if field.ty == Type::JSON || (is_list && place != Place::Query) {
            self.as_text(&mut field, node.span);
        } else {
            self.refuse(node, &format!("`{wire}` of the type `{}`", field.ty))?;
            return Ok(None);
        }
        Ok(Some(Parameter { place, is_comma: is_list && !explodes, field }))
    }

    fn as_text(&mut self, field: &mut Field, span: Span) {
        if field.ty == Type::Plain("string") {
            return;
        }
        self.losses.lose(
            &gap::PARAMETER_TEXT,
            span,
            &format!("`{}` of the type `{}`", field.wire, field.ty),
        );
        field.ty = Type::Plain("string");
        field.example = None;
    }

    fn default(&self, node: &Node, ty: &Type) -> Option<Yaml> {
        match ty {
            Type::Named(name) => match &self.named.get(name)?.kind {
                Kind::Enum(values) => {
                    let default = scalar(&node.value)?;
                    values.iter().any(|(_, value, _)| *value == default).then_some(default)
                }
                _ => None,
            },
            ty => fitting(node, ty),
        }
    }

    /// Whether a type is a value without parts.
    fn is_plain(&self, ty: &Type) -> bool {
        match ty {
            Type::Plain(word) => *word != "json",
            Type::Named(name) => {
                self.named.get(name).is_some_and(|named| matches!(named.kind, Kind::Enum(_)))
            }
            Type::List(..) | Type::Map(..) => false,
        }
    }

    fn is_plain_list(&self, ty: &Type) -> bool {
        matches!(ty, Type::List(element, false) if self.is_plain(element))
    }

    /// A parameter that is left out, with its operation if calls need it.
    fn refuse(&mut self, node: &Node, detail: &str) -> Result<(), LeftOut> {
        if node.is_set("required") {
            return Err(LeftOut(diagnose(&gap::REQUIRED_PARAMETER, node.span, detail)));
        }
        self.losses.lose(&gap::PARAMETER, node.span, detail);
        Ok(())
    }
}

/// The path with the ids of its parameters as placeholders, and each placeholder a parameter.
pub(crate) fn path(
    types: &mut Types<'_>,
    template: &str,
    span: Span,
    parameters: &mut Vec<Parameter>,
    names: &mut Names,
) -> Result<String, LeftOut> {
    let refuse = |detail: &str| Err(LeftOut(diagnose(&gap::PATH, span, detail)));
    let mut path = String::new();
    let mut rest = template;
    let mut used: Vec<String> = Vec::new();
    while let Some((literal, after)) = rest.split_once('{') {
        let Some((wire, after)) = after.split_once('}') else { return refuse(template) };
        path.push_str(literal);
        let known = parameters
            .iter()
            .find(|parameter| parameter.place == Place::Path && parameter.field.wire == wire);
        let id = match known {
            Some(parameter) => parameter.field.id.clone(),
            None => {
                types.losses.lose(&gap::UNDECLARED_PLACEHOLDER, span, &format!("`{{{wire}}}`"));
                let id = names.id(wire, Role::Input);
                parameters.insert(used.len().min(parameters.len()), text_in_path(&id, wire, span));
                id
            }
        };
        if used.contains(&id) {
            return refuse("one placeholder appears twice");
        }
        path.push_str(&format!("{{{id}}}"));
        used.push(id);
        rest = after;
    }
    path.push_str(rest);
    let is_bad = !path.starts_with('/')
        || path.contains("//")
        || path.contains(['?', '#', ' ', '\\', '"', '<', '>', '|', '^']);
    if is_bad || path.chars().any(|character| !character.is_ascii_graphic()) {
        return refuse(template);
    }
    parameters.retain(|parameter| {
        let stays = parameter.place != Place::Path || used.contains(&parameter.field.id);
        if !stays {
            types.losses.lose(
                &gap::UNUSED_PLACEHOLDER,
                parameter.field.span,
                &format!("`{}`", parameter.field.wire),
            );
        }
        stays
    });
    Ok(path)
}

fn text_in_path(id: &str, wire: &str, span: Span) -> Parameter {
    let field = Field {
        span,
        id: id.to_owned(),
        wire: wire.to_owned(),
        ty: Type::Plain("string"),
        description: prose::UNDOCUMENTED.to_owned(),
        required: true,
        nullable: false,
        privacy: Privacy::Public,
        is_inferred: false,
        read_only: false,
        deprecated: false,
        example: None,
        default: None,
    };
    Parameter { place: Place::Path, is_comma: false, field }
}
