//! What a node shows of a declared type without being run: that its value is of it, that it cannot be, or neither.

use rtfs_rt::schema::{Bound, Predicate, Schema};
use rtfs_rt::{Data, ErrorKind, Keyword, List, Map, Set, Value, Vector};

use super::*;
use crate::declared;
use crate::types::{is_within, may_overlap};

/// What a node shows of a declared type.
pub(super) enum Verdict {
    /// Its value is of the type.
    Holds,
    /// Its value cannot be of the type.
    Fails(Failure),
    /// That shows when the program runs.
    Open,
}

/// Why a node's value is not of a declared type.
pub(super) struct Failure {
    /// The part at fault.
    pub(super) span: Span,
    /// The type of the part.
    pub(super) schema: Schema,
    /// What is wrong with it.
    pub(super) got: String,
    /// Whether it is a refinement that refuses it.
    pub(super) is_refused: bool,
}

impl Infer<'_> {
    /// What a node shows; `places` are the parts that were looked at.
    pub(super) fn verdict(
        &self,
        cx: &Cx,
        h: &Hir,
        schema: &Schema,
        places: &mut Vec<Span>,
    ) -> Verdict {
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
            (_, Schema::Option(inner)) if !h.ty.may_be_nil() => {
                return self.verdict(cx, h, inner, places);
            }
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

/// The value of a node that is made of literals only.
fn constant(h: &Hir) -> Option<Value> {
    let all = |items: &[Hir]| items.iter().map(constant).collect::<Option<Vec<Value>>>();
    Some(match &h.kind {
        HirKind::Lit(lit) => lit.value(),
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
