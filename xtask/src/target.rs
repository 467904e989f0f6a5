//! Which description becomes which crate.

use std::path::PathBuf;

use clap::Args;

use crate::description;
use crate::exit::Misuse;
use crate::paths::quoted;
use crate::terminal::Terminal;

/// The client of a workspace, unless told otherwise.
const CLIENT: &str = "generated-client";

/// Where a description comes from and where its client goes, as typed.
#[derive(Debug, Args)]
pub(crate) struct Place {
    /// Folder of the description [default: the one below `spec/` that holds an `api.yaml`]
    #[arg(long, value_name = "DIR")]
    pub(crate) spec: Option<PathBuf>,
    /// Folder of the client crate [default: `generated-client`]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

/// Which description becomes which crate. Both paths are resolved.
#[derive(Debug)]
pub(crate) struct Target {
    /// Folder of the description.
    pub(crate) spec: PathBuf,
    /// Folder of the client crate.
    pub(crate) out: PathBuf,
    /// Whether they are the workspace's own.
    pub(crate) is_of_workspace: bool,
    /// The options that chose them, as typed.
    options: String,
}

impl Target {
    /// Completes what was typed.
    pub(crate) fn choose(place: &Place, terminal: &Terminal<'_>) -> anyhow::Result<Self> {
        let own_out = own_client(terminal)?;
        let spec = description::folder(place.spec.as_deref(), terminal)?;
        let is_own_spec = description::only_folder(terminal).is_ok_and(|own| own == spec);
        let out = match &place.out {
            Some(out) => terminal.resolve(out),
            None if is_own_spec => own_out.clone(),
            // Else a slip would turn the client of one API into that of another.
            None => {
                return Err(Misuse(format!(
                    "`{}` is not the description of `{}`\n  help: name the folder of its client, too: `--out DIR`",
                    terminal.display(&spec),
                    terminal.display(&own_out),
                ))
                .into());
            }
        };
        let is_of_workspace = is_own_spec && out == own_out;
        Ok(Self { spec, out, is_of_workspace, options: options(place) })
    }

    /// A command for the same target.
    pub(crate) fn command(&self, verb: &str) -> String {
        format!("cargo xtask {verb}{}", self.options)
    }
}

/// Folder of the client of the workspace.
pub(crate) fn own_client(terminal: &Terminal<'_>) -> anyhow::Result<PathBuf> {
    Ok(crate::paths::resolve(&terminal.workspace()?.join(CLIENT)))
}

fn options(place: &Place) -> String {
    let option = |name, value: &Option<PathBuf>| {
        value.as_deref().map(|value| format!(" --{name} {}", quoted(value))).unwrap_or_default()
    };
    option("spec", &place.spec) + &option("out", &place.out)
}
