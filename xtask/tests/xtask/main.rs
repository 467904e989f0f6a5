//! Runs whole commands over temporary workspaces.

/// A temporary workspace and what commands do in it.
mod workspace;

/// What `call` sends, shows, asks and refuses.
mod call;
/// What `check` and `--dry-run` tell.
mod check;
/// What `diff` compares, and how it ends.
mod diff;
/// What `docs` writes, refuses and serves.
mod docs;
/// What `export` writes and prints.
mod export;
/// What `fix` changes.
mod fix;
/// What `generate` writes, removes and leaves alone.
mod generate;
/// Clients that stand alone.
mod home;
/// What `import` writes, and what it keeps.
mod import;
/// What programs read: `--format json`.
mod json;
/// What `new` writes.
mod new;
/// What the system does to the program.
mod process;
/// What `release` checks.
mod release;
/// Exit codes and the search for the description.
mod usage;
/// What `validate` prints.
mod validate;
