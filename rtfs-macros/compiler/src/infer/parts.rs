//! Parts and the size of a sequence: `first second last`, `rest next seq`, `count empty?`.

use super::access::runtime;
use super::*;
use crate::hir::{LibArg, LibCall};

/// Whether a test around has found the sequence to have elements.
fn is_filled(cx: &Cx, h: &Hir) -> bool {
    let HirKind::Var(var, _) = h.kind else {
        return false;
    };
    cx.filled
        .iter()
        .any(|local| cx.env.get(local) == Some(&var))
}

impl<'p> Infer<'p> {
    /// `first second last`: the element there, or nil.
    pub(super) fn end(&mut self, cx: &mut Cx, name: &str, h: Hir, span: Span) -> Hir {
        let found = self.end_here(cx, name, h, span);
        self.as_known(cx, found)
    }

    fn end_here(&mut self, cx: &mut Cx, name: &str, h: Hir, span: Span) -> Hir {
        if let Some(items) = h.ty.tuple_parts() {
            let index = match name {
                "first" => Some(0),
                "second" => Some(1),
                _ => items.len().checked_sub(1),
            };
            return match index.filter(|i| *i < items.len()) {
                Some(i) => {
                    let ty = items[i].clone();
                    Hir::new(HirKind::Field(Box::new(h), i), ty, span)
                }
                None => sequence(vec![h, literal(Lit::Nil, span)], span),
            };
        }
        let h = self.nil_or_fails(h);
        let Some(element) = h.ty.element() else {
            return self.not_a(cx, h, name, "a sequence");
        };
        if h.ty.is_never() || h.ty == Ty::Nil {
            return h;
        }
        self.pass(cx, h.span);
        let fallible = h.ty == Ty::Any;
        let h = self.opened(h);
        if fallible {
            return runtime(
                &format!("access::{name}_any"),
                vec![LibArg::Ref(h)],
                true,
                Ty::Any,
                span,
            );
        }
        let is_there = name != "second" && is_filled(cx, &h);
        let path = format!("access::{name}");
        let found = self.maybe(&path, vec![LibArg::Ref(h)], false, &element, span);
        let holds_nil = element.is_never() || found.ty == element;
        match is_there && !holds_nil && found.ty == Ty::option(element.clone()) {
            true => {
                let kind = HirKind::Cast(Box::new(found), Subject::known("the element"));
                Hir::new(kind, element, span)
            }
            false => found,
        }
    }

    /// `rest next seq`, which keep the kind.
    pub(super) fn tail_of(&mut self, cx: &mut Cx, name: &str, h: Hir, span: Span) -> Hir {
        if h.ty.is_never() {
            return h;
        }
        let h = self.nil_or_fails(h);
        if h.ty.element().is_none() {
            return self.not_a(cx, h, name, "a sequence");
        }
        self.pass(cx, h.span);
        // The elements of a string are asked for, not the string.
        let h = if name == "seq" && h.ty.without_nil() == Ty::Str {
            self.to_vector(cx, h, name)
        } else {
            self.opened(h)
        };
        if h.ty == Ty::Any {
            return runtime(
                &format!("access::{name}_any"),
                vec![LibArg::Own(h)],
                true,
                Ty::Any,
                span,
            );
        }
        let kept = match h.ty.without_nil() {
            Ty::Set(t) => Ty::vector((*t).clone()),
            Ty::Map(..) => Ty::vector(h.ty.element().unwrap_or(Ty::Any)),
            Ty::Str if name == "seq" => Ty::vector(Ty::Str),
            Ty::Never => {
                let nothing = match name {
                    "rest" => Hir::new(HirKind::Tuple(vec![]), Ty::tuple([]), span),
                    _ => literal(Lit::Nil, span),
                };
                return sequence(vec![h, nothing], span);
            }
            t => t,
        };
        let ty = if name == "rest" {
            kept
        } else {
            Ty::option(kept)
        };
        runtime(
            &format!("access::{name}"),
            vec![LibArg::Own(h)],
            false,
            ty,
            span,
        )
    }

    /// `count`, `empty?`.
    pub(super) fn size(&mut self, cx: &mut Cx, name: &str, h: Hir, span: Span) -> Hir {
        let known = match &h.ty.product() {
            Ty::Never => return h,
            Ty::Nil => Some(0),
            Ty::Tuple(items) => Some(items.len()),
            Ty::Record(fields) => Some(fields.len()),
            Ty::Struct(id) => Some(self.program.structs[id.index()].fields.len()),
            _ => None,
        };
        if let Some(n) = known {
            self.pass(cx, h.span);
            let answer = if name == "count" {
                Lit::Int((n as i64).into())
            } else {
                Lit::Bool(n == 0)
            };
            return sequence(vec![h, literal(answer, span)], span);
        }
        let h = self.nil_or_fails(h);
        if h.ty.element().is_none() {
            return self.not_a(cx, h, name, "a collection");
        }
        self.pass(cx, h.span);
        let h = self.opened(h);
        let fallible = h.ty == Ty::Any;
        let suffix = if fallible { "_any" } else { "" };
        let (path, ty) = if name == "count" {
            ("count", Ty::Int)
        } else {
            ("is_empty", Ty::Bool)
        };
        let call = LibCall {
            path: format!("access::{path}{suffix}"),
            args: vec![LibArg::Ref(h)],
            is_fallible: fallible,
            returns_index: name == "count",
        };
        Hir::new(HirKind::Lib(Box::new(call)), ty, span)
    }
}
