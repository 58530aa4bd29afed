//! Library functions by their signatures: type variables are bound by the arguments, functions are
//! inferred at the types that the signature hands them, and an accumulator's type grows to a fixed point.

use std::collections::BTreeMap;

use rtfs_rt::library::LibFn;
use rtfs_rt::library::sig::{Sig, SigTy};

use super::lambda::{Applied, Arg, Hoisted, with_hoisted};
use super::shape::{Shape, param_of};
use super::*;
use crate::hir::{Lambda, LibArg, LibCall};
use crate::types::{Width, as_map};

type Vars = BTreeMap<char, Ty>;

/// An argument by the kind of its parameter.
enum Given {
    Value(Hir),
    Function(Applied),
}

impl<'p> Infer<'p> {
    /// A call of a function of the table that has signatures.
    pub(super) fn by_signature(
        &mut self,
        cx: &mut Cx,
        f: &'static LibFn,
        args: Vec<Arg<'_>>,
        span: Span,
    ) -> Hir {
        let sigs = f.shapes();
        if !f.arity.accepts(args.len()) {
            let given = crate::resolve::given_words(args.len());
            let message = format!("`{}` cannot take {given}", f.names[0]);
            let diagnostic = Diagnostic::error("arity", message, span)
                .with_help("pass as many arguments as it takes");
            return self.fault(cx, span, diagnostic);
        }
        let takes_function = |i: usize| {
            let is_fn = |sig: &Sig| matches!(param_of(sig, i), Some((SigTy::Fn { .. }, _)));
            sigs.iter().any(|sig| sig.accepts(args.len()) && is_fn(sig))
        };
        let is_function: Vec<bool> = (0..args.len()).map(takes_function).collect();
        let mut hoisted = Vec::new();
        let mut given = Vec::new();
        for (arg, is_function) in args.into_iter().zip(is_function) {
            given.push(if is_function {
                Given::Function(self.function(cx, arg, &mut hoisted))
            } else {
                Given::Value(self.arg(cx, arg))
            });
        }
        let stopped = given
            .iter()
            .any(|g| matches!(g, Given::Value(h) if h.ty.is_never()));
        if stopped {
            let parts = given
                .into_iter()
                .filter_map(|g| {
                    if let Given::Value(h) = g {
                        Some(h)
                    } else {
                        None
                    }
                })
                .collect();
            return with_hoisted(hoisted, sequence(parts, span));
        }
        if f.compares
            && let [Given::Value(a), Given::Value(b)] = &given[..]
            && let Some(fault) = self.without_order(cx, a, b, span)
        {
            return with_hoisted(hoisted, fault);
        }
        let types: Vec<Option<&Ty>> = given
            .iter()
            .map(|g| match g {
                Given::Value(h) | Given::Function(Applied::Value(h)) => Some(&h.ty),
                Given::Function(Applied::Inline(_)) => None,
            })
            .collect();
        let body = match super::shape::choose(f, &sigs, &types) {
            Shape::Typed(sig) => self.with_signature(cx, f, sig, given, &mut hoisted, span),
            Shape::Dynamic => self.dynamically(cx, f, &sigs, given, span),
        };
        with_hoisted(hoisted, body)
    }

    /// A call of the dynamic form.
    fn dynamically(
        &mut self,
        cx: &mut Cx,
        f: &'static LibFn,
        sigs: &[Sig],
        given: Vec<Given>,
        span: Span,
    ) -> Hir {
        let mut args = Vec::new();
        for g in given {
            let value = match g {
                Given::Value(h) | Given::Function(Applied::Value(h)) => h,
                Given::Function(Applied::Inline(id)) => self.closure(cx, id, span),
            };
            self.pass(cx, value.span);
            args.push(value);
        }
        let call = self.dynamic_library(f.names[0], args, span);
        // A question has an answer whatever it is asked of.
        if sigs.iter().all(|s| s.result == SigTy::Bool) {
            let what = format!("the result of `{}`", f.names[0]);
            return Hir::new(HirKind::Cast(Box::new(call), what.into()), Ty::Bool, span);
        }
        call
    }

    fn with_signature(
        &mut self,
        cx: &mut Cx,
        f: &'static LibFn,
        sig: &Sig,
        given: Vec<Given>,
        hoisted: &mut Hoisted,
        span: Span,
    ) -> Hir {
        let name = f.names[0];
        let mut vars = Vars::new();
        let mut kind = None;
        // What the values say of the type variables.
        let mut ready: Vec<Given> = Vec::new();
        let mut rest = given.into_iter().enumerate();
        while let Some((i, g)) = rest.next() {
            let g = match (g, param_of(sig, i)) {
                // Another signature takes a function here.
                (Given::Function(f), Some((ty, _))) if !matches!(ty, SigTy::Fn { .. }) => {
                    Given::Value(match f {
                        Applied::Value(h) => h,
                        Applied::Inline(id) => {
                            self.closure(cx, id, self.program.fns[id.index()].span)
                        }
                    })
                }
                (g, _) => g,
            };
            ready.push(match (g, param_of(sig, i)) {
                (Given::Value(h), Some((ty, _))) => {
                    // Whatever the runtime looks at as data, functions are dynamic in it.
                    let with = h.ty.with_functions();
                    let h = self.coerce(h, &with);
                    if let SigTy::Seq(_) = ty {
                        kind.get_or_insert_with(|| h.ty.clone());
                    }
                    let h = self.fit(cx, h, ty, name);
                    if h.ty.is_never() {
                        let after = rest.map(|(_, g)| g);
                        return fails_among(ready, h, after);
                    }
                    bind_vars(ty, &h.ty, &mut vars);
                    Given::Value(h)
                }
                (g, _) => g,
            });
        }
        // A dynamic sequence comes back in its own kind: it is needed again at the end.
        let same = |ty: &SigTy| matches!(ty, SigTy::Same(_) | SigTy::SameOrString(_));
        let wants_kind = match &sig.result {
            SigTy::Tuple(items) => items.iter().any(same),
            ty => same(ty),
        };
        let original = match (&kind, wants_kind) {
            (Some(Ty::Any | Ty::Option(_)), true) => {
                self.hold_original(cx, sig, &mut ready, hoisted)
            }
            _ => None,
        };
        // Functions, until the variables they bind no longer grow.
        let mut lambdas = BTreeMap::new();
        for round in 0..=MAX_ROUNDS {
            let marks = (cx.faults.len(), cx.passed.len());
            let before = vars.clone();
            for (i, g) in ready.iter().enumerate() {
                let (Given::Function(applied), Some((SigTy::Fn { params, result }, _))) =
                    (g, param_of(sig, i))
                else {
                    continue;
                };
                let types: Vec<(Ty, bool)> = params
                    .iter()
                    .map(|p| match p.ty {
                        SigTy::Idx => (Ty::Fixed(Width::I64), p.by_ref),
                        _ => (instantiate(&p.ty, &vars), p.by_ref),
                    })
                    .collect();
                let (params, body) = self.lambda(cx, applied, &types, span);
                let body = if **result == SigTy::Bool {
                    self.truthy(body)
                } else {
                    body
                };
                let settled = body.ty.settled().with_functions();
                bind_vars(result, &settled.bounded(), &mut vars);
                lambdas.insert(i, (params, body));
            }
            if vars == before {
                break;
            }
            if round + 1 == MAX_ROUNDS {
                for (name, ty) in &mut vars {
                    if before.get(name) != Some(ty) {
                        *ty = Ty::Any;
                    }
                }
            }
            cx.faults.truncate(marks.0);
            cx.passed.truncate(marks.1);
        }
        let mut args = Vec::new();
        let mut slice = Vec::new();
        for (i, g) in ready.into_iter().enumerate() {
            let Some((ty, own)) = param_of(sig, i) else {
                continue;
            };
            match g {
                Given::Value(h) => {
                    let to = instantiate(ty, &vars);
                    let h = if matches!(ty, SigTy::Int | SigTy::Idx) {
                        h
                    } else {
                        self.coerce(h, &to)
                    };
                    if i >= sig.params.len() {
                        slice.push(h);
                    } else {
                        args.push(pass(ty, own, h));
                    }
                }
                Given::Function(_) => {
                    if let (Some((params, body)), SigTy::Fn { result, .. }) =
                        (lambdas.remove(&i), ty)
                    {
                        let to = instantiate(result, &vars);
                        let body = match **result {
                            SigTy::Seq(_) => self.to_vector(cx, body, name),
                            _ => {
                                let what = format!("the result of the function given to `{name}`");
                                self.cast(cx, body, &to, &what)
                            }
                        };
                        let body = self.of_type(body, &to);
                        args.push(LibArg::Fn(Lambda {
                            params,
                            body: Box::new(body),
                        }));
                    }
                }
            }
        }
        if let Some(rest) = &sig.rest {
            args.push(LibArg::Slice(slice, instantiate(rest, &vars)));
        }
        let has_function = sig.params.iter().any(|p| matches!(p.ty, SigTy::Fn { .. }));
        let result = instantiate(&sig.result, &vars);
        let call = LibCall {
            path: format!("library::{}", f.rust_path(sig)),
            args,
            is_fallible: f.fallible || sig.fails || has_function,
            returns_index: sig.result == SigTy::Idx,
        };
        let h = match &sig.result {
            SigTy::Opt(inner) => {
                // An index comes as an `i64`.
                let element = match **inner {
                    SigTy::Idx => Ty::Fixed(Width::I64),
                    _ => instantiate(inner, &vars),
                };
                let LibCall {
                    path,
                    args,
                    is_fallible,
                    ..
                } = call;
                let found = self.maybe(&path, args, is_fallible, &element, span);
                self.coerce(found, &result)
            }
            _ => Hir::new(HirKind::Lib(Box::new(call)), result.clone(), span),
        };
        match &sig.result {
            SigTy::Same(_) | SigTy::SameOrString(_) => {
                let keeps_string = matches!(sig.result, SigTy::SameOrString(_));
                self.in_kind(h, &kind.unwrap_or(Ty::Nil), original, keeps_string, span)
            }
            SigTy::Tuple(items) => {
                let keeps = |item: &SigTy| matches!(item, SigTy::SameOrString(_));
                let same = |item: &SigTy| matches!(item, SigTy::Same(_) | SigTy::SameOrString(_));
                let kind = kind.unwrap_or(Ty::Nil);
                let Ty::Tuple(types) = &result else { return h };
                if !items.iter().any(same) {
                    return h;
                }
                let mut held = Vec::new();
                let whole = self.held(cx, h, &mut held);
                let parts = items
                    .iter()
                    .zip(types.iter())
                    .enumerate()
                    .map(|(i, (item, ty))| {
                        let part =
                            Hir::new(HirKind::Field(Box::new(whole.clone()), i), ty.clone(), span);
                        if same(item) {
                            self.in_kind(part, &kind, original.clone(), keeps(item), span)
                        } else {
                            part
                        }
                    });
                let parts: Vec<Hir> = parts.collect();
                let ty = Ty::tuple(parts.iter().map(|h| h.ty.clone()));
                with_hoisted(held, Hir::new(HirKind::Tuple(parts), ty, span))
            }
            _ => h,
        }
    }

    /// A dynamic sequence argument is bound before the call, so that its kind can be asked after it, and what stands
    /// before it with it.
    fn hold_original(
        &mut self,
        cx: &mut Cx,
        sig: &Sig,
        ready: &mut [Given],
        hoisted: &mut Hoisted,
    ) -> Option<Hir> {
        let is_seq = |i| matches!(param_of(sig, i), Some((SigTy::Seq(_), _)));
        let at = (0..ready.len()).find(|i| is_seq(*i))?;
        let (before, rest) = ready.split_at_mut(at);
        let Some(Given::Value(h)) = rest.first_mut() else {
            return None;
        };
        let HirKind::ToVector(original, _) = &mut h.kind else {
            return None;
        };
        let mut hold = |h: &mut Hir| *h = self.held(cx, h.clone(), hoisted);
        for g in before {
            if let Given::Value(h) = g {
                crate::order::change_value(h, &mut hold);
            }
        }
        hold(original);
        Some((**original).clone())
    }

    /// A vector in the kind of the sequence that it came from.
    pub(super) fn in_kind(
        &mut self,
        h: Hir,
        kind: &Ty,
        original: Option<Hir>,
        keeps_string: bool,
        span: Span,
    ) -> Hir {
        match (kind, original) {
            (Ty::List(_), _) => {
                let ty = Ty::list(h.ty.element().unwrap_or(Ty::Any));
                Hir::new(HirKind::Coerce(Box::new(h)), ty, span)
            }
            (Ty::Str, _) if keeps_string => super::access::runtime(
                "access::to_string",
                vec![LibArg::Ref(h)],
                false,
                Ty::Str,
                span,
            ),
            (Ty::Any | Ty::Option(_), Some(original)) => {
                let of = self.coerce(original, &Ty::Any);
                // The vector becomes a value of that kind, and so do the functions in it.
                let h = match h.ty.holds_closure() {
                    true => {
                        let dynamic = h.ty.with_functions();
                        self.coerce(h, &dynamic)
                    }
                    false => h,
                };
                Hir::new(
                    HirKind::LikeKind {
                        of: Box::new(of),
                        vector: Box::new(h),
                        keeps_string,
                    },
                    Ty::Any,
                    span,
                )
            }
            _ => h,
        }
    }

    /// A value as the signature takes it, before type variables are known.
    fn fit(&mut self, cx: &mut Cx, h: Hir, ty: &SigTy, name: &str) -> Hir {
        let span = h.span;
        match ty {
            SigTy::Int | SigTy::Idx => self.operand(cx, h, &Ty::Int, name, "an int"),
            SigTy::Float => {
                if h.ty.is_number() {
                    self.pass(cx, span);
                    return self.as_float(h);
                }
                let h = self.operand(cx, h, &Ty::Number, name, "a number");
                if h.ty.is_never() { h } else { self.as_float(h) }
            }
            SigTy::Number => self.operand(cx, h, &Ty::Number, name, "a number"),
            SigTy::Bool => self.operand(cx, h, &Ty::Bool, name, "a boolean"),
            SigTy::Str => self.operand(cx, h, &Ty::Str, name, "a string"),
            SigTy::Keyword => self.operand(cx, h, &Ty::Keyword, name, "a keyword"),
            SigTy::Symbol => self.operand(cx, h, &Ty::Symbol, name, "a symbol"),
            SigTy::Inst => self.operand(cx, h, &Ty::Inst, name, "an instant"),
            SigTy::Uuid => self.operand(cx, h, &Ty::Uuid, name, "a UUID"),
            SigTy::Regex(_) | SigTy::Pattern(_) => {
                self.regex(cx, h, name, matches!(ty, SigTy::Pattern(_)))
            }
            SigTy::Seq(_) => self.to_vector(cx, h, name),
            SigTy::Any => self.coerce(h, &Ty::Any),
            SigTy::Vector(_) | SigTy::List(_) | SigTy::Set(_) => {
                let (to, takes): (fn(Ty) -> Ty, &str) = match ty {
                    SigTy::Vector(_) => (Ty::vector, "a vector"),
                    SigTy::List(_) => (Ty::list, "a list"),
                    _ => (Ty::set, "a set"),
                };
                let h = self.nil_or_fails(h);
                let element = h.ty.element().unwrap_or(Ty::Any);
                let to = to(element);
                if h.ty == Ty::Nil {
                    return self.empty_of(to, h);
                }
                self.operand(cx, h, &to, name, takes)
            }
            SigTy::Map(..) => {
                if h.ty == Ty::Nil {
                    return self.empty_of(Ty::map(Ty::Never, Ty::Never), h);
                }
                let h = self.dynamic_unless(h, |t| {
                    matches!(t.loose(), Ty::Map(..) | Ty::Record(_) | Ty::Struct(_))
                });
                let (k, v) = as_map(&h.ty.without_nil());
                if let Ty::Option(_) = h.ty {
                    let or_empty = Ty::map(k, v);
                    let h = self.coerce(h, &Ty::option(or_empty.clone()));
                    return super::access::runtime(
                        "access::or_empty",
                        vec![LibArg::Own(h)],
                        false,
                        or_empty,
                        span,
                    );
                }
                self.operand(cx, h, &Ty::map(k, v), name, "a map")
            }
            SigTy::Tuple(items) => {
                let to = Ty::tuple(items.iter().map(|_| h.ty.element().unwrap_or(Ty::Any)));
                if let Ty::Tuple(_) = h.ty {
                    h
                } else {
                    self.operand(cx, h, &to, name, "a vector of that length")
                }
            }
            SigTy::Var(_)
            | SigTy::Opt(_)
            | SigTy::Nil
            | SigTy::Fn { .. }
            | SigTy::Same(_)
            | SigTy::SameOrString(_) => {
                let ty = h.ty.settled();
                self.coerce(h, &ty)
            }
        }
    }

    /// A regular expression as the runtime takes it. As a pattern a string is one, too, which of a literal
    /// shows now.
    fn regex(&mut self, cx: &mut Cx, h: Hir, name: &str, is_pattern: bool) -> Hir {
        let span = h.span;
        match (&h.kind, &h.ty) {
            (HirKind::Lit(Lit::Str(source)), _) if is_pattern => {
                match crate::regex::literal(source) {
                    Ok(lit) => literal(lit, span),
                    Err(invalid) => {
                        let diagnostic = invalid.diagnostic(span);
                        self.fault(cx, span, diagnostic)
                    }
                }
            }
            (_, Ty::Str) if is_pattern => {
                self.pass(cx, span);
                super::access::runtime(
                    "library::patterns::written",
                    vec![LibArg::Ref(h)],
                    true,
                    Ty::regex(Ty::Any),
                    span,
                )
            }
            (_, Ty::Regex(_)) => {
                self.pass(cx, span);
                h
            }
            _ => self.operand(cx, h, &Ty::regex(Ty::Any), name, "a regular expression"),
        }
    }

    fn empty_of(&mut self, ty: Ty, h: Hir) -> Hir {
        let span = h.span;
        let empty = match &ty {
            Ty::Vector(_) => HirKind::Vector(vec![]),
            Ty::List(_) => HirKind::List(vec![]),
            Ty::Set(_) => HirKind::Set(vec![]),
            _ => HirKind::Map(vec![]),
        };
        sequence(vec![h, Hir::new(empty, ty, span)], span)
    }
}

/// How a value reaches the Rust function.
fn pass(ty: &SigTy, own: bool, h: Hir) -> LibArg {
    match ty {
        SigTy::Idx => LibArg::Index(h),
        SigTy::Int
        | SigTy::Float
        | SigTy::Number
        | SigTy::Bool
        | SigTy::Keyword
        | SigTy::Symbol
        | SigTy::Inst
        | SigTy::Uuid
        | SigTy::Nil => LibArg::Own(h),
        _ if own => LibArg::Own(h),
        SigTy::Str => LibArg::Text(h),
        _ => LibArg::Ref(h),
    }
}

/// Binds the type variables of a signature's type by a type that was given for it.
fn bind_vars(sig: &SigTy, ty: &Ty, vars: &mut Vars) {
    match sig {
        SigTy::Var(name) => {
            let known = vars.get(name).cloned().unwrap_or(Ty::Never);
            vars.insert(*name, join(&known, ty).bounded());
        }
        SigTy::Vector(t)
        | SigTy::List(t)
        | SigTy::Set(t)
        | SigTy::Seq(t)
        | SigTy::Same(t)
        | SigTy::SameOrString(t) => {
            bind_vars(t, &ty.element().unwrap_or(Ty::Any), vars);
        }
        SigTy::Map(k, v) => {
            let (key, value) = as_map(&ty.without_nil());
            bind_vars(k, &key, vars);
            bind_vars(v, &value, vars);
        }
        SigTy::Opt(t) => bind_vars(t, &ty.without_nil(), vars),
        SigTy::Regex(t) | SigTy::Pattern(t) => {
            if let Ty::Regex(matches) = ty {
                bind_vars(t, matches, vars);
            }
        }
        SigTy::Tuple(items) => {
            for (i, item) in items.iter().enumerate() {
                let part = match ty {
                    Ty::Tuple(types) => types.get(i).cloned().unwrap_or(Ty::Any),
                    ty => ty.element().unwrap_or(Ty::Any),
                };
                bind_vars(item, &part, vars);
            }
        }
        _ => {}
    }
}

/// The type that a signature's type stands for.
fn instantiate(sig: &SigTy, vars: &Vars) -> Ty {
    match sig {
        SigTy::Int | SigTy::Idx => Ty::Int,
        SigTy::Float => Ty::Float,
        SigTy::Number => Ty::Number,
        SigTy::Bool => Ty::Bool,
        SigTy::Str => Ty::Str,
        SigTy::Keyword => Ty::Keyword,
        SigTy::Symbol => Ty::Symbol,
        SigTy::Inst => Ty::Inst,
        SigTy::Uuid => Ty::Uuid,
        SigTy::Regex(t) | SigTy::Pattern(t) => Ty::regex(instantiate(t, vars)),
        SigTy::Nil => Ty::Nil,
        SigTy::Any => Ty::Any,
        SigTy::Var(name) => vars.get(name).cloned().unwrap_or(Ty::Never),
        SigTy::Vector(t) | SigTy::Seq(t) | SigTy::Same(t) | SigTy::SameOrString(t) => {
            Ty::vector(instantiate(t, vars))
        }
        SigTy::List(t) => Ty::list(instantiate(t, vars)),
        SigTy::Set(t) => Ty::set(instantiate(t, vars)),
        SigTy::Map(k, v) => Ty::map(instantiate(k, vars), instantiate(v, vars)),
        SigTy::Opt(t) => Ty::option(instantiate(t, vars)),
        SigTy::Tuple(items) => Ty::tuple(items.iter().map(|t| instantiate(t, vars))),
        SigTy::Fn { .. } => Ty::Func,
    }
}

/// A call one of whose operands is not what it has to be: that is asked when all of them are evaluated.
fn fails_among(before: Vec<Given>, fails: Hir, after: impl Iterator<Item = Given>) -> Hir {
    let value = |g: Given| match g {
        Given::Value(h) => Some(h),
        Given::Function(_) => None,
    };
    let span = fails.span;
    let mut parts: Vec<Hir> = before.into_iter().filter_map(value).collect();
    let fault = match fails.kind {
        HirKind::Do(mut items) => {
            let last = items.pop();
            parts.extend(items);
            last
        }
        kind => Some(Hir::new(kind, fails.ty, span)),
    };
    let is_fault = matches!(&fault, Some(h) if matches!(h.kind, HirKind::Raise { .. }));
    if is_fault {
        parts.extend(after.filter_map(value));
    }
    parts.extend(fault);
    sequence(parts, span)
}
