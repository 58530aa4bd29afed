//! Where a value of one type is used as another: total conversions and checked casts.

use super::*;
use crate::types::{convert, is_within, may_overlap, show};

impl Infer<'_> {
    /// The same value as a wider type. Literals are made in the wider type at once.
    pub(super) fn coerce(&mut self, h: Hir, to: &Ty) -> Hir {
        if h.ty == *to || h.ty.is_never() {
            return h;
        }
        let span = h.span;
        let element = |to: &Ty| match to {
            Ty::Vector(t) => Some((**t).clone()),
            Ty::Option(t) => match &**t {
                Ty::Vector(t) => Some((**t).clone()),
                _ => None,
            },
            _ => None,
        };
        match (h.kind, to) {
            (HirKind::Tuple(items), Ty::Vector(_)) => {
                let element = element(to).unwrap_or(Ty::Any);
                let items = items
                    .into_iter()
                    .map(|h| self.coerce(h, &element))
                    .collect();
                Hir::new(HirKind::Vector(items), to.clone(), span)
            }
            (HirKind::Tuple(items), Ty::Tuple(types)) if items.len() == types.len() => {
                let items = items
                    .into_iter()
                    .zip(types.iter())
                    .map(|(h, t)| self.coerce(h, t))
                    .collect();
                Hir::new(HirKind::Tuple(items), to.clone(), span)
            }
            (HirKind::Record(values), Ty::Map(k, v)) => {
                let Ty::Record(fields) = &h.ty else {
                    return Hir::new(HirKind::Record(values), h.ty, span);
                };
                let mut pairs = Vec::new();
                for ((key, _), value) in fields.iter().zip(values) {
                    let key = self.coerce(literal(Lit::Keyword(key.clone()), span), k);
                    pairs.push((key, self.coerce(value, v)));
                }
                Hir::new(HirKind::Map(pairs), to.clone(), span)
            }
            (HirKind::Vector(items), Ty::Vector(t)) => {
                let items = items.into_iter().map(|h| self.coerce(h, t)).collect();
                Hir::new(HirKind::Vector(items), to.clone(), span)
            }
            (HirKind::Let(var, value, body), _) => {
                let body = self.coerce(*body, to);
                Hir::new(HirKind::Let(var, value, Box::new(body)), to.clone(), span)
            }
            (HirKind::Do(mut items), _) => {
                if let Some(last) = items.pop() {
                    items.push(self.coerce(last, to));
                }
                Hir::new(HirKind::Do(items), to.clone(), span)
            }
            (HirKind::If(c, t, f), _) => {
                let (t, f) = (self.coerce(*t, to), self.coerce(*f, to));
                Hir::new(HirKind::If(c, Box::new(t), Box::new(f)), to.clone(), span)
            }
            (HirKind::Loop { label, vars, body }, _) => {
                let body = Box::new(self.coerce(*body, to));
                Hir::new(HirKind::Loop { label, vars, body }, to.clone(), span)
            }
            (
                HirKind::Join {
                    label,
                    vars,
                    choice,
                    then,
                },
                _,
            ) => {
                let choice = Box::new(self.coerce(*choice, to));
                let then = Box::new(self.coerce(*then, to));
                let kind = HirKind::Join {
                    label,
                    vars,
                    choice,
                    then,
                };
                Hir::new(kind, to.clone(), span)
            }
            (kind @ HirKind::Try { .. }, _) => self.widened_try(kind, to, span),
            (kind, _) => {
                self.functions_become_dynamic(&h.ty, to);
                let from = Hir::new(kind, h.ty, span);
                Hir::new(HirKind::Coerce(Box::new(from)), to.clone(), span)
            }
        }
    }

    /// Readies the functions that the conversion from one type to another makes dynamic ones of.
    pub(super) fn functions_become_dynamic(&mut self, from: &Ty, to: &Ty) {
        let mut met = Vec::new();
        convert::functions(from, to, &mut |closure| met.push(closure.clone()));
        met.iter().for_each(|closure| self.make_dynamic(closure));
    }

    /// A value where one of the type has to be: what does not return is of that type, too.
    pub(super) fn of_type(&mut self, h: Hir, to: &Ty) -> Hir {
        let h = self.coerce(h, to);
        if !h.ty.is_never() || to.is_never() {
            return h;
        }
        let span = h.span;
        Hir::new(HirKind::Coerce(Box::new(h)), to.clone(), span)
    }

    /// A value that is known not to be nil.
    pub(super) fn present(&mut self, h: Hir) -> Hir {
        let span = h.span;
        match h.ty.clone() {
            Ty::Option(inner) => {
                let kind = HirKind::Cast(Box::new(h), Subject::known("value"));
                Hir::new(kind, (*inner).clone(), span)
            }
            Ty::Nil => sequence(vec![h, uncomputed(span)], span),
            _ => h,
        }
    }

    /// A value as a type: converted if all its values are of it, checked if some are, an error if none is.
    pub(super) fn cast(&mut self, cx: &mut Cx, h: Hir, to: &Ty, what: &str) -> Hir {
        let span = h.span;
        if h.ty.is_never() {
            return h;
        }
        // A fixed width is a check of the value, which then goes on as an int.
        if let Ty::Fixed(_) = to {
            if !may_overlap(&h.ty, &Ty::Int) {
                return self.wrong_type(cx, h, to, what);
            }
            self.pass(cx, span);
            let int = if h.ty == Ty::Int {
                h
            } else {
                self.cast(cx, h, &Ty::Int, what)
            };
            let checked = Hir::new(HirKind::Cast(Box::new(int), what.into()), to.clone(), span);
            return self.coerce(checked, &Ty::Int);
        }
        if is_within(&h.ty, to) {
            self.pass(cx, span);
            // An annotation never forgets what is known: `:any` and open maps stay what they are.
            if *to == Ty::Any || (*to == Ty::Func && matches!(h.ty, Ty::Closure(_))) {
                return h;
            }
            let to = remembering(&h.ty, to);
            return self.coerce(h, &to);
        }
        if !may_overlap(&h.ty, to) {
            return self.wrong_type(cx, h, to, what);
        }
        self.pass(cx, span);
        self.checked(h, to, what)
    }

    /// A value that is found to be of a type when the program runs. What is asked of is a dynamic value, so that
    /// functions in it are dynamic ones.
    fn checked(&mut self, h: Hir, to: &Ty, what: &str) -> Hir {
        let span = h.span;
        let h = match convert::is_checkable(&h.ty, to) {
            true => h,
            false => {
                let dynamic = h.ty.with_functions();
                self.coerce(h, &dynamic)
            }
        };
        Hir::new(HirKind::Cast(Box::new(h), what.into()), to.clone(), span)
    }

    fn wrong_type(&mut self, cx: &mut Cx, h: Hir, to: &Ty, what: &str) -> Hir {
        let span = h.span;
        let quote = if what.contains([' ', '`']) { "" } else { "`" };
        let message = format!(
            "{quote}{what}{quote} is declared `{}`, but this is {}",
            self.show(to),
            self.described(&h.ty)
        );
        let diagnostic = Diagnostic::error("type", message, span).with_help(conversion(&h.ty, to));
        let fault = self.fault(cx, span, diagnostic);
        sequence(vec![h, fault], span)
    }

    /// An operand of an operation that takes one kind of value only.
    pub(super) fn operand(
        &mut self,
        cx: &mut Cx,
        h: Hir,
        to: &Ty,
        operation: &str,
        takes: &str,
    ) -> Hir {
        let span = h.span;
        if h.ty.is_never() {
            return h;
        }
        if is_within(&h.ty, to) {
            self.pass(cx, span);
            return self.coerce(h, to);
        }
        if !may_overlap(&h.ty, to) {
            return self.not_an_operand(cx, h, operation, takes);
        }
        self.pass(cx, span);
        self.checked(h, to, &format!("`{operation}`"))
    }

    /// A fault: a value of a kind that an operation does not take.
    pub(super) fn not_an_operand(
        &mut self,
        cx: &mut Cx,
        h: Hir,
        operation: &str,
        takes: &str,
    ) -> Hir {
        let span = h.span;
        let diagnostic = self.operand_error(&h, operation, takes);
        let fault = self.fault(cx, span, diagnostic);
        sequence(vec![h, fault], span)
    }

    /// Notes that a value is of a kind that an operation has no use for: the operation does not fail, but if it is so in
    /// every instance it is a mistake.
    pub(super) fn note_operand(&self, cx: &mut Cx, h: &Hir, operation: &str, takes: &str) {
        if h.ty.is_never() {
            return;
        }
        let diagnostic = self.operand_error(h, operation, takes);
        self.note(cx, h.span, diagnostic);
    }

    fn operand_error(&self, h: &Hir, operation: &str, takes: &str) -> Diagnostic {
        let message = format!(
            "`{operation}` takes {takes}, but this is {}",
            self.described(&h.ty)
        );
        Diagnostic::error("type", message, h.span).with_help(remedy(&h.ty, takes))
    }

    /// What a value of the type is, in words, and its type where they do not say it: "a string",
    /// "a vector, `[:vector :int]`".
    pub(super) fn described(&self, ty: &Ty) -> String {
        let words = self.kind_of(ty);
        let says_all = *ty == Ty::Str || ty.element().is_none_or(|t| t.is_never());
        match says_all || matches!(ty, Ty::Struct(_) | Ty::Any) {
            true => words,
            false => format!("{words}, `{}`", self.show(&ty.settled())),
        }
    }

    /// What kind of value the type is of: "a string", "a vector".
    pub(super) fn kind_of(&self, ty: &Ty) -> String {
        let words = match ty {
            Ty::Nil => "nil",
            Ty::Bool => "a boolean",
            Ty::Int | Ty::Fixed(_) => "an integer",
            Ty::Float => "a float",
            Ty::Number => "a number",
            Ty::Str => "a string",
            Ty::Keyword => "a keyword",
            Ty::Symbol => "a symbol",
            Ty::Inst => "an instant",
            Ty::Uuid => "a UUID",
            Ty::Regex(_) => "a regular expression",
            Ty::Closure(_) | Ty::Func => "a function",
            Ty::Struct(_) => return format!("a `{}`", self.show(ty)),
            Ty::Option(t) => return format!("{} or nil", self.kind_of(t)),
            Ty::Tuple(items) if items.is_empty() => "an empty vector",
            Ty::Record(fields) if fields.is_empty() => "an empty map",
            Ty::Vector(_) | Ty::Tuple(_) => "a vector",
            Ty::List(_) => "a list",
            Ty::Set(_) => "a set",
            Ty::Map(..) | Ty::Record(_) => "a map",
            Ty::Node(_) => return self.kind_of(&ty.product()),
            Ty::Never | Ty::Any | Ty::Back => "a value of another kind",
        };
        words.to_owned()
    }

    /// A value as an int.
    pub(super) fn to_int(&mut self, cx: &mut Cx, h: Hir, operation: &str) -> Hir {
        self.operand(cx, h, &Ty::Int, operation, "an integer")
    }

    /// The type as the user knows it.
    pub(super) fn show(&self, ty: &Ty) -> String {
        match ty {
            Ty::Struct(id) => self.program.structs[id.index()].name.to_string(),
            Ty::Option(t) => format!("{} or nil", self.show(t)),
            ty => show(ty),
        }
    }

    /// The elements of a sequence as a vector.
    pub(super) fn to_vector(&mut self, cx: &mut Cx, h: Hir, operation: &str) -> Hir {
        let span = h.span;
        if h.ty.is_never() {
            return h;
        }
        let h = self.nil_or_fails(h);
        let Some(element) = h.ty.element() else {
            return self.not_an_operand(cx, h, operation, "a sequence");
        };
        self.pass(cx, span);
        let h = self.opened(h);
        match h.ty {
            Ty::Vector(_) => h,
            _ => match h.kind {
                HirKind::LikeKind { vector, .. } => *vector,
                kind => {
                    let h = Hir::new(kind, h.ty, span);
                    Hir::new(
                        HirKind::ToVector(Box::new(h), operation.into()),
                        Ty::vector(element),
                        span,
                    )
                }
            },
        }
    }
}

/// A type that a value is cast to, but for the maps of any keys in it: they keep the keys that are known.
fn remembering(known: &Ty, to: &Ty) -> Ty {
    match (known, to) {
        (Ty::Record(_) | Ty::Struct(_) | Ty::Map(..), _) if *to == Ty::map(Ty::Any, Ty::Any) => {
            known.clone()
        }
        (Ty::Vector(a), Ty::Vector(b)) => Ty::vector(remembering(a, b)),
        (Ty::Tuple(items), Ty::Vector(b)) => {
            let items = items.iter().map(|a| remembering(a, b));
            Ty::vector(items.fold(Ty::Never, |a, b| crate::types::join(&a, &b)))
        }
        (Ty::Tuple(a), Ty::Tuple(b)) if a.len() == b.len() => {
            Ty::tuple(a.iter().zip(b.iter()).map(|(a, b)| remembering(a, b)))
        }
        (Ty::Option(a), Ty::Option(b)) => Ty::option(remembering(a, b)),
        (a, Ty::Option(b)) if *a != Ty::Nil => Ty::option(remembering(a, b)),
        _ => to.clone(),
    }
}

/// What to do about a value of one type where another is declared.
fn conversion(from: &Ty, to: &Ty) -> String {
    match (from, to) {
        (Ty::Nil, to) => {
            let shown = show(to);
            match shown.starts_with(':') {
                true => format!("where nil may come, declare `{shown}?`"),
                false => format!("where nil may come, declare `[:union {shown} :nil]`"),
            }
        }
        (Ty::Int, Ty::Float) => {
            "`(float x)` converts; a literal is written with a point, `1.0`".into()
        }
        (Ty::Float | Ty::Number, Ty::Int | Ty::Fixed(_)) => {
            "`(int x)` converts, towards zero".into()
        }
        (Ty::Str, Ty::Int | Ty::Fixed(_)) => {
            "`(parse-int s)` reads an integer from a string".into()
        }
        (Ty::Str, Ty::Float) => "`(parse-float s)` reads a float from a string".into(),
        (Ty::Int | Ty::Float | Ty::Number | Ty::Bool | Ty::Keyword | Ty::Symbol, Ty::Str) => {
            "`(str x)` converts".into()
        }
        (Ty::Str, Ty::Regex(_)) => {
            "a literal is written `#\"…\"`; `(re-pattern s)` makes one of a string".into()
        }
        (Ty::Str, Ty::Inst) => {
            "a literal is written `#inst \"…\"`; `(parse-inst s)` reads one from a string".into()
        }
        (Ty::Str, Ty::Uuid) => {
            "a literal is written `#uuid \"…\"`; `(parse-uuid s)` reads one from a string".into()
        }
        (Ty::Str, Ty::Keyword) => "`(keyword s)` converts; a literal is written `:name`".into(),
        _ => "change the value, or what is declared".into(),
    }
}

/// What to do about an argument of a kind that a function does not take.
fn remedy(given: &Ty, takes: &str) -> String {
    let numbers = takes.contains("number") || takes.contains("int") || takes.contains("float");
    match given {
        Ty::Nil => "`(or x default)` gives a value where nil may come".into(),
        Ty::Str if numbers => "`parse-int` and `parse-float` read numbers, and `str` joins texts".into(),
        Ty::Float | Ty::Number if takes.contains("int") => "`(int x)` converts, towards zero".into(),
        _ if takes.contains("string") => "`(str x)` converts".into(),
        Ty::Int | Ty::Float | Ty::Number if takes.contains("sequence") => {
            "a sequence is a vector, a list, a set, a map, a string or nil; `(range n)` counts to `n`".into()
        }
        _ => format!("pass {takes} here"),
    }
}
