//! The command line of the workspace.
