//! The code of one form of one instance: what is visible in it, its statements and its ends.
//!
//! The values of single nodes are in `value`, what is read out of variables and their fields in `place`.

use std::cell::Cell;

use super::rest::Rest;
use super::*;
use crate::hir::{Hir, Label, VarId};

/// The label of the end of a function.
const END: &str = "end";

/// How a variable is held where it is visible.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub(super) name: Ident,
    /// How an int is held in it; what is none is held as it is.
    pub(super) ints: Mode,
    /// Whether it holds a reference.
    pub(super) is_ref: bool,
}

/// Where an int that does not fit `i64` leaves to.
#[derive(Clone)]
pub(super) enum Exit {
    /// Out of the function or the closure around, with the exit signal.
    Function,
    /// To the end of the function, which gives the exit signal.
    End,
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
    /// Those whose steps by one need no check.
    pub(super) counted: Vec<VarId>,
    /// Where the region of words ended before the loop.
    pub(super) mark: Option<Ident>,
    /// The label that ends the loop.
    pub(super) done: Ident,
    /// How it leaves for its wide form when a round is all but over, if it can.
    pub(super) rest: Option<Rest>,
}

/// The code of one form of one instance.
pub(super) struct Body<'e, 'a> {
    pub(super) e: &'e Emitter<'a>,
    pub(super) id: InstId,
    pub(super) inst: &'a Inst,
    pub(super) mode: Mode,
    pub(super) env: ById<VarId, Held>,
    pub(super) loops: ById<Label, Target>,
    /// The readers of vectors, made by loops around.
    pub(super) readers: ById<VarId, Ident>,
    /// The growers of vectors, made by loops and folds around.
    pub(super) growers: ById<VarId, Ident>,
    /// The variables of growers that rounds around put elements behind, each with the label that ends its loop.
    pub(super) growing: Vec<(Ident, VarId)>,
    /// The labels of the choices around.
    pub(super) joins: ById<Label, Ident>,
    pub(super) exit: Exit,
    /// Whether something leaves to the end of the function.
    pub(super) ends: Cell<bool>,
    /// The state type and label of a tail group around.
    pub(super) group: Option<(Ident, Ident)>,
    /// Whether this is the form without limit of something that has a fast one: it hardly ever runs.
    pub(super) is_cold: bool,
    /// Whether a fast loop stands in wide code, so that its result is widened.
    pub(super) widens: bool,
    /// Numbers for labels and temporaries.
    pub(super) counter: u32,
}

/// The value of a `Result`, or its error as it is.
pub(super) fn or_return(code: TokenStream) -> TokenStream {
    quote!(__rt::ok!(#code))
}

/// The name of a variable.
pub(super) fn var_name(name: &str, var: VarId) -> Ident {
    let base = crate::names::rust_name(name);
    local(&format!("{base}_{}", var.0))
}

impl Body<'_, '_> {
    /// The body of a function: its value in `Ok`.
    pub(super) fn function(&mut self, h: &Hir) -> TokenStream {
        self.tail(h)
    }

    /// The same of a fast form, with one end for all ints that do not fit.
    pub(super) fn fast_function(&mut self, h: &Hir) -> TokenStream {
        self.exit = Exit::End;
        let code = self.tail(h);
        match self.ends.get() {
            true => {
                let end = self.label(&local(END));
                quote!(#end: { return { #code }; } __rt::Err(__rt::Error::exit()))
            }
            false => code,
        }
    }

    /// A node in tail position of the function.
    fn tail(&mut self, h: &Hir) -> TokenStream {
        let mut code = TokenStream::new();
        let end = match self.statements(h, &mut code) {
            Some(last) => self.end(last),
            None => quote!(__rt::Ok(())),
        };
        code.extend(end);
        code
    }

    /// Writes the statements of bindings and sequences that stand in each other, and gives the node that is left: what they
    /// are the value of. There is none at the end of an empty sequence.
    ///
    /// Each statement is put behind those before it; around the rest of the code it would copy the rest.
    pub(super) fn statements<'h>(
        &mut self,
        mut h: &'h Hir,
        code: &mut TokenStream,
    ) -> Option<&'h Hir> {
        loop {
            match &h.kind {
                crate::hir::HirKind::Let(var, value, body) => {
                    code.extend(self.let_statement(*var, value));
                    h = body;
                }
                crate::hir::HirKind::Do(items) => {
                    let (last, before) = items.split_last()?;
                    for item in before {
                        code.extend(self.statement(item));
                    }
                    h = last;
                }
                _ => return Some(h),
            }
        }
    }

    /// A node in tail position that is neither a binding nor a sequence.
    fn end(&mut self, h: &Hir) -> TokenStream {
        match &h.kind {
            crate::hir::HirKind::If(c, t, f) => self.choice(c, t, f, &mut Self::tail),
            crate::hir::HirKind::Loop { .. } => self.tail_loop(h),
            crate::hir::HirKind::Join { .. } => {
                let code = self.join(h, &mut |this, part, is_choice| {
                    let code = this.tail(part);
                    let is_result = is_choice && this.group.is_none() && !part.ty.is_never();
                    if is_result {
                        quote!(return { #code };)
                    } else {
                        code
                    }
                });
                code.unwrap_or_default()
            }
            crate::hir::HirKind::Call {
                inst,
                args,
                is_tail: true,
            } if self.group.is_some() => self.tail_call(*inst, args),
            crate::hir::HirKind::Call { inst, args, .. } if self.can_return_call(*inst, h) => {
                let (call, _) = self.raw_call(*inst, args, h.span);
                let call = match self.takes_words(*inst) {
                    Some(_) => call,
                    None => self.traced(call, *inst, h.span),
                };
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
            Mode::Fast => self.e.forms(inst) != Forms::Single,
            Mode::Wide => true,
            Mode::Cold => self.e.forms(inst) == Forms::Twin && self.e.limitless(inst) == Mode::Cold,
        };
        !h.ty.is_never()
            && (same_mode || h.ty != Ty::Int)
            && !matches!(self.exit, Exit::Loop(_))
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
        if self.inst.vars[var.0 as usize].is_ref && !value.ty.is_never() {
            return self.lent(var, value);
        }
        let code = self.value(value);
        if value.ty.is_never() {
            return quote!(#code;);
        }
        let held = self.bind(var);
        let name = &held.name;
        let ty = self.e.var_ty(self.inst, var, self.mode);
        let mutable = self.mutable(var);
        quote!(let #mutable #name: #ty = #code;)
    }

    /// A binding of a reference to a place.
    fn lent(&mut self, var: VarId, value: &Hir) -> TokenStream {
        let code = match &value.kind {
            crate::hir::HirKind::Cast(inner, subject) => {
                let (option, what) = (self.reference(inner), &*subject.name);
                let code = match inner.ty {
                    Ty::Any => quote!(__rt::held_at(#option, #what)),
                    _ => quote!(__rt::not_nil_ref(#option, #what)),
                };
                self.or_fail(code, value.span)
            }
            _ => self.reference(value),
        };
        let held = self.bind(var);
        let (name, ty) = (&held.name, self.e.rust_ty(&value.ty));
        quote!(let #name: &#ty = #code;)
    }

    /// `mut` for what a field may be put into.
    pub(super) fn mutable(&self, var: VarId) -> TokenStream {
        match self.inst.vars[var.0 as usize].ty {
            Ty::Record(_) | Ty::Struct(_) | Ty::Tuple(_) | Ty::Node(_) => quote!(mut),
            _ => TokenStream::new(),
        }
    }

    /// Makes a variable visible, held in the mode of the code here.
    pub(super) fn bind(&mut self, var: VarId) -> Held {
        let info = &self.inst.vars[var.0 as usize];
        let held = Held {
            name: var_name(&info.name, var),
            ints: match info.ty == Ty::Int && !info.is_ref {
                true => self.mode,
                false => Mode::Wide,
            },
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

    /// What an int that does not fit does here.
    pub(super) fn leave(&self) -> TokenStream {
        let label = match &self.exit {
            Exit::Loop(label) => Some(self.label(label)),
            Exit::End | Exit::Function => self.end_label(),
        };
        match label {
            Some(label) => quote!(break #label),
            None => quote!(return __rt::Err(__rt::Error::exit())),
        }
    }

    /// The label of the end of the function, if an int that does not fit leaves to there.
    pub(super) fn end_label(&self) -> Option<TokenStream> {
        let is_end = matches!(self.exit, Exit::End);
        self.ends.set(self.ends.get() || is_end);
        is_end.then(|| self.label(&local(END)))
    }

    /// The value of an `Option<i64>`, or the exit.
    pub(super) fn or_leave(&self, code: TokenStream) -> TokenStream {
        if let Exit::Loop(_) = self.exit {
            let (value, leave) = (local("value"), self.leave());
            return quote!(match #code { __rt::Some(#value) => #value, __rt::None => #leave });
        }
        let end = self.end_label().into_iter();
        quote!(__rt::fits!(#code #(, #end)*))
    }

    /// The value of a `Result`, or the error with this place; of code that no form stands for, the caller knows the
    /// place. For what is always wide inside: its errors are no exits.
    pub(super) fn or_fail(&self, code: TokenStream, span: Span) -> TokenStream {
        if span == Span::default() {
            return or_return(code);
        }
        let site = self.e.site_index(span);
        quote!(__rt::ok_at!(#code, placed__ #site))
    }

    /// The machine int that the runtime reads out of a collection, or the error with this place, or the exit.
    pub(super) fn or_fail_or_leave(&self, code: TokenStream, span: Span) -> TokenStream {
        let (leave, site) = (self.leave(), self.e.site_index(span));
        quote!(__rt::small_at!(#code, #leave, placed__ #site))
    }

    /// The same where the error may be the exit of an int that does not fit.
    pub(super) fn or_exit(&self, code: TokenStream, span: Span) -> TokenStream {
        match &self.exit {
            Exit::Loop(exit) if self.mode == Mode::Fast && span != Span::default() => {
                let (site, exit) = (self.e.site_index(span), self.label(exit));
                quote!(__rt::stay!(#code, #exit, placed__ #site))
            }
            Exit::Loop(_) => self.or_pass(code, self.mode),
            Exit::Function | Exit::End => self.or_fail(code, span),
        }
    }

    /// The value of a `Result` of a form, or its error as it is: it has its place.
    pub(super) fn or_pass(&self, code: TokenStream, mode: Mode) -> TokenStream {
        match &self.exit {
            Exit::Loop(exit) if mode == Mode::Fast => {
                let exit = self.label(exit);
                quote!(__rt::stay!(#code, #exit))
            }
            _ => or_return(code),
        }
    }

    /// Whether an exit of code of a mode leaves a loop, and not the function.
    pub(super) fn stays(&self, mode: Mode) -> bool {
        mode == Mode::Fast && matches!(self.exit, Exit::Loop(_))
    }

    /// The result of a call, which goes into the trace of an error.
    pub(super) fn traced(&self, call: TokenStream, inst: InstId, span: Span) -> TokenStream {
        match self.e.frame(&self.e.inst(inst).name, span) {
            Some(frame) => quote!(__rt::traced(#call, called__, #frame)),
            None => call,
        }
    }

    /// An int from where it is kept, as this mode holds it.
    pub(super) fn taken(&self, code: TokenStream, ty: &Ty) -> TokenStream {
        match (ty, self.mode) {
            (Ty::Int, Mode::Fast) => self.or_leave(quote!((#code).as_i64())),
            (Ty::Int, Mode::Cold) => quote!(__wide::word(#code)),
            _ => code,
        }
    }

    /// A value as it is kept, from how this mode holds it.
    pub(super) fn kept(&self, code: TokenStream, ty: &Ty) -> TokenStream {
        match (ty, self.mode) {
            (Ty::Int, Mode::Fast) => quote!(__rt::Int::from(#code)),
            (Ty::Int, Mode::Cold) => quote!(__wide::int(#code)),
            _ => code,
        }
    }
}
