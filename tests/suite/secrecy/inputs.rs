//! Values for inputs: a canary in each that must not show.

use restwright_spec::api::{Api, Credential, Input, Operation, Privacy, Type};

use super::canary::canary;
use crate::description::{api, loginradius};
use crate::replay::calls::CALLS;
use crate::replay::inputs::Inputs;
use crate::replay::operations;

/// Inputs that are neither secret nor personal, and hence may show: a reviewer of a new one has to agree.
#[rustfmt::skip]
const PUBLIC: [&str; 7] = [
    "duo_redirect_uri", "email_template_2fa", "fields", "login_url", "sms_template", "verification_url",
    "welcome_email_template",
];

/// A value for every input, with a canary in each that must not show.
pub(super) fn planted(api: &Api, operation: &Operation) -> Inputs {
    let value = |input: &Input| match &input.ty {
        Type::Boolean => "true".to_owned(),
        _ if is_private(input) => canary(&input.id),
        _ => "shown".to_owned(),
    };
    Inputs::all(api, operation, value, |credential: &Credential| canary(&credential.id))
}

fn is_private(input: &Input) -> bool {
    matches!(input.ty, Type::String(Privacy::Secret | Privacy::Personal))
}

fn is_text(input: &Input) -> bool {
    matches!(input.ty, Type::String(_))
}

#[test]
fn every_operation_is_covered() {
    let api = api(&loginradius());
    let known: Vec<_> = operations(&api).map(|(id, _)| id).collect();
    let called: Vec<_> = CALLS.iter().map(|(id, _)| *id).collect();
    assert_eq!(known, called, "call them in tests/suite/replay/calls.rs");
    let inputs = operations(&api).flat_map(|(_, operation)| &operation.inputs);
    let mut public: Vec<_> =
        inputs.filter(|i| is_text(i) && !is_private(i)).map(|i| &**i.id).collect();
    public.sort_unstable();
    public.dedup();
    assert_eq!(public, PUBLIC);
}
