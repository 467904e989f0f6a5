//! Names of commits, and how commits stand to one another.

use std::path::Path;

use anyhow::bail;
use restwright_spec::suggest::closest;

use super::{Commit, Repository, ask};
use crate::exit::Misuse;
use crate::paths::quoted;

/// Tags with a version at their end, such as `v1.2.3` and `pets-v1.2.3`.
pub(crate) const VERSION_TAGS: &str = "*[0-9].[0-9]*";

impl Repository {
    /// The commit that a branch, a tag or a hash names, if git knows it.
    pub(crate) fn find(&self, name: &str) -> anyhow::Result<Option<Commit>> {
        let revision = format!("{name}^{{commit}}");
        let found =
            ask(&self.root, &["rev-parse", "--verify", "--quiet", "--end-of-options", &revision])?;
        Ok(found.map(|hash| Commit { name: name.to_owned(), hash: hash.trim().to_owned() }))
    }

    /// The last commit of the work tree, unless there is none yet.
    pub(crate) fn head(&self) -> anyhow::Result<Option<Commit>> {
        self.find("HEAD")
    }

    /// The commit at which the lines of two commits parted.
    pub(crate) fn merge_base(&self, base: &Commit, head: &Commit) -> anyhow::Result<Commit> {
        let Some(hash) = ask(&self.root, &["merge-base", &base.hash, &head.hash])? else {
            bail!(
                "`{}` and `{}` have no commit in common\n  help: {}, or compare with `{}` as it is: `--exact`",
                base.name,
                head.name,
                if self.is_shallow()? {
                    "this clone lacks history, which `git fetch --unshallow` brings"
                } else {
                    "name another side to compare with: `--base REF`"
                },
                base.name,
            );
        };
        let hash = hash.trim().to_owned();
        let short = hash.get(..10).unwrap_or(&hash);
        Ok(Commit { name: format!("{short}, the merge base with {}", base.name), hash })
    }

    /// Whether a commit has grown from another one.
    pub(crate) fn is_ancestor(&self, base: &Commit, head: &Commit) -> anyhow::Result<bool> {
        let arguments = ["merge-base", "--is-ancestor", &base.hash, &head.hash];
        Ok(ask(&self.root, &arguments)?.is_some())
    }

    /// The last tag before a commit whose name matches a pattern.
    pub(crate) fn last_tag(&self, of: &Commit, pattern: &str) -> anyhow::Result<Option<Commit>> {
        let arguments = ["describe", "--tags", "--abbrev=0", "--match", pattern, &of.hash];
        ask(&self.root, &arguments)?.map_or(Ok(None), |name| self.find(name.trim()))
    }

    /// The branch that others are merged into.
    pub(crate) fn main_branch(&self) -> anyhow::Result<Commit> {
        for name in ["origin/HEAD", "origin/main", "origin/master", "main", "master"] {
            if let Some(commit) = self.find(name)? {
                return Ok(commit);
            }
        }
        Err(Misuse(
            "there is no main branch to compare with\n  help: name the side to compare with: `--base REF` or `--base DIR`".to_owned(),
        )
        .into())
    }

    /// Why a name is no commit, and what may make it one.
    pub(crate) fn unknown(&self, name: &str) -> anyhow::Result<Misuse> {
        let known = ask(&self.root, &["for-each-ref", "--format=%(refname:short)"])?;
        let known = known.unwrap_or_default();
        let remotes = ask(&self.root, &["remote"])?.unwrap_or_default();
        let of_remote = remotes.lines().find_map(|remote| {
            let branch = name.strip_prefix(remote)?.strip_prefix('/')?;
            Some((remote, branch))
        });
        let word = |text: &str| quoted(Path::new(text));
        let help = match (of_remote, remotes.lines().next()) {
            (Some((remote, branch)), _) => format!(
                "fetch it: `git fetch {} {}`",
                word(remote),
                word(&format!("{branch}:refs/remotes/{remote}/{branch}"))
            ),
            _ if self.is_shallow()? => {
                "this clone lacks history, which `git fetch --unshallow --tags` brings".to_owned()
            }
            (None, Some(remote)) if !name.contains(':') => format!(
                "`git fetch --tags {}` brings tags and branches; a branch of it is called `{remote}/{name}`",
                word(remote)
            ),
            (None, _) => "`git branch --all` and `git tag` list what git knows".to_owned(),
        };
        let meant = closest(name, known.lines());
        let meant = meant.map(|meant| format!("\n  help: did you mean `{meant}`?"));
        Ok(Misuse(format!(
            "`{name}` is neither a folder nor a git revision\n  help: {help}{}",
            meant.unwrap_or_default()
        )))
    }

    fn is_shallow(&self) -> anyhow::Result<bool> {
        let output = ask(&self.root, &["rev-parse", "--is-shallow-repository"])?;
        Ok(output.is_some_and(|output| output.trim() == "true"))
    }
}
