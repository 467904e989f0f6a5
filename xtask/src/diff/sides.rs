//! Both sides of a comparison: what was typed, or else the work tree against what it grew from.

use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::Args;
use restwright_diff::{Report, Snapshot, align};
use restwright_spec::{Api, Sources};

use super::place::{Folder, Place, Subject};
use super::side::Side;
use crate::description;
use crate::git::{Commit, VERSION_TAGS};
use crate::terminal::Terminal;
use crate::today;

/// The two sides of a comparison, as typed.
#[derive(Debug, Args)]
pub(crate) struct SideArguments {
    /// The base: a folder, a git revision or an OpenAPI document; a commit from which the head has not grown gives way
    /// to the merge base [default: where the head left the main branch; for a changelog the last tag, if there is one]
    #[arg(long, value_name = "REF|REF:PATH|PATH", value_parser = name)]
    base: Option<String>,
    /// The head: a folder, a git revision or an OpenAPI document [default: the work tree]
    #[arg(long, value_name = "REF|REF:PATH|PATH", value_parser = name)]
    head: Option<String>,
    /// Compare with the base as it is, even if the head has not grown from it
    #[arg(long, requires = "base")]
    exact: bool,
    /// Folder of the description, or an OpenAPI document [default: the description of the client around the current
    /// folder]
    #[arg(long, value_name = "PATH")]
    pub(crate) spec: Option<PathBuf>,
}

impl SideArguments {
    /// A description against the point that `since` names.
    pub(crate) fn of(spec: PathBuf, base: Option<String>) -> Self {
        Self { base, head: None, exact: false, spec: Some(spec) }
    }
}

/// Both sides, and what a reader has to know about their choice.
pub(crate) struct Sides {
    base: Side,
    head: Side,
    head_api: Api,
    /// The release that the version is compared with, if it is not the base.
    release: Option<Side>,
    notes: Vec<String>,
    subject: Subject,
}

/// What a side is compared with unless told otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Since {
    /// The point where it left the main branch.
    MergeBase,
    /// The last tag before it, or else the same point.
    Release,
}

/// The word for the newest tag of a version before the head.
const LAST_TAG: &str = "last-tag";

/// A name that may stand for a side. The current folder is no good meaning of a variable that is not set.
pub(crate) fn name(text: &str) -> Result<String, String> {
    if text.trim().is_empty() {
        return Err(
            "it names nothing; is a variable unset, or did a command print nothing?".to_owned()
        );
    }
    Ok(text.to_owned())
}

impl Sides {
    /// Finds and reads both sides, and the release where the version is compared with another side than the base.
    pub(crate) fn read(
        arguments: &SideArguments,
        since: Since,
        release: Option<&str>,
        client: Option<&Path>,
        terminal: &mut Terminal<'_>,
    ) -> anyhow::Result<Self> {
        let subject = Subject::new(spec(arguments, terminal)?);
        let mut notes = Vec::new();
        let choice = Choice { subject: &subject, terminal };
        let head = match &arguments.head {
            Some(word) => subject.place(word, terminal)?,
            None => Place::Folder(subject.spec.clone()),
        };
        let base = choice.base(arguments, &head, since, &mut notes)?;
        let release = match (release, &arguments.base, since) {
            (Some(word), ..) => choice.release(word, &head, &mut notes)?,
            // What somebody chose to compare with is what they mean the version to be compared with, too.
            (None, None, Since::MergeBase) => choice.release(LAST_TAG, &head, &mut Vec::new())?,
            _ => None,
        };
        let base = match &base {
            Some(place) => Side::load(place, client, &subject, terminal)?,
            None => Side::without_description("a repository without a commit".to_owned()),
        };
        let release =
            release.map(|place| Side::load(&place, client, &subject, terminal)).transpose()?;
        let mut head = Side::load(&head, client, &subject, terminal)?;
        let Some(head_api) = head.api.take() else {
            let inside = subject.inside(terminal)?;
            bail!(
                "cannot compare: {} has no description in `{inside}`\n  help: name the folder that holds it: `--spec DIR` or `--head REF:DIR`",
                head.name
            )
        };
        if base.api.is_some()
            && base.commit.is_some()
            && base.items.is_none()
            && head.items.is_some()
        {
            let note = "the base has no list of the public items of its client, so that nothing is known of changes of the generator";
            notes.push(note.to_owned());
        }
        let documents = [&base, &head].map(|side| side.document.as_ref());
        notes.extend(documents.into_iter().flatten().filter_map(|document| document.note.clone()));
        if base.api.is_none() {
            notes.extend(renamed(&base, &subject, terminal)?);
        }
        Ok(Self { base, head, head_api, release, notes, subject })
    }
}

impl Sides {
    /// Compares the two, and the version with that of the release.
    pub(crate) fn report(&self) -> Report {
        let today = today::utc();
        if self.base.document.is_some() || self.head.document.is_some() {
            return self.report_of_documents(&today);
        }
        let head = Snapshot { api: &self.head_api, items: self.head.items.as_deref() };
        let report = Report::new(self.base.snapshot(), head, Some(&today));
        match &self.release {
            Some(release) => report.since(&release.name, release.snapshot(), head, Some(&today)),
            None => report,
        }
    }

    /// Compares what documents say: neither what was inferred, nor the name and version of a client.
    fn report_of_documents(&self, today: &str) -> Report {
        let mut head = self.head_api.clone();
        let mut base = self.base.api.clone();
        if let Some(base) = &mut base {
            align((base, &self.base.inferred), (&mut head, &self.head.inferred));
            let (from, to) = match self.base.document {
                Some(_) => (&head.service, &mut base.service),
                None => (&base.service, &mut head.service),
            };
            to.name.clone_from(&from.name);
            to.version.clone_from(&from.version);
            // Two documents state their limits themselves, with those that no description holds.
            if self.base.document.is_some() && self.head.document.is_some() {
                base.forget_limits();
                head.forget_limits();
            }
        }
        let base = base.as_ref().map(Snapshot::from);
        let report = Report::new(base, Snapshot::from(&head), Some(today));
        let mut report = report.without_versions();
        let [old, new] = [&self.base, &self.head].map(Side::finder);
        report.move_places(old, new);
        if let (Some(old), Some(new)) = (&self.base.document, &self.head.document) {
            report.add(old.constraints(new));
        }
        report
    }

    /// Both sides as a report shows them.
    pub(crate) fn shown(&self) -> restwright_diff::Sides<'_> {
        restwright_diff::Sides {
            base: self.base.shown(),
            head: self.head.shown(),
            notes: &self.notes,
        }
    }

    /// The files of both sides by their paths from the top of the repository; as they are, where there is none.
    pub(crate) fn sources_from_top(&self, terminal: &Terminal<'_>) -> [Sources; 2] {
        let from_top = |path: &str| match self.subject.repository() {
            Ok(repository) => repository.path_from_top(&terminal.resolve(Path::new(path))),
            Err(_) => path.to_owned(),
        };
        [&self.base, &self.head].map(|side| side.sources.with_paths(from_top))
    }
}

/// The folder of the description, which need not be there if both sides are elsewhere.
fn spec(arguments: &SideArguments, terminal: &Terminal<'_>) -> anyhow::Result<PathBuf> {
    let given = |word: &Option<String>| word.as_ref().map(|word| terminal.resolve(Path::new(word)));
    let [base, head] = [&arguments.base, &arguments.head].map(given);
    if let Some(file) = given_document(arguments.spec.as_ref(), head.as_ref(), terminal) {
        return Ok(file);
    }
    let is_there = |place: &Option<PathBuf>| place.as_ref().is_some_and(|place| place.exists());
    if arguments.spec.is_none() && is_there(&base) && is_there(&head) {
        return Ok(terminal.resolve(Path::new(".")));
    }
    description::folder(arguments.spec.as_deref(), terminal)
}

/// The `OpenAPI` document that a comparison is about, if it is about one.
fn given_document(
    spec: Option<&PathBuf>,
    head: Option<&PathBuf>,
    terminal: &Terminal<'_>,
) -> Option<PathBuf> {
    let file = match spec {
        Some(spec) => terminal.resolve(spec),
        None => head?.clone(),
    };
    file.is_file().then_some(file)
}

/// Chooses the side to compare with.
struct Choice<'a, 'b> {
    subject: &'a Subject,
    terminal: &'a Terminal<'b>,
}

impl Choice<'_, '_> {
    /// Where the base is; nowhere in a repository without a commit.
    fn base(
        &self,
        arguments: &SideArguments,
        head: &Place,
        since: Since,
        notes: &mut Vec<String>,
    ) -> anyhow::Result<Option<Place>> {
        if let Some(word) = &arguments.base {
            return match self.subject.place(word, self.terminal)? {
                Place::Commit(commit, folder) => {
                    let commit = self.related(commit, head, arguments, notes)?;
                    Ok(Some(Place::Commit(commit, folder)))
                }
                folder @ Place::Folder(_) => Ok(Some(folder)),
            };
        }
        let Some(of) = self.commit(head)? else { return Ok(None) };
        let repository = self.subject.repository()?;
        let release = match since {
            Since::Release => repository.last_tag(&of, VERSION_TAGS)?,
            Since::MergeBase => None,
        };
        let commit = match release {
            Some(release) => release,
            None => repository.merge_base(&repository.main_branch()?, &of)?,
        };
        Ok(Some(Place::Commit(commit, Folder::Same)))
    }

    /// The commit that a side is, or that it grows from.
    fn commit(&self, side: &Place) -> anyhow::Result<Option<Commit>> {
        match side {
            Place::Commit(commit, _) => Ok(Some(commit.clone())),
            Place::Folder(_) => self.subject.repository()?.head(),
        }
    }

    /// The base that was typed, or the merge base if the head has not grown from it: what happened there since then
    /// would look as if the head undid it.
    fn related(
        &self,
        base: Commit,
        head: &Place,
        arguments: &SideArguments,
        notes: &mut Vec<String>,
    ) -> anyhow::Result<Commit> {
        // A folder that was typed has no history.
        if matches!((head, &arguments.head), (Place::Folder(_), Some(_))) {
            return Ok(base);
        }
        let Some(of) = self.commit(head)? else { return Ok(base) };
        let repository = self.subject.repository()?;
        if arguments.exact && repository.is_ancestor(&base, &of)? {
            return Ok(base);
        }
        let as_is = format!(
            "`{0}` is no ancestor of `{1}`: what only `{0}` has is reported as removed",
            base.name, of.name
        );
        if arguments.exact {
            notes.push(as_is);
            return Ok(base);
        }
        let merge_base = repository.merge_base(&base, &of)?;
        if merge_base.hash == base.hash {
            return Ok(base);
        }
        // Whoever names two commits of one line, the newer one first, asks what going back would mean.
        if merge_base.hash == of.hash && arguments.head.is_some() {
            notes.push(as_is);
            return Ok(base);
        }
        notes.push(format!(
            "`{0}` is no ancestor of `{1}`, so that their merge base is compared, without what `{0}` has got since; `--exact` compares with `{0}` as it is",
            base.name, of.name
        ));
        Ok(merge_base)
    }

    /// What the version is compared with: a side, or the last tag whose name matches a pattern.
    fn release(
        &self,
        word: &str,
        head: &Place,
        notes: &mut Vec<String>,
    ) -> anyhow::Result<Option<Place>> {
        let pattern = match word {
            LAST_TAG => VERSION_TAGS,
            _ if word.contains(['*', '?', '[']) => word,
            _ => return self.subject.place(word, self.terminal).map(Some),
        };
        let of = self.commit(head)?;
        let tag = of.map(|of| self.subject.repository()?.last_tag(&of, pattern)).transpose()?;
        let Some(tag) = tag.flatten() else {
            notes.push(format!(
                "no tag like `{pattern}` comes before the head, so that the version is compared with the base"
            ));
            return Ok(None);
        };
        Ok(Some(Place::Commit(tag, Folder::Same)))
    }
}

/// Where a description may have been before its folder was renamed.
fn renamed(
    base: &Side,
    subject: &Subject,
    terminal: &Terminal<'_>,
) -> anyhow::Result<Option<String>> {
    let Some(commit) = &base.commit else { return Ok(None) };
    let repository = subject.repository()?;
    let folders = repository.folders_with(commit, description::ENTRY)?;
    let gone = folders.into_iter().find(|folder| !repository.root().join(folder).exists());
    let inside = subject.inside(terminal)?;
    Ok(gone.map(|folder| {
        format!(
            "if `{folder}` was renamed to `{inside}`, compare with `--base {}:{folder}`",
            &commit.hash[..10.min(commit.hash.len())]
        )
    }))
}
