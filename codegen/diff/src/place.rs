//! Stable places in a model: ids, never positions.

use std::fmt;

/// An element of a model, such as `operations.phone.login.inputs.otp`.
///
/// The same element has the same place on both sides unless it was renamed; then the place is the new one. What was
/// removed keeps its old place.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(String);

impl Place {
    /// A place as somebody wrote it, whether or not there is such an element.
    pub(crate) fn written(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The API itself.
    #[must_use]
    pub fn api() -> Self {
        Self("api".to_owned())
    }

    /// What makes the client of the description.
    #[must_use]
    pub fn generator() -> Self {
        Self("generator".to_owned())
    }

    /// A constraint of a document, which belongs to no element of a model.
    #[must_use]
    pub fn constraint(element: &str, keyword: &str) -> Self {
        Self(format!("{element}: {keyword}"))
    }

    /// A server.
    #[must_use]
    pub fn server(id: &str) -> Self {
        Self(format!("servers.{id}"))
    }

    /// A credential.
    #[must_use]
    pub fn credential(id: &str) -> Self {
        Self(format!("credentials.{id}"))
    }

    /// The layout of error bodies.
    #[must_use]
    pub fn error_body() -> Self {
        Self("error_body".to_owned())
    }

    /// A category of errors.
    #[must_use]
    pub fn category(id: &str) -> Self {
        Self(format!("error_categories.{id}"))
    }

    /// An error code.
    #[must_use]
    pub fn error(id: &str) -> Self {
        Self(format!("errors.{id}"))
    }

    /// A group of operations.
    #[must_use]
    pub fn group(id: &str) -> Self {
        Self(format!("groups.{id}"))
    }

    /// An operation.
    #[must_use]
    pub fn operation(group: &str, id: &str) -> Self {
        Self(format!("operations.{group}.{id}"))
    }

    /// A flow.
    #[must_use]
    pub fn flow(id: &str) -> Self {
        Self(format!("flows.{id}"))
    }

    /// The webhooks of the API.
    #[must_use]
    pub fn webhooks() -> Self {
        Self("webhooks".to_owned())
    }

    /// A parameter that several operations share.
    #[must_use]
    pub fn parameter(id: &str) -> Self {
        Self(format!("parameters.{id}"))
    }

    /// A named type.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self(format!("types.{name}"))
    }

    /// What is reserved, by its kind and the number or name.
    #[must_use]
    pub fn reserved(kind: &str, what: &str) -> Self {
        Self(format!("reserved.{kind}.{what}"))
    }

    /// A part of this element that is the only one of its kind, such as `response`.
    #[must_use]
    pub fn part(&self, kind: &str) -> Self {
        Self(format!("{self}.{kind}"))
    }

    /// A part of this element by its kind and id, such as `inputs` and `otp`.
    #[must_use]
    pub fn item(&self, kind: &str, id: &str) -> Self {
        Self(format!("{self}.{kind}.{id}"))
    }

    /// The element that this one is a part of, as far as places tell, the nearest first.
    pub(crate) fn ancestors(&self) -> impl Iterator<Item = &str> {
        self.0.rmatch_indices('.').map(|(at, _)| &self.0[..at])
    }

    /// As it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The operation that this is, or is a part of: `group.id`.
    #[must_use]
    pub fn of_operation(&self) -> Option<&str> {
        let rest = self.0.strip_prefix("operations.")?;
        let end = rest.match_indices('.').nth(1).map_or(rest.len(), |(at, _)| at);
        Some(&rest[..end])
    }

    /// The named type that this is, or is a part of.
    #[must_use]
    pub fn of_type(&self) -> Option<&str> {
        self.0.strip_prefix("types.")?.split('.').next()
    }

    /// Whether this is the other element or a part of it.
    #[must_use]
    pub fn is_within(&self, other: &Self) -> bool {
        self.0.strip_prefix(&other.0).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_know_what_they_belong_to() {
        let input = Place::operation("phone", "login").item("inputs", "otp");
        assert_eq!(input.as_str(), "operations.phone.login.inputs.otp");
        assert_eq!(input.of_operation(), Some("phone.login"));
        assert!(input.is_within(&Place::operation("phone", "login")));
        assert!(!input.is_within(&Place::operation("phone", "log")));
        assert_eq!(Place::named("Pet").item("fields", "name").of_type(), Some("Pet"));
        assert_eq!(Place::named("Pet").of_operation(), None);
    }
}
