//! Looking a key or a place up: `get get-in nth contains?`.

use super::access::runtime;
use super::lambda::with_hoisted;
use super::*;
use crate::hir::LibArg;
use crate::types::as_map;

impl<'p> Infer<'p> {
    /// `(get m k d?)`.
    pub(super) fn get(
        &mut self,
        cx: &mut Cx,
        h: Hir,
        key: Hir,
        default: Option<Hir>,
        span: Span,
    ) -> Hir {
        let found = self.get_here(cx, h, key, default, span);
        self.as_known(cx, found)
    }

    fn get_here(&mut self, cx: &mut Cx, h: Hir, key: Hir, default: Option<Hir>, span: Span) -> Hir {
        if h.ty.is_never() || key.ty.is_never() {
            return sequence(vec![h, key], span);
        }
        if let HirKind::Lit(Lit::Keyword(name)) = &key.kind
            && let Some(found) = self.field(&h, name, span)
        {
            self.pass(cx, h.span);
            return match (found, default) {
                (Some(value), None) => value,
                // A field that is there is never replaced, even by its default.
                (Some(value), Some(default)) => {
                    let default = if is_trivial(&default) {
                        vec![]
                    } else {
                        vec![default]
                    };
                    sequence(default.into_iter().chain([value]).collect(), span)
                }
                (None, default) => {
                    let value = default.unwrap_or_else(|| literal(Lit::Nil, span));
                    sequence(vec![h, value], span)
                }
            };
        }
        // A field of a record that may be nil.
        if let (Ty::Option(inner), HirKind::Lit(Lit::Keyword(_))) = (&h.ty, &key.kind)
            && matches!(**inner, Ty::Record(_) | Ty::Struct(_))
        {
            return self.if_some(
                cx,
                h,
                span,
                |this, cx, h| this.get(cx, h, key, default.clone(), span),
                default.clone(),
            );
        }
        let inner = h.ty.without_nil();
        let mut is_loose = false;
        let (key, element) = match &inner {
            Ty::Never => {
                return sequence(
                    vec![h, key, default.unwrap_or_else(|| literal(Lit::Nil, span))],
                    span,
                );
            }
            Ty::Map(..) | Ty::Record(_) | Ty::Struct(_) => {
                let (k, v) = as_map(&inner);
                match self.key(key.clone(), &k) {
                    Some((key, loose)) => {
                        is_loose = loose;
                        (LibArg::Ref(key), v)
                    }
                    // No key of this type is in the map.
                    None => {
                        return sequence(
                            vec![h, default.unwrap_or_else(|| literal(Lit::Nil, span))],
                            span,
                        );
                    }
                }
            }
            Ty::Set(t) => match self.key(key.clone(), t) {
                Some((key, loose)) => {
                    is_loose = loose;
                    (LibArg::Ref(key), (**t).clone())
                }
                None => {
                    return sequence(
                        vec![h, default.unwrap_or_else(|| literal(Lit::Nil, span))],
                        span,
                    );
                }
            },
            // A list has no places to look at: `nth` counts through it.
            Ty::List(_) => {
                return sequence(
                    vec![h, key, default.unwrap_or_else(|| literal(Lit::Nil, span))],
                    span,
                );
            }
            Ty::Vector(_) | Ty::Tuple(_) | Ty::Str => {
                let element = inner.element().unwrap_or(Ty::Any);
                if key.ty != Ty::Int {
                    let key = self.to_int(cx, key, "get");
                    if key.ty.is_never() {
                        return sequence(vec![h, key], span);
                    }
                    (LibArg::Index(key), element)
                } else {
                    (LibArg::Index(key), element)
                }
            }
            Ty::Any => (LibArg::Ref(self.coerce(key, &Ty::Any)), Ty::Any),
            _ => return self.not_a(cx, h, "get", "a collection"),
        };
        self.pass(cx, h.span);
        let is_index = matches!(key, LibArg::Index(_));
        let h = self.opened(h);
        let path = match (&inner, is_index) {
            (Ty::Any, _) => "access::get_any",
            (_, true) => "access::get_index",
            _ if is_loose => "access::get_loose",
            _ => "access::get",
        };
        if path == "access::get_any" {
            return match default {
                None => runtime(path, vec![LibArg::Ref(h), key], false, Ty::Any, span),
                Some(default) => {
                    let default = self.coerce(default, &Ty::Any);
                    runtime(
                        "access::get_any_or",
                        vec![LibArg::Ref(h), key, LibArg::Own(default)],
                        false,
                        Ty::Any,
                        span,
                    )
                }
            };
        }
        match default {
            None => self.maybe(path, vec![LibArg::Ref(h), key], false, &element, span),
            Some(default) if !element.may_be_nil() && !element.is_never() => {
                let found = self.maybe(path, vec![LibArg::Ref(h), key], false, &element, span);
                let mut hoisted = Vec::new();
                let found = self.held(cx, found, &mut hoisted);
                let default = self.held(cx, default, &mut hoisted);
                let body = self.if_some(cx, found, span, |_, _, h| h, Some(default));
                with_hoisted(hoisted, body)
            }
            Some(default) => {
                let path = format!("{path}_or");
                let both = join(&element, &default.ty.settled());
                let h = self.with_values(h, &both);
                let default = self.coerce(default, &both);
                runtime(
                    &path,
                    vec![LibArg::Ref(h), key, LibArg::Own(default)],
                    false,
                    both,
                    span,
                )
            }
        }
    }

    /// `(get-in m path d?)` with a path written as a vector.
    pub(super) fn get_in(
        &mut self,
        cx: &mut Cx,
        coll: Hir,
        path: Vec<Hir>,
        default: Option<Hir>,
        span: Span,
    ) -> Hir {
        let last = path.len();
        let mut value = coll;
        for (i, key) in path.into_iter().enumerate() {
            let default = if i + 1 == last { default.clone() } else { None };
            value = self.get(cx, value, key, default, span);
        }
        value
    }

    /// `(nth c i d?)`.
    pub(super) fn nth(
        &mut self,
        cx: &mut Cx,
        h: Hir,
        index: Hir,
        default: Option<Hir>,
        span: Span,
    ) -> Hir {
        let found = self.nth_here(cx, h, index, default, span);
        self.as_known(cx, found)
    }

    fn nth_here(
        &mut self,
        cx: &mut Cx,
        h: Hir,
        index: Hir,
        default: Option<Hir>,
        span: Span,
    ) -> Hir {
        let index = self.to_int(cx, index, "nth");
        if let (HirKind::Lit(Lit::Int(i)), Ty::Tuple(items)) = (&index.kind, &h.ty)
            && let Some(i) = i.as_i64().and_then(|i| usize::try_from(i).ok())
            && i < items.len()
        {
            let ty = items[i].clone();
            self.pass(cx, h.span);
            return Hir::new(HirKind::Field(Box::new(h), i), ty, span);
        }
        if let Some(default) = default {
            return match h.ty.without_nil() {
                Ty::Any => {
                    let default = self.coerce(default, &Ty::Any);
                    runtime(
                        "access::nth_any_or",
                        vec![LibArg::Ref(h), LibArg::Index(index), LibArg::Own(default)],
                        true,
                        Ty::Any,
                        span,
                    )
                }
                _ => self.get(cx, h, index, Some(default), span),
            };
        }
        self.sequential(cx, h, "nth", |_, _, h, element| {
            if h.ty == Ty::Any {
                return runtime(
                    "access::nth_any",
                    vec![LibArg::Ref(h), LibArg::Index(index)],
                    true,
                    Ty::Any,
                    span,
                );
            }
            let ty = if element.is_never() {
                Ty::Never
            } else {
                element
            };
            runtime(
                "access::nth",
                vec![LibArg::Ref(h), LibArg::Index(index)],
                true,
                ty,
                span,
            )
        })
    }

    /// `(contains? c k)`.
    pub(super) fn contains(&mut self, cx: &mut Cx, coll: Hir, key: Hir, span: Span) -> Hir {
        if coll.ty.is_never() || key.ty.is_never() {
            return sequence(vec![coll, key], span);
        }
        if let HirKind::Lit(Lit::Keyword(name)) = &key.kind
            && let Some(found) = self.field(&coll, name, span)
        {
            return sequence(vec![coll, literal(Lit::Bool(found.is_some()), span)], span);
        }
        let inner = coll.ty.without_nil();
        let no = |coll: Hir| sequence(vec![coll, literal(Lit::Bool(false), span)], span);
        let mut is_loose = false;
        let key = match &inner {
            Ty::Never => return no(coll),
            Ty::Map(..) | Ty::Record(_) | Ty::Struct(_) => {
                let k = as_map(&inner).0;
                match self.key(key, &k) {
                    Some((key, loose)) => {
                        is_loose = loose;
                        LibArg::Ref(key)
                    }
                    None => return no(coll),
                }
            }
            Ty::Set(t) => match self.key(key, t) {
                Some((key, loose)) => {
                    is_loose = loose;
                    LibArg::Ref(key)
                }
                None => return no(coll),
            },
            Ty::Vector(_) | Ty::Tuple(_) | Ty::Str => {
                LibArg::Index(self.to_int(cx, key, "contains?"))
            }
            Ty::Any => {
                let key = self.coerce(key, &Ty::Any);
                return runtime(
                    "access::contains_any",
                    vec![LibArg::Ref(coll), LibArg::Ref(key)],
                    true,
                    Ty::Bool,
                    span,
                );
            }
            _ => {
                let takes = "a map, a set, a vector or a string";
                return self.not_a(cx, coll, "contains?", takes);
            }
        };
        self.pass(cx, coll.span);
        let path = match key {
            LibArg::Index(_) => "access::contains_index",
            _ if is_loose => "access::contains_loose",
            _ => "access::contains",
        };
        let coll = self.opened(coll);
        runtime(path, vec![LibArg::Ref(coll), key], false, Ty::Bool, span)
    }
}
