//! What runs in parallel: branches, and walks that the runtime's driver cuts into parts.
//!
//! A walk can be cut where all that happens to an element depends on that element alone, and where
//! what arrives is collected, or folded by a function known to be associative. The closure that the
//! driver gets is the sequential code of the walk over a part of the source:
//!
//! ```text
//! let cut = &xs;
//! for_chunks(cut.len(), 12, None, |range, out| {
//!     'each: for x in cut.part(range) { … out.push(y); }
//!     Ok(())
//! })
//! ```
//!
//! An int that does not fit leaves the closure as an error, which goes on as an exit outside of it.
//! Everything else stays sequential: what counts elements or ends early, searches, and folds that
//! only go from the left (their dear stages are a walk of their own by now). What reaches the host may wait, and says so: the
//! driver then has other threads for it than those that compute.

use super::body::{Body, Exit, Held, var_name};
use super::cost::Cost;
use super::pipe::{Part, Walk};
use super::*;
use crate::hir::{Clause, Combine, Hir, Pipe, Sink, Source, VarId};

/// As many branches are one call of the runtime.
const BRANCHES: usize = 16;

/// Branches that together take less, in nanoseconds, are not worth a thread.
const WORTH: u32 = 20_000;

impl Body<'_, '_> {
    /// Branches as a tuple of their values, as they are kept.
    pub(super) fn parallel(&mut self, branches: &[Hir]) -> TokenStream {
        // All but the dearest could run beside it.
        let costs: Vec<Cost> = branches.iter().map(|b| self.e.cost(b)).collect();
        let dearest = costs.iter().copied().max().unwrap_or(Cost::ZERO);
        let all = costs.into_iter().sum::<Cost>();
        if branches.len() < 2 || all.less(dearest).is_below(WORTH) {
            let values: Vec<TokenStream> = branches.iter().map(|h| self.kept_value(h)).collect();
            return quote!((#(#values,)*));
        }
        let codes: Vec<TokenStream> = branches.iter().map(|h| self.branch(h)).collect();
        let run = match branches.iter().any(|h| self.e.reaches_host(h)) {
            true => quote!(__rt::parallel::waiting_branches),
            false => quote!(__rt::parallel::branches),
        };
        if codes.len() <= BRANCHES {
            return self.or_pass(quote!(#run((#(#codes,)*))), self.mode);
        }
        // More than the runtime takes at once: groups of them, and the groups.
        let types: Vec<TokenStream> = branches.iter().map(|h| self.e.rust_ty(&h.ty)).collect();
        let (pattern, code) = grouped(&run, &codes, &types);
        let whole = self.or_pass(code, self.mode);
        let names = (0..codes.len()).map(branch_name);
        let branches = local("branches");
        quote!({ let #branches = #whole; let #pattern = #branches; (#(#names,)*) })
    }

    fn branch(&mut self, branch: &Hir) -> TokenStream {
        let ty = self.e.rust_ty(&branch.ty);
        let code = self.thunk(branch);
        quote!(|| -> __rt::Result<#ty> { #code })
    }

    /// A walk in parallel, if it can be cut.
    pub(super) fn parallel_pipe(&mut self, pipe: &Pipe, h: &Hir) -> Option<TokenStream> {
        let grain = pipe.parallel.as_ref()?;
        let at = first_each(pipe)?;
        let env = self.env.clone();
        let first = self.fresh("first");
        let init = match &pipe.sink {
            Sink::Fold { acc, init, .. } => {
                let (ty, init) = (self.accumulator(*acc), self.value(init));
                quote!(let #first: #ty = #init;)
            }
            _ => TokenStream::new(),
        };
        let before: Vec<TokenStream> = pipe.clauses[..at]
            .iter()
            .map(|clause| match clause {
                Clause::Let(var, value) => self.let_statement(*var, value),
                _ => TokenStream::new(),
            })
            .collect();
        let grain = match grain {
            Some(grain) => {
                let grain = self.index(grain);
                quote!(__rt::parallel::grain(#grain))
            }
            None => quote!(__rt::None),
        };
        let hint = match self.e.element_reaches_host(pipe, at) {
            true => quote!(__rt::parallel::WAITS),
            false => {
                let hint = self.e.cost_of_element(pipe, at).hint();
                let hint = Literal::u32_unsuffixed(hint);
                quote!(#hint)
            }
        };
        let cut = self.fresh("cut");
        let source = self.source(pipe, at, &cut);
        let driver = Driver {
            at,
            head: quote!(__rt::parallel::Parts::len(&#cut), #hint, #grain),
            cut: cut.clone(),
        };
        let code = match &pipe.sink {
            Sink::Collect(element) => self.collect_apart(pipe, &driver, element),
            Sink::Fold { acc, combine, .. } => {
                let combine = combine.as_deref()?;
                let folded = self.fold_apart(pipe, &driver, *acc, combine, Some(&first));
                let value = local("value");
                // There is a result, because there was a value to begin with.
                quote!(match #folded {
                    __rt::Some(#value) => #value,
                    __rt::None => return __rt::Err(__rt::unreachable()),
                })
            }
            Sink::Fold1 {
                acc,
                combine,
                empty,
                ..
            } => {
                let folded = self.fold_apart(pipe, &driver, *acc, combine.as_deref()?, None);
                self.first_or_empty(folded, *acc, empty, h)
            }
            _ => return None,
        };
        self.env = env;
        Some(quote!({ #init #(#before)* #source #code }))
    }

    fn accumulator(&self, acc: VarId) -> TokenStream {
        self.e
            .held_ty(&self.inst.vars[acc.0 as usize].ty, self.mode)
    }

    /// Binds what a walk goes over, as something that can be cut.
    fn source(&mut self, pipe: &Pipe, at: usize, cut: &Ident) -> TokenStream {
        let source = self.fresh("source");
        match &pipe.clauses[at] {
            Clause::Each(_, Source::Coll(coll)) => {
                let reference = self.reference(coll);
                let items = match &coll.ty {
                    Ty::Vector(_) => return quote!(let #cut = #reference;),
                    Ty::List(item) if **item == Ty::Int => {
                        return quote! {
                            let #source = &__rt::access::to_vector(#reference);
                            let #cut = #source;
                        };
                    }
                    Ty::Str => quote!(chars),
                    _ => quote!(iter),
                };
                quote! {
                    let #source = #reference;
                    let #cut = __rt::parallel::items(#source.#items());
                }
            }
            Clause::Each(_, Source::Range(from, Some(to), by)) => {
                let (from, to) = (self.value(from), self.value(to));
                let wide = self.mode == Mode::Wide;
                let ints = match by {
                    None if wide => quote!(__rt::parallel::wide_ints(#from, #to)),
                    None => quote!(__rt::parallel::ints(#from, #to)),
                    Some(by) => {
                        let step = self.value(by);
                        let function = local(if wide { "wide_steps" } else { "steps" });
                        self.or_fail(
                            quote!(__rt::parallel::#function(#from, #to, #step)),
                            by.span,
                        )
                    }
                };
                quote!(let #cut = #ints;)
            }
            _ => TokenStream::new(),
        }
    }

    fn collect_apart(&mut self, pipe: &Pipe, driver: &Driver, element: &Hir) -> TokenStream {
        let out = self.fresh("out");
        let (ty, make) = self.collected(&element.ty);
        let (range, steps) = self.part(pipe, driver, &out);
        let reserve = if super::pipe::collects_all(pipe, driver.at) {
            quote!(#out.reserve(#range.len());)
        } else {
            TokenStream::new()
        };
        let head = &driver.head;
        let items = quote! {
            __rt::parallel::for_chunks(
                #head,
                |#range: __rt::Range<usize>, #out: &mut __rt::Vec<#ty>| -> __rt::Result<()> {
                    #reserve
                    #steps
                    __rt::Ok(())
                },
            )
        };
        let items = self.or_pass(items, self.mode);
        quote!(__rt::Vector::#make(#items))
    }

    /// A fold of parts, as an option; `first` is the variable of its initial value.
    fn fold_apart(
        &mut self,
        pipe: &Pipe,
        driver: &Driver,
        acc: VarId,
        combine: &Combine,
        first: Option<&Ident>,
    ) -> TokenStream {
        let (head, ty, out) = (&driver.head, self.accumulator(acc), self.fresh("out"));
        let folding = fold_from_element(pipe, combine);
        let (range, steps) = self.part(&folding, driver, &out);
        let both = self.both(combine, &ty);
        let code = if combine.is_exact {
            let first = match first {
                Some(first) => quote!(__rt::Some(#first)),
                None => quote!(__rt::None),
            };
            quote! {
                __rt::parallel::fold_exact(
                    #head,
                    #first,
                    |#range: __rt::Range<usize>, mut #out: __rt::Option<#ty>| -> __rt::Result<__rt::Option<#ty>> {
                        #steps
                        __rt::Ok(#out)
                    },
                    #both,
                )
            }
        } else {
            // The part that stands first begins with the initial value.
            let first = match first {
                Some(first) => {
                    quote!(if #range.start == 0 { __rt::Some(__rt::clone(&#first)) } else { __rt::None })
                }
                None => quote!(__rt::None),
            };
            quote! {
                __rt::parallel::fold_chunks(
                    #head,
                    |#range: __rt::Range<usize>| -> __rt::Result<__rt::Option<#ty>> {
                        let mut #out: __rt::Option<#ty> = #first;
                        #steps
                        __rt::Ok(#out)
                    },
                    #both,
                )
            }
        };
        self.or_pass(code, self.mode)
    }

    /// The closure that joins two accumulators.
    fn both(&mut self, combine: &Combine, ty: &TokenStream) -> TokenStream {
        let env = self.env.clone();
        let (left, right) = (self.bind(combine.left).name, self.bind(combine.right).name);
        let code = self.apart(|this| this.value(&combine.both));
        self.env = env;
        quote!(|#left: #ty, #right: #ty| -> __rt::Result<#ty> { __rt::Ok(#code) })
    }

    /// The loop over a part of the source, and the name of the range that it is.
    fn part(&mut self, pipe: &Pipe, driver: &Driver, out: &Ident) -> (Ident, TokenStream) {
        let env = self.env.clone();
        let range = self.fresh("range");
        let mut walk = Walk::new(self, pipe, out.clone());
        let mut begin = TokenStream::new();
        for (i, clause) in pipe.clauses.iter().enumerate().skip(driver.at) {
            if let Clause::Index(_, from) = clause
                && *from <= driver.at
            {
                let seen = self.fresh("seen");
                begin.extend(quote!(let mut #seen: i64 = #range.start as i64;));
                walk.states.insert(i, (seen.clone(), seen));
            }
        }
        let around = self.readers.clone();
        let readers = self.walk_readers(pipe);
        let steps = self.apart(|this| this.each_of_part(&mut walk, driver, &range));
        self.readers = around;
        self.env = env;
        (range, quote!(#readers #begin #steps))
    }

    fn each_of_part(&mut self, walk: &mut Walk<'_>, driver: &Driver, range: &Ident) -> TokenStream {
        let Clause::Each(var, source) = &walk.pipe.clauses[driver.at] else {
            return TokenStream::new();
        };
        let cut = &driver.cut;
        match source {
            Source::Coll(coll) => {
                let part = Part {
                    of: quote!(#cut),
                    range: Some(quote!(#range.clone())),
                };
                let ty = match &coll.ty {
                    // Gathered in a vector.
                    Ty::List(item) if **item == Ty::Int => Ty::Vector(item.clone()),
                    ty => ty.clone(),
                };
                self.each_item(walk, driver.at, *var, &ty, &part)
            }
            _ => {
                let part = quote!(__rt::parallel::Parts::part(&#cut, #range.clone()));
                let name = self.bind(*var).name;
                self.each_in(walk, driver.at, &quote!(#name), &TokenStream::new(), &part)
            }
        }
    }

    /// Code that stands in a closure of its own.
    pub(super) fn apart<R>(&mut self, code: impl FnOnce(&mut Self) -> R) -> R {
        let exit = std::mem::replace(&mut self.exit, Exit::Function);
        let group = self.group.take();
        let result = code(self);
        self.exit = exit;
        self.group = group;
        result
    }

    /// A variable that a walk over a collection binds by reference.
    pub(super) fn bind_reference(&mut self, var: VarId) -> Ident {
        let name = var_name(&self.inst.vars[var.0 as usize].name, var);
        let held = Held {
            name: name.clone(),
            ints: Mode::Wide,
            is_ref: true,
        };
        self.env.insert(var, held);
        name
    }
}

/// What the closures of one walk share.
struct Driver {
    /// The position of the walk's first `Each`.
    at: usize,
    /// Length, estimate and grain.
    head: TokenStream,
    /// The variable of the source.
    cut: Ident,
}

/// The position of the `Each` whose source can be cut, if the walk can.
fn first_each(pipe: &Pipe) -> Option<usize> {
    let at = pipe
        .clauses
        .iter()
        .position(|c| !matches!(c, Clause::Let(..)))?;
    let whole = match &pipe.clauses[at] {
        Clause::Each(_, Source::Coll(coll)) => !coll.ty.is_never(),
        Clause::Each(_, Source::Range(_, end, _)) => end.is_some(),
        _ => false,
    };
    // Whether all elements of the source have come by so far.
    let mut all = true;
    for clause in &pipe.clauses[at + 1..] {
        match clause {
            Clause::Let(..) => {}
            Clause::Index(_, from) if all && *from <= at => {}
            Clause::When(_) | Clause::Each(..) => all = false,
            other => {
                if other.from().is_none_or(|from| from <= at) {
                    return None;
                }
            }
        }
    }
    let sink = match &pipe.sink {
        Sink::Collect(element) => !element.ty.is_never(),
        Sink::Fold { combine, next, .. } => combine.is_some() && !next.ty.is_never(),
        Sink::Fold1 { combine, next, .. } => combine.is_some() && !next.ty.is_never(),
        _ => false,
    };
    (whole && sink).then_some(at)
}

/// A fold with an initial value as one that begins with an element, as its parts do.
fn fold_from_element(pipe: &Pipe, combine: &Combine) -> Pipe {
    let mut pipe = pipe.clone();
    if let Sink::Fold {
        acc, init, next, ..
    } = &pipe.sink
        && let Some(first) = &combine.first
    {
        pipe.sink = Sink::Fold1 {
            acc: *acc,
            first: Box::new(first.clone()),
            next: next.clone(),
            empty: init.clone(),
            combine: None,
        };
    }
    pipe
}

fn branch_name(index: usize) -> Ident {
    local(&format!("branch_{index}"))
}

/// Branches in groups of groups: the pattern of their values, and the call.
fn grouped(
    run: &TokenStream,
    codes: &[TokenStream],
    types: &[TokenStream],
) -> (TokenStream, TokenStream) {
    let mut level: Vec<(TokenStream, TokenStream, TokenStream)> = codes
        .iter()
        .zip(types)
        .enumerate()
        .map(|(i, (code, ty))| {
            let name = branch_name(i);
            (quote!(#name), code.clone(), ty.clone())
        })
        .collect();
    while level.len() > 1 {
        level = level
            .chunks(BRANCHES)
            .map(|group| {
                if let [one] = group {
                    return one.clone();
                }
                let patterns = group.iter().map(|(p, ..)| p);
                let codes = group.iter().map(|(_, c, _)| c);
                let types = group.iter().map(|(.., t)| t);
                let ty = quote!((#(#types,)*));
                let call = quote!(#run((#(#codes,)*)));
                let code = quote!(|| -> __rt::Result<#ty> { #call });
                (quote!((#(#patterns,)*)), code, ty)
            })
            .collect();
    }
    match level.pop() {
        Some((pattern, code, _)) => (pattern, quote!((#code)())),
        None => (quote!(()), quote!(__rt::Ok(()))),
    }
}
