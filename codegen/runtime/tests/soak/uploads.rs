//! Two gibibytes in one request, from a file and a reader: all of them arrive, and memory stays as it is.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::PoisonError;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use restwright_runtime::{
    CallOptions, Client, Effect, Endpoint, Method, Operation, RequestWriter, Upload,
};
use tokio::runtime::Builder;

use crate::ALONE;
use crate::operation::{Code, SERVICE, TOKEN};
use crate::resource_usage::ResourceUsage;

const HALF: u64 = 1 << 30;
/// Buffers of the socket, of the connection and of the threads that read.
const MAX_GROWTH: usize = 16 * 1024 * 1024;

struct Send {
    files: [Upload; 2],
}

impl Operation for Send {
    type Output = ();

    const ENDPOINT: &'static Endpoint = &Endpoint {
        id: "files.send",
        method: Method::Post,
        path: "/files",
        effect: Effect::Creates,
    };

    fn write(&self, request: &mut RequestWriter<'_>) {
        request.multipart();
        request.files("file", &self.files, &[]);
    }
}

#[test]
#[ignore = "takes some seconds; the gate runs it by name"]
fn a_large_file_takes_no_memory() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let path = std::env::temp_dir().join(format!("upload-{}", std::process::id()));
    // Without any contents on the disk, which is not what is measured.
    File::create(&path).unwrap().set_len(HALF).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = receive(listener);
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let client = Client::builder(&SERVICE).credential(&TOKEN, "token").base_url(url);
    let client = client.build::<Code>().unwrap();
    let before = ResourceUsage::now();
    let start = Instant::now();
    runtime.block_on(async {
        let reader = Upload::reader(std::io::repeat(7).take(HALF)).length(HALF);
        let call = Send { files: [Upload::path(&path).await.unwrap(), reader] };
        let time = Duration::from_secs(600);
        let options = CallOptions::new().attempt_timeout(time).total_timeout(time);
        client.send_with::<_, Code>(&call, &options).await.unwrap();
    });
    let time = start.elapsed();
    fs::remove_file(&path).unwrap();
    let (bytes, most) = server.join().unwrap();
    println!("{bytes} bytes in {time:.1?}; memory {before} before, at most {} KiB", most / 1024);
    assert!((2 * HALF..2 * HALF + 1024).contains(&bytes), "{bytes} bytes arrived");
    assert!(most <= before.memory + MAX_GROWTH, "memory grew from {before} to {most} bytes");
}

/// Takes one request: how long its body was, and the most memory that the process had meanwhile.
fn receive(listener: TcpListener) -> JoinHandle<(u64, usize)> {
    thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        let mut reader = BufReader::with_capacity(64 * 1024, &stream);
        let length = length(&mut reader);
        let (mut left, mut most) = (length, 0);
        let mut buffer = vec![0; 64 * 1024];
        while left > 0 {
            let read = reader.read(&mut buffer).unwrap() as u64;
            assert!(read > 0, "the client closed before the end");
            left -= read;
            if left / (64 << 20) != (left + read) / (64 << 20) {
                most = most.max(ResourceUsage::now().memory);
            }
        }
        (&stream).write_all(b"HTTP/1.1 204 Fine\r\n\r\n").unwrap();
        (length, most)
    })
}

/// Reads the head of a request, which says the length of its body.
fn length(reader: &mut BufReader<&TcpStream>) -> u64 {
    let mut length = None;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        if line == "\r\n" {
            return length.expect("all lengths are known");
        }
        let value = line.strip_prefix("content-length: ");
        length = length.or(value.map(|value| value.trim().parse().unwrap()));
    }
}
