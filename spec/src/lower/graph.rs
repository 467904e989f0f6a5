//! Which types hold which: who uses them, and whether they end.

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, arguments};
use crate::api::{Need, Type, TypeDef, TypeKind, Usage};
use crate::decode::{Entries, Text};
use crate::diagnostic::Diagnostic;
use crate::{Span, document, rule};

/// Which types hold which, filled while types are resolved.
#[derive(Default)]
pub(super) struct Graph<'a> {
    /// The types that requests and responses name themselves.
    requested: BTreeSet<&'a str>,
    answered: BTreeSet<&'a str>,
    held: BTreeMap<&'a str, Vec<Edge<'a>>>,
    /// Where each type is named.
    uses: BTreeMap<&'a str, Vec<Span>>,
}

struct Edge<'a> {
    to: &'a str,
    hold: Hold,
}

/// What holds a value of a named type.
#[derive(Clone, Copy)]
pub(super) enum Holder<'a> {
    /// A request.
    Request,
    /// A response.
    Response,
    /// Another type.
    Type(&'a str, Hold),
}

/// How a type holds another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hold {
    /// Every value holds one.
    Always,
    /// A value may hold one in place.
    Inline,
    /// A value of the union is one.
    Variant,
    /// In a list or map, possibly an empty one.
    Indirect,
}

impl Holder<'_> {
    /// The same holder for the elements of a list or map.
    pub(super) fn indirect(self) -> Self {
        match self {
            Self::Type(name, _) => Self::Type(name, Hold::Indirect),
            holder => holder,
        }
    }
}

impl<'a> Graph<'a> {
    /// Takes note that a type is held, and named at `at`.
    pub(super) fn add(&mut self, holder: Holder<'a>, to: &'a Text, at: Span) {
        let to = to.as_str();
        self.uses.entry(to).or_default().push(at);
        match holder {
            Holder::Request => {
                self.requested.insert(to);
            }
            Holder::Response => {
                self.answered.insert(to);
            }
            Holder::Type(from, hold) => self.held.entry(from).or_default().push(Edge { to, hold }),
        }
    }

    /// Takes back that a request holds a type, where it cannot: what else such a type lacks is not the mistake.
    pub(super) fn refuse_request(&mut self, name: &str) {
        self.requested.remove(name);
    }

    /// Where a type is named.
    pub(super) fn uses(&self, name: &str) -> &[Span] {
        self.uses.get(name).map_or(&[], Vec::as_slice)
    }

    fn edges(&self, name: &str) -> &[Edge<'a>] {
        self.held.get(name).map_or(&[], Vec::as_slice)
    }

    /// All types that are reached from some.
    fn reached(&self, from: &BTreeSet<&'a str>) -> BTreeSet<&'a str> {
        let mut reached = from.clone();
        let mut waiting: Vec<_> = from.iter().copied().collect();
        while let Some(name) = waiting.pop() {
            for edge in self.edges(name) {
                if reached.insert(edge.to) {
                    waiting.push(edge.to);
                }
            }
        }
        reached
    }
}

/// Rejects infinitely recursive types, and object types that a request holds without the order of their arguments.
pub(super) fn check(context: &mut Context<'_>) {
    refuse_endless(context);
    let requested = context.graph.reached(&context.graph.requested);
    let declared = context.declared;
    for (name, document) in declared.types.iter() {
        let Some(document) = document else { continue };
        // The arguments of a newtype have been refused.
        if document.scalar.is_some() {
            continue;
        }
        let given = document.arguments.as_deref();
        if given.is_some() || requested.contains(name.as_str()) {
            let wanted = constructor(document);
            arguments::check(context, given, name.span, &wanted);
        }
    }
}

/// Writes into the types what the graph alone knows.
pub(super) fn complete(context: &Context<'_>, types: &mut [TypeDef]) {
    let graph = &context.graph;
    let requested = graph.reached(&graph.requested);
    let answered = graph.reached(&graph.answered);
    let cycles = Cycles::of(graph);
    for ty in types {
        ty.usage = Usage {
            in_requests: requested.contains(ty.name.as_str()),
            in_responses: answered.contains(ty.name.as_str()),
        };
        if let TypeKind::Object(object) = &mut ty.kind {
            for field in &mut object.fields {
                if let Type::Named(held) = &field.ty {
                    field.recursive = cycles.share(&ty.name, held);
                }
            }
        }
    }
}

/// Warns of types that no operation reaches.
pub(super) fn warn_of_unused(context: &mut Context<'_>) {
    let graph = &context.graph;
    let mut reached = graph.reached(&graph.requested);
    reached.append(&mut graph.reached(&graph.answered));
    for (name, _) in context.declared.types.iter() {
        if !reached.contains(name.as_str()) {
            let message = format!("the type `{}` is never used", name.value);
            let diagnostic = Diagnostic::warning(rule::UNUSED_TYPE, message)
                .label(name.span, "no request or response holds it");
            context.report.push(diagnostic);
        }
    }
}

fn constructor(document: &document::Type) -> arguments::Wanted<'_> {
    let mut wanted = arguments::Wanted::new("field");
    for (id, field) in document.fields.iter().flat_map(Entries::iter) {
        if field.is_some_and(|field| field.always.is_some()) {
            wanted.allow_not(id, arguments::CONSTANT);
            continue;
        }
        match field.map(Need::of) {
            Some(need) if need.is_required() => wanted.require(id),
            Some(_) => wanted.allow_not(id, "it is optional: it becomes a setter"),
            None => wanted.doubt(id),
        }
    }
    wanted
}

impl Need {
    /// The need of a field.
    pub(super) fn of(field: &document::Field) -> Self {
        let is = |flag: &Option<crate::Spanned<bool>>| flag.as_ref().is_some_and(|flag| flag.value);
        match (is(&field.required), is(&field.nullable)) {
            _ if field.always.is_some() => Self::Required,
            (true, false) => Self::Required,
            (true, true) => Self::RequiredNullable,
            (false, false) => Self::Optional,
            (false, true) => Self::OptionalNullable,
        }
    }
}

/// Refuses types of which no value can be written down, as each would hold another one.
fn refuse_endless(context: &mut Context<'_>) {
    let endless = endless(context);
    let mut seen = BTreeSet::new();
    for start in endless.iter().copied() {
        // Along the edges that keep a type from ending, sooner or later one is met again.
        let mut way = Vec::new();
        let mut next = Some(start);
        while let Some(name) = next.filter(|name| seen.insert(*name)) {
            way.push(name);
            next = context
                .graph
                .edges(name)
                .iter()
                .find(|edge| {
                    matches!(edge.hold, Hold::Always | Hold::Variant) && endless.contains(edge.to)
                })
                .map(|edge| edge.to);
        }
        let ring = next.and_then(|next| way.iter().position(|name| *name == next));
        if let Some(ring) = ring {
            report_endless(context, &way[ring..]);
        }
    }
}

/// The types that do not end: what is left when all that do are taken out, again and again.
fn endless<'a>(context: &Context<'a>) -> BTreeSet<&'a str> {
    let graph = &context.graph;
    let types = &context.declared.types;
    // Those of a scalar or a list hold nothing that need be there.
    let variants = |name: &str| types.get(name)?.variants.as_ref().map(Vec::len);
    let mut holders: BTreeMap<&str, Vec<&'a str>> = BTreeMap::new();
    let mut open: BTreeMap<&str, usize> = BTreeMap::new();
    for name in types.names() {
        let needed = graph
            .edges(name)
            .iter()
            .filter(|edge| matches!(edge.hold, Hold::Always | Hold::Variant));
        let mut count = 0;
        for edge in needed {
            holders.entry(edge.to).or_default().push(name);
            count += 1;
        }
        // One variant that ends is enough for a union; an object needs all of its fields to end.
        open.insert(
            name,
            match variants(name) {
                Some(variants) if variants > count => 0,
                Some(_) => count.min(1),
                None => count,
            },
        );
    }
    let mut ending: Vec<&str> =
        open.iter().filter(|(_, count)| **count == 0).map(|(name, _)| *name).collect();
    let mut endless: BTreeSet<&'a str> = types.names().collect();
    for name in &ending {
        endless.remove(name);
    }
    while let Some(name) = ending.pop() {
        for holder in holders.get(name).into_iter().flatten() {
            let Some(count) = open.get_mut(holder).filter(|count| **count > 0) else {
                continue;
            };
            *count -= 1;
            if *count == 0 && endless.remove(holder) {
                ending.push(holder);
            }
        }
    }
    endless
}

fn report_endless(context: &mut Context<'_>, ring: &[&str]) {
    let types = &context.declared.types;
    let [first, rest @ ..] = ring else { return };
    let Some(first) = types.key(first) else {
        return;
    };
    let message = format!("the type `{}` never ends", first.value);
    let next = rest.first().map_or(first.as_str(), |name| *name);
    let mut diagnostic = Diagnostic::error(rule::ENDLESS_TYPE, message)
        .label(first.span, format!("always contains `{next}`"));
    for (index, name) in rest.iter().enumerate() {
        let next = rest.get(index + 1).map_or(first.as_str(), |name| *name);
        if let Some(key) = types.key(name) {
            diagnostic = diagnostic.label(key.span, format!("always contains `{next}`"));
        }
    }
    let help = "make one of the fields optional or nullable, or a list";
    context.report.push(diagnostic.help(help));
}

/// Types that hold themselves in place, numbered by the ring that they belong to.
struct Cycles<'a> {
    rings: BTreeMap<&'a str, usize>,
    alone: BTreeSet<&'a str>,
}

impl<'a> Cycles<'a> {
    /// Two walks over the graph (Kosaraju): in the order in which the first one leaves the types, the second one, against the
    /// edges, meets one ring at a time. Written without recursion, since a chain of types may be long.
    fn of(graph: &Graph<'a>) -> Self {
        let mut forward: BTreeMap<&str, Vec<&'a str>> = BTreeMap::new();
        let mut backward: BTreeMap<&str, Vec<&'a str>> = BTreeMap::new();
        let mut alone = BTreeSet::new();
        for (name, edges) in &graph.held {
            for edge in edges.iter().filter(|edge| edge.hold != Hold::Indirect) {
                forward.entry(name).or_default().push(edge.to);
                backward.entry(edge.to).or_default().push(name);
                if edge.to == *name {
                    alone.insert(*name);
                }
            }
        }
        let order = departures(&forward);
        let mut rings = BTreeMap::new();
        for (ring, start) in order.into_iter().rev().enumerate() {
            let mut waiting = vec![start];
            while let Some(name) = waiting.pop() {
                if !rings.contains_key(name) {
                    rings.insert(name, ring);
                    waiting.extend(backward.get(name).into_iter().flatten());
                }
            }
        }
        Self { rings, alone }
    }

    /// Whether a type that holds another in place holds itself that way.
    fn share(&self, holder: &str, held: &str) -> bool {
        if holder == held {
            return self.alone.contains(holder);
        }
        let ring = self.rings.get(holder);
        ring.is_some() && ring == self.rings.get(held)
    }
}

/// All types in the order in which a depth-first walk leaves them.
fn departures<'a>(forward: &BTreeMap<&'a str, Vec<&'a str>>) -> Vec<&'a str> {
    let mut seen = BTreeSet::new();
    let mut order = Vec::new();
    for start in forward.keys().copied() {
        let mut stack = vec![(start, 0)];
        while let Some((name, index)) = stack.pop() {
            if index == 0 && !seen.insert(name) {
                continue;
            }
            match forward.get(name).and_then(|edges| edges.get(index)) {
                Some(next) => {
                    stack.push((name, index + 1));
                    stack.push((next, 0));
                }
                None => order.push(name),
            }
        }
    }
    order
}
