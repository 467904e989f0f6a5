//! Everything that any crate says by `tracing` or by `log`, at every level and on every thread.

use std::collections::BTreeMap;
use std::fmt::{Debug, Write};
use std::sync::{Mutex, OnceLock, PoisonError};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use super::canary::found;
use super::page::silence_expected_panics;

/// What was said since the process started to listen.
#[derive(Default)]
pub(super) struct Heard {
    /// How much each crate said.
    pub(super) crates: BTreeMap<String, usize>,
    /// What held a canary.
    pub(super) leaks: Vec<String>,
}

static HEARD: Mutex<Heard> = Mutex::new(Heard { crates: BTreeMap::new(), leaks: Vec::new() });

/// Starts to listen, if nobody did yet.
pub(super) fn listen() {
    static ONCE: OnceLock<()> = OnceLock::new();
    ONCE.get_or_init(|| {
        tracing::subscriber::set_global_default(Listener).expect("nobody else listens");
        log::set_logger(&Listener).expect("nobody else listens");
        log::set_max_level(log::LevelFilter::Trace);
        silence_expected_panics();
    });
}

/// What was said so far.
pub(super) fn heard<T>(look: impl FnOnce(&Heard) -> T) -> T {
    look(&HEARD.lock().unwrap_or_else(PoisonError::into_inner))
}

struct Listener;

struct Fields(String);

fn hear(target: &str, text: &str) {
    let name = target.split("::").next().unwrap_or_default().to_owned();
    let mut heard = HEARD.lock().unwrap_or_else(PoisonError::into_inner);
    *heard.crates.entry(name).or_default() += 1;
    if let Some(leak) = found(text) {
        heard.leaks.push(format!("{target}: {leak}"));
    }
}

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {field}={value:?} {value:#?}").expect("a text takes everything");
    }
}

impl Subscriber for Listener {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let mut fields = Fields(attributes.metadata().name().to_owned());
        attributes.record(&mut fields);
        hear(attributes.metadata().target(), &fields.0);
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        let mut fields = Fields(String::new());
        values.record(&mut fields);
        hear("record", &fields.0);
    }

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields(String::new());
        event.record(&mut fields);
        hear(event.metadata().target(), &fields.0);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

impl log::Log for Listener {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        hear(record.target(), &record.args().to_string());
    }

    fn flush(&self) {}
}
