//! Which description becomes which crate.

use std::path::PathBuf;

use clap::Args;

use crate::description;
use crate::exit::Misuse;
use crate::home::Home;
use crate::paths::quoted;
use crate::terminal::Terminal;

/// Where a description comes from and where its client goes, as typed.
#[derive(Debug, Args)]
pub(crate) struct Place {
    /// Folder of the description [default: that of the client around the current folder]
    #[arg(long, value_name = "DIR")]
    pub(crate) spec: Option<PathBuf>,
    /// Folder of the client crate [default: the one around the current folder]
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
    /// What the current folder belongs to, if both are its own.
    pub(crate) home: Option<Home>,
    /// The command as it was called.
    program: &'static str,
    /// The options that chose them, as typed.
    options: String,
}

impl Target {
    /// Completes what was typed.
    pub(crate) fn choose(place: &Place, terminal: &Terminal<'_>) -> anyhow::Result<Self> {
        let spec = match (&place.spec, &place.out) {
            (None, Some(out)) => description::recorded(&terminal.resolve(out))?,
            _ => None,
        };
        let spec = match spec {
            Some(spec) => spec,
            None => description::folder(place.spec.as_deref(), terminal)?,
        };
        let is_own_spec = description::only_folder(terminal).is_ok_and(|own| own == spec);
        let home = terminal.home();
        let own_out = home.as_ref().ok().map(Home::client);
        let out = match (&place.out, &own_out) {
            (Some(out), _) => terminal.resolve(out),
            (None, Some(own_out)) if is_own_spec => own_out.clone(),
            // Else a slip would turn the client of one API into that of another.
            (None, Some(own_out)) => {
                return Err(Misuse(format!(
                    "`{}` is not the description of `{}`\n  help: name the folder of its client with `--out DIR`",
                    terminal.display(&spec),
                    terminal.display(own_out),
                ))
                .into());
            }
            (None, None) => home?.client(),
        };
        let is_own = is_own_spec && own_out.as_ref() == Some(&out);
        let home = terminal.home().ok().filter(|_| is_own);
        Ok(Self { spec, out, home, program: terminal.program, options: options(place) })
    }

    /// A command for the same target.
    pub(crate) fn command(&self, verb: &str) -> String {
        format!("{} {verb}{}", self.program, self.options)
    }
}

fn options(place: &Place) -> String {
    let option = |name, value: &Option<PathBuf>| {
        value.as_deref().map(|value| format!(" --{name} {}", quoted(value))).unwrap_or_default()
    };
    option("spec", &place.spec) + &option("out", &place.out)
}
