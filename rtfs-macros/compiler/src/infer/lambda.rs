//! Functions handed to functions: a literal `fn` stands in place, any other function value is called.

use super::*;
use crate::hir::FuncArm;

/// An argument of a library call: still an expression, or a value already.
#[derive(Clone)]
pub(super) enum Arg<'e> {
    /// Written in the call.
    Expr(&'e Expr),
    /// Computed before.
    Value(Hir),
}

/// A function argument, ready to be applied any number of times.
#[derive(Clone)]
pub(super) enum Applied {
    /// A literal `fn` without a name for itself: its body is inferred where it is applied.
    Inline(FnId),
    /// A function value.
    Value(Hir),
}

/// Bindings that a call needs before it: function values that captured something.
pub(super) type Hoisted = Vec<(VarId, Hir)>;

pub(super) fn with_hoisted(hoisted: Hoisted, body: Hir) -> Hir {
    hoisted
        .into_iter()
        .rev()
        .fold(body, |body, (var, value)| bind(var, value, body))
}

impl<'p> Infer<'p> {
    /// The value of an argument.
    pub(super) fn arg(&mut self, cx: &mut Cx, arg: Arg<'_>) -> Hir {
        match arg {
            Arg::Expr(e) => self.expr(cx, e, false),
            Arg::Value(h) => h,
        }
    }

    /// Readies a function argument; a value that is computed is bound before the call.
    pub(super) fn function(&mut self, cx: &mut Cx, arg: Arg<'_>, hoisted: &mut Hoisted) -> Applied {
        if let Arg::Expr(e) = &arg
            && let ExprKind::Fn(id) = e.kind
            && self.can_inline(id)
        {
            return Applied::Inline(id);
        }
        let value = self.arg(cx, arg);
        Applied::Value(self.held(cx, value, hoisted))
    }

    /// A value that may be used many times: a variable, bound before if need be.
    pub(super) fn held(&mut self, cx: &mut Cx, value: Hir, hoisted: &mut Hoisted) -> Hir {
        if is_trivial(&value) {
            return value;
        }
        let (span, ty) = (value.span, value.ty.clone());
        let var = cx.new_var("f", span, ty);
        hoisted.push((var, value));
        cx.var(var, span)
    }

    /// A value, or what stands in for it where it is nil.
    pub(super) fn or_default(
        &mut self,
        cx: &mut Cx,
        value: Hir,
        default: Hir,
        hoisted: &mut Hoisted,
    ) -> Hir {
        let span = value.span;
        match value.ty.clone() {
            Ty::Nil => {
                let value = self.held(cx, value, hoisted);
                sequence(vec![value, default], span)
            }
            ty @ (Ty::Option(_) | Ty::Any) => {
                let value = self.held(cx, value, hoisted);
                let is_there = Hir::new(
                    HirKind::Prim(Prim::IsSome, vec![value.clone()]),
                    Ty::Bool,
                    span,
                );
                let there = match ty.without_nil() {
                    Ty::Any => value,
                    inner => Hir::new(
                        HirKind::Cast(Box::new(value), Subject::known("the argument")),
                        inner,
                        span,
                    ),
                };
                self.join_branches(is_there, there, default, span)
            }
            _ => self.held(cx, value, hoisted),
        }
    }

    /// A literal function that does not name itself.
    fn can_inline(&self, id: FnId) -> bool {
        let def = &self.program.fns[id.index()];
        let mut names_itself = false;
        for arity in &def.arities {
            arity
                .body
                .walk(&mut |e| names_itself |= matches!(e.kind, ExprKind::FnRef(f) if f == id));
        }
        !names_itself
    }

    /// The body of a function applied to values.
    pub(super) fn applied(&mut self, cx: &mut Cx, f: &Applied, args: Vec<Hir>, span: Span) -> Hir {
        match f {
            Applied::Inline(id) => self.inline(cx, *id, args, span),
            Applied::Value(f) => self.apply(cx, f.clone(), args, span, false),
        }
    }

    fn inline(&mut self, cx: &mut Cx, id: FnId, args: Vec<Hir>, span: Span) -> Hir {
        let program = self.program;
        let def = &program.fns[id.index()];
        match self.arity_for(cx, id, args.len(), span) {
            Ok(index) => {
                let arity = &def.arities[index];
                let args = self.with_rest(cx, arity, args, span);
                let self_loop = cx.self_loop.take();
                let body = self.arity_body(cx, arity, args);
                cx.self_loop = self_loop;
                body
            }
            Err(fault) => *fault,
        }
    }

    /// A lambda over fresh variables of these types; each by reference or by value.
    pub(super) fn lambda(
        &mut self,
        cx: &mut Cx,
        f: &Applied,
        params: &[(Ty, bool)],
        span: Span,
    ) -> (Vec<VarId>, Hir) {
        let vars: Vec<VarId> = params
            .iter()
            .map(|(ty, by_ref)| {
                if *by_ref {
                    cx.new_ref("x", span, ty.clone())
                } else {
                    cx.new_var("x", span, ty.clone())
                }
            })
            .collect();
        let args = vars
            .iter()
            .map(|v| match cx.ty(*v) {
                Ty::Fixed(_) => self.coerce(cx.var(*v, span), &Ty::Int),
                _ => cx.var(*v, span),
            })
            .collect();
        let body = self.applied(cx, f, args, span);
        (vars, body)
    }

    /// Readies a statically known function to be a dynamic one: an instance at dynamic types for each arity.
    pub(super) fn make_dynamic(&mut self, closure: &Rc<Closure>) {
        if self.functions.contains_key(closure) {
            return;
        }
        let (name, shapes) = self.dynamic_shape(closure);
        // It may meet itself in its own body.
        let function = Function {
            name: name.clone(),
            arms: Vec::new(),
        };
        self.functions.insert(closure.clone(), function);
        let arms = shapes
            .into_iter()
            .map(|(params, has_rest)| {
                let mut args = vec![Ty::Any; params];
                if has_rest {
                    args.push(Ty::option(Ty::list(Ty::Any)));
                }
                let captures = vec![Ty::Closure(closure.clone())];
                let inst = self.instance(Origin::Dynamic { has_rest }, captures, args);
                FuncArm {
                    inst,
                    params,
                    has_rest,
                }
            })
            .collect();
        self.functions
            .insert(closure.clone(), Function { name, arms });
    }

    /// The name of a known function as a dynamic one, and the numbers of arguments that it takes, with whether any number more.
    fn dynamic_shape(&self, closure: &Closure) -> (Rc<str>, Vec<(usize, bool)>) {
        let few = (0..=FEW).map(|n| (n, false));
        let many = std::iter::once((FEW + 1, true));
        let made = |name: &str| (name.into(), few.clone().chain(many).collect());
        match closure {
            // The table has its dynamic form.
            Closure::Library(name) => ((*name).into(), Vec::new()),
            Closure::Fn { id, .. } => {
                let def = &self.program.fns[id.index()];
                let shape = |a: &Arity| (a.params.len(), a.rest.is_some());
                (def.name.clone(), def.arities.iter().map(shape).collect())
            }
            Closure::Checked { inner, takes, .. } => {
                let name = match inner {
                    Ty::Closure(inner) => self.dynamic_shape(inner).0,
                    _ => "fn".into(),
                };
                (name, vec![(*takes, false)])
            }
            Closure::Constructor { id, positional } => {
                let def = &self.program.structs[id.index()];
                let takes = if *positional { def.fields.len() } else { 1 };
                (def.name.clone(), vec![(takes, false)])
            }
            Closure::Extern(index) => {
                let def = &self.program.externs[*index as usize];
                let name = def.path.last().map_or("fn", |name| name);
                (name.into(), vec![(def.params.len(), false)])
            }
            // rustc knows how many it takes.
            Closure::Rust(_) => ("fn".into(), few.collect()),
            // How many arguments these take depends on what they are made of.
            _ => made(combinator_name(closure).unwrap_or("fn")),
        }
    }

    /// The body of such an instance: the function, which is the first parameter, applied to the others.
    pub(super) fn dynamic_instance(
        &mut self,
        cx: &mut Cx,
        key: &Key,
        has_rest: bool,
    ) -> (Rc<str>, Vec<VarId>, Hir) {
        let span = Span::default();
        let mut params = Vec::new();
        for (i, ty) in key.captures.iter().chain(&key.args).enumerate() {
            params.push(cx.new_var(if i == 0 { "f" } else { "x" }, span, ty.clone()));
        }
        let f = cx.var(params[0], span);
        let body = match (&key.captures[0], has_rest) {
            (Ty::Closure(closure), true) => match &**closure {
                Closure::Fn { id, captures } => {
                    let def = &self.program.fns[id.index()];
                    let index = def.arities.len() - 1;
                    let args = params[1..].iter().map(|v| cx.var(*v, span)).collect();
                    self.call_instance(cx, *id, index, &f, captures, args, span, false)
                }
                closure => self.combined(cx, closure, &f, &params[1..]),
            },
            _ => {
                let args = params[1..].iter().map(|v| cx.var(*v, span)).collect();
                self.apply(cx, f, args, span, false)
            }
        };
        // A function that never returns is one of dynamic values all the same.
        let body = self.of_type(body, &Ty::Any);
        cx.faults.clear();
        ("dynamic".into(), params, body)
    }

    /// What `comp` and its like make, applied to more arguments than it has forms for, the last of them a list: the
    /// library's dynamic form does it.
    fn combined(&mut self, cx: &mut Cx, closure: &Closure, f: &Hir, args: &[VarId]) -> Hir {
        let span = f.span;
        let Some(name) = combinator_name(closure) else {
            return f.clone();
        };
        let part = |(i, ty): (usize, &Ty)| {
            let field = HirKind::Field(Box::new(f.clone()), i);
            Hir::new(field, ty.clone(), span)
        };
        let parts = closure.parts().into_iter().enumerate().map(part).collect();
        let mut spread = vec![self.dynamic_library(name, parts, span)];
        spread.extend(args.iter().map(|v| cx.var(*v, span)));
        self.dynamic_library("apply", spread, span)
    }
}

/// As many arguments as `comp` and its like take at most without a list of them.
const FEW: usize = 4;

/// The library function that makes such a function.
fn combinator_name(closure: &Closure) -> Option<&'static str> {
    Some(match closure {
        Closure::Partial { .. } => "partial",
        Closure::Comp(_) => "comp",
        Closure::Complement(_) => "complement",
        Closure::Constantly(_) => "constantly",
        Closure::Juxt(_) => "juxt",
        Closure::Fnil { .. } => "fnil",
        _ => return None,
    })
}
