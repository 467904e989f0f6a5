//! Tests of the whole line: a description goes in at one end, and a call comes out at the other.
//!
//! Every test is a table, or a folder of fixtures, that goes through one `check`.

/// The same description in another order and in other files.
mod arrangement;
/// The compiler, called without cargo on crates that exist for one test.
mod compiler;
/// Descriptions on disk, and their way to a model.
mod description;
/// A server on localhost that takes one request.
mod loopback;
/// What a call made of its answer.
mod outcome;
/// A request as a server understands it.
mod request;
/// Snapshots under explicit names, in folders by what they show.
mod snapshot;

/// The second API, which uses every feature of the language, called over a socket.
mod bookshop;
/// What is emitted depends on what a description says, and not on how it is arranged.
mod determinism;
/// Every mistake in a description has a message that leads to a fix.
mod diagnostics;
/// What a change of a description is found to be, and that the compiler agrees.
mod diff;
/// What an editor shows of a description, by the language server that editors use.
mod editor;
/// What each feature of the language becomes, and that it compiles without a warning.
mod emitted;
/// What is committed is what the generator would write now.
mod freshness;
/// Guides: short programs that run.
mod guide;
/// What emitted code must not hold, and names that the generator must not know.
mod hygiene;
/// The smallest response of each operation, as the emitted client reads it.
mod least;
/// The API on localhost: what it checks, answers and breaks.
mod mock;
/// The same for paths and bodies, with the second API.
mod mock_paths;
/// Which names ids become in Rust, and which ids are rejected.
mod names;
/// The manifests and files of the published packages.
mod packages;
/// What the documents show is a description that validates.
mod readme;
/// Recorded calls: what stands in their file, and what comes back without network.
mod recorded;
/// Every documented request and answer of the first API, over a socket.
mod replay;
/// What a reviewer reads of a change.
mod review;
/// Nothing secret shows, whatever happens to a call and whoever listens.
#[cfg(feature = "secrecy")]
mod secrecy;
/// APIs in the style of well-known ones, whose clients are compiled with a program and called over sockets.
mod services;
/// The reference site: its links, its texts, and what a browser makes of it.
mod site;
/// Emitted types in documents of other programs.
mod stored;
/// The list of public items is the public items of the emitted files.
mod symbols;
/// Texts use the terms of the field.
mod wording;
