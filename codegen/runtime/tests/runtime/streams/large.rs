//! A download that is larger than the memory it may take.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::time::Instant;

use restwright_runtime::{CallOptions, Client};

use super::downloads::Folder;
use crate::sample::ErrorCode;
use crate::sample::service::SERVICE;
use crate::sample::stream::Copy;
use crate::server::block_on;

const SIZE: u64 = 2 * 1024 * 1024 * 1024;

/// By how much the memory of the process may grow meanwhile.
const MAX_GROWTH_KIB: u64 = 16 * 1024;

/// The most memory that the process has had, in KiB.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("the state of the process");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("its memory");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}

/// Sends a body of that size for each of some requests.
fn serve(listener: &TcpListener, requests: usize) {
    for _ in 0..requests {
        let (mut stream, _) = listener.accept().expect("a client");
        let mut head = [0; 4096];
        let _ = stream.read(&mut head).expect("a request");
        write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: {SIZE}\r\nconnection: close\r\n\r\n")
            .expect("a head is sent");
        let block = vec![b'x'; 256 * 1024];
        for _ in 0..SIZE / block.len() as u64 {
            stream.write_all(&block).expect("a piece is sent");
        }
    }
}

/// `cargo test --release -p restwright-runtime --features mock,blocking,streams --test runtime large -- --ignored --nocapture`
#[test]
#[ignore = "sends 4 GiB and writes 2 of them"]
fn large_downloads_take_little_memory() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("its address"));
    let server = std::thread::spawn(move || serve(&listener, 2));
    let client = Client::builder(&SERVICE).base_url(url).build::<ErrorCode>().expect("a client");
    let folder = Folder::new("large");
    let (before, start) = (peak(), Instant::now());
    block_on(async {
        let options = CallOptions::new();
        let mut download = client.download::<_, ErrorCode>(&Copy, &options).await.expect("a head");
        let mut received = 0;
        while let Some(chunk) = download.chunk().await.expect("a chunk") {
            received += chunk.len() as u64;
        }
        assert_eq!(received, SIZE);
        println!("2 GiB in chunks: {:?}, peak + {} KiB", start.elapsed(), peak() - before);
        let start = Instant::now();
        let download = client.download::<_, ErrorCode>(&Copy, &options).await.expect("a head");
        assert_eq!(download.save(folder.0.join("file")).await.expect("a file"), SIZE);
        println!("2 GiB in a file: {:?}, peak + {} KiB", start.elapsed(), peak() - before);
    });
    server.join().expect("the server has sent all");
    assert!(peak() - before < MAX_GROWTH_KIB, "{} KiB more than before", peak() - before);
}
