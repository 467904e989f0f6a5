//! Tasks that take several calls, as a guide shows them.

use super::{Code, OperationName};
use crate::Spanned;

/// A task that takes several calls.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Flow {
    /// Stable id, snake case.
    pub id: Spanned<String>,
    /// One line.
    pub summary: String,
    /// What a reader needs to know beyond the steps.
    pub description: Option<String>,
    /// What happens, in order; at least one step is a call.
    pub steps: Vec<Step>,
}

impl Flow {
    /// The calls among its steps, in order.
    pub fn calls(&self) -> impl Iterator<Item = &FlowCall> {
        self.steps.iter().filter_map(|step| match step {
            Step::Call(call) => Some(call),
            Step::Ask(_) | Step::Outside(_) => None,
        })
    }
}

/// One step of a flow.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// The application supplies values: their ids with what each is, by id.
    Ask(Vec<(Spanned<String>, String)>),
    /// An operation is called.
    Call(FlowCall),
    /// Something that the description does not cover.
    Outside(String),
}

/// A call of a flow. Every value that it takes is supplied by an earlier step.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FlowCall {
    /// The operation.
    pub operation: OperationName,
    /// Ids of the values of its arguments, in the order of the arguments.
    pub values: Vec<String>,
    /// The variant of the response with which the flow goes on, where the response is a union.
    pub variant: Option<String>,
    /// Values that it gives to later steps, by id.
    pub gives: Vec<GivenValue>,
    /// What to do about errors, by code.
    pub reactions: Vec<(Code, Reaction)>,
}

/// A value that a response gives to later steps.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct GivenValue {
    /// Id of the value.
    pub id: Spanned<String>,
    /// Ids of the fields that lead to it; never empty.
    pub path: Vec<String>,
}

/// What a flow does about an error.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Reaction {
    /// The flow ends.
    Stop,
    /// The flow goes on as after a success.
    Continue,
    /// Another operation is called, with these values; then the step can be repeated.
    Call(OperationName, Vec<String>),
}
