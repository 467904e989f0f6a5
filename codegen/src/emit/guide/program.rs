//! The program of a flow. It is documentation that compiles, and that runs against the mock server in tests.

mod harness;
mod imports;
mod text;

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;
use restwright_spec::api::{
    Api, Code, Flow, FlowCall, GivenValue, Group, Literal, Need, Operation, OperationName, Privacy,
    Reaction, Returned, Step, Type, TypeKind,
};

use crate::docs::is_invisible;
use crate::emit::shown::Arm;
use crate::emit::{example, shown};
use crate::names::{constant, field, ident};
use crate::{signature, types};

/// The lines of the program. Those that begin with `# ` run it, and are hidden.
pub(super) fn lines(api: &Api, flow: &Flow) -> Vec<String> {
    let mut program =
        Program { api, later: events(flow), copied: BTreeSet::new(), texts: Vec::new() };
    let last = flow.calls().count();
    let mut number = 0;
    let mut statements = Vec::new();
    for step in &flow.steps {
        match step {
            Step::Ask(values) => {
                for (id, text) in values {
                    statements.push(program.ask(flow, id, text));
                }
            }
            Step::Outside(text) => {
                statements
                    .push(program.comment("__comment", &format!("Outside of this crate: {text}")));
            }
            Step::Call(call) => {
                number += 1;
                statements.push(program.call(call, number == last));
            }
        }
    }
    let imports = imports::imports(api, flow);
    let run = quote! {
        #imports

        async fn run(client: &Client) -> Result<(), Error> {
            #(#statements)*
            Ok(())
        }
    };
    let mut lines = text::program(&run, &program.texts);
    let hidden = text::printed(&harness::main(api, flow));
    lines.extend(hidden.lines().map(|line| format!("# {line}")));
    lines
}

/// What becomes of a value, in the order of the text.
enum Event<'a> {
    Set(&'a str),
    Used(&'a str),
}

fn events(flow: &Flow) -> Vec<Event<'_>> {
    let mut events = Vec::new();
    for step in &flow.steps {
        match step {
            Step::Ask(values) => events.extend(values.iter().map(|(id, _)| Event::Set(id))),
            Step::Outside(_) => {}
            Step::Call(call) => {
                events.extend(call.values.iter().map(|id| Event::Used(id)));
                for (reaction, _) in grouped(call) {
                    if let Reaction::Call(_, values) = reaction {
                        events.extend(values.iter().map(|id| Event::Used(id)));
                    }
                }
                events.extend(call.gives.iter().map(|given| Event::Set(&given.id)));
            }
        }
    }
    // They are taken off the end as the text goes on.
    events.reverse();
    events
}

/// The errors that a call handles: codes with the same reaction stand together.
fn grouped(call: &FlowCall) -> Vec<(&Reaction, Vec<&Code>)> {
    let mut grouped: Vec<(&Reaction, Vec<&Code>)> = Vec::new();
    for (code, reaction) in &call.reactions {
        match grouped.iter_mut().find(|(other, _)| *other == reaction) {
            Some((_, codes)) => codes.push(code),
            None => grouped.push((reaction, vec![code])),
        }
    }
    grouped
}

struct Program<'a> {
    api: &'a Api,
    later: Vec<Event<'a>>,
    /// Values that need no clone: numbers, booleans, and texts that are literals.
    copied: BTreeSet<String>,
    /// Texts of comments, which tokens do not hold.
    texts: Vec<String>,
}

impl Program<'_> {
    fn comment(&mut self, name: &str, text: &str) -> TokenStream {
        let number = self.texts.len();
        let clean: String = text
            .chars()
            .filter(|&c| !is_invisible(c))
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        self.texts.push(clean.split_whitespace().collect::<Vec<_>>().join(" "));
        let (name, number) = (ident(name), proc_macro2::Literal::usize_unsuffixed(number));
        quote!(#name!(#number);)
    }

    fn ask(&mut self, flow: &Flow, id: &str, text: &str) -> TokenStream {
        self.later.pop();
        let comment = self.comment("__about", text);
        let name = field(id);
        let argument = first_use(self.api, flow, id);
        // Nothing in this crate takes the value: a step outside of it does.
        let ty = argument.map_or(Type::String(Privacy::Public), signature::Argument::ty);
        let annotation = match ty {
            Type::Integer(width) => {
                let number = types::whole_number(width);
                Some(quote!(: #number))
            }
            _ => None,
        };
        let is_text = matches!(ty, Type::String(_) | Type::Formatted(_) | Type::Decimal);
        self.note(id, is_text || is_number(&ty));
        let value = match argument {
            Some(argument) => example::argument(self.api, argument, id),
            None => example::value(self.api, &ty, namesake(self.api, id).as_ref(), id, 0),
        };
        quote!(let #name #annotation = #value; #comment)
    }

    fn note(&mut self, id: &str, is_copied: bool) {
        if is_copied {
            self.copied.insert(id.to_owned());
        } else {
            self.copied.remove(id);
        }
    }

    /// The arguments of a call; a value is cloned where a later line takes it as well.
    fn arguments(&mut self, operation: &Operation, values: &[String]) -> Vec<TokenStream> {
        let arguments = signature::arguments(self.api, operation);
        let mut list = Vec::new();
        for (argument, id) in arguments.into_iter().zip(values) {
            self.later.pop();
            let ty = argument.ty();
            let next = self.later.iter().rev().find_map(|event| match event {
                Event::Set(other) => (*other == id.as_str()).then_some(false),
                Event::Used(other) => (*other == id.as_str()).then_some(true),
            });
            let is_copied = self.copied.contains(id);
            let name = field(id);
            let value = if next == Some(true) && !is_copied {
                quote!(#name.clone())
            } else {
                quote!(#name)
            };
            list.push(match (argument.need(), ty) {
                (
                    Need::RequiredNullable,
                    Type::String(_) | Type::Formatted(_) | Type::Decimal | Type::Named(_),
                ) => {
                    quote!(Some(#value.into()))
                }
                (Need::RequiredNullable, _) => quote!(Some(#value)),
                _ => value,
            });
        }
        list
    }

    /// The call of an operation, up to its result.
    fn expression(&mut self, name: &OperationName, values: &[String]) -> TokenStream {
        let Some((_, operation)) = self.api.operation(name) else { return TokenStream::new() };
        let (group, method) = (field(&name.group), field(&name.id));
        let arguments = self.arguments(operation, values);
        quote!(client.#group().#method(#(#arguments),*).await)
    }

    fn call(&mut self, call: &FlowCall, is_last: bool) -> TokenStream {
        let Some((group, operation)) = self.api.operation(&call.operation) else {
            return TokenStream::new();
        };
        let choice = shown::choice(self.api, group, operation);
        let payload = match operation.response.returned() {
            Returned::One(payload) => Some(payload),
            _ => None,
        };
        let expression = self.expression(&call.operation, &call.values);
        let reactions = self.reactions(call);
        let print = payload.map(|it| shown::print_payload(self.api, it));
        let given = self.given(call, operation);
        if choice.is_none() && call.gives.is_empty() {
            return unbound(&expression, reactions, print);
        }
        let print = print.unwrap_or_else(|| quote!({}));
        let taken = match reactions {
            None => quote!(#expression?.into_inner()),
            Some(arms) => {
                quote!(match #expression { Ok(response) => response.into_inner(), #arms })
            }
        };
        let print = is_last.then(|| quote!(#print;));
        let Some(choice) = choice else {
            return quote!(let response = #taken; #print #given);
        };
        let (outcome, scrutinee) = if call.reactions.is_empty() {
            (None, taken)
        } else {
            (Some(quote!(let response = #taken;)), quote!(response))
        };
        // Without values to take from it, what a response is does not matter to the steps behind it.
        let goes_on = call.variant.is_some() || !call.gives.is_empty();
        let chosen = choice.arms.iter().find(|arm| arm.is_chosen(call.variant.as_ref()));
        let Some(chosen) = chosen.filter(|_| goes_on) else {
            let arms = shown::arms(self.api, &choice, |_, print| print, &quote!({}));
            return quote!(#outcome match #scrutinee { #arms });
        };
        let arm = |arm: &Arm<'_>, print: TokenStream| match (arm.id == chosen.id, &arm.value) {
            (true, Some(_)) => quote!(response),
            (true, None) if arm.id.is_some() => quote!({}),
            (_, None) => quote!(return Ok(())),
            (false, Some(_)) => quote!(return Ok(#print)),
        };
        let arms = shown::arms(self.api, &choice, arm, &quote!(return Ok(())));
        let Some(value) = &chosen.value else {
            return quote!(#outcome match #scrutinee { #arms });
        };
        let print = shown::print_payload(self.api, value);
        let print = (is_last || call.gives.is_empty()).then(|| quote!(#print;));
        quote! {
            #outcome
            let response = match #scrutinee { #arms };
            #print
            #given
        }
    }

    /// The arm for errors, where the flow handles some: codes with the same reaction share a line.
    fn reactions(&mut self, call: &FlowCall) -> Option<TokenStream> {
        if call.reactions.is_empty() {
            return None;
        }
        let mut arms = Vec::new();
        for (reaction, codes) in grouped(call) {
            let errors = self.api.errors.iter().filter(|error| codes.contains(&&*error.code));
            let codes = errors.map(|error| constant(&error.id));
            let body = match reaction {
                Reaction::Stop => quote!(return Ok(println!("{error}"))),
                Reaction::Continue => quote!({}),
                Reaction::Call(name, values) => {
                    let expression = self.expression(name, values);
                    quote! {{
                        #expression?;
                        return Ok(println!("{error}: try again"));
                    }}
                }
            };
            arms.push(quote!(Some(#(ErrorCode::#codes)|*) => #body,));
        }
        Some(quote! {
            Err(error) => match error.code() {
                #(#arms)*
                _ => return Err(error),
            },
        })
    }

    /// The statements that take values out of `response`.
    fn given(&mut self, call: &FlowCall, operation: &Operation) -> TokenStream {
        let mut statements = TokenStream::new();
        for given in &call.gives {
            self.later.pop();
            let name = field(&given.id);
            let (value, is_optional, ty) = path(self.api, operation, call, given);
            self.note(&given.id, ty.as_ref().is_some_and(is_number));
            let missing = format!("no `{}`", given.path.join("."));
            statements.extend(if is_optional {
                quote!(let Some(#name) = #value else { return Ok(println!(#missing)) };)
            } else {
                quote!(let #name = #value;)
            });
        }
        statements
    }
}

/// The argument that takes a value first, with its type and example.
fn first_use<'a>(api: &'a Api, flow: &'a Flow, id: &str) -> Option<signature::Argument<'a>> {
    let mut taken = flow.calls().flat_map(|call| {
        let others = call.reactions.iter().filter_map(|(_, reaction)| match reaction {
            Reaction::Call(operation, values) => Some((operation, values)),
            Reaction::Stop | Reaction::Continue => None,
        });
        [(&call.operation, &call.values)].into_iter().chain(others)
    });
    taken.find_map(|(name, values)| {
        let (_, operation): (&Group, &Operation) = api.operation(name)?;
        let arguments = signature::arguments(api, operation);
        let at = values.iter().position(|value| value == id)?;
        arguments.get(at).copied()
    })
}

/// The example of a text of the same name that any operation takes.
fn namesake(api: &Api, id: &str) -> Option<Literal> {
    let operations = api.groups.iter().flat_map(|group| &group.operations);
    let mut arguments = operations.flat_map(|operation| signature::arguments(api, operation));
    let is_text = |ty: &Type| matches!(ty, Type::String(_));
    arguments
        .find(|argument| argument.id() == id && is_text(&argument.ty()))
        .and_then(|argument| argument.example(api))
}

/// The expression of a value in `response`, whether it may be missing there, and its type.
fn path(
    api: &Api,
    operation: &Operation,
    call: &FlowCall,
    given: &GivenValue,
) -> (TokenStream, bool, Option<Type>) {
    let choice =
        api.operation(&call.operation).and_then(|(group, it)| shown::choice(api, group, it));
    let arm = choice.and_then(|choice| {
        choice.arms.into_iter().find(|arm| arm.is_chosen(call.variant.as_ref()))
    });
    let mut ty = match arm.and_then(|arm| arm.value) {
        Some(value) => value.json().cloned(),
        None => operation.response.value().cloned(),
    };
    let (mut value, mut is_optional) = (quote!(response), false);
    for (index, id) in given.path.iter().enumerate() {
        let object = match ty
            .as_ref()
            .and_then(restwright_spec::api::Type::named)
            .and_then(|name| api.named_type(name))
        {
            Some(def) => match &def.kind {
                TypeKind::Object(object) => Some(object),
                TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Newtype(_) => None,
            },
            None => None,
        };
        let found = object.and_then(|object| object.fields.iter().find(|field| *field.id == *id));
        let Some(found) = found else { break };
        let name = field(id);
        let mut this = if is_optional { quote!(it.#name) } else { quote!(#value.#name) };
        let may_miss = found.need != Need::Required;
        if may_miss && index + 1 < given.path.len() {
            this = quote!(#this.clone());
        }
        if found.need == Need::OptionalNullable {
            this = quote!(#this.into_value());
        }
        value = match (is_optional, may_miss) {
            (false, _) => this,
            (true, true) => quote!(#value.and_then(|it| #this)),
            (true, false) => quote!(#value.map(|it| #this)),
        };
        is_optional |= may_miss;
        ty = Some(found.ty.clone());
    }
    (value, is_optional, ty)
}

fn is_number(ty: &Type) -> bool {
    matches!(ty, Type::Boolean | Type::Integer(_) | Type::Number)
}

/// A call of whose response nothing is needed later.
fn unbound(
    expression: &TokenStream,
    reactions: Option<TokenStream>,
    print: Option<TokenStream>,
) -> TokenStream {
    match (reactions, print) {
        (None, Some(print)) => quote!(let response = #expression?; #print;),
        (None, None) => quote!(#expression?;),
        (Some(arms), Some(print)) => quote!(match #expression { Ok(response) => #print, #arms }),
        (Some(arms), None) => quote!(match #expression { Ok(_) => {} #arms }),
    }
}
