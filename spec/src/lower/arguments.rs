//! Lists of arguments: they must name exactly what is required, since their order is the order of a signature.

use std::collections::{BTreeMap, BTreeSet};

use super::Context;
use crate::decode::Text;
use crate::diagnostic::Diagnostic;
use crate::{Span, rule, suggest};

/// What a list of arguments must and may not name.
pub(super) struct Wanted<'a> {
    /// What an argument is, such as `input`.
    what: &'static str,
    /// In the order of the description.
    required: Vec<&'a str>,
    expected: BTreeSet<&'a str>,
    refused: BTreeMap<&'a str, &'static str>,
    /// Whether there may be more than is known, so that no name can be called unknown.
    is_open: bool,
}

impl<'a> Wanted<'a> {
    pub(super) fn new(what: &'static str) -> Self {
        Self {
            what,
            required: Vec::new(),
            expected: BTreeSet::new(),
            refused: BTreeMap::new(),
            is_open: false,
        }
    }

    /// An argument that must be named.
    pub(super) fn require(&mut self, id: &'a str) {
        self.required.push(id);
        self.expected.insert(id);
    }

    /// Something that is there but is no argument, and why.
    pub(super) fn allow_not(&mut self, id: &'a str, reason: &'static str) {
        self.refused.insert(id, reason);
    }

    /// Accepts unknown names: a declaration is wrong, and that has been reported.
    pub(super) fn leave_open(&mut self) {
        self.is_open = true;
    }

    /// Something that may be an argument or not: what is wrong with it has been reported.
    pub(super) fn doubt(&mut self, id: &'a str) {
        self.expected.insert(id);
    }
}

/// Checks a list; `at` is the key of the thing that it belongs to.
pub(super) fn check(
    context: &mut Context<'_>,
    given: Option<&[Text]>,
    at: Span,
    wanted: &Wanted<'_>,
) {
    let given = given.unwrap_or_default();
    let mut problems = Vec::new();
    let mut named = BTreeMap::new();
    for argument in given {
        if let Some(first) = named.insert(argument.as_str(), argument.span) {
            let message = format!("the argument `{}` is named twice", argument.value);
            let problem = Diagnostic::error(rule::ARGUMENTS_DUPLICATE, message);
            problems.push(problem.label(argument.span, "again here").label(first, "first here"));
            named.insert(argument.as_str(), first);
        }
    }
    let mut missing: Vec<&str> = wanted.required.clone();
    missing.retain(|id| !named.contains_key(id));
    for (argument, span) in named {
        problems.extend(problem_of(argument, span, wanted, &mut missing));
    }
    if !missing.is_empty() {
        let list: Vec<_> = missing.iter().map(|id| format!("`{id}`")).collect();
        let message = format!("`arguments` does not name {}", list.join(", "));
        let span = given.first().map_or(at, |argument| argument.span);
        let what = wanted.what;
        let label = format!(
            "every required {what} must stand in `arguments`, in the order of the signature"
        );
        problems.push(Diagnostic::error(rule::ARGUMENTS_MISSING, message).label(span, label));
    }
    // What resembles a missing argument has its own fix; of the others the first one shows the whole list as it should be.
    if let Some(first) = problems.iter_mut().find(|problem| problem.fix.is_none()) {
        let right = right_list(given, wanted);
        *first = mend(context, first.clone(), given, &right);
    }
    for problem in problems {
        context.report.push(problem);
    }
}

fn problem_of(
    argument: &str,
    span: Span,
    wanted: &Wanted<'_>,
    missing: &mut Vec<&str>,
) -> Option<Diagnostic> {
    if wanted.expected.contains(argument) {
        return None;
    }
    if let Some(reason) = wanted.refused.get(argument) {
        let message = format!("`{argument}` is not an argument");
        return Some(Diagnostic::error(rule::ARGUMENTS_SURPLUS, message).label(span, *reason));
    }
    if wanted.is_open {
        return None;
    }
    let meant = suggest::closest(argument, missing.iter().copied().take(MAX_SUGGESTIONS));
    missing.retain(|id| Some(*id) != meant);
    let what = wanted.what;
    let diagnostic =
        Diagnostic::error(rule::ARGUMENTS_UNKNOWN, format!("unknown argument `{argument}`"))
            .label(span, format!("no {what} has this id"))
            .suggest(span, meant);
    Some(diagnostic)
}

/// What is right of the list, and behind it what it lacks.
fn right_list(given: &[Text], wanted: &Wanted<'_>) -> String {
    let mut list: Vec<&str> = Vec::new();
    let mut seen = BTreeSet::new();
    let given = given.iter().map(|argument| argument.as_str());
    for id in given.chain(wanted.required.iter().copied()) {
        if wanted.expected.contains(id) && seen.insert(id) {
            list.push(id);
        }
    }
    list.join(", ")
}

fn mend(context: &Context<'_>, problem: Diagnostic, given: &[Text], right: &str) -> Diagnostic {
    let problem = problem.help(format!("write `arguments: [{right}]`"));
    let (Some(first), Some(last)) = (given.first(), given.last()) else {
        return problem;
    };
    // Only a list in brackets can be replaced from its first to its last entry.
    if context.sources.before(first.span).trim_end().ends_with('[') {
        problem.fix(first.span.to(last.span), right)
    } else {
        problem
    }
}

/// Why a constant is no argument.
pub(super) const CONSTANT: &str = "its value is always the same, so that nobody gives it";

/// Among how many missing arguments the one is looked for that may have been meant.
const MAX_SUGGESTIONS: usize = 100;
