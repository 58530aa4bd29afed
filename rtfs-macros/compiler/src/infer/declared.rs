//! Values under declared types: what is proved costs nothing, what is refuted is an error of the program, and
//! what is open is checked once, where the value enters.
//!
//! A declared type has two halves. How a value is held is a `Ty`, and a cast to it (`convert`). What it
//! promises beyond that is a [`HirKind::Check`] around the cast, unless the node shows that the promise
//! holds: by its literals, by its type (`verdict`), or by a check that the value has passed before (`known`).

use std::sync::Arc;

use rtfs_rt::schema::{Schema, Signature};

use super::verdict::{Failure, Verdict};
use super::*;
use crate::declared;
use crate::types::is_within;

impl Infer<'_> {
    /// A value under an annotation: a cast, and a check of what the cast does not say.
    pub(super) fn cast_to(
        &mut self,
        cx: &mut Cx,
        h: Hir,
        annotation: &Annotation,
        what: &str,
    ) -> Hir {
        self.under(cx, h, annotation, &what.into(), true)
    }

    /// An argument beside others: what is asked of it is asked when all of them are there, and not within its branches.
    pub(super) fn cast_whole(
        &mut self,
        cx: &mut Cx,
        h: Hir,
        annotation: &Annotation,
        what: &str,
    ) -> Hir {
        self.under(cx, h, annotation, &what.into(), false)
    }

    /// A value as a field of a struct: the error of one that does not fit is a `:validation-error`.
    pub(super) fn cast_field(
        &mut self,
        cx: &mut Cx,
        h: Hir,
        annotation: &Annotation,
        what: &str,
    ) -> Hir {
        let subject = Subject {
            is_field: true,
            ..Subject::from(what)
        };
        self.under(cx, h, annotation, &subject, true)
    }

    fn under(
        &mut self,
        cx: &mut Cx,
        h: Hir,
        annotation: &Annotation,
        subject: &Subject,
        by_branches: bool,
    ) -> Hir {
        if h.ty.is_never() {
            return h;
        }
        // What is to be a node is looked at as declared, so that the error is in the terms of that.
        let becomes_node = annotation.ty.holds_node() && !is_within(&h.ty, &annotation.ty);
        if !annotation.is_refined && !becomes_node {
            // The type of a list is that of all its elements: a wrong one shows by itself.
            if matches!(h.kind, HirKind::List(_))
                && !is_within(&h.ty, &annotation.ty)
                && let Verdict::Fails(failure) =
                    self.verdict(cx, &h, &annotation.schema, &mut Vec::new())
            {
                let schema = annotation.schema.clone();
                return self.refuted(cx, h, &schema, failure, subject);
            }
            return self.held_as(cx, h, &annotation.ty, subject);
        }
        let types = self.program.schemas.clone();
        let schema = &annotation.schema;
        if let Schema::Fn(signature) = types.resolved(schema)
            && matches!(h.ty, Ty::Closure(_) | Ty::Func | Ty::Any)
        {
            return self.under_signature(cx, h, signature, schema, subject);
        }
        // Each branch by itself: what is proved of one needs no check there.
        let span = h.span;
        let h = match h.kind {
            HirKind::If(condition, then, other) if by_branches => {
                let then = self.under(cx, *then, annotation, subject, true);
                let other = self.under(cx, *other, annotation, subject, true);
                return self.join_branches(*condition, then, other, span);
            }
            HirKind::Let(var, value, body) if by_branches => {
                let body = self.under(cx, *body, annotation, subject, true);
                return bind(var, *value, body);
            }
            kind => Hir::new(kind, h.ty, span),
        };
        let mut places = Vec::new();
        let verdict = self.verdict(cx, &h, schema, &mut places);
        if let Verdict::Fails(failure) = verdict {
            return self.refuted(cx, h, schema, failure, subject);
        }
        places.into_iter().for_each(|place| self.pass(cx, place));
        // Functions inside of a value are made to check themselves, for which they are dynamic ones.
        let h = match matches!(verdict, Verdict::Open) && h.ty.holds_closure() {
            true => self.coerce(h, &Ty::Any),
            false => h,
        };
        let is_dynamic = h.ty == Ty::Any && !annotation.ty.is_scalar() && annotation.ty != Ty::Int;
        if is_dynamic && matches!(verdict, Verdict::Open) {
            // The whole type is asked of the dynamic value, so that the error is in its terms.
            let kind = HirKind::Check(Box::new(h), schema.clone(), subject.clone());
            let checked = Hir::new(kind, Ty::Any, span);
            return self.held_as(cx, checked, &annotation.ty, subject);
        }
        let cast = self.held_as(cx, h, &annotation.ty, subject);
        if cast.ty.is_never() || matches!(verdict, Verdict::Holds) || !annotation.is_refined {
            return cast;
        }
        let ty = cast.ty.clone();
        let kind = HirKind::Check(Box::new(cast), schema.clone(), subject.clone());
        Hir::new(kind, ty, span)
    }

    /// A value that cannot be of the type that it is under.
    fn refuted(
        &mut self,
        cx: &mut Cx,
        h: Hir,
        schema: &Schema,
        failure: Failure,
        subject: &Subject,
    ) -> Hir {
        let types = &self.program.schemas;
        let (what, got) = (quoted(&subject.name), failure.got);
        let message = if failure.span == h.span {
            format!("{what} is declared `{}`, but {got}", types.show(schema))
        } else {
            let part = types.show(&failure.schema);
            format!("a part of {what} is declared `{part}`, but {got}")
        };
        let diagnostic = Diagnostic::error("type", message, failure.span).with_help(
            match types.resolved(&failure.schema) {
                own if *own == failure.schema => "change the value, or what is declared".to_owned(),
                own => {
                    let name = types.show(&failure.schema);
                    format!(
                        "`{name}` is `{}`: change the value, or the type",
                        types.show(own)
                    )
                }
            },
        );
        let fault = match failure.is_refused || subject.is_field {
            true => self.invalid(cx, failure.span, diagnostic),
            false => self.fault(cx, failure.span, diagnostic),
        };
        sequence(vec![h, fault], failure.span)
    }

    /// A fault of a value that a struct does not take.
    pub(super) fn invalid(&mut self, cx: &mut Cx, span: Span, diagnostic: Diagnostic) -> Hir {
        let mut fault = self.fault(cx, span, diagnostic);
        if let HirKind::Raise { kind, .. } = &mut fault.kind {
            *kind = "ValidationError";
        }
        fault
    }

    /// A value as a `Ty`, its error being that of the subject.
    fn held_as(&mut self, cx: &mut Cx, h: Hir, ty: &Ty, subject: &Subject) -> Hir {
        let mut h = self.cast(cx, h, ty, &subject.name);
        fn mark(h: &mut Hir, name: &str) {
            match &mut h.kind {
                HirKind::Cast(inner, subject) if *subject.name == *name => {
                    subject.is_field = true;
                    mark(inner, name);
                }
                HirKind::Coerce(inner) => mark(inner, name),
                HirKind::Do(items) => {
                    if let Some(last) = items.last_mut() {
                        mark(last, name);
                    }
                }
                HirKind::Raise { kind, .. } => *kind = "ValidationError",
                _ => {}
            }
        }
        if subject.is_field {
            mark(&mut h, &subject.name);
        }
        h
    }

    /// A function under a function type: one that casts its arguments and its result.
    fn under_signature(
        &mut self,
        cx: &mut Cx,
        h: Hir,
        signature: &Arc<Signature>,
        schema: &Schema,
        subject: &Subject,
    ) -> Hir {
        let takes = (signature.params.len(), signature.rest.is_some());
        if let Some(given) = self.arities_of(&h.ty) {
            let most = takes.0 + usize::from(takes.1);
            let fits = |count: usize| {
                given
                    .iter()
                    .any(|(n, rest)| *n == count || (*rest && *n <= count))
            };
            if !fits(takes.0) || !fits(most) {
                let what = quoted(&subject.name);
                let counts: Vec<String> = given
                    .iter()
                    .map(|(n, rest)| crate::resolve::arity_words(*n, (!rest).then_some(*n)))
                    .collect();
                let message = format!(
                    "{what} is declared `{}`, but this function takes {}",
                    self.program.schemas.show(schema),
                    counts.join(" or ")
                );
                let diagnostic = Diagnostic::error("type", message, h.span)
                    .with_help("pass a function of as many parameters, or change what is declared");
                let (span, fault) = (h.span, self.fault(cx, h.span, diagnostic));
                return sequence(vec![h, fault], span);
            }
        }
        // What is known only when the program runs is first a function, then one that casts.
        let mut h = self.held_as(cx, h, &Ty::Func, subject);
        if signature.rest.is_some() {
            // Of any number of arguments: the runtime's own wrapper takes them.
            h = self.coerce(h, &Ty::Func);
            let (ty, span) = (h.ty.clone(), h.span);
            let schema = Rc::new(schema.clone());
            let kind = HirKind::Check(Box::new(h), schema, subject.clone());
            return Hir::new(kind, ty, span);
        }
        let index = match self.signatures.iter().position(|s| s == signature) {
            Some(index) => index,
            None => {
                self.signatures.push(signature.clone());
                self.signatures.len() - 1
            }
        };
        let index = index as u32;
        if let Ty::Closure(c) = &h.ty
            && matches!(&**c, Closure::Checked { signature, .. } if *signature == index)
        {
            return h;
        }
        let closure = Closure::Checked {
            inner: h.ty.clone(),
            signature: index,
            takes: takes.0,
        };
        let span = h.span;
        Hir::new(
            HirKind::Closure(vec![h]),
            Ty::Closure(Rc::new(closure)),
            span,
        )
    }

    /// The numbers of arguments that a known function takes, and whether any number more.
    pub(super) fn arities_of(&self, ty: &Ty) -> Option<Vec<(usize, bool)>> {
        let Ty::Closure(closure) = ty else {
            return None;
        };
        match &**closure {
            Closure::Fn { id, .. } => {
                let arities = &self.program.fns[id.index()].arities;
                let shape = |a: &Arity| (a.params.len(), a.rest.is_some());
                (!arities.is_empty()).then(|| arities.iter().map(shape).collect())
            }
            Closure::Checked { takes, .. } => Some(vec![(*takes, false)]),
            Closure::Library(name) => Some(match rtfs_rt::library::lookup(name)?.arity.range() {
                (least, None) => vec![(least, true)],
                (least, Some(most)) => (least..=most).map(|n| (n, false)).collect(),
            }),
            _ => None,
        }
    }

    /// A call of a function under a function type.
    pub(super) fn apply_checked(
        &mut self,
        cx: &mut Cx,
        f: Hir,
        signature: u32,
        args: Vec<Hir>,
        span: Span,
    ) -> Hir {
        let signature = self.signatures[signature as usize].clone();
        let mut cast = Vec::new();
        for (index, arg) in args.into_iter().enumerate() {
            let schema = signature.params.get(index).unwrap_or(&Schema::Any);
            let annotation = self.annotation_of(schema, span);
            cast.push(self.cast_to(cx, arg, &annotation, "the argument"));
        }
        let value = self.apply(cx, f, cast, span, false);
        let annotation = self.annotation_of(&signature.result, span);
        self.cast_to(cx, value, &annotation, "the function's result")
    }

    /// An annotation of a type that is a part of another.
    fn annotation_of(&self, schema: &Schema, span: Span) -> Annotation {
        declared::annotation(&self.program.schemas, &Rc::new(schema.clone()), span)
    }

    /// The annotation of a parameter as the function sees its value: rest arguments are a list, or nil.
    pub(super) fn param_annotation(&self, arity: &Arity, param: &Param) -> Option<Annotation> {
        let annotation = param.annotation.as_ref()?;
        if arity.rest.as_ref().is_none_or(|r| r.local != param.local) {
            return Some(annotation.clone());
        }
        let element = match &*annotation.schema {
            Schema::Fixed(_) => Schema::Int,
            schema => schema.clone(),
        };
        let list = Schema::option(Schema::list(element));
        Some(self.annotation_of(&list, annotation.span))
    }
}

fn quoted(what: &str) -> String {
    match what.contains([' ', '`']) {
        true => what.to_owned(),
        false => format!("`{what}`"),
    }
}
