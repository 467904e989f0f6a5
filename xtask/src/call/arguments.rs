//! The arguments of a call: those of every call, and one for each input of the operation.

use std::fmt::Write as _;

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches as _};
use restwright_spec::api::{
    Api, BodyContent, Group, Input, Operation, OperationName, Privacy, Type, WholeBody,
};
use restwright_spec::suggest::closest;

use super::secrets::variable;
use super::{is_one_secret, is_secret_body, scalar_of_list};
use crate::cli::format_argument;
use crate::exit::Misuse;

/// What to call, and how.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    options: Options,
    /// The operation, such as `pets.find`, and its inputs: `--help` behind it lists them
    #[arg(
        value_name = "GROUP.ID",
        required = true,
        num_args = 1..,
        trailing_var_arg = true,
        allow_hyphen_values = true
    )]
    words: Vec<OsString>,
}

/// The options of every call. They stand before or behind the operation.
#[expect(clippy::struct_excessive_bools, reason = "each one is an option of the command line")]
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Options of every call")]
pub(super) struct Options {
    /// Folder of the description [default: that of the client around the current folder]
    #[arg(long, value_name = "DIR")]
    pub(super) spec: Option<PathBuf>,
    /// Id of the server [default: that of the description]
    #[arg(long, value_name = "ID", conflicts_with = "base_url")]
    pub(super) server: Option<String>,
    /// Base URL instead of a server of the description: `https`, or `http` on loopback
    #[arg(long, value_name = "URL")]
    pub(super) base_url: Option<String>,
    /// Send nothing; print the call with curl, with variables in the place of secrets
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Send without a question, also what consumes or sends something
    #[arg(long)]
    pub(super) yes: bool,
    /// Print status and headers of the response as well
    #[arg(long, short)]
    pub(super) include: bool,
    /// Write the body of the response to a file
    #[arg(long, short, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Deadline of the call in seconds
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub(super) timeout: Option<Duration>,
    /// Send `null` for an input that allows it; may be repeated
    #[arg(long, value_name = "INPUT")]
    pub(super) null: Vec<String>,
    /// Print results and problems only
    #[arg(long, short)]
    pub(super) quiet: bool,
}

impl Options {
    fn or(self, other: Self) -> Self {
        Self {
            spec: self.spec.or(other.spec),
            server: self.server.or(other.server),
            base_url: self.base_url.or(other.base_url),
            dry_run: self.dry_run || other.dry_run,
            yes: self.yes || other.yes,
            include: self.include || other.include,
            output: self.output.or(other.output),
            timeout: self.timeout.or(other.timeout),
            null: [self.null, other.null].concat(),
            quiet: self.quiet || other.quiet,
        }
    }
}

/// Seconds, with a fraction or without.
fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok().filter(|seconds: &f64| *seconds > 0.0);
    let duration = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    duration.ok_or_else(|| "write a number of seconds above zero".to_owned())
}

impl Arguments {
    /// The folder of the description, which has to be known before the rest can be read.
    pub(super) fn spec(&self) -> Option<PathBuf> {
        let mut words = self.words.iter().map(|word| word.to_string_lossy());
        let mut spec = self.options.spec.clone();
        while let Some(word) = words.next() {
            match word.split_once('=') {
                Some(("--spec", folder)) => spec = Some(PathBuf::from(folder)),
                None if word == "--spec" => {
                    spec = words.next().map(|folder| PathBuf::from(&*folder)).or(spec);
                }
                _ => {}
            }
        }
        spec
    }

    /// The operation that was named.
    pub(super) fn operation<'a>(&self, api: &'a Api) -> anyhow::Result<(&'a Group, &'a Operation)> {
        let name = self.words.first().map(|word| word.to_string_lossy()).unwrap_or_default();
        let parts = name.split_once('.').unwrap_or((&name, ""));
        let found = api.operation(&OperationName { group: parts.0.into(), id: parts.1.into() });
        found.ok_or_else(|| {
            let names = names(api);
            let help = match closest(&name, names.iter().map(String::as_str)) {
                Some(name) => format!("did you mean `{name}`?"),
                None => format!("the operations are {}", names.join(", ")),
            };
            let problem = if name.starts_with('-') {
                "the operation comes before its inputs".to_owned()
            } else {
                format!("there is no operation `{}`", name.escape_debug())
            };
            Misuse(format!("{problem}\n  help: {help}")).into()
        })
    }

    /// The options and the inputs, or what clap has to say instead: the help of the operation, or a misuse.
    pub(super) fn parse(
        &self,
        program: &str,
        api: &Api,
        group: &Group,
        operation: &Operation,
    ) -> Result<(Options, ArgMatches), clap::Error> {
        let command = command(program, api, group, operation);
        let name = OsString::from("call");
        let words = std::iter::once(&name).chain(self.words.iter().skip(1));
        let matches = command.try_get_matches_from(words).map_err(without_value)?;
        let late = Options::from_arg_matches(&matches)?;
        Ok((self.options.clone().or(late), matches))
    }
}

/// The error without a value that stands behind no flag: it may be a secret.
fn without_value(mut error: clap::Error) -> clap::Error {
    let is_value = |value: &ContextValue| match value {
        ContextValue::String(text) => !text.starts_with('-'),
        _ => false,
    };
    if error.kind() == ErrorKind::UnknownArgument
        && error.get(ContextKind::InvalidArg).is_some_and(is_value)
    {
        let shown = ContextValue::String("VALUE".to_owned());
        error.insert(ContextKind::InvalidArg, shown);
    }
    error
}

/// The names of all operations.
fn names(api: &Api) -> Vec<String> {
    let operations = api.groups.iter().flat_map(|group| {
        group.operations.iter().map(move |it| format!("{}.{}", *group.id, *it.id))
    });
    operations.collect()
}

/// What every call has.
fn own_command() -> Command {
    Options::augment_args(Command::new("call")).arg(format_argument())
}

/// The command line of an operation.
fn command(program: &str, api: &Api, group: &Group, operation: &Operation) -> Command {
    let call = format!("{program} call {}.{}", *group.id, *operation.id);
    let own = own_command();
    let taken: Vec<String> =
        own.get_arguments().filter_map(|arg| arg.get_long().map(str::to_owned)).collect();
    let mut command = own
        .bin_name(call)
        .about(operation.summary.clone())
        .after_help(secrets_help(api, operation));
    for input in operation.varying_inputs() {
        command = command.arg(input_argument(api, input, &taken));
    }
    for id in credentials(api, operation) {
        let arg = Arg::new(arg_id(&id)).long(flag(&id, &taken)).hide(true);
        command = command.arg(arg.num_args(0..=1).action(ArgAction::Append));
    }
    if let Some(body) = &operation.body {
        command = command.arg(body_argument(api, body));
    }
    command
}

fn body_argument(api: &Api, body: &WholeBody) -> Arg {
    let arg = Arg::new(arg_id("body")).long("body").help_heading("Inputs");
    if is_secret_body(api, &body.content) {
        let name = variable(&api.service.name, "body");
        let help = format!("{} [required] [secret: from {name}]", body.description);
        return arg.num_args(0..=1).value_name("$NAME").help(help);
    }
    let value = match &body.content {
        BodyContent::Value(_) => "JSON|@FILE",
        BodyContent::Text(..) | BodyContent::Bytes(_) => "TEXT|@FILE",
        BodyContent::File(_) => "FILE[;type=TYPE]",
    };
    let help = format!("{} [required]", body.description);
    arg.value_name(value).help(help).allow_negative_numbers(true)
}

fn input_argument(api: &Api, input: &Input, taken: &[String]) -> Arg {
    let ty = scalar_of_list(&input.ty);
    let arg = Arg::new(arg_id(&input.id))
        .long(flag(&input.id, taken))
        .value_name(value_name(api, ty))
        .action(ArgAction::Append)
        .allow_negative_numbers(true)
        .help_heading("Inputs");
    let mut help = input.description.clone();
    if input.is_required() {
        help.push_str(" [required]");
    }
    if matches!(input.ty, Type::List(_)) {
        help.push_str(" [may be repeated]");
    }
    if is_one_secret(api, &input.ty) {
        let name = variable(&api.service.name, &input.id);
        return arg
            .num_args(0..=1)
            .value_name("$NAME")
            .help(format!("{help} [secret: from {name}]"));
    }
    if is_one_secret(api, ty) {
        help.push_str(" [secret: from the variable NAME]");
    }
    match ty {
        Type::Boolean => arg.num_args(0..=1).default_missing_value("true").help(help),
        _ => arg.help(help),
    }
}

/// The flag of an input: its id, or with `input.` in front where every call has such an option.
pub(super) fn flag(id: &str, taken: &[String]) -> String {
    let flag = id.replace('_', "-");
    let is_taken = taken.contains(&flag) || matches!(&*flag, "help" | "body");
    if is_taken { format!("input.{flag}") } else { flag }
}

/// The name of an input for clap, which an option of every call cannot have.
pub(super) fn arg_id(id: &str) -> String {
    format!("input:{id}")
}

/// The flag of an input for messages.
pub(super) fn flag_of(id: &str) -> String {
    let own = own_command();
    let taken: Vec<String> =
        own.get_arguments().filter_map(|arg| arg.get_long().map(str::to_owned)).collect();
    format!("--{}", flag(id, &taken))
}

fn value_name(api: &Api, ty: &Type) -> &'static str {
    match restwright_spec::api::scalar(&api.types, ty) {
        Type::String(Privacy::Secret) => "$NAME",
        Type::String(_) | Type::Formatted(_) => "TEXT",
        Type::Boolean => "BOOLEAN",
        Type::Integer(_) | Type::Number | Type::Decimal => "NUMBER",
        Type::File => "FILE[;type=TYPE]",
        Type::Named(name) => match api.named_type(name).map(|def| &def.kind) {
            Some(restwright_spec::api::TypeKind::Enum(_)) => "TEXT",
            _ => "JSON|@FILE",
        },
        Type::Json | Type::List(_) | Type::Map(_) | Type::Nullable(_) => "JSON|@FILE",
    }
}

/// Ids of the inputs that credentials are made of.
pub(super) fn credentials(api: &Api, operation: &Operation) -> Vec<String> {
    let used = |id: &str| operation.credentials.iter().any(|it| **it == *id);
    let credentials = api.credentials.iter().filter(|it| used(&it.id));
    let ids = credentials.flat_map(|credential| match credential.basic() {
        Some(basic) => {
            let password = basic.password.as_ref().map(|id| id.value.clone());
            std::iter::once(basic.user.value.clone()).chain(password).collect()
        }
        None => vec![credential.id.value.clone()],
    });
    let mut ids: Vec<String> = ids.collect();
    ids.retain(|id| operation.input(id).is_none());
    ids.sort();
    ids.dedup();
    ids
}

fn secrets_help(api: &Api, operation: &Operation) -> String {
    let mut names: Vec<_> =
        credentials(api, operation).iter().map(|id| variable(&api.service.name, id)).collect();
    names.dedup();
    let mut help = "Secrets come from variables of the environment, or from a prompt".to_owned();
    if !names.is_empty() {
        let _ = write!(help, ". Credentials: {}", names.join(", "));
    }
    help.push_str(".\nExit codes: 0 success, 1 error response, 2 usage error, 3 no response.");
    help
}
