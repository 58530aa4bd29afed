//! Effects: which instances must not run twice, and which reach the host.
//!
//! The fast twin of a pure function may leave `i64` half-way and be run again on big integers. What
//! prints (`dbg`), calls the host or leaves the language through a Rust function in scope must not be seen
//! twice, so such instances, and all that call them, have one form only. Those that call the host are given it as
//! a parameter, so where nobody can give it a call is an error: in a constant, in a test, and in a function that
//! has become a dynamic value.

use rtfs_rt::reader::Span;

use crate::diagnostic::Diagnostic;
use crate::hir::{HirKind, Inst, Module};
use crate::types::Ty;

/// Marks the instances with effects, and those that call the host.
pub fn mark(module: &mut Module) {
    spread(
        module,
        |kind| {
            matches!(
                kind,
                HirKind::Dbg(..) | HirKind::RustFn(..) | HirKind::HostCall { .. }
            )
        },
        |inst| &mut inst.has_effects,
    );
    spread(
        module,
        |kind| matches!(kind, HirKind::HostCall { .. }),
        |inst| &mut inst.calls_host,
    );
}

/// Marks the instances in which a node of a kind occurs, and all that call one of them.
fn spread(
    module: &mut Module,
    is_it: impl Fn(&HirKind) -> bool,
    mark: impl Fn(&mut Inst) -> &mut bool,
) {
    let mut callers: Vec<Vec<usize>> = vec![Vec::new(); module.insts.len()];
    let mut work = Vec::new();
    for (index, inst) in module.insts.iter_mut().enumerate() {
        let mut found = false;
        inst.body.walk(&mut |h| {
            found |= is_it(&h.kind);
            if let HirKind::Call { inst, .. } = &h.kind {
                callers[inst.0 as usize].push(index);
            }
        });
        if found {
            *mark(inst) = true;
            work.push(index);
        }
    }
    while let Some(index) = work.pop() {
        for caller in &callers[index] {
            let marked = mark(&mut module.insts[*caller]);
            if !*marked {
                *marked = true;
                work.push(*caller);
            }
        }
    }
}

/// Calls of the host where no host can be; `has_host` says whether the expression of the block has one.
pub fn without_host(module: &Module, has_host: bool) -> Vec<Diagnostic> {
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    let mut report = |span: Span, message: &str, help: &str| {
        if !diagnostics.iter().any(|d| d.span == span) {
            diagnostics.push(Diagnostic::error("host", message, span).with_help(help));
        }
    };
    let consts = module.consts.iter().map(|(_, inst)| *inst);
    for id in consts {
        let inst = &module.insts[id.0 as usize];
        if inst.calls_host {
            report(
                first_call(module, inst),
                "a constant cannot call the host: it is computed once, for whoever comes first",
                "make it a function: `(defn name [] …)`",
            );
        }
    }
    for (_, id) in &module.tests {
        let inst = &module.insts[id.0 as usize];
        if inst.calls_host {
            report(
                first_call(module, inst),
                "a `deftest` has no host to call",
                "test the function from Rust, with a `rtfs::host::Mock`",
            );
        }
    }
    if let Some(id) = module.body
        && !has_host
    {
        let inst = &module.insts[id.0 as usize];
        if inst.calls_host {
            report(
                first_call(module, inst),
                "this calls the host, but the expression has none",
                "name one before the program: `rtfs! { host = my_host; … }`",
            );
        }
    }
    let mut becomes_dynamic = |from: &Ty, to: &Ty, span: Span| {
        let insts = module.conversion_calls(from, to);
        if insts.iter().any(|i| module.insts[i.0 as usize].calls_host) {
            report(
                span,
                "a function that calls the host cannot be kept as a value of unknown type",
                "call it where it is known, or pass it to a function of this program",
            );
        }
    };
    for inst in &module.insts {
        inst.body.walk(&mut |h| {
            if let HirKind::Coerce(inner) = &h.kind {
                becomes_dynamic(&inner.ty, &h.ty, h.span);
            }
        });
    }
    // Rust gets the functions in a constant as dynamic ones.
    for (_, id) in &module.consts {
        let inst = &module.insts[id.0 as usize];
        becomes_dynamic(&inst.result, &inst.result.exported(), inst.body.span);
    }
    diagnostics
}

/// The place in an instance from which the host is first reached.
fn first_call(module: &Module, inst: &Inst) -> Span {
    let mut place = None;
    inst.body.walk(&mut |h| {
        let reaches = match &h.kind {
            HirKind::HostCall { .. } => true,
            HirKind::Call { inst, .. } => module.insts[inst.0 as usize].calls_host,
            _ => false,
        };
        if reaches {
            place.get_or_insert(h.span);
        }
    });
    place.unwrap_or(inst.body.span)
}
