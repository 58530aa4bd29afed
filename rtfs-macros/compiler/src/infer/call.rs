//! Calls: of functions of the block, of function values, of data that looks itself up.

use rtfs_rt::library;

use super::lambda::Arg;
use super::*;
use crate::resolve::{arity_words, fix_count, given_words};

impl<'p> Infer<'p> {
    pub(super) fn call_expr(
        &mut self,
        cx: &mut Cx,
        f: &Expr,
        args: &[Expr],
        span: Span,
        tail: bool,
    ) -> Hir {
        match &f.kind {
            ExprKind::Library(name) => {
                let args = args.iter().map(Arg::Expr).collect();
                self.library(cx, name, args, span)
            }
            ExprKind::FnRef(id) | ExprKind::Fn(id) => {
                let args = self.exprs(cx, args);
                if let Some(stop) = args.iter().position(|h| h.ty.is_never()) {
                    return sequence(args.into_iter().take(stop + 1).collect(), span);
                }
                self.after_arguments(cx, args, |this, cx, args| {
                    this.call_fn(cx, *id, args, span, tail)
                })
            }
            ExprKind::Extern(index) => {
                let args = self.exprs(cx, args);
                if let Some(stop) = args.iter().position(|h| h.ty.is_never()) {
                    return sequence(args.into_iter().take(stop + 1).collect(), span);
                }
                self.after_arguments(cx, args, |this, cx, args| {
                    this.call_extern(cx, *index, args, span)
                })
            }
            _ => {
                let f = self.expr(cx, f, false);
                let args = self.exprs(cx, args);
                let mut parts = vec![f];
                parts.extend(args);
                if let Some(stop) = parts.iter().position(|h| h.ty.is_never()) {
                    return sequence(parts.into_iter().take(stop + 1).collect(), span);
                }
                self.after_arguments(cx, parts, |this, cx, mut parts| {
                    let f = parts.remove(0);
                    this.apply(cx, f, parts, span, tail)
                })
            }
        }
    }

    /// What an operation makes of its arguments. Where it is known to fail, they are all evaluated before it does.
    pub(super) fn after_arguments(
        &mut self,
        cx: &mut Cx,
        args: Vec<Hir>,
        operation: impl Fn(&mut Self, &mut Cx, Vec<Hir>) -> Hir,
    ) -> Hir {
        if args.iter().filter(|h| !is_trivial(h)).count() < 2 {
            return operation(self, cx, args);
        }
        let values = args.clone();
        let h = operation(self, cx, args);
        if !h.ty.is_never() {
            return h;
        }
        // What is at fault is known, and shown by the arguments as they are written.
        let (faults, passed) = (cx.faults.len(), cx.passed.len());
        let mut hoisted = Vec::new();
        let values = values.into_iter();
        let values = values.map(|h| self.held(cx, h, &mut hoisted)).collect();
        let h = operation(self, cx, values);
        cx.faults.truncate(faults);
        cx.passed.truncate(passed);
        super::lambda::with_hoisted(hoisted, h)
    }

    /// A call of a function of the block where it is defined or in scope.
    fn call_fn(&mut self, cx: &mut Cx, id: FnId, args: Vec<Hir>, span: Span, tail: bool) -> Hir {
        let program = self.program;
        let def = &program.fns[id.index()];
        let index = match self.arity_for(cx, id, args.len(), span) {
            Ok(index) => index,
            Err(fault) => return after_all(args, *fault),
        };
        let arity = &def.arities[index];
        if tail
            && let Some((f, i, target)) = cx.self_loop
            && (f, i) == (id, index)
            && cx.loops.last().is_some_and(|l| l.id == target)
        {
            let args = self.with_rest(cx, arity, args, span);
            return self.recur(cx, target, args, span);
        }
        let f = self.closure(cx, id, span);
        let Ty::Closure(closure) = f.ty.clone() else {
            return f;
        };
        let Closure::Fn { captures, .. } = &*closure else {
            return f;
        };
        let args = self.with_rest(cx, arity, args, span);
        self.call_instance(cx, id, index, &f, captures, args, span, tail)
    }

    /// The arity of a function that takes so many arguments.
    pub(super) fn arity_for(
        &mut self,
        cx: &mut Cx,
        id: FnId,
        given: usize,
        span: Span,
    ) -> Result<usize, Box<Hir>> {
        let def = &self.program.fns[id.index()];
        let fits =
            |a: &Arity| a.params.len() == given || (a.rest.is_some() && a.params.len() <= given);
        if let Some(index) = def.arities.iter().position(fits) {
            self.pass(cx, span);
            return Ok(index);
        }
        if def.arities.is_empty() {
            return Err(Box::new(broken(span)));
        }
        let takes: Vec<String> = def
            .arities
            .iter()
            .map(|a| arity_words(a.params.len(), a.rest.is_none().then_some(a.params.len())))
            .collect();
        let message = format!(
            "{} takes {}, but is called with {}",
            def.called(),
            takes.join(" or "),
            given_words(given)
        );
        let diagnostic = Diagnostic::error("arity", message, span)
            .with_label(def.span, "defined here")
            .with_help(fix_count(takes.len()));
        Err(Box::new(self.fault(cx, span, diagnostic)))
    }

    /// Arguments beyond the fixed ones as a list, or nil.
    pub(super) fn with_rest(
        &mut self,
        _cx: &mut Cx,
        arity: &Arity,
        mut args: Vec<Hir>,
        span: Span,
    ) -> Vec<Hir> {
        let Some(rest) = &arity.rest else { return args };
        let more = args.split_off(arity.params.len().min(args.len()));
        args.push(if more.is_empty() {
            literal(Lit::Nil, span)
        } else {
            let element = more
                .iter()
                .fold(Ty::Never, |a, h| join(&a, &h.ty.settled()));
            let more = more.into_iter().map(|h| self.coerce(h, &element)).collect();
            Hir::new(HirKind::List(more), Ty::list(element), span)
        });
        let _ = rest;
        args
    }

    /// A call of one arity; the arguments are as many as it has parameters.
    #[allow(clippy::too_many_arguments)]
    pub(super) fn call_instance(
        &mut self,
        cx: &mut Cx,
        id: FnId,
        index: usize,
        f: &Hir,
        captures: &[Ty],
        args: Vec<Hir>,
        span: Span,
        is_tail: bool,
    ) -> Hir {
        let program = self.program;
        let arity = &program.fns[id.index()].arities[index];
        let mut types = Vec::new();
        let mut values = Vec::new();
        let params = || arity.params.iter().chain(&arity.rest);
        let annotations: Vec<Option<Annotation>> = params()
            .map(|param| self.param_annotation(arity, param))
            .collect();
        // What is asked of one argument before another is evaluated, or asked, cannot be asked within its branches.
        let is_plain = |(h, annotation): (&Hir, &Option<Annotation>)| {
            is_trivial(h) && annotation.as_ref().is_none_or(|a| a.takes(&h.ty))
        };
        let others = args
            .iter()
            .zip(&annotations)
            .filter(|a| !is_plain(*a))
            .count();
        for ((param, annotation), arg) in params().zip(&annotations).zip(args) {
            let info = &program.locals[param.local.index()];
            let arg = match annotation {
                // The caller sees a wrong argument at the argument.
                Some(annotation) => {
                    let name = &program.fns[id.index()].name;
                    let what = format!("`{}` of `{name}`", info.name);
                    match others < 2 {
                        true => self.cast_to(cx, arg, annotation, &what),
                        false => self.cast_whole(cx, arg, annotation, &what),
                    }
                }
                None => arg,
            };
            if arg.ty.is_never() {
                return arg;
            }
            let ty = if info.is_scratch {
                arg.ty.bounded()
            } else {
                arg.ty.settled().bounded()
            };
            types.push(ty);
            values.push(arg);
        }
        let inst = self.instance(Origin::Fn(id, index), captures.to_vec(), types.clone());
        // The instance may have wider parameters than were asked for.
        let types = self.insts[inst.0 as usize].key.args.clone();
        let mut all: Vec<Hir> = captures
            .iter()
            .enumerate()
            .map(|(i, ty)| match &f.kind {
                HirKind::Closure(parts) => parts[i].clone(),
                _ => Hir::new(HirKind::Field(Box::new(f.clone()), i), ty.clone(), span),
            })
            .collect();
        all.extend(
            values
                .into_iter()
                .zip(&types)
                .map(|(h, ty)| self.coerce(h, ty)),
        );
        let ty = self.result_of(inst, cx.id);
        Hir::new(
            HirKind::Call {
                inst,
                args: all,
                is_tail,
            },
            ty,
            span,
        )
    }

    /// A call of a value.
    pub(super) fn apply(
        &mut self,
        cx: &mut Cx,
        f: Hir,
        args: Vec<Hir>,
        span: Span,
        tail: bool,
    ) -> Hir {
        if let Some(stop) = args.iter().position(|h| h.ty.is_never()) {
            return sequence(args.into_iter().take(stop + 1).collect(), span);
        }
        match f.ty.clone() {
            Ty::Never => f,
            Ty::Closure(closure) => {
                self.pass(cx, f.span);
                let mut hoisted = Vec::new();
                let f = self.held(cx, f, &mut hoisted);
                let body = self.apply_closure(cx, &closure, f, args, span, tail);
                super::lambda::with_hoisted(hoisted, body)
            }
            Ty::Func | Ty::Any => {
                self.pass(cx, f.span);
                let args = args.into_iter().map(|h| self.coerce(h, &Ty::Any)).collect();
                let f = Box::new(f);
                let call = Hir::new(HirKind::CallDyn { f, args }, Ty::Any, span);
                self.as_known(cx, call)
            }
            Ty::Option(inner) if is_callable(&inner, args.len()) => {
                let f = Hir::new(
                    HirKind::Cast(Box::new(f), "the function".into()),
                    (*inner).clone(),
                    span,
                );
                self.apply(cx, f, args, span, tail)
            }
            Ty::Keyword | Ty::Symbol if is_callable(&f.ty, args.len()) => {
                // Of a literal nothing but the look-up can be a mistake, which is noted there.
                if !matches!(f.kind, HirKind::Lit(_)) {
                    self.pass(cx, f.span);
                }
                let mut args = args.into_iter().map(Arg::Value);
                let mut ordered: Vec<Arg<'_>> = args.next().into_iter().collect();
                ordered.push(Arg::Value(f));
                ordered.extend(args);
                self.library(cx, "get", ordered, span)
            }
            Ty::Map(..) | Ty::Record(_) | Ty::Struct(_) | Ty::Set(_)
                if is_callable(&f.ty, args.len()) =>
            {
                self.pass(cx, f.span);
                let ordered = std::iter::once(f).chain(args).map(Arg::Value).collect();
                self.library(cx, "get", ordered, span)
            }
            Ty::Vector(_) | Ty::Tuple(_) if is_callable(&f.ty, args.len()) => {
                self.pass(cx, f.span);
                let ordered = std::iter::once(f).chain(args).map(Arg::Value).collect();
                self.library(cx, "nth", ordered, span)
            }
            Ty::Node(_) => {
                let product = f.ty.product();
                let f = self.coerce(f, &product);
                self.apply(cx, f, args, span, tail)
            }
            ty => {
                let place = f.span;
                let is_data = ty.element().is_some() && !matches!(ty, Ty::Nil | Ty::Str);
                let (code, message, help) = if is_data || matches!(ty, Ty::Keyword | Ty::Symbol) {
                    let message = format!(
                        "{} is called with {}",
                        self.kind_of(&ty),
                        given_words(args.len())
                    );
                    let help = "a keyword or a symbol is called with a map and perhaps a default, a map with a key and perhaps a default, a set with a key, a vector with an index";
                    ("arity", message, help)
                } else {
                    let message = format!("this is called, but it is {}", self.kind_of(&ty));
                    let help = "functions, keywords, symbols, maps, sets and vectors can be called; `(fn [x] …)` makes a function";
                    ("type", message, help)
                };
                let diagnostic = Diagnostic::error(code, message, place).with_help(help);
                let fault = self.fault(cx, place, diagnostic);
                // What is called is looked at after the arguments.
                let parts = std::iter::once(f).chain(args).chain([fault]).collect();
                sequence(parts, span)
            }
        }
    }

    fn apply_closure(
        &mut self,
        cx: &mut Cx,
        closure: &Closure,
        f: Hir,
        args: Vec<Hir>,
        span: Span,
        tail: bool,
    ) -> Hir {
        let field = |i: usize, ty: &Ty| match &f.kind {
            // What was captured is there already.
            HirKind::Closure(parts) if parts.get(i).is_some_and(is_trivial) => parts[i].clone(),
            _ => Hir::new(HirKind::Field(Box::new(f.clone()), i), ty.clone(), span),
        };
        match closure {
            Closure::Fn { id, captures } => {
                let program = self.program;
                match self.arity_for(cx, *id, args.len(), span) {
                    Ok(index) => {
                        let args =
                            self.with_rest(cx, &program.fns[id.index()].arities[index], args, span);
                        self.call_instance(cx, *id, index, &f, captures, args, span, tail)
                    }
                    Err(fault) => after_all(args, *fault),
                }
            }
            Closure::Library(name) => {
                if let Some(fault) = self.library_arity(cx, name, args.len(), span) {
                    return after_all(args, fault);
                }
                self.library(cx, name, args.into_iter().map(Arg::Value).collect(), span)
            }
            Closure::Constructor { id, positional } => {
                self.construct(cx, *id, *positional, args, span)
            }
            Closure::Extern(index) => {
                let def = &self.program.externs[*index as usize];
                let takes = def.params.len();
                if takes != args.len() {
                    let name = def.path.last().map_or("fn", |name| name);
                    let fault = self.wrong_count(cx, &format!("`{name}`"), takes, args.len(), span);
                    return after_all(args, fault);
                }
                self.call_extern(cx, *index, args, span)
            }
            Closure::Rust(index) => {
                let args = args.into_iter().map(|h| self.for_rust(h)).collect();
                Hir::new(HirKind::RustFn(*index, args), Ty::Any, span)
            }
            Closure::Checked {
                inner,
                signature,
                takes,
            } => {
                if args.len() != *takes {
                    let fault = self.wrong_count(cx, "the function", *takes, args.len(), span);
                    return after_all(args, fault);
                }
                self.apply_checked(cx, field(0, inner), *signature, args, span)
            }
            Closure::Partial {
                f: inner,
                args: before,
            } => {
                let mut all: Vec<Hir> = before
                    .iter()
                    .enumerate()
                    .map(|(i, ty)| field(i + 1, ty))
                    .collect();
                all.extend(args);
                self.apply(cx, field(0, inner), all, span, tail)
            }
            Closure::Comp(fs) => {
                let mut value = None;
                for (i, ty) in fs.iter().enumerate().rev() {
                    let args = match value.take() {
                        None => args.clone(),
                        Some(value) => vec![value],
                    };
                    value = Some(self.apply(cx, field(i, ty), args, span, false));
                }
                value.unwrap_or_else(|| {
                    args.into_iter()
                        .next()
                        .unwrap_or_else(|| literal(Lit::Nil, span))
                })
            }
            Closure::Complement(inner) => {
                let value = self.apply(cx, field(0, inner), args, span, false);
                let value = self.truthy(value);
                super::numeric::negate(value)
            }
            Closure::Constantly(ty) => {
                sequence(args.into_iter().chain([field(0, ty)]).collect(), span)
            }
            Closure::Fnil { f: inner, defaults } => {
                if args.is_empty() {
                    return self.wrong_count(cx, "the function", 1, 0, span);
                }
                let mut hoisted = Vec::new();
                let mut all = Vec::new();
                for (i, arg) in args.into_iter().enumerate() {
                    all.push(match defaults.get(i) {
                        Some(ty) => self.or_default(cx, arg, field(i + 1, ty), &mut hoisted),
                        None => self.held(cx, arg, &mut hoisted),
                    });
                }
                let body = self.apply(cx, field(0, inner), all, span, false);
                super::lambda::with_hoisted(hoisted, body)
            }
            Closure::Juxt(fs) => {
                let mut hoisted = Vec::new();
                let args: Vec<Hir> = args
                    .into_iter()
                    .map(|h| self.held(cx, h, &mut hoisted))
                    .collect();
                let results = fs
                    .iter()
                    .enumerate()
                    .map(|(i, ty)| self.apply(cx, field(i, ty), args.clone(), span, false))
                    .collect();
                let body = self.vector_of(results, span);
                super::lambda::with_hoisted(hoisted, body)
            }
        }
    }

    /// A library function used as a value is called with a number of arguments that it takes.
    fn library_arity(&mut self, cx: &mut Cx, name: &str, given: usize, span: Span) -> Option<Hir> {
        let f = library::lookup(name)?;
        if f.arity.accepts(given) {
            self.pass(cx, span);
            return None;
        }
        let (min, max) = f.arity.range();
        let takes = arity_words(min, max);
        let message = format!(
            "`{name}` takes {takes}, but is called with {}",
            given_words(given)
        );
        let diagnostic = Diagnostic::error("arity", message, span)
            .with_help("wrap it: `(fn [x y] …)` takes what it is called with here");
        Some(self.fault(cx, span, diagnostic))
    }

    pub(super) fn wrong_count(
        &mut self,
        cx: &mut Cx,
        what: &str,
        takes: usize,
        given: usize,
        span: Span,
    ) -> Hir {
        let message = format!(
            "{what} takes {}, but is called with {}",
            given_words(takes),
            given_words(given)
        );
        let diagnostic = Diagnostic::error("arity", message, span)
            .with_help("pass as many arguments as it takes");
        self.fault(cx, span, diagnostic)
    }

    /// An argument of a Rust function in scope, whose parameter rustc knows: as it is where Rust has one type
    /// for it, else dynamic.
    fn for_rust(&mut self, h: Hir) -> Hir {
        let ty = h.ty.settled();
        let is_kept = match &ty {
            Ty::Int | Ty::Float | Ty::Bool | Ty::Str | Ty::Keyword | Ty::Symbol => true,
            Ty::Vector(_) | Ty::List(_) | Ty::Set(_) | Ty::Map(..) => !ty.holds_closure(),
            _ => false,
        };
        self.coerce(h, if is_kept { &ty } else { &Ty::Any })
    }

    fn call_extern(&mut self, cx: &mut Cx, index: u32, args: Vec<Hir>, span: Span) -> Hir {
        let program = self.program;
        let def = &program.externs[index as usize];
        if def.is_broken {
            return broken(span);
        }
        let name = def.path.last().cloned().unwrap_or_default();
        let mut values = Vec::new();
        for (i, (arg, ty)) in args.into_iter().zip(&def.params).enumerate() {
            let arg = self.cast_whole(cx, arg, ty, &format!("argument {} of `{name}`", i + 1));
            if arg.ty.is_never() {
                return arg;
            }
            values.push(arg);
        }
        let ty = if let Ty::Fixed(_) = def.result.ty {
            Ty::Int
        } else {
            def.result.ty.clone()
        };
        let call = Hir::new(HirKind::Extern(index, values), ty, span);
        match def.result.is_refined {
            true => self.cast_to(cx, call, &def.result, &format!("the result of `{name}`")),
            false => call,
        }
    }
}

/// Whether a value of the type can be called with so many arguments; what a function takes it says itself.
fn is_callable(ty: &Ty, given: usize) -> bool {
    match ty {
        Ty::Func | Ty::Closure(_) => true,
        Ty::Keyword | Ty::Symbol | Ty::Map(..) | Ty::Record(_) | Ty::Struct(_) => {
            (1..=2).contains(&given)
        }
        Ty::Set(_) | Ty::Vector(_) | Ty::Tuple(_) => given == 1,
        Ty::Node(_) => is_callable(&ty.product(), given),
        _ => false,
    }
}

/// A fault of a call that comes after its arguments.
pub(super) fn after_all(mut args: Vec<Hir>, fault: Hir) -> Hir {
    let span = fault.span;
    args.push(fault);
    sequence(args, span)
}
