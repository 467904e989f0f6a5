//! One layout of error bodies, as a schema and as an example.

use restwright_spec::api::{
    Api, CodeKind, CodeLocation, ErrorBody, ErrorCode, FieldErrors, KeyPath,
};

use crate::export::describe::code;
use crate::export::schema::{of_properties, reference};
use crate::yaml::{Entries, Yaml, entry};

/// A value that is known by the paths to its parts.
#[derive(Default)]
struct Part {
    /// What it is where it has no parts, or beside them.
    own: Option<Yaml>,
    keys: Vec<(String, Part)>,
    /// The element of a list, and its index.
    element: Option<(usize, Box<Part>)>,
}

impl Part {
    fn at(&mut self, path: &[String]) -> &mut Self {
        let Some((first, rest)) = path.split_first() else { return self };
        // An index leads into a list.
        if let Ok(index) = first.parse() {
            let (_, element) = self.element.get_or_insert_with(|| (index, Box::default()));
            return element.at(rest);
        }
        let at = self.keys.iter().position(|(key, _)| key == first);
        let at = at.unwrap_or_else(|| {
            self.keys.push((first.clone(), Self::default()));
            self.keys.len() - 1
        });
        self.keys[at].1.at(rest)
    }

    fn set(&mut self, path: &KeyPath, value: Yaml) {
        self.at(&path.0).own = Some(value);
    }

    fn schema(self) -> Entries {
        if let Some((_, element)) = self.element {
            let items = Yaml::Map(element.schema(), false);
            return vec![entry("type", Yaml::text("array")), entry("items", items)];
        }
        let own = match self.own {
            Some(Yaml::Map(own, _)) if self.keys.is_empty() => return own,
            own => own,
        };
        let keys = self.keys.into_iter().map(|(key, part)| (key, Yaml::Map(part.schema(), true)));
        let mut schema = of_properties(keys.collect(), Vec::new());
        schema.extend(own.map(|own| entry("allOf", Yaml::Block(vec![own]))));
        schema
    }

    fn value(self) -> Yaml {
        if let Some((index, element)) = self.element {
            let nothing = std::iter::repeat_n(Yaml::Map(Vec::new(), true), index);
            return Yaml::list(nothing.chain([element.value()]).collect());
        }
        self.own.unwrap_or_else(|| {
            let keys = self.keys.into_iter().map(|(key, part)| (key, part.value()));
            Yaml::Map(keys.collect(), true)
        })
    }
}

/// The schema of a layout.
pub(super) fn schema_of(api: &Api, layout: &ErrorBody) -> Entries {
    let ErrorBody {
        is_problem,
        code,
        in_success: _,
        message,
        description,
        provider_error,
        field_errors,
        details,
    } = layout;
    let of_type = |ty: &str| Yaml::Map(vec![entry("type", Yaml::text(ty))], true);
    let text = || of_type("string");
    let mut body = Part::default();
    if let CodeLocation::Body(path) = code {
        let kind = if api.code_kind == CodeKind::Text { text() } else { of_type("integer") };
        body.set(path, kind);
    }
    for path in [message, description].into_iter().flatten() {
        body.set(path, text());
    }
    if let Some(path) = provider_error {
        body.set(path, Yaml::Map(Vec::new(), true));
    }
    if let Some(FieldErrors { list, field, message }) = field_errors {
        let element = body.at(&list.0).element.get_or_insert_with(|| (0, Box::default()));
        element.1.set(&KeyPath::key(field), text());
        element.1.set(&KeyPath::key(message), text());
    }
    if *is_problem {
        body.set(&KeyPath::key("status"), of_type("integer"));
        body.set(&KeyPath::key("instance"), text());
    }
    if let Some((path, ty)) = details.as_ref().zip(api.error_details.as_ref()) {
        body.set(path, Yaml::Map(reference("schemas", ty), true));
    }
    body.schema()
}

/// What a code looks like in a layout.
pub(super) fn example(layout: &ErrorBody, error: &ErrorCode) -> Yaml {
    let mut body = Part::default();
    if let CodeLocation::Body(path) = &layout.code {
        body.set(path, code(&error.code));
    }
    if let Some((path, text)) = layout.message.as_ref().zip(error.message.as_ref()) {
        body.set(path, Yaml::text(text));
    }
    body.value()
}
