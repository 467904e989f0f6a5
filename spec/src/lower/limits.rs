//! Limits of values: what they are about, and whether any value is within them.

use super::{Context, Reported, constant};
use crate::api::{Bound, Bounds, Limits, Range, Type, check_pattern, compare_digits};
use crate::decode::Text;
use crate::diagnostic::Diagnostic;
use crate::document::{self, Digits};
use crate::{Span, Spanned, rule};

/// The limits of one value as they are written.
#[derive(Clone, Copy)]
pub(super) struct Written<'a> {
    pub(super) length: Option<&'a document::Length>,
    pub(super) range: Option<&'a document::Range>,
    pub(super) pattern: Option<&'a Text>,
    pub(super) items: Option<&'a document::Items>,
    pub(super) enforce: Option<&'a Spanned<bool>>,
    /// Whether a key beside them is wrong, which may have been meant as a limit.
    pub(super) has_gaps: bool,
}

impl<'a> From<&'a document::Field> for Written<'a> {
    fn from(document: &'a document::Field) -> Self {
        Self {
            length: document.length.as_ref(),
            range: document.range.as_ref(),
            pattern: document.pattern.as_ref(),
            items: document.items.as_ref(),
            enforce: document.enforce.as_ref(),
            has_gaps: document.has_gaps,
        }
    }
}

impl<'a> From<&'a document::Parameter> for Written<'a> {
    fn from(document: &'a document::Parameter) -> Self {
        Self {
            length: document.length.as_ref(),
            range: document.range.as_ref(),
            pattern: document.pattern.as_ref(),
            items: document.items.as_ref(),
            enforce: document.enforce.as_ref(),
            has_gaps: document.has_gaps,
        }
    }
}

impl<'a> From<&'a document::Type> for Written<'a> {
    fn from(document: &'a document::Type) -> Self {
        Self {
            length: document.length.as_ref(),
            range: document.range.as_ref(),
            pattern: document.pattern.as_ref(),
            items: None,
            enforce: document.enforce.as_ref(),
            has_gaps: document.has_gaps,
        }
    }
}

impl Written<'_> {
    /// The keys that are there, and where.
    pub(super) fn keys(&self) -> [constant::Other; 5] {
        [
            ("length", self.length.map(|key| key.span)),
            ("range", self.range.map(|key| key.span)),
            ("pattern", self.pattern.map(|key| key.span)),
            ("items", self.items.map(|key| key.span)),
            ("enforce", self.enforce.map(|key| key.span)),
        ]
    }

    /// Lowers them; `ty` is the type of the value, if that is right.
    pub(super) fn lower(
        self,
        context: &mut Context<'_>,
        ty: Option<&Type>,
    ) -> Result<Limits, Reported> {
        let fits = self.check_types(context, ty);
        let length =
            self.length.map(|it| bounds(context, it.span, it.has_gaps, (&it.min, &it.max)));
        let items = self.items.map(|it| {
            let is_empty = it.min.is_none() && it.max.is_none();
            match (is_empty, &it.unique) {
                (true, Some(_)) => Ok(Bounds::default()),
                _ => bounds(context, it.span, it.has_gaps, (&it.min, &it.max)),
            }
        });
        let range = self.range.map(|it| range(context, it, ty));
        let pattern = self.pattern.map(|pattern| self::pattern(context, pattern));
        let is_limited = self.keys()[..4].iter().any(|(_, span)| span.is_some());
        if let Some(enforce) = self.enforce.filter(|it| it.value && !is_limited && !self.has_gaps) {
            let diagnostic =
                Diagnostic::error(rule::ENFORCE_WITHOUT_LIMIT, "there is no limit to enforce")
                    .label(enforce.span, "a client checks limits before it sends a value")
                    .help("add `length`, `range`, `pattern` or `items`, or take it out");
            context.report.push(diagnostic);
        }
        fits?;
        Ok(Limits {
            length: length.transpose()?.unwrap_or_default(),
            range: range.transpose()?.unwrap_or_default(),
            pattern: pattern.transpose()?,
            items: items.transpose()?.unwrap_or_default(),
            unique: self.items.and_then(|items| items.unique.as_ref()).is_some_and(|it| it.value),
            enforce: self.enforce.is_some_and(|enforce| enforce.value),
        })
    }

    /// Whether each limit is about what the value is.
    fn check_types(&self, context: &mut Context<'_>, ty: Option<&Type>) -> Result<(), Reported> {
        let Some(ty) = ty else { return Ok(()) };
        let value = ty.innermost();
        let is_text = matches!(value, Type::String(_));
        let rows = [
            ("length", self.length.map(|key| key.span), is_text, "only text has a length"),
            (
                "range",
                self.range.map(|key| key.span),
                value.is_number(),
                "only a number has a range",
            ),
            ("pattern", self.pattern.map(|key| key.span), is_text, "only text has a pattern"),
            (
                "items",
                self.items.map(|key| key.span),
                matches!(ty, Type::List(_) | Type::Map(_)),
                "only a list or a map has items",
            ),
        ];
        let mut result = Ok(());
        for (key, span, fits, label) in rows {
            let Some(span) = span.filter(|_| !fits) else { continue };
            let problem = refusal(&format!("`{key}` does not fit the type"), span, label);
            context.report.push(match value {
                Type::Named(name) if key != "items" => {
                    problem.help(format!("if `{name}` is a newtype, write it there"))
                }
                _ => problem,
            });
            result = Err(Reported);
        }
        let unique = self.items.and_then(|items| items.unique.as_ref());
        if let (Some(unique), Type::Map(_)) = (unique, ty) {
            let label = "keys of a map are never equal, and its values may be";
            context.report.push(refusal("`unique` does not fit the type", unique.span, label));
            result = Err(Reported);
        }
        result
    }
}

/// Refuses limits at a type that is no newtype.
pub(super) fn refuse(context: &mut Context<'_>, document: &document::Type) {
    if document.scalar.is_some() || document.has_gaps {
        return;
    }
    for (key, span) in Written::from(document).keys() {
        let Some(span) = span else { continue };
        let diagnostic =
            Diagnostic::error(rule::MISPLACED_KEY, format!("`{key}` cannot stand here"))
                .label(span, "this is about the value that a type `is`");
        context.report.push(diagnostic);
    }
}

fn refusal(message: &str, span: Span, label: &str) -> Diagnostic {
    Diagnostic::error(rule::BAD_LIMIT, message).label(span, label)
}

fn refused<T>(
    context: &mut Context<'_>,
    message: &str,
    span: Span,
    label: &str,
) -> Result<T, Reported> {
    context.report.push(refusal(message, span, label));
    Err(Reported)
}

type Ends<'d> = (&'d Option<Spanned<i64>>, &'d Option<Spanned<i64>>);

fn bounds(
    context: &mut Context<'_>,
    span: Span,
    has_gaps: bool,
    (min, max): Ends<'_>,
) -> Result<Bounds, Reported> {
    if has_gaps {
        return Err(Reported);
    }
    if min.is_none() && max.is_none() {
        return refused(context, "a limit without a number", span, "write `min`, `max` or both");
    }
    let mut counts = [None, None];
    for (count, end) in counts.iter_mut().zip([min, max]) {
        let Some(end) = end else { continue };
        match u64::try_from(end.value) {
            Ok(number) => *count = Some(number),
            Err(_) => {
                return refused(
                    context,
                    "a number below zero",
                    end.span,
                    "nothing has fewer than 0",
                );
            }
        }
    }
    if let ([Some(least), Some(greatest)], Some(end)) = (counts, max)
        && least > greatest
    {
        return refused(
            context,
            "no value is within the limits",
            end.span,
            "this is less than `min`",
        );
    }
    Ok(Bounds { min: counts[0], max: counts[1] })
}

fn range(
    context: &mut Context<'_>,
    document: &document::Range,
    ty: Option<&Type>,
) -> Result<Range, Reported> {
    if document.has_gaps {
        return Err(Reported);
    }
    let low = end(context, ("min", &document.min), ("above", &document.above))?;
    let high = end(context, ("max", &document.max), ("below", &document.below))?;
    if low.is_none() && high.is_none() {
        let label = "write `min` or `above`, `max` or `below`";
        return refused(context, "a limit without a number", document.span, label);
    }
    let is_whole = matches!(ty.map(Type::innermost), Some(Type::Integer(_)));
    for (bound, span) in [&low, &high].into_iter().flatten() {
        if is_whole && bound.digits.parse::<i128>().is_err() {
            let label = "the values are whole numbers";
            return refused(context, "a limit that is no whole number", *span, label);
        }
    }
    if let (Some((low, _)), Some((high, span))) = (&low, &high)
        && is_empty(low, high, is_whole)
    {
        let label = "no number is between this one and the other end";
        return refused(context, "no value is within the limits", *span, label);
    }
    let bound = |end: Option<(Bound, Span)>| end.map(|(bound, _)| bound);
    Ok(Range { low: bound(low), high: bound(high) })
}

fn is_empty(low: &Bound, high: &Bound, is_whole: bool) -> bool {
    if let (true, Ok(first), Ok(last)) =
        (is_whole, low.digits.parse::<i128>(), high.digits.parse::<i128>())
    {
        return first + i128::from(low.is_exclusive) > last - i128::from(high.is_exclusive);
    }
    match compare_digits(&low.digits, &high.digits) {
        Some(std::cmp::Ordering::Greater) => true,
        Some(std::cmp::Ordering::Equal) => low.is_exclusive || high.is_exclusive,
        _ => false,
    }
}

type Named<'d> = (&'static str, &'d Option<Spanned<Digits>>);

/// One end of a range, with its number or without it.
fn end(
    context: &mut Context<'_>,
    (inclusive, with): Named<'_>,
    (exclusive, without): Named<'_>,
) -> Result<Option<(Bound, Span)>, Reported> {
    if let (Some(first), Some(second)) = (with, without) {
        let message = format!("`{inclusive}` and `{exclusive}` exclude each other");
        let diagnostic = Diagnostic::error(rule::CONFLICTING_KEYS, message)
            .label(second.span, "the number itself is beyond the range")
            .label(first.span, "the number itself is within the range");
        context.report.push(diagnostic);
        return Err(Reported);
    }
    let one = |end: &Option<Spanned<Digits>>, is_exclusive| {
        let end = end.as_ref()?;
        Some((Bound { digits: end.value.0.clone(), is_exclusive }, end.span))
    };
    Ok(one(with, false).or_else(|| one(without, true)))
}

fn pattern(context: &mut Context<'_>, pattern: &Text) -> Result<String, Reported> {
    match check_pattern(pattern) {
        Ok(()) => Ok(pattern.value.clone()),
        Err(problem) => {
            let diagnostic =
                refusal("the pattern is no regular expression", pattern.span, &problem);
            context
                .report
                .push(diagnostic.help("patterns are in the dialect of the crate `regex-lite`"));
            Err(Reported)
        }
    }
}
