//! The sections of a report.

use std::collections::{BTreeMap, BTreeSet};

use super::phrases;
use crate::{Finding, Place};

/// A section of a report.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ReportSection {
    /// One operation.
    Operation(String),
    /// A type, and how many operations use it.
    Type(String, usize),
    /// Error codes, their kinds and their layout.
    Errors,
    /// Parameters that several operations share.
    Parameters,
    /// What is not part of any of these.
    Client,
    /// Problems with the list of accepted findings.
    Acceptances,
}

impl ReportSection {
    fn of(finding: &Finding) -> Self {
        if phrases::is_of_acceptance(finding) {
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

    /// A type with the number of operations that its findings affect.
    fn affecting(self, findings: &[&Finding]) -> Self {
        let affected = findings.iter().flat_map(|finding| &finding.affected);
        let operations: BTreeSet<_> = affected.map(|reach| &reach.operation).collect();
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
                format!("Type {}, in {}", name(ty), phrases::counted(*count, "operation"))
            }
            Self::Errors => "Errors".to_owned(),
            Self::Parameters => "Shared parameters".to_owned(),
            Self::Client => "Client".to_owned(),
            Self::Acceptances => "Accepted findings".to_owned(),
        }
    }

    /// What the title does not say of a place; nothing if it says all.
    pub(super) fn qualifier<'a>(&self, place: &'a Place) -> Option<&'a str> {
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
pub(super) fn group_by_section<'a>(
    findings: impl IntoIterator<Item = &'a Finding>,
) -> Vec<(ReportSection, Vec<&'a Finding>)> {
    let mut order = Vec::new();
    let mut groups: BTreeMap<ReportSection, Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        if phrases::is_of_version(finding) {
            continue;
        }
        let section = ReportSection::of(finding);
        let group = groups.entry(section.clone()).or_default();
        if group.is_empty() {
            order.push(section);
        }
        group.push(finding);
    }
    let groups = order.into_iter().filter_map(|section| groups.remove_entry(&section));
    groups.map(|(section, findings)| (section.affecting(&findings), findings)).collect()
}
