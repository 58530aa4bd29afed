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
//!
//! All bodies are read once, for what each use says of its local alone and for where the local's value goes on to
//! under another name: into a binding, into a parameter. What is said there is then carried back along these ways.

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

/// What is asked of the locals of a program.
pub(super) struct Demands {
    /// By the number of the local.
    of: Vec<Demand>,
}

impl Demands {
    pub(super) fn of(program: &Program) -> Demands {
        let mut uses = Uses {
            program,
            demands: vec![Demand::default(); program.locals.len()],
            givers: vec![Vec::new(); program.locals.len()],
        };
        for arity in program.fns.iter().flat_map(|def| &def.arities) {
            arity.body.walk(&mut |e| uses.read(e));
        }
        Demands { of: uses.carried() }
    }

    /// The types at which Rust enters an arity.
    pub(super) fn entry_types(&self, arity: &Arity) -> Vec<Ty> {
        let mut types: Vec<Ty> = Vec::new();
        for param in &arity.params {
            types.push(match &param.annotation {
                Some(annotation) if annotation.ty.holds_open_map() => Ty::Any,
                Some(annotation) => entry_type(&annotation.ty),
                None if self.of[param.local.index()].is_int() => Ty::Int,
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

    /// The kinds of numbers that Rust is likely to pass where the type says dynamic; `None` if there are none.
    pub(super) fn hints(&self, arity: &Arity) -> Option<Vec<Option<Ty>>> {
        if arity.rest.is_some() {
            return None;
        }
        let hint = |param: &Param| match &param.annotation {
            Some(_) => None,
            None => self.of[param.local.index()].hint(),
        };
        let hints: Vec<Option<Ty>> = arity.params.iter().map(hint).collect();
        hints.iter().any(Option::is_some).then_some(hints)
    }
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

#[derive(Clone, Copy, Default, PartialEq, Eq)]
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
    /// Speaks against a number.
    const OTHER: Demand = Demand {
        arithmetic: false,
        compared: false,
        float: false,
        other: true,
    };

    fn is_int(self) -> bool {
        self.arithmetic && !self.float && !self.other
    }

    /// The kind that is likely to come where the type is dynamic.
    fn hint(self) -> Option<Ty> {
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

    fn and(self, more: Demand) -> Demand {
        Demand {
            arithmetic: self.arithmetic | more.arithmetic,
            compared: self.compared | more.compared,
            float: self.float | more.float,
            other: self.other | more.other,
        }
    }

    /// What a function of the library says of each of its operands.
    fn of_operands(name: &str, args: &[Expr]) -> Option<Demand> {
        let has = |is: fn(&Lit) -> bool| {
            let mut args = args.iter();
            args.any(|a| matches!(&a.kind, ExprKind::Lit(lit) if is(lit)))
        };
        if ARITHMETIC.contains(&name) {
            return Some(Demand {
                arithmetic: true,
                float: has(|lit| matches!(lit, Lit::Float(_))),
                ..Demand::default()
            });
        }
        matches!(name, "=" | "==" | "not=").then(|| Demand {
            compared: true,
            float: has(|lit| matches!(lit, Lit::Float(_))),
            other: has(|lit| !matches!(lit, Lit::Int(_) | Lit::Float(_))),
            ..Demand::default()
        })
    }

    /// What a function of the library says of one operand alone.
    fn of_operand(name: &str, index: usize) -> Demand {
        match takes_float(name, index) {
            true => Demand {
                float: true,
                ..Demand::default()
            },
            false if name.ends_with('?') => Demand::OTHER,
            false => Demand::default(),
        }
    }

    /// What the annotation of a parameter says of what is passed for it.
    fn of_annotation(ty: &Ty) -> Demand {
        Demand {
            arithmetic: matches!(ty, Ty::Int | Ty::Fixed(_)),
            other: !matches!(ty, Ty::Int | Ty::Fixed(_) | Ty::Number | Ty::Any),
            ..Demand::default()
        }
    }
}

/// What the bodies of a program say of its locals.
struct Uses<'p> {
    program: &'p Program,
    /// What the uses of a local say of it, under its own name.
    demands: Vec<Demand>,
    /// The locals whose values a local gets.
    givers: Vec<Vec<LocalId>>,
}

impl Uses<'_> {
    fn read(&mut self, e: &Expr) {
        match &e.kind {
            ExprKind::Call(f, args) => match &f.kind {
                ExprKind::Library(name) => {
                    let of_all = Demand::of_operands(name, args);
                    for (index, arg) in args.iter().enumerate() {
                        if let ExprKind::Local(local) = arg.kind {
                            let demand = of_all.unwrap_or_else(|| Demand::of_operand(name, index));
                            self.says(local, demand);
                        }
                    }
                }
                ExprKind::FnRef(id) => self.passes(*id, args),
                _ => {}
            },
            // Another name, or a loop's variable in its first round.
            ExprKind::Let(name, value, _) => self.gives(value, *name),
            ExprKind::Loop { vars, .. } => {
                vars.iter().for_each(|(name, init)| self.gives(init, *name))
            }
            ExprKind::If(value, ..)
            | ExprKind::Element(value, _)
            | ExprKind::Rest(value, _)
            | ExprKind::Lookup(value, ..) => self.says_of(value, Demand::OTHER),
            ExprKind::Match { value, clauses } => {
                for clause in clauses {
                    self.matches(value, &clause.pattern);
                }
            }
            // A range by the parameter is arithmetic too.
            _ => {}
        }
    }

    fn says(&mut self, local: LocalId, demand: Demand) {
        let known = &mut self.demands[local.index()];
        *known = known.and(demand);
    }

    fn says_of(&mut self, value: &Expr, demand: Demand) {
        if let ExprKind::Local(local) = value.kind {
            self.says(local, demand);
        }
    }

    /// Another name for a value.
    fn gives(&mut self, value: &Expr, name: LocalId) {
        if let ExprKind::Local(local) = value.kind {
            self.givers[name.index()].push(local);
        }
    }

    /// The arguments of a call of a function of the program.
    fn passes(&mut self, id: FnId, args: &[Expr]) {
        let program = self.program;
        for arity in &program.fns[id.index()].arities {
            if arity.params.len() == args.len() {
                for (param, arg) in arity.params.iter().zip(args) {
                    match &param.annotation {
                        Some(annotation) => {
                            self.says_of(arg, Demand::of_annotation(&annotation.ty))
                        }
                        None => self.gives(arg, param.local),
                    }
                }
            }
        }
    }

    /// A value that a pattern looks at: which kind it is of, or whether it is a certain number.
    fn matches(&mut self, value: &Expr, pattern: &Pattern) {
        match (&value.kind, &pattern.kind) {
            (ExprKind::Vector(values), PatternKind::Seq { items, .. }) => {
                for (value, pattern) in values.iter().zip(items) {
                    self.matches(value, pattern);
                }
            }
            (_, PatternKind::Or(sides)) => {
                for side in sides {
                    self.matches(value, side);
                }
            }
            (_, PatternKind::Any) => {}
            (_, PatternKind::Bind(name)) => self.gives(value, *name),
            (_, PatternKind::As(name, inner)) => {
                self.gives(value, *name);
                self.matches(value, inner);
            }
            (_, PatternKind::Const(e)) => {
                let is_int = matches!(e.kind, ExprKind::Lit(Lit::Int(_)));
                let is_float = matches!(e.kind, ExprKind::Lit(Lit::Float(_)));
                let demand = Demand {
                    compared: is_int || is_float,
                    float: is_float,
                    other: !is_int && !is_float,
                    ..Demand::default()
                };
                self.says_of(value, demand);
            }
            (_, PatternKind::Is(..) | PatternKind::Seq { .. } | PatternKind::Keys(_)) => {
                self.says_of(value, Demand::OTHER)
            }
        }
    }

    /// What is said of the locals, where their values go on to included. A local is looked at again when more has
    /// been said of it, which is as often as a demand has parts.
    fn carried(self) -> Vec<Demand> {
        let mut demands = self.demands;
        let mut todo: Vec<usize> = (0..demands.len()).collect();
        while let Some(index) = todo.pop() {
            for giver in &self.givers[index] {
                let all = demands[giver.index()].and(demands[index]);
                if all != std::mem::replace(&mut demands[giver.index()], all) {
                    todo.push(giver.index());
                }
            }
        }
        demands
    }
}

fn takes_float(name: &str, index: usize) -> bool {
    let Some(f) = library::lookup(name) else {
        return false;
    };
    f.shapes()
        .iter()
        .any(|sig| matches!(sig.params.get(index).map(|p| &p.ty), Some(SigTy::Float)))
}
