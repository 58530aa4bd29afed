//! The check itself: whether a value is of a declared type, and what to say if it is not.

use super::{Member, Predicate, Schema, Struct, Types, View, Viewed};
use crate::data::Data;
use crate::error::{Error, ErrorKind, Result, describe};
use crate::stack;
use crate::value::{Kind, Value};

impl Types {
    /// Whether a value is of the type.
    ///
    /// # Errors
    /// `:type-error` for a value of another type, `:validation-error` for one that a refinement
    /// refuses, `:overflow` for an int outside of its width: each says what was expected, what came,
    /// and where inside the value.
    pub fn check(&self, schema: &Schema, value: &dyn Viewed) -> Result<()> {
        self.check_as(schema, value, schema)
    }

    /// The check of a value for `schema`, which messages call `shown`.
    fn check_as(&self, schema: &Schema, value: &dyn Viewed, shown: &Schema) -> Result<()> {
        let schema = self.resolved(schema);
        // The common scalars first.
        match (schema, value.view()) {
            (Schema::Int, View::Int(_))
            | (Schema::Float, View::Float(_))
            | (Schema::Str, View::Str(_))
            | (Schema::Any, _) => return Ok(()),
            _ => {}
        }
        if stack::low() {
            return stack::always(|| self.check_here(schema, value, shown));
        }
        self.check_here(schema, value, shown)
    }

    fn check_here(&self, schema: &Schema, value: &dyn Viewed, shown: &Schema) -> Result<()> {
        match schema {
            Schema::Any => return Ok(()),
            Schema::Refined(base, predicates) => {
                self.check_as(base, value, shown)?;
                return match predicates.iter().find(|p| !p.holds(value)) {
                    Some(predicate) => Err(self.refused(value, shown, predicate)),
                    None => Ok(()),
                };
            }
            Schema::Enum(values) => {
                let own = value.value();
                return match values.iter().any(|v| v.same(&own)) {
                    true => Ok(()),
                    false => Err(self.expected(ErrorKind::ValidationError, &own, shown)),
                };
            }
            Schema::Union(members) => return self.check_union(members, value, shown),
            _ => {}
        }
        let is_of_kind = match (schema, value.view()) {
            (_, View::Value(value)) => return self.check_as(schema, &value, shown),
            (Schema::Option(_), View::Nil) => true,
            (Schema::Option(inner), _) => return self.check_as(inner, value, inner),
            (Schema::Nil, View::Nil)
            | (Schema::Bool, View::Bool(_))
            | (Schema::Int, View::Int(_))
            | (Schema::Float, View::Float(_))
            | (Schema::Number, View::Int(_) | View::Float(_))
            | (Schema::Str, View::Str(_))
            | (Schema::Keyword, View::Keyword(_))
            | (Schema::Symbol, View::Symbol(_))
            | (Schema::Inst, View::Other(Kind::Inst))
            | (Schema::Uuid, View::Other(Kind::Uuid))
            | (Schema::Regex, View::Other(Kind::Regex))
            | (Schema::Func, View::Func(_)) => true,
            (Schema::Fixed(width), View::Int(int)) => {
                if !width.holds(&int) {
                    let message = format!(
                        "expected {}, got {int}, which is out of its range",
                        self.show(shown)
                    );
                    return Err(Error::new(ErrorKind::Overflow, message));
                }
                true
            }
            (Schema::Fn(signature), View::Func(func)) => {
                let count = signature.params.len();
                let most = count + usize::from(signature.rest.is_some());
                if !func.arity().accepts(count) || !func.arity().accepts(most) {
                    let message = format!(
                        "expected {}, got a function of {}",
                        self.show(shown),
                        func.arity()
                    );
                    return Err(Error::new(ErrorKind::TypeError, message));
                }
                true
            }
            (Schema::Vector(item), View::Vector(items))
            | (Schema::List(item), View::List(items)) => {
                return match **item {
                    Schema::Any => Ok(()),
                    _ => items.visit(&mut |index, value| {
                        self.check(item, value)
                            .map_err(|error| error.within(index.into_value()))
                    }),
                };
            }
            (Schema::Set(item), View::Set(items)) => {
                return items.visit(&mut |_, value| {
                    self.check(item, value)
                        .map_err(|error| error.within(value.value()))
                });
            }
            (Schema::Tuple(types), View::Vector(items) | View::List(items)) => {
                if items.count() != types.len() {
                    let message = format!(
                        "expected {}, got {} elements",
                        self.describe(shown),
                        items.count()
                    );
                    return Err(Error::new(ErrorKind::TypeError, message));
                }
                return items.visit(&mut |index, value| match types.get(index) {
                    Some(ty) => self
                        .check(ty, value)
                        .map_err(|error| error.within(index.into_value())),
                    None => Ok(()),
                });
            }
            (Schema::Map(key, item), View::Map(pairs)) => {
                return pairs.visit(&mut |k, value| {
                    self.check(key, k).map_err(|error| as_key(&error))?;
                    self.check(item, value)
                        .map_err(|error| error.within(k.value()))
                });
            }
            (Schema::Record(members), View::Map(pairs)) => {
                return self.check_members(
                    members,
                    &|key| pairs.find(key),
                    ErrorKind::TypeError,
                    shown,
                );
            }
            (Schema::Struct(id), View::Map(pairs)) => {
                let Some(def) = self.structs.get(*id as usize) else {
                    return Ok(());
                };
                self.check_members(
                    &def.fields,
                    &|key| pairs.find(key),
                    ErrorKind::ValidationError,
                    shown,
                )?;
                return pairs.visit(&mut |key, _| no_other(def, &key.value()));
            }
            _ => false,
        };
        match is_of_kind {
            true => Ok(()),
            false => Err(self.expected(ErrorKind::TypeError, &value.value(), shown)),
        }
    }

    fn check_members<'v>(
        &self,
        members: &[Member],
        find: &dyn Fn(&Value) -> Option<&'v dyn Viewed>,
        missing: ErrorKind,
        shown: &Schema,
    ) -> Result<()> {
        for member in members {
            let key = Value::Keyword(member.key);
            match find(&key) {
                Some(value) => self
                    .check(&member.schema, value)
                    .map_err(|error| error.within(key))?,
                None if member.is_optional => {}
                None => {
                    let message = format!(
                        "expected {}, but the key {} is missing",
                        self.describe(shown),
                        member.key
                    );
                    return Err(Error::new(missing, message));
                }
            }
        }
        Ok(())
    }

    /// A union refuses a value that every member refuses; if a member's refinement is what refuses
    /// it, so does the union. Only members of the value's kind are asked.
    fn check_union(&self, members: &[Schema], value: &dyn Viewed, shown: &Schema) -> Result<()> {
        let mut nearest: Option<Error> = None;
        for member in members {
            if !self.is_of_kind(member, value) {
                continue;
            }
            match self.check(member, value) {
                Ok(()) => return Ok(()),
                Err(error) => {
                    let is_nearer = nearest.as_ref().is_none_or(|other| {
                        let depth = |e: &Error| (e.path().len(), e.kind() != ErrorKind::TypeError);
                        depth(&error) > depth(other)
                    });
                    if is_nearer {
                        nearest = Some(error);
                    }
                }
            }
        }
        match nearest {
            // What is wrong inside of the value says more than that the value is wrong.
            Some(error) if !error.path().is_empty() => Err(error),
            Some(error) => Err(self.expected(error.kind(), &value.value(), shown)),
            None => Err(self.expected(ErrorKind::TypeError, &value.value(), shown)),
        }
    }

    /// Whether the kind of a value leaves open that it is of the type.
    fn is_of_kind(&self, schema: &Schema, value: &dyn Viewed) -> bool {
        let view = value.view();
        if let View::Value(value) = view {
            return self.is_of_kind(schema, &value);
        }
        match self.base(schema) {
            Schema::Nil => matches!(view, View::Nil),
            Schema::Bool => matches!(view, View::Bool(_)),
            Schema::Int | Schema::Fixed(_) => matches!(view, View::Int(_)),
            Schema::Float => matches!(view, View::Float(_)),
            Schema::Number => matches!(view, View::Int(_) | View::Float(_)),
            Schema::Str => matches!(view, View::Str(_)),
            Schema::Keyword => matches!(view, View::Keyword(_)),
            Schema::Symbol => matches!(view, View::Symbol(_)),
            Schema::Inst => matches!(view, View::Other(Kind::Inst)),
            Schema::Uuid => matches!(view, View::Other(Kind::Uuid)),
            Schema::Regex => matches!(view, View::Other(Kind::Regex)),
            Schema::Func | Schema::Fn(_) => matches!(view, View::Func(_)),
            Schema::Vector(_) => matches!(view, View::Vector(_)),
            Schema::List(_) => matches!(view, View::List(_)),
            Schema::Set(_) => matches!(view, View::Set(_)),
            Schema::Tuple(_) => matches!(view, View::Vector(_) | View::List(_)),
            Schema::Map(..) | Schema::Record(_) | Schema::Struct(_) => {
                matches!(view, View::Map(_))
            }
            Schema::Option(inner) => matches!(view, View::Nil) || self.is_of_kind(inner, value),
            Schema::Any
            | Schema::Named(_)
            | Schema::Union(_)
            | Schema::Refined(..)
            | Schema::Enum(_) => true,
        }
    }

    #[cold]
    fn expected(&self, kind: ErrorKind, got: &Value, shown: &Schema) -> Error {
        let message = format!("expected {}, got {}", self.describe(shown), describe(got));
        Error::new(kind, message)
    }

    #[cold]
    fn refused(&self, value: &dyn Viewed, shown: &Schema, predicate: &Predicate) -> Error {
        let got = value.value();
        let error = self.expected(ErrorKind::ValidationError, &got, shown);
        match self.resolved(shown) {
            Schema::Refined(_, predicates) if predicates.len() > 1 => {
                let message = format!("{}: {} does not hold", error.message(), predicate.show());
                Error::new(error.kind(), message)
            }
            _ => error,
        }
    }
}

/// Only its fields are in the map that is a struct.
fn no_other(def: &Struct, key: &Value) -> Result<()> {
    let is_field =
        |key: &Value| matches!(key, Value::Keyword(k) if def.fields.iter().any(|f| f.key == *k));
    match is_field(key) {
        true => Ok(()),
        false => {
            let message = format!(
                "`{}` has no field `{}`",
                def.name,
                crate::ops::readable(key)
            );
            Err(Error::new(ErrorKind::ValidationError, message))
        }
    }
}

fn as_key(error: &Error) -> Error {
    Error::new(error.kind(), format!("{}, as a key", error.message()))
}
