//! Looking into collections and changing them: by field where the shape is known, by the runtime where not.
//!
//! The runtime's functions are in `rtfs_rt::access`: one trait for each question, implemented by every
//! collection that can answer it, so that here only the result's type has to be known.

use super::lambda::{Arg, with_hoisted};
use super::*;
use crate::hir::{Lambda, LibArg, LibCall};
use crate::types::as_map;

/// A call of a function below `__rt`.
pub(super) fn runtime(path: &str, args: Vec<LibArg>, is_fallible: bool, ty: Ty, span: Span) -> Hir {
    let call = LibCall {
        path: path.into(),
        args,
        is_fallible,
        returns_index: false,
    };
    Hir::new(HirKind::Lib(Box::new(call)), ty, span)
}

/// How the runtime calls the form of a function for elements that may be nil themselves.
fn nil_form(element: &Ty) -> &'static str {
    match element {
        Ty::Any => "_dynamic",
        Ty::Option(_) => "_flat",
        Ty::Nil | Ty::Never => "_nil",
        _ => "",
    }
}

impl<'p> Infer<'p> {
    /// A runtime function whose Rust result is `Option<T>`, for an element type that may be nil itself.
    ///
    /// `Option<Option<T>>` is not a type here: the runtime flattens it at once.
    pub(super) fn maybe(
        &mut self,
        path: &str,
        args: Vec<LibArg>,
        is_fallible: bool,
        element: &Ty,
        span: Span,
    ) -> Hir {
        let ty = Ty::option(element.clone());
        let raw = runtime(path, args, is_fallible, ty.clone(), span);
        match nil_form(element) {
            "" => raw,
            form => runtime(
                &format!("access::or_nil{form}"),
                vec![LibArg::Own(raw)],
                false,
                ty,
                span,
            ),
        }
    }

    /// The collection in the form that the runtime looks into.
    fn opened(&mut self, h: Hir) -> Hir {
        match &h.ty {
            Ty::Tuple(_) => {
                let ty = Ty::vector(h.ty.element().unwrap_or(Ty::Any));
                self.coerce(h, &ty)
            }
            Ty::Record(_) | Ty::Struct(_) => {
                let (k, v) = as_map(&h.ty);
                self.coerce(h, &Ty::map(k, v))
            }
            Ty::Option(t) if matches!(**t, Ty::Tuple(_) | Ty::Record(_) | Ty::Struct(_)) => {
                let inner = match &**t {
                    Ty::Tuple(_) => Ty::vector(t.element().unwrap_or(Ty::Any)),
                    t => {
                        let (k, v) = as_map(t);
                        Ty::map(k, v)
                    }
                };
                self.coerce(h, &Ty::option(inner))
            }
            _ => h,
        }
    }

    fn not_a(&mut self, cx: &mut Cx, h: Hir, name: &str, what: &str) -> Hir {
        if h.ty.is_never() {
            return h;
        }
        self.not_an_operand(cx, h, name, what)
    }

    // ---- patterns

    /// The nth element by a pattern.
    pub(super) fn element(&mut self, cx: &mut Cx, h: Hir, index: usize, span: Span) -> Hir {
        match h.ty.clone() {
            Ty::Never => h,
            Ty::Nil => literal(Lit::Nil, span),
            Ty::Tuple(items) => match items.get(index) {
                Some(ty) => Hir::new(HirKind::Field(Box::new(h), index), ty.clone(), span),
                None => literal(Lit::Nil, span),
            },
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
            Ty::Tuple(items) if items.len() <= index => literal(Lit::Nil, span),
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

    /// A sequential value (or nil), opened.
    fn sequential(
        &mut self,
        cx: &mut Cx,
        h: Hir,
        name: &str,
        then: impl FnOnce(&mut Self, &mut Cx, Hir, Ty) -> Hir,
    ) -> Hir {
        let inner = h.ty.without_nil();
        match inner {
            Ty::Vector(_) | Ty::List(_) | Ty::Tuple(_) | Ty::Str | Ty::Any => {
                self.pass(cx, h.span);
                let element = inner.element().unwrap_or(Ty::Any);
                let h = self.opened(h);
                then(self, cx, h, element)
            }
            _ => self.not_a(cx, h, name, "a sequence"),
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
        let is_map = matches!(
            h.ty.without_nil(),
            Ty::Map(..) | Ty::Record(_) | Ty::Struct(_) | Ty::Any | Ty::Never
        );
        if !is_map {
            return self.not_a(cx, h, "destructuring", "a map");
        }
        if h.ty == Ty::Any && !key.ty.is_never() {
            let key = LibArg::Ref(self.coerce(key, &Ty::Any));
            let (path, mut args) = ("access::part_any", vec![LibArg::Ref(h), key]);
            return match default {
                None => runtime(path, args, true, Ty::Any, span),
                Some(default) => {
                    args.push(LibArg::Own(self.coerce(default, &Ty::Any)));
                    runtime(&format!("{path}_or"), args, true, Ty::Any, span)
                }
            };
        }
        self.get(cx, h, key, default, span)
    }

    // ---- get, nth, first …

    /// `(get m k d?)`.
    pub(super) fn get(
        &mut self,
        cx: &mut Cx,
        h: Hir,
        key: Hir,
        default: Option<Hir>,
        span: Span,
    ) -> Hir {
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

    /// A collection with its values in a wider type.
    fn with_values(&mut self, h: Hir, value: &Ty) -> Hir {
        fn wide(t: &Ty, value: &Ty) -> Ty {
            match t {
                Ty::Map(k, _) => Ty::Map(k.clone(), Rc::new(value.clone())),
                Ty::Vector(_) => Ty::vector(value.clone()),
                Ty::List(_) => Ty::list(value.clone()),
                Ty::Set(_) => Ty::set(value.clone()),
                Ty::Option(t) => Ty::option(wide(t, value)),
                t => t.clone(),
            }
        }
        let to = wide(&h.ty, value);
        self.coerce(h, &to)
    }

    /// A key for a collection's keys, and whether it is dynamic; `None` when it can be no key of it.
    fn key(&mut self, key: Hir, ty: &Ty) -> Option<(Hir, bool)> {
        if crate::types::is_within(&key.ty, ty) {
            return Some((self.coerce(key, ty), false));
        }
        if *ty == Ty::Never || !crate::types::may_equal(&key.ty, ty) {
            return None;
        }
        Some((self.coerce(key, &Ty::Any), true))
    }

    /// A known field of a record or struct: outer `None` if the shape is not known.
    fn field(&mut self, h: &Hir, name: &str, span: Span) -> Option<Option<Hir>> {
        match &h.ty {
            Ty::Record(fields) => Some(fields.iter().position(|(k, _)| **k == *name).map(|i| {
                Hir::new(
                    HirKind::Field(Box::new(h.clone()), i),
                    fields[i].1.clone(),
                    span,
                )
            })),
            Ty::Struct(id) => {
                let fields = &self.program.structs[id.index()].fields;
                Some(fields.iter().position(|f| *f.key == *name).map(|i| {
                    Hir::new(
                        HirKind::Field(Box::new(h.clone()), i),
                        self.field_type(*id, i),
                        span,
                    )
                }))
            }
            Ty::Nil => Some(None),
            _ => None,
        }
    }

    /// What a struct's field is inside of expressions.
    fn field_type(&self, id: StructId, index: usize) -> Ty {
        match &self.program.structs[id.index()].fields[index].ty {
            Ty::Fixed(_) => Ty::Int,
            ty => ty.clone(),
        }
    }

    /// What to do with a value that is there; else the default, else nil.
    pub(super) fn if_some(
        &mut self,
        cx: &mut Cx,
        h: Hir,
        span: Span,
        then: impl FnOnce(&mut Self, &mut Cx, Hir) -> Hir,
        default: Option<Hir>,
    ) -> Hir {
        let mut hoisted = Vec::new();
        let held = self.held(cx, h, &mut hoisted);
        let inner = held.ty.without_nil();
        let test = Hir::new(
            HirKind::Prim(Prim::IsSome, vec![held.clone()]),
            Ty::Bool,
            span,
        );
        let var = cx.new_var("value", span, inner.clone());
        let value = Hir::new(HirKind::Cast(Box::new(held), "value".into()), inner, span);
        let some = cx.var(var, span);
        let then = then(self, cx, some);
        let then = bind(var, value, then);
        let other = default.unwrap_or_else(|| literal(Lit::Nil, span));
        let body = self.join_branches(test, then, other, span);
        with_hoisted(hoisted, body)
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

    /// `first second last`: the element there, or nil.
    pub(super) fn end(&mut self, cx: &mut Cx, name: &str, h: Hir, span: Span) -> Hir {
        if let Ty::Tuple(items) = &h.ty {
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
        self.maybe(
            &format!("access::{name}"),
            vec![LibArg::Ref(h)],
            false,
            &element,
            span,
        )
    }

    /// `rest next seq`, which keep the kind.
    pub(super) fn tail_of(&mut self, cx: &mut Cx, name: &str, h: Hir, span: Span) -> Hir {
        if h.ty.is_never() {
            return h;
        }
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
                return if name == "rest" {
                    let nothing = Hir::new(HirKind::Tuple(vec![]), Ty::tuple([]), span);
                    sequence(vec![h, nothing], span)
                } else {
                    literal(Lit::Nil, span)
                };
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
        let known = match &h.ty {
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

    // ---- changing

    /// `(conj c x …)`.
    pub(super) fn conj(&mut self, cx: &mut Cx, mut args: Vec<Hir>, span: Span) -> Hir {
        if args.is_empty() {
            return Hir::new(HirKind::Tuple(vec![]), Ty::tuple([]), span);
        }
        let mut coll = args.remove(0);
        for item in args {
            if coll.ty.is_never() || item.ty.is_never() {
                return sequence(vec![coll, item], span);
            }
            let item = {
                let ty = item.ty.settled();
                if matches!(coll.ty, Ty::Map(..) | Ty::Record(_)) {
                    item
                } else {
                    self.coerce(item, &ty)
                }
            };
            coll = self.conj_one(cx, coll, item, span);
        }
        coll
    }

    fn conj_one(&mut self, cx: &mut Cx, coll: Hir, item: Hir, span: Span) -> Hir {
        let (place, ty) = (coll.span, coll.ty.clone());
        let path;
        let result = match &ty {
            Ty::Nil => {
                let t = item.ty.clone();
                return sequence(
                    vec![coll, Hir::new(HirKind::List(vec![item]), Ty::list(t), span)],
                    span,
                );
            }
            Ty::Vector(_) | Ty::Tuple(_) => {
                path = "access::conj_vector";
                Ty::vector(join(&ty.element().unwrap_or(Ty::Any), &item.ty))
            }
            Ty::List(t) => {
                path = "access::conj_list";
                Ty::list(join(t, &item.ty))
            }
            Ty::Set(t) => {
                path = "access::conj_set";
                Ty::set(join(t, &item.ty))
            }
            Ty::Map(..) | Ty::Record(_) | Ty::Struct(_) => {
                self.pass(cx, place);
                return match item.ty.clone() {
                    Ty::Map(..) | Ty::Record(_) | Ty::Struct(_) | Ty::Nil => {
                        self.library(cx, "merge", vec![Arg::Value(coll), Arg::Value(item)], span)
                    }
                    Ty::Tuple(pair) if pair.len() == 2 => {
                        let mut hoisted = Vec::new();
                        let item = self.held(cx, item, &mut hoisted);
                        let key = Hir::new(
                            HirKind::Field(Box::new(item.clone()), 0),
                            pair[0].clone(),
                            span,
                        );
                        let value =
                            Hir::new(HirKind::Field(Box::new(item), 1), pair[1].clone(), span);
                        let body = self.assoc(cx, coll, key, value, span);
                        with_hoisted(hoisted, body)
                    }
                    _ => {
                        let coll = self.coerce(coll, &Ty::Any);
                        let item = self.coerce(item, &Ty::Any);
                        runtime(
                            "access::conj_any",
                            vec![LibArg::Own(coll), LibArg::Own(item)],
                            true,
                            Ty::Any,
                            span,
                        )
                    }
                };
            }
            Ty::Any | Ty::Option(_) => {
                self.pass(cx, place);
                let coll = self.coerce(coll, &Ty::Any);
                let item = self.coerce(item, &Ty::Any);
                return runtime(
                    "access::conj_any",
                    vec![LibArg::Own(coll), LibArg::Own(item)],
                    true,
                    Ty::Any,
                    span,
                );
            }
            _ => return self.not_a(cx, coll, "conj", "a collection"),
        };
        self.pass(cx, place);
        let element = result.element().unwrap_or(Ty::Any);
        let coll = self.coerce(coll, &result);
        let item = self.coerce(item, &element);
        runtime(
            path,
            vec![LibArg::Own(coll), LibArg::Own(item)],
            false,
            result,
            span,
        )
    }

    /// `(cons x c)`: before the first, in the kind of the collection.
    pub(super) fn cons(&mut self, cx: &mut Cx, item: Hir, coll: Hir, span: Span) -> Hir {
        if coll.ty.is_never() || item.ty.is_never() {
            return sequence(vec![item, coll], span);
        }
        let settled = item.ty.settled();
        let item = self.coerce(item, &settled);
        let result = match &coll.ty {
            Ty::Nil => {
                let t = item.ty.clone();
                return Hir::new(HirKind::List(vec![item]), Ty::list(t), span);
            }
            Ty::List(t) => Ty::list(join(t, &item.ty)),
            Ty::Vector(_) | Ty::Tuple(_) => {
                Ty::vector(join(&coll.ty.element().unwrap_or(Ty::Any), &item.ty))
            }
            Ty::Option(t) => match &**t {
                Ty::List(t) => Ty::list(join(t, &item.ty)),
                _ => Ty::Any,
            },
            Ty::Any => Ty::Any,
            _ if coll.ty.element().is_some() => {
                let coll = self.to_vector(cx, coll, "cons");
                return self.cons(cx, item, coll, span);
            }
            _ => return self.not_a(cx, coll, "cons", "a sequence"),
        };
        self.pass(cx, coll.span);
        if result == Ty::Any {
            let coll = self.coerce(coll, &Ty::Any);
            let item = self.coerce(item, &Ty::Any);
            return runtime(
                "access::cons_any",
                vec![LibArg::Own(item), LibArg::Own(coll)],
                true,
                Ty::Any,
                span,
            );
        }
        let element = result.element().unwrap_or(Ty::Any);
        let was_nil = matches!(coll.ty, Ty::Option(_));
        let path = match (&result, was_nil) {
            (Ty::List(_), true) => "access::cons_maybe",
            (Ty::List(_), false) => "access::cons_list",
            _ => "access::cons_vector",
        };
        let coll = if was_nil {
            self.coerce(coll, &Ty::option(result.clone()))
        } else {
            self.coerce(coll, &result)
        };
        let item = self.coerce(item, &element);
        runtime(
            path,
            vec![LibArg::Own(item), LibArg::Own(coll)],
            false,
            result,
            span,
        )
    }

    /// `(assoc m k v …)`, one pair.
    pub(super) fn assoc(
        &mut self,
        cx: &mut Cx,
        coll: Hir,
        key: Hir,
        value: Hir,
        span: Span,
    ) -> Hir {
        if let Some(stop) = [&coll, &key, &value].iter().position(|h| h.ty.is_never()) {
            return sequence(
                [coll, key, value].into_iter().take(stop + 1).collect(),
                span,
            );
        }
        let settled = value.ty.settled();
        let value = self.coerce(value, &settled);
        let place = coll.span;
        if let HirKind::Lit(Lit::Keyword(name)) = &key.kind {
            let name = name.clone();
            match coll.ty.clone() {
                Ty::Nil => {
                    let ty = Ty::Record([(name, value.ty.clone())].into());
                    return sequence(
                        vec![coll, Hir::new(HirKind::Record(vec![value]), ty, span)],
                        span,
                    );
                }
                Ty::Record(fields)
                    if fields.len() < MAX_FIELDS || fields.iter().any(|(k, _)| *k == name) =>
                {
                    self.pass(cx, place);
                    return self.assoc_record(cx, coll, &fields, name, value, span);
                }
                Ty::Struct(id) => {
                    let fields = &self.program.structs[id.index()].fields;
                    if let Some(i) = fields.iter().position(|f| f.key == name) {
                        self.pass(cx, place);
                        let what =
                            format!("`:{name}` of `{}`", self.program.structs[id.index()].name);
                        let declared = fields[i].ty.clone();
                        let value = self.cast_field(cx, value, &declared, &what);
                        let inside = self.field_type(id, i);
                        let value = self.coerce(value, &inside);
                        let ty = coll.ty.clone();
                        return Hir::new(
                            HirKind::SetField(Box::new(coll), i, Box::new(value)),
                            ty,
                            span,
                        );
                    }
                }
                _ => {}
            }
        }
        match coll.ty.clone() {
            Ty::Nil => {
                let ty = Ty::map(key.ty.settled(), value.ty.clone());
                sequence(
                    vec![coll, Hir::new(HirKind::Map(vec![(key, value)]), ty, span)],
                    span,
                )
            }
            Ty::Map(..) | Ty::Record(_) | Ty::Struct(_) => {
                self.pass(cx, place);
                let (k, v) = as_map(&coll.ty);
                let result = Ty::map(join(&k, &key.ty.settled()), join(&v, &value.ty));
                let Ty::Map(k, v) = &result else { return coll };
                let coll = self.coerce(coll, &result);
                let key = self.coerce(key, k);
                let value = self.coerce(value, v);
                runtime(
                    "access::assoc_map",
                    vec![LibArg::Own(coll), LibArg::Own(key), LibArg::Own(value)],
                    false,
                    result,
                    span,
                )
            }
            Ty::Vector(_) | Ty::Tuple(_) => {
                self.pass(cx, place);
                let key = self.to_int(cx, key, "assoc");
                let element = join(&coll.ty.element().unwrap_or(Ty::Any), &value.ty);
                let result = Ty::vector(element.clone());
                let coll = self.coerce(coll, &result);
                let value = self.coerce(value, &element);
                runtime(
                    "access::assoc_vector",
                    vec![LibArg::Own(coll), LibArg::Index(key), LibArg::Own(value)],
                    true,
                    result,
                    span,
                )
            }
            Ty::Any | Ty::Option(_) => {
                self.pass(cx, place);
                let args = [coll, key, value]
                    .map(|h| self.coerce(h, &Ty::Any))
                    .map(LibArg::Own);
                runtime("access::assoc_any", args.into(), true, Ty::Any, span)
            }
            _ => self.not_a(cx, coll, "assoc", "a map or a vector"),
        }
    }

    fn assoc_record(
        &mut self,
        cx: &mut Cx,
        coll: Hir,
        fields: &[(Rc<str>, Ty)],
        name: Rc<str>,
        value: Hir,
        span: Span,
    ) -> Hir {
        if let Some(i) = fields
            .iter()
            .position(|(k, t)| *k == name && *t == value.ty)
        {
            let ty = coll.ty.clone();
            return Hir::new(
                HirKind::SetField(Box::new(coll), i, Box::new(value)),
                ty,
                span,
            );
        }
        // Another type, or one more key: a new record.
        let mut hoisted = Vec::new();
        let coll = self.held(cx, coll, &mut hoisted);
        let value = self.held(cx, value, &mut hoisted);
        let mut types = fields.to_vec();
        let mut values: Vec<Hir> = fields
            .iter()
            .enumerate()
            .map(|(i, (_, t))| Hir::new(HirKind::Field(Box::new(coll.clone()), i), t.clone(), span))
            .collect();
        match types.iter().position(|(k, _)| *k == name) {
            Some(i) => {
                types[i].1 = value.ty.clone();
                values[i] = value;
            }
            None => {
                types.push((name, value.ty.clone()));
                values.push(value);
            }
        }
        let body = Hir::new(HirKind::Record(values), Ty::Record(types.into()), span);
        with_hoisted(hoisted, body)
    }

    /// `(update m k f args…)`.
    pub(super) fn update(
        &mut self,
        cx: &mut Cx,
        coll: Hir,
        key: Hir,
        f: Arg<'_>,
        more: Vec<Hir>,
        span: Span,
    ) -> Hir {
        if coll.ty.is_never() || key.ty.is_never() {
            return sequence(vec![coll, key], span);
        }
        let mut hoisted = Vec::new();
        if let HirKind::Lit(Lit::Keyword(name)) = &key.kind
            && matches!(coll.ty, Ty::Record(_) | Ty::Struct(_) | Ty::Nil)
        {
            let coll = self.held(cx, coll, &mut hoisted);
            let old = self
                .field(&coll, name, span)
                .flatten()
                .unwrap_or_else(|| literal(Lit::Nil, span));
            let f = self.function(cx, f, &mut hoisted);
            let args = std::iter::once(old).chain(more).collect();
            let new = self.applied(cx, &f, args, span);
            let body = self.assoc(cx, coll, key, new, span);
            return with_hoisted(hoisted, body);
        }
        let coll = match coll.ty {
            Ty::Record(_) | Ty::Struct(_) | Ty::Tuple(_) => self.opened(coll),
            _ => coll,
        };
        match coll.ty.clone() {
            Ty::Map(k, v) => {
                self.pass(cx, coll.span);
                let coll = self.held(cx, coll, &mut hoisted);
                let key = self.held(cx, key, &mut hoisted);
                let f = self.function(cx, f, &mut hoisted);
                let more: Vec<Hir> = more
                    .into_iter()
                    .map(|h| self.held(cx, h, &mut hoisted))
                    .collect();
                let k = join(&k, &key.ty.settled());
                let mut value = (*v).clone();
                let lambda = loop {
                    let marks = (cx.faults.len(), cx.passed.len());
                    let old = if value.is_never() {
                        Ty::Nil
                    } else {
                        Ty::option(value.clone())
                    };
                    let var = cx.new_var("old", span, old);
                    let args = std::iter::once(cx.var(var, span))
                        .chain(more.clone())
                        .collect();
                    let body = self.applied(cx, &f, args, span);
                    let new = join(&value, &body.ty.settled()).bounded();
                    if new == value || body.ty.is_never() {
                        break Lambda {
                            params: vec![var],
                            body: Box::new(self.coerce(body, &value)),
                        };
                    }
                    cx.faults.truncate(marks.0);
                    cx.passed.truncate(marks.1);
                    value = new;
                };
                let result = Ty::map(k.clone(), value.clone());
                let coll = self.coerce(coll, &result);
                let key = self.coerce(key, &k);
                let path = format!("access::update_map{}", nil_form(&value));
                let body = runtime(
                    &path,
                    vec![LibArg::Own(coll), LibArg::Own(key), LibArg::Fn(lambda)],
                    true,
                    result,
                    span,
                );
                with_hoisted(hoisted, body)
            }
            Ty::Vector(t) => {
                self.pass(cx, coll.span);
                let index = self.to_int(cx, key, "update");
                let coll = self.held(cx, coll, &mut hoisted);
                let index = self.held(cx, index, &mut hoisted);
                let old = runtime(
                    "access::nth",
                    vec![LibArg::Ref(coll.clone()), LibArg::Index(index.clone())],
                    true,
                    (*t).clone(),
                    span,
                );
                let f = self.function(cx, f, &mut hoisted);
                let args = std::iter::once(old).chain(more).collect();
                let new = self.applied(cx, &f, args, span);
                let body = self.assoc(cx, coll, index, new, span);
                with_hoisted(hoisted, body)
            }
            _ => {
                let coll = self.held(cx, coll, &mut hoisted);
                let key = self.held(cx, key, &mut hoisted);
                let old = self.get(cx, coll.clone(), key.clone(), None, span);
                let f = self.function(cx, f, &mut hoisted);
                let args = std::iter::once(old).chain(more).collect();
                let new = self.applied(cx, &f, args, span);
                let body = self.assoc(cx, coll, key, new, span);
                with_hoisted(hoisted, body)
            }
        }
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

    /// `(assoc-in m path v)` and `(update-in m path f args…)` with a path written as a vector.
    pub(super) fn update_in(
        &mut self,
        cx: &mut Cx,
        coll: Hir,
        mut path: Vec<Hir>,
        leaf: Leaf<'_>,
        span: Span,
    ) -> Hir {
        if path.is_empty() {
            // The end of the path is the collection itself.
            return match leaf {
                Leaf::Value(value) => sequence(vec![coll, value], span),
                Leaf::Update(f, more) => {
                    let mut hoisted = Vec::new();
                    let coll = self.held(cx, coll, &mut hoisted);
                    let f = self.function(cx, f, &mut hoisted);
                    let args = std::iter::once(coll).chain(more).collect();
                    let body = self.applied(cx, &f, args, span);
                    with_hoisted(hoisted, body)
                }
            };
        }
        let key = path.remove(0);
        if path.is_empty() {
            return match leaf {
                Leaf::Value(value) => self.assoc(cx, coll, key, value, span),
                Leaf::Update(f, more) => self.update(cx, coll, key, f, more, span),
            };
        }
        let mut hoisted = Vec::new();
        let coll = self.held(cx, coll, &mut hoisted);
        let key = self.held(cx, key, &mut hoisted);
        let inner = self.get(cx, coll.clone(), key.clone(), None, span);
        let inner = self.update_in(cx, inner, path, leaf, span);
        let body = self.assoc(cx, coll, key, inner, span);
        with_hoisted(hoisted, body)
    }
}

/// What happens at the end of a path.
pub(super) enum Leaf<'e> {
    /// The value goes there.
    Value(Hir),
    /// The function is applied to what is there.
    Update(Arg<'e>, Vec<Hir>),
}
