//! Swagger 2.0 as `OpenAPI` 3: the same tree with its positions, where keys stand at their new places.

use restwright_spec::{Node, Span, Spanned, Value};

use crate::documents::Documents;
use crate::node::Look as _;

/// Keys of a parameter or header that belong to its schema.
const OF_SCHEMA: [&str; 19] = [
    "type",
    "format",
    "items",
    "enum",
    "default",
    "maximum",
    "minimum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "multipleOf",
    "x-nullable",
    "x-enum-varnames",
    "example",
];

/// Converts the tree of a document. References keep their pointers, so what they lead to stays where it is.
pub(crate) fn convert(documents: Documents<'_>, entry: u32) -> Documents<'_> {
    let Some(root) = documents.root(entry) else { return documents };
    let converted = root_of(&documents, root);
    documents.with(entry, converted)
}

fn root_of(documents: &Documents<'_>, root: &Node) -> Node {
    let mut entries: Vec<_> = root.entries().to_vec();
    let converter = Converter { documents, root };
    for (key, value) in &mut entries {
        if key.value == "paths" {
            *value = map_entries(value, |_, item| converter.path_item(item));
        }
    }
    entries.push(entry("servers", converter.servers()));
    let schemes = root.get("securityDefinitions").cloned();
    let schemes = schemes.map(|schemes| map_entries(&schemes, |_, scheme| security_scheme(scheme)));
    let components: Vec<_> =
        schemes.into_iter().map(|node| entry("securitySchemes", node)).collect();
    entries.push(entry("components", made(root.span, Value::Map(components))));
    made(root.span, Value::Map(entries))
}

struct Converter<'a> {
    documents: &'a Documents<'a>,
    root: &'a Node,
}

impl Converter<'_> {
    fn servers(&self) -> Node {
        let Some(host) = self.root.get("host") else {
            return made(self.root.span, Value::List(Vec::new()));
        };
        let schemes = self.root.get("schemes").map(texts).unwrap_or_default();
        let scheme =
            if schemes.is_empty() || schemes.contains(&"https") { "https" } else { schemes[0] };
        let base = self.root.text_of("basePath").unwrap_or_default().trim_end_matches('/');
        let url = format!("{scheme}://{}{base}", host.text().unwrap_or_default());
        let url = made(host.span, Value::String(url));
        let server = made(host.span, Value::Map(vec![entry("url", url)]));
        made(host.span, Value::List(vec![server]))
    }

    fn path_item(&self, item: &Node) -> Node {
        let shared =
            item.get("parameters").map(|node| node.elements().to_vec()).unwrap_or_default();
        map_entries(item, |key, value| match key {
            "parameters" => made(value.span, Value::List(self.parameters(value.elements()).0)),
            _ if key.starts_with("x-") || key.starts_with('$') => value.clone(),
            _ => self.operation(value, &shared),
        })
    }

    fn operation(&self, operation: &Node, shared: &[Node]) -> Node {
        let own = operation.get("parameters").map(super::node::Look::elements).unwrap_or_default();
        let (parameters, mut body) = self.parameters(own);
        if body.is_none() {
            body = self.parameters(shared).1;
        }
        let types = |key: &str| {
            let node = operation.get(key).or_else(|| self.root.get(key));
            let types: Vec<String> =
                node.map(texts).unwrap_or_default().into_iter().map(str::to_owned).collect();
            if types.is_empty() { vec!["application/json".to_owned()] } else { types }
        };
        let mut entries: Vec<_> = operation.entries().to_vec();
        for (key, value) in &mut entries {
            match key.value.as_str() {
                "parameters" => value.value = Value::List(parameters.clone()),
                "responses" => {
                    let produces = types("produces");
                    *value = map_entries(value, |_, response| self.response(response, &produces));
                }
                _ => {}
            }
        }
        if let Some(body) = body {
            entries.push(entry(
                "requestBody",
                body.to_request_body(operation.span, &types("consumes")),
            ));
        }
        made(operation.span, Value::Map(entries))
    }

    /// Parameters outside the body, and the body.
    fn parameters(&self, parameters: &[Node]) -> (Vec<Node>, Option<Body>) {
        let mut others = Vec::new();
        let mut body = None;
        let mut fields = Vec::new();
        for node in parameters {
            let parameter = self.documents.resolve(node).unwrap_or(node);
            match parameter.text_of("in") {
                Some("body") => body = Some(Body::Whole(parameter.clone())),
                Some("formData") => fields.push(parameter.clone()),
                _ => others.push(with_schema(parameter)),
            }
        }
        let form = Some(fields).filter(|fields| !fields.is_empty()).map(Body::Form);
        (others, body.or(form))
    }

    fn response(&self, node: &Node, produces: &[String]) -> Node {
        let response = self.documents.resolve(node).unwrap_or(node);
        let Some(schema) = response.get("schema") else { return response.clone() };
        let mut entries = response.entries().to_vec();
        entries.push(entry("content", content(produces, schema)));
        made(response.span, Value::Map(entries))
    }
}

/// The body of an operation as Swagger has it.
enum Body {
    Whole(Node),
    Form(Vec<Node>),
}

impl Body {
    fn to_request_body(&self, span: Span, consumes: &[String]) -> Node {
        match self {
            Self::Whole(parameter) => {
                let schema = parameter.get("schema").cloned();
                let schema = schema.unwrap_or_else(|| made(parameter.span, Value::Map(Vec::new())));
                let mut entries: Vec<_> = parameter.entries().to_vec();
                entries.retain(|(key, _)| matches!(key.value.as_str(), "description" | "required"));
                entries.push(entry("content", content(consumes, &schema)));
                made(parameter.span, Value::Map(entries))
            }
            Self::Form(fields) => {
                let is_file = fields.iter().any(|field| field.text_of("type") == Some("file"));
                let kind = if is_file {
                    "multipart/form-data"
                } else {
                    "application/x-www-form-urlencoded"
                };
                let given = consumes.iter().find(|kind| {
                    kind.contains(if is_file { "multipart/form-data" } else { "form" })
                });
                let kind = given.cloned().unwrap_or_else(|| kind.to_owned());
                content_of_form(span, &kind, fields)
            }
        }
    }
}

fn content_of_form(span: Span, kind: &str, fields: &[Node]) -> Node {
    let name = |field: &Node| field.text_of("name").unwrap_or_default().to_owned();
    let properties =
        fields.iter().map(|field| (Spanned::new(name(field), field.span), field.clone()));
    let required = fields.iter().filter(|field| field.is_set("required"));
    let required = required.map(|field| made(field.span, Value::String(name(field)))).collect();
    let schema = made(
        span,
        Value::Map(vec![
            entry("type", made(span, Value::String("object".to_owned()))),
            entry("properties", made(span, Value::Map(properties.collect()))),
            entry("required", made(span, Value::List(required))),
        ]),
    );
    let content = content(&[kind.to_owned()], &schema);
    made(span, Value::Map(vec![entry("content", content)]))
}

fn content(types: &[String], schema: &Node) -> Node {
    let media = |kind: &String| {
        let media = made(schema.span, Value::Map(vec![entry("schema", schema.clone())]));
        (Spanned::new(kind.clone(), schema.span), media)
    };
    made(schema.span, Value::Map(types.iter().map(media).collect()))
}

/// Moves the keys that describe the value of a parameter into its schema.
fn with_schema(parameter: &Node) -> Node {
    let is_of_schema =
        |(key, _): &&(Spanned<String>, Node)| OF_SCHEMA.contains(&key.value.as_str());
    let schema: Vec<_> = parameter.entries().iter().filter(is_of_schema).cloned().collect();
    let mut entries: Vec<_> =
        parameter.entries().iter().filter(|entry| !is_of_schema(entry)).cloned().collect();
    entries.push(entry("schema", made(parameter.span, Value::Map(schema))));
    let text = |text: &str| made(parameter.span, Value::String(text.to_owned()));
    match parameter.text_of("collectionFormat") {
        Some("multi") => {}
        Some("pipes") => entries.push(entry("style", text("pipeDelimited"))),
        Some("ssv" | "tsv") => entries.push(entry("style", text("spaceDelimited"))),
        _ if parameter.text_of("in") == Some("query") => {
            entries.push(entry("explode", made(parameter.span, Value::Bool(false))));
        }
        _ => {}
    }
    made(parameter.span, Value::Map(entries))
}

fn security_scheme(scheme: &Node) -> Node {
    if scheme.text_of("type") == Some("oauth2") {
        return flow(scheme);
    }
    if scheme.text_of("type") != Some("basic") {
        return scheme.clone();
    }
    let mut entries = scheme.entries().to_vec();
    for (key, value) in &mut entries {
        if key.value == "type" {
            value.value = Value::String("http".to_owned());
        }
    }
    entries.push(entry("scheme", made(scheme.span, Value::String("basic".to_owned()))));
    made(scheme.span, Value::Map(entries))
}

/// The one flow of a scheme, which has another name in later documents.
fn flow(scheme: &Node) -> Node {
    let name = match scheme.text_of("flow") {
        Some("application") => "clientCredentials",
        Some("accessCode") => "authorizationCode",
        Some(other) => other,
        None => return scheme.clone(),
    };
    let is_of_flow = |key: &str| matches!(key, "flow" | "authorizationUrl" | "tokenUrl" | "scopes");
    let (of_flow, mut entries): (Vec<_>, Vec<_>) =
        scheme.entries().iter().cloned().partition(|(key, _)| is_of_flow(&key.value));
    let flows = vec![entry(name, made(scheme.span, Value::Map(of_flow)))];
    entries.push(entry("flows", made(scheme.span, Value::Map(flows))));
    made(scheme.span, Value::Map(entries))
}

fn map_entries(node: &Node, change: impl Fn(&str, &Node) -> Node) -> Node {
    let entries =
        node.entries().iter().map(|(key, value)| (key.clone(), change(&key.value, value)));
    made(node.span, Value::Map(entries.collect()))
}

fn entry(key: &str, value: Node) -> (Spanned<String>, Node) {
    (Spanned::new(key.to_owned(), value.span), value)
}

fn made(span: Span, value: Value) -> Node {
    Node { value, span }
}

/// The texts of a list.
fn texts(node: &Node) -> Vec<&str> {
    node.elements().iter().filter_map(|element| element.text()).collect()
}
