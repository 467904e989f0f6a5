//! The files of a commit, and those that its links lead to.

use anyhow::{Context as _, bail};

use super::{Commit, Entry, Repository, ask};

/// What an entry of a tree is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    File,
    Link,
    Repository,
}

/// Where a link leads.
#[derive(Debug)]
enum Target {
    File {
        object: String,
        size: usize,
    },
    Folder(String),
    /// Nowhere, or out of the repository.
    Elsewhere,
}

impl Repository {
    /// The text of one file of a commit, if it has the file.
    pub(crate) fn file(&self, commit: &Commit, path: &str) -> anyhow::Result<Option<String>> {
        let text = self.bytes(commit, path)?;
        Ok(text.map(|text| String::from_utf8_lossy(&text).into_owned()))
    }

    /// What stands in one file of a commit, if it has the file.
    pub(crate) fn bytes(&self, commit: &Commit, path: &str) -> anyhow::Result<Option<Vec<u8>>> {
        let entries = self.list(commit, &commit.hash, path)?.into_iter();
        let files = entries.filter(|(kind, entry)| *kind == Kind::File && entry.path == path);
        let files: Vec<_> = files.map(|(_, entry)| entry).collect();
        if files.is_empty() {
            return Ok(None);
        }
        Ok(self.read(&files)?.pop())
    }

    /// The files below a folder of a commit, sorted by path. `is_part` tells which paths matter.
    ///
    /// Links are followed as far as the commit goes, as they are on a disk. What lies beyond cannot be known.
    pub(crate) fn files(
        &self,
        commit: &Commit,
        folder: &str,
        is_part: impl Fn(&str) -> bool,
    ) -> anyhow::Result<Vec<Entry>> {
        let folder = if folder.is_empty() { ".".to_owned() } else { format!("{folder}/") };
        let mut files = Vec::new();
        let mut links = Vec::new();
        for (kind, entry) in self.list(commit, &commit.hash, &folder)? {
            match kind {
                Kind::File if is_part(&entry.path) => files.push(entry),
                Kind::File => {}
                Kind::Link => links.push(entry.path),
                Kind::Repository => reject_submodule(commit, &entry.path)?,
            }
        }
        for path in links {
            let found = self.resolve_link(commit, &path, &is_part)?;
            let is_new = |file: &Entry| files.iter().all(|known| known.object != file.object);
            let found: Vec<_> = found.into_iter().filter(is_new).collect();
            files.extend(found);
        }
        files.sort_by(|left, right| left.path.cmp(&right.path));
        Ok(files)
    }

    /// Folders of a commit that hold a file of this name, sorted.
    pub(crate) fn folders_with(&self, commit: &Commit, name: &str) -> anyhow::Result<Vec<String>> {
        let entries = self.list(commit, &commit.hash, ".")?.into_iter();
        let folder = |(_, entry): (Kind, Entry)| {
            let (folder, file) = entry.path.rsplit_once('/')?;
            (file == name).then(|| folder.to_owned())
        };
        Ok(entries.filter_map(folder).collect())
    }

    fn list(
        &self,
        commit: &Commit,
        tree: &str,
        folder: &str,
    ) -> anyhow::Result<Vec<(Kind, Entry)>> {
        let arguments = ["ls-tree", "-r", "-z", "-l", "--full-tree", tree, "--", folder];
        let listing = ask(&self.root, &arguments)?
            .with_context(|| format!("git cannot list the files of `{}`", commit.name))?;
        Ok(listing.split('\0').filter_map(entry).collect())
    }

    /// The files that a link leads to, under the path of the link.
    fn resolve_link(
        &self,
        commit: &Commit,
        link: &str,
        is_part: impl Fn(&str) -> bool,
    ) -> anyhow::Result<Vec<Entry>> {
        // A folder could hold a file of any name.
        if !is_part(link) && !is_part(&format!("{link}/any.yaml")) {
            return Ok(Vec::new());
        }
        match self.target(commit, link)? {
            Target::File { object, size } if is_part(link) => {
                Ok(vec![Entry { path: link.to_owned(), object, size }])
            }
            Target::Folder(tree) => {
                let mut files = Vec::new();
                for (kind, entry) in self.list(commit, &tree, ".")? {
                    let path = format!("{link}/{}", entry.path);
                    match kind {
                        Kind::File if is_part(&path) => files.push(Entry { path, ..entry }),
                        Kind::Link if is_part(&path) => bail!(
                            "cannot compare: `{path}` of {} is a symbolic link in a symbolic link",
                            commit.name
                        ),
                        Kind::Repository => reject_submodule(commit, &path)?,
                        Kind::File | Kind::Link => {}
                    }
                }
                Ok(files)
            }
            Target::Elsewhere if is_part(link) => bail!(
                "cannot compare: `{link}` of {} is a link to what the commit does not hold",
                commit.name
            ),
            Target::File { .. } | Target::Elsewhere => Ok(Vec::new()),
        }
    }

    fn target(&self, commit: &Commit, link: &str) -> anyhow::Result<Target> {
        let arguments = ["cat-file", "--batch-check", "--follow-symlinks"];
        let output = self.answer(&arguments, format!("{}:{link}\n", commit.hash))?;
        let output = String::from_utf8_lossy(&output);
        let words: Vec<_> = output.split_ascii_whitespace().collect();
        Ok(match *words {
            [object, "blob", size] => {
                Target::File { object: object.to_owned(), size: size.parse()? }
            }
            [object, "tree", _] => Target::Folder(object.to_owned()),
            _ => Target::Elsewhere,
        })
    }
}

/// One line of a listing: mode, kind, object and size, a tab, and the path.
fn entry(line: &str) -> Option<(Kind, Entry)> {
    let (attributes, path) = line.split_once('\t')?;
    let mut words = attributes.split_ascii_whitespace();
    let (mode, _kind, object, size) = (words.next()?, words.next()?, words.next()?, words.next()?);
    let kind = match mode {
        "120000" => Kind::Link,
        "160000" => Kind::Repository,
        _ => Kind::File,
    };
    // Another repository has no size.
    let size = size.parse().unwrap_or_default();
    Some((kind, Entry { path: path.to_owned(), object: object.to_owned(), size }))
}

fn reject_submodule(commit: &Commit, path: &str) -> anyhow::Result<()> {
    bail!(
        "cannot compare: `{path}` of {} is a submodule, whose files are not in this commit",
        commit.name
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listing_tells_files_from_links() {
        let listed = |line| entry(line).map(|(kind, entry)| (kind, entry.path, entry.size));
        let expected = |kind, path: &str, size| Some((kind, path.to_owned(), size));
        assert_eq!(
            listed("100644 blob 12ab     240\ta b.yaml"),
            expected(Kind::File, "a b.yaml", 240)
        );
        assert_eq!(
            listed("120000 blob 12ab       9\tlink.yaml"),
            expected(Kind::Link, "link.yaml", 9)
        );
        assert_eq!(
            listed("160000 commit 12ab       -\tmodule"),
            expected(Kind::Repository, "module", 0)
        );
        assert_eq!(listed(""), None);
    }
}
