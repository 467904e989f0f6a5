//! TLS, by the library that a feature of this crate has chosen. Where several are, rustls is used.

#[cfg(all(feature = "native-tls", not(feature = "__rustls")))]
mod native;
#[cfg(not(any(feature = "__rustls", feature = "native-tls")))]
mod none;
#[cfg(feature = "__rustls")]
mod rustls;

#[cfg(all(feature = "native-tls", not(feature = "__rustls")))]
pub(super) use self::native::Tls;
#[cfg(not(any(feature = "__rustls", feature = "native-tls")))]
pub(super) use self::none::Tls;
#[cfg(feature = "__rustls")]
pub(super) use self::rustls::Tls;

/// What root certificates are, where they are not.
#[cfg(any(feature = "__rustls", feature = "native-tls"))]
const NO_PEM: crate::error::SettingError = crate::error::SettingError::input(
    "root_certificates",
    crate::input::InputProblem::Setting("must be certificates as PEM text"),
);

/// The same for a client certificate. The private key itself is never shown.
#[cfg(any(feature = "__rustls", feature = "native-tls"))]
const NO_CLIENT_CERTIFICATE: crate::error::SettingError = crate::error::SettingError::input(
    "client_certificate",
    crate::input::InputProblem::Setting(
        "must be a certificate chain and the private key of its first certificate, as PEM text",
    ),
);
