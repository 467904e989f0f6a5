//! Signals that ask the program to end, while files are only half written.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use anyhow::ensure;
use signal_hook::consts::TERM_SIGNALS;
use signal_hook::flag;

/// Keeps signals from ending the program at once, for as long as it lives.
pub(crate) struct Deferred(&'static Signals);

/// What the handlers share. They are never taken down, since the system forgets what it did before.
struct Signals {
    /// A signal ends the program at once, as it does without handlers.
    ends: Arc<AtomicBool>,
    received: Arc<AtomicBool>,
}

impl Deferred {
    pub(crate) fn begin() -> io::Result<Self> {
        static SIGNALS: OnceLock<Signals> = OnceLock::new();
        let signals = if let Some(signals) = SIGNALS.get() {
            signals
        } else {
            let signals = Signals::handled()?;
            SIGNALS.get_or_init(|| signals)
        };
        signals.received.store(false, Ordering::SeqCst);
        signals.ends.store(false, Ordering::SeqCst);
        Ok(Self(signals))
    }

    /// Fails if a signal has arrived in the meantime: there is still time to give up.
    pub(crate) fn check(&self) -> anyhow::Result<()> {
        ensure!(!self.has_received(), "interrupted: no file was changed");
        Ok(())
    }

    /// Whether a signal has arrived in the meantime.
    pub(crate) fn has_received(&self) -> bool {
        self.0.received.load(Ordering::SeqCst)
    }
}

impl Drop for Deferred {
    fn drop(&mut self) {
        self.0.ends.store(true, Ordering::SeqCst);
    }
}

impl Signals {
    fn handled() -> io::Result<Self> {
        let signals = Self { ends: Arc::new(AtomicBool::new(true)), received: Arc::default() };
        #[cfg(unix)]
        let hangup = [signal_hook::consts::SIGHUP];
        #[cfg(not(unix))]
        let hangup = [];
        for signal in TERM_SIGNALS.iter().copied().chain(hangup) {
            flag::register_conditional_default(signal, Arc::clone(&signals.ends))?;
            flag::register(signal, Arc::clone(&signals.received))?;
        }
        Ok(signals)
    }
}
