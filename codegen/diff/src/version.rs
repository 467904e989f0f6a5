//! Which version has to come next, by the rules of Cargo.

use std::cmp::Ordering;

use restwright_spec::api::Api;
use semver::{Prerelease, Version};

use crate::Rust;

/// The versions of both sides, and the one that the changes require.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versions {
    /// Version of the client on the base, or in the last release; none if there was no client.
    pub base: Option<String>,
    /// Version of the client on the head.
    pub head: String,
    /// The lowest version that the changes permit; that of the base if nothing changes.
    pub required: String,
    /// The release that has the version of the base, if it is not the base of the comparison itself.
    pub release: Option<String>,
    /// How the head compares with the required version.
    pub verdict: Verdict,
}

/// How a version stands to the one that is required.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is the one required, or a later one.
    Enough,
    /// Programs that build against the base may get it unasked, though it breaks them or lacks what they expect.
    TooLow,
    /// It is lower than that of the base.
    Backwards,
    /// There was none before.
    First,
    /// No side says which one it is.
    Unknown,
}

impl Verdict {
    /// Whether nothing is wrong with the version.
    #[must_use]
    pub fn is_fine(self) -> bool {
        matches!(self, Self::Enough | Self::First | Self::Unknown)
    }
}

impl Versions {
    pub(crate) fn of(base: Option<&Api>, head: &Api, level: Rust) -> Self {
        let new = parse(&head.service.version);
        let old = base.map(|base| parse(&base.service.version));
        let required = old.as_ref().map_or_else(|| new.clone(), |old| next(old, level));
        Self {
            verdict: old.as_ref().map_or(Verdict::First, |old| verdict(old, &new, &required)),
            base: old.map(|old| old.to_string()),
            head: new.to_string(),
            required: required.to_string(),
            release: None,
        }
    }
}

/// A pre-release of the required version is enough, as long as it is not the base.
fn verdict(old: &Version, new: &Version, required: &Version) -> Verdict {
    let is_release_enough = release(new) >= release(required);
    match new.cmp_precedence(old) {
        Ordering::Less => Verdict::Backwards,
        Ordering::Equal if required == old => Verdict::Enough,
        Ordering::Greater if is_release_enough => Verdict::Enough,
        Ordering::Equal | Ordering::Greater => Verdict::TooLow,
    }
}

fn release(version: &Version) -> Version {
    Version::new(version.major, version.minor, version.patch)
}

/// Descriptions are read with their version checked, so that only a form that both readers see differently is lost.
fn parse(version: &str) -> Version {
    Version::parse(version).unwrap_or_else(|_| Version::new(0, 0, 0))
}

/// The leftmost number that is not zero is the one that tells what is compatible.
fn next(version: &Version, level: Rust) -> Version {
    let Version { major, minor, patch, .. } = *version;
    if level == Rust::None {
        return version.clone();
    }
    if !version.pre.is_empty() {
        return next_prerelease(version);
    }
    match (level, major, minor) {
        (Rust::Major, 0, 0) => Version::new(0, 0, patch + 1),
        (Rust::Major, 0, _) => Version::new(0, minor + 1, 0),
        (Rust::Major, _, _) => Version::new(major + 1, 0, 0),
        (Rust::Minor, 1.., _) => Version::new(major, minor + 1, 0),
        _ => Version::new(major, minor, patch + 1),
    }
}

/// A pre-release promises nothing: any later one is enough for any change.
fn next_prerelease(version: &Version) -> Version {
    let text = version.pre.as_str();
    let (start, last) = text.rsplit_once('.').map_or(("", text), |(start, last)| (start, last));
    let next = match last.parse::<u64>() {
        Ok(number) if start.is_empty() => format!("{}", number.saturating_add(1)),
        Ok(number) => format!("{start}.{}", number.saturating_add(1)),
        Err(_) => format!("{text}.1"),
    };
    let pre = Prerelease::new(&next).unwrap_or_default();
    Version { pre, ..release(version) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_version_follows_cargo() {
        for (version, level, expected) in [
            ("1.2.3", Rust::None, "1.2.3"),
            ("1.2.3", Rust::Patch, "1.2.4"),
            ("1.2.3", Rust::Minor, "1.3.0"),
            ("1.2.3", Rust::Major, "2.0.0"),
            ("0.2.3", Rust::Patch, "0.2.4"),
            ("0.2.3", Rust::Minor, "0.2.4"),
            ("0.2.3", Rust::Major, "0.3.0"),
            ("0.0.3", Rust::Minor, "0.0.4"),
            ("0.0.3", Rust::Major, "0.0.4"),
            ("2.0.0-beta.1", Rust::Major, "2.0.0-beta.2"),
            ("2.0.0-beta", Rust::Patch, "2.0.0-beta.1"),
            ("2.0.0-7", Rust::Minor, "2.0.0-8"),
            ("2.0.0-beta.1", Rust::None, "2.0.0-beta.1"),
        ] {
            assert_eq!(next(&parse(version), level).to_string(), expected, "{version} {level:?}");
        }
    }

    #[test]
    fn a_version_is_enough_from_the_next_one_on() {
        for (old, level, new, expected) in [
            ("1.2.3", Rust::None, "1.2.3", Verdict::Enough),
            ("1.2.3", Rust::None, "1.2.2", Verdict::Backwards),
            ("1.2.3", Rust::Patch, "1.2.3", Verdict::TooLow),
            ("1.2.3", Rust::Patch, "1.2.4", Verdict::Enough),
            ("1.2.3", Rust::Minor, "1.2.4", Verdict::TooLow),
            ("1.2.3", Rust::Major, "2.0.0", Verdict::Enough),
            ("1.2.3", Rust::Major, "2.0.0-beta.1", Verdict::Enough),
            ("1.2.3", Rust::Major, "1.3.0-beta.1", Verdict::TooLow),
            ("2.0.0-beta.1", Rust::Major, "2.0.0-beta.1", Verdict::TooLow),
            ("2.0.0-beta.1", Rust::Major, "2.0.0-beta.2", Verdict::Enough),
            ("2.0.0-beta.1", Rust::Major, "2.0.0", Verdict::Enough),
            ("2.0.0-beta.2", Rust::None, "2.0.0-beta.1", Verdict::Backwards),
            ("0.2.3", Rust::Major, "0.2.4", Verdict::TooLow),
            ("0.2.3", Rust::Major, "0.3.0", Verdict::Enough),
        ] {
            let (old, new) = (parse(old), parse(new));
            let found = verdict(&old, &new, &next(&old, level));
            assert_eq!(found, expected, "{old} {level:?} {new}");
        }
    }
}
