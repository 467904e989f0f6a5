//! A hundred thousand calls, 64 at once, of which one in twenty meets a fault: each gets its own answer, nothing stays.
//!
//! Run by name, since it takes its time:
//! `cargo test --package restwright-runtime --test soak -- --ignored --nocapture`

/// The operation that is called.
mod operation;
/// What becomes of each call.
mod outcome;
/// What the process holds: memory, sockets.
mod resource_usage;
/// The other side.
mod server;
/// A file that is larger than what a client may take of memory.
#[cfg(feature = "uploads")]
mod uploads;

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use restwright_runtime::{CallOptions, Client, ClientOptions, RetryPolicy};
use tokio::runtime::{Builder, RuntimeMetrics};
use tokio::task::JoinSet;

use crate::operation::{Echo, SERVICE, TOKEN};
use crate::outcome::Outcome;
use crate::resource_usage::ResourceUsage;
use crate::server::Server;

const CALLS: u32 = 100_000;
const AT_ONCE: usize = 64;
/// The first of them fills pools and caches; memory may hardly grow from then on.
const ROUNDS: u32 = 5;
const MAX_GROWTH: usize = 2 * 1024 * 1024;

/// Held by each test, since what is measured belongs to the whole process.
static ALONE: Mutex<()> = Mutex::new(());

#[test]
#[ignore = "takes up to a minute; the gate runs it by name"]
fn every_call_gets_its_own_answer_and_leaves_nothing() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let server = Server::start(CALLS);
    let before = ResourceUsage::now();
    let start = Instant::now();
    let client = client(&server);
    let mut after_first = None;
    for round in 0..ROUNDS {
        let size = CALLS / ROUNDS;
        runtime.block_on(calls(&client, round * size..(round + 1) * size));
        after_first.get_or_insert_with(ResourceUsage::now);
    }
    let (first, last) = (after_first.unwrap(), ResourceUsage::now());
    let time = start.elapsed();

    assert_eq!(server.seen(), vec![1; CALLS as usize], "each call arrived once");
    let connections = server.connections();
    drop(client);
    runtime.block_on(until_idle(runtime.metrics()));
    server.wait_until_idle();
    let after = ResourceUsage::now();
    println!(
        "{CALLS} calls, {} faults, {connections} connections in {time:.1?}; memory {first} after the first fifth, \
         {last} in the end; {} open files before, {} at the end, {} after",
        (0..CALLS).filter(|id| Outcome::of(*id) != Outcome::Answer).count(),
        before.files,
        last.files,
        after.files,
    );
    assert_eq!(after.files, before.files, "sockets are left");
    assert!(last.memory <= first.memory + MAX_GROWTH, "memory grew from {first} to {last}");
}

fn client(server: &Server) -> Client {
    let calls = CallOptions::new().retry(RetryPolicy::none());
    let builder = Client::builder(&SERVICE).credential(&TOKEN, "token").base_url(server.url());
    builder.options(ClientOptions::new().calls(calls)).build::<operation::Code>().unwrap()
}

/// Makes calls, a fixed number of them at once.
async fn calls(client: &Client, ids: std::ops::Range<u32>) {
    let next = Arc::new(AtomicU32::new(ids.start));
    let mut workers = JoinSet::new();
    for _ in 0..AT_ONCE {
        let (client, next) = (client.clone(), Arc::clone(&next));
        workers.spawn(async move {
            loop {
                let id = next.fetch_add(1, Ordering::Relaxed);
                if id >= ids.end {
                    break;
                }
                let outcome = client.send(&Echo { id }).await;
                Outcome::of(id).check(id, outcome);
            }
        });
    }
    while let Some(worker) = workers.join_next().await {
        worker.expect("every call had its expected outcome");
    }
}

/// Waits for the tasks of connections to notice that their client is gone.
async fn until_idle(metrics: RuntimeMetrics) {
    let idle = async {
        while metrics.num_alive_tasks() > 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    let end = tokio::time::timeout(Duration::from_secs(10), idle).await;
    end.unwrap_or_else(|_| panic!("{} tasks are left", metrics.num_alive_tasks()));
}
