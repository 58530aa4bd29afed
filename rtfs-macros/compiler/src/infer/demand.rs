//! What Rust may pass to an exported function whose parameters have no types.
//!
//! A parameter that arithmetic uses is an int there, as a numeric literal would be: unless the function
//! looks at what kind of value it is, compares it with a float, or hands it to a float function. Nothing
//! else is guessed: such a parameter is dynamic. Calls inside the block are not touched by this: they
//! have types of their own.
//!
//! A dynamic parameter that the function only compares, or computes with floats, gets a *hint*: the kind
//! that is likely to come. The entry looks once, when it is called, whether all hinted arguments are of
//! their kinds, and then enters an instance that is typed; every other argument is as good, and slower.

use rtfs_rt::library::{self, sig::SigTy};
use rtfs_rt::schema::Schema;

use super::*;
use crate::types::Ty;

/// Operations whose operands are numbers.
const ARITHMETIC: &[&str] = &[
    "+",
    "-",
    "*",
    "quot",
    "rem",
    "mod",
    "inc",
    "dec",
    "even?",
    "odd?",
    "zero?",
    "pos?",
    "neg?",
    "<",
    ">",
    "<=",
    ">=",
    "/",
    "max",
    "min",
    "abs",
    "range",
    "bit-and",
    "bit-or",
    "bit-xor",
    "bit-not",
    "bit-shift-left",
    "bit-shift-right",
];

/// The types at which Rust enters an arity.
pub(super) fn entry_types(program: &Program, arity: &Arity) -> Vec<Ty> {
    let mut types: Vec<Ty> = Vec::new();
    for param in &arity.params {
        types.push(match &param.annotation {
            Some(annotation) if annotation.ty.holds_open_map() => Ty::Any,
            Some(annotation) => entry_type(&annotation.ty),
            None if Demand::of(program, arity, param.local).is_int() => Ty::Int,
            None => Ty::Any,
        });
    }
    if let Some(rest) = &arity.rest {
        types.push(match &rest.annotation {
            Some(annotation) => Ty::option(Ty::list(entry_type(&annotation.ty))),
            None => Ty::option(Ty::list(Ty::Any)),
        });
    }
    types
}

/// Whether Rust may pass what the types of the parameters do not rule out, so that the entry checks it.
pub(super) fn is_checked(arity: &Arity) -> bool {
    let mut params = arity.params.iter().chain(&arity.rest);
    params.any(|param| {
        let annotation = param.annotation.as_ref();
        annotation.is_some_and(|a| {
            let is_function = matches!(*a.schema, Schema::Fn(_));
            (a.is_refined && !is_function) || a.ty.holds_open_map()
        })
    })
}

/// What an annotated parameter is inside.
pub(super) fn entry_type(ty: &Ty) -> Ty {
    match ty {
        Ty::Fixed(_) => Ty::Int,
        ty => ty.clone(),
    }
}

/// The kinds of numbers that Rust is likely to pass where the type says dynamic; `None` if there are none.
pub(super) fn hints(program: &Program, arity: &Arity) -> Option<Vec<Option<Ty>>> {
    if arity.rest.is_some() {
        return None;
    }
    let hint = |param: &Param| match &param.annotation {
        Some(_) => None,
        None => Demand::of(program, arity, param.local).hint(),
    };
    let hints: Vec<Option<Ty>> = arity.params.iter().map(hint).collect();
    hints.iter().any(Option::is_some).then_some(hints)
}

#[derive(Default)]
struct Demand {
    /// An operand of arithmetic.
    arithmetic: bool,
    /// An operand of `=` beside what may be a number.
    compared: bool,
    /// Something that floats are computed with.
    float: bool,
    /// Used in a way that says nothing, or that speaks against a number.
    other: bool,
}

impl Demand {
    fn of(program: &Program, arity: &Arity, local: LocalId) -> Demand {
        let mut demand = Demand::default();
        let mut seen = vec![local];
        demand.scan(program, &arity.body, local, &mut seen);
        demand
    }

    fn is_int(&self) -> bool {
        self.arithmetic && !self.float && !self.other
    }

    /// The kind that is likely to come where the type is dynamic.
    fn hint(&self) -> Option<Ty> {
        match self {
            Demand { other: true, .. } => None,
            Demand { float: true, .. } => Some(Ty::Float),
            Demand {
                arithmetic: false,
                compared: true,
                ..
            } => Some(Ty::Int),
            _ => None,
        }
    }

    fn scan(&mut self, program: &Program, body: &Expr, local: LocalId, seen: &mut Vec<LocalId>) {
        let names = aliases(body, local);
        let is = |e: &Expr| matches!(e.kind, ExprKind::Local(l) if names.contains(&l));
        let mut inner = Vec::new();
        let mut passed = Vec::new();
        let mut aliases = Vec::new();
        body.walk(&mut |e| match &e.kind {
            ExprKind::Call(f, args) => match &f.kind {
                ExprKind::Library(name) if args.iter().any(is) => {
                    let with_float = args
                        .iter()
                        .any(|a| matches!(a.kind, ExprKind::Lit(Lit::Float(_))));
                    if ARITHMETIC.contains(name) {
                        self.arithmetic = true;
                        self.float |= with_float;
                    } else if matches!(*name, "=" | "==" | "not=") {
                        self.compared = true;
                        self.float |= with_float;
                        self.other |= args.iter().any(|a| match &a.kind {
                            ExprKind::Lit(lit) => !matches!(lit, Lit::Int(_) | Lit::Float(_)),
                            _ => false,
                        });
                    } else if takes_float(name, args.iter().position(is)) {
                        self.float = true;
                    } else if name.ends_with('?') {
                        self.other = true;
                    }
                }
                ExprKind::FnRef(id) => {
                    for arity in &program.fns[id.index()].arities {
                        if arity.params.len() == args.len() {
                            for (param, arg) in arity.params.iter().zip(args) {
                                if is(arg) && param.annotation.is_none() {
                                    passed.push((param.local, arity.body.clone()));
                                } else if is(arg)
                                    && let Some(annotation) = &param.annotation
                                {
                                    self.arithmetic |=
                                        matches!(annotation.ty, Ty::Int | Ty::Fixed(_));
                                    self.other |= !matches!(
                                        annotation.ty,
                                        Ty::Int | Ty::Fixed(_) | Ty::Number | Ty::Any
                                    );
                                }
                            }
                        }
                    }
                }
                _ => {}
            },
            // Another name, or a loop's variable in its first round.
            ExprKind::Let(alias, value, _) if is(value) => aliases.push(*alias),
            ExprKind::Loop { vars, .. } => {
                aliases.extend(vars.iter().filter(|(_, init)| is(init)).map(|(v, _)| *v))
            }
            ExprKind::If(c, ..) if is(c) => self.other = true,
            ExprKind::Match { value, clauses } => {
                for clause in clauses {
                    self.matched(value, &clause.pattern, &is, &mut aliases);
                }
            }
            ExprKind::Element(v, _) | ExprKind::Rest(v, _) | ExprKind::Lookup(v, ..) if is(v) => {
                self.other = true
            }
            ExprKind::Fn(id) | ExprKind::FnRef(id) => inner.push(*id),
            // A range by the parameter is arithmetic too.
            _ => {}
        });
        for id in inner {
            let def = &program.fns[id.index()];
            if !def.is_top && def.captures.iter().any(|c| names.contains(c)) {
                for arity in &def.arities {
                    self.scan_once(program, &arity.body.clone(), local, seen, id);
                }
            }
        }
        for alias in aliases {
            if !seen.contains(&alias) {
                seen.push(alias);
                self.scan(program, body, alias, seen);
            }
        }
        for (param, body) in passed {
            if !seen.contains(&param) {
                seen.push(param);
                self.scan(program, &body, param, seen);
            }
        }
    }

    /// A value that a pattern looks at: which kind it is of, or whether it is a certain number.
    fn matched(
        &mut self,
        value: &Expr,
        pattern: &Pattern,
        is: &dyn Fn(&Expr) -> bool,
        aliases: &mut Vec<LocalId>,
    ) {
        match (&value.kind, &pattern.kind) {
            (ExprKind::Vector(values), PatternKind::Seq { items, .. }) => {
                for (value, pattern) in values.iter().zip(items) {
                    self.matched(value, pattern, is, aliases);
                }
            }
            (_, PatternKind::Or(sides)) => {
                for side in sides {
                    self.matched(value, side, is, aliases);
                }
            }
            _ if !is(value) => {}
            (_, PatternKind::Any) => {}
            (_, PatternKind::Bind(name)) => aliases.push(*name),
            (_, PatternKind::As(name, inner)) => {
                aliases.push(*name);
                self.matched(value, inner, is, aliases);
            }
            (_, PatternKind::Const(e)) => match &e.kind {
                ExprKind::Lit(Lit::Int(_)) => self.compared = true,
                ExprKind::Lit(Lit::Float(_)) => (self.compared, self.float) = (true, true),
                _ => self.other = true,
            },
            (_, PatternKind::Is(..) | PatternKind::Seq { .. } | PatternKind::Keys(_)) => {
                self.other = true
            }
        }
    }

    /// A nested function's body; a function that names itself is walked once.
    fn scan_once(
        &mut self,
        program: &Program,
        body: &Expr,
        local: LocalId,
        seen: &mut Vec<LocalId>,
        id: FnId,
    ) {
        let mark = LocalId(u32::MAX - id.0);
        if !seen.contains(&mark) {
            seen.push(mark);
            self.scan(program, body, local, seen);
        }
    }
}

fn takes_float(name: &str, index: Option<usize>) -> bool {
    let (Some(f), Some(index)) = (library::lookup(name), index) else {
        return false;
    };
    f.shapes()
        .iter()
        .any(|sig| matches!(sig.params.get(index).map(|p| &p.ty), Some(SigTy::Float)))
}

/// The local and the names that a body gives to the same value: by `let`, or as a loop's first value.
fn aliases(body: &Expr, local: LocalId) -> Vec<LocalId> {
    let mut names = vec![local];
    loop {
        let before = names.len();
        body.walk(&mut |e| {
            let mut same = |name: LocalId, value: &Expr| {
                if matches!(value.kind, ExprKind::Local(l) if names.contains(&l))
                    && !names.contains(&name)
                {
                    names.push(name);
                }
            };
            match &e.kind {
                ExprKind::Let(name, value, _) => same(*name, value),
                ExprKind::Loop { vars, .. } => {
                    vars.iter().for_each(|(name, value)| same(*name, value))
                }
                _ => {}
            }
        });
        if names.len() == before {
            return names;
        }
    }
}
