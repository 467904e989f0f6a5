//! Exports a model as an `OpenAPI` document that an import turns back into the same model.
//!
//! What `OpenAPI` has no place for is stated in the extension `x-restwright`. Which keys an element has to state follows from an
//! import of the plain document: whatever it does not give is stated, and nothing else.

mod body;
mod describe;
mod document;
mod errors;
mod examples;
mod marks;
mod operation;
mod paths;
mod schema;
mod shared;
mod statements;
mod webhooks;

use std::collections::BTreeSet;

use restwright_spec::{Api, Inferred, Source, Sources};

pub(crate) use self::describe::limits::limits;
use self::document::Context;
use self::shared::Shared;
use self::statements::Statements;
use crate::document::{Options, import};
use crate::json::to_json;
use crate::yaml::{Entries, Yaml, to_yaml};

/// How a document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As YAML.
    Yaml,
    /// As JSON.
    Json,
}

/// How often statements are completed.
const ROUNDS: usize = 4;

/// The text of an `OpenAPI` 3.1 document of a model, and of what no person has confirmed in its description.
#[must_use]
pub fn export(api: &Api, inferred: &[Inferred], form: Form) -> String {
    let shared = Shared::of(api);
    let mut description = describe::description(api, &shared);
    marks::mark(&mut description, inferred);
    let mut context = Context {
        api,
        shared: &shared,
        statements: Statements::default(),
        is_plain: true,
        error_body: errors::name(api),
        used: schema::used(api),
        guessed: guessed(inferred),
    };
    context.statements = missing(&description, document::document(&context));
    context.is_plain = false;
    let mut document = document::document(&context);
    // What is stated about one element can change what an import makes of another one.
    for _ in 0..ROUNDS {
        let more = missing(&description, document.clone());
        if more.is_empty() {
            break;
        }
        context.statements.add(more);
        document = document::document(&context);
    }
    match form {
        Form::Yaml => to_yaml(&document),
        Form::Json => to_json(&Yaml::Map(document, false)),
    }
}

/// Operations whose effect nobody has confirmed.
fn guessed(inferred: &[Inferred]) -> BTreeSet<String> {
    let effects = inferred.iter().filter(|one| one.key == "effect");
    effects.filter_map(|one| one.element.strip_prefix("operations.")).map(str::to_owned).collect()
}

/// What an import of a document does not give of a description.
fn missing(description: &[(String, Yaml)], document: Entries) -> Statements {
    let text = to_json(&Yaml::Map(document, false)).into_bytes();
    let path = "openapi.json".to_owned();
    let options = Options {
        entry: &path,
        name: None,
        include: &[],
        exclude: &[],
        constraints: false,
        // Whatever is wrong is what is missing.
        check: &|_| (Sources::new(Vec::new()), Vec::new()),
    };
    let sources = Sources::new(vec![Source { path: path.clone(), text }]);
    Statements::missing(description, &import(&sources, &options).parts)
}
