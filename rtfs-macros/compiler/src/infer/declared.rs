//! Values under declared types: what is proved costs nothing, what is refuted is an error of the program, and
//! what is open is checked once, where the value enters.
//!
//! A declared type has two halves. How a value is held is a `Ty`, and a cast to it (`convert`). What it
//! promises beyond that is a [`HirKind::Check`] around the cast, unless the node shows that the promise
//! holds: by its literals, by its type, or by a check that the value has passed before (`known`).

use std::sync::Arc;

use rtfs_rt::schema::{Bound, Predicate, Schema, Signature};
use rtfs_rt::{Data, ErrorKind, Keyword, List, Map, Set, Str, Symbol, Value, Vector};

use super::*;
use crate::declared;
use crate::hir::Subject;
use crate::types::{is_within, may_overlap};

/// What a node shows of a declared type.
enum Verdict {
    /// Its value is of the type.
    Holds,
    /// Its value cannot be of the type.
    Fails(Failure),
    /// That shows when the program runs.
    Open,
}

/// Why a node's value is not of a declared type.
struct Failure {
    /// The part at fault.
    span: Span,
    /// The type of the part.
    schema: Schema,
    /// What is wrong with it.
    got: String,
    /// Whether it is a refinement that refuses it.
    is_refused: bool,
}

impl Infer<'_> {
    /// A value under an annotation: a cast, and a check of what the cast does not say.
    pub(super) fn cast_to(
        &mut self,
        cx: &mut Cx,
        h: Hir,
        annotation: &Annotation,
        what: &str,
    ) -> Hir {
        self.under(cx, h, annotation, &what.into())
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
            name: what.into(),
            is_field: true,
        };
        self.under(cx, h, annotation, &subject)
    }

    fn under(&mut self, cx: &mut Cx, h: Hir, annotation: &Annotation, subject: &Subject) -> Hir {
        if h.ty.is_never() {
            return h;
        }
        if !annotation.is_refined {
            return self.held_as(cx, h, &annotation.ty, subject);
        }
        let types = self.program.schemas.clone();
        let schema = &annotation.schema;
        if let Schema::Fn(signature) = types.resolved(schema)
            && matches!(h.ty, Ty::Closure(_) | Ty::Func | Ty::Any)
        {
            return self.under_signature(cx, h, signature, schema, subject);
        }
        let mut places = Vec::new();
        let verdict = self.verdict(cx, &h, schema, &mut places);
        if let Verdict::Fails(failure) = verdict {
            return self.refuted(cx, h, schema, failure, subject);
        }
        places.into_iter().for_each(|place| self.pass(cx, place));
        let span = h.span;
        let is_dynamic = h.ty == Ty::Any && !annotation.ty.is_scalar() && annotation.ty != Ty::Int;
        if is_dynamic && matches!(verdict, Verdict::Open) {
            // The whole type is asked of the dynamic value, so that the error is in its terms.
            let kind = HirKind::Check(Box::new(h), schema.clone(), subject.clone());
            let checked = Hir::new(kind, Ty::Any, span);
            return self.held_as(cx, checked, &annotation.ty, subject);
        }
        let cast = self.held_as(cx, h, &annotation.ty, subject);
        if cast.ty.is_never() || matches!(verdict, Verdict::Holds) {
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
        let diagnostic = Diagnostic::error("type", message, failure.span)
            .with_help("change the value, or what is declared");
        let mut fault = self.fault(cx, failure.span, diagnostic);
        if let HirKind::Raise { kind, .. } = &mut fault.kind
            && (failure.is_refused || subject.is_field)
        {
            *kind = "ValidationError";
        }
        sequence(vec![h, fault], failure.span)
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
            h = self.dynamic_function(h);
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
    fn arities_of(&self, ty: &Ty) -> Option<Vec<(usize, bool)>> {
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
    pub(super) fn annotation_of(&self, schema: &Schema, span: Span) -> Annotation {
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

    // ---- what is known

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
                    Ty::Tuple(_) => declared::at(types, &*self.known(cx, base)?, *index),
                    Ty::Record(fields) => {
                        declared::under(types, &*self.known(cx, base)?, &fields.get(*index)?.0)
                    }
                    _ => None,
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
                crate::hir::Sink::Collect(item) => {
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
    fn known_part(&self, cx: &Cx, call: &crate::hir::LibCall) -> Option<Schema> {
        use crate::hir::LibArg;
        let types = &self.program.schemas;
        let arg = |index: usize| match call.args.get(index) {
            Some(LibArg::Own(h) | LibArg::Ref(h) | LibArg::Index(h)) => Some(h),
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
        Hir::new(HirKind::Cast(Box::new(h), "the value".into()), ty, span)
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

    // ---- what a node shows

    fn verdict(&self, cx: &Cx, h: &Hir, schema: &Schema, places: &mut Vec<Span>) -> Verdict {
        let types = &self.program.schemas;
        places.push(h.span);
        if let Some(known) = self.known(cx, h)
            && declared::implies(types, &known, schema)
        {
            return Verdict::Holds;
        }
        if let Some(value) = constant(h) {
            return match types.check(schema, &value) {
                Ok(()) => Verdict::Holds,
                Err(error) => Verdict::Fails(Failure {
                    is_refused: error.kind() == ErrorKind::ValidationError,
                    ..failure(h, schema, format!("this is `{value}`"))
                }),
            };
        }
        match (&h.kind, types.resolved(schema)) {
            (HirKind::Let(_, _, body), _) => return self.verdict(cx, body, schema, places),
            (_, Schema::Refined(base, predicates)) => {
                let sized = predicates.iter().map(|p| self.size_passes(h, p));
                let sized: Vec<Option<bool>> = sized.collect();
                if let Some(at) = sized.iter().position(|s| *s == Some(false)) {
                    let shown = predicates[at].show();
                    return Verdict::Fails(Failure {
                        is_refused: true,
                        ..failure(h, schema, format!("`{shown}` does not hold of this"))
                    });
                }
                let verdict = self.verdict(cx, h, base, places);
                return match verdict {
                    Verdict::Holds if sized.iter().any(Option::is_none) => Verdict::Open,
                    verdict => verdict,
                };
            }
            _ => {}
        }
        if let Some(missing) = self.missing_key(&h.ty, schema) {
            let got = format!("the key `:{missing}` is missing here");
            return Verdict::Fails(failure(h, schema, got));
        }
        if let Some(verdict) = self.parts(cx, h, schema, places) {
            return verdict;
        }
        if self.proves(&h.ty, schema) {
            return Verdict::Holds;
        }
        if !self.possible(&h.ty, schema) {
            let got = format!("this is {}", self.described(&h.ty));
            return Verdict::Fails(failure(h, schema, got));
        }
        Verdict::Open
    }

    /// The verdict on a literal collection, part by part.
    fn parts(&self, cx: &Cx, h: &Hir, schema: &Schema, places: &mut Vec<Span>) -> Option<Verdict> {
        let types = &self.program.schemas;
        let mut parts: Vec<(&Hir, &Schema)> = Vec::new();
        match (&h.kind, types.resolved(schema)) {
            (HirKind::Tuple(items) | HirKind::Vector(items), Schema::Vector(item))
            | (HirKind::List(items), Schema::List(item))
            | (HirKind::Set(items), Schema::Set(item)) => {
                parts.extend(items.iter().map(|h| (h, &**item)));
            }
            (HirKind::Tuple(items), Schema::Tuple(types)) if items.len() == types.len() => {
                parts.extend(items.iter().zip(types.iter()));
            }
            (HirKind::Record(values), Schema::Record(members)) => {
                let Ty::Record(fields) = &h.ty else {
                    return None;
                };
                for member in members.iter() {
                    if let Some(at) = fields.iter().position(|(k, _)| **k == *member.key.as_str()) {
                        parts.push((values.get(at)?, &member.schema));
                    }
                }
            }
            (HirKind::Record(values), Schema::Map(key, value)) => {
                if !declared::implies(types, &Schema::Keyword, key) {
                    return None;
                }
                parts.extend(values.iter().map(|h| (h, &**value)));
            }
            (HirKind::Map(pairs), Schema::Map(key, value)) => {
                for (k, v) in pairs {
                    parts.extend([(k, &**key), (v, &**value)]);
                }
            }
            _ => return None,
        }
        let mut holds = true;
        for (part, schema) in parts {
            match self.verdict(cx, part, schema, places) {
                Verdict::Holds => {}
                Verdict::Open => holds = false,
                fails @ Verdict::Fails(..) => return Some(fails),
            }
        }
        Some(match holds {
            true => Verdict::Holds,
            false => Verdict::Open,
        })
    }

    /// Whether a literal collection passes a predicate of its size or its keys, if that shows.
    fn size_passes(&self, h: &Hir, predicate: &Predicate) -> Option<bool> {
        let count = match (&h.kind, &h.ty) {
            (HirKind::Vector(items) | HirKind::List(items), _) => items.len(),
            (_, Ty::Tuple(items)) => items.len(),
            (_, Ty::Record(fields)) => fields.len(),
            _ => return None,
        };
        let has = |key: &Value| match (&h.ty, key) {
            (Ty::Record(fields), Value::Keyword(key)) => {
                Some(fields.iter().any(|(k, _)| **k == *key.as_str()))
            }
            (Ty::Record(_), _) => Some(false),
            _ => None,
        };
        match predicate {
            Predicate::Count(bound, limit) => Some(bound.holds(count, *limit)),
            Predicate::NonEmpty => Some(Bound::Min.holds(count, 1)),
            Predicate::HasKey(key) => has(key),
            Predicate::RequiredKeys(keys) => {
                let all: Option<Vec<bool>> = keys.iter().map(has).collect();
                all.map(|all| all.into_iter().all(|has| has))
            }
            _ => None,
        }
    }

    /// The first key of a record that a map of known keys has not.
    fn missing_key(&self, ty: &Ty, schema: &Schema) -> Option<&'static str> {
        let Schema::Record(members) = self.program.schemas.resolved(schema) else {
            return None;
        };
        let has = |key: &str| match ty {
            Ty::Record(fields) => fields.iter().any(|(k, _)| **k == *key),
            Ty::Struct(id) => {
                let fields = &self.program.structs[id.index()].fields;
                fields.iter().any(|f| *f.key == *key)
            }
            _ => true,
        };
        let missing = members
            .iter()
            .find(|m| !m.is_optional && !has(m.key.as_str()))?;
        Some(missing.key.as_str())
    }

    /// The type of a known key of a map; outer `None` if its keys are not known.
    fn key_type(&self, ty: &Ty, key: Keyword) -> Option<Option<Ty>> {
        match ty {
            Ty::Record(fields) => {
                let field = fields.iter().find(|(k, _)| **k == *key.as_str());
                Some(field.map(|(_, t)| t.clone()))
            }
            Ty::Struct(id) => {
                let fields = &self.program.structs[id.index()].fields;
                let field = fields.iter().find(|f| *f.key == *key.as_str());
                Some(field.map(|f| f.ty.clone()))
            }
            _ => None,
        }
    }

    /// Whether every value of a `Ty` is of the declared type.
    fn proves(&self, ty: &Ty, schema: &Schema) -> bool {
        let types = &self.program.schemas;
        let schema = types.resolved(schema);
        match (ty, schema) {
            (Ty::Never, _) | (_, Schema::Any) => true,
            (_, Schema::Refined(..) | Schema::Enum(_) | Schema::Fn(_)) => false,
            (Ty::Nil, Schema::Option(_)) => true,
            (Ty::Option(inner), Schema::Option(s)) => self.proves(inner, s),
            (_, Schema::Option(s)) => self.proves(ty, s),
            (Ty::Option(inner), Schema::Union(members)) => {
                members.contains(&Schema::Nil) && self.proves(inner, schema)
            }
            (_, Schema::Union(members)) => members.iter().any(|m| self.proves(ty, m)),
            (Ty::Record(_) | Ty::Struct(_), Schema::Record(members)) => {
                members.iter().all(|m| match self.key_type(ty, m.key) {
                    Some(Some(ty)) => self.proves(&ty, &m.schema),
                    Some(None) => m.is_optional,
                    None => false,
                })
            }
            (_, Schema::Record(_)) => false,
            (Ty::Vector(t), Schema::Vector(s))
            | (Ty::List(t), Schema::List(s))
            | (Ty::Set(t), Schema::Set(s)) => self.proves(t, s),
            (Ty::Tuple(items), Schema::Vector(s)) => items.iter().all(|t| self.proves(t, s)),
            (Ty::Tuple(items), Schema::Tuple(s)) => {
                items.len() == s.len() && items.iter().zip(s.iter()).all(|(t, s)| self.proves(t, s))
            }
            (Ty::Map(k, v), Schema::Map(l, w)) => self.proves(k, l) && self.proves(v, w),
            (Ty::Record(fields), Schema::Map(k, v)) => {
                self.proves(&Ty::Keyword, k) && fields.iter().all(|(_, t)| self.proves(t, v))
            }
            (_, Schema::Struct(_)) => {
                declared::says_all(types, schema) && *ty == declared::ty_of(types, schema)
            }
            _ => {
                declared::says_all(types, schema) && is_within(ty, &declared::ty_of(types, schema))
            }
        }
    }

    /// Whether some value of a `Ty` could be of the declared type.
    fn possible(&self, ty: &Ty, schema: &Schema) -> bool {
        let types = &self.program.schemas;
        match (ty, types.resolved(schema)) {
            (Ty::Never | Ty::Any, _) | (_, Schema::Any) => true,
            (_, Schema::Refined(base, _)) => self.possible(ty, base),
            (Ty::Option(_) | Ty::Nil, Schema::Option(_)) => true,
            (_, Schema::Option(s)) => self.possible(ty, s),
            (_, Schema::Union(members)) => members.iter().any(|m| self.possible(ty, m)),
            (_, Schema::Enum(values)) => values
                .iter()
                .any(|v| may_overlap(ty, &declared::ty_of(types, &Schema::one_of([v.clone()])))),
            (Ty::Option(inner), schema) => self.possible(inner, schema),
            (Ty::Record(_) | Ty::Struct(_), Schema::Record(members)) => {
                members.iter().all(|m| match self.key_type(ty, m.key) {
                    Some(Some(ty)) => self.possible(&ty, &m.schema),
                    Some(None) => m.is_optional,
                    None => true,
                })
            }
            (Ty::Record(fields), Schema::Map(_, v)) => {
                fields.iter().all(|(_, t)| self.possible(t, v))
            }
            (Ty::Tuple(items), Schema::Vector(s)) => items.iter().all(|t| self.possible(t, s)),
            (Ty::Tuple(items), Schema::Tuple(s)) => {
                items.len() == s.len()
                    && items.iter().zip(s.iter()).all(|(t, s)| self.possible(t, s))
            }
            (_, schema) => may_overlap(ty, &declared::ty_of(types, schema)),
        }
    }
}

fn failure(h: &Hir, schema: &Schema, got: String) -> Failure {
    Failure {
        span: h.span,
        schema: schema.clone(),
        got,
        is_refused: false,
    }
}

fn quoted(what: &str) -> String {
    match what.contains([' ', '`']) {
        true => what.to_owned(),
        false => format!("`{what}`"),
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
        ty => ty.clone(),
    }
}

/// The value of a node that is made of literals only.
fn constant(h: &Hir) -> Option<Value> {
    let all = |items: &[Hir]| items.iter().map(constant).collect::<Option<Vec<Value>>>();
    Some(match &h.kind {
        HirKind::Lit(lit) => match lit {
            Lit::Nil => Value::Nil,
            Lit::Bool(b) => Value::Bool(*b),
            Lit::Int(int) => Value::from(int.clone()),
            Lit::Float(float) => Value::Float(*float),
            Lit::Str(text) => Value::Str(Str::from(&**text)),
            Lit::Keyword(name) => Value::Keyword(Keyword::new(name)),
            Lit::Symbol(name) => Value::Symbol(Symbol::new(name)),
        },
        HirKind::Coerce(inner) => constant(inner)?,
        HirKind::Prim(Prim::Neg, args) => match &args[..] {
            [arg] => match constant(arg)? {
                Value::Float(float) => Value::Float(-float),
                value => value.as_int().map(|int| int.neg().into_value())?,
            },
            _ => return None,
        },
        _ if matches!(&h.kind, HirKind::Tuple(items) | HirKind::Vector(items) if items.is_empty()) => {
            Value::Vector(Vector::new())
        }
        HirKind::List(items) if items.is_empty() => Value::List(List::new()),
        HirKind::Set(items) => Value::Set(Set::from_iter(all(items)?)),
        HirKind::Record(values) if values.is_empty() => Value::Map(Map::new()),
        _ => return None,
    })
}
