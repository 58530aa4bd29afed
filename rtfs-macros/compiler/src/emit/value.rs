//! The value of a node, as a Rust expression.

use super::body::{Body, or_return};
use super::*;
use crate::ast::Lit;
use crate::hir::Hir;
use rtfs_rt::codegen::wide::Word;

impl Body<'_, '_> {
    /// The value of a node, as this mode holds it: a Rust expression.
    pub(super) fn value(&mut self, h: &Hir) -> TokenStream {
        use crate::hir::HirKind as K;
        match &h.kind {
            K::Lit(lit) => self.literal(lit, h.span),
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
            K::If(c, t, f) => self.choice(c, t, f, &mut Self::value),
            K::Loop { .. } => self.loop_value(h),
            K::Recur(label, args) => {
                let code = self.recur(*label, args);
                quote!({ #code })
            }
            K::Join { .. } => self.join_value(h),
            K::Jump(label, args) => self.jump(*label, args),
            K::Call { inst, args, .. } => self.call(*inst, args, h),
            K::Extern(index, args) => self.extern_call(*index, args, h),
            K::HostCall { id, args, hints } => self.host_call(id.as_deref(), args, hints, h),
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
            K::SetField(..) => self.changed(h),
            K::Coerce(inner) => self.coerce(inner, &h.ty),
            K::Cast(inner, what) => self.cast(inner, &h.ty, what, h.span),
            K::Check(inner, schema, subject) => self.check(inner, schema, subject, h.span),
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
                let name = match &f.kind {
                    K::Var(var, _) => self.inst.vars[var.0 as usize].name.clone(),
                    K::LibFunc(name) => (*name).into(),
                    _ => "fn".into(),
                };
                let f = self.reference(f);
                let args: Vec<TokenStream> = args.iter().map(|h| self.kept_value(h)).collect();
                let call = if is_func {
                    quote!((#f).call(&[#(#args),*]))
                } else {
                    quote!(__rt::ops::call(#f, &[#(#args),*]))
                };
                let Some(frame) = self.e.frame(&name, h.span) else {
                    return self.or_fail(call, h.span);
                };
                let site = self.e.site_index(h.span);
                or_return(quote!(__rt::through(#call, &SITES__, #site, &FRAMES__, #frame)))
            }
            K::LibFunc(name) => quote!(__rt::library_function(#name)),
            K::Try {
                body,
                catches,
                finally: None,
                ..
            } => self.handled(body, catches, &h.ty),
            K::Try {
                body,
                catches,
                finally: Some(finally),
                gives_way,
            } => match gives_way {
                true => self.released(body, finally, &h.ty),
                false => self.attempt(body, catches, finally, &h.ty),
            },
            K::Parallel(branches) => self.parallel(branches),
            K::Dbg(inner, text) => {
                let ty = inner.ty.clone();
                let value = self.kept_value(inner);
                if ty.is_never() {
                    return value;
                }
                let Location { file, line, column } = self.e.sources.locate(h.span.start);
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
                let error = quote!(__rt::Error::constant(__rt::ErrorKind::#kind, #message));
                match h.span == Span::default() {
                    true => quote!(return __rt::Err(#error)),
                    false => {
                        let site = self.e.site(h.span);
                        quote!(return __rt::Err(#error.at(#site)))
                    }
                }
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

    fn literal(&mut self, lit: &Lit, span: Span) -> TokenStream {
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
                quote!(#name.another())
            }
            Lit::Keyword(name) => {
                let name = self.e.keyword(name);
                quote!(#name.get())
            }
            Lit::Symbol(name) => {
                let name = self.e.symbol(name);
                quote!(#name.get())
            }
            Lit::Inst(seconds, nanoseconds) => {
                let seconds = Literal::i64_suffixed(*seconds);
                let nanoseconds = Literal::u32_suffixed(*nanoseconds);
                quote!(__rt::Inst::literal(#seconds, #nanoseconds))
            }
            Lit::Uuid(bits) => {
                let bits = Literal::u128_suffixed(*bits);
                quote!(__rt::Uuid::from_u128(#bits))
            }
            Lit::Regex(source, matches) => {
                let regex = self.regex_ref(source, matches, span);
                quote!(__rt::clone(#regex))
            }
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
                quote!(__rt::Small(#n))
            }
            (small, Mode::Cold) => match small.and_then(Word::small) {
                Some(Word(word)) => {
                    let word = Literal::i64_unsuffixed(word);
                    quote!(__wide::Word(#word))
                }
                None => {
                    let int = self.int_literal(i, Mode::Wide);
                    quote!(__wide::word(#int))
                }
            },
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
