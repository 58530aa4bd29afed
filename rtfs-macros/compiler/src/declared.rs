//! Declared types: how a value of one is held, and what follows from one.
//!
//! A [`Schema`] is what a program promises of a value; a [`Ty`] is what one Rust type can hold. Every
//! schema has the `Ty` that holds its values most precisely. What the `Ty` does not say (a refinement,
//! the members of a union, the keys of an open map) is checked once, where the value enters, and
//! known from there on.

use std::rc::Rc;

use rtfs_rt::Value;
use rtfs_rt::reader::Span;
use rtfs_rt::schema::{Bound, Comparison, Predicate, Schema, Types};

use crate::ast::{Annotation, StructId};
use crate::types::{Ty, join};

mod recursive;

/// An annotation of this type.
pub fn annotation(types: &Types, schema: &Rc<Schema>, span: Span) -> Annotation {
    let ty = held(types, schema);
    let bounded = ty.bounded();
    Annotation {
        is_refined: bounded != ty || !says_all(types, schema),
        ty: bounded,
        schema: schema.clone(),
        span,
    }
}

/// How a value of the type is held.
pub fn ty_of(types: &Types, schema: &Schema) -> Ty {
    held(types, schema).bounded()
}

fn held(types: &Types, schema: &Schema) -> Ty {
    Holder::new(types).ty(schema)
}

struct Holder<'t> {
    types: &'t Types,
    /// The names that are looked through: what is inside of itself, and no node, is dynamic.
    names: Vec<u32>,
    /// The name whose values are nodes that is looked through.
    inside: Option<u32>,
}

impl<'t> Holder<'t> {
    fn new(types: &'t Types) -> Holder<'t> {
        Holder {
            types,
            names: Vec::new(),
            inside: None,
        }
    }

    fn ty(&mut self, schema: &Schema) -> Ty {
        match schema {
            Schema::Any => Ty::Any,
            Schema::Nil => Ty::Nil,
            Schema::Bool => Ty::Bool,
            Schema::Int => Ty::Int,
            Schema::Fixed(width) => Ty::Fixed(*width),
            Schema::Float => Ty::Float,
            Schema::Number => Ty::Number,
            Schema::Str => Ty::Str,
            Schema::Keyword => Ty::Keyword,
            Schema::Symbol => Ty::Symbol,
            Schema::Inst => Ty::Inst,
            Schema::Uuid => Ty::Uuid,
            Schema::Regex => Ty::regex(Ty::Any),
            Schema::Func | Schema::Fn(_) => Ty::Func,
            Schema::Vector(item) => Ty::vector(self.ty(item)),
            Schema::List(item) => Ty::list(self.ty(item)),
            Schema::Set(item) => Ty::set(self.ty(item)),
            Schema::Map(key, value) => Ty::map(self.ty(key), self.ty(value)),
            Schema::Tuple(items) if items.len() > MAX_TUPLE => {
                let joined = items.iter().fold(Ty::Never, |a, t| join(&a, &self.ty(t)));
                Ty::vector(joined)
            }
            Schema::Tuple(items) => {
                let items: Vec<Ty> = items.iter().map(|t| self.ty(t)).collect();
                Ty::tuple(items)
            }
            // Open to more keys, so a map.
            Schema::Record(_) => Ty::map(Ty::Any, Ty::Any),
            Schema::Struct(id) => Ty::Struct(StructId(*id)),
            Schema::Named(id) => {
                if let Some(ty) = self.node(*id) {
                    return ty;
                }
                if self.names.contains(id) {
                    return Ty::Any;
                }
                self.names.push(*id);
                let ty = match self.types.named.get(*id as usize) {
                    Some(named) => self.ty(&named.schema),
                    None => Ty::Any,
                };
                self.names.pop();
                recursive::as_node(ty)
            }
            Schema::Option(inner) => Ty::option(self.ty(inner)),
            Schema::Union(members) => members.iter().fold(Ty::Never, |a, t| join(&a, &self.ty(t))),
            Schema::Refined(base, _) => self.ty(base),
            Schema::Enum(values) => values
                .iter()
                .fold(Ty::Never, |a, value| join(&a, &ty_of_value(value))),
        }
    }
}

/// The longest tuple that Rust is given.
const MAX_TUPLE: usize = 12;

fn ty_of_value(value: &Value) -> Ty {
    match value {
        Value::Nil => Ty::Nil,
        Value::Bool(_) => Ty::Bool,
        Value::Int(_) | Value::Big(_) => Ty::Int,
        Value::Float(_) => Ty::Float,
        Value::Str(_) => Ty::Str,
        Value::Keyword(_) => Ty::Keyword,
        Value::Symbol(_) => Ty::Symbol,
        _ => Ty::Any,
    }
}

/// Whether every value that the type's `Ty` holds is of the type.
pub fn says_all(types: &Types, schema: &Schema) -> bool {
    tells(types, schema, &mut Vec::new())
}

/// The same inside of some structs and names.
fn tells(types: &Types, schema: &Schema, structs: &mut Vec<Schema>) -> bool {
    match schema {
        Schema::Any
        | Schema::Nil
        | Schema::Bool
        | Schema::Int
        | Schema::Fixed(_)
        | Schema::Float
        | Schema::Number
        | Schema::Str
        | Schema::Keyword
        | Schema::Symbol
        | Schema::Inst
        | Schema::Uuid
        | Schema::Regex
        | Schema::Func => true,
        Schema::Vector(item) | Schema::List(item) | Schema::Set(item) | Schema::Option(item) => {
            tells(types, item, structs)
        }
        Schema::Map(key, value) => tells(types, key, structs) && tells(types, value, structs),
        Schema::Tuple(items) => {
            items.len() <= MAX_TUPLE && items.iter().all(|item| tells(types, item, structs))
        }
        Schema::Struct(id) => {
            if structs.contains(schema) {
                return true;
            }
            structs.push(schema.clone());
            types
                .structs
                .get(*id as usize)
                .is_none_or(|def| def.fields.iter().all(|f| tells(types, &f.schema, structs)))
        }
        // A name that contains itself is dynamic there, if it is no node.
        Schema::Named(id) => {
            if structs.contains(schema) {
                return true;
            }
            if recursive::is_recursive(types, *id) && !recursive::is_typed(types, *id) {
                return false;
            }
            structs.push(schema.clone());
            types
                .named
                .get(*id as usize)
                .is_none_or(|named| tells(types, &named.schema, structs))
        }
        Schema::Union(members) => match &members[..] {
            [Schema::Nil, other] | [other, Schema::Nil] => tells(types, other, structs),
            [Schema::Int, Schema::Float] | [Schema::Float, Schema::Int] => true,
            _ => false,
        },
        Schema::Fn(_) | Schema::Record(_) | Schema::Refined(..) | Schema::Enum(_) => false,
    }
}

/// Whether a type mentions a name, itself or through other names.
fn mentions(types: &Types, schema: &Schema, name: &Schema, seen: &mut Vec<u32>) -> bool {
    let mut any = |parts: &[Schema]| parts.iter().any(|p| mentions(types, p, name, seen));
    match schema {
        _ if schema == name => true,
        Schema::Named(id) => {
            if seen.contains(id) {
                return false;
            }
            seen.push(*id);
            match types.named.get(*id as usize) {
                Some(named) => mentions(types, &named.schema, name, seen),
                None => false,
            }
        }
        Schema::Vector(inner)
        | Schema::List(inner)
        | Schema::Set(inner)
        | Schema::Option(inner)
        | Schema::Refined(inner, _) => mentions(types, inner, name, seen),
        Schema::Map(key, value) => {
            mentions(types, key, name, seen) || mentions(types, value, name, seen)
        }
        Schema::Tuple(parts) | Schema::Union(parts) => any(parts),
        Schema::Record(members) => members
            .iter()
            .any(|m| mentions(types, &m.schema, name, seen)),
        Schema::Fn(signature) => {
            any(&signature.params)
                || signature
                    .rest
                    .as_ref()
                    .is_some_and(|rest| mentions(types, rest, name, seen))
                || mentions(types, &signature.result, name, seen)
        }
        _ => false,
    }
}

/// Whether every value of `from` is one of `to`, as far as the types themselves show it.
pub fn implies(types: &Types, from: &Schema, to: &Schema) -> bool {
    if from == to {
        return true;
    }
    let all = |a: &[Schema], b: &[Schema]| {
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| implies(types, a, b))
    };
    match (from, to) {
        (_, Schema::Any) => true,
        (Schema::Union(members), _) => members.iter().all(|m| implies(types, m, to)),
        (Schema::Option(a), Schema::Option(b)) => implies(types, a, b),
        (Schema::Option(a), Schema::Union(members)) => {
            members.iter().any(|m| implies(types, &Schema::Nil, m)) && implies(types, a, to)
        }
        (_, Schema::Union(members)) if members.iter().any(|m| implies(types, from, m)) => true,
        (Schema::Nil, Schema::Option(_)) => true,
        (_, Schema::Option(inner)) => implies(types, from, inner),
        // Names are looked through one at a time, the known one first: it is not the one asked for.
        (Schema::Named(_), _) => {
            let own = types.resolved(from);
            !mentions(types, own, from, &mut Vec::new()) && implies(types, own, to)
        }
        (_, Schema::Named(_)) => {
            let own = types.resolved(to);
            !mentions(types, own, to, &mut Vec::new()) && implies(types, from, own)
        }
        (Schema::Enum(values), _) => values.iter().all(|v| types.check(to, v).is_ok()),
        (_, Schema::Refined(base, asked)) => {
            let known = match from {
                Schema::Refined(_, known) => &known[..],
                _ => &[],
            };
            implies(types, from, base) && asked.iter().all(|p| known.iter().any(|k| follows(k, p)))
        }
        (Schema::Refined(base, _), _) => implies(types, base, to),
        (Schema::Int | Schema::Float | Schema::Fixed(_), Schema::Number)
        | (Schema::Fixed(_), Schema::Int)
        | (Schema::Fn(_), Schema::Func) => true,
        (Schema::Vector(a), Schema::Vector(b))
        | (Schema::List(a), Schema::List(b))
        | (Schema::Set(a), Schema::Set(b)) => implies(types, a, b),
        (Schema::Tuple(a), Schema::Tuple(b)) => all(a, b),
        (Schema::Tuple(a), Schema::Vector(b)) => a.iter().all(|a| implies(types, a, b)),
        (Schema::Map(k, v), Schema::Map(l, w)) => implies(types, k, l) && implies(types, v, w),
        (Schema::Record(_) | Schema::Struct(_), Schema::Map(k, v)) => {
            **k == Schema::Any && **v == Schema::Any
        }
        (Schema::Record(a), Schema::Record(b)) => b.iter().all(|asked| {
            a.iter().any(|known| {
                known.key == asked.key
                    && (asked.is_optional || !known.is_optional)
                    && implies(types, &known.schema, &asked.schema)
            })
        }),
        _ => false,
    }
}

/// Whether what passes one predicate passes another.
fn follows(known: &Predicate, asked: &Predicate) -> bool {
    use Comparison::{Ge, Gt, Le, Lt};
    if known == asked {
        return true;
    }
    match (known, asked) {
        (Predicate::Compare(a, x), Predicate::Compare(b, y)) => match (a, b) {
            (Gt, Gt | Ge) | (Ge, Ge) => x >= y,
            (Ge, Gt) => x > y,
            (Lt, Lt | Le) | (Le, Le) => x <= y,
            (Le, Lt) => x < y,
            _ => false,
        },
        (Predicate::InRange(low, high), Predicate::InRange(l, h)) => low >= l && high <= h,
        (Predicate::InRange(low, high), Predicate::Compare(b, y)) => match b {
            Gt => low > y,
            Ge => low >= y,
            Lt => high < y,
            Le => high <= y,
        },
        (Predicate::Equal(value), asked) => asked.holds(value),
        (Predicate::Length(a, x), Predicate::Length(b, y))
        | (Predicate::Count(a, x), Predicate::Count(b, y))
        | (Predicate::Length(a, x), Predicate::Count(b, y))
        | (Predicate::Count(a, x), Predicate::Length(b, y)) => match (a, b) {
            (Bound::Min | Bound::Exactly, Bound::Min) => x >= y,
            (Bound::Max | Bound::Exactly, Bound::Max) => x <= y,
            _ => false,
        },
        (Predicate::Length(bound, size) | Predicate::Count(bound, size), Predicate::NonEmpty) => {
            *size > 0 && *bound != Bound::Max
        }
        (Predicate::NonEmpty, Predicate::Length(bound, size) | Predicate::Count(bound, size)) => {
            *bound == Bound::Min && *size <= 1
        }
        (Predicate::RequiredKeys(keys), Predicate::HasKey(key)) => keys.contains(key),
        (Predicate::RequiredKeys(keys), Predicate::RequiredKeys(asked)) => {
            asked.iter().all(|key| keys.contains(key))
        }
        (Predicate::HasKey(key), Predicate::RequiredKeys(asked)) => {
            asked.iter().all(|other| other == key)
        }
        _ => false,
    }
}

/// The type of the elements of a sequence of the type, if it is known.
pub fn element(types: &Types, schema: &Schema) -> Option<Schema> {
    match types.base(schema) {
        Schema::Vector(item) | Schema::List(item) | Schema::Set(item) => Some((**item).clone()),
        Schema::Map(key, value) => Some(Schema::tuple([(**key).clone(), (**value).clone()])),
        Schema::Tuple(items) => match items.split_first() {
            Some((first, rest)) if rest.iter().all(|item| item == first) => Some(first.clone()),
            _ => None,
        },
        Schema::Option(inner) => element(types, inner),
        _ => None,
    }
}

/// The type of what stands at a place of a sequence, if it is known; nil if it may be missing.
pub fn at(types: &Types, schema: &Schema, index: usize) -> Option<Schema> {
    match types.base(schema) {
        Schema::Tuple(items) => Some(items.get(index).cloned().unwrap_or(Schema::Nil)),
        Schema::Option(inner) => at(types, inner, index).map(Schema::option),
        _ => element(types, schema).map(Schema::option),
    }
}

/// The type of what stands at a keyword of a map, if it is known; nil if it may be missing.
pub fn under(types: &Types, schema: &Schema, key: &str) -> Option<Schema> {
    match types.base(schema) {
        Schema::Record(members) => {
            let member = members.iter().find(|m| m.key.as_str() == key)?;
            Some(match member.is_optional {
                true => Schema::option(member.schema.clone()),
                false => member.schema.clone(),
            })
        }
        Schema::Struct(id) => {
            let def = types.structs.get(*id as usize)?;
            let field = def.fields.iter().find(|m| m.key.as_str() == key);
            Some(field.map_or(Schema::Nil, |field| field.schema.clone()))
        }
        Schema::Map(_, value) => Some(Schema::option((**value).clone())),
        Schema::Option(inner) => under(types, inner, key).map(Schema::option),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rtfs_rt::schema::{Member, Named};

    fn over(n: i64) -> Schema {
        let limit = Value::Int(n);
        Schema::refined(Schema::Int, [Predicate::Compare(Comparison::Gt, limit)])
    }

    fn follows_from(from: &Schema, to: &Schema) -> bool {
        implies(&Types::default(), from, to)
    }

    #[test]
    fn a_narrower_type_implies_a_wider_one() {
        assert!(follows_from(&over(5), &over(0)));
        assert!(!follows_from(&over(0), &over(5)));
        assert!(follows_from(&over(5), &Schema::Int));
        assert!(!follows_from(&Schema::Int, &over(5)));
        assert!(follows_from(
            &Schema::vector(over(5)),
            &Schema::vector(over(0))
        ));
        let either = Schema::union([Schema::Int, Schema::Str]);
        assert!(follows_from(&over(0), &either));
        assert!(!follows_from(&either, &Schema::Int));
        assert!(follows_from(&over(0), &Schema::option(over(0))));
        assert!(!follows_from(&Schema::option(over(0)), &over(0)));
        let three = Schema::one_of([Value::Int(3)]);
        assert!(follows_from(&three, &over(2)));
        assert!(!follows_from(&three, &over(3)));
        let text = |bound, n| Schema::refined(Schema::Str, [Predicate::Length(bound, n)]);
        assert!(follows_from(&text(Bound::Exactly, 3), &text(Bound::Max, 4)));
        assert!(!follows_from(&text(Bound::Max, 3), &text(Bound::Min, 1)));
    }

    #[test]
    fn a_record_implies_one_of_fewer_keys() {
        let record = |keys: &[(&str, bool)]| {
            let members = keys.iter().map(|(k, o)| Member::new(k, over(0), *o));
            Schema::record(members.collect::<Vec<_>>())
        };
        assert!(follows_from(
            &record(&[("a", false), ("b", false)]),
            &record(&[("a", false)])
        ));
        assert!(follows_from(
            &record(&[("a", false)]),
            &record(&[("a", true)])
        ));
        assert!(!follows_from(
            &record(&[("a", true)]),
            &record(&[("a", false)])
        ));
    }

    #[test]
    fn a_type_in_itself_is_a_node() {
        let node = Schema::tuple([Schema::Int, Schema::Named(0)]);
        let types = Types {
            named: vec![Named {
                name: "Chain".into(),
                schema: Schema::option(node),
            }],
            structs: Vec::new(),
        };
        let chain = Schema::Named(0);
        let node = Ty::tuple([Ty::Int, Ty::option(Ty::Back)]).folded();
        assert_eq!(Some(ty_of(&types, &chain)), node.map(Ty::option));
        assert!(says_all(&types, &chain));
        assert!(implies(&types, &chain, &chain));
        assert!(!implies(&types, &chain, &Schema::Nil));
        assert_eq!(under(&types, &chain, "a"), None);
    }
}
