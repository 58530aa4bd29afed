//! Functions, and expressions one by one.

use super::*;
use crate::ast::Lit;
use crate::hir::{Hir, Label, Use, VarId};

/// How a variable is held where it is visible.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub(super) name: Ident,
    /// Whether an int is an `i64` in it.
    pub(super) is_i64: bool,
    /// Whether it holds a reference.
    pub(super) is_ref: bool,
}

/// Where an int that does not fit `i64` leaves to.
#[derive(Clone)]
pub(super) enum Exit {
    /// Out of the function, with the exit signal.
    Function,
    /// Out of the fast form of the loop with this label.
    Loop(Ident),
}

/// A loop around, as `recur` sees it.
#[derive(Clone)]
pub(super) struct Target {
    /// The label of the Rust loop.
    pub(super) label: Ident,
    /// Its variables.
    pub(super) vars: Vec<Held>,
    /// Their types.
    pub(super) types: Vec<Ty>,
    /// Those whose steps by one need no check.
    pub(super) counted: Vec<VarId>,
}

/// The code of one form of one instance.
pub(super) struct Body<'e, 'a> {
    pub(super) e: &'e Emitter<'a>,
    pub(super) id: InstId,
    pub(super) inst: &'a Inst,
    pub(super) mode: Mode,
    pub(super) env: ById<VarId, Held>,
    pub(super) loops: ById<Label, Target>,
    pub(super) exit: Exit,
    /// The state type and label of a tail group around.
    pub(super) group: Option<(Ident, Ident)>,
    /// Whether a fast loop stands in wide code, so that its result is widened.
    pub(super) widens: bool,
    /// Numbers for labels and temporaries.
    pub(super) counter: u32,
}

impl<'a> Emitter<'a> {
    /// All Rust functions of an instance.
    pub(super) fn instance(&self, id: InstId) -> TokenStream {
        let group = &self.inst(id).recursion.tail_group;
        let is_first = group.first() == Some(&id);
        match self.forms(id) {
            Forms::Single => {
                let own = self.form(id, Mode::Wide, self.fn_name(id, None));
                let shared = if is_first {
                    self.group(group, Mode::Wide)
                } else {
                    TokenStream::new()
                };
                quote!(#shared #own)
            }
            Forms::Twin => {
                let fast = self.form(id, Mode::Fast, self.fn_name(id, Some(Mode::Fast)));
                let wide = self.form(id, Mode::Wide, self.fn_name(id, Some(Mode::Wide)));
                let dispatch = self.dispatch(id);
                let shared = if is_first {
                    let (fast, wide) =
                        (self.group(group, Mode::Fast), self.group(group, Mode::Wide));
                    quote!(#fast #wide)
                } else {
                    TokenStream::new()
                };
                quote!(#shared #fast #wide #dispatch)
            }
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
                    is_i64: mode == Mode::Fast && info.ty == Ty::Int,
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
            exit: Exit::Function,
            group: None,
            widens: false,
            counter: 0,
        }
    }

    /// One form of an instance.
    fn form(&self, id: InstId, mode: Mode, name: Ident) -> TokenStream {
        let inst = self.inst(id);
        let params = self.params(id, mode);
        let result = self.held_ty(&inst.result, mode);
        let names: Vec<&Ident> = params.iter().map(|(h, _)| &h.name).collect();
        let types = params.iter().map(|(_, t)| t);
        let cold = if mode == Mode::Wide && self.forms(id) == Forms::Twin {
            quote!(#[cold])
        } else {
            TokenStream::new()
        };
        let body = if inst.recursion.tail_group.is_empty() {
            let body = self.body(id, mode).function(&inst.body);
            if inst.recursion.uses_stack {
                quote! {
                    if __rt::stack::low() {
                        return __rt::stack::grow(|| #name(#(#names),*));
                    }
                    #body
                }
            } else {
                body
            }
        } else {
            let group = &inst.recursion.tail_group;
            let (state, run) = group_names(group[0], mode);
            let variant = format_ident!("S{}", id.0);
            quote!(#run(#state::#variant(#(#names),*)))
        };
        // Fields may be put into a parameter that is taken over.
        let patterns = inst.params.iter().zip(&params).map(|(var, (held, _))| {
            let name = &held.name;
            let is_whole = matches!(
                inst.vars[var.0 as usize].ty,
                Ty::Record(_) | Ty::Struct(_) | Ty::Tuple(_)
            );
            if is_whole && !held.is_ref && inst.recursion.tail_group.is_empty() {
                quote!(mut #name)
            } else {
                quote!(#name)
            }
        });
        quote! {
            #cold
            fn #name(#(#patterns: #types),*) -> __rt::Result<#result> {
                #body
            }
        }
    }

    /// The fast form, and the wide one where an int did not fit.
    fn dispatch(&self, id: InstId) -> TokenStream {
        let inst = self.inst(id);
        let name = self.fn_name(id, None);
        let (fast, wide) = (
            self.fn_name(id, Some(Mode::Fast)),
            self.fn_name(id, Some(Mode::Wide)),
        );
        let params = self.params(id, Mode::Wide);
        let result = self.rust_ty(&inst.result);
        let names: Vec<&Ident> = params.iter().map(|(h, _)| &h.name).collect();
        let types = params.iter().map(|(_, t)| t);
        let mut ints = Vec::new();
        let mut args = Vec::new();
        for (i, (var, (held, _))) in inst.params.iter().zip(&params).enumerate() {
            let info = &inst.vars[var.0 as usize];
            let name = &held.name;
            if info.ty == Ty::Int {
                let small = format_ident!("small_{i}", span = proc_macro2::Span::mixed_site());
                ints.push((quote!(__rt::Some(#small)), quote!(#name.as_i64())));
                args.push(quote!(#small));
            } else if held.is_ref || info.ty.is_scalar() {
                args.push(quote!(#name));
            } else {
                args.push(quote!(__rt::clone(&#name)));
            }
        }
        let (patterns, tests): (Vec<_>, Vec<_>) = ints.into_iter().unzip();
        let (condition, done) = (quote!((#(#patterns,)*)), quote!((#(#tests,)*)));
        let value = local("value");
        let back = if inst.result == Ty::Int {
            quote!(__rt::Int::from(#value))
        } else {
            quote!(#value)
        };
        let wide_result = if inst.result == Ty::Int {
            quote!(__rt::Signal::Wide(int) => return __rt::Ok(int),)
        } else {
            TokenStream::new()
        };
        quote! {
            fn #name(#(#names: #types),*) -> __rt::Result<#result> {
                if let #condition = #done {
                    match #fast(#(#args),*) {
                        __rt::Ok(#value) => return __rt::Ok(#back),
                        __rt::Err(error) => match error.into_signal() {
                            __rt::Signal::Error(error) => return __rt::Err(error),
                            #wide_result
                            _ => {}
                        },
                    }
                }
                #wide(#(#names),*)
            }
        }
    }

    /// The functions of a tail group as states of one loop.
    fn group(&self, group: &[InstId], mode: Mode) -> TokenStream {
        let first = group[0];
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
        let uses_stack = group.iter().any(|i| self.inst(*i).recursion.uses_stack);
        let state_var = local("state");
        let guard = if uses_stack {
            quote!(if __rt::stack::low() { return __rt::stack::grow(|| #run(#state_var)); })
        } else {
            TokenStream::new()
        };
        quote! {
            enum #state { #(#variants),* }
            fn #run(mut #state_var: #state) -> __rt::Result<#result> {
                #guard
                #label: loop { match #state_var { #(#arms)* } }
            }
        }
    }
}

/// The state type and the function of a tail group.
fn group_names(first: InstId, mode: Mode) -> (Ident, Ident) {
    let suffix = if mode == Mode::Fast { "Fast" } else { "Wide" };
    (
        format_ident!("Group__{}{suffix}", first.0),
        format_ident!("group__{}_{}", first.0, suffix.to_lowercase()),
    )
}

/// The name of a variable.
pub(super) fn var_name(name: &str, var: VarId) -> Ident {
    let base = crate::names::rust_name(name);
    local(&format!("{base}_{}", var.0))
}

impl<'e, 'a> Body<'e, 'a> {
    /// The body of a function: its value in `Ok`.
    pub(super) fn function(&mut self, h: &Hir) -> TokenStream {
        self.tail(h)
    }

    /// A node in tail position of the function.
    fn tail(&mut self, h: &Hir) -> TokenStream {
        match &h.kind {
            crate::hir::HirKind::Let(var, value, body) => {
                let bound = self.let_statement(*var, value);
                let body = self.tail(body);
                quote!(#bound #body)
            }
            crate::hir::HirKind::Do(items) => {
                let Some((last, before)) = items.split_last() else {
                    return quote!(__rt::Ok(()));
                };
                let before: Vec<TokenStream> = before.iter().map(|h| self.statement(h)).collect();
                let last = self.tail(last);
                quote!(#(#before)* #last)
            }
            crate::hir::HirKind::If(c, t, f) => {
                let c = self.value(c);
                let (t, f) = (self.tail(t), self.tail(f));
                quote!(if #c { #t } else { #f })
            }
            crate::hir::HirKind::Loop { .. } => self.tail_loop(h),
            crate::hir::HirKind::Call {
                inst,
                args,
                is_tail: true,
            } if self.group.is_some() => self.tail_call(*inst, args),
            crate::hir::HirKind::Call { inst, args, .. } if self.can_return_call(*inst, h) => {
                let call = self.raw_call(*inst, args);
                self.returned(call)
            }
            crate::hir::HirKind::Recur(label, args) => self.recur(*label, args),
            _ if h.ty.is_never() => self.statement(h),
            _ => {
                let value = self.value(h);
                self.returned(quote!(__rt::Ok(#value)))
            }
        }
    }

    /// The result of the function, at the end of its code: a state of a tail group stands in a loop.
    pub(super) fn returned(&self, result: TokenStream) -> TokenStream {
        if self.group.is_some() {
            quote!(return #result;)
        } else {
            result
        }
    }

    /// Whether the result of a call is the result of this function as it is.
    fn can_return_call(&self, inst: InstId, h: &Hir) -> bool {
        let same_mode = match self.mode {
            Mode::Fast => self.e.forms(inst) == Forms::Twin,
            Mode::Wide => true,
        };
        !h.ty.is_never()
            && (same_mode || h.ty != Ty::Int)
            && matches!(self.exit, Exit::Function)
            && h.ty == self.inst.result
    }

    /// A call in a tail group: the next state.
    pub(super) fn tail_call(&mut self, inst: InstId, args: &[Hir]) -> TokenStream {
        let Some((state, var)) = self.group.clone() else {
            return TokenStream::new();
        };
        let values = self.call_args(inst, args, self.mode);
        let variant = format_ident!("S{}", inst.0);
        let label = quote::quote_spanned!(proc_macro2::Span::mixed_site()=> 'group);
        quote! { #var = #state::#variant(#(#values),*); continue #label; }
    }

    /// Bindings before an expression's value.
    pub(super) fn let_statement(&mut self, var: VarId, value: &Hir) -> TokenStream {
        let code = self.value(value);
        if value.ty.is_never() {
            return quote!(#code;);
        }
        let held = self.bind(var);
        let name = &held.name;
        let ty = self
            .e
            .held_ty(&self.inst.vars[var.0 as usize].ty, self.mode);
        let mutable = self.mutable(var);
        quote!(let #mutable #name: #ty = #code;)
    }

    /// `mut` for what a field may be put into.
    pub(super) fn mutable(&self, var: VarId) -> TokenStream {
        match self.inst.vars[var.0 as usize].ty {
            Ty::Record(_) | Ty::Struct(_) | Ty::Tuple(_) => quote!(mut),
            _ => TokenStream::new(),
        }
    }

    /// Makes a variable visible, held in the mode of the code here.
    pub(super) fn bind(&mut self, var: VarId) -> Held {
        let info = &self.inst.vars[var.0 as usize];
        let held = Held {
            name: var_name(&info.name, var),
            is_i64: self.mode == Mode::Fast && info.ty == Ty::Int && !info.is_ref,
            is_ref: info.is_ref,
        };
        self.env.insert(var, held.clone());
        held
    }

    pub(super) fn fresh(&mut self, base: &str) -> Ident {
        self.counter += 1;
        local(&format!("{base}_{}", self.counter))
    }

    /// A label, without its quote.
    pub(super) fn label(&self, name: &Ident) -> TokenStream {
        let lifetime = proc_macro2::Punct::new('\'', proc_macro2::Spacing::Joint);
        quote!(#lifetime #name)
    }

    /// A node for its effects and errors.
    pub(super) fn statement(&mut self, h: &Hir) -> TokenStream {
        let code = self.value(h);
        if h.ty.is_never() {
            quote!(#code)
        } else {
            quote!(let _ = #code;)
        }
    }

    /// What an int that does not fit does here.
    pub(super) fn leave(&self) -> TokenStream {
        match &self.exit {
            Exit::Function => quote!(return __rt::Err(__rt::Error::exit())),
            Exit::Loop(label) => {
                let label = self.label(label);
                quote!(break #label)
            }
        }
    }

    /// The value of an `Option<i64>`, or the exit.
    pub(super) fn or_leave(&self, code: TokenStream) -> TokenStream {
        let leave = self.leave();
        let value = local("value");
        quote!(match #code { __rt::Some(#value) => #value, __rt::None => #leave })
    }

    /// The value of a `Result`, or the error with this place. For what is always wide inside: its
    /// errors are no exits.
    pub(super) fn or_fail(&self, code: TokenStream, span: Span) -> TokenStream {
        let site = self.e.site(span);
        let (value, error) = (local("value"), local("error"));
        quote!(match #code {
            __rt::Ok(#value) => #value,
            __rt::Err(#error) => return __rt::Err(#error.at(#site)),
        })
    }

    /// The same where the error may be the exit of an int that does not fit.
    pub(super) fn or_exit(&self, code: TokenStream, span: Span) -> TokenStream {
        let Exit::Loop(label) = &self.exit else {
            return self.or_fail(code, span);
        };
        if self.mode == Mode::Wide {
            return self.or_fail(code, span);
        }
        let site = self.e.site(span);
        let (value, error) = (local("value"), local("error"));
        let label = self.label(label);
        quote!(match #code {
            __rt::Ok(#value) => #value,
            __rt::Err(#error) => {
                if #error.is_exit() { break #label; }
                return __rt::Err(#error.at(#site));
            }
        })
    }

    /// An int from where it is kept, as this mode holds it.
    pub(super) fn taken(&self, code: TokenStream, ty: &Ty) -> TokenStream {
        if *ty == Ty::Int && self.mode == Mode::Fast {
            self.or_leave(quote!((#code).as_i64()))
        } else {
            code
        }
    }

    /// A value as it is kept, from how this mode holds it.
    pub(super) fn kept(&self, code: TokenStream, ty: &Ty) -> TokenStream {
        if *ty == Ty::Int && self.mode == Mode::Fast {
            quote!(__rt::Int::from(#code))
        } else {
            code
        }
    }

    /// A node's value as it is kept in a collection.
    pub(super) fn kept_value(&mut self, h: &Hir) -> TokenStream {
        use crate::hir::HirKind as K;
        if h.ty == Ty::Int {
            match &h.kind {
                // What is kept already need not be taken and kept again.
                K::Lit(Lit::Int(i)) => return self.int_literal(i, Mode::Wide),
                K::Var(var, used) => {
                    if let Some(held) = self.env.get(var).cloned() {
                        let name = &held.name;
                        return match (held.is_i64, held.is_ref, used) {
                            (true, ..) => quote!(__rt::Int::from(#name)),
                            (false, true, _) => quote!(__rt::clone(#name)),
                            (false, false, Use::Move) => quote!(#name),
                            (false, false, _) => quote!(__rt::clone(&#name)),
                        };
                    }
                }
                K::Field(base, _) if !matches!(base.ty, Ty::Struct(_)) => {
                    if let Some((place, moves)) = self.place(h) {
                        let moves = moves && !self.base_is_ref(base);
                        return if moves {
                            place
                        } else {
                            quote!(__rt::clone(&#place))
                        };
                    }
                }
                K::Lib(call) if !call.returns_index => return self.library_raw(call, h),
                _ => {}
            }
        }
        let code = self.value(h);
        if h.ty.is_never() {
            code
        } else {
            self.kept(code, &h.ty)
        }
    }

    /// A reference to a node's value as it is kept.
    pub(super) fn reference(&mut self, h: &Hir) -> TokenStream {
        use crate::hir::HirKind as K;
        match &h.kind {
            K::Var(var, _) => {
                if let Some(held) = self.env.get(var).cloned() {
                    let name = &held.name;
                    return match (held.is_i64, held.is_ref) {
                        (true, _) => quote!(&__rt::Int::from(#name)),
                        (false, true) => quote!(#name),
                        (false, false) => quote!(&#name),
                    };
                }
                quote!(&())
            }
            K::Field(base, _) if !(h.ty == Ty::Int && matches!(base.ty, Ty::Struct(_))) => {
                match self.place(h) {
                    Some((place, _)) => quote!(&#place),
                    None => {
                        let value = self.kept_value(h);
                        quote!(&#value)
                    }
                }
            }
            K::Const(_) => self.const_ref(h),
            K::Lit(Lit::Str(text)) => {
                let name = self.e.string(text);
                quote!(#name.get())
            }
            _ => {
                let value = self.kept_value(h);
                quote!(&#value)
            }
        }
    }

    fn const_ref(&mut self, h: &Hir) -> TokenStream {
        let crate::hir::HirKind::Const(id) = h.kind else {
            return quote!(&());
        };
        let Some((_, inst)) = self.e.module.consts.iter().find(|(c, _)| *c == id) else {
            return quote!(&());
        };
        let name = self.e.const_name(*inst);
        self.or_fail(quote!(#name.get()), h.span)
    }

    /// A field as a place, and whether its value moves out; `None` if it is a field of no variable.
    pub(super) fn place(&mut self, h: &Hir) -> Option<(TokenStream, bool)> {
        use crate::hir::HirKind as K;
        match &h.kind {
            K::Var(var, used) => {
                let held = self.env.get(var)?;
                let name = &held.name;
                Some((quote!(#name), *used == Use::Move))
            }
            K::Field(base, index) => {
                let (place, moves) = self.place(base)?;
                let field = self.field_name(&base.ty, *index);
                Some((quote!(#place #field), moves))
            }
            _ => None,
        }
    }

    /// `.0`, `.0.0`, `.x`: how a field is reached.
    pub(super) fn field_name(&self, ty: &Ty, index: usize) -> TokenStream {
        let number = Literal::usize_unsuffixed(index);
        match ty {
            Ty::Record(_) => quote!(.0.#number),
            Ty::Struct(id) => {
                let name = entry::ident(
                    &self.e.program.structs[id.index()].fields[index].rust_name,
                    proc_macro2::Span::call_site(),
                );
                quote!(.#name)
            }
            _ => quote!(.#number),
        }
    }

    pub(super) fn int_literal(&self, i: &rtfs_rt::Int, mode: Mode) -> TokenStream {
        match (i.as_i64(), mode) {
            (Some(n), Mode::Fast) => {
                let n = Literal::i64_suffixed(n);
                quote!(#n)
            }
            (Some(n), Mode::Wide) => {
                let n = Literal::i64_suffixed(n);
                quote!(__rt::Int::from(#n))
            }
            (None, Mode::Wide) => {
                let name = self.e.big(&i.to_string());
                quote!(#name.get())
            }
            // A literal that does not fit: the fast form ends here.
            (None, Mode::Fast) => {
                let (leave, value) = (self.leave(), local("value"));
                quote!({ let #value: i64 = #leave; #value })
            }
        }
    }

    /// The value of a node, as this mode holds it: a Rust expression.
    pub(super) fn value(&mut self, h: &Hir) -> TokenStream {
        use crate::hir::HirKind as K;
        match &h.kind {
            K::Lit(lit) => self.literal(lit),
            K::Var(var, used) => self.variable(*var, *used, &h.ty),
            K::Const(_) => {
                let reference = self.const_ref(h);
                if h.ty.is_never() {
                    return quote!(match *#reference {});
                }
                let value = if h.ty.is_scalar() {
                    quote!(*#reference)
                } else {
                    quote!(__rt::clone(#reference))
                };
                self.taken(value, &h.ty)
            }
            K::Let(var, value, body) => {
                let bound = self.let_statement(*var, value);
                let body = self.value(body);
                quote!({ #bound #body })
            }
            K::Do(items) => {
                let Some((last, before)) = items.split_last() else {
                    return quote!(());
                };
                let before: Vec<TokenStream> = before.iter().map(|h| self.statement(h)).collect();
                let last = self.value(last);
                quote!({ #(#before)* #last })
            }
            K::If(c, t, f) => {
                let c = self.value(c);
                let (t, f) = (self.value(t), self.value(f));
                quote!(if #c { #t } else { #f })
            }
            K::Loop { .. } => self.loop_value(h),
            K::Recur(label, args) => {
                let code = self.recur(*label, args);
                quote!({ #code })
            }
            K::Call { inst, args, .. } => self.call(*inst, args, h),
            K::Extern(index, args) => self.extern_call(*index, args, h),
            K::RustFn(index, args) => self.rust_call(*index, args, h),
            K::Prim(op, args) => self.prim(*op, args, h),
            K::IsKind(kind, inner) => {
                let inner = self.reference(inner);
                let kind = ops::kind_name(*kind);
                quote!(__rt::kinds::#kind(#inner))
            }
            K::Lib(call) => self.library(call, h),
            K::Tuple(items) if items.is_empty() => quote!(__rt::Empty),
            K::Tuple(items) => {
                let items = items.iter().map(|h| self.kept_value(h)).collect::<Vec<_>>();
                quote!((#(#items,)*))
            }
            K::Closure(items) => {
                let items = items.iter().map(|h| self.kept_value(h)).collect::<Vec<_>>();
                quote!((#(#items,)*))
            }
            K::Record(items) => {
                let Ty::Record(fields) = &h.ty else {
                    return quote!(());
                };
                let shape = self
                    .e
                    .shape(fields.iter().map(|(k, _)| k.to_string()).collect());
                let items = items.iter().map(|h| self.kept_value(h)).collect::<Vec<_>>();
                quote!(__rt::Rec::<#shape, _>::new((#(#items,)*)))
            }
            K::Struct(items) => self.struct_value(items, h),
            K::Vector(items) => {
                let ty = self.e.rust_ty(&h.ty);
                if items.is_empty() {
                    return quote!(<#ty>::new());
                }
                let items = items.iter().map(|h| self.kept_value(h)).collect::<Vec<_>>();
                quote!(<#ty>::from([#(#items),*]))
            }
            K::List(items) | K::Set(items) => {
                let ty = self.e.rust_ty(&h.ty);
                if items.is_empty() {
                    return quote!(<#ty>::new());
                }
                let items = items.iter().map(|h| self.kept_value(h)).collect::<Vec<_>>();
                quote!(<#ty>::from([#(#items),*]))
            }
            K::Map(pairs) => {
                let ty = self.e.rust_ty(&h.ty);
                if pairs.is_empty() {
                    return quote!(<#ty>::new());
                }
                let pairs = pairs.iter().map(|(k, v)| {
                    let (k, v) = (self.kept_value(k), self.kept_value(v));
                    quote!((#k, #v))
                });
                let pairs = pairs.collect::<Vec<_>>();
                quote!(<#ty>::from([#(#pairs),*]))
            }
            K::Field(base, index) => self.field(base, *index, h),
            K::SetField(base, index, value) => self.set_field(base, *index, value),
            K::Coerce(inner) => self.coerce(inner, &h.ty),
            K::Cast(inner, what) => self.cast(inner, &h.ty, what, h.span),
            K::ToVector(inner, what) => self.to_vector(inner, what, h.span),
            K::LikeKind {
                of,
                vector,
                keeps_string,
            } => {
                let of = self.reference(of);
                let vector = self.value(vector);
                quote!(__rt::access::like_kind(#of, #vector, #keeps_string))
            }
            K::Pipe(pipe) => self.pipe(pipe, h),
            K::CallDyn { f, args } => {
                let is_func = f.ty == Ty::Func;
                let f = self.reference(f);
                let args: Vec<TokenStream> = args.iter().map(|h| self.kept_value(h)).collect();
                let call = if is_func {
                    quote!((#f).call(&[#(#args),*]))
                } else {
                    quote!(__rt::ops::call(#f, &[#(#args),*]))
                };
                self.or_fail(call, h.span)
            }
            K::MakeFunc {
                name,
                closure,
                arms,
            } => self.make_func(name, closure, arms),
            K::LibFunc(name) => quote!(__rt::library_function(#name)),
            K::Parallel(branches) => self.parallel(branches),
            K::Dbg(inner, text) => {
                let ty = inner.ty.clone();
                let value = self.kept_value(inner);
                if ty.is_never() {
                    return value;
                }
                let file = self.e.source.name;
                let (line, column) = self
                    .e
                    .source
                    .places
                    .locate(self.e.source.text, h.span.start);
                let name = self.fresh("value");
                let shown = quote!({
                    let #name = #value;
                    __rt::access::debug(#file, #line, #column, #text, &#name);
                    #name
                });
                self.taken(shown, &ty)
            }
            K::Raise { kind, message } => {
                let kind = Ident::new(kind, proc_macro2::Span::call_site());
                let site = self.e.site(h.span);
                quote!(return __rt::Err(__rt::Error::constant(__rt::ErrorKind::#kind, #message).at(#site)))
            }
            K::Assert {
                condition,
                message,
                text,
            } => {
                let condition = self.value(condition);
                let message = self.message(message.as_deref());
                self.or_fail(
                    quote!(__rt::access::assert(#condition, #text, #message)),
                    h.span,
                )
            }
            K::AssertEq {
                left,
                right,
                message,
                text,
            } => {
                let (left, right) = (self.reference(left), self.reference(right));
                let message = self.message(message.as_deref());
                self.or_fail(
                    quote!(__rt::access::assert_eq(#left, #right, #text, #message)),
                    h.span,
                )
            }
        }
    }

    fn message(&mut self, message: Option<&Hir>) -> TokenStream {
        match message {
            Some(message) => {
                let message = self.value(message);
                quote!(__rt::Some(#message))
            }
            None => quote!(__rt::None),
        }
    }

    fn literal(&mut self, lit: &Lit) -> TokenStream {
        match lit {
            Lit::Nil => quote!(()),
            Lit::Bool(b) => quote!(#b),
            Lit::Int(i) => self.int_literal(i, self.mode),
            Lit::Float(x) if x.is_nan() => quote!(f64::NAN),
            Lit::Float(x) if x.is_infinite() && *x > 0.0 => quote!(f64::INFINITY),
            Lit::Float(x) if x.is_infinite() => quote!(f64::NEG_INFINITY),
            Lit::Float(x) => {
                let literal = Literal::f64_suffixed(x.abs());
                if x.is_sign_negative() {
                    quote!((-#literal))
                } else {
                    quote!(#literal)
                }
            }
            Lit::Str(text) => {
                let name = self.e.string(text);
                quote!(__rt::clone(#name.get()))
            }
            Lit::Keyword(name) => {
                let name = self.e.keyword(name);
                quote!(#name.get())
            }
            Lit::Symbol(name) => {
                let name = self.e.symbol(name);
                quote!(#name.get())
            }
        }
    }

    fn variable(&mut self, var: VarId, used: Use, ty: &Ty) -> TokenStream {
        let Some(held) = self.env.get(&var).cloned() else {
            return quote!(());
        };
        let name = &held.name;
        if ty.is_never() {
            return if held.is_ref {
                quote!(match *#name {})
            } else {
                quote!(match #name {})
            };
        }
        if *ty == Ty::Int {
            return match (self.mode, held.is_i64, held.is_ref) {
                (Mode::Fast, true, _) => quote!(#name),
                (Mode::Fast, false, _) => self.or_leave(quote!(#name.as_i64())),
                (Mode::Wide, true, _) => quote!(__rt::Int::from(#name)),
                (Mode::Wide, false, true) => quote!(__rt::clone(#name)),
                (Mode::Wide, false, false) if used == Use::Move => quote!(#name),
                (Mode::Wide, false, false) => quote!(__rt::clone(&#name)),
            };
        }
        match (held.is_ref, ty.is_scalar(), used) {
            (true, true, _) => quote!(*#name),
            (true, false, _) => quote!(__rt::clone(#name)),
            (false, true, _) => quote!(#name),
            (false, false, Use::Clone) => quote!(__rt::clone(&#name)),
            (false, false, _) => quote!(#name),
        }
    }

    fn field(&mut self, base: &Hir, index: usize, h: &Hir) -> TokenStream {
        let whole = Hir::new(
            crate::hir::HirKind::Field(Box::new(base.clone()), index),
            h.ty.clone(),
            h.span,
        );
        let fixed = match &base.ty {
            Ty::Struct(id) => matches!(
                self.e.program.structs[id.index()].fields[index].ty,
                Ty::Fixed(_)
            ),
            _ => false,
        };
        if let Some((place, moves)) = self.place(&whole) {
            if fixed {
                return self.taken(quote!(__rt::Int::from(#place)), &Ty::Int);
            }
            let is_ref = self.base_is_ref(base);
            if h.ty == Ty::Int {
                return match self.mode {
                    Mode::Fast => self.or_leave(quote!(#place.as_i64())),
                    Mode::Wide if moves && !is_ref => quote!(#place),
                    Mode::Wide => quote!(__rt::clone(&#place)),
                };
            }
            return if h.ty.is_scalar() || (moves && !is_ref) {
                quote!(#place)
            } else {
                quote!(__rt::clone(&#place))
            };
        }
        let field = self.field_name(&base.ty, index);
        // A place behind a reference is cloned, a temporary is taken apart.
        if let crate::hir::HirKind::Const(_) = base.kind {
            let base = self.reference(base);
            return self.taken(quote!(__rt::clone(&(#base) #field)), &h.ty);
        }
        let base = self.value(base);
        let value = if fixed {
            quote!(__rt::Int::from((#base) #field))
        } else {
            quote!((#base) #field)
        };
        self.taken(value, &h.ty)
    }

    fn base_is_ref(&self, base: &Hir) -> bool {
        match &base.kind {
            crate::hir::HirKind::Var(var, _) => self.env.get(var).is_some_and(|h| h.is_ref),
            crate::hir::HirKind::Field(inner, _) => self.base_is_ref(inner),
            _ => false,
        }
    }

    fn set_field(&mut self, base: &Hir, index: usize, value: &Hir) -> TokenStream {
        let field = self.field_name(&base.ty, index);
        let struct_field = match &base.ty {
            Ty::Struct(id) => Some(self.e.program.structs[id.index()].fields[index].ty.clone()),
            _ => None,
        };
        let new = self.kept_value(value);
        let new = match struct_field {
            Some(ty) => self.into_field(new, &ty, value.span),
            None => new,
        };
        let name = self.fresh("new");
        if let crate::hir::HirKind::Var(var, Use::Move) = &base.kind
            && let Some(held) = self.env.get(var).cloned()
            && !held.is_ref
        {
            let whole = &held.name;
            return quote!({ let #name = #new; #whole #field = #name; #whole });
        }
        let whole = self.fresh("whole");
        let base = self.value(base);
        quote!({ let #name = #new; let mut #whole = #base; #whole #field = #name; #whole })
    }

    fn make_func(
        &mut self,
        name: &str,
        closure: &Hir,
        arms: &[crate::hir::FuncArm],
    ) -> TokenStream {
        let value = self.kept_value(closure);
        let env = self.fresh("env");
        let args = local("args");
        let mut min = usize::MAX;
        let mut max = Some(0);
        let mut cases = Vec::new();
        for arm in arms {
            let function = self.e.fn_name(arm.inst, None);
            let n = arm.params;
            min = min.min(n);
            max = if arm.has_rest {
                None
            } else {
                max.map(|m: usize| m.max(n))
            };
            let borrowed = &self.e.inst(arm.inst).borrowed;
            let names: Vec<Ident> = (0..n).map(|i| local(&format!("arg_{i}"))).collect();
            let env_arg = if borrowed.first() == Some(&true) {
                quote!(&#env)
            } else {
                quote!(__rt::clone(&#env))
            };
            let values = names.iter().enumerate().map(|(i, name)| {
                if borrowed.get(i + 1) == Some(&true) {
                    quote!(#name)
                } else {
                    quote!(__rt::clone(#name))
                }
            });
            let values: Vec<TokenStream> = values.collect();
            let (pattern, rest) = if arm.has_rest {
                let more = local("more");
                let list = quote!(__rt::rest_list(#more));
                let list = if borrowed.get(n + 1) == Some(&true) {
                    quote!(&#list)
                } else {
                    list
                };
                (quote!([#(#names,)* #more @ ..]), quote!(, #list))
            } else {
                (quote!([#(#names),*]), TokenStream::new())
            };
            let comma = if values.is_empty() {
                TokenStream::new()
            } else {
                quote!(,)
            };
            let call = quote!(#function(#env_arg #comma #(#values),* #rest));
            let call = if self.e.inst(arm.inst).result.is_never() {
                quote!(match #call { __rt::Ok(never) => match never {}, __rt::Err(error) => __rt::Err(error) })
            } else {
                call
            };
            cases.push(quote!(#pattern => #call,));
        }
        let arity = match max {
            Some(max) => quote!(__rt::Arity::between(#min, #max)),
            None => quote!(__rt::Arity::at_least(#min)),
        };
        quote!({
            let #env = #value;
            __rt::Func::new(#name, #arity, move |#args: &[__rt::Value]| match #args {
                #(#cases)*
                _ => __rt::Err(__rt::wrong_arity(#name, #args.len())),
            })
        })
    }

    /// A node as the body of a Rust closure: its value, as it is kept, in `Ok`.
    pub(super) fn thunk(&mut self, h: &Hir) -> TokenStream {
        let exit = std::mem::replace(&mut self.exit, Exit::Function);
        let group = self.group.take();
        let value = self.kept_value(h);
        self.exit = exit;
        self.group = group;
        if h.ty.is_never() {
            quote!(#value)
        } else {
            quote!(__rt::Ok(#value))
        }
    }

    /// A test of whether a value is there.
    pub(super) fn is_some(&mut self, arg: &Hir) -> TokenStream {
        let reference = self.reference(arg);
        match &arg.ty {
            Ty::Option(_) => quote!((#reference).is_some()),
            Ty::Nil => quote!(false),
            Ty::Any => quote!(!__rt::kinds::is_nil(#reference)),
            _ => quote!({ let _ = #reference; true }),
        }
    }
}
