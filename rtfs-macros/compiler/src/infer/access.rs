//! What all looking into collections and changing them needs: fields where the shape is known, the runtime where not.
//!
//! The runtime's functions are in `rtfs_rt::access`: one trait for each question, implemented by every
//! collection that can answer it, so that here only the result's type has to be known. The operations
//! are beside this: `pattern` and `lookup` and `parts` look, `change` and `update` make changed collections.

use super::lambda::with_hoisted;
use super::*;
use crate::hir::{LibArg, LibCall};
use crate::types::as_map;

/// A call of a function below `__rt`.
pub(super) fn runtime(path: &str, args: Vec<LibArg>, is_fallible: bool, ty: Ty, span: Span) -> Hir {
    let call = LibCall {
        path: path.into(),
        args,
        is_fallible,
        returns_index: false,
    };
    Hir::new(HirKind::Lib(Box::new(call)), ty, span)
}

/// How the runtime calls the form of a function for elements that may be nil themselves.
pub(super) fn nil_form(element: &Ty) -> &'static str {
    match element {
        Ty::Any => "_dynamic",
        Ty::Option(_) => "_flat",
        Ty::Nil | Ty::Never => "_nil",
        _ => "",
    }
}

impl<'p> Infer<'p> {
    /// A runtime function whose Rust result is `Option<T>`, for an element type that may be nil itself.
    ///
    /// `Option<Option<T>>` is not a type here: the runtime flattens it at once.
    pub(super) fn maybe(
        &mut self,
        path: &str,
        args: Vec<LibArg>,
        is_fallible: bool,
        element: &Ty,
        span: Span,
    ) -> Hir {
        let ty = Ty::option(element.clone());
        let raw = runtime(path, args, is_fallible, ty.clone(), span);
        match nil_form(element) {
            "" => raw,
            form => runtime(
                &format!("access::or_nil{form}"),
                vec![LibArg::Own(raw)],
                false,
                ty,
                span,
            ),
        }
    }

    /// The collection in the form that the runtime looks into.
    pub(super) fn opened(&mut self, h: Hir) -> Hir {
        match &h.ty {
            Ty::Tuple(_) => {
                let ty = Ty::vector(h.ty.element().unwrap_or(Ty::Any));
                self.coerce(h, &ty)
            }
            Ty::Record(_) | Ty::Struct(_) => {
                let (k, v) = as_map(&h.ty);
                self.coerce(h, &Ty::map(k, v))
            }
            Ty::Node(_) => {
                let (k, v) = as_map(&h.ty);
                let to = match h.ty.record_fields() {
                    Some(_) => Ty::map(k, v),
                    None => Ty::vector(h.ty.element().unwrap_or(Ty::Any)),
                };
                self.coerce(h, &to)
            }
            Ty::Option(t) if matches!(t.loose(), Ty::Tuple(_) | Ty::Record(_) | Ty::Struct(_)) => {
                let inner = match &t.product() {
                    Ty::Tuple(_) => Ty::vector(t.element().unwrap_or(Ty::Any)),
                    t => {
                        let (k, v) = as_map(t);
                        Ty::map(k, v)
                    }
                };
                self.coerce(h, &Ty::option(inner))
            }
            _ => h,
        }
    }

    pub(super) fn not_a(&mut self, cx: &mut Cx, h: Hir, name: &str, what: &str) -> Hir {
        if h.ty.is_never() {
            return h;
        }
        self.not_an_operand(cx, h, name, what)
    }

    /// A value of which only nil has elements: whether it is nil shows when the program runs.
    pub(super) fn nil_or_fails(&mut self, h: Hir) -> Hir {
        self.dynamic_unless(h, |t| t.element().is_some())
    }

    /// A value that may be nil as a dynamic one, unless the rest of its type fits.
    pub(super) fn dynamic_unless(&mut self, h: Hir, fits: impl Fn(&Ty) -> bool) -> Hir {
        match &h.ty {
            Ty::Option(inner) if !fits(inner) => {
                let dynamic = h.ty.with_functions();
                let h = self.coerce(h, &dynamic);
                self.coerce(h, &Ty::Any)
            }
            _ => h,
        }
    }

    /// A sequential value (or nil), opened.
    pub(super) fn sequential(
        &mut self,
        cx: &mut Cx,
        h: Hir,
        name: &str,
        then: impl FnOnce(&mut Self, &mut Cx, Hir, Ty) -> Hir,
    ) -> Hir {
        let h = self.nil_or_fails(h);
        let inner = h.ty.without_nil().product();
        match inner {
            Ty::Vector(_) | Ty::List(_) | Ty::Tuple(_) | Ty::Str | Ty::Any => {
                self.pass(cx, h.span);
                let element = inner.element().unwrap_or(Ty::Any);
                let h = self.opened(h);
                then(self, cx, h, element)
            }
            _ => self.not_a(cx, h, name, "a sequence"),
        }
    }

    /// A key for a collection's keys, and whether it is dynamic; `None` when it can be no key of it.
    pub(super) fn key(&mut self, key: Hir, ty: &Ty) -> Option<(Hir, bool)> {
        if crate::types::is_within(&key.ty, ty) {
            return Some((self.coerce(key, ty), false));
        }
        if *ty == Ty::Never || !crate::types::may_equal(&key.ty, ty) {
            return None;
        }
        Some((self.coerce(key, &Ty::Any), true))
    }

    /// A collection with its values in a wider type.
    pub(super) fn with_values(&mut self, h: Hir, value: &Ty) -> Hir {
        fn wide(t: &Ty, value: &Ty) -> Ty {
            match t {
                Ty::Map(k, _) => Ty::Map(k.clone(), Rc::new(value.clone())),
                Ty::Vector(_) => Ty::vector(value.clone()),
                Ty::List(_) => Ty::list(value.clone()),
                Ty::Set(_) => Ty::set(value.clone()),
                Ty::Option(t) => Ty::option(wide(t, value)),
                t => t.clone(),
            }
        }
        let to = wide(&h.ty, value);
        self.coerce(h, &to)
    }

    /// A known field of a record or struct: outer `None` if the shape is not known.
    pub(super) fn field(&mut self, h: &Hir, name: &str, span: Span) -> Option<Option<Hir>> {
        match &h.ty.product() {
            Ty::Record(fields) => Some(fields.iter().position(|(k, _)| **k == *name).map(|i| {
                Hir::new(
                    HirKind::Field(Box::new(h.clone()), i),
                    fields[i].1.clone(),
                    span,
                )
            })),
            Ty::Struct(id) => {
                let def = &self.program.structs[id.index()];
                let position = def.fields.iter().position(|f| *f.key == *name);
                if position.is_none() && def.is_broken {
                    return Some(Some(broken(span)));
                }
                Some(position.map(|i| {
                    Hir::new(
                        HirKind::Field(Box::new(h.clone()), i),
                        self.field_type(*id, i),
                        span,
                    )
                }))
            }
            Ty::Nil => Some(None),
            _ => None,
        }
    }

    /// What a struct's field is inside of expressions.
    pub(super) fn field_type(&self, id: StructId, index: usize) -> Ty {
        match &self.program.structs[id.index()].fields[index].ty {
            Ty::Fixed(_) => Ty::Int,
            ty => ty.clone(),
        }
    }

    /// What to do with a value that is there; else the default, else nil.
    pub(super) fn if_some(
        &mut self,
        cx: &mut Cx,
        h: Hir,
        span: Span,
        then: impl FnOnce(&mut Self, &mut Cx, Hir) -> Hir,
        default: Option<Hir>,
    ) -> Hir {
        let mut hoisted = Vec::new();
        let held = self.held(cx, h, &mut hoisted);
        let inner = held.ty.without_nil();
        let test = Hir::new(
            HirKind::Prim(Prim::IsSome, vec![held.clone()]),
            Ty::Bool,
            span,
        );
        let var = cx.new_var("value", span, inner.clone());
        let value = self.present(held);
        let some = cx.var(var, span);
        let then = then(self, cx, some);
        let then = bind(var, value, then);
        let other = default.unwrap_or_else(|| literal(Lit::Nil, span));
        let body = self.join_branches(test, then, other, span);
        with_hoisted(hoisted, body)
    }
}
