//! Arithmetic and comparison: operands meet in one class (int, float or number), and the operation is of that class.

use super::*;

impl Infer<'_> {
    /// Operands in one class; a dynamic one is checked to be a number.
    fn numbers(&mut self, cx: &mut Cx, args: Vec<Hir>, name: &str) -> (Ty, Vec<Hir>) {
        let mut class = Ty::Never;
        let mut checked = Vec::new();
        for arg in args {
            let arg = match arg.ty {
                Ty::Int | Ty::Float | Ty::Number => {
                    self.pass(cx, arg.span);
                    arg
                }
                Ty::Fixed(_) => {
                    self.pass(cx, arg.span);
                    self.coerce(arg, &Ty::Int)
                }
                Ty::Option(ref t) if t.is_number() => {
                    let to = if matches!(**t, Ty::Fixed(_)) {
                        Ty::Int
                    } else {
                        (**t).clone()
                    };
                    self.operand(cx, arg, &to, name, "numbers")
                }
                _ => self.operand(cx, arg, &Ty::Number, name, "numbers"),
            };
            class = join(&class, &arg.ty);
            checked.push(arg);
        }
        let checked = checked
            .into_iter()
            .map(|h| self.coerce(h, &class))
            .collect();
        (class, checked)
    }

    /// `+ - *` and the like over any number of operands, from the left.
    pub(super) fn arithmetic(
        &mut self,
        cx: &mut Cx,
        name: &str,
        args: Vec<Hir>,
        span: Span,
    ) -> Hir {
        if let Some(stop) = args.iter().position(|h| h.ty.is_never()) {
            return sequence(args.into_iter().take(stop + 1).collect(), span);
        }
        let int = |n: i64| literal(Lit::Int(n.into()), span);
        let mut args = args.into_iter();
        match (name, args.len()) {
            ("+", 0) => return int(0),
            ("*", 0) => return int(1),
            ("-", 1) => {
                let (class, args) = self.numbers(cx, args.collect(), name);
                return prim(Prim::Neg, args, class, span);
            }
            ("/", 1) => {
                let args: Vec<Hir> = std::iter::once(int(1)).chain(args).collect();
                return self.arithmetic(cx, name, args, span);
            }
            ("+" | "*" | "max" | "min", 1) => {
                let (_, mut args) = self.numbers(cx, args.collect(), name);
                return args.pop().unwrap_or_else(|| int(0));
            }
            _ => {}
        }
        let op = match name {
            "+" => Prim::Add,
            "-" => Prim::Sub,
            "*" => Prim::Mul,
            "/" => Prim::Div,
            "quot" => Prim::Quot,
            "rem" => Prim::Rem,
            "mod" => Prim::Mod,
            "max" => Prim::Max,
            _ => Prim::Min,
        };
        let Some(mut total) = args.next() else {
            return int(0);
        };
        for arg in args {
            // `max` and `min` keep the winner as it is: an int and a float meet as numbers.
            let (class, pair) = self.numbers(cx, vec![total, arg], name);
            if let Some(stop) = pair.iter().position(|h| h.ty.is_never()) {
                return sequence(pair.into_iter().take(stop + 1).collect(), span);
            }
            let keeps = matches!(op, Prim::Max | Prim::Min);
            let mixed =
                class == Ty::Number && pair.iter().any(|h| came_from(h, &Ty::Float)) && !keeps;
            let class = if mixed { Ty::Float } else { class };
            let pair: Vec<Hir> = pair
                .into_iter()
                .map(|h| if mixed { self.as_float(h) } else { h })
                .collect();
            let result = match (op, &class) {
                (Prim::Div, Ty::Int) => Ty::Number,
                _ => class.clone(),
            };
            total = prim(op, pair, result, span);
        }
        total
    }

    /// A number as a float.
    pub(super) fn as_float(&mut self, h: Hir) -> Hir {
        let span = h.span;
        match (h.kind, h.ty) {
            (HirKind::Coerce(inner), Ty::Number) if matches!(inner.ty, Ty::Int | Ty::Float) => {
                self.as_float(*inner)
            }
            (kind, Ty::Float) => Hir::new(kind, Ty::Float, span),
            (HirKind::Lit(Lit::Int(i)), _) => literal(Lit::Float(i.to_f64()), span),
            (kind, ty) => prim(
                Prim::ToFloat,
                vec![Hir::new(kind, ty, span)],
                Ty::Float,
                span,
            ),
        }
    }

    pub(super) fn step(&mut self, cx: &mut Cx, name: &str, arg: Hir, span: Span) -> Hir {
        let (class, args) = self.numbers(cx, vec![arg], name);
        if class.is_never() {
            return sequence(args, span);
        }
        let (op, result) = match name {
            "inc" => (Prim::Inc, class),
            "dec" => (Prim::Dec, class),
            "abs" => (Prim::Abs, class),
            "zero?" => (Prim::Zero, Ty::Bool),
            "pos?" => (Prim::Pos, Ty::Bool),
            "neg?" => (Prim::Negative, Ty::Bool),
            "nan?" => (Prim::Nan, Ty::Bool),
            "infinite?" => (Prim::Infinite, Ty::Bool),
            "float" => {
                return self.as_float(
                    args.into_iter()
                        .next()
                        .unwrap_or_else(|| literal(Lit::Nil, span)),
                );
            }
            "int" if class == Ty::Int => return sequence(args, span),
            _ => (Prim::ToInt, Ty::Int),
        };
        prim(op, args, result, span)
    }

    /// Operations of ints only.
    pub(super) fn integer(&mut self, cx: &mut Cx, name: &str, args: Vec<Hir>, span: Span) -> Hir {
        let mut ints = Vec::new();
        for arg in args {
            ints.push(self.to_int(cx, arg, name));
        }
        if let Some(stop) = ints.iter().position(|h| h.ty.is_never()) {
            return sequence(ints.into_iter().take(stop + 1).collect(), span);
        }
        let (op, result) = match name {
            "even?" => (Prim::Even, Ty::Bool),
            "odd?" => (Prim::Odd, Ty::Bool),
            "bit-and" => (Prim::BitAnd, Ty::Int),
            "bit-or" => (Prim::BitOr, Ty::Int),
            "bit-xor" => (Prim::BitXor, Ty::Int),
            "bit-not" => (Prim::BitNot, Ty::Int),
            "bit-shift-left" => (Prim::Shl, Ty::Int),
            _ => (Prim::Shr, Ty::Int),
        };
        let mut ints = ints.into_iter();
        let Some(mut total) = ints.next() else {
            return literal(Lit::Nil, span);
        };
        if ints.len() == 0 {
            return prim(op, vec![total], result, span);
        }
        for next in ints {
            total = prim(op, vec![total, next], result.clone(), span);
        }
        total
    }

    /// `< > <= >= ==` over any number of operands.
    pub(super) fn ordering(&mut self, cx: &mut Cx, name: &str, args: Vec<Hir>, span: Span) -> Hir {
        let op = match name {
            "<" => Prim::Lt,
            "<=" => Prim::Le,
            ">" => Prim::Gt,
            ">=" => Prim::Ge,
            _ => Prim::NumEq,
        };
        self.chain(cx, args, span, |this, cx, a, b| {
            let (_, pair) = this.numbers(cx, vec![a, b], name);
            match pair.iter().position(|h| h.ty.is_never()) {
                Some(stop) => sequence(pair.into_iter().take(stop + 1).collect(), span),
                None => prim(op, pair, Ty::Bool, span),
            }
        })
    }

    /// `=` over any number of operands.
    pub(super) fn equality(&mut self, cx: &mut Cx, args: Vec<Hir>, span: Span) -> Hir {
        self.chain(cx, args, span, |this, _, a, b| this.equal(a, b, span))
    }

    /// Whether two values are equal: in one representation, or known to differ.
    pub(super) fn equal(&mut self, a: Hir, b: Hir, span: Span) -> Hir {
        if a.ty.is_never() || b.ty.is_never() {
            return sequence(vec![a, b], span);
        }
        let fixed = |h: Hir, this: &mut Self| {
            if let Ty::Fixed(_) = h.ty {
                this.coerce(h, &Ty::Int)
            } else {
                h
            }
        };
        let (a, b) = (fixed(a, self), fixed(b, self));
        // A comparison with nil is a test.
        match (&a.ty, &b.ty) {
            (Ty::Nil, Ty::Nil) => {
                return sequence(vec![a, b, literal(Lit::Bool(true), span)], span);
            }
            (Ty::Option(_), Ty::Nil) => {
                return sequence(
                    vec![b, negate(prim(Prim::IsSome, vec![a], Ty::Bool, span))],
                    span,
                );
            }
            (Ty::Nil, Ty::Option(_)) => {
                return sequence(
                    vec![a, negate(prim(Prim::IsSome, vec![b], Ty::Bool, span))],
                    span,
                );
            }
            _ => {}
        }
        let class = |t: &Ty| match &t.loose() {
            Ty::Vector(_) | Ty::List(_) | Ty::Tuple(_) => "sequence",
            Ty::Map(..) | Ty::Record(_) | Ty::Struct(_) => "map",
            Ty::Int | Ty::Fixed(_) => "int",
            Ty::Float => "float",
            Ty::Nil => "nil",
            Ty::Bool => "bool",
            Ty::Str => "string",
            Ty::Keyword => "keyword",
            Ty::Symbol => "symbol",
            Ty::Inst => "inst",
            Ty::Uuid => "uuid",
            Ty::Regex(_) => "regex",
            Ty::Set(_) => "set",
            Ty::Closure(_) | Ty::Func => "fn",
            _ => "",
        };
        let (ca, cb) = (class(&a.ty), class(&b.ty));
        if !ca.is_empty() && !cb.is_empty() && ca != cb {
            return sequence(vec![a, b, literal(Lit::Bool(false), span)], span);
        }
        let both = join(&a.ty, &b.ty);
        let (a, b) = (self.coerce(a, &both), self.coerce(b, &both));
        prim(Prim::Eq, vec![a, b], Ty::Bool, span)
    }

    /// `(op a b c)` as `(and (op a b) (op b c))`, each operand evaluated once.
    fn chain(
        &mut self,
        cx: &mut Cx,
        args: Vec<Hir>,
        span: Span,
        mut pair: impl FnMut(&mut Self, &mut Cx, Hir, Hir) -> Hir,
    ) -> Hir {
        if let Some(stop) = args.iter().position(|h| h.ty.is_never()) {
            return sequence(args.into_iter().take(stop + 1).collect(), span);
        }
        let n = args.len();
        let mut args = args.into_iter();
        match (n, args.next(), args.next()) {
            (2, Some(a), Some(b)) => pair(self, cx, a, b),
            (n, Some(a), Some(b)) if n > 2 => {
                let all: Vec<Hir> = [a, b].into_iter().chain(args).collect();
                let mut bindings = Vec::new();
                let vars: Vec<VarId> = all
                    .into_iter()
                    .map(|h| {
                        let var = cx.new_var("operand", h.span, h.ty.clone());
                        bindings.push((var, h));
                        var
                    })
                    .collect();
                let mut result = literal(Lit::Bool(true), span);
                for (i, two) in vars.windows(2).enumerate().rev() {
                    let (a, b) = (
                        cx.var(two[0], bindings[i].1.span),
                        cx.var(two[1], bindings[i + 1].1.span),
                    );
                    let test = pair(self, cx, a, b);
                    result = if matches!(result.kind, HirKind::Lit(Lit::Bool(true)))
                        || test.ty.is_never()
                    {
                        test
                    } else {
                        self.join_branches(test, result, literal(Lit::Bool(false), span), span)
                    };
                }
                bindings
                    .into_iter()
                    .rev()
                    .fold(result, |body, (var, value)| bind(var, value, body))
            }
            (_, Some(a), _) => sequence(vec![a, literal(Lit::Bool(true), span)], span),
            _ => literal(Lit::Bool(true), span),
        }
    }
}

/// A scalar operation.
pub(super) fn prim(op: Prim, args: Vec<Hir>, ty: Ty, span: Span) -> Hir {
    if let Some(stop) = args.iter().position(|h| h.ty.is_never()) {
        return sequence(args.into_iter().take(stop + 1).collect(), span);
    }
    Hir::new(HirKind::Prim(op, args), ty, span)
}

/// `not` of a bool.
pub(super) fn negate(h: Hir) -> Hir {
    let span = h.span;
    if h.ty.is_never() {
        return h;
    }
    match h.kind {
        HirKind::Lit(Lit::Bool(b)) => literal(Lit::Bool(!b), span),
        HirKind::Prim(Prim::Not, mut inner) if inner.len() == 1 => inner.remove(0),
        kind => prim(Prim::Not, vec![Hir::new(kind, h.ty, span)], Ty::Bool, span),
    }
}

/// Whether a number is of this class before it was widened.
fn came_from(h: &Hir, class: &Ty) -> bool {
    h.ty == *class || matches!(&h.kind, HirKind::Coerce(inner) if inner.ty == *class)
}
