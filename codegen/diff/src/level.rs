//! How much a change matters, on the wire and in Rust.

/// What a change does to programs that were built before it and talk to the API after it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wire {
    /// Nothing on the wire changes.
    #[default]
    None,
    /// They go on as before.
    Compatible,
    /// They go on, but may meet what they did not expect.
    Dangerous,
    /// Calls that worked fail, or answers can no longer be understood.
    Breaking,
}

/// What a change does to the source of programs that use the client, in the terms of Cargo.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rust {
    /// The client is the same.
    #[default]
    None,
    /// The client differs, its public items do not.
    Patch,
    /// There is something new, or something is deprecated; programs that built go on building.
    Minor,
    /// Some program that built no longer builds.
    Major,
}

impl Wire {
    /// The word for people and formats.
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
    /// The word for people and formats.
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

/// How much a change matters to a reviewer, whatever it is that it breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Weight {
    /// Nothing breaks.
    Fine,
    /// Programs may meet what they did not expect.
    Risky,
    /// Calls fail, or programs no longer build.
    Severe,
}

impl Weight {
    /// That of two levels.
    pub(crate) fn of(wire: Wire, rust: Rust) -> Self {
        match (wire, rust) {
            (Wire::Breaking, _) | (_, Rust::Major) => Self::Severe,
            (Wire::Dangerous, _) => Self::Risky,
            _ => Self::Fine,
        }
    }
}
