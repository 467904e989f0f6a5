//! The part of HTTP/1.1 that a mock needs.

use std::io::{self, BufRead, Read, Write};

use super::Request;
use super::reply::Answer;

/// The head of a request may have this many bytes.
const MAX_HEAD: u64 = 64 * 1024;
/// The body of a request may have this many bytes.
const MAX_BODY: u64 = 8 * 1024 * 1024;

/// A request, and whether its connection stays open after it.
pub(super) struct Incoming {
    pub(super) request: Request,
    pub(super) goes_on: bool,
}

/// Reads a request; none if the client has closed the connection.
pub(super) fn read(
    reader: &mut impl BufRead,
    writer: &mut impl Write,
) -> io::Result<Option<Incoming>> {
    let Some(mut incoming) = read_head(reader)? else {
        return Ok(None);
    };
    if is(&incoming.request, "expect", "100-continue") {
        writer.write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
    }
    incoming.request.body = body(&incoming.request, reader)?;
    Ok(Some(incoming))
}

/// Reads the head of a request.
pub(super) fn read_head(reader: &mut impl BufRead) -> io::Result<Option<Incoming>> {
    let mut head = reader.take(MAX_HEAD);
    let Some(start) = next_line(&mut head)? else {
        return Ok(None);
    };
    let mut words = start.split(' ');
    let (Some(method), Some(target), Some(version), None) =
        (words.next(), words.next(), words.next(), words.next())
    else {
        return Err(malformed());
    };
    let mut request = Request::new(method, target);
    loop {
        let header = line(&mut head)?;
        if header.is_empty() {
            break;
        }
        let (name, value) = header.split_once(':').ok_or_else(malformed)?;
        request.headers.push((name.to_owned(), value.trim().to_owned()));
    }
    let goes_on = match version {
        "HTTP/1.1" => !is(&request, "connection", "close"),
        "HTTP/1.0" => is(&request, "connection", "keep-alive"),
        _ => return Err(malformed()),
    };
    Ok(Some(Incoming { request, goes_on }))
}

/// Writes a response with this part of its body.
pub(super) fn write(
    writer: &mut impl Write,
    answer: &Answer,
    method: &str,
    body: &[u8],
    goes_on: bool,
) -> io::Result<()> {
    let mut bytes = format!("HTTP/1.1 {} Mock\r\n", answer.status).into_bytes();
    for (name, value) in &answer.headers {
        bytes.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
    }
    let has_body = !matches!(answer.status, 100..200 | 204 | 304);
    if has_body {
        bytes.extend_from_slice(format!("content-length: {}\r\n", answer.body.len()).as_bytes());
    }
    if !goes_on {
        bytes.extend_from_slice(b"connection: close\r\n");
    }
    bytes.extend_from_slice(b"\r\n");
    if has_body && method != "HEAD" {
        bytes.extend_from_slice(body);
    }
    writer.write_all(&bytes)?;
    writer.flush()
}

/// Writes the head of a response whose body is sent piece by piece; `false` where it has none.
#[cfg(feature = "streams")]
pub(super) fn write_head(
    writer: &mut impl Write,
    head: &Answer,
    method: &str,
    goes_on: bool,
) -> io::Result<bool> {
    let has_body = !matches!(head.status, 100..200 | 204 | 304);
    if !has_body || method == "HEAD" {
        write(writer, head, method, &[], goes_on)?;
        return Ok(false);
    }
    let mut bytes = format!("HTTP/1.1 {} Mock\r\n", head.status).into_bytes();
    for (name, value) in &head.headers {
        bytes.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
    }
    bytes.extend_from_slice(b"transfer-encoding: chunked\r\n");
    if !goes_on {
        bytes.extend_from_slice(b"connection: close\r\n");
    }
    bytes.extend_from_slice(b"\r\n");
    writer.write_all(&bytes)?;
    writer.flush()?;
    Ok(true)
}

/// Writes a piece of a body; an empty one is the end.
#[cfg(feature = "streams")]
pub(super) fn write_chunk(writer: &mut impl Write, chunk: &[u8]) -> io::Result<()> {
    let size = format!("{:x}\r\n", chunk.len());
    writer.write_all(&[size.as_bytes(), chunk, b"\r\n"].concat())?;
    writer.flush()
}

fn body(request: &Request, reader: &mut impl BufRead) -> io::Result<Vec<u8>> {
    if is(request, "transfer-encoding", "chunked") {
        return chunks(reader);
    }
    let length = request.header("content-length").map_or(Ok(0), str::parse);
    exactly(reader, length.map_err(|_| malformed())?)
}

fn chunks(reader: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let size = line(&mut reader.take(MAX_HEAD))?;
        let size = size.split(';').next().unwrap_or_default().trim();
        let size = u64::from_str_radix(size, 16).map_err(|_| malformed())?;
        if size == 0 {
            break;
        }
        body.append(&mut exactly(reader, size)?);
        if body.len() as u64 > MAX_BODY || !line(&mut reader.take(MAX_HEAD))?.is_empty() {
            return Err(malformed());
        }
    }
    // Trailers, up to an empty line.
    while !line(&mut reader.take(MAX_HEAD))?.is_empty() {}
    Ok(body)
}

fn exactly(reader: &mut impl BufRead, length: u64) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    let length_read = reader.take(length.min(MAX_BODY)).read_to_end(&mut body)? as u64;
    if length_read == length { Ok(body) } else { Err(malformed()) }
}

/// A line that has to be there, without its end.
fn line(reader: &mut impl BufRead) -> io::Result<String> {
    next_line(reader)?.ok_or_else(malformed)
}

/// A line without its end; nothing where everything is at its end.
fn next_line(reader: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    if reader.read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    let line = line.strip_suffix(b"\n").ok_or_else(malformed)?;
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    Ok(Some(String::from_utf8_lossy(line).into_owned()))
}

fn is(request: &Request, header: &str, value: &str) -> bool {
    request.header(header).is_some_and(|found| found.eq_ignore_ascii_case(value))
}

fn malformed() -> io::Error {
    io::ErrorKind::InvalidData.into()
}
