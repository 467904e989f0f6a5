//! Findings by what a reviewer looks at.

use std::collections::{BTreeMap, BTreeSet};

use super::words;
use crate::{Finding, Place};

/// What a reviewer looks at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    /// One operation.
    Operation(String),
    /// A type, and how many operations it reaches.
    Type(String, usize),
    /// Error codes, their kinds and their layout.
    Errors,
    /// Parameters that several operations share.
    Parameters,
    /// What is not part of any of these.
    Client,
    /// What is odd about the list of accepted findings.
    Acceptances,
}

impl Subject {
    fn of(finding: &Finding) -> Self {
        if words::is_of_acceptance(finding) {
            return Self::Acceptances;
        }
        if let Some(operation) = finding.place.of_operation() {
            return Self::Operation(operation.to_owned());
        }
        if let Some(name) = finding.place.of_type() {
            return Self::Type(name.to_owned(), 0);
        }
        match finding.place.as_str().split('.').next() {
            Some("errors" | "error_body" | "error_categories") => Self::Errors,
            Some("parameters") => Self::Parameters,
            _ => Self::Client,
        }
    }

    /// A type with the number of operations that its findings reach.
    fn reaching(self, findings: &[&Finding]) -> Self {
        let reaches = findings.iter().flat_map(|finding| &finding.reaches);
        let operations: BTreeSet<_> = reaches.map(|reach| &reach.operation).collect();
        match self {
            Self::Type(name, _) => Self::Type(name, operations.len()),
            other => other,
        }
    }

    /// Its title, with names as `name` shows them.
    pub(super) fn title(&self, name: impl Fn(&str) -> String) -> String {
        match self {
            Self::Operation(operation) => format!("Operation {}", name(operation)),
            Self::Type(ty, 0) => format!("Type {}", name(ty)),
            Self::Type(ty, count) => {
                format!("Type {}, in {}", name(ty), words::counted(*count, "operation"))
            }
            Self::Errors => "Errors".to_owned(),
            Self::Parameters => "Shared parameters".to_owned(),
            Self::Client => "The client as a whole".to_owned(),
            Self::Acceptances => "The list of accepted findings".to_owned(),
        }
    }

    /// What the title does not say of a place; nothing if it says all.
    pub(super) fn rest<'a>(&self, place: &'a Place) -> Option<&'a str> {
        let of_element = |kind: &str, name: &str| {
            let rest = place.as_str().strip_prefix(kind)?.strip_prefix(name)?;
            Some(rest.strip_prefix('.').unwrap_or(rest))
        };
        let rest = match self {
            Self::Operation(operation) => of_element("operations.", operation),
            Self::Type(name, _) => of_element("types.", name),
            Self::Errors | Self::Parameters | Self::Client | Self::Acceptances => None,
        };
        Some(rest.unwrap_or(place.as_str())).filter(|rest| !rest.is_empty())
    }
}

/// Groups findings. Each group keeps their order, and groups come in the order of their first, thus worst, finding.
pub(super) fn grouped<'a>(
    findings: impl IntoIterator<Item = &'a Finding>,
) -> Vec<(Subject, Vec<&'a Finding>)> {
    let mut order = Vec::new();
    let mut groups: BTreeMap<Subject, Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        if words::is_of_version(finding) {
            continue;
        }
        let subject = Subject::of(finding);
        let group = groups.entry(subject.clone()).or_default();
        if group.is_empty() {
            order.push(subject);
        }
        group.push(finding);
    }
    let groups = order.into_iter().filter_map(|subject| groups.remove_entry(&subject));
    groups.map(|(subject, findings)| (subject.reaching(&findings), findings)).collect()
}
