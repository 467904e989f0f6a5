//! Parameters of an operation: what becomes an input, and what becomes something else.

mod style;

use std::collections::BTreeSet;

use restwright_spec::{FORBIDDEN_HEADERS, Node, Span};

use crate::documents::{Key, escape};
use crate::draft::{Field, Kind, Parameter, Place, Privacy, Type};
use crate::gap;
use crate::groups::Found;
use crate::limits::admit;
use crate::loss::{LeftOut, diagnose};
use crate::names::{Names, Role};
use crate::node::Look;
use crate::prose;
use crate::schema::{Types, fitting, scalar};
use crate::shape::{Flat, Shape, flatten, shape};
use crate::stated::{EXTENSION, Stated, id_of};
use crate::yaml::{Yaml, is_invisible};
use style::{Style, exploded};

/// What the parameters of an operation become.
#[derive(Default)]
pub(crate) struct Inputs {
    pub(crate) parameters: Vec<Parameter>,
    /// Whether one of them is the header `Authorization`, which is a credential.
    pub(crate) has_authorization: bool,
    /// The header of the idempotency key, which clients generate.
    pub(crate) idempotency: Option<String>,
}

/// A parameter of the document, or a part of one that is an object.
struct Given<'a> {
    node: &'a Node,
    schema: &'a Node,
    wire: String,
    place: Place,
    required: bool,
    is_part: bool,
    /// What its type is called if it needs a name.
    wish: String,
}

/// Headers that `OpenAPI` itself says to ignore, and those that clients write unless a credential goes there.
const IGNORED_HEADERS: [&str; 4] = ["accept", "cookie", "proxy-authorization", "user-agent"];

/// Headers of idempotency keys.
const IDEMPOTENCY: [&str; 2] = ["idempotency-key", "x-idempotency-key"];

impl<'a> Types<'a> {
    /// The parameters of an operation, its own ones before those of its path.
    pub(crate) fn parameters(
        &mut self,
        found: &Found<'a>,
        owner: &str,
        names: &mut Names,
    ) -> Result<Inputs, LeftOut> {
        let of = |node: &'a Node| node.get("parameters").map(Look::elements);
        let own = of(found.node).unwrap_or_default().iter().map(|node| (node, owner));
        let of_path = of(found.item).unwrap_or_default().iter();
        let of_path = of_path.map(|node| (node, found.template.value.as_str()));
        let mut inputs = Inputs::default();
        let mut seen = BTreeSet::new();
        for (node, owner) in own.chain(of_path) {
            if self.is_always_sent(node) {
                continue;
            }
            let Some((key, given)) = self.given(node, owner) else { continue };
            if !seen.insert((given.place, given.wire.clone())) {
                continue;
            }
            if given.place == Place::Header && self.is_taken(&given, found, &mut inputs) {
                continue;
            }
            if let Some(flat) = self.parts(&given) {
                for part in exploded(&given, &flat) {
                    if !seen.insert((part.place, part.wire.clone())) {
                        let detail = format!("`{}`", part.wire);
                        self.losses.lose(&gap::PARAMETER_TWICE, part.schema.span, &detail);
                        continue;
                    }
                    inputs.parameters.extend(self.parameter(&part, names)?);
                }
                continue;
            }
            let Some(mut parameter) = self.parameter(&given, names)? else { continue };
            parameter.shared = key.and_then(|key| self.shared.id(key, &parameter));
            inputs.parameters.push(parameter);
        }
        if found.node.get(EXTENSION).is_none() {
            inputs.parameters.sort_by_key(|parameter| parameter.place);
        }
        Ok(inputs)
    }

    /// Defines the parameters about which the document states something, whether or not an operation refers to them.
    pub(crate) fn define_stated_parameters(&mut self, root: &'a Node) {
        let components = root.get("components").and_then(|all| all.get("parameters"));
        let all = components.map(Look::entries).unwrap_or_default();
        for (name, node) in all.iter().filter(|(_, node)| node.get(EXTENSION).is_some()) {
            let key = (node.span.source, format!("/components/parameters/{}", escape(&name.value)));
            let Some((_, given)) = self.given(node, "") else { continue };
            if let Ok(Some(parameter)) = self.parameter(&given, &mut Names::default()) {
                self.shared.id(key, &parameter);
            }
        }
    }

    /// Reads a parameter, and where it is defined if that is somewhere else.
    fn given(&mut self, node: &'a Node, owner: &str) -> Option<(Option<Key>, Given<'a>)> {
        let Some((key, parameter)) = self.documents.follow(node) else {
            let reference = node.text_of("$ref").unwrap_or_default();
            self.losses.lose(&gap::PARAMETER, node.span, &format!("`{reference}`"));
            return None;
        };
        let (Some(wire), Some(place)) = (parameter.text_of("name"), parameter.text_of("in")) else {
            self.losses.lose(&gap::PARAMETER, node.span, "without a name or a place");
            return None;
        };
        let place = match place {
            "path" => Place::Path,
            "query" => Place::Query,
            "header" => Place::Header,
            "cookie" => Place::Cookie,
            other => {
                let detail = format!("`{wire}` in `{other}`");
                self.losses.lose(&gap::PARAMETER, parameter.span, &detail);
                return None;
            }
        };
        if !can_be_sent(wire, place) && id_of(parameter).is_none() {
            let detail = format!("`{}`", wire.escape_debug());
            self.losses.lose(&gap::PARAMETER, parameter.span, &detail);
            return None;
        }
        let wish = match key.as_ref().and_then(|(_, pointer)| name_of(pointer)) {
            Some(name) => name.to_owned(),
            None => format!("{owner} {wire}"),
        };
        let content = parameter.get("content").and_then(|content| content.entries().first());
        let schema = content.and_then(|(_, media)| media.get("schema"));
        let given = Given {
            node: parameter,
            schema: schema.or(parameter.get("schema")).unwrap_or(parameter),
            wire: wire.to_owned(),
            place,
            required: place == Place::Path || parameter.is_set("required"),
            is_part: false,
            wish,
        };
        Some((key, given))
    }

    /// Whether a header is no input: clients write it, or it is a credential or an idempotency key.
    fn is_taken(&mut self, given: &Given<'a>, found: &Found<'a>, inputs: &mut Inputs) -> bool {
        let name = given.wire.to_ascii_lowercase();
        let detail = format!("`{}`", given.wire);
        let is_read = matches!(found.method.value.as_str(), "get" | "head");
        let stated = found.node.get(EXTENSION).and_then(|stated| stated.get("idempotency"));
        let stated = stated.and_then(|stated| stated.text_of("header"));
        if id_of(given.node).is_some() {
            return false;
        }
        if [stated, self.idempotency.as_deref()].contains(&Some(given.wire.as_str())) {
            inputs.idempotency = Some(given.wire.clone());
        } else if name == "authorization" {
            self.losses.lose(&gap::AUTHORIZATION, given.node.span, "");
            inputs.has_authorization = true;
        } else if is_of_transport(&name) || IGNORED_HEADERS.contains(&name.as_str()) {
            self.losses.lose(&gap::HEADER, given.node.span, &detail);
        } else if is_idempotency_key(&name) && !is_read {
            inputs.idempotency = Some(given.wire.clone());
        } else {
            return false;
        }
        true
    }

    /// What an object in the query consists of, if each part is a parameter on the wire.
    fn parts(&self, given: &Given<'a>) -> Option<Flat<'a>> {
        let style = given.node.text_of("style").unwrap_or("form");
        let explodes = given.node.get("explode").is_none_or(|_| given.node.is_set("explode"));
        let is_parted = style == "deepObject" || (style == "form" && explodes);
        // A parameter with an id is one input.
        let is_one = id_of(given.node).is_some() || given.node.get("content").is_some();
        if given.place != Place::Query || !is_parted || is_one {
            return None;
        }
        let schema = self.documents.resolve(given.schema)?;
        match shape(self.documents, schema, 0) {
            Shape::Object(flat) => Some(flat),
            Shape::Same(other) => {
                let mut flat = Flat::default();
                flatten(self.documents, other, &mut flat, 0);
                (!flat.properties.is_empty()).then_some(flat)
            }
            _ => None,
        }
    }

    fn parameter(
        &mut self,
        given: &Given<'a>,
        names: &mut Names,
    ) -> Result<Option<Parameter>, LeftOut> {
        let mut field = self.value(given, names);
        let span = field.span;
        let style = Style::of(given);
        let is_list = matches!(field.ty, Type::List(..));
        if id_of(given.node).is_some() && self.is_input(given.place, style.word, &field.ty) {
            self.take_default(&mut field, given.schema);
            return Ok(Some(Parameter {
                place: given.place,
                style: style.of_description(given.place, is_list),
                before: String::new(),
                shared: None,
                field,
            }));
        }
        let Some(before) = style.before(given, is_list) else {
            return self.refuse(given, span, &format!("in the style `{}`", style.word));
        };
        let can_be_list = given.place != Place::Cookie;
        if self.is_plain(&field.ty) || (can_be_list && self.is_plain_list(&field.ty)) {
            self.take_default(&mut field, given.schema);
        } else if field.ty == Type::JSON
            || self.is_of_kinds(&field.ty)
            || (is_list && given.place != Place::Query)
        {
            self.as_text(&mut field, span);
        } else {
            return self.refuse(given, span, &format!("of the type `{}`", field.ty));
        }
        let style = style.of_description(given.place, is_list);
        Ok(Some(Parameter { place: given.place, style, before, shared: None, field }))
    }

    /// The value of a parameter, whatever its style.
    fn value(&mut self, given: &Given<'a>, names: &mut Names) -> Field {
        let stated = if given.is_part { Stated::default() } else { Stated::of(given.node) };
        let id = names.stated_or(stated.id(), &given.wire, Role::Input);
        let span = if given.is_part { given.schema.span } else { given.node.span };
        let (wire, schema) = ((given.wire.as_str(), span), given.schema);
        let mut field = match given.place {
            Place::Path => self.field_of(id, wire, schema, (true, None), &given.wish),
            _ => self.field(id, wire, schema, given.required, &given.wish),
        };
        field.nullable = false;
        if !given.is_part {
            let said = prose::first(&[given.node.text_of("description")]);
            field.description = said.unwrap_or(field.description);
            let is_constant = field.always.is_some();
            field.deprecated |= given.node.is_set("deprecated") && !is_constant;
            let is_public = field.privacy == Privacy::Public && !is_constant;
            let example = given.node.get("example").filter(|_| is_public);
            let example = example.filter(|example| admit(&field.limits, example));
            let example = example.and_then(|example| fitting(example, &field.ty));
            field.example = example.or(field.example);
            field.stated = stated;
            if given.node.get("content").is_some() {
                self.as_text(&mut field, span);
            }
        }
        field
    }

    /// Moves a default from the description of a parameter to a key of its own.
    fn take_default(&self, field: &mut Field, schema: &Node) {
        let target = self.documents.resolve(schema).unwrap_or(schema);
        let Some(node) = schema.get("default").or_else(|| target.get("default")) else { return };
        if field.required || field.always.is_some() {
            return;
        }
        field.default = self.default(node, &field.ty).filter(|_| admit(&field.limits, node));
        if let (Some(_), Some(word)) = (&field.default, node.word()) {
            field.description = prose::without_default(&field.description, &word);
        }
    }

    fn as_text(&mut self, field: &mut Field, span: Span) {
        if field.ty == Type::Plain("string") {
            return;
        }
        let detail = format!("`{}` of the type `{}`", field.wire, field.ty);
        self.losses.lose(&gap::PARAMETER_TEXT, span, &detail);
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

    /// Whether a value is of a union that only JSON can tell apart.
    fn is_of_kinds(&self, ty: &Type) -> bool {
        let named = |name: &String| self.named.get(name);
        matches!(ty, Type::Named(name) if named(name).is_some_and(|it| it.kind.is_of_kinds()))
    }

    /// Whether a type is a value without parts.
    fn is_plain(&self, ty: &Type) -> bool {
        match ty {
            Type::Plain(word) => *word != "json",
            Type::Named(name) => self.named.get(name).is_some_and(|named| named.kind.is_plain()),
            Type::List(..) | Type::Map(..) => false,
        }
    }

    /// Whether a description has a parameter of this place, style and type.
    fn is_input(&self, place: Place, style: &str, ty: &Type) -> bool {
        let is_plain = self.is_plain(ty);
        match (place, style) {
            (Place::Query, "deepObject") => {
                matches!(ty, Type::Named(_) | Type::Map(..)) && !is_plain
            }
            (Place::Query, "form" | "pipeDelimited" | "spaceDelimited")
            | (Place::Path | Place::Header, "simple") => is_plain || self.is_plain_list(ty),
            (Place::Cookie, _) => is_plain,
            _ => false,
        }
    }

    fn is_plain_list(&self, ty: &Type) -> bool {
        matches!(ty, Type::List(element, false) if self.is_plain(element))
    }

    /// Leaves a parameter out, and with it the operation if its path has no meaning without.
    fn refuse(
        &mut self,
        given: &Given<'a>,
        span: Span,
        detail: &str,
    ) -> Result<Option<Parameter>, LeftOut> {
        let detail = format!("`{}` {detail}", given.wire);
        if given.place == Place::Path {
            return Err(LeftOut::new(diagnose(&gap::REQUIRED_PARAMETER, span, &detail)));
        }
        self.losses.lose(&gap::PARAMETER, span, &detail);
        Ok(None)
    }
}

/// Whether a name can be a header or a cookie, or stand elsewhere in a request.
pub(crate) fn can_be_sent(wire: &str, place: Place) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    match place {
        Place::Header | Place::Cookie => !wire.is_empty() && wire.bytes().all(is_token),
        Place::Path | Place::Query => {
            !wire.is_empty() && wire.trim() == wire && !wire.chars().any(is_invisible)
        }
    }
}

/// Whether a header is known to hold an idempotency key.
pub(crate) fn is_idempotency_key(header: &str) -> bool {
    IDEMPOTENCY.contains(&header.to_ascii_lowercase().as_str())
}

/// Whether a header is usually no input: clients write it, or it is a credential or an idempotency key.
pub(crate) fn is_of_client(header: &str) -> bool {
    let name = header.to_ascii_lowercase();
    name == "authorization"
        || is_of_transport(&name)
        || IGNORED_HEADERS.contains(&name.as_str())
        || is_idempotency_key(&name)
}

/// Whether the transport writes a header, so that nobody else can.
pub(crate) fn is_of_transport(header: &str) -> bool {
    FORBIDDEN_HEADERS.iter().any(|taken| header.eq_ignore_ascii_case(taken))
}

/// The last word of a pointer, if it is a name.
pub(crate) fn name_of(pointer: &str) -> Option<&str> {
    let last = pointer.rsplit('/').next()?;
    (!last.is_empty() && !last.bytes().all(|byte| byte.is_ascii_digit())).then_some(last)
}
