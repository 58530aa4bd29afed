//! One representation from another: total conversions, and casts that can fail.

use super::body::Body;
use super::ty::width_ty;
use super::*;
use crate::hir::{Hir, Subject};

impl Body<'_, '_> {
    /// A value as another type that holds it.
    pub(super) fn coerce(&mut self, inner: &Hir, to: &Ty) -> TokenStream {
        if inner.ty.is_never() {
            return self.value(inner);
        }
        if to.is_never() {
            // The value never arrives: what makes it has failed by now.
            let value = self.statement(inner);
            return quote!({ #value return __rt::Err(__rt::unreachable()) });
        }
        if let (Ty::Fixed(_), Ty::Int) = (&inner.ty, to) {
            return self.int_of_fixed(inner);
        }
        let value = self.kept_value(inner);
        let kept = self.convert(value, &inner.ty, to);
        self.taken(kept, to)
    }

    /// A fixed-width value as an int of this mode; a cast that made it is only its check.
    fn int_of_fixed(&mut self, inner: &Hir) -> TokenStream {
        let value = self.value(inner);
        match self.mode {
            Mode::Wide => quote!(__rt::Int::from(#value)),
            Mode::Fast => match &inner.ty {
                Ty::Fixed(crate::types::Width::U64 | crate::types::Width::Usize) => {
                    self.or_leave(quote!(__rt::Int::from(#value).as_i64()))
                }
                _ => quote!(i64::from(#value)),
            },
        }
    }

    /// A kept value of one type as a kept value of a wider one.
    pub(super) fn convert(&mut self, value: TokenStream, from: &Ty, to: &Ty) -> TokenStream {
        if from == to {
            return value;
        }
        let (v, w) = (local("v"), local("w"));
        match (from, to) {
            (Ty::Never, _) => quote!(match #value {}),
            (_, Ty::Any) => match from {
                Ty::Nil => quote!({ let () = #value; __rt::Value::Nil }),
                Ty::Struct(_) => quote!(__rt::Value::from(#value)),
                _ => quote!(__rt::Data::into_value(#value)),
            },
            (Ty::Nil, Ty::Option(_)) => {
                let to = self.e.rust_ty(to);
                quote!({ let () = #value; <#to>::None })
            }
            (Ty::Option(a), Ty::Option(b)) => {
                let inner = self.convert(quote!(#v), a, b);
                quote!(match #value { __rt::Some(#v) => __rt::Some(#inner), __rt::None => __rt::None })
            }
            (_, Ty::Option(b)) => {
                let inner = self.convert(value, from, b);
                quote!(__rt::Some(#inner))
            }
            (Ty::Fixed(_), Ty::Int) => quote!(__rt::Int::from(#value)),
            (Ty::Fixed(_), Ty::Number) => quote!(__rt::Number::Int(__rt::Int::from(#value))),
            (Ty::Int, Ty::Number) => quote!(__rt::Number::Int(#value)),
            (Ty::Float, Ty::Number) => quote!(__rt::Number::Float(#value)),
            (Ty::Vector(a), Ty::List(b)) => {
                let list = quote!(__rt::List::from(#value));
                if a == b {
                    return list;
                }
                let inner = self.convert(quote!(#v), a, b);
                quote!(__rt::convert_list(#list, |#v| #inner))
            }
            (Ty::Vector(a), Ty::Vector(b))
            | (Ty::List(a), Ty::List(b))
            | (Ty::Set(a), Ty::Set(b)) => {
                let inner = self.convert(quote!(#v), a, b);
                let function = local(match from {
                    Ty::Vector(_) => "convert_vector",
                    Ty::List(_) => "convert_list",
                    _ => "convert_set",
                });
                quote!(__rt::#function(#value, |#v| #inner))
            }
            (Ty::Map(k, x), Ty::Map(l, y)) => {
                let key = self.convert(quote!(#v), k, l);
                let val = self.convert(quote!(#w), x, y);
                quote!(__rt::convert_map(#value, |#v, #w| (#key, #val)))
            }
            (Ty::Tuple(items), Ty::Tuple(types)) => {
                let parts: Vec<TokenStream> = items
                    .iter()
                    .zip(types.iter())
                    .enumerate()
                    .map(|(i, (a, b))| {
                        let index = Literal::usize_unsuffixed(i);
                        self.convert(quote!(#v.#index), a, b)
                    })
                    .collect();
                quote!({ let #v = #value; (#(#parts,)*) })
            }
            (Ty::Tuple(items), Ty::Vector(b)) => {
                let to = self.e.rust_ty(to);
                if items.is_empty() {
                    return quote!({ let __rt::Empty = #value; <#to>::new() });
                }
                let parts: Vec<TokenStream> = items
                    .iter()
                    .enumerate()
                    .map(|(i, a)| {
                        let index = Literal::usize_unsuffixed(i);
                        self.convert(quote!(#v.#index), a, b)
                    })
                    .collect();
                quote!({ let #v = #value; <#to>::from([#(#parts),*]) })
            }
            (Ty::Record(fields), Ty::Record(others)) => {
                let shape = self
                    .e
                    .shape(others.iter().map(|(k, _)| k.to_string()).collect());
                let parts: Vec<TokenStream> = others
                    .iter()
                    .filter_map(|(key, b)| {
                        let i = fields.iter().position(|(k, _)| k == key)?;
                        let index = Literal::usize_unsuffixed(i);
                        Some(self.convert(quote!(#v.0.#index), &fields[i].1, b))
                    })
                    .collect();
                quote!({ let #v = #value; __rt::Rec::<#shape, _>::new((#(#parts,)*)) })
            }
            (Ty::Record(fields), Ty::Map(k, x)) => {
                let to = self.e.rust_ty(to);
                if fields.is_empty() {
                    return quote!({ let _ = #value; <#to>::new() });
                }
                let pairs: Vec<TokenStream> = fields
                    .iter()
                    .enumerate()
                    .map(|(i, (key, t))| {
                        let index = Literal::usize_unsuffixed(i);
                        let key = self.e.keyword(key);
                        let key = self.convert(quote!(#key.get()), &Ty::Keyword, k);
                        let val = self.convert(quote!(#v.0.#index), t, x);
                        quote!((#key, #val))
                    })
                    .collect();
                quote!({ let #v = #value; <#to>::from([#(#pairs),*]) })
            }
            (Ty::Struct(_), Ty::Map(k, _)) => {
                let map = quote!(__rt::struct_map(#value));
                if **k == Ty::Keyword {
                    map
                } else {
                    quote!(__rt::convert_map(#map, |#v, #w| (__rt::Data::into_value(#v), #w)))
                }
            }
            // Everything else goes through the dynamic value, which both convert to and from.
            _ => quote!(__rt::Data::into_value(#value)),
        }
    }

    /// A value as a narrower type, or a `:type-error` naming the thing.
    pub(super) fn cast(
        &mut self,
        inner: &Hir,
        to: &Ty,
        subject: &Subject,
        span: Span,
    ) -> TokenStream {
        if inner.ty.is_never() {
            return self.value(inner);
        }
        let what = &*subject.name;
        // A field that is not of its type makes the struct invalid.
        let checked = |code| {
            if subject.is_field {
                quote!(__rt::validated(#code))
            } else {
                code
            }
        };
        if let Ty::Fixed(width) = to {
            let width = width_ty(*width);
            let value = match self.mode {
                Mode::Fast if inner.ty == Ty::Int => {
                    let value = self.value(inner);
                    quote!(__rt::Int::from(#value))
                }
                _ => self.kept_value(inner),
            };
            return self.or_fail(quote!(__rt::fixed::<#width>(#value, #what)), span);
        }
        let from = inner.ty.clone();
        let kept = match (&from, to) {
            (Ty::Option(t), _) if **t == *to => {
                // Known not to be nil, or required not to be.
                let value = self.kept_value(inner);
                self.or_fail(checked(quote!(__rt::not_nil(#value, #what))), span)
            }
            (Ty::Option(_), Ty::Nil) => {
                let value = self.statement(inner);
                quote!({ #value })
            }
            _ => {
                let value = self.kept_value(inner);
                let dynamic = if from == Ty::Any {
                    value
                } else {
                    self.convert(value, &from, &Ty::Any)
                };
                let ty = self.e.rust_ty(to);
                self.or_fail(checked(quote!(__rt::cast::<#ty>(#dynamic, #what))), span)
            }
        };
        self.taken(kept, to)
    }

    /// The elements of a sequence as a vector.
    pub(super) fn to_vector(&mut self, inner: &Hir, what: &str, span: Span) -> TokenStream {
        let reference = self.reference(inner);
        if inner.ty == Ty::Any {
            return self.or_fail(quote!(__rt::access::to_vector_any(#reference, #what)), span);
        }
        if inner.ty == Ty::Nil {
            return quote!({ let _ = #reference; __rt::Vector::<__rt::Never>::new() });
        }
        quote!(__rt::access::to_vector(#reference))
    }
}
