//! The command `watch`: validates and generates after each save.

use std::path::Path;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use notify::event::EventKind;
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::description;
use crate::generate::{self, Mode};
use crate::paths::is_hidden;
use crate::target::{Place, Target};
use crate::terminal::Terminal;

/// An editor saves a file in several steps, and a checkout changes many files: they are one change.
const QUIET: Duration = Duration::from_millis(30);
/// How often a folder that is gone is looked for.
const RETRY: Duration = Duration::from_millis(500);

/// Generates now and after each change of the description, until interrupted.
pub(crate) fn run(place: &Place, terminal: &mut Terminal<'_>) -> anyhow::Result<crate::Exit> {
    let target = Target::choose(place, terminal)?;
    let (sender, changes) = mpsc::channel();
    let forward = move |event: notify::Result<Event>| {
        if event.as_ref().map_or(true, is_relevant) {
            // Fails only if the command ends.
            let _ = sender.send(());
        }
    };
    let mut watcher =
        notify::recommended_watcher(forward).context("cannot watch for changes of files")?;
    let spec = terminal.display(&target.spec);
    terminal.say(&format!("watching `{spec}`; Ctrl-C stops"))?;
    loop {
        // A folder that was replaced needs a new watch.
        let is_watched = watcher.watch(&target.spec, RecursiveMode::Recursive).is_ok();
        let begin = Instant::now();
        match generate::run(place, None, Mode::Write, terminal) {
            Ok(_) => terminal.say(&format!("took {} ms", begin.elapsed().as_millis()))?,
            Err(error) => terminal.complain(&format!("error: {}", crate::with_causes(&error))),
        }
        terminal.progress.end();
        wait(&changes, &mut watcher, &target.spec, is_watched);
    }
}

/// Returns when something has changed and nothing more follows.
fn wait(changes: &Receiver<()>, watcher: &mut RecommendedWatcher, folder: &Path, is_watched: bool) {
    if is_watched {
        let _ = changes.recv();
    } else {
        while watcher.watch(folder, RecursiveMode::Recursive).is_err() {
            std::thread::sleep(RETRY);
        }
    }
    while changes.recv_timeout(QUIET) != Err(RecvTimeoutError::Timeout) {}
}

/// Whether an event can change the description.
fn is_relevant(event: &Event) -> bool {
    let changes = !matches!(event.kind, EventKind::Access(_));
    let describes = |path: &Path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        // Without an extension, it can be a folder.
        description::is_part(&name) || path.extension().is_none() && !is_hidden(path)
    };
    changes && event.paths.iter().any(|path| describes(path))
}
