//! What is known of a value beyond its type: the declared type whose check it has passed.
//!
//! A node says by its form where its value comes from: a check, a variable that holds a checked value, a
//! function whose result is declared, a part of a value of which more is known. So a checked value is not
//! checked again under the same type, and the parts of an open map or of a union have types.

use rtfs_rt::schema::Schema;

use super::*;
use crate::declared;
use crate::hir::{LibArg, LibCall, Sink};
use crate::types::{is_within, may_overlap};

impl Infer<'_> {
    /// What is known of a node's value beyond its type: a declared type that it has passed.
    pub(super) fn known(&self, cx: &Cx, h: &Hir) -> Option<Rc<Schema>> {
        let types = &self.program.schemas;
        match &h.kind {
            HirKind::Check(_, schema, _) => Some(schema.clone()),
            HirKind::Var(var, _) => cx.vars[var.0 as usize].known.clone(),
            HirKind::Cast(inner, _) | HirKind::Coerce(inner) | HirKind::Dbg(inner, _) => {
                self.known(cx, inner)
            }
            HirKind::Let(_, _, body) => self.known(cx, body),
            HirKind::Do(items) => self.known(cx, items.last()?),
            HirKind::If(_, t, f) => {
                let (then, other) = (self.known(cx, t)?, self.known(cx, f)?);
                if declared::implies(types, &then, &other) {
                    Some(other)
                } else if declared::implies(types, &other, &then) {
                    Some(then)
                } else {
                    None
                }
            }
            HirKind::Call { inst, .. } => match self.insts[inst.0 as usize].key.origin {
                Origin::Fn(id, index) => {
                    let arity = self.program.fns[id.index()].arities.get(index)?;
                    promised(arity.result.as_ref())
                }
                _ => None,
            },
            HirKind::Const(id) => promised(self.program.consts[id.index()].annotation.as_ref()),
            HirKind::Struct(_) => self.known_struct(&h.ty),
            HirKind::SetField(base, ..) => self.known_struct(&base.ty),
            HirKind::Field(base, index) => {
                let part = match &base.ty {
                    Ty::Struct(id) => {
                        let field = self.program.structs[id.index()].fields.get(*index)?;
                        return promised(Some(&field.declared));
                    }
                    ty if ty.tuple_parts().is_some() => {
                        declared::at(types, &*self.known(cx, base)?, *index)
                    }
                    ty => {
                        let (key, _) = ty.record_fields()?.get(*index)?.clone();
                        declared::under(types, &*self.known(cx, base)?, &key)
                    }
                };
                part.map(Rc::new)
            }
            HirKind::CallDyn { f, .. } => {
                // A function that was checked to be of a type checks its results.
                let known = self.known(cx, f)?;
                match types.base(&known) {
                    Schema::Fn(signature) => Some(Rc::new(signature.result.clone())),
                    _ => None,
                }
            }
            HirKind::Lib(call) => self.known_part(cx, call).map(Rc::new),
            HirKind::Pipe(pipe) => match &pipe.sink {
                Sink::Collect(item) => {
                    let item = self.known(cx, item)?;
                    Some(Rc::new(Schema::vector((*item).clone())))
                }
                _ => None,
            },
            _ => None,
        }
    }

    fn known_struct(&self, ty: &Ty) -> Option<Rc<Schema>> {
        match ty {
            Ty::Struct(id) => Some(Rc::new(Schema::Struct(id.0))),
            _ => None,
        }
    }

    /// What is known of what a runtime function takes out of a collection.
    fn known_part(&self, cx: &Cx, call: &LibCall) -> Option<Schema> {
        let types = &self.program.schemas;
        let arg = |index: usize| match call.args.get(index) {
            Some(
                LibArg::Own(h)
                | LibArg::Ref(h)
                | LibArg::Text(h)
                | LibArg::Key(h)
                | LibArg::Index(h),
            ) => Some(h),
            _ => None,
        };
        let name = call.path.strip_prefix("access::")?;
        let base = name.strip_suffix("_any").unwrap_or(name);
        match base {
            "or_nil" | "or_nil_dynamic" | "or_nil_flat" | "or_nil_nil" => {
                self.known(cx, arg(0)?).map(|schema| (*schema).clone())
            }
            "get" | "get_loose" | "part" => {
                let collection = self.known(cx, arg(0)?)?;
                match &key_of(arg(1)?)?.kind {
                    HirKind::Lit(Lit::Keyword(key)) => declared::under(types, &collection, key),
                    _ => None,
                }
            }
            "get_index" | "element" => {
                let collection = self.known(cx, arg(0)?)?;
                match &arg(1)?.kind {
                    HirKind::Lit(Lit::Int(index)) => {
                        let index = usize::try_from(index.as_i64()?).ok()?;
                        declared::at(types, &collection, index)
                    }
                    _ => declared::element(types, &collection).map(Schema::option),
                }
            }
            "nth" => declared::element(types, &*self.known(cx, arg(0)?)?),
            "first" => declared::at(types, &*self.known(cx, arg(0)?)?, 0),
            "second" => declared::at(types, &*self.known(cx, arg(0)?)?, 1),
            "last" => declared::element(types, &*self.known(cx, arg(0)?)?).map(Schema::option),
            _ => None,
        }
    }

    /// A dynamic part of a value of which more is known, as what it is known to be.
    pub(super) fn as_known(&mut self, cx: &Cx, h: Hir) -> Hir {
        if !matches!(h.ty, Ty::Any | Ty::Option(_)) {
            return h;
        }
        let Some(schema) = self.known(cx, &h) else {
            return h;
        };
        let ty = loosely(&declared::ty_of(&self.program.schemas, &schema));
        if ty == h.ty || !is_within(&ty, &h.ty) {
            return h;
        }
        let span = h.span;
        Hir::new(
            HirKind::Cast(Box::new(h), Subject::known("the value")),
            ty,
            span,
        )
    }

    /// The known type of the elements of a walk.
    pub(super) fn known_element(&self, cx: &Cx, coll: &Hir) -> Option<Rc<Schema>> {
        let known = self.known(cx, coll)?;
        declared::element(&self.program.schemas, &known).map(Rc::new)
    }

    /// What is known of a value of which `known` was known, where its type is found to be `ty`.
    pub(super) fn known_as(&self, known: &Schema, ty: &Ty) -> Option<Rc<Schema>> {
        let types = &self.program.schemas;
        let mut left = Vec::new();
        for member in self.members(known) {
            if may_overlap(&declared::ty_of(types, &member), ty) {
                left.push(member);
            }
        }
        match left.len() {
            0 => None,
            1 => left.pop().map(Rc::new),
            _ => Some(Rc::new(Schema::union(left))),
        }
    }

    /// The types that a union is of; a type that is no union is its own only member.
    pub(super) fn members(&self, schema: &Schema) -> Vec<Schema> {
        match self.program.schemas.resolved(schema) {
            Schema::Union(members) => members.iter().flat_map(|m| self.members(m)).collect(),
            Schema::Option(inner) => {
                let mut members = vec![Schema::Nil];
                members.extend(self.members(inner));
                members
            }
            _ => vec![schema.clone()],
        }
    }
}

/// What an annotation promises beyond how a value is held.
fn promised(annotation: Option<&Annotation>) -> Option<Rc<Schema>> {
    let annotation = annotation.filter(|a| a.is_refined)?;
    Some(annotation.schema.clone())
}

/// A key, however it is held.
fn key_of(h: &Hir) -> Option<&Hir> {
    match &h.kind {
        HirKind::Coerce(inner) => key_of(inner),
        HirKind::Lit(_) => Some(h),
        _ => None,
    }
}

/// The type with the parts of its collections left as they are held: to ask nothing of every element.
pub(super) fn loosely(ty: &Ty) -> Ty {
    match ty {
        Ty::Vector(_) => Ty::vector(Ty::Any),
        Ty::List(_) => Ty::list(Ty::Any),
        Ty::Set(_) => Ty::set(Ty::Any),
        Ty::Map(..) | Ty::Record(_) | Ty::Struct(_) => Ty::map(Ty::Any, Ty::Any),
        Ty::Tuple(items) => Ty::tuple(items.iter().map(loosely)),
        Ty::Option(inner) => Ty::option(loosely(inner)),
        Ty::Node(_) => loosely(&ty.loose()),
        ty => ty.clone(),
    }
}
