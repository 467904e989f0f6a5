//! What tests of code that uses the client need besides a server: outcomes without a call, and recorded calls.

use proc_macro2::TokenStream;
use quote::quote;
use restwright_spec::api::Api;

use super::examples;
use crate::docs::Docs;
use crate::emit::client::arguments;
use crate::emit::servers;
use crate::names::{field, library, pascal};

/// What a call returns for a reply.
pub(super) fn outcome(api: &Api) -> TokenStream {
    let docs = Docs::default()
        .sentences(
            "Returns what a call of an operation returns for a reply: a response with its value, or an error. Made for \
             unit tests of code that takes either.",
        )
        .sentences("Nothing is sent and no delay is waited for. [`from_json`] makes a value alone.");
    let library = library(&api.service.name);
    let operation = api.groups.iter().find_map(|group| {
        let (group, operation) = (field(&group.id), pascal(&group.operations.first()?.id));
        Some(format!("{library}::operations::{group}::{operation}"))
    });
    let docs = match operation {
        Some(operation) => docs.code(
            "",
            &[
                format!("use {library}::{{ErrorKind, mock}};"),
                format!("type Operation = {operation};"),
                String::new(),
                "let error = mock::outcome::<Operation>(mock::Reply::status(503)).unwrap_err();"
                    .to_owned(),
                "assert_eq!(error.kind(), ErrorKind::UnexpectedStatus);".to_owned(),
                "assert_eq!(error.status(), Some(503));".to_owned(),
            ],
        ),
        None => docs,
    };
    let docs =
        docs.heading("Errors").sentences("Returns the error that the reply leads to.").outer();
    quote! {
        #docs
        pub fn outcome<O: Operation>(reply: Reply) -> Result<Response<O::Output>, Error> {
            mock::outcome::<O, ErrorCode>(&service::SERVICE, reply)
        }
    }
}

/// The two ends of recorded calls.
pub(super) fn recorded(api: &Api) -> TokenStream {
    let library = library(&api.service.name);
    let urls = servers::examples(api).into_iter();
    let credentials = arguments(api).into_iter().flat_map(examples);
    let credentials = credentials.map(|value| format!("{value:?}"));
    let builder =
        format!("Client::builder({})", urls.chain(credentials).collect::<Vec<_>>().join(", "));
    let recording = Docs::default()
        .sentences(
            "Records calls of the real service in a file, for [`replay`]. What is secret or personal is removed while it is \
             recorded: see [`Recorder`].",
        )
        .code(
            "no_run",
            &[
                format!("use {library}::{{Client, ClientOptions, mock}};"),
                String::new(),
                "let recorder = mock::recorder();".to_owned(),
                "let options = ClientOptions::new().wrap_transport(recorder.wrap());".to_owned(),
                format!("let client = {builder}.options(options).build()?;"),
                "// Make the calls that the tests are going to make, then:".to_owned(),
                "recorder.save(\"tests/calls.json\")?;".to_owned(),
                "# drop(client);".to_owned(),
                "# Ok::<(), Box<dyn std::error::Error>>(())".to_owned(),
            ],
        )
        .outer();
    let replaying = Docs::default()
        .sentences(
            "Replays calls that a [`recorder`] has saved, without network. A request that was not recorded, and a \
             recorded call that is not used, panic with what differs: see [`Replay`].",
        )
        .code(
            "no_run",
            &[
                format!("use {library}::{{Client, mock}};"),
                String::new(),
                "let replay = mock::replay(\"tests/calls.json\")?;".to_owned(),
                format!("let client = {builder}.transport(replay.transport()).build()?;"),
                "// Run the code under test with this client. At its end, `replay` checks that every call was used."
                    .to_owned(),
                "# drop(client);".to_owned(),
                "# Ok::<(), Box<dyn std::error::Error>>(())".to_owned(),
            ],
        )
        .heading("Errors")
        .sentences("Fails if the file cannot be read, or is not one of recorded calls.")
        .outer();
    quote! {
        #recording
        #[must_use]
        pub fn recorder() -> Recorder {
            Recorder::new(&API)
        }

        #replaying
        pub fn replay(path: impl AsRef<Path>) -> io::Result<Replay> {
            Replay::open(&API, path)
        }
    }
}
