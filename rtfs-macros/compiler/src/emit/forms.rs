//! In which forms an instance exists, and which of them an expansion needs.

use std::collections::BTreeSet;

use super::repeated::{few_callers, repeated};
use super::*;
use crate::hir::{Hir, HirKind, Label};

/// In which forms an instance exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Forms {
    /// One, in which ints are wide.
    Single,
    /// A fast and a wide one.
    Twin,
    /// A fast one, which is given the nearest `i64` for an int that does not fit (`near`).
    Near,
}

/// Whether an instance gets a fast form.
pub(super) fn forms_of(inst: &Inst, module: &Module) -> Forms {
    let twin = |inst: &Inst| {
        let has_ints = inst.result == Ty::Int || inst.vars.iter().any(|v| v.ty == Ty::Int) || {
            let mut found = false;
            inst.body
                .walk(&mut |h| found |= matches!(h.kind, HirKind::Prim(..)) && h.ty == Ty::Int);
            found
        };
        // Arguments that the fast form would use up are not there for the wide one.
        let keeps = inst.params.iter().zip(&inst.borrowed).all(|(p, borrowed)| {
            let ty = &inst.vars[p.0 as usize].ty;
            *borrowed
                || ty.is_scalar()
                || matches!(
                    ty,
                    Ty::Int | Ty::Number | Ty::Float | Ty::Str | Ty::Func | Ty::Closure(_)
                )
        });
        has_ints && keeps && !inst.has_effects
    };
    let group = &inst.recursion.tail_group;
    let all = if group.is_empty() {
        twin(inst)
    } else {
        group.iter().all(|i| twin(&module.insts[i.0 as usize]))
    };
    match all {
        true if near::is_near(inst) => Forms::Near,
        true => Forms::Twin,
        false => Forms::Single,
    }
}

/// How each instance holds ints where they have no limit and a fast form comes first: as words, but not where other
/// threads see them.
pub(super) fn limitless(module: &Module) -> Vec<Mode> {
    let is_apart = |inst: &Inst| {
        let mut found = false;
        inst.body.walk(&mut |h| {
            found |= match &h.kind {
                HirKind::Parallel(_) => true,
                HirKind::Pipe(pipe) => pipe.parallel.is_some(),
                _ => false,
            };
        });
        found
    };
    let apart: Vec<bool> = module.insts.iter().map(is_apart).collect();
    let mode = |(index, inst): (usize, &Inst)| {
        let group = &inst.recursion.tail_group;
        let some = apart[index] || group.iter().any(|i| apart[i.0 as usize]);
        if some { Mode::Wide } else { Mode::Cold }
    };
    module.insts.iter().enumerate().map(mode).collect()
}

/// Of each instance, whether its fast form may give an int that does not fit as it is: it ends in a
/// loop that went wide, or in a call of such a function.
pub(super) fn gives_wide(module: &Module) -> Vec<bool> {
    let ends: Vec<Ends> = module.insts.iter().map(Ends::of).collect();
    let mut wide: Vec<bool> = ends.iter().map(|e| e.in_loop).collect();
    let mut changed = true;
    while changed {
        changed = false;
        for (index, ends) in ends.iter().enumerate() {
            if !wide[index] && ends.calls.iter().any(|call| wide[call.0 as usize]) {
                wide[index] = true;
                changed = true;
            }
        }
    }
    wide
}

/// In what an instance ends.
#[derive(Default)]
struct Ends {
    in_loop: bool,
    calls: Vec<InstId>,
}

impl Ends {
    fn of(inst: &Inst) -> Ends {
        let mut ends = Ends::default();
        if inst.result == Ty::Int {
            ends.visit(&inst.body);
        }
        ends
    }

    fn visit(&mut self, h: &Hir) {
        match &h.kind {
            HirKind::Let(_, _, body) => self.visit(body),
            HirKind::Do(items) => items.last().into_iter().for_each(|h| self.visit(h)),
            HirKind::If(_, t, e) => {
                self.visit(t);
                self.visit(e);
            }
            HirKind::Call { inst, .. } => self.calls.push(*inst),
            HirKind::Loop { body, .. } => {
                self.in_loop = true;
                self.visit(body);
            }
            HirKind::Lit(_) | HirKind::Var(..) | HirKind::Prim(..) | HirKind::Lib(_) => {}
            _ => h.children(&mut |h| self.visit(h)),
        }
    }
}

/// One Rust function of an instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// The loop of a tail group.
    Group(Mode),
    /// A form.
    Form(Mode),
    /// The wide form of a loop.
    Loop(Label),
    /// What is called from code that knows no words: the only form, or the choice between two.
    Whole,
    /// The choice between two forms for code whose ints are words.
    Choice,
}

/// The functions that an expansion needs, which are found while it is written.
#[derive(Default)]
pub(super) struct Needs {
    asked: BTreeMap<(InstId, Part), TokenStream>,
    todo: Vec<(InstId, Part)>,
    /// Whose fast form wide code refers to.
    kept: BTreeSet<InstId>,
}

impl Needs {
    /// Says that a function is called.
    pub(super) fn ask(&mut self, id: InstId, part: Part) {
        if self.is_new(id, part) {
            self.todo.push((id, part));
        }
    }

    /// Says that a function is called; whether it is called for the first time, and to be given.
    pub(super) fn is_new(&mut self, id: InstId, part: Part) -> bool {
        !self.asked.contains_key(&(id, part)) && {
            self.asked.insert((id, part), TokenStream::new());
            true
        }
    }

    /// Says that wide code refers to the fast form of an instance.
    pub(super) fn keep(&mut self, id: InstId) {
        self.ask(id, Part::Form(Mode::Fast));
        self.kept.insert(id);
    }

    /// Gives a function.
    pub(super) fn give(&mut self, id: InstId, part: Part, code: TokenStream) {
        self.asked.insert((id, part), code);
    }
}

impl Emitter<'_> {
    /// The functions that what is written so far calls, and those that they call.
    pub(super) fn functions(&self) -> TokenStream {
        loop {
            let next = self.needs.borrow_mut().todo.pop();
            let Some((id, part)) = next else { break };
            let code = self.part(id, part);
            self.needs.borrow_mut().give(id, part, code);
        }
        let needs = self.needs.take();
        let (repeated, few_callers) = (repeated(self.module), few_callers(self.module));
        let mut functions = TokenStream::new();
        for ((id, part), code) in needs.asked {
            let is_repeated = repeated[id.0 as usize];
            if part == Part::Form(Mode::Fast) && is_long(self.inst(id)) {
                if !is_repeated && needs.kept.contains(&id) {
                    functions.extend(quote!(#[inline(never)]));
                } else if is_repeated && few_callers[id.0 as usize] {
                    // More than what rustc takes for short may be copied, since the copies are few.
                    functions.extend(quote!(#[inline]));
                }
            }
            functions.extend(code);
        }
        functions
    }
}

/// Whether a call of an instance is little beside what the instance does. Where it is not called again and again, its
/// fast form need not be copied into its callers, then: if wide code refers to it, it is compiled for itself as well.
fn is_long(inst: &Inst) -> bool {
    let mut is_long = inst.recursion.uses_stack;
    inst.body.walk(&mut |h| {
        is_long |= matches!(h.kind, HirKind::Loop { .. } | HirKind::Pipe(_));
    });
    // What only enters the loop of a tail group is short.
    is_long && inst.recursion.tail_group.is_empty()
}
