//! Types as RTFS writes them.

use super::{Bound, Predicate, Schema, Types};
use crate::print::readable;
use crate::value::Value;

/// A named type whose meaning is longer than this is shown by its name alone.
const MAX_MEANING: usize = 80;

impl Types {
    /// The type as RTFS writes it.
    pub fn show(&self, schema: &Schema) -> String {
        let name = match schema {
            Schema::Any => ":any",
            Schema::Nil => ":nil",
            Schema::Bool => ":bool",
            Schema::Int => ":int",
            Schema::Fixed(width) => return format!(":{}", width.name()),
            Schema::Float => ":float",
            Schema::Number => ":number",
            Schema::Str => ":string",
            Schema::Keyword => ":keyword",
            Schema::Symbol => ":symbol",
            Schema::Inst => ":inst",
            Schema::Uuid => ":uuid",
            Schema::Regex => ":regex",
            Schema::Func => ":fn",
            Schema::Fn(signature) => {
                let mut params = self.all(&signature.params);
                if let Some(rest) = &signature.rest {
                    params.push("&".to_owned());
                    params.push(self.show(rest));
                }
                let result = self.show(&signature.result);
                return format!("[:fn [{}] {result}]", params.join(" "));
            }
            Schema::Vector(item) => return self.around("vector", &[item]),
            Schema::List(item) => return self.around("list", &[item]),
            Schema::Set(item) => return self.around("set", &[item]),
            Schema::Map(key, value) => {
                return match (&**key, &**value) {
                    (Schema::Any, Schema::Any) => ":map".to_owned(),
                    _ => self.around("map-of", &[key, value]),
                };
            }
            Schema::Tuple(items) => return form("tuple", &self.all(items)),
            Schema::Record(members) => {
                let members = members.iter().map(|member| {
                    let optional = if member.is_optional { " ?" } else { "" };
                    format!("[{} {}{optional}]", member.key, self.show(&member.schema))
                });
                return form("map", &members.collect::<Vec<_>>());
            }
            Schema::Struct(id) => {
                return match self.structs.get(*id as usize) {
                    Some(def) => def.name.to_string(),
                    None => format!("struct#{id}"),
                };
            }
            Schema::Named(id) => {
                return match self.named.get(*id as usize) {
                    Some(def) => def.name.to_string(),
                    None => format!("type#{id}"),
                };
            }
            Schema::Option(inner) => {
                let shown = self.show(inner);
                return match shown.starts_with('[') {
                    true => form("union", &[shown, ":nil".to_owned()]),
                    false => format!("{shown}?"),
                };
            }
            Schema::Union(members) => return form("union", &self.all(members)),
            Schema::Refined(base, predicates) => {
                let mut parts = vec![self.show(base)];
                parts.extend(predicates.iter().map(Predicate::show));
                return form("and", &parts);
            }
            Schema::Enum(values) => {
                let head = if values.len() == 1 { "val" } else { "enum" };
                let values: Vec<String> = values.iter().map(readable).collect();
                return form(head, &values);
            }
        };
        name.to_owned()
    }

    /// The type as a message names it: a name with what it stands for.
    pub fn describe(&self, schema: &Schema) -> String {
        let shown = self.show(schema);
        let meaning = match schema {
            Schema::Named(_) => self.show(self.resolved(schema)),
            _ => return shown,
        };
        match meaning.chars().count() > MAX_MEANING {
            true => shown,
            false => format!("{shown} ({meaning})"),
        }
    }

    fn all(&self, schemas: &[Schema]) -> Vec<String> {
        schemas.iter().map(|schema| self.show(schema)).collect()
    }

    fn around(&self, head: &str, parts: &[&Schema]) -> String {
        if let [Schema::Any] = parts {
            return format!(":{head}");
        }
        let parts: Vec<String> = parts.iter().map(|part| self.show(part)).collect();
        form(head, &parts)
    }
}

impl Predicate {
    /// The predicate as RTFS writes it.
    pub fn show(&self) -> String {
        let one = |head: &str, value: &Value| form(head, &[readable(value)]);
        let size = |what: &str, bound: &Bound, size: usize| {
            let head = match bound {
                Bound::Min => format!("min-{what}"),
                Bound::Max => format!("max-{what}"),
                Bound::Exactly => what.to_owned(),
            };
            form(&head, &[size.to_string()])
        };
        match self {
            Predicate::Compare(comparison, limit) => one(comparison.as_str(), limit),
            Predicate::InRange(low, high) => form("in-range", &[readable(low), readable(high)]),
            Predicate::Equal(value) => one("=", value),
            Predicate::NotEqual(value) => one("!=", value),
            Predicate::Length(bound, limit) => size("length", bound, *limit),
            Predicate::Count(bound, limit) => size("count", bound, *limit),
            Predicate::NonEmpty => "[:non-empty]".to_owned(),
            Predicate::HasKey(key) => one("has-key", key),
            Predicate::RequiredKeys(keys) => {
                let keys: Vec<String> = keys.iter().map(readable).collect();
                format!("[:required-keys [{}]]", keys.join(" "))
            }
            #[cfg(feature = "regex")]
            Predicate::Matches(source, regex) => match regex {
                Some(regex) => form("matches-regex", &[readable(regex)]),
                None => form("matches-regex", &[readable(source)]),
            },
            #[cfg(not(feature = "regex"))]
            Predicate::Matches(_, never) => match *never {},
        }
    }
}

fn form(head: &str, parts: &[String]) -> String {
    match parts {
        [] => format!("[:{head}]"),
        parts => format!("[:{head} {}]", parts.join(" ")),
    }
}
