//! The tables of changes: one file for each area of rules, a row for each rule, and nothing written twice.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use restwright_spec::{Source, Spanned};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::description::{files, fixtures};

/// What all descriptions share, beside the tables.
const API: &str = "api.yaml";

/// A file: the descriptions that its rows start from, and the rows.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    /// Changes of the common description, by name. Rows that name none start from the first.
    shared: Map<String, Value>,
    /// The call of those that have no other, and no reason to have none.
    call: Option<String>,
    /// Why rows without a call have none.
    not_run: Option<String>,
    rows: BTreeMap<String, Row>,
}

/// One change, and the code that meets it.
#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    of: Option<String>,
    #[serde(default)]
    base: Map<String, Value>,
    head: Map<String, Value>,
    /// Rules that cannot but apply as well.
    #[serde(default)]
    pub(super) also: Vec<String>,
    #[serde(flatten)]
    pub(super) code: Code,
    /// Why no program shows what happens on the wire.
    pub(super) not_run: Option<String>,
}

/// What a user of the client wrote before the change.
#[derive(Deserialize, Clone)]
pub(super) struct Code {
    /// An expression for a builder of the client.
    client: Option<String>,
    /// An expression for a call of the `client`.
    call: Option<String>,
    /// The same call as the head wants it, where the program does not build with it.
    pub(super) rebuilt: Option<String>,
    /// The type that the call answers with.
    answer: Option<String>,
    /// Any other items.
    program: Option<String>,
}

/// A row as two descriptions.
pub(super) struct Written {
    pub(super) base: Vec<Source>,
    pub(super) head: Vec<Source>,
    pub(super) row: Row,
}

/// All rows by their names: the id of a rule, and a variant of it behind a slash.
pub(super) fn read() -> BTreeMap<String, Written> {
    let folder = fixtures("diff");
    let api: Map<String, Value> = parsed(&folder.join(API));
    let mut all = BTreeMap::new();
    for path in files(&folder).iter().filter(|path| !path.ends_with(API)) {
        let Table { shared, call, not_run, rows } = parsed(path);
        for (rule, mut row) in rows {
            let place = format!("{}: {rule}", path.display());
            if row.not_run.is_none() {
                row.code.call = row.code.call.or_else(|| call.clone());
            }
            if row.code.call.is_none() {
                row.not_run = row.not_run.or_else(|| not_run.clone());
            }
            let name = row.of.as_ref().or(shared.keys().next());
            let shared = name.and_then(|name| shared.get(name)).and_then(Value::as_object);
            let shared = shared.unwrap_or_else(|| panic!("{place}: of what is shared?"));
            let base = changed(&changed(&api, shared), &row.base);
            let head = changed(&base, &row.head);
            let written = Written { base: sources(&base), head: sources(&head), row };
            assert!(all.insert(rule, written).is_none(), "{place} stands twice");
        }
    }
    all
}

impl Code {
    /// The code as a module that uses a client of this name. Nothing, if there is none.
    pub(super) fn source(&self, client: &str) -> Option<String> {
        let parts = [self.program.clone(), self.builder(), self.call()];
        let parts: Vec<_> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| format!("use {client}::*;\n{}", parts.join("\n")))
    }

    /// The group and the operation that the code calls.
    pub(super) fn called(&self) -> Option<(&str, &str)> {
        let (group, rest) = self.call.as_ref()?.strip_prefix("client.")?.split_once("().")?;
        Some((group, rest.split_once('(')?.0))
    }

    /// The code as somebody wrote it anew after the change.
    pub(super) fn rebuilt(&self) -> Option<Self> {
        Some(Self { call: Some(self.rebuilt.clone()?), program: None, ..self.clone() })
    }

    /// The code as a module that makes the call with a client that was changed before, and tells what went wrong.
    pub(super) fn runnable(&self, client: &str, arguments: &[Spanned<String>]) -> Option<String> {
        let call = self.call.as_ref()?;
        let builder = self.client.clone().unwrap_or_else(|| {
            let given: Vec<_> = arguments.iter().map(|id| format!("{:?}", **id)).collect();
            format!("Client::builder({})", given.join(", "))
        });
        let program = self.program.as_deref().unwrap_or_default();
        Some(format!(
            "use {client}::*;
{program}
pub async fn on(change: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Result<String, String> {{
    let calls = restwright_runtime::CallOptions::new().retry(restwright_runtime::RetryPolicy::none());
    let builder = {builder}.options(restwright_runtime::ClientOptions::new().calls(calls));
    let client = change(builder).build().map_err(|error| error.to_string())?;
    match {call}.await {{
        Ok(answer) => crate::Told::told(answer).await,
        Err(error) => Err(error.to_string()),
    }}
}}
"
        ))
    }

    fn builder(&self) -> Option<String> {
        let builder = self.client.as_ref()?;
        Some(format!("pub fn build() -> Result<Client, Error> {{ {builder}.build() }}"))
    }

    fn call(&self) -> Option<String> {
        let call = self.call.as_ref()?;
        Some(match &self.answer {
            None => format!("pub fn call(client: &Client) {{ let _ = {call}; }}"),
            Some(answer) => format!(
                "pub async fn call(client: &Client) -> Result<{answer}, Error> {{ Ok({call}.await?.into_inner()) }}"
            ),
        })
    }
}

fn parsed<T: for<'de> Deserialize<'de>>(path: &std::path::Path) -> T {
    let text = fs::read_to_string(path).expect("a table is readable");
    let options = serde_yaml::options! { strict_booleans: true };
    serde_yaml::from_str_with_options(&text, options)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A description with other values at some paths, such as `types.Pet.fields`. A null takes away what is there.
fn changed(description: &Map<String, Value>, changes: &Map<String, Value>) -> Map<String, Value> {
    let mut description = description.clone();
    for (path, value) in changes {
        let (parents, last) = path.rsplit_once('.').unwrap_or(("", path));
        let at =
            parents.split('.').filter(|key| !key.is_empty()).fold(&mut description, |at, key| {
                let below = at.entry(key).or_insert_with(|| Map::new().into());
                below.as_object_mut().unwrap_or_else(|| panic!("`{path}` leads into a value"))
            });
        if value.is_null() {
            assert!(at.shift_remove(last).is_some(), "there is no `{path}` to take away");
        } else {
            at.insert(last.to_owned(), value.clone());
        }
    }
    description
}

/// A description as a file for each section and a line for each key, so that places in it can be told apart.
fn sources(description: &Map<String, Value>) -> Vec<Source> {
    let mut texts = BTreeMap::<_, String>::new();
    for (section, value) in description {
        // It says of what group the operations in the same file are.
        let file = if section == "group" { "operations" } else { section };
        let section = Map::from_iter([(section.clone(), value.clone())]);
        write(texts.entry(format!("{file}.yaml")).or_default(), &section, 0);
    }
    texts.into_iter().map(|(path, text)| Source { path, text: text.into_bytes() }).collect()
}

fn write(text: &mut String, map: &Map<String, Value>, depth: usize) {
    for (key, value) in map {
        let _ = write!(text, "{:width$}{key}:", "", width = depth * 2);
        match value.as_object().filter(|below| !below.is_empty()) {
            Some(below) => {
                text.push('\n');
                write(text, below, depth + 1);
            }
            None => match value.as_array().filter(|list| list.iter().any(Value::is_object)) {
                Some(list) => {
                    text.push('\n');
                    for item in list {
                        let _ = writeln!(text, "{:width$}- {item}", "", width = depth * 2 + 2);
                    }
                }
                None => drop(writeln!(text, " {value}")),
            },
        }
    }
}
