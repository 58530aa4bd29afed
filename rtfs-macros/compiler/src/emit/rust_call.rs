//! Calls of Rust functions: those that `extern` declares, and those in scope of an expression.
//!
//! A parameter that Rust leaves open (`impl Argument<Int>`, `T: Display`) becomes the type of the argument;
//! see `rtfs-rt/src/codegen/rust_call.rs` for how.

use super::body::Body;
use super::*;
use crate::hir::Hir;

/// Functions of more parameters than this have to have types of their own.
const MAX_OPEN: usize = 8;

impl Body<'_, '_> {
    /// A call of a function that `extern` declares: arguments and result have the declared types.
    pub(super) fn extern_call(&mut self, index: u32, args: &[Hir], h: &Hir) -> TokenStream {
        let def = &self.e.program.externs[index as usize];
        let mut given = Vec::new();
        for (arg, ty) in args.iter().zip(&def.params) {
            let value = self.kept_value(arg);
            given.push(match &ty.ty {
                Ty::Fixed(width) => {
                    let width = ty::width_ty(*width);
                    self.or_fail(
                        quote!(__rt::fixed::<#width>(#value, "the argument")),
                        arg.span,
                    )
                }
                _ => value,
            });
        }
        let path = self.e.extern_path(def);
        let declared = if let Ty::Fixed(_) = def.result.ty {
            &Ty::Int
        } else {
            &def.result.ty
        };
        let result = self.e.rust_ty(declared);
        let names = self.named("given", args);
        let passed: Vec<TokenStream> = names
            .iter()
            .zip(args)
            .map(|(name, arg)| self.or_fail(quote!(__rt::give(&#name)), arg.span))
            .collect();
        let call = |parameters: &[Ident]| quote!(__rt::take_result::<#result, _, _>(#path(#(#parameters),*)));
        let types: Vec<TokenStream> = def.params.iter().map(|p| self.e.rust_ty(&p.ty)).collect();
        let arguments = Arguments {
            given: &given,
            types: &types,
            held: TokenStream::new(),
            passed: &passed,
        };
        let value = self.settled(args, arguments, call, h.span);
        self.taken(value, &h.ty)
    }

    /// A call of a function in scope: rustc knows its parameters, and the result is dynamic.
    pub(super) fn rust_call(&mut self, index: u32, args: &[Hir], h: &Hir) -> TokenStream {
        let capture = self.e.capture(index);
        let name = entry::ident(&capture.rust_name, (self.e.spans)(capture.span));
        let given: Vec<TokenStream> = args.iter().map(|arg| self.kept_value(arg)).collect();
        let (values, slots) = (self.named("given", args), self.named("held", args));
        let mut passed = Vec::new();
        let mut held = TokenStream::new();
        for ((value, slot), arg) in values.iter().zip(&slots).zip(args) {
            let hold = self.or_fail(quote!(__rt::hold(#value)), arg.span);
            held.extend(quote!(let mut #slot = #hold;));
            passed.push(self.or_fail(quote!(__rt::lend(&mut #slot)), arg.span));
        }
        let call =
            |parameters: &[Ident]| quote!(__rt::RustReturn::into_rtfs(#name(#(#parameters),*)));
        let types: Vec<TokenStream> = args.iter().map(|arg| self.open_type(&arg.ty)).collect();
        let arguments = Arguments {
            given: &given,
            types: &types,
            held,
            passed: &passed,
        };
        self.settled(args, arguments, call, h.span)
    }

    /// `given0`, `given1`…, as no variable of a program is called, each where rustc finds fault with its argument.
    fn named(&self, base: &str, args: &[Hir]) -> Vec<Ident> {
        let name = |(index, arg): (usize, &Hir)| {
            let hygiene = proc_macro2::Span::mixed_site();
            let span = (self.e.spans)(arg.span).resolved_at(hygiene);
            Ident::new(&format!("{base}{index}"), span)
        };
        args.iter().enumerate().map(name).collect()
    }

    /// What an open parameter becomes for an argument: dynamic, unless it is a scalar. What takes collections
    /// takes those of its own element type, and dynamic ones.
    fn open_type(&self, ty: &Ty) -> TokenStream {
        match ty {
            Ty::Int | Ty::Float | Ty::Bool | Ty::Str | Ty::Keyword | Ty::Symbol => {
                self.e.rust_ty(ty)
            }
            _ => quote!(__rt::Value),
        }
    }

    /// A call whose open parameters are settled.
    fn settled(
        &self,
        args: &[Hir],
        arguments: Arguments<'_>,
        call: impl Fn(&[Ident]) -> TokenStream,
        span: Span,
    ) -> TokenStream {
        if args.is_empty() {
            return self.or_fail(call(&[]), span);
        }
        let Arguments {
            given,
            types,
            held,
            passed,
        } = arguments;
        let values = self.named("given", args);
        let parameters = self.named("parameter", args);
        let wrapped = call(&parameters);
        let called = local("call");
        let count = Literal::usize_unsuffixed(args.len());
        let is_open = args.len() <= MAX_OPEN;
        let probes = types.iter().enumerate().filter(|_| is_open);
        let probes = probes.map(|(index, ty)| {
            let index = Literal::usize_unsuffixed(index);
            quote!((&__rt::probe::<_, #ty, _>(&#called, __rt::At::<#count, #index>)).settle();)
        });
        let done = self.or_fail(quote!(#called(#(#passed),*)), span);
        quote!({
            #(let #values = #given;)*
            let mut #called = |#(#parameters),*| #wrapped;
            #(#probes)*
            #held
            #done
        })
    }
}

/// The code of the arguments of a call.
struct Arguments<'c> {
    /// Their values.
    given: &'c [TokenStream],
    /// What the parameters become if they are open.
    types: &'c [TokenStream],
    /// What has to stand before the call for `passed`.
    held: TokenStream,
    /// The parameters.
    passed: &'c [TokenStream],
}
