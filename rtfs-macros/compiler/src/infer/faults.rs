//! Faults: what is wrong at a place in one instance, and what of that is an error of the program.

use super::*;

impl<'p> Infer<'p> {
    /// A place that cannot succeed at these types: an error if that is so everywhere.
    pub(super) fn fault(&self, cx: &mut Cx, span: Span, diagnostic: Diagnostic) -> Hir {
        let message = diagnostic.message.clone();
        let kind = match diagnostic.code {
            "arity" => "ArityError",
            _ => "TypeError",
        };
        self.note(cx, span, diagnostic);
        Hir::new(HirKind::Raise { kind, message }, Ty::Never, span)
    }

    /// A fault at a place where the program goes on.
    pub(super) fn note(&self, cx: &mut Cx, span: Span, diagnostic: Diagnostic) {
        cx.faults.push(Fault { span, diagnostic });
    }

    /// A place that a fault elsewhere may name, and that can succeed here.
    pub(super) fn pass(&self, cx: &mut Cx, span: Span) {
        cx.passed.push(span);
    }

    /// Type errors of places that fail wherever they are reached.
    pub(super) fn proved_faults(&self, module: &Module) -> Vec<Diagnostic> {
        let reached = self.reached(module);
        let mut failed: BTreeMap<(u32, u32), Diagnostic> = BTreeMap::new();
        let mut passed: BTreeSet<(u32, u32)> = BTreeSet::new();
        for id in &reached {
            let state = &self.insts[id.0 as usize];
            for fault in &state.faults {
                failed
                    .entry((fault.span.start, fault.span.end))
                    .or_insert_with(|| fault.diagnostic.clone());
            }
            passed.extend(state.passed.iter().map(|s| (s.start, s.end)));
        }
        failed
            .into_iter()
            .filter(|(place, _)| !passed.contains(place))
            .map(|(_, d)| d)
            .collect()
    }

    /// Walks without an end, which would run for ever: one error for each producer.
    pub(super) fn endless_walks(&self, module: &Module) -> Vec<Diagnostic> {
        let mut found = BTreeMap::new();
        for id in self.reached(module) {
            let Some(inst) = &self.insts[id.0 as usize].inst else {
                continue;
            };
            inst.body.walk(&mut |h| {
                if let Some((var, name)) = endless::endless(h) {
                    let span = inst.vars[var.0 as usize].span;
                    found.entry((span.start, span.end)).or_insert_with(|| {
                        let message = format!("this `{name}` never ends, and nothing around it stops it");
                        let help = match name {
                            "range" => "give it an end, `(range n)`, or bound it with `take`, `take-while` or `first`",
                            "repeat" => "say how often, `(repeat n x)`, or bound it with `take` or `take-while`",
                            _ => "bound it with `take`, `take-while`, `first`, `nth` or `some` in the same chain",
                        };
                        Diagnostic::error("endless", message, span).with_help(help)
                    });
                }
            });
        }
        found.into_values().collect()
    }

    /// The instances that the roots reach, those of functions that nothing calls included.
    pub(super) fn reached(&self, module: &Module) -> BTreeSet<InstId> {
        let mut work: Vec<InstId> = module.entries.iter().map(|e| e.inst).collect();
        work.extend(module.consts.iter().map(|(_, i)| *i));
        work.extend(module.tests.iter().map(|(_, i)| *i));
        work.extend(module.body);
        let called: BTreeSet<FnId> = self.fns_of(&self.reach(module, work.clone()));
        for (index, state) in self.insts.iter().enumerate() {
            if let Origin::Fn(f, _) = state.key.origin
                && !called.contains(&f)
                && self.program.fns[f.index()].is_top
            {
                work.push(InstId(index as u32));
            }
        }
        self.reach(module, work)
    }

    fn fns_of(&self, insts: &BTreeSet<InstId>) -> BTreeSet<FnId> {
        insts
            .iter()
            .filter_map(|i| match self.insts[i.0 as usize].key.origin {
                Origin::Fn(f, _) => Some(f),
                _ => None,
            })
            .collect()
    }

    pub(super) fn reach(&self, module: &Module, mut work: Vec<InstId>) -> BTreeSet<InstId> {
        let mut reached = BTreeSet::new();
        while let Some(id) = work.pop() {
            if !reached.insert(id) {
                continue;
            }
            if let Some(inst) = &self.insts[id.0 as usize].inst {
                inst.body.walk(&mut |h| match &h.kind {
                    HirKind::Call { inst, .. } => work.push(*inst),
                    HirKind::Coerce(inner) => {
                        work.extend(module.conversion_calls(&inner.ty, &h.ty));
                    }
                    HirKind::Const(c) => {
                        let key = Key {
                            origin: Origin::Const(*c),
                            captures: Vec::new(),
                            args: Vec::new(),
                        };
                        work.extend(self.keys.get(&key));
                    }
                    _ => {}
                });
            }
        }
        reached
    }
}
