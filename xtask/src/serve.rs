//! Serves files from memory on loopback: enough of HTTP for a browser on this machine, and nothing else.

use std::collections::BTreeMap;
use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use anyhow::Context as _;
use restwright_docs::File;

use crate::exit::Exit;
use crate::terminal::Terminal;

/// The head of a request is not longer than this.
const MAX_HEAD: usize = 8 * 1024;
/// Whoever sends or takes nothing for so long is gone.
const PATIENCE: Duration = Duration::from_secs(10);

/// Serves files until the process is ended.
pub(crate) fn run(
    files: Vec<File>,
    port: u16,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<Exit> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).with_context(|| {
        format!("cannot listen on port {port}\n  help: name another one with `--port`")
    })?;
    let address = listener.local_addr()?;
    terminal.show(&format!("serving http://{address}/; Ctrl-C stops"))?;
    terminal.out.flush()?;
    let files = files.into_iter().map(|file| (format!("/{}", file.path), file.contents));
    let files: Arc<BTreeMap<_, _>> = Arc::new(files.collect());
    for connection in listener.incoming() {
        let files = Arc::clone(&files);
        // A connection that fails is of no interest to the others.
        thread::spawn(move || connection.and_then(|it| answer(it, &files)));
    }
    Ok(Exit::Fine)
}

/// Answers the one request of a connection.
fn answer(mut connection: TcpStream, files: &BTreeMap<String, String>) -> io::Result<()> {
    connection.set_read_timeout(Some(PATIENCE))?;
    connection.set_write_timeout(Some(PATIENCE))?;
    let response = match head(&mut connection)? {
        Some(head) => respond(&head, files),
        None => status("431 Request Header Fields Too Large"),
    };
    connection.write_all(&response)
}

/// Everything up to the first blank line, unless it is too long.
fn head(connection: &mut TcpStream) -> io::Result<Option<String>> {
    let mut head = Vec::new();
    let mut buffer = [0; 1024];
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        let length = connection.read(&mut buffer)?;
        if length == 0 || head.len() + length > MAX_HEAD {
            return Ok(None);
        }
        head.extend_from_slice(&buffer[..length]);
    }
    Ok(Some(String::from_utf8_lossy(&head).into_owned()))
}

fn respond(head: &str, files: &BTreeMap<String, String>) -> Vec<u8> {
    let mut lines = head.lines();
    let mut words = lines.next().unwrap_or_default().split(' ');
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let host = lines.find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("host").then(|| value.trim())
    });
    // Pages of the web reach this machine under a name of their own.
    let name = host.map(|host| host.rsplit_once(':').map_or(host, |(name, _)| name));
    if !matches!(name, Some("127.0.0.1" | "localhost")) {
        return status("403 Forbidden");
    }
    if !matches!(method, "GET" | "HEAD") {
        return status("405 Method Not Allowed\r\nallow: GET, HEAD");
    }
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let path = if path == "/" { "/index.html" } else { path };
    // Files are found by their whole paths, so no path leads anywhere else.
    let Some(contents) = files.get(path) else { return status("404 Not Found") };
    let mut response = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: {}\r\ncontent-length: {}\r\ncache-control: no-store\r\n\
         x-content-type-options: nosniff\r\nconnection: close\r\n\r\n",
        content_type(path),
        contents.len(),
    );
    if method == "GET" {
        response.push_str(contents);
    }
    response.into_bytes()
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

/// A response without a body. More headers may follow the status.
fn status(status: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_nothing_else() {
        let files = [("/index.html", "<p>é"), ("/assets/a.js", "x"), ("/a.svg", "")];
        let files = files.map(|(path, text)| (path.to_owned(), text.to_owned())).into();
        #[rustfmt::skip]
        let table = [
            ("GET / HTTP/1.1",                "localhost:8000", "200", "text/html; charset=utf-8", "<p>é"),
            ("GET /index.html?a#b HTTP/1.1",  "127.0.0.1",      "200", "text/html; charset=utf-8", "<p>é"),
            ("HEAD / HTTP/1.1",               "127.0.0.1",      "200", "text/html; charset=utf-8", ""),
            ("GET /assets/a.js HTTP/1.1",     "127.0.0.1:1",    "200", "text/javascript; charset=utf-8", "x"),
            ("GET /a.svg HTTP/1.1",           "127.0.0.1:1",    "200", "image/svg+xml", ""),
            ("GET /assets/../index.html H",   "127.0.0.1",      "404", "", ""),
            ("GET /../etc/passwd HTTP/1.1",   "127.0.0.1",      "404", "", ""),
            ("GET //index.html HTTP/1.1",     "127.0.0.1",      "404", "", ""),
            ("GET /%69ndex.html HTTP/1.1",    "127.0.0.1",      "404", "", ""),
            ("POST / HTTP/1.1",               "127.0.0.1",      "405", "", ""),
            ("GET / HTTP/1.1",                "api.example",    "403", "", ""),
            ("",                              "127.0.0.1",      "405", "", ""),
        ];
        for (line, host, status, content_type, body) in table {
            let response = respond(&format!("{line}\r\nHost: {host}\r\n\r\n"), &files);
            let response = String::from_utf8(response).expect("text");
            let (head, sent) = response.split_once("\r\n\r\n").expect("a head");
            assert_eq!(head.split(' ').nth(1), Some(status), "{line}: {response}");
            assert_eq!(sent, body, "{line}");
            let found = head.lines().find_map(|line| line.strip_prefix("content-type: "));
            assert_eq!(found.unwrap_or_default(), content_type, "{line}");
        }
    }
}
