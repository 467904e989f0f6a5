//! The same description in another order and in other files.
//!
//! This works on lines: an entry of a block mapping is the line of its key with all deeper lines below it, and a mapping in
//! braces stands on one line. Texts of several lines stay as they are, and so do lists and mappings whose order means
//! something.

use std::collections::BTreeMap;

use restwright_spec::Source;

/// How the entries are spread over files.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Layout {
    /// In the files where they are.
    Same,
    /// Each entry of a top-level key in a file of its own.
    Split,
    /// As few files as the language allows: one for each group, and one for everything else.
    Merged,
}

/// A small generator of numbers, so that a failure can be repeated by its seed.
#[derive(Debug)]
pub(crate) struct SeededRandom(u64);

/// An entry of a mapping: its key, and its lines, with the comments above it.
#[derive(Clone, Debug)]
struct Entry {
    key: String,
    lines: Vec<String>,
}

/// Spreads a description over files and shuffles the entries of every mapping, and the files.
pub(crate) fn arrange(sources: &[Source], layout: Layout, seed: u64) -> Vec<Source> {
    let mut random = SeededRandom(seed);
    let files = sources.iter().map(|source| {
        let text = String::from_utf8(source.text.clone()).expect("a description is UTF-8");
        entries(text.lines().map(ToOwned::to_owned).collect(), 0)
    });
    let files: Vec<Vec<Entry>> = match layout {
        Layout::Same => files.collect(),
        Layout::Split => files.flat_map(split).collect(),
        Layout::Merged => merged(files.collect()),
    };
    let mut sources: Vec<_> = files
        .into_iter()
        .map(|entries| Source {
            path: format!("{:016x}.yaml", random.roll()),
            text: text(&shuffled(entries, &mut random)),
        })
        .collect();
    random.shuffle(&mut sources);
    sources
}

impl SeededRandom {
    /// Puts a list into some order.
    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for end in (1..list.len()).rev() {
            let other = self.roll() % (end as u64 + 1);
            list.swap(end, usize::try_from(other).expect("it is less than a length"));
        }
    }

    /// The next number, by the method that is known as `SplitMix64`.
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}

/// Cuts lines into the entries at this indentation.
fn entries(lines: Vec<String>, indentation: usize) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut above = Vec::new();
    for line in lines {
        // A blank line may be part of a text.
        let is_here = !line.trim().is_empty() && indentation_of(&line) == indentation;
        let is_comment = line.trim_start().starts_with('#');
        match entries.last_mut() {
            _ if is_here && is_comment => above.push(line),
            Some(entry) if !is_here => {
                entry.lines.append(&mut above);
                entry.lines.push(line);
            }
            None if !is_here => {}
            _ => {
                let key = line.trim().split_once(':').expect("a key has a colon").0.to_owned();
                above.push(line);
                entries.push(Entry { key, lines: std::mem::take(&mut above) });
            }
        }
    }
    entries
}

impl Entry {
    /// Index of the line with the key, which stands below its comments.
    fn head(&self) -> usize {
        let is_head = |line: &String| !line.trim_start().starts_with('#');
        self.lines.iter().position(is_head).expect("an entry has a key")
    }

    /// Whether its own entries are in an order that means something.
    fn is_ordered(&self) -> bool {
        let is_nested = self.lines[self.head()].starts_with(' ');
        is_nested && matches!(self.key.as_str(), "parameters" | "body" | "fields")
    }

    /// The entries within this one, if it is a block mapping.
    fn within(&self) -> Option<Vec<Entry>> {
        let head = self.head();
        let below = &self.lines[head + 1..];
        let first = below.iter().find(|line| !is_comment_or_blank(line))?;
        let is_mapping = self.lines[head].ends_with(':') && !first.trim_start().starts_with("- ");
        is_mapping.then(|| entries(below.to_vec(), indentation_of(first)))
    }
}

/// The lines of a file in some order.
fn shuffled(mut entries: Vec<Entry>, random: &mut SeededRandom) -> Vec<String> {
    random.shuffle(&mut entries);
    lines(entries, random)
}

/// The lines of entries, each shuffled within. The order in which an operation lists its inputs and a type its fields is
/// theirs; parameters that operations share stand in a mapping at the left edge, which is free.
fn lines(entries: Vec<Entry>, random: &mut SeededRandom) -> Vec<String> {
    let mut lines = Vec::new();
    for entry in entries {
        let head = entry.head();
        lines.extend_from_slice(&entry.lines[..head]);
        lines.push(shuffled_line(&entry, random));
        match entry.within() {
            Some(within) if entry.is_ordered() => lines.extend(self::lines(within, random)),
            Some(within) => lines.extend(shuffled(within, random)),
            None => lines.extend_from_slice(&entry.lines[head + 1..]),
        }
    }
    lines
}

/// The line of a key, with what stands in braces behind it in some order. In brackets, only the order of some keys is free.
fn shuffled_line(entry: &Entry, random: &mut SeededRandom) -> String {
    let line = &entry.lines[entry.head()];
    let is_free = match entry.key.as_str() {
        "example" | "default" => false,
        "credentials" | "errors" => true,
        _ if entry.is_ordered() => false,
        _ => line.ends_with('}'),
    };
    let value = line.split_once(": ").map(|(_, value)| value).filter(|_| is_free);
    let Some(mut parts) = value.and_then(parts_of) else { return line.clone() };
    random.shuffle(&mut parts);
    let (before, value) = line.split_once(": ").expect("there is a value");
    let (open, close) = (&value[..1], &value[value.len() - 1..]);
    format!("{before}: {open}{}{close}", parts.join(", "))
}

/// The parts of a whole list or mapping on one line.
fn parts_of(value: &str) -> Option<Vec<&str>> {
    let inner = value.strip_prefix(['{', '['])?.strip_suffix(['}', ']'])?;
    let (mut parts, mut start, mut depth, mut quote, mut last) = (Vec::new(), 0, 0, None, ',');
    for (index, c) in inner.char_indices() {
        match (quote, c) {
            (Some(open), _) => quote = quote.filter(|_| c != open || last == '\\'),
            (None, '"' | '\'') if "{[,:".contains(last) => quote = Some(c),
            (None, '{' | '[') => depth += 1,
            (None, '}' | ']') => depth -= 1,
            (None, ',') if depth == 0 => {
                parts.push(inner[start..index].trim());
                start = index + 1;
            }
            _ => {}
        }
        if c != ' ' || quote.is_some() {
            last = c;
        }
    }
    parts.push(inner[start..].trim());
    (depth == 0 && quote.is_none()).then_some(parts)
}

fn indentation_of(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

fn is_comment_or_blank(line: &str) -> bool {
    let text = line.trim_start();
    text.is_empty() || text.starts_with('#')
}

/// A file for each entry of each top-level key. `operations` need their `group` beside them.
fn split(file: Vec<Entry>) -> Vec<Vec<Entry>> {
    let group = file.iter().find(|entry| entry.key == "group").cloned();
    let mut files = Vec::new();
    for entry in file.into_iter().filter(|entry| entry.key != "group") {
        let beside = group.clone().filter(|_| entry.key == "operations");
        let may_be_split = !matches!(entry.key.as_str(), "api" | "error_body" | "webhooks");
        match entry.within().filter(|_| may_be_split) {
            Some(parts) => files.extend(parts.into_iter().map(|part| {
                let mut lines = vec![format!("{}:", entry.key)];
                lines.extend(part.lines);
                let entry = Entry { key: entry.key.clone(), lines };
                beside.clone().into_iter().chain([entry]).collect()
            })),
            None => files.push(beside.into_iter().chain([entry]).collect()),
        }
    }
    files
}

/// One file for the operations of each group, and one for everything else.
fn merged(files: Vec<Vec<Entry>>) -> Vec<Vec<Entry>> {
    let mut merged = BTreeMap::<Option<String>, BTreeMap<String, Entry>>::new();
    for file in files {
        let group = file.iter().find(|entry| entry.key == "group").cloned();
        for entry in file {
            let is_of_group = matches!(entry.key.as_str(), "group" | "operations");
            let group = group.as_ref().filter(|_| is_of_group);
            let group = group.map(|group| group.lines[group.head()].clone());
            let place = merged.entry(group).or_default();
            match place.get_mut(&entry.key) {
                Some(first) if entry.key != "group" => {
                    let head = entry.head();
                    first.lines.extend_from_slice(&entry.lines[head + 1..]);
                }
                Some(_) => {}
                None => drop(place.insert(entry.key.clone(), entry)),
            }
        }
    }
    merged.into_values().map(|entries| entries.into_values().collect()).collect()
}

fn text(lines: &[String]) -> Vec<u8> {
    (lines.join("\n") + "\n").into_bytes()
}
