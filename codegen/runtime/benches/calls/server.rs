//! A server in a process of its own, so that what it uses is not counted.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread;

use crate::model::ANSWER;

/// Tells a process that it is the server.
pub(crate) const ARGUMENT: &str = "--serve";

/// The process, ended with this value.
pub(crate) struct Server {
    pub(crate) url: String,
    /// It ends when its input does, however this process comes to its end.
    process: Child,
}

impl Server {
    /// Starts this very program again, as the server.
    pub(crate) fn start() -> Self {
        let program = std::env::current_exe().expect("a program knows where it is");
        let mut process = Command::new(program)
            .arg(ARGUMENT)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let mut url = String::new();
        let output = process.stdout.take().expect("its output is a pipe");
        BufReader::new(output).read_line(&mut url).expect("it says where it is");
        Self { url: url.trim().to_owned(), process }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        // What it ended with does not matter.
        let _ = self.process.wait();
    }
}

/// Says where it listens, then answers until its input ends.
pub(crate) fn serve() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    println!("http://{}", listener.local_addr().expect("an address"));
    thread::spawn(|| {
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
        std::process::exit(0);
    });
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: {}\r\n\r\n",
        ANSWER.len()
    );
    let response = [head.as_bytes(), ANSWER.as_bytes()].concat();
    for connection in listener.incoming().flatten() {
        let response = response.clone();
        thread::spawn(move || answer_all(connection, &response));
    }
}

/// Answers every request of a connection, to its end.
fn answer_all(connection: TcpStream, answer: &[u8]) -> Option<()> {
    connection.set_nodelay(true).ok()?;
    let mut writer = connection.try_clone().ok()?;
    let mut reader = BufReader::new(connection);
    loop {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line).ok()? == 0 {
                return None;
            }
            let Some((name, value)) = line.trim().split_once(':') else {
                if line.trim().is_empty() {
                    break;
                }
                continue;
            };
            if name.eq_ignore_ascii_case("content-length") {
                length = value.trim().parse().ok()?;
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).ok()?;
        writer.write_all(answer).ok()?;
    }
}
