//! Collects the inputs of a call: arguments, files, and secrets of the environment.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Context as _;
use bytes::Bytes;
use clap::ArgMatches;
use restwright_runtime::{Credential, CredentialChoice, Upload};
use restwright_spec::api::{self, Api, BodyContent, Input, Operation, Privacy, Type};

use super::arguments::{Options, arg_id, flag_of};
use super::given::Given;
use super::secrets::{Held, Vault, named, variable};
use super::steps::Step;
use super::value::Reader;
use super::{is_one_secret, is_secret_body, service};
use crate::exit::Misuse;
use crate::terminal::Terminal;

/// The inputs of a call.
#[derive(Default)]
pub(super) struct Inputs {
    values: BTreeMap<String, Given>,
    files: BTreeMap<String, Vec<File>>,
    pub(super) whole: Option<Whole>,
    pub(super) credentials: Vec<Supplied>,
    declared: Vec<&'static Credential>,
    choice: Option<&'static CredentialChoice>,
}

/// A file, by the path that was given.
#[derive(Clone)]
pub(super) struct File {
    pub(super) path: PathBuf,
    /// Its content type, where it was given: `FILE;type=TYPE`.
    pub(super) content_type: Option<String>,
    pub(super) upload: Upload,
}

/// A body that is one value.
pub(super) enum Whole {
    Given(Given),
    Bytes(Bytes),
    File(File),
}

/// A credential with its secret.
pub(super) struct Supplied {
    pub(super) credential: &'static Credential,
    pub(super) secret: Held,
    /// Of basic authentication; the other one is the user name then.
    pub(super) password: Option<Held>,
}

impl Inputs {
    /// The value of an input.
    pub(super) fn value(&self, input: &Input) -> Option<Given> {
        self.values.get(&*input.id).cloned()
    }

    /// The files of an input.
    pub(super) fn files(&self, input: &Input) -> &[File] {
        self.files.get(&*input.id).map(Vec::as_slice).unwrap_or_default()
    }

    /// The statements that authenticate the request.
    pub(super) fn authentication(&self) -> Vec<Step> {
        match self.choice {
            Some(choice) => vec![Step::FirstOf(choice)],
            None => self.declared.iter().map(|it| Step::Credential(it)).collect(),
        }
    }
}

/// Reads all inputs of an operation, and tells of all that are missing at once.
pub(super) fn collect(
    (api, operation): (&Api, &Operation),
    (options, matches): (&Options, &ArgMatches),
    vault: &Vault,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<Inputs> {
    let mut collector = Collector { api, matches, vault, terminal, inputs: Inputs::default() };
    check_nulls(operation, options)?;
    let mut missing = Vec::new();
    for input in operation.varying_inputs() {
        if options.null.iter().any(|id| is_named(id, input)) {
            collector.inputs.values.insert(input.id.value.clone(), Given::Null);
        } else if !collector.input(input)? && input.is_required() {
            missing.push(flag_of(&input.id));
        }
    }
    if let Some(body) = &operation.body
        && !collector.body(&body.content)?
    {
        missing.push("--body".to_owned());
    }
    if !missing.is_empty() {
        let (what, names) = (if missing.len() == 1 { "input" } else { "inputs" }, missing);
        return Err(Misuse(format!(
            "missing {what}: {}\n  help: `--help` behind the operation explains its inputs",
            names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
        ))
        .into());
    }
    collector.credentials(operation)?;
    Ok(collector.inputs)
}

fn is_named(id: &str, input: &Input) -> bool {
    id.trim_start_matches('-').replace('-', "_") == *input.id
}

fn check_nulls(operation: &Operation, options: &Options) -> anyhow::Result<()> {
    for id in &options.null {
        let input = operation.varying_inputs().find(|input| is_named(id, input));
        if !input.is_some_and(|input| input.need.is_nullable()) {
            let mut nullable = operation.varying_inputs().filter(|it| it.need.is_nullable());
            let help = match nullable.next() {
                Some(input) => format!("such as `--null {}`", input.id.replace('_', "-")),
                None => "no input of this operation can be null".to_owned(),
            };
            return Err(Misuse(format!(
                "`{}` is no input that can be null\n  help: {help}",
                id.escape_debug()
            ))
            .into());
        }
    }
    Ok(())
}

struct Collector<'a, 't> {
    api: &'a Api,
    matches: &'a ArgMatches,
    vault: &'a Vault,
    terminal: &'a mut Terminal<'t>,
    inputs: Inputs,
}

impl Collector<'_, '_> {
    /// The words that were given for an input; none if its flag is missing.
    fn words(&self, id: &str) -> Option<Vec<String>> {
        let id = arg_id(id);
        let words = self.matches.try_get_many::<String>(&id).ok().flatten();
        // None where the operation has no such input.
        let is_there = self.matches.ids().any(|it| *it == *id);
        is_there.then(|| words.into_iter().flatten().cloned().collect())
    }

    /// Reads an input, and tells whether there is one.
    fn input(&mut self, input: &Input) -> anyhow::Result<bool> {
        let words = self.words(&input.id);
        if input.ty.is_file() {
            let files = words.unwrap_or_default();
            let files =
                files.iter().map(|word| self.file(word)).collect::<anyhow::Result<Vec<_>>>()?;
            let count = files.len();
            if count > 1 && !matches!(input.ty, Type::List(_)) {
                return Err(repeated(&input.id));
            }
            self.inputs.files.insert(input.id.value.clone(), files);
            return Ok(count > 0);
        }
        let value = match (&input.ty, words) {
            (ty, words) if is_one_secret(self.api, ty) => {
                self.secret(&input.id, words, input.is_required())?.map(Given::Secret)
            }
            (_, None) => None,
            (Type::List(element), Some(words)) => {
                let items = words.iter().map(|word| self.argument(element, word, &input.id));
                Some(Given::List(items.collect::<anyhow::Result<_>>()?))
            }
            (ty, Some(words)) => match words.as_slice() {
                [word] => Some(self.argument(ty, word, &input.id)?),
                _ => return Err(repeated(&input.id)),
            },
        };
        let is_there = value.is_some();
        if let Some(value) = value {
            self.inputs.values.insert(input.id.value.clone(), value);
        }
        Ok(is_there)
    }

    /// A value of JSON may be in a file: `@FILE`.
    fn argument(&mut self, ty: &Type, word: &str, id: &str) -> anyhow::Result<Given> {
        let text = match word.strip_prefix('@') {
            Some(path) if is_json(self.api, ty) => self.text_of_file(path)?,
            _ => word.to_owned(),
        };
        self.value(ty, &text, id)
    }

    fn value(&mut self, ty: &Type, text: &str, id: &str) -> anyhow::Result<Given> {
        let mut reader = Reader { api: self.api, vault: self.vault, terminal: &mut *self.terminal };
        reader.argument(ty, text, &flag_of(id))
    }

    fn body(&mut self, content: &BodyContent) -> anyhow::Result<bool> {
        if is_secret_body(self.api, content) {
            let words = self.words("body");
            let held = self.secret("body", words, true)?;
            self.inputs.whole = held.map(|held| Whole::Given(Given::Secret(held)));
            return Ok(true);
        }
        let Some(word) = self.words("body").and_then(|mut words| words.pop()) else {
            return Ok(false);
        };
        let file = word.strip_prefix('@').filter(|path| !path.starts_with('@'));
        let text = word.strip_prefix('@').filter(|path| path.starts_with('@')).unwrap_or(&word);
        self.inputs.whole = Some(match (content, file) {
            (BodyContent::File(_), _) => Whole::File(self.file(&word)?),
            (BodyContent::Value(ty), _) => {
                let text = match file {
                    Some(path) => self.text_of_file(path)?,
                    None => text.to_owned(),
                };
                Whole::Given(self.value(ty, &text, "body")?)
            }
            (BodyContent::Bytes(_), Some(path)) => Whole::Bytes(self.bytes_of_file(path)?.into()),
            (BodyContent::Bytes(_), None) => Whole::Bytes(text.to_owned().into()),
            (BodyContent::Text(privacy, _), file) => {
                let text = match file {
                    Some(path) => self.text_of_file(path)?,
                    None => text.to_owned(),
                };
                Whole::Given(match privacy {
                    Privacy::Public | Privacy::Secret => Given::Text(text),
                    Privacy::Personal => Given::Personal(text.into()),
                })
            }
        });
        Ok(true)
    }

    /// A secret: of the variable that an argument names, or else of its own variable.
    fn secret(
        &mut self,
        id: &str,
        words: Option<Vec<String>>,
        is_required: bool,
    ) -> anyhow::Result<Option<Held>> {
        let own = variable(&self.api.service.name, id);
        if let Some(words) = words {
            let [word] = words.as_slice() else { return Err(secret_argument(id, &own)) };
            return match named(word) {
                Some(name) => self.vault.demand(name, self.terminal).map(Some),
                None => Err(secret_argument(id, &own)),
            };
        }
        if is_required {
            return self.vault.demand(&own, self.terminal).map(Some);
        }
        self.vault.optional(&own, self.terminal)
    }

    fn credentials(&mut self, operation: &Operation) -> anyhow::Result<()> {
        let api = self.api;
        let used = |id: &str| operation.credentials.iter().any(|it| **it == *id);
        let declared: Vec<_> = api.credentials.iter().filter(|it| used(&it.id)).collect();
        let declared: Vec<_> =
            declared.into_iter().map(|it| (it, service::credential(it))).collect();
        self.inputs.declared = declared.iter().map(|(_, credential)| *credential).collect();
        let demanded = match &operation.choice {
            None => declared.iter().map(|(it, _)| it.id.value.clone()).collect(),
            Some(choice) => {
                self.inputs.choice = Some(service::choice(choice, |id| {
                    let found = declared.iter().find(|(it, _)| *it.id == *id);
                    found.map_or_else(|| unreachable!("a choice has credentials"), |it| it.1)
                }));
                self.chosen(choice, &declared)
            }
        };
        for (credential, constant) in declared {
            if demanded.contains(&credential.id) {
                let supplied = self.credential(credential, constant)?;
                self.inputs.credentials.push(supplied);
            }
        }
        Ok(())
    }

    /// The first alternative whose variables are set; without one, the first, unless a call does without.
    fn chosen(
        &self,
        choice: &api::CredentialChoice,
        declared: &[(&api::Credential, &'static Credential)],
    ) -> Vec<String> {
        let is_set = |id: &str| {
            let credential = declared.iter().find(|(it, _)| *it.id == *id).map(|(it, _)| *it);
            let ids = credential.map(ids).unwrap_or_default();
            ids.iter().all(|id| {
                let name = variable(&self.api.service.name, id);
                self.words(id).is_some() || (self.terminal.variable)(&name).is_some()
            })
        };
        let set = choice.first_of.iter().find(|ids| ids.iter().all(|id| is_set(id)));
        match set.or(choice.first_of.first().filter(|_| !choice.is_optional)) {
            Some(ids) => ids.clone(),
            None => Vec::new(),
        }
    }

    fn credential(
        &mut self,
        credential: &api::Credential,
        constant: &'static Credential,
    ) -> anyhow::Result<Supplied> {
        let mut held = Vec::new();
        for id in ids(credential) {
            let words = self.words(&id);
            held.extend(self.secret(&id, words, true)?);
        }
        let password = (held.len() > 1).then(|| held.remove(1));
        Ok(Supplied { credential: constant, secret: held.remove(0), password })
    }

    fn file(&self, word: &str) -> anyhow::Result<File> {
        let (path, content_type) = match word.split_once(";type=") {
            Some((path, content_type)) => (path, Some(content_type)),
            None => (word, None),
        };
        let path = self.terminal.resolve(path.strip_prefix('@').unwrap_or(path).as_ref());
        let mut upload = Upload::blocking_path(&path)
            .with_context(|| format!("cannot read `{}`", path.display()))?;
        if let Some(content_type) = content_type {
            upload = upload.content_type(content_type);
        }
        Ok(File { path, content_type: content_type.map(str::to_owned), upload })
    }

    fn text_of_file(&self, path: &str) -> anyhow::Result<String> {
        Ok(fs_err::read_to_string(self.terminal.resolve(path.as_ref()))?)
    }

    fn bytes_of_file(&self, path: &str) -> anyhow::Result<Vec<u8>> {
        Ok(fs_err::read(self.terminal.resolve(path.as_ref()))?)
    }
}

/// Ids of the secrets that a credential is made of.
fn ids(credential: &api::Credential) -> Vec<String> {
    match credential.basic() {
        Some(basic) => {
            let password = basic.password.as_ref().map(|id| id.value.clone());
            std::iter::once(basic.user.value.clone()).chain(password).collect()
        }
        None => vec![credential.id.value.clone()],
    }
}

/// Whether an argument of a type is JSON.
fn is_json(api: &Api, ty: &Type) -> bool {
    match restwright_spec::api::scalar(&api.types, ty) {
        Type::Json | Type::List(_) | Type::Map(_) => true,
        Type::Nullable(inner) => is_json(api, inner),
        Type::Named(name) => {
            !matches!(api.named_type(name).map(|def| &def.kind), Some(api::TypeKind::Enum(_)))
        }
        _ => false,
    }
}

fn secret_argument(id: &str, variable: &str) -> anyhow::Error {
    Misuse(format!(
        "`{}` is a secret, which arguments must not hold: other programs see them, and shells keep them\n  help: set the variable `{variable}`, name another one as in `{0} '$NAME'`, or leave it out: a terminal asks for it",
        flag_of(id),
    ))
    .into()
}

fn repeated(id: &str) -> anyhow::Error {
    Misuse(format!("`{}` takes one value", flag_of(id))).into()
}
