//! What a call returns, where its statuses differ: the enum of its variants, and where each body goes.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use restwright_spec::api::{Api, Operation, Outcome, Payload, Response, Returned};

use crate::docs::Docs;
use crate::kind::Kind;
use crate::names::pascal;
use crate::response::{outcome_name, variant_value};
use crate::scope::Scope;

/// The enum of an operation whose statuses come with different types.
pub(super) fn definition(
    api: &Api,
    operation: &Operation,
    scope: &mut Scope,
) -> Option<TokenStream> {
    let Returned::Variants(outcomes) = operation.response.returned() else { return None };
    let (name, call) = (outcome_name(&operation.id), pascal(&operation.id));
    let docs = Docs::default()
        .sentences(&format!("What [`{call}`] returns, by the status of the response."))
        .outer();
    let derive = Kind::Union.derive();
    let variants = outcomes.iter().filter_map(|outcome| {
        let variant = outcome.variant.as_ref()?;
        let docs = Docs::new(&variant.description)
            .sentences(&format!("Status {}.", outcome.status))
            .outer();
        let id = pascal(&variant.id);
        let value = variant_value(api, &outcome.payload, scope).map(|value| quote!((#value)));
        Some(quote!(#docs #id #value))
    });
    let variants: Vec<_> = variants.collect();
    let implementation = implementation(api, operation, outcomes, scope);
    Some(quote! {
        #docs
        #derive
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
        }

        #implementation
    })
}

/// How the runtime reads and writes the enum where the status is unknown: as the success with the lowest status.
fn implementation(
    api: &Api,
    operation: &Operation,
    outcomes: &[Outcome],
    scope: &mut Scope,
) -> TokenStream {
    let name = outcome_name(&operation.id);
    let default = scope.prelude(&["default"], "Default");
    let [value, slot, writer] = ["Value", "Slot", "ValueWriter"].map(|name| scope.runtime(name));
    let arms = outcomes.iter().filter_map(|outcome| {
        let id = pascal(&outcome.variant.as_ref()?.id);
        Some(if outcome.payload.has_body() {
            (
                quote!(Self::#id(variant) => #value::slot(variant)),
                quote!(Self::#id(variant) => #value::emit(variant, value)),
            )
        } else {
            (quote!(Self::#id => #slot::nothing()), quote!(Self::#id => value.null()))
        })
    });
    let (slots, emits): (Vec<_>, Vec<_>) = arms.unzip();
    let first = made(api, operation.response.success(), &quote!(Self), scope);
    quote! {
        impl #value for #name {
            fn slot(&mut self) -> #slot<'_> {
                match self {
                    #(#slots,)*
                }
            }

            fn emit(&self, value: &mut #writer<'_>) {
                match self {
                    #(#emits,)*
                }
            }
        }

        impl #default for #name {
            fn default() -> Self {
                #first
            }
        }
    }
}

/// A variant whose value is to be read.
fn made(api: &Api, outcome: &Outcome, name: &TokenStream, scope: &mut Scope) -> TokenStream {
    let id = outcome.variant.as_ref().map(|variant| pascal(&variant.id));
    let default = scope.prelude(&["default"], "Default");
    let value = variant_value(api, &outcome.payload, scope);
    let value = value.map(|ty| quote!((<#ty as #default>::default())));
    quote!(#name::#id #value)
}

/// The function that says where the body of a success with a status goes, unless all of them are JSON of one type.
pub(super) fn body_slot(
    api: &Api,
    operation: &Operation,
    scope: &mut Scope,
) -> Option<TokenStream> {
    let response = &operation.response;
    if response.stream().is_some() {
        return None;
    }
    let is_unchanged = |outcome: &Outcome| outcome.payload == Payload::Unchanged;
    let (output, status, body) = match response.returned() {
        Returned::Variants(outcomes) => (true, true, variants(api, operation, outcomes, scope)),
        Returned::Nothing | Returned::One(Payload::Json(_))
            if !response.outcomes.iter().any(is_unchanged) =>
        {
            return None;
        }
        returned => {
            let output = if let Returned::Optional(_) = returned {
                quote!(output.get_or_insert_default())
            } else {
                quote!(output)
            };
            let expression =
                |outcome: &Outcome, scope: &mut Scope| slot(&outcome.payload, &output, scope);
            let (arms, last) = by_status(response, expression, scope);
            let body = if arms.is_empty() {
                last
            } else {
                quote!(match status { #(#arms,)* _ => #last, })
            };
            (returned != Returned::Nothing, !arms.is_empty(), body)
        }
    };
    let slot = scope.runtime("BodySlot");
    let output = if output { quote!(output) } else { quote!(_) };
    let status = if status { quote!(status) } else { quote!(_) };
    Some(quote! {
        fn body_slot(#output: &mut Self::Output, #status: u16) -> #slot<'_> {
            #body
        }
    })
}

/// The same for an enum: first the variant, then the place of its value.
fn variants(
    api: &Api,
    operation: &Operation,
    outcomes: &[Outcome],
    scope: &mut Scope,
) -> TokenStream {
    let name = outcome_name(&operation.id);
    let name = quote!(#name);
    let variant = |outcome: &Outcome, scope: &mut Scope| made(api, outcome, &name, scope);
    let (arms, last) = by_status(&operation.response, variant, scope);
    let slots = outcomes.iter().filter_map(|outcome| {
        let id = pascal(&outcome.variant.as_ref()?.id);
        let pattern = outcome.payload.has_body().then(|| quote!((variant)));
        let slot = slot(&outcome.payload, &quote!(variant), scope);
        Some(quote!(#name::#id #pattern => #slot))
    });
    let slots: Vec<_> = slots.collect();
    quote! {
        *output = match status { #(#arms,)* _ => #last, };
        match output { #(#slots,)* }
    }
}

/// An arm for each expression, with its statuses, and the expression for all others: that of the lowest success.
fn by_status(
    response: &Response,
    expression: impl Fn(&Outcome, &mut Scope) -> TokenStream,
    scope: &mut Scope,
) -> (Vec<TokenStream>, TokenStream) {
    let last = expression(response.success(), scope);
    let mut arms: Vec<(Vec<Literal>, TokenStream)> = Vec::new();
    for outcome in &response.outcomes {
        let (status, body) = (Literal::u16_unsuffixed(outcome.status), expression(outcome, scope));
        let is = |other: &TokenStream| other.to_string() == body.to_string();
        match arms.iter_mut().find(|(_, other)| is(other)) {
            _ if is(&last) => {}
            Some((statuses, _)) => statuses.push(status),
            None => arms.push((vec![status], body)),
        }
    }
    let arms = arms.into_iter().map(|(statuses, body)| quote!(#(#statuses)|* => #body));
    (arms.collect(), last)
}

fn slot(payload: &Payload, output: &TokenStream, scope: &mut Scope) -> TokenStream {
    let slot = scope.runtime("BodySlot");
    match payload {
        // A stream has no slot, and stands alone.
        Payload::None | Payload::Download(_) | Payload::Events { .. } | Payload::Lines(..) => {
            quote!(#slot::nothing())
        }
        Payload::Unchanged => quote!(#slot::unchanged()),
        Payload::Json(_) => quote!(#slot::json(#output)),
        Payload::Text(..) => quote!(#slot::text(#output)),
        Payload::Bytes(_) => quote!(#slot::bytes(#output)),
    }
}
