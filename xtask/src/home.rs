//! What the current folder belongs to: the workspace of this project, or a client that stands alone.

use std::path::{Path, PathBuf};

use crate::manifest::Manifest;
use crate::paths;

/// Folder of the client in the workspace of this project.
const CLIENT: &str = "generated-client";
/// Folder of the description in a client that records none.
pub(crate) const SPEC: &str = "spec";
/// The JSON Schema for editors.
const SCHEMA: &str = "api.schema.json";

/// What commands without `--spec` and `--out` work on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Home {
    /// The workspace of this project, which holds the runtime, descriptions below `spec`, and a client.
    Workspace(PathBuf),
    /// A client anywhere else, with its description.
    Client { root: PathBuf, spec: PathBuf },
}

impl Home {
    /// Finds the home of a folder, in it or above it.
    pub(crate) fn around(folder: &Path) -> anyhow::Result<Option<Self>> {
        if let Some(root) = folder.ancestors().find(|folder| paths::is_workspace(folder)) {
            return Ok(Some(Self::Workspace(root.to_path_buf())));
        }
        for root in folder.ancestors() {
            let Some(manifest) = Manifest::read(root)? else { continue };
            if manifest.api().is_some() {
                let spec = paths::resolve(&root.join(manifest.spec().unwrap_or(SPEC)));
                return Ok(Some(Self::Client { root: root.to_path_buf(), spec }));
            }
        }
        Ok(None)
    }

    /// The folder of all.
    pub(crate) fn root(&self) -> &Path {
        match self {
            Self::Workspace(root) | Self::Client { root, .. } => root,
        }
    }

    /// Folder of the client.
    pub(crate) fn client(&self) -> PathBuf {
        match self {
            Self::Workspace(root) => paths::resolve(&root.join(CLIENT)),
            Self::Client { root, .. } => root.clone(),
        }
    }

    /// The JSON Schema for editors.
    pub(crate) fn schema(&self) -> PathBuf {
        match self {
            Self::Workspace(root) => root.join(SPEC).join(SCHEMA),
            Self::Client { spec, .. } => schema_in(spec),
        }
    }
}

/// The JSON Schema for editors beside a description that stands alone.
pub(crate) fn schema_in(spec: &Path) -> PathBuf {
    spec.join(SCHEMA)
}
