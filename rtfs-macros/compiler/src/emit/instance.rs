//! The Rust functions of an instance: its forms, what chooses between them, and the loop of a tail group.

use std::cell::Cell;

use super::body::{Body, Exit, Held, var_name};
use super::flow::gives;
use super::*;

/// Of as many ints the runtime makes calls.
const MOST_WORDS: usize = 3;

impl<'a> Emitter<'a> {
    /// One Rust function of an instance.
    pub(super) fn part(&self, id: InstId, part: Part) -> TokenStream {
        match (part, self.forms(id)) {
            (Part::Group(mode), _) => self.group(id, mode),
            (Part::Form(mode), _) => self.form(id, mode, self.fn_name(id, Some(mode))),
            (Part::Whole, Forms::Single) => self.form(id, Mode::Wide, self.fn_name(id, None)),
            (Part::Whole, Forms::Twin) => self.dispatch(id),
            (Part::Whole, Forms::Near) => self.nearest(id),
            (Part::Choice, _) => self.choice(id),
            // Written by the form that the loop stands in.
            (Part::Loop(_), _) => TokenStream::new(),
        }
    }

    /// The parameters of a form: name and type of each.
    fn params(&self, id: InstId, mode: Mode) -> Vec<(Held, TokenStream)> {
        let inst = self.inst(id);
        inst.params
            .iter()
            .zip(&inst.borrowed)
            .map(|(var, borrowed)| {
                let info = &inst.vars[var.0 as usize];
                let ty = self.held_ty(&info.ty, mode);
                let held = Held {
                    name: var_name(&info.name, *var),
                    ints: match info.ty == Ty::Int {
                        true => mode,
                        false => Mode::Wide,
                    },
                    is_ref: *borrowed,
                };
                let ty = if *borrowed { quote!(&#ty) } else { ty };
                (held, ty)
            })
            .collect()
    }

    pub(super) fn body(&self, id: InstId, mode: Mode) -> Body<'_, 'a> {
        let inst = self.inst(id);
        let params = self.params(id, mode);
        Body {
            e: self,
            id,
            inst,
            mode,
            env: inst
                .params
                .iter()
                .copied()
                .zip(params.into_iter().map(|(h, _)| h))
                .collect(),
            loops: ById::new(),
            readers: ById::new(),
            growers: ById::new(),
            growing: Vec::new(),
            joins: ById::new(),
            exit: Exit::Function,
            ends: Cell::new(false),
            group: None,
            is_cold: self.is_cold(id, mode),
            widens: false,
            counter: 0,
        }
    }

    /// Whether a form hardly ever runs: the wide one where there is a fast one.
    fn is_cold(&self, id: InstId, mode: Mode) -> bool {
        mode == Mode::Cold || mode == Mode::Wide && self.forms(id) == Forms::Twin
    }

    /// How many words an instance takes, if it takes nothing else, and the runtime can make the calls of its form
    /// without limit.
    pub(super) fn takes_words(&self, id: InstId) -> Option<usize> {
        let inst = self.inst(id);
        let is_int = |param: &crate::hir::VarId| inst.vars[param.0 as usize].ty == Ty::Int;
        let is_plain = self.forms(id) == Forms::Twin
            && self.limitless(id) == Mode::Cold
            && (1..=MOST_WORDS).contains(&inst.params.len())
            && inst.params.iter().all(is_int)
            && !inst.calls_host
            && !self.program.bounds.is_bounded();
        is_plain.then_some(inst.params.len())
    }

    /// Whether the body of a form is not written, since rustc only checks the expansion (`checked`).
    fn is_left_out(&self, id: InstId, mode: Mode) -> bool {
        let checked = self.checked.as_ref();
        checked.is_some_and(|sees| self.is_cold(id, mode) || !sees[id.0 as usize])
    }

    /// What says so to rustc.
    fn cold(&self, id: InstId, mode: Mode) -> TokenStream {
        match self.is_cold(id, mode) {
            true => quote!(#[cold] #[inline(never)]),
            false => TokenStream::new(),
        }
    }

    /// Opens a call, if a run may have so many of them open and no more.
    fn level(&self, id: InstId) -> TokenStream {
        if self.program.bounds.max_depth.is_none() {
            return TokenStream::new();
        }
        let level = local("level");
        let site = self.site_index(self.inst(id).body.span);
        quote!(let #level = __rt::ok_at!(__rt::meter::enter(), placed__ #site);)
    }

    /// One form of an instance.
    fn form(&self, id: InstId, mode: Mode, name: Ident) -> TokenStream {
        let inst = self.inst(id);
        let params = self.params(id, mode);
        let result = self.held_ty(&inst.result, mode);
        let names: Vec<&Ident> = params.iter().map(|(h, _)| &h.name).collect();
        let types = params.iter().map(|(_, t)| t);
        let (host, host_arg) = (self.host_param(id), self.host_arg(id));
        let cold = self.cold(id, mode);
        let level = self.level(id);
        let body = if self.is_left_out(id, mode) {
            quote!(__rt::left_out())
        } else if inst.recursion.tail_group.is_empty() {
            let mut body = self.body(id, mode);
            let body = match mode {
                Mode::Fast => body.fast_function(&inst.body),
                Mode::Wide | Mode::Cold => body.function(&inst.body),
            };
            let body = quote!(#level #body);
            // Who calls what takes words alone has looked at the stack.
            let is_guarded = mode == Mode::Cold && self.takes_words(id).is_some();
            if inst.recursion.uses_stack && !is_guarded {
                let host = (!host_arg.is_empty()).then(|| local("host"));
                let args: Vec<&Ident> = host.iter().chain(names.iter().copied()).collect();
                let guard = guard(&name, &args);
                quote!(#guard #body)
            } else {
                body
            }
        } else {
            let group = &inst.recursion.tail_group;
            let (state, run) = group_names(group[0], mode);
            let variant = format_ident!("S{}", id.0);
            self.needs.borrow_mut().ask(group[0], Part::Group(mode));
            quote!(#run(#host_arg #state::#variant(#(#names),*)))
        };
        // Fields may be put into a parameter that is taken over.
        let patterns = inst.params.iter().zip(&params).map(|(var, (held, _))| {
            let name = &held.name;
            let is_whole = matches!(
                inst.vars[var.0 as usize].ty,
                Ty::Record(_) | Ty::Struct(_) | Ty::Tuple(_) | Ty::Node(_)
            );
            if is_whole && !held.is_ref && inst.recursion.tail_group.is_empty() {
                quote!(mut #name)
            } else {
                quote!(#name)
            }
        });
        quote! {
            #cold
            fn #name(#host #(#patterns: #types),*) -> __rt::Result<#result> {
                #body
            }
        }
    }

    /// The fast form, which is given the nearest machine ints.
    fn nearest(&self, id: InstId) -> TokenStream {
        let inst = self.inst(id);
        let (name, fast) = (self.fn_name(id, None), self.fn_name(id, Some(Mode::Fast)));
        let params = self.params(id, Mode::Wide);
        let result = self.rust_ty(&inst.result);
        let names: Vec<&Ident> = params.iter().map(|(h, _)| &h.name).collect();
        let types = params.iter().map(|(_, t)| t);
        let args =
            inst.params
                .iter()
                .zip(&names)
                .map(|(var, name)| match inst.vars[var.0 as usize].ty {
                    Ty::Int => quote!(__rt::index(&#name)),
                    _ => quote!(#name),
                });
        quote! {
            fn #name(#(#names: #types),*) -> __rt::Result<#result> {
                #fast(#(#args),*)
            }
        }
    }

    /// The fast form, and the wide one where an int did not fit.
    fn dispatch(&self, id: InstId) -> TokenStream {
        let inst = self.inst(id);
        let name = self.fn_name(id, None);
        let wide = self.fn_name(id, Some(self.limitless(id)));
        let params = self.params(id, Mode::Wide);
        let result = self.rust_ty(&inst.result);
        let names: Vec<&Ident> = params.iter().map(|(h, _)| &h.name).collect();
        let types = params.iter().map(|(_, t)| t);
        let settled = match inst.result {
            Ty::Int => quote!(__rt::settled_int),
            _ => quote!(__rt::settled),
        };
        if let Some(count) = self.takes_words(id) {
            return self.dispatch_of_ints(id, count, &names, &wide);
        }
        let attempt = self.fast_call(id, &params, &settled);
        let call = match self.limitless(id) {
            Mode::Cold => {
                let finish = local(match inst.result {
                    Ty::Int => "finish_int",
                    _ => "finish",
                });
                let args = params.iter().zip(&inst.params).map(|((held, _), var)| {
                    let name = &held.name;
                    match inst.vars[var.0 as usize].ty {
                        Ty::Int => quote!(__wide::word(#name)),
                        _ => quote!(#name),
                    }
                });
                quote!(__wide::#finish(__wide::mark(), #wide(#(#args),*)))
            }
            _ => quote!(#wide(#(#names),*)),
        };
        quote! {
            fn #name(#(#names: #types),*) -> __rt::Result<#result> {
                #attempt
                #call
            }
        }
    }

    /// The same where all parameters are ints: where they fit, nothing is left that has to be dropped.
    fn dispatch_of_ints(
        &self,
        id: InstId,
        count: usize,
        names: &[&Ident],
        wide: &Ident,
    ) -> TokenStream {
        let inst = self.inst(id);
        let name = self.fn_name(id, None);
        let fast = self.fn_name(id, Some(Mode::Fast));
        let result = self.rust_ty(&inst.result);
        let kind = gives(&inst.result);
        let (after, whole) = (
            local(&format!("{kind}_after_{count}")),
            local(&format!("{kind}_whole_{count}")),
        );
        let fitting = local(&format!("smalls_{count}"));
        let smalls: Vec<Ident> = (0..count).map(|i| local(&format!("small_{i}"))).collect();
        let (value, error) = (local("value"), local("error"));
        let done = match inst.result {
            Ty::Int => quote!(__rt::Small(#value)),
            _ => quote!(#value),
        };
        quote! {
            fn #name(#(#names: __rt::Int),*) -> __rt::Result<#result> {
                match __wide::#fitting(#(#names),*) {
                    __rt::Ok((#(#smalls,)*)) => match #fast(#(#smalls),*) {
                        __rt::Ok(#value) => __rt::Ok(#done),
                        __rt::Err(#error) => __wide::#after(#error, #(#smalls,)* #wide),
                    },
                    __rt::Err((#(#names,)*)) => __wide::#whole(#(#names,)* #wide),
                }
            }
        }
    }

    /// The name of what chooses between the forms of an instance in wide code, which is needed by now.
    pub(super) fn choice_name(&self, id: InstId) -> Ident {
        let base = crate::names::rust_name(&self.inst(id).name);
        self.needs.borrow_mut().ask(id, Part::Choice);
        format_ident!("{base}__{}_choice", id.0)
    }

    /// As [`dispatch`](Self::dispatch), for code whose ints are words.
    fn choice(&self, id: InstId) -> TokenStream {
        let inst = self.inst(id);
        let name = self.choice_name(id);
        let wide = self.fn_name(id, Some(Mode::Cold));
        let params = self.params(id, Mode::Cold);
        let result = self.held_ty(&inst.result, Mode::Cold);
        let names: Vec<&Ident> = params.iter().map(|(h, _)| &h.name).collect();
        let types = params.iter().map(|(_, t)| t);
        let (settled, pass) = match inst.result {
            Ty::Int => (quote!(__wide::settled), local("pass")),
            _ => (quote!(__rt::settled), local("finish")),
        };
        self.kept_name(id);
        let attempt = self.fast_call(id, &params, &settled);
        quote! {
            #[cold]
            #[inline(never)]
            fn #name(#(#names: #types),*) -> __rt::Result<#result> {
                #attempt
                __wide::#pass(__wide::mark(), #wide(#(#names),*))
            }
        }
    }

    /// A call of the fast form, which returns what it came to, if it is all there is to do.
    fn fast_call(
        &self,
        id: InstId,
        params: &[(Held, TokenStream)],
        settled: &TokenStream,
    ) -> TokenStream {
        let inst = self.inst(id);
        let fast = self.fn_name(id, Some(Mode::Fast));
        let mut smalls = Vec::new();
        let mut wides = Vec::new();
        let mut args = Vec::new();
        for (i, (var, (held, _))) in inst.params.iter().zip(params).enumerate() {
            let info = &inst.vars[var.0 as usize];
            let name = &held.name;
            if info.ty == Ty::Int {
                let small = local(&format!("small_{i}"));
                wides.push(name);
                args.push(quote!(#small));
                smalls.push(small);
            } else if held.is_ref || info.ty.is_scalar() {
                args.push(quote!(#name));
            } else {
                args.push(quote!(__rt::clone(&#name)));
            }
        }
        let done = local("done");
        let mut attempt = quote! {
            if let __rt::Some(#done) = #settled(#fast(#(#args),*)) { return #done; }
        };
        attempt = match (wides.as_slice(), smalls.as_slice()) {
            ([], _) => attempt,
            ([wide], [small]) => quote!(if let __rt::Some(#small) = #wide.as_i64() { #attempt }),
            _ => quote! {
                if let (#(__rt::Some(#smalls),)*) = (#(#wides.as_i64(),)*) { #attempt }
            },
        };
        // What is done again is not paid for twice.
        if self.program.bounds.is_bounded() {
            let mark = local("mark");
            attempt =
                quote!(let #mark = __rt::meter::mark(); #attempt __rt::meter::back_to(#mark););
        }
        attempt
    }

    /// The functions of a tail group as states of one loop.
    fn group(&self, first: InstId, mode: Mode) -> TokenStream {
        let group = &self.inst(first).recursion.tail_group;
        let (state, run) = group_names(first, mode);
        let result = self.held_ty(&self.inst(first).result, mode);
        let mut variants = Vec::new();
        let mut arms = Vec::new();
        let label = quote::quote_spanned!(proc_macro2::Span::mixed_site()=> 'group);
        for &id in group {
            let inst = self.inst(id);
            let params = self.params(id, mode);
            let variant = format_ident!("S{}", id.0);
            let types = params.iter().map(|(_, t)| t);
            variants.push(quote!(#variant(#(#types),*)));
            let names = params.iter().map(|(h, _)| &h.name);
            let mut body = self.body(id, mode);
            body.group = Some((state.clone(), local("state")));
            let code = body.function(&inst.body);
            arms.push(quote!(#state::#variant(#(mut #names),*) => { #code }));
        }
        // The functions of a group call each other: if one calls the host, all do.
        let (host, host_arg) = (self.host_param(first), self.host_arg(first));
        let uses_stack = group.iter().any(|i| self.inst(*i).recursion.uses_stack);
        let state_var = local("state");
        let guard = if uses_stack {
            let host = (!host_arg.is_empty()).then(|| local("host"));
            let args: Vec<&Ident> = host.iter().chain([&state_var]).collect();
            guard(&run, &args)
        } else {
            TokenStream::new()
        };
        let cold = self.cold(first, mode);
        let level = self.level(first);
        quote! {
            enum #state { #(#variants),* }
            #cold
            fn #run(#host mut #state_var: #state) -> __rt::Result<#result> {
                #guard
                #level
                #label: loop { match #state_var { #(#arms)* } }
            }
        }
    }
}

/// What a function begins with that may come back to itself: it goes on where there is stack.
fn guard(function: &Ident, args: &[&Ident]) -> TokenStream {
    // More arguments than the runtime hands over one by one are a tuple.
    const MOST_ARGS: usize = 6;
    let deeper = match args.len() {
        count @ 1..=MOST_ARGS => {
            let deeper = local(&format!("deeper_{count}"));
            quote!(#deeper(#(#args,)* #function))
        }
        _ => quote!(deeper_1((#(#args,)*), |(#(#args,)*)| #function(#(#args),*))),
    };
    quote!(if __rt::stack::low() { return __rt::stack::#deeper; })
}

/// The state type and the function of a tail group.
fn group_names(first: InstId, mode: Mode) -> (Ident, Ident) {
    let suffix = if mode == Mode::Fast { "Fast" } else { "Wide" };
    (
        format_ident!("Group__{}{suffix}", first.0),
        format_ident!("group__{}_{}", first.0, suffix.to_lowercase()),
    )
}
