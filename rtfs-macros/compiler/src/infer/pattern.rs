//! What destructuring asks of a value: elements by place, what follows them, values by key.

use super::access::runtime;
use super::*;
use crate::hir::LibArg;

impl<'p> Infer<'p> {
    /// The nth element by a pattern.
    pub(super) fn element(&mut self, cx: &mut Cx, h: Hir, index: usize, span: Span) -> Hir {
        let found = self.element_here(cx, h, index, span);
        self.as_known(cx, found)
    }

    fn element_here(&mut self, cx: &mut Cx, h: Hir, index: usize, span: Span) -> Hir {
        match h.ty.clone() {
            Ty::Never => h,
            Ty::Nil => literal(Lit::Nil, span),
            ty if ty.tuple_parts().is_some() => {
                match ty.tuple_parts().and_then(|items| items.get(index).cloned()) {
                    Some(ty) => Hir::new(HirKind::Field(Box::new(h), index), ty, span),
                    None => literal(Lit::Nil, span),
                }
            }
            _ => {
                let index = literal(Lit::Int((index as i64).into()), span);
                self.sequential(cx, h, "destructuring", |this, _, h, element| {
                    if h.ty == Ty::Any {
                        return runtime(
                            "access::element_any",
                            vec![LibArg::Ref(h), LibArg::Index(index)],
                            true,
                            Ty::Any,
                            span,
                        );
                    }
                    this.maybe(
                        "access::element",
                        vec![LibArg::Ref(h), LibArg::Index(index)],
                        false,
                        &element,
                        span,
                    )
                })
            }
        }
    }

    /// What follows n elements by a pattern: a list or nil.
    pub(super) fn rest_from(&mut self, cx: &mut Cx, h: Hir, index: usize, span: Span) -> Hir {
        match h.ty.clone() {
            Ty::Never => h,
            Ty::Nil => literal(Lit::Nil, span),
            ty if ty.tuple_parts().is_some_and(|items| items.len() <= index) => {
                literal(Lit::Nil, span)
            }
            _ => {
                let index = literal(Lit::Int((index as i64).into()), span);
                self.sequential(cx, h, "destructuring", |_, _, h, element| {
                    let fallible = h.ty == Ty::Any;
                    let path = if fallible {
                        "access::rest_from_any"
                    } else {
                        "access::rest_from"
                    };
                    let ty = Ty::option(Ty::list(element));
                    runtime(
                        path,
                        vec![LibArg::Ref(h), LibArg::Index(index)],
                        fallible,
                        ty,
                        span,
                    )
                })
            }
        }
    }

    /// The value at a key by a pattern: the default stands in for a missing key.
    pub(super) fn pattern_lookup(
        &mut self,
        cx: &mut Cx,
        h: Hir,
        key: Hir,
        default: Option<Hir>,
        span: Span,
    ) -> Hir {
        let is_map = |t: &Ty| {
            matches!(
                t.loose(),
                Ty::Map(..) | Ty::Record(_) | Ty::Struct(_) | Ty::Any | Ty::Never
            )
        };
        let h = self.dynamic_unless(h, is_map);
        if !is_map(&h.ty.without_nil()) {
            return self.not_a(cx, h, "destructuring", "a map");
        }
        if h.ty == Ty::Any && !key.ty.is_never() {
            let key = LibArg::Ref(self.coerce(key, &Ty::Any));
            let (path, mut args) = ("access::part_any", vec![LibArg::Ref(h), key]);
            return match default {
                None => {
                    let found = runtime(path, args, true, Ty::Any, span);
                    self.as_known(cx, found)
                }
                Some(default) => {
                    args.push(LibArg::Own(self.coerce(default, &Ty::Any)));
                    runtime(&format!("{path}_or"), args, true, Ty::Any, span)
                }
            };
        }
        self.get(cx, h, key, default, span)
    }
}
