//! Collections with something put in: `conj cons assoc`.

use super::access::runtime;
use super::lambda::{Arg, with_hoisted};
use super::*;
use crate::hir::LibArg;
use crate::types::as_map;

impl<'p> Infer<'p> {
    /// `(conj c x …)`.
    pub(super) fn conj(&mut self, cx: &mut Cx, mut args: Vec<Hir>, span: Span) -> Hir {
        if args.is_empty() {
            return Hir::new(HirKind::Tuple(vec![]), Ty::tuple([]), span);
        }
        let mut coll = args.remove(0);
        for item in args {
            if coll.ty.is_never() || item.ty.is_never() {
                return sequence(vec![coll, item], span);
            }
            let item = {
                let ty = item.ty.settled();
                if matches!(coll.ty, Ty::Map(..) | Ty::Record(_)) {
                    item
                } else {
                    self.coerce(item, &ty)
                }
            };
            coll = self.conj_one(cx, coll, item, span);
        }
        coll
    }

    fn conj_one(&mut self, cx: &mut Cx, coll: Hir, item: Hir, span: Span) -> Hir {
        let (place, ty) = (coll.span, coll.ty.clone());
        let path;
        let result = match &ty {
            Ty::Nil => {
                let t = item.ty.clone();
                return sequence(
                    vec![coll, Hir::new(HirKind::List(vec![item]), Ty::list(t), span)],
                    span,
                );
            }
            Ty::Vector(_) | Ty::Tuple(_) => {
                path = "access::conj_vector";
                Ty::vector(join(&ty.element().unwrap_or(Ty::Any), &item.ty))
            }
            Ty::List(t) => {
                path = "access::conj_list";
                Ty::list(join(t, &item.ty))
            }
            Ty::Set(t) => {
                path = "access::conj_set";
                Ty::set(join(t, &item.ty))
            }
            Ty::Map(..) | Ty::Record(_) | Ty::Struct(_) => {
                self.pass(cx, place);
                return match item.ty.clone() {
                    Ty::Map(..) | Ty::Record(_) | Ty::Struct(_) | Ty::Nil => {
                        self.library(cx, "merge", vec![Arg::Value(coll), Arg::Value(item)], span)
                    }
                    Ty::Tuple(pair) if pair.len() == 2 => {
                        let mut hoisted = Vec::new();
                        let item = self.held(cx, item, &mut hoisted);
                        let key = Hir::new(
                            HirKind::Field(Box::new(item.clone()), 0),
                            pair[0].clone(),
                            span,
                        );
                        let value =
                            Hir::new(HirKind::Field(Box::new(item), 1), pair[1].clone(), span);
                        let body = self.assoc(cx, coll, key, value, span);
                        with_hoisted(hoisted, body)
                    }
                    _ => {
                        let coll = self.coerce(coll, &Ty::Any);
                        let item = self.coerce(item, &Ty::Any);
                        runtime(
                            "access::conj_any",
                            vec![LibArg::Own(coll), LibArg::Own(item)],
                            true,
                            Ty::Any,
                            span,
                        )
                    }
                };
            }
            Ty::Any | Ty::Option(_) => {
                self.pass(cx, place);
                let coll = self.coerce(coll, &Ty::Any);
                let item = self.coerce(item, &Ty::Any);
                return runtime(
                    "access::conj_any",
                    vec![LibArg::Own(coll), LibArg::Own(item)],
                    true,
                    Ty::Any,
                    span,
                );
            }
            _ => return self.not_a(cx, coll, "conj", "a collection"),
        };
        self.pass(cx, place);
        let element = result.element().unwrap_or(Ty::Any);
        let coll = self.coerce(coll, &result);
        let item = self.coerce(item, &element);
        let item = match &result {
            Ty::Set(_) => LibArg::Key(item),
            _ => LibArg::Own(item),
        };
        runtime(path, vec![LibArg::Own(coll), item], false, result, span)
    }

    /// `(cons x c)`: before the first, in the kind of the collection.
    pub(super) fn cons(&mut self, cx: &mut Cx, item: Hir, coll: Hir, span: Span) -> Hir {
        if coll.ty.is_never() || item.ty.is_never() {
            return sequence(vec![item, coll], span);
        }
        let settled = item.ty.settled();
        let item = self.coerce(item, &settled);
        let result = match &coll.ty {
            Ty::Nil => {
                let t = item.ty.clone();
                return Hir::new(HirKind::List(vec![item]), Ty::list(t), span);
            }
            Ty::List(t) => Ty::list(join(t, &item.ty)),
            Ty::Vector(_) | Ty::Tuple(_) => {
                Ty::vector(join(&coll.ty.element().unwrap_or(Ty::Any), &item.ty))
            }
            Ty::Option(t) => match &**t {
                Ty::List(t) => Ty::list(join(t, &item.ty)),
                _ => Ty::Any,
            },
            Ty::Any => Ty::Any,
            _ if coll.ty.element().is_some() => {
                let coll = self.to_vector(cx, coll, "cons");
                return self.cons(cx, item, coll, span);
            }
            _ => return self.not_a(cx, coll, "cons", "a sequence"),
        };
        self.pass(cx, coll.span);
        if result == Ty::Any {
            let coll = self.coerce(coll, &Ty::Any);
            let item = self.coerce(item, &Ty::Any);
            return runtime(
                "access::cons_any",
                vec![LibArg::Own(item), LibArg::Own(coll)],
                true,
                Ty::Any,
                span,
            );
        }
        let element = result.element().unwrap_or(Ty::Any);
        let was_nil = matches!(coll.ty, Ty::Option(_));
        let path = match (&result, was_nil) {
            (Ty::List(_), true) => "access::cons_maybe",
            (Ty::List(_), false) => "access::cons_list",
            _ => "access::cons_vector",
        };
        let coll = if was_nil {
            self.coerce(coll, &Ty::option(result.clone()))
        } else {
            self.coerce(coll, &result)
        };
        let item = self.coerce(item, &element);
        runtime(
            path,
            vec![LibArg::Own(item), LibArg::Own(coll)],
            false,
            result,
            span,
        )
    }

    /// `(assoc m k v …)`, one pair.
    pub(super) fn assoc(
        &mut self,
        cx: &mut Cx,
        coll: Hir,
        key: Hir,
        value: Hir,
        span: Span,
    ) -> Hir {
        if let Some(stop) = [&coll, &key, &value].iter().position(|h| h.ty.is_never()) {
            return sequence(
                [coll, key, value].into_iter().take(stop + 1).collect(),
                span,
            );
        }
        let settled = value.ty.settled();
        let value = self.coerce(value, &settled);
        let place = coll.span;
        if let HirKind::Lit(Lit::Keyword(name)) = &key.kind {
            let name = name.clone();
            match coll.ty.clone() {
                Ty::Nil => {
                    let ty = Ty::Record([(name, value.ty.clone())].into());
                    return sequence(
                        vec![coll, Hir::new(HirKind::Record(vec![value]), ty, span)],
                        span,
                    );
                }
                Ty::Record(fields)
                    if fields.len() < MAX_FIELDS || fields.iter().any(|(k, _)| *k == name) =>
                {
                    self.pass(cx, place);
                    return self.assoc_record(cx, coll, &fields, name, value, span);
                }
                Ty::Struct(id) => {
                    let fields = &self.program.structs[id.index()].fields;
                    if let Some(i) = fields.iter().position(|f| f.key == name) {
                        self.pass(cx, place);
                        let what =
                            format!("`:{name}` of `{}`", self.program.structs[id.index()].name);
                        let declared = fields[i].declared.clone();
                        let value = self.cast_field(cx, value, &declared, &what);
                        let inside = self.field_type(id, i);
                        let value = self.coerce(value, &inside);
                        let ty = coll.ty.clone();
                        return Hir::new(
                            HirKind::SetField(Box::new(coll), i, Box::new(value)),
                            ty,
                            span,
                        );
                    }
                }
                _ => {}
            }
        }
        match coll.ty.clone() {
            Ty::Nil => {
                let kept = key.ty.settled();
                let key = self.coerce(key, &kept);
                let ty = Ty::map(kept, value.ty.clone());
                sequence(
                    vec![coll, Hir::new(HirKind::Map(vec![(key, value)]), ty, span)],
                    span,
                )
            }
            Ty::Map(..) | Ty::Record(_) | Ty::Struct(_) => {
                self.pass(cx, place);
                let (k, v) = as_map(&coll.ty);
                let result = Ty::map(join(&k, &key.ty.settled()), join(&v, &value.ty));
                let Ty::Map(k, v) = &result else { return coll };
                let coll = self.coerce(coll, &result);
                let key = self.coerce(key, k);
                let value = self.coerce(value, v);
                runtime(
                    "access::assoc_map",
                    vec![LibArg::Own(coll), LibArg::Key(key), LibArg::Own(value)],
                    false,
                    result,
                    span,
                )
            }
            Ty::Vector(_) | Ty::Tuple(_) => {
                self.pass(cx, place);
                let key = self.to_int(cx, key, "assoc");
                let element = join(&coll.ty.element().unwrap_or(Ty::Any), &value.ty);
                let result = Ty::vector(element.clone());
                let coll = self.coerce(coll, &result);
                let value = self.coerce(value, &element);
                runtime(
                    "access::assoc_vector",
                    vec![LibArg::Own(coll), LibArg::Index(key), LibArg::Own(value)],
                    true,
                    result,
                    span,
                )
            }
            Ty::Any | Ty::Option(_) => {
                self.pass(cx, place);
                let args = [coll, key, value]
                    .map(|h| self.coerce(h, &Ty::Any))
                    .map(LibArg::Own);
                runtime("access::assoc_any", args.into(), true, Ty::Any, span)
            }
            _ => self.not_a(cx, coll, "assoc", "a map or a vector"),
        }
    }

    fn assoc_record(
        &mut self,
        cx: &mut Cx,
        coll: Hir,
        fields: &[(Rc<str>, Ty)],
        name: Rc<str>,
        value: Hir,
        span: Span,
    ) -> Hir {
        if let Some(i) = fields
            .iter()
            .position(|(k, t)| *k == name && *t == value.ty)
        {
            let ty = coll.ty.clone();
            return Hir::new(
                HirKind::SetField(Box::new(coll), i, Box::new(value)),
                ty,
                span,
            );
        }
        // Another type, or one more key: a new record.
        let mut hoisted = Vec::new();
        let coll = self.held(cx, coll, &mut hoisted);
        let value = self.held(cx, value, &mut hoisted);
        let mut types = fields.to_vec();
        let mut values: Vec<Hir> = fields
            .iter()
            .enumerate()
            .map(|(i, (_, t))| Hir::new(HirKind::Field(Box::new(coll.clone()), i), t.clone(), span))
            .collect();
        match types.iter().position(|(k, _)| *k == name) {
            Some(i) => {
                types[i].1 = value.ty.clone();
                values[i] = value;
            }
            None => {
                types.push((name, value.ty.clone()));
                values.push(value);
            }
        }
        let body = Hir::new(HirKind::Record(values), Ty::Record(types.into()), span);
        with_hoisted(hoisted, body)
    }
}
