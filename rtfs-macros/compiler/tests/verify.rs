//! The verifier finds what it is there for: each test breaks a rule in sound HIR.

use rtfs_compiler::hir::verify::verify;
use rtfs_compiler::hir::{Hir, HirKind, Module, Use, VarId};
use rtfs_compiler::source::{Options, Source};
use rtfs_compiler::sources::Sources;
use rtfs_compiler::types::Ty;
use rtfs_compiler::{analyse, infer, own, resolve};

fn module(text: &str, owned: bool) -> Module {
    let source = Source::new(text, "verify.rtfs");
    let (forms, errors) = rtfs_rt::reader::read_all(text, &Default::default());
    assert!(errors.is_empty());
    let sources = Sources::new(&source);
    let (program, errors) = resolve::resolve(&sources, &Options::default(), &forms);
    assert_eq!(errors, []);
    let (mut module, errors) = infer::infer(&program);
    assert_eq!(errors, []);
    if owned {
        analyse::analyse(&mut module);
        own::own(&mut module);
    }
    module
}

/// Changes every node of all instances.
fn change(module: &mut Module, f: impl Fn(&mut Hir)) {
    for inst in &mut module.insts {
        inst.body.walk_mut(&mut |h| f(h));
    }
}

fn messages(module: &Module, owned: bool) -> Vec<String> {
    verify(module, owned)
        .into_iter()
        .map(|v| v.message)
        .collect()
}

const TWICE: &str = "(defn f [v [:vector :int]] [(conj v 1) (conj v 2)])";

#[test]
fn sound_programs_have_no_violations() {
    for text in [
        TWICE,
        "(defn f [n] (loop [i 0 v []] (if (< i n) (recur (inc i) (conj v i)) v)))",
        "(defn f [xs [:vector :int]] (reduce (fn [[a b] x] [(+ a x) (inc b)]) [0 0] xs))",
        "(defn f [n] (for [x (range n) y (range x)] [x y]))",
        "(deftype T [:union :nil [:tuple :int T T]]) (defn f [t T] T (match t nil nil [x l r] [x (f r) (f l)]))",
    ] {
        assert_eq!(
            messages(&module(text, false), false),
            [] as [String; 0],
            "{text}"
        );
        assert_eq!(
            messages(&module(text, true), true),
            [] as [String; 0],
            "{text}"
        );
    }
}

#[test]
fn a_use_after_a_move_is_found() {
    let mut module = module(TWICE, true);
    change(&mut module, |h| {
        if let HirKind::Var(_, used @ Use::Clone) = &mut h.kind {
            *used = Use::Move;
        }
    });
    assert!(
        messages(&module, true)
            .iter()
            .any(|m| m.contains("used after it moved"))
    );
}

/// What a loop walks down is there until the loop is over.
#[test]
fn a_view_of_what_moved_is_found() {
    let text = "(defn f [xs [:list :int]] (loop [ys xs n 0] (if (empty? ys) n (recur (rest ys) (inc n)))))";
    let mut module = module(text, true);
    assert_eq!(module.insts[0].views.len(), 1);
    let owner = module.insts[0].params[0];
    module.insts[0].borrowed[0] = false;
    module.insts[0].vars[owner.0 as usize].is_ref = false;
    change(&mut module, |h| {
        if let HirKind::Var(var, used) = &mut h.kind
            && *var == owner
        {
            *used = Use::Move;
        }
    });
    assert!(
        messages(&module, true)
            .iter()
            .any(|m| m.contains("looks at"))
    );
}

#[test]
fn a_move_in_repeated_code_is_found() {
    let mut module = module(
        "(defn f [v [:vector :int] n :int] (map (fn [i] (conj v i)) (range n)))",
        true,
    );
    change(&mut module, |h| {
        if let HirKind::Var(_, used @ Use::Clone) = &mut h.kind {
            *used = Use::Move;
        }
    });
    let found = messages(&module, true);
    assert!(
        found
            .iter()
            .any(|m| m.contains("may run again") || m.contains("is lent and moves")),
        "{found:?}"
    );
}

#[test]
fn an_unbound_variable_is_found() {
    let mut module = module(TWICE, false);
    change(&mut module, |h| {
        if let HirKind::Var(var, _) = &mut h.kind {
            *var = VarId(var.0 + 100);
        }
    });
    assert!(
        messages(&module, false)
            .iter()
            .any(|m| m.contains("is not bound here"))
    );
}

#[test]
fn a_branch_of_another_type_is_found() {
    let mut module = module("(defn f [n :int] (if (< n 0) 1 2))", false);
    change(&mut module, |h| {
        if let HirKind::If(_, t, _) = &mut h.kind {
            t.ty = Ty::Str;
        }
    });
    assert!(
        messages(&module, false)
            .iter()
            .any(|m| m.contains("a branch is Str"))
    );
}

const HANDLED: &str = "(defn f [v [:vector :int]] (try (throw (conj v 1)) (catch _ e (conj v 2))))";

#[test]
fn a_handler_that_needs_what_the_body_moved_is_found() {
    assert_eq!(messages(&module(HANDLED, true), true), [] as [String; 0]);
    let mut module = module(HANDLED, true);
    for inst in &mut module.insts {
        inst.vars.iter_mut().for_each(|var| var.is_ref = false);
    }
    change(&mut module, |h| {
        if let HirKind::Var(_, used @ (Use::Clone | Use::Borrow)) = &mut h.kind {
            *used = Use::Move;
        }
    });
    assert!(
        messages(&module, true)
            .iter()
            .any(|m| m.contains("v.0 is used after it moved"))
    );
}

const JOINED: &str = "(defn f [a :int b :int] (match [a b] [1 x] when (> x 0) (str x) [_ 2] :two [x _] when (> x 5) :big _ (str b)))";

#[test]
fn a_jump_to_nowhere_and_one_of_a_wrong_type_are_found() {
    let sound = module(JOINED, false);
    assert_eq!(messages(&sound, false), [] as [String; 0]);
    let mut broken = module(JOINED, false);
    let mut jumps = 0;
    broken.insts[0]
        .body
        .walk(&mut |h| jumps += usize::from(matches!(h.kind, HirKind::Jump(..))));
    assert!(jumps > 1, "several ways lead to one clause");
    change(&mut broken, |h| {
        if let HirKind::Join { then, .. } = &mut h.kind {
            then.ty = Ty::Float;
        }
    });
    let found = messages(&broken, false);
    assert!(
        found
            .iter()
            .any(|m| m.contains("what follows a jump is Float")),
        "{found:?}"
    );
    change(&mut broken, |h| {
        if let HirKind::Jump(label, _) = &mut h.kind {
            label.0 += 100;
        }
    });
    assert!(
        messages(&broken, false)
            .iter()
            .any(|m| m.contains("a jump to no choice around it"))
    );
}

#[test]
fn an_undecided_use_is_found() {
    let module = module(TWICE, false);
    assert!(
        messages(&module, true)
            .iter()
            .any(|m| m.contains("is not decided"))
    );
}
