//! The last run of `generate` for a client: whether it has left anything to do, and what this one can take from it.

use std::hash::Hash as _;
use std::path::PathBuf;

use restwright_spec::render::Color;
use restwright_spec::{Api, Source as Text};
use siphasher::sip128::{Hasher128 as _, SipHasher13};

use super::record::{self, Record};
use super::{MANIFEST, root, source};
use crate::exit::Exit;
use crate::manifest::Manifest;
use crate::plan::Plan;
use crate::runtime::Source;
use crate::target::Target;
use crate::terminal::Terminal;
use crate::write::Lock;
use crate::{client, schema};

/// The last run for a client.
pub(crate) struct Last {
    place: PathBuf,
    program: u128,
    /// The description, the command line and the terminal of this run.
    state: SipHasher13,
    /// What the last run has left, if this very program has run.
    pub(super) record: Option<Record>,
}

impl Last {
    /// Looks for the last run. Without a way to tell this program from others, there is none.
    pub(super) fn of(
        target: &Target,
        texts: &[Text],
        asked: Option<&Source>,
        terminal: &Terminal<'_>,
    ) -> Option<Self> {
        let program = record::program()?;
        let place = place(target, terminal);
        let mut state = SipHasher13::new();
        (&target.spec, &target.out, asked.map(Source::to_string)).hash(&mut state);
        (terminal.color == Color::Always, texts.len()).hash(&mut state);
        for Text { path, text } in texts {
            (path, text).hash(&mut state);
        }
        let record = Record::read(&place, program);
        Some(Self { place, program, state, record })
    }

    /// All that a run depends on. The manifest of the client belongs to it, and the schema of the description, if it has one.
    fn inputs(&self, target: &Target) -> Option<u128> {
        let mut state = self.state;
        std::fs::read(target.out.join(MANIFEST)).ok()?.hash(&mut state);
        std::fs::read(schema::of_folder(&target.spec)).ok().hash(&mut state);
        Some(state.finish128().as_u128())
    }

    /// Ends as the last run did, if a run with the same inputs has left every file as it would be written.
    pub(super) fn repeat(
        &self,
        target: &Target,
        asked: Option<&Source>,
        terminal: &mut Terminal<'_>,
    ) -> anyhow::Result<Option<Exit>> {
        let inputs = self.inputs(target);
        let is_same = |record: &&Record| Some(record.inputs) == inputs;
        let Some(record) = self.record.as_ref().filter(is_same) else { return Ok(None) };
        let _lock = Lock::acquire(&root(target, terminal))?;
        if !record.is_on_disk(&target.out)? {
            return Ok(None);
        }
        let Some(manifest) = Manifest::read(&target.out)? else { return Ok(None) };
        if !record.said.is_empty() {
            terminal.complain(&record.said);
        }
        let runtime = source(asked, Some(&manifest), target, terminal)?;
        if matches!(runtime, Source::Path(_)) {
            // It may have moved away.
            runtime.runtime(&target.out)?;
        }
        client::compare(&manifest, (&record.name, &record.version), terminal);
        // The manifest is one of them.
        let plan = Plan { unchanged: record.files() + 1, ..Plan::default() };
        super::write(target, &plan, terminal).map(Some)
    }

    /// Keeps what this run has read and written.
    pub(super) fn keep(
        &self,
        target: &Target,
        api: &Api,
        (outputs, once, said): (Record, Vec<String>, String),
    ) {
        let Some(inputs) = self.inputs(target) else { return };
        let (name, version) = (api.service.name.to_string(), api.service.version.to_string());
        let record = Record { inputs, name, version, said, once, ..outputs };
        record.write(&self.place, self.program);
    }
}

fn place(target: &Target, terminal: &Terminal<'_>) -> PathBuf {
    record::place(&root(target, terminal), &target.out)
}
