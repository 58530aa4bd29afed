//! Tail calls and recursion.
//!
//! Before: `is_tail` of a call says what the source says. After: it holds exactly for the calls that
//! are the last thing their instance does. Instances that reach each other by tail calls form a group,
//! which runs in constant stack; instances that reach each other by other calls use the guarded stack.

use std::collections::BTreeSet;

use crate::hir::{Hir, HirKind, InstId, Module};

pub(super) fn mark(module: &mut Module) {
    let n = module.insts.len();
    let mut all: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); n];
    let mut tails: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); n];
    let mut others: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); n];
    for index in 0..n {
        mark_tail(&mut module.insts[index].body, true);
        module.insts[index].body.walk(&mut |h| match &h.kind {
            HirKind::Call { inst, is_tail, .. } => {
                let callee = inst.0 as usize;
                all[index].insert(callee);
                if *is_tail {
                    tails[index].insert(callee)
                } else {
                    others[index].insert(callee)
                };
            }
            // A function value that is made here may be called by whoever gets it.
            HirKind::Coerce(inner) => {
                for inst in module.conversion_calls(&inner.ty, &h.ty) {
                    all[index].insert(inst.0 as usize);
                    others[index].insert(inst.0 as usize);
                }
            }
            _ => {}
        });
    }
    let whole = components(&all);
    let by_tail = components(&tails);
    let groups = members(&by_tail);
    let uses_stack = |i: usize| others[i].iter().any(|callee| whole[*callee] == whole[i]);
    let mut in_cycle = vec![false; n];
    for index in (0..n).filter(|i| uses_stack(*i)) {
        in_cycle[whole[index]] = true;
    }
    for (index, inst) in module.insts.iter_mut().enumerate() {
        let group = &groups[by_tail[index]];
        let is_group = group.len() > 1 || tails[index].contains(&index);
        inst.recursion.uses_stack = in_cycle[whole[index]];
        inst.recursion.tail_group = if is_group { group.clone() } else { Vec::new() };
    }
    // A tail call out of the group is a call like any other.
    for index in 0..n {
        let inst = &mut module.insts[index];
        let is_group = !inst.recursion.tail_group.is_empty();
        inst.body.walk_mut(&mut |h| {
            if let HirKind::Call { inst, is_tail, .. } = &mut h.kind {
                *is_tail &= is_group && by_tail[inst.0 as usize] == by_tail[index];
            }
        });
    }
}

/// Keeps the mark of the calls that are in tail position: of the source, and of what became of it.
fn mark_tail(h: &mut Hir, is_last: bool) {
    match &mut h.kind {
        HirKind::Call { is_tail, .. } => *is_tail &= is_last,
        HirKind::Let(_, value, body) => {
            mark_tail(value, false);
            mark_tail(body, is_last);
            return;
        }
        HirKind::Loop { vars, body, .. } => {
            vars.iter_mut().for_each(|(_, h)| mark_tail(h, false));
            mark_tail(body, is_last);
            return;
        }
        HirKind::Do(items) => {
            if let Some((last, before)) = items.split_last_mut() {
                before.iter_mut().for_each(|h| mark_tail(h, false));
                mark_tail(last, is_last);
            }
            return;
        }
        HirKind::If(c, t, e) => {
            mark_tail(c, false);
            mark_tail(t, is_last);
            mark_tail(e, is_last);
            return;
        }
        HirKind::Join { choice, then, .. } => {
            mark_tail(choice, is_last);
            mark_tail(then, is_last);
            return;
        }
        _ => {}
    }
    h.children_mut(&mut |c| mark_tail(c, false));
}

/// The strongly connected component of each node, by the number of one of its nodes.
fn components(edges: &[BTreeSet<usize>]) -> Vec<usize> {
    struct Walk<'e> {
        edges: &'e [BTreeSet<usize>],
        order: Vec<usize>,
        seen: Vec<bool>,
    }
    // Iterative, since call graphs may be deep: finish order of one search, then the reversed graph.
    impl Walk<'_> {
        fn run(&mut self, start: usize) {
            let mut stack = vec![(start, false)];
            while let Some((node, done)) = stack.pop() {
                if done {
                    self.order.push(node);
                } else if !self.seen[node] {
                    self.seen[node] = true;
                    stack.push((node, true));
                    stack.extend(
                        self.edges[node]
                            .iter()
                            .filter(|n| !self.seen[**n])
                            .map(|n| (*n, false)),
                    );
                }
            }
        }
    }
    let n = edges.len();
    let mut walk = Walk {
        edges,
        order: Vec::new(),
        seen: vec![false; n],
    };
    for node in 0..n {
        walk.run(node);
    }
    let mut reversed: Vec<Vec<usize>> = vec![Vec::new(); n];
    for (from, tos) in edges.iter().enumerate() {
        for to in tos {
            reversed[*to].push(from);
        }
    }
    let mut component = vec![usize::MAX; n];
    for &root in walk.order.iter().rev() {
        let mut stack = vec![root];
        while let Some(node) = stack.pop() {
            if component[node] == usize::MAX {
                component[node] = root;
                stack.extend(reversed[node].iter().copied());
            }
        }
    }
    component
}

/// The nodes of each component, at the number that stands for it.
fn members(component: &[usize]) -> Vec<Vec<InstId>> {
    let mut members = vec![Vec::new(); component.len()];
    for (index, component) in component.iter().enumerate() {
        members[*component].push(InstId(index as u32));
    }
    members
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_of_a_graph() {
        let edges = [vec![1], vec![2], vec![0, 3], vec![4], vec![]];
        let edges: Vec<BTreeSet<usize>> =
            edges.into_iter().map(|e| e.into_iter().collect()).collect();
        let c = components(&edges);
        assert_eq!(c[0], c[1]);
        assert_eq!(c[1], c[2]);
        assert_ne!(c[2], c[3]);
        assert_ne!(c[3], c[4]);
    }
}
