//! What the process holds, as far as the operating system tells.

use std::fmt;
use std::fs;

/// Memory and open files. Both are 0 where the operating system is not Linux.
#[derive(Clone, Copy)]
pub(crate) struct ResourceUsage {
    /// Resident, in bytes.
    pub(crate) memory: usize,
    pub(crate) files: usize,
}

impl ResourceUsage {
    pub(crate) fn now() -> Self {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kibibytes = resident.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok());
        Self {
            memory: kibibytes.unwrap_or(0_usize) * 1024,
            files: fs::read_dir("/proc/self/fd").map_or(0, Iterator::count),
        }
    }
}

/// Memory alone.
impl fmt::Display for ResourceUsage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} KiB", self.memory / 1024)
    }
}
