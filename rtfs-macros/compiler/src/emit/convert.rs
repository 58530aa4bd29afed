//! One representation from another: total conversions, and casts that can fail.

use std::rc::Rc;

use super::body::Body;
use super::ty::width_ty;
use super::*;
use crate::hir::{Hir, HirKind, LibArg, Subject, Use};
use crate::types::convert::{Conversion, conversion};

/// Whether a dynamic value need not leave the place where it stands to be looked at.
fn stays_there(h: &Hir) -> bool {
    match &h.kind {
        HirKind::Var(_, used) => *used != Use::Move,
        _ => h.keyed().is_some() || h.element().is_some(),
    }
}

impl Body<'_, '_> {
    /// A value as another type that holds it.
    pub(super) fn coerce(&mut self, inner: &Hir, to: &Ty) -> TokenStream {
        if inner.ty.is_never() {
            // Nothing arrives; what is around it reads the type all the same.
            let (value, v, ty) = (self.value(inner), local("v"), self.e.held_ty(to, self.mode));
            return quote!({ let #v: #ty = #value; #v });
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
            Mode::Wide | Mode::Cold => self.taken(quote!(__rt::Int::from(#value)), &Ty::Int),
            Mode::Fast => match &inner.ty {
                Ty::Fixed(crate::types::Width::U64 | crate::types::Width::Usize) => {
                    self.or_leave(quote!(__rt::Int::from(#value).as_i64()))
                }
                _ => quote!(i64::from(#value)),
            },
        }
    }

    /// A kept value of one type as a kept value of a wider one, by the table.
    pub(super) fn convert(&mut self, value: TokenStream, from: &Ty, to: &Ty) -> TokenStream {
        use Conversion as C;
        let (v, w) = (local("v"), local("w"));
        // The verifier lets no other pair through.
        let Some(row) = conversion(from, to) else {
            return self.unreachable(value);
        };
        match row {
            C::Same => value,
            C::Never => {
                // The code around may be generic in what never arrives.
                let to = self.e.rust_ty(to);
                quote!(__rt::never::<#to>(#value))
            }
            C::Dynamic if *from == Ty::Nil => quote!({ let () = #value; __rt::Value::Nil }),
            C::Dynamic => quote!(__rt::Data::into_value(#value)),
            C::Through(with) => {
                let value = self.convert(value, from, &with);
                quote!(__rt::Data::into_value(#value))
            }
            C::Function(closure) => self.function_value(value, closure),
            C::Nothing => {
                let to = self.e.rust_ty(to);
                quote!({ let () = #value; <#to>::None })
            }
            C::Something(inner) => {
                let inner = self.convert(value, from, inner);
                quote!(__rt::Some(#inner))
            }
            C::Option(a, b) => {
                let inner = self.convert(quote!(#v), a, b);
                quote!(match #value { __rt::Some(#v) => __rt::Some(#inner), __rt::None => __rt::None })
            }
            C::FixedToInt => quote!(__rt::Int::from(#value)),
            C::FixedToNumber => quote!(__rt::Number::Int(__rt::Int::from(#value))),
            C::IntToNumber => quote!(__rt::Number::Int(#value)),
            C::FloatToNumber => quote!(__rt::Number::Float(#value)),
            C::Untyped => quote!(__rt::Regex::untyped(#value)),
            C::Elements(a, b) => {
                let inner = self.convert(quote!(#v), a, b);
                let function = local(match from {
                    Ty::Vector(_) => "convert_vector",
                    Ty::List(_) => "convert_list",
                    _ => "convert_set",
                });
                quote!(__rt::#function(#value, |#v| #inner))
            }
            C::VectorToList(a, b) if a == b => quote!(__rt::List::from(#value)),
            C::VectorToList(a, b) => {
                let inner = self.convert(quote!(#v), a, b);
                quote!(__rt::convert_list(__rt::List::from(#value), |#v| #inner))
            }
            C::Entries([k, x], [l, y]) => {
                let key = self.convert(quote!(#v), k, l);
                let val = self.convert(quote!(#w), x, y);
                quote!(__rt::convert_map(#value, |#v, #w| (#key, #val)))
            }
            C::Parts(a, b) => {
                let parts = a.iter().zip(b).enumerate().map(|(i, (a, b))| {
                    let index = Literal::usize_unsuffixed(i);
                    self.convert(quote!(#v.#index), a, b)
                });
                let parts: Vec<TokenStream> = parts.collect();
                quote!({ let #v = #value; (#(#parts,)*) })
            }
            C::TupleToVector(items, b) => self.vector_of_parts(value, items, b, to),
            C::Fields(fields, others) => self.record_of_fields(value, fields, others),
            C::RecordToMap(fields, k, x) => self.map_of_fields(value, fields, [k, x], to),
            C::Open(product) => {
                let product_value = quote!({ let #v = #value; __rt::clone(&#v.value) });
                self.convert(product_value, &product, to)
            }
            C::Wrap(product) => {
                let product_value = self.convert(value, from, &product);
                let node = self.e.node(to);
                quote!(__rt::Shared::new(#node { value: #product_value }))
            }
            C::StructToMap(k) => {
                let map = quote!(__rt::struct_map(#value));
                if *k == Ty::Keyword {
                    return map;
                }
                let key = self.convert(quote!(#v), &Ty::Keyword, k);
                quote!(__rt::convert_map(#map, |#v, #w| (#key, #w)))
            }
        }
    }

    /// What stands where the value before it is the last thing that happens.
    pub(super) fn unreachable(&self, value: TokenStream) -> TokenStream {
        quote!({ let _ = #value; return __rt::Err(__rt::unreachable()) })
    }

    fn vector_of_parts(
        &mut self,
        value: TokenStream,
        items: &[Ty],
        element: &Ty,
        to: &Ty,
    ) -> TokenStream {
        let v = local("v");
        let to = self.e.rust_ty(to);
        if items.is_empty() {
            return quote!({ let __rt::Empty = #value; <#to>::new() });
        }
        let parts = items.iter().enumerate().map(|(i, a)| {
            let index = Literal::usize_unsuffixed(i);
            self.convert(quote!(#v.#index), a, element)
        });
        let parts: Vec<TokenStream> = parts.collect();
        quote!({ let #v = #value; <#to>::from([#(#parts),*]) })
    }

    fn record_of_fields(
        &mut self,
        value: TokenStream,
        fields: &[(Rc<str>, Ty)],
        others: &[(Rc<str>, Ty)],
    ) -> TokenStream {
        let v = local("v");
        let keys = others.iter().map(|(k, _)| k.to_string());
        let shape = self.e.shape(keys.collect());
        let parts = others.iter().filter_map(|(key, b)| {
            let i = fields.iter().position(|(k, _)| k == key)?;
            let index = Literal::usize_unsuffixed(i);
            Some(self.convert(quote!(#v.0.#index), &fields[i].1, b))
        });
        let parts: Vec<TokenStream> = parts.collect();
        quote!({ let #v = #value; __rt::Rec::<#shape, _>::new((#(#parts,)*)) })
    }

    fn map_of_fields(
        &mut self,
        value: TokenStream,
        fields: &[(Rc<str>, Ty)],
        [k, x]: [&Ty; 2],
        to: &Ty,
    ) -> TokenStream {
        let v = local("v");
        let to = self.e.rust_ty(to);
        if fields.is_empty() {
            return quote!({ let _ = #value; <#to>::new() });
        }
        let pairs = fields.iter().enumerate().map(|(i, (key, t))| {
            let index = Literal::usize_unsuffixed(i);
            let key = self.e.keyword(key);
            let key = self.convert(quote!(#key.get()), &Ty::Keyword, k);
            let val = self.convert(quote!(#v.0.#index), t, x);
            quote!((#key, #val))
        });
        let pairs: Vec<TokenStream> = pairs.collect();
        quote!({ let #v = #value; <#to>::from([#(#pairs),*]) })
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
        if let Ty::Fixed(width) = to
            && inner.ty != Ty::option(to.clone())
        {
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
        if let HirKind::Lib(call) = &inner.kind
            && let (Mode::Fast, Ty::Int, "access::first") = (self.mode, to, &*call.path)
            && let ([LibArg::Ref(of)], false) = (&call.args[..], subject.is_field)
            && span != Span::default()
            && of.ty.element() == Some(Ty::Int)
            && matches!(of.ty.without_nil(), Ty::List(_) | Ty::Vector(_))
        {
            let of = self.reference(of);
            return self.or_fail_or_leave(quote!(__rt::first_small(#of, #what)), span);
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
            (Ty::Any, Ty::Bool | Ty::Float | Ty::Keyword | Ty::Int | Ty::Number)
                if stays_there(inner) =>
            {
                let (value, ty) = (self.reference(inner), self.e.rust_ty(to));
                self.or_fail(checked(quote!(__rt::cast_at::<#ty>(#value, #what))), span)
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

    /// The elements of a dynamic value in a place, lent if it is a vector.
    pub(super) fn lent_elements(&mut self, coll: &Hir) -> Option<TokenStream> {
        let HirKind::ToVector(inner, what) = &coll.kind else {
            return None;
        };
        if inner.ty != Ty::Any || !inner.is_place() {
            return None;
        }
        let reference = self.reference(inner);
        let elements = quote!(__rt::access::elements_any(#reference, #what));
        Some(self.or_fail(elements, coll.span))
    }
}
