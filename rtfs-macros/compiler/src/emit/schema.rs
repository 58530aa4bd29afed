//! Declared types as the statics of an expansion.

use rtfs_rt::Value;
use rtfs_rt::schema::{Bound, Comparison, Member, Predicate, Schema, Types, Width};

use super::*;

/// Different types, numbered; they are few, and have no order.
#[derive(Default)]
pub(super) struct Schemas(RefCell<Vec<Schema>>);

impl Schemas {
    fn number(&self, schema: &Schema) -> usize {
        let mut all = self.0.borrow_mut();
        match all.iter().position(|other| other == schema) {
            Some(number) => number,
            None => {
                all.push(schema.clone());
                all.len() - 1
            }
        }
    }
}

impl Emitter<'_> {
    /// The static of a declared type.
    pub(super) fn schema(&self, schema: &Schema) -> Ident {
        format_ident!("SCHEMA__{}", self.tables.schemas.number(schema))
    }

    /// The statics of the declared types that the expansion checks.
    pub(super) fn schema_items(&self) -> TokenStream {
        let schemas = self.tables.schemas.0.borrow();
        if schemas.is_empty() {
            return TokenStream::new();
        }
        let types = types_value(&self.program.schemas);
        let statics = schemas.iter().enumerate().map(|(i, schema)| {
            let name = format_ident!("SCHEMA__{i}");
            let value = schema_value(schema);
            quote! {
                static #name: __rt::schema::LazySchema =
                    __rt::schema::LazySchema::new(&TYPES__, || #value);
            }
        });
        quote! {
            static TYPES__: __rt::schema::LazyTypes = __rt::schema::LazyTypes::new(|| #types);
            #(#statics)*
        }
    }
}

fn types_value(types: &Types) -> TokenStream {
    let named = types.named.iter().map(|named| {
        let (name, schema) = (&*named.name, schema_value(&named.schema));
        quote!(__rt::schema::Named { name: __rt::Into::into(#name), schema: #schema })
    });
    let structs = types.structs.iter().map(|def| {
        let (name, fields) = (&*def.name, def.fields.iter().map(member_value));
        quote!(__rt::schema::Struct {
            name: __rt::Into::into(#name),
            fields: __rt::Into::into([#(#fields),*]),
        })
    });
    quote!(__rt::schema::Types {
        named: <__rt::Vec<_> as ::core::convert::From<_>>::from([#(#named),*]),
        structs: <__rt::Vec<_> as ::core::convert::From<_>>::from([#(#structs),*]),
    })
}

fn schema_value(schema: &Schema) -> TokenStream {
    let kind = |name: &str| {
        let name = local(name);
        quote!(__rt::schema::Schema::#name)
    };
    let all = |schemas: &[Schema]| schemas.iter().map(schema_value).collect::<Vec<_>>();
    let call = |name: &str, args: &[&Schema]| {
        let (name, args) = (local(name), args.iter().map(|s| schema_value(s)));
        quote!(__rt::schema::Schema::#name(#(#args),*))
    };
    match schema {
        Schema::Any => kind("Any"),
        Schema::Nil => kind("Nil"),
        Schema::Bool => kind("Bool"),
        Schema::Int => kind("Int"),
        Schema::Float => kind("Float"),
        Schema::Number => kind("Number"),
        Schema::Str => kind("Str"),
        Schema::Keyword => kind("Keyword"),
        Schema::Symbol => kind("Symbol"),
        Schema::Inst => kind("Inst"),
        Schema::Uuid => kind("Uuid"),
        Schema::Regex => kind("Regex"),
        Schema::Func => kind("Func"),
        Schema::Fixed(width) => {
            let width = local(match width {
                Width::I8 => "I8",
                Width::I16 => "I16",
                Width::I32 => "I32",
                Width::I64 => "I64",
                Width::U8 => "U8",
                Width::U16 => "U16",
                Width::U32 => "U32",
                Width::U64 => "U64",
                Width::Usize => "Usize",
            });
            quote!(__rt::schema::Schema::Fixed(__rt::schema::Width::#width))
        }
        Schema::Fn(signature) => {
            let params = all(&signature.params);
            let rest = match &signature.rest {
                Some(rest) => {
                    let rest = schema_value(rest);
                    quote!(__rt::Some(#rest))
                }
                None => quote!(__rt::None),
            };
            let result = schema_value(&signature.result);
            quote!(__rt::schema::Schema::function([#(#params),*], #rest, #result))
        }
        Schema::Vector(item) => call("vector", &[item]),
        Schema::List(item) => call("list", &[item]),
        Schema::Set(item) => call("set", &[item]),
        Schema::Option(inner) => call("option", &[inner]),
        Schema::Map(key, value) => call("map", &[key, value]),
        Schema::Tuple(items) => {
            let items = all(items);
            quote!(__rt::schema::Schema::tuple([#(#items),*]))
        }
        Schema::Union(members) => {
            let members = all(members);
            quote!(__rt::schema::Schema::union([#(#members),*]))
        }
        Schema::Record(members) => {
            let members = members.iter().map(member_value);
            quote!(__rt::schema::Schema::record([#(#members),*]))
        }
        Schema::Struct(id) => quote!(__rt::schema::Schema::Struct(#id)),
        Schema::Named(id) => quote!(__rt::schema::Schema::Named(#id)),
        Schema::Refined(base, predicates) => {
            let base = schema_value(base);
            let predicates = predicates.iter().map(predicate_value);
            quote!(__rt::schema::Schema::refined(#base, [#(#predicates),*]))
        }
        Schema::Enum(values) => {
            let values = values.iter().map(constant);
            quote!(__rt::schema::Schema::one_of([#(#values),*]))
        }
    }
}

fn member_value(member: &Member) -> TokenStream {
    let (key, is_optional) = (member.key.as_str(), member.is_optional);
    let schema = schema_value(&member.schema);
    quote!(__rt::schema::Member::new(#key, #schema, #is_optional))
}

fn predicate_value(predicate: &Predicate) -> TokenStream {
    let size = |name: &str, bound: &Bound, size: &usize| {
        let name = local(name);
        let bound = local(match bound {
            Bound::Min => "Min",
            Bound::Max => "Max",
            Bound::Exactly => "Exactly",
        });
        let size = Literal::usize_unsuffixed(*size);
        quote!(#name(__rt::schema::Bound::#bound, #size))
    };
    let variant = match predicate {
        Predicate::Compare(comparison, limit) => {
            let comparison = local(match comparison {
                Comparison::Gt => "Gt",
                Comparison::Ge => "Ge",
                Comparison::Lt => "Lt",
                Comparison::Le => "Le",
            });
            let limit = constant(limit);
            quote!(Compare(__rt::schema::Comparison::#comparison, #limit))
        }
        Predicate::InRange(low, high) => {
            let (low, high) = (constant(low), constant(high));
            quote!(InRange(#low, #high))
        }
        Predicate::Equal(value) => {
            let value = constant(value);
            quote!(Equal(#value))
        }
        Predicate::NotEqual(value) => {
            let value = constant(value);
            quote!(NotEqual(#value))
        }
        Predicate::Length(bound, limit) => size("Length", bound, limit),
        Predicate::Count(bound, limit) => size("Count", bound, limit),
        Predicate::NonEmpty => quote!(NonEmpty),
        Predicate::HasKey(key) => {
            let key = constant(key);
            quote!(HasKey(#key))
        }
        Predicate::RequiredKeys(keys) => {
            let keys = keys.iter().map(constant);
            quote!(RequiredKeys(__rt::Into::into([#(#keys),*])))
        }
        Predicate::Matches(source, _) => {
            let source = source.as_str();
            quote!(matches(#source))
        }
    };
    quote!(__rt::schema::Predicate::#variant)
}

/// A value that a type mentions.
fn constant(value: &Value) -> TokenStream {
    match value {
        Value::Bool(b) => quote!(__rt::Value::Bool(#b)),
        Value::Int(int) => {
            let int = Literal::i64_unsuffixed(*int);
            quote!(__rt::Value::Int(#int))
        }
        Value::Big(_) => {
            let digits = value.to_string();
            quote!(__rt::Data::into_value(__rt::LazyInt::new(#digits).get()))
        }
        Value::Float(float) => {
            let bits = float.to_bits();
            quote!(__rt::Value::Float(f64::from_bits(#bits)))
        }
        Value::Str(text) => {
            let text = text.as_str();
            quote!(<__rt::Value as ::core::convert::From<_>>::from(#text))
        }
        Value::Keyword(name) => {
            let name = name.as_str();
            quote!(__rt::Value::Keyword(__rt::Keyword::new(#name)))
        }
        Value::Symbol(name) => {
            let name = name.as_str();
            quote!(__rt::Value::Symbol(__rt::Symbol::new(#name)))
        }
        Value::Vector(items) => {
            let items = items.iter().map(constant);
            quote!(__rt::Value::Vector(::core::iter::FromIterator::from_iter([#(#items),*])))
        }
        Value::List(items) => {
            let items = items.iter().map(constant);
            quote!(__rt::Value::List(::core::iter::FromIterator::from_iter([#(#items),*])))
        }
        Value::Set(items) => {
            let items = items.iter().map(constant);
            quote!(__rt::Value::Set(::core::iter::FromIterator::from_iter([#(#items),*])))
        }
        Value::Map(map) => {
            let pairs = map.iter().map(|(k, v)| {
                let (k, v) = (constant(k), constant(v));
                quote!((#k, #v))
            });
            quote!(__rt::Value::Map(::core::iter::FromIterator::from_iter([#(#pairs),*])))
        }
        _ => quote!(__rt::Value::Nil),
    }
}
