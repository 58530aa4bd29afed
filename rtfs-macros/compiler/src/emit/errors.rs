//! `try`: its body is a Rust closure, so that every way out of it with an error ends there.
//!
//! ```text
//! match attempt(|| -> Result<T> { … Ok(value) }) {
//!     Ok(value) => value,
//!     Err(error) => if error.is_signal() { … leaves the fast form … }
//!         else if error.kind() == ErrorKind::Thrown { … the handler … }
//!         else { return Err(error) },
//! }
//! ```
//!
//! An int that does not fit leaves through a `try` as if it were not there: it is no error, no handler sees
//! it, and what stands under `finally` runs when the computation is done again, once. Only what can be run
//! again has a fast form, so that nothing is seen twice.

use super::body::{Body, Exit};
use super::*;
use crate::ast::Selector;
use crate::hir::{Catch, Hir};

impl Body<'_, '_> {
    /// A `try` with a `finally` as an expression, held in the mode of the code here.
    pub(super) fn attempt(
        &mut self,
        body: &Hir,
        catches: &[Catch],
        finally: &Hir,
        ty: &Ty,
    ) -> TokenStream {
        let result = self.fresh("result");
        let rust_ty = self.e.held_ty(ty, self.mode);
        let code = self.held_thunk(ty, |this| this.handled(body, catches, ty));
        let leave = self.leave_by_signal(quote!(#result));
        let finally = self.statement(finally);
        let value = self.value_of(quote!(#result), ty);
        quote!({
            let #result: __rt::Result<#rust_ty> = __rt::attempt(|| -> __rt::Result<#rust_ty> { #code });
            #leave
            { #finally; }
            #value
        })
    }

    /// What runs at the end whatever the body came to, where the first error of the two is the one that goes on.
    /// Both are closures: the end begins when the body is over, and is over before its own error counts.
    pub(super) fn released(&mut self, body: &Hir, end: &Hir, ty: &Ty) -> TokenStream {
        let (result, ended) = (self.fresh("result"), self.fresh("ended"));
        let rust_ty = self.e.held_ty(ty, self.mode);
        let code = self.held_thunk(&body.ty, |this| this.value(body));
        let leave = self.leave_by_signal(quote!(#result));
        let end = self.apart(|this| this.statement(end));
        let value = self.value_of(quote!(#result), ty);
        let no_value = self.value_of(quote!(#ended), &Ty::Nil);
        let value = match ty.is_never() {
            true => value,
            false => quote!(let #result = #value; #no_value; #result),
        };
        quote!({
            let #result: __rt::Result<#rust_ty> = __rt::attempt(|| -> __rt::Result<#rust_ty> { #code });
            #leave
            let #ended: __rt::Result<()> = __rt::attempt(|| -> __rt::Result<()> { #end; __rt::Ok(()) });
            #value
        })
    }

    /// The body, and what its handlers make of an error.
    pub(super) fn handled(&mut self, body: &Hir, catches: &[Catch], ty: &Ty) -> TokenStream {
        let rust_ty = self.e.held_ty(ty, self.mode);
        let code = self.held_thunk(&body.ty, |this| this.value(body));
        let attempt = quote!(__rt::attempt(|| -> __rt::Result<#rust_ty> { #code }));
        if catches.is_empty() {
            return self.value_of_attempt(attempt, ty);
        }
        let (value, error) = (local("value"), self.fresh("error"));
        let value = if ty.is_never() {
            quote!(__rt::Ok(#value) => match #value {})
        } else {
            quote!(__rt::Ok(#value) => #value)
        };
        let mut handlers = quote!(return __rt::Err(#error));
        for catch in catches.iter().rev() {
            let body = self.handler(catch, &error);
            handlers = match selected(catch.selector, &error) {
                Some(test) => quote!(if #test { #body } else { #handlers }),
                None => body,
            };
        }
        let leave = match self.mode {
            Mode::Fast => {
                let leave = self.signal(quote!(#error));
                quote!(if #error.is_signal() { #leave; })
            }
            Mode::Wide | Mode::Cold => TokenStream::new(),
        };
        quote!(match #attempt {
            #value,
            __rt::Err(#error) => { #leave #handlers }
        })
    }

    /// The value of a handler.
    fn handler(&mut self, catch: &Catch, error: &Ident) -> TokenStream {
        let bound = catch.var.map(|var| {
            let held = self.bind(var);
            let name = &held.name;
            let ty = self.e.rust_ty(&self.inst.vars[var.0 as usize].ty);
            quote!(let mut #name = <#ty>::new(__rt::caught(&#error));)
        });
        let body = self.value(&catch.body);
        quote!(#bound #body)
    }

    /// Code as the body of a closure, whose value is held as this mode holds it.
    fn held_thunk(&mut self, ty: &Ty, code: impl FnOnce(&mut Self) -> TokenStream) -> TokenStream {
        let code = self.apart(code);
        match ty.is_never() {
            true => code,
            false => quote!(__rt::Ok(#code)),
        }
    }

    /// What goes on with a signal.
    fn signal(&self, error: TokenStream) -> TokenStream {
        match &self.exit {
            Exit::Loop(label) => {
                let label = self.label(label);
                quote!(break #label)
            }
            Exit::Function | Exit::End => quote!(return __rt::Err(#error)),
        }
    }

    /// Leaves the fast form if a result is a signal.
    fn leave_by_signal(&self, result: TokenStream) -> TokenStream {
        if self.mode != Mode::Fast {
            return TokenStream::new();
        }
        let error = local("error");
        let leave = self.signal(quote!(#error));
        quote!(let #result = match #result {
            __rt::Err(#error) if #error.is_signal() => #leave,
            other => other,
        };)
    }

    /// The value of a result that is no signal.
    fn value_of(&self, result: TokenStream, ty: &Ty) -> TokenStream {
        let (value, error) = (local("value"), local("error"));
        let taken = if ty.is_never() {
            quote!(match #value {})
        } else {
            quote!(#value)
        };
        quote!(match #result {
            __rt::Ok(#value) => #taken,
            __rt::Err(#error) => return __rt::Err(#error),
        })
    }

    /// The same of one that may be a signal.
    fn value_of_attempt(&self, attempt: TokenStream, ty: &Ty) -> TokenStream {
        let value = self.or_pass(attempt, self.mode);
        match ty.is_never() {
            true => quote!(match #value {}),
            false => value,
        }
    }
}

/// The test of a selector; none if it takes every error.
fn selected(selector: Selector, error: &Ident) -> Option<TokenStream> {
    Some(match selector {
        Selector::All => return None,
        Selector::Runtime => quote!(#error.kind().is_runtime()),
        Selector::Host => quote!(#error.kind().is_host()),
        Selector::Kind(kind) => {
            let kind = format_ident!("{kind:?}");
            quote!(#error.kind() == __rt::ErrorKind::#kind)
        }
    })
}
