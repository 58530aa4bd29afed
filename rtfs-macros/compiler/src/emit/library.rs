//! Calls of the runtime.

use super::body::{Body, Exit, Held, var_name};
use super::*;
use crate::ast::Lit;
use crate::hir::{Hir, Lambda, LibArg, LibCall, Use};

impl Body<'_, '_> {
    /// A call, its result as this mode holds it.
    pub(super) fn library(&mut self, call: &LibCall, h: &Hir) -> TokenStream {
        if let Some(small) = self.small_read(call, h) {
            return small;
        }
        let code = self.library_raw(call, h);
        if h.ty.is_never() {
            return quote!(match #code {});
        }
        match (call.returns_index, self.mode) {
            (true, Mode::Fast) => code,
            (true, Mode::Wide) => quote!(__rt::Int::from(#code)),
            (true, Mode::Cold) => quote!(__wide::of(#code)),
            (false, _) => self.taken(code, &h.ty),
        }
    }

    /// The machine int that a call reads out of a collection, without a copy of the `Int` that it is kept as.
    fn small_read(&mut self, call: &LibCall, h: &Hir) -> Option<TokenStream> {
        let is_small = self.mode == Mode::Fast
            && h.ty == Ty::Int
            && h.span != Span::default()
            && call.path == "access::nth"
            && self.reader_of(call).is_none();
        is_small.then(|| {
            let args = self.runtime_args(call);
            self.or_fail_or_leave(quote!(__rt::access::nth_small(#(#args),*)), h.span)
        })
    }

    /// A call, its result as the runtime gives it.
    pub(super) fn library_raw(&mut self, call: &LibCall, h: &Hir) -> TokenStream {
        if let Some(keyed) = h.keyed() {
            let found = self.at_key(&keyed, h.span);
            return quote!(__rt::clone(#found));
        }
        if let Some((of, key)) = call.sought_key() {
            let (of, key) = (self.reference(of), self.e.keyword(key));
            return self.or_fail(quote!(__rt::access::contains_key(#of, #key.get())), h.span);
        }
        let path = path_of(&call.path);
        let reader = self.reader_of(call).cloned();
        if let (Some(reader), readers::COUNT) = (&reader, call.path.as_str()) {
            return quote!(#reader.count());
        }
        if let Some(told) = self.told_by_grower(call) {
            return told;
        }
        let mut args = self.runtime_args(call);
        if let (Some(reader), Some(first)) = (reader, args.first_mut()) {
            *first = quote!(&#reader);
        }
        let code = quote!(#path(#(#args),*));
        let takes_function = call.args.iter().any(|a| matches!(a, LibArg::Fn(_)));
        let code = if takes_function {
            self.or_exit(code, h.span)
        } else if call.is_fallible {
            self.or_fail(code, h.span)
        } else {
            code
        };
        // What only the call looks at need not be dropped on all ways out of what the call stands in.
        let gives_no_more = call.returns_index || h.ty.is_scalar();
        match gives_no_more && call.args.iter().any(|arg| self.is_temporary(arg)) {
            true => {
                let value = local("value");
                quote!({ let #value = #code; #value })
            }
            false => code,
        }
    }

    /// The arguments of a call, as the runtime takes them.
    fn runtime_args(&mut self, call: &LibCall) -> Vec<TokenStream> {
        call.args
            .iter()
            .map(|arg| match arg {
                LibArg::Own(h) => self.kept_value(h),
                LibArg::Ref(h) | LibArg::Text(h) => self.reference(h),
                LibArg::Key(h) if is_lent(h) => self.reference(h),
                LibArg::Key(h) => self.kept_value(h),
                LibArg::Index(h) => self.index(h),
                LibArg::Fn(lambda) => self.lambda(lambda),
                LibArg::Slice(items, ty) => {
                    let items: Vec<TokenStream> =
                        items.iter().map(|h| self.kept_value(h)).collect();
                    if items.is_empty() {
                        let ty = self.e.rust_ty(ty);
                        quote!(&[] as &[#ty])
                    } else {
                        quote!(&[#(#items),*])
                    }
                }
            })
            .collect()
    }

    /// Whether an argument is a reference to a value that is there for the call alone, and has to be dropped.
    fn is_temporary(&self, arg: &LibArg) -> bool {
        match arg {
            LibArg::Ref(h) | LibArg::Text(h) => !h.ty.is_scalar() && h.ty != Ty::Int && is_made(h),
            _ => false,
        }
    }

    /// An int as an `i64`, big ones as the nearest.
    pub(super) fn index(&mut self, h: &Hir) -> TokenStream {
        match self.mode {
            Mode::Fast => self.value(h),
            Mode::Wide => {
                let value = self.reference(h);
                quote!(__rt::index(#value))
            }
            Mode::Cold => {
                let value = self.looked_at(h);
                quote!(__wide::index(#value))
            }
        }
    }

    /// A function argument as a Rust closure.
    fn lambda(&mut self, lambda: &Lambda) -> TokenStream {
        let env = self.env.clone();
        let mut params = Vec::new();
        let mut prologue = TokenStream::new();
        for var in &lambda.params {
            let info = &self.inst.vars[var.0 as usize];
            let name = var_name(&info.name, *var);
            let ty = self.e.rust_ty(&info.ty);
            if info.is_ref {
                params.push(quote!(#name: &#ty));
                self.env.insert(
                    *var,
                    Held {
                        name,
                        ints: Mode::Wide,
                        is_ref: true,
                    },
                );
            } else if info.ty == Ty::Int && self.mode != Mode::Wide {
                params.push(quote!(#name: #ty));
                let mut used = false;
                lambda.body.walk(&mut |h| {
                    used |= matches!(h.kind, crate::hir::HirKind::Var(v, _) if v == *var)
                });
                if used {
                    let exit = std::mem::replace(&mut self.exit, Exit::Function);
                    let value = self.taken(quote!(#name), &Ty::Int);
                    self.exit = exit;
                    prologue.extend(quote!(let #name = #value;));
                }
                self.env.insert(
                    *var,
                    Held {
                        name,
                        ints: self.mode,
                        is_ref: false,
                    },
                );
            } else {
                let mutable = self.mutable(*var);
                params.push(quote!(#mutable #name: #ty));
                self.env.insert(
                    *var,
                    Held {
                        name,
                        ints: Mode::Wide,
                        is_ref: false,
                    },
                );
            }
        }
        let result = self.e.rust_ty(&lambda.body.ty);
        let body = self.thunk(&lambda.body);
        self.env = env;
        quote!(|#(#params),*| -> __rt::Result<#result> { #prologue #body })
    }
}

/// Whether a key is handed over by reference: it is held elsewhere.
fn is_lent(h: &Hir) -> bool {
    use crate::hir::HirKind as K;
    match &h.kind {
        K::Lit(Lit::Str(_)) | K::Const(_) => true,
        K::Var(_, used) => *used == Use::Borrow,
        K::Field(base, _) => is_lent(base),
        _ => false,
    }
}

/// A path below `__rt`.
fn path_of(path: &str) -> TokenStream {
    let parts = path
        .split("::")
        .map(|p| Ident::new(p, proc_macro2::Span::mixed_site()));
    quote!(__rt #(::#parts)*)
}

/// Whether an expression makes a value, and names none.
fn is_made(h: &Hir) -> bool {
    match &h.kind {
        HirKind::Call { .. } | HirKind::Pipe(_) | HirKind::Vector(_) | HirKind::Map(_) => true,
        HirKind::Lib(_) => h.keyed().is_none(),
        _ => false,
    }
}
