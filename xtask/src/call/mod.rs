//! The command `call`: one call of an operation.
//!
//! The request is written by the runtime of clients, by the statements that generated code has. Two of them are built: the
//! one that is sent, and one with markers in the place of secrets, which is shown.

mod answer;
mod arguments;
mod curl;
mod given;
mod inputs;
mod pretty;
mod request;
mod secrets;
mod service;
mod steps;
mod value;

use anyhow::bail;
use restwright_runtime::{CallOptions, Client, ClientOptions, RetryPolicy};
use restwright_spec::api::{
    self, Api, BodyContent, Effect, Group, Operation, Payload, Privacy, Type,
};
use restwright_spec::suggest::closest;

use crate::checked::Checked;
use crate::description;
use crate::exit::{Exit, Misuse};
use crate::terminal::Terminal;

pub(crate) use arguments::Arguments;
use arguments::Options;
use inputs::Inputs;
use secrets::Vault;
use steps::Step;

/// No response is longer than this.
const MAX_BODY: usize = 256 * 1024 * 1024;

/// Calls an operation and prints the response.
pub(crate) fn run(arguments: &Arguments, terminal: &mut Terminal<'_>) -> anyhow::Result<Exit> {
    let folder = description::folder(arguments.spec().as_deref(), terminal)?;
    let checked = Checked::new(description::read(&folder, terminal)?);
    checked.complain(terminal);
    let Some(api) = &checked.api else {
        terminal.complain(&format!("nothing was sent: fix `{}` first", terminal.display(&folder)));
        return Ok(Exit::Findings);
    };
    let (group, operation) = arguments.operation(api)?;
    let (options, matches) = match arguments.parse(terminal.program, api, group, operation) {
        Ok(parsed) => parsed,
        Err(answer) => return Ok(terminal.answer(&answer)),
    };
    terminal.quiet |= options.quiet;
    check_response(operation, &options)?;
    let vault = if options.dry_run { Vault::Names } else { Vault::Real };
    let base_url = base_url(api, operation, &options)?;
    let inputs = inputs::collect((api, operation), (&options, &matches), &vault, terminal)?;
    let call = Call::new(api, group, operation, &base_url, inputs);
    let shown = call.shown(&options)?;
    if options.dry_run {
        let command = curl::command(&call, &shown, operation);
        terminal.result("curl", command.clone().into());
        terminal.show(&command)?;
        return Ok(Exit::Fine);
    }
    terminal.result("request", request::record(&shown));
    if !terminal.quiet && terminal.record.is_none() {
        terminal.complain(&request::text(&shown));
    }
    if !is_confirmed(operation, &options, terminal)? {
        terminal.complain("nothing was sent");
        return Ok(Exit::Usage);
    }
    answer::send(api, operation, &call, &options, terminal)
}

/// A call that is ready to be built.
struct Call {
    service: &'static restwright_runtime::Service,
    endpoint: &'static restwright_runtime::Endpoint,
    steps: Vec<Step>,
    inputs: Inputs,
}

impl Call {
    fn new(
        api: &Api,
        group: &Group,
        operation: &Operation,
        base_url: &str,
        inputs: Inputs,
    ) -> Self {
        Self {
            service: service::of(api, base_url),
            endpoint: service::endpoint(group, operation),
            steps: steps::of(api, operation, &inputs),
            inputs,
        }
    }

    /// The client that sends it.
    fn client(&self, options: &Options, is_marked: bool) -> anyhow::Result<Client> {
        let mut calls = CallOptions::new().max_body_bytes(MAX_BODY);
        if let Some(timeout) = options.timeout {
            calls = calls.total_timeout(timeout).attempt_timeout(timeout);
        }
        if !self.is_repeatable() {
            calls = calls.retry(RetryPolicy::none());
        }
        let agent = concat!("restwright/", env!("CARGO_PKG_VERSION"));
        let client_options = ClientOptions::new().calls(calls).user_agent_suffix(agent);
        let mut builder = Client::builder(self.service).options(client_options);
        for supplied in &self.inputs.credentials {
            let text = |held: &secrets::Held| {
                if is_marked { held.marked().secret } else { held.secret.clone() }
            };
            let (credential, secret) = (supplied.credential, text(&supplied.secret));
            builder = match &supplied.password {
                Some(password) => builder.basic(credential, secret, text(password)),
                None => builder.credential(credential, secret),
            };
        }
        builder.build::<answer::NumberCode>().map_err(|error| Misuse(error.to_string()).into())
    }

    fn is_repeatable(&self) -> bool {
        use restwright_runtime::Effect::{Idempotent, Safe};
        matches!(self.endpoint.effect, Safe | Idempotent)
    }

    /// The request with markers in the place of secrets.
    fn shown(&self, options: &Options) -> anyhow::Result<restwright_runtime::HttpRequest> {
        let steps: Vec<Step> = self.steps.iter().map(Step::marked).collect();
        let client = self.client(options, true)?;
        let call = client.call::<(), answer::NumberCode>(self.endpoint);
        let call = call.written(move |request| steps.iter().for_each(|step| step.write(request)));
        call.into_http_request().map_err(|error| Misuse(error.to_string()).into())
    }
}

/// Refuses what this command cannot show: a stream does not end.
fn check_response(operation: &Operation, options: &Options) -> anyhow::Result<()> {
    let stream = operation.response.stream();
    let is_endless = matches!(stream, Some(Payload::Events { .. } | Payload::Lines(..)));
    if is_endless && !options.dry_run {
        return Err(Misuse(
            "the response is a stream, which this command does not read\n  help: `--dry-run` prints the call with curl, which reads it with `--no-buffer`".to_owned(),
        )
        .into());
    }
    Ok(())
}

/// The server that the caller names, else that of the operation.
fn base_url(api: &Api, operation: &Operation, options: &Options) -> anyhow::Result<String> {
    if let Some(url) = &options.base_url {
        return Ok(url.clone());
    }
    let of_operation = operation.server.as_ref().map(|id| id.value.as_str());
    let id = options.server.as_deref().or(of_operation).unwrap_or(&api.service.default_server);
    let id = id.replace('-', "_");
    if let Some(server) = api.servers.iter().find(|server| *server.id == id) {
        let Some(url) = server.default_url() else {
            let url = &server.url.value;
            bail!(Misuse(format!(
                "the URL of the server `{id}` has variables without a default: `{url}`\n  help: give all of it with `--base-url`"
            )));
        };
        return Ok(url);
    }
    let ids: Vec<&str> = api.servers.iter().map(|server| server.id.as_str()).collect();
    let help = match closest(&id, ids.iter().copied()) {
        Some(id) => format!("did you mean `{id}`?"),
        None => format!("the servers are {}", ids.join(", ")),
    };
    bail!(Misuse(format!("there is no server `{}`\n  help: {help}", id.escape_debug())))
}

/// Asks before something that cannot be taken back; without a terminal, `--yes` is the answer.
fn is_confirmed(
    operation: &Operation,
    options: &Options,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<bool> {
    let effect = match operation.effect {
        Effect::Sends => "sends something out, and a repeated call sends it again",
        Effect::Consumes => {
            "consumes something, and a repeated call fails or counts against the user"
        }
        Effect::Safe | Effect::Idempotent | Effect::Creates => return Ok(true),
    };
    if options.yes {
        return Ok(true);
    }
    match &mut terminal.people {
        Some(people) => Ok(people.confirm(&format!("This call {effect}. Send it? [y/N] "))?),
        None => Err(Misuse(format!("this call {effect}\n  help: confirm it with `--yes`")).into()),
    }
}

/// Whether a value is a secret as a whole.
fn is_one_secret(api: &Api, ty: &Type) -> bool {
    *api::scalar(&api.types, ty) == Type::String(Privacy::Secret)
}

/// Whether a body is a secret as a whole.
fn is_secret_body(api: &Api, content: &BodyContent) -> bool {
    match content {
        BodyContent::Text(privacy, _) => *privacy == Privacy::Secret,
        BodyContent::Value(ty) => is_one_secret(api, ty),
        BodyContent::Bytes(_) | BodyContent::File(_) => false,
    }
}

/// The type of what a flag takes: of a list, that of its items.
fn scalar_of_list(ty: &Type) -> &Type {
    match ty {
        Type::List(element) => element,
        ty => ty,
    }
}

/// A text of the description that the runtime keeps as if it were a constant of generated code. A process makes few of them.
fn fixed(text: &str) -> &'static str {
    Box::leak(Box::from(text))
}
