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
            self.pass(cx, key.span);
            return match (found, default) {
                (Some(value), None) => value,
                // A field that is there is never replaced, even by its default.
                (Some(value), Some(default)) if is_trivial(&default) => value,
                (Some(value), Some(default)) => {
                    let mut hoisted = Vec::new();
                    let value = self.held(cx, value, &mut hoisted);
                    with_hoisted(hoisted, sequence(vec![default, value], span))
                }
                (None, default) => {
                    let value = default.unwrap_or_else(|| literal(Lit::Nil, span));
                    sequence(vec![h, value], span)
                }
            };
        }
        // A field of a record that may be nil.
        if let (Ty::Option(inner), HirKind::Lit(Lit::Keyword(_))) = (&h.ty, &key.kind)
            && matches!(inner.loose(), Ty::Record(_) | Ty::Struct(_))
        {
            return self.if_some(
                cx,
                h,
                span,
                |this, cx, h| this.get(cx, h, key, default.clone(), span),
                default.clone(),
            );
        }
        let inner = h.ty.without_nil().product();
        let mut is_loose = false;
        let at = key.span;
        let nothing = || default.clone().unwrap_or_else(|| literal(Lit::Nil, span));
        let (key, element) = match &inner {
            Ty::Never => {
                return sequence(vec![h, key, nothing()], span);
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
                        return sequence(vec![h, key, nothing()], span);
                    }
                }
            }
            Ty::Set(t) => match self.key(key.clone(), t) {
                // A default makes a set of more than its keys where these may be nil.
                Some((key, false)) if t.may_be_nil() && default.is_some() => {
                    is_loose = true;
                    (LibArg::Ref(self.coerce(key, &Ty::Any)), (**t).clone())
                }
                Some((key, loose)) => {
                    is_loose = loose;
                    (LibArg::Ref(key), (**t).clone())
                }
                None => {
                    return sequence(vec![h, key, nothing()], span);
                }
            },
            // A list has no places to look at: `nth` counts through it.
            Ty::List(_) => {
                return sequence(vec![h, key, nothing()], span);
            }
            Ty::Vector(_) | Ty::Tuple(_) | Ty::Str => {
                let element = inner.element().unwrap_or(Ty::Any);
                match self.place(cx, key) {
                    Ok(place) => (place, element),
                    Err(key) => {
                        let parts = vec![h, key];
                        return self.never_found(cx, parts, 1, "an integer", default, span);
                    }
                }
            }
            Ty::Any => (LibArg::Ref(self.coerce(key, &Ty::Any)), Ty::Any),
            _ => {
                let parts = vec![h, key];
                return self.never_found(cx, parts, 0, "a collection", default, span);
            }
        };
        self.pass(cx, h.span);
        self.pass(cx, at);
        let has_places = matches!(inner, Ty::Vector(_) | Ty::Tuple(_) | Ty::Str);
        let is_index = matches!(key, LibArg::Index(_));
        let h = self.opened(h);
        let path = match &inner {
            Ty::Any => "access::get_any",
            _ if is_index => "access::get_index",
            _ if has_places => "access::get_place",
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
        self.found(cx, path, [LibArg::Ref(h), key], &element, default, span)
    }

    /// What a function of the runtime finds, if anything, or the default.
    fn found(
        &mut self,
        cx: &mut Cx,
        path: &str,
        [coll, key]: [LibArg; 2],
        element: &Ty,
        default: Option<Hir>,
        span: Span,
    ) -> Hir {
        match default {
            None => self.maybe(path, vec![coll, key], false, element, span),
            Some(default) if !element.may_be_nil() && !element.is_never() => {
                let found = self.maybe(path, vec![coll, key], false, element, span);
                let mut hoisted = Vec::new();
                let found = self.held(cx, found, &mut hoisted);
                let default = self.held(cx, default, &mut hoisted);
                let body = self.if_some(cx, found, span, |_, _, h| h, Some(default));
                with_hoisted(hoisted, body)
            }
            Some(default) => {
                let path = format!("{path}_or");
                let both = join(element, &default.ty.settled());
                let coll = match coll {
                    LibArg::Ref(h) => LibArg::Ref(self.with_values(h, &both)),
                    coll => coll,
                };
                let default = self.coerce(default, &both);
                runtime(
                    &path,
                    vec![coll, key, LibArg::Own(default)],
                    false,
                    both,
                    span,
                )
            }
        }
    }

    /// An index into a collection of places: as an int, or as a value that may be one. `Err` is a key that is none.
    fn place(&mut self, cx: &mut Cx, key: Hir) -> Result<LibArg, Hir> {
        if key.ty == Ty::Int {
            self.pass(cx, key.span);
            return Ok(LibArg::Index(key));
        }
        if !crate::types::may_equal(&key.ty, &Ty::Int) {
            return Err(key);
        }
        self.pass(cx, key.span);
        Ok(LibArg::Ref(self.coerce(key, &Ty::Any)))
    }

    /// A look-up that the types prove to find nothing: a mistake where every instance proves it, and what is not there
    /// where the program comes to it. The collection or the key is to blame, `at` in `parts`.
    fn never_found(
        &mut self,
        cx: &mut Cx,
        mut parts: Vec<Hir>,
        at: usize,
        takes: &str,
        default: Option<Hir>,
        span: Span,
    ) -> Hir {
        if let Some(wrong) = parts.get(at) {
            self.note_operand(cx, wrong, "get", takes);
        }
        parts.push(default.unwrap_or_else(|| literal(Lit::Nil, span)));
        sequence(parts, span)
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
        if h.ty == Ty::Nil {
            let nothing = default.unwrap_or_else(|| literal(Lit::Nil, span));
            return sequence(vec![h, index, nothing], span);
        }
        if let (HirKind::Lit(Lit::Int(i)), Some(items)) = (&index.kind, h.ty.tuple_parts())
            && let Some(i) = i.as_i64().and_then(|i| usize::try_from(i).ok())
            && i < items.len()
        {
            let ty = items[i].clone();
            self.pass(cx, h.span);
            return Hir::new(HirKind::Field(Box::new(h), i), ty, span);
        }
        if let Some(default) = default {
            return self.sequential(cx, h, "nth", |this, cx, h, element| match h.ty {
                Ty::Any => {
                    let default = this.coerce(default, &Ty::Any);
                    runtime(
                        "access::nth_any_or",
                        vec![LibArg::Ref(h), LibArg::Index(index), LibArg::Own(default)],
                        true,
                        Ty::Any,
                        span,
                    )
                }
                _ => {
                    let args = [LibArg::Ref(h), LibArg::Index(index)];
                    this.found(cx, "access::get_index", args, &element, Some(default), span)
                }
            });
        }
        let h = self.dynamic_unless(h, |t| {
            matches!(
                t.loose(),
                Ty::Vector(_) | Ty::List(_) | Ty::Tuple(_) | Ty::Str
            )
        });
        if h.ty != Ty::Any && h.ty.may_be_nil() {
            let mut hoisted = Vec::new();
            let h = self.held(cx, h, &mut hoisted);
            let index = self.held(cx, index, &mut hoisted);
            let then = |this: &mut Self, cx: &mut Cx, h| this.nth_here(cx, h, index, None, span);
            let body = self.if_some(cx, h, span, then, None);
            return with_hoisted(hoisted, body);
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
            self.pass(cx, coll.span);
            self.pass(cx, key.span);
            return sequence(vec![coll, literal(Lit::Bool(found.is_some()), span)], span);
        }
        let coll =
            self.dynamic_unless(coll, |t| t.element().is_some() && !matches!(t, Ty::List(_)));
        let inner = coll.ty.without_nil().product();
        let no = |coll: Hir| sequence(vec![coll, literal(Lit::Bool(false), span)], span);
        let mut is_loose = false;
        let at = key.span;
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
            Ty::Vector(_) | Ty::Tuple(_) | Ty::Str => match self.place(cx, key) {
                Ok(place) => place,
                Err(key) => {
                    self.note_operand(cx, &key, "contains?", "an integer");
                    let no = literal(Lit::Bool(false), span);
                    return sequence(vec![coll, key, no], span);
                }
            },
            Ty::Any => {
                self.pass(cx, coll.span);
                self.pass(cx, at);
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
        self.pass(cx, at);
        let path = match key {
            LibArg::Index(_) => "access::contains_index",
            _ if matches!(inner, Ty::Vector(_) | Ty::Tuple(_) | Ty::Str) => {
                "access::contains_place"
            }
            _ if is_loose => "access::contains_loose",
            _ => "access::contains",
        };
        let coll = self.opened(coll);
        runtime(path, vec![LibArg::Ref(coll), key], false, Ty::Bool, span)
    }
}
