//! What the last run of `generate` read and wrote, so that the next one does only what is still to do.
//!
//! A record says nothing about files on disk: those are read, and count only if they hold what was written. It stands in the
//! folder `target`, so that it goes where what was built goes, and belongs to one program: another one ignores it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::hash::Hasher as _;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use restwright_codegen::{Earlier, GENERATED, MadeOf, Rendered};
use siphasher::sip128::{Hasher128 as _, SipHasher13};

use crate::disk::ExistingFiles;
use crate::write;

/// Folder of the records, below the root of all.
const FOLDER: &str = "target/restwright";
/// A record of another layout is ignored.
const LAYOUT: &str = "restwright record 1";
/// Marks the line of a file that was written once.
const ONCE: &str = "once";

/// What a run read and wrote.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Record {
    /// The program, the description and all else that the client was made of.
    pub(crate) inputs: u128,
    /// Name of the API.
    pub(crate) name: String,
    /// Version of the API.
    pub(crate) version: String,
    /// What was said about the description.
    pub(crate) said: String,
    /// The files that were written once, by their path from the client.
    pub(crate) once: Vec<String>,
    /// The files of the generator, by their path from the client.
    pub(crate) outputs: BTreeMap<String, Output>,
}

/// A file that was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Output {
    text: u128,
    made_of: Option<MadeOf>,
}

impl Record {
    /// What was rendered, with nothing about where it came from.
    pub(crate) fn new(rendered: &[Rendered]) -> Self {
        let output = |Rendered { file, made_of }: &Rendered| {
            let output = Output { text: hash(file.contents.as_bytes()), made_of: *made_of };
            (file.path.clone(), output)
        };
        Self {
            inputs: 0,
            name: String::new(),
            version: String::new(),
            said: String::new(),
            once: Vec::new(),
            outputs: rendered.iter().map(output).collect(),
        }
    }

    /// Reads the record of a client, if there is one that this program wrote.
    pub(crate) fn read(path: &Path, program: u128) -> Option<Self> {
        let text = std::fs::read_to_string(path).ok()?;
        let (head, body) = text.split_once('\n')?;
        let (layout, sum) = head.rsplit_once(' ')?;
        let is_own = layout == layout_of(program) && number(sum)? == hash(body.as_bytes());
        is_own.then(|| parse(body)).flatten()
    }

    /// Keeps the record. A run that leaves none is right as well.
    pub(crate) fn write(&self, path: &Path, program: u128) {
        let body = self.body();
        let text = format!("{} {:032x}\n{body}", layout_of(program), hash(body.as_bytes()));
        if let Some(folder) = path.parent()
            && std::fs::create_dir_all(folder).is_ok()
        {
            let _ = write::replace(path, &text);
        }
    }

    fn body(&self) -> String {
        let Self { inputs, name, version, said, once, outputs } = self;
        let mut body = format!("{inputs:032x}\n{name}\n{version}\n{}\n{said}", said.len());
        for path in once {
            let _ = writeln!(body, "{ONCE} {path}");
        }
        for (path, Output { text, made_of }) in outputs {
            let tokens = made_of.map(|made_of| made_of.tokens);
            let model = made_of.and_then(|made_of| made_of.model);
            let _ = writeln!(body, "{text:032x} {} {} {path}", optional(tokens), optional(model));
        }
        body
    }

    /// Whether a folder holds the files that were written, and no other one in the place of the generator.
    pub(crate) fn is_on_disk(&self, out: &Path) -> anyhow::Result<bool> {
        let existing = ExistingFiles::below(&out.join(GENERATED))?;
        let holds = |(path, output): (&String, &Output)| {
            let old = existing.files.get(&out.join(path));
            old.is_some_and(|old| hash(&old.contents) == output.text)
        };
        Ok(existing.leftovers.is_empty()
            && existing.files.len() == self.outputs.len()
            && self.outputs.iter().all(holds)
            && self.once.iter().all(|path| out.join(path).symlink_metadata().is_ok()))
    }

    /// How many files the generator wrote.
    pub(crate) fn files(&self) -> usize {
        self.outputs.len()
    }
}

fn layout_of(program: u128) -> String {
    format!("{LAYOUT} {program:032x}")
}

fn parse(body: &str) -> Option<Record> {
    let mut rest = body;
    let mut line = || {
        let (line, behind) = rest.split_once('\n')?;
        rest = behind;
        Some(line)
    };
    let (inputs, name, version) = (number(line()?)?, line()?.to_owned(), line()?.to_owned());
    let length = line()?.parse().ok()?;
    let (said, rest) = rest.split_at_checked(length)?;
    let mut record = Record { inputs, name, version, said: said.to_owned(), ..Record::new(&[]) };
    for line in rest.lines() {
        if let Some(path) = line.strip_prefix(ONCE).and_then(|path| path.strip_prefix(' ')) {
            record.once.push(path.to_owned());
            continue;
        }
        let mut words = line.splitn(4, ' ');
        let mut word = || words.next();
        let (text, tokens, model) = (number(word()?)?, word()?, word()?);
        let made_of = number(tokens).map(|tokens| MadeOf { model: number(model), tokens });
        record.outputs.insert(word()?.to_owned(), Output { text, made_of });
    }
    Some(record)
}

fn optional(number: Option<u128>) -> String {
    number.map_or_else(|| "-".to_owned(), |number| format!("{number:032x}"))
}

fn number(text: &str) -> Option<u128> {
    u128::from_str_radix(text, 16).ok()
}

/// A text as a number. Two texts have the same number by a chance that nobody meets.
pub(crate) fn hash(text: &[u8]) -> u128 {
    let mut state = SipHasher13::new();
    state.write(text);
    state.finish128().as_u128()
}

/// This very program, as a number: what another one has written means nothing to it.
pub(crate) fn program() -> Option<u128> {
    static PROGRAM: OnceLock<Option<u128>> = OnceLock::new();
    let read = || -> io::Result<u128> {
        let mut file = std::fs::File::open(std::env::current_exe()?)?;
        let (mut state, mut part) = (SipHasher13::new(), vec![0; 1 << 18]);
        loop {
            match file.read(&mut part)? {
                0 => return Ok(state.finish128().as_u128()),
                length => state.write(&part[..length]),
            }
        }
    };
    *PROGRAM.get_or_init(|| read().ok())
}

/// Where the record of a client stands, below the root of all.
pub(crate) fn place(root: &Path, out: &Path) -> PathBuf {
    root.join(FOLDER).join(format!("{:032x}", hash(out.as_os_str().as_encoded_bytes())))
}

/// Files of the last run that are still on disk.
#[derive(Debug, Default)]
pub(crate) struct OnDisk<'a> {
    outputs: BTreeMap<&'a str, (Output, &'a [u8])>,
}

impl<'a> OnDisk<'a> {
    pub(crate) fn of(record: &'a Record, out: &Path, existing: &'a ExistingFiles) -> Self {
        let found = |(path, output): (&'a String, &Output)| {
            let old = existing.files.get(&out.join(path))?;
            Some((path.as_str(), (*output, old.contents.as_slice())))
        };
        Self { outputs: record.outputs.iter().filter_map(found).collect() }
    }
}

impl Earlier for OnDisk<'_> {
    fn made_of(&self, path: &str) -> Option<MadeOf> {
        self.outputs.get(path)?.0.made_of
    }

    fn text(&self, path: &str) -> Option<String> {
        let (output, contents) = self.outputs.get(path)?;
        let is_same = hash(contents) == output.text;
        is_same.then(|| String::from_utf8(contents.to_vec()).ok()).flatten()
    }
}
