//! How severe a change is, on the wire and in Rust.

/// The effect of a change on deployed programs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WireLevel {
    /// Nothing on the wire changes.
    #[default]
    None,
    /// They keep working.
    Compatible,
    /// They may receive unexpected values.
    Dangerous,
    /// Existing calls fail, or responses can no longer be read.
    Breaking,
}

/// The effect of a change on the source of programs that use the client, in the terms of Cargo.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rust {
    /// The client is the same.
    #[default]
    None,
    /// The client differs, its public items do not.
    Patch,
    /// Items are added or deprecated; existing programs still build.
    Minor,
    /// Existing programs may no longer build, or build and do something else.
    Major,
}

impl WireLevel {
    /// Returns the level as reports show it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Compatible => "compatible",
            Self::Dangerous => "dangerous",
            Self::Breaking => "breaking",
        }
    }
}

impl Rust {
    /// Returns the level as reports show it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// How severe a change is for a reviewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Severity {
    /// Nothing breaks.
    Fine,
    /// Programs may receive unexpected values.
    Risky,
    /// Calls fail, or programs no longer build.
    Severe,
}

impl Severity {
    /// That of two levels.
    pub(crate) fn of(wire: WireLevel, rust: Rust) -> Self {
        match (wire, rust) {
            (WireLevel::Breaking, _) | (_, Rust::Major) => Self::Severe,
            (WireLevel::Dangerous, _) => Self::Risky,
            _ => Self::Fine,
        }
    }
}
