//! Collections with something computed from what was there: `update update-in assoc-in`.

use super::access::{nil_form, runtime};
use super::lambda::{Arg, with_hoisted};
use super::*;
use crate::hir::{Lambda, LibArg};

/// What happens at the end of a path.
pub(super) enum Leaf<'e> {
    /// The value goes there.
    Value(Hir),
    /// The function is applied to what is there.
    Update(Arg<'e>, Vec<Hir>),
}

impl<'p> Infer<'p> {
    /// `(update m k f args…)`.
    pub(super) fn update(
        &mut self,
        cx: &mut Cx,
        coll: Hir,
        key: Hir,
        f: Arg<'_>,
        more: Vec<Hir>,
        span: Span,
    ) -> Hir {
        if coll.ty.is_never() || key.ty.is_never() {
            return sequence(vec![coll, key], span);
        }
        let product = coll.ty.product();
        let coll = self.coerce(coll, &product);
        let mut hoisted = Vec::new();
        if let HirKind::Lit(Lit::Keyword(name)) = &key.kind
            && matches!(coll.ty, Ty::Record(_) | Ty::Struct(_) | Ty::Nil)
        {
            let coll = self.held(cx, coll, &mut hoisted);
            let old = self
                .field(&coll, name, span)
                .flatten()
                .unwrap_or_else(|| literal(Lit::Nil, span));
            let f = self.function(cx, f, &mut hoisted);
            let args = std::iter::once(old).chain(more).collect();
            let new = self.applied(cx, &f, args, span);
            let body = self.assoc(cx, coll, key, new, span);
            return with_hoisted(hoisted, body);
        }
        let coll = match coll.ty {
            Ty::Record(_) | Ty::Struct(_) | Ty::Tuple(_) => self.opened(coll),
            _ => coll,
        };
        match coll.ty.clone() {
            Ty::Map(k, v) => {
                self.pass(cx, coll.span);
                let coll = self.held(cx, coll, &mut hoisted);
                let key = self.held(cx, key, &mut hoisted);
                let f = self.function(cx, f, &mut hoisted);
                let more: Vec<Hir> = more
                    .into_iter()
                    .map(|h| self.held(cx, h, &mut hoisted))
                    .collect();
                let k = join(&k, &key.ty.settled());
                let mut value = (*v).clone();
                let lambda = loop {
                    let marks = (cx.faults.len(), cx.passed.len());
                    let old = if value.is_never() {
                        Ty::Nil
                    } else {
                        Ty::option(value.clone())
                    };
                    let var = cx.new_var("old", span, old);
                    let args = std::iter::once(cx.var(var, span))
                        .chain(more.clone())
                        .collect();
                    let body = self.applied(cx, &f, args, span);
                    // A map without values is given none by a function that does not return.
                    if value.is_never() && body.ty.is_never() {
                        let body = bind(var, literal(Lit::Nil, span), body);
                        return with_hoisted(hoisted, body);
                    }
                    let new = join(&value, &body.ty.settled()).bounded();
                    if new == value || body.ty.is_never() {
                        break Lambda {
                            params: vec![var],
                            body: Box::new(self.of_type(body, &value)),
                        };
                    }
                    cx.faults.truncate(marks.0);
                    cx.passed.truncate(marks.1);
                    value = new;
                };
                let result = Ty::map(k.clone(), value.clone());
                let coll = self.coerce(coll, &result);
                let key = self.coerce(key, &k);
                let path = format!("access::update_map{}", nil_form(&value));
                let body = runtime(
                    &path,
                    vec![LibArg::Own(coll), LibArg::Key(key), LibArg::Fn(lambda)],
                    true,
                    result,
                    span,
                );
                with_hoisted(hoisted, body)
            }
            Ty::Vector(t) => {
                self.pass(cx, coll.span);
                let index = self.to_int(cx, key, "update");
                let coll = self.held(cx, coll, &mut hoisted);
                let index = self.held(cx, index, &mut hoisted);
                let old = runtime(
                    "access::nth",
                    vec![LibArg::Ref(coll.clone()), LibArg::Index(index.clone())],
                    true,
                    (*t).clone(),
                    span,
                );
                let f = self.function(cx, f, &mut hoisted);
                let args = std::iter::once(old).chain(more).collect();
                let new = self.applied(cx, &f, args, span);
                let body = self.assoc(cx, coll, index, new, span);
                with_hoisted(hoisted, body)
            }
            _ => {
                let coll = self.held(cx, coll, &mut hoisted);
                let key = self.held(cx, key, &mut hoisted);
                let old = match coll.ty {
                    Ty::Any => {
                        let key = self.coerce(key.clone(), &Ty::Any);
                        let args = vec![LibArg::Ref(coll.clone()), LibArg::Ref(key)];
                        runtime("access::old_any", args, true, Ty::Any, span)
                    }
                    _ => self.get(cx, coll.clone(), key.clone(), None, span),
                };
                let f = self.function(cx, f, &mut hoisted);
                let args = std::iter::once(old).chain(more).collect();
                let new = self.applied(cx, &f, args, span);
                let body = self.assoc(cx, coll, key, new, span);
                with_hoisted(hoisted, body)
            }
        }
    }

    /// `(assoc-in m path v)` and `(update-in m path f args…)` with a path written as a vector.
    pub(super) fn update_in(
        &mut self,
        cx: &mut Cx,
        coll: Hir,
        mut path: Vec<Hir>,
        leaf: Leaf<'_>,
        span: Span,
    ) -> Hir {
        if path.is_empty() {
            // The end of the path is the collection itself.
            return match leaf {
                Leaf::Value(value) => sequence(vec![coll, value], span),
                Leaf::Update(f, more) => {
                    let mut hoisted = Vec::new();
                    let coll = self.held(cx, coll, &mut hoisted);
                    let f = self.function(cx, f, &mut hoisted);
                    let args = std::iter::once(coll).chain(more).collect();
                    let body = self.applied(cx, &f, args, span);
                    with_hoisted(hoisted, body)
                }
            };
        }
        let key = path.remove(0);
        if path.is_empty() {
            return match leaf {
                Leaf::Value(value) => self.assoc(cx, coll, key, value, span),
                Leaf::Update(f, more) => self.update(cx, coll, key, f, more, span),
            };
        }
        let mut hoisted = Vec::new();
        let coll = self.held(cx, coll, &mut hoisted);
        let key = self.held(cx, key, &mut hoisted);
        let inner = self.get(cx, coll.clone(), key.clone(), None, span);
        let inner = self.update_in(cx, inner, path, leaf, span);
        let body = self.assoc(cx, coll, key, inner, span);
        with_hoisted(hoisted, body)
    }
}
