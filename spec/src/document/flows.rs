//! Flows: tasks that take several calls, as they are written.

use super::define::document;
use super::{Id, form, together};
use crate::decode::{Entries, Text};

document! {
    /// A task that takes several calls. Its page in the guide of the client follows from it.
    struct Flow {
        /// Title of the page: one line, without a full stop.
        required summary: Text = form::SUMMARY,
        /// What a reader needs to know beyond the steps.
        optional description: Text = form::WORDS,
        /// What happens, in order.
        required steps: Vec<Step> = form::SOME,
    }

    /// One step of a flow: values from the application, a call, or something outside of the API.
    struct Step {
        /// Values that the application supplies: a map from ids to what each is.
        optional ask: Entries<Id, Text> = form::SOME_LINES,
        /// The operation that is called, as `group.operation`.
        optional call: Text = form::OPERATION,
        /// A step that this description does not cover.
        optional outside: Text = form::WORDS,
        /// The value of an argument, by the id of the argument. Without it, the value has the id of the argument.
        optional with: Entries<Id, Text> = form::VALUES,
        /// The variant of the response with which the flow goes on. Any other variant ends it.
        optional variant: Text = form::ID,
        /// Values that later steps use: a map from ids to fields of the response, such as `order.number`.
        optional gives: Entries<Id, Text> = form::FIELDS,
        /// What to do about errors: a map from ids of error codes to `stop`, `continue` or an operation.
        optional on_error: Entries<Id, Text> = form::REACTIONS,
    }
    one_of ["ask", "call", "outside"]
    together together::step();
}
