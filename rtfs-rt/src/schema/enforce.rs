//! A dynamic value under a declared type: checked, and with the functions in it made to check
//! themselves at every call.

use std::sync::Arc;

use super::{Member, Schema, Signature, Types};
use crate::error::Result;
use crate::func::{Arity, Func};
use crate::list::List;
use crate::map::Map;
use crate::set::Set;
use crate::value::Value;
use crate::vector::Vector;

impl Types {
    /// The value as the type, or an error that names `what`.
    ///
    /// # Errors
    /// As [`Types::check`].
    pub fn enforce(self: &Arc<Types>, schema: &Schema, value: Value, what: &str) -> Result<Value> {
        self.pass(schema, value).map_err(|error| error.about(what))
    }

    /// The value as the type.
    ///
    /// # Errors
    /// As [`Types::check`].
    pub fn pass(self: &Arc<Types>, schema: &Schema, value: Value) -> Result<Value> {
        self.check(schema, &value)?;
        match self.holds_function(schema) {
            true => self.wrapped(schema, value),
            false => Ok(value),
        }
    }

    /// Whether a function type with a signature is anywhere inside the type.
    pub fn holds_function(&self, schema: &Schema) -> bool {
        self.search(schema, &mut Vec::new())
    }

    fn search(&self, schema: &Schema, seen: &mut Vec<u32>) -> bool {
        match schema {
            Schema::Fn(_) => true,
            Schema::Vector(inner)
            | Schema::List(inner)
            | Schema::Set(inner)
            | Schema::Option(inner)
            | Schema::Refined(inner, _) => self.search(inner, seen),
            Schema::Map(key, value) => self.search(key, seen) || self.search(value, seen),
            Schema::Tuple(parts) | Schema::Union(parts) => {
                parts.iter().any(|part| self.search(part, seen))
            }
            Schema::Record(members) => members.iter().any(|m| self.search(&m.schema, seen)),
            Schema::Named(id) => {
                if seen.contains(id) {
                    return false;
                }
                seen.push(*id);
                self.search(self.resolved(schema), seen)
            }
            _ => false,
        }
    }

    /// A value that passed the check, with its functions wrapped.
    fn wrapped(self: &Arc<Types>, schema: &Schema, value: Value) -> Result<Value> {
        if !self.holds_function(schema) {
            return Ok(value);
        }
        Ok(match (schema, value) {
            (Schema::Fn(signature), Value::Func(f)) => Value::Func(self.checked(signature, f)),
            (Schema::Named(_), value) => self.wrapped(self.resolved(schema), value)?,
            (Schema::Refined(base, _), value) => self.wrapped(base, value)?,
            (Schema::Option(_), Value::Nil) => Value::Nil,
            (Schema::Option(inner), value) => self.wrapped(inner, value)?,
            (Schema::Union(members), value) => {
                match members.iter().find(|m| self.check(m, &value).is_ok()) {
                    Some(member) => self.wrapped(member, value)?,
                    None => value,
                }
            }
            (Schema::Vector(item), Value::Vector(items)) => {
                let items = items.into_iter().map(|v| self.wrapped(item, v));
                Value::Vector(items.collect::<Result<Vector<Value>>>()?)
            }
            (Schema::List(item), Value::List(items)) => {
                let items = items.into_iter().map(|v| self.wrapped(item, v));
                Value::List(items.collect::<Result<List<Value>>>()?)
            }
            (Schema::Set(item), Value::Set(items)) => {
                let items = items.into_iter().map(|v| self.wrapped(item, v));
                Value::Set(items.collect::<Result<Set<Value>>>()?)
            }
            (Schema::Tuple(types), Value::Vector(items)) => {
                let items = items.into_iter().zip(types.iter());
                let items = items.map(|(v, ty)| self.wrapped(ty, v));
                Value::Vector(items.collect::<Result<Vector<Value>>>()?)
            }
            (Schema::Map(key, item), Value::Map(map)) => {
                let entry = |(k, v)| Ok((self.wrapped(key, k)?, self.wrapped(item, v)?));
                Value::Map(map.into_iter().map(entry).collect::<Result<_>>()?)
            }
            (Schema::Record(members), Value::Map(map)) => {
                Value::Map(self.wrapped_members(members, map)?)
            }
            (_, value) => value,
        })
    }

    fn wrapped_members(
        self: &Arc<Types>,
        members: &[Member],
        mut map: Map<Value, Value>,
    ) -> Result<Map<Value, Value>> {
        for member in members {
            let key = Value::Keyword(member.key);
            if self.holds_function(&member.schema)
                && let Some(value) = map.get(&key).cloned()
            {
                let value = self.wrapped(&member.schema, value)?;
                map.insert(key, value);
            }
        }
        Ok(map)
    }

    /// A function that checks its arguments and its result.
    pub fn checked(self: &Arc<Types>, signature: &Arc<Signature>, f: Func) -> Func {
        let (types, signature) = (self.clone(), signature.clone());
        let count = signature.params.len();
        let arity = match signature.rest {
            Some(_) => Arity::at_least(count),
            None => Arity::exactly(count),
        };
        let name = f.name().to_owned();
        Func::new(&name, arity, move |args| {
            let called = |f: &Func| match f.name() {
                "" => "the function".to_owned(),
                name => format!("`{name}`"),
            };
            let mut checked = Vec::with_capacity(args.len());
            for (index, arg) in args.iter().enumerate() {
                let schema = match (signature.params.get(index), &signature.rest) {
                    (Some(param), _) => param,
                    (None, Some(rest)) => rest,
                    (None, None) => &Schema::Any,
                };
                let passed = types
                    .check(schema, arg)
                    .and_then(|()| types.wrapped(schema, arg.clone()));
                checked.push(passed.map_err(|error| {
                    error.about(&format!("argument {} of {}", index + 1, called(&f)))
                })?);
            }
            let result = f.call(&checked)?;
            types
                .check(&signature.result, &result)
                .and_then(|()| types.wrapped(&signature.result, result))
                .map_err(|error| error.about(&format!("the result of {}", called(&f))))
        })
    }
}
