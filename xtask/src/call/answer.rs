//! Sends a call and shows the response.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderMap;
use restwright_runtime::{
    CallOptions, Code, Delivery, Error, ErrorEntry, ErrorKind, Number, TextCode,
};
use restwright_spec::api::{Api, CodeKind, Operation};
use serde_json::{Value, json};

use super::arguments::Options;
use super::pretty::{self, escaped};
use super::{Call, Step};
use crate::exit::{Exit, Misuse};
use crate::terminal::Terminal;
use crate::write;

/// An error code that is a number.
#[derive(Clone)]
pub(super) struct NumberCode(Number);

/// An error code that is a text.
#[derive(Clone)]
struct WordCode(TextCode);

/// A code whose entry in the catalogue can be found.
trait Explained: Code {
    fn entry(&self, call: &Call) -> Option<&'static ErrorEntry>;
}

impl Code for NumberCode {
    type Wire = Number;

    fn from_wire(code: Number) -> Self {
        Self(code)
    }
}

impl Explained for NumberCode {
    fn entry(&self, call: &Call) -> Option<&'static ErrorEntry> {
        call.service.error(self.0.get())
    }
}

impl Code for WordCode {
    type Wire = TextCode;

    fn from_wire(code: TextCode) -> Self {
        Self(code)
    }
}

impl Explained for WordCode {
    fn entry(&self, call: &Call) -> Option<&'static ErrorEntry> {
        call.service.error_of_text(self.0.as_str())
    }
}

/// Sends a call, prints the response, and explains an error.
pub(super) fn send(
    api: &Api,
    operation: &Operation,
    call: &Call,
    options: &Options,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<Exit> {
    match api.code_kind {
        CodeKind::Number => send_as::<NumberCode>(operation, call, options, terminal),
        CodeKind::Text => send_as::<WordCode>(operation, call, options, terminal),
    }
}

fn send_as<C: Explained>(
    operation: &Operation,
    call: &Call,
    options: &Options,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<Exit> {
    let client = call.client(options, false)?;
    let steps: Vec<Step> = call.steps.clone();
    let sent = client
        .call::<(), C>(call.endpoint)
        .written(move |request| steps.iter().for_each(|step| step.write(request)))
        .with(CallOptions::new());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    match runtime.block_on(sent.into_future()) {
        Ok(response) => {
            let status = format!(
                "{}, {} ms",
                status_line(response.status().as_u16()),
                response.elapsed().as_millis()
            );
            show(&status, response.headers(), response.body(), options, terminal)?;
            Ok(Exit::Fine)
        }
        Err(error) => failed(operation, call, &error, options, terminal),
    }
}

/// Shows what the server has returned, and says what went wrong.
fn failed<C: Explained>(
    operation: &Operation,
    call: &Call,
    error: &Error<C>,
    options: &Options,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<Exit> {
    if error.kind() == ErrorKind::Input {
        return Err(Misuse(error.to_string()).into());
    }
    if let (Some(status), Some(headers)) = (error.status(), error.headers()) {
        let body = error.raw_body().unwrap_or_default();
        show(&status_line(status), headers, body, options, terminal)?;
        // Unchanged, as the operation declares.
        if status == 304 && operation.response.at(304).is_some() {
            return Ok(Exit::Fine);
        }
    }
    let mut message = format!("error: {}", with_sources(error));
    if let Some(hint) = error.code().and_then(|code| code.entry(call)).and_then(|it| it.hint) {
        let _ = write!(message, "\n  help: {hint}");
    }
    if let Some(location) = error.redirect_to() {
        let _ = write!(
            message,
            "\n  help: if you trust it, `--base-url` goes there: {}",
            escaped(location)
        );
    }
    message.push_str(match error.delivery() {
        Delivery::NotSent => "\n  nothing was sent",
        Delivery::MaybeSent => "\n  the server may have processed the request",
        Delivery::Answered => "",
    });
    terminal.complain(&message);
    Ok(if error.status().is_some() { Exit::Findings } else { Exit::Failed })
}

/// The message with those of its causes, none of which holds a secret or a text of the server.
fn with_sources<C>(error: &Error<C>) -> String
where
    Error<C>: std::error::Error,
{
    let mut message = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        let text = cause.to_string();
        if !message.contains(&text) {
            let _ = write!(message, ": {text}");
        }
        source = cause.source();
    }
    message
}

fn status_line(status: u16) -> String {
    let reason = http::StatusCode::from_u16(status).ok().and_then(|it| it.canonical_reason());
    format!("{status} {}", reason.unwrap_or_default()).trim_end().to_owned()
}

/// The response for programs: its body as it is, as a text or in base64.
fn record(status: &str, headers: &HeaderMap, body: &[u8]) -> Value {
    let headers = headers
        .iter()
        .map(|(name, value)| json!([name.as_str(), String::from_utf8_lossy(value.as_bytes())]));
    let text = std::str::from_utf8(body).ok();
    json!({
        "status": status.split(' ').next().and_then(|status| status.parse::<u16>().ok()),
        "headers": headers.collect::<Vec<_>>(),
        "body": text,
        "body_base64": text.is_none().then(|| STANDARD.encode(body)),
    })
}

/// Status and headers go where they are wanted, the body to standard output or into a file.
fn show(
    status: &str,
    headers: &HeaderMap,
    body: &[u8],
    options: &Options,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<()> {
    if terminal.record.is_some() {
        terminal.result("response", record(status, headers, body));
        if let Some(output) = &options.output {
            write::replace(&terminal.resolve(output), body)?;
        }
        return Ok(());
    }
    if options.include {
        let mut head = status.to_owned();
        for (name, value) in headers {
            let value = String::from_utf8_lossy(value.as_bytes());
            let _ = write!(head, "\n{name}: {}", escaped(&value));
        }
        terminal.show(&head)?;
        if !body.is_empty() && options.output.is_none() {
            terminal.pass(b"\n")?;
        }
    } else if !terminal.quiet {
        terminal.complain(&format!("\n{status}"));
    }
    if let Some(output) = &options.output {
        let path = terminal.resolve(output);
        write::replace(&path, body)?;
        let line = format!("wrote `{}`, {} bytes", terminal.display(&path), body.len());
        if !terminal.quiet {
            terminal.complain(&line);
        }
        return Ok(());
    }
    match std::str::from_utf8(body) {
        Ok(text) => match pretty::json(text) {
            Some(json) => terminal.show(&json)?,
            None if terminal.is_interactive => terminal.show(&escaped(text))?,
            None => terminal.pass(body)?,
        },
        Err(_) if terminal.is_interactive => {
            let bytes = body.len();
            terminal.complain(&format!(
                "the body is binary, {bytes} bytes: write it to a file with `--output FILE`"
            ));
        }
        Err(_) => terminal.pass(body)?,
    }
    Ok(())
}
