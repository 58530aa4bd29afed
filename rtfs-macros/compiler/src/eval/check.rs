//! Annotations over dynamic values: what a checked cast accepts, and what it makes of it.

use std::rc::Rc;
use std::sync::Arc;

use rtfs_rt::codegen::{known_fields, no_struct};
use rtfs_rt::schema::{Schema, Types};
use rtfs_rt::{Arity, Data, Error, ErrorKind, Func, Int, Keyword, Map, Number, Result, Set, Str};
use rtfs_rt::{Kind, Symbol, Value, ops};

use crate::ast::{Annotation, Field, Program};
use crate::declared;
use crate::types::{Ty, Width};

/// A type that a value can be asked for.
#[derive(Debug)]
pub(super) enum Check {
    Any,
    Never,
    Nil,
    Bool,
    Int,
    Fixed(Width),
    Float,
    Number,
    Str,
    Keyword,
    Symbol,
    /// What is of a kind without types in it, with the name of its type.
    Kind(Kind, &'static str),
    Func,
    /// A function whose arguments and result are cast.
    Signature(Vec<Arc<Check>>, Arc<Check>),
    Vector(Box<Check>),
    List(Box<Check>),
    Set(Box<Check>),
    Map(Box<Check>, Box<Check>),
    Tuple(Vec<Check>),
    Record(Vec<(Keyword, Check)>),
    Struct(Arc<Construct>),
    Option(Box<Check>),
    /// What is held as the one, and is checked to be of a declared type.
    Declared(Box<Check>, Arc<Types>, Schema),
}

/// How a struct is made.
#[derive(Debug)]
pub(super) struct Construct {
    pub(super) name: Arc<str>,
    pub(super) fields: Vec<(Keyword, Check)>,
    /// Whether it takes its fields in order, as `->Name` does.
    pub(super) positional: bool,
}

impl Check {
    pub(super) fn of(annotation: &Annotation, program: &Program) -> Check {
        let types = &program.schemas;
        if let Schema::Fn(signature) = types.resolved(&annotation.schema)
            && signature.rest.is_none()
        {
            let part = |schema: &Schema| {
                let schema = Rc::new(schema.clone());
                let part = declared::annotation(types, &schema, annotation.span);
                Arc::new(Check::of(&part, program))
            };
            let params = signature.params.iter().map(part).collect();
            return Check::Signature(params, part(&signature.result));
        }
        Check::ty(&annotation.ty, program).declared(annotation, program)
    }

    /// The check of what an annotation says beyond how its value is held.
    fn declared(self, annotation: &Annotation, program: &Program) -> Check {
        // A node is looked through by its declared type only.
        if !annotation.is_refined && !annotation.ty.holds_node() {
            return self;
        }
        let schema = (*annotation.schema).clone();
        Check::Declared(Box::new(self), program.schemas.clone(), schema)
    }

    /// The check of a field.
    pub(super) fn field(field: &Field, program: &Program) -> Check {
        Check::shallow(&field.ty, program).declared(&field.declared, program)
    }

    pub(super) fn ty(ty: &Ty, program: &Program) -> Check {
        let inner = |t: &Ty| Box::new(Check::ty(t, program));
        match ty {
            Ty::Never => Check::Never,
            Ty::Nil => Check::Nil,
            Ty::Bool => Check::Bool,
            Ty::Int => Check::Int,
            Ty::Fixed(width) => Check::Fixed(*width),
            Ty::Float => Check::Float,
            Ty::Number => Check::Number,
            Ty::Str => Check::Str,
            Ty::Keyword => Check::Keyword,
            Ty::Symbol => Check::Symbol,
            Ty::Inst => Check::Kind(Kind::Inst, ":inst"),
            Ty::Uuid => Check::Kind(Kind::Uuid, ":uuid"),
            Ty::Regex(_) => Check::Kind(Kind::Regex, ":regex"),
            Ty::Vector(t) => Check::Vector(inner(t)),
            Ty::List(t) => Check::List(inner(t)),
            Ty::Set(t) => Check::Set(inner(t)),
            Ty::Map(k, v) => Check::Map(inner(k), inner(v)),
            Ty::Tuple(items) => Check::Tuple(items.iter().map(|t| Check::ty(t, program)).collect()),
            Ty::Record(fields) => {
                let fields = fields
                    .iter()
                    .map(|(k, t)| (Keyword::new(k), Check::ty(t, program)));
                Check::Record(fields.collect())
            }
            Ty::Struct(id) => {
                // The annotation of a field may name the struct itself only inside an option or a
                // collection, where values are checked when they are made.
                let def = &program.structs[id.index()];
                let fields = def
                    .fields
                    .iter()
                    .map(|f| (Keyword::new(&f.key), Check::field(f, program)));
                Check::Struct(Arc::new(Construct {
                    name: (&*def.name).into(),
                    fields: fields.collect(),
                    positional: false,
                }))
            }
            Ty::Node(_) => Check::ty(&ty.loose(), program),
            Ty::Option(t) => Check::Option(inner(t)),
            Ty::Closure(_) | Ty::Func => Check::Func,
            Ty::Any | Ty::Back => Check::Any,
        }
    }

    /// The check of a struct's field: another struct in it is a map, whose fields were checked when it was made.
    fn shallow(ty: &Ty, program: &Program) -> Check {
        match ty {
            Ty::Struct(_) => Check::Map(Box::new(Check::Keyword), Box::new(Check::Any)),
            Ty::Option(t) => Check::Option(Box::new(Check::shallow(t, program))),
            Ty::Vector(t) => Check::Vector(Box::new(Check::shallow(t, program))),
            Ty::List(t) => Check::List(Box::new(Check::shallow(t, program))),
            Ty::Set(t) => Check::Set(Box::new(Check::shallow(t, program))),
            Ty::Map(k, v) => Check::Map(
                Box::new(Check::shallow(k, program)),
                Box::new(Check::shallow(v, program)),
            ),
            Ty::Tuple(items) => {
                Check::Tuple(items.iter().map(|t| Check::shallow(t, program)).collect())
            }
            Ty::Record(fields) => {
                let fields = fields
                    .iter()
                    .map(|(k, t)| (Keyword::new(k), Check::shallow(t, program)));
                Check::Record(fields.collect())
            }
            _ => Check::ty(ty, program),
        }
    }

    /// The value as the type, or the error that names the thing.
    pub(super) fn cast(&self, value: Value, what: &str) -> Result<Value> {
        if let Check::Fixed(width) = self {
            let int = Check::Int.cast(value, what)?;
            return fixed(&int, *width, what).map(|()| int);
        }
        self.accept(value).map_err(|error| {
            let message = format!("{what}: {}", error.message());
            Error::new(error.kind(), message)
        })
    }

    /// The value as the type.
    fn accept(&self, value: Value) -> Result<Value> {
        match self {
            Check::Any => Ok(value),
            Check::Never => Err(Error::expected("no value", &value)),
            Check::Nil => <()>::from_value(value).map(|()| Value::Nil),
            Check::Bool => bool::from_value(value).map(Value::Bool),
            Check::Int => Int::from_value(value).map(Data::into_value),
            Check::Fixed(width) => {
                let int = Int::from_value(value)?.into_value();
                fixed(&int, *width, "a number").map(|()| int)
            }
            Check::Float => f64::from_value(value).map(Value::Float),
            Check::Number => Number::from_value(value).map(Data::into_value),
            Check::Str => Str::from_value(value).map(Data::into_value),
            Check::Keyword => Keyword::from_value(value).map(Data::into_value),
            Check::Symbol => Symbol::from_value(value).map(Data::into_value),
            Check::Kind(kind, _) if value.kind() == *kind => Ok(value),
            Check::Kind(_, name) => Err(Error::expected(name, &value)),
            Check::Func => Func::from_value(value).map(Data::into_value),
            Check::Signature(params, result) => {
                let inner = Func::from_value(value)?;
                Ok(Value::Func(checked(inner, params.clone(), result.clone())))
            }
            Check::Option(_) if value.is_nil() => Ok(value),
            Check::Option(inner) => inner.accept(value),
            Check::Vector(element) => match value {
                Value::Vector(items) => {
                    Ok(Value::Vector(each(items, element)?.into_iter().collect()))
                }
                other => Err(Error::expected(":vector", &other)),
            },
            Check::List(element) => match value {
                Value::List(items) => Ok(Value::List(each(items, element)?.into_iter().collect())),
                other => Err(Error::expected(":list", &other)),
            },
            Check::Set(element) => match value {
                Value::Set(items) => {
                    let items: Vec<Value> = items.iter().cloned().collect();
                    Ok(Value::Set(Set::from_iter(each(items, element)?)))
                }
                other => Err(Error::expected(":set", &other)),
            },
            Check::Map(key, val) => map(value, key, val),
            Check::Tuple(parts) => match value {
                Value::Vector(items) if items.len() == parts.len() => {
                    let mut out = Vec::with_capacity(parts.len());
                    for (index, (item, part)) in items.iter().zip(parts).enumerate() {
                        let item = part.accept(item.clone());
                        out.push(item.map_err(|e| e.within(position(index)))?);
                    }
                    Ok(Value::Vector(out.into_iter().collect()))
                }
                other => Err(Error::expected(
                    &format!("a vector of {}", parts.len()),
                    &other,
                )),
            },
            Check::Record(fields) => record(value, fields),
            Check::Struct(construct) => construct.of_map(value),
            Check::Declared(held, types, schema) => types.pass(schema, held.accept(value)?),
        }
    }
}

fn position(index: usize) -> Value {
    Value::Int(i64::try_from(index).unwrap_or(i64::MAX))
}

fn each(items: impl IntoIterator<Item = Value>, check: &Check) -> Result<Vec<Value>> {
    let mut out = Vec::new();
    for (index, item) in items.into_iter().enumerate() {
        out.push(check.accept(item).map_err(|e| e.within(position(index)))?);
    }
    Ok(out)
}

fn map(value: Value, key: &Check, val: &Check) -> Result<Value> {
    let Value::Map(entries) = value else {
        return Err(Error::expected(":map", &value));
    };
    let mut out = Map::new();
    for (k, v) in entries.iter() {
        let entry = key
            .accept(k.clone())
            .and_then(|own| Ok((own, val.accept(v.clone())?)));
        let (own, v) = entry.map_err(|e| e.within(k.clone()))?;
        out.insert(own, v);
    }
    Ok(Value::Map(out))
}

/// Fields that are named are checked, others stay.
fn record(value: Value, fields: &[(Keyword, Check)]) -> Result<Value> {
    let Value::Map(mut entries) = value else {
        return Err(Error::expected(":map", &value));
    };
    for (key, check) in fields {
        let found = entries.get(&Value::Keyword(*key)).cloned();
        let field = match (found, check) {
            (Some(field), _) => field,
            (None, Check::Option(_) | Check::Any) => continue,
            (None, _) => {
                let message = format!("the key {key} is missing");
                return Err(Error::new(ErrorKind::TypeError, message));
            }
        };
        let field = check
            .accept(field)
            .map_err(|e| e.within(Value::Keyword(*key)))?;
        entries = entries.assoc(Value::Keyword(*key), field);
    }
    Ok(Value::Map(entries))
}

fn fixed(int: &Value, width: Width, what: &str) -> Result<()> {
    let Some(int) = int.as_int() else {
        return Ok(());
    };
    let fits = match width {
        Width::I8 => i8::try_from(int.clone()).is_ok(),
        Width::I16 => i16::try_from(int.clone()).is_ok(),
        Width::I32 => i32::try_from(int.clone()).is_ok(),
        Width::I64 => i64::try_from(int.clone()).is_ok(),
        Width::U8 => u8::try_from(int.clone()).is_ok(),
        Width::U16 => u16::try_from(int.clone()).is_ok(),
        Width::U32 => u32::try_from(int.clone()).is_ok(),
        Width::U64 => u64::try_from(int.clone()).is_ok(),
        Width::Usize => usize::try_from(int.clone()).is_ok(),
    };
    if fits {
        return Ok(());
    }
    let message = format!("{what}: {int} is outside the range of :{}", width.name());
    Err(Error::new(ErrorKind::Overflow, message))
}

/// A function that casts what it is given and what it gives.
fn checked(inner: Func, params: Vec<Arc<Check>>, result: Arc<Check>) -> Func {
    let name = inner.name().to_owned();
    Func::new(&name, Arity::exactly(params.len()), move |args| {
        let mut cast = Vec::with_capacity(args.len());
        for (arg, check) in args.iter().zip(&params) {
            cast.push(check.cast(arg.clone(), "the argument")?);
        }
        let value = ops::call(&Value::Func(inner.clone()), &cast)?;
        result.cast(value, "the function's result")
    })
}

impl Construct {
    /// Makes the struct, which is the map of its fields in order.
    pub(super) fn make(&self, args: &[Value]) -> Result<Value> {
        if !self.positional {
            return self.of_map(args.first().cloned().unwrap_or_default());
        }
        let mut map = Map::new();
        for ((key, check), arg) in self.fields.iter().zip(args) {
            map.insert(
                Value::Keyword(*key),
                self.field(*key, check, Some(arg.clone()))?,
            );
        }
        Ok(Value::Map(map))
    }

    /// How many arguments the constructor takes.
    pub(super) fn arity(&self) -> usize {
        if self.positional {
            self.fields.len()
        } else {
            1
        }
    }

    fn of_map(&self, value: Value) -> Result<Value> {
        let Value::Map(given) = &value else {
            return Err(no_struct(&self.name, &value));
        };
        let names: Vec<&str> = self.fields.iter().map(|(key, _)| key.as_str()).collect();
        known_fields(&self.name, &names, given)?;
        let mut map = Map::new();
        for (key, check) in &self.fields {
            let found = given.get(&Value::Keyword(*key)).cloned();
            map.insert(Value::Keyword(*key), self.field(*key, check, found)?);
        }
        Ok(Value::Map(map))
    }

    fn field(&self, key: Keyword, check: &Check, found: Option<Value>) -> Result<Value> {
        let is_missing = found.is_none();
        check.accept(found.unwrap_or_default()).map_err(|error| {
            let message = if is_missing {
                format!("`{}` needs the field `{key}`", self.name)
            } else {
                format!("`{key}` of `{}`: {}", self.name, error.message())
            };
            Error::new(ErrorKind::ValidationError, message)
        })
    }
}
