//! The typed HIR as text, for people: `RTFS_EXPAND`, the example `stages`, snapshots.
//!
//! The text looks like RTFS with the types written in: a variable has its number, a use its kind
//! (`x.3` looks, `x.3!` moves, `x.3+` clones), a binding its type, and `~` where it is a view.

use std::fmt::{self, Write as _};

use rtfs_rt::schema::Types;

use super::*;
use crate::types::show as show_type;

/// All instances of a module.
pub fn module(module: &Module) -> String {
    let mut out = String::new();
    for (index, inst) in module.insts.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        // Writing to a string does not fail.
        let _ = instance(&mut out, index, inst);
    }
    out
}

fn instance(out: &mut String, index: usize, inst: &Inst) -> fmt::Result {
    write!(out, "(instance {}#{index} [", inst.name)?;
    for (i, (param, borrowed)) in inst.params.iter().zip(&inst.borrowed).enumerate() {
        let space = if i == 0 { "" } else { " " };
        let lent = if *borrowed { "&" } else { "" };
        write!(
            out,
            "{space}{lent}{} {}",
            var(inst, *param),
            show_type(&inst.vars[param.0 as usize].ty)
        )?;
    }
    write!(out, "] {}", show_type(&inst.result))?;
    if inst.recursion.uses_stack {
        out.push_str(" ^:stack");
    }
    if !inst.recursion.tail_group.is_empty() {
        out.push_str(" ^:tail");
    }
    let mut printer = Printer {
        out,
        inst,
        indent: 1,
    };
    printer.line();
    printer.node(&inst.body);
    printer.out.push_str(")\n");
    Ok(())
}

fn var(inst: &Inst, id: VarId) -> String {
    format!("{}.{}", inst.vars[id.0 as usize].name, id.0)
}

struct Printer<'a> {
    out: &'a mut String,
    inst: &'a Inst,
    indent: usize,
}

impl Printer<'_> {
    fn line(&mut self) {
        self.out.push('\n');
        for _ in 0..self.indent {
            self.out.push_str("  ");
        }
    }

    fn bound(&mut self, id: VarId) {
        let view = if self.inst.views.contains_key(&id) {
            "~"
        } else {
            ""
        };
        let text = format!(
            "{view}{} {}",
            var(self.inst, id),
            show_type(&self.inst.vars[id.0 as usize].ty)
        );
        self.out.push_str(&text);
    }

    /// `(head part …)`, the parts on lines of their own where one of them is long.
    fn call<'h>(&mut self, head: &str, parts: impl IntoIterator<Item = &'h Hir>) {
        self.out.push('(');
        self.out.push_str(head);
        let parts: Vec<&Hir> = parts.into_iter().collect();
        let short = parts.iter().all(|p| is_short(p));
        self.indent += 1;
        for part in parts {
            if short {
                self.out.push(' ');
            } else {
                self.line();
            }
            self.node(part);
        }
        self.indent -= 1;
        self.out.push(')');
    }

    fn node(&mut self, h: &Hir) {
        match &h.kind {
            HirKind::Lit(lit) => {
                let text = literal(lit);
                self.out.push_str(&text);
            }
            HirKind::Var(id, used) => {
                let text = var(self.inst, *id);
                self.out.push_str(&text);
                self.out.push_str(match used {
                    Use::Move => "!",
                    Use::Clone => "+",
                    Use::Keep => "=",
                    Use::Borrow | Use::Undecided => "",
                });
            }
            HirKind::Let(id, value, body) => {
                self.out.push_str("(let [");
                self.bound(*id);
                self.out.push(' ');
                self.indent += 1;
                self.node(value);
                self.out.push(']');
                self.line();
                self.node(body);
                self.indent -= 1;
                self.out.push(')');
            }
            HirKind::If(c, t, e) => {
                self.out.push_str("(if ");
                self.node(c);
                self.indent += 1;
                self.line();
                self.node(t);
                self.line();
                self.node(e);
                self.indent -= 1;
                self.out.push(')');
            }
            HirKind::Loop { label, vars, body } => {
                self.out.push_str("(loop ");
                let _ = write!(self.out, "#{} [", label.0);
                self.indent += 1;
                for (i, (id, init)) in vars.iter().enumerate() {
                    if i > 0 {
                        self.out.push(' ');
                    }
                    self.bound(*id);
                    self.out.push(' ');
                    self.node(init);
                }
                self.out.push(']');
                self.line();
                self.node(body);
                self.indent -= 1;
                self.out.push(')');
            }
            HirKind::Join {
                label,
                vars,
                choice,
                then,
            } => {
                let _ = write!(self.out, "(join #{} [", label.0);
                for (i, id) in vars.iter().enumerate() {
                    if i > 0 {
                        self.out.push(' ');
                    }
                    self.bound(*id);
                }
                self.out.push(']');
                self.indent += 1;
                self.line();
                self.node(choice);
                self.line();
                self.node(then);
                self.indent -= 1;
                self.out.push(')');
            }
            HirKind::Try {
                body,
                catches,
                finally,
                gives_way,
            } => {
                let end = if *gives_way { "release" } else { "finally" };
                self.attempt(body, catches, finally.as_deref().map(|h| (end, h)));
            }
            HirKind::Pipe(pipe) => self.pipe(pipe, &h.ty),
            HirKind::Lib(call) => {
                self.out.push('(');
                self.out.push_str(&call.path);
                self.indent += 1;
                for arg in &call.args {
                    self.out.push(' ');
                    match arg {
                        LibArg::Own(h) | LibArg::Index(h) => self.node(h),
                        LibArg::Key(h) => {
                            self.out.push_str("key ");
                            self.node(h);
                        }
                        LibArg::Ref(h) | LibArg::Text(h) => {
                            self.out.push('&');
                            self.node(h);
                        }
                        LibArg::Slice(items, _) => items.iter().for_each(|h| {
                            self.out.push(' ');
                            self.node(h);
                        }),
                        LibArg::Fn(lambda) => {
                            self.out.push_str("(fn [");
                            for (i, id) in lambda.params.iter().enumerate() {
                                if i > 0 {
                                    self.out.push(' ');
                                }
                                self.bound(*id);
                            }
                            self.out.push_str("] ");
                            self.node(&lambda.body);
                            self.out.push(')');
                        }
                    }
                }
                self.indent -= 1;
                self.out.push(')');
            }
            _ => {
                let head = head(h);
                let mut parts = Vec::new();
                h.children(&mut |c| parts.push(c));
                self.call(&head, parts);
            }
        }
    }

    fn attempt(&mut self, body: &Hir, catches: &[Catch], end: Option<(&str, &Hir)>) {
        self.out.push_str("(try");
        self.indent += 1;
        self.line();
        self.node(body);
        for catch in catches {
            self.line();
            let _ = write!(self.out, "(catch {} ", selector(catch.selector));
            match catch.var {
                Some(var) => self.bound(var),
                None => self.out.push('_'),
            }
            self.indent += 1;
            self.line();
            self.node(&catch.body);
            self.indent -= 1;
            self.out.push(')');
        }
        if let Some((name, end)) = end {
            self.line();
            let _ = write!(self.out, "({name} ");
            self.node(end);
            self.out.push(')');
        }
        self.indent -= 1;
        self.out.push(')');
    }

    fn pipe(&mut self, pipe: &Pipe, ty: &Ty) {
        self.out.push_str(if pipe.parallel.is_some() {
            "(walk ^:parallel "
        } else {
            "(walk "
        });
        self.out.push_str(&show_type(ty));
        self.indent += 1;
        for clause in &pipe.clauses {
            self.line();
            match clause {
                Clause::Each(id, source) => {
                    self.out.push_str("each ");
                    self.bound(*id);
                    self.out.push_str(match source {
                        Source::Coll(_) => " of",
                        Source::Range(..) => " in range",
                        Source::Repeat(..) => " repeats",
                        Source::Iterate { .. } => " iterates",
                        Source::Cycle(_) => " cycles",
                    });
                }
                Clause::Let(id, _) => {
                    self.out.push_str("let ");
                    self.bound(*id);
                }
                Clause::When(_) => self.out.push_str("when"),
                Clause::While(..) => self.out.push_str("while"),
                Clause::DropWhile(..) => self.out.push_str("drop-while"),
                Clause::Index(id, _) => {
                    self.out.push_str("index ");
                    self.bound(*id);
                }
                Clause::Take(..) => self.out.push_str("take"),
                Clause::Drop(..) => self.out.push_str("drop"),
            }
            let mut parts = Vec::new();
            clause.parts(&mut |h| parts.push(h));
            for part in parts {
                self.out.push(' ');
                self.node(part);
            }
        }
        self.line();
        match &pipe.sink {
            Sink::Collect(_) => self.out.push_str("collect"),
            Sink::Each(_) => self.out.push_str("do"),
            Sink::Fold { acc, init, .. } => {
                self.out.push_str("fold ");
                self.bound(*acc);
                self.out.push_str(" from ");
                self.node(init);
                self.out.push_str(" by");
            }
            Sink::Fold1 { acc, .. } => {
                self.out.push_str("fold ");
                self.bound(*acc);
                self.out.push_str(" from the first by");
            }
            Sink::Count => self.out.push_str("count"),
            Sink::Find { var, .. } => {
                self.out.push_str("find ");
                self.bound(*var);
            }
        }
        let mut parts = Vec::new();
        pipe.sink.parts(&mut |h| parts.push(h));
        for part in parts {
            self.out.push(' ');
            self.node(part);
        }
        self.indent -= 1;
        self.out.push(')');
    }
}

/// Whether a node fits on the line of its parent.
fn is_short(h: &Hir) -> bool {
    let mut count = 0;
    let mut flat = true;
    h.walk(&mut |h| {
        count += 1;
        flat &= !matches!(
            h.kind,
            HirKind::Let(..)
                | HirKind::If(..)
                | HirKind::Loop { .. }
                | HirKind::Join { .. }
                | HirKind::Try { .. }
                | HirKind::Pipe(_)
        );
    });
    flat && count < 8
}

/// What a node is called.
fn head(h: &Hir) -> String {
    match &h.kind {
        HirKind::Const(id) => format!("constant #{}", id.0),
        HirKind::Do(_) => "do".into(),
        HirKind::Recur(label, _) => format!("recur #{}", label.0),
        HirKind::Jump(label, _) => format!("jump #{}", label.0),
        HirKind::Call { inst, is_tail, .. } => {
            let tail = if *is_tail { " ^:tail" } else { "" };
            format!("call #{}{tail}", inst.0)
        }
        HirKind::Extern(index, _) => format!("extern #{index}"),
        HirKind::RustFn(index, _) => format!("rust #{index}"),
        HirKind::HostCall { id, .. } => match id {
            Some(id) => format!("host-call {id}"),
            None => "host-call".into(),
        },
        HirKind::Prim(op, args) => {
            let class = args.first().map_or_else(String::new, |a| show_type(&a.ty));
            format!("{}{class}", format!("{op:?}").to_lowercase())
        }
        HirKind::IsKind(kind, _) => format!("is-{}", format!("{kind:?}").to_lowercase()),
        HirKind::Tuple(_) => "tuple".into(),
        HirKind::Record(_) | HirKind::Struct(_) => show_type(&h.ty),
        HirKind::Vector(_) => "vector".into(),
        HirKind::List(_) => "list".into(),
        HirKind::Set(_) => "set".into(),
        HirKind::Map(_) => "map".into(),
        HirKind::Field(_, index) => format!("field {index}"),
        HirKind::SetField(_, index, _) => format!("set-field {index}"),
        HirKind::Closure(_) => "closure".into(),
        HirKind::Coerce(_) => format!("as {}", show_type(&h.ty)),
        HirKind::Cast(..) => format!("cast {}", show_type(&h.ty)),
        HirKind::Check(_, schema, _) => format!("check {}", Types::default().show(schema)),
        HirKind::ToVector(..) => "to-vector".into(),
        HirKind::LikeKind { .. } => "like-kind".into(),
        HirKind::CallDyn { .. } => "call-dynamic".into(),
        HirKind::LibFunc(name) => format!("library {name}"),
        HirKind::Parallel(_) => "parallel".into(),
        HirKind::Dbg(..) => "dbg".into(),
        HirKind::Raise { kind, message } => format!("raise {kind} {message:?}"),
        HirKind::Assert { .. } => "assert".into(),
        HirKind::AssertEq { .. } => "assert-equal".into(),
        HirKind::Lit(_)
        | HirKind::Var(..)
        | HirKind::Let(..)
        | HirKind::If(..)
        | HirKind::Loop { .. }
        | HirKind::Join { .. }
        | HirKind::Try { .. }
        | HirKind::Lib(_)
        | HirKind::Pipe(_) => String::new(),
    }
}

fn selector(selector: Selector) -> &'static str {
    match selector {
        Selector::All => "_",
        Selector::Runtime => "RuntimeError",
        Selector::Host => "HostError",
        Selector::Kind(kind) => kind.as_str(),
    }
}

fn literal(lit: &Lit) -> String {
    match lit {
        Lit::Nil => "nil".into(),
        Lit::Bool(b) => b.to_string(),
        Lit::Int(i) => i.to_string(),
        Lit::Float(x) => format!("{x:?}"),
        Lit::Str(s) => format!("{s:?}"),
        Lit::Keyword(k) => format!(":{k}"),
        Lit::Symbol(s) => format!("'{s}"),
        Lit::Inst(seconds, nanoseconds) => format!("#inst {seconds}.{nanoseconds:09}"),
        Lit::Uuid(bits) => format!("#uuid {bits:032x}"),
        Lit::Regex(source, _) => format!("#\"{source}\""),
    }
}
