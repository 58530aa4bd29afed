//! Constants of an expression that depend on its surroundings.
//!
//! A constant is computed once, by itself, from what is known without the Rust code around the block. In an expression, a
//! constant may read Rust variables: by name, through a function that reads them, or through another such constant. Such a
//! one becomes a local that is bound around the whole expression, and functions that use it capture it like any other.
//!
//! Before: all names are bound, and captures are closed. After: no constant but those with a [`ConstDef::local`] reaches the surroundings,
//! captures are closed again, and each of the locals is bound after what its value needs.

use std::collections::BTreeSet;

use super::pattern::Bindings;
use super::special::wrap;
use super::*;

/// What the value of a constant, or the bodies of a function, mention.
#[derive(Default)]
struct Mentioned {
    fns: BTreeSet<FnId>,
    consts: BTreeSet<ConstId>,
    /// Whether a Rust variable or function is among it, or something else that is.
    is_outer: bool,
}

/// What everything in a program mentions.
struct Mentions {
    fns: Vec<Mentioned>,
    consts: Vec<Mentioned>,
}

impl Mentions {
    fn of(program: &Program) -> Mentions {
        let outer: BTreeSet<LocalId> = program.captures.iter().filter_map(|c| c.local).collect();
        let of = |values: &mut dyn Iterator<Item = &Expr>| {
            let mut found = Mentioned::default();
            for value in values {
                value.walk(&mut |e| match e.kind {
                    ExprKind::FnRef(id) | ExprKind::Fn(id) => drop(found.fns.insert(id)),
                    ExprKind::Const(id) => drop(found.consts.insert(id)),
                    ExprKind::Local(id) => found.is_outer |= outer.contains(&id),
                    ExprKind::RustFn(_) => found.is_outer = true,
                    _ => {}
                });
            }
            found
        };
        let fns = program.fns.iter();
        let fns = fns.map(|def| of(&mut def.arities.iter().map(|arity| &*arity.body)));
        let consts = program.consts.iter();
        let consts = consts.map(|def| of(&mut std::iter::once(&def.value)));
        let mut mentions = Mentions {
            fns: fns.collect(),
            consts: consts.collect(),
        };
        mentions.close();
        mentions
    }

    /// What mentions something that depends on the surroundings does so too.
    fn close(&mut self) {
        loop {
            let reaches = |m: &Mentioned| {
                m.fns.iter().any(|id| self.fns[id.index()].is_outer)
                    || m.consts.iter().any(|id| self.consts[id.index()].is_outer)
            };
            let all = self.fns.iter().chain(&self.consts);
            let now: Vec<bool> = all.map(|m| m.is_outer || reaches(m)).collect();
            let mut changed = false;
            let all = self.fns.iter_mut().chain(&mut self.consts);
            for (mentioned, is_outer) in all.zip(now) {
                changed |= mentioned.is_outer != is_outer;
                mentioned.is_outer = is_outer;
            }
            if !changed {
                return;
            }
        }
    }

    /// The constants on which the value of one depends, directly and through functions.
    fn needs(&self, id: ConstId) -> BTreeSet<ConstId> {
        let mut found = self.consts[id.index()].consts.clone();
        let mut met = BTreeSet::new();
        let mut open: Vec<FnId> = self.consts[id.index()].fns.iter().copied().collect();
        while let Some(id) = open.pop() {
            if met.insert(id) {
                let mentioned = &self.fns[id.index()];
                found.extend(&mentioned.consts);
                open.extend(&mentioned.fns);
            }
        }
        found
    }
}

impl Resolver<'_> {
    /// The expression of the program, with the constants that depend on its surroundings bound around it.
    pub(super) fn bind_outer_constants(&mut self, body: Expr) -> Expr {
        let mentions = Mentions::of(&self.program);
        let ids = (0..self.program.consts.len() as u32).map(ConstId);
        let outer: Vec<ConstId> = ids
            .filter(|id| mentions.consts[id.index()].is_outer)
            .collect();
        for id in &outer {
            let def = &self.program.consts[id.index()];
            let (name, span) = (def.name.clone(), def.span);
            self.program.consts[id.index()].local = Some(self.new_local(&name, span, false));
        }
        self.capture_constants(&mentions);
        let mut order = Order {
            mentions: &mentions,
            begun: BTreeSet::new(),
            ended: Vec::new(),
            circles: Vec::new(),
        };
        outer.iter().for_each(|id| order.visit(*id));
        let Order { ended, circles, .. } = order;
        for id in circles {
            let def = &self.program.consts[id.index()];
            let diagnostic = depends_on_itself(&def.name, def.span);
            self.report(diagnostic);
        }
        let mut bindings = Bindings::new();
        for id in ended {
            let def = &mut self.program.consts[id.index()];
            let value = std::mem::replace(&mut def.value, error(def.span));
            let (name, annotation) = (def.name.clone(), def.annotation.take());
            let value = self.cast(value, annotation, &name);
            bindings.extend(self.program.consts[id.index()].local.map(|l| (l, value)));
        }
        wrap(bindings, body)
    }

    /// Functions capture the locals of the constants that they mention, and of what the functions in them capture.
    fn capture_constants(&mut self, mentions: &Mentions) {
        loop {
            let mut changed = false;
            for (index, mentioned) in mentions.fns.iter().enumerate() {
                let consts = mentioned.consts.iter();
                let mut wanted: Vec<LocalId> = consts
                    .filter_map(|id| self.program.consts[id.index()].local)
                    .collect();
                for id in &mentioned.fns {
                    let captures = self.program.fns[id.index()].captures.iter();
                    let of_consts = captures.filter(|l| self.is_of_constant(**l));
                    wanted.extend(of_consts);
                }
                for local in wanted {
                    let captures = &mut self.program.fns[index].captures;
                    if !captures.contains(&local) {
                        captures.push(local);
                        changed = true;
                    }
                }
            }
            if !changed {
                return;
            }
        }
    }

    fn is_of_constant(&self, local: LocalId) -> bool {
        self.program.consts.iter().any(|c| c.local == Some(local))
    }
}

/// The constants to bind, each after those that it needs.
struct Order<'m> {
    mentions: &'m Mentions,
    begun: BTreeSet<ConstId>,
    ended: Vec<ConstId>,
    circles: Vec<ConstId>,
}

impl Order<'_> {
    fn visit(&mut self, id: ConstId) {
        if !self.begun.insert(id) {
            if !self.ended.contains(&id) && !self.circles.contains(&id) {
                self.circles.push(id);
            }
            return;
        }
        for needed in self.mentions.needs(id) {
            if self.mentions.consts[needed.index()].is_outer {
                self.visit(needed);
            }
        }
        self.ended.push(id);
    }
}

/// The error of a constant whose value needs the constant.
pub(super) fn depends_on_itself(name: &str, span: Span) -> Diagnostic {
    let message = format!("the value of `{name}` depends on itself");
    Diagnostic::error("name", message, span)
        .with_help("a constant is computed once, from what is known without it")
}
