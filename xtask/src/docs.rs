//! The command `docs`: writes the reference site of a description, and serves it.

use std::path::{Path, PathBuf};

use clap::Args;
use restwright_docs::File;

use crate::checked::Checked;
use crate::disk::Origin;
use crate::exit::{Exit, Misuse};
use crate::home::Home;
use crate::plan::Plan;
use crate::terminal::Terminal;
use crate::write::{self, Lock};
use crate::{description, report, serve};

/// Where sites go, below the folder of all; the name of the API follows.
const SITES: &str = "target/site";
/// The page by which a folder is known as a site.
const START: &str = "index.html";
/// The changelog of a client, which people write.
const CHANGELOG: &str = "CHANGELOG.md";

/// What to write, and where.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Folder of the description [default: that of the client around the current folder]
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// Folder of the site, new, empty or written by this command [default: `target/site/NAME` of the API]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Serve the site on loopback until interrupted
    #[arg(long)]
    serve: bool,
    /// Port on the loopback interface; 0 takes any free one
    #[arg(long, default_value_t = 8000, requires = "serve")]
    port: u16,
}

/// Renders the site of a description, and writes what differs.
pub(crate) fn run(arguments: &Arguments, terminal: &mut Terminal<'_>) -> anyhow::Result<Exit> {
    let spec = description::folder(arguments.spec.as_deref(), terminal)?;
    terminal.progress.stage("reading");
    let texts = description::read(&spec, terminal)?;
    terminal.progress.stage("checking");
    let checked = Checked::new(texts);
    checked.complain(terminal);
    let Some(api) = &checked.api else {
        let spec = terminal.display(&spec);
        terminal.complain(&format!("no file was written: fix `{spec}` first"));
        return Ok(Exit::Findings);
    };
    let home = terminal.home().ok();
    let out = match (&arguments.out, &home) {
        (Some(out), _) => terminal.resolve(out),
        (None, Some(home)) => home.root().join(SITES).join(&*api.service.name),
        (None, None) => terminal.resolve(&Path::new(SITES).join(&*api.service.name)),
    };
    let changelog = changelog(&spec, home.as_ref(), terminal)?;
    terminal.progress.stage("rendering");
    let files = restwright_docs::site(api, changelog.as_deref());
    terminal.progress.stage("comparing");
    let plan = plan(&out, files.clone(), terminal)?;
    {
        // Held until all is written.
        let _lock = home.map(|home| Lock::acquire(home.root())).transpose()?;
        terminal.progress.stage("writing");
        write::apply(&plan)?;
    }
    terminal.progress.end();
    report::record("files", &plan, terminal);
    terminal.result("start", terminal.display(&out.join(START)).into());
    terminal.say(&report::written(&plan))?;
    terminal.show(&terminal.display(&out.join(START)))?;
    if arguments.serve { serve::run(files, arguments.port, terminal) } else { Ok(Exit::Fine) }
}

/// The changelog of the client of this description.
fn changelog(
    spec: &Path,
    home: Option<&Home>,
    terminal: &Terminal<'_>,
) -> anyhow::Result<Option<String>> {
    let is_own = description::only_folder(terminal).is_ok_and(|own| own == spec);
    let path = home.filter(|_| is_own).map(|home| home.client().join(CHANGELOG));
    Ok(path.filter(|path| path.is_file()).map(fs_err::read_to_string).transpose()?)
}

/// What has to be written. Files that this command did not write are not its to replace.
fn plan(out: &Path, files: Vec<File>, terminal: &Terminal<'_>) -> anyhow::Result<Plan> {
    let plan = Plan::for_folder(out, files)?;
    let mut origins = plan.changes.iter().filter_map(|(path, it)| Some((path, it.origin()?)));
    let foreign = origins.clone().find(|(_, origin)| *origin == Origin::Someone);
    // Other folders hold generated files as well: without its start page, none is a site.
    let other = origins.next().filter(|_| !out.join(START).is_file());
    if let Some((path, _)) = foreign.or(other) {
        return Err(Misuse(format!(
            "`{}` holds files that are no part of a site, such as `{}`\n  help: name a new or empty folder with `--out DIR`",
            terminal.display(out),
            terminal.display(path),
        ))
        .into());
    }
    Ok(plan)
}
