//! The library functions whose typing depends on more than a signature can say, and the forms that
//! are neither calls nor plain control flow.

use rtfs_rt::library;

use super::access::runtime;
use super::endless::is_endless_walk;
use super::lambda::{Arg, with_hoisted};
use super::narrow::predicate;
use super::numeric::{negate, prim};
use super::update::Leaf;
use super::*;
use crate::hir::LibArg;
use crate::types::as_map;

impl<'p> Infer<'p> {
    /// A call of a function of the library.
    pub(super) fn library(
        &mut self,
        cx: &mut Cx,
        name: &'static str,
        args: Vec<Arg<'_>>,
        span: Span,
    ) -> Hir {
        if super::sequence::FUSED.contains(&name)
            && let Some(h) = self.fused(cx, name, &args, span)
        {
            return h;
        }
        let Some(f) = library::lookup(name) else {
            let diagnostic = Diagnostic::error("name", format!("unknown function `{name}`"), span);
            return self.fault(cx, span, diagnostic);
        };
        if !f.special && !f.shapes().is_empty() {
            return self.by_signature(cx, f, args, span);
        }
        if let "update" | "update-in" = name {
            return self.update_call(cx, name, args, span);
        }
        if let "partial" | "comp" | "complement" | "constantly" | "juxt" | "fnil" = name {
            let values: Vec<Hir> = args.into_iter().map(|a| self.arg(cx, a)).collect();
            return self.combinator(name, values, span);
        }
        let values: Vec<Hir> = args.into_iter().map(|a| self.arg(cx, a)).collect();
        if let Some(stop) = values.iter().position(|h| h.ty.is_never()) {
            return sequence(values.into_iter().take(stop + 1).collect(), span);
        }
        // Functions that go on step by step take no step before all arguments are there.
        let mut hoisted = Vec::new();
        let values = match first_step(name) {
            Some(first) if values.iter().skip(first).any(may_fail) => {
                let values = values.into_iter();
                values.map(|h| self.held(cx, h, &mut hoisted)).collect()
            }
            _ => values,
        };
        let h = self.after_arguments(cx, values, |this, cx, values| {
            let values = this.products(name, values);
            this.special(cx, name, values, span)
        });
        with_hoisted(hoisted, h)
    }

    /// The arguments of a function that takes a collection apart: a node among them is its product.
    fn products(&mut self, name: &str, mut args: Vec<Hir>) -> Vec<Hir> {
        let at = match name {
            "conj" | "assoc" | "assoc-in" | "dissoc" | "keys" | "vals" | "merge" => 0,
            "apply" => args.len().saturating_sub(1),
            _ => return args,
        };
        for h in args
            .iter_mut()
            .skip(at)
            .take(if name == "merge" { usize::MAX } else { 1 })
        {
            let to = match &h.ty {
                Ty::Option(inner) => Ty::option(inner.product()),
                ty => ty.product(),
            };
            let whole = std::mem::replace(h, literal(Lit::Nil, h.span));
            *h = self.coerce(whole, &to);
        }
        args
    }

    pub(super) fn special(
        &mut self,
        cx: &mut Cx,
        name: &'static str,
        mut args: Vec<Hir>,
        span: Span,
    ) -> Hir {
        let n = args.len();
        let is_record = matches!(
            args.first().map(|a| &a.ty),
            Some(Ty::Record(_) | Ty::Struct(_))
        );
        let mut take = |i: usize| std::mem::replace(&mut args[i], literal(Lit::Nil, span));
        match name {
            "+" | "-" | "*" | "/" | "quot" | "rem" | "mod" | "max" | "min" => {
                self.arithmetic(cx, name, args, span)
            }
            "inc" | "dec" | "abs" | "zero?" | "pos?" | "neg?" | "nan?" | "infinite?" | "float"
            | "int" => self.step(cx, name, take(0), span),
            "even?" | "odd?" | "bit-and" | "bit-or" | "bit-xor" | "bit-not" | "bit-shift-left"
            | "bit-shift-right" => self.integer(cx, name, args, span),
            "<" | "<=" | ">" | ">=" | "==" => self.ordering(cx, name, args, span),
            "=" => self.equality(cx, args, span),
            "not=" => negate(self.equality(cx, args, span)),
            "not" => negate(self.truthy(args.remove(0))),
            "boolean" => self.truthy(args.remove(0)),
            "identical?" => {
                let (a, b) = (take(0), take(1));
                self.equal(a, b, span)
            }
            "true?" | "false?" => {
                let want = literal(Lit::Bool(name == "true?"), span);
                let value = take(0);
                self.equal(value, want, span)
            }
            "nil?" | "some?" => {
                let value = take(0);
                let test = match value.ty {
                    Ty::Nil => sequence(vec![value, literal(Lit::Bool(false), span)], span),
                    Ty::Option(_) | Ty::Any => prim(Prim::IsSome, vec![value], Ty::Bool, span),
                    _ => sequence(vec![value, literal(Lit::Bool(true), span)], span),
                };
                if name == "nil?" {
                    negate_constant(test)
                } else {
                    test
                }
            }
            "get" => {
                let default = (n == 3).then(|| take(2));
                let (coll, key) = (take(0), take(1));
                self.get(cx, coll, key, default, span)
            }
            "nth" => {
                let default = (n == 3).then(|| take(2));
                let (coll, index) = (take(0), take(1));
                if is_endless_walk(&coll) {
                    let index = self.to_int(cx, index, name);
                    self.nth_of_endless(cx, coll, index, default, span)
                } else {
                    self.nth(cx, coll, index, default, span)
                }
            }
            "first" | "second" | "last" => self.end(cx, name, take(0), span),
            "rest" | "next" | "seq" => self.tail_of(cx, name, take(0), span),
            "count" | "length" | "string-length" => self.size(cx, "count", take(0), span),
            "empty?" => self.size(cx, "empty?", take(0), span),
            "conj" => self.conj(cx, args, span),
            "cons" => {
                let (item, coll) = (take(0), take(1));
                self.cons(cx, item, coll, span)
            }
            "assoc" => {
                if n.is_multiple_of(2) {
                    let message =
                        "`assoc` takes a collection and pairs of key and value".to_string();
                    let diagnostic = Diagnostic::error("arity", message, span)
                        .with_help("write `(assoc coll key value …)`");
                    return self.fault(cx, span, diagnostic);
                }
                let mut coll = take(0);
                for i in (1..n).step_by(2) {
                    let (key, value) = (take(i), take(i + 1));
                    coll = self.assoc(cx, coll, key, value, span);
                }
                coll
            }
            "dissoc" => {
                let mut coll = take(0);
                for i in 1..n {
                    let key = take(i);
                    coll = self.dissoc(cx, coll, key, span);
                }
                coll
            }
            "contains?" => {
                let (coll, key) = (take(0), take(1));
                self.contains(cx, coll, key, span)
            }
            "get-in" => {
                let default = (n == 3).then(|| take(2));
                let (coll, path) = (take(0), take(1));
                match path.kind {
                    HirKind::Tuple(keys) => self.get_in(cx, coll, keys, default, span),
                    kind => {
                        let path = Hir::new(kind, path.ty, span);
                        let mut parts = vec![coll, path];
                        parts.extend(default);
                        let args = parts
                            .into_iter()
                            .map(|h| LibArg::Own(self.coerce(h, &Ty::Any)))
                            .collect();
                        let path = if n == 3 {
                            "access::get_in_or"
                        } else {
                            "access::get_in"
                        };
                        runtime(path, args, true, Ty::Any, span)
                    }
                }
            }
            "assoc-in" => {
                let (coll, path, value) = (take(0), take(1), take(2));
                match path.kind {
                    HirKind::Tuple(keys) => {
                        self.update_in(cx, coll, keys, Leaf::Value(value), span)
                    }
                    kind => {
                        let path = Hir::new(kind, path.ty, span);
                        let args =
                            [coll, path, value].map(|h| LibArg::Own(self.coerce(h, &Ty::Any)));
                        runtime("access::assoc_in", args.into(), true, Ty::Any, span)
                    }
                }
            }
            "keys" | "vals" => {
                let coll = take(0);
                self.keys_or_vals(cx, name, coll, span)
            }
            "vector" => self.vector_of(args, span),
            "vec" => self.to_vector(cx, take(0), "vec"),
            "list" => {
                let element = args
                    .iter()
                    .fold(Ty::Never, |a, h| join(&a, &h.ty.settled()));
                let items = args.into_iter().map(|h| self.coerce(h, &element)).collect();
                Hir::new(HirKind::List(items), Ty::list(element), span)
            }
            "hash-map" => {
                if n % 2 == 1 {
                    let message = "`hash-map` takes pairs of key and value".to_string();
                    let diagnostic = Diagnostic::error("arity", message, span)
                        .with_help("write `(hash-map key value …)`");
                    return self.fault(cx, span, diagnostic);
                }
                let mut pairs = Vec::new();
                let mut args = args.into_iter();
                while let (Some(k), Some(v)) = (args.next(), args.next()) {
                    pairs.push((k, v));
                }
                let (mut k, mut v) = (Ty::Never, Ty::Never);
                for (key, value) in &pairs {
                    k = join(&k, &key.ty.settled());
                    v = join(&v, &value.ty.settled());
                }
                let pairs = pairs
                    .into_iter()
                    .map(|(a, b)| (self.coerce(a, &k), self.coerce(b, &v)))
                    .collect();
                Hir::new(HirKind::Map(pairs), Ty::map(k, v), span)
            }
            "hash-set" => {
                let element = args
                    .iter()
                    .fold(Ty::Never, |a, h| join(&a, &h.ty.settled()));
                let items = args.into_iter().map(|h| self.coerce(h, &element)).collect();
                Hir::new(HirKind::Set(items), Ty::set(element), span)
            }
            "set" => {
                let items = self.to_vector(cx, take(0), "set");
                let ty = Ty::set(items.ty.element().unwrap_or(Ty::Any));
                if items.ty.is_never() {
                    items
                } else {
                    runtime("access::set_of", vec![LibArg::Own(items)], false, ty, span)
                }
            }
            "str" => {
                let slice = args.into_iter().map(|h| self.coerce(h, &Ty::Any)).collect();
                runtime(
                    "access::str_of",
                    vec![LibArg::Slice(slice, Ty::Any)],
                    false,
                    Ty::Str,
                    span,
                )
            }
            "identity" => take(0),
            "ex-info" | "error" => self.error_value(cx, name, args, span),
            "ex-message" | "ex-data" if is_record => {
                let key = literal(Lit::Keyword(name["ex-".len()..].into()), span);
                let value = take(0);
                self.get(cx, value, key, None, span)
            }
            "apply" => self.spread(cx, args, span),
            "throw" => {
                let value = self.coerce(args.remove(0), &Ty::Any);
                self.throw_with("access::throw", vec![value], span)
            }
            _ => match predicate(name) {
                Some((kind, holds)) => self.test_kind(kind, holds, take(0), span),
                None => self.dynamic_library(name, args, span),
            },
        }
    }

    /// A library function without a typed form: its dynamic one.
    pub(super) fn dynamic_library(
        &mut self,
        name: &'static str,
        args: Vec<Hir>,
        span: Span,
    ) -> Hir {
        let f = Hir::new(HirKind::LibFunc(name), Ty::Func, span);
        let args = args.into_iter().map(|h| self.coerce(h, &Ty::Any)).collect();
        Hir::new(
            HirKind::CallDyn {
                f: Box::new(f),
                args,
            },
            Ty::Any,
            span,
        )
    }

    fn throw_with(&mut self, path: &str, args: Vec<Hir>, span: Span) -> Hir {
        let args = vec![LibArg::Slice(args, Ty::Any)];
        runtime(path, args, true, Ty::Never, span)
    }

    pub(super) fn dissoc(&mut self, cx: &mut Cx, coll: Hir, key: Hir, span: Span) -> Hir {
        if let (Ty::Record(fields), HirKind::Lit(Lit::Keyword(name))) = (&coll.ty, &key.kind) {
            if !fields.iter().any(|(k, _)| k == name) {
                return coll;
            }
            let mut hoisted = Vec::new();
            let fields = fields.clone();
            let name = name.clone();
            let coll = self.held(cx, coll, &mut hoisted);
            let mut types = Vec::new();
            let mut values = Vec::new();
            for (i, (k, t)) in fields.iter().enumerate() {
                if *k != name {
                    types.push((k.clone(), t.clone()));
                    values.push(Hir::new(
                        HirKind::Field(Box::new(coll.clone()), i),
                        t.clone(),
                        span,
                    ));
                }
            }
            let body = Hir::new(HirKind::Record(values), Ty::Record(types.into()), span);
            return with_hoisted(hoisted, body);
        }
        match coll.ty.clone() {
            Ty::Nil => sequence(vec![coll, key, literal(Lit::Nil, span)], span),
            Ty::Map(..) | Ty::Record(_) | Ty::Struct(_) => {
                self.pass(cx, coll.span);
                let (k, v) = as_map(&coll.ty);
                let to = Ty::map(k.clone(), v);
                let coll = self.coerce(coll, &to);
                if crate::types::is_within(&key.ty, &k) {
                    let key = self.coerce(key, &k);
                    return runtime(
                        "access::dissoc_map",
                        vec![LibArg::Own(coll), LibArg::Ref(key)],
                        false,
                        to,
                        span,
                    );
                }
                let key = self.coerce(key, &Ty::Any);
                runtime(
                    "access::dissoc_loose",
                    vec![LibArg::Own(coll), LibArg::Ref(key)],
                    false,
                    to,
                    span,
                )
            }
            Ty::Any | Ty::Option(_) => {
                let coll = self.coerce(coll, &Ty::Any);
                let key = self.coerce(key, &Ty::Any);
                runtime(
                    "access::dissoc_any",
                    vec![LibArg::Own(coll), LibArg::Ref(key)],
                    true,
                    Ty::Any,
                    span,
                )
            }
            _ => self.not_a(cx, coll, "dissoc", "a map"),
        }
    }

    fn keys_or_vals(&mut self, cx: &mut Cx, name: &str, coll: Hir, span: Span) -> Hir {
        let coll = self.dynamic_unless(coll, |t| {
            matches!(t, Ty::Map(..) | Ty::Record(_) | Ty::Struct(_))
        });
        let inner = coll.ty.without_nil();
        match inner {
            Ty::Never => sequence(
                vec![
                    coll,
                    Hir::new(HirKind::Vector(vec![]), Ty::vector(Ty::Never), span),
                ],
                span,
            ),
            Ty::Map(..) | Ty::Record(_) | Ty::Struct(_) => {
                self.pass(cx, coll.span);
                let (k, v) = as_map(&inner);
                let map = Ty::map(k.clone(), v.clone());
                let to = if matches!(coll.ty, Ty::Option(_)) {
                    Ty::option(map.clone())
                } else {
                    map.clone()
                };
                let coll = self.coerce(coll, &to);
                let element = if name == "keys" { k } else { v };
                runtime(
                    &format!("access::{name}"),
                    vec![LibArg::Ref(coll)],
                    false,
                    Ty::vector(element),
                    span,
                )
            }
            Ty::Any => {
                self.pass(cx, coll.span);
                runtime(
                    &format!("access::{name}_any"),
                    vec![LibArg::Ref(coll)],
                    true,
                    Ty::vector(Ty::Any),
                    span,
                )
            }
            _ => self.not_a(cx, coll, name, "a map"),
        }
    }

    fn update_call(&mut self, cx: &mut Cx, name: &str, args: Vec<Arg<'_>>, span: Span) -> Hir {
        let mut args = args.into_iter();
        let (Some(coll), Some(key), Some(f)) = (args.next(), args.next(), args.next()) else {
            return literal(Lit::Nil, span);
        };
        let coll = self.arg(cx, coll);
        let key = self.arg(cx, key);
        let more: Vec<Hir> = args.map(|a| self.arg(cx, a)).collect();
        if name == "update" {
            return self.update(cx, coll, key, f, more, span);
        }
        match key.kind {
            HirKind::Tuple(keys) => self.update_in(cx, coll, keys, Leaf::Update(f, more), span),
            kind => {
                let path = Hir::new(kind, key.ty, span);
                let f = self.arg(cx, f);
                let mut parts = vec![coll, path, f];
                parts.extend(more);
                self.dynamic_library("update-in", parts, span)
            }
        }
    }

    pub(super) fn combinator(&mut self, name: &'static str, values: Vec<Hir>, span: Span) -> Hir {
        if let Some(stop) = values.iter().position(|h| h.ty.is_never()) {
            return sequence(values.into_iter().take(stop + 1).collect(), span);
        }
        if name == "fnil" && values[0].ty == Ty::Any {
            // Whether it is a function is known when the program runs.
            return self.dynamic_library(name, values, span);
        }
        let mut types: Vec<Ty> = values.iter().map(|h| h.ty.clone()).collect();
        let closure = match name {
            "partial" => Closure::Partial {
                f: types.remove(0),
                args: types,
            },
            "comp" if values.is_empty() => Closure::Library("identity"),
            "comp" => Closure::Comp(types),
            "complement" => Closure::Complement(types.remove(0)),
            "constantly" => Closure::Constantly(types.remove(0)),
            "fnil" => Closure::Fnil {
                f: types.remove(0),
                defaults: types,
            },
            _ => Closure::Juxt(types),
        };
        Hir::new(
            HirKind::Closure(values),
            Ty::Closure(Rc::new(closure)),
            span,
        )
    }
}

/// `not` of a test that may be known.
fn negate_constant(h: Hir) -> Hir {
    match h.kind {
        HirKind::Do(mut items) => {
            if let Some(last) = items.pop() {
                items.push(negate(last));
            }
            Hir {
                kind: HirKind::Do(items),
                ..h
            }
        }
        kind => negate(Hir { kind, ..h }),
    }
}

/// As many arguments as the first step of a function takes that goes on step by step.
fn first_step(name: &str) -> Option<usize> {
    match name {
        "assoc" => Some(3),
        "conj" | "dissoc" => Some(2),
        _ => None,
    }
}
