//! What a description costs as it grows: one API, once and in up to a thousand copies. Twice the operations may cost 2.1
//! times as much at most.
//!
//! Times are those of the CPU, of all threads, so that other work on the machine counts little.

mod copies;

use std::time::Duration;

use criterion::{BenchmarkId, Criterion, SamplingMode, Throughput};
use restwright_codegen::{Nothing, Runtime};
use restwright_spec::{Api, Sources};
use rustix::time::{ClockId, clock_gettime};

const COPIES: [u32; 4] = [1, 10, 100, 1000];

/// A stage: its name, and what it took of each size.
struct Stage {
    name: &'static str,
    took: Vec<(u32, Duration)>,
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let mut stages =
        ["read", "render"].map(|name| Stage { name, took: Vec::with_capacity(COPIES.len()) });
    let mut group = criterion.benchmark_group("operations");
    group.sample_size(10).sampling_mode(SamplingMode::Flat);
    for copies in COPIES {
        let sources = copies::description(copies);
        let api = model(&sources);
        let operations = api.groups.iter().map(|group| group.operations.len()).sum::<usize>();
        let operations = u32::try_from(operations).expect("fewer");
        group.throughput(Throughput::Elements(operations.into()));
        let [read, render] = &mut stages;
        let mut bench = |stage: &mut Stage, work: &dyn Fn()| {
            group.bench_function(BenchmarkId::new(stage.name, operations), |bencher| {
                bencher.iter_custom(|rounds| {
                    let took = cpu_time(rounds, work);
                    stage.took.push((operations, took / u32::try_from(rounds).expect("fewer")));
                    took
                });
            });
        };
        bench(read, &|| drop(model(&sources)));
        let package = Runtime::Package(String::new());
        bench(render, &|| drop(restwright_codegen::render(&api, &package, &Nothing)));
    }
    group.finish();
    stages.iter().for_each(Stage::print_growth);
    criterion.final_summary();
}

fn model(sources: &Sources) -> Api {
    let reading = restwright_spec::read(sources);
    let api = reading.api.unwrap_or_else(|| panic!("no model: {:#?}", reading.diagnostics));
    restwright_codegen::check(&api).expect("no name clashes");
    api
}

/// The time of the CPU that some rounds take.
fn cpu_time(rounds: u64, work: &dyn Fn()) -> Duration {
    let now = || Duration::try_from(clock_gettime(ClockId::ProcessCPUTime)).expect("a time");
    let begin = now();
    (0..rounds).for_each(|_| work());
    now().saturating_sub(begin)
}

impl Stage {
    /// Prints what twice the operations cost, from each size to the next.
    fn print_growth(&self) {
        let mut sizes: Vec<_> = self.took.iter().map(|(size, _)| *size).collect();
        sizes.dedup();
        let least = |size: u32| {
            let all = self.took.iter().filter(|(of, _)| *of == size);
            all.map(|(_, took)| took.as_secs_f64()).fold(f64::INFINITY, f64::min)
        };
        for pair in sizes.windows(2) {
            let (cost, growth) =
                (least(pair[1]) / least(pair[0]), f64::from(pair[1]) / f64::from(pair[0]));
            println!(
                "{}: from {} to {} operations, twice as many cost {:.2} times as much",
                self.name,
                pair[0],
                pair[1],
                cost.powf(2_f64.ln() / growth.ln())
            );
        }
    }
}
