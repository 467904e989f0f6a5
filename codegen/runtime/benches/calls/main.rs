//! What a call costs in CPU time: by this runtime, by hand over hyper-util, and by reqwest, all in one run.
//!
//! The server is another process, so that only the client is counted. Every way does the same: one `POST` over a kept
//! connection, timeouts and size limits, a look at status, type and encoding of the answer, and the answer read into the
//! same model as one of two outcomes, unless it is an error that came as a success.
//!
//! Ours alone gets ready for a second attempt, wipes what it sent, keeps unknown fields, forgives forms that are not
//! quite right, and can prove that nothing left. The way called 'least' does less than the others: it does not ask
//! which outcome it got, and reads the answer as the one thing it is known to be here.
//!
//! `--only WAY --calls N` makes N calls of one way, one after the other, for a profiler: the difference of two runs
//! under `valgrind --tool=callgrind` is the number of instructions.

mod by_hand;
#[cfg(feature = "reqwest")]
mod by_reqwest;
mod model;
mod ours;
#[allow(dead_code, unused_imports, reason = "the tests need more of it")]
#[path = "../../tests/runtime/sample/mod.rs"]
mod sample;
mod server;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinSet;

use self::server::Server;

/// A way to make a call.
trait Way: Send + Sync + 'static {
    fn call(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>>;
}

const CALLS: usize = 4_000;
/// Other programs on the machine disturb a round; the least disturbed one counts.
const ROUNDS: usize = 9;
const AT_ONCE: usize = 64;

fn main() {
    let arguments: Vec<_> = std::env::args().collect();
    if arguments.iter().any(|argument| argument == server::ARGUMENT) {
        return server::serve();
    }
    let value = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1)
    };
    let server = Server::start();
    // One thread, so that what the process uses is what the calls use.
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    let mut ways = ways(&server.url, &runtime);
    if let Some(only) = value("--only") {
        ways.retain(|(name, _)| name == only);
        let calls = value("--calls").and_then(|calls| calls.parse().ok()).unwrap_or(CALLS);
        for (_, way) in &ways {
            make(&runtime, way, calls, 1);
        }
        return;
    }
    for (at_once, name) in [(1, "one after the other"), (AT_ONCE, "64 at once")] {
        report(name, &ways, &compare(&runtime, &ways, at_once));
    }
    if !cfg!(feature = "reqwest") {
        println!("reqwest takes part with `--features reqwest`");
    }
}

type Ways = Vec<(&'static str, Arc<dyn Way>)>;

fn ways(url: &str, runtime: &Runtime) -> Ways {
    let _within = runtime.enter();
    vec![
        ("ours", Arc::new(ours::Ours::new(url))),
        ("hyper-util", Arc::new(by_hand::ByHand::new(url, by_hand::Reading::Outcome))),
        ("hyper, least", Arc::new(by_hand::ByHand::new(url, by_hand::Reading::Session))),
        #[cfg(feature = "reqwest")]
        ("reqwest", Arc::new(by_reqwest::ByReqwest::new(url))),
    ]
}

/// The CPU time of one call of each way. Rounds take turns, so that a change of the machine meets all ways.
fn compare(runtime: &Runtime, ways: &Ways, at_once: usize) -> Vec<Duration> {
    let mut best = vec![Duration::MAX; ways.len()];
    for round in 0..=ROUNDS {
        for (best, (_, way)) in best.iter_mut().zip(ways) {
            let time = cpu_of(runtime, way, CALLS, at_once);
            // The first round makes connections and warms everything up.
            if round > 0 {
                *best = time.min(*best);
            }
        }
    }
    best
}

/// The CPU time of one of so many calls.
fn cpu_of(runtime: &Runtime, way: &Arc<dyn Way>, calls: usize, at_once: usize) -> Duration {
    let before = cpu();
    make(runtime, way, calls, at_once);
    cpu().saturating_sub(before)
        / u32::try_from(calls / at_once * at_once).expect("not that many calls")
}

fn make(runtime: &Runtime, way: &Arc<dyn Way>, calls: usize, at_once: usize) {
    runtime.block_on(async {
        let mut tasks = JoinSet::new();
        for _ in 0..at_once {
            let way = Arc::clone(way);
            tasks.spawn(async move {
                for _ in 0..calls / at_once {
                    way.call().await;
                }
            });
        }
        while let Some(end) = tasks.join_next().await {
            end.expect("no call fails");
        }
    });
}

/// CPU time that this process has used, in the kernel too.
fn cpu() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::try_from(time).expect("a clock that began at zero")
}

fn report(name: &str, ways: &Ways, times: &[Duration]) {
    println!("{name}, CPU time of a call:");
    for ((way, _), time) in ways.iter().zip(times) {
        let ratio = times[0].as_secs_f64() / time.as_secs_f64();
        println!("  {way:<13}{:>6.2} µs   ours is {ratio:.2} of it", time.as_secs_f64() * 1e6);
    }
}
