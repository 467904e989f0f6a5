//! The date of today, which decides whether an acceptance has expired.

/// Today in UTC as `YYYY-MM-DD`.
pub(crate) fn utc() -> String {
    time::OffsetDateTime::now_utc().date().to_string()
}
