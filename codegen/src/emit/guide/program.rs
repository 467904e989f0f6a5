//! The program of a flow. It is documentation that compiles, and that runs against the mock server in tests.

mod harness;
mod text;

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;
use restwright_spec::api::{
    Api, Code, Flow, FlowCall, GivenValue, Group, Literal, Need, Operation, OperationName, Privacy,
    Reaction, Step, Type, TypeKind, Variant,
};

use crate::docs::is_invisible;
use crate::emit::{example, shown};
use crate::names::{constant, field, ident, library};
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
    let imports = imports(api, flow);
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
        let value =
            first_use(self.api, flow, id).map(|argument| (argument.ty(), argument.example()));
        // Nothing in this crate takes the value: a step outside of it does.
        let (ty, example) =
            value.unwrap_or_else(|| (Type::String(Privacy::Public), namesake(self.api, id)));
        let annotation = match ty {
            Type::Integer(width) => {
                let number = types::whole_number(width);
                Some(quote!(: #number))
            }
            _ => None,
        };
        let is_text = matches!(ty, Type::String(_) | Type::Formatted(_) | Type::Decimal);
        self.note(id, is_text || is_number(&ty));
        let value = example::value(self.api, &ty, example.as_ref(), id, 0);
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
        let Some((_, operation)) = self.api.operation(&call.operation) else {
            return TokenStream::new();
        };
        let ty = operation.response.ty.as_ref();
        let union = shown::union(self.api, ty);
        let expression = self.expression(&call.operation, &call.values);
        let reactions = self.reactions(call);
        let print = ty.map_or_else(|| quote!({}), |ty| shown::print(self.api, ty));
        let is_bound = union.is_some() || !call.gives.is_empty();
        let given = self.given(call, operation);
        if !is_bound {
            return match (reactions, ty.is_some()) {
                (None, true) => quote!(let response = #expression?; #print;),
                (None, false) => quote!(#expression?;),
                (Some(arms), true) => quote!(match #expression { Ok(response) => #print, #arms }),
                (Some(arms), false) => quote!(match #expression { Ok(_) => {} #arms }),
            };
        }
        let taken = match reactions {
            None => quote!(#expression?.into_inner()),
            Some(arms) => {
                quote!(match #expression { Ok(response) => response.into_inner(), #arms })
            }
        };
        let print = is_last.then(|| quote!(#print;));
        match (union, &call.variant) {
            (Some(union), Some(chosen)) => {
                let arm = |variant: &Variant, print: TokenStream| {
                    if *variant.id == *chosen {
                        quote!(response)
                    } else {
                        quote!(return Ok(#print))
                    }
                };
                let arms = shown::arms(self.api, union, arm);
                let print = self.print_variant(union.1, chosen);
                let print = print.filter(|_| is_last || call.gives.is_empty());
                let (outcome, scrutinee) = if call.reactions.is_empty() {
                    (None, taken)
                } else {
                    (Some(quote!(let response = #taken;)), quote!(response))
                };
                quote! {
                    #outcome
                    let response = match #scrutinee { #arms _ => return Ok(()) };
                    #print
                    #given
                }
            }
            (Some(union), None) => {
                let arms = shown::arms(self.api, union, |_, print| print);
                if call.reactions.is_empty() {
                    quote!(match #taken { #arms _ => {} })
                } else {
                    quote!(let response = #taken; match response { #arms _ => {} })
                }
            }
            (None, _) => quote!(let response = #taken; #print #given),
        }
    }

    fn print_variant(&self, variants: &[Variant], chosen: &str) -> Option<TokenStream> {
        let variant = variants.iter().find(|variant| *variant.id == *chosen)?;
        let print = shown::print(self.api, &Type::Named(variant.ty.value.clone()));
        Some(quote!(#print;))
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
        .and_then(signature::Argument::example)
}

/// The expression of a value in `response`, whether it may be missing there, and its type.
fn path(
    api: &Api,
    operation: &Operation,
    call: &FlowCall,
    given: &GivenValue,
) -> (TokenStream, bool, Option<Type>) {
    let union = shown::union(api, operation.response.ty.as_ref());
    let variant = union.and_then(|(_, variants)| {
        variants.iter().find(|variant| Some(&*variant.id) == call.variant.as_ref())
    });
    let mut ty = match variant {
        Some(variant) => Some(Type::Named(variant.ty.value.clone())),
        None => operation.response.ty.clone(),
    };
    let (mut value, mut is_optional) = (quote!(response), false);
    for (index, id) in given.path.iter().enumerate() {
        let object = match ty
            .as_ref()
            .and_then(crate::types::mentioned)
            .and_then(|name| api.named_type(name))
        {
            Some(def) => match &def.kind {
                TypeKind::Object(object) => Some(object),
                TypeKind::Enum(_) | TypeKind::Union(_) => None,
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

fn imports(api: &Api, flow: &Flow) -> TokenStream {
    let library = ident(&library(&api.service.name));
    let mut operations = flow.calls().filter_map(|call| api.operation(&call.operation));
    let has_union = operations
        .any(|(_, operation)| shown::union(api, operation.response.ty.as_ref()).is_some());
    let types = has_union.then(|| quote!(use #library::types;));
    let codes = flow.calls().any(|call| !call.reactions.is_empty());
    let names = if codes { quote!({Client, Error, ErrorCode}) } else { quote!({Client, Error}) };
    quote!(#types use #library::#names;)
}
