//! What the built-in transport can be told.

use std::time::Duration;

use super::Proxy;

/// What only the built-in transport knows.
#[derive(Clone)]
pub(crate) struct ConnectionOptions {
    pub(crate) timeout: Duration,
    pub(crate) proxy: Proxy,
    pub(crate) root_certificates: Vec<u8>,
}

impl Default for ConnectionOptions {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(5),
            proxy: Proxy::default(),
            root_certificates: Vec::new(),
        }
    }
}
