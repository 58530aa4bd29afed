//! Where a value of one type is used as another: total conversions and checked casts.

use super::*;
use crate::types::{is_within, may_overlap, show};

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
            (kind, _) => {
                let from = Hir::new(kind, h.ty, span);
                if matches!(from.ty, Ty::Closure(_))
                    && matches!(to, Ty::Func | Ty::Any | Ty::Option(_))
                {
                    let func = self.dynamic_function(from);
                    return if *to == Ty::Func {
                        func
                    } else {
                        Hir::new(HirKind::Coerce(Box::new(func)), to.clone(), span)
                    };
                }
                if from.ty.holds_closure() && !to.holds_closure() {
                    return self.coerce_parts(from, to);
                }
                Hir::new(HirKind::Coerce(Box::new(from)), to.clone(), span)
            }
        }
    }

    /// A tuple or record that holds functions: part by part, since each function becomes a dynamic one.
    fn coerce_parts(&mut self, from: Hir, to: &Ty) -> Hir {
        let span = from.span;
        let types: Vec<Ty> = match &from.ty {
            Ty::Tuple(items) => items.to_vec(),
            Ty::Record(fields) => fields.iter().map(|(_, t)| t.clone()).collect(),
            _ => return Hir::new(HirKind::Coerce(Box::new(from)), to.clone(), span),
        };
        let parts: Vec<Hir> = types
            .iter()
            .enumerate()
            .map(|(i, t)| Hir::new(HirKind::Field(Box::new(from.clone()), i), t.clone(), span))
            .collect();
        let whole = match &from.ty {
            Ty::Tuple(_) => Hir::new(HirKind::Tuple(parts), from.ty.clone(), span),
            _ => Hir::new(HirKind::Record(parts), from.ty.clone(), span),
        };
        match to {
            Ty::Any => {
                let wide = match &whole.ty {
                    Ty::Tuple(_) => Ty::vector(Ty::Any),
                    _ => Ty::map(Ty::Keyword, Ty::Any),
                };
                let wide = self.coerce(whole, &wide);
                Hir::new(HirKind::Coerce(Box::new(wide)), to.clone(), span)
            }
            _ => self.coerce(whole, to),
        }
    }

    /// A value under an annotation: a cast, and for a function type a function that casts.
    pub(super) fn cast_to(
        &mut self,
        cx: &mut Cx,
        h: Hir,
        annotation: &Annotation,
        what: &str,
    ) -> Hir {
        if let Some(signature) = &annotation.signature
            && matches!(h.ty, Ty::Closure(_))
        {
            if let Ty::Closure(c) = &h.ty
                && matches!(**c, Closure::Checked { .. })
            {
                return h;
            }
            let (params, result) = (signature.0.clone(), signature.1.clone());
            let closure = Closure::Checked {
                inner: h.ty.clone(),
                params,
                result,
            };
            let span = h.span;
            return Hir::new(
                HirKind::Closure(vec![h]),
                Ty::Closure(Rc::new(closure)),
                span,
            );
        }
        self.cast(cx, h, &annotation.ty, what)
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
            return self.coerce(h, to);
        }
        if !may_overlap(&h.ty, to) {
            return self.wrong_type(cx, h, to, what);
        }
        self.pass(cx, span);
        Hir::new(HirKind::Cast(Box::new(h), what.into()), to.clone(), span)
    }

    fn wrong_type(&mut self, cx: &mut Cx, h: Hir, to: &Ty, what: &str) -> Hir {
        let span = h.span;
        let message = format!(
            "{what} is a {}, but this is a {}",
            self.show(to),
            self.show(&h.ty)
        );
        let diagnostic = Diagnostic::error("type", message, span);
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
            let message = format!(
                "`{operation}` takes {takes}, but this is a {}",
                self.show(&h.ty)
            );
            let diagnostic = Diagnostic::error("type", message, span);
            let fault = self.fault(cx, span, diagnostic);
            return sequence(vec![h, fault], span);
        }
        self.pass(cx, span);
        Hir::new(
            HirKind::Cast(Box::new(h), format!("`{operation}`").into()),
            to.clone(),
            span,
        )
    }

    /// A value as an int.
    pub(super) fn to_int(&mut self, cx: &mut Cx, h: Hir, operation: &str) -> Hir {
        self.operand(cx, h, &Ty::Int, operation, "an int")
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
        let Some(element) = h.ty.element() else {
            if h.ty.is_never() {
                return h;
            }
            let message = format!(
                "`{operation}` takes a sequence, but this is a {}",
                self.show(&h.ty)
            );
            let fault = self.fault(cx, span, Diagnostic::error("type", message, span));
            return sequence(vec![h, fault], span);
        };
        self.pass(cx, span);
        match h.ty {
            Ty::Vector(_) => h,
            Ty::Tuple(_) => self.coerce(h, &Ty::vector(element)),
            Ty::Record(_) => {
                let map = crate::types::as_map(&h.ty);
                let map = self.coerce(h, &Ty::map(map.0, map.1));
                Hir::new(
                    HirKind::ToVector(Box::new(map), operation.into()),
                    Ty::vector(element),
                    span,
                )
            }
            Ty::Struct(_) => {
                let map = self.coerce(h, &Ty::map(Ty::Keyword, Ty::Any));
                Hir::new(
                    HirKind::ToVector(Box::new(map), operation.into()),
                    Ty::vector(element),
                    span,
                )
            }
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
