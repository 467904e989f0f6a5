//! Reads the YAML description of a REST API, checks it and lowers it to a resolved model.
